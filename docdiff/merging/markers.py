"""Writes a merge with its questions between git's conflict markers, for tools that know nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docdiff.merging.regions import Region
from docdiff.merging.units import line_end_of
from docdiff.text import seen


def with_markers(regions: Iterable[Region], people: Sequence[str]) -> str:
    """The merged text; every question is whole lines of it, once as each of `people` has them."""
    regions = list(regions)
    line_end = line_end_of("".join(region.text for region in regions))
    return "".join(_piece(chunk, people, line_end) for chunk in _chunks(regions))


def _chunks(regions: Sequence[Region]) -> Iterator[list[Region]]:
    """The regions in runs that begin and end with whole lines; unchanged text is cut where its lines end."""
    run: list[Region] = []
    for region in regions:
        if region.is_open or "\n" not in region.text:
            run.append(region)
            continue
        head, tail = region.text.index("\n") + 1, region.text.rindex("\n") + 1
        yield [*run, _part(region, region.text[:head])]
        if head < tail:
            yield [_part(region, region.text[head:tail])]
        run = [_part(region, region.text[tail:])] if tail < len(region.text) else []
    yield run


def _part(region: Region, text: str) -> Region:
    return Region("unchanged", region.base, (), text, text)


def _piece(run: Sequence[Region], people: Sequence[str], line_end: str) -> str:
    if not any(region.is_open for region in run):
        return "".join(region.text for region in run)
    versions: dict[str, tuple[str, str]] = {}
    for person in people:
        text = "".join(_text_of(region, person) for region in run)
        versions.setdefault(seen(text), (person, _ended(text, line_end)))
    said = list(versions.values())
    if len(said) == 1:
        return said[0][1]
    out = f"<<<<<<< {said[0][0]}{line_end}{said[0][1]}"
    for person, text in said[1:-1]:
        out += f"||||||| {person}{line_end}{text}"
    return f"{out}======={line_end}{said[-1][1]}>>>>>>> {said[-1][0]}{line_end}"


def _text_of(region: Region, person: str) -> str:
    if not region.is_open:
        return region.text
    return next((side.text for side in region.sides if side.person == person), region.base_text)


def _ended(text: str, line_end: str) -> str:
    return text if not text or text.endswith("\n") else text + line_end
