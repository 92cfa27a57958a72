"""Finds the words before an acronym in brackets that do not give its letters: its name in another language, mostly.

"The ministers' meeting of the alliance (DMM)" describes what the "Defence Ministers Meeting (DMM)" is. What belongs to
such a description cannot be told by its letters, so the last few words with meaning stand for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docdiff.facts.acronyms import Acronyms, fold, is_small, words_before
from docdiff.model import Document, Span, Spot

_WORDS = 4  # with meaning, that stand for a description


@dataclass(frozen=True, slots=True)
class Description:
    """What stands before an acronym in brackets: its last words with meaning, folded, and as they are written."""

    document: Document
    block: int
    at: Span
    words: frozenset[str]
    text: str

    def spot(self) -> Spot:
        """Where the words and the bracket stand."""
        return Spot(self.document, self.block, self.at)


def find_descriptions(documents: Sequence[Document], acronyms: Acronyms) -> Mapping[str, Sequence[Description]]:
    """By acronym, its descriptions in reading order; only of acronyms that are explained somewhere in `documents`."""
    found: dict[str, list[Description]] = {}
    for key, definitions in acronyms.definitions.items():
        fitting = {(id(item.document), item.block, item.at.start) for item in definitions}
        for use in acronyms.uses.get(key, ()):
            text = use.document.blocks[use.block].text
            in_brackets = text[use.at.start - 1 : use.at.start] == "(" and text[use.at.end : use.at.end + 1] == ")"
            if in_brackets and (id(use.document), use.block, use.at.start) not in fitting:
                description = _describe(use.document, use.block, text, use.at)
                if description:
                    found.setdefault(key, []).append(description)
    return {key: items for key, items in found.items() if len(items) > 1}


def _describe(document: Document, block: int, text: str, acronym: Span) -> Description | None:
    words = words_before(text, acronym.start - 1)
    meaning = [at for at, (_, _, word) in enumerate(words) if not is_small(fold(word))][-_WORDS:]
    if len(meaning) < _WORDS or re.search(r"\d", text[words[meaning[0]][0] : acronym.start]):
        return None
    start = words[meaning[0]][0]
    folded = frozenset(fold(words[at][2]) for at in meaning)
    written = " ".join(text[start : acronym.start - 1].split())
    return Description(document, block, Span(start, acronym.end + 1), folded, written)
