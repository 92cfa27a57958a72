"""Lays the versions of one text out as rows, so that the tree reads from top to bottom, and tells why each is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from docdiff.locale.interface import Interface
from docdiff.render.odd import readable
from docdiff.succession import Sign
from docdiff.versions import Edge, Family, Versions

NOT_BY_MUCH = 0.6  # of confidence, below which another link is mentioned


@dataclass(frozen=True, slots=True)
class Row:
    """One version: how far it is indented, its position in the documents, and the links from its parents.

    `also` are the links of a merged version to its other parents.
    """

    depth: int
    member: int
    edge: Edge | None
    also: tuple[Edge, ...]


def version_rows(family: Family) -> list[Row]:
    """Each member once, behind its (first) parent.

    A version that goes straight on stands under the last one without being indented; what branches off stands between
    the two, one step in. Which of several goes on: the one most others come from, then the last in the family's order.
    """
    place = {member: at for at, member in enumerate(family.order or family.members)}
    parents: defaultdict[int, list[Edge]] = defaultdict(list)
    for edge in family.edges:
        parents[edge.child].append(edge)
    # Of several parents the nearest is shown as the one, so that the tree has the least change in it.
    main = {child: max(edges, key=lambda edge: (edge.score, -place[edge.parent])) for child, edges in parents.items()}
    children: defaultdict[int, list[int]] = defaultdict(list)
    for child, edge in main.items():
        children[edge.parent].append(child)
    sizes = _sizes(family, children)
    rows: list[Row] = []
    stack = [(0, root) for root in sorted(set(family.members) - set(main), key=place.__getitem__, reverse=True)]
    while stack:
        depth, member = stack.pop()
        link = main.get(member)
        rows.append(Row(depth, member, link, tuple(edge for edge in parents[member] if edge is not link)))
        below = sorted(children[member], key=lambda child: (sizes[child], place[child]), reverse=True)
        stack += [(depth + (child is not below[0]), child) for child in below[:1]]
        stack += [(depth + 1, child) for child in sorted(below[1:], key=place.__getitem__, reverse=True)]
    return rows


def _sizes(family: Family, children: Mapping[int, list[int]]) -> dict[int, int]:
    """How many versions hang on each, itself included."""
    below = {child for group in children.values() for child in group}
    downwards = [member for member in family.members if member not in below]
    for member in downwards:
        downwards += children.get(member, [])
    sizes = dict.fromkeys(downwards, 1)
    for member in reversed(downwards):
        sizes[member] += sum(sizes[child] for child in children.get(member, []))
    return sizes


def short_names(found: Versions) -> tuple[str, ...]:
    """The names of all documents without the folder they are all in."""
    names = [readable(document.source.name) for document in found.documents]
    folders = {name.rpartition("/")[0] for name in names}
    folder = next(iter(folders)) if len(folders) == 1 else ""
    return tuple(name.removeprefix(folder + "/") if folder else name for name in names)


def name_of(found: Versions, member: int) -> str:
    """The name of a document as it can be shown."""
    return readable(found.documents[member].source.name)


def title_of(found: Versions, family: Family) -> str:
    """What a family is called: the title of its last version that has one, else the name of its first."""
    titles = [found.documents[member].title for member in (*family.order, *family.members)]
    title = next((title for title in reversed(titles) if title), None)
    return readable(" ".join(title.split())) if title else name_of(found, (family.order or family.members)[0])


def tell_difference(edge: Edge, texts: Interface) -> str:
    """How much two neighbours differ, in words."""
    words = [
        texts.say(key, count=count)
        for key, count in (("words_gone", edge.deleted), ("words_new", edge.inserted))
        if count
    ]
    if not words and edge.score == 1.0:
        return texts.say("version_same_text")
    # Rounded down: what differs at all is not 100% the same.
    return ", ".join([texts.say("version_share", share=f"{min(int(edge.score * 100), 99)}%"), *words])


def tell_reasons(edge: Edge, texts: Interface) -> str:
    """Why the one came before the other, and how sure that is."""
    reasons = [_sign(sign, texts) for sign in edge.signs if edge.direction != "unknown"]
    if not reasons and edge.direction != "unknown":
        reasons = [texts.say("version_follows")]
    if edge.direction != "known":
        reasons.insert(0, texts.say(f"direction_{edge.direction}"))
    if edge.confidence < NOT_BY_MUCH:
        reasons.append(texts.say("version_close"))
    return "; ".join(reasons)


def _sign(sign: Sign, texts: Interface) -> str:
    values = [
        texts.number(int(value)) if sign.kind == "length" else texts.day(value) if sign.kind == "date" else value
        for value in (sign.earlier, sign.later)
    ]
    if sign.kind == "tracked":
        values = [value.rpartition("/")[2] for value in values]
    if sign.kind == "modified":
        values = [_moment(value, texts) for value in values]
    return texts.say(f"sign_{sign.kind}", earlier=readable(values[0]), later=readable(values[1]))


def _moment(value: str, texts: Interface) -> str:
    day, _, time = value.partition("T")
    return f"{texts.day(day)} {time}".strip()
