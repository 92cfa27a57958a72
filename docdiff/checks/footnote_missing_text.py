"""A footnote mark has no footnote.

What it finds: a mark in the text whose note is nowhere in the document. A number glued to a word counts only where
    nothing else is likely: behind the full stop of a sentence, with another sentence after it.
Why: the source of a claim is gone, and nobody sees which it was.
Finds:
    De lening is voor 2026 en 2027.[^1] De minister sloot aan bij het eerste deel.
    Dit is zo.[^1] En dat ook.[^2] / [^1]: Kamerstuk 36 045, nr. 3.
    This was said before.[^1] So was that.[^7] / [^1]: Report of 2021, page 3.
    The loan runs until next year.[^3]
Quiet:
    Dit is zo.[^1] En dat ook.[^1] / [^1]: Kamerstuk 36 045, nr. 3.  # one note, two marks
    Dit is de eerste noot.[^2] Dit de tweede.[^3] / [^2]: Een. / [^3]: Twee.  # numbers that begin at 2
    De formule is x[i] + y[2].
    The regular expression [^a-z] matches anything but letters.
    Version 3.1 The new features are many.  # a number, no mark
    See [1] for a list.
Options: none
"""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.copies import once
from docdiff.facts import Facts
from docdiff.facts.notes import NoteMark, Notes

_MESSAGES = {
    "en": "Footnote mark {number} has no footnote in this document. Restore the note or delete the mark.",
    "nl": "Bij voetnootteken {number} staat in dit document geen voetnoot. Herstel de noot of haal het teken weg.",
}
_ALL = {
    "en": "None of the {count} footnote marks has a footnote in this document. Restore the notes or delete the marks.",
    "nl": "Bij geen van de {count} voetnoottekens staat in dit document een voetnoot. Herstel de noten of haal de"
    " tekens weg.",
}
_MARK = {"en": "mark {number}", "nl": "teken {number}"}
_OTHERS = {"en": "{count} other notes are there", "nl": "{count} andere noten staan er wel"}
_GLUED = {"en": "a small number glued to a sentence", "nl": "een klein cijfer dat aan een zin vastzit"}


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        notes = facts.notes(document)
        missing = notes.dangling
        if not notes.notes and len(missing) > 2:
            yield _tell_all(facts, missing)
        else:
            for mark in missing:
                yield _tell(facts, mark, notes)


def _tell(facts: Facts, mark: NoteMark, notes: Notes) -> Finding:
    spot = mark.spot()
    glued = spot.text.isdigit()
    reasons = [facts.say(_GLUED)] if glued else []
    reasons += [facts.say(_OTHERS, count=len(notes.notes))] if notes.notes else []
    return Finding(
        "footnote-missing-text",
        "error",
        facts.say(_MESSAGES, number=mark.number),
        spot,
        confidence=(0.75 if mark.sure else 0.4) if glued else 0.95,
        reasons=tuple(reasons),
    )


def _tell_all(facts: Facts, missing: tuple[NoteMark, ...]) -> Finding:
    first = missing[0]
    related = tuple(Related(mark.spot(), facts.say(_MARK, number=mark.number)) for mark in missing[1:])
    sure = sum(mark.sure for mark in missing) * 2 > len(missing)
    message = facts.say(_ALL, count=len(missing))
    return Finding("footnote-missing-text", "error", message, first.spot(), related, confidence=0.9 if sure else 0.4)


RULE = rule("footnote-missing-text", "error", check)
