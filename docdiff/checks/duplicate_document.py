"""The same document is there twice."""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.checks.base import Finding, rule
from docdiff.checks.facts import Facts
from docdiff.checks.passages import related, spot

_MESSAGES = {
    "identical": {
        "en": "This is the same document as {other}. Send one of them.",
        "nl": "Dit is hetzelfde document als {other}. Verstuur er één.",
    },
    "same-text": {
        "en": "This is the same text as {other}; only layout, case or punctuation marks differ. Send one of them.",
        "nl": "Dit is dezelfde tekst als {other}; alleen opmaak, hoofdletters of leestekens verschillen. "
        "Verstuur er één.",
    },
    "near": {
        "en": "This is nearly the same document as {other}: {share} of the words are equal. Is one an older version?",
        "nl": "Dit is bijna hetzelfde document als {other}: {share} van de woorden is gelijk. "
        "Is een van beide een oudere versie?",
    },
}
_RELATED = {"en": "the other one", "nl": "het andere"}


def check(facts: Facts) -> Iterator[Finding]:
    for pair in facts.duplicates.pairs:
        if pair.level != "document" or pair.relation == "contained":
            continue
        other = facts.documents[pair.a.document].source.name
        yield Finding(
            "duplicate-document",
            "error",
            facts.say(_MESSAGES[pair.relation], other=other, share=f"{pair.resemblance:.0%}"),
            spot(facts, pair.b),
            related(facts, pair.a, _RELATED),
            confidence=pair.resemblance,
        )


RULE = rule("duplicate-document", "error", check)
