"""Knows where the letters of Markdown tokens stand in their file.

A place goes three steps back: from a token to its inline content (`Pieces`), to the text without its tracked changes,
to the file (`Letters`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from docdiff.model import LEFT_OUT, View
from docdiff.readers.criticmarkup import Edited
from docdiff.readers.flow import Change, Flow, Lines

_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))*[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_NO_SPACE = re.compile(r"\S|$")


class SourceLines(Lines):
    """Lines and columns in the source, asked with offsets in the edited text."""

    def __init__(self, source: str, edited: Edited) -> None:
        super().__init__(source)
        self._edited = edited

    def position(self, offset: int) -> tuple[int, int]:
        return super().position(self._edited.source(offset))


class Letters:
    """Writes letters of the edited text into flows, with their places and the changes they stand in."""

    def __init__(self, edited: Edited, view: View) -> None:
        self._edited, self._view = edited, view
        self.skipped = LEFT_OUT[view]

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


def cells_of_row(line: str) -> list[int]:
    """Where the text of each cell of a row begins in its line. Linear, however many cells there are."""
    start = _CONTAINERS.match(line).end()  # type: ignore[union-attr]  # it matches nothing too
    begins = [start, *(match.end() for match in _BAR.finditer(line, start))]
    if line[start:].startswith("|"):
        begins = begins[1:]
    return [_NO_SPACE.search(line, at).start() for at in begins]  # type: ignore[union-attr]  # it matches the end too


class Pieces:
    """Where the letters of an inline token's content stand in the edited text."""

    def __init__(self, pieces: Iterable[tuple[int, int]]) -> None:
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
