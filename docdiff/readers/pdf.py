"""Reads a PDF as a person sees its pages: paragraphs, headings, lists, tables and notes in reading order.

Strategy: every page gives its lines and is closed again (`pdf_lines`), so that memory stays with the text. What repeats
from page to page is set aside (`pdf_furniture`), each page is put in reading order (`pdf_pages`), notes are lifted from
its foot (`pdf_notes`), the lines left over are joined across columns and pages (`pdf_paragraphs`), and what they are
is told by how they are set (`pdf_kinds`). `pdf_blocks` leads the way.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from docdiff.errors import ReadError
from docdiff.model import Block, Document, Mark, Place, Problem, Source, View
from docdiff.readers.pdf_blocks import draft_blocks
from docdiff.readers.pdf_joining import cut
from docdiff.readers.pdf_lines import Page, read_page
from docdiff.readers.pdf_notes import find_marks
from docdiff.readers.pdf_paragraphs import Draft
from docdiff.readers.pdf_streams import refuse_bombs
from docdiff.readers.placing import place_notes

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
    blocks = tuple(_number(draft_blocks(pages)))
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


# Blocks


def _number(drafts: Sequence[Draft]) -> Iterator[Block]:
    """The blocks themselves, with the marks of notes taken out of their texts."""
    labels = frozenset(draft.label for draft in drafts if draft.kind == "footnote")
    for index, draft in enumerate(drafts):
        text, marks = draft.text.text, tuple[Mark, ...]()
        if draft.text.raised or draft.text.hyphens:
            text, marks = cut(draft.text, find_marks(draft.text, labels) if draft.kind != "footnote" else ())
        yield Block(index, draft.kind, text, draft.level, draft.label, draft.place, marks)
