"""Counts the words of a merge: each must be there as often as the changes of the copies allow.

Strategy: a copy that has a word more often than the base put it in, one that has it less often took it out. At the
least, the merge has what the base has, with the largest number put in and all that anyone took out; at the most, with
all that was put in and only the smallest number taken out. Outside of that, words were lost or stand there twice.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from docdiff.merging.clusters import alike, is_version, words_of
from docdiff.merging.copied import find_copied
from docdiff.merging.regions import Region
from docdiff.merging.units import Units
from docdiff.text import plain_words, seen

CLOSE = 6  # words between two changes that a reader sees as one place
NEAR = 40  # words between two changes in one paragraph that a reader sees in one go
BESIDE = 3  # words between a paragraph that was put in or taken out and a change in the next one
TELLING = 4  # words of a text that is not put in twice by chance
RARE = 8  # new blocks with a word, up to which it says which of them may be versions of one


@dataclass(frozen=True, slots=True)
class Audit:
    """How often words are missing, and how often they are there too often."""

    lost: Counter[str]
    doubled: Counter[str]


def count_words(
    base: Iterable[str], copies: Sequence[Iterable[str]], merged: Iterable[str], asked: Iterable[Collection[str]] = ()
) -> Audit:
    """The words outside the bounds that `copies` of `base` set. Linear in the length of the texts.

    `asked` has for every question the texts that may stand there: whatever the answer, no word may be lost or doubled
    by what stands elsewhere.
    """
    had, least_has = _counted(base), _counted(merged)
    most_has = least_has.copy()
    for texts in asked:
        counts = [_counted([text]) for text in texts]
        for word in set().union(*counts):
            least_has[word] += min(count[word] for count in counts)
            most_has[word] += max(count[word] for count in counts)
    wanted = [_counted(copy) for copy in copies]
    lost, doubled = Counter[str](), Counter[str]()
    for word in sorted({*had, *most_has, *(word for copy in wanted for word in copy)}):
        more = [copy[word] - had[word] for copy in wanted if copy[word] > had[word]]
        less = [copy[word] - had[word] for copy in wanted if copy[word] < had[word]]
        least = had[word] + max(more, default=0) + sum(less)
        most = had[word] + sum(more) + min(less, default=0)
        if most_has[word] < least:
            lost[word] = least - most_has[word]
        elif least_has[word] > most:
            doubled[word] = least_has[word] - most
    return Audit(lost, doubled)


def _counted(texts: Iterable[str]) -> Counter[str]:
    counts = Counter[str]()
    for text in texts:
        counts.update(words_of(text))
    return counts


def flag_regions(regions: Sequence[Region], audit: Audit, base: Units) -> list[Region]:
    """The regions with what the audit found, what stands close together, and what was put in twice marked.

    `base` has the blocks of the base.
    """
    flags: dict[int, list[str]] = defaultdict(list)
    for number, flag in _close(regions):
        flags[number].append(flag)
    for number in _beside_moved(regions):
        flags[number].append("close")
    for number in _asked_elsewhere(regions):
        flags[number] += ["moved-and-edited", "doubled"]
    for number in {*_twice(regions, base.texts), *_holding(regions, audit.doubled, lambda region: region.text)}:
        flags[number].append("doubled")
    for number in find_copied(regions, base):
        flags[number].append("copied-and-changed")
    for number in _holding(regions, audit.lost, lambda region: region.base_text):
        flags[number].append("lost")
    return [
        replace(region, flags=tuple(dict.fromkeys((*region.flags, *flags[number])))) if number in flags else region
        for number, region in enumerate(regions)
    ]


def _changes(regions: Sequence[Region]) -> list[int]:
    return [number for number, region in enumerate(regions) if region.kind != "unchanged" and not region.moved]


def _close(regions: Sequence[Region]) -> Iterator[tuple[int, str]]:
    """Changes of different people with few words between them, of which nothing else warns."""
    flagged = {number for number, region in enumerate(regions) if region.flags}
    for first, second in itertools.pairwise(_changes(regions)):
        a, b = regions[first], regions[second]
        if a.people == b.people or "conflict" in (a.kind, b.kind) or (a.flags and b.flags):
            continue
        if "moved-and-edited" in (*a.flags, *b.flags):
            continue  # where a sentence left, and where it went
        is_one = bool(set(a.base) & set(b.base))
        most = NEAR if is_one else BESIDE if _is_whole(a) or _is_whole(b) else 0
        between = [region.text for region in regions[first + 1 : second]]
        if sum(map(len, between)) >= 40 * most:
            continue
        apart = sum(len(plain_words(text)) for text in between)
        if apart < most:
            flag = "same-paragraph" if is_one and apart >= CLOSE else "close"
            yield from ((number, flag) for number in (first, second) if number not in flagged)


def _beside_moved(regions: Sequence[Region]) -> Iterator[int]:
    """What somebody put before or behind a paragraph that another one moved away: it may belong to that paragraph."""
    told = [n for n, region in enumerate(regions) if region.kind != "unchanged" or region.text.strip()]
    for first, second in itertools.pairwise(told):
        for gone, put in ((first, second), (second, first)):
            a, b = regions[gone], regions[put]
            is_put = b.kind in ("edited", "same") and not (b.moved or b.base or b.flags)
            if a.moved == "away" and is_put and a.people != b.people:
                yield put


def _is_whole(region: Region) -> bool:
    """Whether a paragraph was put in or taken out, as far as a region tells."""
    return not region.base or not region.text


def _twice(regions: Sequence[Region], base: Iterable[str]) -> set[int]:
    """Texts that different people put in at different places, alike or nearly so.

    A short one tells when it is a whole row, item, cell or heading that the `base` has nowhere, or when both put it
    into one paragraph: headings such as "Answer" come more than once by themselves.
    """
    put_in = [_put_in(number, regions[number]) for number in _changes(regions)]
    told = [one for one in put_in if one.text]
    by_text: dict[str, list[_PutIn]] = defaultdict(list)
    for one in told:
        by_text[one.text].append(one)
    several = {text: ones for text, ones in by_text.items() if len({one.people for one in ones}) > 1}
    known = {seen(text) for text in base} if any(len(plain_words(text)) < TELLING for text in several) else set[str]()
    found: set[int] = set()
    for text, ones in several.items():
        chosen = ones if len(plain_words(text)) >= TELLING else _telling(ones, known)
        if len({one.people for one in chosen}) > 1:
            found |= {one.number for one in chosen}
    return found | _nearly_twice([one for one in told if one.is_whole])


@dataclass(frozen=True, slots=True)
class _PutIn:
    """A text that was put in: the region, its normal form, who did it, and the blocks of the base it stands in."""

    number: int
    text: str
    people: tuple[str, ...]
    base: tuple[int, ...]
    is_insertion: bool

    @property
    def is_whole(self) -> bool:
        """Whether it is a block of its own."""
        return not self.base


def _put_in(number: int, region: Region) -> _PutIn:
    text = "" if region.kind == "conflict" else seen(region.text)
    return _PutIn(number, text, region.people, region.base, not region.base_text.strip())


def _telling(ones: Sequence[_PutIn], known: set[str]) -> list[_PutIn]:
    """Those of a short text, put in more than once, that are no coincidence."""
    if not any(sign.isalnum() for sign in ones[0].text):
        return []
    whole = [] if ones[0].text in known else [one for one in ones if one.is_whole]
    blocks = Counter(block for one in ones if one.is_insertion for block in one.base)
    return whole + [one for one in ones if one.is_insertion and any(blocks[block] > 1 for block in one.base)]


def _nearly_twice(whole: Sequence[_PutIn]) -> set[int]:
    """New blocks of different people that are versions of one; compared are those that share a rare word."""
    words = [frozenset(plain_words(one.text)) for one in whole]
    having: dict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(words):
        if len(own) >= TELLING:
            for word in own:
                having[word].append(at)
    pairs = {pair for places in having.values() if len(places) <= RARE for pair in itertools.combinations(places, 2)}
    found: set[int] = set()
    for i, j in sorted(pairs):
        a, b = whole[i], whole[j]
        if a.people != b.people and 2 * len(words[i] & words[j]) >= len(words[i]) and alike(a.text, b.text):
            found |= {a.number, b.number}
    return found


def _asked_elsewhere(regions: Sequence[Region]) -> set[int]:
    """What somebody put in that is asked about at another place: they moved it, and another one changed it there."""
    asked = [
        (set(region.people), [seen(text) for text in (region.base_text, *(side.text for side in region.sides))])
        for region in regions
        if region.is_open
    ]
    put_in = [_put_in(number, regions[number]) for number in _changes(regions)] if asked else []
    told = [one for one in put_in if one.is_insertion and len(plain_words(one.text)) >= TELLING]
    return {
        one.number
        for one in told
        for people, texts in asked
        if people & set(one.people) and any(one.text in text or is_version(one.text, text) for text in texts)
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
