"""Makes a document of a merge: read again where it is a text file, else built from the blocks it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docdiff.merging.axis import Axis, is_blank
from docdiff.merging.combine import Paragraph
from docdiff.merging.units import BREAK, CELL, LINE, Units, plain
from docdiff.model import Block, Document, Source
from docdiff.readers import read

_SUFFIX = {"md": ".md", "html": ".html", "text": ".txt"}


@dataclass(frozen=True, slots=True)
class Merged:
    """One block of a merge of blocks: its text, and the block it is made like: (copy, block), -1 for the base.

    `base` is the block of the base that lives on in it, None for a new one. `row` counts the rows of all tables from 0,
    and `column` says where in it the block stands; both are -1 outside of tables.
    """

    text: str
    like: tuple[int, int]
    base: int | None
    row: int = -1
    column: int = -1


def merged_document(
    base: Document, copies: Sequence[Document], axis: Axis, paragraphs: Sequence[Paragraph], text: str | None
) -> Document:
    """The merge as a document; `text` is its source text where it has one."""
    if text is not None:
        return _read_again(base, text)
    blocks: list[Block] = []
    table = 0
    for index, made in enumerate(merged_blocks(axis, paragraphs)):
        copy, block = made.like
        table += made.row < 0
        model = (base if copy < 0 else copies[copy]).blocks[block]
        same = model.text == made.text
        cell = (table, made.row, made.column) if made.row >= 0 else None
        place = model.place if cell == model.place.cell else replace(model.place, cell=cell)
        blocks.append(replace(model, index=index, text=made.text, place=place, marks=model.marks if same else ()))
    digest = hashlib.sha256("\n".join(block.text for block in blocks).encode("utf-8", "surrogatepass"))
    return Document(Source(base.source.name, "text", digest.hexdigest()), tuple(blocks), base.meta)


def _read_again(base: Document, text: str) -> Document:
    data = source_bytes(base, text)
    if not text.strip():
        return Document(replace(base.source, data=data, sha256=hashlib.sha256(data).hexdigest()), (), base.meta)
    encoding = base.source.encoding
    name = base.source.name
    explicit = None if encoding == "utf-8" else encoding  # a byte-order mark tells itself
    document = read(data, name=f"merged{_SUFFIX[base.source.format]}", encoding=explicit)
    return replace(document, source=replace(document.source, name=name))


def source_bytes(base: Document, text: str) -> bytes:
    """The merged text in the encoding of the base; in UTF-8 when that cannot hold what the copies wrote."""
    try:
        return text.encode(base.source.encoding or "utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def merged_blocks(axis: Axis, paragraphs: Sequence[Paragraph]) -> Iterator[Merged]:
    """The blocks of a merge of blocks, in order."""
    row = 0
    for paragraph in paragraphs:
        if paragraph.ghost:
            continue
        for piece in _inserted(axis, paragraph) if paragraph.group < 0 else _from_group(axis, paragraph):
            yield from _blocks_of(axis, piece, row)
            row += bool(_columns(axis, piece))


@dataclass(frozen=True, slots=True)
class _Piece:
    """The text of one unit of the result: the unit it is made like, of a copy (-1: the base), and if that lives on."""

    text: str
    copy: int
    unit: int
    lives: bool


def _units_of(axis: Axis, copy: int) -> Units:
    return axis.base if copy < 0 else axis.copies[copy].units


def _columns(axis: Axis, piece: _Piece) -> tuple[int, ...]:
    units = _units_of(axis, piece.copy)
    return units.columns[piece.unit] if units.columns else ()


def _blocks_of(axis: Axis, piece: _Piece, row: int) -> Iterator[Merged]:
    """The block of a piece, or the cells of a row but for the empty ones."""
    blocks = _units_of(axis, piece.copy).blocks[piece.unit]
    columns = _columns(axis, piece)
    if not columns:
        yield Merged(plain(piece.text).strip(), (piece.copy, blocks[0]), blocks[0] if piece.lives else None)
        return
    for column, cell in enumerate(piece.text.split(CELL)):
        own = [block for block, other in zip(blocks, columns, strict=True) if other == column]
        for number, words in enumerate(cell.split(LINE)):
            if words.strip():
                block = own[number] if number < len(own) else None
                like = blocks[-1] if block is None else block
                yield Merged(words.strip(), (piece.copy, like), block if piece.lives else None, row, column)


def _inserted(axis: Axis, paragraph: Paragraph) -> Iterator[_Piece]:
    for text in paragraph.text.split(BREAK):
        yield _Piece(text, paragraph.owners[0], paragraph.unit, False)


def _from_group(axis: Axis, paragraph: Paragraph) -> Iterator[_Piece]:
    """A piece of a group for each break that is left; each lives on in the unit in whose text it begins."""
    first, _ = axis.groups[paragraph.group]
    unit, taken = first, set[int]()
    pieces: list[tuple[int, list[str]]] = [(first, [])]
    for part in paragraph.parts:
        for number, words in enumerate(part.text.split(BREAK)):
            if number:
                kept = part.change is None
                unit += kept
                pieces.append((unit, []))
            pieces[-1][1].append(words)
        if part.change is not None:
            unit += part.base_text.count(BREAK)
    for unit, said in pieces:
        text = "".join(said)
        if is_blank(text):
            continue
        yield _Piece(text, -1, unit, unit not in taken)
        taken.add(unit)
