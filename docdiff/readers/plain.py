"""Reads plain text: lines become the paragraphs, headings, lists and notes a person sees.

Strategy: lines that belong to the page and not to the text (page numbers, running heads) are set aside, notes at the
foot of a page are lifted out, the lines left over are joined into paragraphs (`layout`), and each paragraph is given a
kind (`structure`). Every block keeps the lines and columns it came from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from docdiff.errors import ReadError
from docdiff.model import Block, BlockKind, Document, Mark, Place, Problem, Source, View
from docdiff.readers.encodings import decode
from docdiff.readers.layout import Joined, Line, Vocabulary, join_lines, split_paragraphs
from docdiff.readers.notes import MarkFinder, find_foot_notes, split_written_notes, strip_foot_number
from docdiff.readers.placing import place_notes
from docdiff.readers.structure import classify, split_label

LONGEST_LINE = 10_000_000
_PAGE_MARK = re.compile(
    r"(?:(?:pagina|page|seite|blz\.?|p\.)\s*\d{1,4}(?:\s*(?:van|of|von|/)\s*\d{1,4})?"
    r"|[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}\s*(?:/|van|of)\s*\d{1,4}"
    r"|image\d+\.(?:png|jpe?g|gif|emf|wmf))",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"\d{1,4}")
_LEFTOVER = re.compile(r"\[(?:image|bookmark):[^\[\]]*\]\s*")
_DIGITS = re.compile(r"\d+")
_LAST_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!.*\d)")
_LONGEST_HEAD = 100
_SHORTEST_PAGE = 20  # lines


def read(data: bytes, source: Source, *, encoding: str | None = None, view: View = "final") -> Document:
    """Reads the bytes of a text file, which is the same in every view. Linear in their number.

    Raises `ReadError` when they are not text, or hold a line of more than `LONGEST_LINE` characters.
    """
    text, used, problems = decode(data, source.name, encoding)
    lines = _split_lines(text, source.name)
    blocks = place_notes(_number(_blocks(lines)))
    if not blocks:
        problems += (Problem("empty", f"{source.name} holds no text."),)
    return Document(Source(source.name, "text", source.sha256, used), blocks, {}, problems)


def _split_lines(text: str, name: str) -> list[Line]:
    lines: list[Line] = []
    gap, page = 0, 1
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if len(raw) > LONGEST_LINE:
            raise ReadError(
                f"Line {number} of {name} has {len(raw):,} characters, more than a person can have written. "
                "Break it into paragraphs, one a line, then run this again."
            )
        page += raw.count("\f")
        stripped = raw.strip()
        if stripped:
            column = raw.index(stripped[0])
            indent = len(raw[:column].replace("\f", "").expandtabs(8))
            turned = bool(lines) and page != lines[-1].page
            lines.append(Line(number, column + 1, stripped, gap, page, indent, turned))
            gap = 0
        else:
            gap += 1
    return lines


@dataclass(frozen=True, slots=True)
class _Draft:
    """A block before its kind and number are known."""

    joined: Joined
    kind: BlockKind = "paragraph"
    label: str = ""
    page: int = 1
    gap: int = 0

    @property
    def order(self) -> tuple[int, int]:
        """Line and column of its first letter."""
        line, _, column = self.joined.marks[0].value.partition(":")
        return int(line), int(column)


def _blocks(lines: list[Line]) -> Iterator[_DraftBlock]:
    furniture = _find_furniture(lines)
    apart = [at for at in range(len(lines)) if at in furniture]
    lines_left = _without(lines, furniture)
    foot = find_foot_notes(lines_left)
    in_notes = {at for _, first, last in foot for at in range(first, last + 1)}
    body = _without(lines_left, in_notes)
    vocabulary = Vocabulary(lines_left)

    drafts = [_Draft(join_lines([lines[at]], vocabulary), "furniture", page=lines[at].page) for at in apart]
    for number, first, last in foot:
        note = strip_foot_number(join_lines(lines_left[first : last + 1], vocabulary))
        drafts.append(_Draft(note, "footnote", number, lines_left[first].page))
    for paragraph in split_paragraphs(body):
        drafts += _take_apart(join_lines(paragraph, vocabulary), paragraph[0])
    drafts.sort(key=lambda draft: draft.order)
    return _finish(drafts)


def _find_furniture(lines: Sequence[Line]) -> set[int]:
    """Positions of page marks, of page numbers standing apart, and of heads and feet repeated from page to page."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        after = lines[at + 1].gap if at + 1 < len(lines) else 9
        apart = line.gap + (at == 0) * 9 >= 2 and after >= 2
        if _PAGE_MARK.fullmatch(line.text) or (apart and _PAGE_NUMBER.fullmatch(line.text)):
            found.add(at)
    found |= _running_heads(lines)
    found |= _heads_beside(lines, found)
    found |= _counted_heads(lines)
    return found | _letterhead_at_end(lines, found)


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
        beside = [at for at in repeated if at - 1 in furniture or at + 1 in furniture]
        if len(beside) >= 3 and len(beside) >= 0.8 * len(repeated):
            found.update(beside)
    return found


def _counted_heads(lines: Sequence[Line]) -> set[int]:
    """Lines standing apart that count pages: alike but for a last number one higher each time, evenly spread."""
    runs: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        after = lines[at + 1].gap if at + 1 < len(lines) else 9
        apart = at == 0 or min(line.gap, after) >= 2 or line.turned
        if apart and len(line.text) <= _LONGEST_HEAD and _LAST_NUMBER.search(line.text):
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
    left: list[Line] = []
    extra = 0
    for at, line in enumerate(lines):
        if at in taken:
            extra += line.gap + 1
        else:
            left.append(replace(line, gap=line.gap + extra, turned=True) if extra else line)
            extra = 0
    return left


def _take_apart(joined: Joined, first: Line) -> Iterator[_Draft]:
    """A paragraph without the notes and the conversion leftovers in it, then those, each as a draft of its own."""
    text, notes = split_written_notes(joined)
    kept: list[tuple[int, int]] = []
    start = 0
    for match in _LEFTOVER.finditer(text.text):
        yield _Draft(
            text.pieces((match.start(), match.start() + len(match.group().rstrip()))), "furniture", page=first.page
        )
        kept.append((start, match.start()))
        start = match.end()
    if start:
        text = text.pieces(*kept, (start, len(text.text)))
    stripped = text.text.strip()
    if stripped:
        at = text.text.index(stripped[0])
        yield _Draft(text.pieces((at, at + len(stripped))), page=first.page, gap=first.gap)
    for number, note in notes:
        if note.text.strip():
            yield _Draft(note.pieces((0, len(note.text.rstrip()))), "footnote", number, first.page)


@dataclass(frozen=True, slots=True)
class _DraftBlock:
    draft: _Draft
    kind: BlockKind
    level: int


def _finish(drafts: list[_Draft]) -> Iterator[_DraftBlock]:
    text = [draft for draft in drafts if draft.kind == "paragraph"]
    lines = [draft.joined.lines for draft in text]
    kinds = classify(
        [draft.joined.text for draft in text],
        [draft.gap for draft in text],
        [last - first + 1 for first, last in lines],
    )
    of_text = iter(kinds)
    for draft in drafts:
        kind, level = next(of_text) if draft.kind == "paragraph" else (draft.kind, 0)
        yield _DraftBlock(draft, kind, level)


def _number(found: Iterator[_DraftBlock]) -> Iterator[Block]:
    """The blocks themselves, with labels cut off and the marks of notes found."""
    drafts = list(found)
    finder = MarkFinder([item.draft.label for item in drafts if item.kind == "footnote"])
    for index, item in enumerate(drafts):
        joined, label = item.draft.joined, item.draft.label
        if item.kind in ("list_item", "heading"):
            label, start = split_label(joined.text)
            joined = joined.pieces((start, len(joined.text))) if start else joined
        marks = _source_marks(joined)
        if item.kind not in ("furniture", "footnote"):
            marks += tuple(finder.marks(joined.text))
        first, last = joined.lines
        place = Place(page=item.draft.page if item.draft.page > 1 else None, line=first, end_line=last)
        yield Block(index, item.kind, joined.text, item.level, label, place, marks)


def _source_marks(joined: Joined) -> tuple[Mark, ...]:
    """The marks of a text, without those that say nothing: one whole line from its first column."""
    if len(joined.marks) == 1 and joined.marks[0].value.endswith(":1"):
        return ()
    return joined.marks
