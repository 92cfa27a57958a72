"""Keeps which blocks of two sequences belong together while it is being decided, and tells how alike two blocks are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import repeat
from math import log
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from docdiff.text import Interner, normalise, plain_words

LinkKind = Literal["same", "changed", "split", "joined", "inserted", "deleted", "moved"]

LONG_PAIR = 1 << 24  # words times words, above which the order of the words is not compared
LITTLE_SHARED = 0.15  # of the words, below which their order is not compared
SAMPLE = 300  # settled blocks that tell, with the free ones, how common words are


class Found(NamedTuple):
    kind: LinkKind
    a: tuple[int, ...]
    b: tuple[int, ...]
    score: float


class Gap(NamedTuple):
    """The free blocks between two neighbouring links in place; blocks that moved in or out are passed over."""

    a: list[int]
    b: list[int]

    @property
    def pairs(self) -> int:
        return len(self.a) * len(self.b)


class Side:
    """One side's texts, and what is worked out about them only where a stage asks: normal forms, words."""

    __slots__ = ("_interner", "_key_of", "_keys", "_of_text", "_words", "texts")

    def __init__(
        self, texts: list[str], interner: Interner, key_of: dict[str, int], of_text: dict[str, tuple[int, ...]]
    ) -> None:
        self.texts = texts
        self._interner = interner
        self._key_of = key_of  # what a text that stands in several places comes to is worked out once
        self._of_text = of_text
        self._keys = [-1] * len(texts)
        self._words: list[tuple[int, ...] | None] = [None] * len(texts)

    def key(self, i: int) -> int:
        """Equal for blocks with equal normal forms."""
        known = self._keys[i]
        if known < 0:
            text = self.texts[i]
            known = self._key_of.get(text, -1)
            if known < 0:
                known = self._key_of[text] = self._interner["=" + normalise(_unwrapped(text))]
            self._keys[i] = known
        return known

    def words(self, i: int) -> tuple[int, ...]:
        """The words of a block as numbers."""
        known = self._words[i]
        if known is None:
            text = self.texts[i]
            known = self._of_text.get(text)
            if known is None:
                known = self._of_text[text] = self._interner.numbers(plain_words(_unwrapped(text)))
            self._words[i] = known
        return known


_WRAPPED = re.compile(r"(?<=[^\W\d_])-[ \t]*\n[ \t]*(?=[^\W\d_])")


def _unwrapped(text: str) -> str:
    """`text` with the words whole that were broken at a line end, as plain texts from elsewhere may have them."""
    return _WRAPPED.sub("", text) if "-" in text and "\n" in text else text


class Work:
    """The alignment while it is made: each side's partner by position, and how sure it is."""

    def __init__(self, a: list[str], b: list[str]) -> None:
        interner = Interner()
        key_of: dict[str, int] = {}
        of_text: dict[str, tuple[int, ...]] = {}
        self.a = Side(a, interner, key_of, of_text)
        self.b = Side(b, interner, key_of, of_text)
        self.to_b = [-1] * len(a)
        self.to_a = [-1] * len(b)
        self.scores: dict[int, float] = {}  # by position in a; 1.0 where absent
        self.parts_a: dict[int, list[int]] = {}  # the blocks of a joined into b[key], in order
        self.parts_b: dict[int, list[int]] = {}  # the blocks of b that a[key] was split into, in order
        self.moved: set[int] = set()  # positions in a
        self.rows: set[int] = set()  # positions in a of table rows that may move, however short
        self.unlike: dict[int, Gap] = {}  # gaps in which nothing is similar, by their first position in a
        self._weights: dict[int, int] | None = None
        self._weight_of: dict[tuple[int, ...], int] = {}

    def link(self, i: int, j: int, score: float = 1.0) -> None:
        self.to_b[i], self.to_a[j] = j, i
        if score < 1.0:
            self.scores[i] = score

    def move(self, i: int, j: int, score: float = 1.0) -> None:
        self.link(i, j, score)
        self.moved.add(i)

    def free(self) -> tuple[list[int], list[int]]:
        """The positions on each side that have no partner."""
        return [i for i, j in enumerate(self.to_b) if j < 0], [j for j, i in enumerate(self.to_a) if i < 0]

    def unlink(self, i: int) -> None:
        self.to_a[self.to_b[i]] = -1
        self.to_b[i] = -1
        self.scores.pop(i, None)
        self.moved.discard(i)

    def is_free(self, i: int, j: int) -> bool:
        return 0 <= i < len(self.to_b) and 0 <= j < len(self.to_a) and self.to_b[i] < 0 and self.to_a[j] < 0

    def size(self, i: int) -> int:
        """How much text a pair keeps in its place, for choosing what stays; above zero."""
        return len(self.a.texts[i]) + 1

    def gaps(self) -> list[Gap]:
        """The gaps that have free blocks on both sides."""
        out: list[Gap] = []
        low_a = low_b = 0
        ends = [(i, j) for i, j in enumerate(self.to_b) if j >= 0 and i not in self.moved]
        for high_a, high_b in [*ends, (len(self.to_b), len(self.to_a))]:
            if low_a < high_a and low_b < high_b:
                in_a = [i for i in range(low_a, high_a) if self.to_b[i] < 0]
                in_b = [j for j in range(low_b, high_b) if self.to_a[j] < 0]
                if in_a and in_b:
                    out.append(Gap(in_a, in_b))
            low_a, low_b = high_a + 1, high_b + 1
        return out

    def weights(self) -> dict[int, int]:
        """How much a word tells, by its number: the rarer, the more. Whole numbers: their sums depend on no order.

        Counted in the free blocks and an even sample of the others, the first time it is asked.
        """
        if self._weights is None:
            counts: Counter[int] = Counter()
            total = 0
            for side, partners in ((self.a, self.to_b), (self.b, self.to_a)):
                step = 1 + len(partners) // SAMPLE
                for i, partner in enumerate(partners):
                    if partner < 0 or i % step == 0:
                        counts.update(set(side.words(i)))
                        total += 1
            self._weights = {word: round(1000 * log(1 + total / count)) for word, count in counts.items()}
        return self._weights

    def weight(self, words: Iterable[int]) -> int:
        weights = self.weights()
        return sum(map(weights.get, words, repeat(1000)))

    def similarity(self, i: int, j: int) -> float:
        """How much two blocks resemble each other, 0.0 to 1.0."""
        if self.a.key(i) == self.b.key(j):
            return 1.0
        return self.similarity_of_words(self.a.words(i), self.b.words(j))

    def similarity_of_words(self, p: tuple[int, ...], q: tuple[int, ...]) -> float:
        if not p or not q:
            return 0.0
        shared = 2 * self.weight(frozenset(p).intersection(q)) / (self._weight_of_all(p) + self._weight_of_all(q))
        if shared < LITTLE_SHARED or len(p) * len(q) > LONG_PAIR:
            return shared
        return 0.5 * shared + 0.5 * Indel.normalized_similarity(p, q)

    def _weight_of_all(self, words: tuple[int, ...]) -> int:
        """The weight of the distinct words of a block, worked out once: each block is compared with several."""
        known = self._weight_of.get(words)
        if known is None:
            known = self._weight_of[words] = self.weight(frozenset(words))
        return known

    def links(self) -> Iterator[Found]:
        in_part_a = {i for parts in self.parts_a.values() for i in parts}
        in_part_b = {j for parts in self.parts_b.values() for j in parts}
        for i, j in enumerate(self.to_b):
            if i in in_part_a:
                continue
            if i in self.parts_b:
                yield Found("split", (i,), tuple(self.parts_b[i]), self.scores.get(i, 1.0))
            elif j < 0:
                yield Found("deleted", (i,), (), 0.0)
            elif i in self.moved:
                yield Found("moved", (i,), (j,), self.scores.get(i, 1.0))
            else:
                same = i not in self.scores
                yield Found("same" if same else "changed", (i,), (j,), self.scores.get(i, 1.0))
        for j, parts in self.parts_a.items():
            yield Found("joined", tuple(parts), (j,), self.scores.get(parts[0], 1.0))
        yield from (Found("inserted", (), (j,), 0.0) for j, i in enumerate(self.to_a) if i < 0 and j not in in_part_b)
