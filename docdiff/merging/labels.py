"""Puts typed labels back into the texts of a merge that is not written as source, where they are words like any other.

Who renumbers "2.1" by hand edits the text of a Word file; a number that Word counts itself is no text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docdiff.merging.units import TEXT_FORMATS
from docdiff.model import Block, Document
from docdiff.readers.typed import is_typed, with_typed_label

_COUNTING = frozenset({"docx", "odt"})  # formats with numbers that are no text


def with_typed_labels(documents: Sequence[Document]) -> list[Document]:
    """The documents with typed labels in their texts, where the first one has such labels or all may have them.

    Nothing happens where the first one is a text file: that has all labels in its source.
    """
    base = documents[0]
    same = all(document.source.format in _COUNTING for document in documents)
    if base.source.format in TEXT_FORMATS or not (same or any(map(is_typed, base.blocks))):
        return list(documents)
    return list(map(labelled, documents))


def labelled(document: Document) -> Document:
    """The document with typed labels in its texts; itself when it has none."""
    put = with_typed_label if document.source.format in {*_COUNTING, "html"} else _with_label
    blocks = tuple(map(put, document.blocks))
    return document if blocks == document.blocks else replace(document, blocks=blocks)


def _with_label(block: Block) -> Block:
    """A list item of a format without lists of its own: its label is typed, whatever it is."""
    if block.kind != "list_item" or not block.label:
        return block
    label = block.label if any(sign.isalnum() for sign in block.label) else "-"
    return replace(block, kind="paragraph", text=f"{label} {block.text}", level=0, label="", marks=())
