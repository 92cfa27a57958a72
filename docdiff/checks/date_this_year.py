"""“This year” seems to mean last year: the passage was written before the turn of the year.

What it finds: in a document of the first months of a year, a sentence that tells of "this year" as past, in a
    paragraph that twice names last year and calls the new one by its number. Also a passage that stands word for word
    in an older document of another year, with "this year" in it.
Why: texts are used again, and "this year" moves with the date of the letter.
Finds:
    [2026-02-10] Op 27 november 2025 vroeg de raad om steun. Dat is in 2025 gerealiseerd. In het fonds bleef dit jaar
        € 500 mln. ongebruikt. Begin 2026 ziet het kabinet verder.
    [2026-01-20] The council asked for this on 3 December 2025. It was done in 2025. In the fund much was left unused
        this year. Early in 2026 the council will look again.
    [2025-12-10] In het fonds bleef dit jaar een bedrag van 500 miljoen ongebruikt, aangezien projecten vertraging
        opliepen. || [2026-02-10] In het fonds bleef dit jaar een bedrag van 500 miljoen ongebruikt, aangezien
        projecten vertraging opliepen.
Quiet:
    [2026-01-08] In 2025 waren er 12 bijeenkomsten, in 2026 zijn er 10. De dag was in 2025 op 28 maart 2025 en is dit
        jaar op 27 maart 2026.
    [2026-06-15] In 2025 was dit niet zo. In 2025 deed niemand dit. Dit jaar werd voor het eerst geteld, in 2026 dus.
    [2026-02-10] Op 3 november 2025 vroeg de raad om steun in 2025. Wij informeren u eind maart van dit jaar, in 2026.
    [2026-02-10] In het fonds bleef dit jaar € 500 mln. ongebruikt.
    In 2025 was dit zo, en in 2025 ook dat. Dit jaar werd het anders, in 2026.  # a document without a date
    [2026-02-10] The report of 2025 is here. This year it was early.
    [2026-02-10] In 2025 the members met twice. They met in 2025 and will meet this year, in 2026.
Options: none
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.places import join_places
from docdiff.facts import Facts
from docdiff.facts.mentions import Day
from docdiff.locale import date_words, languages
from docdiff.locale.editing import editing_words
from docdiff.model import Block, Document, Span, Spot
from docdiff.text import has_one, normalise, sentences

_MESSAGES = {
    "en": "“{written}” is {year} by the date of this document, but seems to mean {other}.",
    "nl": "„{written}” is volgens de datum van dit stuk {year}, maar lijkt {other} te bedoelen.",
}
_NAMED = {"en": "names the year {year}", "nl": "noemt het jaar {year}"}
_OLDER = {"en": "the same sentence in a document of {year}", "nl": "dezelfde zin in een stuk uit {year}"}
_REASONS = {
    "years": {
        "en": "told as past at the begin of a year, beside {other} by its number",
        "nl": "aan het begin van een jaar verteld als verleden, naast {other} als getal",
    },
    "copy": {"en": "copied from a document of {other}", "nl": "overgenomen uit een stuk van {other}"},
}
_EARLY = 3  # months at the begin of a year in which last year is still fresh
_COPY = 10  # words of a sentence whose copy is no coincidence
_TWICE = 2


def check(facts: Facts) -> Iterator[Finding]:
    copies = _older_copies(facts)
    for document in facts.documents:
        day = facts.events.day_of(document)
        if day:
            yield from join_places(facts, _find(facts, document, day, copies))


def _find(facts: Facts, document: Document, day: Day, copies: dict[str, list[tuple[int, Spot]]]) -> Iterator[Finding]:
    year = day.day.year
    for block, span, match in _past_mentions(facts, document):
        at = Spot(document, block.index, Span(span.start + match.start(1), span.start + match.end(1)))
        older = [spot for told, spot in copies.get(_key(block, span), ()) if told == year - 1]
        last, this = (list(re.finditer(rf"(?<![\w.,-]){number}(?![\w%-])", block.text)) for number in (year - 1, year))
        if older:
            evidence = tuple(Related(spot, facts.say(_OLDER, year=year - 1)) for spot in older)
            yield _report(facts, at, year, evidence, "copy", 0.8)
        elif re.search(rf"(?<![\w.,-]){year}(?![\w%-])", block.text[at.span.start : span.end]):
            continue  # "is dit jaar op 27 maart 2026" says itself which year
        elif day.day.month <= _EARLY and len(last) >= _TWICE and this:
            spots = (Spot(document, block.index, Span(*found.span())) for found in last)
            evidence = tuple(Related(spot, facts.say(_NAMED, year=year - 1)) for spot in spots)
            yield _report(facts, at, year, evidence, "years", 0.65)


def _report(facts: Facts, at: Spot, year: int, evidence: tuple[Related, ...], reason: str, sure: float) -> Finding:
    message = facts.say(_MESSAGES, written=at.text, year=year, other=year - 1)
    reasons = (facts.say(_REASONS[reason], other=year - 1),)
    return Finding("date-this-year", "warning", message, at, evidence, None, sure, reasons=reasons)


def _past_mentions(facts: Facts, document: Document) -> Iterator[tuple[Block, Span, re.Match[str]]]:
    """Sentences that tell of "this year" as past, with the place of those words in the sentence."""
    for block in facts.prose(document):
        if not has_one(block.text.lower(), _this_year_words()) or not _this_year().search(block.text):
            continue
        for start, end in sentences(block.text):
            sentence = block.text[start:end]
            match = _this_year().search(sentence)
            if match and _past().search(sentence):
                yield block, Span(start, end), match


def _older_copies(facts: Facts) -> dict[str, list[tuple[int, Spot]]]:
    found: dict[str, list[tuple[int, Spot]]] = defaultdict(list)
    for document in facts.documents if len(facts.documents) > 1 else ():
        day = facts.events.day_of(document)
        for block, span, match in _past_mentions(facts, document) if day else ():
            at = Span(span.start + match.start(1), span.start + match.end(1))
            if day and span.end - span.start > _COPY * 4:
                found[_key(block, span)].append((day.day.year, Spot(document, block.index, at)))
    return found


def _key(block: Block, span: Span) -> str:
    return normalise(block.text[span.start : span.end])


@cache
def _this_year_words() -> tuple[str, ...]:
    """The words for "this year" in all languages, in lower case, the longest first."""
    words = {
        word.lower()
        for language in languages()
        for word, meaning in date_words(language).after.items()
        if meaning == "this-year"
    }
    plain = sorted((word for word in words if " " in word), key=lambda word: (-len(word), word))
    return tuple(word for word in plain if not word.startswith(("van ", "of ", "de ")))


@cache
def _this_year() -> re.Pattern[str]:
    """One of those words, but not "March of this year", which is a date."""
    alternatives = "|".join(map(re.escape, _this_year_words()))
    return re.compile(rf"(?<!\w)(?<!van )(?<!of )(?<!de )({alternatives})(?!\w)", re.IGNORECASE)


@cache
def _past() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{'|'.join(sorted(editing_words('past')))})\b")


RULE = rule("date-this-year", "warning", check)
