"""Links blocks that are equal: first those that occur once, then their neighbours."""

from __future__ import annotations

from collections.abc import Callable

from docdiff.alignment.matching import Work
from docdiff.sequence import Pair, heaviest_order, unique_pairs
from docdiff.text import Interner

ROUNDS = 8  # of finding blocks that are unique within a gap


def align_equal(work: Work) -> None:
    interner = Interner()
    raw_a, raw_b = ([interner.number(text) for text in side.texts] for side in (work.a, work.b))
    _anchor(work, raw_a.__getitem__, raw_b.__getitem__)
    _anchor(work, work.a.key, work.b.key)


Key = Callable[[int], int]


def _anchor(work: Work, key_a: Key, key_b: Key) -> None:
    """Links blocks that are unique on both sides, then those unique within a gap, a fixed number of times."""
    grow(work, key_a, key_b)
    for _ in range(ROUNDS):
        found = False
        for gap in work.gaps():
            unique = unique_pairs([key_a(i) for i in gap.a], [key_b(j) for j in gap.b])
            pairs = [Pair(gap.a[i], gap.b[j], work.size(gap.a[i])) for i, j in unique]
            for pair in heaviest_order(pairs):
                work.link(pair.a, pair.b)
                found = True
        if not found:
            return
        grow(work, key_a, key_b)


def grow(work: Work, key_a: Key, key_b: Key) -> None:
    """Links equal blocks at the edges of every gap."""
    for gap in work.gaps():
        most = min(len(gap.a), len(gap.b))
        ahead = 0
        while ahead < most and key_a(gap.a[ahead]) == key_b(gap.b[ahead]):
            work.link(gap.a[ahead], gap.b[ahead])
            ahead += 1
        behind = 1
        while behind <= most - ahead and key_a(gap.a[-behind]) == key_b(gap.b[-behind]):
            work.link(gap.a[-behind], gap.b[-behind])
            behind += 1
