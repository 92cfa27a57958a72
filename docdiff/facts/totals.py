"""Finds the totals of tables, at the foot of columns and at the end of rows, and what they should be the sum of.

Strategy: a row that is labelled a total sums the rows above it, down from the total before; turned on its side, the
same table has its rows' totals. Whether a table adds up at all is learnt from itself: one column that is right
vouches for the others of that row, and most rows for the rest of a column. What lies between its smallest and its
largest part may be an average, and is no sum.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docdiff.facts.numbers import read_number, writes_comma
from docdiff.locale import topic_words
from docdiff.model import Block, Document

# One number, and no version or address ("4.9.0", "255.0.0.0"): groups of three and at most one other sign.
_CELL = re.compile(
    r"(?:€|EUR|\$|£)?\s?(?P<minus>-?)(?P<digits>\d{1,3}(?:(?P<sign>[., \u00a0\u202f])\d{3}(?:(?P=sign)\d{3})*)?"
    r"(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)(?:,-)?\s?%?"
)
_NOTHING = re.compile(r"(?:[-–—]|p\.?m\.?|n\.?v\.?t\.?|n/a|nil)?", re.IGNORECASE)
_YEARS = (1900.0, 2100.0)
_LEAST_ABOVE, _LEAST_BESIDE = 3, 2  # parts of the total of a column, of a row

Grid = Mapping[tuple[int, int], Block]


@dataclass(frozen=True, slots=True)
class Total:
    """A cell that is a total, its value, the cells that should make it, and their sum.

    `slack` is what rounding explains; `instead` are other sums that it may be of: of all parts from the first on.
    """

    cell: Block
    value: float
    parts: tuple[Block, ...]
    sum: float
    slack: float
    instead: tuple[float, ...]
    extremes: tuple[float, float]

    @property
    def is_right(self) -> bool:
        """Whether the parts make the total, in one of the ways it may be meant."""
        return any(abs(self.value - value) <= self.slack for value in (self.sum, *self.instead))

    @property
    def may_be_average(self) -> bool:
        """Whether the total lies among its parts, as no sum of more than one amount does."""
        return self.extremes[0] <= self.value <= self.extremes[1]


def find_wrong_totals(document: Document) -> Iterator[Total]:
    """Totals that are not the sum of their column or row, in tables of which others are; each cell once."""
    tables: defaultdict[int, dict[tuple[int, int], Block]] = defaultdict(dict)
    for block in document.body:
        if block.kind == "cell" and block.place.cell:
            table, row, column = block.place.cell
            tables[table][row, column] = block
    comma = writes_comma(document)
    for cells in tables.values():
        wrong = [*_in_columns(cells, comma), *_in_rows(cells, comma)]
        told = {total.cell.index for total in wrong}
        # A total that is wrong makes the one wrong of which it is a part: only the first is told.
        first = [total for total in wrong if told.isdisjoint(part.index for part in total.parts)]
        yield from {total.cell.index: total for total in reversed(first)}.values()


def _in_columns(cells: Grid, comma: bool) -> Iterator[Total]:
    for totals in _by_row(cells, comma, _LEAST_ABOVE):
        if any(total.is_right and total.value for total in totals):
            yield from (total for total in totals if not total.is_right and not total.may_be_average)


def _in_rows(cells: Grid, comma: bool) -> Iterator[Total]:
    turned = {(column, row): block for (row, column), block in cells.items() if column}
    for totals in _by_row(turned, comma, _LEAST_BESIDE):
        right = sum(total.is_right and bool(total.value) for total in totals)
        wrong = [total for total in totals if not total.is_right]
        if right >= max(2, len(wrong) + 1):
            yield from (total for total in wrong if not total.may_be_average)


def _by_row(cells: Grid, comma: bool, least: int) -> Iterator[list[Total]]:
    """The totals of each row that is labelled so."""
    rows = sorted({row for row, _ in cells})
    labels = {row: cells[row, 0].text.strip().lower() for row in rows if (row, 0) in cells}
    if not any(label.startswith(topic_words("numbers", "total")) for label in labels.values()):
        return
    if any(label.startswith(topic_words("numbers", "subtotal")) for label in labels.values()):
        return
    body = _below_head(cells, rows, comma)
    columns = sorted({column for _, column in cells if column})
    start = 0
    for at, row in enumerate(body):
        if labels.get(row, "").startswith(topic_words("numbers", "total")):
            found = [_total(cells, column, body[start:at], body[:start], row, comma) for column in columns]
            yield [total for total in found if total and len(total.parts) >= least]
            start = at + 1


def _below_head(cells: Grid, rows: Sequence[int], comma: bool) -> Sequence[int]:
    """The rows but those that head the table: of words, and the first also if it has words and numbers, or years."""
    for at, row in enumerate(rows):
        texts = [block.text.strip() for (r, column), block in cells.items() if r == row and column]
        numbers = [_number(text, comma) for text in texts if not _NOTHING.fullmatch(text)]
        is_plain = all(number and not _is_year(*number) for number in numbers)
        if any(numbers) and (at or is_plain):
            return rows[at:]
    return ()


def _is_year(value: float, step: float) -> bool:
    return step == 1 and _YEARS[0] <= value <= _YEARS[1]


def _total(cells: Grid, column: int, rows: Sequence[int], before: Sequence[int], row: int, comma: bool) -> Total | None:
    """The total in a cell; None where it is no number, or one of the cells above it is neither that nor empty."""
    whole = _number(cells[row, column].text, comma) if (row, column) in cells else None
    above = _numbers(cells, column, rows, comma)
    earlier = _numbers(cells, column, before, comma)
    if whole is None or not above:
        return None
    values = [number for number, _ in above.values()]
    slack = (whole[1] + sum(step for _, step in above.values())) / 2 + 1e-9
    parts = tuple(cells[r, column] for r in above)
    last = [cells[r, column] for r in before[-1:] if (r, column) in cells]
    instead = [sum(values) + number[0] for cell in last if (number := _number(cell.text, comma))]
    if earlier:
        instead.append(sum(values) + sum(number for number, _ in earlier.values()))
    return Total(cells[row, column], whole[0], parts, sum(values), slack, tuple(instead), (min(values), max(values)))


def _numbers(cells: Grid, column: int, rows: Sequence[int], comma: bool) -> dict[int, tuple[float, float]]:
    """The numbers of a column by row, without empty cells; none at all where a cell says something else."""
    found = {}
    for row in rows:
        text = cells[row, column].text.strip() if (row, column) in cells else ""
        if _NOTHING.fullmatch(text):
            continue
        number = _number(text, comma)
        if number is None:
            return {}
        found[row] = number
    return found


def _number(text: str, comma: bool) -> tuple[float, float] | None:
    """Value and step of the number that a cell is, if it is one."""
    match = _CELL.fullmatch(text.strip())
    if not match:
        return None
    value, step = read_number(match["digits"], comma=comma)
    return (-value if match["minus"] else value), step
