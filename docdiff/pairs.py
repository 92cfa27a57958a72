"""Finds the pairs among many texts that say the same, nearly the same, or hold one another.

Strategy: texts with one normal form are grouped first, and only one of them goes on; this alone removes the explosion
by boilerplate. Texts that share a run of words (`candidates`) are held against each other twice: by outlines, bit sets
that tell how many words two texts cannot share (Bloom 1970), and what passes those in full. Outlines only turn away
what cannot reach a threshold: thresholds are computed similarities, never estimates of a sketch (Broder 1997 for
resemblance and containment).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from docdiff.candidates import Table, distinct, find_candidates, spans
from docdiff.fingerprint import FACTORS, FORM_BYTES, read_words
from docdiff.lookup import are_among, number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from docdiff.candidates import Hashes, Ints

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

Relation = Literal["identical", "same-text", "near", "contained"]

NEAR = 0.6
CONTAINED = 0.7
LEAST_WORDS = 6
"""Below this many words containment means nothing, and only equal texts are told."""

_SIFTED_AT_ONCE = 1 << 13  # candidates held against each other by their outlines: what fits into a processor's cache
_WORDS_AT_ONCE = 1 << 19  # of candidates compared in full
_LONGEST = 1 << 15  # words; comparing takes time with the square of them
_BITS = 512  # of an outline
# Runs of two words that near texts share, of those of the shorter one. Where single words were replaced all over until
# the texts are 60% alike, a third of them is left; this leaves room for chance.
_LEAST_SHARED = 0.2
_LETTERS = 0x110000 - 0x800


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together: `a` and `b` are their positions.

    `identical`: equal to the character. `same-text`: equal normal forms. `near`: `resemblance` reaches the threshold.
    `contained`: `a` lies in `b`. `resemblance` is the part of both texts' words that stand in the same order in both
    (Indel similarity of words, 0.0 to 1.0), `containment` the part of the runs of two words of `a` that `b` has too. Of
    texts over 32,768 words `resemblance` is the part of both texts' runs of two words that the other one has.
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

    Of n equal texts each is paired with the first only, and only the first is paired with others. Empty texts pair with
    nothing. Time and memory grow with the length of the texts, about a minute and 4 GB for a gigabyte.
    """
    texts = list(texts)
    words = read_words(texts)
    order, starts = _group(words.forms)
    pairs = list(_equal_pairs(texts, order, starts))
    table = Table(words, order[starts])
    del words
    pairs += _compare(table, near, contained)
    return tuple(sorted(pairs, key=_place))


def _place(pair: Pair) -> int:
    """Where a pair stands among all: by the lower position, then by the higher one, as one number."""
    return pair.a << 32 | pair.b if pair.a < pair.b else pair.b << 32 | pair.a


def _group(forms: Sequence[bytes]) -> tuple[Ints, Ints]:
    """Positions of the texts with a form, equal ones side by side in their order, and where each group begins there.

    Groups are in the order of their forms: the order of the texts decides nothing.
    """
    import numpy as np

    halves = np.frombuffer(b"".join(form or bytes(FORM_BYTES) for form in forms), ">u8").reshape(-1, 2)
    order = np.lexsort((halves[:, 1], halves[:, 0]))
    halves = halves[order]
    empty = int(np.count_nonzero(~halves.any(axis=1)))
    order, halves = order[empty:], halves[empty:]
    changes = (halves[1:] != halves[:-1]).any(axis=1)
    return order, np.flatnonzero(np.concatenate((np.ones(min(len(order), 1), np.bool_), changes)))


def _equal_pairs(texts: Sequence[str], order: Ints, starts: Ints) -> Iterator[Pair]:
    import numpy as np

    firsts = np.repeat(order[starts], np.diff(starts, append=len(order)))
    copies = np.flatnonzero(firsts != order)
    for first, other in zip(firsts[copies].tolist(), order[copies].tolist(), strict=True):
        yield Pair(first, other, "identical" if texts[first] == texts[other] else "same-text", 1.0, 1.0)


def _compare(table: Table, near: float, contained: float) -> Iterator[Pair]:
    """The candidates that reach a threshold."""
    import numpy as np

    a, b = find_candidates(table)
    # The shorter one first: it is the one that may lie in the other.
    swap = table.counts[a] > table.counts[b]
    inner, outer = np.where(swap, b, a), np.where(swap, a, b)
    del a, b, swap
    enough = table.counts[inner] >= LEAST_WORDS
    inner, outer = inner[enough], outer[enough]
    if not len(inner):
        return
    hopeful, may_hold = _Outlines(table).sift(inner, outer, near, contained)
    inner, outer = inner[hopeful], outer[hopeful]
    for some in _portions(table.counts[inner] + table.counts[outer]):
        yield from _compare_some(table, inner[some], outer[some], may_hold[some], near, contained)


def _compare_some(
    table: Table, inner: Ints, outer: Ints, may_hold: Flags, near: float, contained: float
) -> Iterator[Pair]:
    import numpy as np

    endless = table.counts[inner] > _LONGEST
    rows = _Rows(table, inner, outer)
    similar = rows.similarity(~endless, cutoff=near)
    share = np.zeros(len(inner))
    looked_at = np.flatnonzero((similar >= near) | may_hold | endless)
    share[looked_at] = _shared_runs(table, inner[looked_at], outer[looked_at])
    runs = table.counts[inner] - 1, table.counts[outer] - 1
    similar[endless] = (2 * share * runs[0] / (runs[0] + runs[1]))[endless]
    alike = similar >= near
    holds = ~alike & (share >= contained)
    similar += rows.similarity(holds & ~endless, cutoff=0.0)
    found = np.flatnonzero(holds | alike)
    columns = (table.position[inner[found]], table.position[outer[found]], alike[found], similar[found], share[found])
    for x, y, is_near, resemblance, containment in zip(*(column.tolist() for column in columns), strict=True):
        if is_near:
            yield Pair(min(x, y), max(x, y), "near", resemblance, containment)
        else:
            yield Pair(x, y, "contained", resemblance, containment)


def _portions(words: Ints) -> Iterator[slice]:
    """Stretches of pairs that have few words together, by the words of each."""
    import numpy as np

    numbers = np.cumsum(words) // _WORDS_AT_ONCE
    edges = [0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist(), len(words)]
    yield from (slice(start, end) for start, end in pairwise(edges) if start < end)


class _Outlines:
    """Bit sets of the words and of the runs of two words of each row, a bit for each by its hash.

    A bit that one text has and the other has not is a word the other lacks. Two texts that share no more than chance
    are turned away by this at a hundredth of the cost of comparing them.
    """

    def __init__(self, table: Table) -> None:
        self._counts = table.counts
        self._words = _bit_sets(table, 1)
        self._runs = _bit_sets(table, 2)

    def sift(self, inner: Ints, outer: Ints, near: float, contained: float) -> tuple[Ints, Flags]:
        """The places of the pairs that may reach a threshold, and whether it may be that of containment."""
        import numpy as np

        hopeful, may_hold = [], []
        for start in range(0, len(inner), _SIFTED_AT_ONCE):
            some = slice(start, start + _SIFTED_AT_ONCE)
            contains = self._most_contained(inner[some], outer[some])
            places = np.flatnonzero(contains >= min(_LEAST_SHARED, contained))
            similar = self._most_similar(inner[some][places], outer[some][places])
            holds = contains[places] >= contained
            kept = (similar >= near) | holds
            hopeful.append(start + places[kept])
            may_hold.append(holds[kept])
        return np.concatenate(hopeful), np.concatenate(may_hold)

    def _most_similar(self, inner: Ints, outer: Ints) -> Floats:
        """What the similarity of the words of each pair is at most."""
        import numpy as np

        ours, theirs = self._words[inner], self._words[outer]
        common = np.minimum(self._counts[inner] - _lacking(ours, theirs), self._counts[outer] - _lacking(theirs, ours))
        most: Floats = 2 * common / (self._counts[inner] + self._counts[outer])
        return most

    def _most_contained(self, inner: Ints, outer: Ints) -> Floats:
        """The part of the runs of two words of each `inner` that its `outer` has at most."""
        lacking = _lacking(self._runs[inner], self._runs[outer])
        most: Floats = 1 - lacking / (self._counts[inner] - 1)
        return most


def _lacking(ours: Hashes, theirs: Hashes) -> Ints:
    """How many bits of each of `ours` its partner in `theirs` lacks."""
    import numpy as np

    count: Ints = np.bitwise_count(ours & ~theirs).sum(axis=1, dtype=np.int64)
    return count


def _bit_sets(table: Table, length: int) -> Hashes:
    """The outline of each row of the table: a bit is set for every run of `length` words, by its hash."""
    import numpy as np

    sets = np.zeros((len(table.counts), _BITS // 64), np.uint64)
    for some in table.pieces():
        runs, rows = table.runs(some, length)
        flags = np.zeros((some.stop - some.start) * _BITS, np.bool_)
        flags[(rows - some.start) * _BITS + (runs >> np.uint64(64 - _BITS.bit_length() + 1)).astype(np.int64)] = True
        sets[some] = np.packbits(flags).view(np.uint64).reshape(some.stop - some.start, -1)
    return sets


class _Rows:
    """The rows of some pairs with every word as one character: what string metrics are fastest on.

    There are 1.1 million characters. A million words have one each by their hash and 60,000 that find another at their
    place one of the rest; only among more than 300,000 distinct words a few share one with a word from elsewhere.
    """

    def __init__(self, table: Table, inner: Ints, outer: Ints) -> None:
        import numpy as np

        rows = distinct(np.concatenate((inner, outer)))
        self._inner, self._outer = np.searchsorted(rows, inner), np.searchsorted(rows, outer)
        counts = table.counts[rows]
        words = table.hashes[spans(table.bounds[rows], counts)]
        letters = (number(words) % _LETTERS).astype("<u4")
        letters[letters >= 0xD800] += np.uint32(0x800)  # surrogates are no characters
        text = letters.tobytes().decode("utf-32-le")
        ends = np.cumsum(counts)
        self._strings = [text[start:end] for start, end in zip((ends - counts).tolist(), ends.tolist(), strict=True)]

    def similarity(self, of: Flags, *, cutoff: float) -> Floats:
        """The Indel similarity of the words of those pairs; 0 below the cut-off and of others."""
        import numpy as np
        from rapidfuzz.distance import Indel
        from rapidfuzz.process import cpdist

        similar = np.zeros(len(of))
        if of.any():
            left = [self._strings[at] for at in self._inner[of].tolist()]
            right = [self._strings[at] for at in self._outer[of].tolist()]
            scorer = Indel.normalized_similarity
            similar[of] = cpdist(left, right, scorer=scorer, score_cutoff=cutoff, dtype=np.float64, workers=-1)
        return similar


def _shared_runs(table: Table, a: Ints, b: Ints) -> Floats:
    """The part of the runs of two words of each `a` that its `b` has too."""
    import numpy as np

    if not len(a):
        return np.zeros(0)
    # One look-up for all pairs: the number of the pair is part of the key.
    found = are_among(_runs_of_two(table, a), _runs_of_two(table, b))
    total = np.maximum(table.counts[a] - 1, 0)
    shared = np.bincount(np.repeat(np.arange(len(a)), total)[found], minlength=len(a))
    share: Floats = shared / np.maximum(total, 1)
    return share


def _runs_of_two(table: Table, rows: Ints) -> Hashes:
    import numpy as np

    counts = np.maximum(table.counts[rows] - 1, 0)
    places = spans(table.bounds[rows], counts)
    pair_of = np.repeat(np.arange(len(rows), dtype=np.uint64), counts)
    first, second, third = (np.uint64(factor) for factor in FACTORS)
    runs: Hashes = table.hashes[places] * first + table.hashes[places + 1] * second
    return runs + pair_of * third
