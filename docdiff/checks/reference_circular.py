"""Answers refer to each other in a circle, or to themselves.

What it finds: an answer that says "see the answer to question 5", whose answer says "see the answer to question 3", and
    so on back to the first, while none of them says anything else; and an answer that refers to itself.
Why: the question is not answered at all.
Finds:
    Vraag 1 / Wie? / Antwoord / Zie het antwoord op vraag 2. / Vraag 2 / Wat? / Antwoord / Zie het antwoord op vraag 1.
    Vraag 1 / Wie? / Antwoord / De minister gaat daarover, zie het antwoord op vraag 1. / Vraag 2 / Wat? / Antwoord /
        Dat.
    Question 1 / Who? / Answer / See question 2. / Question 2 / What? / Answer / See question 3. / Question 3 / How? /
        Answer / See the answer to question 1.
Quiet:
    Vraag 1 / Wie? / Antwoord / Zie het antwoord op vraag 2. / Vraag 2 / Wat? / Antwoord / Dat is de brug over de
        rivier.
    Vraag 1 / Wie? / Antwoord / De minister van Verkeer en de wethouder van de stad gaan daar samen over, elk voor een
        eigen deel. Zie ook het antwoord op vraag 2. / Vraag 2 / Wat? / Antwoord / De brug over de rivier bij de oude
        haven wordt volgend jaar vervangen door een nieuwe. Zie ook het antwoord op vraag 1.  # both say something
    Vraag 1 / Wie? / Antwoord / In vraag 1 staat een fout. / Vraag 2 / Wat? / Antwoord / Dat.  # speaks of the question
    Question 1 / Who? / Answer / See question 2. / Question 2 / What? / Answer / The bridge.
    Question 1 / Who? / Answer / See the answer to question 2. / Question 1 / What? / Answer / See the answer to
        question 3. / Question 2 / How? / Answer / So. / Question 3 / Why? / Answer / Because.
Options: none
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.copies import once
from docdiff.facts import Facts
from docdiff.facts.outline import Reference
from docdiff.locale import topic_pattern
from docdiff.model import Document
from docdiff.questions import Question

_MOST_WORDS = 14  # of an answer that only refers
_SELF = {
    "en": "The answer to question {number} refers to itself.",
    "nl": "Het antwoord op vraag {number} verwijst naar zichzelf.",
}
_CIRCLE = {
    "en": "These answers refer to each other in a circle and none says more: {path}.",
    "nl": "Deze antwoorden verwijzen in een kring naar elkaar en geen zegt meer: {path}.",
}
_NEXT = {"en": "the answer to question {number}", "nl": "het antwoord op vraag {number}"}


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        referring = _referring(facts, document)
        if referring:
            yield from _selves(facts, referring)
            yield from _circles(facts, document, referring)


_Node = tuple[int, int]  # series and number of a question


def _referring(facts: Facts, document: Document) -> dict[_Node, tuple[Question, list[Reference]]]:
    """The answers that refer to the answers of other questions."""
    by_block: dict[int, list[Reference]] = {}
    for reference in facts.outline(document).references:
        if reference.kind == "question" and _sends_on(reference):
            by_block.setdefault(reference.block, []).append(reference)
    found = {}
    for question in facts.questions(document):
        references = [reference for index in question.answer for reference in by_block.get(index, ())]
        if references and question.number is not None:
            found[question.series, question.number] = (question, references)
    return found


def _sends_on(reference: Reference) -> bool:
    """Whether a reference sends the reader to an answer, rather than speaking of a question."""
    before = reference.document.blocks[reference.block].text[: reference.whole.start][-60:]
    return bool(topic_pattern("references", "answers_to").search(re.split(r"[.;?!]\s", before)[-1]))


def _selves(facts: Facts, referring: dict[_Node, tuple[Question, list[Reference]]]) -> Iterator[Finding]:
    for (_, number), (_, references) in referring.items():
        for reference in references:
            if reference.numbers == (str(number),):
                message = facts.say(_SELF, number=number)
                yield Finding("reference-circular", "warning", message, reference.spot(), confidence=0.85)


def _circles(
    facts: Facts, document: Document, referring: dict[_Node, tuple[Question, list[Reference]]]
) -> Iterator[Finding]:
    """Follows every answer that only refers to one other until it comes back; each circle is told once."""
    only = {
        node: references[0]
        for node, (question, references) in referring.items()
        if len(references) == 1
        and len(references[0].numbers) == 1
        and sum(len(document.blocks[index].text.split()) for index in question.answer) <= _MOST_WORDS
    }
    told: set[_Node] = set()
    for start in only:
        path: list[_Node] = []
        node = start
        while node in only and node not in path and node not in told:
            path.append(node)
            node = node[0], int(only[node].numbers[0].partition(".")[0])
        told.update(path)
        if node in path[:-1]:
            yield _tell(facts, path[path.index(node) :], [only[item] for item in path[path.index(node) :]])


def _tell(facts: Facts, path: Sequence[_Node], references: Sequence[Reference]) -> Finding:
    shown = " → ".join(str(number) for _, number in [*path, path[0]])
    related = tuple(
        Related(reference.spot(), facts.say(_NEXT, number=number))
        for (_, number), reference in zip(path[1:], references[1:], strict=True)
    )
    message = facts.say(_CIRCLE, path=shown)
    return Finding("reference-circular", "warning", message, references[0].spot(), related, confidence=0.9)


RULE = rule("reference-circular", "warning", check)
