"""Finds where two copies of a stretch of words differ in a word or a few."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

from docdiff.fingerprint import list_words
from docdiff.model import Span
from docdiff.runs import BlockTable, Passage, unit_of
from docdiff.shared import Stretch, spans_of

_MOST_GAP = 4  # words that differ
_Word = tuple[int, int]  # position in the table, number of the word there


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where two copies of a stretch of words differ in one to four words.

    `a` and `b` are the answers or paragraphs the copies stand in, `places` where the words that differ stand in them
    (block, span; with the word before and the word behind), `values` those words in their normal form, maybe none.
    `frame` is the words around the slot, equal for all copies; `words` how many the whole stretch shares.
    """

    a: Passage
    b: Passage
    places: tuple[tuple[int, Span], tuple[int, Span]]
    values: tuple[str, str]
    frame: str
    words: int


def find_slots(table: BlockTable, stretches: Sequence[Stretch], in_copy: Callable[[Passage], bool]) -> Iterator[Slot]:
    """Where copies of a stretch differ; `in_copy` says of a passage whether its original tells it."""
    for stretch in stretches:
        for (start_a, start_b), (end_a, end_b) in _gaps(table, stretch):
            if start_a[0] != end_a[0] or start_b[0] != end_b[0]:
                continue
            sides = table.passage(start_a[0], start_a[0]), table.passage(start_b[0], start_b[0])
            if any(in_copy(side) for side in sides):
                continue
            words = [_words(table.entries[at].form) for at in (start_a[0], start_b[0])]
            values = (
                " ".join(words[0][start_a[1] + 1 : end_a[1]]),
                " ".join(words[1][start_b[1] + 1 : end_b[1]]),
            )
            frame = [*words[0][max(start_a[1] - 3, 0) : start_a[1] + 1], "_", *words[0][end_a[1] : end_a[1] + 4]]
            (place_a,) = spans_of(table, start_a, _last(end_a, words[0]))
            (place_b,) = spans_of(table, start_b, _last(end_b, words[1]))
            a, b = unit_of(table, sides[0]), unit_of(table, sides[1])
            yield Slot(a, b, (place_a, place_b), values, " ".join(frame), stretch.words)


@lru_cache(maxsize=1 << 10)
def _words(form: str) -> list[str]:
    return list_words(form)


def _last(word: _Word, words: Sequence[str]) -> _Word:
    return word[0], min(word[1], len(words) - 1)


def _gaps(table: BlockTable, stretch: Stretch) -> Iterator[tuple[tuple[_Word, _Word], tuple[_Word, _Word]]]:
    """The words before and behind each slot, on both sides; behind the last word of a block stands none."""
    for before, behind in pairwise(stretch.pieces):
        yield (before.end_a, before.end_b), (behind.a, behind.b)
    # What differs at the end of a paragraph has too few words behind it to be found as a piece.
    last = stretch.pieces[-1]
    rest = [_words(table.entries[at].form)[word + 1 :] for at, word in (last.end_a, last.end_b)]
    if gap := _gap_before_end(*rest):
        ends = [(at, word + 1 + length) for (at, word), length in zip((last.end_a, last.end_b), gap, strict=True)]
        yield (last.end_a, last.end_b), (ends[0], ends[1])


def _gap_before_end(a: Sequence[str], b: Sequence[str]) -> tuple[int, int] | None:
    """How many words differ before two texts go on alike for two words, or end alike; None when they do not."""
    for length_a, length_b in sorted(product(range(_MOST_GAP + 1), repeat=2), key=sum):
        behind_a, behind_b = a[length_a : length_a + 3], b[length_b : length_b + 3]
        at_end = len(a) - length_a == len(b) - length_b <= len(behind_a)
        if length_a + length_b and behind_a == behind_b and (len(behind_a) > 1 or at_end):
            return (length_a, length_b) if behind_a or (length_a and length_b) else None
    return None
