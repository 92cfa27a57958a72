"""Tells which elements of a page its own style sheets hide.

Only what can be told from an element alone is understood: rules for a class, an id or an element ("p.note", "#menu").
Rules under a condition (`@media`) and longer selectors hide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.S)
_BRACE = re.compile(r"[{}]")
_SELECTOR = re.compile(r"([a-zA-Z][\w-]*)?(?:([.#])(-?[_a-zA-Z][\w-]*))?")
_HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.I)
_SHOWS = re.compile(r"(?:^|;)\s*(?:display|visibility)\s*:", re.I)
_LONGEST = 500_000  # characters of style sheets that are looked at


class Selector(NamedTuple):
    """What a rule is for: the name of an element, a class, an id; "" where any will do."""

    tag: str = ""
    name: str = ""
    identity: str = ""


def find_hidden(root: etree._Element) -> frozenset[Selector]:
    """What the style sheets in a page hide, the last rule for the same selector deciding. Linear in their length."""
    sheets = "\n".join(element.text or "" for element in root.iter("style"))[:_LONGEST]
    if not _HIDES_ANYTHING.search(sheets):
        return frozenset()
    hidden: dict[Selector, bool] = {}
    for selectors, body in _rules(_COMMENT.sub("", sheets)):
        hides = bool(_HIDES.search(body))
        if hides or _SHOWS.search(body):
            hidden.update((selector, hides) for selector in _read_selectors(selectors))
    return frozenset(selector for selector, hides in hidden.items() if hides)


_HIDES_ANYTHING = re.compile(r":\s*(?:none|hidden|collapse)\b", re.I)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of each rule that stands under no condition and holds no other."""
    depth = start = begin = 0
    for brace in _BRACE.finditer(sheet):
        if brace.group() == "{":
            depth += 1
            begin = brace.end() if depth == 1 else -1
            continue
        if depth == 1:
            selectors = sheet[start : max(begin - 1, start)].rpartition(";")[2]
            if begin >= 0 and not selectors.lstrip().startswith("@"):
                yield selectors, sheet[begin : brace.start()]
        depth = max(depth - 1, 0)
        start = brace.end() if depth == 0 else start


def _read_selectors(written: str) -> Iterator[Selector]:
    for part in written.split(","):
        match = _SELECTOR.fullmatch(part.strip())
        if match and match.group():
            tag, sign, name = (group or "" for group in match.groups())
            yield Selector(tag.casefold(), name if sign == "." else "", name if sign == "#" else "")


def is_hidden(element: etree._Element, hidden: frozenset[Selector]) -> bool:
    """Whether one of the selectors is for this element."""
    tag, identity = str(element.tag), element.get("id") or ""
    names = ("", *(element.get("class") or "").split())
    identities = ("", identity) if identity else ("",)
    return any(Selector(kind, name, number) in hidden for kind in ("", tag) for name in names for number in identities)
