"""What is known of the seeds is known again after a hundred edits elsewhere in them."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

from docdiff import baseline
from docdiff.checks import Finding, check
from docdiff.model import Block, Document, Spot
from docdiff.readers import read

EDITS = 100
_NEAR = 2  # blocks around a finding or its evidence that stay as they are


def edited(documents: list[Document], found: tuple[Finding, ...], draw: random.Random) -> list[Document]:
    """The documents after `EDITS` edits of words, sentences and paragraphs that no finding is about or near to."""
    spots = [spot for finding in found for spot in (finding.at, *(related.at for related in finding.related))]
    taken = {(id(s.document), at) for s in spots for at in range(s.block - _NEAR, _last(s) + _NEAR + 1)}
    free = [
        (number, block.index)
        for number, document in enumerate(documents)
        for block in document.blocks
        if block.kind == "paragraph" and len(block.text) > 80 and (id(document), block.index) not in taken
    ]
    changes = {at: index for index, at in enumerate(draw.sample(free, min(EDITS, len(free))))}
    rest = EDITS - len(changes)
    return [
        replace(document, blocks=_renumbered(_edit(document, number, changes, rest)))
        for number, document in enumerate(documents)
    ]


def _last(spot: Spot) -> int:
    return spot.blocks[1] if spot.blocks else spot.block


def _edit(document: Document, number: int, changes: dict[tuple[int, int], int], rest: int) -> list[Block]:
    blocks: list[Block] = []
    for block in document.blocks:
        edit = changes.get((number, block.index))
        if edit is None:
            blocks.append(block)
        elif edit % 3 == 0:  # a sentence more
            blocks.append(replace(block, text=f"{block.text} Dit is punt {edit} van de lijst."))
        elif edit % 3 == 1:  # a word less
            blocks.append(replace(block, text=re.sub(r"\s(?:de|het|een)\b", "", block.text, count=1)))
        else:  # a paragraph before it
            blocks += [Block(0, "paragraph", f"Alinea {edit} gaat over een andere zaak."), block]
    if number == len(changes) % 5:
        blocks += [Block(0, "paragraph", f"Aan het slot staat punt {at} van een lijst.") for at in range(rest)]
    return blocks


def _renumbered(blocks: list[Block]) -> tuple[Block, ...]:
    return tuple(replace(block, index=index) for index, block in enumerate(blocks))


def test_a_hundred_unrelated_edits_leave_99_percent_known(seeds: Path) -> None:
    documents = [read(path) for path in sorted(seeds.glob("*.txt"))]
    found = check(documents)
    known = baseline.read(baseline.write(found), "known.json")
    matched = baseline.match(check(edited(documents, found, random.Random(7))), known)
    assert len(known) > 90
    assert len(matched.stale) <= 0.01 * len(known)
