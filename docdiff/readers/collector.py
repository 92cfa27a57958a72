"""Collects what a word processor's file tells, change by change, into the blocks of one view.

Strategy: a reader walks its format in document order and says what it meets: text, the start or end of a tracked
change, of a comment, of a paragraph. Text the view does not show is dropped here. So is a paragraph's end: its text is
carried over to the next paragraph, as the word processor does when the change is accepted or rejected. What is anchored
in a paragraph but stands outside its text (a note, a text box) is told after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from docdiff.model import LEFT_OUT, Block, BlockKind, Mark, Place, Problem, Span, View
from docdiff.readers.looks import Stretch, find_looks

MOST_BLOCKS_OF_A_COMMENT = 50
_VIEWED = {"final": "accepted", "original": "rejected", "all": "both accepted and rejected, side by side"}


class Change(NamedTuple):
    """A tracked change, with its author and the moment it was made as the file has it."""

    kind: Literal["inserted", "deleted"]
    author: str = ""
    moment: str = ""


@dataclass(slots=True)
class Note:
    """A footnote or endnote whose number may only be known at the end of its section."""

    label: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph would be in the body. `label` is asked once for each paragraph shown, and may count on that."""

    kind: BlockKind = "paragraph"
    level: int = 0
    label: Callable[[], str] | None = None


PLAIN = Look()


@dataclass(slots=True)
class _Draft:
    kind: BlockKind
    text: str
    level: int
    label: str | Note
    place: Place
    marks: tuple[tuple[int, int, str, str | Note], ...]


@dataclass(slots=True)
class _Comment:
    start: int
    value: str
    blocks: int = 0


@dataclass(slots=True)
class Collector:
    """The blocks so far and the paragraph being told.

    A reader sets `part`, `cell` and `note` to where it is, and `formats` to how the text told now looks; `shown` says
    whether that is in the view.
    """

    view: View
    part: str = "body"
    cell: tuple[int, int, int] | None = None
    note: Note | None = None
    changes: int = 0
    tables: int = 0
    shown: bool = True
    formats: tuple[str, ...] = ()
    _heads: list[_Draft] = field(default_factory=list)
    _drafts: list[_Draft] = field(default_factory=list)
    _feet: list[_Draft] = field(default_factory=list)
    _tracked: list[Change] = field(default_factory=list)
    _last_change: Change | None = None
    _parts: list[str] = field(default_factory=list)
    _size: int = 0
    _marks: list[tuple[int, int, str, str | Note]] = field(default_factory=list)
    _looks: list[Stretch] = field(default_factory=list)
    _changed: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    _carried: Look | None = None
    _anchored: list[tuple[list[Change], Callable[[], None]]] = field(default_factory=list)
    _comments: dict[str, _Comment] = field(default_factory=dict)
    _place: Place = field(default_factory=Place)

    def add(self, text: str) -> None:
        """Tells the next text of the paragraph."""
        if not self._tracked:
            self._last_change = None
        elif not self.shown:
            return
        elif self.view == "all":
            self._mark_changed(len(text))
        self._parts.append(text)
        before = self._size
        self._size += len(text)
        if self.formats:
            self._looks.append((before, self._size, self.formats))

    def add_settled(self, text: str, changes: Iterable[Change | None]) -> None:
        """Tells text with its changes accepted, and which they were in turn; None for text that nobody changed."""
        before = self._last_change
        if text:
            self.add(text)
        self._last_change = before
        for change in changes:
            if change is None:
                self._last_change = None
            else:
                self.count(change)

    def discard(self) -> None:
        """Forgets the text of the paragraph so far: all of it turned out to be hidden."""
        self._parts, self._size, self._marks, self._looks, self._anchored = [], 0, [], [], []

    def add_break(self) -> None:
        """Tells that the page or the column ends within the paragraph: a space, unless one is there."""
        if self._parts and not self._parts[-1][-1:].isspace():
            self.add(" ")

    def add_line_end(self) -> None:
        """Tells that the line ends within the paragraph, as in an address. Empty lines are none."""
        if self._parts and not self._parts[-1].endswith("\n"):
            self.add("\n")

    def has_text(self) -> bool:
        """Whether anything but spaces was told of this paragraph."""
        return any(not part.isspace() for part in self._parts)

    def is_within(self, kind: str) -> bool:
        """Whether what is told now was inserted, or deleted."""
        return any(change.kind == kind for change in self._tracked)

    def ends_in_space(self) -> bool:
        """Whether the paragraph so far is empty or ends in a space."""
        return not self._parts or self._parts[-1][-1:].isspace()

    def enter(self, change: Change) -> None:
        """Tells that what follows is inserted or deleted; changes may nest and overlap."""
        self.count(change)
        self._tracked.append(change)
        if change.kind == LEFT_OUT[self.view]:
            self.shown = False

    def leave(self, change: Change) -> None:
        """Ends what `enter` began; a change that is not on is left alone."""
        if change in self._tracked:
            self._tracked.remove(change)
        self.shown = not self._tracked or all(tracked.kind != LEFT_OUT[self.view] for tracked in self._tracked)

    def count(self, change: Change) -> None:
        """Counts a change, once for all its pieces that follow one another without unchanged text between."""
        self.changes += change != self._last_change
        self._last_change = change

    def is_gone(self, change: Change | None) -> bool:
        """Whether the view does not show what this change touched."""
        return change is not None and change.kind == LEFT_OUT[self.view]

    def end_paragraph(self, look: Look, change: Change | None = None) -> None:
        """Ends the paragraph, unless its end is itself a change the view does not show."""
        if change is not None:
            self.count(change)
        elif not self._tracked:
            self._last_change = None
        if self.is_gone(change) or not self.shown:
            self._carried = look if self._carried is None or not self.has_text() else self._carried
        else:
            self._flush(look)

    def close(self) -> None:
        """Ends a cell, a note, a part, or what stands before a table: nothing is carried on from here."""
        if self._parts or self._anchored:
            self._flush(self._carried or PLAIN if self.has_text() else PLAIN)
        self._carried = None

    def anchor(self, tell: Callable[[], None]) -> None:
        """Has `tell` called after this paragraph, within the changes that hold here."""
        if self.shown:
            self._anchored.append((self._tracked.copy(), tell))

    def add_note_mark(self, note: Note) -> None:
        """Marks this point of the paragraph with the number of a note."""
        self._marks.append((self._size, self._size, "note", note))

    def start_comment(self, name: str, value: str) -> None:
        """Begins the words a comment is about."""
        self._comments[name] = _Comment(self._size, value)

    def end_comment(self, name: str) -> None:
        """Ends them. A comment that never began is left alone."""
        comment = self._comments.pop(name, None)
        if comment is not None:
            self._marks.append((comment.start, self._size, "comment", comment.value))

    def add_comment_mark(self, value: str) -> None:
        """A comment on this point rather than on any words."""
        self._marks.append((self._size, self._size, "comment", value))

    def next_table(self) -> int:
        """The number of the table that begins here, from 0."""
        self.tables += 1
        return self.tables - 1

    def blocks(self) -> tuple[Block, ...]:
        """The blocks told, with the heads of pages before all others and their feet behind; gone from here."""
        drafts = [*self._heads, *self._drafts, *self._feet]
        self._heads, self._drafts, self._feet = [], [], []
        drafts.reverse()
        blocks: list[Block] = []
        while drafts:  # a draft goes as its block comes: there is memory for one of them
            blocks.append(_block(len(blocks), drafts.pop()))
        return tuple(blocks)

    def problems(self, name: str) -> list[Problem]:
        """What a reader of any view should know of the changes."""
        if not self.changes:
            return []
        holds = "1 tracked change" if self.changes == 1 else f"{self.changes:,} tracked changes"
        return [Problem("tracked-changes", f"{name} holds {holds}, shown here as {_VIEWED[self.view]}.")]

    def _mark_changed(self, length: int) -> None:
        for change in self._tracked:
            key = (change.kind, change.author)
            start, end = self._changed.get(key, (self._size, self._size))
            if end != self._size:
                self._marks.append((start, end, *key))
                start = self._size
            self._changed[key] = (start, self._size + length)

    def _flush(self, look: Look) -> None:
        """Makes a block of the paragraph told, then tells what was anchored in it."""
        label = look.label() if look.label else ""
        text = "".join(self._parts)
        stripped = text.strip()
        if stripped:
            self._keep(look, label, stripped, text.index(stripped[0]))
        anchored, self._carried = self._anchored, None
        if self._size or self._marks or anchored:
            self.discard()
        if self._changed:
            self._changed.clear()
        for comment in self._comments.values():
            comment.start = 0
        for tracked, tell in anchored:
            self._tell_aside(tracked, tell)

    def _keep(self, look: Look, label: str | Note, text: str, shift: int) -> None:
        marks = self._marks
        if self._changed:
            marks += [(start, end, *key) for key, (start, end) in self._changed.items()]
        for name, comment in tuple(self._comments.items()) if self._comments else ():
            marks.append((comment.start, self._size, "comment", comment.value))
            comment.blocks += 1
            if comment.blocks == MOST_BLOCKS_OF_A_COMMENT:
                del self._comments[name]
        kind: BlockKind = look.kind
        drafts = self._drafts
        if self.part in ("header", "footer"):
            kind = "furniture"
            drafts = self._heads if self.part == "header" else self._feet
        elif self.cell is not None:
            kind = "cell"
        elif self.note is not None:
            kind, label = "footnote", self.note
        if marks:
            length = len(text)
            marks = [
                (max(0, min(start - shift, length)), max(0, min(end - shift, length)), kind, value)
                for start, end, kind, value in marks
            ]
            marks = [mark for mark in marks if mark[0] < mark[1] or mark[2] in ("note", "comment")]
        if self._looks:
            length = len(text)
            looks = [(max(start - shift, 0), min(end - shift, length), kinds) for start, end, kinds in self._looks]
            marks = marks + [(*found, "") for found in find_looks(looks, text)]
        if len(marks) > 1:
            marks.sort(key=lambda mark: (mark[0], mark[1], mark[2]))
        place = self._place
        if place.part != self.part or place.cell != self.cell:
            place = self._place = Place(self.part, cell=self.cell)
        level = look.level if kind in ("heading", "list_item") else 0
        drafts.append(_Draft(kind, text, level, label, place, tuple(marks)))

    def _tell_aside(self, tracked: list[Change], tell: Callable[[], None]) -> None:
        before = (self.part, self.cell, self.note, self.shown, self._tracked, self._comments, self._last_change)
        self._tracked, self._comments, self.shown = tracked, {}, True
        tell()
        self.close()
        self.part, self.cell, self.note, self.shown, self._tracked, self._comments, self._last_change = before


def _block(index: int, draft: _Draft) -> Block:
    marks = [
        Mark(Span(start, end), kind, value.label if isinstance(value, Note) else value)
        for start, end, kind, value in draft.marks
    ]
    label = draft.label.label if isinstance(draft.label, Note) else draft.label
    return Block(index, draft.kind, draft.text, draft.level, label, draft.place, tuple(marks))
