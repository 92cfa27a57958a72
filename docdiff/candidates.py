"""Finds which of many texts may belong together: those that share a run of words.

Strategy: a run is three words, and two where a short text takes part. All runs of all texts are sorted as numbers; runs
that occur once are dropped, runs in a few texts pair them all, runs in many pair them with one, and runs in very many
are boilerplate (Manber 1994, "Finding similar files in a large file system"; no banding of sketches, because bands lose
short texts and texts that lie in longer ones). Texts that share nothing but boilerplate gather around one of them. A
pair of rows is one number, so that pairs are sorted as fast as numbers are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docdiff.fingerprint import Words, shingles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    # Columns of numbers: rows, counts and places are 32 or 64 bits wide.
    Ints = NDArray[np.integer[Any]]
    Hashes = NDArray[np.uint64]
    Flags = NDArray[np.bool_]

_SHORT = 16  # words; shorter texts are also found by runs of two words
_PAIR_ALL = 16  # texts a run may occur in to pair them all
_PAIR_ONE = 256  # texts a run may occur in to pair them with the first; above, it is boilerplate
_FEW = 24  # runs of a text that are not in many: with fewer, one that is shared is enough
_SLOTS = 2  # for each word, in the table that tells which runs occur again
_MOST_SLOT_BITS = 27
_FILTER_BITS = 24
_ROWS_AT_ONCE = 1 << 13
# Numbers sorted at a time. This bounds the memory, and memory of less than 32 MB is used again instead of being given
# back and cleared.
_SORTED_AT_ONCE = 1 << 21
_ROW_BITS = 32
_ROW_MASK = (1 << _ROW_BITS) - 1


class Table:
    """The words of the texts that are compared, row after row; `position` says which text a row is."""

    def __init__(self, words: Words, position: Ints) -> None:
        import numpy as np

        self.position = position
        starts, ends = words.bounds[self.position], words.bounds[self.position + 1]
        self.counts = ends - starts
        self.bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(self.counts)))
        self.hashes = np.empty(int(self.bounds[-1]), np.uint64)
        for some in self.pieces():
            words_of = spans(starts[some], self.counts[some])
            self.hashes[self.bounds[some.start] : self.bounds[some.stop]] = words.hashes[words_of]

    def pieces(self) -> Iterator[slice]:
        """The rows in pieces small enough to be cheap to work on at once."""
        count = len(self.counts)
        for start in range(0, count, _ROWS_AT_ONCE):
            yield slice(start, min(start + _ROWS_AT_ONCE, count))

    def runs(self, some: slice, length: int) -> tuple[Hashes, Ints]:
        """The runs of `length` words of some rows, each with its row."""
        import numpy as np

        hashes = self.hashes[self.bounds[some.start] : self.bounds[some.stop]]
        rows = np.repeat(np.arange(some.start, some.stop, dtype=np.int64), self.counts[some])
        runs = shingles(hashes, length)
        rows, last = rows[: len(runs)], rows[length - 1 :]
        inside = rows == last
        return runs[inside], rows[inside]


def spans(starts: Ints, counts: Ints) -> Ints:
    """The numbers start, start + 1, … of all spans in one row."""
    import numpy as np

    before = np.cumsum(counts) - counts
    numbers: Ints = np.arange(int(counts.sum()), dtype=np.int64) + np.repeat(starts - before, counts)
    return numbers


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """The distinct numbers, sorted. (`np.unique` takes a hash table to it, which is fifty times as slow here.)"""
    import numpy as np

    numbers = np.sort(numbers)
    return numbers[np.concatenate(([True], numbers[1:] != numbers[:-1]))] if len(numbers) else numbers


def find_candidates(table: Table) -> tuple[Ints, Ints]:
    """Pairs of rows (a < b) that share runs of words, as two columns; each pair once, in order."""
    import numpy as np

    count = len(table.counts)
    if count < 2 or count > _ROW_MASK >> 1:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    found = [np.zeros(0, np.int64)]
    linked = np.zeros(count, np.bool_)
    hub = np.full(count, np.iinfo(np.int64).max)
    telling = np.maximum(table.counts - 2, 0)  # runs that are not in many texts
    for rows, starts, sizes in _shared_runs(table):
        found += [_key(*pair) for pair in _pairs_of_runs(rows, starts, sizes)]
        usual = (sizes <= _PAIR_ONE) & (sizes > 1)
        linked[rows[spans(starts[usual], sizes[usual])]] = True
        many = sizes > _PAIR_ALL
        telling -= np.bincount(rows[spans(starts[many], sizes[many])], minlength=count)
        _note_hubs(hub, rows, starts, sizes)
    likely = [_likely(keys, telling < _FEW) for keys in _by_low_bits(found)]
    # Texts that share nothing but boilerplate: two hundred thousand letters that differ in one name are a star around
    # one of them, not nothing and not a billion pairs.
    alone = np.flatnonzero(~linked & (hub != np.iinfo(np.int64).max))
    keys = distinct(np.concatenate((*likely, _key(alone, hub[alone] & _ROW_MASK))))
    return keys >> _ROW_BITS, keys & _ROW_MASK


def _by_low_bits(numbers: list[NDArray[np.int64]]) -> Iterator[NDArray[np.int64]]:
    """All numbers in parts, of which each has all that are equal; what `numbers` holds is gone afterwards."""
    import numpy as np

    parts = _parts_of(sum(map(len, numbers)))
    pieces = [_split(some, (some & (parts - 1)).astype(np.uint8), parts) for some in numbers]
    numbers.clear()
    for part in range(parts):
        yield np.concatenate([piece[part] for piece in pieces])


def _parts_of(count: int) -> int:
    """Into how many parts (a power of two, 128 at most) so many numbers go, so that each is cheap to sort."""
    return 1 << min(max(count // _SORTED_AT_ONCE, 1).bit_length() - 1, 7)


def _split(numbers: NDArray[Any], part_of: NDArray[np.uint8], parts: int) -> list[NDArray[Any]]:
    """The numbers of each part, in their order."""
    import numpy as np

    if parts == 1:
        return [numbers]
    ends = np.cumsum(np.bincount(part_of, minlength=parts))
    return np.split(numbers[np.argsort(part_of, kind="stable")], ends[:-1])


def _likely(keys: NDArray[np.int64], few: Flags) -> NDArray[np.int64]:
    """The different pairs that share two runs, or one where a text has few that tell anything.

    Two long texts with one run of three words in common are neither alike nor is one in the other, and most pairs that
    share any share one: a twentieth is left in prose.
    """
    import numpy as np

    keys.sort()
    edge = np.ones(min(len(keys), 1), np.bool_)
    changes = keys[1:] != keys[:-1]
    first, last = np.concatenate((edge, changes)), np.concatenate((changes, edge))
    once = keys[first & last]
    kept = few[once >> _ROW_BITS] | few[once & _ROW_MASK]
    return np.concatenate((keys[first & ~last], once[kept]))


def _shared_runs(table: Table) -> Iterator[tuple[Ints, Ints, Ints]]:
    """The runs of words that occur more than once, part after part: their rows, where each begins there, and its size.

    A part is all runs whose numbers begin alike, so no run lies in two parts.
    """
    import numpy as np

    # Sorting numbers is ten times as fast as sorting places, so the row goes into the low bits of the run's hash. The
    # bits it takes away make two runs in a hundred million one, and every candidate is compared in full.
    bits = np.uint64(max(len(table.counts) - 1, 1).bit_length())
    pieces = [runs >> bits << bits | rows.view(np.uint64) for runs, rows in _repeated_runs(table)]
    parts = _parts_of(sum(map(len, pieces)))
    split = [_split(runs, (runs >> np.uint64(57)).astype(np.uint8) & np.uint8(parts - 1), parts) for runs in pieces]
    del pieces
    for part in range(parts):
        packed = np.concatenate([piece[part] for piece in split] or [np.zeros(0, np.uint64)])
        packed.sort()
        hashes, of = packed >> bits, (packed & np.uint64((1 << int(bits)) - 1)).view(np.int64)
        starts = np.flatnonzero(np.concatenate((np.ones(min(len(hashes), 1), np.bool_), hashes[1:] != hashes[:-1])))
        sizes = np.diff(starts, append=len(hashes))
        shared = sizes > 1
        yield of, starts[shared], sizes[shared]


def _repeated_runs(table: Table) -> Iterator[tuple[Hashes, Ints]]:
    """The runs that occur in several rows, and a few others: those that fall on the same place of a table by chance.

    In prose two runs of three occur in one text alone; leaving them out here costs less than sorting them.
    """
    import numpy as np

    size = 1 << min(max((_SLOTS * len(table.hashes)).bit_length(), 10), _MOST_SLOT_BITS)
    shift = np.uint64(64 - size.bit_length() + 1)
    last, twice = np.zeros(size, np.uint16), np.zeros(size, np.bool_)
    for runs, rows in _runs(table):
        slots = (runs >> shift).view(np.int64)
        tags = (rows % _ROWS_AT_ONCE + 1).astype(np.uint16)
        before = last[slots] != 0  # in a piece before this one, so in another row
        last[slots] = tags
        before |= last[slots] != tags  # in another row of this piece
        twice[slots[before]] = True
    del last
    for runs, rows in _runs(table):
        repeated = twice[(runs >> shift).view(np.int64)]
        yield runs[repeated], rows[repeated]


def _runs(table: Table) -> Iterator[tuple[Hashes, Ints]]:
    """The runs of words of all rows with the row of each: of three words, and of two where a short text needs them."""
    import numpy as np

    short = table.counts < _SHORT
    # A short text may lie in a long one: of the long ones only the runs of two that some short one has are kept.
    seen = np.zeros(1 << _FILTER_BITS if short.any() else 0, np.bool_)
    mask = np.uint64((1 << _FILTER_BITS) - 1)
    for some in table.pieces() if len(seen) else ():
        twos, rows = table.runs(some, 2)
        seen[twos[short[rows]] & mask] = True
    for some in table.pieces():
        yield table.runs(some, 3)
        if len(seen):
            twos, rows = table.runs(some, 2)
            kept = seen[twos & mask]
            yield twos[kept], rows[kept]


def _pairs_of_runs(rows: Ints, starts: Ints, sizes: Ints) -> Iterator[tuple[Ints, Ints]]:
    """All pairs of the rows that share a run in few of them; with the first of them where it is in more."""
    import numpy as np

    for size in range(2, _PAIR_ALL + 1):
        members = rows[starts[sizes == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        yield members[:, left].ravel(), members[:, right].ravel()
    many = (sizes > _PAIR_ALL) & (sizes <= _PAIR_ONE)
    # Rows are sorted within a run, so its first is the least.
    yield np.repeat(rows[starts[many]], sizes[many]), rows[spans(starts[many], sizes[many])]


def _note_hubs(hub: NDArray[np.int64], rows: Ints, starts: Ints, sizes: Ints) -> None:
    """Notes for every row with a run of boilerplate the first row of the rarest such: its size above, the row below."""
    import numpy as np

    frequent = sizes > _PAIR_ONE
    starts, sizes = starts[frequent], sizes[frequent]
    np.minimum.at(hub, rows[spans(starts, sizes)], np.repeat(sizes << _ROW_BITS | rows[starts], sizes))


def _key(a: Ints, b: Ints) -> NDArray[np.int64]:
    import numpy as np

    differ = a != b
    a, b = a[differ].astype(np.int64, copy=False), b[differ].astype(np.int64, copy=False)
    return np.minimum(a, b) << _ROW_BITS | np.maximum(a, b)
