"""Makes marks of how words look, the same for the same look whatever pieces a file keeps its text in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from docdiff.model import FORMATTING, Block, Span

Stretch = tuple[int, int, tuple[str, ...]]
"""From where to where, and how it looks: some of `FORMATTING`."""


def find_looks(stretches: Sequence[Stretch], text: str) -> list[tuple[int, int, str]]:
    """The looks of a text as (start, end, kind) in order, each from the first letter to the last it goes on for.

    Stretches are given in order; blanks between two of the same look belong to it.
    """
    if len(stretches) == 1 and len(stretches[0][2]) == 1:  # as most are: one word in bold
        start, end, kinds = stretches[0]
        if start < end and not (text[start].isspace() or text[end - 1].isspace()):
            return [(start, end, kinds[0])]
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end, kinds in stretches:
        words = text[start:end]
        stripped = words.strip()
        if not stripped:
            continue
        start += words.index(stripped[0])
        end = start + len(stripped)
        for kind in kinds:
            before = found[kind]
            if before and (before[-1][1] >= start or text[before[-1][1] : start].isspace()):
                start_before, _ = before.pop()
                before.append((start_before, end))
            else:
                before.append((start, end))
    return sorted((start, end, kind) for kind, places in found.items() for start, end in places)


def stands_out(block: Block) -> Block:
    """A heading without the looks it has from end to end: that is just how this heading looks."""
    whole = Span(0, len(block.text))
    marks = tuple(mark for mark in block.marks if mark.kind not in FORMATTING or mark.span != whole)
    return block if len(marks) == len(block.marks) else replace(block, marks=marks)
