"""Writes a merge of blocks into the source of a base that is a text file: for copies that came in other formats.

Strategy: what no one touched keeps its lines. In a block that changed, every change is written where its words stand in
the source, so that the markup around them stays; new blocks get the plainest markup of their kind. The result is read
again, and is only used when it says what the merge says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from docdiff.changes import diff_texts
from docdiff.errors import ReadError
from docdiff.merging.axis import Axis
from docdiff.merging.combine import Paragraph
from docdiff.merging.result import merged_blocks
from docdiff.merging.units import CELL, LINE, Units, cut_document, plain
from docdiff.model import Block, Document
from docdiff.readers import read

Change = Callable[[Paragraph, Axis, str], str | None]

_MARKS_BEFORE = re.compile(r"\s*(?:(?:#{1,6}|[-*+>]|\d{1,4}[.)])[ \t]+|<[a-zA-Z][^>]*>)*")
_MARKS_BEHIND = re.compile(r"(?:\s*</[^>]*>)*\s*\Z")
_SUFFIX = {"md": ".md", "html": ".html", "text": ".txt"}


def splice(base: Document, copies: Sequence[Document], axis: Axis, paragraphs: Sequence[Paragraph]) -> str | None:
    """The source of `base` with the merge in it; None when it cannot be written so that it reads as it should.

    Where the changes cannot be written between the markup of their blocks, those blocks lose the markup inside them.
    """
    wanted = [made.text for made in merged_blocks(axis, paragraphs)]
    for change in (_changed, _rebuilt):
        text = _spliced(base, copies, axis, paragraphs, change)
        if text is not None and _says(base, text, wanted):
            return text
    return None


def _spliced(
    base: Document, copies: Sequence[Document], axis: Axis, paragraphs: Sequence[Paragraph], change: Change
) -> str | None:
    units = _with_blocks(cut_document(base, as_source=True))
    home = {block: unit for unit, blocks in enumerate(units.blocks) for block in blocks}
    out: list[str] = []
    where: dict[int, int] = {}  # unit -> position in out
    texts = list(units.texts)
    blank = _blank(base)
    for paragraph in paragraphs:
        if paragraph.ghost:
            continue
        if paragraph.group < 0:
            copy = paragraph.owners[0]
            block = copies[copy].blocks[axis.copies[copy].units.blocks[paragraph.unit][0]]
            out += [_written(base.source.format, block, paragraph.text), blank]
            if block.place.cell is not None and len(out) > 2:
                out[-3], out[-1] = "\n", out[-3]  # a blank line would end the table
            continue
        first, last = axis.groups[paragraph.group]
        blocks = [axis.base.blocks[unit][0] for unit in range(first, last + 1)]
        own = list(dict.fromkeys(home[block] for block in blocks if block in home))
        if not own:
            return None
        if any(part.change for part in paragraph.parts):
            source = _joined(texts, units.after, own)
            texts[own[0]] = change(paragraph, axis, source) or _rebuilt(paragraph, axis, source)
            for unit in own[1:]:
                texts[unit] = ""
        for unit in own:
            if unit not in where:
                where[unit] = len(out)
                out += ["", units.after[unit] if unit + 1 < len(units) else blank]
    end = units.after[-1] if len(units) else ""
    for unit, at in where.items():
        out[at] = texts[unit]
        if not texts[unit]:
            out[at + 1] = out[at + 1].lstrip() if out[at + 1].strip() else ""
    # What belongs to a paragraph that was deleted, and is no paragraph itself, stays.
    left = [units.after[unit].strip() for unit in range(len(units) - 1) if unit not in where]
    out[-1:] = [*([blank, (blank.join(kept))] if (kept := [one for one in left if one]) else []), end]
    return units.head + "".join(out)


def _with_blocks(units: Units) -> Units:
    """The units with those no block stands in, a reference for links say, as part of what is behind the one before."""
    head, texts, after, blocks = units.head, list[str](), list[str](), list[tuple[int, ...]]()
    for text, behind, own in zip(units.texts, units.after, units.blocks, strict=True):
        if own:
            texts.append(text)
            after.append(behind)
            blocks.append(own)
        elif after:
            after[-1] += text + behind
        else:
            head += text + behind
    return Units(tuple(texts), tuple(after), head, tuple(blocks))


def _blank(base: Document) -> str:
    return "\n" if base.source.format == "html" else "\n\n"


def _joined(texts: Sequence[str], after: Sequence[str], own: Sequence[int]) -> str:
    return "".join(texts[unit] + after[unit] for unit in own[:-1]) + texts[own[-1]]


def _changed(paragraph: Paragraph, axis: Axis, source: str) -> str | None:
    """The source of a group with its changes in it; None when the words of one cannot be found there."""
    text = plain(axis.text(paragraph.group))
    place = _places(text, source)
    pieces: list[tuple[int, int, str]] = []
    at = 0
    for part in paragraph.parts:
        old = plain(part.base_text)
        if part.change is not None and part.text != part.base_text:
            span = _span(place, at, at + len(old))
            if span is None:
                return None
            pieces.append((*span, plain(part.text)))
        at += len(old)
    for start, end, new in reversed(pieces):
        source = source[:start] + new + source[end:]
    return source


def _places(text: str, source: str) -> dict[int, tuple[int, int]]:
    """Where each character of a block stands in its source: (start, end). A space may be a line end there."""
    place: dict[int, tuple[int, int]] = {}
    spaces: list[int] = []
    for step in diff_texts(text, source):
        if step.tag == "equal":
            spaces = []
            place.update(
                {step.a.start + k: (step.b.start + k, step.b.start + k + 1) for k in range(step.a.end - step.a.start)}
            )
        elif step.quiet and step.tag == "delete":
            spaces = list(range(step.a.start, step.a.end))
            place.update(dict.fromkeys(spaces, (step.b.start, step.b.start)))
        elif step.quiet:
            place.update(dict.fromkeys(spaces, (step.b.start, step.b.end)))
    return place


def _span(place: dict[int, tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    if start == end:
        if start - 1 in place:
            return place[start - 1][1], place[start - 1][1]
        return (place[start][0], place[start][0]) if start in place else None
    if start not in place or end - 1 not in place:
        return None
    return place[start][0], place[end - 1][1]


def _rebuilt(paragraph: Paragraph, axis: Axis, source: str) -> str:
    """The new words of a group between the marks that stand before and behind the old ones."""
    before, after = _MARKS_BEFORE.match(source), _MARKS_BEHIND.search(source)
    words = plain(paragraph.text).strip()
    return (before.group() if before else "") + words + (after.group() if after else "")


def _written(format_: str, block: Block, text: str) -> str:
    """A new block, or the row it begins, with the plainest markup of its kind."""
    if block.place.cell is not None:
        cells = [cell.replace(LINE, " ").strip() for cell in text.split(CELL)]
        if format_ == "html":
            return "<tr>" + "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in cells) + "</tr>"
        return (
            f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |" if format_ == "md" else plain(text)
        )
    if format_ == "html":
        name = {"heading": f"h{max(1, min(block.level, 6))}", "list_item": "li"}.get(block.kind, "p")
        return f"<{name}>{escape(text, quote=False)}</{name}>"
    if format_ == "md" and block.kind == "heading":
        return f"{'#' * max(1, min(block.level, 6))} {text}"
    if block.kind == "list_item":
        return f"{block.label if any(letter.isalnum() for letter in block.label) else '-'} {text}"
    return text


def _says(base: Document, text: str, wanted: Sequence[str]) -> bool:
    try:
        found = read(
            text.encode("utf-8", "surrogatepass"), name=f"merged{_SUFFIX[base.source.format]}", encoding="utf-8"
        )
    except ReadError:
        return False
    return ["".join(block.text.split()) for block in found.body] == ["".join(one.split()) for one in wanted]
