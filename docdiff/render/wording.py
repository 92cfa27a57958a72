"""Says in the reader's language what happened; the same words in every output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from docdiff.alignment import Link
from docdiff.changes import KINDS, ChangeKind, Diff
from docdiff.formatting import Restyling
from docdiff.locale.interface import Interface
from docdiff.model import BlockSpan, Document
from docdiff.note_moves import NoteMove
from docdiff.render.passages import Passage, name_of

_KINDS = tuple(kind for kind in KINDS if kind != "equal")
_MOST = 5  # marks of notes, and looks, that are told of one passage
_WORDS = 4  # words before a mark that tell where it stands
_LONG = 40  # characters of these


class Wording:
    """The words for one comparison."""

    def __init__(self, diff: Diff, texts: Interface) -> None:
        self.texts, self._diff = texts, diff
        self._old, self._new = _names_above(diff.old), _names_above(diff.new)

    def move(self, passage: Passage) -> str:
        """Where a moved text came from, or, at its old place, where it went."""
        if self.is_near(passage):
            return self.texts.say("moved_here")
        link = passage.hunk.link
        name = self._new[link.b[0]] if passage.origin else self._old[link.a[0]]
        place = self.texts.say("place_section", name=name) if name else self.texts.say("place_beginning")
        return self.texts.say("moved_to" if passage.origin else "moved_from", place=place)

    def is_near(self, passage: Passage) -> bool:
        """Whether a moved text stands under the same heading as before."""
        return self._old[passage.hunk.link.a[0]] == self._new[passage.hunk.link.b[0]]

    def _is_in_its_table(self, passage: Passage) -> bool:
        """Whether a row moved within its table, whatever became of the heading above; or at least under that."""
        return self._table(passage.hunk.link) in self._tables or self.is_near(passage)

    def _table(self, link: Link) -> tuple[int, int] | None:
        """The tables, old and new, that hold the first blocks of a link."""
        old, new = self._diff.old.blocks[link.a[0]].place.cell, self._diff.new.blocks[link.b[0]].place.cell
        return (old[0], new[0]) if old and new else None

    @cached_property
    def _tables(self) -> frozenset[tuple[int, int] | None]:
        """The tables that are still there: some cell of theirs stayed in its place."""
        links = (hunk.link for hunk in self._diff.hunks if hunk.link.kind in ("same", "changed"))
        return frozenset(map(self._table, links)) - {None}

    def event(self, passage: Passage) -> str:
        """All that marked words do not tell, in one line: its headline and its details."""
        return "; ".join(filter(None, (self.headline(passage), *self.details(passage))))

    def details(self, passage: Passage) -> list[str]:
        """Which notes have their mark elsewhere, and which words look otherwise."""
        return [] if passage.origin else [*self._notes(passage), *self._looks(passage)]

    def headline(self, passage: Passage) -> str:
        """A short label for what happened to the whole: a move, a split, a join, another style; else nothing."""
        unit = self._diff.unit(passage.hunk)
        if unit == "column" or (unit == "row" and passage.kind == "moved" and self._is_in_its_table(passage)):
            return self.texts.say(f"{unit}_{passage.kind}")
        if passage.kind == "moved":
            return self.move(passage)
        if passage.kind == "split":
            return self.texts.say("split", count=len(passage.hunk.link.b))
        if passage.kind == "joined":
            return self.texts.say("joined", count=len(passage.hunk.link.a))
        restyled = passage.hunk.restyled
        if restyled and not restyled.quiet:
            return self.texts.say("restyled", old=self._style(restyled.old), new=self._style(restyled.new))
        return ""

    def _notes(self, passage: Passage) -> list[str]:
        """Which notes have their mark elsewhere."""
        told = [move for move in passage.hunk.notes if not move.quiet]
        more = ["…"] if len(told) > _MOST else []
        return [self._note(move) for move in told[:_MOST]] + more

    def _note(self, move: NoteMove) -> str:
        label = move.new_label or move.old_label
        old = self._behind(self._diff.old, move.old) if move.old else ""
        new = self._behind(self._diff.new, move.new) if move.new else ""
        key = "note_moved" if old and new else "note_lost" if old else "note_marked"
        return self.texts.say(key, label=label, old=old, new=new)

    def _behind(self, document: Document, at: BlockSpan) -> str:
        """The words before a mark, which tell where it stands."""
        words = document.blocks[at.block].text[max(0, at.start - 10 * _LONG) : at.start].split()[-_WORDS:]
        return self.texts.say("behind", words=" ".join(words)[-_LONG:]) if words else self.texts.say("at_the_start")

    def _looks(self, passage: Passage) -> list[str]:
        """Which words look otherwise, and how."""
        told = [look for look in passage.hunk.formatting if not look.quiet]
        more = ["…"] if len(told) > _MOST else []
        return [self._look(look) for look in told[:_MOST]] + more

    def _look(self, look: Restyling) -> str:
        words = " ".join(self._diff.new.blocks[look.new.block].text[look.new.start : look.new.end].split())
        words = words if len(words) <= _LONG else words[: _LONG - 1].rstrip() + "…"
        said = [self.texts.say("look_come", look=self.texts.say(f"look_{kind}")) for kind in look.added]
        said += [self.texts.say("look_gone", look=self.texts.say(f"look_{kind}")) for kind in look.removed]
        return self.texts.say("look", words=words, looks=", ".join(said))

    def _style(self, name: str) -> str:
        """A kind of block as people call it: "list_item 2" is a list item of level 2."""
        kind, _, level = name.partition(" ")
        return " ".join(filter(None, (self.texts.say(f"block_{kind}"), level)))

    def section(self, passage: Passage) -> str:
        """The heading a passage stands under, on the side it is shown from; nothing before the first one."""
        link = passage.hunk.link
        return self._new[link.b[0]] if link.b and not passage.origin else self._old[link.a[0]]


def count_kinds(order: Iterable[Passage]) -> Counter[ChangeKind]:
    """How many changes there are of each kind."""
    return Counter(passage.kind for passage in order if passage.number and not passage.origin)


def tell_kinds(counts: Counter[ChangeKind], texts: Interface) -> list[tuple[ChangeKind, str]]:
    """The kinds that occur, each with "3 moved" or its like."""
    return [(kind, texts.say(f"count_{kind}", count=counts[kind])) for kind in _KINDS if counts[kind]]


def tell_words(diff: Diff, texts: Interface) -> list[str]:
    """How many words were inserted and deleted, leaving out what is none."""
    stats = diff.stats
    return [texts.say(key, count=stats[key]) for key in ("words_inserted", "words_deleted") if stats[key]]


def _names_above(document: Document) -> tuple[str, ...]:
    """For every block the name of the heading it stands under; a heading stands under the one before it."""
    found: list[str] = []
    name = ""
    for block in document.blocks:
        found.append(name)
        if block.kind == "heading":
            name = name_of(block)
    return tuple(found)


def tell_nothing(diff: Diff, texts: Interface) -> str:
    """What to say where no change is told: there is none, only quiet ones are there, or others are left out."""
    if diff.left_out:
        return texts.say("only_left_out", count=diff.left_out)
    return texts.say("only_quiet_changes" if diff.has_quiet_changes else "no_changes")
