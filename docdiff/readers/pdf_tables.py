"""Makes tables of what stands on a page between lines, or in columns.

Strategy: lines drawn around cells tell everything. Lines drawn across part rows, and white space parts the columns.
Without lines it is the columns alone, and what a printed row leaves empty tells whether it goes on with the row above.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from docdiff.readers.pdf_cells import centred_rows
from docdiff.readers.pdf_paragraphs import runs_on
from docdiff.readers.pdf_rows import as_line, middle, rows_of
from docdiff.readers.pdf_rules import TOUCH, Grid, cluster, find_grids, is_upright
from docdiff.readers.pdf_runs import GAP, Piece
from docdiff.readers.pdf_sides import are_sides, split_lines

Rule = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one table cell; `row` and `column` from 0."""

    row: int
    column: int
    lines: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in reading order; `edges` are the left edges of its columns, by which a next page continues it.

    `sides` are no table but what stands side by side in a letter: then every cell is a paragraph.
    """

    cells: tuple[Cell, ...]
    edges: tuple[float, ...]
    top: float
    sides: bool = False


def aligned_table(rows: Sequence[list[Piece]], above: Piece | None) -> Table | None:
    """Rows as a table when at least two have several pieces and all keep to the same columns.

    `above` is the line they stand below.
    """
    if sum(len(row) > 1 for row in rows) < 2:
        return None
    edges = _column_edges(rows)
    if len(edges) < 2:
        return None
    columns = [[piece for row in rows for piece in row if _column_of(piece, edges) == at] for at in range(len(edges))]
    return _sides(columns, edges) if are_sides(rows, columns, above) else _table_of(_group_rows(rows), edges)


def _sides(columns: Sequence[Sequence[Piece]], edges: tuple[float, ...]) -> Table:
    """What stands on the left, line by line, and then what stands beside it."""
    cells = [
        Cell(row, at, tuple(lines))
        for at, (column, edge) in enumerate(zip(columns, [*edges[1:], math.inf], strict=True))
        for row, lines in enumerate(split_lines(_cell_lines(column), edge - column[0].size))
    ]
    return Table(tuple(cells), edges, min(column[0].base for column in columns), sides=True)


def _column_of(piece: Piece, edges: Sequence[float]) -> int:
    return max((at for at, edge in enumerate(edges) if edge <= piece.left + 1.0), default=0)


def _column_edges(rows: Sequence[Sequence[Piece]]) -> tuple[float, ...]:
    """The left edges of what stands below one another without white space between."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((piece.left, piece.right) for row in rows for piece in row):
        if columns and left <= columns[-1][1] + 1.0:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return _with_headings(rows, tuple(left for left, _ in columns))


def _with_headings(rows: Sequence[Sequence[Piece]], edges: tuple[float, ...]) -> tuple[float, ...]:
    """The edges without such as part a heading at the left of its column from figures at the right of it."""
    filled: list[set[int]] = [set() for _ in edges]
    for at, row in enumerate(rows):
        for piece in row:
            filled[_column_of(piece, edges)].add(at)
    kept = [0]
    for at in range(1, len(edges)):
        if {0} in (filled[at], filled[kept[-1]]) and not filled[at] & filled[kept[-1]] and len(rows) > 2:
            filled[kept[-1]] |= filled[at]
        else:
            kept.append(at)
    return tuple(edges[at] for at in kept)


_WIDER = 1.12  # of the distance between the lines of a cell: what at least stands between rows set apart
_ALIKE = 1.1  # distances between rows are alike
_MOST = 0.6  # of the rows that stand close to the one above go on with it
_LOWER = re.compile(r"[\"'‘“(\[]*[a-zà-öø-ÿ]")


def step_inside_cells(rows: Sequence[Sequence[Piece]]) -> float:
    """The most that the lines of one cell stand apart in a table whose rows stand further apart; 0 when not so.

    One wide step may be that below the heading, so it takes two that are alike. And rows in groups are no lines of
    cells: those leave cells empty, or go on in the middle of a sentence.
    """
    steps = [below[0].base - above[0].base for above, below in pairwise(rows)]
    least = min(steps, default=0.0)
    wide = sorted(step for step in steps if step >= _WIDER * least)
    if not any(after <= _ALIKE * before for before, after in pairwise(wide)):
        return 0.0
    within = (least + wide[0]) / 2
    close = [row for step, row in zip(steps, rows[1:], strict=True) if step < within]
    width = max(map(len, rows))
    lines = sum(len(row) < width or all(_LOWER.match(piece.text) for piece in row) for row in close)
    return within if lines >= _MOST * len(close) else 0.0


def _group_rows(rows: Sequence[list[Piece]], drawn: Sequence[float] = ()) -> list[list[list[Piece]]]:
    """Printed rows grouped into table rows: one that leaves the first column empty goes on with the row above.

    Where rows are set further apart than lines, that tells. `drawn` are the heights of lines between rows, which part
    them whatever they hold.
    """
    grouped: list[list[list[Piece]]] = []
    within = 0.0 if drawn else step_inside_cells(rows)
    first = min(piece.left for row in rows for piece in row)
    for row in rows:
        if not grouped or _is_parted(grouped[-1][-1], row, drawn):
            grouped.append([row])
            continue
        if within:
            if row[0].base - grouped[-1][-1][0].base < within:
                grouped[-1].append(row)
            else:
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
    return any(middle(above[0]) < y < middle(below[0]) for y in drawn)


def _table_of(grouped: Sequence[list[list[Piece]]], edges: tuple[float, ...]) -> Table:
    cells: dict[tuple[int, int], list[Piece]] = {}
    for number, rows in enumerate(grouped):
        for row in rows:
            for piece in row:
                cells.setdefault((number, _column_of(piece, edges)), []).append(piece)
    top = grouped[0][0][0].base
    return Table(tuple(Cell(*at, _cell_lines(lines)) for at, lines in sorted(cells.items())), edges, top)


def _cell_lines(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(as_line(row) for row in rows_of(pieces))


def centred_tables(lines: list[Piece]) -> tuple[list[Table], list[Piece]]:
    """Tables whose cells stand at half the height of their rows, and the lines outside them."""
    found = list(centred_rows(sorted(lines, key=attrgetter("base"))))
    tables = [_table_of([[row] for row in rows], tuple(left for left, _ in columns)) for rows, columns in found]
    taken = {id(line) for rows, _ in found for row in rows for line in row}
    return tables, [line for line in lines if id(line) not in taken] if taken else lines


def ruled_tables(lines: list[Piece], rules: Sequence[Rule]) -> tuple[list[Table], list[Piece]]:
    """Tables drawn with lines, and the pieces outside them."""
    tables: list[Table] = []
    for grid in find_grids(rules):
        xs, ys = grid.xs, grid.ys
        level = [line for line in lines if ys[0] < middle(line) < ys[-1]]
        inside = [line for line in level if xs[0] - TOUCH <= line.left <= xs[-1]]
        if not any(line.left > xs[1] - TOUCH for line in inside) or _stands_in_line(grid, inside, level):
            continue
        cells: dict[tuple[int, int], list[Piece]] = {}
        for line in inside:
            row = max((at for at, y in enumerate(ys[:-1]) if y <= middle(line)), default=0)
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


def striped_tables(lines: list[Piece], rules: Sequence[Rule]) -> tuple[list[Table], list[Piece]]:
    """Tables drawn with lines across only, equally long and below one another, and the pieces outside them."""
    tables: list[Table] = []
    for left, right, heights in _stacks(rules):
        for drawn in _split_stack(lines, left, right, heights):
            inside = [line for line in lines if _is_within(line, left, right, drawn[0], drawn[-1])]
            rows = rows_of(inside)
            several = [row for row in rows if len(row) > 1]
            edges = _column_edges(several) if several else ()
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
    lines = sorted((line for line in lines if left - TOUCH <= line.left and line.right <= right + TOUCH), key=middle)
    middles = list(map(middle, lines))
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
    return left - TOUCH <= line.left and line.right <= right + TOUCH and top < middle(line) < bottom
