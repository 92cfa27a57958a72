"""An answer is given twice."""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.checks.base import Finding, rule
from docdiff.checks.facts import Facts
from docdiff.checks.passages import numbers, related, spot, word_changes
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
        "en": "Answer {here} is nearly answer {there} again. What differs: {changes}",
        "nl": "Antwoord {here} is bijna gelijk aan antwoord {there}. Wat verschilt: {changes}",
    },
    "contained": {
        "en": "Answer {here} holds answer {there}. What differs: {changes}",
        "nl": "Antwoord {there} staat in antwoord {here}. Wat verschilt: {changes}",
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
        changes=word_changes(facts, there, here, inside=pair.relation == "contained"),
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
