"""Finds tables drawn in lines of text, with pipes, tabs or aligned spaces, and pages set in two columns.

What tells a table of spaces from justified text is a gutter: a column of the page that is empty in all its lines, with
text that begins or ends in line beside it. Two columns of running text have a gutter as well; there lines go on in
mid-sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docdiff.readers.layout import BULLET, NUMBER, Line

_DRAWN = re.compile(r"[\s|+:=_-]*[-=_]{3}[\s|+:=_-]*")
_CHUNK = re.compile(r"\S+(?: \S+)*")
_TAB_CHUNK = re.compile(r"[^\t]+")
_LOWER = re.compile(r"[\"'‘“(\[]*[a-zà-öø-ÿ]")
_FEWEST_ROWS = 3
_FEWEST_LINES = 6  # of a page in two columns
_FEWEST_WORDS = 6  # of a line of running text
_NARROWEST = 15  # letters in a column of running text
_MOST_LINES = 2000  # of one table of spaces; what is longer is taken in parts


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: where its text stands, as (position of the line, start, end) for each line of it."""

    row: int
    column: int
    pieces: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the lines from `first` to `last`; `drawn` are lines that only draw it.

    In a page of two columns, `running`, each line of a column is a cell.
    """

    first: int
    last: int
    cells: tuple[Cell, ...]
    drawn: frozenset[int] = frozenset()
    running: bool = False


def find_tables(lines: Sequence[Line]) -> list[Table]:
    """The tables in order, none overlapping another. Linear in the number of lines."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        table = None
        if "|" in lines[at].text or _DRAWN.fullmatch(lines[at].text):
            table = _find_pipes(lines, at)
        if table is None and "\t" in lines[at].text:
            table = _find_tabs(lines, at)
        reached = at
        if table is None and "  " in lines[at].text:
            table, reached = _find_spaces(lines, at)
        if table is not None:
            found.append(table)
            reached = table.last
        at = reached + 1
    return found


def _find_pipes(lines: Sequence[Line], at: int) -> Table | None:
    """Rows with as many pipes each; they must stand below one another, at both ends of rows, or be ruled off."""
    last = at - 1
    while last + 1 < len(lines) and (last < at or lines[last + 1].gap == 0):
        text = lines[last + 1].text
        if "|" not in text and not _DRAWN.fullmatch(text):
            break
        last += 1
    drawn = frozenset(n for n in range(at, last + 1) if _DRAWN.fullmatch(lines[n].text))
    rows = [(n, _split_row(lines[n].text)) for n in range(at, last + 1) if n not in drawn]
    widths = {len(cells) for _, cells in rows}
    if len(rows) < 2 or len(widths) != 1 or widths == {1}:
        return None
    pipes = {tuple(match.start() + lines[n].indent for match in re.finditer(r"\|", lines[n].text)) for n, _ in rows}
    framed = all(lines[n].text.startswith("|") for n, _ in rows)
    if not (framed or drawn or (len(pipes) == 1 and len(rows) >= _FEWEST_ROWS)):
        return None
    cells = [
        Cell(row, column, ((n, start, end),))
        for row, (n, parts) in enumerate(rows)
        for column, (start, end) in enumerate(parts)
        if end > start
    ]
    return Table(at, last, tuple(cells), drawn)


def _split_row(text: str) -> list[tuple[int, int]]:
    """Where the text between pipes begins and ends; nothing before a first pipe and behind a last one counts."""
    edges = [-1] + [match.start() for match in re.finditer(r"(?<!\\)\|", text)] + [len(text)]
    cells = [_trim(text, start + 1, end) for start, end in pairwise(edges)]
    if text.startswith("|"):
        cells = cells[1:]
    return cells[:-1] if text.endswith("|") else cells


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, max(start, start + len(inside.strip()))


def _find_tabs(lines: Sequence[Line], at: int) -> Table | None:
    """Rows with as many tabs each."""
    rows: list[list[tuple[int, int]]] = []
    for line in lines[at:]:
        if "\t" not in line.text or (rows and line.gap > 0):
            break
        cells = [_trim(line.text, *match.span()) for match in _TAB_CHUNK.finditer(line.text)]
        if rows and len(cells) != len(rows[0]):
            break
        rows.append(cells)
    if len(rows) < 2 or _is_list(lines, at, rows):
        return None
    cells_found = [
        Cell(row, column, ((at + row, start, end),))
        for row, cells in enumerate(rows)
        for column, (start, end) in enumerate(cells)
        if end > start
    ]
    return Table(at, at + len(rows) - 1, tuple(cells_found))


def _is_list(lines: Sequence[Line], at: int, rows: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Whether the first column holds but bullets, numbers or names of fields, with one text beside each."""
    if max(len(row) for row in rows) > 2:
        return False
    firsts = [lines[at + n].text[slice(*row[0])] for n, row in enumerate(rows) if row]
    return all(first.endswith(":") or BULLET.match(f"{first} ") or NUMBER.match(f"{first} ") for first in firsts)


def _find_spaces(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """A table of aligned spaces or a page of two columns, and the last line that was looked at in vain."""
    rows: list[list[tuple[int, int]]] = []
    taken: list[tuple[int, int]] = []  # columns of the page that hold letters, in order and apart
    for line in lines[at : at + _MOST_LINES]:
        chunks = [(start + line.indent, end + line.indent) for start, end in _chunks(line.text)]
        merged = _merge(taken, chunks)
        if (rows and line.gap > (len(chunks) > 1)) or len(merged) < 2 or "\t" in line.text:
            break
        rows.append(chunks)
        taken = merged
    running = _find_columns(lines, at, rows, taken)
    if running:
        return running, at
    # What stands behind an empty line may be another table.
    first_gap = next((n for n in range(1, len(rows)) if lines[at + n].gap), len(rows))
    for length in (len(rows), first_gap):
        table = _aligned_table(lines, at, rows[:length])
        if table:
            return table, at
    return None, at + (len(rows) - 1 if len(rows) > 50 else 0)


def _aligned_table(lines: Sequence[Line], at: int, rows: Sequence[list[tuple[int, int]]]) -> Table | None:
    """These rows as a table, without lines of one cell at their end, if their cells stand in line."""
    length = next((n for n in range(len(rows), 0, -1) if len(rows[n - 1]) > 1), 0)
    rows = rows[:length]
    taken: list[tuple[int, int]] = []
    for row in rows:
        taken = _merge(taken, row)
    if length < _FEWEST_ROWS or not _is_aligned(rows, taken) or _runs_on(lines[at : at + length]):
        return None
    relative = _relative(lines, at, rows)
    if _is_list(lines, at, relative) or _is_wrapped_list(lines, at, relative):
        return None
    return _table_of(lines, at, rows, taken)


def _is_wrapped_list(lines: Sequence[Line], at: int, rows: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Whether two spaces stand behind numbers or bullets alone, the other lines go on below their text."""
    labelled = [_has_label(lines[at + n].text, row) for n, row in enumerate(rows)]
    single = [len(row) == 1 for row in rows]
    return labelled[0] and any(single) and all(a or b for a, b in zip(labelled, single, strict=True))


def _has_label(text: str, row: Sequence[tuple[int, int]]) -> bool:
    first = f"{text[slice(*row[0])]} "
    label = BULLET.match(first) or NUMBER.match(first)
    return len(row) == 2 and label is not None and label.end() == len(first) - 1


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


def _relative(lines: Sequence[Line], at: int, rows: Sequence[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    return [
        [(start - lines[at + n].indent, end - lines[at + n].indent) for start, end in row] for n, row in enumerate(rows)
    ]


def _chunks(text: str) -> list[tuple[int, int]]:
    """Stretches of a line with at least two spaces between them."""
    return [match.span() for match in _CHUNK.finditer(text)]


def _merge(taken: list[tuple[int, int]], chunks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """All stretches together; what has no space between is one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(taken + chunks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_aligned(rows: Sequence[Sequence[tuple[int, int]]], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether most rows have most cells, and the cells of each column begin or end below one another."""
    if sum(map(len, rows)) < 0.6 * len(rows) * len(taken):
        return False
    for low, high in taken:
        cells = [chunk for row in rows for chunk in row if low <= chunk[0] < high]
        starts, ends = Counter(start for start, _ in cells), Counter(end for _, end in cells)
        if max(*starts.values(), *ends.values()) < 0.7 * len(cells):
            return False
    return True


def _table_of(
    lines: Sequence[Line], at: int, rows: Sequence[Sequence[tuple[int, int]]], taken: Sequence[tuple[int, int]]
) -> Table:
    drawn = frozenset(at + n for n in range(len(rows)) if _DRAWN.fullmatch(lines[at + n].text))
    cells: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    row = -1
    for n, chunks in enumerate(rows):
        if at + n in drawn:
            continue
        columns = [next(c for c, (low, high) in enumerate(taken) if low <= start < high) for start, _ in chunks]
        # A line with but one cell, and not the first, goes on with the cell above it.
        goes_on = len(columns) == 1 and columns[0] > 0 and lines[at + n].gap == 0 and (row, columns[0]) in cells
        row += not goes_on
        for column, (start, end) in zip(columns, chunks, strict=True):
            indent = lines[at + n].indent
            cells.setdefault((row, column), []).append((at + n, start - indent, end - indent))
    found = tuple(Cell(row, column, tuple(pieces)) for (row, column), pieces in sorted(cells.items()))
    return Table(at, at + len(rows) - 1, found, drawn)


def _find_columns(
    lines: Sequence[Line], at: int, rows: Sequence[Sequence[tuple[int, int]]], taken: Sequence[tuple[int, int]]
) -> Table | None:
    """The lines as two columns of running text, if that is what they are: in both, lines go on in mid-sentence."""
    if len(rows) < _FEWEST_LINES or len(taken) < 2:
        return None
    low = max(taken, key=lambda stretch: sum(stretch[0] == start for row in rows for start, _ in row[1:]))[0]
    cells: list[Cell] = []
    for n, row in enumerate(rows):
        indent = lines[at + n].indent
        left, right = [chunk for chunk in row if chunk[0] < low], [chunk for chunk in row if chunk[0] >= low]
        for column, chunks in enumerate((left, right)):
            if chunks:
                cells.append(Cell(n, column, ((at + n, chunks[0][0] - indent, chunks[-1][1] - indent),)))
    for column in (0, 1):
        texts = [lines[n].text[start:end] for cell in cells if cell.column == column for n, start, end in cell.pieces]
        if len(texts) < _FEWEST_LINES or sum(map(len, texts)) < _NARROWEST * len(texts):
            return None
        if sum(bool(_LOWER.match(text)) for text in texts) < 0.3 * len(texts):
            return None
    return Table(at, at + len(rows) - 1, tuple(cells), running=True)
