"""Picks the pairs of blocks that are worth comparing, so that no gap is compared whole with whole when it is large."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from docdiff.alignment.matching import Gap, Work

SHORT = 4  # blocks with fewer words need equality or context
FEW_PAIRS = 2500  # compare everything with everything in a gap up to this many pairs
RARE_WORDS = 12  # of a block are looked up in the index
POSTINGS = 32  # a word in more blocks than this is not rare
CANDIDATES = 8  # compared in full for each block


def candidate_pairs(work: Work, gap: Gap) -> Iterable[tuple[int, int]]:
    if gap.pairs <= FEW_PAIRS:
        return all_pairs(work, gap)
    return chain(indexed_pairs(work, gap.a, gap.b, SHORT), _opposite_pairs(work, gap))


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
    postings: dict[int, list[int]] = defaultdict(list)
    for j in in_b:
        words = work.b.words(j)
        if len(words) >= least:
            for word in sorted(set(words)):
                postings[word].append(j)
    weights = work.weights()
    for i in in_a:
        words = work.a.words(i)
        if len(words) < least:
            continue
        known = [word for word in set(words) if 0 < len(postings.get(word, ())) <= POSTINGS]
        rare = sorted(known, key=lambda word: (len(postings[word]), word))[:RARE_WORDS]
        counts: Counter[int] = Counter()
        for word in rare:
            for j in postings[word]:
                counts[j] += weights.get(word, 1000)
        best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]
        yield from ((i, j) for j, _ in best)
