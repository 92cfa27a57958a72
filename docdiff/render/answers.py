"""Says of every question of a document how it is answered: by itself, by reference to another answer, or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docdiff.model import Document
from docdiff.pairs import LEAST_WORDS
from docdiff.questions import Question
from docdiff.repeats import Duplicates
from docdiff.runs import Passage, without_references
from docdiff.text import plain_words


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and where its answer is.

    `refers` says that the answer only sends the reader to others. `by` are the positions of the questions whose answers
    it comes down to (its own, when it does not refer; references of references followed), `unknown` the numbers it
    refers to that the document does not have, `circular` that a reference comes back to where it began. `pairs` are
    positions in the list of pairs: where the answer or part of it stands again.
    """

    question: Question
    refers: bool
    by: tuple[int, ...]
    unknown: tuple[int, ...]
    circular: bool
    pairs: tuple[int, ...]


def resolve_answers(found: Duplicates, document: int) -> tuple[Answered, ...]:
    """All questions of a document in order. Linear in its questions and the pairs that touch them."""
    questions = found.questions[document]
    refers = [_only_refers(found.documents[document], question) for question in questions]
    targets = [_targets(questions, question) for question in questions]
    return tuple(
        Answered(question, refers[at], *_follow(at, refers, targets, questions), _pairs(found, document, question))
        for at, question in enumerate(questions)
    )


def _only_refers(document: Document, question: Question) -> bool:
    if not question.refers_to:
        return False
    texts = (without_references(document.blocks[index].text) for index in question.answer)
    return sum(len(plain_words(text)) for text in texts) < LEAST_WORDS


def _targets(questions: Sequence[Question], question: Question) -> dict[int, int]:
    """The positions of the questions an answer names, by number; of those with one number the one in its own series."""
    found: dict[int, int] = {}
    for number in question.refers_to:
        named = [at for at, other in enumerate(questions) if other.number == number]
        own = [at for at in named if questions[at].series == question.series]
        if named:
            found[number] = (own or named)[0]
    return found


def _follow(
    at: int, refers: Sequence[bool], targets: Sequence[dict[int, int]], questions: Sequence[Question]
) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
    """Where the references of a question end, which numbers lead nowhere, and whether one comes back."""
    ends: dict[int, None] = {}
    unknown: dict[int, None] = {}
    circular = False
    seen: set[int] = set()
    waiting = [at]
    while waiting:
        here = waiting.pop(0)
        if here in seen:
            continue
        seen.add(here)
        if not refers[here]:
            ends[here] = None
            continue
        unknown.update((number, None) for number in questions[here].refers_to if number not in targets[here])
        circular = circular or bool(seen & set(targets[here].values()))
        waiting += targets[here].values()
    return tuple(ends), tuple(unknown), circular and not ends


def _pairs(found: Duplicates, document: int, question: Question) -> tuple[int, ...]:
    if not question.answer:
        return ()
    answer = Passage(document, question.answer[0], question.answer[-1])
    return tuple(
        number
        for number, pair in enumerate(found.pairs)
        if any(
            side.document == document and side.first <= answer.last and answer.first <= side.last
            for side in (pair.a, pair.b)
        )
    )
