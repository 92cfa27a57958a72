"""Dates run backwards: a period that ends before it begins, or one of a numbered series.

What it finds: "van 12 maart 2026 tot 3 februari 2026"; "gaat in op 1 april 2026 en eindigt op 31 maart 2025"; and in
    a series of at least four versions or papers of one dossier, whose dates otherwise go up with their numbers, the
    one that would fit a year earlier or later.
Why: one of the two dates is wrong, mostly its year.
Finds:
    De regeling geldt van 12 maart 2026 tot en met 3 februari 2026 in het hele land.
    The works last from 1 December 2026 to 1 March 2026 at most.
    De overeenkomst gaat in op 1 april 2026 en eindigt van rechtswege op 31 maart 2025.
    This agreement starts on 1 April 2026 (the "Start Date") and continues for a year, until 31 March 2025.
    Versie 1.0 van 3 maart 2025 / Versie 1.1 van 8 april 2025 / Versie 1.2 van 9 mei 2024 / Versie 1.3 van 2 juni 2025
    Version 1, 3 March 2025 / Version 2, 8 April 2025 / Version 3, 9 May 2024 / Version 4, 2 June 2025
    # 0.44 (released 2 March 2023) / # 0.43 (released 15 January 2022) / # 0.42 (released 8 January 2023) / # 0.41
        (released 28 December 2022)
Quiet:
    De overeenkomst gaat in op 1 april 2026 en eindigt van rechtswege op 31 maart 2027.
    De nieuwe regeling gaat in op 1 april 2026, nadat de oude op 31 maart 2026 is vervallen.
    De regeling geldt van 12 maart 2026 tot en met 3 februari 2027 in het hele land.
    De winterdienst is van 1 november tot 1 maart.  # no years
    The letters of 12 March 2026 and 3 February 2026 are here.
    De rente is 2% + (19 mei 2026 – 2 mei 2025) * 0,2%.  # one date less the other
    Versie 1.3 van 2 juni 2025 / Versie 1.2 van 9 mei 2025 / Versie 1.1 van 8 april 2025 / Versie 1.0 van 3 maart 2025
    Version 1, 3 March 2025 / Version 2, 8 April 2025 / Version 3, 9 May 2025 / Version 4, 2 June 2025
    Version 1, 3 March 2025 / Version 2, 8 April 2024 / Version 3, 9 May 2025  # too few
    Version 1.0, 3 March 2025 / Version 1.1, 8 April 2025 / Version 1.2, 9 August 2025 / Version 2.0, 2 June 2025 /
        Version 2.1, 4 July 2025  # an old version is still looked after
    The office moved from York on 3 March 2026 to Leeds on 4 March 2025.
Options: none
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.places import join_places
from docdiff.dates import make_date
from docdiff.facts import Facts
from docdiff.facts.mentions import Mention, alternatives
from docdiff.locale.alternatives import one_of
from docdiff.locale.editing import editing_words
from docdiff.model import Document, Span, Spot

_MESSAGES = {
    "period": {
        "en": "This period ends before it begins: {written}.",
        "nl": "Deze periode eindigt voordat zij begint: {written}.",
    },
    "series": {
        "en": "The dates of this series go up with its numbers, but {written} does not fit in.",
        "nl": "De data in deze reeks lopen op met de nummers, maar {written} past daar niet in.",
    },
}
_OTHER = {"en": "its neighbour in the series", "nl": "de buur in de reeks"}
_REASONS = {
    "period": {"en": "both dates name their year", "nl": "beide data noemen hun jaar"},
    "series": {"en": "all other {count} dates are in order", "nl": "de andere {count} data staan in volgorde"},
}
_LEAST = 4  # members of a series; with fewer, nobody can say which is wrong
_VERSION = re.compile(r"(?i)\b(?:versie|version|v\.?|release|concept|draft)\s?(\d+(?:\.\d+)*)\b")
_BARE = re.compile(r"\A\W*(?:\w+ )?v?(\d+(?:\.\d+)+)\b")
_PAPER = re.compile(r"\b(\d{2}\s?\d{3}(?:-[A-Z]+)?),? ?nr\. ?(\d+)|\b(\d{5}(?:-[A-Z]+)?)-(\d+)\b")
_OPERATOR = re.compile(r"\s*[)\]]?\s*[/*×÷=]")  # "(2 mei 2009 – 2 mei 2008) / 365": a difference in a formula
_EQUALS = re.compile(r"[/*×÷=]\s*[(\[]\s*\Z")
_NEAR = 40  # characters between a number and its date


def check(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        yield from join_places(facts, _find_periods(facts, document))
        for series in _find_series(facts.mentions(document)):
            yield from _judge_series(facts, series)


def _find_periods(facts: Facts, document: Document) -> Iterator[Finding]:
    for first, last in pairwise(facts.mentions(document)):
        if first.block is not last.block or first.date.year is None or last.date.year is None:
            continue
        text = first.block.text
        before, between = text[: first.date.span.start], text[first.date.span.end : last.date.span.start]
        begin, end = _begin(first), _begin(last)
        joined = (_begins().search(before) and _ends().fullmatch(between)) or (
            _through().fullmatch(between) and (_from().search(before) or between.strip() in "-–—")
        )
        computed = _OPERATOR.match(text[last.date.span.end :]) or _EQUALS.search(before)
        if joined and begin and end and end < begin and not first.date.ambiguous and not computed:
            at = Spot(document, first.block.index, Span(first.date.core.start, last.date.core.end))
            message = facts.say(_MESSAGES["period"], written=" ".join(at.text.split()))
            reasons = (facts.say(_REASONS["period"]),)
            yield Finding("date-order", "warning", message, at, (), None, 0.9, reasons=reasons)


def _begin(mention: Mention) -> tuple[int, int, int] | None:
    """Year, month and day of a mention, as far as it says them."""
    if mention.date.month is None or mention.date.year is None:
        return None
    return mention.date.year, mention.date.month, mention.date.days[0].number if mention.date.days else 0


@cache
def _through() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{alternatives('through')})\s+(?:(?:de|the)\s+)?|\s?[-–—]\s?")


@cache
def _begins() -> re.Pattern[str]:
    verbs = one_of(sorted(editing_words("begins")))
    return re.compile(rf"\b{verbs}(?: \w+)?\s+\Z", re.IGNORECASE)


@cache
def _ends() -> re.Pattern[str]:
    """ "and continues for a year, until": a verb of the end, and before its date a small word."""
    verbs, through = one_of(sorted(editing_words("ends"))), alternatives("through")
    return re.compile(rf"[^.;]{{0,60}}\b{verbs}\b[^.;]{{0,40}}\b(?:op|on|{through})\s+", re.IGNORECASE)


@cache
def _from() -> re.Pattern[str]:
    return re.compile(r"(?i)\b(?:van|vanaf|from|tussen|between|periode|period|vom|von|du)\s*(?:de\s+|the\s+)?\Z")


Member = tuple[tuple[int, ...], Mention]


def _find_series(mentions: tuple[Mention, ...]) -> Iterator[list[Member]]:
    """Versions of one text and papers of one dossier, each with the date beside its number, by number."""
    series: dict[str, dict[tuple[int, ...], Mention]] = defaultdict(dict)
    for mention in mentions:
        if mention.date.day is None or mention.date.ambiguous:
            continue
        start = max(0, mention.date.span.start - _NEAR)
        before = mention.block.text[start : mention.date.span.start]
        for match in (list(_VERSION.finditer(before)) or list(_BARE.finditer(before)))[-1:]:
            if mention.block.text[: start + match.start()].strip() == "":
                series["version"].setdefault(tuple(map(int, match[1].split("."))), mention)
        for match in list(_PAPER.finditer(before))[-1:]:
            if re.fullmatch(r"[\s,(]*(?:d\.?d\.?|van|of|dated)?\s*", before[match.end() :]):
                dossier, number = match[1] or match[3], match[2] or match[4]
                series[re.sub(r"\s", "", dossier)].setdefault((int(number),), mention)
    yield from (sorted(members.items(), key=lambda member: member[0]) for members in series.values())


def _judge_series(facts: Facts, members: list[Member]) -> Iterator[Finding]:
    """The one date without which all others go up, if there is just one such."""
    if len(members) < _LEAST:
        return
    days = [mention.date.day for _, mention in members]
    outliers = [at for at in range(len(days)) if _goes_up(days[:at] + days[at + 1 :])]
    if _goes_up(days) or len(outliers) != 1:
        return
    (at,) = outliers
    mention = members[at][1]
    if not any(_goes_up([*days[:at], _other_year(days[at], by), *days[at + 1 :]]) for by in (1, -1)):
        return
    beside = [members[other][1] for other in (at - 1, at + 1) if 0 <= other < len(members)]
    evidence = tuple(Related(other.spot(), facts.say(_OTHER)) for other in beside)
    message = facts.say(_MESSAGES["series"], written=mention.words)
    reasons = (facts.say(_REASONS["series"], count=len(members) - 1),)
    yield Finding("date-order", "warning", message, mention.spot(), evidence, None, 0.75, reasons=reasons)


def _other_year(day: date | None, by: int) -> date | None:
    return make_date(day.year + by, day.month, day.day) if day else None


def _goes_up(days: list[date | None]) -> bool:
    return all(a is not None and b is not None and a <= b for a, b in pairwise(days))


RULE = rule("date-order", "warning", check)
