"""Says what sort of words changed: a number, a date, a name, a word that forbids, or only a comma.

Strategy: an edit is what was taken out at one place and what came instead. What differs between the two sides after
folding away case, spacing or punctuation names the small categories; what stands in either of them, the large ones. An
editor's first question is "did a number change?".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from rapidfuzz.distance import DamerauLevenshtein

from docdiff.dates import find_dates
from docdiff.edits import Opcode
from docdiff.locale import topic_words
from docdiff.model import Span

Category = Literal[
    "number",
    "amount",
    "date",
    "percentage",
    "name",
    "negation",
    "obligation",
    "spelling",
    "case",
    "punctuation",
    "whitespace",
    "words",
]
CATEGORIES: tuple[Category, ...] = get_args(Category)

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_CAPITAL = re.compile(r"(?<![\w.])[A-ZÀ-ÖØ-Þ][\w’'-]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n)\W*$")
_SIGN = re.compile(r"[-−–+±]+")
_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W_]")
_NO_LETTER = re.compile(r"[\W_]+")
_BESIDE = 24  # characters beside a number in which its unit may stand
_MISSPELT = 4  # letters a word needs before one or two others in it are a matter of spelling
_DATE = 60  # characters beside an edit in which the rest of its date may stand
_LONG = 2_000  # characters of an edit in which dates are looked for


@dataclass(frozen=True, slots=True)
class Edit:
    """What was taken out at one place and what came instead: spans in the old and the new text, one may be empty.

    `opcodes` are the positions of its steps in the list they were made from.
    """

    a: Span
    b: Span
    opcodes: tuple[int, ...]
    quiet: bool


def find_edits(opcodes: Sequence[Opcode]) -> Iterator[Edit]:
    """The edits in a list of steps, in order: a deletion and the insertion behind it are one."""
    at = 0
    while at < len(opcodes):
        step = opcodes[at]
        if step.tag == "equal":
            at += 1
            continue
        following = opcodes[at + 1] if at + 1 < len(opcodes) else None
        if step.tag == "delete" and following and following.tag == "insert" and following.quiet == step.quiet:
            yield Edit(step.a, following.b, (at, at + 1), step.quiet)
            at += 2
        else:
            yield Edit(step.a, step.b, (at,), step.quiet)
            at += 1


def categorise(old: str, new: str, edit: Edit, language: str | None = None) -> tuple[Category, ...]:
    """The categories of one edit between two texts, in the order of `CATEGORIES`; at least one.

    `language` helps to tell dates. Linear in the edit.
    """
    gone, come = old[edit.a.start : edit.a.end], new[edit.b.start : edit.b.end]
    if changes_sign(old, new, edit):
        number = _NUMBER.match(new, edit.b.end) or _NUMBER.match(old, edit.a.end)
        return (_what_is_counted(number.string, number),) if number else ("number",)
    # Words that came or went are nothing small: no need to fold all of them.
    is_small = (gone and come) or not _LETTER.search(gone or come)
    for category, fold in _SMALL.items() if is_small else ():
        if fold(gone) == fold(come):
            return (category,)
    found = _in_text(old, edit.a, language) | _in_text(new, edit.b, language)
    if not found and _is_spelling(gone, come):
        found = {"spelling"}
    return tuple(category for category in CATEGORIES if category in found) or ("words",)


def changes_sign(old: str, new: str, edit: Edit) -> bool:
    """Whether an edit is the sign of a number: "-5 per cent" and "5 per cent"."""
    signs = (old[edit.a.start : edit.a.end] + new[edit.b.start : edit.b.end]).strip()
    before = old[: edit.a.start][-1:]
    return bool(_SIGN.fullmatch(signs)) and new[edit.b.end : edit.b.end + 1].isdigit() and not before.isalnum()


_SMALL: dict[Category, Callable[[str], str]] = {
    "whitespace": lambda text: _SPACES.sub("", text),
    "case": lambda text: _SPACES.sub("", text).casefold(),
    # Between digits a point or a comma is part of the number.
    "punctuation": lambda text: _NO_LETTER.sub("", text) if not _DIGIT.search(text) else text,
}


def _in_text(text: str, span: Span, language: str | None) -> set[Category]:
    """What stands in `span` of a text; the words around it tell what a number is."""
    dates = _dates_at(text, span, language)
    found: set[Category] = {"date"} if dates else set()
    ends = span.start, span.end
    for match in _outside(dates, _NUMBER.finditer(text, *ends)):
        found.add(_what_is_counted(text, match))
    lowered = {word.casefold() for word in {match.group() for match in _outside(dates, _WORD.finditer(text, *ends))}}
    found |= {category for category in ("negation", "obligation") if lowered & _words(category)}
    # The names of months have capitals too.
    capitals = _outside(dates, _CAPITAL.finditer(text, *ends))
    if any(not _SENTENCE_START.search(text[max(0, match.start() - _BESIDE) : match.start()]) for match in capitals):
        found.add("name")
    return found


def _dates_at(text: str, span: Span, language: str | None) -> list[Span]:
    """The dates that `span` touches, in `text`; none in a long edit, where a date is one thing of many."""
    if not 0 < span.end - span.start <= _LONG:
        return []
    start = max(0, span.start - _DATE)
    around = text[start : span.end + _DATE]
    spans = (Span(start + date.span.start, start + date.span.end) for date in find_dates(around, language))
    return [found for found in spans if found.start < span.end and span.start < found.end]


def _outside(spans: Sequence[Span], matches: Iterable[re.Match[str]]) -> Iterable[re.Match[str]]:
    if not spans:
        return matches
    return (match for match in matches if not any(span.start <= match.start() < span.end for span in spans))


def _what_is_counted(text: str, number: re.Match[str]) -> Category:
    """A percentage, an amount or just a number, by what stands beside it."""
    behind = text[number.end() : number.end() + _BESIDE]
    before = text[max(0, number.start() - _BESIDE) : number.start()]
    if _unit("percent").match(behind):
        return "percentage"
    is_amount = _unit("currency").match(behind) or _unit("scales").match(behind) or _currency_before().search(before)
    return "amount" if is_amount else "number"


@cache
def _unit(key: str) -> re.Pattern[str]:
    """A unit behind a number, of which the edit may have cut the end."""
    return re.compile(rf"[\s\d.,]*(?:{_any_of(key)})(?!\w)", re.IGNORECASE)


@cache
def _currency_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of('currency')})[\s\d.,]*$", re.IGNORECASE)


def _any_of(key: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words(key), key=len, reverse=True))


def _is_spelling(gone: str, come: str) -> bool:
    """Whether one word became another that differs in a letter or two."""
    old, new = gone.strip(), come.strip()
    if not (_WORD.fullmatch(old) and _WORD.fullmatch(new)) or min(len(old), len(new)) < _MISSPELT:
        return False
    most = 1 if min(len(old), len(new)) < 2 * _MISSPELT else 2
    return int(DamerauLevenshtein.distance(old.casefold(), new.casefold(), score_cutoff=most)) <= most


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in topic_words("changes", key))
