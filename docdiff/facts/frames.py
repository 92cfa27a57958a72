"""Finds words that stand where another, much like them, stands otherwise: "the noted agenda" for "the annotated".

A frame is what stands around a word: the two words before it and the one behind. Only frames of rare words are kept,
and one more pass over the text tells which other words stand in them; so memory grows with the rare words alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from docdiff.facts.words import WORD, Words
from docdiff.model import Block, Span, Spot

Frame = tuple[str, str, str]


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
    rare_words = {word for word in words.counts if is_rare(word)}
    rare: dict[Frame, list[tuple[str, Spot]]] = defaultdict(list)
    for document, block in texts:
        written = words.of(block)
        for frame, word, span in _frames(block, [at for at, word in enumerate(written) if word in rare_words]):
            rare[frame].append((word, Spot(document, block.index, span)))
    common: dict[Frame, dict[str, list[Spot]]] = defaultdict(lambda: defaultdict(list))
    for document, block in texts:
        # Most blocks have none of the frames, which their words alone tell.
        lower = [word.lower() for word in words.of(block)]
        framed = [at for at, frame in enumerate(zip(lower, lower[1:], lower[3:], strict=False), 2) if frame in rare]
        for frame, word, span in _frames(block, framed):
            if word not in rare_words:
                common[frame][word].append(Spot(document, block.index, span))
    for frame, found in rare.items():
        for word, at in found:
            for other, others in sorted(common[frame].items()):
                if is_like(word, other):
                    yield Replaced(word, at, other, tuple(others))


def _frames(block: Block, positions: Sequence[int]) -> Iterator[tuple[Frame, str, Span]]:
    """Words of a block by their numbers, each in lower case with its frame; across a comma no words are neighbours."""
    if not positions:
        return
    text = block.text
    matches = list(WORD.finditer(text))
    for at in positions:
        match = matches[at]
        if not 2 <= at < len(matches) - 1 or not match[0].islower():
            continue
        gaps = (text[matches[i].end() : matches[i + 1].start()] for i in range(at - 2, at + 1))
        if all(gap.isspace() for gap in gaps):
            first, second, behind = (matches[i][0].lower() for i in (at - 2, at - 1, at + 1))
            yield (first, second, behind), match[0], Span(*match.span())
