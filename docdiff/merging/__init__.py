"""Combines several copies of one base into one text, in which nothing anyone wrote is lost; a conflict is a value.

Strategy: all copies are laid on the axis of the base at once (`axis`); edits that touch are brought together and
resolved (`clusters`), paragraphs get their place (`combine`), and the result is written down (`assemble`) and counted
over (`audit`). The copies are put in an order made from their content first, so the order in which they are given
cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from docdiff.contract import head
from docdiff.merging.assemble import assemble
from docdiff.merging.audit import Audit, count_words, flag_regions
from docdiff.merging.axis import Axis, Copy, lay_out
from docdiff.merging.combine import Ask, Paragraph, combine
from docdiff.merging.decisions import Answers, Decision
from docdiff.merging.labels import with_typed_labels
from docdiff.merging.people import name_people, unique
from docdiff.merging.problems import find_problems
from docdiff.merging.regions import Region, Side
from docdiff.merging.result import merged_document
from docdiff.merging.units import Units, cut_document, line_end_of, source_of, with_line_ends
from docdiff.model import Document, Problem
from docdiff.readers import read

__all__ = ["Decision", "Merge", "Region", "Side", "merge", "merge_copies"]

Mergeable = Document | str | Sequence[str]


@dataclass(frozen=True)
class Merge:
    """The outcome of a merge. `regions`, their texts one behind another, are the merged `text`.

    `copies` and `people` are in the same order, which does not depend on how the copies were given. `stale` are the ids
    of decisions about questions that are not asked, `unknown` those that name nobody, with the name. `base_found` says
    where the base comes from when none was given: "copy", "majority" or "none". `problems` is what a person should know
    of the inputs. `axis` and `paragraphs` are for writers of other formats.
    """

    base: Document
    copies: tuple[Document, ...]
    people: tuple[str, ...]
    regions: tuple[Region, ...]
    axis: Axis
    paragraphs: tuple[Paragraph, ...]
    as_source: bool
    audit: Audit
    stale: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    base_found: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def conflicts(self) -> tuple[Region, ...]:
        """The questions nobody has answered yet."""
        return tuple(region for region in self.regions if region.is_open)

    @property
    def flags(self) -> tuple[Region, ...]:
        """What was merged but a person should look at."""
        return tuple(region for region in self.regions if region.flags)

    @property
    def changes(self) -> tuple[Region, ...]:
        """Everything that is not as it was in the base; a move counts where the words stand now."""
        return tuple(region for region in self.regions if region.kind != "unchanged" and region.moved != "away")

    @property
    def text(self) -> str:
        """The merged text, in the format of the base when that is a text format. Questions have the base's words."""
        return "".join(region.text for region in self.regions)

    @cached_property
    def document(self) -> Document:
        """The merged text as a document."""
        return merged_document(
            self.base, self.copies, self.axis, self.paragraphs, self.text if self.as_source else None
        )

    @property
    def stats(self) -> dict[str, int]:
        """How many changes there are, by how many people, and what became of them."""
        changes = self.changes
        flagged = sum(1 for region in changes if region.flags and not region.is_open)
        questions = sum(region.is_open for region in changes)
        return {
            "changes": len(changes),
            "people": len({person for region in changes for person in region.people}),
            "taken": len(changes) - flagged - questions,
            "flagged": flagged,
            "questions": questions,
        }

    def to_dict(self) -> dict[str, Any]:
        """The JSON of the merge, as `docdiff schema merge` describes it."""
        return {
            **head("merge"),
            "base": self.base.source_dict() | {"found": self.base_found},
            "copies": [
                copy.source_dict() | {"person": who} for copy, who in zip(self.copies, self.people, strict=True)
            ],
            "stats": self.stats,
            "conflicts": len(self.conflicts),
            "flags": len(self.flags),
            "regions": [region.to_dict() for region in self.regions],
            "audit": {"lost": dict(self.audit.lost), "doubled": dict(self.audit.doubled)},
            "decisions": {"stale": list(self.stale), "unknown": [list(pair) for pair in self.unknown]},
            "problems": [problem.to_dict() for problem in self.problems],
            "text": self.text,
        }


def merge(
    base: Mergeable,
    ours: Mergeable,
    theirs: Mergeable,
    *more: Mergeable,
    people: Sequence[str] | None = None,
    decisions: Sequence[Decision] = (),
) -> Merge:
    """One merge of all copies of `base`: documents, lists of texts, or whole texts. Their order does not matter.

    `people` names who made each copy (default: their files' names). `decisions` answer questions of an earlier merge of
    the same copies. Documents read from files of one text format are merged as they stand in the file, markup included;
    others by the texts of their blocks.
    """
    given = [_as_document(copy, f"copy {number}") for number, copy in enumerate((ours, theirs, *more), 1)]
    return merge_copies(_as_document(base, "base"), given, people=people, decisions=decisions)


def _as_document(given: Mergeable, name: str) -> Document:
    if isinstance(given, str):  # a text with its line ends, in Markdown if anything
        return read(given.encode("utf-8", "surrogatepass"), name=f"{name}.md", encoding="utf-8")
    return given if isinstance(given, Document) else Document.from_texts(given, name)


def merge_copies(
    base: Document,
    copies: Sequence[Document],
    *,
    people: Sequence[str] | None = None,
    decisions: Sequence[Decision] = (),
    ask_all: bool = False,
    base_found: str = "",
) -> Merge:
    """`merge` for any number of copies. `ask_all` makes a question of every difference from the base.

    `base_found` is how the base was found (`find_base`); where it is what most copies say, what no majority says is
    asked of all.
    """
    named = name_people(copies) if people is None else unique(people)
    as_source = is_one_format([base, *copies])
    if not as_source:
        base, *copies = with_typed_labels([base, *copies])
    units = cut_document(base, as_source=as_source)
    line_end = line_end_of(units.whole())
    laid = sorted(
        (
            (_even(cut_document(copy, as_source=as_source), line_end), who, copy)
            for copy, who in zip(copies, named, strict=True)
        ),
        key=lambda one: (one[0].whole(), one[1]),
    )
    axis = lay_out(units, [own for own, _, _ in laid])
    who = tuple(name for _, name, _ in laid)
    doubtful = frozenset[str]()
    while True:
        answers = Answers(decisions, who)
        paragraphs = combine(axis, Ask(answers.answer, doubtful, "none" if ask_all else base_found, len(laid)))
        counted = _audit(axis, paragraphs)
        if doubtful or not counted.lost:
            break
        # What several copies did alike is taken once, which is one time too few when another took the word out.
        doubtful = frozenset(counted.lost)
    regions = assemble(axis, paragraphs, who, [copy.source.name for _, _, copy in laid])
    return Merge(
        base,
        tuple(copy for _, _, copy in laid),
        who,
        tuple(flag_regions(regions, counted, units)),
        axis,
        tuple(paragraphs),
        as_source,
        counted,
        tuple(sorted(d.id for d in decisions if d.id not in answers.used)),
        tuple(answers.unknown),
        base_found,
        find_problems(base, [copy for _, _, copy in laid]),
    )


def is_one_format(documents: Sequence[Document]) -> bool:
    """Whether all were read from text files of one kind, so that their sources can be merged."""
    kinds = {"html" if document.source.format == "html" else "text" for document in documents}
    return len(kinds) == 1 and all(source_of(document) is not None for document in documents)


def _even(units: Units, line_end: str) -> Units:
    """Units with the base's line ends."""
    return replace(
        units,
        texts=tuple(with_line_ends(text, line_end) for text in units.texts),
        after=tuple(with_line_ends(text, line_end) for text in units.after),
        head=with_line_ends(units.head, line_end),
    )


def _audit(axis: Axis, paragraphs: Sequence[Paragraph]) -> Audit:
    """Counts the words of everything any copy touched; what all left alone adds the same to every side."""
    touched = {group for copy in axis.copies for group in copy.versions}
    counted = [paragraph for paragraph in paragraphs if paragraph.group < 0 or paragraph.group in touched]
    return count_words(
        [axis.text(group) for group in sorted(touched)],
        [list(_texts(axis, copy, sorted(touched))) for copy in axis.copies],
        [paragraph.settled for paragraph in counted],
        [part.possible for paragraph in counted for part in paragraph.questions],
    )


def _texts(axis: Axis, copy: Copy, touched: Sequence[int]) -> Iterator[str]:
    for group in touched:
        version = copy.versions.get(group)
        yield axis.text(group) if version is None else " ".join(copy.units.texts[unit] for unit in version.units)
    for puts in copy.gaps.values():
        yield from (copy.units.texts[put.unit] for put in puts if put.unit >= 0)
