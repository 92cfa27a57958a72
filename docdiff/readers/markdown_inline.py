"""Writes the inline content of Markdown tokens into a flow: text, code, notes, looks and tracked changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from docdiff.model import FORMATTING
from docdiff.readers.flow import Change, Flow
from docdiff.readers.html import CODE_TAGS
from docdiff.readers.html_styles import FORMATS
from docdiff.readers.markdown_places import Letters, Pieces

_RUN = re.compile(r"[^ \t\n\u00ad]+(?: [^ \t\n\u00ad]+)*|[ \t\n]+|\u00ad+")
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_MARKUP = {
    f"{name}_{way}": kind
    for name, kind in (("strong", "bold"), ("em", "italic"), ("s", "strike"))
    for way in ("open", "close")
}
_INLINE_CHANGES = {"ins": "inserted", "del": "deleted"}


class InlineWalk:
    """Writes the children of one inline token into a flow.

    `notes` are those that were written where their marks are, with the labels `next_label` gave them; `changes` counts
    the changes that were written as HTML.
    """

    def __init__(self, letters: Letters, content: str, pieces: Pieces, next_label: Callable[[], str]) -> None:
        self._letters, self._content, self._pieces, self._next_label = letters, content, pieces, next_label
        self.notes: list[tuple[str, Flow]] = []
        self.changes = 0
        self._changes: list[Change] = []  # those written as HTML that are open
        self._open: list[str] = []  # how words look, from outside
        self._formats: tuple[str, ...] = ()

    def write(self, flow: Flow, tokens: Sequence[Token], base: int = 0) -> None:
        """Writes tokens whose places are counted from `base` of the content."""
        for token in tokens:
            place = base + int(token.meta.get("at", 0))
            if token.type == "html_inline":
                self._tag(flow, token.content, place)
            elif any(change.kind == self._letters.skipped for change in self._changes):
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
                label = self._next_label()
                self.notes.append((label, note))
                flow.note(label)

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
                    self._letters.write_unbroken(flow, shown, at, written, self._formats)

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
                self.changes += 1
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
        return self._letters.change_at(at, self._changes[-1] if self._changes else None)
