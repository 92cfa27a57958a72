"""Writes small pieces of documents as markup: words in their context, and short redlines between two passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from docdiff.checks.base import Fix
from docdiff.differences import Segment, segments
from docdiff.locale.interface import Interface
from docdiff.model import Document, Span, Spot
from docdiff.render.odd import readable
from docdiff.render.page import escape

_AROUND = 180  # characters of context on either side
_NEAR = 90  # characters of the paragraphs before and behind
_PASSAGE = 400  # characters of a passage that is quoted by its beginning
_KEPT = 60  # characters of unchanged text shown on either side of a change
_LONG = 200  # characters
LONGEST_REDLINE = 60_000  # characters of both sides together


def place(spot: Spot, texts: Interface) -> str:
    """Where a spot is, as markup: document, page and line, or lines of a whole passage."""
    name = f"<bdi>{escape(readable(spot.document.source.name))}</bdi>"
    page = spot.document.blocks[spot.block].place.page
    where = texts.say("on_page", page=page) if page else ""
    if spot.blocks is None:
        return name + where + texts.say("on_line", line=spot.line)
    last = spot.document.blocks[spot.blocks[1]].place
    end = last.end_line or last.line or spot.blocks[1] + 1
    if end == spot.line:
        return name + where + texts.say("on_line", line=end)
    return name + where + texts.say("on_lines", first=spot.line, last=end)


def context(spot: Spot, fix: Fix | None = None) -> str:
    """The words of a spot in their sentence, marked, with a fix inside them as a change; a passage by its beginning."""
    if spot.blocks is not None:
        return escape(_after(passage_text(spot), 0, _PASSAGE))
    text, span = spot.document.blocks[spot.block].text, spot.span
    words = _words(text, span, fix if fix and fix.at.document is spot.document and fix.at.block == spot.block else None)
    return f"{escape(_before(text, span.start))}<mark>{words}</mark>{escape(_after(text, span.end))}"


def _words(text: str, span: Span, fix: Fix | None) -> str:
    if fix is None or not span.start <= fix.at.span.start <= fix.at.span.end <= span.end:
        return escape(text[span.start : span.end])
    old = text[fix.at.span.start : fix.at.span.end]
    change = (f"<del>{escape(old)}</del>" if old else "") + (f"<ins>{escape(fix.text)}</ins>" if fix.text else "")
    return f"{escape(text[span.start : fix.at.span.start])}{change}{escape(text[fix.at.span.end : span.end])}"


def both_ends(text: str) -> str:
    """A text by its beginning and its end, when it is long."""
    if len(text) <= _PASSAGE:
        return text
    return f"{_after(text, 0, _PASSAGE * 2 // 3)} {_before(text, len(text), _PASSAGE // 3).removeprefix('… ')}"


def neighbours(spot: Spot) -> tuple[str, str]:
    """What the paragraph before a passage ends with and the one behind it begins with, as markup; "" where none is."""
    first, last = spot.blocks or (spot.block, spot.block)
    before = _first_body_text(spot.document, range(first - 1, -1, -1))
    behind = _first_body_text(spot.document, range(last + 1, len(spot.document.blocks)))
    return escape(_before(before, len(before), _NEAR)), escape(_after(behind, 0, _NEAR))


def _first_body_text(document: Document, order: Iterable[int]) -> str:
    blocks = (document.blocks[index] for index in order)
    return next((block.text for block in blocks if block.kind not in ("furniture", "footnote")), "")


def passage_text(spot: Spot) -> str:
    """All text of the passage a spot points at, without furniture; paragraphs are lines."""
    first, last = spot.blocks or (spot.block, spot.block)
    blocks = spot.document.blocks[first : last + 1]
    return "\n".join(block.text for block in blocks if block.kind != "furniture")


def small_redline(old: str, new: str) -> str:
    """What changed from `old` to `new` as markup, the unchanged words in between cut short; "" when no word differs."""
    return redline_of(segments(old, new))


def redline_of(found: Sequence[Segment]) -> str:
    """What differs between two passages as markup, the unchanged words in between cut short; "" when no word does."""
    if all(_is_same(segment) for segment in found):
        return ""
    return "".join(_redline_pieces(found))


def _is_same(segment: Segment) -> bool:
    return segment.op == "equal" or segment.quiet


def _redline_pieces(found: Sequence[Segment]) -> Iterator[str]:
    runs = [(same, list(group)) for same, group in groupby(found, key=_is_same)]
    for position, (same, group) in enumerate(runs):
        if same:
            # Of words that differ in spacing alone the new ones are shown.
            text = "".join(segment.text for segment in group if segment.op != "delete")
            yield _cut(text, first=position == 0, last=position == len(runs) - 1)
            continue
        at_an_end = len({segment.op for segment in group}) == 1 and position in (0, len(runs) - 1)
        for segment in group:
            text, name = segment.text, "del" if segment.op == "delete" else "ins"
            if at_an_end and len(text) > _LONG:  # the rest of a longer text that holds the other one
                text = _before(text, len(text), _KEPT) if position == 0 else _after(text, 0, _KEPT)
            yield f"<{name}>{escape(text)}</{name}>"


def _cut(text: str, *, first: bool, last: bool) -> str:
    """Unchanged text with only what stands beside a change."""
    head = "" if first else text[: _KEPT * 2] if len(text) <= _KEPT * 3 else _after(text, 0, _KEPT)
    if not first and len(text) <= _KEPT * 3 and not last:
        return escape(text)
    tail = "" if last else _before(text, len(text), _KEPT)
    return escape(head) + ("<br>" if head and tail else "") + escape(tail)


def _before(text: str, at: int, most: int = _AROUND) -> str:
    if at <= most:
        return text[:at]
    start = text.find(" ", at - most, at)
    return "… " + text[(start + 1 if start >= 0 else at - most) : at]


def _after(text: str, at: int, most: int = _AROUND) -> str:
    if len(text) - at <= most:
        return text[at:]
    end = text.rfind(" ", at, at + most)
    return text[at : (end if end >= 0 else at + most)] + " …"
