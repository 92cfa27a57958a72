"""Lays the cells of two versions of a table out in one grid, for renderers that show a table as one.

Strategy: the rows and columns of the new table, with those that are gone where they stood. A cell of a row that stayed
stands in that row whichever side it comes from, and a column that went or moved away has a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from docdiff.changes import Diff
from docdiff.render.passages import Line, Passage, lines

_Place = tuple[int, int, int]  # table, row, column
_RowKey = tuple[str, int, int]  # "new" or "old", table, row
_ColumnKey = tuple[str, int]  # "new" or "old", column


@dataclass(frozen=True, slots=True)
class Entry:
    """One block of a passage: the line with the number `position` of it."""

    passage: Passage
    position: int
    line: Line


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, each with what stands in it; `passage` is the change that is about the row.

    A row that moved may have cells of a column that moved as well, which are part of that change.
    """

    cells: tuple[tuple[Entry, ...], ...]
    passage: Passage | None = None

    @property
    def entries(self) -> Iterator[Entry]:
        for cell in self.cells:
            yield from cell


def lay_out(diff: Diff, table: Iterable[Passage], *, quiet: bool = False) -> list[Row]:
    """The rows of the passages of one table, all as long; `quiet` as for `lines`. Linear in the cells."""
    grid = _Grid(diff, list(table))
    rows = [grid.row(entries) for entries in grid.rows(quiet=quiet)]
    width = max((len(row.cells) for row in rows), default=0)
    return [replace(row, cells=row.cells + ((),) * (width - len(row.cells))) for row in rows]


class _Grid:
    """Knows where the rows and the columns of the old table stand in the new one."""

    def __init__(self, diff: Diff, table: Sequence[Passage]) -> None:
        self.diff = diff
        self.table = table
        self._row_of: dict[tuple[int, int], tuple[int, int]] = {}
        self._column_of: dict[int, int] = {}
        for passage in table:
            link = passage.hunk.link
            if link.a and link.b and passage.kind != "moved":
                self._pair(_place(diff.old.blocks[link.a[0]].place.cell), _place(diff.new.blocks[link.b[0]].place.cell))
        self._columns = {key: at for at, key in enumerate(self._ordered_columns())}

    def _pair(self, old: _Place, new: _Place) -> None:
        self._row_of.setdefault(old[:2], new[:2])
        self._column_of.setdefault(old[2], new[2])

    def rows(self, *, quiet: bool) -> Iterator[list[Entry]]:
        """What stands in each row; columns, which cross all rows, do not say in which order those come."""
        found: dict[_RowKey, list[Entry]] = {}
        for passage in sorted(self.table, key=self._is_column):
            for position, line in enumerate(lines(self.diff, passage, quiet=quiet)):
                entry = Entry(passage, position, line)
                found.setdefault(self._row(entry), []).append(entry)
        yield from found.values()

    def row(self, entries: list[Entry]) -> Row:
        ordered = sorted(entries, key=self._column)
        cells: list[tuple[Entry, ...]] = []
        for column, members in groupby(ordered, key=self._column):
            cells += [()] * (column - len(cells))
            cells.append(tuple(members))
        whole = (entry.passage for entry in entries if self.diff.unit(entry.passage.hunk) == "row")
        return Row(tuple(cells), next(whole, None))

    def _is_column(self, passage: Passage) -> bool:
        return self.diff.unit(passage.hunk) == "column"

    def _row(self, entry: Entry) -> _RowKey:
        here = _place(entry.line.block.place.cell)[:2]
        if _is_new(entry.passage):
            return ("new", *here)
        return ("new", *self._row_of[here]) if here in self._row_of else ("old", *here)

    def _column(self, entry: Entry) -> int:
        column = _place(entry.line.block.place.cell)[2]
        if _is_new(entry.passage):
            return self._columns["new", column]
        gone = self._columns.get(("old", column))
        return self._columns["new", self._column_of.get(column, column)] if gone is None else gone

    def _ordered_columns(self) -> Iterator[_ColumnKey]:
        """The columns of the new table, each old one that is gone behind the one it followed."""
        widest, gone = 0, set[int]()
        for passage in self.table:
            blocks = self.diff.new.blocks if _is_new(passage) else self.diff.old.blocks
            for at in passage.hunk.link.b if _is_new(passage) else passage.hunk.link.a:
                column = _place(blocks[at].place.cell)[2]
                if not _is_new(passage) and self._is_column(passage):
                    gone.add(column)
                else:
                    widest = max(widest, column, self._column_of.get(column, 0))
        gone -= self._column_of.keys()  # still there in some row, as where cells were joined
        behind: dict[int, list[int]] = {}
        anchor = -1
        for column in range(max(gone, default=-1) + 1):
            if column in gone:
                behind.setdefault(anchor, []).append(column)
            else:
                anchor = self._column_of.get(column, anchor)
        for column in range(-1, widest + 1):
            if column >= 0:
                yield "new", column
            yield from (("old", old) for old in behind.get(column, ()))


def _is_new(passage: Passage) -> bool:
    return bool(passage.hunk.link.b) and not passage.origin


def _place(cell: _Place | None) -> _Place:
    return cell or (0, 0, 0)
