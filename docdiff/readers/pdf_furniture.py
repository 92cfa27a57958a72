"""Finds what a PDF's pages carry but its text does not say: running heads, feet and page numbers.

Strategy: look at the outermost row of every page, at the top and at the bottom. Rows at one height are furniture when
most of them come back on other pages, word for word or with a number that keeps pace with the pages. Take those away
and look again, a few times. Height matters: a body begins at the same height on every page too, but with other words,
so "Antwoord" at the top of three pages is not a running head. What a browser prints in the corners of a page is known
at sight, since it may be the only page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import attrgetter

from docdiff.readers.pdf_lines import Page
from docdiff.readers.pdf_rows import rows_of
from docdiff.readers.pdf_runs import Piece

_ROUNDS = 4  # rows that a head or foot has at most
_SAME_HEIGHT = 2.0  # points
_MOST_BACK = 0.6  # of the rows at one height come back on other pages
_SHARE = 0.3  # of the pages have a row at that height
_CLOSE = 1.5  # of the letter size: lines nearer than this belong together
_NUMBER = re.compile(r"\d+|\b[ivxl]+\b")
_PAGE_MARK = re.compile(
    r"(?:pagina|page|seite|blz\.?|p\.)\s*\d{1,4}(?:\s*(?:van|of|von|/)\s*\d{1,4})?"
    r"|[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}\s*(?:/|van|of)\s*\d{1,4}",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,6}")
_PRINTED_FOOT = re.compile(r"(?:file|https?|about|chrome)://?\S.*\s\d{1,4}/\d{1,4}")
_PRINTED_HEAD = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: [AP]M)?(?!\S).*", re.IGNORECASE
)
_SMALLER = 0.85  # of the letters beside it: what is set so much smaller at the edge is no line of theirs
_EDGE = 0.12  # of the page's height: how far from the edge a page number stands
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

Row = list[Piece]


def find_furniture(pages: Sequence[Page]) -> list[tuple[list[Row], list[Row]]]:
    """For every page the rows of its head and of its foot, each from top to bottom."""
    found: list[tuple[list[Row], list[Row]]] = [([], []) for _ in pages]
    edges = [_edge_rows(page) for page in pages]
    printed = [_take_printed(rows, page) for rows, page in zip(edges, pages, strict=True)]
    inside = _words_inside(edges)
    for side in (0, 1):
        for _ in range(_ROUNDS):
            outer = {at: rows[side][0] for at, rows in enumerate(edges) if rows[side]}
            numbers = {at for at, row in outer.items() if _is_page_number(row, pages[at], side)}
            taken = numbers | _repeated(outer, inside)
            if not taken:
                break
            for at in taken:
                found[at][side].append(edges[at][side].pop(0))
        for at, rows in enumerate(edges):
            _give_back(found[at][side], rows[side])
    return [(first + head, foot[::-1] + last) for (first, last), (head, foot) in zip(printed, found, strict=True)]


def _take_printed(rows: tuple[list[Row], list[Row]], page: Page) -> tuple[list[Row], list[Row]]:
    """Takes what a browser prints in the corners: the time and title above, the address and page number below."""
    head, foot = rows
    low = foot and page.height - foot[0][0].base < _EDGE * page.height
    if not low or not _PRINTED_FOOT.fullmatch(_words(foot[0])):
        return [], []
    high = head and head[0][0].base < _EDGE * page.height and _PRINTED_HEAD.fullmatch(_words(head[0]))
    return [head.pop(0)] if high else [], [foot.pop(0)]


def _edge_rows(page: Page) -> tuple[list[Row], list[Row]]:
    """The rows of the page's upper half from the top, and those of its lower half from the bottom up; a few of each."""
    pieces = sorted([piece for piece in page.pieces if piece.upright], key=attrgetter("base"))
    middle = page.height / 2
    head = [piece for piece in pieces[: _ROUNDS * 3] if piece.base < middle]
    foot = [piece for piece in pieces[-_ROUNDS * 3 :] if piece.base >= middle]
    return rows_of(head)[: _ROUNDS + 1], rows_of(foot)[::-1][: _ROUNDS + 1]


def _words_inside(edges: Sequence[tuple[list[Row], list[Row]]]) -> Counter[str]:
    """How often rows stand near the edge of a page, but not outermost: text does that, running heads do not."""
    return Counter(_words(row) for sides in edges for rows in sides for row in rows[2:])


def _give_back(taken: list[Row], rest: list[Row]) -> None:
    """Leaves the text what stands as close to it as its own lines do, such as the last line of a note ("Ibid.").

    What says nothing but a page number is sure enough to be taken even then.
    """
    while taken and rest and not _says_only_a_number(_words(taken[-1])):
        size, other = taken[-1][0].size, rest[0][0].size
        if size < _SMALLER * other:
            return
        if abs(taken[-1][0].base - rest[0][0].base) > _CLOSE * max(size, other):
            return
        rest.insert(0, taken.pop())


def _repeated(outer: dict[int, Row], inside: Counter[str]) -> set[int]:
    """The pages whose outermost row is repeated elsewhere at its height."""
    taken: set[int] = set()
    for level in _levels(outer):
        if len(level) < _SHARE * len(outer):
            continue
        words = {at: _words(outer[at]) for at in level}
        paces = {at: frozenset(_pace(words[at], at)) for at in level}
        exact, paced = Counter(words.values()), Counter(chain.from_iterable(paces.values()))
        needed = 2 if len(outer) <= 4 else 3
        back = {
            at
            for at in level
            if (exact[words[at]] >= needed and inside[words[at]] < needed)
            or any(paced[key] >= needed for key in paces[at])
        }
        if len(back) >= _MOST_BACK * len(level):
            taken |= back
    return taken


def _levels(outer: dict[int, Row]) -> Iterator[list[int]]:
    """Pages grouped by the height of their outermost row."""
    level: list[int] = []
    last = 0.0
    for at in sorted(outer, key=lambda at: outer[at][0].base):
        base = outer[at][0].base
        if level and base - last > _SAME_HEIGHT:
            yield level
            level = []
        level.append(at)
        last = base
    if level:
        yield level


def _words(row: Row) -> str:
    return " ".join(piece.text for piece in row)


def _pace(words: str, page: int) -> Iterator[tuple[str, int]]:
    """A row's words but for one number, and how far that number is ahead of the page: equal on all pages of a run."""
    if len(words) > 200:
        return
    for match in _NUMBER.finditer(words):
        value = _value(match.group())
        yield words[: match.start()] + "#" + words[match.end() :], value - page


def _value(number: str) -> int:
    if number[0] in _ROMAN:
        values = [_ROMAN[letter] for letter in number]
        return sum(-v if any(after > v for after in values[at + 1 :]) else v for at, v in enumerate(values))
    return int(number[:9])


def _is_page_number(row: Row, page: Page, side: int) -> bool:
    """Whether a row says nothing but the page's own number, at the edge of the page."""
    base = row[0].base
    if (base if side == 0 else page.height - base) > _EDGE * page.height:
        return False
    words = _words(row)
    if _PAGE_MARK.fullmatch(words):
        return True
    return bool(_BARE_NUMBER.fullmatch(words)) and _value(words) == page.number


def _says_only_a_number(words: str) -> bool:
    return bool(_PAGE_MARK.fullmatch(words) or _BARE_NUMBER.fullmatch(words))
