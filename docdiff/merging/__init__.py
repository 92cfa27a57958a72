"""Combines several copies of one base into one text, in which nothing anyone wrote is lost; a conflict is a value.

Strategy: all copies are laid on the axis of the base at once (`axis`); edits that touch are brought together and
resolved (`clusters`), paragraphs get their place (`combine`), and the result is written down (`assemble`) and counted
over (`audit`). The copies are put in an order made from their content first, so the order in which they are given
cannot matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from docdiff.contract import head
from docdiff.errors import UsageError
from docdiff.merging.assemble import assemble
from docdiff.merging.axis import Axis, lay_out
from docdiff.merging.combine import Answer, Conflict, Paragraph, combine
from docdiff.merging.regions import Region, Side
from docdiff.merging.units import BREAK, TEXT_FORMATS, Units, cut_document, line_end_of, source_of, with_line_ends
from docdiff.model import Block, Document
from docdiff.text import seen

__all__ = ["Merge", "Region", "Side", "merge"]

Mergeable = Document | Sequence[str]


@dataclass(frozen=True)
class Merge:
    """The outcome of a merge. `regions`, their texts one behind another, are the merged `text`.

    `copies` and `people` are in the same order, which does not depend on how the copies were given. `axis` and
    `paragraphs` are for writers of other formats.
    """

    base: Document
    copies: tuple[Document, ...]
    people: tuple[str, ...]
    regions: tuple[Region, ...]
    axis: Axis
    paragraphs: tuple[Paragraph, ...]
    as_source: bool

    @property
    def conflicts(self) -> tuple[Region, ...]:
        """The questions nobody has answered yet."""
        return tuple(region for region in self.regions if region.is_open)

    @property
    def flags(self) -> tuple[Region, ...]:
        """What was merged but a person should look at."""
        return tuple(region for region in self.regions if region.flags)

    @property
    def text(self) -> str:
        """The merged text, in the format of the base when that is a text format. Questions have the base's words."""
        return "".join(region.text for region in self.regions)

    @cached_property
    def document(self) -> Document:
        """The merged text as a document."""
        return _document(self)

    def to_dict(self) -> dict[str, Any]:
        """The JSON of the merge, as `docdiff schema merge` describes it."""
        return {
            **head("merge"),
            "base": self.base.source_dict(),
            "copies": [
                {**copy.source_dict(), "person": who} for copy, who in zip(self.copies, self.people, strict=True)
            ],
            "conflicts": len(self.conflicts),
            "flags": len(self.flags),
            "regions": [region.to_dict() for region in self.regions],
            "text": self.text,
        }


def merge(
    base: Mergeable,
    ours: Mergeable,
    theirs: Mergeable,
    *more: Mergeable,
    people: Sequence[str] | None = None,
) -> Merge:
    """One merge of all copies of `base`. The order of the copies does not matter.

    `people` names who made each copy (default: told by the documents, else the names of their files).
    """
    return merge_all(_as_document(base, "base"), [_as_document(c, f"copy {n}") for n, c in enumerate((ours, theirs, *more), 1)], people=people)


def _as_document(given: Mergeable, name: str) -> Document:
    return given if isinstance(given, Document) else Document.from_texts(given, name)


def merge_all(base: Document, copies: Sequence[Document], *, people: Sequence[str] | None = None, answer=None) -> Merge:
    named = list(people) if people is not None else [c.source.name for c in copies]
    as_source = all(source_of(document) is not None for document in (base, *copies)) and len({d.source.format == "html" for d in (base, *copies)}) == 1
    base_units = cut_document(base, as_source=as_source)
    line_end = line_end_of(base_units.whole())
    laid = sorted(
        ((_even(cut_document(copy, as_source=as_source), line_end), who, copy) for copy, who in zip(copies, named, strict=True)),
        key=lambda one: (one[0].whole(), one[1]),
    )
    axis = lay_out(base_units, [units for units, _, _ in laid])
    people = tuple(who for _, who, _ in laid)
    names = [copy.source.name for _, _, copy in laid]
    paragraphs = combine(axis, _asker())
    regions = assemble(axis, paragraphs, people, names)
    return Merge(base, tuple(copy for _, _, copy in laid), people, tuple(regions), axis, tuple(paragraphs), as_source)


def _asker():
    met: dict[str, int] = {}

    def ask(conflict: Conflict):
        texts = sorted({f"{gap}:{text}" for _, text, gap in conflict.variants})
        digest = blake2b("\0".join([conflict.about, conflict.base, *texts]).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        met[digest] = met.get(digest, 0) + 1
        number = digest if met[digest] == 1 else f"{digest}-{met[digest]}"
        return number, None

    return ask


def _even(units: Units, line_end: str) -> Units:
    """Units with the base's line ends."""
    return Units(
        tuple(with_line_ends(text, line_end) for text in units.texts),
        tuple(with_line_ends(text, line_end) for text in units.after),
        with_line_ends(units.head, line_end),
        units.blocks,
    )


def _document(made: Merge) -> Document:
    return Document.from_texts([])
