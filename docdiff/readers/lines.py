"""What a printed line is, and a text put together from lines that knows where each of its letters stood."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from docdiff.model import Mark, Span

_END = attrgetter("end")


class Line(NamedTuple):
    """A printed line without the white space around it; `gap` counts the empty lines before it, `page` from 1.

    `indent` is the width of the white space before it, `turned` says that a page begins with it, `quote` how many
    times it was quoted in mail.
    """

    # A tuple, because a text has many lines and is read quickly: a frozen dataclass takes three times as long to make.
    number: int
    column: int
    text: str
    gap: int
    page: int = 1
    indent: int = 0
    turned: bool = False
    quote: int = 0


class Piece(NamedTuple):
    """The stretch of a text that stands in one line of the source, and where it begins there.

    Line 0 says that the source has a hyphen and a line end at this (empty) stretch.
    """

    start: int
    end: int
    line: int
    column: int


class Joined(NamedTuple):
    """The text of a paragraph put together from its lines, and the pieces of lines it was made of."""

    text: str
    pieces: tuple[Piece, ...]

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last line of the source it was put together from."""
        first, last = self.pieces[0].line, self.pieces[-1].line
        if first and last:
            return first, last
        lines = [piece.line for piece in self.pieces if piece.line]
        return lines[0], lines[-1]

    @property
    def begin(self) -> tuple[int, int]:
        """Line and column of its first letter."""
        _, _, line, column = self.pieces[0]
        if not line:
            _, _, line, column = next(piece for piece in self.pieces if piece.line)
        return line, column

    def cut(self, *ranges: tuple[int, int]) -> Joined:
        """A new text of these stretches of this one, in order; its pieces still tell where every letter stood."""
        if ranges == ((0, len(self.text)),) and self.text:
            return self
        texts, length, pieces = list[str](), 0, list[Piece]()
        for start, end in ranges:
            shift = length - start
            # Only the pieces of this stretch: many notes may be cut out of one text of many lines.
            for at in range(bisect_left(self.pieces, start, key=_END), len(self.pieces)):
                piece = self.pieces[at]
                if piece.start > end:
                    break
                low, high = max(start, piece.start), min(end, piece.end)
                if low > high or (low == high and piece.line):
                    continue
                column = piece.column + low - piece.start if piece.line else 0
                pieces.append(Piece(low + shift, high + shift, piece.line, column))
            texts.append(self.text[start:end])
            length += end - start
        return Joined("".join(texts), tuple(pieces))

    def marks(self) -> tuple[Mark, ...]:
        """The `source` and `hyphen` marks (see `model.Mark`); none for one whole line from its first column."""
        if len(self.pieces) == 1:
            _, end, line, column = self.pieces[0]
            return source_marks(end, line, column)
        return tuple(
            [
                Mark(Span(start, end), "source", f"{line}:{column}") if line else Mark(Span(start, end), "hyphen", "-")
                for start, end, line, column in self.pieces
            ]
        )


def source_marks(length: int, line: int, column: int) -> tuple[Mark, ...]:
    """The marks of a text that stands in one line; none from its first column."""
    return () if column == 1 else (Mark(_span(length), "source", f"{line}:{column}"),)


@lru_cache(maxsize=1000)
def _span(length: int) -> Span:
    """A whole text as a span, the same one for all as long: a table may have a million cells."""
    return Span(0, length)
