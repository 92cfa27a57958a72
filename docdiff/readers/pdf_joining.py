"""Puts the lines of a PDF's paragraphs together, and takes the labels and note marks out of their texts.

Which words are broken at a hyphen the words of the whole document tell (`joining`); they are looked for only where a
line ends with one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from operator import attrgetter, methodcaller
from typing import NamedTuple

from docdiff.model import Mark, Span
from docdiff.readers.joining import Vocabulary, glue
from docdiff.readers.lines import Line
from docdiff.readers.pdf_runs import Piece

HYPHENS = ("-", "\u00ad", "‐")
_RAISED = attrgetter("raised")
_ENDS_BROKEN = methodcaller("endswith", HYPHENS)
_HYPHENED_WORD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_ENDS_WORD, _STARTS_WORD = re.compile(r"[^\W_][-‐]?$"), re.compile(r"[-‐]?[^\W_]")


class Text(NamedTuple):
    """A paragraph's text, the marks of hyphens left out of it, and which stretches of it are raised."""

    text: str
    hyphens: tuple[Mark, ...] = ()
    raised: tuple[tuple[int, int], ...] = ()


class Joiner:
    """Puts lines together, undoing hyphenation with the words of the whole document."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._vocabulary = _Vocabulary(pieces)

    def join(self, pieces: Sequence[Piece]) -> Text:
        """The lines as one text."""
        texts = [piece.text for piece in pieces]
        raised = any(map(_RAISED, pieces))
        whole = " ".join(texts)
        broken = ("- " in whole or "\u00ad " in whole or "‐ " in whole) and any(map(_ENDS_BROKEN, texts[:-1]))
        if not broken and not raised:
            return Text(whole)
        whole, hyphens, starts = texts[0], list[Mark](), [0]
        for text in texts[1:]:
            whole, dropped = glue(whole, text, self._vocabulary)
            starts.append(len(whole))
            if dropped:
                hyphens.append(Mark(Span(len(whole), len(whole)), "hyphen", "-"))
            whole += text
        spans = tuple(
            (low + start, high + start)
            for start, piece in zip(starts, pieces, strict=True)
            for low, high in piece.raised
        )
        return Text(whole, tuple(hyphens), spans)


_AT_ONCE = 500  # lines whose words are looked at together: all lines at once would double the memory
_FEW = 20  # words that are looked for one by one before all are collected


class _Vocabulary(Vocabulary):
    """The words of a PDF. The first few are looked for in its text, a twentieth of the time it takes to collect all."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        super().__init__([])
        self._pieces = pieces
        self._asked = 0

    def _has(self, word: str) -> bool:
        word = word.casefold()
        self._asked += 1
        return word in self._words if self._asked > _FEW else any(_stands_in(text, word) for text in self._texts)

    @cached_property
    def _texts(self) -> list[str]:
        """The text in lower case, so many lines each."""
        lines = [piece.text for piece in self._pieces]
        return [" ".join(map(str.casefold, lines[at : at + _AT_ONCE])) for at in range(0, len(lines), _AT_ONCE)]

    @cached_property
    def _words(self) -> frozenset[str]:
        words = set[str]()
        for text in self._texts:
            words.update(text.split())
        del self._texts
        others = [word for word in words if not word.isalpha()]
        return frozenset(words.difference(others).union(_HYPHENED_WORD.findall(" ".join(others))))

    @cached_property
    def _hyphenates(self) -> bool:
        lines = [piece.text for piece in self._pieces]
        broken = [at for at, line in enumerate(lines[:-1]) if line[-1:] == "-"]
        self._lines = [Line(1, 1, lines[at], 0) for before in broken for at in (before, before + 1)]
        return super()._hyphenates


def _stands_in(text: str, word: str) -> bool:
    """Whether `word` stands in `text` by itself, not as a part of a longer word or of one with hyphens."""
    at = text.find(word)
    while at >= 0:
        before, after = text[max(0, at - 2) : at], text[at + len(word) : at + len(word) + 2]
        if not _ENDS_WORD.search(before) and not _STARTS_WORD.match(after):
            return True
        at = text.find(word, at + 1)
    return False


def without_label(text: Text, length: int) -> Text:
    """A text without its first `length` letters."""
    if not text.hyphens and not text.raised:
        return Text(text.text[length:])
    hyphens = tuple(
        replace(mark, span=replace(mark.span, start=mark.span.start - length, end=mark.span.end - length))
        for mark in text.hyphens
    )
    raised = tuple((low - length, high - length) for low, high in text.raised if low >= length)
    return Text(text.text[length:], hyphens, raised)


def cut(text: Text, spans: Iterable[tuple[int, int, str]]) -> tuple[str, tuple[Mark, ...]]:
    """The text without note marks, and the marks with no width that stand in their stead.

    `spans` are (start, end, label) in rising order; what `hyphens` say is moved along.
    """
    kept, marks = "", list[Mark]()
    starts, shifts = [0], [0]
    position = 0
    for start, end, label in spans:
        kept += text.text[position:start]
        marks.append(Mark(Span(len(kept), len(kept)), "note", label))
        position = end
        starts.append(end)
        shifts.append(end - len(kept))
    kept += text.text[position:]
    for mark in text.hyphens:
        at = mark.span.start - shifts[bisect_right(starts, mark.span.start) - 1]
        marks.append(Mark(Span(at, at), mark.kind, mark.value))
    return kept, tuple(sorted(marks, key=lambda mark: (mark.span, mark.kind)))
