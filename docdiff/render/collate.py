"""Lays all versions side by side: a row for each block of the base and each block that was put in, variants grouped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docdiff.locale.interface import interface
from docdiff.merging import Merge
from docdiff.merging.combine import Paragraph
from docdiff.merging.units import plain
from docdiff.render.odd import readable
from docdiff.text import seen


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in one place: the base's text ("" where something was put in), and each variant with who has it."""

    base: str
    variants: tuple[tuple[tuple[str, ...], str], ...]


def rows(made: Merge) -> Iterator[Row]:
    """The rows, in the order of the merged text. Who has what the base has is in no variant."""
    for paragraph in made.paragraphs:
        if paragraph.moved == "away":
            continue
        yield _group_row(made, paragraph) if paragraph.group >= 0 else _inserted_row(made, paragraph)


def _group_row(made: Merge, paragraph: Paragraph) -> Row:
    base = _plain(made.axis.text(paragraph.group))
    found: dict[str, tuple[list[str], str]] = {}
    for copy, who in zip(made.axis.copies, made.people, strict=True):
        version = copy.versions.get(paragraph.group)
        if version is None:
            continue
        text = _plain(copy.units.joined(version.units[0], version.units[-1])) if version.units else ""
        if seen(text) != seen(base):
            found.setdefault(seen(text), ([], text))[0].append(who)
    return Row(base, _variants(found))


def _inserted_row(made: Merge, paragraph: Paragraph) -> Row:
    found: dict[str, tuple[list[str], str]] = {}
    for part in paragraph.parts:
        for copy, text in part.change.variants if part.change else ():
            found.setdefault(seen(text), ([], text))[0].append(made.people[copy])
    return Row("", _variants(found))


def _variants(found: dict[str, tuple[list[str], str]]) -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple(sorted((tuple(sorted(people)), text) for people, text in found.values()))


def _plain(text: str) -> str:
    return plain(text)


def render(made: Merge, *, lang: str = "en") -> str:
    """The collation as a Markdown table."""
    texts = interface(lang)
    heads = [texts.say("collate_base"), *sorted(made.people)]
    out = [f"# {texts.say('collate_title')}", "", _row(heads), _row(["---"] * len(heads))]
    for row in rows(made):
        has = {who: text for people, text in row.variants for who in people}
        cells = []
        for who in sorted(made.people):
            if who in has:
                cells.append(has[who] or texts.say("collate_absent"))
            else:
                cells.append(texts.say("collate_as_base") if row.base else texts.say("collate_absent"))
        out.append(_row([row.base, *cells]))
    return "\n".join(out) + "\n"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(" ".join(readable(cell).replace("|", "\\|").split()) for cell in cells) + " |"
