"""Combines everything the copies did on the base's axis into one sequence of paragraphs.

Strategy: every group of the base gets a place (where it stood, where it was moved to, or nowhere) and a text (the
changes of all copies in it); every gap gets what the copies put there, what several put there alike only once. Then
groups and gaps are written down in the order of the axis. Nothing here depends on the order of the copies, which come
in an order made from their content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from docdiff.merging.axis import Axis, Put, Version, is_blank
from docdiff.merging.clusters import Change, alike, resolve, same_sentence, word_count, words_of
from docdiff.merging.units import BREAK, kind_of
from docdiff.sequence import Run, matching_runs
from docdiff.text import seen

SHORT = 4  # blocks with fewer words are two versions of one only when they are equal


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question before anyone answered it: the base's text, and what each copy wants (text, gap it moved it to)."""

    base: str
    variants: tuple[tuple[int, str, int | None], ...]
    about: str = "words"


@dataclass(frozen=True, slots=True)
class Answer:
    """How a question was answered: who or what was taken, the text, and the copies it comes from (for a place)."""

    taken: str
    text: str
    copies: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """How questions are numbered and answered.

    `doubtful` words are never taken without asking. `base` says where the base comes from: where it is one of two
    `copies` ("none"), everything is asked; where it is what most of them say ("majority"), what no majority says.
    """

    answer: Callable[[Conflict], tuple[str, Answer | None]]
    doubtful: frozenset[str] = frozenset()
    base: str = ""
    copies: int = 0

    def undecided(self, wanted: Mapping[int, object], base: object) -> bool:
        """Whether the copies, of which some have something `wanted` and the others the base's, do not tell the base."""
        if self.base != "majority":
            return self.base == "none"
        counts = Counter([*wanted.values(), *[base] * (self.copies - len(wanted))])
        return 2 * max(counts.values()) <= self.copies


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a paragraph: unchanged when `change` is None; `id` and `answer` are those of a question."""

    text: str
    base_text: str
    change: Change | None = None
    id: str = ""
    answer: Answer | None = None
    flags: tuple[str, ...] = ()
    places: tuple[tuple[int, str, int | None], ...] = ()  # of a question about a place, what every copy wants
    has_base: bool = True  # False where the base's text is that of a copy or two, and no more the base than others

    @property
    def possible(self) -> tuple[str, ...]:
        """What may stand in the place of a question: anyone's words, the base's, or the answer."""
        return (self.text, self.base_text, *(text for _, text in (self.change.variants if self.change else ())))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What stands together in the result: a group of the base, or a unit that copies put in.

    `owners` are the copies that put it in (empty for groups) or moved it here; `unit` is the unit of the first owner.
    `ghost` marks the place a group left, or where nothing is left of it.
    """

    parts: tuple[Part, ...]
    group: int = -1
    owners: tuple[int, ...] = ()
    unit: int = -1
    moved: str = ""
    ghost: bool = False

    @property
    def text(self) -> str:
        """The words as they will be written, with breaks between units."""
        return "".join(part.text for part in self.parts)

    @property
    def settled(self) -> str:
        """The words that stand in it whatever is answered."""
        return "".join(part.text for part in self.parts if not part.id)

    @property
    def questions(self) -> tuple[Part, ...]:
        """Its questions, but for those inside the words whose place is one."""
        return tuple([part for part in self.parts if part.places] or [part for part in self.parts if part.id])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a group goes: a gap, None for where it stood, and the question when copies disagree about it."""

    gap: int | None = None
    movers: tuple[int, ...] = ()
    id: str = ""
    answer: Answer | None = None
    places: tuple[tuple[int, str, int | None], ...] = ()
    gone: bool = False
    has_base: bool = True


def combine(axis: Axis, ask: Ask) -> list[Paragraph]:
    """The paragraphs of the merged text, in order, with what happened in each."""
    groups: list[Paragraph | None] = []
    places: list[_Place] = []
    for group in range(len(axis.groups)):
        versions = {n: copy.versions[group] for n, copy in enumerate(axis.copies) if group in copy.versions}
        if not versions:
            groups.append(None)
            places.append(_Place())
            continue
        place = _place(axis, group, versions, ask)
        places.append(place)
        groups.append(_group(axis, group, versions, place, ask))
    inside = _inside_moves(places) | _behind_moved(axis, places)
    out = list(_gap(axis, -1, groups, places, ask, inside))
    for group, made in enumerate(groups):
        if made is None:
            text = axis.text(group)
            out.append(Paragraph((Part(text, text),), group))
        elif places[group].gap is None:
            out.append(made)
        else:
            out.append(_left(made))
        if group not in inside:
            out += _gap(axis, group, groups, places, ask, inside)
    return out


def _inside_moves(places: Sequence[_Place]) -> frozenset[int]:
    """The gaps between two groups that were moved together: what others put there goes with them."""
    return frozenset(
        group
        for group, (one, following) in enumerate(pairwise(places))
        if one.gap is not None and one.gap == following.gap and one.movers == following.movers and one.gap != group
    )


def _behind_moved(axis: Axis, places: Sequence[_Place]) -> frozenset[int]:
    """The gaps behind a row or item that moved, in which others put rows or items: these go with its table or list."""
    found = set()
    for group, place in enumerate(places):
        kind = "" if place.gap in (None, group) else kind_of(axis.base.texts[axis.groups[group][1]])
        puts = [(copy, put) for copy in axis.copies for put in copy.gaps.get(group, ())] if kind else []
        if puts and all(put.unit >= 0 and kind_of(copy.units.texts[put.unit]) == kind for copy, put in puts):
            found.add(group)
    return frozenset(found)


def _place(axis: Axis, group: int, versions: dict[int, Version], ask: Ask) -> _Place:
    moves = {copy: version.moved_to for copy, version in versions.items() if version.moved_to is not None}
    if not moves:
        return _Place()
    deleters = [copy for copy, version in versions.items() if version.deleted]
    undecided = ask.undecided({**moves, **dict.fromkeys(deleters, "")}, None)
    if len(set(moves.values())) == 1 and not deleters and not undecided:
        return _Place(next(iter(moves.values())), tuple(sorted(moves)))
    text = axis.text(group)
    concerned = range(ask.copies) if undecided else sorted([*moves, *deleters])
    variants = tuple((copy, "" if copy in deleters else text, moves.get(copy)) for copy in concerned)
    number, answer = ask.answer(Conflict(text, variants, "place"))
    if answer is None or not answer.copies:
        return _Place(None, (), number, answer, variants, has_base=not undecided)
    chosen = answer.copies[0]
    return _Place(moves.get(chosen), tuple(answer.copies), number, answer, variants, chosen in deleters, not undecided)


def _group(axis: Axis, group: int, versions: dict[int, Version], place: _Place, ask: Ask) -> Paragraph:
    """A group with the changes of all copies in it. Where its place is in question, its deletion is no edit."""
    text = axis.text(group)
    edits = {
        copy: version.edits
        for copy, version in versions.items()
        if version.edits and not (place.places and version.deleted)
    }
    changes = resolve(text, edits) if edits else ()
    parts = list(_parts(text, changes, ask))
    moved = "here" if place.gap is not None else ""
    if moved:
        parts = [
            replace(part, flags=(*part.flags, "moved-and-edited"))
            if part.change and set(dict(part.change.variants)) - set(place.movers) and not _is_layout(part.change)
            else part
            for part in parts
        ]
    if place.places:
        merged = "" if place.gone else "".join(part.text for part in parts)
        # The words of a question about a place are one stretch: what happened inside it is settled by itself.
        whole = Change(0, len(text), merged, "conflict", tuple((copy, words) for copy, words, _ in place.places))
        parts = [
            Part(merged, text, whole, place.id, place.answer, (), place.places, place.has_base),
            *_open_parts(parts),
        ]
    made = Paragraph(tuple(parts), group, place.movers, moved=moved)
    return replace(made, ghost=is_blank(made.text)) if text.strip() else made


def _open_parts(parts: Sequence[Part]) -> list[Part]:
    """The questions among the parts of a paragraph whose place is in question, to be asked as well, without text."""
    return [replace(part, text="") for part in parts if part.id]


def _is_layout(change: Change) -> bool:
    return "layout" in change.flags


def _parts(text: str, changes: Sequence[Change], ask: Ask) -> Iterator[Part]:
    flags = _sentence_flags(text, changes)
    at = 0
    for change, flag in zip(changes, flags, strict=True):
        if at < change.start:
            yield Part(text[at : change.start], text[at : change.start])
        old = text[change.start : change.end]
        undecided = not _is_layout(change) and _is_undecided(change.variants, old, ask)
        if undecided or _is_doubtful(old, change, ask):
            variants = _everyone(change.variants, old, ask) if undecided else change.variants
            change = replace(change, outcome="conflict", text=old, variants=variants)
        if change.outcome == "conflict":
            number, answer = ask.answer(Conflict(old, tuple((copy, words, None) for copy, words in change.variants)))
            yield Part(answer.text if answer else old, old, change, number, answer, has_base=not undecided)
        else:
            yield Part(change.text, old, change, flags=(*(f for f in change.flags if f != "layout"), *flag))
        at = change.end
    if at < len(text):
        yield Part(text[at:], text[at:])


def _is_doubtful(old: str, change: Change, ask: Ask) -> bool:
    return len(change.variants) > 1 and bool(ask.doubtful.intersection([*words_of(old), *words_of(change.text)]))


def _is_undecided(variants: tuple[tuple[int, str], ...], base: str, ask: Ask) -> bool:
    return ask.undecided({copy: seen(text) for copy, text in variants}, seen(base))


def _everyone(variants: tuple[tuple[int, str], ...], base: str, ask: Ask) -> tuple[tuple[int, str], ...]:
    """The variants, also of those who have what the base has: there it is no more than one of the copies."""
    said = dict(variants)
    return tuple((copy, said.get(copy, base)) for copy in range(ask.copies))


def _sentence_flags(text: str, changes: Sequence[Change]) -> list[tuple[str, ...]]:
    """Marks changes of different copies in one sentence: each may be right alone and both together wrong."""
    told = [number for number, change in enumerate(changes) if not _is_layout(change)]
    flags: list[tuple[str, ...]] = [()] * len(changes)
    for first, second in pairwise(told):
        a, b = changes[first], changes[second]
        if {c for c, _ in a.variants} != {c for c, _ in b.variants} and same_sentence(text[a.end : b.start]):
            for number in (first, second):
                if changes[number].outcome != "conflict":
                    flags[number] = ("same-sentence",)
    return flags


def _left(made: Paragraph) -> Paragraph:
    """The place that a moved group left, for a reader to see; it has no text."""
    return Paragraph((), made.group, made.owners, moved="away", ghost=True)


# Gaps


@dataclass(slots=True)
class _Item:
    """Something that stands in a gap: the same unit of one or more copies, a moved group, or versions of one unit."""

    key: str
    group: int
    units: dict[int, int]  # copy -> unit


def _gap(
    axis: Axis,
    gap: int,
    groups: Sequence[Paragraph | None],
    places: Sequence[_Place],
    ask: Ask,
    inside: frozenset[int],
) -> Iterator[Paragraph]:
    sequences = []
    for number, copy in enumerate(axis.copies):
        items = [_item(axis, number, put) for put in copy.gaps.get(gap, ())]
        items = [item for item in items if item.group < 0 or places[item.group].gap == gap]
        if items:
            sequences.append(items)
    if not sequences:
        return
    sequences.sort(key=lambda items: [item.key for item in items])
    merged = sequences[0]
    for items in sequences[1:]:
        merged = _merge_items(axis, merged, items)
    inserted = {tuple(sorted(item.units)) if item.group < 0 else places[item.group].movers for item in merged}
    for item in merged:
        if item.group >= 0:
            made = groups[item.group]
            assert made is not None
            yield made
            if item.group in inside:
                for along in _gap(axis, item.group, groups, places, ask, frozenset()):
                    yield _flagged(along, "moved-and-edited")
        else:
            yield _inserted(axis, item, ask, ("same-place",) if len(inserted) > 1 else ())


def _flagged(made: Paragraph, flag: str) -> Paragraph:
    """A new paragraph with one flag more; a question needs none."""
    if made.group >= 0:
        return made
    return replace(made, parts=tuple(p if p.id else replace(p, flags=(*p.flags, flag)) for p in made.parts))


def _item(axis: Axis, copy: int, put: Put) -> _Item:
    if put.group >= 0:
        return _Item(f"{BREAK}{put.group}", put.group, {})
    return _Item(seen(axis.copies[copy].units.texts[put.unit]), -1, {copy: put.unit})


def _merge_items(axis: Axis, a: list[_Item], b: list[_Item]) -> list[_Item]:
    """Both lists in one: equal items once, similar ones as versions of each other, else those of `a` first."""
    out: list[_Item] = []
    at_a = at_b = 0
    for run in _equal_runs(a, b):
        out += _pair_similar(axis, a[at_a : run.a], b[at_b : run.b])
        for i, j in zip(range(run.a, run.a + run.length), range(run.b, run.b + run.length), strict=True):
            out.append(_Item(a[i].key, a[i].group, a[i].units | b[j].units))
        at_a, at_b = run.a + run.length, run.b + run.length
    return _each_once(out + _pair_similar(axis, a[at_a:], b[at_b:]))


def _equal_runs(a: list[_Item], b: list[_Item]) -> list[Run]:
    """The runs of equal items. Short ones count beside a longer one only: two lists of "Question", "Answer" may differ
    in all that matters."""
    numbers: dict[str, int] = {}
    keys_a, keys_b = ([numbers.setdefault(item.key, len(numbers)) for item in items] for items in (a, b))
    if keys_a == keys_b:
        return [Run(0, 0, len(a))]
    runs = matching_runs(keys_a, keys_b)
    return [run for run in runs if any(_is_telling(item) for item in a[run.a : run.a + run.length])]


def _is_telling(item: _Item) -> bool:
    return item.group >= 0 or word_count(item.key) >= SHORT


def _pair_similar(axis: Axis, a: list[_Item], b: list[_Item]) -> list[_Item]:
    out: list[_Item] = []
    rest = list(b)
    for item in a:
        twin = next((k for k, other in enumerate(rest) if _is_version(item, other)), None)
        if twin is None:
            out.append(item)
        else:
            out += rest[:twin]
            out.append(_Item(item.key, -1, item.units | rest[twin].units))
            rest = rest[twin + 1 :]
    return out + rest


def _is_version(a: _Item, b: _Item) -> bool:
    return (
        a.group < 0
        and b.group < 0
        and a.key != b.key
        and not set(a.units) & set(b.units)
        and min(word_count(a.key), word_count(b.key)) >= SHORT
        and alike(a.key, b.key)
    )


def _each_once(items: list[_Item]) -> list[_Item]:
    """The items with every moved group once: copies may have moved two groups to one gap in different order."""
    met: set[int] = set()
    out = []
    for item in items:
        if item.group < 0 or item.group not in met:
            out.append(item)
            met.add(item.group)
    return out


def _inserted(axis: Axis, item: _Item, ask: Ask, flags: tuple[str, ...]) -> Paragraph:
    variants = tuple((copy, axis.copies[copy].units.texts[unit]) for copy, unit in sorted(item.units.items()))
    owners = tuple(copy for copy, _ in variants)
    unit = item.units[owners[0]]
    texts = {seen(text): text for _, text in reversed(variants)}
    undecided = _is_undecided(variants, "", ask)
    if len(texts) == 1 and not undecided:
        text = variants[0][1]
        change = Change(0, 0, text, "same" if len(owners) > 1 else "edited", variants)
        return Paragraph((Part(text, "", change, flags=flags),), -1, owners, unit)
    if undecided:
        variants = _everyone(variants, "", ask)
    number, answer = ask.answer(Conflict("", tuple((copy, text, None) for copy, text in variants)))
    text = answer.text if answer else ""
    change = Change(0, 0, text, "conflict", variants)
    part = Part(text, "", change, number, answer, has_base=not undecided)
    return Paragraph((part,), -1, owners, unit, ghost=not text)
