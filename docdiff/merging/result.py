"""Makes a document of a merge: read again where it is a text file, else built from the blocks it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docdiff.merging.axis import Axis, is_blank
from docdiff.merging.combine import Paragraph
from docdiff.merging.units import BREAK
from docdiff.model import Document, Source
from docdiff.readers import read

_SUFFIX = {"md": ".md", "html": ".html", "text": ".txt"}


@dataclass(frozen=True, slots=True)
class Merged:
    """One block of a merge of blocks: its text, and the block it is made like: (copy, block), -1 for the base.

    `base` is the block of the base that lives on in it, None for a new one.
    """

    text: str
    like: tuple[int, int]
    base: int | None


def merged_document(
    base: Document, copies: Sequence[Document], axis: Axis, paragraphs: Sequence[Paragraph], text: str | None
) -> Document:
    """The merge as a document; `text` is its source text where it has one."""
    if text is not None:
        return _read_again(base, text)
    blocks = []
    for index, made in enumerate(merged_blocks(axis, paragraphs)):
        copy, block = made.like
        model = (base if copy < 0 else copies[copy]).blocks[block]
        same = model.text == made.text
        blocks.append(replace(model, index=index, text=made.text, marks=model.marks if same else ()))
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
    for paragraph in paragraphs:
        if not paragraph.ghost:
            yield from _inserted(axis, paragraph) if paragraph.group < 0 else _from_group(axis, paragraph)


def _inserted(axis: Axis, paragraph: Paragraph) -> Iterator[Merged]:
    copy = paragraph.owners[0]
    block = axis.copies[copy].units.blocks[paragraph.unit][0]
    for text in paragraph.text.split(BREAK):
        yield Merged(text.strip(), (copy, block), None)


def _from_group(axis: Axis, paragraph: Paragraph) -> Iterator[Merged]:
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
        block = axis.base.blocks[unit][0]
        yield Merged(text.strip(), (-1, block), None if unit in taken else block)
        taken.add(unit)
