"""Tells which elements of a page its own style sheets hide, and whose words they make bold, italic or raised.

Only what can be told from an element alone is understood: rules for a class, an id or an element ("p.note", "#menu").
Rules under a condition (`@media`) and longer selectors say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.S)
_BRACE = re.compile(r"[{}]")
_SELECTOR = re.compile(r"([a-zA-Z][\w-]*)?(?:([.#])(-?[_a-zA-Z][\w-]*))?")
HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.I)
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
        hides = bool(HIDES.search(body))
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


FORMATS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "italic"),
    "u": "underline",
    **dict.fromkeys(("s", "strike"), "strike"),
    "sup": "superscript",
    "sub": "subscript",
}
"""Elements whose words browsers show like that."""

Declared = Mapping[str, bool]
"""What declarations say of how words look: whether bold, say; what they leave is not there."""

_FORMAT = re.compile(
    r"(?:^|;)\s*(?:font-(weight)\s*:\s*([\w-]+)|font-(style)\s*:\s*([\w-]+)|"
    r"text-(decoration)(?:-line)?\s*:\s*([\w\s-]+)|vertical-(align)\s*:\s*([\w-]+))",
    re.I,
)
_PLAIN_WEIGHTS = frozenset(("normal", "lighter", "100", "200", "300", "400", "500"))


def read_declarations(style: str) -> dict[str, bool]:
    """What the declarations of a `style` attribute or of a rule say of how words look; the last one decides."""
    said: dict[str, bool] = {}
    for match in _FORMAT.finditer(style):
        name, value = (group.casefold() for group in match.groups() if group is not None)
        if value.strip() in ("inherit", "unset"):
            continue
        if name == "weight":
            said["bold"] = value not in _PLAIN_WEIGHTS
        elif name == "style":
            said["italic"] = value in ("italic", "oblique")
        elif name == "align":
            said["superscript"], said["subscript"] = value == "super", value == "sub"
        else:
            said["underline"], said["strike"] = "underline" in value, "line-through" in value
    return said


def find_formats(root: etree._Element) -> dict[Selector, Declared]:
    """What the style sheets in a page say of how words look, by selector. Linear in their length."""
    sheets = "\n".join(element.text or "" for element in root.iter("style"))[:_LONGEST]
    found: dict[Selector, Declared] = {}
    for selectors, body in _rules(_COMMENT.sub("", sheets)) if _FORMATS_ANYTHING.search(sheets) else ():
        said = read_declarations(body)
        if said:
            for selector in _read_selectors(selectors):
                found[selector] = {**found.get(selector, {}), **said}
    return found


_FORMATS_ANYTHING = re.compile(r"font-weight|font-style|text-decoration|vertical-align", re.I)


def declared_formats(element: etree._Element, formats: Mapping[Selector, Declared]) -> dict[str, bool]:
    """What style sheets say of how the words in this element look; the more a selector names, the more it counts."""
    said: dict[str, bool] = {}
    for selector in _selectors_of(element):
        said.update(formats.get(selector, {}))
    return said


def _read_selectors(written: str) -> Iterator[Selector]:
    for part in written.split(","):
        match = _SELECTOR.fullmatch(part.strip())
        if match and match.group():
            tag, sign, name = (group or "" for group in match.groups())
            yield Selector(tag.casefold(), name if sign == "." else "", name if sign == "#" else "")


def is_hidden(element: etree._Element, hidden: frozenset[Selector]) -> bool:
    """Whether one of the selectors is for this element."""
    return any(selector in hidden for selector in _selectors_of(element))


def _selectors_of(element: etree._Element) -> Iterator[Selector]:
    """The selectors that are for an element, those that name least first."""
    tag, identity = str(element.tag), element.get("id") or ""
    names = ("", *(element.get("class") or "").split())
    identities = ("", identity) if identity else ("",)
    return (Selector(kind, name, number) for number in identities for name in names for kind in ("", tag))
