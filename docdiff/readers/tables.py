"""Finds tables drawn in lines of text, with pipes, tabs or aligned spaces, and pages set in two columns.

What tells a table of spaces from justified text is a gutter: a column of the page that is empty in all its lines, with
text that begins or ends in line beside it. Two columns of running text have a gutter as well; there lines go on in
mid-sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple

from docdiff.readers.labels import BULLET, NUMBER
from docdiff.readers.lines import Line

_DRAWN = re.compile(r"[\s|+:=_-]*[-=_]{3}[\s|+:=_-]*")
# Tables drawn with lines of their own are read as if drawn with these signs.
_BOX = {
    ord(sign): plain
    for plain, signs in (
        ("|", "│┃║┆┇┊┋╎╏"),
        ("-", "─━═┄┅┈┉╌╍"),
        ("+", "┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╭╮╯╰╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫"),
    )
    for sign in signs
}
_BOXED = re.compile(r"[\u2500-\u257f]")
_BAR = re.compile(r"(?<!\\)\|")
_CHUNK = re.compile(r"\S+(?: \S+)*")
_TAB_CHUNK = re.compile(r"[^\t]+")
_LOWER = re.compile(r"[\"'‘“(\[]*[a-zà-öø-ÿ]")
_FEWEST_ROWS = 3
_FEWEST_LINES = 6  # of a page in two columns
_FEWEST_WORDS = 6  # of a line of running text
_NARROWEST = 15  # letters in a column of running text
_MOST_LINES = 2000  # of one table of spaces; what is longer is taken in parts


class Cell(NamedTuple):
    """A cell: where its text stands, as (position of the line, start, end) for each line of it."""

    row: int
    column: int
    pieces: tuple[tuple[int, int, int], ...]


_Row = list[tuple[int, int]]  # where the text of each cell begins and ends


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the lines from `first` to `last`; `drawn` are lines that only draw it.

    `columns` are the stretches of the page its columns take, for a table of spaces. In a page of two columns,
    `running`, each line of a column is a cell. `find_cells` cuts the cells: a text may have a million of them.
    """

    kind: Literal["pipes", "tabs", "spaces", "running"]
    first: int
    last: int
    drawn: frozenset[int] = frozenset()
    columns: tuple[tuple[int, int], ...] = ()

    @property
    def running(self) -> bool:
        return self.kind == "running"


def find_cells(lines: Sequence[Line], table: Table) -> Iterable[Cell]:
    """The cells of a table, row after row, one at a time."""
    if table.kind == "running":
        return _halves(lines, table)
    if table.kind == "spaces":
        return _cells_of_spaces(lines, table)
    split = _split_row if table.kind == "pipes" else _split_tabs
    numbers = (n for n in range(table.first, table.last + 1) if n not in table.drawn)
    return (
        Cell(row, column, ((n, start, end),))
        for row, n in enumerate(numbers)
        for column, (start, end) in enumerate(split(lines[n].text))
        if end > start
    )


def find_tables(lines: Sequence[Line]) -> list[Table]:
    """The tables in order, none overlapping another. Linear in the number of lines."""
    lines = _plainly_drawn(lines)
    found: list[Table] = []
    piped, piped_until = frozenset[int](), -1  # the lines of a run that a table may begin with, and its last line
    listed_until = -1  # a run of lines with tabs that is a list is one from each of its lines on
    at = 0
    while at < len(lines):
        table = None
        text = lines[at].text
        if at > piped_until and ("|" in text or _DRAWN.fullmatch(text)):
            piped, piped_until = _find_pipes(lines, at)
        if at in piped:
            drawn = frozenset(n for n in range(at, piped_until + 1) if _DRAWN.fullmatch(lines[n].text))
            table = Table("pipes", at, piped_until, drawn)
        if table is None and "\t" in text and at > listed_until:
            table, listed_until = _find_tabs(lines, at)
        reached = at
        if table is None and "  " in text:
            table, reached = _find_spaces(lines, at)
        if table is not None:
            found.append(table)
            reached = table.last
        at = reached + 1
    return found


def _plainly_drawn(lines: Sequence[Line]) -> Sequence[Line]:
    if all(line.text.isascii() or not _BOXED.search(line.text) for line in lines):
        return lines
    return [line._replace(text=line.text.translate(_BOX)) for line in lines]


def _find_pipes(lines: Sequence[Line], at: int) -> tuple[frozenset[int], int]:
    """The lines of the run from `at` on with which a table may begin, and the last line of the run, where it ends.

    Rows have as many pipes each; they must stand below one another, at both ends of rows, or be ruled off.
    """
    last = at
    while last + 1 < len(lines) and lines[last + 1].gap == 0:
        text = lines[last + 1].text
        if "|" not in text and not _DRAWN.fullmatch(text):
            break
        last += 1
    found: list[int] = []
    rows, width, framed, ruled = 0, 0, True, False
    pipes: set[tuple[int, ...]] = set()
    for n in range(last, at - 1, -1):  # upwards, because a table reaches to the end of the run
        line = lines[n]
        if _DRAWN.fullmatch(line.text):
            ruled = True
        else:
            cells = len(_split_row(line.text))
            if cells == 1 or (rows and cells != width):
                break
            rows, width = rows + 1, cells
            framed = framed and line.text.startswith("|")
            if len(pipes) < 2:
                pipes.add(tuple(match.start() + line.indent for match in re.finditer(r"\|", line.text)))
        if rows >= 2 and (framed or ruled or (len(pipes) == 1 and rows >= _FEWEST_ROWS)):
            found.append(n)
    return frozenset(found), last


def _split_row(text: str) -> _Row:
    """Where the text between pipes begins and ends; nothing before a first pipe and behind a last one counts."""
    if not text.isascii():
        text = text.translate(_BOX)
    edges = [-1] + [match.start() for match in _BAR.finditer(text)] + [len(text)]
    cells = [_trim(text, start + 1, end) for start, end in pairwise(edges)]
    if text.startswith("|"):
        cells = cells[1:]
    return cells[:-1] if text.endswith("|") else cells


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, max(start, start + len(inside.strip()))


def _find_tabs(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """Rows with as many tabs each; and, if they are a list and no table, the last of them."""
    rows: list[_Row] = []
    for n in range(at, len(lines)):
        line = lines[n]
        if "\t" not in line.text or (rows and line.gap > 0):
            break
        cells = _split_tabs(line.text)
        if rows and len(cells) != len(rows[0]):
            break
        rows.append(cells)
    if len(rows) < 2:
        return None, at
    last = at + len(rows) - 1
    firsts = (lines[at + n].text[slice(*row[0])] for n, row in enumerate(rows) if row)
    if max(map(len, rows)) <= 2 and _is_list(firsts):
        return None, last
    return Table("tabs", at, last), at


def _split_tabs(text: str) -> _Row:
    return [_trim(text, *match.span()) for match in _TAB_CHUNK.finditer(text)]


def _is_list(firsts: Iterable[str]) -> bool:
    """Whether the first column holds but bullets, numbers or names of fields."""
    return all(first.endswith(":") or BULLET.match(f"{first}\t") or NUMBER.match(f"{first}\t") for first in firsts)


def _find_spaces(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """A table of aligned spaces or a page of two columns, and the last line that was looked at in vain."""
    rows: list[_Row] = []
    taken: _Row = []  # columns of the page that hold letters, in order and apart
    known: set[tuple[tuple[int, int], ...]] = set()  # the rows so far: in tables many are alike
    for n in range(at, min(at + _MOST_LINES, len(lines))):
        line = lines[n]
        chunks = _chunks(line)
        alike = tuple(chunks)
        merged = taken if alike in known else _merge(taken, chunks)
        if (rows and line.gap > (len(chunks) > 1)) or len(merged) < 2 or "\t" in line.text:
            break
        known.add(alike)
        rows.append(chunks)
        taken = merged
    running = _find_columns(lines, at, rows, taken)
    if running:
        return running, at
    # What stands behind an empty line may be another table.
    first_gap = next((n for n in range(1, len(rows)) if lines[at + n].gap), len(rows))
    for length in dict.fromkeys((len(rows), first_gap)):
        table = _aligned_table(lines, at, rows[:length])
        if table:
            return table, at
    return None, at + (len(rows) - 1 if len(rows) > 50 else 0)


def _aligned_table(lines: Sequence[Line], at: int, given: Sequence[_Row]) -> Table | None:
    """These rows as a table, without lines at their end that are part of no cell, if its cells stand in line."""
    length = next((n for n in range(len(given), 0, -1) if len(given[n - 1]) > 1), 0)
    rows, within = given[:length], lines[at : at + length]
    taken: _Row = []
    for alike in dict.fromkeys(map(tuple, rows)):
        taken = _merge(taken, list(alike))
    if length < _FEWEST_ROWS or not _is_aligned(rows, taken) or _runs_on(within):
        return None
    if (max(map(len, rows)) <= 2 and _is_list(map(_first_of, within, rows))) or _is_wrapped_list(within, rows):
        return None
    drawn = frozenset(at + n for n, line in enumerate(within) if _DRAWN.fullmatch(line.text))
    length += _lines_of_last_cell(lines[at + length : at + len(given)], given[length:], given[length - 1])
    return Table("spaces", at, at + length - 1, drawn, tuple(taken))


def _lines_of_last_cell(lines: Sequence[Line], rows: Sequence[_Row], last: _Row) -> int:
    """How many lines below the last row of several cells go on with one of its cells, and not the first."""
    starts = {start for start, _ in last[1:]}
    goes_on = (len(row) == 1 and row[0][0] in starts and line.gap == 0 for line, row in zip(lines, rows, strict=True))
    return sum(takewhile(bool, goes_on))


def _is_wrapped_list(lines: Sequence[Line], rows: Sequence[_Row]) -> bool:
    """Whether two spaces stand behind numbers or bullets alone, the other lines go on below their text."""
    if not _has_label(lines[0], rows[0]) or all(len(row) > 1 for row in rows):
        return False
    return all(len(row) == 1 or _has_label(line, row) for line, row in zip(lines, rows, strict=True))


def _has_label(line: Line, row: _Row) -> bool:
    first = f"{_first_of(line, row)}\t"
    label = BULLET.match(first) or NUMBER.match(first)
    return len(row) == 2 and label is not None and label.end() == len(first) - 1


def _first_of(line: Line, row: _Row) -> str:
    """The text of the first cell of a row of aligned spaces."""
    start, end = row[0]
    return line.text[start - line.indent : end - line.indent]


def _runs_on(lines: Sequence[Line]) -> bool:
    """Whether lines go on at the beginning of the next one, as those of text with wide spaces in it do."""
    first = min(line.indent for line in lines)
    low = [
        bool(_LOWER.match(line.text))
        and line.indent <= first + 1
        and before.text[-1] not in ".!?:"
        and len(before.text.split()) >= _FEWEST_WORDS
        for before, line in pairwise(lines)
    ]
    return sum(low) * 2 >= len(low)


def _chunks(line: Line) -> _Row:
    """Stretches of a line with at least two spaces between them, in columns of the page."""
    indent = line.indent
    if not indent:
        return [match.span() for match in _CHUNK.finditer(line.text)]
    return [(match.start() + indent, match.end() + indent) for match in _CHUNK.finditer(line.text)]


def _merge(taken: _Row, chunks: _Row) -> _Row:
    """All stretches together; what has no space between is one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(taken + chunks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_aligned(rows: Sequence[_Row], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether most rows have most cells, and the cells of each column begin or end below one another."""
    if sum(map(len, rows)) < 0.6 * len(rows) * len(taken):
        return False
    lows = [low for low, _ in taken]
    counts = Counter(chunk for row in rows for chunk in row)
    starts, ends = [Counter[int]() for _ in taken], [Counter[int]() for _ in taken]
    for (start, end), count in counts.items():
        column = bisect_right(lows, start) - 1
        starts[column][start] += count
        ends[column][end] += count
    return all(
        max(*begun.values(), *ended.values()) >= 0.7 * begun.total() for begun, ended in zip(starts, ends, strict=True)
    )


def _cells_of_spaces(lines: Sequence[Line], table: Table) -> Iterator[Cell]:
    lows = [low for low, _ in table.columns]
    row, cells = -1, dict[int, list[tuple[int, int, int]]]()  # of this row, by column
    for n in range(table.first, table.last + 1):
        if n in table.drawn:
            continue
        line = lines[n]
        indent, chunks = line.indent, _chunks(line)
        columns = [bisect_right(lows, start) - 1 for start, _ in chunks]
        # A line with but one cell, and not the first, goes on with the cell above it.
        if not (len(columns) == 1 and columns[0] > 0 and line.gap == 0 and columns[0] in cells):
            for column, pieces in cells.items():
                yield Cell(row, column, tuple(pieces))
            row, cells = row + 1, {}
        for column, (start, end) in zip(columns, chunks, strict=True):
            cells.setdefault(column, []).append((n, start - indent, end - indent))
    for column, pieces in cells.items():
        yield Cell(row, column, tuple(pieces))


def _find_columns(
    lines: Sequence[Line], at: int, rows: Sequence[_Row], taken: Sequence[tuple[int, int]]
) -> Table | None:
    """The lines as two columns of running text, if that is what they are: in both, lines go on in mid-sentence."""
    if len(rows) < _FEWEST_LINES or len(taken) < 2 or taken[-1][1] - taken[0][0] < 2 * _NARROWEST:
        return None
    starts = Counter(start for row in rows for start, _ in row[1:])
    middle = max(taken, key=lambda stretch: starts[stretch[0]])
    table = Table("running", at, at + len(rows) - 1, columns=(middle,))
    cells = _halves(lines, table)
    for column in (0, 1):
        texts = [lines[n].text[start:end] for cell in cells if cell.column == column for n, start, end in cell.pieces]
        if len(texts) < _FEWEST_LINES or sum(map(len, texts)) < _NARROWEST * len(texts):
            return None
        if sum(bool(_LOWER.match(text)) for text in texts) < 0.3 * len(texts):
            return None
    return table


def _halves(lines: Sequence[Line], table: Table) -> list[Cell]:
    """What stands on each line before and in or behind the stretch where the second column begins."""
    low, cells = table.columns[0][0], list[Cell]()
    for n in range(table.first, table.last + 1):
        indent = lines[n].indent
        row = _chunks(lines[n])
        left, right = [chunk for chunk in row if chunk[0] < low], [chunk for chunk in row if chunk[0] >= low]
        for column, chunks in enumerate((left, right)):
            if chunks:
                cells.append(Cell(n - table.first, column, ((n, chunks[0][0] - indent, chunks[-1][1] - indent),)))
    return cells
