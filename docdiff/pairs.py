"""Finds the pairs among many texts that say the same, nearly the same, or hold one another.

Strategy: texts with one normal form are grouped first, and only one of them goes on; this alone removes the explosion
by boilerplate. Candidates share a run of three words (two in short texts): all runs are sorted, runs that occur once
are dropped, runs in a few texts pair them all, runs in many pair them with one, and runs in very many are boilerplate.
Every candidate is then compared in full: thresholds are computed similarities, never estimates of a sketch (Broder 1997
for resemblance and containment; Manber 1994, "Finding similar files in a large file system", for the candidates).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from docdiff.fingerprint import FACTORS, Words, read_words, shingles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    # Columns of numbers: rows, counts and places are 32 or 64 bits wide.
    Ints = NDArray[np.integer[Any]]
    Floats = NDArray[np.float64]
    Hashes = NDArray[np.uint64]
    Flags = NDArray[np.bool_]

Relation = Literal["identical", "same-text", "near", "contained"]

NEAR = 0.6
CONTAINED = 0.7
LEAST_WORDS = 6
"""Below this many words containment means nothing, and only equal texts are told."""

_SHORT = 16  # words; shorter texts are also found by runs of two words
_PAIR_ALL = 16  # texts a run may occur in to pair them all
_PAIR_ONE = 256  # texts a run may occur in to pair them with the first; above, it is boilerplate
# Runs two texts must share for every word of the shorter one. Where single words were replaced all over until the texts
# are 60% alike, a fifth of the runs of three is left; this leaves room for chance.
_LEAST_SHARED = 0.08
_AT_ONCE = 1 << 16  # candidates compared at a time
_FILTER_BITS = 24
_LETTERS = 0x10FFFF - 0x800 - 1


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

    Of n equal texts each is paired with the first only, and only the first is paired with others. Empty texts pair with
    nothing. Time and memory grow with the length of the texts, about a minute and 4 GB for a gigabyte.
    """
    texts = list(texts)
    words = read_words(texts)
    groups = _group(words.forms)
    pairs = list(_equal_pairs(texts, groups))
    table = _Table(words, groups)
    pairs += _compare(table, _candidates(table), near, contained)
    return tuple(sorted(pairs, key=lambda pair: (min(pair.a, pair.b), max(pair.a, pair.b))))


def _group(forms: Sequence[bytes]) -> list[list[int]]:
    """Positions of texts with equal normal forms, in order of their first."""
    groups: dict[bytes, list[int]] = {}
    for at, form in enumerate(forms):
        if form:
            groups.setdefault(form, []).append(at)
    return list(groups.values())


def _equal_pairs(texts: Sequence[str], groups: Iterable[list[int]]) -> Iterator[Pair]:
    for first, *others in groups:
        for other in others:
            yield Pair(first, other, "identical" if texts[first] == texts[other] else "same-text", 1.0, 1.0)


class _Table:
    """The words of the texts that are compared, row after row; `position` says which text a row is."""

    def __init__(self, words: Words, groups: Iterable[Sequence[int]]) -> None:
        import numpy as np

        # The first of each group, in the order of their forms: the order of the texts decides nothing.
        first = sorted((members[0] for members in groups), key=lambda at: words.forms[at])
        self.position = np.array(first, np.int64)
        starts, ends = words.bounds[self.position], words.bounds[self.position + 1]
        self.counts = ends - starts
        self.bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(self.counts)))
        self.hashes = words.hashes[_spans(starts, self.counts)]

    def rows(self) -> Ints:
        """The row of every word."""
        import numpy as np

        return np.repeat(np.arange(len(self.counts), dtype=np.int32), self.counts)


def _spans(starts: Ints, counts: Ints) -> Ints:
    """The numbers start, start + 1, … of all spans in one row."""
    import numpy as np

    before = np.cumsum(counts) - counts
    spans: Ints = np.arange(int(counts.sum()), dtype=np.int64) + np.repeat(starts - before, counts)
    return spans


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Pairs of rows (a < b) that share a run of words, and how many runs they may share at most."""

    a: Ints
    b: Ints
    shared: Ints  # runs they share that are not boilerplate
    boilerplate: Ints  # of each row of the table: its runs that are, and may be shared as well


def _candidates(table: _Table) -> _Candidates:
    """Pairs of rows that share a run of words which is not boilerplate."""
    import numpy as np

    count = len(table.counts)
    if count < 2:
        none = np.zeros(0, np.int64)
        return _Candidates(none, none, none, np.zeros(count, np.int64))
    runs, rows = _runs(table)
    # Sorting numbers is ten times as fast as sorting places, so the row goes into the low bits of the run's hash. The
    # bits it takes away make two runs in a hundred million one, and every candidate is compared in full.
    bits = np.uint64(max(count - 1, 1).bit_length())
    packed = np.sort(runs >> bits << bits | rows.astype(np.uint64))
    runs, rows = packed >> bits, (packed & np.uint64((1 << int(bits)) - 1)).astype(np.int32)
    del packed
    starts = np.flatnonzero(np.concatenate(([True], runs[1:] != runs[:-1])))
    sizes = np.diff(np.append(starts, len(runs)))
    del runs
    keys = [_key(*pairs) for pairs in _pairs_of_runs(rows, starts, sizes)]
    keys.append(_boilerplate_only(rows, starts, sizes, count))
    found = np.sort(np.concatenate(keys))
    firsts = np.flatnonzero(np.concatenate(([True], found[1:] != found[:-1]))) if len(found) else np.zeros(0, np.int64)
    shared = np.diff(np.append(firsts, len(found)))
    found = found[firsts]
    frequent = sizes > _PAIR_ALL
    boilerplate = np.bincount(rows[_spans(starts[frequent], sizes[frequent])], minlength=count)
    return _Candidates(found >> 32, found & 0xFFFFFFFF, shared, boilerplate)


def _key(a: Ints, b: Ints) -> Ints:
    import numpy as np

    differ = a != b
    a, b = a[differ].astype(np.int64), b[differ].astype(np.int64)
    return np.minimum(a, b) << 32 | np.maximum(a, b)


def _distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """The distinct numbers, sorted. (`np.unique` takes a hash table to it, which is fifty times as slow here.)"""
    import numpy as np

    numbers = np.sort(numbers)
    return numbers[np.concatenate(([True], numbers[1:] != numbers[:-1]))] if len(numbers) else numbers


def _runs(table: _Table) -> tuple[Hashes, Ints]:
    """The runs of words of all rows with the row of each: of three words, and of two where a short text needs them."""
    import numpy as np

    rows = table.rows()
    threes = shingles(table.hashes, 3)
    inside = rows[:-2] == rows[2:] if len(rows) > 2 else np.zeros(0, np.bool_)
    runs, of = [threes[inside]], [rows[: len(threes)][inside]]
    short = table.counts < _SHORT
    if short.any() and len(rows) > 1:
        twos = shingles(table.hashes, 2)
        inside = rows[:-1] == rows[1:]
        twos, two_rows = twos[inside], rows[:-1][inside]
        in_short = short[two_rows]
        # A short text may lie in a long one: of the long ones only the runs that some short one has are kept.
        seen = np.zeros(1 << _FILTER_BITS, np.bool_)
        seen[twos[in_short] & np.uint64((1 << _FILTER_BITS) - 1)] = True
        kept = in_short | seen[twos & np.uint64((1 << _FILTER_BITS) - 1)]
        runs.append(twos[kept])
        of.append(two_rows[kept])
    return np.concatenate(runs), np.concatenate(of)


def _pairs_of_runs(rows: Ints, starts: Ints, sizes: Ints) -> Iterator[tuple[Ints, Ints]]:
    """All pairs of the rows that share a run in few of them; with the first of them where it is in more."""
    import numpy as np

    for size in range(2, _PAIR_ALL + 1):
        of_size = starts[sizes == size]
        if len(of_size):
            members = rows[of_size[:, None] + np.arange(size)]
            left, right = np.triu_indices(size, 1)
            yield members[:, left].ravel(), members[:, right].ravel()
    many = (sizes > _PAIR_ALL) & (sizes <= _PAIR_ONE)
    if many.any():
        counts = sizes[many]
        members = rows[_spans(starts[many], counts)]
        yield np.repeat(_least(members, counts), counts), members


def _least(members: Ints, counts: Ints) -> Ints:
    """The least member of each group."""
    import numpy as np

    return np.minimum.reduceat(members, np.cumsum(counts) - counts)


def _boilerplate_only(rows: Ints, starts: Ints, sizes: Ints, count: int) -> Ints:
    """Rows that share nothing but boilerplate, each with the first row that has its rarest run.

    Two hundred thousand letters that differ in one name are a star around one of them, not nothing and not a billion
    pairs.
    """
    import numpy as np

    linked = np.zeros(count, np.bool_)
    usual = (sizes > 1) & (sizes <= _PAIR_ONE)
    linked[rows[_spans(starts[usual], sizes[usual])]] = True
    frequent = sizes > _PAIR_ONE
    if not frequent.any():
        return np.zeros(0, np.int64)
    counts = sizes[frequent]
    members = rows[_spans(starts[frequent], counts)]
    first = np.repeat(_least(members, counts), counts)
    size = np.repeat(counts, counts)
    alone = ~linked[members]
    members, first, size = members[alone], first[alone], size[alone]
    order = np.lexsort((first, size, members))
    members, first = members[order], first[order]
    rarest = np.concatenate(([True], members[1:] != members[:-1])) if len(members) else np.zeros(0, np.bool_)
    return _key(members[rarest], first[rarest])


def _compare(table: _Table, candidates: _Candidates, near: float, contained: float) -> Iterator[Pair]:
    """The candidates that reach a threshold."""
    import numpy as np

    short = np.minimum(table.counts[candidates.a], table.counts[candidates.b])
    boilerplate = np.minimum(candidates.boilerplate[candidates.a], candidates.boilerplate[candidates.b])
    enough = (short >= LEAST_WORDS) & (candidates.shared + boilerplate >= _LEAST_SHARED * short)
    a, b, shared = candidates.a[enough], candidates.b[enough], candidates.shared[enough]
    # The shorter one first: it is the one that may lie in the other.
    swap = table.counts[a] > table.counts[b]
    inner, outer = np.where(swap, b, a), np.where(swap, a, b)
    # Every run of two words that is missing breaks two runs of three at most, so a text that shares fewer of those than
    # this cannot hold the other: most candidates need not be looked at for it.
    needed = table.counts[inner] - 2 - 2 * (1 - contained) * (table.counts[inner] - 1)
    may_hold = shared + candidates.boilerplate[inner] >= needed
    rows = _Rows(table)
    for start in range(0, len(inner), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        yield from _compare_some(table, rows, inner[some], outer[some], may_hold[some], near, contained)


def _compare_some(
    table: _Table,
    rows: _Rows,
    inner: Ints,
    outer: Ints,
    may_hold: Flags,
    near: float,
    contained: float,
) -> Iterator[Pair]:
    import numpy as np

    short, long = table.counts[inner], table.counts[outer]
    similar = np.zeros(len(inner))
    possible = 2 * short >= near * (short + long)  # else even a text that lies wholly in the other cannot reach it
    similar[possible] = rows.similarity(inner[possible], outer[possible], cutoff=near)
    alike = similar >= near
    share = np.zeros(len(inner))
    looked_at = alike | may_hold
    share[looked_at] = rows.shared_runs(inner[looked_at], outer[looked_at])
    holds = ~alike & (share >= contained)
    similar[holds] = rows.similarity(inner[holds], outer[holds], cutoff=0.0)
    found = np.flatnonzero(holds | alike)
    columns = (table.position[inner[found]], table.position[outer[found]], alike[found], similar[found], share[found])
    for x, y, is_near, resemblance, containment in zip(*(column.tolist() for column in columns), strict=True):
        if is_near:
            yield Pair(min(x, y), max(x, y), "near", resemblance, containment)
        else:
            yield Pair(x, y, "contained", resemblance, containment)


class _Rows:
    """The rows of a table, also with every word as one character: what string metrics are fastest on.

    There are 1.1 million characters; of more distinct words than that a few share one with a word from elsewhere.
    """

    def __init__(self, table: _Table) -> None:
        import numpy as np

        self._hashes, self._bounds, self._counts = table.hashes, table.bounds, table.counts
        letters = (np.searchsorted(_distinct(table.hashes), table.hashes) % _LETTERS + 1).astype("<u4")
        letters[letters >= 0xD800] += np.uint32(0x800)  # surrogates are no characters
        self._text = letters.tobytes().decode("utf-32-le")

    def _strings(self, rows: Ints) -> list[str]:
        starts, ends = self._bounds[rows].tolist(), self._bounds[rows + 1].tolist()
        return [self._text[start:end] for start, end in zip(starts, ends, strict=True)]

    def similarity(self, a: Ints, b: Ints, *, cutoff: float) -> Floats:
        """The Indel similarity of the words of each pair; 0 below the cut-off."""
        import numpy as np
        from rapidfuzz.distance import Indel
        from rapidfuzz.process import cpdist

        if not len(a):
            return np.zeros(0)
        left, right = self._strings(a), self._strings(b)
        return np.asarray(
            cpdist(left, right, scorer=Indel.normalized_similarity, score_cutoff=cutoff, dtype=np.float64, workers=-1)
        )

    def shared_runs(self, a: Ints, b: Ints) -> Floats:
        """The part of the runs of two words of each `a` that its `b` has too."""
        import numpy as np

        if not len(a):
            return np.zeros(0)
        # One look-up for all pairs: the number of the pair is part of the key.
        ours, theirs = self._runs_of_two(a), np.sort(self._runs_of_two(b))
        total = np.maximum(self._counts[a] - 1, 0)
        places = np.searchsorted(theirs, ours)
        places[places == len(theirs)] = 0
        found = theirs[places] == ours if len(theirs) else np.zeros(len(ours), np.bool_)
        shared = np.bincount(np.repeat(np.arange(len(a)), total)[found], minlength=len(a))
        share: Floats = shared / np.maximum(total, 1)
        return share

    def _runs_of_two(self, rows: Ints) -> Hashes:
        import numpy as np

        counts = np.maximum(self._counts[rows] - 1, 0)
        places = _spans(self._bounds[rows], counts)
        pair_of = np.repeat(np.arange(len(rows), dtype=np.uint64), counts)
        first, second, third = (np.uint64(factor) for factor in FACTORS)
        runs: Hashes = self._hashes[places] * first + self._hashes[places + 1] * second
        return runs + pair_of * third
