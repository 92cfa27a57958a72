"""Collects the text of one block from the pieces it is written in, remembering where each piece stands in its file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from docdiff.model import Mark, Span
from docdiff.readers.looks import Stretch, find_looks


class Lines:
    """Where the lines of a text begin, to turn an offset into a line and a column."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start(self, line: int) -> int:
        """The offset at which a line, counted from 1, begins; beyond the last line, where that one begins."""
        return self._starts[min(line, len(self._starts)) - 1]


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change that text stands in: "inserted" or "deleted", and by whom if anyone says so."""

    kind: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Flowed:
    """The text of a block with its marks, and the first and last line it stands on (None: nowhere)."""

    text: str
    marks: tuple[Mark, ...]
    line: int | None
    end_line: int | None


class Flow:
    """Text while it is put together, with white space as a browser shows it: one space between words, none at edges.

    Every piece is given with the offset at which it stands in the source, `None` when that is not known. While `code`
    is true, what is written is code.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._pieces: list[tuple[int, int]] = []  # offset in the text, offset in the source
        self._last = 0  # offset in the source of the last letter
        self._notes: list[tuple[int, str]] = []
        self._changes: list[tuple[int, int, Change]] = []
        self.code = False
        self._codes: list[tuple[int, int]] = []
        self._looks: list[Stretch] = []
        self._space: tuple[Change | None] | None = None  # a space that will be there if more text follows
        self._at_edge = True  # no space here: a line begins

    def write(self, text: str, at: int | None, change: Change | None = None, formats: tuple[str, ...] = ()) -> None:
        """Adds text as it is; `formats` are some of `FORMATTING`."""
        if not text:
            return
        before = self._length
        if self._space is not None:
            if not self._at_edge:
                self._append(" ", self._space[0])
            self._space = None
        if at is not None:
            self._pieces.append((self._length, at))
            self._last = max(self._last, at + len(text) - 1)
        start = self._length
        if formats:
            self._looks.append((start, start + len(text), formats))
        self._append(text, change)
        if self.code:
            joined = bool(self._codes) and self._codes[-1][1] == before
            self._codes.append((self._codes.pop()[0] if joined else start, self._length))
        self._at_edge = text.endswith("\n")

    def space(self, change: Change | None = None) -> None:
        """Adds white space, which is one space if there are letters on both sides of it."""
        if self._space is None:
            self._space = (change,)

    def line_break(self, change: Change | None = None) -> None:
        """Ends the line; nothing at the beginning of a text."""
        self._space = None
        if self._length:
            self._append("\n", change)
            self._at_edge = True

    def end_line(self) -> None:
        """Ends the line unless it has just begun."""
        if not self._at_edge:
            self.line_break()

    @property
    def has_letters(self) -> bool:
        """Whether anything was written, white space included."""
        return bool(self._parts)

    def note(self, label: str) -> None:
        """Marks the place of a note, behind the letters so far."""
        self._notes.append((self._length, label))

    def _append(self, text: str, change: Change | None) -> None:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        if change is None:
            return
        if self._changes and self._changes[-1][1:] == (start, change):
            self._changes[-1] = (self._changes[-1][0], self._length, change)
        else:
            self._changes.append((start, self._length, change))

    def finish(self, lines: Lines) -> Flowed:
        """The text without white space at its ends, and its marks in order."""
        whole = "".join(self._parts)
        text = whole.strip()
        cut = whole.index(text[0]) if text else 0
        end = len(text)

        def inside(offset: int) -> int:
            return min(max(offset - cut, 0), end)

        marks = self._source_marks(lines, cut, end)
        marks += [Mark(Span(inside(at), inside(at)), "note", label) for at, label in self._notes]
        marks += [
            Mark(Span(inside(start), inside(stop)), change.kind, change.author)
            for start, stop, change in self._changes
            if inside(start) < inside(stop)
        ]
        marks += [
            Mark(Span(inside(start), inside(stop)), "code")
            for start, stop in self._codes
            if inside(start) < inside(stop)
        ]
        if self._looks:
            looks = [(inside(start), inside(stop), kinds) for start, stop, kinds in self._looks]
            marks += [Mark(Span(start, stop), kind) for start, stop, kind in find_looks(looks, text)]
        if not self._pieces:
            return Flowed(text, tuple(marks), None, None)
        first = next((at + max(cut - start, 0) for start, at in reversed(self._pieces) if start <= cut), None)
        begin = self._pieces[0][1] if first is None else first
        return Flowed(text, tuple(marks), lines.position(begin)[0], lines.position(max(begin, self._last))[0])

    def _source_marks(self, lines: Lines, cut: int, end: int) -> list[Mark]:
        """One mark for each stretch that stands unbroken in one line; none for one whole line from its first column."""
        starts: list[tuple[int, int, int]] = []  # offset in the text, line, column
        for index, (start, at) in enumerate(self._pieces):
            stop = self._pieces[index + 1][0] if index + 1 < len(self._pieces) else cut + end
            if stop <= cut or start >= cut + end:
                continue
            skipped = max(cut - start, 0)
            line, column = lines.position(at + skipped)
            offset = start + skipped - cut
            if starts and starts[-1][1] == line and starts[-1][2] - starts[-1][0] == column - offset:
                continue
            starts.append((offset, line, column))
        if not starts or (len(starts) == 1 and starts[0][0] == 0 and starts[0][2] == 1):
            return []
        stops = [offset for offset, _, _ in starts[1:]] + [end]
        return [
            Mark(Span(offset, stop), "source", f"{line}:{column}")
            for (offset, line, column), stop in zip(starts, stops, strict=True)
        ]
