"""Says how much of each document stands in which other one, and where in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from docdiff.model import Document
from docdiff.repeats import Duplicate, Duplicates
from docdiff.runs import Passage


@dataclass(frozen=True, slots=True)
class Cover:
    """What of a document stands in `partner` too (the document itself: what stands twice in it).

    `share` is a part of its words, `places` are stretches from 0.0 (its first word) to 1.0 (its last), rising and
    apart; `pairs` are positions in the list of pairs.
    """

    partner: int
    share: float
    places: tuple[tuple[float, float], ...]
    pairs: tuple[int, ...]


def cover_documents(found: Duplicates) -> tuple[tuple[Cover, ...], ...]:
    """For each document the documents that hold text of it, those that hold most first. Linear in pairs and blocks."""
    sizes = [_sizes(document) for document in found.documents]
    parts: defaultdict[tuple[int, int], dict[int, float]] = defaultdict(dict)
    pairs: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, pair in enumerate(found.pairs):
        for key, covered in _covered(found, pair, sizes):
            held = parts[key]
            for block, part in covered:
                held[block] = max(held.get(block, 0.0), part)
            if pairs[key][-1:] != [number]:
                pairs[key].append(number)
    covers: list[list[Cover]] = [[] for _ in found.documents]
    for (document, partner), held in parts.items():
        total = max(sum(sizes[document]), 1)
        share = sum(sizes[document][block] * part for block, part in held.items()) / total
        places = tuple(_places(held, sizes[document]))
        covers[document].append(Cover(partner, min(share, 1.0), places, tuple(pairs[document, partner])))
    return tuple(tuple(sorted(some, key=lambda cover: (-cover.share, cover.partner))) for some in covers)


_Covered = Iterable[tuple[int, float]]


def _covered(
    found: Duplicates, pair: Duplicate, sizes: Sequence[Sequence[int]]
) -> Iterator[tuple[tuple[int, int], _Covered]]:
    """For both sides of a pair: (document, the other document), and its blocks with the part of them that is held."""
    documents = pair.a.document, pair.b.document
    keys = documents, documents[::-1]
    if pair.parts:
        for key, spans in zip(keys, ([part.a for part in pair.parts], [part.b for part in pair.parts]), strict=True):
            blocks = found.documents[key[0]].blocks
            yield (
                key,
                [
                    (block, (span.end - span.start) / max(len(blocks[block].text), 1))
                    for some in spans
                    for block, span in some
                ],
            )
        return
    words = [sum(sizes[side.document][side.first : side.last + 1]) for side in (pair.a, pair.b)]
    shared = pair.containment * words[0]
    for key, side, part in (
        (keys[0], pair.a, pair.containment),
        (keys[1], pair.b, min(shared / max(words[1], 1), 1.0)),
    ):
        yield key, [(block, part) for block in _blocks(side)]


def _blocks(passage: Passage) -> range:
    return range(passage.first, passage.last + 1)


def _sizes(document: Document) -> list[int]:
    """The words of each block that is compared."""
    return [0 if block.kind == "furniture" else len(block.text.split()) for block in document.blocks]


def _places(held: Iterable[int], sizes: Sequence[int]) -> Iterator[tuple[float, float]]:
    """The stretches of a document that its blocks `held` are, neighbours joined."""
    ends = list(accumulate(sizes))
    total = max(ends[-1] if ends else 0, 1)
    start = end = -1
    for block in sorted(held):
        first, last = ends[block] - sizes[block], ends[block]
        if first > end:
            if end > start:
                yield start / total, end / total
            start = first
        end = last
    if end > start:
        yield start / total, end / total
