"""Asks pdfium for the text of one page, where its characters stand and how they are set, in the fewest calls.

Theory of operation: what is asked for every line is asked for all lines of a page together, by `map` over numbers, into
one array. That takes 0.3 µs a call, where pdfium's own finding of the text takes 10 µs a line.
"""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from operator import mul
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

FARTHEST = 1e6  # points; what stands further away stands nowhere
_LARGEST = 900.0  # points or times: letters larger than a page are looked at one by one
_PATH = pdfium.FPDF_PAGEOBJ_PATH
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)

Point = Callable[[float, float], tuple[float, float]]
Box = tuple[float, float, float, float]  # left, top, right, bottom; y down
Setting = tuple[float, float, bool, bool]  # baseline, letter size, bold, upright


class Settings(NamedTuple):
    """How the lines of a page are set, a column for each of the four things a `Setting` tells."""

    bases: list[float]
    sizes: list[float]
    bold: list[bool]
    upright: list[bool]


class Boxes(NamedTuple):
    """The boxes of the runs of a page, a column for each side."""

    lefts: list[float]
    tops: list[float]
    rights: list[float]
    bottoms: list[float]


_Pointer, _Number = ctypes.c_void_p, ctypes.c_int


def _quick(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """One of pdfium's functions, called with plain numbers for pointers: that costs half as much a call."""
    address = ctypes.cast(getattr(pdfium, name), _Pointer).value or 0
    function: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return function


_get_text = _quick("FPDFText_GetText", _Number, _Pointer, _Number, _Number, _Pointer)
_count_rects = _quick("FPDFText_CountRects", _Number, _Pointer, _Number, _Number)
_get_rect = _quick("FPDFText_GetRect", _Number, _Pointer, _Number, *[_Pointer] * 4)
_get_char_box = _quick("FPDFText_GetCharBox", _Number, _Pointer, _Number, *[_Pointer] * 4)
_get_matrix = _quick("FPDFText_GetMatrix", _Number, _Pointer, _Number, _Pointer)
_get_font_size = _quick("FPDFText_GetFontSize", ctypes.c_double, _Pointer, _Number)
_get_text_object = _quick("FPDFText_GetTextObject", _Pointer, _Pointer, _Number)
_get_font = _quick("FPDFTextObj_GetFont", _Pointer, _Pointer)
_get_object = _quick("FPDFPage_GetObject", _Pointer, _Pointer, _Number)
_get_type = _quick("FPDFPageObj_GetType", _Number, _Pointer)
_get_index = _quick("FPDFText_GetCharIndexFromTextIndex", _Number, _Pointer, _Number)
_get_font_name = _quick("FPDFFont_GetBaseFontName", ctypes.c_size_t, _Pointer, _Pointer, ctypes.c_size_t)


class Runs:
    """Asks pdfium where the characters of one page stand, and how they are set.

    `straight` is the height of a page that is not turned, or None. Text that runs straight across such a page gets by
    without the general formulas.
    """

    def __init__(self, text_page: Any, turn: Point, straight: float | None) -> None:
        self._page = ctypes.cast(text_page, _Pointer).value
        self._turn, self._straight = turn, straight
        self._sides, self._matrix = (ctypes.c_double * 4)(), (ctypes.c_float * 6)()
        start = ctypes.addressof(self._sides)
        self._addresses = (start, start + 8, start + 16, start + 24)
        self._bold: dict[int | None, bool] = {None: False}

    def settings(self, indexes: Sequence[int]) -> Settings:
        """How each of these characters is set."""
        count = len(indexes)
        matrices = array("f", bytes(24 * count))
        start = matrices.buffer_info()[0]
        page = repeat(self._page)
        deque(map(_get_matrix, page, indexes, range(start, start + 24 * count, 24)), maxlen=0)
        sizes = list(map(_get_font_size, page, indexes))
        fonts = list(map(_get_font, map(_get_text_object, page, indexes)))  # without a text object there is no font
        for font in set(fonts) - self._bold.keys():
            self._is_bold(font)
        bold = list(map(self._bold.__getitem__, fonts))
        if self._straight is None or not _are_upright(matrices, sizes):
            found = map(self._setting, zip(*[iter(matrices)] * 6, strict=True), sizes, bold)
            return Settings(*map(list, zip(*found, strict=True))) if count else Settings([], [], [], [])
        height = self._straight
        bases = [height - y for y in matrices[5::6]]
        return Settings(bases, list(map(mul, sizes, matrices[3::6])), bold, [True] * count)

    def setting(self, index: int) -> Setting:
        """How one character is set."""
        _get_matrix(self._page, index, ctypes.addressof(self._matrix))
        run = _get_text_object(self._page, index)
        bold = self._is_bold(_get_font(run) if run else None)
        return self._setting(tuple(self._matrix), _get_font_size(self._page, index), bold)

    def _is_bold(self, font: int | None) -> bool:
        if font not in self._bold:
            name = ctypes.create_string_buffer(256)
            _get_font_name(font, ctypes.addressof(name), len(name))
            self._bold[font] = bool(_BOLD.search(name.value))
        return self._bold[font]

    def _setting(self, matrix: tuple[float, ...], size: float, bold: bool) -> Setting:
        across, up, slant, tall, x, y = matrix
        if self._straight is not None and up == slant == 0.0 and across > 0.0 < tall:
            base, size, upright = self._straight - y, size * tall, True
        else:
            size *= math.hypot(slant, tall)
            x0, base = self._turn(x, y)
            x1, y1 = self._turn(x + across, y + up)
            upright = x1 > x0 and abs(y1 - base) < 0.1 * (x1 - x0)
        if -FARTHEST < base < FARTHEST and 0.0 < size < FARTHEST:
            return base, size, bold, upright
        return 0.0, 1.0, bold, False

    def count(self) -> int:
        """How many runs the page was drawn in."""
        return int(_count_rects(self._page, 0, -1))

    def boxes(self, count: int) -> Boxes:
        """The boxes of all runs of the page, when it has `count`, which must have been asked for last."""
        return self._boxes(_get_rect, range(count), (0, 8, 16, 24))

    def letters(self, indexes: Sequence[int]) -> Boxes:
        """The boxes of these characters."""
        return self._boxes(_get_char_box, indexes, (0, 16, 24, 8))

    def _boxes(self, call: Callable[..., Any], indexes: Sequence[int], order: tuple[int, ...]) -> Boxes:
        """What one of pdfium's functions says of each index; `order` is where it writes each of four sides."""
        count = len(indexes)
        sides = array("d", bytes(32 * count))
        at = sides.buffer_info()[0]
        columns = [range(at + side, at + 32 * count + side, 32) for side in order]
        deque(map(call, repeat(self._page), indexes, *columns), maxlen=0)
        numbers = sides.tolist()
        lefts, tops, rights, bottoms = (numbers[side::4] for side in range(4))
        height = self._straight
        if (
            height is None
            or not numbers
            or not math.isfinite(sum(numbers))
            or max(numbers) >= FARTHEST
            or min(numbers) <= -FARTHEST
        ):
            found = map(self._box, lefts, tops, rights, bottoms)
            return Boxes(*map(list, zip(*found, strict=True))) if count else Boxes([], [], [], [])
        return Boxes(lefts, [height - top for top in tops], rights, [height - bottom for bottom in bottoms])

    def boxes_of(self, start: int, count: int) -> list[Box]:
        """The boxes of the runs that some characters belong to."""
        found = []
        for number in range(_count_rects(self._page, start, count)):
            _get_rect(self._page, number, *self._addresses)
            found.append(self._box(*self._sides))
        return found

    def box(self, index: int) -> Box:
        """The box of one character."""
        _get_char_box(self._page, index, *self._addresses)
        left, right, bottom, top = self._sides
        return self._box(left, top, right, bottom)

    def _box(self, left: float, top: float, right: float, bottom: float) -> Box:
        if not (-FARTHEST < left <= right < FARTHEST and -FARTHEST < bottom <= top < FARTHEST):
            return (0.0, 0.0, 0.0, 0.0)
        if self._straight is not None:
            return (left, self._straight - top, right, self._straight - bottom)
        x1, y1 = self._turn(left, top)
        x2, y2 = self._turn(right, bottom)
        return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def drawn_in(self, start: int, end: int) -> list[int | None]:
        """What each character of start..end was drawn in, as a number; None for spaces that pdfium puts in."""
        return list(map(_get_text_object, repeat(self._page), range(start, end)))

    def first_drawn(self, start: int, end: int) -> int:
        """The first character of start..end that was drawn: spaces that pdfium puts in are set in no way."""
        return next((number for number in range(start, end) if _get_text_object(self._page, number)), start)

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


def _are_upright(matrices: array[float], sizes: Sequence[float]) -> bool:
    """Whether all of a page's lines run straight across it, in letters of a sensible size, near the page."""
    if not sizes or any(set(matrices[1::6])) or any(set(matrices[2::6])):
        return False
    wide, tall = set(matrices[0::6]), set(matrices[3::6])  # few are different
    if not all(0.0 < times < _LARGEST for times in wide | tall | set(sizes)):
        return False
    y = matrices[5::6]
    return math.isfinite(sum(y)) and max(y) < FARTHEST / 2 and min(y) > -FARTHEST / 2


def share_out(boxes: Boxes, settings: Settings) -> list[int] | None:
    """Where the boxes of each line begin among those of its page, and behind the last where they end.

    They come in the order of the lines, and are shared out by height. A box belongs to a line that runs through it, or
    a little below it when it holds a superscript. None when that leaves doubt.
    """
    starts: list[int] = []
    tops, bottoms = boxes.tops, boxes.bottoms
    at, count, last = 0, len(tops), -math.inf
    for base, size, upright in zip(settings.bases, settings.sizes, settings.upright, strict=True):
        if not upright or abs(base - last) < size or at == count or not tops[at] <= base <= bottoms[at] + size:
            return None
        starts.append(at)
        last = base
        at += 1
        while at < count and tops[at] <= base <= bottoms[at] + 0.6 * size:
            at += 1
    return [*starts, count] if at == count else None


def text_of(text_page: Any) -> str:
    """The text of a page as pdfium gives it."""
    # Arrays of the standard library, here and below: one of ctypes makes a new type for every length, 20 µs each.
    count = max(0, pdfium.FPDFText_CountChars(text_page))
    buffer = array("H", bytes(4 * count + 4))
    written = _get_text(ctypes.cast(text_page, _Pointer).value, 0, count, buffer.buffer_info()[0])
    return buffer[: max(0, written - 1)].tobytes().decode("utf-16-le", "replace")


def numbers_of(text_page: Any, units: Iterable[int]) -> Iterator[int]:
    """Which of pdfium's characters each code unit of the text of a page is; -1 for none."""
    return map(_get_index, repeat(ctypes.cast(text_page, _Pointer).value), units)


def paths_of(page: Any, count: int) -> list[Any]:
    """The first `count` objects of a page that are lines and shapes; 0.3 µs for every object."""
    pointer = ctypes.cast(page, _Pointer).value
    kinds = bytes(map(_get_type, map(_get_object, repeat(pointer), range(count))))
    return [pdfium.FPDFPage_GetObject(page, at) for at in range(count) if kinds[at] == _PATH] if _PATH in kinds else []
