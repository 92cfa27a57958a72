"""Takes the lines of text off one page of a PDF, with where and how each is set.

Theory of operation: pdfium gives a page's text with line breaks where the pen jumped, in the order things were drawn.
A call for every character would cost as much as finding the text did, so each line is asked for the boxes of its runs
(what was drawn in one go), and single characters are only looked at where a run shows something: a wide gap, a raised
number, letters too far apart. Everything comes out as a person sees the page: x to the right, y down, turned upright.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

GAP = 0.9  # of the letter size: white space wider than this may part columns, cells, or a label from its text
_RAISED = 0.14  # of the letter size: how far a superscript at least stands above the line
_SMALLER = 0.86  # of the letter size: what a superscript at most measures
_LOOSE = 0.8  # of the letter size: an average letter wider than this hides a jump inside one run
_BESIDE = 0.55  # of the letter size: baselines nearer than this are one line, or lines of two columns
_LONGEST_MARK = 4
_FARTHEST = 1e6  # points; what stands further away stands nowhere
_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]|\ufffe")
_HYPHEN = "\ufffe"  # pdfium's sign for a hyphen and the line break behind it
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on one baseline: `left`, `right` and `base` in points from the page's upper left corner.

    `size` is the height of the letters as set, `bold` how most of it is set, `raised` the stretches of `text` that are
    superscripts. `upright` is false for what runs in another direction than the page's text, such as a watermark.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    raised: tuple[tuple[int, int], ...] = ()
    upright: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page: pieces in the order they were drawn, and `rules`, the thin lines of tables.

    A rule is (left, top, right, bottom). They are only collected when some pieces stand `side_by_side`. `objects`
    counts everything drawn, pictures too.
    """

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    side_by_side: bool = False
    rules: tuple[tuple[float, float, float, float], ...] = ()
    objects: int = 0


Point = Callable[[float, float], tuple[float, float]]


def read_page(document: Any, index: int) -> Page | None:
    """The page at `index`, counted from 0; None when pdfium cannot load it. Nothing of pdfium's is kept open."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return None
    try:
        width, height = float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page))
        turn = _turn(pdfium.FPDFPage_GetRotation(page), width, height)
        pieces = tuple(_read_pieces(page, turn))
        beside = stand_side_by_side(pieces)
        rules = tuple(_read_rules(page, turn)) if beside else ()
        return Page(index + 1, width, height, pieces, beside, rules, int(pdfium.FPDFPage_CountObjects(page)))
    finally:
        pdfium.FPDF_ClosePage(page)


def stand_side_by_side(pieces: Iterable[Piece]) -> bool:
    """Whether two pieces share a baseline, more or less: the sign of columns, tables and labels."""
    last, last_size = -math.inf, 0.0
    for base, size in sorted([(piece.base, piece.size) for piece in pieces if piece.upright]):
        if base - last < _BESIDE * size and base - last < _BESIDE * last_size:
            return True
        last, last_size = base, size
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


def _read_pieces(page: Any, turn: Point) -> Iterator[Piece]:
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return
    try:
        text = _text_of(text_page)
        runs = _Runs(text_page, turn)
        index = _indexes(text, text_page)
        start = 0
        for end, after, hyphen in _lines_of(text):
            words = text[start:end].strip()
            if words:
                first = text.index(words[0], start)
                yield from _pieces_of_line(words, first, hyphen, index, runs)
            start = after
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _lines_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each of pdfium's lines ends, where the next one starts, and the hyphen that was left out between them."""
    for found in _BREAK.finditer(text):
        yield found.start(), found.end(), "-" if found.group() == _HYPHEN else ""
    yield len(text), len(text), ""


def _text_of(text_page: Any) -> str:
    count = max(0, pdfium.FPDFText_CountChars(text_page))
    room = count * 2 + 2
    buffer = (ctypes.c_ushort * room)()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(memoryview(buffer).cast("B")[: 2 * max(0, written - 1)]).decode("utf-16-le", "replace")


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


Box = tuple[float, float, float, float]  # left, top, right, bottom; y down


class _Runs:
    """Asks pdfium where the characters of one page stand; the places to write answers in are made once."""

    def __init__(self, text_page: Any, turn: Point) -> None:
        self._page, self._turn = text_page, turn
        self._numbers = [ctypes.c_double() for _ in range(4)]
        self._references = [ctypes.byref(number) for number in self._numbers]
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_reference = ctypes.byref(self._matrix)
        self._bold: dict[int, bool] = {}

    def boxes(self, start: int, count: int) -> list[Box]:
        """The boxes of what was drawn in one go, of `count` characters from `start`, in their order."""
        found = []
        left, top, right, bottom = self._numbers
        for number in range(pdfium.FPDFText_CountRects(self._page, start, count)):
            pdfium.FPDFText_GetRect(self._page, number, *self._references)
            found.append(self._box(left.value, top.value, right.value, bottom.value))
        return found

    def box(self, index: int) -> Box:
        """The box of one character."""
        left, right, bottom, top = self._numbers
        pdfium.FPDFText_GetCharBox(self._page, index, *self._references)
        return self._box(left.value, top.value, right.value, bottom.value)

    def _box(self, left: float, top: float, right: float, bottom: float) -> Box:
        if not (-_FARTHEST < left <= right < _FARTHEST and -_FARTHEST < bottom <= top < _FARTHEST):
            return (0.0, 0.0, 0.0, 0.0)
        x1, y1 = self._turn(left, top)
        x2, y2 = self._turn(right, bottom)
        return (x1, y1, x2, y2) if x1 <= x2 and y1 <= y2 else (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def setting(self, index: int) -> tuple[float, float, bool, bool]:
        """(baseline, letter size, bold, upright) of one character."""
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self._page, index, self._matrix_reference)
        size = pdfium.FPDFText_GetFontSize(self._page, index) * math.hypot(matrix.c, matrix.d)
        x0, y0 = self._turn(matrix.e, matrix.f)
        x1, y1 = self._turn(matrix.e + matrix.a, matrix.f + matrix.b)
        upright = x1 > x0 and abs(y1 - y0) < 0.1 * (x1 - x0)
        return y0, size, self._is_bold(index), upright

    def _is_bold(self, index: int) -> bool:
        run = pdfium.FPDFText_GetTextObject(self._page, index)
        font = pdfium.FPDFTextObj_GetFont(run) if run else None
        if not font:
            return False
        key = ctypes.addressof(font.contents)
        if key not in self._bold:
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
            self._bold[key] = bool(re.search(rb"bold|black|heavy|demi", name.value, re.IGNORECASE))
        return self._bold[key]

    def first_from(self, x: float, start: int, end: int) -> int:
        """The first character of start..end that begins at `x` or right of it; their left edges must rise."""
        while start < end:
            middle = (start + end) // 2
            left, _, right, _ = self.box(middle)
            if left == right == 0.0 or left < x - 0.05:  # spaces that pdfium put in have no box
                start = middle + 1
            else:
                end = middle
        return start


def _pieces_of_line(
    words: str, start: int, hyphen: str, index: list[int] | None, runs: _Runs
) -> Iterable[Piece]:
    """The pieces of one of pdfium's lines, which begins at `start`: one, or more where a wide gap parts them."""
    count = len(words)
    first, last = (start, start + count) if index is None else (index[start], index[start + count])
    boxes = runs.boxes(first, last - first)
    if len(boxes) <= 1:
        base, size, bold, upright = _finite(runs.setting(first))
        left, _, right, _ = boxes[0] if boxes else (0.0, 0.0, 0.0, 0.0)
        if right - left <= _LOOSE * size * count or count < 4 or not upright:
            return (Piece(_clean(words) + hyphen, left, right, base, size, bold, (), upright),)
    numbers = None if index is None else index[start : start + count]
    return _take_apart(words, first, last, boxes, numbers, runs, hyphen)


def _finite(setting: tuple[float, float, bool, bool]) -> tuple[float, float, bool, bool]:
    base, size, bold, _ = setting
    sound = -_FARTHEST < base < _FARTHEST and 0 < size < _FARTHEST
    return setting if sound else (0.0, 1.0, bold, False)


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


def _take_apart(
    words: str, first: int, last: int, boxes: list[Box], index: list[int] | None, runs: _Runs, hyphen: str
) -> Iterator[Piece]:
    found = list(_find_runs(first, last, boxes, runs))
    groups: list[list[_Run]] = [found[:1]]
    for before, run in pairwise(found):
        gap = run.box[0] - before.box[2]
        wide = GAP * max(before.size, run.size)
        if gap > wide or gap < -wide or run.upright != before.upright:
            groups.append([run])
        else:
            groups[-1].append(run)
    for group in groups:
        piece = _piece_of(group, words, first, index)
        if piece is not None:
            yield replace(piece, text=piece.text + hyphen) if group is groups[-1] else piece


def _find_runs(first: int, last: int, boxes: list[Box], runs: _Runs) -> Iterator[_Run]:
    start = first
    for at, box in enumerate(boxes):
        end = last
        if at + 1 < len(boxes):
            after = boxes[at + 1]
            if after[0] < box[0] + 0.05:  # drawn from right to left: no order to search in
                end = next((n for n in range(start + 1, last) if runs.box(n)[0] <= after[0] + 0.05), last)
            else:
                end = max(start + 1, runs.first_from(after[0], start, last))
        base, size, bold, upright = _finite(runs.setting(start))
        for part_start, part_end, part_box in _split_at_jumps(start, end, box, size, runs):
            yield _Run(part_start, part_end, part_box, base, size, bold, upright)
        start = end
        if start >= last:
            return


def _split_at_jumps(start: int, end: int, box: Box, size: float, runs: _Runs) -> Iterator[tuple[int, int, Box]]:
    """One run, or its parts where the pen jumped inside it: some programs draw a whole table row in one go."""
    if end - start < 4 or box[2] - box[0] <= _LOOSE * size * (end - start):
        yield start, end, box
        return
    left, right = box[0], box[0]
    for number in range(start, end):
        letter = runs.box(number)
        if letter[0] == letter[2]:
            continue
        if letter[0] - right > GAP * size and number > start:
            yield start, number, (left, box[1], right, box[3])
            start, left = number, letter[0]
        right = max(right, letter[2])
    yield start, end, (left, box[1], box[2], box[3])


def _piece_of(group: list[_Run], words: str, first: int, index: list[int] | None) -> Piece | None:
    """The words of runs that stand together; what is smaller and higher than most of it is raised."""
    main = max(group, key=lambda run: (round(run.size, 1), run.box[2] - run.box[0]))
    widest = max(group, key=lambda run: run.box[2] - run.box[0])
    if widest.size > _SMALLER * main.size:
        main = widest
    text, raised = "", list[tuple[int, int]]()
    for run in group:
        part = _clean(_slice(words, run.start, run.end, first, index))
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


def _slice(words: str, start: int, end: int, first: int, index: list[int] | None) -> str:
    if index is None:
        return words[start - first : end - first]
    return "".join(letter for letter, number in zip(words, index, strict=False) if start <= number < end)


def _clean(words: str) -> str:
    """The words without control characters, which no reader ever saw."""
    return words if words.isprintable() else _CONTROL.sub("", words.replace("\t", " "))


_THIN = 3.0  # points: a drawn shape thinner than this is a line
_MOST_SHAPES = 5_000  # on a page; beyond that it is a drawing, not a table


def _read_rules(page: Any, turn: Point) -> Iterator[Box]:
    """The lines that are drawn straight across or down, and the edges of boxes."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _MOST_SHAPES:
        return
    sides = [ctypes.c_float() for _ in range(4)]
    references = [ctypes.byref(side) for side in sides]
    for number in range(count):
        shape = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(shape, *references):
            continue
        left, bottom, right, top = (side.value for side in sides)
        if not all(math.isfinite(side) and abs(side) < _FARTHEST for side in (left, bottom, right, top)):
            continue
        x1, y1 = turn(left, top)
        x2, y2 = turn(right, bottom)
        x1, x2, y1, y2 = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        if x2 - x1 < _THIN or y2 - y1 < _THIN:
            yield x1, y1, x2, y2
        else:
            yield from ((x1, y1, x2, y1), (x1, y2, x2, y2), (x1, y1, x1, y2), (x2, y1, x2, y2))
