"""Puts what stands on a page in reading order: rows, columns, tables.

Strategy: pieces on one baseline are a row; a row's pieces that touch are put together again. Most pages have one piece
a row and are done. On the others, ruled tables are lifted out first. Then a gutter is looked for, the left edge of a
column that most lines respect: lines that cross it (titles, full-width text) cut the page into bands, and inside a band
the left column is read before the right one. Pieces side by side that are no prose (short, on shared baselines, with
shared edges) are a table without rules, or else simply a line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from docdiff.readers.pdf_cells import FEWEST_ROWS, part_columns
from docdiff.readers.pdf_columns import SLACK, are_columns, crosses, find_gutter, split_bands
from docdiff.readers.pdf_justified import join_stretched
from docdiff.readers.pdf_lines import Page, stand_side_by_side
from docdiff.readers.pdf_paragraphs import runs_on
from docdiff.readers.pdf_rows import as_line, level_rows, mend_row
from docdiff.readers.pdf_rules import is_upright
from docdiff.readers.pdf_runs import Piece
from docdiff.readers.pdf_tables import (
    Rule,
    Table,
    aligned_table,
    centred_tables,
    ruled_tables,
    step_inside_cells,
    striped_tables,
)

Flow = tuple[Piece | Table, ...]
"""What is read from top to bottom without a jump: a page of one column, or one column of a band."""

_DEEP = 4  # columns at most
_BASE, _GAPS = attrgetter("base"), attrgetter("gaps")


def order_page(page: Page, body_size: float) -> list[Flow]:
    """The page's upright pieces as flows in reading order; every piece is in exactly one."""
    pieces = sorted((piece for piece in page.pieces if piece.upright), key=_BASE)
    is_plain = not page.side_by_side or not stand_side_by_side(pieces)
    if is_plain and sum(map(bool, map(_GAPS, pieces))) < FEWEST_ROWS:
        return [tuple(pieces)] if pieces else []
    rules = without_underlines(page.rules, pieces)
    tables, pieces = ruled_tables(pieces, rules)
    rows = join_stretched([mend_row(row, body_size) for row in level_rows(pieces)])
    lines = [piece for row in part_columns(rows) for piece in row]
    striped, lines = striped_tables(lines, rules)
    centred, lines = centred_tables(lines)
    tables = sorted(tables + striped + centred, key=lambda table: table.top)
    return [flow for flow in _order(lines, tables, _DEEP) if flow]


_UNDER = 0.25  # of the letter size: an underline stands no lower
_THROUGH = 0.6  # of the letter size: what strikes words out stands no higher
_TALLEST = 100.0  # points


def without_underlines(rules: Sequence[Rule], pieces: Sequence[Piece]) -> list[Rule]:
    """The lines that do not underline words or strike them out; `pieces` are sorted from the top."""
    bases = [piece.base for piece in pieces]
    tallest = min(max((piece.size for piece in pieces), default=0.0), _TALLEST)
    return [
        rule
        for rule in rules
        if is_upright(rule)
        or not any(
            piece.left - 2 <= rule[0]
            and rule[2] <= piece.right + 2
            and -_THROUGH * piece.size <= rule[1] - piece.base <= _UNDER * piece.size
            for piece in pieces[bisect_left(bases, rule[1] - tallest) : bisect_right(bases, rule[1] + tallest)]
        )
    ]


def _order(lines: list[Piece], tables: list[Table], deep: int) -> Iterator[Flow]:
    """Lines (sorted from the top) and tables as flows, bands and columns taken apart."""
    gutter = find_gutter(lines) if deep else None
    if gutter is None:
        yield from _single(lines, tables)
        return
    waiting: list[Piece] = []  # lines since the last columns, across the whole width
    bands = list(split_bands(lines, gutter))
    for at, band in enumerate(bands):
        left = [line for line in band if line.left < gutter - SLACK]
        right = [line for line in band if line.left >= gutter - SLACK]
        if not left or not right or crosses(band[0], gutter) or not are_columns(left, right):
            waiting += band
            continue
        top, bottom = band[0].base - band[0].size, band[-1].base
        yield from _single(waiting, [table for table in tables if table.top < top])
        inside = [table for table in tables if top <= table.top <= bottom]
        in_left = [table for table in inside if table.edges[0] < gutter - SLACK]
        yield from _order(left, in_left, deep - 1)
        rest = _rest_around_box(left, [line for below in bands[at + 1 :] for line in below])
        if rest:
            bands[at + 1 :] = [[line for line in below if line not in rest] for below in bands[at + 1 :]]
            yield tuple(rest)
        yield from _order(right, [table for table in inside if table not in in_left], deep - 1)
        tables = [table for table in tables if table.top > bottom]
        waiting = []
    yield from _single(waiting, tables)


_INDENT = 3.0  # of the letter size: at most at the beginning of a paragraph
_NEXT_LINE = 1.15  # of the distance between the lines above: what stands no further goes on with them


def _rest_around_box(beside: Sequence[Piece], below: Sequence[Piece]) -> list[Piece]:
    """The lines with which a paragraph that began beside a box goes on below it, over the whole width."""
    if len(beside) < 2 or not below or not runs_on(beside[-1].text, below[0].text):
        return []
    if not -_INDENT * below[0].size <= below[0].left - beside[-1].left <= SLACK:
        return []
    step = _NEXT_LINE * (beside[-1].base - beside[-2].base)
    rest: list[Piece] = []
    for above, line in pairwise([beside[-1], *below]):
        if not 0.5 * line.size < line.base - above.base <= step:
            break
        rest.append(line)
    return rest


def _single(lines: Sequence[Piece], tables: Sequence[Table]) -> Iterator[Flow]:
    """One flow: pieces still side by side are a table if their edges agree, and a line otherwise."""
    items: list[Piece | Table] = list(tables)
    rows = list(level_rows(lines))
    start = 0
    for at in range(len(rows) + 1):
        if at == 0 and _is_rest_of_row(rows):
            continue
        if at < len(rows) and (len(rows[at]) > 1 or (at > start and _continues_cell(rows[start:at], rows, at))):
            continue
        items += _table_or_lines(rows[start:at], rows[start - 1][-1] if start else None)
        if at < len(rows):
            items += rows[at]
        start = at + 1
    yield tuple(sorted(items, key=_top))


_ABOVE = 2.5  # of the letter size: at most between the rest of a row and the row below it


def _is_rest_of_row(rows: Sequence[list[Piece]]) -> bool:
    """Whether the first line is the end of a cell, other than a row's first, that began on the page before."""
    if len(rows) < 3 or len(rows[0]) > 1 or len(rows[1]) == 1 or len(rows[2]) == 1:
        return False
    line, row = rows[0][0], rows[1]
    if row[0].base - line.base > _ABOVE * line.size:
        return False
    return any(
        abs(line.left - cell.left) < SLACK and (at + 1 == len(row) or line.right < row[at + 1].left)
        for at, cell in enumerate(row)
        if at
    )


def _top(item: Piece | Table) -> float:
    return item.top if isinstance(item, Table) else item.base


def _continues_cell(rows: Sequence[list[Piece]], all_rows: Sequence[list[Piece]], at: int) -> bool:
    """Whether a row of one piece goes on with a cell above it, in `rows`: close below, and within the cell's column.

    A line in the first column that stands no closer than rows do is text below the table, if no other row follows.
    """
    above, piece = rows[-1], all_rows[at][0]
    step = piece.base - above[0].base
    if step >= 1.5 * max(piece.size, above[0].size):
        return False
    second = min((other.left for row in rows for other in row[1:]), default=0.0)
    if piece.left >= second - SLACK:
        return True
    steps = [below[0].base - row[0].base for row, below in pairwise(rows) if len(row) > 1 and len(below) > 1]
    if step < step_inside_cells(_close_rows(all_rows, at)):
        return any(piece.right < other.left for other in rows[0][1:2])
    is_last = at + 1 == len(all_rows) or len(all_rows[at + 1]) == 1
    if is_last and steps and step > 0.95 * min(steps):
        return False
    return any(piece.right < other.left for other in rows[0][1:2])


def _close_rows(rows: Sequence[list[Piece]], at: int) -> Sequence[list[Piece]]:
    """The rows around one that may be of the same table: several pieces each, or one close below another."""
    first, last = at, at + 1
    while first > 0 and (len(rows[first]) > 1 or _is_near(rows[first - 1], rows[first])):
        first -= 1
    while last < len(rows) and (len(rows[last]) > 1 or _is_near(rows[last - 1], rows[last])):
        last += 1
    return rows[first:last]


def _is_near(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    return below[0].base - above[0].base < 1.5 * max(below[0].size, above[0].size)


def _table_or_lines(rows: Sequence[list[Piece]], above: Piece | None) -> list[Piece | Table]:
    table = aligned_table(rows, above)
    if table is not None:
        return [table]
    return [as_line(row) for row in rows]
