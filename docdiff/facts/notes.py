"""Ties the marks of footnotes to their notes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from docdiff.facts.prose import CODE, without_code
from docdiff.model import Block, Document, Span, Spot
from docdiff.text import sentences

_NAME = re.compile(r"[A-Za-z0-9*†‡][\w-]{0,11}\Z")
_IN_TEXT = re.compile(r"\[\^(\d{1,3})\](?!:)")  # a mark its reader left in the text, as nothing was known of a note
_STICKS = re.compile(r"(?:[\w’'-]+\s+){5}[(\"“‘]?(?:[^\W\d_]{3,}|\d{4})[)\"”’]?[.!?][)\"”’]?\Z")


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A mark in the text. `sure` says that it can only be the mark of a note; a number glued to a word need not be."""

    document: Document
    block: int
    span: Span
    number: str
    sure: bool

    def spot(self) -> Spot:
        """The mark itself; where the format keeps it apart, the word before it."""
        if self.span.start < self.span.end:
            return Spot(self.document, self.block, self.span)
        text = self.document.blocks[self.block].text
        start = len(text[: self.span.start].rstrip())
        while start and not text[start - 1].isspace():
            start -= 1
        return Spot(self.document, self.block, Span(start, self.span.end))

    @property
    def sentence(self) -> Span:
        """The sentence the mark hangs on, up to the mark. A mark behind a full stop hangs on the sentence before it."""
        text = self.document.blocks[self.block].text
        end = self.span.start
        body = text[:end].rstrip().rstrip(".!?,;:”’\"')")
        starts = [start for start, _ in sentences(text)]
        at = bisect_right(starts, max(0, len(body) - 1)) - 1
        return Span(starts[max(0, at)] if starts else 0, end)


@dataclass(frozen=True, slots=True)
class Notes:
    """The marks and notes of one document, in reading order; `pairs` are those that belong together."""

    marks: tuple[NoteMark, ...]
    notes: tuple[Block, ...]
    pairs: tuple[tuple[NoteMark, Block], ...]

    @property
    def unmarked(self) -> tuple[Block, ...]:
        """The notes no mark points at."""
        numbers = {mark.number for mark in self.marks}
        return tuple(note for note in self.notes if note.label and note.label not in numbers)

    @property
    def dangling(self) -> tuple[NoteMark, ...]:
        """The marks no note belongs to."""
        labels = {note.label for note in self.notes}
        return tuple(mark for mark in self.marks if mark.number not in labels)


def find_notes(document: Document) -> Notes:
    """The notes of a document with their marks. Linear in its length.

    Where numbers come back, as in a text that was pasted twice, each mark has the first note behind it, else the last.
    """
    notes = tuple(block for block in document.blocks if block.kind == "footnote")
    marks = tuple(mark for block in document.body for mark in _marks(document, block))
    by_number: defaultdict[str, list[Block]] = defaultdict(list)
    for note in notes:
        by_number[note.label].append(note)
    pairs = []
    for mark in marks:
        named = by_number.get(mark.number)
        if named:
            at = bisect_right([note.index for note in named], mark.block)
            pairs.append((mark, named[min(at, len(named) - 1)]))
    return Notes(marks, notes, tuple(pairs))


def _marks(document: Document, block: Block) -> list[NoteMark]:
    found = []
    taken = set()
    block = without_code(block)
    for mark in block.marks:
        if mark.kind == "note" and not _is_code(block.text, mark.span) and _NAME.match(mark.value):
            shown = block.text[mark.span.start : mark.span.end]
            sure = not shown.isdigit() or _is_glued(block.text, mark.span)
            found.append(NoteMark(document, block.index, mark.span, mark.value, sure))
            taken.add(mark.span.start)
    if "[^" in block.text:
        found += [
            NoteMark(document, block.index, Span(*match.span()), match[1], True)
            for match in _IN_TEXT.finditer(block.text)
            if match.start() not in taken
        ]
    return sorted(found, key=lambda mark: (mark.span.start, mark.span.end))


def _is_code(text: str, mark: Span) -> bool:
    """Whether what looks like a mark is part of code, as "[^a]" in a pattern is."""
    return mark.start < mark.end and text[mark.start] == CODE


def _is_glued(text: str, mark: Span) -> bool:
    """Whether a number behind the full stop of a sentence, with another sentence after it, can only be a mark."""
    after = text[mark.end : mark.end + 2]
    return bool(after[:1].isspace() and after[1:].isupper() and _STICKS.search(text, 0, mark.start))
