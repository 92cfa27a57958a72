"""Takes a line of a PDF apart into the pieces a person sees: cells, columns, raised numbers.

Theory of operation: pdfium gives boxes for what was drawn in one go. A line whose boxes simply follow one another is
one piece. Otherwise the characters between the boxes are found, and what stands close together is put together again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import compress, pairwise
from operator import ne
from typing import NamedTuple

from docdiff.readers.pdf_calls import Box, Runs, Setting
from docdiff.readers.pdf_rules import Grid

SPACE = 0.5  # of the letter size: white space between words is seldom wider
GAP = 0.9  # of the letter size: white space wider than this may part columns, cells, or a label from its text
_RAISED = 0.14  # of the letter size: how far a superscript at least stands above the line
SMALLER = 0.86  # of the letter size: what a superscript at most measures
LOOSE = 0.7  # of the letter size: an average letter wider than this (a typewriter's: 0.6) hides a jump inside one run
LONGEST_MARK = 4
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]+")


class Piece(NamedTuple):
    """Words on one baseline: `left`, `right` and `base` in points from the page's upper left corner.

    `size` is the height of the letters as set, `bold` how most of it is set, `raised` the stretches of `text` that are
    superscripts. `upright` is false for what runs in another direction than the page's text, such as a watermark.
    `gaps` are the stretches of white space wider than words need, as (where in `text`, right edge before it, left edge
    behind it). There is one piece for every line of a document, and a named tuple is made in a third of the time of a
    dataclass.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    raised: tuple[tuple[int, int], ...] = ()
    upright: bool = True
    gaps: tuple[tuple[int, float, float], ...] = ()


class DrawnLine(NamedTuple):
    """One of pdfium's lines: its words, the characters `first` up to `last` (pdfium's numbers) that they are.

    `hyphen` is what pdfium left out at its end. `numbers` are those of its letters where that is not simply the
    next one.
    """

    words: str
    first: int
    last: int
    hyphen: str
    numbers: list[int] | None


def cuts_of(grids: Sequence[Grid], left: float, right: float, middle: float) -> tuple[float, ...]:
    """Where the borders of cells part words between `left` and `right`."""
    return tuple(x for grid in grids for x in grid.cuts(left, right, middle))


def pieces_of(
    line: DrawnLine, setting: Setting, boxes: list[Box], runs: Runs, grids: Sequence[Grid]
) -> Iterable[Piece]:
    """The pieces of one of pdfium's lines: one, or more where a wide gap or the border of a cell parts them."""
    base, size, bold, upright = setting
    left, right = (boxes[0][0], boxes[-1][2]) if boxes else (0.0, 0.0)
    count = len(line.words)
    cuts = cuts_of(grids, left, right, base - 0.3 * size) if grids and upright else ()
    if cuts:
        return _take_apart(line, boxes, runs, cuts)
    if upright and right - left > LOOSE * size * count and count >= 4:
        return _take_apart(line, boxes, runs)
    if len(boxes) > 1:
        if not upright or not _are_even(boxes, base, size):
            return _take_apart(line, boxes, runs)
        if bold:
            bold = runs.setting(line.last - 1)[2]
    text = clean(line.words) + line.hyphen
    return (Piece(text, left, right, base, size, bold, (), upright),) if text else ()


def _are_even(boxes: Sequence[Box], base: float, size: float) -> bool:
    """Whether runs simply follow one another: no wide gap, nothing small, nothing that stands clear of the baseline."""
    if boxes[0][2] - boxes[0][0] < 1.5 * size:
        return False
    for before, box in pairwise(boxes):
        if not -0.5 * size < box[0] - before[2] <= SPACE * size:
            return False
        if base - box[3] > _RAISED * size and box[2] - box[0] < LONGEST_MARK * size:
            return False
    return True


class Run(NamedTuple):
    """Characters drawn in one go: start..end are pdfium's numbers."""

    start: int
    end: int
    box: Box
    base: float
    size: float
    bold: bool
    upright: bool


_MAKE_RUN = partial(tuple.__new__, Run)  # from a tuple of its values, at half the cost of a call with them
_FEWEST_JUMPED = 4  # characters of a run in which the pen may have jumped


def _take_apart(line: DrawnLine, boxes: list[Box], runs: Runs, cuts: Sequence[float] = ()) -> Iterator[Piece]:
    return put_runs_together(_find_runs(line, boxes, runs, cuts), line, cuts)


def put_runs_together(found: Iterable[Run], line: DrawnLine, cuts: Sequence[float]) -> Iterator[Piece]:
    """A piece for every group of runs without a wide gap, or one of `cuts`, between them."""
    groups: list[list[Run]] = []
    for run in found:
        before = groups[-1][-1] if groups else run
        gap, wide = run.box[0] - before.box[2], GAP * max(before.size, run.size)
        level = -wide <= gap <= wide and run.upright == before.upright
        # Digits below one another, as in a narrow table, are one vertical line to pdfium.
        level = level and (not run.upright or abs(run.base - before.base) < wide)
        if groups and level and not _is_cut(before.box[2], run.box[0], cuts):
            groups[-1].append(run)
        else:
            groups.append([run])
    for group in groups:
        piece = _piece_of(group, line)
        if piece is not None:
            yield piece._replace(text=piece.text + line.hyphen) if line.hyphen and group is groups[-1] else piece


_OVERLAP = 0.5  # points that a letter may reach into the border of its cell


def _is_cut(right: float, left: float, cuts: Sequence[float]) -> bool:
    """Whether a border stands between the right side of one letter and the left side of the next."""
    return any(right - _OVERLAP <= x <= left + _OVERLAP for x in cuts)


def _find_runs(line: DrawnLine, boxes: list[Box], runs: Runs, cuts: Sequence[float]) -> Iterator[Run]:
    starts = drawn = _starts_as_drawn(line, len(boxes), runs)
    if not starts:
        starts = _starts_by_place(line, boxes, runs)
        drawn = [runs.first_drawn(start, end) for start, end in pairwise([*starts, line.last])]
    settings = zip(*runs.settings(drawn), strict=True)
    for start, end, box, setting in zip(starts, [*starts[1:], line.last], boxes, settings, strict=False):
        if not cuts and (end - start < _FEWEST_JUMPED or box[2] - box[0] <= LOOSE * setting[1] * (end - start)):
            yield _MAKE_RUN((start, end, box, *setting))
            continue
        for part_start, part_end, part_box in _split_at_jumps(start, end, box, setting[1], runs, cuts):
            yield Run(part_start, part_end, part_box, *setting)


def _starts_as_drawn(line: DrawnLine, count: int, runs: Runs) -> list[int]:
    """The first letter of each of `count` runs: where something else was drawn; nothing when that leaves doubt."""
    if line.numbers is not None:
        return []
    drawn = runs.drawn_in(line.first, line.last)
    starts: list[int] = []
    last: int | None = None
    for at in [0, *compress(range(1, len(drawn)), map(ne, drawn[1:], drawn))]:
        while at < len(drawn) - 1 and line.words[at] == " " and drawn[at + 1] == drawn[at]:
            at += 1
        if drawn[at] not in (None, last) and line.words[at] != " ":
            starts.append(line.first + at)
            last = drawn[at]
    return starts if len(starts) == count else []


def _starts_by_place(line: DrawnLine, boxes: list[Box], runs: Runs) -> list[int]:
    """The first letter of each run, by where it stands; fewer than there are boxes when the letters end before."""
    starts = [line.first]
    rising = all(after[0] >= box[0] + 0.05 for box, after in pairwise(boxes))
    for box, after in pairwise(boxes):
        start = starts[-1]
        if rising:
            end = max(start + 1, runs.first_from(after[0], start, line.last))
        else:  # drawn from right to left, or on two heights: no order to search in
            low, high = (
                (after[0] - 0.05, after[0] + 0.05) if after[0] >= box[0] + 0.05 else (-math.inf, after[0] + 0.05)
            )
            end = next((n for n in range(start + 1, line.last) if low <= runs.box(n)[0] <= high), line.last)
        if end >= line.last:
            break
        starts.append(end)
    return starts


def _split_at_jumps(
    start: int, end: int, box: Box, size: float, runs: Runs, cuts: Sequence[float]
) -> Iterator[tuple[int, int, Box]]:
    """One run, or its parts where the pen jumped inside it: some programs draw a whole table row in one go."""
    if not any(box[0] < x < box[2] for x in cuts) and (
        end - start < _FEWEST_JUMPED or box[2] - box[0] <= LOOSE * size * (end - start)
    ):
        yield start, end, box
        return
    left, right = box[0], box[0]
    for number in range(start, end):
        letter = runs.box(number)
        if letter[0] == letter[2] or (cuts and letter[3] - letter[1] < 0.01 * size):  # a space
            continue
        if number > start and (letter[0] - right > GAP * size or _is_cut(right, letter[0], cuts)):
            yield start, number, (left, box[1], right, box[3])
            start, left = number, letter[0]
        right = max(right, letter[2])
    yield start, end, (left, box[1], box[2], box[3])


def _piece_of(group: list[Run], line: DrawnLine) -> Piece | None:
    """The words of runs that stand together; what is smaller and higher than most of it is raised."""
    if len(group) == 1:
        _, _, (left, _, right, _), base, size, bold, upright = group[0]
        words = clean(_slice(line, group[0].start, group[0].end)).strip()
        return Piece(words, left, right, base, size, bold, (), upright) if words else None
    main = max(group, key=lambda run: (round(run.size, 1), run.box[2] - run.box[0]))
    widest = max(group, key=lambda run: run.box[2] - run.box[0])
    if widest.size > SMALLER * main.size or _is_large_label(main, group[0], widest):
        main = widest
    text, raised, gaps = "", list[tuple[int, int]](), list[tuple[int, float, float]]()
    edge = group[0].box[0]
    for run in group:
        part = clean(_slice(line, run.start, run.end))
        start = len(text) + len(part) - len(part.lstrip())
        if run.box[0] - edge > SPACE * main.size:
            gaps.append((start, edge, run.box[0]))
        edge = run.box[2]
        text += part
        higher = main.base - run.base
        if (
            run.size < SMALLER * main.size
            and 0 < len(part.strip()) <= LONGEST_MARK
            and (higher > _RAISED * main.size or (higher >= 0 and _rises(run, main)))
        ):
            low = raised.pop()[0] if raised and raised[-1][1] == start else start  # "1" and "2" are one mark
            raised.append((low, start + len(part.strip())))
    stripped = text.strip()
    if not stripped:
        return None
    cut = text.index(stripped[0])
    spans = tuple((low - cut, min(high - cut, len(stripped))) for low, high in raised)
    left = min(run.box[0] for run in group)
    right = max(run.box[2] for run in group)
    wide = tuple((offset - cut, low, high) for offset, low, high in gaps if 0 < offset - cut < len(stripped))
    return Piece(stripped, left, right, main.base, main.size, main.bold, spans, main.upright, wide)


def _is_large_label(run: Run, first: Run, text: Run) -> bool:
    """Whether a run is the number of a list item or note, set larger than its text, on the same line."""
    short = run is first and run.end - run.start <= LONGEST_MARK < text.end - text.start
    return short and abs(run.base - text.base) < 0.5 * text.size


def _rises(run: Run, main: Run) -> bool:
    """Whether letters stand clear of the baseline, where the file tells of no other baseline (text rise)."""
    return main.base - run.box[3] > _RAISED * main.size


def _slice(line: DrawnLine, start: int, end: int) -> str:
    if line.numbers is None:
        return line.words[start - line.first : end - line.first]
    return "".join(letter for letter, number in zip(line.words, line.numbers, strict=True) if start <= number < end)


def clean(words: str) -> str:
    """The words without control characters, which no reader ever saw."""
    return words if words.isprintable() else _CONTROL.sub("", words.replace("\t", " "))
