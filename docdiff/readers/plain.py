"""Reads plain text: lines become the paragraphs, headings, lists and notes a person sees.

Strategy: the signs of quoted mail are taken off; lines that belong to the page and not to the text (page numbers,
running heads), mail headers (`mail`), tables and columns (`tables`) and the notes at the foot of a page (`notes`) are
set aside. The lines left over are joined into paragraphs (`layout`), and each paragraph is given a kind (`structure`).
Every block keeps the lines and columns it came from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from docdiff.errors import ReadError
from docdiff.model import Block, BlockKind, Document, Place, Problem, Source, View
from docdiff.readers.encodings import decode
from docdiff.readers.joining import Vocabulary, join_lines
from docdiff.readers.layout import split_paragraphs
from docdiff.readers.lines import Joined, Line, source_marks
from docdiff.readers.mail import find_headers, header_meta, strip_quotes
from docdiff.readers.notes import MarkFinder, find_foot_notes, split_written_notes, strip_foot_number
from docdiff.readers.placing import place_notes
from docdiff.readers.structure import classify, split_label
from docdiff.readers.tables import Cell, Table, find_cells, find_tables

LONGEST_LINE = 10_000_000
_PAGE_MARK = re.compile(
    r"(?:(?:pagina|page|seite|blz\.?|p\.)\s*\d{1,4}(?:\s*(?:van|of|von|/)\s*\d{1,4})?"
    r"|[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}\s*(?:/|van|of)\s*\d{1,4}"
    r"|image\d+\.(?:png|jpe?g|gif|emf|wmf))",
    re.IGNORECASE,
)
_PAGE_MARK_STARTS = frozenset("pPsSſbBiIıİ-–—")  # or a digit
_LEFTOVER = re.compile(r"\[(?:image|bookmark):[^\[\]]*\]\s*")
_RULE = re.compile(r"--|[-_=*~—–─━═]{5,}|[*_-](?:\s+[*_-]){2,}")  # "--" stands above a signature
_DIGITS = re.compile(r"\d+")
_LAST_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!.*\d)")
_LONGEST_HEAD = 100
_HIGHEST = 2  # lines at the top of a document, where the head of its first page may stand
_SHORTEST_PAGE = 20  # lines
_SHORTEST_CUT = 40  # letters of a line that a page ends with in mid-sentence
_NARROWEST_COLUMN = 12  # letters of a column that is known to be one


def read(data: bytes, source: Source, *, encoding: str | None = None, view: View = "final") -> Document:
    """Reads the bytes of a text file, which is the same in every view. Linear in their number.

    Raises `ReadError` when they are not text, or hold a line of more than `LONGEST_LINE` characters.
    """
    text, used, problems = decode(data, source.name, encoding)
    lines = strip_quotes(_split_lines(text, source.name))
    layers = _set_aside(lines)
    fields = find_headers(lines) if layers.furniture else layers.fields
    meta = header_meta(lines, fields)
    del lines  # those of a table go one by one
    blocks = place_notes(_blocks(layers))
    if not blocks:
        problems += (Problem("empty", f"{source.name} holds no text."),)
    return Document(Source(source.name, "text", source.sha256, used), blocks, meta, problems)


def _split_lines(text: str, name: str) -> list[Line]:
    lines: list[Line] = []
    gap, page = 0, 1
    has_pages = "\f" in text
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if len(raw) > LONGEST_LINE:
            raise ReadError(
                f"Line {number} of {name} has {len(raw):,} characters, more than a person can have written. "
                "Break it into paragraphs, one a line, then run this again."
            )
        stripped = raw.strip()
        if has_pages:
            page += raw.count("\f")
        if not stripped:
            gap += 1
            continue
        column = indent = 0
        if len(stripped) != len(raw):
            column = raw.index(stripped[0])
            indent = len(raw[:column].replace("\f", "").expandtabs(8)) if column else 0
        turned = has_pages and bool(lines) and page != lines[-1].page
        lines.append(Line(number, column + 1, stripped, gap, page, indent, turned))
        gap = 0
    return lines


class _Draft(NamedTuple):
    """A block before its kind and number are known; `fixed` says that a paragraph is nothing else."""

    joined: Joined
    kind: BlockKind = "paragraph"
    label: str = ""
    page: int = 1
    gap: int = 0
    fixed: bool = False
    quote: int = 0
    indent: int = 0
    turn: tuple[int, int] | None = None

    def order(self) -> tuple[int, int, int]:
        """Line and column of its first letter; in a page of two columns, its first line and the turn of the block."""
        if self.turn is not None:
            return self.turn[0], 0, self.turn[1]
        return (*self.joined.begin, 0)


@dataclass(frozen=True, slots=True)
class _Layers:
    """The lines of a document, those that are no running text set aside; positions are positions in `lines`.

    `breaks` holds the numbers of lines before which a paragraph ends whatever they say.
    """

    furniture: list[Line]
    lines: list[Line]
    fields: list[tuple[int, int]]
    tables: list[Table]
    notes: list[tuple[str, list[Line]]]
    body: list[Line]
    breaks: frozenset[int]


def _set_aside(lines: list[Line]) -> _Layers:
    furniture = _find_furniture(lines)
    left = _without(lines, furniture)
    fields = find_headers(left)
    in_fields = {at for first, last in fields for at in range(first, last + 1)}
    tables = [table for table in find_tables(left) if in_fields.isdisjoint(range(table.first, table.last + 1))]
    apart = in_fields | {at for table in tables for at in range(table.first, table.last + 1)}
    rules = {at for at, line in enumerate(left) if at not in apart and _RULE.fullmatch(line.text)}
    rest = _without(left, apart | rules)
    notes = find_foot_notes(rest)
    in_notes = {at for _, first, last in notes for at in range(first, last + 1)}
    body = _without(rest, in_notes)
    # A rule above the notes of a page stands in the middle of a sentence; any other ends what stands above it.
    above_notes = {rest[first].number for _, first, _ in notes}
    numbers = [line.number for line in left]
    ends = {numbers[at + 1] for at in apart | rules if at + 1 < len(left)}
    ends -= above_notes
    ends |= {line.number for before, line in pairwise(body) if line.quote != before.quote}
    return _Layers(
        [lines[at] for at in sorted(furniture)] + [left[at] for at in sorted(rules)],
        left,
        fields,
        tables,
        [(number, rest[first : last + 1]) for number, first, last in notes],
        body,
        frozenset(ends),
    )


def _blocks(layers: _Layers) -> Iterator[Block]:
    """The blocks in the order of their first letters, numbered."""
    vocabulary = Vocabulary(layers.lines)
    drafts = [_Draft(join_lines([line], vocabulary), "furniture", page=line.page) for line in layers.furniture]
    for number, note in layers.notes:
        drafts.append(_Draft(strip_foot_number(join_lines(note, vocabulary)), "footnote", number, note[0].page))
    for first, last in layers.fields:
        field = layers.lines[first]
        joined = join_lines(layers.lines[first : last + 1], vocabulary)
        drafts.append(_Draft(joined, page=field.page, gap=field.gap, fixed=True, quote=field.quote))
    for table in layers.tables:
        if table.running:
            drafts += _columns(layers.lines, table, vocabulary)
        for at in sorted(table.drawn):
            drafts.append(_Draft(join_lines([layers.lines[at]], vocabulary), "furniture", page=layers.lines[at].page))
    for paragraph in _paragraphs(layers.body, layers.breaks):
        drafts += _take_apart(join_lines(paragraph, vocabulary), paragraph[0])
    drafts.sort(key=_Draft.order)
    labels = [draft.label for draft in drafts if draft.kind == "footnote"]
    tables = [table for table in layers.tables if not table.running]
    if tables:
        vocabulary.settle()
    found = _with_cells(_finish(drafts), layers.lines, tables)
    return _number(found, layers.lines, labels, vocabulary)


def _paragraphs(lines: Sequence[Line], breaks: frozenset[int]) -> Iterator[list[Line]]:
    """Paragraphs, each of lines that were quoted as often; what is quoted is wrapped as it was before."""
    depths: dict[int, list[Line]] = {}
    for line in lines:
        depths.setdefault(line.quote, []).append(line)
    for depth in sorted(depths):
        for paragraph in split_paragraphs(depths[depth]):
            start = 0
            for at in range(1, len(paragraph)):
                if paragraph[at].number in breaks:
                    yield paragraph[start:at]
                    start = at
            yield paragraph[start:]


_GONE = Line(0, 0, "", 0)


def _with_cells(
    drafts: Iterator[_Decided], lines: list[Line], tables: Sequence[Table]
) -> Iterator[_Decided | _TableCell]:
    """The drafts and the cells of all tables in order, which never share a line.

    A text may have a million cells: they come one at a time, and the lines of a table are gone with its last one.
    """
    waiting = next(drafts, None)
    for number, table in enumerate(tables):
        for cell in find_cells(lines, table):
            line = lines[cell.pieces[0][0]].number
            while waiting is not None and waiting[0].order()[0] < line:
                yield waiting
                waiting = next(drafts, None)
            yield number, cell
        lines[table.first : table.last + 1] = [_GONE] * (table.last + 1 - table.first)
    while waiting is not None:
        yield waiting
        waiting = next(drafts, None)


def _columns(lines: Sequence[Line], table: Table, vocabulary: Vocabulary) -> Iterator[_Draft]:
    """The paragraphs of a page in two columns: those of the left one, then those of the right one."""
    parts: list[Line] = []
    for column in (0, 1):
        above = table.first - 1
        for cell in (cell for cell in find_cells(lines, table) if cell.column == column):
            at, start, end = cell.pieces[0]
            gap = lines[at].number - lines[above].number - 1 if above >= table.first else 0
            first = above < table.first
            parts.append(_part(lines[at], start, end)._replace(gap=gap, indent=0, turned=first))
            above = at
    for turn, paragraph in enumerate(split_paragraphs(parts, narrowest=_NARROWEST_COLUMN)):
        joined, begin = join_lines(paragraph, vocabulary), lines[table.first].number
        yield _Draft(joined, page=paragraph[0].page, gap=paragraph[0].gap, turn=(begin, turn))


def _part(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    return Line(line.number, line.column + start, text, line.gap, line.page, line.indent, line.turned, line.quote)


def _find_furniture(lines: Sequence[Line]) -> set[int]:
    """Positions of page marks, of page numbers standing apart, and of heads and feet repeated from page to page."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        text = line.text
        if _is_number(text):
            if _stands_apart(lines, at) or _interrupts(lines, at):
                found.add(at)
        elif (text[0] in _PAGE_MARK_STARTS or text[0].isdecimal()) and _PAGE_MARK.fullmatch(text):
            found.add(at)
    found |= _running_heads(lines)
    if found:
        found |= _heads_beside(lines, found)
    found |= _counted_heads(lines)
    return found | _letterhead_at_end(lines, found) if found else found


def _is_number(text: str) -> bool:
    """Whether a line may be the number of a page and nothing else."""
    return len(text) <= 4 and text.isdecimal()


def _stands_apart(lines: Sequence[Line], at: int) -> bool:
    """Whether there are two empty lines, or the edge of a page, above and below a line."""
    above, below = lines[at].gap, lines[at + 1].gap if at + 1 < len(lines) else 2
    ends_page = at + 1 == len(lines) or lines[at + 1].turned
    return (above >= 2 or at == 0 or lines[at].turned or (ends_page and above == 1)) and (below >= 2 or ends_page)


def _interrupts(lines: Sequence[Line], at: int) -> bool:
    """Whether a number stands between empty lines in mid-sentence: where a page ended, there was white space."""
    if not 0 < at < len(lines) - 1 or not (lines[at].gap and lines[at + 1].gap):
        return False
    above, below = lines[at - 1].text, lines[at + 1].text
    return len(above) >= _SHORTEST_CUT and (above[-1].isalpha() or above[-1] in ",-") and below[0].islower()


def _running_heads(lines: Sequence[Line]) -> set[int]:
    """First and last lines of pages that are the same, numbers aside, on at least three pages and half of them."""
    pages = lines[-1].page if lines else 1
    if pages < 3:
        return set()
    edges = [
        at
        for at, line in enumerate(lines)
        if at == 0 or at == len(lines) - 1 or lines[at - 1].page != line.page or lines[at + 1].page != line.page
    ]
    shapes = Counter(_DIGITS.sub("#", lines[at].text) for at in edges)
    return {at for at in edges if shapes[_DIGITS.sub("#", lines[at].text)] >= max(3, pages / 2)}


def _heads_beside(lines: Sequence[Line], furniture: set[int]) -> set[int]:
    """Lines that come back at least three times, numbers aside, and nearly always directly beside a page number."""
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if at not in furniture and len(line.text) <= _LONGEST_HEAD:
            places.setdefault(_DIGITS.sub("#", line.text), []).append(at)
    found: set[int] = set()
    for repeated in places.values():
        beside = [at for at in repeated if at < _HIGHEST or _is_edge(lines, at, furniture)]
        touching = [at for at in repeated if at - 1 in furniture or at + 1 in furniture]
        if len(beside) >= 3 and len(beside) >= 0.8 * len(repeated):
            found.update(beside)
        elif len(touching) >= 3 and len(touching) == len(repeated):
            found.update(touching)
    return found


def _is_edge(lines: Sequence[Line], at: int, furniture: set[int]) -> bool:
    """Whether a line stands between a page number and an empty line."""
    below = lines[at + 1].gap if at + 1 < len(lines) else 1
    return (at - 1 in furniture and below > 0) or (at + 1 in furniture and lines[at].gap > 0)


def _counted_heads(lines: Sequence[Line]) -> set[int]:
    """Lines standing apart that count pages: alike but for a last number, one higher each time and as far below."""
    runs: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if len(line.text) > _LONGEST_HEAD or not (line.gap or line.turned or at == 0):
            continue
        after = lines[at + 1].gap if at + 1 < len(lines) else 9
        apart = at == 0 or line.turned or min(line.gap, after) >= (1 if _is_number(line.text) else 2)
        if apart and _LAST_NUMBER.search(line.text):
            runs.setdefault(_LAST_NUMBER.sub("#", line.text), []).append(at)
    found: set[int] = set()
    for run in runs.values():
        numbers = [int(_LAST_NUMBER.findall(lines[at].text)[-1]) for at in run]
        steps = [lines[b].number - lines[a].number for a, b in pairwise(run)]
        counts = all(b == a + 1 for a, b in pairwise(numbers))
        if len(run) >= 3 and counts and min(steps) >= _SHORTEST_PAGE and max(steps) - min(steps) <= 0.15 * max(steps):
            found.update(run)
    return found


def _letterhead_at_end(lines: Sequence[Line], furniture: set[int]) -> set[int]:
    """Short lines below the last furniture that stand elsewhere too: what a converter found in heads and feet."""
    shown = Counter(line.text for line in lines)
    at = len(lines)
    while at > 0 and at - 1 not in furniture and len(lines[at - 1].text) < 60 and shown[lines[at - 1].text] > 1:
        at -= 1
    return set(range(at, len(lines))) if at - 1 in furniture else set()


def _without(lines: Sequence[Line], taken: set[int]) -> list[Line]:
    """The lines not taken; the gap of a line behind taken ones counts those as well, since a page may end there."""
    if not taken:
        return list(lines)
    left: list[Line] = []
    extra = 0
    for at, line in enumerate(lines):
        if at in taken:
            extra += line.gap + 1
        else:
            left.append(line._replace(gap=line.gap + extra, turned=True) if extra else line)
            extra = 0
    return left


def _take_apart(joined: Joined, first: Line) -> Iterator[_Draft]:
    """A paragraph without the notes and the conversion leftovers in it, then those, each as a draft of its own."""
    if "[" not in joined.text:
        yield _Draft(joined, page=first.page, gap=first.gap, quote=first.quote, indent=first.indent)
        return
    text, notes = split_written_notes(joined)
    kept: list[tuple[int, int]] = []
    start = 0
    for match in _LEFTOVER.finditer(text.text):
        yield _Draft(
            text.cut((match.start(), match.start() + len(match.group().rstrip()))), "furniture", page=first.page
        )
        kept.append((start, match.start()))
        start = match.end()
    if start:
        text = text.cut(*kept, (start, len(text.text)))
    stripped = text.text.strip()
    if stripped:
        at = text.text.index(stripped[0])
        piece = text.cut((at, at + len(stripped)))
        yield _Draft(piece, page=first.page, gap=first.gap, quote=first.quote, indent=first.indent)
    for number, note in notes:
        if note.text.strip():
            yield _Draft(note.cut((0, len(note.text.rstrip()))), "footnote", number, first.page)


_Decided = tuple[_Draft, BlockKind, int]  # a draft, what kind it is, and its level
_TableCell = tuple[int, Cell]  # the number of its table, and a cell of it


def _finish(drafts: list[_Draft]) -> Iterator[_Decided]:
    text = [draft for draft in drafts if draft.kind == "paragraph" and not draft.fixed]
    lines = [draft.joined.lines for draft in text]
    kinds = classify(
        [draft.joined.text for draft in text],
        [draft.gap for draft in text],
        [last - first + 1 for first, last in lines],
    )
    of_text = iter(kinds)
    indents: list[int] = []  # of the list items that those below may stand under
    for draft in drafts:
        kind, level = (draft.kind, 0) if draft.fixed or draft.kind != "paragraph" else next(of_text)
        if kind == "paragraph":
            level = draft.quote
        if kind == "list_item":
            level = _nest(indents, draft.indent)
        elif kind == "heading" or (kind == "paragraph" and indents and draft.indent <= indents[0]):
            indents = []
        yield draft, kind, level


def _nest(indents: list[int], indent: int) -> int:
    """The level of a list item, from how far it stands in under those above it."""
    while indents and indent < indents[-1] - 1:
        indents.pop()
    if not indents or indent > indents[-1] + 1:
        indents.append(indent)
    return len(indents)


def _number(
    found: Iterable[_Decided | _TableCell], lines: Sequence[Line], notes: Sequence[str], vocabulary: Vocabulary
) -> Iterator[Block]:
    """The blocks themselves, with labels cut off and the marks of `notes` found."""
    finder = MarkFinder(notes)
    for index, item in enumerate(found):
        if len(item) == 2:
            yield _cell(index, *item, lines, finder, vocabulary)
        else:
            yield _block(index, *item, finder)


def _block(index: int, draft: _Draft, kind: BlockKind, level: int, finder: MarkFinder) -> Block:
    joined, label = draft.joined, draft.label
    if kind in ("list_item", "heading"):
        label, start = split_label(joined.text)
        joined = joined.cut((start, len(joined.text))) if start else joined
    marks = joined.marks()
    if kind not in ("furniture", "footnote"):
        marks += tuple(finder.marks(joined.text))
    first, last = joined.lines
    page = draft.page if draft.page > 1 else None
    return Block(index, kind, joined.text, level, label, Place("body", page, first, last), marks)


def _cell(
    index: int, table: int, cell: Cell, lines: Sequence[Line], finder: MarkFinder, vocabulary: Vocabulary
) -> Block:
    row, column, pieces = cell
    at, start, end = pieces[0]
    line = lines[at]
    if len(pieces) == 1:
        text = line.text[start:end]
        first = last = line.number
        marks = source_marks(end - start, first, line.column + start)
    else:
        joined = join_lines([_part(lines[at], start, end) for at, start, end in pieces], vocabulary)
        text, (first, last), marks = joined.text, joined.lines, joined.marks()
    page = line.page if line.page > 1 else None
    marks += tuple(finder.marks(text))
    return Block(index, "cell", text, 0, "", Place("body", page, first, last, (table, row, column)), marks)
