"""Words for passages that say the same, shared by the rules about duplicates."""

from __future__ import annotations

from collections.abc import Sequence

from docdiff.checks.base import Related
from docdiff.checks.wording import MORE
from docdiff.differences import changes, passage_text, segments
from docdiff.facts import Facts
from docdiff.model import Document, Span, Spot
from docdiff.questions import Question
from docdiff.repeats import Duplicate
from docdiff.runs import Passage
from docdiff.saying import quote


def spot(facts: Facts, passage: Passage) -> Spot:
    """A whole passage, pointed at by its first block."""
    document = facts.documents[passage.document]
    first = _first_telling(document, passage)
    return Spot(document, first, Span(0, len(document.blocks[first].text)), (passage.first, passage.last))


def _first_telling(document: Document, passage: Passage) -> int:
    """The first block of a passage that is not furniture."""
    inside = range(passage.first, passage.last + 1)
    return next((index for index in inside if document.blocks[index].kind != "furniture"), passage.first)


def related(facts: Facts, passage: Passage, messages: dict[str, str], **values: object) -> tuple[Related, ...]:
    """A passage as the one piece of evidence."""
    return (Related(spot(facts, passage), facts.say(messages, **values)),)


def lines(facts: Facts, passage: Passage) -> tuple[int, int]:
    """The lines of the source a passage stands in, first and last."""
    blocks = facts.documents[passage.document].blocks
    first = blocks[passage.first].place.line or passage.first + 1
    return first, blocks[passage.last].place.end_line or passage.last + 1


def answer_holding(facts: Facts, passage: Passage) -> Question | None:
    """The question in whose answer a passage lies."""
    for question in facts.questions(facts.documents[passage.document]):
        if question.answer and question.answer[0] <= passage.first and passage.last <= question.answer[-1]:
            return question
    return None


PARTS_CONFIDENCE = 0.8
_MOST_CHANGES = 3
_CHANGED = {"en": "“{old}” is “{new}” here", "nl": "“{old}” is hier “{new}”"}
_ADDED = {"en": "“{new}” is added", "nl": "“{new}” is toegevoegd"}
_LEFT_OUT = {"en": "“{old}” is left out", "nl": "“{old}” is weggelaten"}
_DIFFERENCES = {"en": " What differs: {changes}.", "nl": " Wat verschilt: {changes}."}


def differences(facts: Facts, there: Passage, here: Passage, *, inside: bool = False) -> str:
    """The words that differ between two passages, as a sentence behind another, with at most three quotations.

    Nothing when no words differ. `inside` says that one lies in the other: then what stands before and behind it is no
    difference.
    """
    old, new = (passage_text(facts.documents, passage) for passage in (there, here))
    return told_changes(facts, changes(segments(old, new, inside=inside)))


def differences_of(facts: Facts, pair: Duplicate) -> str:
    """The words that differ between the sides of a pair, as a sentence behind another; nothing when none do."""
    return told_changes(facts, changes(facts.duplicates.differences(pair)))


def shared_words(facts: Facts, pair: Duplicate) -> str:
    """The beginnings of the stretches a pair shares, quoted."""
    return "; ".join(f"“{quote(facts.duplicates.texts(pair, part)[1])}”" for part in pair.parts)


def told_changes(facts: Facts, found: Sequence[tuple[str, str]]) -> str:
    """What was taken out and put in, as a sentence behind another; nothing for nothing."""
    if not found:
        return ""
    said = [
        facts.say(_CHANGED if old and new else _ADDED if new else _LEFT_OUT, old=quote(old), new=quote(new))
        for old, new in found[:_MOST_CHANGES]
    ]
    if len(found) > _MOST_CHANGES:
        said.append(facts.say(MORE, count=len(found) - _MOST_CHANGES))
    return facts.say(_DIFFERENCES, changes="; ".join(said))
