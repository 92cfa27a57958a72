"""Says how sure it is that a passage that stands again was copied, and does not repeat lawfully."""

from __future__ import annotations

import re
from collections import Counter

from docdiff.checks.passages import PARTS_CONFIDENCE
from docdiff.differences import changes
from docdiff.facts import Facts
from docdiff.fingerprint import compared_text, list_words
from docdiff.locale import topic_values
from docdiff.model import Block
from docdiff.repeats import Duplicate
from docdiff.runs import Passage

_FORMULA = 0.5  # below what is shown: titles, entries of a list or form, formulas, provisions about different subjects
# Words that two passages must share, by how they are related, before they are more than a formula. Sentences that are
# alike in half their words are common in laws and manuals; the same sentence of thirty words is not.
_LEAST = {"identical": 16, "same-text": 16, "contained": 24, "near": 32}
_LEAST_PARTS = 32
_LEAST_ENTRY = 40  # words of an item or a cell
_LONG = 64  # words shared; so many were copied, whatever else is said between them
_MOST_SUBJECT = 5  # words of a name
_ALIKE = 0.75  # resemblance of shorter ones
_SENTENCE_END = re.compile(r"[.!?…;][\"”’')\]]*(?=\s|\Z)")
_NAMED = re.compile(r"(?<=\s)[A-ZÀ-ÖØ-Þ]|\d")


def copied_confidence(facts: Facts, pair: Duplicate) -> float:
    """How sure it is that one side of a pair was copied from the other, 0.5 to 1.0; below 0.6 it is a formula."""
    if not _are_sentences(facts, pair):
        return _FORMULA
    if pair.parts:
        return shared_confidence(facts, pair)
    words = min(len(list_words(_text(facts, side))) for side in (pair.a, pair.b))
    if words < _LONG and not facts.are_related(facts.documents[pair.a.document], facts.documents[pair.b.document]):
        return _FORMULA  # model provisions and standing phrases of papers about different matters
    least = _LEAST_ENTRY if _is_entry(facts, pair.a) or _is_entry(facts, pair.b) else _LEAST[pair.relation]
    if words < least:
        return _FORMULA
    alike = max(pair.resemblance, pair.containment)
    if pair.relation == "near" and ((words < _LONG and alike < _ALIKE) or _have_subjects(facts, pair)):
        return _FORMULA
    return alike


def shared_confidence(facts: Facts, pair: Duplicate) -> float:
    """The same of a pair that shares stretches of words only."""
    shared = sum(len(list_words(facts.duplicates.texts(pair, part)[1])) for part in pair.parts)
    return PARTS_CONFIDENCE if shared >= _LEAST_PARTS else _FORMULA


def _text(facts: Facts, side: Passage) -> str:
    blocks = facts.documents[side.document].blocks[side.first : side.last + 1]
    return "\n".join(compared_text(block) for block in blocks if block.kind not in ("furniture", "heading", "caption"))


def _are_sentences(facts: Facts, pair: Duplicate) -> bool:
    """Whether both sides are running text: not a title, a listing or a label without a full stop."""
    for side in (pair.a, pair.b):
        document = facts.documents[side.document]
        prose = {block.index for block in facts.prose(document)}
        if not any(
            block.index in prose and not _is_title(block) and _SENTENCE_END.search(block.text)
            for block in document.blocks[side.first : side.last + 1]
        ):
            return False
    return True


def _is_title(block: Block) -> bool:
    # "##Wet van …" is a heading that lacks its space, and as long as a paragraph.
    return block.kind in ("heading", "caption") or block.text.startswith("#")


def _is_entry(facts: Facts, side: Passage) -> bool:
    """Whether a passage is one item of a list or one cell."""
    return side.first == side.last and facts.documents[side.document].blocks[side.first].kind in ("list_item", "cell")


def _have_subjects(facts: Facts, pair: Duplicate) -> bool:
    """Whether a name or number in one stands for another name or number in the other, as in parallel provisions."""
    found = [change for change in changes(facts.duplicates.differences(pair)) if all(change)]
    replaced = Counter((one.lower(), other.lower()) for one, other in found)
    return any(count > 1 for count in replaced.values()) or any(
        all(_is_named(words) for words in change) for change in found
    )


def _is_named(words: str) -> bool:
    """Whether a few words name or number something; a longer stretch that differs was rewritten."""
    named = _NAMED.search(f" {words}") or not set(words.lower().split()).isdisjoint(topic_values("numbers", "ordinals"))
    return bool(named) and len(words.split()) <= _MOST_SUBJECT
