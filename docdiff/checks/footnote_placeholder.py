"""A footnote is still a note to its writer.

What it finds: "Verwijzing ER conclusies", "kamerbrief MWMD": a few words that name a kind of source and nothing to find
    it by (no number, date, address or title), where other notes of the document have that; and "TODO" or "source?".
Why: it was to be filled in before the text went out.
Finds:
    Dit is zo.[^1] En dat.[^2] Dit ook.[^3] / [^1]: Verwijzing ER conclusies / [^2]: Kamerstuk 36 045, nr. 3. / [^3]:
        Kamerstuk 36 045, nr. 7.
    Dit is zo.[^1] En dat.[^2] / [^1]: Bron nog toevoegen / [^2]: Kamerstuk 36 045, nr. 3.
    This was said.[^1] So was that.[^2] And this.[^3] / [^1]: letter to the House / [^2]: Report of 2 May 2021. / [^3]:
        https://www.example.org/report
    This was said.[^1] / [^1]: TODO: add source
Quiet:
    Dit is zo.[^1] En dat.[^2] / [^1]: Brief van 4 april / [^2]: Kamerstuk 36 045, nr. 3.
    Dit is zo.[^1] En dat.[^2] / [^1]: Rapport ‘Een brug te ver’ / [^2]: Kamerstuk 36 045, nr. 3.  # a title
    Dit is zo.[^1] En dat.[^2] Dit ook.[^3] / [^1]: Idem. / [^2]: Kamerstuk 36 045, nr. 3. / [^3]: Zie noot 2.
    Dit is zo.[^1] En dat.[^2] / [^1]: Brief aan Kamer / [^2]: Brief van minister  # all of them are like this
    This was said.[^1] So was that.[^2] / [^1]: Not all of them, as the letter to the House says at length. / [^2]: Page
        7.
    This was said.[^1] So was that.[^2] And this.[^3] / [^1]: Smith, Letters / [^2]: Jones 2021. / [^3]: Report of 2020.
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
from docdiff.model import Block, Document, Span, Spot

_LONGEST = 6  # words: more are a title or a remark
_MESSAGES = {
    "en": "Footnote {number} is only a note to the writer: “{text}”. Give the source itself.",
    "nl": "Voetnoot {number} is nog een aantekening voor de schrijver: “{text}”. Noem de bron zelf.",
}
_SIBLING = {"en": "as other notes give their source", "nl": "zoals andere noten hun bron noemen"}
_NOTHING = {
    "en": "no number, date, address or title",
    "nl": "geen nummer, datum, adres of titel",
}
_SHARE = {"en": "{count} of {all} other notes have one", "nl": "{count} van de {all} andere noten hebben dat wel"}
# Something to find a source by: a number, an address, a title in quotation marks, names of author and title.
_FINDABLE = re.compile(r"\d|https?:|www\.|\w\.(?:nl|com|org|eu|net|gov|int)\b|[‘“\"«']\w|\w, [A-Z]|[|:;]")


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        notes = facts.notes(document).notes
        findable = [note for note in notes if _FINDABLE.search(note.text)]
        for note in notes:
            written = _is_written_placeholder(note.text)
            if written or (_names_only_a_kind(note.text) and 2 * len(findable) > len(notes) - 1 and len(notes) > 2):
                yield _tell(facts, document, note, findable, len(notes) - 1, written=written)


def _is_written_placeholder(text: str) -> bool:
    return len(text.split()) <= _LONGEST and bool(_placeholders().search(text))


@cache
def _placeholders() -> re.Pattern[str]:
    words = "|".join(map(re.escape, topic_words("references", "placeholders")))
    return re.compile(rf"^[\[(<]*(?:{words})(?!\w)|(?<!\w)(?:{words})[\])>.!]*$", re.IGNORECASE)


def _names_only_a_kind(text: str) -> bool:
    """Whether a note is a few words, one of which names a kind of source, and has nothing to find it by."""
    words = [word.lower().strip(".,()") for word in text.split()]
    if not words or len(words) > _LONGEST or _FINDABLE.search(text) or words[0] in topic_words("references", "again"):
        return False
    kinds = topic_words("references", "sources")
    # Dutch writes compounds as one word: "Kamerbrief", "kabinetsreactie".
    return any(word == kind or (len(kind) >= 5 and word.endswith(kind)) for word in words for kind in kinds)


def _tell(
    facts: Facts, document: Document, note: Block, findable: list[Block], others: int, *, written: bool
) -> Finding:
    spots = [Spot(document, other.index, Span(0, len(other.text))) for other in findable if other is not note]
    ends = note.text.rstrip().endswith((".", "!"))
    reasons = [facts.say(_NOTHING)]
    if others:
        reasons.append(facts.say(_SHARE, count=len(spots), all=others))
    return Finding(
        "footnote-placeholder",
        "error",
        facts.say(_MESSAGES, number=note.label, text=note.text),
        Spot(document, note.index, Span(0, len(note.text))),
        tuple(Related(spot, facts.say(_SIBLING)) for spot in spots[:3]),
        confidence=0.9 if written else 0.6 if ends else 0.8,
        reasons=tuple(reasons),
    )


RULE = rule("footnote-placeholder", "error", check)
