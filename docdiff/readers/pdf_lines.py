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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, compress, pairwise, repeat
from operator import add, gt, itemgetter, mul, sub
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from docdiff.readers.pdf_calls import Box, Boxes, Point, Runs, Settings, numbers_of, share_out, text_of
from docdiff.readers.pdf_rules import Grid, find_bullets, find_grids, find_rules, read_shapes
from docdiff.readers.pdf_runs import LOOSE, DrawnLine, Piece, cuts_of, pieces_of
from docdiff.readers.pdf_words import pieces_by_word

_LEVEL = 0.55  # of the letter size: baselines nearer than this are one line, or lines of two columns
_BEFORE = 1.5  # of the letter size: at most between a bullet and its words
_ROUND = 0.6  # of the letter size: a bullet is not wider
_BY_LETTER = 1.5  # runs for every word: then a page was drawn letter by letter
_FEWEST_LETTERS = 200
_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]|\ufffe")
_RARE_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_HYPHEN = "\ufffe"  # pdfium's sign for a hyphen and the line break behind it


# From an iterable of its values, at half the cost of a call with them.
_MAKE_PIECE = partial(tuple.__new__, Piece)
_BASE, _SIZE = itemgetter(3), itemgetter(4)


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
                gaps = tuple((offset + 2, low, high) for offset, low, high in piece.gaps)
                pieces[at] = piece._replace(text="• " + piece.text, left=left, raised=raised, gaps=gaps)
                break
    return pieces


def _stands_behind(pieces: Iterable[Piece], piece: Piece, x: float) -> bool:
    """Whether words stand right before `x` on the line of `piece`."""
    size = piece.size
    return any(abs(other.base - piece.base) < 0.5 * size and 0 <= x - other.right < size for other in pieces)


def stand_side_by_side(pieces: Iterable[Piece]) -> bool:
    """Whether two pieces are level, more or less: the sign of columns, tables and labels."""
    pieces = list(pieces)
    bases = list(map(_BASE, pieces))
    # Lines below one another, which most pages hold, are told at a glance.
    if len(pieces) > 1 and min(map(sub, bases[1:], bases)) >= max(map(_SIZE, pieces)):
        return False
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
        settings, count = runs.settings(lines.firsts), runs.count()
        if count > max(_FEWEST_LETTERS, _BY_LETTER * text.count(" ")):
            return list(pieces_by_word([*map(lines.at, range(len(lines.words)))], settings, runs, grids))
        boxes = runs.boxes(count)
        starts = share_out(boxes, settings)
        if starts is None:
            return _pieces_by_line(lines, settings, runs, grids)
        return _pieces(lines, settings, boxes, starts, runs, grids)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


class _Lines(NamedTuple):
    """The lines of a page, a column for each thing a `DrawnLine` tells.

    `hyphened` are the positions of those with a hyphen.
    """

    words: list[str]
    firsts: list[int]
    hyphened: frozenset[int]
    numbers: list[int] | None
    places: list[int]  # where the words begin in the text of the page

    def at(self, position: int) -> DrawnLine:
        """One line."""
        words, first = self.words[position], self.firsts[position]
        hyphen = "-" if position in self.hyphened else ""
        if self.numbers is None:
            return DrawnLine(words, first, first + len(words), hyphen, None)
        start = self.places[position]
        end = start + len(words)
        return DrawnLine(words, first, self.numbers[end], hyphen, self.numbers[start:end])


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
    lengths = list(map(add, map(len, rows), repeat(2)))
    hyphened = [at for at, row in enumerate(rows) if row[-1:] == _HYPHEN] if broken else []
    for at in hyphened:
        rows[at] = rows[at][:-1]
        lengths[at] -= 2
    places = list(accumulate(lengths[:-1], initial=0))
    words = list(map(str.strip, rows))
    if words != rows:
        inner = map(str.lstrip, rows)
        places = [place + len(row) - len(rest) for place, row, rest in zip(places, rows, inner, strict=True)]
    if not all(words):
        kept = [at for at, line in enumerate(words) if line]
        words, places = [words[at] for at in kept], [places[at] for at in kept]
        hyphened = [kept.index(at) for at in hyphened if at in kept]
    return _Lines(words, places, frozenset(hyphened), None, places)


def _indexes(text: str, text_page: Any) -> list[int] | None:
    """Which of pdfium's characters each letter of `text` is; None when they are simply the same."""
    if len(text) == pdfium.FPDFText_CountChars(text_page):
        return None
    wide = map(str.__gt__, text, repeat("\uffff"))
    found = list(accumulate(numbers_of(text_page, accumulate(map(add, wide, repeat(1)), initial=0)), max))[:-1]
    return [*found, found[-1] + 1] if found else None


def _pieces_by_line(lines: _Lines, settings: Settings, runs: Runs, grids: Sequence[Grid]) -> list[Piece]:
    """The pieces of a page of which it is not clear at first sight where its boxes belong."""
    found: list[Piece] = []
    for at, setting in enumerate(zip(*settings, strict=True)):
        line = lines.at(at)
        boxes = runs.boxes_of(line.first, line.last - line.first)
        found += pieces_of(line, setting, boxes, runs, grids)
    return found


def _pieces(
    lines: _Lines, settings: Settings, boxes: Boxes, starts: list[int], runs: Runs, grids: Sequence[Grid]
) -> list[Piece]:
    """The pieces of a page: a line that was drawn in one go stays one piece, the others are looked at."""
    odd = [at for at, (start, end) in enumerate(pairwise(starts)) if end - start > 1]
    first = boxes if not odd else Boxes(*([side[at] for at in starts[:-1]] for side in boxes))
    texts = lines.words
    widest = map(mul, map(LOOSE.__mul__, settings.sizes), map(len, texts))
    loose = map(gt, map(sub, first.rights, first.lefts), widest)
    odd += [at for at in compress(range(len(texts)), loose) if len(texts[at]) >= 4]
    if grids:
        middles = [base - 0.3 * size for base, size in zip(settings.bases, settings.sizes, strict=True)]
        ends = [boxes.rights[end - 1] for end in starts[1:]]
        odd += [
            at for at, ends_at in enumerate(zip(first.lefts, ends, middles, strict=True)) if cuts_of(grids, *ends_at)
        ]
    if not "".join(texts).isprintable():
        odd += [at for at, text in enumerate(texts) if not text.isprintable()]
    if lines.hyphened:
        texts = [text + "-" if at in lines.hyphened else text for at, text in enumerate(texts)]
    bases, sizes, bold, upright = settings
    columns = (texts, first.lefts, first.rights, bases, sizes, bold, repeat(()), upright, repeat(()))
    pieces = list(map(_MAKE_PIECE, zip(*columns, strict=False)))
    for at in sorted(set(odd), reverse=True):
        own = list(zip(*(side[starts[at] : starts[at + 1]] for side in boxes), strict=True))
        pieces[at : at + 1] = pieces_of(lines.at(at), (bases[at], sizes[at], bold[at], upright[at]), own, runs, grids)
    return pieces
