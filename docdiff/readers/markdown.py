"""Reads Markdown: CommonMark with tables, footnotes, front matter and CriticMarkup, as its rendered page shows it.

Strategy: tracked changes are taken out of the text first, keeping where every part of it stood (`criticmarkup`); what
is left is parsed into tokens that know their places (`markdown_parser`), and one walk over the tokens makes blocks. A
place goes three steps back: from a token to its inline content, to the edited text, to the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from markdown_it.token import Token

from docdiff.model import FORMATTING, LEFT_OUT, Block, BlockKind, Document, Mark, Place, Problem, Source, Span, View
from docdiff.readers.criticmarkup import Edited, edit
from docdiff.readers.encodings import decode
from docdiff.readers.flow import Change, Flow, Flowed, Lines
from docdiff.readers.front_matter import read_front_matter
from docdiff.readers.html import CODE_TAGS, read_fragment, tracked_changes
from docdiff.readers.html_styles import FORMATS
from docdiff.readers.markdown_parser import parse
from docdiff.readers.placing import place_notes
from docdiff.readers.remarks import keep_remarks


def read(data: bytes, source: Source, *, encoding: str | None = None, view: View = "final") -> Document:
    """Reads the bytes of a Markdown file.

    Every letter knows its line and column in the file, but for letters inside HTML blocks that hold CriticMarkup.
    Raises `ReadError` for what is no text.
    """
    text, used, problems = decode(data, source.name, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    meta, start = read_front_matter(text)
    edited = edit(text, start, view)
    walk = _Walk(text, edited, view)
    blocks = place_notes(walk.blocks(parse(edited.text)))
    problems += tracked_changes(source.name, edited.count + walk.changes)
    if not blocks:
        problems += (Problem("empty", f"{source.name} holds no text."),)
    document = Document(Source(source.name, "md", source.sha256, used), blocks, meta, problems)
    return keep_remarks(document, text)


class _SourceLines(Lines):
    """Lines and columns in the source, asked with offsets in the edited text."""

    def __init__(self, source: str, edited: Edited) -> None:
        super().__init__(source)
        self._edited = edited

    def position(self, offset: int) -> tuple[int, int]:
        return super().position(self._edited.source(offset))


@dataclass(slots=True)
class _List:
    level: int
    number: int  # of the next item; 0 in a list with bullets
    sign: str = "."


@dataclass(slots=True)
class _Item:
    label: str
    level: int
    used: bool = False


_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_RUN = re.compile(r"[^ \t\n\u00ad]+(?: [^ \t\n\u00ad]+)*|[ \t\n]+|\u00ad+")
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_MARKUP = {
    f"{name}_{way}": kind
    for name, kind in (("strong", "bold"), ("em", "italic"), ("s", "strike"))
    for way in ("open", "close")
}
_INLINE_CHANGES = {"ins": "inserted", "del": "deleted"}
_UNKNOWN_MARK = re.compile(r"\[\^([^\]\s\[]{1,80})\]")
_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))*[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_NO_SPACE = re.compile(r"\S|$")
_CLOSING_SIGNS = re.compile(r"(?:[ \t]+|^)#+[ \t]*$")


class _Walk:
    """One walk over the tokens of a document, collecting its blocks. `changes` counts those written as HTML."""

    def __init__(self, source: str, edited: Edited, view: View) -> None:
        self._edited, self._view = edited, view
        self.skipped = LEFT_OUT[view]
        self._lines = _SourceLines(source, edited)
        self._edited_lines = Lines(edited.text)
        self._texts = edited.text.split("\n")
        self._found: list[Block] = []
        self._lists: list[_List] = []
        self._items: list[_Item] = []
        self._heading = 0
        self._cell: tuple[int, int, int] | None = None
        self._table, self._row, self._column = -1, -1, -1
        self._row_line, self._row_cells = -1, list[int]()
        self._note: tuple[str, Flow] | None = None
        self._inline_notes: list[tuple[str, Flow]] = []
        self._labels: set[str] = set()
        self.changes = 0

    def blocks(self, tokens: Sequence[Token]) -> list[Block]:
        """All blocks in the order of the source, and not yet numbered."""
        self._labels = {token.content for token in tokens if token.type == "note_open"}
        for token in tokens:
            if token.type == "inline":
                self._inline(token)
            elif token.type in ("fence", "code_block"):
                self._code(token)
            elif token.type == "html_block":
                self._html(token)
            else:
                self._structure(token)
        return self._found

    def _structure(self, token: Token) -> None:
        """Follows where blocks begin and end."""
        kind = token.type
        if kind == "heading_open":
            self._heading = _HEADINGS[token.tag]
        elif kind == "heading_close":
            self._heading = 0
        elif kind in ("bullet_list_open", "ordered_list_open"):
            ordered = kind == "ordered_list_open"
            start = int(token.attrs.get("start", 1)) if ordered else 0
            self._lists.append(_List(len(self._lists) + 1, start if ordered else -1, token.markup))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            around = self._lists[-1]
            label = "•" if around.number < 0 else f"{around.number}{around.sign}"
            around.number += around.number >= 0
            self._items.append(_Item(label, around.level))
        elif kind == "list_item_close":
            self._items.pop()
        elif kind == "note_open":
            self._note = (token.content, Flow())
        elif kind == "note_close" and self._note:
            label, flow = self._note
            self._note = None
            self._add(flow.finish(self._lines), "footnote", 0, label)
        else:
            self._structure_of_table(kind)

    def _structure_of_table(self, kind: str) -> None:
        if kind == "table_open":
            self._table, self._row = self._table + 1, -1
        elif kind == "tr_open":
            self._row, self._column = self._row + 1, -1
        elif kind in ("th_open", "td_open"):
            self._column += 1
            self._cell = (self._table, self._row, self._column)
        elif kind in ("th_close", "td_close"):
            self._cell = None

    def _begin(self) -> Flow:
        """Where the text of the next block goes: a note is one block, however many paragraphs it has."""
        if self._note is None:
            return Flow()
        self._note[1].end_line()
        return self._note[1]

    def _end(self, flow: Flow) -> None:
        if self._note is None:
            self._add_text(flow.finish(self._lines))
        for label, note in self._inline_notes:
            self._add(note.finish(self._lines), "footnote", 0, label)
        self._inline_notes = []

    def _add_text(self, flowed: Flowed) -> None:
        """A block of the kind that stands around it."""
        kind: BlockKind = "heading" if self._heading else "cell" if self._cell else "paragraph"
        level, label = self._heading, ""
        item = self._items[-1] if self._items and not self._cell else None
        if item and not item.used and flowed.text:
            kind, level, label = ("heading" if self._heading else "list_item"), level or item.level, item.label
            item.used = True
        self._add(flowed, kind, level, label)

    def _add(self, flowed: Flowed, kind: BlockKind, level: int, label: str) -> None:
        if not flowed.text:
            return
        marks = flowed.marks
        if "[^" in flowed.text:  # the mark of a note that is not there
            marks += tuple(Mark(Span(*found.span()), "note", found[1]) for found in _UNKNOWN_MARK.finditer(flowed.text))
        place = Place(line=flowed.line, end_line=flowed.end_line, cell=self._cell)
        self._found.append(Block(len(self._found), kind, flowed.text, level, label, place, marks))

    def _code(self, token: Token) -> None:
        """Code is one paragraph that keeps its lines."""
        first = (token.map or [0])[0] + (token.type == "fence")
        flow = self._begin()
        flow.code = True
        for number, line in enumerate(token.content.rstrip("\n").split("\n")):
            if number:
                flow.write("\n", None)
            text = line.lstrip()
            at = self._place_in_line(first + number, text.rstrip())
            flow.write(line[: len(line) - len(text)], None)
            self.write_unbroken(flow, text, at)
        flow.code = False
        self._end(flow)

    def _html(self, token: Token) -> None:
        """HTML is read as HTML; the spaces in front of its lines are there so that its places are right."""
        first, last = token.map or [0, 0]
        inside: list[str] = []
        for line, text in zip(self._texts[first:last], token.content.split("\n"), strict=False):
            inside.append(" " * (len(line) - len(text)) + text)
        start = self._edited_lines.start(first + 1)
        blocks, changes = read_fragment("\n".join(inside), self._view, self._lines, start)
        self.changes += changes
        first_table = self._table + 1
        for block in blocks:
            if self._note is not None:
                self._begin().write(block.text, None)
                continue
            if block.place.cell:
                table, row, column = block.place.cell
                self._table = first_table + table
                block = replace(block, place=replace(block.place, cell=(self._table, row, column)))
            self._found.append(block)

    def _inline(self, token: Token) -> None:
        if self._cell and not token.content:
            return
        flow = self._begin()
        inline = _InlineWalk(self, token.content, _Pieces(self._pieces(token)))
        inline.write(flow, token.children or ())
        self._end(flow)

    def _pieces(self, token: Token) -> Iterator[tuple[int, int]]:
        """Where unbroken stretches of an inline token's content stand: (offset in it, offset in the edited text)."""
        first = (token.map or [0])[0]
        if self._cell:
            yield from self._pieces_of_cell(token.content, first)
            return
        start = 0
        for number, line in enumerate(token.content.split("\n")):
            text = line.strip()
            if text:
                yield start + line.index(text[0]), self._place_in_line(first + number, text)
            start += len(line) + 1

    def _place_in_line(self, number: int, text: str) -> int:
        """The offset in the edited text of what a line ends with (a heading may have signs behind it)."""
        line = self._texts[number].rstrip() if number < len(self._texts) else ""
        if not line.endswith(text) and self._heading:
            line = _CLOSING_SIGNS.sub("", line).rstrip()
        return self._edited_lines.start(number + 1) + max(len(line) - len(text), 0)

    def _pieces_of_cell(self, content: str, number: int) -> Iterator[tuple[int, int]]:
        if number != self._row_line:
            self._row_line, self._row_cells = number, _cells_of_row(self._texts[number])
        if self._column >= len(self._row_cells):
            return
        at = self._row_cells[self._column]
        offset = self._edited_lines.start(number + 1)
        yield 0, offset + at
        # A "|" in the content is written with a backslash before it, which is left out.
        for signs, sign in enumerate(re.finditer(r"\|", content), 1):
            yield sign.start(), offset + at + sign.start() + signs

    def add_inline_note(self, note: Flow) -> str:
        """Keeps a note written where its mark is, until the block around it is there; gives it a number."""
        label = next(str(number) for number in count(1) if str(number) not in self._labels)
        self._labels.add(label)
        self._inline_notes.append((label, note))
        return label

    def change_at(self, at: int | None, written: Change | None = None) -> Change | None:
        """The change a letter of the edited text stands in, or that it was written in as HTML."""
        tracked = next((change for _, _, change in self._edited.parts(at, at + 1)), None) if at is not None else None
        return tracked or (written if self._view == "all" else None)

    def write_unbroken(
        self, flow: Flow, text: str, at: int, written: Change | None = None, formats: tuple[str, ...] = ()
    ) -> None:
        """Writes text that stands in the edited text as it is, in the parts it has in the source."""
        written = written if self._view == "all" else None
        for start, end, tracked in self._edited.parts(at, at + len(text)):
            flow.write(text[start - at : end - at], start, tracked or written, formats)


def _cells_of_row(line: str) -> list[int]:
    """Where the text of each cell of a row begins in its line. Linear, however many cells there are."""
    start = _CONTAINERS.match(line).end()  # type: ignore[union-attr]  # it matches nothing too
    begins = [start, *(match.end() for match in _BAR.finditer(line, start))]
    if line[start:].startswith("|"):
        begins = begins[1:]
    return [_NO_SPACE.search(line, at).start() for at in begins]  # type: ignore[union-attr]  # it matches the end too


class _Pieces:
    """Where the letters of an inline token's content stand in the edited text."""

    def __init__(self, pieces: Iterator[tuple[int, int]]) -> None:
        found = list(pieces)
        self._starts = [start for start, _ in found]
        self._places = [at for _, at in found]

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The stretch of the content in parts (start, end, offset in the edited text) that are unbroken there."""
        piece = max(bisect_right(self._starts, start) - 1, 0)
        while start < end and self._starts:
            stop = self._starts[piece + 1] if piece + 1 < len(self._starts) else end
            if min(stop, end) > start:
                yield start, min(stop, end), self._places[piece] + start - self._starts[piece]
            start, piece = max(start, stop), piece + 1


class _InlineWalk:
    """Writes the children of one inline token into a flow."""

    def __init__(self, walk: _Walk, content: str, pieces: _Pieces) -> None:
        self._walk, self._content, self._pieces = walk, content, pieces
        self._changes: list[Change] = []  # those written as HTML that are open
        self._open: list[str] = []  # how words look, from outside
        self._formats: tuple[str, ...] = ()

    def write(self, flow: Flow, tokens: Sequence[Token], base: int = 0) -> None:
        """Writes tokens whose places are counted from `base` of the content."""
        for token in tokens:
            place = base + int(token.meta.get("at", 0))
            if token.type == "html_inline":
                self._tag(flow, token.content, place)
            elif any(change.kind == self._walk.skipped for change in self._changes):
                continue
            elif token.type == "code_inline":
                around, flow.code = flow.code, True
                self._text(flow, token.content, self._find(token, place))
                flow.code = around
            elif token.type == "text":
                self._text(flow, token.content, self._find(token, place))
            elif token.type == "text_special":
                self._special(flow, token, place)
            elif token.type == "softbreak":
                flow.space(self._change(place))
            elif token.type == "hardbreak":
                flow.line_break(self._change(place))
            elif token.type == "image":
                self.write(flow, token.children or (), place + 2)
            elif token.type in _MARKUP:
                self._format(_MARKUP[token.type], opens=token.nesting > 0)
            elif token.type == "note_mark":
                flow.note(token.content)
            elif token.type == "inline_note":
                note = Flow()
                self.write(note, token.children or (), place + 2)
                flow.note(self._walk.add_inline_note(note))

    def _find(self, token: Token, place: int) -> int:
        """Where the letters of a token begin: code has signs and perhaps a space before it, an address a "<"."""
        place += len(token.markup)
        if self._content[place : place + 1] in (" ", "\n", "<") and not token.content.startswith(
            self._content[place].replace("\n", " ")
        ):
            place += 1
        return place

    def _text(self, flow: Flow, text: str, place: int) -> None:
        """Text that stands in the content as it is, from `place` on; white space is shown as one space."""
        for run in _RUN.finditer(text):
            if run.group()[0] in " \t\n":
                flow.space(self._change(place + run.start()))
            elif run.group()[0] != "\u00ad":
                for start, end, at in self._pieces.parts(place + run.start(), place + run.end()):
                    shown = text[start - place : end - place]
                    written = self._changes[-1] if self._changes else None
                    self._walk.write_unbroken(flow, shown, at, written, self._formats)

    def _special(self, flow: Flow, token: Token, place: int) -> None:
        """A letter written as an entity or behind a backslash."""
        if token.info == "escape":
            self._text(flow, token.content, place + len(token.markup) - len(token.content))
        elif token.content != "\u00ad":
            flow.write(token.content, self._at(place), self._change(place), self._formats)

    def _tag(self, flow: Flow, tag: str, place: int) -> None:
        match = _TAG_NAME.match(tag)
        name = match.group(2).casefold() if match else ""
        if name == "br":
            flow.line_break(self._change(place))
        elif match and name in CODE_TAGS:
            flow.code = not match.group(1)
        elif match and name in FORMATS:
            self._format(FORMATS[name], opens=not match.group(1))
        elif match and name in _INLINE_CHANGES:
            if not match.group(1):
                self._changes.append(Change(_INLINE_CHANGES[name]))
                self._walk.changes += 1
            elif self._changes:
                self._changes.pop()

    def _format(self, kind: str, *, opens: bool) -> None:
        """Words begin or cease to look like that; what was not begun cannot cease."""
        if opens:
            self._open.append(kind)
        elif kind in self._open:
            self._open.remove(kind)
        self._formats = tuple(kind for kind in FORMATTING if kind in self._open)

    def _at(self, place: int) -> int | None:
        return next((at for _, _, at in self._pieces.parts(place, place + 1)), None)

    def _change(self, place: int) -> Change | None:
        """The change that one letter of the content stands in."""
        at = self._at(place)
        return self._walk.change_at(at, self._changes[-1] if self._changes else None)
