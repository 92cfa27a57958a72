"""Takes the lines of text off one page of a PDF, with where and how each is set.

Theory of operation: pdfium gives a page's text with line breaks where the pen jumped, in the order things were drawn.
A call for every character would cost as much as finding the text did. So each line is asked how its first character is
set and for the boxes of its runs (what was drawn in one go), all lines of a page together; single characters are only
looked at where a run shows something: a wide gap, a raised number, letters too far apart. Everything comes out as a
person sees the page: x to the right, y down, turned upright.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise, repeat
from operator import sub
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from docdiff.readers.pdf_calls import Box, Boxes, Point, Runs, Setting, Settings, share_out, text_of
from docdiff.readers.pdf_rules import Grid, find_bullets, find_grids, find_rules, read_shapes

GAP = 0.9  # of the letter size: white space wider than this may part columns, cells, or a label from its text
_RAISED = 0.14  # of the letter size: how far a superscript at least stands above the line
_SMALLER = 0.86  # of the letter size: what a superscript at most measures
_LOOSE = 0.8  # of the letter size: an average letter wider than this hides a jump inside one run
_LEVEL = 0.55  # of the letter size: baselines nearer than this are one line, or lines of two columns
_LONGEST_MARK = 4
_BEFORE = 1.5  # of the letter size: at most between a bullet and its words
_ROUND = 0.6  # of the letter size: a bullet is not wider
_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]|\ufffe")
_RARE_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_HYPHEN = "\ufffe"  # pdfium's sign for a hyphen and the line break behind it
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]+")


class Piece(NamedTuple):
    """Words on one baseline: `left`, `right` and `base` in points from the page's upper left corner.

    `size` is the height of the letters as set, `bold` how most of it is set, `raised` the stretches of `text` that are
    superscripts. `upright` is false for what runs in another direction than the page's text, such as a watermark.
    There is one for every line of a document, and a named tuple is made in a third of the time of a dataclass.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    raised: tuple[tuple[int, int], ...] = ()
    upright: bool = True


# From an iterable of its values, at half the cost of a call with them.
_MAKE_PIECE = partial(tuple.__new__, Piece)


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page: pieces in the order they were drawn, and `rules`, the thin lines of tables.

    A rule is (left, top, right, bottom). Where pieces stand `side_by_side` there may be columns or a table. `objects`
    counts everything drawn, pictures too.
    """

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    side_by_side: bool = False
    rules: tuple[tuple[float, float, float, float], ...] = ()
    objects: int = 0


def read_page(document: Any, index: int) -> Page | None:
    """The page at `index`, counted from 0; None when pdfium cannot load it. Nothing of pdfium's is kept open."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return None
    try:
        width, height = float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page))
        quarters = int(pdfium.FPDFPage_GetRotation(page))
        turn = _turn(quarters, width, height)
        shapes = list(read_shapes(page, turn))
        rules = tuple(find_rules(shapes))
        pieces = tuple(
            _with_bullets(
                _read_pieces(page, turn, None if quarters else height, find_grids(rules)), find_bullets(shapes)
            )
        )
        beside = stand_side_by_side(pieces)
        return Page(index + 1, width, height, pieces, beside, rules, int(pdfium.FPDFPage_CountObjects(page)))
    finally:
        pdfium.FPDF_ClosePage(page)


def _with_bullets(pieces: list[Piece], bullets: Sequence[Box]) -> list[Piece]:
    """The pieces, with a bullet before those that have one drawn before them."""
    for left, top, right, bottom in bullets:
        for at, piece in enumerate(pieces):
            size = piece.size
            if (
                0 < piece.left - right < _BEFORE * size
                and abs((top + bottom) / 2 - piece.base + 0.3 * size) < 0.2 * size
                and right - left < _ROUND * size
                and piece.upright
                and not _stands_behind(pieces, piece, left)
            ):
                raised = tuple((low + 2, high + 2) for low, high in piece.raised)
                pieces[at] = piece._replace(text="• " + piece.text, left=left, raised=raised)
                break
    return pieces


def _stands_behind(pieces: Iterable[Piece], piece: Piece, x: float) -> bool:
    """Whether words stand right before `x` on the line of `piece`."""
    size = piece.size
    return any(abs(other.base - piece.base) < 0.5 * size and 0 <= x - other.right < size for other in pieces)


def stand_side_by_side(pieces: Iterable[Piece]) -> bool:
    """Whether two pieces are level, more or less: the sign of columns, tables and labels."""
    last, last_size, last_left, last_right = -math.inf, 0.0, 0.0, 0.0
    placed = [(piece.base, piece.size, piece.left, piece.right) for piece in pieces if piece.upright]
    for base, size, left, right in sorted(placed):
        step = (base - last) / min(size, last_size) if last_size else math.inf
        if step < _LEVEL or (step < 1 and (left >= last_right or right <= last_left)):
            return True
        last, last_size, last_left, last_right = base, size, left, right
    return False


def _turn(quarters: int, width: float, height: float) -> Point:
    """How a point of the file appears on the page; `width` and `height` are those of the page as shown."""
    turns: tuple[Point, ...] = (
        lambda x, y: (x, height - y),
        lambda x, y: (y, x),
        lambda x, y: (width - x, y),
        lambda x, y: (width - y, height - x),
    )
    return turns[quarters % 4]


def _read_pieces(page: Any, turn: Point, straight: float | None, grids: Sequence[Grid]) -> list[Piece]:
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return []
    try:
        text = text_of(text_page)
        lines = _lines_of(text, _indexes(text, text_page))
        runs = Runs(text_page, turn, straight)
        settings, boxes = runs.settings(lines.firsts), runs.boxes()
        starts = share_out(boxes, settings)
        if starts is None:
            return _pieces_by_line(lines, settings, runs, grids)
        return _pieces(lines, settings, boxes, starts, runs, grids)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


class _Line(NamedTuple):
    """One of pdfium's lines: its words, the characters `first` up to `last` (pdfium's numbers) that they are.

    `hyphen` is what pdfium left out at its end. `numbers` are those of its letters where that is not simply the
    next one.
    """

    words: str
    first: int
    last: int
    hyphen: str
    numbers: list[int] | None


class _Lines(NamedTuple):
    """The lines of a page, a column for each thing a `_Line` tells; `hyphened` are the positions of those with one."""

    words: list[str]
    firsts: list[int]
    hyphened: frozenset[int]
    numbers: list[int] | None
    places: list[int]  # where the words begin in the text of the page

    def at(self, position: int) -> _Line:
        """One line."""
        words, first = self.words[position], self.firsts[position]
        hyphen = "-" if position in self.hyphened else ""
        if self.numbers is None:
            return _Line(words, first, first + len(words), hyphen, None)
        start = self.places[position]
        end = start + len(words)
        return _Line(words, first, self.numbers[end], hyphen, self.numbers[start:end])


def _lines_of(text: str, index: list[int] | None) -> _Lines:
    if index is None and _has_plain_breaks(text):
        return _plain_lines(text)
    places: list[int] = []
    words: list[str] = []
    hyphened: list[int] = []
    start = 0
    for found in [*_BREAK.finditer(text), None]:
        end = found.start() if found else len(text)
        line = text[start:end].strip()
        if line:
            if found and found.group() == _HYPHEN:
                hyphened.append(len(words))
            words.append(line)
            places.append(text.index(line[0], start))
        start = found.end() if found else end
    firsts = places if index is None else [index[place] for place in places]
    return _Lines(words, firsts, frozenset(hyphened), index, places)


def _has_plain_breaks(text: str) -> bool:
    if not text.count("\r\n") == text.count("\r") == text.count("\n"):
        return False
    return not any(sign in text for sign in _RARE_BREAKS)


def _plain_lines(text: str) -> _Lines:
    """The lines of a text whose characters have the numbers they stand at."""
    broken = _HYPHEN in text
    rows = (text.replace(_HYPHEN, _HYPHEN + "\r\n") if broken else text).split("\r\n")
    lengths = [len(row) + 2 for row in rows]
    hyphened = [at for at, row in enumerate(rows) if row[-1:] == _HYPHEN] if broken else []
    for at in hyphened:
        rows[at] = rows[at][:-1]
        lengths[at] -= 2
    places = list(accumulate(lengths[:-1], initial=0))
    inner = list(map(str.lstrip, rows))
    if inner != rows:
        places = [place + len(row) - len(rest) for place, row, rest in zip(places, rows, inner, strict=True)]
    words = list(map(str.rstrip, inner))
    if not all(words):
        kept = [at for at, line in enumerate(words) if line]
        words, places = [words[at] for at in kept], [places[at] for at in kept]
        hyphened = [kept.index(at) for at in hyphened if at in kept]
    return _Lines(words, places, frozenset(hyphened), None, places)


def _indexes(text: str, text_page: Any) -> list[int] | None:
    """Which of pdfium's characters each letter of `text` is; None when they are simply the same."""
    if len(text) == pdfium.FPDFText_CountChars(text_page):
        return None
    found: list[int] = []
    unit = last = 0
    for letter in text:
        last = max(last, pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, unit))
        found.append(last)
        unit += 1 + (ord(letter) > 0xFFFF)
    return [*found, last + 1]


def _pieces_by_line(lines: _Lines, settings: Settings, runs: Runs, grids: Sequence[Grid]) -> list[Piece]:
    """The pieces of a page of which it is not clear at first sight where its boxes belong."""
    found: list[Piece] = []
    for at, setting in enumerate(zip(*settings, strict=True)):
        line = lines.at(at)
        boxes = runs.boxes_of(line.first, line.last - line.first)
        found += _pieces_of(line, setting, boxes, runs, grids)
    return found


def _pieces(
    lines: _Lines, settings: Settings, boxes: Boxes, starts: list[int], runs: Runs, grids: Sequence[Grid]
) -> list[Piece]:
    """The pieces of a page: a line that was drawn in one go stays one piece, the others are looked at."""
    odd = [at for at, (start, end) in enumerate(pairwise(starts)) if end - start > 1]
    first = boxes if not odd else Boxes(*([side[at] for at in starts[:-1]] for side in boxes))
    texts = lines.words
    widths = map(sub, first.rights, first.lefts)
    odd += [
        at
        for at, (text, width, size) in enumerate(zip(texts, widths, settings.sizes, strict=True))
        if width > _LOOSE * size * len(text) and len(text) >= 4
    ]
    if grids:
        middles = [base - 0.3 * size for base, size in zip(settings.bases, settings.sizes, strict=True)]
        ends = [boxes.rights[end - 1] for end in starts[1:]]
        odd += [at for at, ends_at in enumerate(zip(first.lefts, ends, middles, strict=True)) if _cuts(grids, *ends_at)]
    if not "".join(texts).isprintable():
        odd += [at for at, text in enumerate(texts) if not text.isprintable()]
    if lines.hyphened:
        texts = [text + "-" if at in lines.hyphened else text for at, text in enumerate(texts)]
    bases, sizes, bold, upright = settings
    columns = (texts, first.lefts, first.rights, bases, sizes, bold, repeat(()), upright)
    pieces = list(map(_MAKE_PIECE, zip(*columns, strict=False)))
    for at in sorted(set(odd), reverse=True):
        own = list(zip(*(side[starts[at] : starts[at + 1]] for side in boxes), strict=True))
        pieces[at : at + 1] = _pieces_of(lines.at(at), (bases[at], sizes[at], bold[at], upright[at]), own, runs, grids)
    return pieces


def _cuts(grids: Sequence[Grid], left: float, right: float, middle: float) -> tuple[float, ...]:
    """Where the borders of cells part words between `left` and `right`."""
    return tuple(x for grid in grids for x in grid.cuts(left, right, middle))


def _pieces_of(line: _Line, setting: Setting, boxes: list[Box], runs: Runs, grids: Sequence[Grid]) -> Iterable[Piece]:
    """The pieces of one of pdfium's lines: one, or more where a wide gap or the border of a cell parts them."""
    base, size, bold, upright = setting
    left, right = (boxes[0][0], boxes[-1][2]) if boxes else (0.0, 0.0)
    count = len(line.words)
    cuts = _cuts(grids, left, right, base - 0.3 * size) if grids and upright else ()
    if cuts:
        return _take_apart(line, boxes, runs, cuts)
    if upright and right - left > _LOOSE * size * count and count >= 4:
        return _take_apart(line, boxes, runs)
    if len(boxes) > 1:
        if not upright or not _are_even(boxes, base, size):
            return _take_apart(line, boxes, runs)
        if bold:
            bold = runs.setting(line.last - 1)[2]
    text = _clean(line.words) + line.hyphen
    return (Piece(text, left, right, base, size, bold, (), upright),) if text else ()


def _are_even(boxes: Sequence[Box], base: float, size: float) -> bool:
    """Whether runs simply follow one another: no wide gap, nothing small, nothing that stands clear of the baseline."""
    if boxes[0][2] - boxes[0][0] < 1.5 * size:
        return False
    for before, box in pairwise(boxes):
        if not -0.5 * size < box[0] - before[2] <= GAP * size:
            return False
        if base - box[3] > _RAISED * size and box[2] - box[0] < _LONGEST_MARK * size:
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters drawn in one go: start..end are pdfium's numbers."""

    start: int
    end: int
    box: Box
    base: float
    size: float
    bold: bool
    upright: bool


def _take_apart(line: _Line, boxes: list[Box], runs: Runs, cuts: Sequence[float] = ()) -> Iterator[Piece]:
    groups: list[list[_Run]] = []
    for run in _find_runs(line.first, line.last, boxes, runs, cuts):
        before = groups[-1][-1] if groups else run
        gap, wide = run.box[0] - before.box[2], GAP * max(before.size, run.size)
        level = -wide <= gap <= wide and run.upright == before.upright
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


def _find_runs(first: int, last: int, boxes: list[Box], runs: Runs, cuts: Sequence[float]) -> Iterator[_Run]:
    start = first
    for at, box in enumerate(boxes):
        end = last
        if at + 1 < len(boxes):
            after = boxes[at + 1]
            if after[0] < box[0] + 0.05:  # drawn from right to left: no order to search in
                end = next((n for n in range(start + 1, last) if runs.box(n)[0] <= after[0] + 0.05), last)
            else:
                end = max(start + 1, runs.first_from(after[0], start, last))
        base, size, bold, upright = runs.setting(runs.first_drawn(start, end))
        for part_start, part_end, part_box in _split_at_jumps(start, end, box, size, runs, cuts):
            yield _Run(part_start, part_end, part_box, base, size, bold, upright)
        start = end
        if start >= last:
            return


def _split_at_jumps(
    start: int, end: int, box: Box, size: float, runs: Runs, cuts: Sequence[float]
) -> Iterator[tuple[int, int, Box]]:
    """One run, or its parts where the pen jumped inside it: some programs draw a whole table row in one go."""
    if not any(box[0] < x < box[2] for x in cuts) and (
        end - start < 4 or box[2] - box[0] <= _LOOSE * size * (end - start)
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


def _piece_of(group: list[_Run], line: _Line) -> Piece | None:
    """The words of runs that stand together; what is smaller and higher than most of it is raised."""
    main = max(group, key=lambda run: (round(run.size, 1), run.box[2] - run.box[0]))
    widest = max(group, key=lambda run: run.box[2] - run.box[0])
    if widest.size > _SMALLER * main.size:
        main = widest
    text, raised = "", list[tuple[int, int]]()
    for run in group:
        part = _clean(_slice(line, run.start, run.end))
        start = len(text) + len(part) - len(part.lstrip())
        text += part
        higher = main.base - run.base
        if (
            run.size < _SMALLER * main.size
            and 0 < len(part.strip()) <= _LONGEST_MARK
            and (higher > _RAISED * main.size or (higher >= 0 and _rises(run, main)))
        ):
            raised.append((start, start + len(part.strip())))
    stripped = text.strip()
    if not stripped:
        return None
    cut = text.index(stripped[0])
    spans = tuple((low - cut, min(high - cut, len(stripped))) for low, high in raised)
    left = min(run.box[0] for run in group)
    right = max(run.box[2] for run in group)
    return Piece(stripped, left, right, main.base, main.size, main.bold, spans, main.upright)


def _rises(run: _Run, main: _Run) -> bool:
    """Whether letters stand clear of the baseline, where the file tells of no other baseline (text rise)."""
    return main.base - run.box[3] > _RAISED * main.size


def _slice(line: _Line, start: int, end: int) -> str:
    if line.numbers is None:
        return line.words[start - line.first : end - line.first]
    return "".join(letter for letter, number in zip(line.words, line.numbers, strict=True) if start <= number < end)


def _clean(words: str) -> str:
    """The words without control characters, which no reader ever saw."""
    return words if words.isprintable() else _CONTROL.sub("", words.replace("\t", " "))
