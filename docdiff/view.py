"""Lays a document out as plain text: the view that line numbers of formats without lines refer to.

Headings get `#`, list items their number or `-`, the cells of a row stand on one line between bars, and notes stand at
the end behind their number. Furniture is left out. A blank line parts blocks, but not the items of a list or the rows
of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from docdiff.model import Block, Document, Mark, Place, Span


class Piece(NamedTuple):
    """A stretch of a block on one line of the view: `column` (from 1) is where it begins there.

    A named tuple, since there is one for every block of a document: numbering its lines takes two thirds of the time.
    """

    block: Block
    span: Span
    column: int


class ViewLine(NamedTuple):
    """One line of the view and the pieces of blocks that stand on it."""

    text: str
    pieces: tuple[Piece, ...] = ()


def view_lines(document: Document) -> tuple[ViewLine, ...]:
    """The lines of the view, in order. Linear in the length of the document."""
    blocks = document.body
    return tuple(_flow([block for block in blocks if block.kind != "footnote"])) + tuple(
        _notes([block for block in blocks if block.kind == "footnote"])
    )


def number_lines(document: Document) -> Document:
    """The document with every block's place in the view as its line and column; for formats without lines."""
    marks: dict[int, list[Mark]] = {}
    lines: dict[int, list[int]] = {}
    for number, line in enumerate(view_lines(document), 1):
        for piece in line.pieces:
            index = piece.block.index
            lines.setdefault(index, []).append(number)
            marks.setdefault(index, []).append(Mark(piece.span, "source", f"{number}:{piece.column}"))
    return replace(document, blocks=tuple(_placed(block, lines, marks) for block in document.blocks))


def _placed(block: Block, lines: dict[int, list[int]], marks: dict[int, list[Mark]]) -> Block:
    if block.index not in lines:
        return block
    # Made anew rather than with `replace`, which takes three times as long.
    index, place = block.index, block.place
    place = Place(place.part, place.page, lines[index][0], lines[index][-1], place.cell)
    others = tuple(mark for mark in block.marks if mark.kind != "source")
    return Block(index, block.kind, block.text, block.level, block.label, place, (*marks[index], *others))


def _flow(blocks: Sequence[Block]) -> Iterator[ViewLine]:
    previous: Block | None = None
    for _, group in groupby(blocks, key=_row):
        row = list(group)
        if previous and not _close(previous, row[0]):
            yield ViewLine("")
        yield from _table_row(row) if row[0].place.cell else _lines(row[0], _prefix(row[0]))
        previous = row[-1]


def _row(block: Block) -> tuple[int, int, int]:
    """A key that the cells of one row share, and no other blocks."""
    cell = block.place.cell
    return (cell[0], cell[1], -1) if cell else (-1, -1, block.index)


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


def _table_row(row: Iterable[Block]) -> Iterator[ViewLine]:
    text, pieces = "|", list[Piece]()
    for _, cell in groupby(row, key=lambda block: block.place.cell):
        for block in cell:
            text += " "
            pieces.append(Piece(block, Span(0, len(block.text)), len(text) + 1))
            text += block.text.replace("\n", " ")
        text += " |"
    yield ViewLine(text, tuple(pieces))


def _lines(block: Block, prefix: str) -> Iterator[ViewLine]:
    start = 0
    for line in block.text.split("\n"):
        yield ViewLine(prefix + line, (Piece(block, Span(start, start + len(line)), len(prefix) + 1),))
        start += len(line) + 1
        prefix = ""


def _notes(notes: Sequence[Block]) -> Iterator[ViewLine]:
    if notes:
        yield ViewLine("")
    for note in notes:
        yield from _lines(note, f"[{note.label}] ")
