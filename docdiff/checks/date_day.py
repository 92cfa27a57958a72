"""The same event is dated on another day.

What it finds: a sentence that stands twice, word for word but for the day, or a name of three words and more that is
    dated on one day in three places and more and on another once, both in one month of one year. What says that it
    comes again ("next", "second session", "annual") is left alone, as are forms: three and more sentences, each with
    its day.
Why: who reads one of the two places comes on the wrong day.
Finds:
    De hoorzitting over de nieuwe waterwet wordt gehouden op 5 maart 2026 in het stadhuis. / Iets anders. / De
        hoorzitting over de nieuwe waterwet wordt gehouden op 6 maart 2026 in het stadhuis.
    The hearing on the new water act is held on 5 March 2026 in the town hall. / Bring a coat. / The hearing on the
        new water act is held on 6 March 2026 in the town hall.
    The Northern Fisheries Council of 6 May 2026 met. / We read of the Northern Fisheries Council of 6 May 2026. /
        Before the Northern Fisheries Council of 6 May 2026 we wrote. / At the Northern Fisheries Council of 8 May
        2026 we met.
Quiet:
    De hoorzitting over de nieuwe waterwet wordt gehouden op 5 maart 2026 in het stadhuis. / De volgende hoorzitting
        over de nieuwe waterwet wordt gehouden op 6 maart 2026 in het stadhuis.
    The council spoke about this plan on 5 March 2026. / The council spoke about that plan on 6 March 2026.
    The first hearing on the water act is on 5 March 2026 in the hall. / The second hearing on the water act is on 6
        March 2026 in the hall.
    De trein met de leden van de raad vertrekt op 5 maart 2026 uit Utrecht. / De trein met de leden van de raad
        vertrekt op 6 maart 2026 uit Utrecht. / De trein met de leden van de raad vertrekt op 7 maart 2026 uit
        Utrecht.
    The Northern Fisheries Council of 6 May 2026 met. / The Northern Fisheries Council of 8 May 2026 met.
    The hearing on the new water act is held on 5 March 2026 in York. / The hearing on the new water act is held on 6
        March 2026 in York.  # an agenda
    We met on 5 March 2026. / We met on 6 March 2026.  # too short to be one event
Options: none
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from docdiff.checks.base import Finding, Related, rule
from docdiff.facts import Facts
from docdiff.facts.mentions import Mention, has_any
from docdiff.locale.editing import editing_words
from docdiff.text import normalise

_MESSAGES = {
    "en": "{written} contradicts {others}, which is said of the same: one of the two days is wrong.",
    "nl": "{written} is in tegenspraak met {others}, dat van hetzelfde wordt gezegd: een van beide dagen is fout.",
}
_OTHER = {"en": "the same, on another day", "nl": "hetzelfde, op een andere dag"}
_REASONS = {
    "sentence": {"en": "the sentences are equal but for the day", "nl": "de zinnen zijn op de dag na gelijk"},
    "name": {
        "en": "the name has another day in {count} places",
        "nl": "de naam heeft op {count} plaatsen een andere dag",
    },
}
_SENTENCE = 8  # words from which an equal sentence is no coincidence
_COMMON = 3
_NAME = re.compile(
    r"((?:[A-ZÀ-Þ][\w’-]+ (?:(?:van|de|of|for|en|and) ){0,2}){2,6}[A-ZÀ-Þ][\w’-]+(?: \([A-Z]\w+\))?)"
    r" (?:van|of|d\.d\.) \Z"
)


def check(facts: Facts) -> Iterator[Finding]:
    mentions = [m for document in facts.documents for m in facts.mentions(document) if _is_plain(m)]
    told: set[int] = set()
    for found in (_of_sentences(facts, mentions), _of_names(facts, mentions)):
        for mention, finding in found:
            if id(mention) not in told:
                told.add(id(mention))
                yield finding


def _is_plain(mention: Mention) -> bool:
    date = mention.date
    return len(date.days) == 1 and date.year is not None and not date.ambiguous and not date.shared


def _of_sentences(facts: Facts, mentions: Iterable[Mention]) -> Iterator[tuple[Mention, Finding]]:
    """Sentences that are equal but for the day of their only date."""
    groups: dict[tuple[object, ...], list[Mention]] = defaultdict(list)
    for mention in mentions:
        text, span = mention.block.text, mention.sentence
        rest = f"{text[span.start : mention.date.core.start]}#{text[mention.date.core.end : span.end]}"
        if len(rest.split()) >= _SENTENCE and not re.search(r"\b(?:19|20)\d\d\b", rest) and not has_any(rest, "again"):
            groups[normalise(rest), mention.date.month, mention.date.year].append(mention)
    for alike in groups.values():
        days: dict[int, list[Mention]] = defaultdict(list)
        for mention in alike:
            days[mention.date.days[0].number].append(mention)
        if len(days) == 2:
            usual, few = sorted(days.values(), key=lambda found: -len(found))
            if not any(_is_beside(one, other) for one in few for other in usual):
                yield few[0], _report(facts, few, usual, "sentence", 0.8)


def _is_beside(a: Mention, b: Mention) -> bool:
    """Whether two stand in one paragraph or in neighbouring ones, as the items of an agenda do."""
    return a.document is b.document and abs(a.block.index - b.block.index) <= 1


def _of_names(facts: Facts, mentions: Iterable[Mention]) -> Iterator[tuple[Mention, Finding]]:
    """Names with their date right behind ("… Council of 6 May 2026") that mostly have another day."""
    groups: dict[tuple[object, ...], dict[int, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        name = _NAME.search(mention.block.text[: mention.date.core.start])
        if name:
            words = name[1].split()
            while words[0].lower() in editing_words("small"):
                words.pop(0)  # "The Northern Fisheries Council"
            key = normalise(" ".join(words)), mention.date.month, mention.date.year
            groups[key][mention.date.days[0].number].append(mention)
    for days in groups.values():
        if len(days) == 2:
            usual, few = sorted(days.values(), key=lambda found: -len(found))
            if len(usual) >= _COMMON and len(few) == 1:
                yield few[0], _report(facts, few, usual, "name", 0.7)


def _report(facts: Facts, few: list[Mention], usual: list[Mention], reason: str, confidence: float) -> Finding:
    first = few[0]
    message = facts.say(_MESSAGES, written=first.words, others=usual[0].words)
    evidence = tuple(Related(mention.spot(), facts.say(_OTHER)) for mention in usual)
    evidence += tuple(Related(mention.spot()) for mention in few[1:])
    reasons = (facts.say(_REASONS[reason], count=len(usual)),)
    return Finding(
        "date-day", "error", message, first.spot(first.date.core), evidence, None, confidence, reasons=reasons
    )


RULE = rule("date-day", "error", check)
