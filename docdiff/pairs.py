"""Finds the pairs among many texts that say the same, nearly the same, or hold one another.

Strategy: texts with one normal form are grouped first and only their first member goes on. Candidates share a run of
three words (two in short texts); runs that occur once lead nowhere, runs that occur very often are boilerplate and lead
everywhere, so both are left out. Every candidate is then compared in full: thresholds are computed similarities, never
estimates (Broder 1997 for resemblance and containment; candidates as in Manber 1994, "Finding similar files").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from rapidfuzz.distance import Indel

from docdiff.text import Interner, normalise, plain_words

Relation = Literal["identical", "same-text", "near", "contained"]

NEAR = 0.6
CONTAINED = 0.7
LEAST_WORDS = 6
"""Below this many words containment means nothing, and only equal texts are told."""

_SHORT = 16  # words; shorter texts are found by runs of two words
_PAIR_ALL = 16  # texts a run may occur in to pair them all
_PAIR_FIRST = 256  # texts a run may occur in to pair them with the first; above, it is boilerplate
_ID_BITS = 21


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together: `a` and `b` are their positions.

    `identical`: equal to the character. `same-text`: equal normal forms. `near`: `resemblance` reaches the threshold.
    `contained`: `a` lies in `b`. `resemblance` is the part of both texts' words that stand in the same order in both
    (Indel similarity of words, 0.0 to 1.0), `containment` the part of the runs of two words of `a` that `b` has too.
    """

    a: int
    b: int
    relation: Relation
    resemblance: float
    containment: float

    def to_dict(self) -> dict[str, Any]:
        """The pair as JSON."""
        return {
            "a": self.a,
            "b": self.b,
            "relation": self.relation,
            "resemblance": round(self.resemblance, 3),
            "containment": round(self.containment, 3),
        }


def find_pairs(texts: Iterable[str], near: float = NEAR, contained: float = CONTAINED) -> tuple[Pair, ...]:
    """All pairs of texts that say the same or nearly so, by position; `a < b` but where `a` is contained in `b`.

    Of n equal texts each is paired with the first only. Empty texts pair with nothing. Time is linear in the length of
    the texts but for passages that recur in a few of them.
    """
    texts = list(texts)
    groups = _group(texts)
    pairs = list(_equal_pairs(texts, groups))
    first = [members[0] for members in groups]
    columns = _Columns([texts[at] for at in first])
    for a, b in sorted(_candidates(columns)):
        pair = columns.compare(a, b, near, contained)
        if pair:
            pairs.append(Pair(first[pair.a], first[pair.b], pair.relation, pair.resemblance, pair.containment))
    return tuple(sorted(pairs, key=lambda pair: (min(pair.a, pair.b), max(pair.a, pair.b))))


def _group(texts: Sequence[str]) -> list[list[int]]:
    """Positions of texts with equal normal forms, in order of their first."""
    groups: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        form = normalise(text)
        if form:
            groups.setdefault(form, []).append(at)
    return list(groups.values())


def _equal_pairs(texts: Sequence[str], groups: Iterable[list[int]]) -> Iterator[Pair]:
    for first, *others in groups:
        for other in others:
            yield Pair(first, other, "identical" if texts[first] == texts[other] else "same-text", 1.0, 1.0)


class _Columns:
    """The words of the texts as numbers, and their runs of two words, made when first asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        interner = Interner()
        self.words = [[interner.number(word) for word in plain_words(text)] for text in texts]
        self._pairs: dict[int, frozenset[int]] = {}

    def runs(self, at: int) -> set[int]:
        """The runs of three words of a text (two in a short one), each as one number."""
        words = self.words[at]
        found = {a << 2 * _ID_BITS | b << _ID_BITS | c for a, b, c in zip(words, words[1:], words[2:], strict=False)}
        if len(words) < _SHORT:
            found |= self.runs_of_two(at)
        return found

    def runs_of_two(self, at: int) -> frozenset[int]:
        if at not in self._pairs:
            words = self.words[at]
            self._pairs[at] = frozenset(-1 - (a << _ID_BITS | b) for a, b in pairwise(words))
        return self._pairs[at]

    def compare(self, a: int, b: int, near: float, contained: float) -> Pair | None:
        """The pair of texts `a` and `b` of this table, None when they have too little in common."""
        if len(self.words[a]) > len(self.words[b]):
            a, b = b, a
        short, long = len(self.words[a]), len(self.words[b])
        if short < LEAST_WORDS:
            return None
        similarity = 0.0
        if 2 * short >= near * (short + long):  # else even a text that lies wholly in the other cannot reach it
            similarity = Indel.normalized_similarity(self.words[a], self.words[b], score_cutoff=near)
        runs = self.runs_of_two(a)
        share = len(runs & self.runs_of_two(b)) / len(runs)
        if similarity >= near:
            return Pair(min(a, b), max(a, b), "near", similarity, share)
        if share >= contained:
            similarity = Indel.normalized_similarity(self.words[a], self.words[b])
            return Pair(a, b, "contained", similarity, share)
        return None


def _candidates(columns: _Columns) -> set[tuple[int, int]]:
    holders: defaultdict[int, list[int]] = defaultdict(list)
    short = [at for at, words in enumerate(columns.words) if len(words) < _SHORT]
    for at in range(len(columns.words)):
        for run in columns.runs(at):
            holders[run].append(at)
    if short:  # a short text may lie in a long one, which has to be found by its runs of two words then
        known = {run for at in short for run in columns.runs_of_two(at)}
        for at in range(len(columns.words)):
            if len(columns.words[at]) >= _SHORT:
                for run in columns.runs_of_two(at) & known:
                    holders[run].append(at)
    found: set[tuple[int, int]] = set()
    for holding in holders.values():
        if 1 < len(holding) <= _PAIR_ALL:
            found.update((min(a, b), max(a, b)) for i, a in enumerate(holding) for b in holding[i + 1 :])
        elif _PAIR_ALL < len(holding) <= _PAIR_FIRST:
            found.update((min(holding[0], other), max(holding[0], other)) for other in holding[1:])
    return found
