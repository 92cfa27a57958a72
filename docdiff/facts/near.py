"""Finds words that are one slip of the pen apart, without comparing every word with every other.

Strategy: a word with any one letter taken out is a key; two words that differ by a letter too many, too few, another
or swapped share a key (the deletion neighbourhoods of SymSpell; Garbe 2012, after Mor & Fraenkel 1982). So the work
grows with the letters of the words and not with the pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

Slip = Literal["extra", "missing", "swapped", "other"]


def deletions(word: str, head: int = 0, tail: int = 0) -> set[str]:
    """The word, and the word without each one of its letters but the first `head` and the last `tail`."""
    return {word, *[word[:at] + word[at + 1 :] for at in range(head, len(word) - tail)]}


def near_words(
    rare: Iterable[str], common: Iterable[str], *, head: int = 0, tail: int = 0
) -> Mapping[str, tuple[str, ...]]:
    """For each rare word, the common ones one slip away, in alphabetical order; rare words without any are left out.

    Only words that agree in their first `head` and last `tail` letters are compared, which saves most of the work:
    that one alone costs the time of a look-up.
    """

    def edges(word: str) -> str:
        return word[:head] + word[len(word) - tail :]

    known = tuple(common)
    ends = set(map(edges, known))
    wanted = [word for word in rare if edges(word) in ends]
    ends = set(map(edges, wanted))
    needed = {key for word in wanted for key in deletions(word, head, tail)}
    keys: dict[str, list[str]] = defaultdict(list)
    for word in known:
        for key in deletions(word, head, tail) & needed if edges(word) in ends else ():
            keys[key].append(word)
    ends = set(map(edges, keys))
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(word for word in wanted if edges(word) in ends):
        others = {other for key in deletions(word, head, tail) for other in keys.get(key, ()) if slip_of(word, other)}
        if others:
            found[word] = tuple(sorted(others))
    return found


def slip_of(wrong: str, right: str) -> tuple[Slip, int] | None:
    """The one slip that makes `wrong` of `right`, and at which letter; None when they are equal or further apart."""
    start = 0
    while start < min(len(wrong), len(right)) and wrong[start] == right[start]:
        start += 1
    rest, other = wrong[start:], right[start:]
    if not rest and not other:
        return None
    if rest[1:] == other:
        return "extra", start
    if rest == other[1:]:
        return "missing", start
    if rest[1:] == other[1:]:
        return "other", start
    if len(rest) > 1 and rest[:2] == other[1::-1] and rest[2:] == other[2:]:
        return "swapped", start
    return None
