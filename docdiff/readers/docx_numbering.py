"""Counts the numbered paragraphs of a Word document and writes each one's number as the reader sees it: "3.2(a)".

Theory of operation: a paragraph names a numbering and a level. Several numberings may share one abstract numbering,
and then count on from each other, unless one overrides where a level starts: its first paragraph begins there. A
paragraph of one level makes the deeper levels begin anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from docdiff.readers.docx_names import RPR, VAL, W
from docdiff.readers.numerals import write_number
from docdiff.readers.ooxml import is_true
from docdiff.readers.symbols import translate_symbols

LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_LEGAL = frozenset(("none", "decimal", "decimalZero"))  # Word's own "Article I., Section 1.01" is legal and has zeros
_LONGEST_LINK = 8  # links from numbering to style to numbering; Word makes one


@dataclass(frozen=True, slots=True)
class Level:
    """How one level counts. `restart` 0 never begins anew, n only below level n (from 1), None below every other.

    `legal` has the levels above it written in decimals, whatever their own way.
    """

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    paragraph_style: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class _Numbering:
    abstract: str
    levels: tuple[Level, ...]
    starts: dict[int, int]


@dataclass(slots=True)
class _Count:
    """Where the levels of one abstract numbering stand; None: not counted since it began (anew)."""

    values: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Counter:
    """Gives each numbered paragraph, asked for in document order, its number."""

    def __init__(self, root: etree._Element | None, language: str = "") -> None:
        self._language = language or "en"
        self._numberings = _read_numberings(root) if root is not None else {}
        self._counts: dict[str, _Count] = {}
        self._started: set[tuple[str, int]] = set()

    def __contains__(self, number: str) -> bool:
        return number in self._numberings

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level of a numbering that is linked to a paragraph style."""
        levels = self._numberings[number].levels
        return next((at for at, level in enumerate(levels) if style and level.paragraph_style == style), None)

    def count(self, number: str, at: int) -> str:
        """Counts a paragraph on level `at` (from 0) of a numbering it knows, and gives the label it bears."""
        numbering = self._numberings[number]
        values = self._counts.setdefault(numbering.abstract, _Count()).values
        levels = numbering.levels
        value = values[at]
        if value is None or (at in numbering.starts and (number, at) not in self._started):
            values[at] = numbering.starts.get(at, levels[at].start)
        else:
            values[at] = value + 1
        self._started.add((number, at))
        for deeper in range(at + 1, LEVELS):
            restart = levels[deeper].restart
            if restart is None or at < restart:
                values[deeper] = None
        return self._write(levels, values, at)

    def _write(self, levels: tuple[Level, ...], values: list[int | None], at: int) -> str:
        level = levels[at]
        if level.style == "bullet":
            return translate_symbols(level.text, lambda: level.font).strip()

        def write(match: re.Match[str]) -> str:
            shown = int(match.group(1)) - 1
            value = values[shown]
            style = "decimal" if level.legal and levels[shown].style not in _LEGAL else levels[shown].style
            if style == "bullet":
                return ""
            return write_number(levels[shown].start if value is None else value, style, self._language)

        return _PLACEHOLDER.sub(write, level.text).strip()


def _read_numberings(root: etree._Element) -> dict[str, _Numbering]:
    abstracts = {element.get(W + "abstractNumId") or "": element for element in root.iterchildren(W + "abstractNum")}
    named = {}
    for key, element in abstracts.items():
        link = element.find(W + "styleLink")
        if link is not None:
            named[link.get(VAL) or ""] = key
    found = {}
    for element in root.iterchildren(W + "num"):
        link = element.find(W + "abstractNumId")
        abstract = _follow(link.get(VAL) or "" if link is not None else "", abstracts, named)
        levels = _read_levels(abstracts[abstract]) if abstract in abstracts else [Level()] * LEVELS
        starts = {}
        for override in element.iterchildren(W + "lvlOverride"):
            at = _level_number(override)
            if at is None:
                continue
            definition, start = override.find(W + "lvl"), override.find(W + "startOverride")
            if definition is not None:
                levels[at] = _read_level(definition)
            if start is not None:
                starts[at] = _integer(start, 1)
        found[element.get(W + "numId") or ""] = _Numbering(abstract, tuple(levels), starts)
    return found


def _follow(abstract: str, abstracts: dict[str, etree._Element], named: dict[str, str]) -> str:
    """The abstract numbering that holds the levels: one may only name a numbering style, which names another."""
    for _ in range(_LONGEST_LINK):
        link = abstracts[abstract].find(W + "numStyleLink") if abstract in abstracts else None
        if link is None or (link.get(VAL) or "") not in named:
            break
        abstract = named[link.get(VAL) or ""]
    return abstract


def _read_levels(abstract: etree._Element) -> list[Level]:
    levels = [Level()] * LEVELS
    for element in abstract.iterchildren(W + "lvl"):
        at = _level_number(element)
        if at is not None:
            levels[at] = _read_level(element)
    return levels


def _level_number(element: etree._Element) -> int | None:
    value = element.get(W + "ilvl") or ""
    return int(value) if value.isdecimal() and len(value) == 1 and int(value) < LEVELS else None


def _read_level(element: etree._Element) -> Level:
    level = Level(start=0)  # of a level that is there and says nothing of it (ISO 29500-1, 17.9.25)
    for child in element:
        value = child.get(VAL) or ""
        if child.tag == W + "start":
            level = replace(level, start=_integer(child, 1))
        elif child.tag == W + "numFmt":
            level = replace(level, style=value)
        elif child.tag == W + "lvlText":
            level = replace(level, text=value)
        elif child.tag == W + "lvlRestart":
            level = replace(level, restart=_integer(child, 0))
        elif child.tag == W + "isLgl":
            level = replace(level, legal=is_true(child, VAL))
        elif child.tag == W + "pStyle":
            level = replace(level, paragraph_style=value)
        elif child.tag == RPR:
            fonts = child.find(W + "rFonts")
            if fonts is not None:
                level = replace(level, font=fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "")
    return level


def _integer(element: etree._Element, default: int) -> int:
    value = element.get(VAL) or ""
    return int(value) if value.lstrip("-").isdecimal() and len(value) < 10 else default
