"""Tells where words that stayed look otherwise than they did: bold, italic, raised.

Strategy: the marks of both sides are laid over the words that stayed; where only one side has a look, it came or went.
Formats differ in what they can say: between two of them only what both know is compared, and what a heading or a cell
looks like from end to end is left to its kind.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from docdiff.alignment import Link
from docdiff.edits import Opcode
from docdiff.model import FORMATTING, Block, BlockSpan, Document

# What a format can say of its words; Markdown has the rest only as HTML.
_TELLS = {
    **dict.fromkeys(("docx", "odt", "html"), frozenset(FORMATTING)),
    "md": frozenset(("bold", "italic", "strike")),
}


@dataclass(frozen=True, slots=True)
class Restyling:
    """Words that stayed, at `old` and at `new`, and how they look now (`added`) and no longer (`removed`).

    Both are some of `FORMATTING`, in its order. Quiet by itself.
    """

    old: BlockSpan
    new: BlockSpan
    added: tuple[str, ...]
    removed: tuple[str, ...]
    quiet: bool = True


def compared_formatting(old: Document, new: Document) -> frozenset[str]:
    """The kinds of formatting that both documents can have."""
    a, b = old.source.format, new.source.format
    return frozenset(FORMATTING) if a == b else _TELLS.get(a, frozenset()) & _TELLS.get(b, frozenset())


_Range = tuple[int, int]


def find_restyling(
    old: Document, new: Document, link: Link, opcodes: Sequence[Opcode], kinds: frozenset[str]
) -> tuple[Restyling, ...]:
    """Where words of linked blocks changed their look, in order. Linear in the marks and the opcodes."""
    before, after = [old.blocks[i] for i in link.a], [new.blocks[j] for j in link.b]
    if not kinds or not any(_is_formatted(block) for block in (*before, *after)):
        return ()
    whole = _ignores_whole(before, after, same_format=old.source.format == new.source.format)
    old_looks, new_looks = _looks(before, kinds, whole), _looks(after, kinds, whole)
    if len(opcodes) == 1 and old_looks == new_looks:
        return ()
    found = [
        stretch for opcode in opcodes if opcode.tag == "equal" for stretch in _differences(opcode, old_looks, new_looks)
    ]
    text_a, text_b = ("\n".join(block.text for block in blocks) for blocks in (before, after))
    starts_a, starts_b = _starts(before), _starts(after)
    return tuple(
        Restyling(
            _within(link.a, starts_a, stretch.old, stretch.old + stretch.length),
            _within(link.b, starts_b, stretch.new, stretch.new + stretch.length),
            _in_order(stretch.added),
            _in_order(stretch.removed),
        )
        for stretch in _joined(_trimmed(found, text_b), text_a, text_b)
    )


def _is_formatted(block: Block) -> bool:
    return bool(block.marks) and any(mark.kind in FORMATTING for mark in block.marks)


def _ignores_whole(before: Sequence[Block], after: Sequence[Block], *, same_format: bool) -> bool:
    """Whether a look from end to end says no more than what kind of block it is."""
    kinds = {block.kind for block in (*before, *after)}
    return "heading" in kinds or (not same_format and bool(kinds & {"cell", "caption"}))


def _looks(blocks: Sequence[Block], kinds: frozenset[str], ignores_whole: bool) -> dict[str, list[_Range]]:
    """The ranges of each kind in the joined texts of some blocks, in order."""
    found: dict[str, list[_Range]] = {}
    for block, start in zip(blocks, _starts(blocks), strict=True):
        for mark in block.marks:
            is_whole = mark.span.start == 0 and mark.span.end == len(block.text)
            if mark.kind in kinds and not (ignores_whole and is_whole):
                found.setdefault(mark.kind, []).append((start + mark.span.start, start + mark.span.end))
    return found


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Where the texts of some blocks begin when they are joined by newlines."""
    return list(accumulate((len(block.text) + 1 for block in blocks[:-1]), initial=0))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """So many letters that stayed, where they stand on each side, and the looks that came and went."""

    old: int
    new: int
    length: int
    added: frozenset[str]
    removed: frozenset[str]


def _differences(
    opcode: Opcode, old_looks: dict[str, list[_Range]], new_looks: dict[str, list[_Range]]
) -> Iterator[_Stretch]:
    """The stretches of words that stayed in which some look came or went."""
    shift = opcode.b.start - opcode.a.start
    turns: dict[int, dict[str, int]] = {}  # where a look begins (1) or ends (-1) to be on the new side, less the old
    for looks, sign, span, move in ((new_looks, 1, opcode.b, 0), (old_looks, -1, opcode.a, shift)):
        for kind, ranges in looks.items():
            for start, end in _clipped(ranges, span.start, span.end):
                for at, step in ((start + move, sign), (end + move, -sign)):
                    turn = turns.setdefault(at, {})
                    turn[kind] = turn.get(kind, 0) + step
    state: dict[str, int] = {}
    places = sorted(turns)
    for at, following in pairwise(places):
        for kind, step in turns[at].items():
            state[kind] = state.get(kind, 0) + step
        added = frozenset(kind for kind, value in state.items() if value > 0)
        removed = frozenset(kind for kind, value in state.items() if value < 0)
        if added or removed:
            yield _Stretch(at - shift, at, following - at, added, removed)


def _clipped(ranges: Sequence[_Range], low: int, high: int) -> Iterator[_Range]:
    first = max(bisect_right(ranges, (low, low)) - 1, 0)
    for start, end in ranges[first:]:
        if start >= high:
            return
        if end > low:
            yield max(start, low), min(end, high)


def _trimmed(found: Iterable[_Stretch], text: str) -> Iterator[_Stretch]:
    """The stretches from word to word; a bold comma is no news."""
    for stretch in found:
        words = text[stretch.new : stretch.new + stretch.length]
        if any(letter.isalnum() for letter in words):
            cut = len(words) - len(words.lstrip())
            yield _Stretch(stretch.old + cut, stretch.new + cut, len(words.strip()), stretch.added, stretch.removed)


def _joined(found: Iterable[_Stretch], text_a: str, text_b: str) -> list[_Stretch]:
    """Neighbours of which the same is to be told as one."""
    out: list[_Stretch] = []
    for stretch in found:
        before = out[-1] if out else None
        if (
            before
            and (before.added, before.removed) == (stretch.added, stretch.removed)
            and stretch.old - before.old == stretch.new - before.new
            and _is_nothing(text_a[before.old + before.length : stretch.old])
            and _is_nothing(text_b[before.new + before.length : stretch.new])
        ):
            length = stretch.new + stretch.length - before.new
            out[-1] = _Stretch(before.old, before.new, length, before.added, before.removed)
        else:
            out.append(stretch)
    return out


def _is_nothing(text: str) -> bool:
    """Whether no word and no end of a line stands between two stretches."""
    return "\n" not in text and not any(letter.isalnum() for letter in text)


def _within(blocks: Sequence[int], starts: Sequence[int], start: int, end: int) -> BlockSpan:
    position = bisect_right(starts, start) - 1
    return BlockSpan(blocks[position], start - starts[position], end - starts[position])


def _in_order(kinds: frozenset[str]) -> tuple[str, ...]:
    return tuple(kind for kind in FORMATTING if kind in kinds)
