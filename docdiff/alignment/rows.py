"""Lets the cells of a table row be aligned as one, and then pairs the cells of rows that belong together.

A cell says little by itself ("yes", "3"); its row says what it is about. So rows are aligned like paragraphs, by the
words of all their cells, and only then the cells inside a pair of rows: the pairing in order that keeps most of them
equal or alike, and lets a cell that was replaced face what replaced it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rapidfuzz import fuzz

from docdiff.model import Block

_EQUAL = 2.0  # what a pair of equal cells is worth; others are worth what they resemble each other, up to one
_ANY = 0.05  # and at least this, so that a replaced cell faces its replacement
_MOST = 2_500  # pairs of cells that are compared in one pair of rows; wider rows are paired by column

Unit = tuple[int, ...]


def gather_rows(blocks: Sequence[object], positions: Sequence[int]) -> list[Unit]:
    """The blocks at `positions` as units: the cells of a row together, any other block by itself."""

    if not any(isinstance(block, Block) and block.kind == "cell" for block in blocks):
        return [(position,) for position in positions]

    def row(position: int) -> tuple[object, ...]:
        block = blocks[position]
        if isinstance(block, Block) and block.kind == "cell" and block.place.cell is not None:
            return ("row", *block.place.cell[:2])
        return ("block", position)

    return [tuple(members) for _, members in groupby(positions, key=row)]


def tables_of(blocks: Sequence[object], units: Sequence[Unit]) -> list[int]:
    """The number of the table that each unit is a row of; -1 for none."""

    def table(unit: Unit) -> int:
        block = blocks[unit[0]]
        cell = block.place.cell if isinstance(block, Block) and block.kind == "cell" else None
        return -1 if cell is None else cell[0]

    return [table(unit) for unit in units]


def pair_cells(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int | None, int | None, float]]:
    """The cells of two rows in order: (column, column, how alike), None where one side has no cell for the other's.

    Swapping the rows swaps the outcome. Takes time in proportion to the product of their lengths.
    """
    if (len(b), [*b]) < (len(a), [*a]):
        yield from ((i, j, alike) for j, i, alike in pair_cells(b, a))
        return
    if not a or len(a) * len(b) > _MOST:
        yield from _by_column(a, b)
        return
    alike = [[_worth(x, y) for y in b] for x in a]
    for i, j in pair_in_order(alike):
        yield i, j, 0.0 if i is None or j is None else min(1.0, alike[i][j])


def pair_in_order(alike: Sequence[Sequence[float]]) -> Iterator[tuple[int | None, int | None]]:
    """The pairs (i, j) in the order of both sides that are worth most together; None faces what is left over.

    `alike[i][j]` is what a pair is worth. Takes time in proportion to the product of the lengths.
    """
    count_a, count_b = len(alike), len(alike[0]) if alike else 0
    # best[i][j]: the most that what stands from i and j on is worth together.
    best = [[0.0] * (count_b + 1) for _ in range(count_a + 1)]
    for i in range(count_a - 1, -1, -1):
        for j in range(count_b - 1, -1, -1):
            best[i][j] = max(best[i + 1][j + 1] + alike[i][j], best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < count_a and j < count_b:
        if best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1
    yield from ((rest, None) for rest in range(i, count_a))
    yield from ((None, rest) for rest in range(j, count_b))


def _by_column(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int | None, int | None, float]]:
    for column in range(max(len(a), len(b))):
        if column >= len(a) or column >= len(b):
            yield (column if column < len(a) else None), (column if column < len(b) else None), 0.0
        else:
            yield column, column, min(1.0, _worth(a[column], b[column]))


def _worth(a: str, b: str) -> float:
    return _EQUAL if a == b else max(_ANY, fuzz.ratio(a, b) / 100)
