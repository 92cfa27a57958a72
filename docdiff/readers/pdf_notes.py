"""Finds footnotes at the foot of a PDF's pages and columns, and tells their marks from other superscripts.

A note is set smaller than the body, stands at the end of a page or column, and begins with a number that is raised
or that a mark on the page has. Notes as large as the body are told by their place: below a short line, or by
themselves at the foot of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docdiff.readers.pdf_joining import Text
from docdiff.readers.pdf_lines import Page
from docdiff.readers.pdf_pages import Flow
from docdiff.readers.pdf_runs import Piece
from docdiff.readers.pdf_tables import Table

_SMALLER = 0.95  # of the body's letter size
_LABEL = re.compile(r"\[?(\d{1,3}|[*†‡§]{1,3})(?:\]?[.)]?\s+(?=\S)|(?=[^\W\d_]))")
_MARK = re.compile(r"\d{1,3}|[*†‡§]{1,3}|\[\d{1,3}\]")
_ROMAN = re.compile(r"[ivxl]{1,6}")  # as word processors number the notes at the end of a document
_ITEM = re.compile(r"\d{1,3}[.)]")
_SHORT = 0.5  # of the page's width: what a line above notes at most measures
_APART = 2.5  # of the letter size: more than this stands between text and notes at the foot of a page
_FOOT = 0.6  # of the page's height: above that is not its foot
_STICKS = re.compile(r"(?:[^\W\d_]{4}|[.,;:!?)’”»\"])$")
_SENTENCE_END = re.compile(r"[.!?][\"'’”»)\]]*$")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's lines; those of the first line still begin with the label, of `cut` letters with its space."""

    label: str
    cut: int
    lines: tuple[Piece, ...]


def marks_on(flows: Iterable[Flow]) -> set[str]:
    """The raised numbers and signs on a page that may be marks of notes."""
    found: set[str] = set()
    for flow in flows:
        for item in flow:
            pieces = (item,) if isinstance(item, Piece) else [line for cell in item.cells for line in cell.lines]
            for piece in pieces:
                for low, high in piece.raised:
                    if low > 0 and (_MARK.fullmatch(piece.text[low:high]) or _ROMAN.fullmatch(piece.text[low:high])):
                        found.add(piece.text[low:high].strip("[]"))
    return found


def split_notes(
    flow: Flow, page: Page, marks: set[str], before: set[str], body_size: float, *, open_note: bool
) -> tuple[Flow, list[Note]]:
    """A flow without the notes at its end, and those notes. `marks` stand on this page, those `before` on the last one.

    Small lines before the first label belong to a note of the page before (label "") when `open_note`.
    """
    body, notes = _split_small(flow, marks | before, body_size, open_note=open_note)
    return (body, notes) if notes or not marks else _split_apart(flow, page, marks)


def _split_small(flow: Flow, marks: set[str], body_size: float, *, open_note: bool) -> tuple[Flow, list[Note]]:
    start = len(flow)
    while start > 0 and _is_small(flow[start - 1], body_size):
        start -= 1
    tail = [item for item in flow[start:] if isinstance(item, Piece)]
    notes = list(_notes(tail, marks))
    if not notes:
        return flow, []
    before = next(at for at, piece in enumerate(tail) if piece is notes[0].lines[0])
    if before and open_note:
        return flow[:start], [Note("", 0, tuple(tail[:before])), *notes]
    return flow[: start + before], notes


def _split_apart(flow: Flow, page: Page, marks: set[str]) -> tuple[Flow, list[Note]]:
    """A flow without notes as large as its text, which a short line or much white space sets apart from it."""
    for at in range(len(flow) - 1, 0, -1):
        above, piece = flow[at - 1], flow[at]
        if not isinstance(piece, Piece):
            break
        if _label(piece, marks, "") and (_is_ruled_off(above, piece, page) or _is_at_foot(above, piece, page)):
            return flow[:at], list(_notes([item for item in flow[at:] if isinstance(item, Piece)], marks))
    return flow, []


def _is_ruled_off(above: Piece | Table, piece: Piece, page: Page) -> bool:
    """Whether a short line stands between two lines of text, and nearer to the lower one's start than an underline."""
    top = _bottom(above) + 0.4 * piece.size
    return any(
        top < rule[1] < piece.base - 0.5 * piece.size
        and abs(rule[0] - piece.left) < 2 * piece.size
        and 2 * piece.size < rule[2] - rule[0] < _SHORT * page.width
        for rule in page.rules
    )


def _is_at_foot(above: Piece | Table, piece: Piece, page: Page) -> bool:
    """Whether a line stands well below the text, near the foot of the page, and is not an item of a list."""
    apart = piece.base - _bottom(above) > _APART * piece.size
    return apart and piece.base > _FOOT * page.height and not _ITEM.match(piece.text)


def _bottom(item: Piece | Table) -> float:
    return item.base if isinstance(item, Piece) else max(line.base for cell in item.cells for line in cell.lines)


def _is_small(item: Piece | Table, body_size: float) -> bool:
    return isinstance(item, Piece) and item.size < _SMALLER * body_size


def _notes(tail: Sequence[Piece], marks: set[str]) -> Iterator[Note]:
    """Notes in the lines at the foot of a page: each from its label to the next one's."""
    label, length, lines = "", 0, list[Piece]()
    for piece in tail:
        found = _label(piece, marks, label)
        if found:
            if lines:
                yield Note(label, length, tuple(lines))
            (label, length), lines = found, [piece]
        elif lines:
            lines.append(piece)
    if lines:
        yield Note(label, length, tuple(lines))


def _label(piece: Piece, marks: set[str], previous: str) -> tuple[str, int] | None:
    """The label that begins a note, and how many letters it takes."""
    if piece.raised and piece.raised[0][0] == 0:
        end = piece.raised[0][1]
        label = piece.text[:end].strip("[]")
        if (_MARK.fullmatch(label) or _ROMAN.fullmatch(label)) and end < len(piece.text):
            rest = piece.text[end:]
            return label, end + len(rest) - len(rest.lstrip())
        return None
    match = _LABEL.match(piece.text)
    if not match or match.group(1) not in marks:
        return None
    label = match.group(1)
    if previous.isdigit() and label.isdigit() and int(label) != int(previous) + 1:
        return None
    return label, match.end()


def is_unfinished(note: Note) -> bool:
    """Whether a note stops in mid-sentence, and so goes on at the foot of the next page."""
    return not _SENTENCE_END.search(note.lines[-1].text)


def find_marks(text: Text, labels: frozenset[str]) -> list[tuple[int, int, str]]:
    """Which raised stretches are marks of notes, as (start, end, label); "m2" and "2e" are not.

    Without a note of that number (it may have been lost) a number counts as a mark behind a word or punctuation.
    """
    found: list[tuple[int, int, str]] = []
    for low, high in text.raised:
        raised = text.text[low:high]
        label = raised.strip("[]")
        if not _MARK.fullmatch(raised) and not _ROMAN.fullmatch(raised):
            continue
        if label in labels or (label.isdigit() and _STICKS.search(text.text[max(0, low - 4) : low])):
            found.append((low, high, label))
    return found
