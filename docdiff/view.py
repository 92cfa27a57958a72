"""Lays a document out as plain text: the view that line numbers of formats without lines refer to.

Headings get `#`, list items their number or `-`, the cells of a row stand on one line between bars, and notes stand at
the end behind their number. Furniture is left out. A blank line parts blocks, but not the items of a list or the rows
of a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from docdiff.model import Block, Document, Mark, Place, Span


class Piece(NamedTuple):
    """A stretch of a block on one line of the view: `column` (from 1) is where it begins there."""

    block: Block
    span: Span
    column: int


class ViewLine(NamedTuple):
    """One line of the view and the pieces of blocks that stand on it."""

    text: str
    pieces: tuple[Piece, ...] = ()


def view_lines(document: Document) -> Iterator[ViewLine]:
    """The lines of the view, in order. Linear in the length of the document."""
    for parted, row, prefix in _rows(document.blocks):
        if parted:
            yield ViewLine("")
        yield from (_table_row(row),) if prefix is None else _lines(row[0], prefix)


def number_lines(blocks: list[Block]) -> None:
    """Gives every block its place in the view as its line and column; for formats without lines.

    A block stands in the list at its index and is exchanged there, so that a long document is never in memory twice.
    """
    number = 0  # of the last line
    for parted, row, prefix in _rows(blocks):
        number += 1 + parted
        first = number
        if any(map(_has_note, row)) or (prefix is not None and "\n" in row[0].text):
            found: dict[int, list[Mark]] = {block.index: [] for block in row}
            for number, line in enumerate([_table_row(row)] if prefix is None else _lines(row[0], prefix), first):
                for block, span, column in line.pieces:
                    found[block.index].append(_source(span, number, column))
            for block in row:
                blocks[block.index] = _placed(block, first, number, tuple(found[block.index]))
            continue
        # Most lines are one block without notes, and need no laying out.
        for block, column in _columns(row) if prefix is None else ((row[0], len(prefix) + 1),):
            blocks[block.index] = _placed(block, number, number, (_source(_whole(len(block.text)), number, column),))


@lru_cache(maxsize=2_000)
def _whole(length: int) -> Span:
    """All of a text of so many letters: cells are many, their lengths few."""
    return Span(0, length)


def _source(span: Span, line: int, column: int) -> Mark:
    return Mark(span, "source", f"{line}:{column}")


def _placed(block: Block, first: int, last: int, marks: tuple[Mark, ...]) -> Block:
    # Made anew rather than with `replace`, which takes three times as long.
    place = Place(block.place.part, block.place.page, first, last, block.place.cell)
    if block.marks:
        marks += tuple([mark for mark in block.marks if mark.kind != "source"])
    return Block(block.index, block.kind, block.text, block.level, block.label, place, marks)


def _rows(blocks: Sequence[Block]) -> Iterator[tuple[bool, list[Block], str | None]]:
    """What stands on lines of its own, in order: whether a blank line goes before it, its blocks, and its prefix.

    The blocks are those of one table row, which has no prefix, or a single one.
    """
    notes: list[Block] = []
    row, row_parted = list[Block](), False  # of a table, whose next cells may follow
    of_row: tuple[int, int] | None = None  # its table and number
    previous: Block | None = None
    for block in blocks:
        kind = block.kind
        if kind == "footnote":
            notes.append(block)
        if kind in ("furniture", "footnote"):
            continue
        cell = block.place.cell
        if cell and cell[:2] == of_row:
            row.append(block)
            previous = block
            continue
        if row:
            yield row_parted, row, None
            row, of_row = [], None
        parted = previous is not None and not _close(previous, block)
        if cell:
            row, row_parted, of_row = [block], parted, cell[:2]
        else:
            yield parted, [block], "" if kind == "paragraph" and not block.label else _prefix(block)
        previous = block
    if row:
        yield row_parted, row, None
    for at, note in enumerate(notes):
        yield at == 0, [note], f"[{note.label}] "


def _close(above: Block, below: Block) -> bool:
    """Whether two blocks stand on neighbouring lines: items of a list, rows of a table."""
    cell, other = above.place.cell, below.place.cell
    if cell and other:
        return cell[0] == other[0]
    return above.kind == below.kind == "list_item"


def _prefix(block: Block) -> str:
    if block.kind == "heading":
        return "#" * max(block.level, 1) + (f" {block.label} " if block.label else " ")
    if block.kind == "list_item":
        numbered = any(map(str.isalnum, block.label))
        return "  " * (max(block.level, 1) - 1) + (f"{block.label} " if numbered else "- ")
    return f"{block.label} " if block.label else ""


def _table_row(row: Sequence[Block]) -> ViewLine:
    """The blocks of a row on one line; a bar between cells, a space between the blocks of one cell."""
    text, pieces = "|", list[Piece]()
    for at, block in enumerate(row):
        text += " | " if at and block.place.cell != row[at - 1].place.cell else " "
        shown, found = _shown(block, 0, len(block.text), text)
        text += shown[len(text) :].replace("\n", " ")
        pieces += found
    return ViewLine(f"{text} |", tuple(pieces))


def _columns(row: Sequence[Block]) -> Iterator[tuple[Block, int]]:
    """The blocks of a table row and where each begins."""
    column, previous = 0, None
    for block in row:
        column += 1 if block.place.cell == previous else 3
        previous = block.place.cell
        yield block, column
        column += len(block.text)


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
            pieces.append(Piece(block, Span(start, at), len(text) + 1))
        text += f"{block.text[start:at]}[{number}]"
        start = at
    if start < end or not pieces:
        pieces.append(Piece(block, Span(start, end), len(text) + 1))
    return text + block.text[start:end], tuple(pieces)


def _has_note(block: Block) -> bool:
    return bool(block.marks) and "note" in [mark.kind for mark in block.marks]


def _marks_within(block: Block, start: int, end: int) -> list[tuple[int, str]]:
    """Where the marks stand that the text itself does not have, and their numbers."""
    notes = [(mark.span, mark.value) for mark in block.marks if mark.kind == "note"]
    return sorted((span.start, value) for span, value in notes if span.start == span.end and start <= span.start <= end)
