"""Picks the pairs of blocks that are worth comparing, so that no gap is compared whole with whole when it is large."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from docdiff.alignment.matching import Gap, Side, Work

SHORT = 4  # blocks with fewer words need equality or context
FEW_PAIRS = 2500  # compare everything with everything in a gap up to this many pairs
RARE_WORDS = 12  # of a block are looked up in the index
POSTINGS = 32  # a word in more blocks than this is not rare
CANDIDATES = 8  # compared in full for each block


def candidate_pairs(work: Work, gap: Gap) -> Iterable[tuple[int, int]]:
    if gap.pairs <= FEW_PAIRS:
        return all_pairs(work, gap)
    if not (_has_long(work.a, gap.a) and _has_long(work.b, gap.b)):
        return ()
    return chain(indexed_pairs(work, gap.a, gap.b, SHORT), _opposite_pairs(work, gap))


def _has_long(side: Side, positions: Sequence[int]) -> bool:
    return any(len(side.words(at)) >= SHORT for at in positions)


def all_pairs(work: Work, gap: Gap) -> Iterator[tuple[int, int]]:
    columns = [j for j in gap.b if len(work.b.words(j)) >= SHORT]
    for i in gap.a:
        if len(work.a.words(i)) >= SHORT:
            yield from ((i, j) for j in columns)


def _opposite_pairs(work: Work, gap: Gap) -> Iterator[tuple[int, int]]:
    """Pairs at about the same height in the gap: all there is to go by where every word is common."""
    for k, i in enumerate(gap.a):
        if len(work.a.words(i)) >= SHORT:
            height = k * len(gap.b) // len(gap.a)
            yield from ((i, j) for j in gap.b[max(0, height - 1) : height + 2] if len(work.b.words(j)) >= SHORT)


def indexed_pairs(work: Work, in_a: Sequence[int], in_b: Sequence[int], least: int) -> Iterator[tuple[int, int]]:
    """Pairs of blocks of at least `least` words that share rare words: the best few for each block of `in_a`."""
    long_a = [i for i in in_a if len(work.a.words(i)) >= least]
    long_b = [j for j in in_b if len(work.b.words(j)) >= least]
    if not long_a or not long_b:
        return
    postings: dict[int, list[int]] = defaultdict(list)
    for j in long_b:
        for word in set(work.b.words(j)):
            postings[word].append(j)
    rarest = sorted((len(found), word) for word, found in postings.items() if len(found) <= POSTINGS)
    ranks = {word: rank for rank, (_, word) in enumerate(rarest)}
    weights = work.weights()
    most = long_b[-1] + 1
    for i in long_a:
        known = sorted([ranks[word] for word in ranks.keys() & work.a.words(i)])
        counts: dict[int, int] = {}
        for rank in known[:RARE_WORDS]:
            word = rarest[rank][1]
            weight = weights.get(word, 1000)
            for j in postings[word]:
                counts[j] = counts.get(j, 0) + weight
        # One number for each, as numbers are sorted fastest: the heaviest first, then the first.
        best = sorted([most * -weight + j for j, weight in counts.items()])[:CANDIDATES]
        yield from ((i, number % most) for number in best)
