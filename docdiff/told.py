"""Remembers which pairs are told, so that nothing is told twice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from operator import itemgetter

from docdiff.repeats import Duplicate
from docdiff.runs import Passage


class Told:
    """What is told so far, kept so that looking up takes no longer when much is told."""

    def __init__(self) -> None:
        self.pairs: list[Duplicate] = []
        self._documents: set[tuple[int, int]] = set()
        # Of the passages that are mere copies, by document, those that lie in no other: (first, last), both ascending.
        self._copies: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        # The pairs whose one side covers a block, by side, document and block.
        self._covering: defaultdict[tuple[int, int, int], list[Duplicate]] = defaultdict(list)

    def add(self, pair: Duplicate) -> None:
        """Takes up a pair."""
        self.pairs.append(pair)
        if pair.level in ("document", "passage") and pair.relation != "near":
            self._add_copy(pair.a if pair.relation == "contained" else pair.b)
        if pair.level == "document":
            self._documents.add((pair.a.document, pair.b.document))
            return
        for side, passage in enumerate((pair.a, pair.b)):
            for block in range(passage.first, passage.last + 1):
                self._covering[side, passage.document, block].append(pair)

    def _add_copy(self, copy: Passage) -> None:
        if self.in_copy(copy):
            return
        copies = self._copies[copy.document]
        at = bisect_left(copies, (copy.first, -1))
        end = at
        while end < len(copies) and copies[end][1] <= copy.last:
            end += 1
        copies[at:end] = [(copy.first, copy.last)]

    def in_copy(self, passage: Passage) -> bool:
        """Whether a passage lies in one that is a mere copy."""
        copies = self._copies.get(passage.document, [])
        at = bisect_right(copies, passage.first, key=itemgetter(0)) - 1
        return at >= 0 and copies[at][1] >= passage.last

    def holds(self, a: Passage, b: Passage) -> bool:
        """Whether two passages lie in what is told, or one lies in a mere copy, whose original tells it."""
        if self.in_copy(a) or self.in_copy(b):
            return True
        if {(a.document, b.document), (b.document, a.document)} & self._documents:
            return True
        return self._in_pair(a, b) or self._in_pair(b, a)

    def _in_pair(self, a: Passage, b: Passage) -> bool:
        # A text with many copies is on one side of many pairs; the other side of each is its own.
        sides = ((0, a.document, a.first), (1, b.document, b.first))
        covering = min((self._covering.get(side, []) for side in sides), key=len)
        return any(pair.a.holds(a) and pair.b.holds(b) for pair in covering)
