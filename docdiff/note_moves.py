"""Tells which notes have their mark elsewhere than they had.

Strategy: a note stands directly behind the block that holds its mark, so every mark knows its note. Two marks belong
together when their notes do; without notes, when they bear the same number in blocks that belong together. The words
that stayed say where a mark would stand now if nobody had moved it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from docdiff.alignment import Link
from docdiff.edits import Opcode
from docdiff.model import BlockSpan, Document, Span

# In others marks have to be guessed: one that is not there may not have been seen.
_KNOW_MARKS = frozenset(("docx", "odt", "html", "md"))
_SPACES = 8  # around a mark that moves with it


@dataclass(frozen=True, slots=True)
class NoteMove:
    """A note whose mark stood at `old` and stands at `new`; None where it has none.

    A span is empty where the format keeps marks apart from the text.
    """

    old: BlockSpan | None
    new: BlockSpan | None
    old_label: str = ""
    new_label: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class _Call:
    """A mark in a text, with the first block of its note if it has one."""

    at: BlockSpan
    label: str
    note: int | None


Hunks = Sequence[tuple[Link, Sequence[Opcode]]]


def find_note_moves(old: Document, new: Document, hunks: Hunks) -> dict[int, tuple[NoteMove, ...]]:
    """The notes whose marks moved, by the hunk they stood in and by the one they stand in, in order.

    A note that was deleted or inserted tells of its mark itself. Linear in the blocks and their marks.
    """
    old_calls, new_calls = tuple(_calls(old)), tuple(_calls(new))
    if not (old_calls or new_calls):
        return {}
    places = _Places(old, new, hunks)
    found: defaultdict[int, list[NoteMove]] = defaultdict(list)
    knows_marks = {old.source.format, new.source.format} <= _KNOW_MARKS
    for was, now in _paired(old_calls, new_calls, places):
        if places.is_in_place(was, now) if was and now else not knows_marks:
            continue
        move = NoteMove(
            was.at if was else None, now.at if now else None, was.label if was else "", now.label if now else ""
        )
        where = {places.old_hunk[was.at.block]} if was else set[int]()
        for hunk in where | ({places.new_hunk[now.at.block]} if now else set()):
            found[hunk].append(move)
    return {hunk: tuple(sorted(moves, key=_order)) for hunk, moves in found.items()}


def _order(move: NoteMove) -> tuple[BlockSpan, ...]:
    return tuple(at for at in (move.new, move.old) if at)


def _calls(document: Document) -> Iterator[_Call]:
    """The marks of a document in order, each with its note."""
    blocks = document.blocks
    for block in blocks:
        if not block.marks:
            continue
        marks = sorted((mark.span.start, mark.span.end, mark.value) for mark in block.marks if mark.kind == "note")
        if not marks:
            continue
        behind: defaultdict[str, deque[int]] = defaultdict(deque)
        at = block.index + 1
        while at < len(blocks) and blocks[at].kind == "footnote":
            behind[blocks[at].label].append(at)
            at += 1
        for start, end, label in marks:
            notes = behind.get(label)
            yield _Call(BlockSpan(block.index, start, end), label, notes.popleft() if notes else None)


class _Places:
    """Where the blocks of both sides are among the hunks, and where the words of a hunk went."""

    def __init__(self, old: Document, new: Document, hunks: Hunks) -> None:
        self._old, self._new, self._hunks = old, new, hunks
        self.old_hunk = {i: at for at, (link, _) in enumerate(hunks) for i in link.a}
        self.new_hunk = {j: at for at, (link, _) in enumerate(hunks) for j in link.b}
        self._regions: dict[int, list[tuple[int, int, int, int, bool]]] = {}

    def counterpart(self, note: int) -> int | None:
        """The new note that an old one became."""
        link, _ = self._hunks[self.old_hunk[note]]
        return link.b[0] if link.b else None

    def is_new(self, note: int) -> bool:
        """Whether a new note was not there before."""
        return not self._hunks[self.new_hunk[note]][0].a

    def is_in_place(self, was: _Call, now: _Call) -> bool:
        """Whether a mark stands where the words around it took it; at an edit, on either side of that."""
        hunk, other = self.old_hunk[was.at.block], self.new_hunk[now.at.block]
        if hunk != other:
            # One paragraph came for another, as the words of both say.
            return not self._hunks[hunk][0].b and not self._hunks[other][0].a
        link, _ = self._hunks[hunk]
        start = _offset(self._old, link.a, was.at)
        low, high = self._expected(hunk, start)
        stands = _offset(self._new, link.b, now.at)
        text = "\n".join(self._new.blocks[j].text for j in link.b) if not low <= stands <= high else ""
        return not text[min(high, stands) : max(low, stands)].strip()

    def _expected(self, hunk: int, start: int) -> tuple[int, int]:
        if hunk not in self._regions:
            self._regions[hunk] = list(_regions(self._hunks[hunk][1]))
        regions = self._regions[hunk]
        at = bisect_left(regions, start, key=lambda region: region[1])
        low, high = None, 0
        for first, last, new_first, new_last, is_equal in regions[at : at + 3]:
            if first <= start <= last:
                begin, end = (new_first + start - first,) * 2 if is_equal else (new_first, new_last)
                low, high = begin if low is None else min(low, begin), max(high, end)
        return low or 0, high


def _regions(opcodes: Sequence[Opcode]) -> Iterator[tuple[int, int, int, int, bool]]:
    """Stretches that stayed and stretches that changed, by turns: begin and end in the old and in the new text."""
    for is_equal, group in groupby(opcodes, key=lambda opcode: opcode.tag == "equal"):
        steps = list(group)
        first, last = steps[0], steps[-1]
        yield first.a.start, last.a.end, first.b.start, last.b.end, is_equal


def _offset(document: Document, blocks: Sequence[int], at: BlockSpan) -> int:
    """Where a mark stands in the texts of some blocks, joined by newlines."""
    starts = accumulate((len(document.blocks[i].text) + 1 for i in blocks), initial=0)
    return next(start for start, i in zip(starts, blocks, strict=False) if i == at.block) + at.start


def _paired(old: Sequence[_Call], new: Sequence[_Call], places: _Places) -> Iterator[tuple[_Call | None, _Call | None]]:
    """The marks of the same notes; those of notes that lost or got a mark, alone."""
    of_note = {call.note: call for call in new if call.note is not None}
    bare, fresh = (defaultdict[tuple[int, str], deque[_Call]](deque) for _ in range(2))
    for call in new:
        if call.note is None or places.is_new(call.note):
            (bare if call.note is None else fresh)[places.new_hunk[call.at.block], call.label].append(call)
    taken: set[BlockSpan] = set()
    for call in old:
        became = None if call.note is None else places.counterpart(call.note)
        here = (places.old_hunk[call.at.block], call.label)
        now = of_note.get(became) if became is not None else None
        if now is None and bare[here]:
            now = bare[here].popleft()
        elif now is None and call.note is None and fresh[here]:  # its note was empty, and no longer is
            now = fresh[here].popleft()
        if now is None and call.note is not None and became is None:
            continue
        if now is not None:
            taken.add(now.at)
        yield call, now
    for call in new:
        if call.at not in taken and (call.note is None or not places.is_new(call.note)):
            yield None, call


def words_of_marks(
    old: Document, new: Document, link: Link, opcodes: Sequence[Opcode], moves: Sequence[NoteMove]
) -> frozenset[int]:
    """Which opcodes change nothing but marks that moved, where marks are words of the text."""
    gone = _letters_of_marks(old, link.a, [move.old for move in moves])
    come = _letters_of_marks(new, link.b, [move.new for move in moves])
    if not (gone or come):
        return frozenset()
    old_text, new_text = (
        "\n".join(document.blocks[at].text for at in blocks) for document, blocks in ((old, link.a), (new, link.b))
    )
    return frozenset(
        position
        for position, opcode in enumerate(opcodes)
        if (opcode.tag == "delete" and _is_mark(old_text, opcode.a, gone))
        or (opcode.tag == "insert" and _is_mark(new_text, opcode.b, come))
    )


def _letters_of_marks(document: Document, blocks: Sequence[int], marks: Sequence[BlockSpan | None]) -> frozenset[int]:
    """The offsets in the joined texts of some blocks that are letters of these marks."""
    starts = {mark: _offset(document, blocks, mark) for mark in marks if mark and mark.block in blocks}
    return frozenset(at for mark, start in starts.items() for at in range(start, start + mark.end - mark.start))


def _is_mark(text: str, span: Span, letters: frozenset[int]) -> bool:
    """Whether a stretch holds nothing but letters of marks, with white space at most."""
    if span.end - span.start > len(letters) + _SPACES:
        return False
    return all(at in letters or text[at].isspace() for at in range(span.start, span.end))
