"""Takes CriticMarkup out of a text: `{++new++}`, `{--old--}`, `{~~old~>new~~}`, `{==words==}{>>remark<<}`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from docdiff.model import LEFT_OUT, View
from docdiff.readers.flow import Change
from docdiff.readers.ticks import Runs, find_end, find_runs

_OPENINGS = {"{++": "++}", "{--": "--}", "{~~": "~~}", "{==": "==}", "{>>": "<<}"}
# Code is shown as it is, so what opens code is looked for as well.
_SIGN = re.compile(r"(?<!\\)(?:\{\+\+|\{--|\{~~|\{==|\{>>)|(?<!\\)`+|^[ \t>]*(?:```+|~~~+)", re.M)
_REMARK = re.compile(r"\s*\{>>(.*?)<<\}", re.S)


@dataclass(frozen=True, slots=True)
class Edited:
    """A text without CriticMarkup; which stretch of the source each part of it is, and in what change it stands.

    `starts` holds offsets in `text`, `sources` the offsets in the source that they stand for.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]
    within: tuple[Change | None, ...]
    count: int

    def source(self, offset: int) -> int:
        """Where in the source the letter at `offset` stands."""
        part = bisect_right(self.starts, offset) - 1
        return self.sources[part] + offset - self.starts[part]

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int, Change | None]]:
        """The stretch from `start` to `end`, in parts (start, end, change) that are unbroken in the source."""
        part = bisect_right(self.starts, start) - 1
        while start < end:
            stop = self.starts[part + 1] if part + 1 < len(self.starts) else end
            if min(stop, end) > start:
                yield start, min(stop, end), self.within[part]
            start, part = max(start, stop), part + 1


def edit(source: str, start: int, view: View) -> Edited:
    """The source from `start` on with its changes accepted (`final`), rejected (`original`) or both shown (`all`)."""
    texts: list[str] = []
    starts: list[int] = [0]
    sources: list[int] = [start]
    within: list[Change | None] = [None]
    length = count = 0
    for begin, end, change in _pieces(source, start):
        if change is not None and change.kind in ("inserted", "deleted"):
            count += 1
            if change.kind == LEFT_OUT[view]:
                continue
            if view != "all":
                change = None
        if end > begin:
            texts.append(source[begin:end])
            starts.append(length)
            sources.append(begin)
            within.append(change)
            length += end - begin
    return Edited("".join(texts), tuple(starts), tuple(sources), tuple(within), count)


def _pieces(source: str, at: int) -> Iterator[tuple[int, int, Change | None]]:
    """The stretches of the source that are text in some view, in order."""
    gone: set[str] = set()  # endings that do not come any more
    runs: Runs | None = None
    shown = at
    while sign := _SIGN.search(source, at):
        opening = sign.group()
        if opening not in _OPENINGS:
            runs = find_runs(source) if runs is None else runs
            at = _end_of_code(source, sign, runs)
            continue
        closing = _OPENINGS[opening]
        end = -1 if closing in gone else source.find(closing, sign.end())
        if end < 0:
            gone.add(closing)
            at = sign.end()
            continue
        yield shown, sign.start(), None
        yield from _change(source, opening, sign.end(), end)
        shown = at = end + len(closing)
    yield shown, len(source), None


def _change(source: str, opening: str, start: int, end: int) -> Iterator[tuple[int, int, Change | None]]:
    if opening == "{++":
        yield start, end, Change("inserted")
    elif opening == "{--":
        yield start, end, Change("deleted")
    elif opening == "{~~":
        middle = source.find("~>", start, end)
        middle = middle if middle >= 0 else end
        yield start, middle, Change("deleted")
        yield min(middle + 2, end), end, Change("inserted")
    elif opening == "{==":
        remark = _REMARK.match(source, end + 3) if source.find("<<}", end, end + 2000) >= 0 else None
        yield start, end, Change("comment", " ".join(remark.group(1).split())) if remark else None


def _end_of_code(source: str, sign: re.Match[str], runs: Runs) -> int:
    """Where the code that begins at `sign` ends; behind the sign when it never ends."""
    fence = sign.group().lstrip(" \t>")
    if len(fence) >= 3 and (sign.start() == 0 or source[sign.start() - 1] == "\n"):
        closing = re.compile(rf"^[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*$", re.M).search(source, sign.end())
        return closing.end() if closing else len(source)
    end = find_end(runs, len(fence), sign.end())
    # No code goes on over an empty line: there the next paragraph begins.
    return sign.end() if end < 0 or source.find("\n\n", sign.end(), end) >= 0 else end + len(fence)
