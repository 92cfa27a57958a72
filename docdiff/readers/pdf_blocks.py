"""Lays the pages of a PDF out as one text, and drafts its blocks.

Strategy: page by page, running heads are set aside, the rest is put in reading order, notes are lifted from the foot
and cells from tables; every line gets its number. The lines left over are then joined to paragraphs over the whole
document, since columns and pages end anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise, repeat
from operator import itemgetter

from docdiff.model import Place
from docdiff.readers.pdf_furniture import find_furniture
from docdiff.readers.pdf_joining import Joiner, Text, without_label
from docdiff.readers.pdf_kinds import tell_kinds
from docdiff.readers.pdf_lines import Page
from docdiff.readers.pdf_notes import Note, is_unfinished, marks_on, split_notes
from docdiff.readers.pdf_pages import Flow, order_page
from docdiff.readers.pdf_paragraphs import (
    BELOW_GAP,
    BELOW_TABLE,
    ELSEWHERE,
    Draft,
    Placed,
    leading,
    runs_on,
    split_paragraphs,
    without_spacing,
)
from docdiff.readers.pdf_runs import Piece
from docdiff.readers.pdf_tables import Cell, Table


@dataclass(frozen=True, slots=True)
class _RunOfLines:
    """Lines of one column, numbered from `first`; `fresh` says what they do not stand below.

    `width` is that of the page.
    """

    pieces: list[Piece]
    page: int
    first: int
    fresh: int
    width: float


@dataclass(frozen=True, slots=True)
class _Laid:
    """All pages in reading order: runs of lines below one another, and what is not a paragraph as drafts."""

    runs: list[_RunOfLines]
    drafts: list[Draft]


def draft_blocks(pages: Sequence[Page]) -> list[Draft]:
    """The blocks of a document in the order of its lines, notes below the text of their page."""
    body_size = _mode(((piece.size, len(piece.text)) for page in pages for piece in page.pieces), 0.5)
    joiner = Joiner([piece for page in pages for piece in page.pieces])
    laid = _lay_out(pages, body_size, joiner)
    lines = _with_edges(laid.runs)
    leadings = leading(lines)
    paragraphs = [
        _paragraph(paragraph, joiner, leadings, before)
        for paragraph, before in _with_line_before(split_paragraphs(lines, without_spacing(leadings, lines)))
    ]
    drafts = [*tell_kinds(paragraphs, body_size), *laid.drafts]
    return sorted(drafts, key=lambda draft: draft.place.line or 0)


def _mode(values: Iterable[tuple[float, int]], step: float) -> float:
    """The value, in steps, that weighs most; the smallest of several; 0 without any."""
    exact: dict[float, int] = {}
    for value, weight in values:
        exact[value] = exact.get(value, 0) + weight
    weights: dict[float, int] = {}
    for value, weight in exact.items():
        key = round(value / step) * step
        weights[key] = weights.get(key, 0) + weight
    return min(weights, key=lambda key: (-weights[key], key)) if weights else 0.0


class _Counter:
    """Numbers the lines of the document from 1."""

    def __init__(self) -> None:
        self.last = 0

    def take(self, count: int) -> tuple[int, int]:
        """The first and last of the next `count` numbers."""
        first = self.last + 1
        self.last += count
        return first, self.last


def _lay_out(pages: Sequence[Page], body_size: float, joiner: Joiner) -> _Laid:
    laid = _Laid([], [])
    counter = _Counter()
    tables = _Tables()
    open_note: Note | None = None
    notes: list[tuple[Note, Place]] = []
    marks: set[str] = set()
    unread = _behind_unread(pages)
    for page, (head, foot) in zip(pages, find_furniture(pages), strict=True):
        apart = {id(piece) for row in (*head, *foot) for piece in row}
        rest = replace(page, pieces=tuple(p for p in page.pieces if id(p) not in apart)) if apart else page
        laid.drafts.extend(_furniture(head, page, counter))
        flows = order_page(rest, body_size)
        before, marks = marks, marks_on(flows)
        page_notes: list[Note] = []
        for flow in flows:
            body, found = split_notes(flow, page, marks, before, body_size, open_note=open_note is not None)
            page_notes += found
            if page.number in unread and flow is flows[0]:
                tables.break_off()
            _place_flow(body, page, counter, laid, tables, joiner)
        for note in page_notes:
            first, last = counter.take(len(note.lines))
            if not note.label and notes:
                begun, place = notes[-1]
                notes[-1] = replace(begun, lines=begun.lines + note.lines), place
            else:
                notes.append((note, Place(page=page.number, line=first, end_line=last)))
        if page_notes:
            open_note = page_notes[-1] if is_unfinished(page_notes[-1]) else None
        laid.drafts.extend(_furniture(foot, page, counter))
        laid.drafts.extend(_furniture([[p] for p in page.pieces if not p.upright], page, counter))
    for note, place in notes:
        text = without_label(joiner.join(note.lines), note.cut)
        laid.drafts.append(Draft(text, "footnote", place, note.label))
    return laid


def _behind_unread(pages: Sequence[Page]) -> set[int]:
    """The numbers of pages before which one is missing, or has pictures and no text."""
    found: set[int] = set()
    last, unread = 0, False
    for page in pages:
        unread = unread or page.number != last + 1 or (page.objects > 0 and not page.pieces)
        last = page.number
        if page.pieces:
            if unread:
                found.add(page.number)
            unread = False
    return found


def _furniture(rows: Iterable[list[Piece]], page: Page, counter: _Counter) -> Iterator[Draft]:
    for row in rows:
        first, last = counter.take(1)
        text = Text(" ".join(piece.text for piece in row))
        yield Draft(text, "furniture", Place(page=page.number, line=first, end_line=last))


class _Tables:
    """Numbers tables from 0; one that goes on at the top of the next page keeps its number and counts on.

    A table goes on when the next page begins with one that has the same columns. A heading row that it repeats there
    is not counted.
    """

    def __init__(self) -> None:
        self._number, self._rows, self._before, self._edges, self._page = -1, 0, 0, tuple[float, ...](), 0
        self._head: list[str] = []
        self.last: dict[int, tuple[int, tuple[Piece, ...]]] = {}  # by column: draft and lines of the last row's cells
        self._fresh = ELSEWHERE

    def start(self, table: Table, page: int) -> tuple[int, int, bool]:
        """The table's number, how many rows of it were on pages before, and whether it repeats its heading here."""
        head = [line.text for cell in table.cells if cell.row == 0 for line in cell.lines]
        repeats = False
        if page == self._page + 1 and _have_same_columns(table.edges, self._edges):
            repeats = head == self._head
        else:
            self._number, self._rows, self._head = self._number + 1, 0, head
        before = self._before = self._rows - repeats
        self._rows = before + 1 + max(cell.row for cell in table.cells)
        self._edges, self._page, self._fresh = table.edges, page, BELOW_TABLE
        return self._number, before, repeats

    def join_row(self) -> int:
        """Says that the first row on this page is the last one of the page before; how many were before, then."""
        self._rows -= 1
        return self._before - 1

    def break_off(self) -> None:
        """Says that what stands behind is not what followed: a page between could not be read."""
        self._edges, self._fresh = (), BELOW_GAP

    def pass_by(self) -> None:
        """Says that something stands between the lines that is no table but is not of their text either."""
        self._edges, self._fresh = (), BELOW_TABLE

    def leave(self) -> int:
        """Says that lines stand behind the last table, and tells what the first of them is not below."""
        self._edges, fresh, self._fresh = (), self._fresh, ELSEWHERE
        return fresh


_SAME_EDGE = 6.0  # points


def _have_same_columns(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether two tables have the same columns; one of three may begin elsewhere, as figures of other length do."""
    if len(edges) != len(others) or not edges:
        return False
    moved = [at for at, (edge, other) in enumerate(zip(edges, others, strict=True)) if abs(edge - other) >= _SAME_EDGE]
    return len(moved) <= len(edges) // 3 and all(
        max([0.0, *others[:at]]) < edges[at] and max([0.0, *edges[:at]]) < others[at] for at in moved
    )


def _place_flow(flow: Flow, page: Page, counter: _Counter, laid: _Laid, tables: _Tables, joiner: Joiner) -> None:
    run: list[Piece] = []
    for item in flow:
        if isinstance(item, Piece):
            if not run:
                laid.runs.append(_RunOfLines(run, page.number, counter.last + 1, tables.leave(), page.width))
            counter.last += 1
            run.append(item)
            continue
        if item.sides:
            tables.pass_by()
            laid.drafts.extend(_sides(item, page, counter, joiner))
            run = []
            continue
        _place_table(item, page, counter, laid, tables, joiner)
        run = []


def _place_table(table: Table, page: Page, counter: _Counter, laid: _Laid, tables: _Tables, joiner: Joiner) -> None:
    number, rows, repeats = tables.start(table, page.number)
    cells = [cell for cell in table.cells if cell.row or not repeats]
    if repeats:
        head = [line for cell in table.cells if not cell.row for line in cell.lines]
        laid.drafts.extend(_furniture([head], page, counter))
    torn = _torn_cells(cells, tables.last) if rows else []
    if torn:
        rows = tables.join_row()
    last_row: dict[int, tuple[int, tuple[Piece, ...]]] = {}
    for cell in cells:
        first, last = counter.take(len(cell.lines))
        if cell in torn:
            at, begun = tables.last[cell.column]
            laid.drafts[at] = laid.drafts[at]._replace(text=joiner.join(begun + cell.lines))
            continue
        place = Place(page=page.number, line=first, end_line=last, cell=(number, rows + cell.row, cell.column))
        if cell.row == cells[-1].row:
            last_row[cell.column] = len(laid.drafts), cell.lines
        laid.drafts.append(Draft(joiner.join(cell.lines), "cell", place))
    tables.last = last_row


def _torn_cells(cells: Sequence[Cell], above: dict[int, tuple[int, tuple[Piece, ...]]]) -> list[Cell]:
    """The cells of the first row, if all go on with those of the last row on the page before; none otherwise."""
    first = [cell for cell in cells if cell.row == cells[0].row]
    ends = [above[cell.column][1][-1].text if cell.column in above else "." for cell in first]
    return first if all(runs_on(end, cell.lines[0].text) for end, cell in zip(ends, first, strict=True)) else []


def _sides(sides: Table, page: Page, counter: _Counter, joiner: Joiner) -> Iterator[Draft]:
    """What stands side by side in a letter, as paragraphs."""
    for cell in sides.cells:
        first, last = counter.take(len(cell.lines))
        yield Draft(joiner.join(cell.lines), "paragraph", Place("body", page.number, first, last))


def _with_edges(runs: list[_RunOfLines]) -> list[Placed]:
    """The lines of all runs, with the left and right edges of the column they stand in.

    A run of short lines does not show where its column ends. So columns that begin at the same distance from the left
    are looked at together: a run ends where the narrowest of them does that holds it. Where no sentence runs on from
    one line to the next, as in an agenda or an address, a column is as wide as the page would let it be.
    """
    starts = [Counter(map(round, map(_LEFT, run.pieces))).most_common(1)[0][0] for run in runs]
    reach = [_edge(sorted(map(_RIGHT, run.pieces), reverse=True)) for run in runs]
    columns: dict[int, list[tuple[float, _RunOfLines]]] = {}
    for start, right, run in zip(starts, reach, runs, strict=True):
        columns.setdefault(round(start / 6), []).append((right, run))
    edges = {column: _column_edges(found) for column, found in columns.items()}
    wrapped: dict[int, bool] = {}
    placed: list[Placed] = []
    for start, right, run in zip(starts, reach, runs, strict=True):
        key = round(start / 6)
        edge = next((edge for edge in edges[key] if edge >= right - _NEAR), right)
        symmetric = run.width - start
        if edge - start < _NARROW * (symmetric - start):
            if key not in wrapped:
                wrapped[key] = any(_is_wrapped(other.pieces, edge) for edge, other in columns[key])
            edge = edge if wrapped[key] else symmetric
        first = len(placed)
        ends = map(max, repeat(edge), map(_RIGHT, run.pieces))
        numbers = range(run.first, run.first + len(run.pieces))
        lines = zip(run.pieces, repeat(run.page), numbers, repeat(start), ends, repeat(0), strict=False)
        placed += map(_PLACE, lines)
        placed[first] = placed[first]._replace(fresh=run.fresh)
    return placed


_PLACE = partial(tuple.__new__, Placed)  # from a tuple of its values, at half the cost of a call with them
_LEFT, _RIGHT = itemgetter(1), itemgetter(2)  # of a piece
_NEAR = 8.0  # points that lines of one column may end apart and still show its edge
_REACHES = 0.75  # of the way to the edge: a line that is full but for a long word
_NARROW = 0.75  # of the width between equal margins
_SHARE = 0.15  # of the lines that begin at one distance make a column of its own


def _edge(rights: Sequence[float]) -> float:
    """The furthest that several lines reach, or one of a few; `rights` fall.

    Where that is less than half as far as one line reaches, the others are short (a list, say) and tell of no edge.
    """
    needed = min(3, len(rights) // 8 + 1)
    shared = (right for right, other in zip(rights, rights[needed - 1 :], strict=False) if right - other < _NEAR)
    return next((right for right in shared if 2 * right > rights[0]), rights[0])


def _is_wrapped(pieces: Sequence[Piece], edge: float) -> bool:
    """Whether a sentence runs on from a line that reaches for the edge to the next."""
    return any(
        above.right - above.left > _REACHES * (edge - above.left) and runs_on(above.text, below.text)
        for above, below in pairwise(pieces)
    )


def _column_edges(found: list[tuple[float, _RunOfLines]]) -> list[float]:
    """The edges that many lines end at, rising, from (edge, lines) of every run."""
    edges: list[tuple[float, int]] = []
    ends = sorted((right, len(run.pieces)) for right, run in found)
    for right, count in ends:
        if edges and right - edges[-1][0] < 1.5 * _NEAR:
            edges[-1] = right, edges[-1][1] + count
        else:
            edges.append((right, count))
    enough = _SHARE * sum(count for _, count in ends)
    return [edge for edge, count in edges if count >= enough]


def _with_line_before(paragraphs: list[list[Placed]]) -> Iterator[tuple[list[Placed], Placed | None]]:
    before: Placed | None = None
    for paragraph in paragraphs:
        yield paragraph, None if paragraph[0].fresh else before
        before = paragraph[-1]


def _paragraph(lines: list[Placed], joiner: Joiner, leadings: dict[int, float], before: Placed | None) -> Draft:
    first, last = lines[0], lines[-1]
    piece = first.piece
    gap = 1
    if before is not None:
        usual = leadings.get(round(2 * piece.size), 1.3 * piece.size)
        gap = max(0, round((piece.base - before.piece.base) / usual - 0.8))
    pieces = [line.piece for line in lines]
    bold = piece.bold and all(piece.bold for piece in pieces)
    place = Place("body", first.page, first.number, last.number)
    return Draft(joiner.join(pieces), "paragraph", place, "", 0, piece.size, bold, piece.left, gap, len(lines))
