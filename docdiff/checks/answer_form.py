"""An answer begins with yes or no, though the question asks which, how or how many.

What it finds: "Ja, …" to an item all of whose questions ask for a fact, also as "can the minister say which …".
Why: an answer of that form belongs to another question, or leaves this one open.
Finds:
    Vraag 1 / Welke bruggen worden vervangen? / Antwoord / Ja, wij sturen u het rapport.
    Vraag 1 / Kan de minister aangeven welke bruggen worden vervangen? / Antwoord / Ja, wij sturen u het rapport.
    Question 1 / How many bridges are replaced? / Answer / Yes, we will send you the report.
Quiet:
    Vraag 1 / Worden er bruggen vervangen? / Antwoord / Ja, twee.
    Vraag 1 / Welke bruggen worden vervangen? Bent u bereid het rapport te sturen? / Antwoord / Ja, wij sturen het.
    Vraag 1 / Welke bruggen worden vervangen? / Antwoord / Dat zijn er twee.
    Vraag 1 / Klopt het dat er bruggen worden vervangen en welke zijn dat? / Antwoord / Ja, twee.
    Question 1 / Are bridges replaced? / Answer / Yes.
    Question 1 / How many bridges are replaced? / Answer / Yesterday it was two.
    Question 1 / Do you know which bridges are replaced? / Answer / Yes, two.
Options: none
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.copies import once
from docdiff.facts import Facts
from docdiff.locale import topic_words
from docdiff.model import Document, Span, Spot
from docdiff.questions import Question
from docdiff.text import sentences

_MESSAGES = {
    "en": "The answer begins with “{word}”, but question {number} asks for more than yes or no.",
    "nl": "Het antwoord begint met “{word}”, maar vraag {number} is geen vraag naar ja of nee.",
}
_ASKED = {"en": "the question", "nl": "de vraag"}


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        for question in facts.questions(document):
            if not question.answer or not question.question:
                continue
            first = document.blocks[question.answer[0]]
            said = _yes_or_no().match(first.text)
            asked = list(_asked(document, question)) if said else []
            if said and asked and all(_is_open(text) for text in asked):
                yield _tell(facts, document, question, Span(*said.span(1)))


def _asked(document: Document, question: Question) -> Iterator[str]:
    """The sentences of a question that ask; one that only leads up to them does not."""
    for index in question.question:
        text = document.blocks[index].text
        for start, end in sentences(text):
            if text[start:end].rstrip("”’\"')").endswith("?"):
                yield text[start:end]


@cache
def _yes_or_no() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(topic_words('references', 'yes_no'))})[,.;:]", re.IGNORECASE)


def _is_open(question: str) -> bool:
    """Whether a question cannot be answered with yes or no."""
    head = re.split(r",\s", question)[-1] if not _opens().match(question) else question
    return bool(_opens().match(head) or _asks_to_say().match(question))


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(rf"(?:\w+\s)?(?:{'|'.join(topic_words('references', 'open_question'))})\b", re.IGNORECASE)


@cache
def _asks_to_say() -> re.Pattern[str]:
    """ "Can the minister say which …", "Kunt u aangeven in hoeverre …"."""
    keys = ("can", "asks_to_say", "open_question")
    can, say, which = ("|".join(topic_words("references", key)) for key in keys)
    return re.compile(rf"(?:{can})\b[^,?]{{0,40}}\b(?:{say})\s(?:\w+\s)?(?:{which})\b", re.IGNORECASE)


def _tell(facts: Facts, document: Document, question: Question, span: Span) -> Finding:
    answer = question.answer[0]
    asked = Spot(document, question.question[0], Span(0, len(document.blocks[question.question[0]].text)))
    word = document.blocks[answer].text[span.start : span.end]
    number = "" if question.number is None else str(question.number)
    message = " ".join(facts.say(_MESSAGES, word=word, number=number).split())
    related = (Related(asked, facts.say(_ASKED)),)
    return Finding("answer-form", "info", message, Spot(document, answer, span), related, confidence=0.7)


RULE = rule("answer-form", "info", check)
