"""Looks 64-bit hashes up among others without sorting them.

Strategy: each hash has a place in a table by its first bits and the last one written there stays. Whoever finds itself
is known; the few that find another at their place are settled by sorting those alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

_BITS = 20
_PLACES = 1 << _BITS
_AT_ONCE = 1 << 16  # so that a number of 16 bits tells them apart


def are_among(hashes: Hashes, others: Hashes) -> NDArray[np.bool_]:
    """Whether each of `hashes` is one of `others`. Exact; fastest up to half a million others."""
    import numpy as np

    table = np.zeros(_PLACES, np.uint64)
    theirs = _places(others)
    table[theirs] = others
    found: NDArray[np.bool_] = table[_places(hashes)] == hashes
    found &= hashes != 0  # which the empty places hold
    lost = np.sort(np.append(others[table[theirs] != others], others[others == 0][:1]))
    rest = np.flatnonzero(~found)
    if len(lost) and len(rest):
        at = np.searchsorted(lost, hashes[rest])
        at[at == len(lost)] = 0
        found[rest] = lost[at] == hashes[rest]
    return found


def number(hashes: Hashes) -> NDArray[np.int64]:
    """A number for each hash, equal for equal ones and no others: below 2**20 but for a few."""
    import numpy as np

    places = _places(hashes)
    table = np.zeros(_PLACES, np.uint64)
    table[places] = hashes
    lost = np.flatnonzero(table[places] != hashes)
    if len(lost):
        places[lost] = _PLACES + np.unique(hashes[lost], return_inverse=True)[1]
    return places


def repeated(hashes: Hashes) -> NDArray[np.bool_]:
    """Whether each hash occurs again, or falls on the place of another by chance (one in five or fewer)."""
    import numpy as np

    bits = min(max((2 * len(hashes)).bit_length(), 10), 28)
    seen, twice = np.zeros(1 << bits, np.bool_), np.zeros(1 << bits, np.bool_)
    numbers = np.zeros(1 << bits, np.uint16)
    parts = [slice(start, start + _AT_ONCE) for start in range(0, len(hashes), _AT_ONCE)]
    for part in parts:
        places = (hashes[part] >> np.uint64(64 - bits)).view(np.int64)
        own = np.arange(len(places), dtype=np.uint16)
        numbers[places] = own
        twice[places[seen[places] | (numbers[places] != own)]] = True
        seen[places] = True
    found = np.zeros(len(hashes), np.bool_)
    for part in parts:
        found[part] = twice[(hashes[part] >> np.uint64(64 - bits)).view(np.int64)]
    return found


def _places(hashes: Hashes) -> NDArray[np.int64]:
    import numpy as np

    return (hashes >> np.uint64(64 - _BITS)).view(np.int64)
