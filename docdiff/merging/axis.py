"""Lays what every copy did to the base on one axis: the units of the base, and the gaps between them.

Strategy: the copy is aligned with the base as for a redline. Units of the base that any copy joined make one group, so
that a split and a join are edits of the words of a group like any other. For each copy then every group is as it was,
edited in its words, deleted or moved; and every gap between groups holds what the copy put there. Positions are offsets
in the group's text, so the edits of all copies can be compared without knowing the order in which copies were given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from docdiff.alignment import Link, align
from docdiff.changes import diff_texts
from docdiff.merging.links import mend
from docdiff.merging.units import BREAK, CELL, LINE, Units, with_line_ends
from docdiff.sequence import Pair, heaviest_order
from docdiff.text import seen

_WRAPPED = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[^\W\d_])")

KEPT = 50  # per cent of a unit's signs, with which it is an edit and not written anew
_INNER = re.compile(f"[{BREAK}{CELL}{LINE}]")
_SIGN = re.compile(r"[^\w\s]+[ \t]+")


class Edit(NamedTuple):
    """`text` in the place of `start` to `end` of a group's text; `quiet` where a reader sees no difference."""

    start: int
    end: int
    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """What one copy made of a group: its units there, the edits, and the gap it was moved to (None: it stayed)."""

    units: tuple[int, ...]
    edits: tuple[Edit, ...] = ()
    moved_to: int | None = None

    @property
    def deleted(self) -> bool:
        """Whether nothing of the group is left in the copy."""
        return not self.units


@dataclass(frozen=True, slots=True)
class Put:
    """Something a copy put into a gap: one of its own units, or a group that it moved there (the other one is -1)."""

    unit: int = -1
    group: int = -1


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy on the base's axis. Groups without a version are as they were; gap -1 is the one before all groups."""

    units: Units
    versions: dict[int, Version] = field(default_factory=dict)
    gaps: dict[int, list[Put]] = field(default_factory=dict)
    stands: dict[int, int] = field(default_factory=dict)  # unit of the base -> unit of the copy, for those in place


@dataclass(frozen=True, slots=True)
class Axis:
    """The base, cut into groups of units (first, last), and all copies laid on it."""

    base: Units
    groups: tuple[tuple[int, int], ...]
    copies: tuple[Copy, ...]

    def text(self, group: int) -> str:
        """The text of a group, with a BREAK before each unit but the first."""
        first, last = self.groups[group]
        return self.base.texts[first] if first == last else self.base.joined(first, last)


def lay_out(base: Units, copies: Sequence[Units]) -> Axis:
    """The axis of `base` with `copies` on it. As much work as aligning each copy with the base."""
    aligned = [align(base.texts, copy.texts) for copy in copies]
    links = mend(base.texts, [copy.texts for copy in copies], aligned)
    groups = _groups(len(base), links)
    of_unit = [number for number, (first, last) in enumerate(groups) for _ in range(first, last + 1)]
    return Axis(
        base, groups, tuple(_lay_out(base, copy, own, groups, of_unit) for copy, own in zip(copies, links, strict=True))
    )


def _groups(count: int, links: Sequence[Sequence[Link]]) -> tuple[tuple[int, int], ...]:
    joined_to_next = [False] * count
    for own in links:
        for link in own:
            for unit in link.a[:-1]:
                joined_to_next[unit] = True
    groups, first = [], 0
    for unit in range(count):
        if not joined_to_next[unit]:
            groups.append((first, unit))
            first = unit + 1
    return tuple(groups)


def _lay_out(
    base: Units, copy: Units, links: Sequence[Link], groups: Sequence[tuple[int, int]], of_unit: Sequence[int]
) -> Copy:
    in_place, moved = _fates(links, copy, groups, of_unit)
    laid = Copy(copy)
    for link in links:
        if len(link.a) == len(link.b) == 1 and of_unit[link.a[0]] in in_place:
            laid.stands[link.a[0]] = link.b[0]
    owner: dict[int, int] = {}  # unit of the copy -> group
    for group, units in in_place.items():
        owner.update(dict.fromkeys(units, group))
    arrives = {unit: group for group, units in moved.items() for unit in units}
    gap, moved_to = -1, dict[int, int]()
    for unit in range(len(copy)):
        if unit in owner:
            gap = owner[unit]
        elif unit not in arrives:
            laid.gaps.setdefault(gap, []).append(Put(unit=unit))
        elif arrives[unit] not in moved_to:
            moved_to[arrives[unit]] = gap
            laid.gaps.setdefault(gap, []).append(Put(group=arrives[unit]))
    rewritten = {(link.a[0], link.b[0]) for link in links if link.kind == "changed" and not link.score}
    for group in range(len(groups)):
        units = tuple(in_place.get(group) or moved.get(group) or ())
        if len(units) == 1 and (groups[group][0], units[0]) in rewritten and groups[group][0] == groups[group][1]:
            version: Version | None = _rewritten(base.texts[groups[group][0]], copy, units[0])
        else:
            version = _version(base, copy, groups[group], units, moved_to.get(group))
        if version is not None:
            laid.versions[group] = version
    return laid


def _fates(
    links: Sequence[Link], copy: Units, groups: Sequence[tuple[int, int]], of_unit: Sequence[int]
) -> tuple[dict[int, Sequence[int]], dict[int, Sequence[int]]]:
    """The units of the copy in which each group lives on: where it stood, and elsewhere.

    What stayed is chosen anew, since a split may have left its place; of a group of several units only the run of the
    copy's units from the first to the last of those that stayed counts, with what was put between them.
    """
    pairs = [
        Pair(link.a[0], link.b[0], 1 + len(link.a)) for link in links if link.a and link.b and link.kind != "moved"
    ]
    stays = {pair.a for pair in heaviest_order(pairs)}
    staying: dict[int, list[int]] = {}
    leaving: dict[int, list[int]] = {}
    for link in links:
        if link.a and link.b:
            target = staying if link.a[0] in stays else leaving
            target.setdefault(of_unit[link.a[0]], []).extend(link.b)
    in_place: dict[int, Sequence[int]] = {}
    for group, units in staying.items():
        first, last = groups[group]
        in_place[group] = sorted(units) if first == last else range(min(units), max(units) + 1)
    # A part of a group that moved alone is a deletion there and an insertion elsewhere.
    taken = {unit for units in in_place.values() for unit in units}
    moved: dict[int, Sequence[int]] = {
        group: sorted(units)
        for group, units in leaving.items()
        if group not in in_place and not taken & set(units) and all(v - u == 1 for u, v in pairwise(sorted(units)))
    }
    return in_place, moved


def _version(
    base: Units, copy: Units, group: tuple[int, int], units: tuple[int, ...], moved_to: int | None
) -> Version | None:
    first, last = group
    if not units:
        text = base.texts[first] if first == last else base.joined(first, last)
        return Version((), (Edit(0, len(text), ""),))
    if first == last and len(units) == 1 and base.texts[first] == copy.texts[units[0]]:
        return None if moved_to is None else Version(units, (), moved_to)
    old = base.joined(first, last)
    new = copy.joined(units[0], units[-1])
    edits = find_edits(old, new)
    return Version(units, edits, moved_to) if edits or moved_to is not None else None


def _rewritten(old: str, copy: Units, unit: int) -> Version:
    """A unit of which little was left: one edit, before which only a sign such as "# " stays."""
    new = copy.texts[unit]
    if ratio(old, new) >= KEPT:
        return Version((unit,), find_edits(old, new))
    sign = _SIGN.match(old)
    kept = len(sign.group()) if sign and new.startswith(sign.group()) else 0
    return Version((unit,), (Edit(kept, len(old), new[kept:]),))


def find_edits(old: str, new: str) -> tuple[Edit, ...]:
    """The edits that make `new` of `old`, in order; whole words, as the redline shows them.

    A change of the layout beside a change of words is part of it: who joins two paragraphs puts a space for the break.
    """
    out: list[Edit] = []
    for step in diff_texts(old, new):
        if step.tag == "equal":
            continue
        edit = _told(old, Edit(step.a.start, step.a.end, new[step.b.start : step.b.end], step.quiet))
        if out and out[-1].end == edit.start and _belong_together(old, out[-1], edit, step.tag):
            before = out.pop()
            edit = Edit(before.start, edit.end, before.text + edit.text, before.quiet and edit.quiet)
        out.append(edit)
    return tuple(edit for edit in map(partial(_told, old), out) if not _is_line_end(old, edit))


def _belong_together(old: str, before: Edit, edit: Edit, tag: str) -> bool:
    if before.quiet == edit.quiet:
        return tag == "insert"
    quiet = before if before.quiet else edit
    return not (old[quiet.start : quiet.end] + quiet.text).strip()


def _is_line_end(old: str, edit: Edit) -> bool:
    """Whether an edit only writes line ends in another way."""
    return with_line_ends(old[edit.start : edit.end], "\n") == with_line_ends(edit.text, "\n")


def _told(old: str, edit: Edit) -> Edit:
    """The edit, quiet also where a word was broken at a line end on one side only."""
    if edit.quiet or "-" not in old[edit.start : edit.end] + edit.text:
        return edit
    before, after = (seen(_WRAPPED.sub("", text)) for text in (old[edit.start : edit.end], edit.text))
    return edit._replace(quiet=before == after)


def is_blank(text: str) -> bool:
    """Whether nothing but white space, breaks and the borders of cells is in `text`."""
    return not _INNER.sub("", text).strip()
