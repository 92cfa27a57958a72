"""Reads a PDF as a person sees its pages: paragraphs, headings, lists, tables and notes in reading order.

Strategy: every page gives its lines and is closed again (`pdf_lines`), so that memory stays with the text. What repeats
from page to page is set aside (`pdf_furniture`), each page is put in reading order (`pdf_pages`), notes are lifted from
its foot (`pdf_notes`), and the lines left over are joined to paragraphs across columns and pages (`pdf_paragraphs`).
Kinds come from how a paragraph is set: headings larger or bolder than the body, items from their labels.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium

from docdiff.errors import ReadError
from docdiff.model import Block, BlockKind, Document, Mark, Place, Problem, Source, View
from docdiff.readers.pdf_furniture import find_furniture
from docdiff.readers.pdf_lines import Page, Piece, read_page
from docdiff.readers.pdf_notes import Note, find_marks, is_unfinished, marks_on, split_notes
from docdiff.readers.pdf_pages import Flow, Table, mode, order_page
from docdiff.readers.pdf_paragraphs import Joiner, Placed, Text, cut, leading, split_paragraphs
from docdiff.readers.pdf_streams import refuse_bombs
from docdiff.readers.placing import place_notes
from docdiff.readers.structure import classify, split_label

MOST_PAGES = 20_000
MOST_CHARACTERS = 50_000_000
_MOST_BROKEN = 50  # pages in a row that cannot be loaded: then the rest is not tried

_ONE_AT_A_TIME = threading.Lock()  # pdfium is not made for threads


def read(data: bytes, source: Source, *, encoding: str | None = None, view: View = "final") -> Document:
    """Reads the bytes of a PDF, which is the same in every view and has no encoding to choose.

    Raises `ReadError` when it is protected, damaged beyond reading, or larger than any document. Pages that cannot be
    read or have no text are problems of the document.
    """
    pages, meta, problems = _read_pages(data, source.name)
    blocks = tuple(_number(_blocks(pages)))
    if any(block.kind == "footnote" for block in blocks):
        blocks = place_notes(blocks)
    if not blocks:
        problems.append(Problem("empty", f"{source.name} holds no text."))
    return Document(Source(source.name, "pdf", source.sha256), blocks, meta, tuple(problems))


# Opening


def _read_pages(data: bytes, name: str) -> tuple[list[Page], dict[str, str], list[Problem]]:
    refuse_bombs(data, name)
    with _ONE_AT_A_TIME:
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            raise ReadError(_why_not(data, name, int(pdfium.FPDF_GetLastError())))
        try:
            count = int(pdfium.FPDF_GetPageCount(document))
            if count > MOST_PAGES:
                raise ReadError(
                    f"{name} says it has {count:,} pages, and docdiff reads at most {MOST_PAGES:,}. "
                    "Split it into parts, then run this again."
                )
            pages, broken = _load(document, count, name)
            meta = _meta(document)
        finally:
            pdfium.FPDF_CloseDocument(document)
    if not pages:
        raise ReadError(f"{name} is damaged: none of its pages can be read. Ask for it again, or open and save it.")
    return pages, meta, list(_problems(data, name, pages, broken))


def _load(document: Any, count: int, name: str) -> tuple[list[Page], list[int]]:
    """The pages that can be read, and the numbers of those that cannot."""
    pages: list[Page] = []
    broken: list[int] = []
    characters = 0
    for index in range(count):
        page = read_page(document, index)
        if page is None:
            broken.append(index + 1)
            if len(broken) >= _MOST_BROKEN and broken[-_MOST_BROKEN] == index + 2 - _MOST_BROKEN:
                broken += range(index + 2, count + 1)
                break
            continue
        characters += sum(len(piece.text) for piece in page.pieces)
        if characters > MOST_CHARACTERS:
            raise ReadError(
                f"{name} holds more than {MOST_CHARACTERS:,} characters by page {page.number}. "
                "Split it into parts, then run this again."
            )
        pages.append(page)
    return pages, broken


def _why_not(data: bytes, name: str, code: int) -> str:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return (
            f"{name} is protected with a password. Open it with the password, print or save it as a PDF without one, "
            "then run this again."
        )
    if code == pdfium.FPDF_ERR_SECURITY:
        return f"{name} is protected in a way docdiff cannot undo. Ask whoever made it for a copy without protection."
    if b"%PDF-" not in data[:1024]:
        return f"{name} is not a PDF, whatever its name says. Open it in its own program and save it as one."
    if not _is_whole(data):
        return f"{name} stops in the middle: it was cut off when it was copied or sent. Ask for it again."
    return f"{name} is damaged and cannot be opened. Ask for it again, or open it elsewhere and print it to a new PDF."


def _is_whole(data: bytes) -> bool:
    return b"%%EOF" in data[-2048:]


def _problems(data: bytes, name: str, pages: Sequence[Page], broken: Sequence[int]) -> Iterator[Problem]:
    if not _is_whole(data):
        yield Problem(
            "damaged", f"{name} stops in the middle: it was cut off when it was copied or sent. Pages may be missing."
        )
    for first, last in _ranges(broken):
        yield Problem("damaged", f"{_called(first, last)} of {name} cannot be read.", Place(page=first))
    silent = [page.number for page in pages if page.objects and not page.pieces]
    for first, last in _ranges(silent):
        has = "has" if first == last else "have"
        message = (
            f"{_called(first, last)} of {name} {has} no text, only pictures or drawings. "
            "Let a scanning program recognise the text (OCR), then run this again."
        )
        yield Problem("no-text", message, Place(page=first))


def _ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as (first, last) of what is consecutive."""
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[start], numbers[at - 1]
            start = at


def _called(first: int, last: int) -> str:
    return f"Page {first}" if first == last else f"Pages {first}–{last}"


_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint)|untitled|naamloos|.*\.(?:docx?|odt|rtf|pdf|indd)$", re.IGNORECASE
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")


def _meta(document: Any) -> dict[str, str]:
    """What the file says of itself; a title that is only a file name says nothing."""
    found: dict[str, str] = {}
    title, author, created = (_meta_text(document, tag) for tag in (b"Title", b"Author", b"CreationDate"))
    if title and not _NO_TITLE.match(title):
        found["title"] = title
    if author:
        found["author"] = author
    match = _DATE.match(created)
    if match:
        found["created"] = "-".join(part for part in match.groups() if part)
    return found


def _meta_text(document: Any, tag: bytes) -> str:
    length = min(int(pdfium.FPDF_GetMetaText(document, tag, None, 0)), 10_000)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_GetMetaText(document, tag, buffer, length)
    return buffer.raw.decode("utf-16-le", "replace").partition("\0")[0].strip()


# Pages to blocks


@dataclass(frozen=True, slots=True)
class _Draft:
    """A block before it has its number; `size`, `bold` and `left` tell how it is set."""

    text: Text
    kind: BlockKind
    place: Place
    label: str = ""
    level: int = 0
    size: float = 0.0
    bold: bool = False
    left: float = 0.0
    gap: int = 0
    lines: int = 1


@dataclass(frozen=True, slots=True)
class _RunOfLines:
    """Lines of one column, numbered from `first`."""

    pieces: list[Piece]
    page: int
    first: int


@dataclass(frozen=True, slots=True)
class _Laid:
    """All pages in reading order: runs of lines below one another, and what is not a paragraph as drafts."""

    runs: list[_RunOfLines]
    drafts: list[_Draft]


def _blocks(pages: Sequence[Page]) -> list[_Draft]:
    body_size = mode(((piece.size, len(piece.text)) for page in pages for piece in page.pieces), 0.5)
    joiner = Joiner([piece for page in pages for piece in page.pieces])
    laid = _lay_out(pages, body_size, joiner)
    lines = _with_edges(laid.runs)
    leadings = leading(lines)
    paragraphs = [
        _paragraph(paragraph, joiner, leadings, before)
        for paragraph, before in _with_line_before(split_paragraphs(lines, leadings))
    ]
    drafts = [*_kinds(paragraphs, body_size), *laid.drafts]
    return sorted(drafts, key=lambda draft: draft.place.line or 0)


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
    for page, (head, foot) in zip(pages, find_furniture(pages), strict=True):
        apart = {id(piece) for row in (*head, *foot) for piece in row}
        rest = replace(page, pieces=tuple(p for p in page.pieces if id(p) not in apart)) if apart else page
        laid.drafts.extend(_furniture(head, page, counter))
        flows = order_page(rest, body_size)
        before, marks = marks, marks_on(flows)
        page_notes: list[Note] = []
        for flow in flows:
            body, found = split_notes(flow, marks | before, body_size, open_note=open_note is not None)
            page_notes += found
            _place_flow(body, page.number, counter, laid, tables, joiner)
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
        text = _without_label(joiner.join(note.lines), note.cut)
        laid.drafts.append(_Draft(text, "footnote", place, note.label))
    return laid


def _without_label(text: Text, length: int) -> Text:
    hyphens = tuple(
        replace(mark, span=replace(mark.span, start=mark.span.start - length, end=mark.span.end - length))
        for mark in text.hyphens
    )
    raised = tuple((low - length, high - length) for low, high in text.raised if low >= length)
    return Text(text.text[length:], hyphens, raised)


def _furniture(rows: Iterable[list[Piece]], page: Page, counter: _Counter) -> Iterator[_Draft]:
    for row in rows:
        first, last = counter.take(1)
        text = Text(" ".join(piece.text for piece in row))
        yield _Draft(text, "furniture", Place(page=page.number, line=first, end_line=last))


class _Tables:
    """Numbers tables from 0; one that goes on at the top of the next page keeps its number and counts on.

    A table goes on when the next page begins with one that has the same columns.
    """

    def __init__(self) -> None:
        self._number, self._rows, self._edges, self._page = -1, 0, tuple[float, ...](), 0

    def start(self, table: Table, page: int) -> tuple[int, int]:
        """The table's number, and how many rows of it were on pages before."""
        same = len(table.edges) == len(self._edges) and all(
            abs(a - b) < 6 for a, b in zip(table.edges, self._edges, strict=True)
        )
        if not (same and page == self._page + 1):
            self._number, self._rows = self._number + 1, 0
        before = self._rows
        self._rows += 1 + max(cell.row for cell in table.cells)
        self._edges, self._page = table.edges, page
        return self._number, before

    def leave(self) -> None:
        """Says that something else stands behind the last table."""
        self._edges = ()


def _place_flow(flow: Flow, page: int, counter: _Counter, laid: _Laid, tables: _Tables, joiner: Joiner) -> None:
    run: list[Piece] = []
    for item in flow:
        if isinstance(item, Piece):
            if not run:
                laid.runs.append(_RunOfLines(run, page, counter.last + 1))
                tables.leave()
            counter.take(1)
            run.append(item)
            continue
        number, rows = tables.start(item, page)
        for cell in item.cells:
            first, last = counter.take(len(cell.lines))
            place = Place(page=page, line=first, end_line=last, cell=(number, rows + cell.row, cell.column))
            laid.drafts.append(_Draft(joiner.join(cell.lines), "cell", place))
        run = []


def _with_edges(runs: list[_RunOfLines]) -> list[Placed]:
    """The lines of all runs, with the left and right edges of the column they stand in.

    A run of short lines does not show where its column ends. So columns that begin at the same distance from the left
    are looked at together: a run ends where the narrowest of them does that holds it.
    """
    starts = [Counter([round(piece.left) for piece in run.pieces]).most_common(1)[0][0] for run in runs]
    reach = [_edge(sorted([piece.right for piece in run.pieces], reverse=True)) for run in runs]
    columns: dict[int, list[tuple[float, int]]] = {}
    for start, right, run in zip(starts, reach, runs, strict=True):
        columns.setdefault(round(start / 6), []).append((right, len(run.pieces)))
    edges = {column: _column_edges(found) for column, found in columns.items()}
    placed: list[Placed] = []
    for start, right, run in zip(starts, reach, runs, strict=True):
        edge = next((edge for edge in edges[round(start / 6)] if edge >= right - _NEAR), right)
        placed += [
            Placed(piece, run.page, run.first + at, start, max(edge, piece.right), at == 0)
            for at, piece in enumerate(run.pieces)
        ]
    return placed


_NEAR = 8.0  # points that lines of one column may end apart and still show its edge
_SHARE = 0.15  # of the lines that begin at one distance make a column of its own


def _edge(rights: Sequence[float]) -> float:
    """The furthest that several lines reach, or one of a few; `rights` fall."""
    needed = min(3, len(rights) // 8 + 1)
    return next((right for right, other in zip(rights, rights[needed - 1 :], strict=False) if right - other < _NEAR), 0)


def _column_edges(found: list[tuple[float, int]]) -> list[float]:
    """The edges that many lines end at, rising, from (edge, lines) of every run."""
    edges: list[tuple[float, int]] = []
    for right, count in sorted(found):
        if edges and right - edges[-1][0] < 1.5 * _NEAR:
            edges[-1] = right, edges[-1][1] + count
        else:
            edges.append((right, count))
    enough = _SHARE * sum(count for _, count in found)
    return [edge for edge, count in edges if count >= enough]


def _with_line_before(paragraphs: list[list[Placed]]) -> Iterator[tuple[list[Placed], Placed | None]]:
    before: Placed | None = None
    for paragraph in paragraphs:
        yield paragraph, None if paragraph[0].fresh else before
        before = paragraph[-1]


def _paragraph(lines: list[Placed], joiner: Joiner, leadings: dict[int, float], before: Placed | None) -> _Draft:
    first, last = lines[0], lines[-1]
    size = first.piece.size
    gap = 1
    if before is not None:
        usual = leadings.get(round(2 * size), 1.3 * size)
        gap = max(0, round((first.piece.base - before.piece.base) / usual - 0.8))
    return _Draft(
        joiner.join([line.piece for line in lines]),
        "paragraph",
        Place(page=first.page, line=first.number, end_line=last.number),
        size=size,
        bold=all(line.piece.bold for line in lines),
        left=first.piece.left,
        gap=gap,
        lines=len(lines),
    )


# Kinds

_HAS_WORD = re.compile(r"[^\W\d_]{2}")
_CAPTION = re.compile(
    r"(?:figuur|figure|afbeelding|grafiek|tabel|table|chart|kaart|map)\s\d+(?:\.\d+)*\s?[:.–-]\s", re.I
)
_LEADERS = re.compile(r"(?:\. ?){4}\.*\s*\w*$|…{2,}\s*\w*$")  # a line of a table of contents
_LONGEST_HEADING = 200
_LARGER = 1.1  # of the body's letter size
_DEEPEST = 6


def _kinds(paragraphs: list[_Draft], body_size: float) -> list[_Draft]:
    """Paragraphs with their kinds, levels and labels."""
    headings = [_is_heading(paragraphs, at, body_size) for at in range(len(paragraphs))]
    if not any(headings):
        return _kinds_by_words(paragraphs)
    levels = _levels([draft for draft, is_heading in zip(paragraphs, headings, strict=True) if is_heading])
    found: list[_Draft] = []
    indents: list[float] = []
    for draft, is_heading in zip(paragraphs, headings, strict=True):
        if is_heading:
            indents = []
            found.append(_labelled(replace(draft, kind="heading", level=next(levels))))
        elif _CAPTION.match(draft.text.text) and draft.lines <= 3:
            found.append(replace(draft, kind="caption"))
        else:
            found.append(_as_item(draft, indents))
    return found


def _kinds_by_words(paragraphs: list[_Draft]) -> list[_Draft]:
    """Kinds where nothing is set larger or bolder than the rest: by how a paragraph is written, as in plain text."""
    kinds = classify(
        [draft.text.text for draft in paragraphs],
        [draft.gap for draft in paragraphs],
        [draft.lines for draft in paragraphs],
    )
    found: list[_Draft] = []
    indents: list[float] = []
    for draft, (kind, level) in zip(paragraphs, kinds, strict=True):
        if kind == "heading":
            indents = []
            found.append(_labelled(replace(draft, kind=kind, level=level)))
        else:
            found.append(_as_item(draft, indents))
    return found


def _is_heading(paragraphs: Sequence[_Draft], at: int, body_size: float) -> bool:
    draft = paragraphs[at]
    text = draft.text.text
    if len(text) > _LONGEST_HEADING or draft.lines > 4:
        return False
    larger = draft.size >= _LARGER * body_size
    if not (larger or (draft.bold and draft.size >= 0.95 * body_size)):
        return False
    if (
        not _HAS_WORD.search(text)
        or _LEADERS.search(text)
        or text.endswith((",", ";"))
        or (text.endswith(".") and len(text) > 60)
    ):
        return False
    if larger:
        return True
    return not text.endswith((":", ".")) and any(
        not below.bold and _HAS_WORD.search(below.text.text) for below in paragraphs[at + 1 : at + 4]
    )


def _levels(headings: Sequence[_Draft]) -> Iterator[int]:
    """A level for each heading: the larger it is set the higher, and in one size by its number."""
    styles = sorted({_style(draft) for draft in headings}, reverse=True)
    depths: dict[tuple[int, bool], set[int]] = {}
    for draft in headings:
        depths.setdefault(_style(draft), set()).add(_depth(draft))
    for draft in headings:
        shallowest = min(depths[_style(draft)] - {0}, default=1)
        level = 1 + styles.index(_style(draft)) + max(0, _depth(draft) - shallowest)
        yield min(level, _DEEPEST)


def _style(draft: _Draft) -> tuple[int, bool]:
    return round(2 * draft.size), draft.bold


def _depth(draft: _Draft) -> int:
    """How many numbers its label has: 2 for "3.2"; 0 without a number."""
    match = re.match(r"\d{1,3}(?:\.\d{1,3})*(?=[.)]?\s)", draft.text.text)
    return 1 + match.group().count(".") if match else 0


def _as_item(draft: _Draft, indents: list[float]) -> _Draft:
    """A paragraph as a list item when it begins with a label; `indents` are those of the items around it."""
    item = _labelled(draft)
    if item is draft:
        return draft
    while indents and indents[-1] > draft.left + 4:
        indents.pop()
    if not indents or draft.left > indents[-1] + 4:
        indents.append(draft.left)
    return replace(item, kind="list_item", level=len(indents))


def _labelled(draft: _Draft) -> _Draft:
    label, start = split_label(draft.text.text)
    return replace(draft, label=label, text=_without_label(draft.text, start)) if start else draft


def _number(drafts: Sequence[_Draft]) -> Iterator[Block]:
    """The blocks themselves, with the marks of notes taken out of their texts."""
    labels = frozenset(draft.label for draft in drafts if draft.kind == "footnote")
    for index, draft in enumerate(drafts):
        text, marks = draft.text.text, tuple[Mark, ...]()
        if draft.text.raised or draft.text.hyphens:
            text, marks = cut(draft.text, find_marks(draft.text, labels) if draft.kind != "footnote" else ())
        yield Block(index, draft.kind, text, draft.level, draft.label, draft.place, marks)
