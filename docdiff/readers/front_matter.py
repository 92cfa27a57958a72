"""Reads what stands above a Markdown text about it: title, authors, date and language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence

from docdiff.readers.days import read_day

_YAML = re.compile(r"---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?\n)??\+\+\+[ \t]*(?:\n|\Z)", re.S)
_PERCENT = re.compile(r"%[ \t]+\S[^\n]*(?:\n[ \t]+\S[^\n]*)*(?:\n%[^\n]*(?:\n[ \t]+\S[^\n]*)*){0,2}(?:\n|\Z)")
_KEY = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)")
_KEYS = {"title": "title", "author": "author", "authors": "author", "lang": "language", "language": "language"}
_LONGEST_FRONT_MATTER = 20_000


def read_front_matter(text: str) -> tuple[dict[str, str], int]:
    """What the lines at the top say of the document, and where the text below them begins.

    These are YAML between `---`, of which keys with a text or a list of texts are understood, TOML between `+++`, or
    the title, authors and date of pandoc behind `%`.
    """
    head = text[:_LONGEST_FRONT_MATTER]
    for pattern, read_pairs in ((_YAML, _yaml), (_TOML, _toml), (_PERCENT, _percent)):
        match = pattern.match(head)
        pairs = read_pairs(match) if match else None
        if match and pairs is not None:
            return _understood(pairs), match.end()
    return {}, 0


def _understood(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in pairs:
        name = "date" if key == "date" else _KEYS.get(key)
        if name == "date":
            value = read_day(value)
        elif name == "language":
            value = value.partition("-")[0].casefold()
        if name and value:
            found.setdefault(name, value)
    return found


def _yaml(match: re.Match[str]) -> list[tuple[str, str]] | None:
    lines = (match.group(1) or "").splitlines()
    if not all(_is_yaml(line) for line in lines):
        return None
    keys = ((at, _KEY.fullmatch(line.rstrip())) for at, line in enumerate(lines))
    return [(key[1].casefold(), _yaml_text(key[2] or _items_below(lines, at))) for at, key in keys if key]


def _toml(match: re.Match[str]) -> list[tuple[str, str]] | None:
    try:
        pairs = tomllib.loads(match.group(1) or "")
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return [(key.casefold(), _plain(value)) for key, value in pairs.items()]


def _plain(value: object) -> str:
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value).strip()


def _percent(match: re.Match[str]) -> list[tuple[str, str]]:
    fields = [" ".join(field.split()) for field in re.split(r"^%", match.group(), flags=re.M)[1:]]
    return list(zip(("title", "author", "date"), (field.replace("; ", ", ") for field in fields), strict=False))


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
