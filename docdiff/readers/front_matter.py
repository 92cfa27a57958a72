"""Reads what the lines between `---`, or `+++`, at the top of a text say of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docdiff.readers.html_head import iso_day

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?\n)??\+\+\+[ \t]*(?:\n|\Z)", re.S)
_KEY = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)")
_TOML_KEY = re.compile(r"([A-Za-z][\w-]*)[ \t]*=[ \t]*(.*)")
_KEYS = {"title": "title", "author": "author", "authors": "author", "lang": "language", "language": "language"}
_LONGEST_FRONT_MATTER = 20_000


def read_front_matter(text: str) -> tuple[dict[str, str], int]:
    """What the lines between `---` or `+++` at the top say of the document, and where the text below them begins.

    Of YAML and TOML it understands keys with a text or a list of texts, which is what people write there.
    """
    top = text[:_LONGEST_FRONT_MATTER]
    yaml, toml = _FRONT_MATTER.match(top), _TOML.match(top)
    if yaml and all(_is_yaml(line) for line in (yaml.group(1) or "").splitlines()):
        return _read_keys((yaml.group(1) or "").splitlines(), _KEY), yaml.end()
    if toml and _TOML_KEY.search(toml.group(1) or ""):
        return _read_keys((toml.group(1) or "").splitlines(), _TOML_KEY), toml.end()
    return {}, 0


def _read_keys(lines: Sequence[str], written: re.Pattern[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for at, line in enumerate(lines):
        key = written.fullmatch(line.rstrip())
        if not key:
            continue
        name, value = key.group(1).casefold(), _yaml_text(key.group(2) or _items_below(lines, at))
        if name == "date":
            value = iso_day(value)
        elif name in _KEYS:
            name = _KEYS[name]
            value = value.partition("-")[0].casefold() if name == "language" else value
        else:
            continue
        if value:
            found.setdefault(name, value)
    return found


def _is_yaml(line: str) -> bool:
    """Whether this can be a line of front matter, and not of a text between two rules."""
    return not line.strip() or line.startswith((" ", "\t", "-", "#")) or bool(_KEY.match(line))


def _items_below(lines: Sequence[str], at: int) -> str:
    items: list[str] = []
    for line in lines[at + 1 :]:
        item = re.fullmatch(r"\s*-\s+(.*)", line)
        if not item:
            break
        items.append(_yaml_text(item.group(1)))
    return ", ".join(items)


def _yaml_text(value: str) -> str:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_yaml_text(item) for item in value[1:-1].split(","))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value
