"""Finds what two sequences of numbers have in common, in order, with bounded work.

Strategy: equal ends first; a middle that is small enough goes through an exact bit-parallel longest common subsequence
(Hyyrö 2004, by rapidfuzz); a larger one is cut at the numbers that occur once on both sides (patience, Bram Cohen), and
where there are none, in the middle of both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

AREA = 1 << 26  # rapidfuzz keeps one bit for every pair of numbers: 8 MB


class Run(NamedTuple):
    """`length` equal numbers, from `a` in the first sequence and from `b` in the second."""

    a: int
    b: int
    length: int


class Pair(NamedTuple):
    """A position in each sequence, and what it is worth to keep them together."""

    a: int
    b: int
    weight: int


def matching_runs(a: Sequence[int], b: Sequence[int]) -> list[Run]:
    """The runs of equal numbers that a shortest edit script would keep, in order; the shortest but for huge inputs.

    Work and memory are bounded by `AREA` for each piece, and the pieces together are linear in the input.
    """
    found: list[Run] = []
    # Invariant: what is on the stack stands, from top to bottom, in the order of both sequences, after all of `found`.
    stack: list[tuple[int, int, int, int]] = [(0, len(a), 0, len(b))]
    while stack:
        low_a, high_a, low_b, high_b = stack.pop()
        ahead = _equal_ahead(a, low_a, high_a, b, low_b, high_b)
        if ahead:
            found.append(Run(low_a, low_b, ahead))
            low_a, low_b = low_a + ahead, low_b + ahead
        behind = _equal_behind(a, low_a, high_a, b, low_b, high_b)
        if behind:
            high_a, high_b = high_a - behind, high_b - behind
            stack.append((high_a, high_a + behind, high_b, high_b + behind))
        if low_a == high_a or low_b == high_b:
            continue
        if (high_a - low_a) * (high_b - low_b) <= AREA:
            found.extend(
                Run(low_a + op.src_start, low_b + op.dest_start, op.src_end - op.src_start)
                for op in Indel.opcodes(a[low_a:high_a], b[low_b:high_b])
                if op.tag == "equal"
            )
            continue
        cuts = [(low_a, low_b), *_cuts(a, low_a, high_a, b, low_b, high_b), (high_a, high_b)]
        stack.extend(reversed([(p[0], q[0], p[1], q[1]) for p, q in pairwise(cuts)]))
    return _joined(found)


def _equal_ahead(a: Sequence[int], low_a: int, high_a: int, b: Sequence[int], low_b: int, high_b: int) -> int:
    most = min(high_a - low_a, high_b - low_b)
    count = 0
    while count < most and a[low_a + count] == b[low_b + count]:
        count += 1
    return count


def _equal_behind(a: Sequence[int], low_a: int, high_a: int, b: Sequence[int], low_b: int, high_b: int) -> int:
    most = min(high_a - low_a, high_b - low_b)
    count = 0
    while count < most and a[high_a - count - 1] == b[high_b - count - 1]:
        count += 1
    return count


def _cuts(
    a: Sequence[int], low_a: int, high_a: int, b: Sequence[int], low_b: int, high_b: int
) -> Iterator[tuple[int, int]]:
    """Where to cut a piece that is too large: before numbers that occur once on both sides, else in the middle."""
    pairs = [Pair(i, j, 1) for i, j in unique_pairs(a[low_a:high_a], b[low_b:high_b])]
    if pairs:
        yield from ((low_a + pair.a, low_b + pair.b) for pair in heaviest_chain(pairs))
    else:
        yield (low_a + high_a) // 2, (low_b + high_b) // 2


def _joined(runs: list[Run]) -> list[Run]:
    out: list[Run] = []
    for run in runs:
        if out and out[-1].a + out[-1].length == run.a and out[-1].b + out[-1].length == run.b:
            out[-1] = Run(out[-1].a, out[-1].b, out[-1].length + run.length)
        else:
            out.append(run)
    return out


def unique_pairs(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
    """Positions of the numbers that occur exactly once in both sequences, in the order of the first."""
    once_a, once_b = Counter(a), Counter(b)
    place = {number: j for j, number in enumerate(b) if once_b[number] == 1}
    return [(i, place[number]) for i, number in enumerate(a) if once_a[number] == 1 and number in place]


def heaviest_chain(pairs: list[Pair]) -> list[Pair]:
    """The pairs that increase on both sides and together weigh most; weights are above zero. O(n log n).

    A binary indexed tree (Fenwick 1994) keeps the best chain that ends at or before each position of the second side.
    """
    order = sorted(pairs, key=lambda pair: (pair.a, -pair.b, pair.weight))
    if all(p.a < q.a and p.b < q.b for p, q in pairwise(order)):
        return order
    columns = sorted({pair.b for pair in order})
    size = len(columns)
    best_weight = [0] * (size + 1)
    best_end = [-1] * (size + 1)
    previous = [-1] * len(order)
    end, most = -1, 0
    for number, pair in enumerate(order):
        column = bisect_left(columns, pair.b)
        weight, before = 0, -1
        k = column
        while k > 0:
            if best_weight[k] > weight:
                weight, before = best_weight[k], best_end[k]
            k &= k - 1
        weight += pair.weight
        previous[number] = before
        if weight > most:
            end, most = number, weight
        k = column + 1
        while k <= size:
            if weight > best_weight[k]:
                best_weight[k], best_end[k] = weight, number
            k += k & -k
    chain: list[Pair] = []
    while end >= 0:
        chain.append(order[end])
        end = previous[end]
    return chain[::-1]


def heaviest_order(matching: list[Pair]) -> list[Pair]:
    """`heaviest_chain` for pairs that share no position: quick, because pairs that follow each other count as one."""
    order = sorted(matching)
    groups: list[list[Pair]] = []
    for pair in order:
        if groups and groups[-1][-1].a + 1 == pair.a and groups[-1][-1].b + 1 == pair.b:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    heads = {group[0].a: group for group in groups}
    chain = heaviest_chain([Pair(group[0].a, group[0].b, sum(pair.weight for pair in group)) for group in groups])
    return [pair for head in chain for pair in heads[head.a]]
