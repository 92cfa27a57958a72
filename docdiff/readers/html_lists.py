"""Counts the items of HTML lists as a browser does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from docdiff.readers.numerals import write_number

_LIST_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
_STYLES = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "none": "",
    "disc": "•",
    "circle": "•",
    "square": "•",
}
_ROMAN = {"i": "lowerRoman", "I": "upperRoman"}
_MOST_ROMAN = 3_999  # browsers write more in digits


@dataclass(slots=True)
class List:
    """A list while its items are counted."""

    level: int
    style: str  # "1", "a", "A", "i", "I", "•" or "" for none
    next: int = 1
    step: int = 1


@dataclass(slots=True)
class Item:
    """An item of a list; `used` says that its label is already with a block."""

    label: str
    level: int
    used: bool = False


def begin_list(element: etree._Element, around: List | None) -> List:
    """The list that an element begins inside another."""
    level = around.level + 1 if around else 1
    style = "1" if element.tag == "ol" else "•"
    if element.get("type") in ("1", "a", "A", "i", "I"):
        style = str(element.get("type"))
    styled = _LIST_STYLE.search(element.get("style") or "")
    if styled:
        style = _STYLES.get(styled.group(1).casefold(), style)
    backwards = element.tag == "ol" and element.get("reversed") is not None
    start = _integer(element.get("start"))
    if start is None:
        start = sum(child.tag == "li" for child in element) if backwards else 1
    return List(level, style, start, -1 if backwards else 1)


def begin_item(element: etree._Element, around: List | None) -> Item:
    """The next item of a list, counted; one outside any list has a bullet."""
    around = around or List(1, "•")
    value = _integer(element.get("value"))
    number = around.next if value is None else value
    around.next = number + around.step
    label = around.style if around.style in ("•", "") else f"{_write(number, around.style)}."
    return Item(label, around.level)


def _integer(text: str | None) -> int | None:
    match = re.match(r"\s*([+-]?\d{1,9})", text or "")
    return int(match.group(1)) if match else None


def _write(number: int, style: str) -> str:
    """A number as a list shows it: style "1", "a", "A", "i" or "I"; numbers a style has no sign for in digits."""
    if style in ("a", "A") and number > 0:  # aa, ab and so on; word processors write aa, bb
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(style) + rest) + letters
        return letters
    if style in _ROMAN and 0 < number <= _MOST_ROMAN:
        return write_number(number, _ROMAN[style])
    return str(number)
