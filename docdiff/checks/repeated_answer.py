"""An answer is given twice.

What it finds: an answer that is another answer again: word for word, nearly, or as part of a longer one.
Why: often it is meant; when it is not, the second question was not answered. And what is mended in one has to be mended
in the other.
Finds:
    Vraag 1 / Waarom is de brug dicht? / Antwoord / Omdat er scheuren in de noordelijke pijler zitten. / Vraag 2 / Wat
        kost een nieuwe? / Antwoord / Omdat er scheuren in de noordelijke pijler zitten.
    Question 1 / Why is the bridge closed? / Answer / There are three cracks in the northern pillar of the bridge.
        / Question 2 / What does a new one cost? / Answer / There are four cracks in the northern pillar of the bridge.
Quiet:
    Vraag 1 / Waarom is de brug dicht? / Antwoord / Door scheuren in de pijler. / Vraag 2 / Wat kost een nieuwe?
        / Antwoord / Zie het antwoord op vraag 1. / Vraag 3 / En de oude? / Antwoord / Zie het antwoord op vraag 1.
    Vraag 1 / Is de brug dicht? / Antwoord / Ja, dat klopt. / Vraag 2 / Blijft dat zo? / Antwoord / Ja, dat klopt.
    Vraag 1 / Waarom is de brug dicht? / Antwoord / Omdat er scheuren in de noordelijke pijler zitten. / Vraag 2 / Wat
        kost een nieuwe? / Antwoord / Dat wordt uitgezocht, en in mei hoort u daar meer over.
    Question 1 / Why is it closed? / Answer / There are cracks in the pillar. / Question 2 / What does it cost? / Answer
        / Nobody knows yet, and nobody will before the end of May.
    Question 1 / Why is it closed? / Answer / See the answer to question 2, please. / Question 2 / And why now? / Answer
        / See the answer to question 1, please.
Options: none
"""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.checks.base import Finding, rule
from docdiff.checks.facts import Facts
from docdiff.checks.passages import differences, numbers, related, spot
from docdiff.duplicates import Duplicate

_MESSAGES = {
    "identical": {
        "en": "Answer {here} is answer {there} again, word for word.",
        "nl": "Antwoord {here} is woordelijk gelijk aan antwoord {there}.",
    },
    "same-text": {
        "en": "Answer {here} is answer {there} again; only layout or footnote numbers differ.",
        "nl": "Antwoord {here} is gelijk aan antwoord {there}; alleen opmaak of nootnummers verschillen.",
    },
    "near": {
        "en": "Answer {here} is nearly answer {there} again.{differences}",
        "nl": "Antwoord {here} is bijna gelijk aan antwoord {there}.{differences}",
    },
    "contained": {
        "en": "Answer {here} holds answer {there}.{differences}",
        "nl": "Antwoord {there} staat in antwoord {here}.{differences}",
    },
}
_RELATED = {"en": "answer {number}", "nl": "antwoord {number}"}


def check(facts: Facts) -> Iterator[Finding]:
    for pair in facts.duplicates.pairs:
        if pair.level == "answer":
            yield _finding(facts, pair)


def _finding(facts: Facts, pair: Duplicate) -> Finding:
    here, there = (pair.b, pair.a)
    number, other = (numbers(side) or "?" for side in (pair.questions[1], pair.questions[0]))
    message = facts.say(
        _MESSAGES[pair.relation],
        here=number,
        there=other,
        differences=differences(facts, there, here, inside=pair.relation == "contained"),
    )
    return Finding(
        "repeated-answer",
        "info",
        message,
        spot(facts, here),
        related(facts, there, _RELATED, number=other),
        confidence=max(pair.resemblance, pair.containment),
    )


RULE = rule("repeated-answer", "info", check)
