"""Works out what an OpenDocument style says of its text: hidden or not, heading or caption, how its lists count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from docdiff.readers.numerals import write_number
from docdiff.readers.odt_names import FO, LOEXT, STYLE, TEXT
from docdiff.readers.symbols import translate_symbols

LEVELS = 10
_NUMBERS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_PLACEHOLDER = re.compile(r"%(10|[1-9])%")
# An attribute, what it says, and its values that say that it is not so.
_FORMATS = (
    (FO + "font-weight", "bold", frozenset(("normal", "100", "200", "300", "400", "500"))),
    (FO + "font-style", "italic", frozenset(("normal",))),
    (STYLE + "text-underline-style", "underline", frozenset(("none",))),
    (STYLE + "text-line-through-style", "strike", frozenset(("none",))),
    (STYLE + "text-line-through-type", "strike", frozenset(("none",))),
)
# Their underline says that they are links.
_LINKS = frozenset(("Internet_20_link", "Visited_20_Internet_20_Link", "Internet_20_Link"))
_TITLES = frozenset({"Title", "Titel"})
_CAPTIONS = frozenset({"Caption", "caption", "Bijschrift"})


@dataclass(frozen=True, slots=True)
class Style:
    """What a style and those it inherits from settle; `names` are theirs, its own first.

    `formats` says how words look: whether bold, say; what is not settled is not there.
    """

    names: tuple[str, ...] = ()
    hidden: bool = False
    formats: Mapping[str, bool] = field(default_factory=dict)
    list_style: str = ""
    master_pages: tuple[str, ...] = ()

    @property
    def is_title(self) -> bool:
        """Whether it is, or was made from, the style of titles."""
        return not _TITLES.isdisjoint(self.names)

    @property
    def is_caption(self) -> bool:
        """Whether it is, or was made from, the style of captions."""
        return not _CAPTIONS.isdisjoint(self.names)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is labelled: a bullet, or a number between `prefix` and `suffix`.

    `pattern` ("%1%.%2%)") replaces those where LibreOffice wrote one.
    """

    bullet: str = ""
    style: str = "none"
    prefix: str = ""
    suffix: str = ""
    pattern: str = ""
    start: int = 1
    shown: int = 1


BULLETS = (Level(bullet="•"),) * LEVELS
"""How a list without a style is labelled, and a level that its style says nothing of: LibreOffice's way."""


class Styles:
    """The styles of one part, by family and name. Automatic ones come last, and win."""

    def __init__(self, containers: Iterable[etree._Element | None]) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._resolved: dict[tuple[str, str], Style] = {}
        self.lists: dict[str, tuple[Level, ...]] = {}
        self.outline: tuple[Level, ...] = (Level(),) * LEVELS
        self.language = ""
        for container in containers:
            for element in container if container is not None else ():
                self._add(element)

    def _add(self, element: etree._Element) -> None:
        if element.tag == STYLE + "style":
            self._elements[element.get(STYLE + "family") or "", element.get(STYLE + "name") or ""] = element
        elif element.tag == TEXT + "list-style":
            self.lists[element.get(STYLE + "name") or ""] = _read_levels(element, BULLETS)
        elif element.tag == TEXT + "outline-style":
            self.outline = _read_levels(element, self.outline)
        elif element.tag == STYLE + "default-style" and element.get(STYLE + "family") == "paragraph":
            properties = element.find(STYLE + "text-properties")
            language = properties.get(FO + "language") or "" if properties is not None else ""
            self.language = "" if language == "none" else language.lower()

    def get(self, family: str, name: str) -> Style:
        """The style of that name with all it inherits; a plain one when there is none."""
        key = (family, name)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(family, name)
        return self._resolved[key]

    def _resolve(self, family: str, name: str) -> Style:
        """Goes up the chain of parents once; the nearest to say something is right."""
        names: list[str] = []
        hidden: bool | None = None
        formats: dict[str, bool] = {}
        lists, pages = "", []
        element = self._elements.get((family, name))
        while element is not None and name not in names:
            names.append(name)
            properties = element.find(STYLE + "text-properties")
            display = properties.get(TEXT + "display") if properties is not None else None
            hidden = display == "none" if hidden is None and display else hidden
            if properties is not None and not _LINKS.issuperset((name,)):
                formats = _read_formats(properties) | formats
            lists = lists or element.get(STYLE + "list-style-name") or ""
            page = element.get(STYLE + "master-page-name")
            if page:
                pages.append(page)
            name = element.get(STYLE + "parent-style-name") or ""
            element = self._elements.get((family, name))
        if name and name not in names:
            names.append(name)
        return Style(tuple(names), bool(hidden), formats, lists, tuple(pages[:1]))


def _read_formats(properties: etree._Element) -> dict[str, bool]:
    """What the text properties of a style say of how its words look."""
    found = {kind: value not in plain for name, kind, plain in _FORMATS if (value := properties.get(name)) is not None}
    position = properties.get(STYLE + "text-position")
    if position:
        raised = position.split()[0]
        found["subscript"] = raised == "sub" or (raised.startswith("-") and raised != "-0%")
        found["superscript"] = raised == "super" or (raised[:1].isdigit() and raised != "0%")
    return found


class ListCount:
    """Where the levels of one list stand; None: not counted since it began (anew)."""

    def __init__(self) -> None:
        self.values: list[int | None] = [None] * LEVELS

    def count(self, levels: tuple[Level, ...], at: int, start: int | None = None) -> str:
        """Counts an item on level `at` (from 0) and gives the label it bears.

        A level above that has no item yet counts as having one: after "1.1.1" comes "2." (LibreOffice's way).
        """
        level, value = levels[at], self.values[at]
        for above in range(at):
            if self.values[above] is None:
                self.values[above] = levels[above].start
        if start is not None:
            self.values[at] = start
        else:
            self.values[at] = level.start if value is None else value + 1
        self.values[at + 1 :] = [None] * (LEVELS - at - 1)
        if level.bullet or level.style == "none":
            return level.bullet
        if level.pattern:
            return _PLACEHOLDER.sub(lambda match: self._write(levels, int(match.group(1)) - 1), level.pattern).strip()
        first = max(0, at + 1 - level.shown)
        numbers = [self._write(levels, shown) for shown in range(first, at + 1)]
        return f"{level.prefix}{'.'.join(filter(None, numbers))}{level.suffix}".strip()

    def _write(self, levels: tuple[Level, ...], at: int) -> str:
        value = self.values[at]
        return write_number(levels[at].start if value is None else value, levels[at].style)


def _read_levels(element: etree._Element, unsaid: tuple[Level, ...]) -> tuple[Level, ...]:
    levels = [*unsaid]
    for child in element:
        at = whole(child.get(TEXT + "level"), 0) - 1
        if 0 <= at < LEVELS:
            levels[at] = _read_level(child)
    return tuple(levels)


def _read_level(element: etree._Element) -> Level:
    if element.tag == TEXT + "list-level-style-image":
        return Level(bullet="•")
    if element.tag == TEXT + "list-level-style-bullet":
        properties = element.find(STYLE + "text-properties")
        font = ""
        if properties is not None:
            font = properties.get(STYLE + "font-name") or properties.get(FO + "font-family") or ""
        return Level(bullet=translate_symbols(element.get(TEXT + "bullet-char") or "", lambda: font))
    return Level(
        style=_NUMBERS.get(element.get(STYLE + "num-format") or "", "decimal"),
        prefix=element.get(STYLE + "num-prefix") or "",
        suffix=element.get(STYLE + "num-suffix") or "",
        pattern=element.get(LOEXT + "num-list-format") or "",
        start=whole(element.get(TEXT + "start-value"), 1),
        shown=whole(element.get(TEXT + "display-levels"), 1),
    )


def whole(value: str | None, default: int) -> int:
    """The number an attribute holds, when it is one a person could mean."""
    return int(value) if value and value.isdecimal() and len(value) < 7 else default
