"""Finds footnotes and their marks in plain text, where a converter or a page left them.

Four shapes occur: notes written out behind their mark (`[footnoteRef:2] [2:  Kamerstuk …]`), Markdown notes (`[^2]`
and a line `[^2]: …`), and notes at the foot of a page whose marks were superscripts and now stick to a word
(`Letta7`, `2027.1 Fedorov`), and notes with their number in brackets or raised, as in mail (`so [2]`, `so²`, and a line
`[2] Kamerstuk …`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from docdiff.model import Mark, Span
from docdiff.readers.lines import Joined, Line

_WRITTEN_MARK = re.compile(r"\[footnoteRef:\s*(\d+)\]|\[\^([^\]\s]{1,12})\](?!:)")
_WRITTEN_NOTE = re.compile(r"\s*\[(\d{1,4}):\s+")
_BRACKET = re.compile(r"[\[\]]")
_MARKDOWN_NOTE = re.compile(r"\[\^([^\]\s]{1,12})\]:\s*(?=\S)")
_FOOT_NOTE = re.compile(r"(?:(\d{1,3})\s+|\[(\d{1,3})\]\s+|([⁰¹²³⁴-⁹]{1,3})\s*)(?=\S)")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹](?<!\bm.)(?<!\b[cdkm]m.)[⁰¹²³⁴-⁹]{0,2}")  # but in "m²"
_LOWERED = {ord(raised): str(digit) for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_BRACKETED = re.compile(r"(?<!^)\[(\d{1,3})\]")
# A superscript sticks to a word, or to the punctuation behind a word, a bracket or a year. Digits are looked for first
# and what stands before them second: the other way round takes ten times as long.
_SMALL_NUMBER = re.compile(r"\d(?<=[a-zà-öø-ÿ.,;:!?)’”»\"]\d)\d{0,2}(?=$|[\s,;:)’”»]|\.(?:\s|$))")
_STICKS = re.compile(r"(?:[a-zà-öø-ÿ]{3}|[^\W\d_][.,;:!?)’”»\"]|[)’”»\"][.,;:!?]|\b\d{4}[.,;:])$")
_AT_SENTENCE_END = re.compile(r"[.!?][)’”»\"]?$")
_ABBREVIATED = re.compile(r"\b(?:nr|no|art|par|p|pp|blz|vol|fig|tab|bijl|hfst|ch|sec)\.$", re.IGNORECASE)
_LONGEST_TITLE = 20  # letters of what stands above the notes ("Noten")
_REACH = 120  # lines between a mark and its note at the foot of the page


def find_foot_notes(lines: Sequence[Line]) -> list[tuple[str, int, int]]:
    """Notes at the foot of a page as (number, first, last position in `lines`).

    A note begins after a gap or behind another note, with the number that comes next, and a mark with that number
    stands in the lines before it.
    """
    where: dict[int, list[int]] | None = None  # most documents have no line that begins like a note
    found: list[tuple[str, int, int]] = []
    expected, inside, at = None, -1, 0
    while at < len(lines):
        match = _FOOT_NOTE.match(lines[at].text)
        label, signed = _label_of(match) if match else ("", False)
        number = int(label or 0)
        if (
            match
            and (lines[at].gap > 0 or inside == at - 1 or (signed and at and len(lines[at - 1].text) <= _LONGEST_TITLE))
            and (number == expected or (expected is None and number in (1, 2)))
            and (where := where if where is not None else _marks_in(lines))
            and _stands_between(where.get(number, ()), 0 if signed else at - _REACH, at)
        ):
            last = _last_line_of_note(lines, at, number + 1 if number + 1 in where else None)
            found.append((label, at, last))
            expected, inside, at = number + 1, last, last
        at += 1
    return found


def _label_of(match: re.Match[str]) -> tuple[str, bool]:
    """The number a note begins with, in digits, and whether it is written as nothing else is, in brackets or raised."""
    bare, bracketed, raised = match.groups()
    return bare or bracketed or raised.translate(_LOWERED), not bare


def _stands_between(places: Sequence[int], first: int, end: int) -> bool:
    """Whether any of these places, which are in order, is `first` or between it and `end`."""
    at = bisect_left(places, first)
    return at < len(places) and places[at] < end


def _marks_in(lines: Sequence[Line]) -> dict[int, list[int]]:
    """The positions of the lines that hold what may be the mark of a note, for every number."""
    where: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        for mark in _glued(line.text[:2000]):
            where.setdefault(int(mark.group()), []).append(at)
        for mark in _BRACKETED.finditer(line.text[:2000]):
            where.setdefault(int(mark.group(1)), []).append(at)
        for mark in () if line.text.isascii() else _RAISED.finditer(line.text[:2000], 1):
            where.setdefault(int(mark.group().translate(_LOWERED)), []).append(at)
    return where


def _glued(text: str) -> Iterator[re.Match[str]]:
    """Small numbers that stick to what stands before them."""
    for match in _SMALL_NUMBER.finditer(text):
        if _STICKS.search(text[max(0, match.start() - 6) : match.start()]):
            yield match


def _last_line_of_note(lines: Sequence[Line], first: int, following: int | None) -> int:
    """A note goes on over the lines directly below it, until the following note if there is a mark for one."""
    raised = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(following or ""))
    last, begins = first, (f"{following} ", f"[{following}] ", raised) if following else ()
    while last + 1 < len(lines) and lines[last + 1].gap == 0 and not lines[last + 1].text.startswith(begins):
        last += 1
    return last


def strip_foot_number(note: Joined) -> Joined:
    """The text of a note at the foot of a page without its number."""
    match = _FOOT_NOTE.match(note.text)
    return note.cut((match.end() if match else 0, len(note.text)))


def split_written_notes(text: Joined) -> tuple[Joined, list[tuple[str, Joined]]]:
    """A paragraph without the notes written out in it, and those notes as (number, text)."""
    if "[" not in text.text:
        return text, []
    whole = _MARKDOWN_NOTE.match(text.text)
    if whole:
        return text.cut((0, 0)), [(whole.group(1), text.cut((whole.end(), len(text.text))))]
    marked = {mark.group(1) for mark in _WRITTEN_MARK.finditer(text.text)}
    if not marked or not _WRITTEN_NOTE.search(text.text):
        return text, []
    notes: list[tuple[str, Joined]] = []
    kept: list[tuple[int, int]] = []
    start, closing = 0, _closing_brackets(text.text)
    for match in _WRITTEN_NOTE.finditer(text.text):
        end = closing.get(match.start(1) - 1)
        if match.start() < start or match.group(1) not in marked or end is None:
            continue
        notes.append((match.group(1), text.cut((match.end(), end))))
        kept.append((start, match.start()))
        start = end + 1
    return (text.cut(*kept, (start, len(text.text))) if notes else text), notes


def _closing_brackets(text: str) -> dict[int, int]:
    """Where each bracket that is closed is closed."""
    opened: list[int] = []
    found: dict[int, int] = {}
    for match in _BRACKET.finditer(text):
        if match.group() == "[":
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.start()
    return found


class MarkFinder:
    """Finds the marks of notes in a document's paragraphs, which must be given in order.

    Marks in brackets are always marks. A number glued to a word is one when a note has that number; without such a
    note (it may have been lost), when it is the next number and ends a sentence.
    """

    def __init__(self, numbers: Sequence[str]) -> None:
        self._numbers = frozenset(numbers)
        self._next = 1

    def marks(self, text: str) -> Iterable[Mark]:
        """The marks in one paragraph."""
        found = "[" in text or _SMALL_NUMBER.search(text) or (not text.isascii() and _RAISED.search(text))
        return self._marks(text) if found else ()

    def _marks(self, text: str) -> Iterator[Mark]:
        if "[" in text:
            for match in _WRITTEN_MARK.finditer(text):
                yield Mark(Span(*match.span()), "note", match.group(1) or match.group(2))
            for match in _BRACKETED.finditer(text):
                if match.group(1) in self._numbers:
                    yield Mark(Span(*match.span()), "note", match.group(1))
        for match in _RAISED.finditer(text, 1):
            if (number := match.group().translate(_LOWERED)) in self._numbers:
                yield Mark(Span(*match.span()), "note", number)
        for match in _glued(text):
            if self._is_mark(match, text):
                self._next = int(match.group()) + 1
                yield Mark(Span(*match.span()), "note", match.group())

    def _is_mark(self, match: re.Match[str], text: str) -> bool:
        number = match.group()
        if number in self._numbers:
            return abs(int(number) - self._next) <= 1
        before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 2]
        return (
            int(number) == self._next
            and bool(_AT_SENTENCE_END.search(before))
            and not _ABBREVIATED.search(before)
            and (not after or (after[0].isspace() and after[1:].isupper()))
        )
