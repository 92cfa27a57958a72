"""Tells what stands side by side in a letter, names to sign or addresses, from the cells of a table.

Two rows of names are set like a small table without lines, but each column is read by itself: an office and the name
below it, a sender and where to write to. Names to sign stand below the closing of a letter or leave room to sign, and
hold no figure. Addresses have a postal code or box in every column, which the columns of a table of addresses do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docdiff.locale import any_of
from docdiff.readers.pdf_paragraphs import runs_on
from docdiff.readers.pdf_runs import Piece

_MOST_COLUMNS = 3
_MOST_ROWS = 10
_ROOM = 2.4  # of the letter size: what names leave to sign in
_MORE = 1.5  # of the other distances: room to sign is more than that between lines
_WRAPPED = 1.5  # of the letter size: lines further apart do not go on
_CLOSING = re.compile(any_of("closings"), re.I)
_FIGURE = re.compile(r"\d")
_POSTAL = re.compile(rf"\b\d{{4}} ?[A-Z]{{2}}\b|\b[A-Z]{{1,2}}\d[A-Z\d]? \d[A-Z]{{2}}\b|(?i:{any_of('post_boxes')})\b")


def are_sides(rows: Sequence[Sequence[Piece]], columns: Sequence[Sequence[Piece]], above: Piece | None) -> bool:
    """Whether rows of pieces, also given by column, are read column by column; `above` is the line before them."""
    if len(columns) > _MOST_COLUMNS or len(rows) > _MOST_ROWS:
        return False
    if all(map(_is_address, columns)):
        return True
    closed = above is not None and bool(_CLOSING.match(above.text))
    return (closed or _leave_room(rows)) and not any(_FIGURE.search(piece.text) for row in rows for piece in row)


def _is_address(column: Sequence[Piece]) -> bool:
    found = sum(bool(_POSTAL.search(piece.text)) for piece in column)
    return 0 < found < len(column)


def _leave_room(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether one of the distances between rows, and only one, leaves room to sign in."""
    steps = sorted(below[0].base - above[0].base for above, below in pairwise(rows))
    if not steps or steps[-1] < _ROOM * rows[0][0].size:
        return False
    return len(steps) == 1 or steps[-1] > _MORE * steps[-2]


def split_lines(lines: Sequence[Piece], edge: float) -> Iterator[list[Piece]]:
    """What stands on one side, line by line; a line goes on where the next word had no room before `edge`."""
    said: list[Piece] = []
    for line in lines:
        if said and not _goes_on(said[-1], line, edge):
            yield said
            said = []
        said.append(line)
    if said:
        yield said


def _goes_on(above: Piece, below: Piece, edge: float) -> bool:
    word = below.text.partition(" ")[0]
    width = (below.right - below.left) * (len(word) + 1) / len(below.text)
    near = below.base - above.base < _WRAPPED * below.size
    return near and above.right + width > edge and runs_on(above.text, below.text)
