"""The date in the text is later than the one in the address that is its source.

What it finds: "op 28 januari jl." with a note whose address has /2026/01/26/ in it: a report cannot be older than
    what it reports. Only the last date before the note's mark (or before an address in the same sentence) is meant,
    and only a day that was past when the document was written; a page that appears some days after the event is as it
    should be. The same day in two different years is found as well.
Why: the address was copied, the date was typed.
Finds:
    [2026-02-10] De speech was op 28 januari jl. in Brussel (https://www.example.org/2026/01/26/speech).
    The speech was given on 28 January 2025 in York (https://www.example.org/2026/01/28/speech).
    Het besluit viel op 14 maart 2025, zie https://www.example.org/nieuws/2025-03-12/besluit voor de tekst.
Quiet:
    De speech was op 26 januari 2026 in Brussel (https://www.example.org/2026/01/26/speech).
    De speech was op 26 januari 2026 in Brussel (https://www.example.org/2026/01/28/verslag).  # told two days after
    [2026-01-20] De zitting wordt gehouden op 28 januari 2026, zie https://www.example.org/2026/01/10/zitting.
    The speech was given on 28 January 2026 (https://www.example.org/2026/01/speech).
    The plan of 3 March 2025 and the speech of 5 March 2025 (https://www.example.org/2025/03/05/speech).
    Het verslag (https://www.example.org/2026/01/26/verslag) is van de zitting op 28 januari 2026.
Options: none
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.places import join_places
from docdiff.dates import make_date
from docdiff.facts import Facts
from docdiff.facts.mentions import Mention, year_of
from docdiff.locale import write_date
from docdiff.model import Block, Document, Span, Spot

_MESSAGES = {
    "en": "{written} is {meant}, but the address that is given for it is of {address}.",
    "nl": "{written} is {meant}, maar het adres dat erbij staat is van {address}.",
}
_ADDRESS = {"en": "the address", "nl": "het adres"}
_REASONS = {
    "older": {
        "en": "a page cannot be older than what it reports",
        "nl": "een bericht kan niet ouder zijn dan waar het over gaat",
    },
    "year": {"en": "the same day in another year", "nl": "dezelfde dag in een ander jaar"},
}
_URL = re.compile(r"(?:https?://|www\.)[^\s\])>\"”]+")
_DATED = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_SOON = 10  # days by which a slip makes a date later than its address; with more it may be another page altogether


def check(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        yield from join_places(facts, _find(facts, document))


def _find(facts: Facts, document: Document) -> Iterator[Finding]:
    notes = [block for block in document.blocks if block.kind == "footnote"]
    by_block: dict[int, list[Mention]] = {}
    for mention in facts.mentions(document):
        if mention.block.kind != "footnote":
            by_block.setdefault(mention.block.index, []).append(mention)
    for index, mentions in by_block.items():
        for at, spot, day in _addresses(document, document.blocks[index], notes):
            before = [mention for mention in mentions if mention.date.span.end <= at <= mention.sentence.end + 1]
            if before and _leads_to(before[-1], at):
                yield from _compare(facts, before[-1], spot, day)


def _addresses(document: Document, block: Block, notes: list[Block]) -> Iterator[tuple[int, Spot, date]]:
    """Every address with a date in it: where it is referred to in the block, where it stands, and its date."""
    for match in _URL.finditer(block.text):
        yield from _dated(document, block, match, match.start())
    for mark in block.marks:
        if mark.kind == "note":
            note = next((note for note in notes if note.label == mark.value and note.index > block.index), None)
            addresses = list(_URL.finditer(note.text)) if note else []
            if note and len(addresses) == 1:
                yield from _dated(document, note, addresses[0], mark.span.start)


def _dated(document: Document, block: Block, match: re.Match[str], at: int) -> Iterator[tuple[int, Spot, date]]:
    found = _DATED.search(match[0])
    day = make_date(int(found[1]), int(found[3]), int(found[4])) if found else None
    if day:
        yield at, Spot(document, block.index, Span(*match.span())), day


def _leads_to(mention: Mention, at: int) -> bool:
    """Whether no other note's mark or address lies between the date and `at`."""
    marks = [mark.span.start for mark in mention.block.marks if mark.kind == "note"]
    between = mention.block.text[mention.date.span.end : at]
    return not _URL.search(between) and not any(mention.date.span.end < mark < at for mark in marks)


def _compare(facts: Facts, mention: Mention, spot: Spot, address: date) -> Iterator[Finding]:
    if len(mention.date.days) != 1 or mention.date.ambiguous or mention.date.cited:
        return
    written = facts.events.day_of(mention.document)
    year = year_of(mention, mention.date.days[0].number, written)
    meant = make_date(year, mention.date.month or 0, mention.date.days[0].number) if year else None
    if meant is None or meant == address or (written and meant > written.day):
        return
    same_day = (meant.month, meant.day) == (address.month, address.day)
    if not same_day and not 0 < (meant - address).days <= _SOON:
        return
    words = " ".join(mention.words.split())
    message = facts.say(
        _MESSAGES, written=words, meant=write_date(meant, facts.lang), address=write_date(address, facts.lang)
    )
    reason = facts.say(_REASONS["year" if same_day else "older"])
    evidence = (Related(spot, facts.say(_ADDRESS)),)
    yield Finding("date-address", "error", message, mention.spot(), evidence, None, 0.8, reasons=(reason,))


RULE = rule("date-address", "error", check)
