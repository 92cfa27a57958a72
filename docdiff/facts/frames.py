"""Finds words that stand where another, much like them, stands otherwise: "the noted agenda" for "the annotated".

A frame is what stands around a word: the two words before it and the one behind. Only frames of rare words are kept,
and one more pass over the text tells which other words stand in them; so memory grows with the rare words alone. Words
are taken for neighbours until a word is found that is like a rare one in its frame; only for those few it is looked up
whether a comma or a bracket stands between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from docdiff.facts.words import WORD, Words
from docdiff.model import Block, Document, Span, Spot

Frame = tuple[str, str, str]
_Texts = Sequence[tuple[Document, Block]]
_Place = tuple[int, int, str]  # the number of a text, that of a word in it, and the word


@dataclass(frozen=True, slots=True)
class Replaced:
    """A rare word, and a commoner one that stands in the same frame elsewhere."""

    word: str
    at: Spot
    other: str
    others: tuple[Spot, ...]


def find_replaced(
    words: Words, is_rare: Callable[[str], bool], is_like: Callable[[str, str], bool]
) -> Iterator[Replaced]:
    """Rare words with a word that is like them in the same frame, in reading order; the text is gone through twice."""
    texts = tuple(words.distinct_blocks())
    rare_words = {word for word in words.counts if word.islower() and is_rare(word)}
    rare = _find_rare(words, texts, rare_words)
    common = _find_common(words, texts, rare, rare_words)
    found: list[tuple[list[tuple[_Place, Spot]], list[tuple[_Place, Spot]]]] = []
    for frame, places in common.items():
        pairs = product({word for _, _, word in rare[frame]}, {word for _, _, word in places})
        if any(is_like(word, other) for word, other in pairs):
            found.append((_neighbours(texts, rare[frame]), _neighbours(texts, places)))
    for own, others in sorted((pair for pair in found if pair[0]), key=lambda pair: pair[0][0][0]):
        for (_, _, word), at in own:
            for other in sorted({other for (_, _, other), _ in others}):
                if is_like(word, other):
                    yield Replaced(word, at, other, tuple(spot for place, spot in others if place[2] == other))


def _find_rare(words: Words, texts: _Texts, rare_words: set[str]) -> dict[Frame, list[_Place]]:
    """Where the rare words stand, by their frames."""
    found: dict[Frame, list[_Place]] = defaultdict(list)
    for number, (_, block) in enumerate(texts):
        written = words.of(block)
        for at, word in enumerate(written[2:-1], 2):
            if word in rare_words:
                frame = written[at - 2].lower(), written[at - 1].lower(), written[at + 1].lower()
                found[frame].append((number, at, word))
    return found


def _find_common(
    words: Words, texts: _Texts, frames: dict[Frame, list[_Place]], rare_words: set[str]
) -> dict[Frame, list[_Place]]:
    """Where other words stand in these frames."""
    found: dict[Frame, list[_Place]] = defaultdict(list)
    for number, (_, block) in enumerate(texts):
        written = words.of(block)
        lower = [word.lower() for word in written]
        for at, frame in enumerate(zip(lower, lower[1:], lower[3:], strict=False), 2):
            if frame in frames and written[at] not in rare_words and written[at].islower():
                found[frame].append((number, at, written[at]))
    return found


def _neighbours(texts: _Texts, places: Sequence[_Place]) -> list[tuple[_Place, Spot]]:
    """Those of the places where nothing but white space parts the word from its frame."""
    found = []
    for place in places:
        document, block = texts[place[0]]
        around = list(WORD.finditer(block.text))[place[1] - 2 : place[1] + 2]
        gaps = (block.text[one.end() : other.start()] for one, other in pairwise(around))
        if all(gap.isspace() for gap in gaps):
            found.append((place, Spot(document, block.index, Span(*around[2].span()))))
    return found
