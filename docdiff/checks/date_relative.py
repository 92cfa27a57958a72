"""A word such as "jl.", "a.s." or "will" does not fit the day the document bears.

What it finds: "12 februari jl." in a letter of 10 February, "3 maart a.s." in one of 10 March; an announcement of a day
    that was past when the document was written, or a report of one that was still to come. As information: "jl." for a
    day over six months back, or well over the turn of the year. Needs a document that bears a date.
Why: "jl." and "a.s." are right on the day they are written and wrong when the text is sent late or used again.
Finds:
    [2026-02-10] De raad sprak hierover op 12 februari jl. in Brussel.
    [2026-03-10] Wij bespreken dit tijdens de bijeenkomst van 3 maart a.s. in Utrecht.
    [2026-03-10] Op 3 maart 2026 zal de raad hierover spreken.
    [2026-06-15] Op 10 oktober jl. heeft de minister een overeenkomst getekend.
    [2025-04-11] De nota die uw Kamer op 4 april 2026 toekwam, gaat hierop in.
    [2026-03-10] The hearing will be held on 3 March 2026 in York.
    [2026-03-10] The council met on 20 March 2026 in York.
    [2026-02-10] We spoke about this last 12 February in York.
Quiet:
    Datum: 20 januari 2026 / Het overleg met de provincie is op 12 februari 2026.  # "met" is Dutch here
    [2026-02-10] De raad sprak hierover op 4 februari jl. in Brussel.
    [2026-02-10] De commissie komt vandaag, 10 februari jl. aangekondigd, bijeen.  # the day itself
    [2026-06-15] Wij bespreken dit op 18 juni a.s. in Brussel.
    [2026-01-12] De brief van 18 december jl. ging hierover.  # the turn of the year, but everyone knows which
    [2026-02-10] In de brieven van 10 september en 6 januari jl. stond dit al.  # "jl." belongs to the second
    [2026-03-10] De op 3 maart gepresenteerde nota zal worden besproken.  # what will be is not on that day
    [2026-03-10] De minister schreef: "Op 3 maart 2026 zal de raad hierover spreken."  # in another's mouth
    [2026-03-10] Wij spraken af op 20 maart 2026 te komen.  # what was agreed is still to come
    [2026-03-10] Voor 20 maart 2026 ontving u een uitnodiging.  # "voor": not on the day
    De raad sprak hierover op 12 februari jl. in Brussel.  # a document without a date
    [2026-03-10] The hearing was held on 3 March 2026 in York.
    [2026-03-10] The hearing will be held on 20 March 2026 in York.
    [2026-03-10] The plans presented on 3 March 2026 will be discussed in May.
    [2026-03-10] The act that was adopted on 1 March 2026 will be in force on 1 January 2027.
Options: months = 6: how long ago a "jl." may be before it is told as information
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from docdiff.checks.base import Finding, Fix, Related, Severity, rule
from docdiff.checks.wording import SAME_WORDS
from docdiff.dates import make_date, nearest_year, resolve_year
from docdiff.facts import Facts
from docdiff.facts.mentions import Day, Mention, alternatives, ends_with_any, has_any
from docdiff.locale import languages, write_date
from docdiff.model import Spot

_SOON = 61  # days within which the other side of the document's day must be what was meant
_MONTH = 30.5  # days
_HALF_YEAR = 183
_QUARTER = 92  # over the turn of the year, "jl." is clear for so long
_MESSAGES: Mapping[str, Mapping[str, str]] = {
    "after": {
        "en": "{words} looks back, but {meant} lies after the date of this document, {day}.",
        "nl": "{words} kijkt terug, maar {meant} ligt na de datum van dit stuk, {day}.",
    },
    "before": {
        "en": "{words} looks ahead, but {meant} lies before the date of this document, {day}.",
        "nl": "{words} kijkt vooruit, maar {meant} ligt voor de datum van dit stuk, {day}.",
    },
    "announced": {
        "en": "{words} is announced here, but it was past on the date of this document, {day}.",
        "nl": "{words} wordt hier aangekondigd, maar was al voorbij op de datum van dit stuk, {day}.",
    },
    "reported": {
        "en": "{words} is told here as past, but was still to come on the date of this document, {day}.",
        "nl": "{words} wordt hier als verleden verteld, maar moest nog komen op de datum van dit stuk, {day}.",
    },
    "long-ago": {
        "en": "{words} is {meant}, long before the date of this document, {day}. Write the year to be clear.",
        "nl": "{words} is {meant}, lang voor de datum van dit stuk, {day}. Schrijf voor de duidelijkheid het jaar.",
    },
}
_INFINITIVE = re.compile(r"\s*,?(?:\s+[\w-]+){0,3}\s+te\s+[a-z]+n\b")  # "spraken af op 20 maart te komen"
_THE_DAY = {"en": "the date of this document", "nl": "de datum van dit stuk"}
_SEVERITIES: Mapping[str, Severity] = {"long-ago": "info"}
_CONFIDENCES = {"after": 0.85, "before": 0.85, "announced": 0.7, "reported": 0.7, "long-ago": 0.75}


def check(facts: Facts) -> Iterator[Finding]:
    long = round(facts.option("date-relative", "months", 6) * _MONTH)
    for document in facts.documents:
        day = facts.events.day_of(document)
        if day is None:
            continue
        found: dict[tuple[str, str], list[tuple[Mention, date]]] = defaultdict(list)
        for mention in facts.mentions(document):
            judged = _judge(mention, day.day, long) if mention.date.days else None
            # A wrong year puts a date on the wrong side of today as well; date-year tells it better.
            if judged and not facts.events.judge(mention):
                kind, meant = judged
                found[kind, mention.words].append((mention, meant))
        for (kind, _), places in found.items():
            yield _report(facts, day, kind, places)


def _judge(mention: Mention, on: date, long: int) -> tuple[str, date] | None:
    """What is wrong with a date in a document of the day `on`, and the day that is meant; `long` ago is in days."""
    relative = mention.date.relative
    if relative == "last":
        return _judge_last(mention, on, long)
    if relative == "next":
        return _judge_next(mention, on)
    return _judge_verb(mention, on) if relative is None else None


def _judge_last(mention: Mention, on: date, long: int) -> tuple[str, date] | None:
    number = mention.date.days[0].number
    meant = _meant(mention, number, on)
    if meant is None or meant > on:
        return ("after", meant) if meant else None
    ahead = _nearest(mention, number, on)
    if (on - meant).days > long:
        coming = ahead is not None and 0 < (ahead - on).days <= _SOON
        return ("after", ahead) if coming and ahead and mention.date.year is None else ("long-ago", meant)
    over_the_year = meant.year != on.year and (on - meant).days > min(_QUARTER, long)
    return ("long-ago", meant) if over_the_year and not mention.date.shared and not mention.date.year else None


def _judge_next(mention: Mention, on: date) -> tuple[str, date] | None:
    number = mention.date.days[-1].number
    meant = _meant(mention, number, on)
    if meant is None or meant < on:
        return ("before", meant) if meant else None
    back = _nearest(mention, number, on)
    past = back is not None and 0 < (on - back).days <= _SOON and (meant - on).days > _HALF_YEAR
    return ("before", back) if past and back else None


def _judge_verb(mention: Mention, on: date) -> tuple[str, date] | None:
    day = _nearest(mention, mention.date.days[-1].number, on)
    if day is None or mention.date.cited or (mention.date.year is None and abs((day - on).days) > _SOON):
        return None
    before = mention.block.text[mention.sentence.start : mention.date.span.start]
    after = mention.block.text[mention.date.span.end : mention.sentence.end]
    if re.search(r"[\"“„‘«]", before) or mention.date.through:
        return None
    language = mention.document.language
    if day < on and _happens("future", before, after, language):
        return "announced", day
    if (day - on).days > 1 and _happens("past", before, after, language) and not has_any(f"{before}{after}", "future"):
        return "reported", day
    return None


def _happens(tense: str, before: str, after: str, language: str | None) -> bool:
    """Whether the verb of this tense says what happens on the date, and not on another day.

    It does right before it ("zal worden gehouden op …"), right behind it ("op … vond", "op … toekwam"), or behind one
    that opens the sentence ("On … the council met"). "The plans of 3 March will be discussed" is about another day.
    Where the language is not known, the words must be of one language: "met" is Dutch for "with".
    """
    if tense == "past" and _INFINITIVE.match(after):
        return False
    known = (language,) if language in languages() else languages()
    return any(_happens_in(name, tense, before, after) for name in known if name is not None)


def _happens_in(language: str, tense: str, before: str, after: str) -> bool:
    opens, leads, follows, begins = _verbs(tense, language)
    if opens.fullmatch(before) and begins.match(after):
        return True
    return bool(leads.search(before) and follows.match(after)) or (
        tense == "past" and ends_with_any(f" {before}", "on") and bool(begins.match(after))
    )


@cache
def _verbs(tense: str, language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    verb, on, article = (alternatives(key, language) for key in (tense, "on", "articles"))
    return (
        re.compile(rf"\W*(?:{on})\s*", re.IGNORECASE),
        re.compile(rf"\b(?:{verb})(?:\s+\w+){{0,4}}\s+(?:{on})\s*\Z", re.IGNORECASE),
        re.compile(r"\s*(?:[.,;:)]|\Z|(?:in|te|at|plaats\w*|worden|gehouden|bij)\b)"),
        re.compile(rf",?(?:\s+(?:{article})(?:\s+\w+){{1,3}}?)?\s+(?:{verb})\b", re.IGNORECASE),
    )


def _meant(mention: Mention, number: int, on: date) -> date | None:
    year = resolve_year(mention.date, number, on)
    return make_date(year, mention.date.month or 0, number) if year else None


def _nearest(mention: Mention, number: int, on: date) -> date | None:
    month = mention.date.month or 0
    year = mention.date.year or nearest_year(month, number, on)
    return make_date(year, month, number) if year else None


def _report(facts: Facts, day: Day, kind: str, places: list[tuple[Mention, date]]) -> Finding:
    mention, meant = places[0]
    language = facts.lang
    message = facts.say(
        _MESSAGES[kind],
        words=mention.words,
        meant=write_date(meant, language),
        day=write_date(day.day, language),
    )
    related = [Related(other.spot(), facts.say(SAME_WORDS)) for other, _ in places[1:]]
    if day.by and day.by.block is not None and day.by.span:
        related.insert(0, Related(Spot(mention.document, day.by.block, day.by.span), facts.say(_THE_DAY)))
    return Finding(
        "date-relative",
        _SEVERITIES.get(kind, "error"),
        message,
        mention.spot(),
        tuple(related),
        _spell_out(mention, meant) if kind == "long-ago" else None,
        confidence=_CONFIDENCES[kind],
    )


def _spell_out(mention: Mention, meant: date) -> Fix | None:
    """The date with its year instead of "jl."."""
    core = mention.date.core
    if mention.date.shared or mention.date.year or mention.date.span.start != core.start:
        return None
    return Fix(mention.spot(), f"{mention.block.text[core.start : core.end]} {meant.year}")


RULE = rule("date-relative", "error", check, options={"months": 6})
