"""Links blocks that are alike, and those for which their neighbours vouch."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.fuzz import ratio

from docdiff.alignment.candidates import SHORT, all_pairs, candidate_pairs
from docdiff.alignment.equal import grow
from docdiff.alignment.matching import Work
from docdiff.sequence import Pair, heaviest_chain, matching_runs
from docdiff.text import normalise

ALIKE = 0.5  # at least this similar to be linked within a gap
ALIKE_IN_CONTEXT = 0.3  # in a small gap between linked neighbours
SMALL_GAP = 64  # pairs, for the looser pass
CLIPPED = 1000  # characters of a block with few words that are compared


def align_similar(work: Work) -> None:
    for gap in work.gaps():
        if work.unlike.get(gap.a[0]) == gap:
            continue  # compared before, with nothing gone or come since
        if not _link_similar(work, candidate_pairs(work, gap), ALIKE):
            work.unlike[gap.a[0]] = gap
    grow(work, work.a.key, work.b.key)


def align_in_context(work: Work) -> None:
    """Links what neighbours vouch for: less similar blocks in small gaps, equal short blocks, the only two in a gap."""
    for gap in work.gaps():
        if gap.pairs <= SMALL_GAP:
            _link_similar(work, all_pairs(work, gap), ALIKE_IN_CONTEXT)
    grow(work, work.a.key, work.b.key)
    for gap in work.gaps():
        for run in matching_runs([work.a.key(i) for i in gap.a], [work.b.key(j) for j in gap.b]):
            for k in range(run.length):
                work.link(gap.a[run.a + k], gap.b[run.b + k])
    for gap in work.gaps():
        if gap.pairs == 1:
            _link_by_context(work, gap.a[0], gap.b[0])


def _link_similar(work: Work, candidates: Iterable[tuple[int, int]], least: float) -> bool:
    """Links the heaviest chain of those that are alike; whether there are any."""
    scores: dict[tuple[int, int], float] = {}
    for i, j in candidates:
        score = work.similarity(i, j)
        if score >= least:
            scores[i, j] = score
    # Squared, so that one good pair outweighs two bad ones that cross it.
    pairs = [Pair(i, j, 1 + round(10_000 * score * score)) for (i, j), score in scores.items()]
    for pair in heaviest_chain(pairs):
        work.link(pair.a, pair.b, scores[pair.a, pair.b])
    return bool(pairs)


def _link_by_context(work: Work, i: int, j: int) -> None:
    """Links the only two blocks between linked neighbours when they look alike, however short: "Vraag 7", "Vraag 8"."""
    if min(len(work.a.words(i)), len(work.b.words(j))) >= SHORT:
        return
    alike = ratio(normalise(work.a.texts[i])[:CLIPPED], normalise(work.b.texts[j])[:CLIPPED]) / 100
    if alike >= ALIKE:
        work.link(i, j, alike)
