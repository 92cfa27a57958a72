"""Finds out which of two neighbouring versions came first.

Strategy: whatever tells two versions apart in time votes for each two of them: names, dates, properties of the file and
tracked changes first; the text itself (years it mentions, how it grows) only where those say nothing. A family has one
first version, so the question is which: each candidate orders all versions by how far they are from it, and agrees with
some votes and not with others. The best one wins. A link points the way the best candidates have it; where those that
have it the other way agree as well with the votes, its direction is not known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from docdiff.lineage import Lineage
from docdiff.model import Document
from docdiff.version_names import compare_names, plain_number, read_version_name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Direction = Literal["known", "likely", "unknown"]
SignKind = Literal["tracked", "name", "date", "modified", "number", "years", "length"]

WEIGHTS: dict[SignKind, int] = {"tracked": 5, "name": 4, "date": 3, "modified": 2, "number": 1, "years": 3, "length": 1}
FROM_TEXT: tuple[SignKind, ...] = ("years", "length")
CLEAR = 0.5  # of the votes of the text agree, if these are to decide
BEYOND_CHANCE = 0.5  # of how far apart numbers stand by chance, below which plain numbers in names count versions
FEW = 3  # versions, among which plain numbers in names are believed as they are, and lengths are not
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Sign:
    """What tells two versions apart in time: the value of each, as a reader may check it.

    `kind` is "tracked" (`later` has tracked changes, and without them is `earlier`), "name" (file names), "date" (the
    day each bears), "modified" (when each file says it was last saved, or made), "number" (a number in the file name),
    "years" (the last year the text mentions) or "length" (words).
    """

    kind: SignKind
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Succession:
    """The direction of the links of one family.

    `links` has (from, to, direction, signs) for each bond of the lineage, in its order; the signs are those that agree.
    `order` has all versions, earliest first, if every direction is known or likely; else it is empty.
    """

    links: tuple[tuple[int, int, Direction, tuple[Sign, ...]], ...]
    order: tuple[int, ...]


def order_versions(documents: Sequence[Document], lineage: Lineage, originals: Mapping[int, int]) -> Succession:
    """Gives the links of a family their direction.

    `originals` says of a version with tracked changes which version it is without them. Cubic in the number of
    versions, in columns.
    """
    import numpy as np

    votes = _Votes(documents, lineage, originals)
    away = _distances_along(len(documents), lineage)
    agreements = np.array([_agreement(away, first, votes) for first in range(len(documents))])
    best = max(range(len(documents)), key=lambda first: (*agreements[first][:2].tolist(), -first))
    links = []
    for bond in lineage.bonds:
        a, b, direction = _direct(bond.a, bond.b, best, away, agreements)
        links.append((a, b, direction, tuple(votes.signs(a, b))))
    if any(direction == "unknown" for _, _, direction, _ in links):
        return Succession(tuple(links), ())
    return Succession(tuple(links), tuple(_in_order([(a, b) for a, b, _, _ in links], votes, away[best])))


def _distances_along(total: int, lineage: Lineage) -> NDArray[np.int64]:
    """How far it is from each version to each other along the links (Floyd 1962); every link is at least one long."""
    import numpy as np

    away = np.full((total, total), np.iinfo(np.int64).max // 4)
    np.fill_diagonal(away, 0)
    for bond in lineage.bonds:
        away[bond.a, bond.b] = away[bond.b, bond.a] = bond.distance + 1
    for middle in range(total):
        away = np.minimum(away, away[:, [middle]] + away[[middle]])
    return away


def _agreement(away: NDArray[np.int64], first: int, votes: _Votes) -> tuple[int, int, int]:
    """How far the votes agree with `first` as the first version: (files, texts, all votes of texts that were asked).

    Only versions one of which lies on the way to the other are compared: branches have no order among themselves.
    """
    from_first = away[first]
    on_the_way = from_first[:, None] + away == from_first[None, :]
    texts = votes.texts[on_the_way]
    return int(votes.files[on_the_way].sum()), int(texts.sum()), int(abs(texts).sum())


def _direct(
    a: int, b: int, best: int, away: NDArray[np.int64], agreements: NDArray[np.int64]
) -> tuple[int, int, Direction]:
    """The link from the earlier to the later of two neighbours."""
    import numpy as np

    if (away[best, b], b) < (away[best, a], a):
        a, b = b, a
    other_way = np.flatnonzero(away[:, b] < away[:, a])
    if not len(other_way):
        return a, b, "unknown"
    files, texts, asked = (int(number) for number in agreements[best])
    against = int(agreements[other_way, 0].max())
    if files > against:
        return a, b, "known"
    rivals = agreements[other_way]
    rival = int(rivals[rivals[:, 0] == against, 1].max())
    return a, b, "likely" if texts > rival and texts >= CLEAR * asked else "unknown"


def _in_order(links: Sequence[tuple[int, int]], votes: _Votes, from_first: NDArray[np.int64]) -> list[int]:
    """All versions, each behind its parents; of those that may come next, the one most votes put before the others."""
    left = {i for link in links for i in link}
    order: list[int] = []
    while left:
        ready = sorted(i for i in left if not any(child == i and parent in left for parent, child in links))
        order.append(min(ready, key=lambda i: (-int(votes.files[i, ready].sum()), int(from_first[i]), i)))
        left.remove(order[-1])
    return order


class _Votes:
    """What each two versions of a family say of their order: above zero where the row is earlier than the column."""

    def __init__(self, documents: Sequence[Document], lineage: Lineage, originals: Mapping[int, int]) -> None:
        import numpy as np

        self._documents = documents
        self._originals = originals
        self._names = [read_version_name(document.source.name) for document in documents]
        self._values: dict[SignKind, list[tuple[str, float | str] | None]] = {
            "date": [_shown(document.date) for document in documents],
            "modified": [_saved(document) for document in documents],
            "number": _numbers([plain_number(name) for name in self._names], lineage),
            "years": [_last_year(document) for document in documents],
            # Of two or three texts the longer one may as well be the one that was cut.
            "length": [_length(document) if len(documents) > FEW else None for document in documents],
        }
        total = len(documents)
        self.files = np.zeros((total, total), np.int64)
        self.texts = np.zeros((total, total), np.int64)
        for a, b in combinations(range(total), 2):
            for kind, weight in WEIGHTS.items():
                sign = -self._compare(kind, a, b) * weight
                table = self.texts if kind in FROM_TEXT else self.files
                table[a, b] += sign
                table[b, a] -= sign

    def signs(self, earlier: int, later: int) -> list[Sign]:
        """What says that one version came before the other; the text only where nothing else does."""
        found = [
            Sign(kind, self._told(kind, earlier), self._told(kind, later))
            for kind in WEIGHTS
            if self._compare(kind, earlier, later) < 0
        ]
        return [sign for sign in found if sign.kind not in FROM_TEXT] or found

    def _told(self, kind: SignKind, position: int) -> str:
        value = self._values[kind][position] if kind in self._values else None
        return value[0] if value else self._documents[position].source.name

    def _compare(self, kind: SignKind, a: int, b: int) -> int:
        """-1 when `a` is earlier, 1 when `b` is, 0 when this sign does not tell."""
        if kind == "tracked":
            return (self._originals.get(a) == b) - (self._originals.get(b) == a)
        if kind == "name":
            return compare_names(self._names[a], self._names[b])
        first, second = self._values[kind][a], self._values[kind][b]
        if first is None or second is None:
            return 0
        return _compare_values(first[1], second[1])


def _compare_values(a: float | str, b: float | str) -> int:
    if isinstance(a, str) and isinstance(b, str):
        # Days and moments: one that is told less exactly says nothing of others within it.
        a, b = a[: min(len(a), len(b))], b[: min(len(a), len(b))]
        return (a > b) - (a < b)
    return (float(a) > float(b)) - (float(a) < float(b))


def _shown(value: str | None) -> tuple[str, float | str] | None:
    return (value, value) if value else None


_MOMENT = re.compile(r"\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)?")


def _saved(document: Document) -> tuple[str, float | str] | None:
    """When the file says it was last saved; a file that only says when it was made was made when it was saved."""
    match = _MOMENT.match(document.meta.get("modified") or document.meta.get("created") or "")
    return _shown(match.group()) if match else None


def _numbers(found: Sequence[int | None], lineage: Lineage) -> list[tuple[str, float | str] | None]:
    """Plain numbers in names, if they count versions: neighbours have numbers nearer than chance would give them."""
    ranks = {number: rank for rank, number in enumerate(sorted({number for number in found if number is not None}))}
    steps = [
        abs(ranks[found[bond.a]] - ranks[found[bond.b]])  # type: ignore[index]
        for bond in lineage.bonds
        if found[bond.a] is not None and found[bond.b] is not None
    ]
    by_chance = (len(ranks) + 1) / 3
    if len(ranks) > FEW and steps and sum(steps) / len(steps) > max(BEYOND_CHANCE * by_chance, 1):
        return [None] * len(found)
    return [None if number is None else (str(number), float(number)) for number in found]


def _last_year(document: Document) -> tuple[str, float | str] | None:
    years = [year for block in document.body for year in _YEAR.findall(block.text)]
    return (max(years), float(max(years))) if years else None


def _length(document: Document) -> tuple[str, float | str]:
    words = sum(len(block.text.split()) for block in document.body)
    return str(words), float(words)
