"""Tells which documents are versions of one text.

Strategy: two documents are versions of one text when most runs of five words of the shorter one stand in the other as
well (containment; Broder 1997, "On the resemblance and containment of documents"), and what is linked step by step is a
family. Two things look like it and are not. What stands in many families (a salutation, a disclaimer) does not count.
And letters made from one form share the form: there, what one of them does not share with most is its own alone, while
of versions each edit leaves a text that all the others have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from docdiff.fingerprint import Words, long_shingles
from docdiff.overlap import occurrences, shared_counts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RUN = 5  # words of a shingle
CONTAINED = 0.4  # of the shingles of the shorter document are in the other one
CONTAINED_OWN = 0.15  # the same, of what is left of documents made from one form
SMALLEST = 0.125  # of the longer document, below which the shorter one is a part and no version
SHORT = 20  # shingles, below which a text is a version only of one of its own length
LIKE_LENGTH = 0.5  # of the longer one, that a short text measures then
LEAST = 6  # shingles, below which only equal texts are versions
MANY = 3  # families in which a shingle stands that tells nothing
MOST = 0.6  # of a family's members, in which what belongs to a form stands
OWN = 0.1  # of a document's shingles, that nobody shares, when a form was filled in

Sets = Sequence["NDArray[np.uint64]"]


def find_families(words: Words) -> list[list[int]]:
    """The families of two and more, by their texts' positions: ascending, in the order of their first members.

    Quadratic in the number of texts, with a small constant (`overlap`).
    """
    import numpy as np

    sets = [
        long_shingles(words.hashes[low:high], RUN) for low, high in zip(words.bounds, words.bounds[1:], strict=False)
    ]
    families = _join(len(sets), [*_equal(words.forms), *_linked(sets, CONTAINED)])
    common = _common(sets, families)
    found: list[list[int]] = []
    for family in families:
        own = (
            [np.setdiff1d(sets[i], common, assume_unique=True) for i in family]
            if len(common)
            else sets_of(sets, family)
        )
        links = [*_equal([words.forms[i] for i in family]), *_linked(own, CONTAINED)]
        for part in _join(len(family), links):
            members = [family[i] for i in part]
            groups = _without_form(sets_of(sets, members), [words.forms[i] for i in members])
            found += [[members[i] for i in group] for group in groups]
    return sorted(found)


def sets_of(sets: Sets, positions: Iterable[int]) -> list[NDArray[np.uint64]]:
    """The sets at some positions."""
    return [sets[i] for i in positions]


def _equal(forms: Sequence[bytes]) -> Iterable[tuple[int, int]]:
    """Each text with the first that has the same normal form; texts without words are versions of nothing."""
    first: dict[bytes, int] = {}
    return [(first.setdefault(form, i), i) for i, form in enumerate(forms) if form]


def _linked(sets: Sets, least: float) -> list[tuple[int, int]]:
    """The pairs of which the shorter one is contained in the other by at least `least`."""
    import numpy as np

    if len(sets) < 2:
        return []
    shared = shared_counts(sets)
    sizes = shared.diagonal()
    shorter, longer = np.minimum.outer(sizes, sizes), np.maximum.outer(sizes, sizes)
    part = np.where(shorter < SHORT, LIKE_LENGTH, SMALLEST)
    good = (shorter >= LEAST) & (shorter >= part * longer) & (shared >= least * shorter)
    return [(int(i), int(j)) for i, j in np.argwhere(np.triu(good, 1))]


def _join(total: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups of two and more that links make of the numbers below `total`."""
    roots = list(range(total))

    def root(i: int) -> int:
        while roots[i] != i:
            roots[i] = roots[roots[i]]
            i = roots[i]
        return i

    for i, j in links:
        low, high = sorted((root(i), root(j)))
        roots[high] = low
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(total):
        groups[root(i)].append(i)
    return [group for group in groups.values() if len(group) > 1]


def _common(sets: Sets, families: list[list[int]]) -> NDArray[np.uint64]:
    """The shingles that stand in many families; a document without one is a family of its own."""
    import numpy as np

    family_of = {i: number for number, family in enumerate(families) for i in family}
    groups: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for i in range(len(sets)):
        groups[(0, family_of[i]) if i in family_of else (1, i)].append(i)
    united = [np.unique(np.concatenate(sets_of(sets, group))) for group in groups.values()]
    numbers, _, holders = occurrences(united)
    return numbers[holders >= MANY]


def _without_form(sets: Sets, forms: Sequence[bytes]) -> list[list[int]]:
    """The family as it is; or, where its members only share a form, the families that are left without the form."""
    import numpy as np

    whole = [list(range(len(sets)))]
    if len(sets) < MANY:
        return whole
    numbers, _, holders = occurrences(sets)
    form = numbers[holders >= max(MOST * len(sets), 2)]
    single = numbers[holders == 1]
    sizes = np.array([max(len(numbers), 1) for numbers in sets])
    own = np.array([np.isin(numbers, single).sum() for numbers in sets]) / sizes
    missing = np.array([len(form) - np.isin(numbers, form).sum() for numbers in sets]) / sizes
    if np.median(own) < OWN or np.median(missing) > np.median(own) / 2:
        return whole
    rest = [np.setdiff1d(numbers, form, assume_unique=True) for numbers in sets]
    groups = _join(len(sets), [*_equal(forms), *_linked(rest, CONTAINED_OWN)])
    apart = len(sets) - sum(len(group) - 1 for group in groups)
    return groups if apart >= MANY else whole
