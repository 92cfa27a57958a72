"""Finds the words that changed between aligned blocks, tidied for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from docdiff.align import Link
from docdiff.model import Document, Span

Tag = Literal["equal", "delete", "insert"]
ChangeKind = Literal["equal", "changed", "inserted", "deleted", "moved", "split", "joined"]


@dataclass(frozen=True, slots=True)
class Opcode:
    """One step from old to new.

    `a` and `b` are spans in the old and the new text of the hunk (its blocks joined by a newline). `equal` has the same
    characters on both sides; `delete` has an empty `b`, `insert` an empty `a`. A deletion comes before the insertion
    that replaces it. `quiet` marks differences a reader does not see as changes (white space, kinds of quotes).
    """

    tag: Tag
    a: Span
    b: Span
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Hunk:
    """Blocks that belong together and the words that changed between them.

    Concatenating the old text of `equal` and `delete` gives the old blocks joined by newlines, `equal` and `insert` the
    new ones.
    """

    link: Link  # a, b: indexes into old.blocks and new.blocks
    opcodes: tuple[Opcode, ...]

    @property
    def kind(self) -> ChangeKind:
        """What happened, in the words of the JSON contract; `equal` also when only quiet differences are left."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed between two documents: hunks in the order of the new document, deletions where they were.

    Every block of each side is in exactly one hunk; a moved block's hunk stands at its new place.
    """

    old: Document
    new: Document
    hunks: tuple[Hunk, ...]

    def texts(self, hunk: Hunk) -> tuple[str, str]:
        """The old and the new text of `hunk`: its blocks joined by newlines."""
        return (
            "\n".join(self.old.blocks[i].text for i in hunk.link.a),
            "\n".join(self.new.blocks[i].text for i in hunk.link.b),
        )

    @property
    def stats(self) -> dict[str, Any]:
        """Counts: {"equal", "changed", "inserted", "deleted", "moved", "split", "joined"} hunks, and "words_inserted",
        "words_deleted"."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """The `redline` object of the JSON contract."""
        raise NotImplementedError
