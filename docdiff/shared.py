"""Finds stretches of words that stand in two places, across the borders of blocks.

Strategy: all words of the blocks that tell something stand in one row; runs of four words that occur in a few places
are sorted as numbers, and two places at one distance that go on together are one piece. Pieces that follow one another
on both sides with a few other words between them are one stretch. So a sentence is found in whatever paragraph it
stands, and a paragraph in one copy may be two in the other (maximal matches, as in Myers & Lipman's seed and extend).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from docdiff.fingerprint import FACTORS, list_words, read_words, shingles
from docdiff.model import Block, Span
from docdiff.runs import BlockTable
from docdiff.text import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEED = 4  # words, at least 3
_MOST_PLACES = 16  # a run of four words may occur in; in more it is a formula
_MOST_GAP = 4  # other words between two pieces of a stretch, on either side
_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """`words` words in a row that stand at `a` and again at `b`: (position in the table, word of that block) each."""

    a: tuple[int, int]
    b: tuple[int, int]
    end_a: tuple[int, int]
    end_b: tuple[int, int]
    words: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces in the same order on both sides with little between them."""

    pieces: tuple[Piece, ...]

    @property
    def words(self) -> int:
        """How many words both sides share."""
        return sum(piece.words for piece in self.pieces)


def find_stretches(table: BlockTable, least: int) -> tuple[Stretch, ...]:
    """All stretches that share `least` words and more, in reading order. Linear but for what repeats."""
    import numpy as np

    telling = [at for at, entry in enumerate(table.entries) if entry.words]
    words = read_words([table.entries[at].text for at in telling])
    if len(words.hashes) < 2 * SEED:
        return ()
    counts = np.diff(words.bounds)
    entry_of = np.repeat(np.array(telling), counts)
    word_of = np.arange(len(words.hashes)) - np.repeat(words.bounds[:-1], counts)
    chapters = np.repeat(_chapters(table, telling), counts)
    first, second = _pairs_of_seeds(words.hashes, chapters)
    chained = _chain(_pieces(first, second), chapters)

    def at(word: int) -> tuple[int, int]:
        return int(entry_of[word]), int(word_of[word])

    return tuple(
        Stretch(tuple(Piece(at(a), at(b), at(a + length - 1), at(b + length - 1), length) for a, b, length in pieces))
        for pieces in chained
        if sum(length for _, _, length in pieces) >= least
    )


def _chapters(table: BlockTable, telling: Sequence[int]) -> NDArray[np.int64]:
    """A number for each telling block, equal for neighbours: no stretch goes over a heading or into another answer."""
    import numpy as np

    apart = [
        after != before + 1 or table.entries[before].document != table.entries[after].document
        for before, after in pairwise(telling)
    ]
    return np.concatenate(([0], np.cumsum(apart)))


def _pairs_of_seeds(
    hashes: NDArray[np.uint64], chapters: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places (first < second) of each run of four words that stands in a few places, pair by pair."""
    import numpy as np

    threes = shingles(hashes, 3)
    seeds = threes[: 3 - SEED] * np.uint64(FACTORS[0]) ^ threes[SEED - 3 :] * np.uint64(FACTORS[1])
    places = np.flatnonzero(chapters[: len(seeds)] == chapters[SEED - 1 :])
    order = np.argsort(seeds[places], kind="stable")
    places, seeds = places[order], seeds[places][order]
    starts = np.flatnonzero(np.concatenate(([True], seeds[1:] != seeds[:-1])))
    sizes = np.diff(np.append(starts, len(seeds)))
    firsts, seconds = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for size in range(2, _MOST_PLACES + 1):
        members = places[starts[sizes == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        firsts.append(members[:, left].ravel())
        seconds.append(members[:, right].ravel())
    return np.concatenate(firsts), np.concatenate(seconds)


def _pieces(first: NDArray[np.int64], second: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Pairs of places that go on together as (place, other place, words), in reading order; none overlaps itself."""
    import numpy as np

    distance = second - first
    order = np.lexsort((first, distance))
    first, distance = first[order], distance[order]
    goes_on = (first[1:] == first[:-1] + 1) & (distance[1:] == distance[:-1])
    starts = np.flatnonzero(np.concatenate(([True], ~goes_on))) if len(first) else np.zeros(0, np.int64)
    lengths = np.diff(np.append(starts, len(first))) + SEED - 1
    first, distance = first[starts], distance[starts]
    apart = distance >= lengths
    columns = first[apart], (first + distance)[apart], lengths[apart]
    return sorted(zip(*(column.tolist() for column in columns), strict=True))


def _chain(pieces: Sequence[tuple[int, int, int]], chapters: NDArray[np.int64]) -> list[list[tuple[int, int, int]]]:
    """Pieces joined to the nearest that follows on both sides. Greedy, in reading order of the first side."""
    chains: list[list[tuple[int, int, int]]] = []
    ending: defaultdict[int, list[int]] = defaultdict(list)  # chains by the place behind their end on the second side
    for a, b, length in pieces:
        found = next(
            (
                chain
                for gap in range(_MOST_GAP + 1)
                for chain in reversed(ending.get(b - gap, ()))
                if 0 <= a - (chains[chain][-1][0] + chains[chain][-1][2]) <= _MOST_GAP
                and chapters[a] == chapters[chains[chain][-1][0]]
                and chapters[b] == chapters[chains[chain][-1][1]]
            ),
            None,
        )
        if found is None:
            chains.append([])
            found = len(chains) - 1
        else:
            last = chains[found][-1]
            ending[last[1] + last[2]].remove(found)
        chains[found].append((a, b, length))
        ending[b + length].append(found)
    return chains


def spans_of(table: BlockTable, first: tuple[int, int], last: tuple[int, int]) -> Iterator[tuple[int, Span]]:
    """The blocks and spans from one word to another, both included, with the punctuation behind; block by block."""
    for at in range(first[0], last[0] + 1):
        entry = table.entries[at]
        block = table.documents[entry.document].blocks[entry.block]
        places = _word_places(entry.text)
        if not places:
            continue
        start = places[first[1]].start if at == first[0] else 0
        end = places[last[1]].end if at == last[0] else len(entry.text)
        yield entry.block, Span(_in_block(block, start, ends=False), _in_block(block, end, ends=True))


@lru_cache(maxsize=1 << 10)
def _word_places(text: str) -> tuple[Span, ...]:
    """Where each word of `text` stands, as words are counted; words with no space between them have one place."""
    places: list[Span] = []
    for match in _CHUNK.finditer(text):
        places += [Span(match.start(), match.end())] * _count_words(match.group())
    return tuple(places)


@lru_cache(maxsize=1 << 14)
def _count_words(chunk: str) -> int:
    return len(list_words(normalise(chunk)))


def _in_block(block: Block, offset: int, *, ends: bool) -> int:
    """The offset in the block's own text of an offset in its text without footnote marks."""
    for mark in block.marks:
        if mark.kind == "note" and (mark.span.start < offset or (mark.span.start == offset and not ends)):
            offset += mark.span.end - mark.span.start
    return offset
