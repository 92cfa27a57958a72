"""Tells what changed between two documents: which blocks belong together, and the words that differ between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from typing import Any, Literal, get_args

from docdiff.alignment import Link, align
from docdiff.categories import CATEGORIES, Category, categorise, find_edits
from docdiff.contract import head
from docdiff.edits import Opcode, Tag, diff_texts
from docdiff.fingerprint import hash64
from docdiff.formatting import Restyling, compared_formatting, find_restyling
from docdiff.model import BlockKind, Document, Span, source_position
from docdiff.note_moves import NoteMove, find_note_moves, words_of_marks
from docdiff.text import plain_words

__all__ = ["ChangeKind", "Diff", "Hunk", "Opcode", "Renumbered", "Tag", "diff", "diff_texts"]

Unit = BlockKind | Literal["row", "column"]
ChangeKind = Literal["equal", "changed", "inserted", "deleted", "moved", "split", "joined", "note", "formatting"]

KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
_SAYS_NUMBER = re.compile(r"[^\W_]")
_LAST_NUMBER = re.compile(r"(.*?)(\d{1,6}|(?<![^\W\d_])[A-Za-z])(\W*)")


@dataclass(frozen=True, slots=True)
class Renumbered:
    """What numbers a block was `old` and is `new` ("3." and "4.", "" for none).

    `quiet` where both follow from the block's place in its list: an item that was put in before it moved the rest up.
    """

    old: str
    new: str
    quiet: bool


@dataclass(frozen=True, slots=True)
class Restyled:
    """What kind of block it was, `old`, and is, `new`: "heading 1", "paragraph", "list_item 2".

    Quiet by itself: formats differ in what they know of it.
    """

    old: str
    new: str
    quiet: bool = True


@dataclass(frozen=True, slots=True)
class Hunk:
    """Blocks that belong together and the words that changed between them.

    Concatenating the old text of `equal` and `delete` gives the old blocks joined by newlines, `equal` and `insert` the
    new ones. What numbers a block is not part of its text; `renumbered` says when it changed. The marks of notes are
    part of it in some formats: `notes` says which moved, `note_words` which opcodes change no more than such marks.
    `formatting` says which words that stayed look otherwise.
    """

    link: Link  # a, b: indexes into old.blocks and new.blocks
    opcodes: tuple[Opcode, ...]
    renumbered: Renumbered | None = None
    restyled: Restyled | None = None
    hushed: bool = False  # whether a move, a split or a join is not to be told
    notes: tuple[NoteMove, ...] = ()
    note_words: frozenset[int] = frozenset()
    formatting: tuple[Restyling, ...] = ()

    @property
    def is_untouched(self) -> bool:
        """Whether nothing at all happened, as with most paragraphs of most texts."""
        return (
            self.link.kind == "same"
            and len(self.opcodes) < 2
            and not (self.renumbered or self.restyled or self.notes or self.formatting)
            and all(opcode.tag == "equal" for opcode in self.opcodes)
        )

    @property
    def kind(self) -> ChangeKind:
        """What happened, in the words of the JSON contract; `equal` also when only quiet differences are left.

        What moved, was split or joined stays so named, with or without differences in its words.
        """
        if self.hushed or self.is_untouched:
            return "equal"
        if self.link.kind in ("moved", "split", "joined"):
            return self.link.kind
        words = {at for at, opcode in enumerate(self.opcodes) if opcode.tag != "equal" and not opcode.quiet}
        if self.link.kind in ("inserted", "deleted"):
            return self.link.kind if words else "equal"
        if (self.renumbered and not self.renumbered.quiet) or not words <= self.note_words:
            return "changed"
        if not all(note.quiet for note in self.notes):
            return "note"
        is_restyled = self.restyled is not None and not self.restyled.quiet
        return "formatting" if is_restyled or not all(look.quiet for look in self.formatting) else "equal"


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed between two documents: hunks in the order of the new document, deletions where they were.

    Every block of each side is in exactly one hunk; a moved block's hunk stands at its new place.
    """

    old: Document
    new: Document
    hunks: tuple[Hunk, ...]
    left_out: int = 0  # changes that are not told because others were asked for

    @property
    def has_quiet_changes(self) -> bool:
        """Whether anything at all differs that a reader does not see as a change: spacing, quotes, page marks."""
        return any(
            hunk.kind == "equal"
            and (
                hunk.renumbered
                or hunk.hushed
                or hunk.notes
                or hunk.formatting
                or any(opcode.tag != "equal" for opcode in hunk.opcodes)
            )
            for hunk in self.hunks
        )

    def texts(self, hunk: Hunk) -> tuple[str, str]:
        """The old and the new text of `hunk`: its blocks joined by newlines."""
        return _joined(self.old, hunk.link.a), _joined(self.new, hunk.link.b)

    def segments(self, hunk: Hunk) -> Iterator[tuple[Opcode, str]]:
        """Each step of `hunk` with its text: the old text of `equal` and `delete`, the new text of `insert`."""
        old, new = self.texts(hunk)
        for opcode in hunk.opcodes:
            side, span = (new, opcode.b) if opcode.tag == "insert" else (old, opcode.a)
            yield opcode, side[span.start : span.end]

    def names(self) -> Iterator[str]:
        """A stable name for each hunk, of 16 hexadecimal digits: made of its texts, not of where it stands."""
        before: Counter[int] = Counter()
        for hunk in self.hunks:
            renumbered = hunk.renumbered
            labels = (renumbered.old, renumbered.new) if renumbered and not renumbered.quiet else ()
            number = hash64("\0".join((*self.texts(hunk), *labels)))
            yield f"{number + before[number] & (1 << 64) - 1:016x}"
            before[number] += 1

    def categories(self, hunk: Hunk) -> tuple[Category, ...]:
        """What sort of words changed in `hunk`, in the order of `CATEGORIES`; none where nothing is told."""
        old, new = self.texts(hunk)
        language = self.new.language or self.old.language
        found = {
            category
            for edit in find_edits(hunk.opcodes)
            if not edit.quiet and not hunk.note_words.issuperset(edit.opcodes)
            for category in categorise(old, new, edit, language)
        }
        if hunk.renumbered and not hunk.renumbered.quiet:
            found.add("number")
        return tuple(category for category in CATEGORIES if category in found)

    def sections(self) -> Iterator[tuple[str, ...]]:
        """The headings each hunk stands under, from the outermost: of the new document, of the old if it is gone."""
        old, new = _sections(self.old), _sections(self.new)
        for hunk in self.hunks:
            yield new[hunk.link.b[0]] if hunk.link.b else old[hunk.link.a[0]]

    def unit(self, hunk: Hunk) -> Unit:
        """What kind of thing `hunk` is about: the kind of its first block, or a whole row or column of a table."""
        document, blocks = (self.new, hunk.link.b) if hunk.link.b else (self.old, hunk.link.a)
        first = document.blocks[blocks[0]]
        if first.kind != "cell" or len(blocks) == 1:
            return first.kind
        second = document.blocks[blocks[1]]
        in_row = first.place.cell and second.place.cell and first.place.cell[:2] == second.place.cell[:2]
        return "row" if in_row else "column"

    @property
    def stats(self) -> dict[str, Any]:
        """Counts: hunks of each kind, and "words_inserted", "words_deleted"; words of a move count only where they were
        edited."""
        kinds = Counter(hunk.kind for hunk in self.hunks)
        words: Counter[str] = Counter()
        for hunk in self.hunks:
            if any(opcode.tag != "equal" and not opcode.quiet for opcode in hunk.opcodes):
                for opcode, text in self.segments(hunk):
                    if opcode.tag != "equal" and not opcode.quiet:
                        words[opcode.tag] += len(plain_words(text))
        return {
            **{kind: kinds[kind] for kind in KINDS},
            "words_inserted": words["insert"],
            "words_deleted": words["delete"],
        }

    def to_dict(self) -> dict[str, Any]:
        """The `redline` object of the JSON contract.

        A change's `id` depends on its texts alone (and on how many the same came before), not on where it stands.
        """
        told = zip(self.hunks, self.names(), self.sections(), strict=True)
        return {
            **head("redline"),
            "old": self.old.source_dict(),
            "new": self.new.source_dict(),
            "stats": self.stats,
            "changes": [self._change(*change) for change in told],
        }

    def _repr_html_(self) -> str:
        """What a notebook shows: notebooks look for this method on the value itself."""
        # Named, not imported: rendering stands above this layer, and only a notebook ever asks.
        renderer = import_module("docdiff.render.notebook")
        return str(renderer.render(self))

    def _change(self, hunk: Hunk, name: str, section: tuple[str, ...]) -> dict[str, Any]:
        change: dict[str, Any] = {
            "id": name,
            "kind": hunk.kind,
            "old": list(hunk.link.a),
            "new": list(hunk.link.b),
            "block_kind": self.unit(hunk),
            "categories": list(self.categories(hunk)),
            "section": list(section),
            "old_place": _place(self.old, hunk.link.a),
            "new_place": _place(self.new, hunk.link.b),
            "segments": [_segment(opcode, text) for opcode, text in self.segments(hunk)],
        }
        marks = {"renumbered": hunk.renumbered, "restyled": hunk.restyled}
        change |= {key: asdict(mark) for key, mark in marks.items() if mark}
        if hunk.notes:
            change["notes"] = [asdict(move) for move in hunk.notes]
        if hunk.formatting:
            looks = (asdict(look) | {"added": [*look.added], "removed": [*look.removed]} for look in hunk.formatting)
            change["formatting"] = [*looks]
        return change


def _place(document: Document, positions: tuple[int, ...]) -> dict[str, Any] | None:
    """Where some blocks stand in their file; None for none."""
    if not positions:
        return None
    first, last = document.blocks[positions[0]], document.blocks[positions[-1]]
    line, column = source_position(first, 0)
    return {
        "part": first.place.part,
        "page": first.place.page,
        "line": line,
        "end_line": last.place.end_line or source_position(last, max(0, len(last.text) - 1))[0],
        "column": column,
        "cell": list(first.place.cell) if first.place.cell else None,
    }


def _sections(document: Document) -> list[tuple[str, ...]]:
    """The headings each block of a document stands under, from the outermost; a heading stands under those above it."""
    open_: list[tuple[int, str]] = []
    path: tuple[str, ...] = ()
    found = []
    for block in document.blocks:
        level = max(block.level, 1)
        if block.kind == "heading":
            open_ = [entry for entry in open_ if entry[0] < level]
            path = tuple(text for _, text in open_)
            open_.append((level, " ".join(f"{block.label} {block.text}".split())))
            found.append(path)
            path = tuple(text for _, text in open_)
        else:
            found.append(path)
    return found


def _segment(opcode: Opcode, text: str) -> dict[str, Any]:
    segment: dict[str, Any] = {"op": opcode.tag, "text": text}
    if opcode.quiet:
        segment["quiet"] = True
    return segment


def _joined(document: Document, positions: tuple[int, ...]) -> str:
    if len(positions) == 1:
        return document.blocks[positions[0]].text
    return "\n".join([document.blocks[i].text for i in positions])


def diff(old: Document, new: Document) -> Diff:
    """What changed between `old` and `new`. Neither is altered."""
    regular = _regular_labels(old), _regular_labels(new)
    links = (_in_its_place(old, new, link) for link in align(old, new))
    hunks = [_hunk(old, new, link, regular) for link in links]
    if kinds := compared_formatting(old, new):
        for at, hunk in enumerate(hunks):
            looks = find_restyling(old, new, hunk.link, hunk.opcodes, kinds) if hunk.link.a and hunk.link.b else ()
            if looks:
                hunks[at] = replace(hunk, formatting=looks)
    for at, moves in find_note_moves(old, new, [(hunk.link, hunk.opcodes) for hunk in hunks]).items():
        words = words_of_marks(old, new, hunks[at].link, hunks[at].opcodes, moves)
        hunks[at] = replace(hunks[at], notes=moves, note_words=words)
    return Diff(old, new, tuple(hunks))


def _in_its_place(old: Document, new: Document, link: Link) -> Link:
    """The link of a note that moved as one that stayed: its mark tells where it went."""
    is_note = link.kind == "moved" and old.blocks[link.a[0]].kind == new.blocks[link.b[0]].kind == "footnote"
    if not is_note:
        return link
    return replace(link, kind="same" if link.score == 1.0 else "changed")


def _hunk(old: Document, new: Document, link: Link, regular: tuple[frozenset[int], frozenset[int]]) -> Hunk:
    text_a, text_b = _joined(old, link.a), _joined(new, link.b)
    renumbered = _renumbered(old, new, link, regular)
    restyled = _restyled(old, new, link)
    if text_a == text_b:
        whole = Span(0, len(text_a))
        return Hunk(link, (Opcode("equal", whole, whole),) if text_a else (), renumbered, restyled)
    opcodes = _compared(old, new, link)
    block = old.blocks[link.a[0]] if link.a else new.blocks[link.b[0]]
    if block.kind == "furniture":
        opcodes = tuple(replace(opcode, quiet=opcode.tag != "equal") for opcode in opcodes)
    return Hunk(link, opcodes, renumbered, restyled)


def _compared(old: Document, new: Document, link: Link) -> tuple[Opcode, ...]:
    """The words that changed between the texts of `link`; cells of a moved row or column each with its own."""
    if link.kind != "moved" or len(link.a) == 1:
        return diff_texts(_joined(old, link.a), _joined(new, link.b), _notes(old, link.a), _notes(new, link.b))
    out: list[Opcode] = []
    at_a = at_b = 0
    for i, j in zip(link.a, link.b, strict=True):
        text_a, text_b = old.blocks[i].text, new.blocks[j].text
        steps = diff_texts(text_a, text_b, _notes(old, (i,)), _notes(new, (j,)))
        out += [replace(step, a=_shifted(step.a, at_a), b=_shifted(step.b, at_b)) for step in steps]
        at_a, at_b = at_a + len(text_a) + 1, at_b + len(text_b) + 1
        out.append(Opcode("equal", Span(at_a - 1, at_a), Span(at_b - 1, at_b)))
    return _with_equal_joined(out[:-1])


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _with_equal_joined(opcodes: list[Opcode]) -> tuple[Opcode, ...]:
    """The steps with neighbouring equal ones as one."""
    out: list[Opcode] = []
    for step in opcodes:
        if out and out[-1].tag == step.tag == "equal":
            out[-1] = Opcode("equal", Span(out[-1].a.start, step.a.end), Span(out[-1].b.start, step.b.end))
        else:
            out.append(step)
    return tuple(out)


def _renumbered(
    old: Document, new: Document, link: Link, regular: tuple[frozenset[int], frozenset[int]]
) -> Renumbered | None:
    """How the number of the first block changed; nothing for notes, bullets and furniture, whose marks say nothing."""
    if not link.a or not link.b:
        return None
    a, b = old.blocks[link.a[0]], new.blocks[link.b[0]]
    if a.label == b.label:
        return None
    was, is_now = (block.label if _SAYS_NUMBER.search(block.label) else "" for block in (a, b))
    if was == is_now or {"footnote", "furniture"} & {a.kind, b.kind}:
        return None
    return Renumbered(was, is_now, a.index in regular[0] and b.index in regular[1])


_STYLED = frozenset(("heading", "paragraph", "list_item"))


def _restyled(old: Document, new: Document, link: Link) -> Restyled | None:
    """How the kind of one block became another; cells, notes and captions are what they are."""
    if len(link.a) != 1 or len(link.b) != 1:
        return None
    a, b = old.blocks[link.a[0]], new.blocks[link.b[0]]
    if (a.kind, a.level) == (b.kind, b.level):
        return None
    was, is_now = (f"{block.kind} {block.level}".removesuffix(" 0") for block in (a, b))
    return Restyled(was, is_now) if was != is_now and {a.kind, b.kind} <= _STYLED else None


def _regular_labels(document: Document) -> frozenset[int]:
    """The blocks whose number follows from the one before it in the same list, or begins a list."""
    last: dict[tuple[str, int, str, str], int] = {}
    found: set[int] = set()
    for block in document.body:
        match = _LAST_NUMBER.fullmatch(block.label) if block.label else None
        if match:
            prefix, number, suffix = match.groups()
            series = (block.kind, block.level, prefix, suffix)
            value = int(number) if number.isdigit() else ord(number.lower()) - ord("a") + 1
            if value == 1 or last.get(series) == value - 1:
                found.add(block.index)
            last[series] = value
    return frozenset(found)


def _notes(document: Document, positions: tuple[int, ...]) -> list[Span]:
    """The footnote marks in the joined text of some blocks."""
    out: list[Span] = []
    start = 0
    for i in positions:
        block = document.blocks[i]
        out.extend(
            Span(start + mark.span.start, start + mark.span.end)
            for mark in block.marks
            if mark.kind == "note" and mark.span.start < mark.span.end
        )
        start += len(block.text) + 1
    return sorted(out)
