"""Links the versions of one text, each to those it is nearest to.

Strategy: how far two versions are apart is the number of runs of four words and signs that only one of them has. It is
never divided by their length: a ratio would make a small change to a long text no change at all. The links that join
all versions with the least change make a tree (minimum spanning tree; Kruskal 1956). Two things are mended in it:

- A version that took something back lies nearer to the one before last than to the last. So where a tree forks, and the
  fork's last leaf is almost as near, the leaf is taken: people go on from the last version.
- A version that has the changes of two others closes a ring: the way around it makes the same change twice, where the
  direct link makes it not at all. Such a link is a second parent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docdiff.fingerprint import hash64, long_shingles
from docdiff.overlap import shared_counts
from docdiff.text import TOKEN, seen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RUN = 4  # words and signs of a shingle
FORKED = 0.4  # of the way from a fork to its leaf, up to which a version hangs between them and goes to the leaf
TAKEN_OVER = 0.75  # of a change, when both branches are said to have come together
LEAST_CHANGE = 4  # shingles of a change that says so; one word makes eight


@dataclass(frozen=True, slots=True)
class Bond:
    """Two neighbouring versions, `a` before `b` by position.

    `distance` is the shingles only one of them has, `score` the share they have in common (0.0 to 1.0), `confidence` is
    0.5 when another link would have done as well and 1.0 when none comes near. `closes` says that the
    bond closes a ring: one of the two has the changes of both its neighbours there.
    """

    a: int
    b: int
    distance: int
    score: float
    confidence: float
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Lineage:
    """How the versions of one text hang together, without direction.

    `distances` has the shingles only one of two versions has, for each two; `bonds` join all of them.
    """

    distances: NDArray[np.int64]
    bonds: tuple[Bond, ...]


class Tokenizer:
    """Turns texts into sets of hashed runs of tokens; the same token is hashed once."""

    def __init__(self) -> None:
        self._hashes: dict[str, int] = {}

    def shingles(self, text: str) -> NDArray[np.uint64]:
        """The runs of four words and signs, as a reader sees them: kinds of quotes, dashes and spaces are all one."""
        import numpy as np

        tokens = [token for token in TOKEN.findall(seen(text)) if not token.isspace()]
        for token in tokens:
            if token not in self._hashes:
                self._hashes[token] = hash64(token)
        numbers = np.array([self._hashes[token] for token in tokens], np.uint64)
        return long_shingles(numbers, min(RUN, max(len(numbers), 1)))


def link_versions(sets: Sequence[NDArray[np.uint64]]) -> Lineage:
    """How the versions with these shingles hang together; two and more.

    Of links that are as good the one between earlier positions is taken. Quadratic in the number of versions, plus what
    `shared_counts` takes.
    """
    import numpy as np

    shared = shared_counts(sets)
    sizes = shared.diagonal()
    distances = np.add.outer(sizes, sizes) - 2 * shared
    tree = _straighten(distances, _spanning_tree(distances))
    rings = tuple(_closing_bonds(distances, tree))
    bonds = []
    for a, b in sorted((*tree, *rings)):
        distance = int(distances[a, b])
        union = int(sizes[a] + sizes[b] - shared[a, b])
        closes = (a, b) in rings
        confidence = _confidence(distances, tree, rings, (a, b)) if not closes else TAKEN_OVER
        bonds.append(Bond(a, b, distance, int(shared[a, b]) / union if union else 1.0, confidence, closes))
    return Lineage(distances, tuple(bonds))


Link = tuple[int, int]


def _link(a: int, b: int) -> Link:
    return (a, b) if a < b else (b, a)


def _spanning_tree(distances: NDArray[np.int64]) -> list[Link]:
    """The links of the tree with the smallest sum of distances (Prim 1957, in columns)."""
    import numpy as np

    total = len(distances)
    nearest = np.zeros(total, np.int64)
    best = distances[0].copy()
    outside = np.ones(total, bool)
    outside[0] = False
    tree: list[Link] = []
    for _ in range(total - 1):
        new = int(np.where(outside, best, np.iinfo(np.int64).max).argmin())
        tree.append(_link(int(nearest[new]), new))
        outside[new] = False
        nearer = distances[new] < best
        best, nearest = np.where(nearer, distances[new], best), np.where(nearer, new, nearest)
    return sorted(tree)


def _neighbours(total: int, tree: Sequence[Link]) -> list[list[int]]:
    beside: list[list[int]] = [[] for _ in range(total)]
    for a, b in tree:
        beside[a].append(b)
        beside[b].append(a)
    return beside


def _beyond(beside: list[list[int]], here: int, there: int) -> list[int]:
    """All that hangs on `there`, seen from its neighbour `here`; `there` itself first."""
    found, came = [there], {here, there}
    for node in found:
        found += (new := [other for other in beside[node] if other not in came])
        came.update(new)
    return found


def _straighten(distances: NDArray[np.int64], tree: list[Link]) -> list[Link]:
    """The tree with fewer forks. Every step uses up a leaf and makes none, so it ends."""
    while True:
        beside = _neighbours(len(distances), tree)
        swaps = [
            swap
            for a, b in tree
            for here, fork in ((a, b), (b, a))
            if len(beside[fork]) > 2
            for swap in _swaps(distances, beside, here, fork)
        ]
        if not swaps:
            return tree
        _, here, fork, leaf = min(swaps)
        tree = sorted(link for link in (*tree, _link(here, leaf)) if link != _link(here, fork))


def _swaps(
    distances: NDArray[np.int64], beside: list[list[int]], here: int, fork: int
) -> Iterator[tuple[float, int, int, int]]:
    """The leaves beyond `fork` that `here` may hang on as well: (how much worse, here, fork, leaf)."""
    for leaf in _beyond(beside, here, fork)[1:]:
        if len(beside[leaf]) == 1:
            # How far from the fork, on the way to the leaf, the version branches off: 0.0 at the leaf, 1.0 at the fork.
            worse = int(distances[here, leaf]) - int(distances[here, fork])
            way = int(distances[fork, leaf])
            if worse <= FORKED * way:
                yield worse / max(way, 1), here, fork, leaf


def _confidence(distances: NDArray[np.int64], tree: list[Link], rings: Sequence[Link], link: Link) -> float:
    """How clearly the two ends are the neighbours: 1.0 when every other link between the two sides is as much longer
    as its ends are away from these; 0.5 when one is no longer at all. Links that stand anyway are no other ones."""
    import numpy as np

    beside = _neighbours(len(distances), [other for other in tree if other != link])
    near, far = (np.array(_beyond(beside, -1, end)) for end in link)
    beyond = distances[np.ix_(near, far)] - distances[link]
    away = distances[near, link[0]][:, None] + distances[far, link[1]][None, :]
    clear = np.where(away > 0, np.clip(beyond / np.maximum(away, 1), 0, 1), 1.0)
    for a, b in rings:
        clear[(near[:, None] == a) & (far[None, :] == b)] = 1.0
        clear[(near[:, None] == b) & (far[None, :] == a)] = 1.0
    return 0.5 + 0.5 * float(clear.min())


# Rings


def _closing_bonds(distances: NDArray[np.int64], tree: list[Link]) -> Iterator[Link]:
    """The links that close a ring, the one that spares most first; what a ring explains is not told again.

    What the first step of a way changes, and its two ends do not differ in, follows from the distances alone: the
    symmetric differences of three sets leave no choice.
    """
    import numpy as np

    around, first, hops = _ways(distances, tree)
    total = len(distances)
    starts = np.arange(total)[:, None]
    step = distances[starts, first]
    left = (distances + step - distances[first, np.arange(total)[None, :]]) / 2
    taken_over = (left <= (1 - TAKEN_OVER) * step) & (step >= LEAST_CHANGE)
    least = np.minimum(step, step.T)
    possible = np.triu(taken_over & taken_over.T & (hops > 2), 1)
    while True:
        spared = np.where(possible, (around - distances) / 2, 0)
        spared[spared < TAKEN_OVER * least] = 0
        best = np.argwhere((spared == spared.max()) & (spared > 0)).tolist()
        if not best:
            return
        a, b = min(best, key=lambda pair: (int(distances[pair[0], pair[1]]), pair))
        yield a, b
        possible[a, b] = False
        new = int(distances[a, b])
        around = np.minimum(around, np.minimum(around[:, [a]] + new + around[[b]], around[:, [b]] + new + around[[a]]))


def _ways(
    distances: NDArray[np.int64], tree: list[Link]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """For each two versions the way through the tree: how long it is, where it goes first, and in how many steps."""
    import numpy as np

    total = len(distances)
    beside = _neighbours(total, tree)
    around, first, hops = (np.zeros((total, total), np.int64) for _ in range(3))
    for end in range(total):
        first[end, end] = end
        for node in (queue := [end]):
            for other in beside[node]:
                if other != first[node, end]:
                    first[other, end] = node
                    hops[other, end] = hops[node, end] + 1
                    around[other, end] = around[node, end] + distances[other, node]
                    queue.append(other)
    return around, first, hops
