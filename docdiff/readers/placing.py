"""Puts the blocks of a document in the order a person reads them, whatever order its format keeps them in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from docdiff.model import Block


def place_notes(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, numbered anew, with every note directly behind the block that holds its mark.

    Notes are blocks of kind `footnote`; a mark belongs to the first note, not taken yet, whose label is its value.
    Notes without a mark stand where they stood.
    """
    blocks = list(blocks)
    if not any(block.kind == "footnote" for block in blocks):
        return tuple([_renumber(block, index) for index, block in enumerate(blocks)])
    waiting: dict[str, list[int]] = {}
    for at in range(len(blocks) - 1, -1, -1):
        if blocks[at].kind == "footnote":
            waiting.setdefault(blocks[at].label, []).append(at)
    notes_of: dict[int, list[int]] = {}
    for at, block in enumerate(blocks):
        if block.kind != "footnote":
            marks = (mark for mark in block.marks if mark.kind == "note" and waiting.get(mark.value))
            notes_of[at] = [waiting[mark.value].pop() for mark in marks]
    placed = {note for notes in notes_of.values() for note in notes}
    order = [position for at in range(len(blocks)) if at not in placed for position in (at, *notes_of.get(at, ()))]
    return tuple(_renumber(blocks[at], index) for index, at in enumerate(order))


def _renumber(block: Block, index: int) -> Block:
    return block if block.index == index else replace(block, index=index)
