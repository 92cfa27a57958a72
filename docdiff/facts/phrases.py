"""Finds phrases that are said twice within one sentence, with next to nothing between.

A phrase counts when it is long enough to be no accident and joins things ("SMEs and mid-cap companies"): of "the end of
the table to the other end of the table" the second is needed, of a list said twice it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docdiff.locale.editing import editing_words
from docdiff.model import Span
from docdiff.text import sentences

_WORD = re.compile(r"[^\W_]+")
_LEAST = 5  # words of the phrase
_MEANING = 3  # of them with a meaning of their own
_BETWEEN = re.compile(r",? (?:[a-z]+ ){0,2}")  # what stands between the two
_JOINS = frozenset({"and", "en", "und", "et"})
_FEWEST = 9  # words of a sentence that can hold a phrase twice


def find_said_again(text: str) -> Iterator[tuple[Span, Span]]:
    """Where a sentence of `text` says a phrase, and where it says it again. Linear in the length of the text."""
    if not any(f" {word} " in text for word in _JOINS) or not _has_twice(text):
        return
    for start, end in sentences(text):
        words = list(_WORD.finditer(text, start, end))
        if len(words) >= _FEWEST:
            yield from _said_again(text, words)


def _has_twice(text: str) -> bool:
    """Whether any phrase that is long enough stands in `text` twice, in whatever sentences: which few have."""
    words = [word.lower() for word in _WORD.findall(text)]
    phrases = list(zip(*(words[at:] for at in range(_LEAST)), strict=False))
    return len(set(phrases)) < len(phrases)


def _said_again(text: str, words: list[re.Match[str]]) -> Iterator[tuple[Span, Span]]:
    folded = [word[0].lower() for word in words]
    last: dict[tuple[str, ...], int] = {}
    at = 0
    while at + _LEAST <= len(words):
        key = tuple(folded[at : at + _LEAST])
        first = last.setdefault(key, at)
        if first + _LEAST <= at <= first + 3 * _LEAST:
            length = _common(folded, first, at)
            between = text[words[first + length - 1].end() : words[at].start()]
            if _goes_on(between) and _says_much(folded[at : at + length]):
                yield _span(words, first, length), _span(words, at, length)
                at += length
                continue
        last[key] = at
        at += 1


def _common(folded: list[str], first: int, second: int) -> int:
    length = 0
    while (
        first + length < second and second + length < len(folded) and folded[first + length] == folded[second + length]
    ):
        length += 1
    return length


def _goes_on(between: str) -> bool:
    """Whether nothing but a comma and a word or two stands between, none of which begins a clause of its own."""
    return bool(_BETWEEN.fullmatch(between)) and editing_words("joins").isdisjoint(between.strip(", ").split())


def _says_much(phrase: list[str]) -> bool:
    meaning = [word for word in phrase if word not in editing_words("small") and not word.isdecimal()]
    return len(meaning) >= _MEANING and not _JOINS.isdisjoint(phrase[1:-1])


def _span(words: list[re.Match[str]], first: int, length: int) -> Span:
    return Span(words[first].start(), words[first + length - 1].end())
