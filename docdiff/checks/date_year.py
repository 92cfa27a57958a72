"""The year of a date contradicts what else is said of the same event.

What it finds: a date with a year that does not fit the other dates of the same event: the day before or after it in the
    same paragraph, the same day elsewhere in the document or in a related one, "11 en 12 februari jl.", the subject.
Why: a year copied from last year's letter is read over by everybody, and then the record says that the meeting was
    held a year early.
Finds:
    Op 11 februari 2025 vond de Raad (RBZ) plaats. Op 12 februari 2026 kwam de UDCG bijeen.
        / Verslag van de RBZ en UDCG op 11 en 12 februari jl.
    [2026-03-20] # Hoorzitting Waterwet 5 maart 2026
        / Tijdens de hoorzitting Waterwet op 5 maart 2025 spraken vijf deskundigen.
    [2025-02-10] Datum: 10 februari 2025 / # Antwoorden over de Havenraad van 11 februari 2026
        / De Havenraad van 11 februari a.s. / Wij spraken over de Havenraad van 11 februari 2026.
    The Fisheries Council (FC) met on 11 March 2025. On 12 March 2026 the Harbour Group (HG) met.
        / Report of the FC and the HG of 11 and 12 March 2026.
    [2026-06-30] # The Riverside Summit of 18 June 2026
        / At the Riverside Summit on 18 June 2025 the mayors signed a plan.
Quiet:
    Op 11 februari 2025 vond de Raad plaats. Op 12 februari 2026 kwam de Havengroep bijeen.  # one kind of evidence
    [2026-03-20] Kamerstuk 28676 nr. 442 d.d. 17 oktober 2023
        / Op 17 oktober jl. sprak de commissie met het veld.  # a paper has a date of its own
    [2026-02-20] De top van 24 juni 2025 was een keerpunt. / De volgende top is op 7 juli 2026.  # two events
    [2026-06-01] Op 5 mei 2025 vierden wij de bevrijding, en op 5 mei 2026 opnieuw.  # both years in one sentence
    [2026-01-15] De regeling geldt vanaf 1 januari 2025.
        / Het tarief van de regeling stijgt per 1 januari 2026.  # terms begin on the first of a month every year
    [2026-03-20] The Act was adopted on 5 March 2024. / The committee met on 5 March 2026.  # nothing in common
    [2026-03-20] As in the previous year, when the Riverside Summit was held on 5 March 2025, it rained.
        / The Riverside Summit of 5 March 2026 was wet.  # it says that it looks back
    The Riverside Summit of 5 March 2025 drew 200 guests.
        / The Riverside Summit of 5 March 2026 drew 300.  # nothing tells which of the two is wrong, if any
    [2026-04-01] Between 3 March 2025 and 3 March 2026 the Harbour Group met ten times.  # a period
    [2026-05-05] Invoices of 12 April 2024, 12 April 2025 and 12 April 2026 are enclosed.  # a list
    [2026-06-30] The Riverside Summit of 18 June 2026 was a success.
        / At the Riverside Summit on 18 June 2025 the mayors signed a plan.  # last year's may have been on that day too
    Jan Jansen, Tue, 22 Jan 2008, released dpkg. / Piet Pietersen, Tue, 22 Jan 2019, released dpkg.  # Tuesdays both
    2022-04-06  Nick Clifton / 2021-04-07  Alan Modra / 2021-04-06  Nick Clifton  # a log
    De NAVO-top vond plaats op 24 juni 2025 in Den Haag. / De NAVO-top van 24 juni 2026 wordt gehouden in Ankara.
        / De NAVO-top duurt twee dagen. In 2025 was de NAVO-top op 24 juni 2025 een succes.  # it comes every year
    Volgens de VVE was de ledenvergadering van 5 mei 2025 goed bezocht. De VVE houdt de volgende op 5 mei 2026.
        / Op 5 mei 2025 koos de ledenvergadering van de VVE een bestuur.  # "volgende"
    The GDPR applied from 25 May 2018. The GDPR was adopted in 2016 and applied from 25 May 2018.
        / On 25 May 2023 the GDPR was five years old.  # an anniversary
    [2026-03-01] De belastingaangifte van de BV over 2024 moest op 1 mei 2025 binnen zijn.
        / De belastingaangifte van de BV over 2025 moet op 1 mei 2026 binnen zijn.  # a deadline of every year
    De Wet van 1 januari 1985 vervalt. / De Wet is in werking getreden op 1 januari 2006.
        / Op 1 januari 2006 gold de Wet.  # laws begin then
    # Gemeenteraadsverkiezingen van 18 maart 2026
        / Bij de gemeenteraadsverkiezingen van 18 maart 2025 telde Utrecht.
        / De gemeenteraadsverkiezingen van 18 maart 2024 gingen niet door.  # three years
    Op 5 mei 2024 hield voorzitter Jan de Vries een toespraak in Utrecht voor alle leden van de vereniging.
        / Op 5 mei 2025 hield voorzitter Jan de Vries een toespraak in Utrecht voor alle leden van de vereniging.
Options: none
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from docdiff.checks.base import Finding, Fix, Related, rule
from docdiff.dates import make_date
from docdiff.facts import Facts
from docdiff.facts.events import Verdict
from docdiff.facts.mentions import Mention
from docdiff.facts.witnesses import Witness

_MOST = 12  # places shown; the nearest and clearest come first
_MESSAGES = {
    "en": "{date} does not fit: the same event is dated {others}. Should this be {right}?",
    "nl": "{date} past niet: dezelfde gebeurtenis is elders gedateerd op {others}. Moet dit {right} zijn?",
}
_DRAW = {
    "en": "{date} contradicts {others}, which is about the same: one of the two years is wrong.",
    "nl": "{date} is in tegenspraak met {others}, dat over hetzelfde gaat: een van beide jaren is fout.",
}
_DAY = {
    "en": "{date} does not fit as the date of this document: it speaks of {others}. Should this be {right}?",
    "nl": "{date} past niet als datum van dit stuk: het spreekt van {others}. Moet dit {right} zijn?",
}
_AND = {"en": " and ", "nl": " en "}
_AGAIN = {"en": "the same date again", "nl": "nogmaals dezelfde datum"}
_EVIDENCE = {
    "neighbour": {"en": "the day beside it, in the same paragraph", "nl": "de dag ernaast, in dezelfde alinea"},
    "range": {"en": "names both days together", "nl": "noemt beide dagen samen"},
    "relative": {"en": "means {year}", "nl": "bedoelt {year}"},
    "partial": {"en": "must mean {year}", "nl": "moet {year} bedoelen"},
    "subject": {"en": "the subject or heading", "nl": "het onderwerp of kopje"},
    "copy": {"en": "the same passage with another year", "nl": "dezelfde passage met een ander jaar"},
    "paper": {"en": "the same paper with another year", "nl": "hetzelfde stuk met een ander jaar"},
    "mention": {"en": "the same event", "nl": "dezelfde gebeurtenis"},
    "sibling": {"en": "the same event in a related document", "nl": "dezelfde gebeurtenis in een verwant stuk"},
}


def check(facts: Facts) -> Iterator[Finding]:
    events = facts.events
    for document in facts.documents:
        wrong: dict[tuple[object, ...], list[Verdict]] = defaultdict(list)
        for mention in facts.mentions(document):
            verdict = events.judge(mention) if mention.date.days and mention.date.year else None
            if verdict:
                date = mention.date
                wrong[date.month, date.year, verdict.year, tuple(day.number for day in date.days)].append(verdict)
        misdated = events.judge_day(document)
        if misdated:
            wrong["day",].append(misdated)
        for key, verdicts in wrong.items():
            drawn = all(verdict.year is None for verdict in verdicts)
            yield _report(facts, verdicts, _DAY if key == ("day",) else _DRAW if drawn else _MESSAGES)


def _report(facts: Facts, verdicts: list[Verdict], messages: Mapping[str, str]) -> Finding:
    first = max(verdicts, key=lambda verdict: verdict.confidence)
    mention, year = first.mention, first.year
    places = tuple(_show(facts, witness) for witness in first.witnesses[:_MOST])
    again = tuple(
        Related(verdict.mention.spot(verdict.mention.date.core), facts.say(_AGAIN))
        for verdict in verdicts
        if verdict is not first
    )
    others = _listed(facts, _named(first))
    written = mention.block.text[mention.date.core.start : mention.date.core.end]
    right, fix = "", None
    if year is not None and mention.date.year_at is not None:
        right = written.replace(str(mention.date.year), str(year))
        fix = Fix(mention.spot(mention.date.year_at), str(year)) if _exists(mention, year) else None
    message = facts.say(messages, date=_flat(written), others=others, right=_flat(right))
    at = mention.spot(mention.date.core)
    return Finding("date-year", "error", message, at, places + again, fix, confidence=first.confidence)


def _show(facts: Facts, witness: Witness) -> Related:
    if witness.mention is None:
        raise ValueError("only witnesses with a place are shown")
    return Related(witness.mention.spot(), facts.say(_EVIDENCE[witness.kind], year=witness.year))


def _named(verdict: Verdict) -> list[str]:
    """Up to three of the other dates as they stand in the text, no two of the same days."""
    words: dict[tuple[int, ...], str] = {}
    for witness in verdict.witnesses:
        if witness.mention:
            words.setdefault(tuple(day.number for day in witness.mention.date.days), witness.mention.words)
    return list(words.values())[:3]


def _listed(facts: Facts, words: list[str]) -> str:
    *first, last = words
    return facts.say(_AND).join([", ".join(first), last] if first else [last]).rstrip(".")


def _exists(mention: Mention, year: int) -> bool:
    return all(make_date(year, mention.date.month or 0, day.number) for day in mention.date.days)


def _flat(text: str) -> str:
    return " ".join(text.split())


RULE = rule("date-year", "error", check)
