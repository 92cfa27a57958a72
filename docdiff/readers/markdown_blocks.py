"""Makes blocks of Markdown tokens, in one walk over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from markdown_it.token import Token

from docdiff.model import Block, BlockKind, Mark, Place, Span, View
from docdiff.readers.criticmarkup import Edited
from docdiff.readers.flow import Flow, Flowed, Lines
from docdiff.readers.html import read_fragment
from docdiff.readers.markdown_inline import InlineWalk
from docdiff.readers.markdown_places import Letters, Pieces, SourceLines, cells_of_row


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
_UNKNOWN_MARK = re.compile(r"\[\^([^\]\s\[]{1,80})\]")
_CLOSING_SIGNS = re.compile(r"(?:[ \t]+|^)#+[ \t]*$")


class BlockWalk:
    """One walk over the tokens of a document, collecting its blocks. `changes` counts those written as HTML."""

    def __init__(self, source: str, edited: Edited, view: View) -> None:
        self._view = view
        self._letters = Letters(edited, view)
        self._lines = SourceLines(source, edited)
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
        self._numbers = map(str, count(1))
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
            self._letters.write_unbroken(flow, text, at)
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
        inline = InlineWalk(self._letters, token.content, Pieces(self._pieces(token)), self._next_label)
        inline.write(flow, token.children or ())
        self.changes += inline.changes
        self._inline_notes = inline.notes
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
            self._row_line, self._row_cells = number, cells_of_row(self._texts[number])
        if self._column >= len(self._row_cells):
            return
        at = self._row_cells[self._column]
        offset = self._edited_lines.start(number + 1)
        yield 0, offset + at
        # A "|" in the content is written with a backslash before it, which is left out.
        for signs, sign in enumerate(re.finditer(r"\|", content), 1):
            yield sign.start(), offset + at + sign.start() + signs

    def _next_label(self) -> str:
        """A number for a note written where its mark is, which no other note of the document has."""
        return next(label for label in self._numbers if label not in self._labels)
