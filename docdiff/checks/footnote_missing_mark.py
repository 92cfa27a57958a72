"""A footnote has no mark in the text.

What it finds: a note that no mark points at, in a document where most notes have theirs.
Why: the note says something about a sentence, and nobody knows which.
Finds:
    Dit is zo.[^1] En dat ook. / [^1]: Kamerstuk 36 045, nr. 3. / [^2]: Kamerstuk 36 045, nr. 7.
    This was said before.[^1] So was that. / [^1]: Report of 2021, page 3. / [^2]: Report of 2022.
Quiet:
    Dit is zo.[^1] En dat ook.[^2] / [^1]: Kamerstuk 36 045, nr. 3. / [^2]: Kamerstuk 36 045, nr. 7.
    Dit is zo.[^2] En dat ook.[^2] / [^2]: Kamerstuk 36 045, nr. 3.
    Dit is zo. En dat ook. / [^1]: Een. / [^2]: Twee.  # the marks were lost when the file was made
    This was said before.[^a] / [^a]: Report of 2021, page 3.
    This was said before. So was that.
Options: none
"""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.copies import once
from docdiff.facts import Facts
from docdiff.facts.notes import Notes
from docdiff.model import Block, Document, Span, Spot

_MESSAGES = {
    "en": "No mark in the text points at footnote {number}. Put the mark back or delete the note.",
    "nl": "In de tekst verwijst geen teken naar voetnoot {number}. Zet het teken terug of haal de noot weg.",
}
_OTHERS = {"en": "{count} other notes have their marks", "nl": "{count} andere noten hebben hun teken wel"}
_NEIGHBOUR = {"en": "footnote {number} has its mark here", "nl": "voetnoot {number} heeft hier haar teken"}


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        notes = facts.notes(document)
        lost = notes.unmarked
        marked = len(notes.notes) - len(lost)
        for note in lost:
            yield _tell(facts, document, note, marked, sure=_is_sure(document, notes, len(lost)))


def _is_sure(document: Document, notes: Notes, lost: int) -> bool:
    """Whether so many notes have their marks that those lost were lost by the writer, not by who read the file."""
    marked = len(notes.notes) - lost
    written = any(mark.spot().text.startswith(("[^", "[footnoteRef")) for mark in notes.marks)
    # A number at the foot of a page may be no note at all.
    if document.source.format == "pdf" or (document.source.format == "text" and not written):
        return marked >= 4 * lost
    return marked >= 2 * lost or marked == lost == 1


def _tell(facts: Facts, document: Document, note: Block, marked: int, *, sure: bool) -> Finding:
    near = [mark for mark in facts.notes(document).marks if mark.block <= note.index][-1:]
    return Finding(
        "footnote-missing-mark",
        "error",
        facts.say(_MESSAGES, number=note.label),
        Spot(document, note.index, Span(0, len(note.text))),
        tuple(Related(mark.spot(), facts.say(_NEIGHBOUR, number=mark.number)) for mark in near),
        confidence=0.85 if sure else 0.4,
        reasons=(facts.say(_OTHERS, count=marked),),
    )


RULE = rule("footnote-missing-mark", "error", check)
