"""Finds what was split or joined: a free block that fills what a linked neighbour lacks."""

from __future__ import annotations

from collections import Counter

from docdiff.alignment.matching import Side, Work

CONTAINED = 0.5  # of a free block, to be a part of its neighbour's partner


def align_splits(work: Work) -> None:
    for i, j in [(i, j) for i, j in enumerate(work.to_b) if j >= 0 and i in work.scores]:
        parts = _parts(work, work.a.words(i), j, work.b, work.to_a)
        if len(parts) > 1:
            work.parts_b[i] = parts
            for part in parts:
                work.to_a[part] = i
        else:
            parts = _parts(work, work.b.words(j), i, work.a, work.to_b)
            if len(parts) > 1:
                work.parts_a[j] = parts
                for part in parts:
                    work.to_b[part] = j
        if len(parts) > 1:
            whole, side = (work.a.words(i), work.b) if i in work.parts_b else (work.b.words(j), work.a)
            score = work.similarity_of_words(whole, _concatenated(side, parts))
            for part in [i] if i in work.parts_b else parts:
                work.scores[part] = score


def _parts(work: Work, whole: tuple[int, ...], first: int, side: Side, partners: list[int]) -> list[int]:
    """The block `first` with the free neighbours that complete it to `whole`, in order."""
    parts = [first]
    if not any(0 <= k < len(partners) and partners[k] < 0 for k in (first - 1, first + 1)):
        return parts
    missing = Counter(whole) - Counter(side.words(first))
    while missing:
        neighbours = [k for k in (parts[0] - 1, parts[-1] + 1) if 0 <= k < len(partners) and partners[k] < 0]
        shares = [(_contained(work, side.words(k), missing), k) for k in neighbours]
        good = [(share, k) for share, k in shares if share >= CONTAINED]
        for _, k in sorted(good, key=lambda item: (-item[0], item[1])):
            longer = [k, *parts] if k < parts[0] else [*parts, k]
            if work.similarity_of_words(whole, _concatenated(side, longer)) > work.similarity_of_words(
                whole, _concatenated(side, parts)
            ):
                parts = longer
                missing -= Counter(side.words(k))
                break
        else:
            break
    return parts


def _contained(work: Work, words: tuple[int, ...], missing: Counter[int]) -> float:
    """The weight of the words of a block that are also missing, over the weight of all of them."""
    total = work.weight(words)
    return work.weight((Counter(words) & missing).elements()) / total if total else 0.0


def _concatenated(side: Side, parts: list[int]) -> tuple[int, ...]:
    return tuple(word for part in parts for word in side.words(part))
