"""Weighs what the documents say about the year of a date.

Theory of operation: a date that names its year is held against every other date of that day and month which is about
the same event, and against its neighbours: the days beside it in its paragraph. Each is a witness for a year; "jl." and
bare dates are witnesses once the document's own day tells which year they mean. Equal sentences are one witness,
however often they are copied. The year with most witnesses wins, and only when one of them is strong (a line
that sums up neighbouring days, a "jl." that means another year, the subject, the weekday) and another kind agrees.

An event may come back on the same day, so much is no evidence: laws, feasts and terms on the same day in other years;
days the documents know in three years, or in two years more than once; logs and lists, whose paragraphs begin with
dates; sentences with "next", "annual" or their year said twice. Only a sum of neighbouring days overrules these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docdiff.dates import make_date
from docdiff.facts.mentions import Day, Mention, has_any, year_of
from docdiff.facts.recurrence import begins_or_ends_month, is_log, is_of_every_year, recurs
from docdiff.facts.witnesses import (
    ONE_EVENT_ALONE,
    SAME_EVENT,
    SURELY_SAME_EVENT,
    Kind,
    Witness,
    Witnesses,
    distinct,
    of_weekday,
    sentence_of,
)
from docdiff.model import Document

if TYPE_CHECKING:
    from docdiff.facts import Facts

# How much one kind of witness persuades by itself, as a probability; several are combined as if independent.
_PERSUADES: dict[Kind, float] = {
    "copy": 0.55,
    "paper": 0.6,
    "subject": 0.55,
    "range": 0.5,
    "relative": 0.5,
    "mention": 0.5,
    "sibling": 0.5,
    "weekday": 0.5,
    "neighbour": 0.45,
    "document-date": 0.35,
    "partial": 0.3,
    "years": 0.2,
}
_VOTES: dict[Kind, float] = {"subject": 2.0, "partial": 0.5, "years": 0.5}  # all others: 1
_SURELY_ONE_EVENT = 2.5  # from which a "jl." needs no other witness
_STRONG: frozenset[Kind] = frozenset({"relative", "subject", "weekday", "copy", "paper"})
_SUPPORT: frozenset[Kind] = frozenset({"mention", "copy", "paper", "sibling", "neighbour"})
_TOLD: frozenset[Kind] = frozenset({"mention", "subject", "relative", "partial", "sibling", "copy", "paper"})
_CROWD_OF_WITNESSES = 3  # that tell the day of one event, near the document's own day: no chance, though none is strong


@dataclass(frozen=True, slots=True)
class Verdict:
    """A date whose year is wrong; `year` is what it should be, None when only the contradiction is certain."""

    mention: Mention
    year: int | None
    witnesses: tuple[Witness, ...]
    confidence: float


class Events:
    """The dates of all documents by day and month, ready to be held against each other."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._heard = Witnesses(facts, self.day_of)
        self._logs = {id(document): is_log(facts.mentions(document)) for document in facts.documents}
        self._verdicts: dict[Mention, Verdict | None] = {}
        self._days: dict[int, tuple[Day | None, Verdict | None]] = {}

    def judge(self, mention: Mention) -> Verdict | None:
        """Whether the year of `mention` is wrong, and who says so."""
        if mention not in self._verdicts:
            self._verdicts[mention] = self._judge(mention)
        return self._verdicts[mention]

    def _judge(self, mention: Mention) -> Verdict | None:
        date = mention.date
        if not date.days or date.year is None or date.shared or date.ambiguous or self._heard.dates_document(mention):
            return None
        if any(make_date(date.year, date.month or 0, day.number) is None for day in date.days):
            return None
        if self._heard.is_table(mention) or self._is_deliberate(mention):
            return None
        if not self._is_contested(mention):
            return None
        witnesses = list(distinct(self._heard.hear_all(mention), mention))
        own = 1.0 + sum(_VOTES.get(w.kind, 1.0) for w in witnesses if w.year == date.year)
        others: dict[int, float] = defaultdict(float)
        for witness in witnesses:
            if witness.year != date.year:
                others[witness.year] += _VOTES.get(witness.kind, 1.0)
        if not others:
            return None
        year, votes = min(others.items(), key=lambda item: (-item[1], item[0]))
        return self._decide(mention, year, [w for w in witnesses if w.year == year], votes / own)

    def day_of(self, document: Document) -> Day | None:
        """The day a document bears: the one it must mean, when its own dates prove that the one it has is wrong."""
        return self._weigh_day(document)[0]

    def judge_day(self, document: Document) -> Verdict | None:
        """Whether the day a document bears has the wrong year."""
        return self._weigh_day(document)[1]

    def _weigh_day(self, document: Document) -> tuple[Day | None, Verdict | None]:
        if id(document) not in self._days:
            day = self._facts.day(document)
            verdict = self._contradict_day(document, day) if day else None
            if day and verdict and verdict.year and (right := make_date(verdict.year, day.day.month, day.day.day)):
                day = Day(right, day.by)
            self._days[id(document)] = day, verdict
        return self._days[id(document)]

    def _contradict_day(self, document: Document, day: Day) -> Verdict | None:
        """Every "jl." and "a.s." that is dated elsewhere in the document tells the year of its day."""
        bearer = next(
            (mention for mention in self._facts.mentions(document) if self._heard.dates_document(mention)), None
        )
        told: dict[int, list[Witness]] = defaultdict(list)
        for mention in self._facts.mentions(document):
            if mention.date.relative not in ("last", "next") or mention.date.year or not mention.date.days:
                continue
            number = mention.date.days[0].number
            meant = year_of(mention, number, day)
            for other in self._heard.same_day(mention):
                shared = self._facts.topics.shared(mention, other)
                if meant and other.document is document and other.date.year and shared >= SAME_EVENT:
                    year = day.day.year + other.date.year - meant
                    told[year] += [Witness("relative", year, mention, shared), Witness("mention", year, other, shared)]
        if bearer is None or len(told) != 1 or day.day.year in told:
            return None
        ((year, witnesses),) = told.items()
        heard = list(distinct(iter(dict.fromkeys(witnesses)), bearer))
        dated = [witness for witness in heard if witness.kind == "mention"]
        return Verdict(bearer, year, tuple(heard), 0.8) if len(dated) >= 2 else None

    def _decide(self, mention: Mention, year: int, witnesses: list[Witness], ratio: float) -> Verdict | None:
        kinds = Counter(witness.kind for witness in witnesses)
        summed = bool(kinds["range"] and kinds["neighbour"])
        if ratio < 1.5 or not (summed or self._is_strong(mention, year, witnesses)):
            return self._draw(mention, witnesses) if ratio >= 1 else None
        doubt = 1.0
        for kind, count in kinds.items():
            doubt *= (1 - _PERSUADES[kind]) ** min(count, 2)
        everyone = self._all_witnesses(mention, year)
        confidence = (1 - doubt) * self._caution(mention, everyone)
        return Verdict(mention, year, everyone, confidence)

    def _is_strong(self, mention: Mention, year: int, witnesses: list[Witness]) -> bool:
        """Whether these witnesses prove a wrong year, and nothing says that the event comes back.

        One of them is strong and another agrees; or "jl." tells the day of what surely is the same event; or there are
        many, and the document was written near that day. Its own day is no second kind beside "jl.", which it resolves.
        """
        kinds = {witness.kind for witness in witnesses}
        strong = kinds & _STRONG
        if any(witness.year == mention.date.year for witness in of_weekday(mention, set())):
            strong -= {"weekday"}  # it is that weekday in both years
        second = kinds & _SUPPORT - (strong if len(strong) == 1 else set())
        agreed = second or len(strong) > 1 or ("document-date" in kinds and "relative" not in kinds)
        surely = any(w.kind in ("relative", "paper") and w.shared >= _SURELY_ONE_EVENT for w in witnesses)
        many = "document-date" in kinds and sum(w.kind in _TOLD for w in witnesses) >= _CROWD_OF_WITNESSES
        proven = bool((strong and (agreed or surely)) or many)
        return proven and ("paper" in kinds or not self._comes_back(mention, year))  # a paper has one date for good

    def _draw(self, mention: Mention, witnesses: list[Witness]) -> Verdict | None:
        """Two years for one paper: one is wrong, and nobody can say which. Only the second of them is told."""
        surely = [w for w in witnesses if w.kind == "paper" and w.mention]
        first = min((w.mention.block.index for w in surely if w.mention), default=None)
        own = [w for w in self._heard.hear_all(mention) if w.year == mention.date.year and w.mention]
        if first is None or own or first >= mention.block.index:
            return None
        return Verdict(mention, None, tuple(surely), 0.7 * self._caution(mention, tuple(surely)))

    def _comes_back(self, mention: Mention, year: int) -> bool:
        """Whether the same day in both years may be right: it is one of many, of every year, or said to come again."""
        places: dict[int, set[str]] = defaultdict(set)
        for other in self._heard.same_day(mention):
            if other.date.year and not self._heard.dates_document(other):
                places[other.date.year].add(sentence_of(other) if other.document is mention.document else "")
        twice = len(places[mention.date.year or 0] - {""}) > 1 and len(places[year] - {""}) > 1
        return twice or self._is_usual(mention)

    def _is_usual(self, mention: Mention) -> bool:
        """Whether the day is one of many, of every year or said to come again, whatever the other year: soon told."""
        if self._logs[id(mention.document)] or is_of_every_year(mention.date):
            return True
        years = {other.date.year for other in self._heard.same_day(mention) if not self._heard.dates_document(other)}
        return len(years - {None}) > 2 or recurs(mention)

    def _caution(self, mention: Mention, witnesses: tuple[Witness, ...]) -> float:
        """What lowers confidence: words of history, papers with a date, first and last days of months, a weak tie."""
        kinds = {witness.kind for witness in witnesses}
        shared = max((witness.shared for witness in witnesses), default=0.0)
        sure = shared >= ONE_EVENT_ALONE
        joined = {"neighbour", "range"} <= kinds  # days told in one breath, elsewhere and here
        caution = 1.0
        if has_any(mention.about, "history") and not joined:
            caution *= 0.5
        if mention.date.cited and not sure:
            caution *= 0.85
        if any(begins_or_ends_month(mention.date, day.number) for day in mention.date.days) and not sure:
            caution *= 0.7
        if shared < SURELY_SAME_EVENT and not joined:
            caution *= 0.85
        if any(w.mention and w.kind == "mention" and w.mention.block is mention.block for w in witnesses):
            caution *= 0.8
        return caution

    def _is_contested(self, mention: Mention) -> bool:
        """Whether anything could contradict its year: which few dates have and is quickly told."""
        if any(other.date.year != mention.date.year for other in self._heard.beside(mention)):
            return True
        others = [other for other in self._heard.same_day(mention) if other.date.year != mention.date.year]
        if any(self._facts.topics.same_paper(mention, other) for other in others):
            return True
        return bool(others) and not self._is_usual(mention)

    def _all_witnesses(self, mention: Mention, year: int) -> tuple[Witness, ...]:
        """Every place that speaks for `year`, copies included, nearest first: what a reader may want to look up."""
        rank: dict[Kind, int] = {"neighbour": 0, "range": 1, "relative": 2, "copy": 2, "subject": 3, "mention": 4}
        found = [(w, w.mention) for w in self._heard.hear_all(mention) if w.year == year and w.mention]
        found.sort(key=lambda w: (w[1].document is not mention.document, rank.get(w[0].kind, 5), not w[1].date.year))
        return tuple(witness for witness, _ in found)

    def _is_deliberate(self, mention: Mention) -> bool:
        """Whether the sentence itself has that day in two years: "on 5 March 2025 and again on 5 March 2026"."""
        return any(
            other.sentence == mention.sentence and other.block is mention.block
            for other in self._heard.same_day(mention)
            if other.date.year not in (None, mention.date.year)
        )
