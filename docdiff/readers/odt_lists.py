"""Tells which lists of an OpenDocument text count on from one another."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from docdiff.readers.odt_names import TEXT, XML_ID
from docdiff.readers.odt_styles import LEVELS, ListCount


@dataclass(frozen=True, slots=True)
class List:
    """A list being read: its style ("" while unknown), its count, its level from 0, the number its next item begins."""

    style: str
    count: ListCount
    level: int
    start: int | None = None


class Lists:
    """The lists met so far, by their name and by their style."""

    def __init__(self) -> None:
        self._counts: dict[str, ListCount] = {}
        self._count_of_style: dict[str, ListCount] = {}

    def enter(self, element: etree._Element, inside: List | None, *, put_back: bool) -> List:
        """The list that an element begins, inside another or not; `put_back` says that it is deleted text."""
        style = element.get(TEXT + "style-name") or (inside.style if inside else "")
        if inside is not None:
            return List(style, inside.count, min(inside.level + 1, LEVELS - 1))
        continued = element.get(TEXT + "continue-list") or ""
        count = self._counts.get(continued) if continued else None
        # Deleted items were once among those around them, though the file keeps them as a list of their own.
        if count is None and (put_back or element.get(TEXT + "continue-numbering") == "true"):
            count = self._count_of_style.get(style)
        count = count or ListCount()
        self._counts[element.get(XML_ID) or ""] = self._count_of_style[style] = count
        return List(style, count, 0)
