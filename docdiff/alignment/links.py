"""Turns what belongs together, blocks and whole table rows, into links of blocks.

Strategy: a row that came, went or moved is one link with all its cells; so is a column, of the rows that stayed. In the
other rows each pair of cells is a link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docdiff.alignment.columns import Columns, RowPair, pair_columns
from docdiff.alignment.matching import Found, LinkKind
from docdiff.alignment.rows import Unit, pair_cells
from docdiff.alignment.tables import Rows
from docdiff.text import normalise


@dataclass(frozen=True, slots=True)
class Link:
    """Blocks that belong together: positions in two sequences of blocks, and how much they resemble each other.

    `a` and `b` are positions in the old and the new sequence: one of each for `same` (equal normal forms), `changed`
    and `moved`, one to several for `split`, several to one for `joined`, none on one side for `inserted` and `deleted`.
    The cells of a row or a column that was inserted, deleted or moved are in one link, in reading order; of one that
    moved there are as many on both sides, and those in the same place belong together. `score` is 0.0 to 1.0.
    """

    kind: LinkKind
    a: tuple[int, ...]
    b: tuple[int, ...]
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Side:
    """What is aligned of one side: all its texts, the units of them, the table of each unit (-1: it is no row).

    `joined` is the text of each unit; the cells of a row with tabs between them.
    """

    texts: Sequence[str]
    units: Sequence[Unit]
    tables: Sequence[int]
    joined: list[str]

    @property
    def has_tables(self) -> bool:
        return any(table >= 0 for table in self.tables)

    @property
    def rows(self) -> Rows:
        """The rows with their cells in normal form."""
        cells = [self.cells(unit) if table >= 0 else () for unit, table in enumerate(self.tables)]
        return Rows(self.tables, cells)

    def cells(self, unit: int) -> tuple[str, ...]:
        return tuple(normalise(self.texts[at]) for at in self.units[unit])


def link_blocks(a: Side, b: Side, found: Iterable[Found]) -> Iterator[Link]:
    """The links of blocks that links of units mean, one by one: a long text has a million."""
    has_tables = a.has_tables or b.has_tables
    found = list(found) if has_tables else found
    columns = _columns(a, b, found) if has_tables else {}
    of_columns = _OfColumns()
    for link in found:
        if not has_tables or (all(a.tables[i] < 0 for i in link.a) and all(b.tables[j] < 0 for j in link.b)):
            yield Link(link.kind, _blocks(a, link.a), _blocks(b, link.b), link.score)
            continue
        for i, j in zip(link.a, link.b, strict=False):
            tables = a.tables[i], b.tables[j]
            yield from _row(a, b, (i, j), link, columns.get(tables), of_columns)
        # A row that was split is a row and new ones.
        paired = min(len(link.a), len(link.b))
        yield from (Link("deleted", tuple(a.units[i]), (), 0.0) for i in link.a[paired:])
        yield from (Link("inserted", (), tuple(b.units[j]), 0.0) for j in link.b[paired:])
    yield from of_columns.links()


def _blocks(side: Side, units: Sequence[int]) -> tuple[int, ...]:
    if len(units) == 1:
        return side.units[units[0]]
    return tuple(at for unit in units for at in side.units[unit])


def _columns(a: Side, b: Side, found: Iterable[Found]) -> dict[tuple[int, int], Columns]:
    """How the columns of tables belong together, where any row of them changed."""
    pairs = [(i, j) for link in found for i, j in zip(link.a, link.b, strict=False) if a.tables[i] >= 0 <= b.tables[j]]
    changed = {(a.tables[i], b.tables[j]) for i, j in pairs if a.joined[i] != b.joined[j]}
    rows: list[tuple[tuple[int, int], RowPair]] = [
        ((a.tables[i], b.tables[j]), (a.cells(i), b.cells(j)))
        for i, j in pairs
        if (a.tables[i], b.tables[j]) in changed
    ]
    return pair_columns(rows)


class _OfColumns:
    """Collects the cells of columns that came, went or moved, row by row."""

    def __init__(self) -> None:
        self._cells: dict[tuple[tuple[int, int], int, int], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))

    def add(self, tables: tuple[int, int], i: int, j: int, in_a: int | None, in_b: int | None) -> None:
        """A cell of the columns `i` and `j` (-1: there is none) of two tables, at `in_a` and `in_b`."""
        cells = self._cells[tables, i, j]
        for side, at in zip(cells, (in_a, in_b), strict=True):
            if at is not None:
                side.append(at)

    def links(self) -> Iterator[Link]:
        for a, b in self._cells.values():
            if a and b:
                yield Link("moved", tuple(a), tuple(b))
            else:
                yield Link("deleted" if a else "inserted", tuple(sorted(a)), tuple(sorted(b)), 0.0)


def _row(
    a: Side, b: Side, rows: tuple[int, int], link: Found, columns: Columns | None, of_columns: _OfColumns
) -> Iterator[Link]:
    """The links of the cells of two rows that belong together."""
    row_a, row_b = a.units[rows[0]], b.units[rows[1]]
    tables = a.tables[rows[0]], b.tables[rows[1]]
    pairs: list[tuple[int, int, float]] = []
    if columns and columns.widths == (len(row_a), len(row_b)):
        pairs = [(i, j, link.score) for i, j in columns.kept]
        _collect_columns(tables, columns, (row_a, row_b), of_columns)
    else:
        for i, j, score in pair_cells([a.texts[at] for at in row_a], [b.texts[at] for at in row_b]):
            if i is None or j is None:
                kind: LinkKind = "inserted" if i is None else "deleted"
                yield Link(kind, () if i is None else (row_a[i],), () if j is None else (row_b[j],), 0.0)
            else:
                pairs.append((i, j, score))
    if link.kind == "moved":
        yield Link("moved", tuple(row_a[i] for i, _, _ in pairs), tuple(row_b[j] for _, j, _ in pairs), link.score)
        return
    for i, j, score in pairs:
        same = normalise(a.texts[row_a[i]]) == normalise(b.texts[row_b[j]])
        yield Link("same" if same else "changed", (row_a[i],), (row_b[j],), 1.0 if same else score)


def _collect_columns(
    tables: tuple[int, int], columns: Columns, rows: tuple[Unit, Unit], of_columns: _OfColumns
) -> None:
    row_a, row_b = rows
    paired = (*columns.kept, *columns.moved)
    for i, j in columns.moved:
        of_columns.add(tables, i, j, row_a[i], row_b[j])
    for i in sorted(set(range(len(row_a))) - {i for i, _ in paired}):
        of_columns.add(tables, i, -1, row_a[i], None)
    for j in sorted(set(range(len(row_b))) - {j for _, j in paired}):
        of_columns.add(tables, -1, j, None, row_b[j])
