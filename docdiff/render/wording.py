"""Says in the reader's language what happened; the same words in every output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from docdiff.changes import ChangeKind, Diff
from docdiff.locale.interface import Interface
from docdiff.model import Document
from docdiff.render.passages import Passage, name_of

KINDS: tuple[ChangeKind, ...] = ("changed", "inserted", "deleted", "moved", "split", "joined")


class Wording:
    """The words for one comparison."""

    def __init__(self, diff: Diff, texts: Interface) -> None:
        self.texts = texts
        self._old, self._new = _names_above(diff.old), _names_above(diff.new)
        self._unit = diff.unit

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

    def event(self, passage: Passage) -> str:
        """A label for what the marked words do not tell: a move, a split, a join, another style; else nothing."""
        unit = self._unit(passage.hunk)
        if unit == "column" or (unit == "row" and passage.kind == "moved" and self.is_near(passage)):
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
    return [(kind, texts.say(f"count_{kind}", count=counts[kind])) for kind in KINDS if counts[kind]]


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
