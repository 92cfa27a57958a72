"""Makes list items of paragraphs that begin with a typed number or bullet, in formats that have lists of their own.

Somebody who types "1. " before a paragraph means a list, whichever program they type in; so the same text reads the
same in every format. What counts as a label is what counts as one in plain text.
"""

from __future__ import annotations

from dataclasses import replace

from docdiff.model import Block, Mark, Span
from docdiff.readers.structure import split_label

_TRACKED = frozenset({"inserted", "deleted"})


def label_typed_items(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, with the paragraphs of one line that begin with a label as list items that bear it.

    A label that was inserted or deleted stays in the text, or the change would be lost.
    """
    return tuple([_labelled(block) if _may_be_item(block) else block for block in blocks])


def _may_be_item(block: Block) -> bool:
    return block.kind == "paragraph" and not block.label and "\n" not in block.text


def _labelled(block: Block) -> Block:
    label, start = split_label(block.text)
    if not start or (block.marks and any(mark.kind in _TRACKED and mark.span.start < start for mark in block.marks)):
        return block
    marks = _source_marks(block)
    cut = [_cut(mark, start) for mark in marks if mark.span.end > start or mark.kind == "note"]
    typed = Mark(Span(0, 0), "label", block.text[:start])
    # Made anew rather than with `replace`, which takes three times as long.
    return Block(block.index, "list_item", block.text[start:], block.level or 1, label, block.place, (*cut, typed))


def is_typed(block: Block) -> bool:
    """Whether the label of a block was typed as part of its text, in a format that has lists of its own."""
    return any(mark.kind == "label" for mark in block.marks)


def with_typed_label(block: Block) -> Block:
    """The block as a paragraph with the label it was typed with; any other block as it is."""
    typed = next((mark.value for mark in block.marks if mark.kind == "label"), None)
    if typed is None:
        return block
    marks = tuple(_moved(mark, len(typed)) for mark in block.marks if mark.kind != "label")
    return replace(block, kind="paragraph", text=typed + block.text, level=0, label="", marks=marks)


def _moved(mark: Mark, by: int) -> Mark:
    return Mark(Span(mark.span.start + by, mark.span.end + by), mark.kind, mark.value)


def _source_marks(block: Block) -> tuple[Mark, ...]:
    """The marks; without any of kind `source`, a text of a file with lines stands in its line from the first column."""
    if block.place.line is None or any(mark.kind == "source" for mark in block.marks):
        return block.marks
    return (Mark(Span(0, len(block.text)), "source", f"{block.place.line}:1"), *block.marks)


def _cut(mark: Mark, start: int) -> Mark:
    """The mark in the text from `start` on."""
    span, value = mark.span, mark.value
    low = span.start - start if span.start > start else 0
    if mark.kind == "source":
        line, column = mark.position
        value = f"{line}:{column + low + start - span.start}"
    return Mark(Span(low, span.end - start if span.end > start else 0), mark.kind, value)
