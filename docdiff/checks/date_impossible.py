"""A date names a day its month does not have.

What it finds: "31 april", "30 februari", and 29 February in a year that is no leap year.
Why: nobody knows which day was meant, and a deadline that does not exist cannot be kept.
Finds:
    De inzendtermijn sluit op 31 april.
    De raad kwam bijeen op 29 februari 2023 in Utrecht.
    Het overleg van 30 en 31 november 2025 is verplaatst.
    De brief is van 31-6-2026.
    The term ends on 31 June 2026.
    The report of February 30 was late.
Quiet:
    De inzendtermijn sluit op 30 april.
    De raad kwam bijeen op 29 februari 2024 in Utrecht.
    De schrikkeldag is 29 februari.  # in some years there is one
    Zie artikel 31, april-regeling, en bijlage 30-2.  # no date
    De datum "31 april" bestaat niet, schrijft de inspectie.  # it is about the words
    Zie nr. 31 april 2026 en artikel 31 april 2026 van het register.  # a number, and the month of its issue
    It is in Vol. 12 No. 31 June 2026, and on page 31 November 2026.  # a number again
    Zij droeg rugnummer 31. Mei was koud.  # two sentences
    The term ends on 30 June 2026.
    The file is 28676-31-6-2026-4.  # a reference
    Call 31-11 2026 or 06-31112026.  # a telephone
Options: none
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from docdiff.checks.base import Finding, rule
from docdiff.checks.copies import once
from docdiff.dates import make_date
from docdiff.facts import Facts
from docdiff.facts.mentions import Mention, ends_with_any
from docdiff.locale import month_name

_SOME_LEAP_YEAR = 2024
_MESSAGES = {
    "en": "{date} does not exist: {month} has {days} days{leap}. Which day is meant?",
    "nl": "{date} bestaat niet: {month} heeft {days} dagen{leap}. Welke dag is bedoeld?",
}
_LEAP = {"en": ", for {year} is no leap year", "nl": ", want {year} is geen schrikkeljaar"}


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        for mention in facts.mentions(document):
            month, year = mention.date.month or 0, mention.date.year or _SOME_LEAP_YEAR
            missing = any(make_date(year, month, day.number) is None for day in mention.date.days)
            if missing and not mention.is_quoted and not _is_number(mention):
                yield _report(facts, mention, year, month)


def _is_number(mention: Mention) -> bool:
    """Whether the day is the number of something: "No. 31 June 2026"."""
    return ends_with_any(mention.block.text[: mention.date.core.start], "numbered")


def _report(facts: Facts, mention: Mention, year: int, month: int) -> Finding:
    core = mention.date.core
    leap = month == 2 and mention.date.year is not None and any(day.number == 29 for day in mention.date.days)
    message = facts.say(
        _MESSAGES,
        date=" ".join(mention.block.text[core.start : core.end].split()),
        month=month_name(facts.lang, month),
        days=monthrange(year, month)[1],
        leap=facts.say(_LEAP, year=year) if leap else "",
    )
    return Finding("date-impossible", "error", message, mention.spot(core), confidence=0.95)


RULE = rule("date-impossible", "error", check)
