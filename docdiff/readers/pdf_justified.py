"""Puts lines of justified text together whose spaces are so wide that they look like columns.

Theory of operation: where few words fill a narrow column, the space between them may be wider than that between cells.
But all spaces of such a line are about equal, and it begins and ends where the lines above or below it do, or where
many others on the page do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from docdiff.readers.pdf_rows import as_line
from docdiff.readers.pdf_runs import Piece

Stretch = tuple[float, float]

_LONG = 18  # letters of a line that others are measured by
_MANY = 5  # such lines make a measure for the whole page
_FEWEST_PIECES = 3  # of a line that has no other beside it to be measured by: two may be a name and a sum
_WIDEST = 5.0  # of the letter size: a space is hardly ever stretched further
_EVEN = 0.4  # of the letter size: spaces of one line differ by the shapes of the letters beside them
_UNSEEN = 0.6  # of the letter size: spaces that nobody measured may be so wide
_SAME_EDGE = 1.5  # points
_HYPHEN = 0.4  # of the letter size: a hyphen may end that much before the edge, or hang out
_NEAR = 3  # rows, of which some may be of another column
_LEADING = 1.9  # of the letter size: lines further apart say nothing of one another


def join_stretched(rows: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The rows of a page, from the top, with stretched lines in one piece each; their `gaps` are gone."""
    found = list(rows)
    long = [line for row in rows for line in row if len(line.text) >= _LONG]
    ends = Counter((round(line.left), round(line.right)) for line in long)
    begins = Counter(round(line.left) for line in long)
    common = [stretch for stretch, count in ends.items() if count >= _MANY]
    lefts = {left + near for left, count in begins.items() if count >= _MANY for near in (-1, 0, 1)}
    # The lines of two columns, which most rows of several pieces are, begin where columns do.
    torn = [at for at, row in enumerate(found) if any(round(piece.left) not in lefts for piece in row[1:])]
    for order in (torn, reversed(torn)):
        for at in order:
            beside = _beside(found[at][0], [line for row in found[max(0, at - _NEAR) : at + _NEAR + 1] for line in row])
            found[at] = _join(_join(found[at], beside, fewest=2), common, fewest=_FEWEST_PIECES)
    return found


def _beside(piece: Piece, lines: Iterable[Piece]) -> list[Stretch]:
    """Where the lines right above and below a piece begin and end."""
    return [
        (line.left, line.right)
        for line in lines
        if len(line.text) >= _LONG and 0 < abs(line.base - piece.base) < _LEADING * line.size
    ]


def _join(row: list[Piece], measures: Sequence[Stretch], *, fewest: int) -> list[Piece]:
    """A row with those pieces put together that fill one of the measures with even spaces."""
    for left, right in measures:
        inside = [piece for piece in row if left - _SAME_EDGE < piece.left < right]
        while inside and inside[-1].right > right + _SAME_EDGE + _hung(inside[-1]):
            inside.pop()
        if len(inside) >= fewest and _fills(inside, left, right) and _is_even(inside):
            start = row.index(inside[0])
            row = [*row[:start], as_line(inside)._replace(gaps=()), *row[start + len(inside) :]]
    return row


def _fills(pieces: Sequence[Piece], left: float, right: float) -> bool:
    return pieces[0].left - left < _SAME_EDGE and right - pieces[-1].right < _SAME_EDGE + _hung(pieces[-1])


def _hung(piece: Piece) -> float:
    return _HYPHEN * piece.size if piece.text.endswith(("-", "‐")) else 0.0


def _is_even(pieces: Sequence[Piece]) -> bool:
    """Whether the spaces between the words of pieces in a row are all about as wide."""
    size = pieces[0].size
    widths = [*_widths(pieces)]
    return max(widths) <= _WIDEST * size and max(widths) - min(widths) <= _EVEN * size


def _widths(pieces: Sequence[Piece]) -> Iterator[float]:
    yield from (after.left - before.right for before, after in pairwise(pieces))
    for piece in pieces:
        yield from (left - right for _, right, left in piece.gaps)
        if piece.text.count(" ") > len(piece.gaps):
            yield _UNSEEN * piece.size
