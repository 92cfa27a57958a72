"""Finds the row and the column of each cell of an HTML table, where cells may span several."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

_MOST_COLUMNS, _MOST_ROWS = 1000, 65534  # the limits browsers set on spans


@dataclass(slots=True)
class Table:
    """A table while its grid is filled: cells that reach into rows below, as (first column, end, rows still to go).

    `begin` is the number of blocks before it.
    """

    number: int
    begin: int
    row: int = -1
    column: int = 0
    reaching: list[tuple[int, int, int]] = field(default_factory=list)
    started: list[tuple[int, int, int]] = field(default_factory=list)
    passed: int = 0  # of `reaching`, those left of `column`

    def next_row(self) -> None:
        """Goes to the next row, into which cells from above may reach."""
        self.reaching = [(first, end, rows - 1) for first, end, rows in self.reaching + self.started if rows > 1]
        self.reaching.sort()
        self.started = []
        self.row, self.column, self.passed = self.row + 1, 0, 0

    def next_cell(self, columns: int, rows: int) -> tuple[int, int, int]:
        """The place of a cell that spans so many columns and rows."""
        while self.passed < len(self.reaching) and self.reaching[self.passed][0] <= self.column:
            self.column = max(self.column, self.reaching[self.passed][1])
            self.passed += 1
        place = (self.number, max(self.row, 0), self.column)
        if rows > 1:
            self.started.append((self.column, self.column + columns, rows))
        self.column += columns
        return place


def span_of(cell: etree._Element) -> tuple[int, int]:
    """How many columns and rows a cell spans."""
    return _number(cell, "colspan", _MOST_COLUMNS), _number(cell, "rowspan", _MOST_ROWS)


def _number(element: etree._Element, attribute: str, most: int) -> int:
    """A number of columns or rows: from 1 to the most a browser takes."""
    value = re.match(r"\s*\+?(\d{1,9})", element.get(attribute) or "")
    return min(max(int(value.group(1)), 1), most) if value else 1
