"""Counts the words of all documents, and tells copies of a passage from passages of their own.

A passage that stands in a text twice repeats its words and its mistakes, so each paragraph is counted once: what
matters is how often somebody wrote a word, not how often it was pasted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from sys import intern

from docdiff.model import Block, Document

# A word with its inner hyphens and apostrophes: "start-ups", "MQ-9’s", "defensie-gerelateerde".
WORD = re.compile(r"[^\W_]+(?:[-‐’'][^\W_]+)*")


class Words:
    """The words of the running text of all documents. Time and space are linear in the text.

    `prose` is what it was made of: each document with its blocks of running text. `counts` has each word as written,
    once for every distinct paragraph and place in it.
    """

    def __init__(self, prose: Iterable[tuple[Document, tuple[Block, ...]]]) -> None:
        self.prose = tuple(prose)
        self._of: dict[int, tuple[str, ...]] = {}

    def of(self, block: Block) -> tuple[str, ...]:
        """The words of a block in order, as written; each block is read once, and equal words are kept once."""
        found = self._of.get(id(block))
        if found is None:
            found = self._of[id(block)] = tuple(map(intern, WORD.findall(block.text)))
        return found

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word was written."""
        found: Counter[str] = Counter()
        for _, block in self.distinct_blocks():
            found.update(self.of(block))
        return found

    def distinct_blocks(self) -> Iterator[tuple[Document, Block]]:
        """The blocks of running text, each text once, in reading order."""
        seen: set[str] = set()
        for document, blocks in self.prose:
            for block in blocks:
                if block.text not in seen:
                    seen.add(block.text)
                    yield document, block
