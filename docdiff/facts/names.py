"""Collects names: two or more words with capitals in running text, with the small words inside ("Raad van State").

A capital that only begins a sentence makes no name, so a small word or an article at its start is left out. Names in
copies of a passage count once. What rules compare are runs of a name's words, for a name may stand inside a longer one
("NATO Defence Planning Capability Review").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from docdiff.locale.editing import editing_words
from docdiff.model import Block, Document, Span, Spot

_CAPITAL = r"[A-ZÀ-ÖØ-ÞŠŽİŞ][\w’'-]*"
_AROUND = 30
_LINKS = r"van|der|de|den|het|of|for|and|en|voor|the|von|in|op|on|&|to|du|la"


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands: its words, small ones included, with their spans."""

    document: Document
    block: Block
    words: tuple[str, ...]
    spans: tuple[Span, ...]

    def spot(self, first: int, last: int) -> Spot:
        """Where words `first` to `last` (inclusive) of the name stand."""
        return Spot(self.document, self.block.index, Span(self.spans[first].start, self.spans[last].end))

    def around(self, first: int, last: int) -> str:
        """What stands around those words: alike where a passage is copied, also when it is edited elsewhere."""
        return self.block.text[max(0, self.spans[first].start - _AROUND) : self.spans[last].end + _AROUND]


def find_names(prose: Iterable[tuple[Document, tuple[Block, ...]]]) -> Iterator[Name]:
    """All names of two words and more, in reading order."""
    for document, blocks in prose:
        for block in blocks:
            if not block.text.isupper():
                yield from _names_of(document, block)


def _names_of(document: Document, block: Block) -> Iterator[Name]:
    for match in _name_pattern().finditer(block.text):
        words = [
            (found[0], Span(match.start() + found.start(), match.start() + found.end())) for found in _words(match[0])
        ]
        while words and words[0][0].lower() in editing_words("small"):
            words.pop(0)
        if sum(word[0][0].isupper() for word in words) > 1:
            yield Name(document, block, tuple(word for word, _ in words), tuple(span for _, span in words))


def _words(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"\S+", text)


@cache
def _name_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_CAPITAL}(?: (?:(?:{_LINKS}) ){{0,2}}{_CAPITAL})+(?![\w])")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a name, and where they stand; `count` leaves copied passages out."""

    words: tuple[str, ...]
    count: int
    places: tuple[Spot, ...]


def collect_runs(names: Iterable[Name], lengths: range) -> Mapping[tuple[str, ...], Run]:
    """Every run of words of these lengths that begins and ends with a capital, with all its places."""
    places: dict[tuple[str, ...], list[Spot]] = defaultdict(list)
    contexts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in names:
        for length in lengths:
            for first in range(len(name.words) - length + 1):
                words = name.words[first : first + length]
                if words[0][0].isupper() and words[-1][0].isupper():
                    places[words].append(name.spot(first, first + length - 1))
                    contexts[words].add(name.around(first, first + length - 1))
    return {words: Run(words, len(contexts[words]), tuple(spots)) for words, spots in places.items()}
