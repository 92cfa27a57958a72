"""Counts the words of a merge: each must be there as often as the changes of the copies allow.

Strategy: a copy that has a word more often than the base put it in, one that has it less often took it out. At the
least, the merge has what the base has, with the largest number put in and all that anyone took out; at the most, with
all that was put in and only the smallest number taken out. Outside of that, words were lost or stand there twice.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from docdiff.merging.clusters import words_of
from docdiff.merging.regions import Region
from docdiff.text import plain_words, seen

CLOSE = 6  # words between two changes that a reader sees as one place
BESIDE = 3  # words between a paragraph that was put in or taken out and a change in the next one
TELLING = 4  # words of a text that is not put in twice by chance


@dataclass(frozen=True, slots=True)
class Audit:
    """How often words are missing, and how often they are there too often."""

    lost: Counter[str]
    doubled: Counter[str]


def count_words(base: Iterable[str], copies: Sequence[Iterable[str]], merged: Iterable[str]) -> Audit:
    """The words outside the bounds that `copies` of `base` set. Linear in the length of the texts."""
    had, has = _counted(base), _counted(merged)
    wanted = [_counted(copy) for copy in copies]
    lost, doubled = Counter[str](), Counter[str]()
    for word in sorted({*had, *has, *(word for copy in wanted for word in copy)}):
        more = [copy[word] - had[word] for copy in wanted if copy[word] > had[word]]
        less = [copy[word] - had[word] for copy in wanted if copy[word] < had[word]]
        least = had[word] + max(more, default=0) + sum(less)
        most = had[word] + sum(more) + min(less, default=0)
        if has[word] < least:
            lost[word] = least - has[word]
        elif has[word] > most:
            doubled[word] = has[word] - most
    return Audit(lost, doubled)


def _counted(texts: Iterable[str]) -> Counter[str]:
    counts = Counter[str]()
    for text in texts:
        counts.update(words_of(text))
    return counts


def flag_regions(regions: Sequence[Region], audit: Audit) -> list[Region]:
    """The regions with what the audit found, what stands close together, and what was put in twice marked."""
    flags: dict[int, list[str]] = defaultdict(list)
    for number in _close(regions):
        flags[number].append("close")
    for number in {*_twice(regions), *_holding(regions, audit.doubled, lambda region: region.text)}:
        flags[number].append("doubled")
    for number in _holding(regions, audit.lost, lambda region: region.base_text):
        flags[number].append("lost")
    return [
        replace(region, flags=tuple(dict.fromkeys((*region.flags, *flags[number])))) if number in flags else region
        for number, region in enumerate(regions)
    ]


def _changes(regions: Sequence[Region]) -> list[int]:
    return [number for number, region in enumerate(regions) if region.kind != "unchanged" and not region.moved]


def _close(regions: Sequence[Region]) -> set[int]:
    """Changes of different people with few words between them, of which nothing else warns."""
    found: set[int] = set()
    changes = _changes(regions)
    for first, second in itertools.pairwise(changes):
        a, b = regions[first], regions[second]
        if a.people == b.people or "conflict" in (a.kind, b.kind) or (a.flags and b.flags):
            continue
        between = [region.text for region in regions[first + 1 : second]]
        most = CLOSE if set(a.base) & set(b.base) else BESIDE if _is_whole(a) or _is_whole(b) else 0
        if sum(map(len, between)) < 40 * most and sum(len(plain_words(text)) for text in between) < most:
            found |= {number for number in (first, second) if not regions[number].flags}
    return found


def _is_whole(region: Region) -> bool:
    """Whether a paragraph was put in or taken out, as far as a region tells."""
    return not region.base or not region.text


def _twice(regions: Sequence[Region]) -> set[int]:
    """Texts that different people put in at different places."""
    places: dict[str, list[int]] = defaultdict(list)
    for number in _changes(regions):
        region = regions[number]
        if region.kind == "edited" and len(plain_words(region.text)) >= TELLING:
            places[seen(region.text)].append(number)
    return {
        number
        for numbers in places.values()
        if len({regions[number].people for number in numbers}) > 1
        for number in numbers
    }


def _holding(regions: Sequence[Region], words: Counter[str], text_of: Callable[[Region], str]) -> set[int]:
    """The changes that most of all hold `words`: half of theirs, and for every word at least one change."""
    if not words:
        return set()
    found: set[int] = set()
    shares: list[tuple[float, int, set[str]]] = []
    for number in _changes(regions):
        region = regions[number]
        own = words_of(text_of(region))
        hits = [word for word in own if word in words]
        if hits and region.kind != "conflict":
            shares.append((len(hits) / len(own), number, set(hits)))
            if 2 * len(hits) >= len(own) and len(hits) > 1:
                found.add(number)
    for word in words:
        best = max(
            (share for share in shares if word in share[2]), default=None, key=lambda share: (share[0], -share[1])
        )
        if best and not any(number in found and word in hits for _, number, hits in shares):
            found.add(best[1])
    return found
