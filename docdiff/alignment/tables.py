"""Links the rows of tables that belong together, also where they stand in another order.

Strategy: two tables are versions of one another when they share rows or cells. Between them, rows with the same cells
belong together; then rows that share what no other row of either table has, the first cell telling most; then, between
linked neighbours, rows with half their cells in common. The order check of `moves` says which of them moved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docdiff.alignment.candidates import FEW_PAIRS
from docdiff.alignment.matching import Work
from docdiff.alignment.moves import restore_order
from docdiff.sequence import Pair, heaviest_chain

_COMMON = 8  # tables; a cell that more of them have does not tell which belong together
_HALF = 0.5  # of the worth of the cells of two rows is shared, for rows that have no cell of their own in common
_ENOUGH = 2  # what shared cells are worth in all, at least, to tell a row by them
_TELLING_DIGITS = 3  # a number with fewer may as well count the rows


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one side: for each unit its table (-1: it is no row) and its cells in normal form."""

    tables: Sequence[int]
    cells: Sequence[tuple[str, ...]]

    def of_tables(self) -> dict[int, list[int]]:
        """The units of each table."""
        found: dict[int, list[int]] = defaultdict(list)
        for unit, table in enumerate(self.tables):
            if table >= 0:
                found[table].append(unit)
        return found


def align_tables(work: Work, a: Rows, b: Rows) -> None:
    """Links rows that are free and decides anew what stayed and what moved; linear in the cells, but for small gaps."""
    in_a, in_b = a.of_tables(), b.of_tables()
    pairs = [pair for pair in _pair_tables(work, a, b) if _has_free(work, in_a[pair[0]], in_b[pair[1]])]
    found = False
    for table_a, table_b in pairs:
        for match in (_equal_rows, _telling_rows):
            for i, j in match(work, a, b, in_a[table_a], in_b[table_b]):
                work.move(i, j, _shared(a.cells[i], b.cells[j]))
                work.rows.add(i)
                found = True
    if found:
        restore_order(work)
    _link_half_equal(work, a, b, dict(pairs))


def _has_free(work: Work, rows_a: Iterable[int], rows_b: Iterable[int]) -> bool:
    return any(work.to_b[i] < 0 for i in rows_a) and any(work.to_a[j] < 0 for j in rows_b)


def _pair_tables(work: Work, a: Rows, b: Rows) -> Iterator[tuple[int, int]]:
    """The tables that share most, each with one at most."""
    votes: Counter[tuple[int, int]] = Counter()
    for i, j in enumerate(work.to_b):
        if j >= 0 and a.tables[i] >= 0 <= b.tables[j]:
            votes[a.tables[i], b.tables[j]] += _ENOUGH
    holders_a, holders_b = _holders(a), _holders(b)
    for cell, tables in holders_a.items():
        others = holders_b.get(cell, ())
        if _worth(cell) and max(len(tables), len(others)) <= _COMMON:
            votes.update((table, other) for table in tables for other in others)
    taken_a, taken_b = set[int](), set[int]()
    for table_a, table_b in sorted(votes, key=lambda pair: (-votes[pair], abs(pair[0] - pair[1]), pair)):
        if table_a not in taken_a and table_b not in taken_b:
            taken_a.add(table_a)
            taken_b.add(table_b)
            yield table_a, table_b


def _holders(side: Rows) -> dict[str, list[int]]:
    """The tables that have each cell, in order."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for table, cells in zip(side.tables, side.cells, strict=True):
        if table >= 0:
            for cell in cells:
                found[cell][table] = None
    return {cell: list(tables) for cell, tables in found.items()}


def _equal_rows(work: Work, a: Rows, b: Rows, rows_a: list[int], rows_b: list[int]) -> Iterator[tuple[int, int]]:
    """Free rows with the same cells, in whatever columns, where as many are free on both sides."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in rows_b:
        if work.to_a[j] < 0:
            places[tuple(sorted(b.cells[j]))].append(j)
    own: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in rows_a:
        if work.to_b[i] < 0 and any(a.cells[i]):
            own[tuple(sorted(a.cells[i]))].append(i)
    for cells, rows in own.items():
        if len(rows) == len(places.get(cells, ())):
            yield from zip(rows, places[cells], strict=True)


def _telling_rows(work: Work, a: Rows, b: Rows, rows_a: list[int], rows_b: list[int]) -> list[tuple[int, int]]:
    """Free rows that share cells which stand in no other row of their tables, each the other's best."""
    only_a, only_b = _only_rows(a, rows_a), _only_rows(b, rows_b)
    votes: Counter[tuple[int, int]] = Counter()
    for cell, i in only_a.items():
        j = only_b.get(cell, -1)
        if i >= 0 <= j and work.to_b[i] < 0 and work.to_a[j] < 0:
            is_first = cell == _first(a.cells[i]) == _first(b.cells[j])
            votes[i, j] += _worth(cell) * (_ENOUGH if is_first else 1)
    best_a, best_b = _best(votes, 0), _best(votes, 1)
    return [
        (i, j)
        for (i, j), vote in votes.items()
        if vote >= _ENOUGH and best_a[i] == j and best_b[j] == i and _is_alike(a.cells[i], b.cells[j])
    ]


def _is_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return _first(a) == _first(b) or _shared(a, b) >= _HALF


def _only_rows(side: Rows, rows: Iterable[int]) -> dict[str, int]:
    """For each cell that tells something the row it stands in; -1 for several."""
    found: dict[str, int] = {}
    for row in rows:
        for cell in side.cells[row]:
            if _worth(cell):
                found[cell] = row if found.get(cell, row) == row else -1
    return found


def _best(votes: Counter[tuple[int, int]], side: int) -> dict[int, int]:
    """The row each row of one side has most in common with; -1 where two are as good."""
    best: dict[int, tuple[int, int]] = {}
    for pair, vote in votes.items():
        most, _ = best.get(pair[side], (0, -1))
        if vote >= most:
            best[pair[side]] = vote, (pair[1 - side] if vote > most else -1)
    return {row: other for row, (_, other) in best.items()}


def _link_half_equal(work: Work, a: Rows, b: Rows, partners: dict[int, int]) -> None:
    for gap in work.gaps():
        in_a = [i for i in gap.a if a.tables[i] in partners]
        in_b = [j for j in gap.b if b.tables[j] >= 0]
        if len(in_a) * len(in_b) > FEW_PAIRS:
            continue
        scores: dict[tuple[int, int], float] = {}
        for i in in_a:
            for j in in_b:
                score = _shared(a.cells[i], b.cells[j]) if partners[a.tables[i]] == b.tables[j] else 0.0
                if score >= _HALF:
                    scores[i, j] = score
        chain = heaviest_chain([Pair(i, j, 1 + round(10_000 * score * score)) for (i, j), score in scores.items()])
        for pair in chain:
            work.link(pair.a, pair.b, scores[pair.a, pair.b])


def _shared(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """What the cells two rows share are worth over what all are worth, 0.0 to 1.0; words count twice (Dice 1945)."""
    count_a, count_b = Counter(a), Counter(b)
    whole = sum(_size(cell) for cell in (*a, *b))
    shared = sum(_size(cell) * times for cell, times in (count_a & count_b).items())
    # Below one: a row whose columns changed places is not the same.
    return min(2 * shared / whole, 1.0 if a == b else 0.99) if whole else 0.0


def _size(cell: str) -> int:
    return 0 if not cell else 1 + any(character.isalpha() for character in cell)


def _worth(cell: str) -> int:
    """How much it tells that two rows share a cell: a number less than words, one that may count rows nothing."""
    if any(character.isalpha() for character in cell):
        return 2
    return int(sum(character.isdigit() for character in cell) >= _TELLING_DIGITS)


def _first(cells: tuple[str, ...]) -> str:
    return next(filter(None, cells), "")
