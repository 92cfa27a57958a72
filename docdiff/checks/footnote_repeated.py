"""The same footnote stands twice.

What it finds: a note with the words of an earlier note of the same document. Off unless selected: many house styles
    repeat their sources.
Why: a correction in one of them leaves the other wrong; "see note 4" says the same.
Finds:
    Dit is zo.[^1] Later ook.[^2] / [^1]: Kamerstuk 36 045, nr. 3, Stand van zaken. / [^2]: Kamerstuk 36 045, nr. 3,
        Stand van zaken.
    This was said.[^1] So was that.[^2] / [^1]: Report on the state of the bridges. / [^2]: Report on the state of the
        bridges.
Quiet:
    Dit is zo.[^1] Later ook.[^2] / [^1]: Kamerstuk 36 045, nr. 3, Stand van zaken. / [^2]: Kamerstuk 36 045, nr. 7.
    Dit is zo.[^1] Later ook.[^2] / [^1]: Idem. / [^2]: Idem.  # short ones say "as before"
    Dit is zo.[^1] Later ook.[^1] / [^1]: Kamerstuk 36 045, nr. 3, Stand van zaken.
    This was said.[^1] / [^1]: Report on the state of the bridges. || So was that.[^1] / [^1]: Report on the state of
        the bridges.
    Report on the state of the bridges. / Report on the state of the bridges.  # no notes
Options: none
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.wording import FOOTNOTE
from docdiff.facts import Facts
from docdiff.model import Block, Document, Span, Spot
from docdiff.text import normalise

_MESSAGES = {
    "en": "Footnote {number} has the same words as footnote {first}.",
    "nl": "Voetnoot {number} is gelijk aan voetnoot {first}.",
}
_SHORTEST = 15  # characters


def check(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        same: defaultdict[str, list[Block]] = defaultdict(list)
        for note in facts.notes(document).notes:
            same[normalise(note.text)].append(note)
        for text, (first, *others) in same.items():
            if others and len(text) >= _SHORTEST:
                places = [first, *others[1:]]
                related = tuple(
                    Related(_whole(document, note), facts.say(FOOTNOTE, number=note.label)) for note in places
                )
                message = facts.say(_MESSAGES, number=others[0].label, first=first.label)
                yield Finding("footnote-repeated", "info", message, _whole(document, others[0]), related)


def _whole(document: Document, note: Block) -> Spot:
    return Spot(document, note.index, Span(0, len(note.text)))


RULE = rule("footnote-repeated", "info", check, on=False)
