"""Finds dates written in words or digits, with their offsets.

Strategy: a date starts from something no other text has: a day next to the name of a month, a month next to a year, or
digits in the shape of a date. Only there does the search look left and right, a bounded number of characters, for a
weekday ("zondag"), a word that places the date ("afgelopen", "jl.") and a paper's "d.d.". So time is linear, and "he
may go" or "2 van 22" is never a date, which is where general date guessers go wrong.

The names come from `docdiff.locale`, those of all its languages at once: a Dutch letter quotes English titles.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice, pairwise
from typing import Literal, TypeVar

from docdiff.locale import DateWords, Relative, all_words, date_words, languages, weekday_name
from docdiff.locale.alternatives import one_of
from docdiff.model import Block, Span
from docdiff.text import has_one

_T = TypeVar("_T")
_YEAR_OFFSETS: Mapping[Relative | None, int] = {"this-year": 0, "last-year": -1, "next-year": 1}
_LEFT = 60  # characters before a date in which its weekday, "afgelopen" and "d.d." are looked for


@dataclass(frozen=True, slots=True)
class NamedDay:
    """One day of a month as a text names it; `number` may be one the month does not have. Monday is weekday 0."""

    number: int
    at: Span
    weekday: int | None = None
    weekday_at: Span | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as a text gives it: what it leaves out is None or empty.

    - "11 en 12 februari jl.": two `days`, month 2, `relative` "last".
    - "26-27 juni 2026": two `days` and `through`, for the days between are meant as well.
    - "februari 2026": no `days`; "afgelopen maandag": only `weekday` and `relative`.
    - "26 maart en 1 april jl.": two mentions, the first of which is `shared`: its year or "jl." is the second one's.

    `span` covers all words, `core` only the date itself: not its weekday, not "jl.". `cited` says that "d.d." stands
    before it, as before the date of a paper. `ambiguous` says that 3-4-2026 may as well be the fourth of March.
    """

    span: Span
    core: Span
    days: tuple[NamedDay, ...] = ()
    month: int | None = None
    year: int | None = None
    year_at: Span | None = None
    weekday: int | None = None
    relative: Relative | None = None
    through: bool = False
    cited: bool = False
    shared: bool = False
    ambiguous: bool = False

    @property
    def day(self) -> date | None:
        """The date, when it is one day of one year that exists."""
        if len(self.days) != 1 or self.year is None or self.month is None:
            return None
        return make_date(self.year, self.month, self.days[0].number)

    def covers(self, number: int) -> bool:
        """Whether the day `number` of the month is named, or lies in the range."""
        if self.through and self.days[0].number <= number <= self.days[-1].number:
            return True
        return any(day.number == number for day in self.days)


def make_date(year: int, month: int, day: int) -> date | None:
    """That day, or None if there is no such day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def resolve_year(mention: DateMention, number: int, on: date) -> int | None:
    """The year meant by day `number` of a mention in a text of the day `on`.

    Its own year if it has one; by "jl." the year of the last such day not after `on`, by "a.s." of the first not before
    it. None when the mention does not say.
    """
    if mention.year is not None or mention.month is None:
        return mention.year
    if mention.relative in _YEAR_OFFSETS:
        return on.year + _YEAR_OFFSETS[mention.relative]
    years = [year for year in range(on.year - 4, on.year + 5) if make_date(year, mention.month, number)]
    this = (mention.month, number), (on.month, on.day)
    if mention.relative == "last":
        return max((y for y in years if y < on.year or (y == on.year and this[0] <= this[1])), default=None)
    if mention.relative == "next":
        return min((y for y in years if y > on.year or (y == on.year and this[0] >= this[1])), default=None)
    return None


def nearest_year(month: int, number: int, on: date) -> int | None:
    """The year in which that day lies nearest to `on`; None if no year around has it."""
    found = [day for year in (on.year - 1, on.year, on.year + 1) if (day := make_date(year, month, number))]
    return min(found, key=lambda day: abs(day - on)).year if found else None


def find_dates(text: str, language: str | None = None) -> tuple[DateMention, ...]:
    """The dates in `text`, in order, none overlapping another.

    `language` says in which order digits stand and which two-letter weekdays ("ma", "do") may be meant; words of all
    languages are found whatever it is. Linear in the length of `text`.
    """
    grammar = _grammar(language)
    if not _DIGIT.search(text) and not grammar.has_placing(text.lower()):
        return ()
    found: list[DateMention] = []
    for mention in sorted(grammar.find(text), key=lambda mention: (mention.span.start, -mention.span.end)):
        if not found or mention.span.start >= found[-1].span.end:
            found.append(mention)
    return tuple(_share(text, found, grammar) if len(found) > 1 else found)


def _share(text: str, found: list[DateMention], grammar: _Grammar) -> list[DateMention]:
    """Gives "26 maart" in "26 maart en 1 april jl." the year or the "jl." of the date it is joined to."""
    for at in range(len(found) - 2, -1, -1):
        a, b = found[at], found[at + 1]
        if not a.days or not b.days or a.year or a.relative or not (b.year or b.relative):
            continue
        gap = text[a.span.end : b.span.start]
        if not grammar.joint.fullmatch(gap) and not (b.shared and gap.strip() == ","):
            continue
        runs_on = (a.month or 0, a.days[-1].number) < (b.month or 0, b.days[0].number)
        # "30 december en 3 januari 2026": whichever year December belongs to, it is not 2026.
        if runs_on or b.year is None:
            found[at] = replace(a, year=b.year, year_at=b.year_at, relative=b.relative, shared=True)
    return found


@lru_cache(maxsize=8)
def _grammar(language: str | None) -> _Grammar:
    return _Grammar(language)


_made = lru_cache(maxsize=64)(re.compile)

_DIGIT = re.compile(r"\d")
_S = r"\s{1,3}"
_YEAR = r"(?:1[89]|2[01])\d\d"
_NOT_INSIDE = r"(?<![\w€$£#])(?<!\d[.,:/–-])(?<![A-Z]-)"  # MQ-9, 28676-560, €12, 3,5


class _Grammar:
    """The patterns that find dates, made of the words of all languages."""

    def __init__(self, language: str | None) -> None:
        every = [date_words(name) for name in languages()]
        self._months: dict[str, int] = {}
        self._weekdays: dict[str, int] = {}
        self._full_weekdays = {name for language in languages() for name in _full_names(language)}
        self._before: dict[str, Relative] = {}
        self._after: dict[str, Relative] = {}
        leading: dict[str, int] = {}  # months that may stand before their day
        for words in every:
            months = _spellings(words.months, capitals=words.capitals)
            self._months |= months
            self._weekdays |= _spellings(_weekdays(words, language), capitals=words.capitals)
            self._before |= _spellings(words.before, capitals=False)
            self._after |= words.after
            leading |= months if words.month_first else {}
        own = date_words(language) if language in languages() else None
        self._either = own is None or own.numeric == "either"

        month, weekday, first = _any(self._months), _any(self._weekdays), _any(leading)
        units = _any(all_words("units"))
        ordinal = rf"(?:{_any(all_words('ordinals'))})?"
        day = rf"(?:0?[1-9]|[12]\d|3\d)(?!\d){ordinal}(?!\w)"
        item = rf"(?:(?:{weekday})\.?,?{_S})?{day}"
        both = rf"(?:,?{_S}(?:{_any(all_words('both'))}){_S}|\s?[&/]\s?)"
        through = rf"(?:{_S}(?:{_any(all_words('through'))}){_S}|\s?[-–—]\s?)"
        days = rf"(?P<days>{day}(?:(?:,{_S}{item}){{0,6}}{both}{item}|(?P<through>{through}){item})?)"
        of = rf"(?:(?:{_any(all_words('of'))}){_S})?"
        year = rf"(?:,?{_S}|-)(?P<year>{_YEAR})(?![\d%]|[.,]\d\d\d|-\d\d\d|\s?%|{_S}(?i:{units})\b)"
        end = r"(?!\w|-[a-z])"

        self._month_starts = sorted({name[:3].lower() for name in self._months})
        # Patterns are compiled when they are used for the first time (`_made`): all together take 20 ms.
        self._cores = (
            (rf"{_NOT_INSIDE}{days}(?:{_S}{of}|-)(?P<month>{month}){end}(?:{year})?"),
            (rf"(?<!\w)(?P<month>{first}){_S}(?:the{_S})?{days}(?![\w%]|[.,:/-]\d|{_S}(?i:{units})\b)(?:{year})?"),
            (rf"(?<!\w)(?P<month>{month})(?:{_S}{of})?{year}"),
        )
        self._numeric = re.compile(
            rf"(?<![\w.,:/€–-])(?P<a>\d\d?)(?P<mark>[-/.])(?P<b>\d\d?)(?P=mark)(?P<year>{_YEAR})(?![\w/-]|[.,:]\d)"
        )
        self._iso = re.compile(
            rf"(?<![\w.,:/€–-])(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?=T\d|(?![\w/-]|[.,:]\d))"
        )
        self._names = rf"(?<!\w)(?:(?P<month>{month})|(?P<weekday>{weekday}))(?!\w|-[a-z])"
        self._left = (
            rf"(?<!\w)(?:(?P<cited>{_any(all_words('cited'))})\s{{0,3}})?(?:(?P<before>{_any(self._before)}){_S})?"
            rf"(?:(?P<weekday>{weekday})\.?,?{_S}(?:(?:de|the|den|le){_S})?)?\Z"
        )
        self._right = rf"(?:,?{_S}(?P<after>{_any(self._after)})(?!\w))?(?:\s?\((?P<weekday>{weekday})\))?"
        self._item = rf"(?:(?P<weekday>{weekday})\.?,?{_S})?(?P<number>\d\d?){ordinal}"
        self._joint = rf"(?:{both}|{through})(?:(?:op|van|de|on|the){_S})?"
        # The words that place a date, of phrases the longest one: a text without digits has a date only with them.
        placing = {max(phrase.lower().split(), key=len) for phrase in (*self._before, *self._after)}
        self._placing = sorted(word for word in placing if not has_one(word, placing - {word}))

    @property
    def joint(self) -> re.Pattern[str]:
        """What stands between two dates that share a year."""
        return _made(self._joint)

    def has_placing(self, low: str) -> bool:
        """Whether a text in lower case has a word that places a date by itself, such as "jl."."""
        return has_one(low, self._placing)

    def find(self, text: str) -> Iterator[DateMention]:
        """All that looks like a date; a shorter reading of the same words may be among them."""
        low = text.lower()
        has_digit = bool(_DIGIT.search(text))
        names_month = has_digit and has_one(low, self._month_starts)
        for number, core in enumerate(self._cores if names_month else ()):
            for match in _made(core).finditer(text):
                mention = self._from_words(text, match)
                if number != 1 or mention.year or self._is_day(text, mention):
                    yield self._widen(text, mention)
        for match in self._numeric.finditer(text) if has_digit else ():
            numeric = self._from_digits(match)
            if numeric:
                yield self._widen(text, numeric)
        for match in self._iso.finditer(text) if has_digit else ():
            if 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31:
                yield self._widen(text, _numeric(match, int(match["month"]), int(match["day"]), match.span("day")))
        for match in _made(self._names).finditer(text) if self.has_placing(low) else ():
            name = self._months[_squeeze(match["month"])] if match["month"] else None
            weekday = self._weekdays[_squeeze(match["weekday"])] if match["weekday"] else None
            bare = DateMention(Span(*match.span()), Span(*match.span()), month=name, weekday=weekday)
            mention = self._widen(text, bare)
            if mention.relative:
                yield mention

    def _from_words(self, text: str, match: re.Match[str]) -> DateMention:
        groups = match.groupdict()
        days = tuple(self._named_days(match)) if groups.get("days") else ()
        start, end = match.span()
        through = bool(groups.get("through"))
        if any(a.number >= b.number for a, b in pairwise(days)):
            # "vraag 12, 3 en 11 februari", "nr. 24-11 februari": only the last number is sure to be a day.
            days, through = days[-1:], False
            start = start if match.start("month") == start else (days[0].weekday_at or days[0].at).start
        if any(day.number > 31 for day in days) and not match["year"]:
            days = ()
        return DateMention(
            Span(start, end),
            Span(start, end),
            days,
            self._months[_squeeze(match["month"])],
            int(match["year"]) if match["year"] else None,
            Span(*match.span("year")) if match["year"] else None,
            through=through,
        )

    def _named_days(self, match: re.Match[str]) -> Iterator[NamedDay]:
        for item in _made(self._item).finditer(match.string, *match.span("days")):
            name = item["weekday"]
            yield NamedDay(
                int(item["number"]),
                Span(*item.span("number")),
                self._weekdays[_squeeze(name)] if name else None,
                Span(*item.span("weekday")) if name else None,
            )

    def _is_day(self, text: str, mention: DateMention) -> bool:
        """Whether "March 5" without a year is a day: not in "In March 5 ships sailed" or "May 5 members speak?"."""
        if re.match(r"\s*(?:[.,;:)\]–—]|$)", text[mention.span.end : mention.span.end + 3]):
            return True
        words = re.findall(r"[^\W\d_]+", text[max(0, mention.span.start - 20) : mention.span.start])
        return bool(words) and (words[-1].lower() in all_words("day_before") or words[-1] in self._weekdays)

    def _from_digits(self, match: re.Match[str]) -> DateMention | None:
        day, month = int(match["a"]), int(match["b"])
        swapped = month > 12 and day <= 12 and self._either
        if swapped:
            day, month = month, day
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        mention = _numeric(match, month, day, match.span("b" if swapped else "a"))
        return replace(mention, ambiguous=self._either and day <= 12 and day != month)

    def _widen(self, text: str, mention: DateMention) -> DateMention:
        """Takes in the weekday before or behind, and the words that place the date."""
        left = _made(self._left).search(text, max(0, mention.span.start - _LEFT), mention.span.start)
        right = _made(self._right).match(text, mention.span.end)
        if left is None or right is None:  # both match the empty string
            raise AssertionError
        relative = self._before[_squeeze(left["before"])] if left["before"] else None
        if right["after"]:
            relative = self._after[_squeeze(right["after"])]
        days = mention.days
        named = left["weekday"] and not self._is_no_weekday(text, left)
        beside = left if named else right
        if beside["weekday"] and len(days) >= 1 and days[0].weekday is None and (beside is left or len(days) == 1):
            at = Span(*beside.span("weekday"))
            days = (replace(days[0], weekday=self._weekdays[_squeeze(beside["weekday"])], weekday_at=at), *days[1:])
        start = min(left.start() if named or not left["weekday"] else mention.span.start, mention.span.start)
        return replace(
            mention,
            span=Span(start, max(right.end(), mention.span.end)),
            days=days,
            relative=relative,
            cited=bool(left["cited"]),
        )

    def _is_no_weekday(self, text: str, left: re.Match[str]) -> bool:
        """Whether the name ends a sentence ("Every Monday. 10 March …") or is a paper's ("The Sun, …")."""
        name, at = left["weekday"], left.end("weekday")
        if text[at : at + 1] == "." and _squeeze(name) in self._full_weekdays:
            return True
        return len(name) <= 3 and bool(re.search(r"\b[Tt]he\s+\Z", text[max(0, at - 20) : left.start("weekday")]))


def _numeric(match: re.Match[str], month: int, day: int, day_at: tuple[int, int]) -> DateMention:
    span = Span(*match.span())
    return DateMention(
        span, span, (NamedDay(day, Span(*day_at)),), month, int(match["year"]), Span(*match.span("year"))
    )


def _weekdays(words: DateWords, language: str | None) -> dict[str, int]:
    """The weekdays of a language: those of two letters ("do", "so") only if the text is in it."""
    own = words.language == language
    return {name: number for name, number in words.weekdays.items() if own or len(name.rstrip(".")) > 2}


def _full_names(language: str) -> Iterator[str]:
    """The weekdays of a language that are no abbreviation, with and without a capital letter."""
    for number in range(7):
        name = weekday_name(language, number)
        yield from (name, name.capitalize(), name.lower(), name.upper())


def _spellings(names: Mapping[str, _T], *, capitals: bool) -> dict[str, _T]:
    """`names` as they are, in capitals, and with and without a capital letter unless the language insists on it."""
    found = {name.upper(): value for name, value in names.items() if len(name) > 3}
    if not capitals:
        found |= {name[0].upper() + name[1:]: value for name, value in names.items()}
    return found | dict(names)


def _squeeze(words: str) -> str:
    return " ".join(words.split())


def _any(words: Iterable[str]) -> str:
    """A pattern for one of `words`, the longest first, with any white space between the words of one."""
    return one_of((_squeeze(word) for word in words), {" ": _S})


@dataclass(frozen=True, slots=True)
class DatedBy:
    """What gives a document its date: a "label" line ("Datum"), the "place" line of a letter, or its file "name"."""

    source: Literal["label", "place", "name"]
    block: int | None = None
    span: Span | None = None


_HEAD = 60  # blocks in which a letter may give its date
_NAME_DATE = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?![0-9A-Za-z])")
_PLACE = re.compile(r"(?:^|\s)[A-ZÀ-Þ‘'’][\w’'-]+(?:[ -][\w’'-]+){0,3},?\s*(?:de|den|le|the)?\s*$")


def document_date(blocks: Sequence[Block], name: str = "", language: str | None = None) -> tuple[date, DatedBy] | None:
    """The day a document bears, and what says so; None when nothing does.

    It is the date in or below a "Datum" or "Date" line in the head, else that of a line of place and date ("Den Haag,
    11 april 2025"), else the one in the file name. Dates in the body say nothing about the day it was written.
    """
    head = list(islice((block for block in blocks if block.text.strip()), _HEAD))
    return _date_below_label(head, language) or _date_beside_place(head, language) or _date_in_name(name)


def _date_below_label(head: Sequence[Block], language: str | None) -> tuple[date, DatedBy] | None:
    for at, block in enumerate(head):
        label, _, rest = block.text.strip().partition(":") if ":" in block.text else block.text.strip().partition(" ")
        if label.strip().lower() not in all_words("date_labels"):
            found = _date_in_line(block, language)
            if found:
                return found
            continue
        below = [] if rest.strip() else head[at + 1 : at + 2]
        for holder in (block, *below):
            for mention in find_dates(holder.text, language):
                # A sentence that begins with "Date" is not a label line: there is little beside the date.
                if mention.day and len(holder.text.strip()) - (mention.span.end - mention.span.start) <= 12:
                    return mention.day, DatedBy("label", holder.index, mention.core)
    return None


def _date_in_line(block: Block, language: str | None) -> tuple[date, DatedBy] | None:
    """The date in one line of a memo's head whose lines are one paragraph in Markdown ("To: … / Date: 8 June 2026")."""
    if not block.marks:
        return None
    starts = sorted({mark.span.start for mark in block.marks if mark.kind == "source"})
    for start, end in pairwise([*starts, len(block.text)]):
        label, colon, rest = block.text[start:end].partition(":")
        if start == 0 or not colon or label.strip(" *_").lower() not in all_words("date_labels"):
            continue
        for mention in find_dates(rest, language):
            if mention.day and len(rest.strip()) - (mention.span.end - mention.span.start) <= 12:
                shift = end - len(rest)
                return mention.day, DatedBy("label", block.index, _shifted(mention.core, shift))
    return None


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _date_beside_place(head: Sequence[Block], language: str | None) -> tuple[date, DatedBy] | None:
    for block in head:
        line = block.text.rstrip().rpartition("\n")[2]
        if len(line) > 160 or len(block.text) > 400 or "," not in block.text:
            continue
        for mention in find_dates(block.text, language):
            after, before = block.text[mention.span.end :].strip(" .\n"), block.text[: mention.span.start]
            if mention.day and not after and before.rstrip().endswith(",") and _PLACE.search(before.rstrip()):
                return mention.day, DatedBy("place", block.index, mention.core)
    return None


def _date_in_name(name: str) -> tuple[date, DatedBy] | None:
    for match in _NAME_DATE.finditer(name.replace("\\", "/").rpartition("/")[2]):
        day = make_date(int(match[1]), int(match[3]), int(match[4]))
        if day:
            return day, DatedBy("name")
    return None
