"""Breaks marked words into the rows of a terminal, and writes them with or without colour.

Words are strings with the codes of their look, as terminals know them (ECMA-48, "Select Graphic Rendition"). A row ends
between words; a word that is wider than a row is broken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

Words = Sequence[tuple[str, str]]
"""Texts and their looks, in order: "" or codes such as `GREEN_UNDERLINE`."""

BOLD, DIM, CYAN = "1", "2", "36"
GREEN_UNDERLINE, RED_STRIKE, YELLOW_UNDERLINE = "4;32", "9;31", "4;33"

# Letters, signs and symbols of one cell each; what else there is gets measured.
_ODD_WIDTH = re.compile(
    "[^ -\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2190-\u2319\u2400-\u2422\ufffd]"
)
_TABS = 8


def wrap(words: Words, width: int) -> Iterator[Words]:
    """The rows of `words`: at least one, each of at most `width` cells, without the white space at its end.

    Line feeds end a row; tabs reach to the next of the columns that are eight cells apart. Linear in the text.
    """
    text = "".join([piece for piece, _ in words])
    if "\n" not in text and "\t" not in text:
        yield from _rows(text, words, width)
        return
    for line in _lines(words):
        line = _expanded(line)
        yield from _rows("".join([piece for piece, _ in line]), line, width)


def write(row: Words, look: str = "") -> str:
    """A row as a terminal takes it, all of it with `look`; plain text where nothing has a look."""
    written = []
    plain = ""  # neighbours without a look of their own are written together
    for piece, own in row:
        if not own:
            plain += piece
        elif piece:
            written += [_dressed(plain, look), _dressed(piece, f"{look};{own}" if look else own)]
            plain = ""
    return "".join(written) + _dressed(plain, look)


def _dressed(text: str, look: str) -> str:
    return f"\x1b[{look}m{text}\x1b[0m" if text and look else text


def _lines(words: Words) -> Iterator[Words]:
    """The words between line feeds."""
    line: list[tuple[str, str]] = []
    for text, look in words:
        first, *others = text.split("\n")
        line.append((first, look))
        for other in others:
            yield line
            line = [(other, look)]
    yield line


def _expanded(words: Words) -> Words:
    column = 0
    found = []
    for text, look in words:
        parts = []
        for at, part in enumerate(text.split("\t")):
            if at:
                spaces = _TABS - column % _TABS
                parts.append(" " * spaces)
                column += spaces
            parts.append(part)
            column += _cells(part)
        found.append(("".join(parts), look))
    return found


def _rows(text: str, words: Words, width: int) -> Iterator[Words]:
    """The rows of one line, of which `text` is the words together."""
    spans = _spans_of_cells(text, width) if _ODD_WIDTH.search(text) else _spans(text, width)
    if len(words) == 1:
        look = words[0][1]
        yield from ([(text[start:end].rstrip(), look)] for start, end in spans)
        return
    piece = begin = 0  # the piece a row begins in, and where that begins in the text
    for start, end in spans:
        end = start + len(text[start:end].rstrip())
        row = []
        while piece < len(words):
            own, look = words[piece]
            row.append((own[max(start - begin, 0) : max(end - begin, 0)], look))
            if begin + len(own) > end:
                break
            begin += len(own)
            piece += 1
        yield row


def _spans(text: str, width: int) -> list[tuple[int, int]]:
    """Where the rows of a line of letters of one cell begin and end: as many whole words as fit."""
    if len(text) <= width:
        return [(0, len(text))]
    return [match.span() for match in _row_pattern(width).finditer(text)]


@cache
def _row_pattern(width: int) -> re.Pattern[str]:
    """Words that fit and the white space behind them, else as much of a word as fits, else what is left."""
    return re.compile(rf".{{0,{width - 1}}}\S(?!\S)\s*|.{{{width}}}|.+", re.DOTALL)


def _spans_of_cells(text: str, width: int) -> list[tuple[int, int]]:
    """The same where letters are wide, or combine with the one before them."""
    found = []
    start = 0
    while start < len(text):
        end = cut = start
        room = width
        while end < len(text) and (room := room - _cells(text[end])) >= 0:
            end += 1
            if text[end - 1].isspace():
                cut = end
        if end < len(text):
            end = end if text[end].isspace() else cut if text[start:cut].strip() else max(end, start + 1)
            while end < len(text) and text[end].isspace():
                end += 1
        found.append((start, end))
        start = end
    return found or [(0, 0)]


def _cells(text: str) -> int:
    """The cells a text takes on a terminal."""
    if not _ODD_WIDTH.search(text):
        return len(text)
    return sum(map(_cells_of, text))


@cache
def _cells_of(letter: str) -> int:
    """Two cells for signs as wide as two letters, none for what combines with the letter before it, else one."""
    if not _ODD_WIDTH.match(letter):
        return 1
    if unicodedata.category(letter) in ("Mn", "Me", "Mc", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
