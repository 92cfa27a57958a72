"""Finds stretches of words that stand in two places, across the borders of blocks.

Strategy: all words of the blocks that tell something stand in one row; runs of four words that occur in a few places
are sorted as numbers, and two places at one distance that go on together are one piece. Pieces that follow one another
on both sides with a few other words between them are one stretch. So a sentence is found in whatever paragraph it
stands, and a paragraph in one copy may be two in the other (maximal matches, as in Myers & Lipman's seed and extend).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from docdiff.fingerprint import FACTORS, list_words, read_words, shingles
from docdiff.lookup import repeated
from docdiff.model import Block, Span
from docdiff.runs import BlockTable
from docdiff.text import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEED = 4  # words, at least 3
_MOST_PLACES = 16  # a run of four words may occur in; in more it is a formula
_MOST_GAP = 4  # other words between two pieces of a stretch, on either side
# Words between two pieces on either side, the nearest first.
_GAPS = [(gap_a, gap_b) for gap_b in range(_MOST_GAP + 1) for gap_a in range(_MOST_GAP + 1)]
_LEAST_PAIRS = 1 << 22  # of places of runs, that are taken however short the text is
_CHUNK = re.compile(r"\S+")


_Columns = tuple[int, int, int, int, int]  # a piece: place, other place, words, chapter of each


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

    telling = np.array([at for at, entry in enumerate(table.entries) if entry.words], np.int64)
    words = read_words([table.entries[at].text for at in telling.tolist()])
    bounds = words.bounds
    if len(words.hashes) < 2 * SEED:
        return ()
    chapters = _chapters(table, telling.tolist())
    first, second = _pairs_of_seeds(words.hashes, bounds[np.flatnonzero(np.diff(chapters)) + 1])
    columns = _pieces(first, second)
    texts = [np.searchsorted(bounds, column, "right") - 1 for column in columns[:2]]
    pieces = zip(*(column.tolist() for column in (*columns, *(chapters[text] for text in texts))), strict=True)

    def at(word: int) -> tuple[int, int]:
        text = int(np.searchsorted(bounds, word, "right")) - 1
        return int(telling[text]), word - int(bounds[text])

    return tuple(
        Stretch(tuple(Piece(at(a), at(b), at(a + length - 1), at(b + length - 1), length) for a, b, length, *_ in some))
        for some in _chain(pieces)
        if sum(length for _, _, length, *_ in some) >= least
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
    hashes: NDArray[np.uint64], borders: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places (first < second) of each run of four words that stands in a few places, pair by pair.

    No run goes over a border, the first word of a chapter. The pairs of runs that stand in more than two places are
    left out from where they would be more than half the words (and a few millions), the commonest runs first: a text
    with sixteen drafts of itself would take two hundred times its size.
    """
    import numpy as np

    threes = shingles(hashes, 3)
    seeds = threes[: 3 - SEED] * np.uint64(FACTORS[0]) ^ threes[SEED - 3 :] * np.uint64(FACTORS[1])
    del threes
    whole = repeated(seeds)
    for before in range(1, SEED):
        outside = borders - before
        whole[outside[(outside >= 0) & (outside < len(whole))]] = False
    places = np.flatnonzero(whole)
    seeds = seeds[places]
    order = np.argsort(seeds, kind="stable")
    places, seeds = places[order], seeds[order]
    starts = np.flatnonzero(np.concatenate((np.ones(min(len(seeds), 1), np.bool_), seeds[1:] != seeds[:-1])))
    sizes = np.diff(starts, append=len(seeds))
    firsts, seconds = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    left = max(len(hashes) // 2, _LEAST_PAIRS)
    for size in range(2, _MOST_PLACES + 1):
        members = places[starts[sizes == size][:, None] + np.arange(size)]
        here, there = np.triu_indices(size, 1)
        left -= len(members) * len(here)
        if left < 0 and size > 2:
            break
        firsts.append(members[:, here].ravel())
        seconds.append(members[:, there].ravel())
    return np.concatenate(firsts), np.concatenate(seconds)


def _pieces(
    first: NDArray[np.int64], second: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of places that go on together as columns, in reading order: place, other place, words."""
    import numpy as np

    distance = second - first
    order = np.lexsort((first, distance))
    first, distance = first[order], distance[order]
    goes_on = (first[1:] == first[:-1] + 1) & (distance[1:] == distance[:-1])
    starts = np.flatnonzero(np.concatenate(([True], ~goes_on))) if len(first) else np.zeros(0, np.int64)
    lengths = np.diff(starts, append=len(first)) + SEED - 1
    first, distance = first[starts], distance[starts]
    apart = np.flatnonzero(distance >= lengths)
    apart = apart[np.lexsort((distance[apart], first[apart]))]
    return first[apart], (first + distance)[apart], lengths[apart]


def _chain(pieces: Iterable[_Columns]) -> list[list[_Columns]]:
    """Pieces joined to the nearest that follows on both sides. Greedy, in reading order of the first side."""
    chains: list[list[_Columns]] = []
    ending: dict[tuple[int, int], int] = {}  # chains by the places behind their end on both sides
    for piece in pieces:
        a, b, length, *chapters = piece
        found = next(
            (
                chain
                for gap in _GAPS
                if (chain := ending.get((a - gap[0], b - gap[1]))) is not None
                and chains[chain][-1][3:] == tuple(chapters)
            ),
            None,
        )
        if found is None:
            chains.append([])
            found = len(chains) - 1
        else:
            last = chains[found][-1]
            del ending[last[0] + last[2], last[1] + last[2]]
        chains[found].append(piece)
        ending[a + length, b + length] = found
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
