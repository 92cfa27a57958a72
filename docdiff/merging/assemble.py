"""Writes the paragraphs of a merge one behind another, with the white space between them that its sources have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from docdiff.merging.axis import Axis
from docdiff.merging.combine import Paragraph, Part
from docdiff.merging.regions import Region, RegionKind, Side
from docdiff.merging.units import BREAK, plain


def assemble(axis: Axis, paragraphs: Sequence[Paragraph], people: Sequence[str], names: Sequence[str]) -> list[Region]:
    """The regions of the merged text, as a reader sees it; `people` and `names` are those of the copies."""
    regions: list[Region] = []
    gaps = separators(axis, paragraphs)
    _add(regions, "unchanged", axis.base.head if len(axis.base) else _first_head(axis), ())
    for paragraph, after in zip(paragraphs, gaps, strict=True):
        base = _base_blocks(axis, paragraph)
        if paragraph.moved and not paragraph.ghost:
            regions.append(_moved(axis, paragraph, "here", base, people, names))
        elif paragraph.moved == "away":
            regions.append(_moved(axis, paragraph, "away", base, people, names))
        for part in paragraph.parts:
            if part.change is None or (part.change.flags == ("layout",)):
                _add(regions, "unchanged", part.text, base)
            else:
                regions.append(_region(axis, paragraph, part, base, people, names))
        if not paragraph.ghost:
            _add(regions, "unchanged", after, ())
    return regions


def _add(regions: list[Region], kind: RegionKind, text: str, base: tuple[int, ...]) -> None:
    """Unchanged text; one region with what stands before it when that is unchanged too."""
    text = plain(text)
    if regions and regions[-1].kind == kind:
        before = regions[-1]
        blocks = before.base + tuple(block for block in base if block not in before.base[-8:])
        regions[-1] = Region(kind, blocks, (), before.text + text, before.base_text + text)
    elif text:
        regions.append(Region(kind, base, (), text, text))


def _region(
    axis: Axis, paragraph: Paragraph, part: Part, base: tuple[int, ...], people: Sequence[str], names: Sequence[str]
) -> Region:
    change = part.change
    assert change is not None
    places = {copy: gap for copy, _, gap in part.places}
    sides = tuple(
        Side(people[copy], names[copy], _copy_blocks(axis, copy, paragraph), plain(text), places.get(copy))
        for copy, text in change.variants
    )
    return Region(
        change.outcome,
        base,
        sides,
        plain(part.text),
        plain(part.base_text),
        part.flags,
        "",
        part.id,
        part.answer.taken if part.answer else None,
        "place" if part.places else "breaks" if _is_about_breaks(part) else "words",
        part.has_base,
    )


def _is_about_breaks(part: Part) -> bool:
    """Whether somebody split or joined paragraphs in what is asked about."""
    variants = part.change.variants if part.id and part.change else ()
    return any(
        text.strip() and text.count(BREAK) != part.base_text.count(BREAK) and _words(text) == _words(part.base_text)
        for _, text in variants
    )


def _words(text: str) -> list[str]:
    return text.replace(BREAK, "").split()


def _moved(
    axis: Axis,
    paragraph: Paragraph,
    moved: str,
    base: tuple[int, ...],
    people: Sequence[str],
    names: Sequence[str],
) -> Region:
    sides = tuple(Side(people[c], names[c], _copy_blocks(axis, c, paragraph), "") for c in paragraph.owners)
    text = plain(axis.text(paragraph.group))
    return Region("edited", base, sides, "", text if moved == "away" else "", (), "here" if moved == "here" else "away")


def _base_blocks(axis: Axis, paragraph: Paragraph) -> tuple[int, ...]:
    if paragraph.group < 0:
        return ()
    first, last = axis.groups[paragraph.group]
    return tuple(block for unit in range(first, last + 1) for block in axis.base.blocks[unit])


def _copy_blocks(axis: Axis, copy: int, paragraph: Paragraph) -> tuple[int, ...]:
    """The blocks of a copy's document in which a paragraph stands; none when it deleted it."""
    own = axis.copies[copy]
    if paragraph.group < 0:
        units: tuple[int, ...] = (paragraph.unit,) if paragraph.owners[:1] == (copy,) else ()
    else:
        version = own.versions.get(paragraph.group)
        units = version.units if version else ()
    return tuple(block for unit in units for block in own.units.blocks[unit])


# White space between paragraphs

_Edge = tuple[int, int]  # (copy or -1 for the base, unit)


def separators(axis: Axis, paragraphs: Sequence[Paragraph]) -> list[str]:
    """What stands behind each paragraph: what the base or a copy has between the same two, else behind the first."""
    standing = [number for number, paragraph in enumerate(paragraphs) if not paragraph.ghost]
    out = [""] * len(paragraphs)
    for here, following in pairwise(standing):
        out[here] = _between(axis, paragraphs[here], paragraphs[following])
    if standing:
        out[standing[-1]] = _at_end(axis, paragraphs[standing[-1]])
    return out


def _between(axis: Axis, first: Paragraph, second: Paragraph) -> str:
    a, b = _edge(axis, first, last=True), _edge(axis, second, last=False)
    if a[0] == b[0] == -1 and a[1] + 1 == b[1]:
        return _base_or_changed(axis, a[1])
    for number, copy in enumerate(axis.copies):
        i, j = _in_copy(axis, number, first, a), _in_copy(axis, number, second, b)
        if i is not None and j is not None and i + 1 == j:
            return copy.units.after[i]
    return next(iter(_around(axis, a, b)), "\n\n")


def _base_or_changed(axis: Axis, unit: int) -> str:
    return axis.base.after[unit]


def _around(axis: Axis, a: _Edge, b: _Edge) -> Iterator[str]:
    """What stands behind `a` in its own document, or before `b`; a document ends in too little."""
    units_a = axis.base if a[0] < 0 else axis.copies[a[0]].units
    units_b = axis.base if b[0] < 0 else axis.copies[b[0]].units
    if a[1] + 1 < len(units_a):
        yield units_a.after[a[1]]
    if b[1] > 0:
        yield units_b.after[b[1] - 1]


def _at_end(axis: Axis, paragraph: Paragraph) -> str:
    if len(axis.base):
        return axis.base.after[-1]
    copy, _ = _edge(axis, paragraph, last=True)
    return axis.copies[copy].units.after[-1] if copy >= 0 else ""


def _edge(axis: Axis, paragraph: Paragraph, *, last: bool) -> _Edge:
    if paragraph.group < 0:
        return paragraph.owners[0], paragraph.unit
    first, end = axis.groups[paragraph.group]
    return -1, end if last else first


def _in_copy(axis: Axis, number: int, paragraph: Paragraph, edge: _Edge) -> int | None:
    """The unit of a copy in which the edge of a paragraph stands, when it is one unit there."""
    if edge[0] == number:
        return edge[1]
    if edge[0] >= 0:
        return None
    own = axis.copies[number]
    if edge[1] in own.stands:
        return own.stands[edge[1]]
    version = own.versions.get(paragraph.group)
    return version.units[0] if version and len(version.units) == 1 else None


def _first_head(axis: Axis) -> str:
    return next((copy.units.head for copy in axis.copies if len(copy.units)), "")
