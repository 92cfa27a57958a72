"""A number is missing in the series of footnotes.

What it finds: footnote 4 followed by footnote 6, with no mark and no note 5 anywhere. A series may begin at any number:
    word processors that convert a file often begin at 2.
Why: a note was cut by hand, often with the sentence it belonged to, or the sentence without its note.
Finds:
    Dit is zo.[^1] En dat ook.[^2] Dit niet.[^4] / [^1]: Een. / [^2]: Twee. / [^4]: Vier.
    This was said.[^7] So was that.[^9] / [^7]: Report of 2021. / [^9]: Report of 2023.
Quiet:
    Dit is zo.[^2] En dat ook.[^3] / [^2]: Een. / [^3]: Twee.  # begins at 2
    Dit is zo.[^1] En dat ook.[^2] Dit opnieuw.[^1] / [^1]: Een. / [^2]: Twee.
    Dit is zo.[^1] En dat ook.[^3] Dit niet.[^2] / [^1]: Een. / [^2]: Twee. / [^3]: Drie.  # out of order, but there
    This was said.[^a] So was that.[^c] / [^a]: Report of 2021. / [^c]: Report of 2023.
    This was said.[^1] So was that.[^2] / [^1]: Report of 2021. / [^2]: Report of 2023. / [^3]: Report of 2024.
Options: none
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.copies import once
from docdiff.checks.wording import FOOTNOTE
from docdiff.facts import Facts
from docdiff.facts.notes import NoteMark
from docdiff.model import Document

_MESSAGES = {
    "en": "Footnote {after} follows footnote {before}: {missing} is missing.",
    "nl": "Voetnoot {after} volgt op voetnoot {before}: {missing} ontbreekt.",
}
_SEVERAL = {
    "en": "Footnote {after} follows footnote {before}: {missing} are missing.",
    "nl": "Voetnoot {after} volgt op voetnoot {before}: {missing} ontbreken.",
}
_WIDEST = 3  # numbers: more that are missing are another way of numbering


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        notes = facts.notes(document)
        marks = [mark for mark in notes.marks if mark.number.isdigit() and mark not in notes.dangling]
        there = {int(mark.number) for mark in notes.marks if mark.number.isdigit()}
        there |= {int(note.label) for note in notes.notes if note.label.isdigit()}
        for before, after in pairwise(marks):
            first, second = int(before.number), int(after.number)
            missing = [number for number in range(first + 1, second) if number not in there]
            if missing and len(missing) == second - first - 1 <= _WIDEST:
                yield _tell(facts, document, before, after, missing)


def _tell(facts: Facts, document: Document, before: NoteMark, after: NoteMark, missing: list[int]) -> Finding:
    glued = after.spot().text.isdigit() or document.source.format == "pdf"
    return Finding(
        "footnote-gap",
        "warning",
        facts.say(
            _MESSAGES if len(missing) == 1 else _SEVERAL,
            before=before.number,
            after=after.number,
            missing=", ".join(map(str, missing)),
        ),
        after.spot(),
        (Related(before.spot(), facts.say(FOOTNOTE, number=before.number)),),
        # A number at the foot of a page may only have been missed by the reader.
        confidence=0.55 if glued else 0.8,
    )


RULE = rule("footnote-gap", "warning", check)
