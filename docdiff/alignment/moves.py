"""Links blocks that changed their place, and decides which of them stayed."""

from __future__ import annotations

from collections import defaultdict

from docdiff.alignment.candidates import indexed_pairs
from docdiff.alignment.matching import Work
from docdiff.sequence import Pair, heaviest_order

ALIKE_ELSEWHERE = 0.7  # to be called a move
PER_BLOCK = 50  # characters that it is worth to keep a block in its place, beyond its own
MOVED_WORDS = 6  # a move has at least so many words


def move_equal(work: Work) -> None:
    """Moves free blocks with equal normal forms that are long enough and as often free on both sides."""
    places_a: dict[int, list[int]] = defaultdict(list)
    places_b: dict[int, list[int]] = defaultdict(list)
    free_a, free_b = work.free()
    for i in free_a:
        places_a[work.a.key(i)].append(i)
    for j in free_b:
        places_b[work.b.key(j)].append(j)
    for key, places in places_a.items():
        if len(places) == len(places_b.get(key, ())) and len(work.a.words(places[0])) >= MOVED_WORDS:
            for i, j in zip(places, places_b[key], strict=True):
                work.move(i, j)


def move_similar(work: Work) -> None:
    """Moves free blocks that resemble each other enough, the best pair first."""
    free_a, free_b = work.free()
    if not free_a or not free_b:
        return
    scored = [(work.similarity(i, j), i, j) for i, j in indexed_pairs(work, free_a, free_b, MOVED_WORDS)]
    for score, i, j in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if score >= ALIKE_ELSEWHERE and work.to_b[i] < 0 and work.to_a[j] < 0:
            work.move(i, j, score)


def restore_order(work: Work) -> None:
    """Decides anew what stayed and what moved, so that little text in few blocks did.

    A short block never moves, unless it is a row that moved in its table.
    """
    pairs = [Pair(i, j, work.size(i) + PER_BLOCK) for i, j in enumerate(work.to_b) if j >= 0]
    stays = {pair.a for pair in heaviest_order(pairs)}
    for pair in pairs:
        if pair.a in stays:
            work.moved.discard(pair.a)
        elif len(work.a.words(pair.a)) < MOVED_WORDS and pair.a not in work.rows:
            work.unlink(pair.a)
        else:
            work.moved.add(pair.a)


def grow_moves(work: Work) -> None:
    """A heading or a short answer moves with the block it stands beside."""
    for first in sorted(work.moved):
        for step in (-1, 1):
            i, j = first + step, work.to_b[first] + step
            while work.is_free(i, j) and work.a.key(i) == work.b.key(j):
                work.move(i, j)
                i, j = i + step, j + step
