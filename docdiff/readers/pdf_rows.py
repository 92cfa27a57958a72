"""Puts the pieces of a page that stand on one baseline together as rows, and as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from docdiff.readers.labels import BULLET, NUMBER
from docdiff.readers.pdf_runs import GAP, LONGEST_MARK, SPACE, Piece

_SAME_ROW = 0.5  # of the letter size: baselines closer than this are one row
_TOUCHING = 0.25  # of the letter size: a gap wider than this is a space
_LABEL_GAP = 4.0  # of the letter size: at most between a label and its text
_LINE = 18  # letters: what stands before a number in the next column is a line, not a cell
_LABEL_ALONE = re.compile(r"\d{1,3}|[*†‡]{1,3}")
_BASE, _LEFT = attrgetter("base"), attrgetter("left")


def level_rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces (sorted from the top) that share a baseline, each row from left to right; superscripts go along."""
    row: list[Piece] = []
    base = size = 0.0
    for piece in pieces:
        if row and piece.base - base > _SAME_ROW * (size if size > piece.size else piece.size):
            yield _from_left(row)
            row = []
        if not row:
            base, size = piece.base, piece.size
        row.append(piece)
    if row:
        yield _from_left(row)


def _from_left(row: list[Piece]) -> list[Piece]:
    return row if len(row) == 1 else sorted(row, key=_LEFT)


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The rows of a page from top to bottom."""
    return list(level_rows(sorted(pieces, key=_BASE)))


def mend_row(row: list[Piece], body_size: float) -> list[Piece]:
    """A row with pieces put together that touch, and labels put before their text."""
    if len(row) == 1:
        return row
    mended = [row[0]]
    for piece in row[1:]:
        before = mended[-1]
        begins = len(mended) == 1 or len(mended[-2].text) >= _LINE
        gap, size = piece.left - before.right, max(before.size, piece.size)
        touches = -size < gap <= GAP * size and abs(piece.base - before.base) <= _SAME_ROW * size
        if touches or (0 < gap <= _LABEL_GAP * size and _is_label(before, piece, body_size, begins=begins)):
            mended[-1] = _put_together(before, piece)
        else:
            mended.append(piece)
    return mended


def _is_label(label: Piece, text: Piece, body_size: float, *, begins: bool) -> bool:
    """Whether a piece is the label of the one behind it; a number in small letters only where a line begins."""
    spaced = label.text + " "
    match = BULLET.match(spaced) or NUMBER.match(spaced)
    if match and match.end() == len(label.text):
        return True
    small = begins and text.size < 0.95 * body_size
    return bool(_LABEL_ALONE.fullmatch(label.text)) and (label.size < 0.9 * text.size or small)


def _are_label_and_text(label: str, text: str) -> bool:
    """Whether a bullet or number stands before a word: drawn with the space behind them, they touch it."""
    match = BULLET.match(label + " ") or NUMBER.match(label + " ")
    return match is not None and match.end() == len(label) and text[0].isalpha()


def _put_together(before: Piece, after: Piece) -> Piece:
    """Two pieces of a row as one; the smaller and higher of them is raised."""
    gap, size = after.left - before.right, max(before.size, after.size)
    apart = gap > _TOUCHING * size or gap < -GAP * size or _are_label_and_text(before.text, after.text)
    space = " " if apart else ""  # words that reach into others are words
    shift = len(before.text) + len(space)
    raised = before.raised + tuple((low + shift, high + shift) for low, high in after.raised)
    main, small = (before, after) if before.size >= after.size else (after, before)
    if small.size < 0.86 * main.size and main.base - small.base > 0.14 * main.size and len(small.text) <= LONGEST_MARK:
        start = 0 if small is before else shift
        raised = tuple(sorted({*raised, (start, start + len(small.text))}))
    text = before.text + space + after.text
    between = ((shift, before.right, after.left),) if gap > SPACE * main.size else ()
    gaps = before.gaps + between + tuple((at + shift, low, high) for at, low, high in after.gaps)
    right = max(before.right, after.right)
    line = small if len(main.text) <= LONGEST_MARK < len(small.text) else main  # the number of an item may be larger
    return line._replace(text=text, left=before.left, right=right, raised=raised, gaps=gaps)


def as_line(row: Sequence[Piece]) -> Piece:
    line = row[0]
    for piece in row[1:]:
        line = _put_together(line, piece)
    return line


def middle(line: Piece) -> float:
    """The height of the middle of small letters."""
    return line.base - 0.3 * line.size
