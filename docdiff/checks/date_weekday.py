"""A weekday does not belong to its date.

What it finds: "zondag 23 augustus 2014", which was a Saturday. Without a year only where "jl.", "a.s.", "this year" and
    the like make the year certain. Both repairs are named: the weekday the date has, the nearest days that have the
    weekday.
Why: one of the two is wrong, and who plans by the other stands before a closed door.
Finds:
    De hoorzitting is op zondag 23 augustus 2014 in Den Haag.
    De rondetafel was op maandag 9 en woensdag 10 maart 2026.
    [2026-02-10] Wij zien u graag op vrijdag 12 februari a.s. in de zaal.
    The council met on Monday, 11 February 2026.
    The minutes are of 2021-07-02 (Thursday).
    The fair opens on Saturday, March 14, 2025.
Quiet:
    De hoorzitting is op zaterdag 23 augustus 2014 in Den Haag.
    De rondetafel was op maandag 9 en dinsdag 10 maart 2026.
    Wij zien u graag op vrijdag 12 februari in de zaal.  # of which year?
    De winkel is open van maandag tot en met zaterdag, van 9 tot 18 uur.  # no date
    Wat zo 12 mei 2026 werd, was eerst een los plan.  # "zo" is a word here, not a Sunday
    The council met on Wednesday, 11 February 2026.
    It was in The Sun, 10 March 2026, page 3.  # a newspaper
    Wij zijn er elke maandag. 10 maart 2026 is een feestdag.  # two sentences
    The minutes are of 2016-12-29(Thursday).
    The deadline is Monday 3/4/2026.  # March or April?
    On the Friday before 11 February 2026 we shall send the papers.  # not its weekday
    The fair opens on Sunday, 29 February 2026.  # there is no such day: date-impossible tells
Options: none
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from docdiff.checks.base import Finding, rule
from docdiff.checks.copies import once
from docdiff.dates import NamedDay, make_date
from docdiff.facts import Facts
from docdiff.facts.mentions import Mention, year_of
from docdiff.locale import date_words, languages, weekday_name, write_date
from docdiff.model import Span

_MESSAGES = {
    "en": (
        "{written} is not a {wrong} but a {actual}. Should this be “{right} {date}”, or else “{wrong_here} {before}” or"
        " “{wrong_here} {after}”?"
    ),
    "nl": (
        "{written} is geen {wrong} maar een {actual}. Moet dit „{right} {date}” zijn, of anders „{wrong_here} {before}”"
        " of „{wrong_here} {after}”?"
    ),
}


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        for mention in facts.mentions(document):
            if mention.date.ambiguous:
                continue
            for named in mention.date.days:
                year = year_of(mention, named.number, facts.events.day_of(document))
                day = make_date(year, mention.date.month or 0, named.number) if year else None
                if day and named.weekday not in (None, day.weekday()):
                    yield _report(facts, mention, named, day)


def _report(facts: Facts, mention: Mention, named: NamedDay, day: date) -> Finding:
    if named.weekday is None or named.weekday_at is None:
        raise ValueError("only a date with a weekday can have the wrong one")
    written = mention.block.text[named.weekday_at.start : named.weekday_at.end]
    here = _language_of(written, mention.document.language)
    ahead = (named.weekday - day.weekday()) % 7
    message = facts.say(
        _MESSAGES,
        written=write_date(day, facts.lang),
        wrong=weekday_name(facts.lang, named.weekday),
        actual=weekday_name(facts.lang, day.weekday()),
        right=weekday_name(here, day.weekday()),
        wrong_here=weekday_name(here, named.weekday),
        date=write_date(day, here),
        before=write_date(day + timedelta(ahead - 7), here),
        after=write_date(day + timedelta(ahead), here),
    )
    start, end = min(named.weekday_at.start, named.at.start), max(named.weekday_at.end, mention.date.core.end)
    confidence = 0.95 if mention.date.year and not mention.date.shared else 0.8
    return Finding("date-weekday", "error", message, mention.spot(Span(start, end)), confidence=confidence)


def _language_of(weekday: str, likely: str | None) -> str:
    """The language a weekday is written in; the document's own when it is one of them."""
    known = [name for name in languages() if weekday.lower() in {word.lower() for word in date_words(name).weekdays}]
    return likely if likely in known else known[0]


RULE = rule("date-weekday", "error", check)
