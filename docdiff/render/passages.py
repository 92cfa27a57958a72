"""Puts a comparison in reading order: what stands where, before any renderer says how it looks.

Strategy: a diff lists its hunks in the order of the new document. A reader also wants to see, at its old place, that
something moved away; so every move gives two passages, its hunk and its *origin*. Furniture is left out. A hunk is then
cut into the blocks a reader sees (`lines`), and the blocks nothing happened in are gathered to be folded (`stretches`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, groupby
from typing import NamedTuple

from docdiff.changes import ChangeKind, Diff, Hunk, Tag
from docdiff.formatting import Restyling
from docdiff.model import Block, BlockSpan, Mark, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A hunk where it is read.

    `number` counts changes from 1 in reading order and is 0 where nothing changed; the origin of a move bears the
    number of the move. `index` is the hunk's place in the diff.
    """

    hunk: Hunk
    kind: ChangeKind
    number: int = 0
    origin: bool = False
    index: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one block's text that was kept, deleted or inserted.

    `is_break`: the end of a paragraph. `quiet`: a difference that is not shown as one. `note`: the number of a mark
    that stands here and is no part of the text; the span is empty then. `look`: how these words came to look otherwise.
    """

    tag: Tag
    block: Block
    span: Span
    is_break: bool = False
    quiet: bool = False
    note: str | None = None
    look: Restyling | None = None

    @property
    def text(self) -> str:
        """The words as their document has them; nothing for a break or the mark of a note."""
        return self.block.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Line:
    """One block as the reader sees it; the pieces may come from several blocks when paragraphs were split or joined.

    `old_label` is what numbered it before, where that changed.
    """

    block: Block
    pieces: tuple[Piece, ...]
    old_label: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Passages next to each other that are shown, or that may be folded because nothing happened in or near them.

    `size` counts them as a reader would, a table for one.
    """

    passages: tuple[Passage, ...]
    folded: bool = False
    size: int = 0


def passages(diff: Diff) -> tuple[Passage, ...]:
    """The hunks of `diff` in reading order, each move twice; furniture is left out unless its changes are shown.

    Tables are whole: the notes to their cells stand behind them, as does what is gone from beside them.
    """
    kinds = [hunk.kind for hunk in diff.hunks]
    origins = _origins(diff, kinds)
    found = [Passage(diff.hunks[move], "moved", 0, True, move) for move in origins.get(-1, ())]
    for index, hunk in enumerate(diff.hunks):
        if kinds[index] != "equal" or not _is_furniture(diff, index):
            found.append(Passage(hunk, kinds[index], 0, False, index))
        if index in origins:
            found += [Passage(diff.hunks[move], "moved", 0, True, move) for move in origins[index]]
    if any(block.kind == "cell" for block in chain(diff.old.blocks, diff.new.blocks)):
        found = _with_whole_tables(diff, found)
    numbers: dict[int, int] = {}
    for passage in found:
        if not passage.origin and passage.kind != "equal":
            numbers[passage.index] = len(numbers) + 1
    return tuple(
        [replace(passage, number=numbers[passage.index]) if passage.index in numbers else passage for passage in found]
    )


def _with_whole_tables(diff: Diff, order: Sequence[Passage]) -> list[Passage]:
    """The passages with those behind a table that stand between its cells: notes, and what left from beside it."""
    partners = _partners(diff, order)
    out: list[Passage] = []
    waiting: list[Passage] = []
    table: tuple[str, int] | None = None
    for passage in order:
        here = _table_of(diff, passage, partners)
        if table is not None and here != table and (_is_gone(passage) or block_of(diff, passage).kind == "footnote"):
            waiting.append(passage)
            continue
        if here is None or here != table:
            out += sorted(waiting, key=_is_gone)
            waiting = []
        out.append(passage)
        table = here
    return out + sorted(waiting, key=_is_gone)


def _is_gone(passage: Passage) -> bool:
    """Whether a passage is no part of the new text where it stands."""
    return passage.origin or not passage.hunk.link.b


def block_of(diff: Diff, passage: Passage) -> Block:
    """The block that stands for a passage: the first one it shows."""
    if passage.hunk.link.b and not passage.origin:
        return diff.new.blocks[passage.hunk.link.b[0]]
    return diff.old.blocks[passage.hunk.link.a[0]]


def lines(diff: Diff, passage: Passage, *, quiet: bool = False) -> tuple[Line, ...]:
    """The blocks of a passage with what was kept, deleted and inserted in them.

    An origin shows the old text as it stood. Quiet differences show the new text, but a split or joined paragraph keeps
    its break, which is what happened there. With `quiet` they are pieces too, for who needs the old text to the
    character.
    """
    link = passage.hunk.link
    old = [diff.old.blocks[index] for index in link.a]
    if passage.origin:
        stood = (Piece("equal", block, Span(0, len(block.text))) for block in old)
        return tuple(Line(piece.block, tuple(_at_marks(piece, _NO_MARKS))) for piece in stood)
    new = [diff.new.blocks[index] for index in link.b]
    if passage.hunk.is_untouched and len(new) == 1:
        stays = Piece("equal", new[0], Span(0, len(new[0].text)))
        return (Line(new[0], tuple(_at_marks(stays, _NO_MARKS)) if new[0].text else ()),)
    marks = _moved_marks(diff, passage.hunk)
    looks = [look for look in passage.hunk.formatting if not look.quiet]
    starts_old, starts_new = _starts(old), _starts(new)
    found: list[list[Piece]] = [[]]
    for opcode in passage.hunk.opcodes:
        deleted = opcode.tag == "delete"
        side = (old, starts_old, opcode.a) if deleted else (new, starts_new, opcode.b)
        cut = _at_looks(_cut(*side, opcode.tag), looks)
        for piece in chain.from_iterable(_at_marks(piece, marks) for piece in cut):
            if piece.note is not None:
                if opcode.quiet and not deleted:
                    piece = replace(piece, tag="equal")
                if not (opcode.quiet and deleted):
                    found[-1].append(piece)
            elif piece.is_break:
                if old and new and opcode.tag != "equal" and (quiet or not passage.hunk.hushed):
                    found[-1].append(replace(piece, quiet=passage.hunk.hushed))
                if not deleted or not new:
                    found.append([])
            elif quiet or not opcode.quiet:
                found[-1].append(replace(piece, quiet=opcode.quiet))
            elif not deleted:
                found[-1].append(replace(piece, tag="equal"))
    shown = [Line(block, tuple(pieces)) for block, pieces in zip(new or old, found, strict=True)]
    if passage.hunk.renumbered and shown:
        shown[0] = replace(shown[0], old_label=passage.hunk.renumbered.old)
    return tuple(shown)


def stretches(
    diff: Diff, order: Sequence[Passage], *, context: int = 1, least: int = 2, keep_headings: bool = True
) -> Iterator[Stretch]:
    """Gathers passages to show and passages to fold.

    Changes are shown with `context` units before and after them, headings always (unless `keep_headings` is off), and
    so is a hidden run of fewer than `least` units. A unit is a block, or a table with all its cells.
    """
    found = units(diff, order)
    shown = [False] * len(found)
    for index, unit in enumerate(found):
        if any(passage.number for passage in unit):
            near = range(max(0, index - context), min(len(found), index + context + 1))
            for neighbour in near:
                shown[neighbour] = True
        elif keep_headings and block_of(diff, unit[0]).kind == "heading":
            shown[index] = True
    hidden = [run for visible, run in _runs(shown) if not visible and len(run) < least]
    for index in chain.from_iterable(hidden):
        shown[index] = True
    for visible, run in _runs(shown):
        yield Stretch(tuple(chain.from_iterable(found[index] for index in run)), not visible, len(run))


def label_of(block: Block) -> str:
    """What numbers a block, for a renderer to put before its text; nothing where the text says it already.

    Readers cut the number off a footnote, and "1.5 million" does not say "1.".
    """
    text = block.text.lstrip()
    is_said = text.startswith(block.label) and not text[len(block.label) :][:1].isalnum()
    return "" if is_said and block.kind != "footnote" else block.label


def name_of(heading: Block, longest: int = 60) -> str:
    """A heading in one line of at most `longest` characters, with its number."""
    words = " ".join(f"{label_of(heading)} {heading.text}".split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _origins(diff: Diff, kinds: Sequence[ChangeKind]) -> dict[int, list[int]]:
    """Which moves left from behind which hunk (-1: from the very beginning), as indexes into the hunks."""
    moves = [(min(hunk.link.a), index) for index, hunk in enumerate(diff.hunks) if kinds[index] == "moved"]
    if not moves:
        return {}
    stays: dict[int, int] = {}
    for index, hunk in enumerate(diff.hunks):
        if kinds[index] != "moved" and not _is_note(diff, hunk):  # notes stand where their marks do
            stays.update(dict.fromkeys(hunk.link.a, index))
    found: dict[int, list[int]] = {}
    anchor, next_block = -1, 0
    for first, index in sorted(moves):
        while next_block < first:
            anchor = stays.get(next_block, anchor)
            next_block += 1
        found.setdefault(anchor, []).append(index)
    return found


def _runs(values: Sequence[bool]) -> list[tuple[bool, list[int]]]:
    """The runs of equal values, each with its positions."""
    return [(value, list(run)) for value, run in groupby(range(len(values)), key=values.__getitem__)]


def _is_note(diff: Diff, hunk: Hunk) -> bool:
    return bool(hunk.link.a and hunk.link.b) and diff.new.blocks[hunk.link.b[0]].kind == "footnote"


def _is_furniture(diff: Diff, index: int) -> bool:
    """Whether a hunk is furniture and nothing else."""
    link = diff.hunks[index].link
    kinds = {diff.old.blocks[at].kind for at in link.a} | {diff.new.blocks[at].kind for at in link.b}
    return kinds == {"furniture"}


def _starts(blocks: Iterable[Block]) -> list[int]:
    """Where each of some blocks begins in their joined text, and where another would."""
    return [*accumulate((len(block.text) + 1 for block in blocks), initial=0)]


def _cut(blocks: Sequence[Block], starts: Sequence[int], span: Span, tag: Tag) -> Iterator[Piece]:
    """The part of each block that `span` of their joined text covers, and the breaks between them."""
    for position in range(max(0, bisect_right(starts, span.start) - 1), len(blocks)):
        block, start = blocks[position], starts[position]
        end = start + len(block.text)
        first, last = max(span.start, start), min(span.end, end)
        if first < last:
            yield Piece(tag, block, Span(first - start, last - start))
        if position < len(blocks) - 1 and span.start <= end < span.end:
            yield Piece(tag, block, Span(end - start, end - start), is_break=True)
        if end >= span.end:
            return


class _Marks(NamedTuple):
    """The marks of notes that moved, by their block and where they stand in its text.

    `come` are those that stand there now; `gone` those that stood there, each with its number.
    """

    come: frozenset[tuple[int, int]]
    gone: dict[tuple[int, int], list[tuple[Block, int, str]]]


_NO_MARKS = _Marks(frozenset(), {})


def _moved_marks(diff: Diff, hunk: Hunk) -> _Marks:
    """The marks that came, and those that left words that stayed, at the place of these in the new text."""
    told = [move for move in hunk.notes if not move.quiet]
    if not told:
        return _NO_MARKS
    come = frozenset((move.new.block, move.new.start) for move in told if move.new and move.new.start == move.new.end)
    gone: dict[tuple[int, int], list[tuple[Block, int, str]]] = {}
    for move in told:
        if move.old and move.old.start == move.old.end and move.old.block in hunk.link.a:
            place = _place_now(diff, hunk, move.old)
            if place:
                block = diff.old.blocks[move.old.block]
                gone.setdefault(place, []).append((block, move.old.start, move.old_label))
    return _Marks(come, gone)


def _place_now(diff: Diff, hunk: Hunk, at: BlockSpan) -> tuple[int, int] | None:
    """Where a place behind words that stayed is now: the new block and the offset in it; None for words that went."""
    stood = _starts([diff.old.blocks[index] for index in hunk.link.a])[hunk.link.a.index(at.block)] + at.start
    for opcode in hunk.opcodes:
        if opcode.tag == "equal" and (opcode.a.start < stood <= opcode.a.end or stood == opcode.a.start == 0):
            starts = _starts([diff.new.blocks[index] for index in hunk.link.b])[:-1]
            stands = opcode.b.start + stood - opcode.a.start
            position = bisect_right(starts, stands) - 1
            return hunk.link.b[position], stands - starts[position]
    return None


def _at_marks(piece: Piece, marks: _Marks) -> Iterator[Piece]:
    """A piece cut where marks of notes stand that are no part of the text; a mark goes with the word before it."""
    block, start = piece.block, piece.span.start
    if not (block.marks or marks.gone):
        yield piece
        return
    standing = [(mark.span.start, mark.value) for mark in block.marks if mark.kind == "note" and not _is_text(mark)]
    if piece.is_break or not (standing or marks.gone):
        yield piece
        return
    here: dict[int, list[Piece]] = {}
    is_new = piece.tag != "delete"
    for (index, at), left in marks.gone.items():
        if is_new and index == block.index:
            here[at] = [Piece("delete", old, Span(was, was), note=label) for old, was, label in left]
    for at, label in standing:
        tag: Tag = "insert" if is_new and (block.index, at) in marks.come else piece.tag
        here.setdefault(at, []).append(Piece(tag, block, Span(at, at), note=label))
    for at in sorted(here):
        if start < at <= piece.span.end or at == piece.span.start == 0:
            if start < at:
                yield replace(piece, span=Span(start, at))
            yield from here[at]
            start = at
    if start < piece.span.end:
        yield replace(piece, span=Span(start, piece.span.end))


def _at_looks(pieces: Iterable[Piece], looks: Sequence[Restyling]) -> Iterator[Piece]:
    """Pieces cut where words that stayed begin or cease to look otherwise."""
    if not looks:
        yield from pieces
        return
    for piece in pieces:
        start = piece.span.start
        for look in looks if piece.tag == "equal" and not piece.is_break else ():
            low, high = max(look.new.start, start), min(look.new.end, piece.span.end)
            if look.new.block == piece.block.index and low < high:
                if start < low:
                    yield replace(piece, span=Span(start, low))
                yield replace(piece, span=Span(low, high), look=look)
                start = high
        if start < piece.span.end or piece.is_break:
            yield replace(piece, span=Span(start, piece.span.end))


def _is_text(mark: Mark) -> bool:
    return mark.span.start < mark.span.end


def units(diff: Diff, order: Iterable[Passage]) -> list[list[Passage]]:
    """The passages a reader takes for one thing: each by itself, but all cells of a table together."""
    order = list(order)
    partners = _partners(diff, order)
    found: list[list[Passage]] = []
    table: tuple[str, int] | None = None
    for passage in order:
        here = _table_of(diff, passage, partners)
        if here is not None and here == table:
            found[-1].append(passage)
        else:
            found.append([passage])
        table = here
    return found


def _table_of(diff: Diff, passage: Passage, partners: Mapping[int, tuple[str, int]]) -> tuple[str, int] | None:
    """The table whose cells a passage shows, by its number on the side that has it; None for none."""
    block = block_of(diff, passage)
    if block.kind != "cell" or not block.place.cell:
        return None
    number = block.place.cell[0]
    return partners.get(number, ("old", number)) if _is_gone(passage) else ("new", number)


def _partners(diff: Diff, order: Iterable[Passage]) -> dict[int, tuple[str, int]]:
    """For each old table that is still there the new one that has cells of it in place."""
    found: dict[int, tuple[str, int]] = {}
    for passage in order:
        link = passage.hunk.link
        if link.a and link.b and passage.kind != "moved":
            old, new = diff.old.blocks[link.a[0]].place.cell, diff.new.blocks[link.b[0]].place.cell
            if old and new:
                found.setdefault(old[0], ("new", new[0]))
    return found
