"""Puts what stands on a page in reading order: rows, columns, tables.

Strategy: pieces on one baseline are a row; a row's pieces that touch are put together again. Most pages have one piece
a row and are done. On the others, ruled tables are lifted out first. Then a gutter is looked for, the left edge of a
column that most lines respect: lines that cross it (titles, full-width text) cut the page into bands, and inside a band
the left column is read before the right one. Pieces side by side that are no prose (short, on shared baselines, with
shared edges) are a table without rules, or else simply a line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from docdiff.readers.labels import BULLET, NUMBER
from docdiff.readers.pdf_cells import FEWEST_ROWS, centred_rows, part_columns
from docdiff.readers.pdf_lines import Page, stand_side_by_side
from docdiff.readers.pdf_paragraphs import runs_on
from docdiff.readers.pdf_rules import TOUCH, Grid, cluster, find_grids, is_upright
from docdiff.readers.pdf_runs import GAP, SPACE, Piece

Rule = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one table cell; `row` and `column` from 0."""

    row: int
    column: int
    lines: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in reading order; `edges` are the left edges of its columns, by which a next page continues it."""

    cells: tuple[Cell, ...]
    edges: tuple[float, ...]
    top: float


Flow = tuple[Piece | Table, ...]
"""What is read from top to bottom without a jump: a page of one column, or one column of a band."""

_SAME_ROW = 0.5  # of the letter size: baselines closer than this are one row
_TOUCHING = 0.25  # of the letter size: a gap wider than this is a space
_LABEL_GAP = 4.0  # of the letter size: at most between a label and its text
_LABEL_ALONE = re.compile(r"\d{1,3}|[*†‡]{1,3}")
_PROSE = 18  # characters an average line of a column has at least
_DEEP = 4  # columns at most


def order_page(page: Page, body_size: float) -> list[Flow]:
    """The page's upright pieces as flows in reading order; every piece is in exactly one."""
    pieces = sorted((piece for piece in page.pieces if piece.upright), key=_BASE)
    is_plain = not page.side_by_side or not stand_side_by_side(pieces)
    if is_plain and sum(map(bool, map(_GAPS, pieces))) < FEWEST_ROWS:
        return [tuple(pieces)] if pieces else []
    rules = _without_underlines(page.rules, pieces)
    tables, pieces = _ruled_tables(pieces, rules)
    lines = [piece for row in part_columns([_mend(row, body_size) for row in _rows(pieces)]) for piece in row]
    striped, lines = _striped_tables(lines, rules)
    centred, lines = _centred_tables(lines)
    tables = sorted(tables + striped + centred, key=lambda table: table.top)
    return [flow for flow in _order(lines, tables, _DEEP) if flow]


def _centred_tables(lines: list[Piece]) -> tuple[list[Table], list[Piece]]:
    """Tables whose cells stand at half the height of their rows, and the lines outside them."""
    found = list(centred_rows(sorted(lines, key=_BASE)))
    tables = [_table_of([[row] for row in rows], tuple(left for left, _ in columns)) for rows, columns in found]
    taken = {id(line) for rows, _ in found for row in rows for line in row}
    return tables, [line for line in lines if id(line) not in taken] if taken else lines


_UNDER = 0.25  # of the letter size: an underline stands no lower
_THROUGH = 0.6  # of the letter size: what strikes words out stands no higher
_TALLEST = 100.0  # points


def _without_underlines(rules: Sequence[Rule], pieces: Sequence[Piece]) -> list[Rule]:
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


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
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


_BASE, _LEFT, _GAPS = attrgetter("base"), attrgetter("left"), attrgetter("gaps")


def _from_left(row: list[Piece]) -> list[Piece]:
    return row if len(row) == 1 else sorted(row, key=_LEFT)


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The rows of a page from top to bottom."""
    return list(_rows(sorted(pieces, key=_BASE)))


def _mend(row: list[Piece], body_size: float) -> list[Piece]:
    """A row with pieces put together that touch, and labels put before their text."""
    if len(row) == 1:
        return row
    mended = [row[0]]
    for piece in row[1:]:
        before = mended[-1]
        gap, size = piece.left - before.right, max(before.size, piece.size)
        touches = -size < gap <= GAP * size and abs(piece.base - before.base) <= _SAME_ROW * size
        if touches or (0 < gap <= _LABEL_GAP * size and _is_label(before, piece, body_size)):
            mended[-1] = _put_together(before, piece)
        else:
            mended.append(piece)
    return mended


def _is_label(label: Piece, text: Piece, body_size: float) -> bool:
    spaced = label.text + " "
    match = BULLET.match(spaced) or NUMBER.match(spaced)
    if match and match.end() == len(label.text):
        return True
    small = text.size < 0.95 * body_size
    return bool(_LABEL_ALONE.fullmatch(label.text)) and (label.size < 0.9 * text.size or small)


def _put_together(before: Piece, after: Piece) -> Piece:
    """Two pieces of a row as one; the smaller and higher of them is raised."""
    gap, size = after.left - before.right, max(before.size, after.size)
    space = " " if gap > _TOUCHING * size or gap < -GAP * size else ""  # words that reach into others are words
    shift = len(before.text) + len(space)
    raised = before.raised + tuple((low + shift, high + shift) for low, high in after.raised)
    main, small = (before, after) if before.size >= after.size else (after, before)
    if small.size < 0.86 * main.size and main.base - small.base > 0.14 * main.size and len(small.text) <= 4:
        start = 0 if small is before else shift
        raised = tuple(sorted({*raised, (start, start + len(small.text))}))
    text = before.text + space + after.text
    between = ((shift, before.right, after.left),) if gap > SPACE * main.size else ()
    gaps = before.gaps + between + tuple((at + shift, low, high) for at, low, high in after.gaps)
    right = max(before.right, after.right)
    return main._replace(text=text, left=before.left, right=right, raised=raised, gaps=gaps)


# Columns


def _order(lines: list[Piece], tables: list[Table], deep: int) -> Iterator[Flow]:
    """Lines (sorted from the top) and tables as flows, bands and columns taken apart."""
    gutter = _find_gutter(lines) if deep else None
    if gutter is None:
        yield from _single(lines, tables)
        return
    waiting: list[Piece] = []  # lines since the last columns, across the whole width
    for band in _bands(lines, gutter):
        left = [line for line in band if line.left < gutter - _SLACK]
        right = [line for line in band if line.left >= gutter - _SLACK]
        if not left or not right or _crosses(band[0], gutter) or not _are_columns(left, right):
            waiting += band
            continue
        top, bottom = band[0].base - band[0].size, band[-1].base
        yield from _single(waiting, [table for table in tables if table.top < top])
        inside = [table for table in tables if top <= table.top <= bottom]
        in_left = [table for table in inside if table.edges[0] < gutter - _SLACK]
        yield from _order(left, in_left, deep - 1)
        yield from _order(right, [table for table in inside if table not in in_left], deep - 1)
        tables = [table for table in tables if table.top > bottom]
        waiting = []
    yield from _single(waiting, tables)


_SLACK = 3.0  # points that the left edges of a column may differ


def _crosses(line: Piece, gutter: float) -> bool:
    return line.left < gutter - _SLACK and line.right > gutter - 1.0


def _find_gutter(lines: Sequence[Piece]) -> float | None:
    """The left edge where the most lines have others to their left at the same height; None when hardly any have."""
    lefts = sorted(line.left for line in lines)
    best, found = 1, None
    for edge in _edges(lefts):
        support = sum(_support(band, edge) for band in _bands(lines, edge))
        if support > best:
            best, found = support, edge
    return found


def _edges(lefts: Sequence[float]) -> Iterator[float]:
    """Where several left edges meet, leaving out the leftmost."""
    start = 0
    for at in range(1, len(lefts) + 1):
        if at < len(lefts) and lefts[at] - lefts[start] <= _SLACK:
            continue
        if at - start >= 2 and start > 0:
            yield lefts[start]
        start = at


def _bands(lines: Sequence[Piece], gutter: float) -> Iterator[list[Piece]]:
    """Runs of lines from top to bottom: alternately such as cross the gutter and such as respect it."""
    band: list[Piece] = []
    crossing = False
    for line in lines:
        crosses = _crosses(line, gutter)
        if band and crosses != crossing:
            yield band
            band = []
        band.append(line)
        crossing = crosses
    if band:
        yield band


def _support(band: Sequence[Piece], gutter: float) -> int:
    """How many lines on the emptier side of the gutter have lines beside them."""
    left = [line for line in band if line.left < gutter - _SLACK]
    right = [line for line in band if line.left >= gutter - _SLACK]
    if not left or not right or _crosses(band[0], gutter):
        return 0
    top = max(left[0].base - left[0].size, right[0].base - right[0].size)
    bottom = min(left[-1].base, right[-1].base)
    return min(sum(top <= line.base <= bottom + line.size for line in side) for side in (left, right))


def _are_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether two sides are prose to be read one after the other, not cells to be read across."""
    aligned = _share_aligned(left, right)
    if aligned < 0.6 and min(len(left), len(right)) >= 2:
        return True
    return min(len(left), len(right)) >= 3 and _is_prose(left) and _is_prose(right)


def _share_aligned(left: Sequence[Piece], right: Sequence[Piece]) -> float:
    """How much of the side with fewer lines stands on baselines of the other side."""
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    bases = [line.base for line in many]
    return sum(any(abs(line.base - base) < 0.15 * line.size for base in bases) for line in few) / len(few)


def _is_prose(side: Sequence[Piece]) -> bool:
    """Whether most lines are full: long, and about as wide as the widest."""
    widths = sorted(line.right - line.left for line in side)
    characters = sum(len(line.text) for line in side) / len(side)
    return characters >= _PROSE and widths[len(widths) // 2] >= 0.7 * widths[-1]


def _single(lines: Sequence[Piece], tables: Sequence[Table]) -> Iterator[Flow]:
    """One flow: pieces still side by side are a table if their edges agree, and a line otherwise."""
    items: list[Piece | Table] = list(tables)
    rows = list(_rows(lines))
    start = 0
    for at in range(len(rows) + 1):
        if at < len(rows) and (len(rows[at]) > 1 or (at > start and _continues_cell(rows[start:at], rows, at))):
            continue
        items += _table_or_lines(rows[start:at])
        if at < len(rows):
            items += rows[at]
        start = at + 1
    yield tuple(sorted(items, key=_top))


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
    if piece.left >= second - _SLACK:
        return True
    steps = [below[0].base - row[0].base for row, below in pairwise(rows) if len(row) > 1 and len(below) > 1]
    is_last = at + 1 == len(all_rows) or len(all_rows[at + 1]) == 1
    if is_last and steps and step > 0.95 * min(steps):
        return False
    return any(piece.right < other.left for other in rows[0][1:2])


def _table_or_lines(rows: Sequence[list[Piece]]) -> list[Piece | Table]:
    table = aligned_table(rows)
    if table is not None:
        return [table]
    return [_as_line(row) for row in rows]


def _as_line(row: Sequence[Piece]) -> Piece:
    line = row[0]
    for piece in row[1:]:
        line = _put_together(line, piece)
    return line


# Tables


def aligned_table(rows: Sequence[list[Piece]]) -> Table | None:
    """Rows as a table when at least two have several pieces and all keep to the same columns."""
    if sum(len(row) > 1 for row in rows) < 2:
        return None
    edges = _column_edges(rows)
    return _table_of(_group_rows(rows), edges) if len(edges) > 1 else None


def _column_edges(rows: Iterable[Sequence[Piece]]) -> tuple[float, ...]:
    """The left edges of what stands below one another without white space between."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((piece.left, piece.right) for row in rows for piece in row):
        if columns and left <= columns[-1][1] + 1.0:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return tuple(left for left, _ in columns)


def _group_rows(rows: Sequence[list[Piece]], drawn: Sequence[float] = ()) -> list[list[list[Piece]]]:
    """Printed rows grouped into table rows: one that leaves the first column empty goes on with the row above.

    `drawn` are the heights of lines between rows, which part them whatever they hold.
    """
    grouped: list[list[list[Piece]]] = []
    first = min(piece.left for row in rows for piece in row)
    for row in rows:
        if not grouped or _is_parted(grouped[-1][-1], row, drawn):
            grouped.append([row])
            continue
        starts = row[0].left < first + row[0].size
        near = row[0].base - grouped[-1][-1][0].base < 1.45 * max(piece.size for piece in row)
        goes_on = not starts or (len(row) == 1 and len(grouped[-1][-1]) > 1) or _all_run_on(grouped[-1], row)
        if near and goes_on:
            grouped[-1].append(row)
        else:
            grouped.append([row])
    return grouped


_WRAPPED = 2  # spaces that a line has at least which was broken because it was full


def _all_run_on(rows: Sequence[Sequence[Piece]], below: Sequence[Piece]) -> bool:
    """Whether every piece goes on with the sentence of the one above it: then these are lines of one table row."""
    for piece in below:
        above = next(
            (up for row in reversed(rows) for up in row if up.left < piece.right and piece.left < up.right), None
        )
        if above is None or above.text.count(" ") < _WRAPPED or not runs_on(above.text, piece.text):
            return False
    return True


def _is_parted(above: Sequence[Piece], below: Sequence[Piece], drawn: Sequence[float]) -> bool:
    return any(_middle(above[0]) < y < _middle(below[0]) for y in drawn)


def _table_of(grouped: Sequence[list[list[Piece]]], edges: tuple[float, ...]) -> Table:
    cells: dict[tuple[int, int], list[Piece]] = {}
    for number, rows in enumerate(grouped):
        for row in rows:
            for piece in row:
                column = max((at for at, edge in enumerate(edges) if edge <= piece.left + 1.0), default=0)
                cells.setdefault((number, column), []).append(piece)
    top = grouped[0][0][0].base
    return Table(tuple(Cell(*at, _cell_lines(lines)) for at, lines in sorted(cells.items())), edges, top)


def _cell_lines(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(_as_line(row) for row in rows_of(pieces))


def _ruled_tables(lines: list[Piece], rules: Sequence[Rule]) -> tuple[list[Table], list[Piece]]:
    """Tables drawn with lines, and the pieces outside them."""
    tables: list[Table] = []
    for grid in find_grids(rules):
        xs, ys = grid.xs, grid.ys
        level = [line for line in lines if ys[0] < _middle(line) < ys[-1]]
        inside = [line for line in level if xs[0] - TOUCH <= line.left <= xs[-1]]
        if not any(line.left > xs[1] - TOUCH for line in inside) or _stands_in_line(grid, inside, level):
            continue
        cells: dict[tuple[int, int], list[Piece]] = {}
        for line in inside:
            row = max((at for at, y in enumerate(ys[:-1]) if y <= _middle(line)), default=0)
            column = max((at for at, x in enumerate(xs[:-1]) if x <= line.left + TOUCH), default=0)
            cells.setdefault((row, column), []).append(line)
        numbers = {row: number for number, row in enumerate(sorted({row for row, _ in cells}))}
        found = (Cell(numbers[row], column, _cell_lines(cells[row, column])) for row, column in sorted(cells))
        tables.append(Table(tuple(found), tuple(xs[:-1]), min(line.base for line in inside)))
        taken = set(map(id, inside))
        lines = [line for line in lines if id(line) not in taken]
    return sorted(tables, key=lambda table: table.top), lines


def _stands_in_line(grid: Grid, inside: Sequence[Piece], level: Sequence[Piece]) -> bool:
    """Whether words go on right outside a grid: then it is made of boxes around words."""
    left, right = grid.xs[0], grid.xs[-1]
    return any(
        0 <= left - line.right < GAP * line.size or 0 <= line.left - right < GAP * line.size
        for line in level
        if line not in inside
    )


_FEWEST_STRIPES = 3  # lines across that make a table without lines down
_LINES_OF_A_CELL = 8  # more than these between two lines across are prose


def _striped_tables(lines: list[Piece], rules: Sequence[Rule]) -> tuple[list[Table], list[Piece]]:
    """Tables drawn with lines across only, equally long and below one another, and the pieces outside them."""
    tables: list[Table] = []
    for left, right, heights in _stacks(rules):
        for drawn in _split_stack(lines, left, right, heights):
            inside = [line for line in lines if _is_within(line, left, right, drawn[0], drawn[-1])]
            rows = rows_of(inside)
            several = [row for row in rows if len(row) > 1]
            edges = _column_edges(several)
            if len(several) < 2 or len(edges) < 2:
                continue
            tables.append(_table_of(_group_rows(rows, drawn), edges))
            taken = set(map(id, inside))
            lines = [line for line in lines if id(line) not in taken]
    return tables, lines


def _stacks(rules: Sequence[Rule]) -> Iterator[tuple[float, float, list[float]]]:
    """(left, right, heights) of lines across that begin and end alike."""
    stacks: dict[tuple[int, int], list[Rule]] = {}
    for rule in rules:
        if not is_upright(rule):
            stacks.setdefault((round(rule[0] / TOUCH), round(rule[2] / TOUCH)), []).append(rule)
    for stack in stacks.values():
        heights = cluster(sorted(rule[1] for rule in stack))
        if len(heights) >= _FEWEST_STRIPES:
            yield stack[0][0], stack[0][2], heights


def _split_stack(lines: Sequence[Piece], left: float, right: float, heights: list[float]) -> Iterator[list[float]]:
    """Runs of lines across between which stand table rows: text between two tables parts them."""
    run = heights[:1]
    lines = sorted((line for line in lines if left - TOUCH <= line.left and line.right <= right + TOUCH), key=_middle)
    middles = list(map(_middle, lines))
    for top, bottom in pairwise(heights):
        rows = rows_of(lines[bisect_right(middles, top) : bisect_left(middles, bottom)])
        height = 2.5 * max((piece.size for row in rows for piece in row), default=12.0) * max(1, len(rows))
        if len(rows) > _LINES_OF_A_CELL * (1 + any(len(row) > 2 for row in rows)) or bottom - top > height:
            if len(run) >= _FEWEST_STRIPES:
                yield run
            run = []
        run.append(bottom)
    if len(run) >= _FEWEST_STRIPES:
        yield run


def _is_within(line: Piece, left: float, right: float, top: float, bottom: float) -> bool:
    return left - TOUCH <= line.left and line.right <= right + TOUCH and top < _middle(line) < bottom


def _middle(line: Piece) -> float:
    """The height of the middle of small letters."""
    return line.base - 0.3 * line.size


def mode(values: Iterable[tuple[float, int]], step: float) -> float:
    """The value, in steps, that weighs most; the smallest of several; 0 without any."""
    exact: dict[float, int] = {}
    for value, weight in values:
        exact[value] = exact.get(value, 0) + weight
    weights: dict[float, int] = {}
    for value, weight in exact.items():
        key = round(value / step) * step
        weights[key] = weights.get(key, 0) + weight
    return min(weights, key=lambda key: (-weights[key], key)) if weights else 0.0
