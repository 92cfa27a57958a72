"""Writes the safe fixes of findings into the text of the file a document was read from.

Strategy: a fix names a stretch of a block; its line and column lead back to the file. Only a stretch that stands in the
file word for word is replaced, from the end of the file backwards. Then the result is read again, and what was read
must be the old document with just these fixes: whatever else came of one is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from docdiff.checks.base import Finding, Fix
from docdiff.errors import ReadError
from docdiff.model import Block, Document, Span, Spot, source_position
from docdiff.readers import read

FORMATS = ("text", "md", "html")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Fixed:
    """The bytes of a file with fixes in it, the fixes that were made, and those that could not be."""

    data: bytes
    done: tuple[Fix, ...]
    left: tuple[Fix, ...]


def safe_fixes(findings: Iterable[Finding], document: Document) -> tuple[Fix, ...]:
    """The safe fixes that `findings` have for `document`, in the order of the text, none overlapping another."""
    found = {
        (fix.at.block, fix.at.span): fix
        for finding in findings
        for fix in (finding.fix, *(related.fix for related in finding.related))
        if fix and fix.safe and fix.at.document is document
    }
    kept: list[Fix] = []
    for _, fix in sorted(found.items(), key=lambda item: item[0]):
        if not kept or kept[-1].at.block != fix.at.block or kept[-1].at.span.end <= fix.at.span.start:
            kept.append(fix)
    return tuple(kept)


def apply_fixes(data: bytes, document: Document, fixes: Sequence[Fix]) -> Fixed:
    """`data`, from which `document` was read, with `fixes` written into it. Line ends and encoding stay as they are.

    Raises `ReadError` for a format that is no text (see `FORMATS`), and when the file is not the one that was read.
    """
    if document.source.format not in FORMATS:
        raise ReadError(
            f"{document.source.name} is not a text, Markdown or HTML file, and docdiff writes no fixes into others yet."
        )
    encoding = document.source.encoding or "utf-8"
    text = data.decode(encoding, "surrogateescape")
    if text.encode(encoding, "surrogateescape") != data:
        return Fixed(data, (), tuple(fixes))
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    shift = 1 if text.startswith("\ufeff") else 0
    placed = [(fix, span) for fix in fixes if (span := _in_source(text, starts, shift, fix.at)) is not None]
    done = _largest_that_holds(text, encoding, document, placed)
    made = {id(fix) for fix, _ in done}
    return Fixed(
        _written(text, done).encode(encoding),
        tuple(fix for fix, _ in done),
        tuple(f for f in fixes if id(f) not in made),
    )


def _in_source(text: str, starts: Sequence[int], shift: int, at: Spot) -> Span | None:
    """Where the words stand in the file; None when the file has something else there, such as an entity."""
    block = at.document.blocks[at.block]
    first = _offset(starts, shift, source_position(block, at.span.start))
    last = _offset(starts, shift, source_position(block, max(at.span.start, at.span.end - 1)))
    if first is None or last is None:
        return None
    span = Span(first, last + 1 if at.span.end > at.span.start else first)
    words = block.text[at.span.start : at.span.end]
    return span if text[span.start : span.end].split() == words.split() else None


def _offset(starts: Sequence[int], shift: int, position: tuple[int, int]) -> int | None:
    line, column = position
    if line > len(starts):
        return None
    return starts[line - 1] + column - 1 + (shift if line == 1 else 0)


Placed = tuple[Fix, Span]


def _largest_that_holds(text: str, encoding: str, document: Document, placed: list[Placed]) -> list[Placed]:
    """All of them if reading the result gives the document with these fixes; else those that hold one after another."""
    if _holds(text, encoding, document, placed):
        return placed
    kept: list[Placed] = []
    for one in placed:
        if _holds(text, encoding, document, [*kept, one]):
            kept.append(one)
    return kept


def _holds(text: str, encoding: str, document: Document, placed: Sequence[Placed]) -> bool:
    source = document.source
    again = read(_written(text, placed).encode(encoding), name=source.name, encoding=_explicit(encoding))
    return [_words(block) for block in again.blocks] == [_words(block) for block in _expected(document, placed)]


def _explicit(encoding: str) -> str:
    """The name under which a byte-order mark is no letter."""
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _expected(document: Document, placed: Iterable[Placed]) -> list[Block]:
    blocks = list(document.blocks)
    for fix, _ in sorted(placed, key=lambda one: one[0].at.span, reverse=True):
        block, span = blocks[fix.at.block], fix.at.span
        blocks[fix.at.block] = replace(
            block, text=block.text[: span.start] + fix.text + block.text[span.end :], marks=()
        )
    return blocks


def _words(block: Block) -> list[str]:
    return block.text.split()


def _written(text: str, placed: Iterable[Placed]) -> str:
    for fix, span in sorted(placed, key=lambda one: one[1], reverse=True):
        text = text[: span.start] + fix.text + text[span.end :]
    return text
