"""Hears what speaks for the year of a date: the other dates of its event, its neighbours, its weekday, its document.

Each is a witness for a year; "jl." and bare dates are witnesses once the document's own day tells which year they mean.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from docdiff.dates import DateMention, make_date, nearest_year
from docdiff.facts.mentions import Day, Mention, has_any, masked, year_of
from docdiff.facts.recurrence import recurs
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

SAME_EVENT = 0.6  # what dates of one document must share to be about one event
SURELY_SAME_EVENT = 1.5  # … and dates of two documents, or to be sure
ONE_EVENT_ALONE = 3.0
_FAR = 400  # days between two documents that hardly speak of one event in the same words
_CROWD = 40  # dates in one paragraph; with more it is a table, and no day in it is beside another
_COPY = 12  # words a block must have for its copies to be no coincidence
_TABLE = 40  # dates of one day; a document with more of them is a table or a log, and no more witnesses are heard


@dataclass(frozen=True, slots=True)
class Witness:
    """What speaks for a year: a date elsewhere, or (without `mention`) the document's own day or years."""

    kind: Kind
    year: int
    mention: Mention | None = None
    shared: float = 0.0


class Witnesses:
    """The dates of all documents by day and month, ready to be held against each other.

    `day_of` tells the day a document bears, which "jl." and bare dates are reckoned from.
    """

    def __init__(self, facts: Facts, day_of: Callable[[Document], Day | None]) -> None:
        self.day_of = day_of
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
        self._years = {
            id(document): Counter(self._years_named(document, facts.mentions(document))) for document in facts.documents
        }

    def hear_all(self, mention: Mention) -> Iterator[Witness]:
        beside = list(self.beside(mention))
        years: set[int] = set()
        for other in beside:
            years.add(other.date.year or 0)
            yield Witness("neighbour", other.date.year or 0, other, self._facts.topics.shared(mention, other))
        for other in self.same_day(mention):
            witness = self._hear(mention, other, beside)
            if witness:
                years.add(witness.year)
                yield witness
        yield from of_weekday(mention, years)
        yield from self._time_of_writing(mention, years)

    def _hear(self, mention: Mention, other: Mention, beside: list[Mention]) -> Witness | None:
        """`other` as a witness, if it is about the same event and tells a year."""
        if other is mention or self.dates_document(other):
            return None
        own = other.document is mention.document
        copy = own and self._is_copy(mention, other)
        shared = max(self._facts.topics.shared(mention, other), ONE_EVENT_ALONE if copy else 0.0)
        paper = self._facts.topics.same_paper(mention, other)
        shared = max(shared, ONE_EVENT_ALONE if paper else 0.0)
        year = self._year_of_both(mention, other, beside) if own else None
        if year:
            return Witness("range", year, other, shared)
        if shared < (SAME_EVENT if own else SURELY_SAME_EVENT) or (not own and self._far_apart(mention, other)):
            return None
        told = other.date.year or year_of(other, mention.date.days[0].number, self.day_of(other.document))
        kind: Kind = "relative" if other.date.year is None else "mention"
        if told is None:
            told = self._guess_year(mention, other)
            kind = "partial"
        # "Jl." is the last such day, whatever its sentence looks back on; and a paper has one date.
        lasting = paper or other.date.relative == "last"
        if told is None or (told != mention.date.year and recurs(other) and not lasting):
            return None
        if kind == "relative" and shared < SURELY_SAME_EVENT:
            kind = "partial"
        if copy:
            kind = "copy"
        elif paper:
            kind = "paper"
        elif not own:
            kind = "sibling"
        elif _is_title(other) != _is_title(mention) and kind == "mention" and shared >= SURELY_SAME_EVENT:
            kind = "subject"
        return Witness(kind, told, other, shared)

    def _guess_year(self, mention: Mention, other: Mention) -> int | None:
        """The year a date leaves out: the nearest to its document's day, else the one its document is mostly about."""
        day = self.day_of(other.document)
        if day:
            return nearest_year(other.date.month or 0, mention.date.days[0].number, day.day)
        return self._main_year(other.document, (mention, *self.beside(mention))) if other.date.relative else None

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

    def beside(self, mention: Mention) -> Iterator[Mention]:
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
        main = self._main_year(mention.document, (*self.same_day(mention), *self.beside(mention)))
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
            aside = mention.date.cited or mention.block.kind == "footnote" or self.dates_document(mention)
            if mention.document is document and mention.date.year and not aside:
                yield mention.date.year

    # --- what two dates are to each other

    def same_day(self, mention: Mention) -> list[Mention]:
        """Dates that name the first day of `mention`, its own document's first."""
        month, number = mention.date.month or 0, mention.date.days[0].number
        own = self._own_days[id(mention.document), month, number][:_TABLE]
        if len(self._facts.documents) == 1:
            return own
        found = self._by_day[month, number][: 4 * _TABLE]
        return (own + [other for other in found if other.document is not mention.document])[:_TABLE]

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

    def dates_document(self, mention: Mention) -> bool:
        """Whether it is the line that gives its document its date, and no event."""
        day = self._facts.day(mention.document)
        return bool(day and day.by and day.by.block == mention.block.index and day.by.span == mention.date.core)

    def is_table(self, mention: Mention) -> bool:
        """Whether its document names that day so often that it is a table or a log."""
        return self._dated[id(mention.document), mention.date.month, mention.date.days[0].number] > _TABLE


def of_weekday(mention: Mention, years: set[int]) -> Iterator[Witness]:
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


def _is_title(mention: Mention) -> bool:
    return mention.block.kind == "heading" or mention.block.text == mention.document.title


def distinct(witnesses: Iterator[Witness], mention: Mention) -> Iterator[Witness]:
    """One witness for equal sentences, and none that only repeats `mention`: a copy knows no more than its original."""
    seen = {(sentence_of(mention), mention.date.year or 0)}
    for witness in witnesses:
        if witness.mention is None:
            yield witness
            continue
        key = (sentence_of(witness.mention), witness.year)
        if key not in seen:
            seen.add(key)
            yield witness


@lru_cache(maxsize=4096)
def sentence_of(mention: Mention) -> str:
    return normalise(mention.block.text[mention.sentence.start : mention.sentence.end])
