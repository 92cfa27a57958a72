"""Tells whether changes of different people stand in one date, one amount, or one set of words that oblige or forbid.

Each change may be right alone, and both together say what nobody wrote: of "1 May" one makes "1 June" and another
"15 May", and "15 June" is neither; "shall not deliver" and "may deliver" are not "may not deliver".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from docdiff.dates import find_dates
from docdiff.locale import topic_values, topic_words
from docdiff.merging.units import BREAK, CELL, LINE, plain

AROUND = 60  # characters beside two changes in which the rest of a date or an amount may stand
APART = 80  # characters between two changes, above which they do not stand in one
BETWEEN = 4  # words between two that oblige or forbid, as in "moet de goederen niet leveren"

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|\*{1,3}|__")
_CLAUSE_END = re.compile(rf"[.,;:!?(){BREAK}{CELL}{LINE}](?!\d)")

Stretch = tuple[int, int]


def share_meaning(base: str, first: Stretch, second: Stretch, texts: tuple[str, str]) -> bool:
    """Whether what becomes `texts` at two stretches of `base`, the first before the second, belongs together.

    It does when both change parts of one date, amount or group of words as the base has it, or as both changes together
    make it. Bounded work.
    """
    if second[0] - first[1] > APART:
        return False
    around = max(0, first[0] - AROUND), second[1] + AROUND
    cuts = (around[0], *first, *second, around[1])
    before, one, between, other, behind = (_unmarked(base[start:end]) for start, end in pairwise(cuts))
    old, stood = _with_stretches(before, one, between, other, behind)
    new, placed = _with_stretches(before, _unmarked(texts[0]), between, _unmarked(texts[1]), behind)
    return any(
        all(any(_touches(text, stretch, part) for part in parts) for stretch in stretches)
        for text, stretches in ((old, stood), (new, placed))
        for parts in find_wholes(text)
    )


def _unmarked(text: str) -> str:
    """The text without what makes words bold or slanted, which may stand inside of an amount."""
    return _MARKUP.sub("", text) if "<" in text or "*" in text or "__" in text else text


def _with_stretches(
    before: str, one: str, between: str, other: str, behind: str
) -> tuple[str, tuple[Stretch, Stretch]]:
    """The pieces as one text, and where the second and the fourth stand in it."""
    at = len(before) + len(one) + len(between)
    return before + one + between + other + behind, ((len(before), len(before) + len(one)), (at, at + len(other)))


def _touches(text: str, stretch: Stretch, part: Stretch) -> bool:
    """Whether a stretch, without the spaces at its ends, has a sign of `part` in it, or stands inside of it."""
    start, end = stretch
    words = text[start:end]
    if words.strip():
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return start < part[1] and part[0] < end


def find_wholes(text: str) -> Iterator[tuple[Stretch, ...]]:
    """The parts of a text that say one thing together: dates, amounts and lengths of time as one part each, words that
    oblige or forbid as one part a word."""
    yield from (((date.span.start, date.span.end),) for date in find_dates(text))
    yield from ((match.span(),) for pattern in _amounts() for match in pattern.finditer(text))
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    duties = [number for number, (start, end) in enumerate(words) if text[start:end].casefold() in _duties()]
    group: list[Stretch] = []
    for number, following in pairwise([*duties, len(words) + BETWEEN + 2]):
        group.append(words[number])
        is_last = following - number > BETWEEN + 1 or _CLAUSE_END.search(text, words[number][1], words[following][0])
        if is_last:
            yield tuple(group)
            group = []


@cache
def _duties() -> frozenset[str]:
    return frozenset(word.casefold() for key in ("negation", "obligation") for word in topic_words("changes", key))


@cache
def _amounts() -> tuple[re.Pattern[str], ...]:
    """Numbers in digits or words with what they count, and lengths of time ("een maand") with the word before them."""
    currency, scales, percent = (_any_of(topic_words("changes", key)) for key in ("currency", "scales", "percent"))
    number = rf"(?:\d+(?:[.,:/]\d+)*|(?:{_any_of(tuple(topic_values('numbers', 'cardinals')))})(?!\w))"
    time = rf"[^\W\d_]*(?:{_any_of(topic_words('numbers', 'times'))})(?!\w)"
    return (
        re.compile(
            rf"(?<!\w)(?:(?:{currency})\s*)?[-−–+±]?{number}(?:[-–\s]+{number})*(?:\s*(?:{scales})(?!\w))?"
            rf"(?:\s*(?:{currency}|{percent})(?!\w))?(?:[-\s]+(?:[^\W\d_]+\s+)?{time})?",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<!\w)[^\W\d_]+\s+{time}", re.IGNORECASE),
    )


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


Placed = tuple[int, int, str, frozenset[int], bool]


def meet_in_meaning(base: str, changes: Sequence[Placed]) -> list[tuple[int, int]]:
    """The pairs of changes of different people that stand in one thing and together say something new.

    A change is (start, end, text, people, whether it is a question); they stand in order. What one person wrote in both
    places is not new, unless another one's answer may come to stand in one of them.
    """
    pairs: list[tuple[int, int]] = []
    told = [number for number, one in enumerate(changes) if plain(base[one[0] : one[1]] + one[2]).strip()]
    for at, i in enumerate(told):
        for j in told[at + 1 :]:
            a, b = changes[i], changes[j]
            if b[0] - a[1] > APART:
                break
            is_new = a[3] != b[3] if a[4] or b[4] else not a[3] & b[3]
            if is_new and share_meaning(base, a[:2], b[:2], (a[2], b[2])):
                pairs.append((i, j))
    return pairs
