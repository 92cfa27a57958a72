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

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from docdiff.dates import DateMention, make_date, nearest_year
from docdiff.facts.mentions import Day, Mention, ends_with_any, has_any, masked, year_of
from docdiff.locale import all_words
from docdiff.locale.editing import editing_words
from docdiff.model import Document
from docdiff.text import normalise

if TYPE_CHECKING:
    from docdiff.facts import Facts

Kind = Literal[
    "neighbour",
    "range",
    "relative",
    "subject",
    "mention",
    "copy",
    "paper",
    "sibling",
    "partial",
    "weekday",
    "document-date",
    "years",
]

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
_SAME_EVENT = 0.6  # what dates of one document must share to be about one event
_SURELY_SAME_EVENT = 1.5  # … and dates of two documents, or to be sure
_ONE_EVENT_ALONE = 3.0
_SURELY_ONE_EVENT = 2.5  # from which a "jl." needs no other witness
_FAR = 400  # days between two documents that hardly speak of one event in the same words
_STRONG: frozenset[Kind] = frozenset({"relative", "subject", "weekday", "copy", "paper"})
_SUPPORT: frozenset[Kind] = frozenset({"mention", "copy", "paper", "sibling", "neighbour"})
_TOLD: frozenset[Kind] = frozenset({"mention", "subject", "relative", "partial", "sibling", "copy", "paper"})
_CROWD_OF_WITNESSES = 3  # that tell the day of one event, near the document's own day: no chance, though none is strong
_FEASTS = frozenset(  # days on which something is held every year, besides the first and last of each month: 4 May, say
    (month, day)
    for month, days in {
        1: (6,), 2: (14,), 3: (8, 15), 4: (15, 25, 27), 5: (4, 5, 8, 9), 6: (6, 15), 7: (4, 14, 21), 8: (15,),
        9: (11, 15), 10: (3, 9), 11: (5, 9, 11), 12: (5, 6, 10, 15, 24, 25, 26),
    }.items()
    for day in days
)  # fmt: skip
_EDGE = 6  # characters from the begin of a paragraph within which a date opens it
_ON = tuple(f"{word} " for word in sorted(all_words("on")))
_CROWD = 40  # dates in one paragraph; with more it is a table, and no day in it is beside another
_COPY = 12  # words a block must have for its copies to be no coincidence
# "Hebben de volgende vragen": what follows, and no next time.
_FOLLOWING = re.compile(rf"(?i)\b(?:{'|'.join(sorted(editing_words('following')))})\s+\w+(?:en|s|n)\b")
_TABLE = 40  # dates of one day; a document with more of them is a table or a log, and no more witnesses are heard


@dataclass(frozen=True, slots=True)
class Witness:
    """What speaks for a year: a date elsewhere, or (without `mention`) the document's own day or years."""

    kind: Kind
    year: int
    mention: Mention | None = None
    shared: float = 0.0


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
        self._by_day: dict[tuple[int, int], list[Mention]] = defaultdict(list)
        self._own_days: dict[tuple[int, int, int], list[Mention]] = defaultdict(list)
        self._dated: Counter[tuple[int, int | None, int]] = Counter()
        self._by_block: dict[tuple[int, int], list[Mention]] = defaultdict(list)
        self._copies: dict[tuple[int, str], list[int]] = defaultdict(list)
        for document in facts.documents:
            for mention in facts.mentions(document):
                self._by_block[id(document), mention.block.index].append(mention)
                for number in _numbers(mention.date):
                    self._by_day[mention.date.month or 0, number].append(mention)
                    self._own_days[id(document), mention.date.month or 0, number].append(mention)
                    self._dated[id(document), mention.date.month, number] += 1
            for block in document.body:
                if len(block.text) > 40 and self._by_block.get((id(document), block.index)):
                    self._copies[id(document), masked(block)].append(block.index)
        self._logs = {id(document): _is_log(facts.mentions(document)) for document in facts.documents}
        self._verdicts: dict[Mention, Verdict | None] = {}
        self._days: dict[int, tuple[Day | None, Verdict | None]] = {}
        self._years = {
            id(document): Counter(self._years_named(document, facts.mentions(document))) for document in facts.documents
        }

    def judge(self, mention: Mention) -> Verdict | None:
        """Whether the year of `mention` is wrong, and who says so."""
        if mention not in self._verdicts:
            self._verdicts[mention] = self._judge(mention)
        return self._verdicts[mention]

    def _judge(self, mention: Mention) -> Verdict | None:
        date = mention.date
        if not date.days or date.year is None or date.shared or date.ambiguous or self._dates_document(mention):
            return None
        if any(make_date(date.year, date.month or 0, day.number) is None for day in date.days):
            return None
        if self._dated[id(mention.document), date.month, date.days[0].number] > _TABLE or self._is_deliberate(mention):
            return None
        if not self._is_contested(mention):
            return None
        witnesses = list(_distinct(self._witnesses(mention), mention))
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
        bearer = next((mention for mention in self._facts.mentions(document) if self._dates_document(mention)), None)
        told: dict[int, list[Witness]] = defaultdict(list)
        for mention in self._facts.mentions(document):
            if mention.date.relative not in ("last", "next") or mention.date.year or not mention.date.days:
                continue
            number = mention.date.days[0].number
            meant = year_of(mention, number, day)
            for other in self._same_day(mention):
                shared = self._facts.topics.shared(mention, other)
                if meant and other.document is document and other.date.year and shared >= _SAME_EVENT:
                    year = day.day.year + other.date.year - meant
                    told[year] += [Witness("relative", year, mention, shared), Witness("mention", year, other, shared)]
        if bearer is None or len(told) != 1 or day.day.year in told:
            return None
        ((year, witnesses),) = told.items()
        distinct = list(_distinct(iter(dict.fromkeys(witnesses)), bearer))
        dated = [witness for witness in distinct if witness.kind == "mention"]
        return Verdict(bearer, year, tuple(distinct), 0.8) if len(dated) >= 2 else None

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
        if any(witness.year == mention.date.year for witness in _weekday(mention, set())):
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
        own = [w for w in self._witnesses(mention) if w.year == mention.date.year and w.mention]
        if first is None or own or first >= mention.block.index:
            return None
        return Verdict(mention, None, tuple(surely), 0.7 * self._caution(mention, tuple(surely)))

    def _comes_back(self, mention: Mention, year: int) -> bool:
        """Whether the same day in both years may be right: it is one of many, of every year, or said to come again."""
        places: dict[int, set[str]] = defaultdict(set)
        for other in self._same_day(mention):
            if other.date.year and not self._dates_document(other):
                places[other.date.year].add(_sentence(other) if other.document is mention.document else "")
        twice = len(places[mention.date.year or 0] - {""}) > 1 and len(places[year] - {""}) > 1
        return twice or self._is_usual(mention)

    def _is_usual(self, mention: Mention) -> bool:
        """Whether the day is one of many, of every year or said to come again, whatever the other year: soon told."""
        if self._logs[id(mention.document)] or _is_of_every_year(mention.date):
            return True
        years = {other.date.year for other in self._same_day(mention) if not self._dates_document(other)}
        return len(years - {None}) > 2 or _recurs(mention)

    def _caution(self, mention: Mention, witnesses: tuple[Witness, ...]) -> float:
        """What lowers confidence: words of history, papers with a date, first and last days of months, a weak tie."""
        kinds = {witness.kind for witness in witnesses}
        shared = max((witness.shared for witness in witnesses), default=0.0)
        sure = shared >= _ONE_EVENT_ALONE
        joined = {"neighbour", "range"} <= kinds  # days told in one breath, elsewhere and here
        caution = 1.0
        if has_any(mention.about, "history") and not joined:
            caution *= 0.5
        if mention.date.cited and not sure:
            caution *= 0.85
        if any(_begins_or_ends_month(mention.date, day.number) for day in mention.date.days) and not sure:
            caution *= 0.7
        if shared < _SURELY_SAME_EVENT and not joined:
            caution *= 0.85
        if any(w.mention and w.kind == "mention" and w.mention.block is mention.block for w in witnesses):
            caution *= 0.8
        return caution

    # --- witnesses

    def _is_contested(self, mention: Mention) -> bool:
        """Whether anything could contradict its year: which few dates have and is quickly told."""
        if any(other.date.year != mention.date.year for other in self._beside(mention)):
            return True
        others = [other for other in self._same_day(mention) if other.date.year != mention.date.year]
        if any(self._facts.topics.same_paper(mention, other) for other in others):
            return True
        return bool(others) and not self._is_usual(mention)

    def _all_witnesses(self, mention: Mention, year: int) -> tuple[Witness, ...]:
        """Every place that speaks for `year`, copies included, nearest first: what a reader may want to look up."""
        rank: dict[Kind, int] = {"neighbour": 0, "range": 1, "relative": 2, "copy": 2, "subject": 3, "mention": 4}
        found = [(w, w.mention) for w in self._witnesses(mention) if w.year == year and w.mention]
        found.sort(key=lambda w: (w[1].document is not mention.document, rank.get(w[0].kind, 5), not w[1].date.year))
        return tuple(witness for witness, _ in found)

    def _witnesses(self, mention: Mention) -> Iterator[Witness]:
        beside = list(self._beside(mention))
        years: set[int] = set()
        for other in beside:
            years.add(other.date.year or 0)
            yield Witness("neighbour", other.date.year or 0, other, self._facts.topics.shared(mention, other))
        for other in self._same_day(mention):
            witness = self._hear(mention, other, beside)
            if witness:
                years.add(witness.year)
                yield witness
        yield from _weekday(mention, years)
        yield from self._time_of_writing(mention, years)

    def _hear(self, mention: Mention, other: Mention, beside: list[Mention]) -> Witness | None:
        """`other` as a witness, if it is about the same event and tells a year."""
        if other is mention or self._dates_document(other):
            return None
        own = other.document is mention.document
        copy = own and self._is_copy(mention, other)
        shared = max(self._facts.topics.shared(mention, other), _ONE_EVENT_ALONE if copy else 0.0)
        paper = self._facts.topics.same_paper(mention, other)
        shared = max(shared, _ONE_EVENT_ALONE if paper else 0.0)
        year = self._year_of_both(mention, other, beside) if own else None
        if year:
            return Witness("range", year, other, shared)
        if shared < (_SAME_EVENT if own else _SURELY_SAME_EVENT) or (not own and self._far_apart(mention, other)):
            return None
        told = other.date.year or year_of(other, mention.date.days[0].number, self.day_of(other.document))
        kind: Kind = "relative" if other.date.year is None else "mention"
        if told is None:
            told = self._guess_year(mention, other)
            kind = "partial"
        # "Jl." is the last such day, whatever its sentence looks back on; and a paper has one date.
        lasting = paper or other.date.relative == "last"
        if told is None or (told != mention.date.year and _recurs(other) and not lasting):
            return None
        if kind == "relative" and shared < _SURELY_SAME_EVENT:
            kind = "partial"
        if copy:
            kind = "copy"
        elif paper:
            kind = "paper"
        elif not own:
            kind = "sibling"
        elif _is_title(other) != _is_title(mention) and kind == "mention" and shared >= _SURELY_SAME_EVENT:
            kind = "subject"
        return Witness(kind, told, other, shared)

    def _guess_year(self, mention: Mention, other: Mention) -> int | None:
        """The year a date leaves out: the nearest to its document's day, else the one its document is mostly about."""
        day = self.day_of(other.document)
        if day:
            return nearest_year(other.date.month or 0, mention.date.days[0].number, day.day)
        return self._main_year(other.document, (mention, *self._beside(mention))) if other.date.relative else None

    def _year_of_both(self, mention: Mention, both: Mention, beside: list[Mention]) -> int | None:
        """The year of dates such as "11 en 12 februari jl." that name a day and its neighbour; None for all others.

        It is the year of either: by its own year or by "jl." and the document's day, else the one the rest of the
        document is about, else the later if "jl." looks back on both and the later is told as past.
        """
        neighbour = next((other for other in beside if both.date.covers(other.date.days[0].number)), None)
        if neighbour is None or both is neighbour:
            return None
        if not self._facts.topics.shared(mention, both) and not self._facts.topics.shared(neighbour, both):
            return None
        day = self.day_of(both.document)
        told = year_of(both, mention.date.days[0].number, day)
        either = {mention.date.year, neighbour.date.year}
        main = self._main_year(mention.document, (mention, neighbour))
        if told is not None:
            return told if told in either else None
        if main in either:
            return main
        later = max((mention, neighbour), key=lambda one: one.date.year or 0)
        text = later.block.text[later.sentence.start : later.sentence.end]
        return later.date.year if both.date.relative == "last" and has_any(text, "past") else neighbour.date.year

    def _beside(self, mention: Mention) -> Iterator[Mention]:
        """Days one or two from it in other sentences of the paragraph, that name their year and are no history."""
        numbers = _numbers(mention.date)
        around = self._by_block[id(mention.document), mention.block.index]
        for other in around if len(around) <= _CROWD else ():
            date = other.date
            if date.month != mention.date.month or date.year is None or date.cited or not date.days:
                continue
            if other.sentence == mention.sentence or has_any(other.about, "history"):
                continue
            if min(abs(a - b) for a in numbers for b in _numbers(date)) in (1, 2):
                yield other

    def _time_of_writing(self, mention: Mention, years: set[int]) -> Iterator[Witness]:
        """The document's own day speaks for the year that puts the event near it, if the other puts it far away.

        The other dates of the document speak too: for any of the years if it bears no day, and for the one in question
        when its day is as alone among them as that.
        """
        day, own = self.day_of(mention.document), mention.date.year or 0
        main = self._main_year(mention.document, (*self._same_day(mention), *self._beside(mention)))
        if day is None:
            if main in years | {own}:
                yield Witness("years", main or 0)
            return
        if main == own and own != day.day.year:
            yield Witness("document-date", own)
        for year in sorted(years - {own}):
            here, there = (make_date(y, mention.date.month or 0, mention.date.days[0].number) for y in (own, year))
            if here and there and _is_near(there, day.day) and _is_far(here, day.day):
                yield Witness("document-date", year)
            elif here and there and _is_near(here, day.day) and _is_far(there, day.day):
                yield Witness("document-date", own)

    def _main_year(self, document: Document, contested: tuple[Mention, ...]) -> int | None:
        """The year most dates of a document name, the `contested` ones left out; None without a clear one."""
        years = Counter(self._years[id(document)])
        years.subtract(self._years_named(document, dict.fromkeys(contested)))
        ranked = sorted(((count, year) for year, count in years.items() if count > 0), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] < 1.5 * ranked[1][0]):
            return None
        return ranked[0][1]

    def _years_named(self, document: Document, mentions: Iterable[Mention]) -> Iterator[int]:
        """The years its dates name; not those of papers, which are older than the text by nature, nor its own."""
        for mention in mentions:
            aside = mention.date.cited or mention.block.kind == "footnote" or self._dates_document(mention)
            if mention.document is document and mention.date.year and not aside:
                yield mention.date.year

    # --- what two dates are to each other

    def _same_day(self, mention: Mention) -> list[Mention]:
        """Dates that name the first day of `mention`, its own document's first."""
        month, number = mention.date.month or 0, mention.date.days[0].number
        own = self._own_days[id(mention.document), month, number][:_TABLE]
        if len(self._facts.documents) == 1:
            return own
        found = self._by_day[month, number][: 4 * _TABLE]
        return (own + [other for other in found if other.document is not mention.document])[:_TABLE]

    def _is_deliberate(self, mention: Mention) -> bool:
        """Whether the sentence itself has that day in two years: "on 5 March 2025 and again on 5 March 2026"."""
        return any(
            other.sentence == mention.sentence and other.block is mention.block
            for other in self._same_day(mention)
            if other.date.year not in (None, mention.date.year)
        )

    def _is_copy(self, a: Mention, b: Mention) -> bool:
        copies = self._copies_of(a)
        if a.block is b.block or b.block.index not in copies or self._position(a) != self._position(b):
            return False
        # A text of every year has all its years changed; in a copy with a slip, only one differs.
        one, two = (re.findall(r"\b(?:19|20)\d\d\b", mention.block.text) for mention in (a, b))
        return len(one) == len(two) and sum(x != y for x, y in zip(one, two, strict=True)) <= 1

    def _copies_of(self, mention: Mention) -> list[int]:
        if len(mention.block.text.split()) < _COPY:
            return []
        return self._copies[id(mention.document), masked(mention.block)]

    def _position(self, mention: Mention) -> int:
        """The how-manieth date of its block it is."""
        return self._by_block[id(mention.document), mention.block.index].index(mention)

    def _far_apart(self, a: Mention, b: Mention) -> bool:
        one, two = self.day_of(a.document), self.day_of(b.document)
        return bool(one and two and abs((one.day - two.day).days) > _FAR)

    def _dates_document(self, mention: Mention) -> bool:
        """Whether it is the line that gives its document its date, and no event."""
        day = self._facts.day(mention.document)
        return bool(day and day.by and day.by.block == mention.block.index and day.by.span == mention.date.core)


def _weekday(mention: Mention, years: set[int]) -> Iterator[Witness]:
    """A weekday that is wrong in the date's own year speaks for the years it is right in."""
    day = mention.date.days[0]
    for year in sorted(years | {mention.date.year or 0}):
        meant = make_date(year, mention.date.month or 0, day.number)
        if meant and meant.weekday() == day.weekday:
            yield Witness("weekday", year)


def _is_near(event: datetime.date, written: datetime.date) -> bool:
    """A letter is mostly about what has just been, and about what comes next."""
    return -92 <= (event - written).days <= 31


def _is_far(event: datetime.date, written: datetime.date) -> bool:
    return abs((event - written).days) >= 270


def _numbers(date: DateMention) -> tuple[int, ...]:
    """The days a date names or covers."""
    if date.through and 0 < date.days[-1].number - date.days[0].number < 32:
        return tuple(range(date.days[0].number, date.days[-1].number + 1))
    return tuple(day.number for day in date.days)


def _is_of_every_year(date: DateMention) -> bool:
    """Whether terms begin or end, or feasts are held, on one of its days every year."""
    return any(_begins_or_ends_month(date, day.number) or (date.month or 0, day.number) in _FEASTS for day in date.days)


@lru_cache(maxsize=4096)
def _recurs(mention: Mention) -> bool:
    """Whether its sentence says that the event comes again, looks back, bounds a term, or says the year twice."""
    sentence = mention.block.text[mention.sentence.start : mention.sentence.end]
    before = mention.block.text[mention.sentence.start : mention.date.span.start]
    return (
        has_any(_FOLLOWING.sub(" ", sentence), "again")
        or has_any(mention.about, "history")
        or ends_with_any(before, "terms")
        or len(re.findall(rf"(?<!\w){mention.date.year}(?!\w)", sentence)) > 1
    )


def _is_title(mention: Mention) -> bool:
    return mention.block.kind == "heading" or mention.block.text == mention.document.title


def _is_log(mentions: tuple[Mention, ...]) -> bool:
    """Whether a document is a log, a law's history or a list: many paragraphs begin or end with a date, or are one."""
    edges = Counter(
        "begin" if mention.date.span.start < _EDGE else "end"
        for mention in mentions
        if mention.date.year
        and (
            mention.date.core.start < _EDGE
            or len(mention.block.text.rstrip(" )]>.")) - mention.date.core.end < _EDGE // 2
        )
        and not mention.block.text.lower().startswith(_ON)
    )
    return max(edges.values(), default=0) > max(4, len(mentions) // 5)


def _begins_or_ends_month(date: DateMention, number: int) -> bool:
    """The first and the last of a month are when terms, budgets and laws begin and end, every year anew."""
    return number == 1 or make_date(date.year or 2000, date.month or 0, number + 1) is None


def _distinct(witnesses: Iterator[Witness], mention: Mention) -> Iterator[Witness]:
    """One witness for equal sentences, and none that only repeats `mention`: a copy knows no more than its original."""
    seen = {(_sentence(mention), mention.date.year or 0)}
    for witness in witnesses:
        if witness.mention is None:
            yield witness
            continue
        key = (_sentence(witness.mention), witness.year)
        if key not in seen:
            seen.add(key)
            yield witness


@lru_cache(maxsize=4096)
def _sentence(mention: Mention) -> str:
    return normalise(mention.block.text[mention.sentence.start : mention.sentence.end])
