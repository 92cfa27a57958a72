"""Lays a document out as plain text: the view that line numbers of formats without lines refer to.

Headings get `#`, list items their number or `-`, the cells of a row stand on one line between bars, and notes stand at
the end behind their number, which stands in the text as well (`[1]`). Furniture is left out. A blank line parts blocks,
but not the items of a list or the rows of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from docdiff.model import Block, Document, Mark, Place, Span


class Piece(NamedTuple):
    """A stretch of a block, `start` to `end`, on one line of the view: `column` (from 1) is where it begins there."""

    block: Block
    start: int
    end: int
    column: int


class ViewLine(NamedTuple):
    """One line of the view and the pieces of blocks that stand on it."""

    text: str
    pieces: tuple[Piece, ...] = ()


def view_lines(document: Document) -> Iterator[ViewLine]:
    """The lines of the view, in order. Linear in the length of the document."""
    blocks = document.body
    yield from _flow([block for block in blocks if block.kind != "footnote"])
    yield from _notes([block for block in blocks if block.kind == "footnote"])


def number_lines(document: Document) -> Document:
    """The document with every block's place in the view as its line and column; for formats without lines."""
    first: dict[int, int] = {}  # by index of the block, as the two below
    last: dict[int, int] = {}
    marks: dict[int, list[Mark]] = {}
    for number, line in enumerate(view_lines(document), 1):
        for block, start, end, column in line.pieces:
            first.setdefault(block.index, number)
            last[block.index] = number
            marks.setdefault(block.index, []).append(Mark(Span(start, end), "source", f"{number}:{column}"))
    blocks = tuple(
        _placed(block, first[block.index], last[block.index], marks[block.index]) if block.index in first else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def _placed(block: Block, line: int, end_line: int, marks: Iterable[Mark]) -> Block:
    old = block.place
    place = Place(old.part, old.page, line, end_line, old.cell)
    others = [mark for mark in block.marks if mark.kind != "source"] if block.marks else ()
    # `dataclasses.replace` looks the fields up each time: 4 µs instead of 1, and there are many blocks.
    return Block(block.index, block.kind, block.text, block.level, block.label, place, (*marks, *others))


def _flow(blocks: Sequence[Block]) -> Iterator[ViewLine]:
    previous: Block | None = None
    row: list[Block] = []
    for block in blocks:
        cell, above = block.place.cell, row[-1].place.cell if row else None
        if cell and above and cell[:2] == above[:2]:
            row.append(block)
            continue
        if row:
            yield _table_row(row)
            row = []
        if previous and not _close(previous, block):
            yield _BLANK
        prefix = "" if block.kind == "paragraph" and not block.label else _prefix(block)
        if cell:
            row = [block]
        elif "\n" in block.text:
            yield from _lines(block, prefix)
        else:
            yield _line(block, prefix)
        previous = block
    if row:
        yield _table_row(row)


_BLANK = ViewLine("")


def _close(above: Block, below: Block) -> bool:
    """Whether two blocks stand on neighbouring lines: items of a list, rows of a table."""
    if above.place.cell and below.place.cell:
        return above.place.cell[0] == below.place.cell[0]
    return above.kind == below.kind == "list_item"


def _prefix(block: Block) -> str:
    if block.kind == "heading":
        return "#" * max(block.level, 1) + (f" {block.label} " if block.label else " ")
    if block.kind == "list_item":
        numbered = any(letter.isalnum() for letter in block.label)
        return "  " * (max(block.level, 1) - 1) + (f"{block.label} " if numbered else "- ")
    return f"{block.label} " if block.label else ""


def _table_row(row: Sequence[Block]) -> ViewLine:
    """The blocks of a row on one line; a bar between cells, a space between the blocks of one cell."""
    text, pieces = "|", list[Piece]()
    for at, block in enumerate(row):
        text += " | " if at and block.place.cell != row[at - 1].place.cell else " "
        shown, found = _shown(block, 0, len(block.text), text)
        text = text + shown[len(text) :].replace("\n", " ")
        pieces += found
    return ViewLine(f"{text} |", tuple(pieces))


def _line(block: Block, prefix: str) -> ViewLine:
    return ViewLine(*_shown(block, 0, len(block.text), prefix))


def _lines(block: Block, prefix: str) -> Iterator[ViewLine]:
    start = 0
    for line in block.text.split("\n"):
        yield ViewLine(*_shown(block, start, start + len(line), prefix))
        start += len(line) + 1
        prefix = ""


def _shown(block: Block, start: int, end: int, text: str) -> tuple[str, tuple[Piece, ...]]:
    """`text` with this stretch of a block behind it, and the numbers of notes where their marks stand.

    A mark that is in the text itself is not shown twice. The pieces stand between the numbers.
    """
    pieces = list[Piece]()
    for at, number in _marks_within(block, start, end) if block.marks else ():
        if at > start:
            pieces.append(Piece(block, start, at, len(text) + 1))
        text += f"{block.text[start:at]}[{number}]"
        start = at
    if start < end or not pieces:
        pieces.append(Piece(block, start, end, len(text) + 1))
    return text + block.text[start:end], tuple(pieces)


def _marks_within(block: Block, start: int, end: int) -> list[tuple[int, str]]:
    """Where the marks stand that the text itself does not have, and their numbers."""
    notes = [(mark.span.start, mark.value) for mark in block.marks if mark.kind == "note" and _is_point(mark)]
    return sorted((at, number) for at, number in notes if start <= at <= end)


def _is_point(mark: Mark) -> bool:
    return mark.span.start == mark.span.end


def _notes(notes: Sequence[Block]) -> Iterator[ViewLine]:
    if notes:
        yield _BLANK
    for note in notes:
        yield from _lines(note, f"[{note.label}] ")
