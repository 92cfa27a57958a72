"""Finds the gutter between two columns of a page, and tells columns of prose from cells side by side."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docdiff.readers.pdf_runs import Piece

SLACK = 3.0  # points that the left edges of a column may differ
_PROSE = 18  # characters an average line of a column has at least


def crosses(line: Piece, gutter: float) -> bool:
    return line.left < gutter - SLACK and line.right > gutter - 1.0


def find_gutter(lines: Sequence[Piece]) -> float | None:
    """The left edge where the most lines have others to their left at the same height; None when hardly any have."""
    lefts = sorted(line.left for line in lines)
    best, found = 1, None
    for edge in _edges(lefts):
        support = sum(_support(band, edge) for band in split_bands(lines, edge))
        if support > best:
            best, found = support, edge
    return found


def _edges(lefts: Sequence[float]) -> Iterator[float]:
    """Where several left edges meet, leaving out the leftmost."""
    start = 0
    for at in range(1, len(lefts) + 1):
        if at < len(lefts) and lefts[at] - lefts[start] <= SLACK:
            continue
        if at - start >= 2 and start > 0:
            yield lefts[start]
        start = at


def split_bands(lines: Sequence[Piece], gutter: float) -> Iterator[list[Piece]]:
    """Runs of lines from top to bottom: alternately such as cross the gutter and such as respect it."""
    band: list[Piece] = []
    was_crossing = False
    for line in lines:
        crossing = crosses(line, gutter)
        if band and crossing != was_crossing:
            yield band
            band = []
        band.append(line)
        was_crossing = crossing
    if band:
        yield band


def _support(band: Sequence[Piece], gutter: float) -> int:
    """How many lines on the emptier side of the gutter have lines beside them."""
    left = [line for line in band if line.left < gutter - SLACK]
    right = [line for line in band if line.left >= gutter - SLACK]
    if not left or not right or crosses(band[0], gutter):
        return 0
    top = max(left[0].base - left[0].size, right[0].base - right[0].size)
    bottom = min(left[-1].base, right[-1].base)
    return min(sum(top <= line.base <= bottom + line.size for line in side) for side in (left, right))


def are_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether two sides are prose to be read one after the other, not cells to be read across."""
    aligned = _share_aligned(left, right)
    if aligned < 0.6 and min(len(left), len(right)) >= 2:
        return True
    return min(len(left), len(right)) >= 3 and all(map(_is_prose, (left, right))) and _are_close(left, right)


def _share_aligned(left: Sequence[Piece], right: Sequence[Piece]) -> float:
    """How much of a side stands on baselines of the other side; that of which more does, where the two are level.

    The lines of a long cell stand beside nothing, but the short cells beside them all have a line there.
    """
    top = max(left[0].base, right[0].base)
    bottom = min(left[-1].base, right[-1].base)
    sides = [[line for line in side if top - line.size < line.base < bottom + line.size] for side in (left, right)]
    if not all(sides):
        return 0.0
    return max(_share_on(*sides), _share_on(*reversed(sides)))


def _share_on(some: Sequence[Piece], others: Sequence[Piece]) -> float:
    bases = [-math.inf, *(line.base for line in others), math.inf]
    level = 0
    for line in some:
        at = bisect_left(bases, line.base)
        level += min(line.base - bases[at - 1], bases[at] - line.base) < 0.15 * line.size
    return level / len(some)


def _is_prose(side: Sequence[Piece]) -> bool:
    """Whether most lines are full: long, and about as wide as the widest."""
    widths = sorted(line.right - line.left for line in side)
    characters = sum(len(line.text) for line in side) / len(side)
    return characters >= _PROSE and widths[len(widths) // 2] >= 0.7 * widths[-1]


_NEXT = 1.25  # of the smallest distance between two lines: what stands no further is the next line


def _are_close(*sides: Sequence[Piece]) -> bool:
    """Whether at least half of the lines of each side stand as near to the one above as any of them."""
    steps = [[step for step in _steps(side) if step > 0.5 * side[0].size] for side in sides]
    least = min((step for of_side in steps for step in of_side), default=0.0)
    return all(2 * sum(step <= _NEXT * least for step in of_side) >= len(of_side) for of_side in steps)


def _steps(side: Sequence[Piece]) -> Iterator[float]:
    return (below.base - above.base for above, below in pairwise(side))
