"""Finds what surrounds the text of HTML pages: the table cells it stands in, and where paragraphs begin and end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from docdiff.alignment import Link
from docdiff.render.html_stream import Segment, Stream

_CELLS = frozenset(("td", "th"))
_PARAGRAPHS = frozenset(("p", "li"))


def cell_of(segment: Segment) -> tuple[int, int, int] | None:
    """The innermost table, row and cell around a segment, as the tokens that open them; None outside of tables."""
    around = {name: opened for opened, name in segment.path}
    cell = max((opened for opened, name in segment.path if name in _CELLS), default=-1)
    row, table = around.get("tr", -1), around.get("table", -1)
    return (table, row, cell) if -1 < table < row < cell else None


def match_empty_cells(old: Stream, new: Stream, links: Sequence[Link]) -> Iterator[tuple[int, int]]:
    """Cells that lost all their text: (token that opens the old cell, token inside the empty new one).

    Only of rows that stayed, with as many cells as before.
    """
    rows: dict[int, int] = {}
    for link in links:
        a, b = cell_of(old.segments[link.a[0]]), cell_of(new.segments[link.b[0]])
        if a and b:
            rows.setdefault(a[1], b[1])
    filled = {cell[2] for cell in map(cell_of, new.segments) if cell}
    for row_a, row_b in rows.items():
        cells_a, cells_b = _cells(old, row_a), _cells(new, row_b)
        if len(cells_a) == len(cells_b):
            yield from ((a, b + 1) for a, b in zip(cells_a, cells_b, strict=True) if b not in filled)


def _cells(stream: Stream, row: int) -> list[int]:
    """The tokens that open the cells of the row opened at `row`."""
    depth = stream.parents[row][0] + 1
    return [
        number
        for number in range(row + 1, stream.closes[row])
        if stream.tokens[number].name in _CELLS
        and not stream.tokens[number].is_end
        and stream.parents[number][0] == depth
    ]


def find_breaks(old: Stream, new: Stream) -> Iterator[tuple[int, int, str]]:
    """Where paragraphs or items of two pages with the same words were split or joined.

    As (segment of the new page, offset in it, "inserted" or "deleted").
    """
    for at, _, _ in _ends_inside(new, old):
        yield at, len(new.segments[at].text), "inserted"
    for _, other, offset in _ends_inside(old, new):
        yield other, offset, "deleted"


def _ends_inside(a: Stream, b: Stream) -> Iterator[tuple[int, int, int]]:
    """The segments of `a` that end inside one of the same kind in `b`: (segment of a, segment of b, offset in that).

    Not where `b` breaks the line, which reads the same. Places are compared by the letters before them.
    """
    ends_a, ends_b = ([*accumulate(len("".join(part.text.split())) for part in side.segments)] for side in (a, b))
    for at, end in enumerate(ends_a[:-1]):
        other = bisect_left(ends_b, end)
        names = {_name(a.segments[at]), _name(a.segments[at + 1]), _name(b.segments[other])}
        if ends_b[other] == end or len(names) > 1 or not names <= _PARAGRAPHS:
            continue
        offset = _behind_letters(b.segments[other].text, end - (ends_b[other - 1] if other else 0))
        if not _breaks_line(b, b.segments[other], offset):
            yield at, other, offset


def _name(segment: Segment) -> str:
    return segment.path[-1][1] if segment.path else ""


def _behind_letters(text: str, count: int) -> int:
    """The offset in `text` behind its first `count` letters that are no white space."""
    return [at for at, letter in enumerate(text) if not letter.isspace()][count - 1] + 1


def _breaks_line(stream: Stream, segment: Segment, offset: int) -> bool:
    following = offset + len(segment.text[offset:]) - len(segment.text[offset:].lstrip())
    tokens = range(segment.token_at(offset - 1), segment.token_at(following) + 1)
    return any(stream.tokens[number].name == "br" for number in tokens)
