"""Brings together the edits that several copies made in one group: which stand alone, which agree, which contradict.

Strategy: equal edits are one edit with several owners. Edits of different owners that overlap, or between which no word
is left, form a cluster. A cluster in which everyone wrote the same is taken once; insertions at one point that do not
resemble each other are all kept; anything else is a question.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations
from typing import Literal

from rapidfuzz.fuzz import ratio

from docdiff.merging.axis import Edit
from docdiff.merging.carried import Carried, carry
from docdiff.merging.meaning import Placed, meet_in_meaning
from docdiff.merging.units import BREAK, CELL, LINE, is_row, plain
from docdiff.text import plain_words, seen

Outcome = Literal["edited", "same", "conflict"]

_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")

_CELL_END = re.compile(rf"\||{CELL}")
_ENDS = (BREAK, CELL, LINE)

ALIKE = 0.8  # insertions at one point that resemble each other this much are two versions of one


@dataclass(frozen=True, slots=True)
class Owned:
    """An edit with the numbers of the copies that made it."""

    edit: Edit
    owners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to `start` to `end` of a group's text.

    `variants` has, for every copy that changed anything here, its text for the whole stretch; `text` is what the merge
    takes (the base's text for a question). `flags` say why a person should look.
    """

    start: int
    end: int
    text: str
    outcome: Outcome
    variants: tuple[tuple[int, str], ...]
    flags: tuple[str, ...] = ()


def resolve(base: str, edits: Mapping[int, Sequence[Edit]]) -> tuple[Change, ...]:
    """The changes of one group, in order and apart from each other, from the edits of each copy."""
    carried = carry(base, edits, _merged_text)
    owned = _owned(carried.edits, quiet=False)
    changes = [change for cluster in _clusters(base, owned) for change in _resolve(base, cluster)]
    if len(edits) > 1:
        changes = [_with_those_along(change, carried) for change in changes]
        changes = _with_questions(base, changes, owned, [_reached(changes, *span) for span in carried.asked])
        changes = _with_questions(base, changes, owned, meet_in_meaning(base, [_placed(change) for change in changes]))
    return tuple(_with_quiet(changes, _owned(carried.edits, quiet=True)))


def _merged_text(base: str, edits: Mapping[int, Sequence[Edit]]) -> str | None:
    """What becomes of `base`; None when there is a question, or when somebody took all of it out."""
    out, at = [], 0
    for change in resolve(base, edits):
        if change.outcome == "conflict" or (change.start == 0 and change.end == len(base)):
            return None
        out += [base[at : change.start], change.text]
        at = change.end
    return "".join([*out, base[at:]])


def _with_those_along(change: Change, carried: Carried) -> Change:
    """A sentence that moved, with those whose changes it took along."""
    others = carried.along.get((change.start, change.end, change.text))
    if others is None or change.outcome == "conflict":
        return change
    variants = tuple(sorted({**dict(others), **dict(change.variants)}.items()))
    return replace(change, outcome="edited", variants=variants, flags=(*change.flags, "moved-and-edited"))


def _reached(changes: Sequence[Change], start: int, end: int) -> tuple[int, int]:
    """The first and the last of the changes that touch a stretch."""
    hit = [number for number, change in enumerate(changes) if change.start <= end and start <= change.end]
    return hit[0], hit[-1]


def _placed(change: Change) -> Placed:
    return change.start, change.end, change.text, frozenset(dict(change.variants)), change.outcome == "conflict"


def _with_questions(
    base: str, changes: Sequence[Change], owned: Sequence[Owned], runs: Sequence[tuple[int, int]]
) -> list[Change]:
    """The changes with those of each run (first, last) made one question."""
    out = list(changes)
    for first, last in reversed(_apart(runs)):
        start, end = changes[first].start, max(change.end for change in changes[first : last + 1])
        inside = [one for one in owned if start <= one.edit.start and one.edit.end <= end]
        out[first : last + 1] = [Change(start, end, base[start:end], "conflict", _variants(base, start, end, inside))]
    return out


def _apart(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs in order, those that share a change joined."""
    out: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if out and first <= out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], last)
        else:
            out.append((first, last))
    return out


def _variants(base: str, start: int, end: int, cluster: Sequence[Owned]) -> tuple[tuple[int, str], ...]:
    owners = sorted({owner for one in cluster for owner in one.owners})
    return tuple((owner, _applied(base, start, end, cluster, owner)) for owner in owners)


def _owned(edits: Mapping[int, Sequence[Edit]], *, quiet: bool) -> list[Owned]:
    owners: dict[tuple[int, int, str], list[int]] = {}
    texts: dict[tuple[int, int, str], Edit] = {}
    for copy in sorted(edits):
        for edit in edits[copy]:
            if edit.quiet == quiet:
                key = (edit.start, edit.end, edit.text if quiet else seen(edit.text))
                owners.setdefault(key, []).append(copy)
                # Of texts that only differ in spacing one is chosen by itself, not by the order of the copies.
                texts[key] = min(texts.get(key, edit), edit)
    return [Owned(texts[key], tuple(owners[key])) for key in sorted(owners)]


def _clusters(base: str, owned: Sequence[Owned]) -> list[list[Owned]]:
    """The edits grouped so that groups do not touch; those of one copy alone touch only through another copy's."""
    done: list[list[Owned]] = []
    near: list[list[Owned]] = []
    for one in owned:
        joined = [one]
        apart = []
        for cluster in near:
            if any(_touch(base, other, one) for other in cluster):
                joined = cluster + joined
            # Edits come in the order of their starts: what a word parts from this one, it parts from all to come.
            elif _is_parted(base, max(other.edit.end for other in cluster), one.edit.start):
                done.append(cluster)
            else:
                apart.append(cluster)
        near = [*apart, joined]
    return sorted((sorted(cluster, key=lambda o: o.edit) for cluster in done + near), key=lambda c: c[0].edit)


def _touch(base: str, a: Owned, b: Owned) -> bool:
    """Whether two edits are of different copies and overlap or have no word between them; `a` begins first."""
    if set(a.owners) & set(b.owners):
        return False
    return b.edit.start <= a.edit.end or not _is_parted(base, a.edit.end, b.edit.start)


def _is_parted(base: str, end: int, start: int) -> bool:
    """Whether a word, or the end of a paragraph or cell, stands from `end` to `start`."""
    return any(base[at].isalnum() or base[at] in _ENDS for at in range(end, start))


def _resolve(base: str, cluster: Sequence[Owned]) -> list[Change]:
    if len(cluster) == 1:
        return [_alone(cluster[0])]
    start = min(one.edit.start for one in cluster)
    end = max(one.edit.end for one in cluster)
    variants = _variants(base, start, end, cluster)
    # Who deleted words and put them back beside it, as a diff may tell it, changed nothing.
    told = [text for _, text in variants if seen(text) != seen(base[start:end])]
    if len({seen(text) for text in told}) <= 1:
        outcome: Outcome = "same" if len(told) > 1 else "edited"
        return [Change(start, end, min(told, default=base[start:end]), outcome, variants)]
    kept = _without_contained(base, cluster)
    if not _overlap(kept) and not _is_row_gone(base, kept) and not _share_meaning(base, kept):
        flag = ("same-place" if _share_a_point(kept) else "close") if len(kept) == len(cluster) else "contained"
        return [Change(start, end, _all_applied(base, start, end, kept), "edited", variants, (flag,))]
    return [Change(start, end, base[start:end], "conflict", variants)]


def _without_contained(base: str, cluster: Sequence[Owned]) -> list[Owned]:
    """The edits of a cluster but for those that another one did as well, and more."""
    return [one for one in cluster if not any(_contains(base, other, one) for other in cluster)]


def _contains(base: str, whole: Owned, part: Owned) -> bool:
    """Whether `whole` takes away what `part` takes away, and puts in what `part` puts in.

    Else words of `part` would be lost: "5 days" made "6 days" is no part of deleting the sentence.
    """
    a, b = whole.edit, part.edit
    if whole is part or set(whole.owners) & set(part.owners) or not a.start <= b.start <= b.end <= a.end:
        return False
    put_in, put_in_too = words_of(seen(b.text)), words_of(seen(a.text))
    if (a.start, a.end) == (b.start, b.end) and put_in in ([], put_in_too):
        return False  # who takes words out wants nothing there, who writes others wants these
    if _CELL_END.search(b.text) and not _CELL_END.search(a.text):
        return False  # who adds a cell does more than write the same number
    if is_break(base, b):
        return False  # who splits or joins paragraphs worked on them
    if a.start == a.end and alike(a.text, b.text) and len(put_in_too) - len(put_in) < 2:
        return False
    taken_away = set(words_of(seen(base[b.start : b.end]))) - set(put_in)
    return not taken_away & set(put_in_too) and _stands_in(put_in, put_in_too)


def is_break(base: str, edit: Edit) -> bool:
    """Whether an edit splits or joins paragraphs and leaves their words as they are."""
    old = base[edit.start : edit.end]
    return old.count(BREAK) != edit.text.count(BREAK) and words_of(old) == words_of(edit.text)


def _stands_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    size = len(part)
    return any(whole[at : at + size] == part for at in range(len(whole) - size + 1))


def _alone(one: Owned) -> Change:
    outcome: Outcome = "edited" if len(one.owners) == 1 else "same"
    edit = one.edit
    return Change(edit.start, edit.end, edit.text, outcome, tuple((owner, edit.text) for owner in one.owners))


def _applied(base: str, start: int, end: int, cluster: Sequence[Owned], owner: int) -> str:
    parts, at = [], start
    for one in cluster:
        if owner in one.owners:
            parts += [base[at : one.edit.start], one.edit.text]
            at = one.edit.end
    return "".join([*parts, base[at:end]])


def _overlap(cluster: Sequence[Owned]) -> bool:
    """Whether two edits want different things of the same words, or insert nearly the same, or cells, at one point."""
    for a, b in combinations(cluster, 2):
        if set(a.owners) & set(b.owners):
            continue
        if b.edit.start < a.edit.end and a.edit.start < b.edit.end:
            return True
        if a.edit.text.strip() and b.edit.text.strip() and alike(a.edit.text, b.edit.text):
            return True
        if _CELL_END.search(a.edit.text) and _CELL_END.search(b.edit.text):
            return True  # two new columns: in other rows they may come in another order
    return False


def _is_row_gone(base: str, cluster: Sequence[Owned]) -> bool:
    """Whether one took out a row to which another put a cell: alone, the cell is no row."""
    return (
        len(cluster) > 1
        and is_row(base)
        and any(one.edit.start == 0 and one.edit.end == len(base) and not one.edit.text.strip() for one in cluster)
    )


def _share_meaning(base: str, cluster: Sequence[Owned]) -> bool:
    placed = [(*one.edit[:3], frozenset(one.owners), False) for one in cluster]
    return bool(meet_in_meaning(base, placed))


def _share_a_point(cluster: Sequence[Owned]) -> bool:
    points = [one.edit.start for one in cluster if one.edit.start == one.edit.end]
    return len(set(points)) < len(points)


def alike(a: str, b: str) -> bool:
    """Whether two insertions are two versions of one."""
    return ratio(seen(a), seen(b)) >= 100 * ALIKE


def is_version(a: str, b: str) -> bool:
    """Whether two texts, in their normal form, are versions of one and about as long."""
    return 4 * min(len(a), len(b)) >= 3 * max(len(a), len(b)) and alike(a, b)


def _all_applied(base: str, start: int, end: int, cluster: Sequence[Owned]) -> str:
    """Every edit of a cluster in which none overlaps another; those at one point in the order of their texts."""
    parts, at = [], start
    for one in cluster:
        parts += [base[at : one.edit.start], one.edit.text]
        at = max(at, one.edit.end)
    return "".join([*parts, base[at:end]])


def _with_quiet(changes: Sequence[Change], quiet: Sequence[Owned]) -> list[Change]:
    """The changes with those of the layout that touch none of them and that no two copies made differently."""
    taken = sorted([(one.start, one.end) for one in changes] + [(one.edit.start, one.edit.end) for one in quiet])
    ends = list(accumulate((end for _, end in taken), max))
    kept = list(changes)
    for one in quiet:
        # All that begin before this one ends, back to the first that reaches it.
        at = bisect_right(taken, (one.edit.end, ends[-1]))
        rivals = 0
        while at > 0 and ends[at - 1] >= one.edit.start and rivals < 2:
            at -= 1
            rivals += _meet(*taken[at], one.edit)
        if rivals < 2:  # itself alone
            kept.append(replace(_alone(one), outcome="edited", flags=("layout",)))
    return sorted(kept, key=lambda change: (change.start, change.end))


def _meet(start: int, end: int, edit: Edit) -> bool:
    """Whether a change of the layout has to give way; one of quotes may stand beside a word that changed."""
    if edit.text.strip() and edit.start < edit.end and start < end:
        return start < edit.end and edit.start < end
    return start <= edit.end and edit.start <= end


def same_sentence(text: str) -> bool:
    """Whether no sentence ends in `text`, which stands between two changes."""
    return not any(end in text for end in _ENDS) and not any(
        mark in text for mark in (". ", "! ", "? ", ".\n", "!\n", "?\n")
    )


def words_of(text: str) -> list[str]:
    """The words and signs of a text, without white space and breaks."""
    return _WORD_OR_SIGN.findall(plain(text.replace(BREAK, " ").replace(CELL, " ")))


def word_count(text: str) -> int:
    """How many words a person would count."""
    return len(plain_words(text))
