"""Puts every date of a document in its place: its sentence, the names around it, and the year it means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from docdiff.dates import DatedBy, DateMention, document_date, find_dates, resolve_year
from docdiff.fingerprint import compared_text
from docdiff.locale import all_words, date_words, languages
from docdiff.model import Block, Document, Span, Spot
from docdiff.text import normalise, sentences

_REACH = 200  # characters of its sentence that can say what a date is about
_REFERENCE = re.compile(r"\b\d{4,5}(?:-[A-Z0-9]+)+|\b\d{2} ?\d{3}(?:,? nr\. ?\d+|-\d+)")
_WORD = re.compile(r"[^\W\d_][\w]*")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]+s?\Z")
_BRACKETED = re.compile(r"\(([A-Z][A-Za-z0-9]{1,9})\)")
_WORDS_BEFORE = re.compile(r"(?:[\w’'&-]+[ ,]+){1,9}\Z")
_BEFORE = 200  # characters before an acronym in which the words it stands for are


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A date where it stands. `sentence` is the one it is in; `clause` what of it lies nearer than another date."""

    document: Document
    block: Block
    date: DateMention
    sentence: Span
    clause: Span

    @property
    def words(self) -> str:
        """The date as the text has it, with its weekday and "jl."."""
        return " ".join(self.block.text[self.date.span.start : self.date.span.end].split())

    def spot(self, span: Span | None = None) -> Spot:
        """Where it stands; only `span` of it when given."""
        return Spot(self.document, self.block.index, span or self.date.span)

    @property
    def about(self) -> str:
        """The clause without the date itself."""
        text, clause, own = self.block.text, self.clause, self.date.span
        return f"{text[clause.start : own.start]} {text[own.end : clause.end]}"

    @property
    def is_quoted(self) -> bool:
        """Whether quotation marks stand right around it, as when a text speaks about the words themselves."""
        text, own = self.block.text, self.date.span
        return text[max(0, own.start - 1) : own.start] in tuple("\"“„'‘’«") and text[own.end : own.end + 1] in tuple(
            "\"”'’»"
        )


def find_mentions(document: Document) -> Iterator[Mention]:
    """All dates in the blocks that say something, in reading order."""
    for block in document.body:
        found = find_dates(block.text, document.language)
        if not found:
            continue
        spans = [Span(*ends) for ends in sentences(block.text)]
        starts = [span.start for span in spans]
        for at, mention in enumerate(found):
            near = slice(max(0, bisect_right(starts, mention.span.start) - 1), bisect_right(starts, mention.span.end))
            sentence = _sentence_around(spans[near], mention.span)
            left = max(sentence.start, mention.span.start - _REACH, found[at - 1].span.end if at else 0)
            after = found[at + 1].span.start if at + 1 < len(found) else sentence.end
            right = max(mention.span.end, min(sentence.end, mention.span.end + _REACH, after))
            yield Mention(document, block, mention, sentence, Span(min(left, mention.span.start), right))


def _sentence_around(spans: Iterable[Span], date: Span) -> Span:
    """From the sentence a date begins in to the one it ends in; "12 feb. 2026" may look like two."""
    touching = [span for span in spans if span.start < date.end and date.start < span.end]
    return Span(min(touching[0].start, date.start), max(touching[-1].end, date.end)) if touching else date


@dataclass(frozen=True, slots=True)
class Day:
    """The day a document bears, and what says so (None: the reader or the caller did)."""

    day: date
    by: DatedBy | None


def find_day(document: Document) -> Day | None:
    """The date of a document: as its reader gave it, else as its head or file name does."""
    found = document_date(document.body, document.source.name, document.language)
    if document.date:
        try:
            day = date.fromisoformat(document.date[:10])
        except ValueError:
            pass
        else:
            return Day(day, found[1] if found and found[0] == day else None)
    return Day(*found) if found else None


def year_of(mention: Mention, number: int, day: Day | None) -> int | None:
    """The year of day `number` of a mention: its own, or what its "jl." or "this year" means on the document's day."""
    if mention.date.year is not None or day is None:
        return mention.date.year
    return resolve_year(mention.date, number, day.day)


def ends_with_any(text: str, key: str) -> bool:
    """Whether `text` ends with one of the locale's words of the list `key`, in any language."""
    return bool(_ending(key).search(text[-40:]))


@cache
def _ending(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(key)})\s*\Z", re.IGNORECASE)


def has_any(text: str, key: str) -> bool:
    """Whether `text` has one of the locale's words of the list `key`, in any language."""
    return bool(_pattern(key).search(text))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(key)})(?!\w)", re.IGNORECASE)


def alternatives(key: str, language: str | None = None) -> str:
    """The words of the list `key` in a language, or in all, as a regular expression, the longest first."""
    words = {word.lower() for word in date_words(language).lists[key]} if language else all_words(key)
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or r"\b\B"


# --- what a date is about ---------------------------------------------------------------------------------------------


class Topics:
    """What the dates of a set of documents are about, so that two dates of one event can be told.

    A date is about the words of its clause. Names and acronyms weigh most, a reference ("36800-X-82") says it nearly
    alone; words that stand everywhere in the documents say little. An acronym counts as the words it was introduced
    with, in whichever of the documents that was.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._spread: Counter[str] = Counter()
        self._expansions: dict[str, frozenset[str]] = {}
        blocks = 0
        for document in documents:
            for block in document.body:
                blocks += 1
                self._spread.update({word.lower() for word in _WORD.findall(block.text)})
                self._expansions |= _definitions(block.text)
        self._everywhere = max(6, blocks // 10)
        self._known: dict[Mention, dict[str, float]] = {}

    def shared(self, a: Mention, b: Mention) -> float:
        """How much two dates have in common: 0 nothing, from 0.6 a word, from 1.5 a name, from 3 surely one event."""
        weights, other = self._weights(a), self._weights(b)
        return sum(min(weight, other[word]) for word, weight in weights.items() if word in other)

    def same_paper(self, a: Mention, b: Mention) -> bool:
        """Whether both name the same numbered paper ("36800-X-82"), which bears one date."""
        one, two = (set(_REFERENCE.findall(mention.about)) for mention in (a, b))
        return bool({_squeezed(words) for words in one} & {_squeezed(words) for words in two})

    def _weights(self, mention: Mention) -> dict[str, float]:
        if mention not in self._known:
            self._known[mention] = self._weigh(mention.about)
        return self._known[mention]

    def _weigh(self, text: str) -> dict[str, float]:
        found: dict[str, float] = {match.group().replace(" ", ""): 3.0 for match in _REFERENCE.finditer(text)}
        for match in _WORD.finditer(text):
            word = match.group()
            weight = _weight(word, begins=not text[: match.start()].strip(" •-(\"'“‘"))
            key = word.lower()
            if weight:
                rare = self._spread[key] <= self._everywhere
                found[key] = max(found.get(key, 0.0), weight if rare else weight * 0.4)
            for name in self._expansions.get(key, ()):
                found.setdefault(name, 1.0)
        return found


def _squeezed(reference: str) -> str:
    return re.sub(r"[\s,.]", "", reference)


def _weight(word: str, *, begins: bool) -> float:
    if word.lower() in _small_words():
        return 0.0
    if _ACRONYM.match(word):
        return 2.0
    if word[0].isupper() and not begins and len(word) > 2:
        return 1.5
    return 0.6 if len(word) >= 5 else 0.0


@cache
def _small_words() -> frozenset[str]:
    """Words around dates that name nothing: months, weekdays, verbs of happening, and the commonest long ones."""
    names = {name.lower() for language in languages() for name in date_words(language).months}
    names |= {name.lower() for language in languages() for name in date_words(language).weekdays}
    verbs = {
        word for key in ("past", "future", "history", "cited") for phrase in all_words(key) for word in phrase.split()
    }
    return frozenset(names | verbs | all_words("common"))


def _definitions(text: str) -> dict[str, frozenset[str]]:
    """Acronyms a text introduces, each with the words it stands for: "Ukraine Defence Contact Group (UDCG)"."""
    found: dict[str, frozenset[str]] = {}
    for match in _BRACKETED.finditer(text):  # the bracket first: few texts have one
        before = _WORDS_BEFORE.search(text[max(0, match.start() - _BEFORE) : match.start()])
        words, letters = re.findall(r"\w+", before[0] if before else ""), match[1].lower()
        taken: list[str] = []
        while words and letters and len(taken) < len(letters) + 3:
            word = words.pop()
            taken.append(word.lower())
            if word[0].lower() == letters[-1]:
                letters = letters[:-1]
        if not letters:
            found[match[1].lower()] = frozenset(word for word in taken if len(word) > 3)
    return found


def masked(block: Block) -> str:
    """The normal form of a block with its years and footnote marks left out: what copies of it share."""
    return re.sub(r"\b(?:19|20)\d\d\b", "#", normalise(compared_text(block)))
