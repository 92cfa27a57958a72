"""Counts the items of HTML lists as a browser does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from docdiff.readers.html_styles import Declared
from docdiff.readers.numerals import write_number

_ROMAN = {"i": "lowerRoman", "I": "upperRoman"}
_MOST_ROMAN = 3_999  # browsers write more in digits
_TYPES = ("1", "a", "A", "i", "I")
_BULLETS = {"disc": "•", "circle": "•", "square": "•"}
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"


@dataclass(slots=True)
class List:
    """A list while its items are counted."""

    level: int
    style: str  # one of `LIST_STYLES`
    next: int = 1
    step: int = 1


@dataclass(slots=True)
class Item:
    """An item of a list; `used` says that its label is already with a block."""

    label: str
    level: int
    used: bool = False


def begin_list(element: etree._Element, around: List | None, said: Declared) -> List:
    """The list that an element begins inside another; `said` is what styles say of it."""
    level = around.level + 1 if around else 1
    style = _style(element, said, "1" if element.tag == "ol" else "•")
    backwards = element.tag == "ol" and element.get("reversed") is not None
    start = _integer(element.get("start")) if element.tag == "ol" else None
    if start is None:
        start = sum(child.tag == "li" for child in element) if backwards else 1
    return List(level, style, start, -1 if backwards else 1)


def begin_item(element: etree._Element, around: List | None, said: Declared) -> Item:
    """The next item of a list, counted; one outside any list has a bullet."""
    around = around or List(1, "•")
    value = _integer(element.get("value"))
    number = around.next if value is None else value
    around.next = number + around.step
    style = _style(element, said, around.style)
    return Item(style if style in ("•", "") else f"{write_count(number, style)}.", around.level)


def _style(element: etree._Element, said: Declared, otherwise: str) -> str:
    """How a list or an item is numbered: as styles say, else as its `type` says, else as given."""
    declared, written = said.get("list"), element.get("type") or ""
    if isinstance(declared, str):
        return declared
    return written if written in _TYPES else _BULLETS.get(written.casefold(), otherwise)


def _integer(text: str | None) -> int | None:
    match = re.match(r"\s*([+-]?\d{1,9})", text or "")
    return int(match.group(1)) if match else None


def write_count(number: int, style: str) -> str:
    """A number as a list shows it in one of `LIST_STYLES`; numbers a style has no sign for in digits."""
    if style in ("a", "A") and number > 0:  # aa, ab and so on; word processors write aa, bb
        return _in_letters(number, "".join(chr(ord(style) + at) for at in range(26)))
    if style == "α" and number > 0:
        return _in_letters(number, _GREEK)
    if style in _ROMAN and 0 < number <= _MOST_ROMAN:
        return write_number(number, _ROMAN[style])
    return style if style in ("•", "") else f"{number:02}" if style == "01" else str(number)


def _in_letters(number: int, alphabet: str) -> str:
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, len(alphabet))
        letters = alphabet[rest] + letters
    return letters
