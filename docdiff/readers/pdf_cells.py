"""Finds tables on a page of a PDF that nothing but the alignment of their cells shows.

Two kinds are found here. In one, the columns stand so near one another that their white space may as well part words:
it is the same stretch of the page in three rows or more, with cells beginning or ending in line beside it. In the other
every cell stands at half the height of its row, as browsers set them, so that lines of longer cells stand between the
lines of the others.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docdiff.readers.labels import BULLET, NUMBER
from docdiff.readers.pdf_runs import Piece

FEWEST_ROWS = 3
_CLOSE = 2.2  # of the letter size: rows further apart are not one table
_WRAPPED = 1.5  # the same, of the lines of one cell
_APART = 3.0  # the same, where they are as high as their highest cell
_IN_LINE = 2.0  # points
_MOST_EMPTY = 0.6  # of the cells of all rows and columns there must be
_ALIGNED = 0.7  # of the cells of a column begin or end in line
_NUMBER = re.compile(r"[0-9]{1,3}")
_LEADERS = re.compile(r"(?:\. ?){4}|…{2}|_{4}")

Stretch = tuple[float, float]


def part_columns(rows: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The rows of a page, from the top, with the pieces of narrow tables parted where their columns are."""
    found: list[list[Piece]] = []
    for run in _runs(rows):
        columns = _columns(run) if len(run) >= FEWEST_ROWS else []
        found += [_parted(row, columns) for row in run] if columns else run
    return found


def _runs(rows: Sequence[list[Piece]]) -> Iterator[list[list[Piece]]]:
    """Rows that may be of one table: close below one another, and each with white space wider than words need.

    A line below a cell of the last such row goes along: it may be the cell's second.
    """
    run: list[list[Piece]] = []
    whole: list[Piece] = []
    last = 0.0
    for row in rows:
        wide = _is_wide(row)
        near = bool(run) and row[0].base - last <= _CLOSE * row[0].size
        if near and not wide:
            near = row[0].base - last <= _WRAPPED * row[0].size and _is_inside(row[0], whole)
        if run and not near:
            yield run
            run = []
        if wide or near:
            run.append(row)
        else:
            yield [row]
        if wide:
            whole = row
        last = row[0].base
    if run:
        yield run


def _is_wide(row: Sequence[Piece]) -> bool:
    return len(row) > 1 or bool(row[0].gaps)


def _is_inside(line: Piece, row: Sequence[Piece]) -> bool:
    """Whether a line keeps to the room of one cell of a row above it."""
    cells = [cell for piece in row for cell in _cells(piece)]
    nexts = [*(left for left, _, _ in cells[1:]), math.inf]
    return any(
        left - _IN_LINE <= line.left and line.right < after for (left, _, _), after in zip(cells, nexts, strict=True)
    )


def _columns(rows: Sequence[Sequence[Piece]]) -> list[Stretch]:
    """Where columns stand when the rows are a table that would be torn at wider gaps alone; none otherwise."""
    if not any(piece.gaps for row in rows for piece in row):
        return []
    cells = [[cell for piece in row for cell in _cells(piece)] for row in rows]
    columns = _merge([cell[:2] for row in cells for cell in row])
    wide = [row for row in cells if len(row) > 1]
    if len(wide) < FEWEST_ROWS:
        return []
    if len(columns) < 2 or sum(map(len, wide)) < _MOST_EMPTY * len(wide) * len(columns):
        return []
    if any(_LEADERS.search(piece.text) for row in rows for piece in row):
        return []
    if len(columns) == 2 and _are_labels([row[0][2] for row in wide]):
        return []
    return columns if all(_is_aligned(cells, column) for column in columns) else []


def _cells(piece: Piece) -> list[tuple[float, float, str]]:
    """(left, right, words) of what stands between the gaps of a piece."""
    starts = [(0, piece.left), *((offset, left) for offset, _, left in piece.gaps)]
    ends = [*((offset, right) for offset, right, _ in piece.gaps), (len(piece.text), piece.right)]
    return [
        (left, right, piece.text[start:end].strip()) for (start, left), (end, right) in zip(starts, ends, strict=True)
    ]


def _merge(stretches: Sequence[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for left, right in sorted(stretches):
        if merged and left <= merged[-1][1] + 1.0:
            merged[-1] = merged[-1][0], max(merged[-1][1], right)
        else:
            merged.append((left, right))
    return merged


def _are_labels(firsts: Sequence[str]) -> bool:
    """Whether the first cells are labels of a list, or count on as the numbers of notes do."""
    numbers = [int(words) for words in firsts if _NUMBER.fullmatch(words)]
    counts = len(numbers) == len(firsts) and all(after == before + 1 for before, after in pairwise(numbers))
    return counts or all(map(_is_label, firsts))


def _is_label(words: str) -> bool:
    match = BULLET.match(words + " ") or NUMBER.match(words + " ")
    return match is not None and match.end() == len(words)


def _is_aligned(cells: Sequence[Sequence[tuple[float, float, str]]], column: Stretch) -> bool:
    """Whether the cells of a column begin, end or have their middle in line."""
    inside = [cell for row in cells for cell in row if column[0] <= cell[0] <= column[1]]
    sides = ([cell[0] for cell in inside], [cell[1] for cell in inside], [(cell[0] + cell[1]) / 2 for cell in inside])
    return any(_most_alike(side) >= _ALIGNED * len(inside) for side in sides)


def _most_alike(values: Sequence[float]) -> int:
    """How many of the values lie within a little of one of them."""
    return max(sum(abs(other - value) <= _IN_LINE for other in values) for value in values)


def _parted(row: Sequence[Piece], columns: Sequence[Stretch]) -> list[Piece]:
    """A row with its pieces parted at those gaps that stand between columns."""
    edges = [(a[1], b[0]) for a, b in pairwise(columns)]
    return [part for piece in row for part in _cut(piece, edges)]


def _cut(piece: Piece, edges: Sequence[Stretch]) -> Iterator[Piece]:
    start, left = 0, piece.left
    kept: list[tuple[int, float, float]] = []
    for offset, right, after in piece.gaps:
        if any(right <= low + 1.0 and high <= after + 1.0 for low, high in edges):
            yield _slice(piece, start, offset, left, right, kept)
            start, left, kept = offset, after, []
        else:
            kept.append((offset, right, after))
    yield _slice(piece, start, len(piece.text), left, piece.right, kept)


def _slice(
    piece: Piece, start: int, end: int, left: float, right: float, gaps: Sequence[tuple[int, float, float]]
) -> Piece:
    words = piece.text[start:end]
    start += len(words) - len(words.lstrip())
    raised = tuple((low - start, high - start) for low, high in piece.raised if start <= low and high <= end)
    inner = tuple((offset - start, low, high) for offset, low, high in gaps)
    return piece._replace(text=words.strip(), left=left, right=right, raised=raised, gaps=inner)


def centred_rows(lines: Sequence[Piece]) -> Iterator[tuple[list[list[Piece]], list[Stretch]]]:
    """The tables, among lines from the top, whose cells stand at half the height of their rows: rows, and columns."""
    at = 0
    while at + 1 < len(lines):
        line, below = lines[at], lines[at + 1]
        if line.left <= below.right + 1.0 and below.left <= line.right + 1.0:  # as most lines: no columns begin here
            at += 1
            continue
        end, columns = _beside(lines, at)
        rows = _around_first(lines[at:end], columns) if end - at > FEWEST_ROWS else []
        if rows:
            yield rows, columns
        at = max(end, at + 1)


def _beside(lines: Sequence[Piece], at: int) -> tuple[int, list[Stretch]]:
    """The end of a run of lines that keep to columns, and those columns."""
    columns: list[Stretch] = []
    end = at
    while end < len(lines):
        line = lines[end]
        merged = _merge([*columns, (line.left, line.right)])
        if end > at and (line.base - lines[end - 1].base > _APART * line.size or len(merged) < max(2, len(columns))):
            break
        columns = merged
        end += 1
    return end, columns


_LEAST_LEADING = 0.9  # of the letter size
_CENTRED = 0.2  # of the letter size: how far the middle of a cell may stand from that of its row


def _around_first(lines: Sequence[Piece], columns: Sequence[Stretch]) -> list[list[Piece]]:
    """The lines in rows around those of the first column, when that is where they have their middle; none otherwise."""
    firsts = [line for line in lines if line.left <= columns[0][1]]
    if len(firsts) < FEWEST_ROWS:
        return []
    rows = [[first] for first in firsts]
    for line in lines:
        if line.left > columns[0][1]:
            nearest = min(range(len(firsts)), key=lambda at: abs(firsts[at].base - line.base))
            rows[nearest].append(line)
    room = min(below.base - above.base for above, below in pairwise(firsts))
    cells = [
        [line.base for line in row[1:] if low <= line.left <= high] + [row[0].base]
        for row in rows
        for low, high in columns[1:]
    ]
    if not any(len(bases) % 2 for bases in cells if len(bases) > 2):
        return []
    return rows if all(_is_centred(bases, rows[0][0].size, room) for bases in cells if len(bases) > 1) else []


def _is_centred(bases: Sequence[float], size: float, room: float) -> bool:
    """Whether lines stand around the one of the first column, given last, in rows that have `room` for all of them."""
    *bases, first = bases
    return abs(sum(bases) / len(bases) - first) < _CENTRED * size and len(bases) * _LEAST_LEADING * size <= max(
        room, _LEAST_LEADING * size
    )
