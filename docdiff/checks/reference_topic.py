"""A reference points at an answer about something else.

What it finds: a sentence that sends the reader to another answer for a topic of its own, where that question and answer
    have none of its terms and another has several.
Why: the reader looks up the wrong answer and thinks that none was given.
Finds:
    Vraag 1 / Wat is de stand van de PCA’s? / Antwoord / Zie vraag 3 voor de voortgang van de PCA’s met een coördinator.
        / Vraag 2 / Hoe staat het met de PCA’s? / Antwoord / De voortgang van de PCA’s is goed, zegt de coördinator. /
        Vraag 3 / Wie betaalt de brug? / Antwoord / De provincie betaalt die.
    Question 1 / Where are the FBR trains? / Answer / See question 3 for the timetable of the FBR trains. / Question 2 /
        What do FBR trains cost? / Answer / The timetable of FBR trains is dear. / Question 3 / Who pays for the bridge?
        / Answer / The province does.
Quiet:
    Vraag 1 / Wat is de stand? / Antwoord / Zie het antwoord op vraag 2. / Vraag 2 / Wie? / Antwoord / De provincie.
    Vraag 1 / Wat is de stand van de PCA’s? / Antwoord / Zie vraag 2 voor de voortgang van de PCA’s. / Vraag 2 / Hoe
        staat het met de PCA’s? / Antwoord / De voortgang is goed. / Vraag 3 / Wie? / Antwoord / De provincie.
    Vraag 1 / Wat is de stand? / Antwoord / Zie vraag 2 voor het schema van de bruggen. / Vraag 2 / Wie? / Antwoord / De
        provincie. / Vraag 3 / Wat? / Antwoord / Een weg.  # no other answer has it either
    Question 1 / Where are the FBR trains? / Answer / See question 2 for them. / Question 2 / Who? / Answer / The
        province.
    Question 1 / Where? / Answer / See question 3 for the timetable. / Question 2 / What? / Answer / The timetable is
        dear. / Question 3 / Who? / Answer / The province.  # one word only
Options: none
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from docdiff.checks.base import Finding, Fix, Related, rule
from docdiff.checks.copies import once
from docdiff.facts import Facts
from docdiff.facts.outline import Reference
from docdiff.locale import all_words, topic_words
from docdiff.model import Document, Span, Spot
from docdiff.questions import Question
from docdiff.text import sentences

_MESSAGES = {
    "en": "Question {number} and its answer say nothing of {terms}; the answer to question {other} does.",
    "nl": "Vraag {number} en het antwoord daarop gaan niet over {terms}; het antwoord op vraag {other} wel.",
}
_TARGET = {"en": "the answer referred to", "nl": "het antwoord waarnaar wordt verwezen"}
_BETTER = {"en": "the answer that has {terms}", "nl": "het antwoord waarin {terms} staat"}
_NONE = {"en": "none of {count} terms in the answer referred to", "nl": "geen van {count} termen in dat antwoord"}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEAST, _MANY = 2, 4  # terms a sentence and the better answer must share
_SHORTEST = 6  # letters of a word that is a term
_STEM = 6  # letters of a long word that tell it from others, whatever its ending


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        questions = [question for question in facts.questions(document) if question.number is not None]
        holding = {index: question for question in questions for index in question.answer}
        asking = [
            (reference, holding[reference.block], terms)
            for reference in facts.outline(document).references
            if reference.kind == "question" and len(reference.numbers) == 1 and reference.block in holding
            if len(terms := _own_terms(reference)) >= _LEAST
        ]
        if asking:
            said = [_terms_of(document, question) for question in questions]
            for reference, own, terms in asking:
                yield from _compare(facts, reference, own, terms, list(zip(questions, said, strict=True)))


def _own_terms(reference: Reference) -> dict[str, str]:
    """The terms of the sentence a reference stands in, but for those that introduce it, as the text has them."""
    text = reference.document.blocks[reference.block].text
    for start, end in sentences(text):
        if start <= reference.whole.start < end:
            return _terms(text[start : reference.whole.start] + " " + text[reference.whole.end : end])
    return {}


def _terms_of(document: Document, question: Question) -> frozenset[str]:
    texts = (document.blocks[index].text for index in (*question.question, *question.answer))
    return frozenset(term for text in texts for term in _terms(text))


def _terms(text: str) -> dict[str, str]:
    """Acronyms and long words, by the letters that tell them from others."""
    found: dict[str, str] = {}
    for match in _WORD.finditer(text):
        for word in match.group().split("-"):
            acronym = word[:2].isupper()
            if acronym or (len(word) >= _SHORTEST and word.lower() not in _common()):
                found.setdefault(word.rstrip("s") if acronym else word.lower()[:_STEM], word)
    return found


@cache
def _common() -> frozenset[str]:
    return all_words("common") | frozenset(topic_words("references", "topic_common"))


def _compare(
    facts: Facts,
    reference: Reference,
    own: Question,
    terms: dict[str, str],
    all_said: list[tuple[Question, frozenset[str]]],
) -> Iterator[Finding]:
    others = [(item, said) for item, said in all_said if item.series == own.series and item.number != own.number]
    target = next((pair for pair in others if str(pair[0].number) == reference.numbers[0]), None)
    if target is None or terms.keys() & target[1] or not target[0].answer:
        return
    spread = Counter(term for _, said in others for term in said & terms.keys())
    weighed = sorted(
        (
            (sum(1 / spread[term] for term in said & terms.keys()), len(said & terms.keys()), at, item)
            for at, (item, said) in enumerate(others)
        ),
        key=lambda entry: (-entry[1], -entry[0], entry[2]),
    )
    _, shared, _, best = weighed[0]
    if shared < _LEAST or not best.answer:
        return
    said = next(said for item, said in others if item is best)
    named = [shown for term, shown in terms.items() if term in said]
    strong = any(word[:2].isupper() for word in named) or shared >= _MANY
    alone = len(weighed) == 1 or weighed[1][1] < shared
    yield _tell(
        facts,
        reference,
        target[0],
        best,
        named,
        len(terms),
        confidence=0.75 if strong and alone else 0.65 if strong else 0.5,
        alone=alone,
    )


def _tell(
    facts: Facts,
    reference: Reference,
    target: Question,
    best: Question,
    named: list[str],
    count: int,
    *,
    confidence: float,
    alone: bool,
) -> Finding:
    document = reference.document
    terms = ", ".join(f"“{word}”" for word in named[:3])
    return Finding(
        "reference-topic",
        "error",
        facts.say(_MESSAGES, number=target.number, terms=terms, other=best.number),
        reference.spot(),
        (
            Related(_first(document, target), facts.say(_TARGET)),
            Related(_first(document, best), facts.say(_BETTER, terms=terms)),
        ),
        Fix(Spot(document, reference.block, reference.at), str(best.number)) if alone and confidence > 0.7 else None,
        confidence,
        reasons=(facts.say(_NONE, count=count),),
    )


def _first(document: Document, question: Question) -> Spot:
    index = question.answer[0]
    return Spot(document, index, Span(0, len(document.blocks[index].text)))


RULE = rule("reference-topic", "error", check)
