"""Links blocks that are equal: first those that occur once, then their neighbours."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from docdiff.alignment.candidates import SHORT
from docdiff.alignment.matching import Work
from docdiff.sequence import Pair, heaviest_order, unique_pairs
from docdiff.text import Interner

ROUNDS = 8  # of finding blocks that are unique within a gap


def align_equal(work: Work) -> None:
    interner = Interner()
    raw_a, raw_b = (interner.numbers(side.texts) for side in (work.a, work.b))
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
    """Links equal blocks at the edges of every gap.

    A short block that either edge may have ("Antwoord") goes with what it stands above.
    """
    for gap in work.gaps():
        most = min(len(gap.a), len(gap.b))
        ahead = behind = 0
        while ahead < most and key_a(gap.a[ahead]) == key_b(gap.b[ahead]):
            ahead += 1
        while behind < most and key_a(gap.a[-1 - behind]) == key_b(gap.b[-1 - behind]):
            behind += 1
        # At the end of a document it stands above nothing.
        if ahead + behind > most and (gap.a[-1] + 1 < len(work.to_b) or not _is_short(work, gap.a[-1])):
            while ahead and ahead + behind > most and _is_short(work, gap.a[ahead - 1]):
                ahead -= 1
        behind = min(behind, most - ahead)
        for i, j in chain(
            zip(gap.a[:ahead], gap.b, strict=False), zip(gap.a[::-1][:behind], gap.b[::-1], strict=False)
        ):
            work.link(i, j)


def _is_short(work: Work, i: int) -> bool:
    return len(work.a.words(i)) < SHORT
