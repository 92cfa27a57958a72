"""Finds or rebuilds the base of copies that come without one.

Strategy: the lineage of the copies (`docdiff versions`) tells which of them came first, or which one all hang on.
It is the base if every other one can be reached from it without detour (the words that differ between two others are
those that each changed): copies of a draft that is not there have dates too, and none of them is the base. Else the
copy in the middle is taken and what most of the copies have in common is put in, which is what the base had wherever
fewer than half of them changed it. Of two copies neither is the base: one is held against the other, and everything
that differs is a question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from docdiff.errors import UsageError
from docdiff.merging.assemble import assemble
from docdiff.merging.axis import Axis, Copy, Edit, Put, Version, lay_out
from docdiff.merging.combine import Ask, combine
from docdiff.merging.decisions import Answers
from docdiff.merging.labels import with_typed_labels
from docdiff.merging.result import merged_document
from docdiff.merging.units import cut_document, source_of
from docdiff.model import Document
from docdiff.text import plain_words, seen
from docdiff.versions import find_versions

BaseKind = Literal["copy", "majority", "none"]

DETOUR = 0.9  # of the way through the base, that two copies must be apart for it to lie between them


@dataclass(frozen=True, slots=True)
class FoundBase:
    """The base of some copies: one of them (`copy`), rebuilt of most of them (`majority`), or just one side (`none`).

    `copies` are those to be merged onto it.
    """

    kind: BaseKind
    base: Document
    copies: tuple[Document, ...]


def find_base(copies: Sequence[Document]) -> FoundBase:
    """The base of `copies`, of which there are two at least. As much work as comparing each with each."""
    if len(copies) < 2:
        raise UsageError("Merging needs at least two copies.")
    if len({copy.source.format for copy in copies}) == 1:
        copies = with_typed_labels(copies)
    ordered = sorted(copies, key=lambda copy: ([block.text for block in copy.blocks], copy.source.name))
    if len(ordered) == 2:
        return FoundBase("none", ordered[0], tuple(ordered))
    apart = {(i, j): distance(ordered[i], ordered[j]) for i, j in combinations(range(len(ordered)), 2)}

    def between(i: int, j: int) -> int:
        return apart[min(i, j), max(i, j)] if i != j else 0

    everyone = range(len(ordered))
    middle = min(everyone, key=lambda i: (sum(between(i, j) for j in everyone), i))
    parents = _parents(ordered) or {i: middle for i in everyone if i != middle}
    if all(apart[pair] >= DETOUR * sum(map(between, *_steps(parents, *pair))) for pair in apart):
        (first,) = set(everyone) - set(parents)
        return FoundBase("copy", ordered[first], tuple(ordered[i] for i in sorted(parents)))
    return FoundBase("majority", rebuild_base(ordered, middle), tuple(ordered))


def _parents(copies: Sequence[Document]) -> dict[int, int] | None:
    """For each of the copies but the first one the version it was made from; None when their lineage does not tell.

    It tells when the direction of every link is known, or when one version is linked with all others. What the text
    alone says of a direction is too little: the base's words would undo what others wrote.
    """
    found = find_versions(copies)
    if len(found.families) != 1 or found.unrelated:
        return None
    edges = found.families[0].edges
    if all(edge.direction == "known" for edge in edges):
        return {edge.child: edge.parent for edge in sorted(edges, key=lambda edge: edge.score)}
    links = Counter(end for edge in edges for end in (edge.parent, edge.child))
    centre = next((i for i, count in sorted(links.items()) if count == len(copies) - 1 == len(edges)), None)
    return None if centre is None else {i: centre for i in range(len(copies)) if i != centre}


def _steps(parents: Mapping[int, int], i: int, j: int) -> tuple[list[int], list[int]]:
    """The steps from `i` to `j` through the tree: where each begins, and where it ends."""
    up, down = [i], [j]
    while up[-1] in parents:
        up.append(parents[up[-1]])
    while down[-1] not in up:
        down.append(parents[down[-1]])
    way = up[: up.index(down[-1]) + 1] + down[-2::-1]
    return way[:-1], way[1:]


def distance(a: Document, b: Document) -> int:
    """How many words and signs were put in or taken out between two documents; what moved, was both."""
    axis = lay_out(cut_document(a, as_source=False), [cut_document(b, as_source=False)])
    copy = axis.copies[0]
    changed = 0
    for group, version in copy.versions.items():
        text = axis.text(group)
        changed += sum(
            len(plain_words(text[edit.start : edit.end])) + len(plain_words(edit.text))
            for edit in version.edits
            if not edit.quiet
        )
        changed += 2 * len(plain_words(text)) if version.moved_to is not None else 0
    inserted = [copy.units.texts[put.unit] for puts in copy.gaps.values() for put in puts if put.unit >= 0]
    return changed + sum(len(plain_words(text)) for text in inserted)


def rebuild_base(copies: Sequence[Document], middle: int) -> Document:
    """The text most copies have: the one in the middle with every change that more than half of them share."""
    as_source = all(source_of(copy) is not None and copy.source.format == copies[0].source.format for copy in copies)
    cut = [cut_document(copy, as_source=as_source) for copy in copies]
    axis = _of_most(lay_out(cut[middle], cut))
    paragraphs = combine(axis, Ask(Answers((), [""] * len(copies)).answer))
    regions = assemble(axis, paragraphs, [""] * len(copies), [""] * len(copies))
    text = "".join(region.text for region in regions) if as_source else None
    document = merged_document(copies[middle], copies, axis, paragraphs, text)
    return replace(document, source=replace(document.source, name="base"))


def _of_most(axis: Axis) -> Axis:
    """The axis with those changes alone that more than half of the copies made."""
    least = len(axis.copies) // 2 + 1
    edits: Counter[tuple[int, Edit]] = Counter()
    moves: Counter[tuple[int, int]] = Counter()
    puts: Counter[tuple[int, str]] = Counter()
    for copy in axis.copies:
        for group, version in copy.versions.items():
            edits.update({(group, _key(edit)) for edit in version.edits})
            if version.moved_to is not None:
                moves[group, version.moved_to] += 1
        for gap, own in copy.gaps.items():
            puts.update({(gap, _put_key(copy, put)) for put in own if put.unit >= 0})

    def keep_version(group: int, version: Version) -> Version:
        moved_to = version.moved_to
        return Version(
            version.units or (0,),
            tuple(edit for edit in version.edits if edits[group, _key(edit)] >= least),
            moved_to if moved_to is not None and moves[group, moved_to] >= least else None,
        )

    def keep_put(copy: Copy, gap: int, put: Put) -> bool:
        return moves[put.group, gap] >= least if put.group >= 0 else puts[gap, _put_key(copy, put)] >= least

    copies = tuple(
        replace(
            copy,
            versions={group: keep_version(group, version) for group, version in copy.versions.items()},
            gaps={gap: [put for put in own if keep_put(copy, gap, put)] for gap, own in copy.gaps.items()},
        )
        for copy in axis.copies
    )
    return replace(axis, copies=copies)


def _key(edit: Edit) -> Edit:
    return edit._replace(text=seen(edit.text))


def _put_key(copy: Copy, put: Put) -> str:
    return seen(copy.units.texts[put.unit])
