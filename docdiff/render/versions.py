"""Shows which documents are versions of one another as text: each version a line, and under it why it stands there."""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.locale.interface import Interface, interface
from docdiff.render.version_rows import Row, name_of, short_names, tell_difference, tell_reasons, title_of, version_rows
from docdiff.versions import Family, Versions

_STEP = "    "


def text(found: Versions, *, lang: str = "en") -> str:
    """The families, each as a tree; then the documents that are versions of nothing."""
    texts = interface(lang)
    lines = [] if found.families else [texts.say("no_versions")]
    for family in found.families:
        lines += [*_family(found, family, texts), ""]
    if found.families and found.unrelated:
        lines.append(texts.say("unrelated", count=len(found.unrelated)))
        lines += [f"  {name_of(found, member)}" for member in found.unrelated]
    return "\n".join(lines).rstrip("\n") + "\n"


def _family(found: Versions, family: Family, texts: Interface) -> Iterator[str]:
    versions = texts.say("version_count", count=len(family.members))
    yield texts.say("family", name=title_of(found, family), versions=versions)
    for row in version_rows(family):
        yield from _row(found, family, row, texts)


def _row(found: Versions, family: Family, row: Row, texts: Interface) -> Iterator[str]:
    indent = "  " + _STEP * row.depth
    yield indent + name_of(found, row.member)
    short = short_names(found)
    if row.edge is None:
        yield f"{indent}  {texts.say('version_first' if family.order else 'version_first_unknown')}"
        return
    parent = texts.say("version_from", parent=short[row.edge.parent])
    yield f"{indent}  {parent}: {tell_difference(row.edge, texts)}"
    reasons = tell_reasons(row.edge, texts)
    if reasons:
        yield f"{indent}  {reasons}"
    for edge in row.also:
        yield f"{indent}  {texts.say('version_also', parent=short[edge.parent])}"
