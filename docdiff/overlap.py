"""Counts what many sets of numbers have in common, two by two.

Strategy: a row for every set and a column for every number that is in more than one of them; the product of this matrix
with itself has all the counts at once. The columns go through it in slices, so that memory stays small. Sums of ones
are exact in any order as long as they stay below 2**24, the whole numbers a 32-bit float can hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CELLS = 1 << 22  # of the matrix at a time: 16 MB


def shared_counts(sets: Sequence[NDArray[np.uint64]]) -> NDArray[np.int64]:
    """How many numbers each two of `sets` share; on the diagonal the size of each.

    Each set has every number once. Takes time in proportion to the square of how many sets there are, times how many
    different numbers are shared.
    """
    import numpy as np

    total = len(sets)
    counts = np.zeros((total, total), np.int64)
    rows, columns, width = _shared_columns(sets)
    step = max(_CELLS // max(total, 1), 1)
    edges = np.searchsorted(columns, np.arange(0, width + step, step))
    for low, (first, last) in zip(range(0, width, step), pairwise(edges), strict=False):
        part = np.zeros((total, min(step, width - low)), np.float32)
        part[rows[first:last], columns[first:last] - low] = 1
        counts += np.rint(part @ part.T).astype(np.int64)
    np.fill_diagonal(counts, [len(numbers) for numbers in sets])
    return counts


def _shared_columns(sets: Sequence[NDArray[np.uint64]]) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """For every number that is in several sets: the set (a row) and the number (a column, ascending), and how many."""
    import numpy as np

    _, rows, holders = occurrences(sets)
    shared = np.flatnonzero(np.repeat(holders > 1, holders))
    columns = np.repeat(np.cumsum(holders > 1) - 1, holders)
    return rows[shared], columns[shared], int(np.count_nonzero(holders > 1))


def occurrences(
    sets: Sequence[NDArray[np.uint64]],
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """The different numbers in all sets, ascending; the sets that hold each, one after another; how many those are."""
    import numpy as np

    if not sets:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    together = np.concatenate(sets)
    owner = np.repeat(np.arange(len(sets)), [len(numbers) for numbers in sets])
    order = np.argsort(together, kind="stable")
    numbers, holders = np.unique(together, return_counts=True)
    return numbers, owner[order], holders
