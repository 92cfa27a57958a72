"""Pairs the columns of two tables, so that the cells of all their rows are paired alike.

Strategy: the rows that belong together say how often two columns have the same cell. The pairing in order that keeps
most is taken; a column that is left on both sides moved. Where rows are of different widths, as with joined cells, each
pair of rows is paired by itself (see `rows`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from docdiff.alignment.rows import pair_in_order

_LEAST_ROWS = 2  # that belong together, to speak of columns
_MOST_ROWS = 200  # that are asked
_MOST = 2_500  # pairs of columns that are compared
_ALIKE = 0.5  # on average, for two columns under different heads to be one that changed
_ANY = 0.05  # what any pair is worth, so that a column of other numbers faces the one it replaced
_MOVED = 0.5  # of the cells are equal, for a column that stands elsewhere


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of two tables of given widths belong together, each pair in order or moved."""

    widths: tuple[int, int]
    kept: tuple[tuple[int, int], ...]
    moved: tuple[tuple[int, int], ...]


RowPair = tuple[Sequence[str], Sequence[str]]


def pair_columns(rows: Iterable[tuple[tuple[int, int], RowPair]]) -> dict[tuple[int, int], Columns]:
    """The columns of each pair of tables, by (table, table), from the rows that belong together.

    Linear in the rows, for at most 200 of a pair of tables; in them the product of the widths.
    """
    of_tables: dict[tuple[int, int], list[RowPair]] = defaultdict(list)
    for tables, pair in rows:
        of_tables[tables].append(pair)
    found = {tables: _pair(pairs) for tables, pairs in of_tables.items()}
    return {tables: columns for tables, columns in found.items() if columns}


def _pair(rows: list[RowPair]) -> Columns | None:
    widths = Counter((len(a), len(b)) for a, b in rows)
    (width_a, width_b), count = min(widths.items(), key=lambda item: (-item[1], item[0]))
    if count < _LEAST_ROWS or width_a * width_b > _MOST:
        return None
    some = [pair for pair in rows if (len(pair[0]), len(pair[1])) == (width_a, width_b)][:: 1 + count // _MOST_ROWS]
    equal = [[_equal(some, i, j) for j in range(width_b)] for i in range(width_a)]
    alike = [[_alike(some, i, j, equal[i][j]) for j in range(width_b)] for i in range(width_a)]
    kept = tuple(
        (i, j)
        for i, j in pair_in_order([[max(_ANY, worth) for worth in row] for row in alike])
        if i is not None and j is not None and (alike[i][j] >= _ALIKE or not _is_replaced(some[0][0][i], some[0][1][j]))
    )
    rest_a = [i for i in range(width_a) if i not in {a for a, _ in kept}]
    rest_b = [j for j in range(width_b) if j not in {b for _, b in kept}]
    moved: list[tuple[int, int]] = []
    for i, j in sorted(((i, j) for i in rest_a for j in rest_b), key=lambda pair: (-equal[pair[0]][pair[1]], pair)):
        if equal[i][j] >= _MOVED and not any(i == a or j == b for a, b in moved):
            moved.append((i, j))
    return Columns((width_a, width_b), kept, tuple(sorted(moved)))


def _is_replaced(head_a: str, head_b: str) -> bool:
    """Whether what stands at the head of two columns says that they are about different things."""
    return head_a != head_b and any(map(str.isalpha, head_a)) and any(map(str.isalpha, head_b))


def _equal(rows: Sequence[RowPair], i: int, j: int) -> float:
    """How many of the rows that have words in the columns `i` and `j` have the same there, 0.0 to 1.0."""
    filled = [(a[i], b[j]) for a, b in rows if a[i] or b[j]]
    return sum(x == y for x, y in filled) / len(filled) if filled else 0.0


def _alike(rows: Sequence[RowPair], i: int, j: int, equal: float) -> float:
    """How alike two columns are, 0.0 to 1.0; empty ones are."""
    filled = [(a[i], b[j]) for a, b in rows if a[i] or b[j]]
    if not filled:
        return 1.0
    return equal if equal >= _MOVED else sum(fuzz.ratio(x, y) for x, y in filled) / 100 / len(filled)
