"""One document lies inside another."""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.checks.base import Finding, rule
from docdiff.checks.facts import Facts
from docdiff.checks.passages import lines, related, spot

_MESSAGES = {
    "en": "{what} of this document stands in {other} as well, on lines {first} to {last} there "
    "(blocks {a} here, {b} there). Was it pasted in by mistake?",
    "nl": "{what} van dit document staat ook in {other}, daar op regel {first} tot en met {last} "
    "(blokken {a} hier, {b} daar). Is het er per ongeluk in geplakt?",
}
_ALL = {"en": "All", "nl": "Alles"}
_MOST = {"en": "{share} of the text", "nl": "{share} van de tekst"}
_RELATED = {"en": "here it stands again", "nl": "hier staat het nog eens"}


def check(facts: Facts) -> Iterator[Finding]:
    for pair in facts.duplicates.pairs:
        if pair.level != "document" or pair.relation != "contained":
            continue
        first, last = lines(facts, pair.b)
        whole = pair.containment > 0.995
        yield Finding(
            "contained-document",
            "error",
            facts.say(
                _MESSAGES,
                what=facts.say(_ALL) if whole else facts.say(_MOST, share=f"{pair.containment:.0%}"),
                other=facts.documents[pair.b.document].source.name,
                first=first,
                last=last,
                a=f"{pair.a.first}–{pair.a.last}",
                b=f"{pair.b.first}–{pair.b.last}",
            ),
            spot(facts, pair.a),
            related(facts, pair.b, _RELATED),
            confidence=pair.containment,
        )


RULE = rule("contained-document", "error", check)
