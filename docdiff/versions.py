"""Says which documents are versions of one another, and in what order.

Strategy: families first (`families`), then the links in each (`lineage`), then their direction (`succession`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from docdiff.contract import head
from docdiff.families import find_families
from docdiff.fingerprint import compared_text, read_words
from docdiff.lineage import Lineage, Tokenizer, link_versions
from docdiff.model import Document
from docdiff.succession import Direction, Sign, order_versions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TRACKED = 0.5  # of the way from a version with its tracked changes to another, that is left without them at most


@dataclass(frozen=True, slots=True)
class Edge:
    """One version and the one made from it, as positions in the documents.

    `score` is the share of their runs of four words that both have (0.0 to 1.0); `deleted` and `inserted` count the
    words only one of them has. `direction` says how sure it is that the parent came first: "known" from names, dates,
    properties or tracked changes, "likely" from the text, "unknown" when it may be the other way around; `signs` are
    what it rests on (empty where it follows from other versions). `confidence` says how sure it is that the two are
    neighbours: 0.5 when another link would do as well. `merges` says that the child has the changes of another parent
    as well.
    """

    parent: int
    child: int
    score: float
    deleted: int
    inserted: int
    direction: Direction
    confidence: float
    signs: tuple[Sign, ...]
    merges: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """Versions of one text, as positions in the documents.

    `edges` stand in the order of their children. `order` has every member, earliest first; it is empty when not known.
    """

    members: tuple[int, ...]
    edges: tuple[Edge, ...]
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """The families among some documents, largest first, and the documents that are versions of nothing."""

    documents: tuple[Document, ...]
    families: tuple[Family, ...]
    unrelated: tuple[int, ...]

    def to_dict(self) -> dict[str, Any]:
        """The `versions` object of the JSON contract."""
        return {
            **head("versions"),
            "families": [
                {
                    "members": [self._source(i) for i in family.members],
                    "edges": [self._edge(edge) for edge in family.edges],
                    "order": [self._source(i) for i in family.order],
                }
                for family in self.families
            ],
            "unrelated": [self._source(i) for i in self.unrelated],
        }

    def _source(self, position: int) -> dict[str, Any]:
        return self.documents[position].source_dict()

    def _edge(self, edge: Edge) -> dict[str, Any]:
        return {
            "parent": self.documents[edge.parent].source.name,
            "child": self.documents[edge.child].source.name,
            "score": round(edge.score, 3),
            "words_deleted": edge.deleted,
            "words_inserted": edge.inserted,
            "direction": edge.direction,
            "confidence": round(edge.confidence, 2),
            "merges": edge.merges,
            "evidence": [asdict(sign) for sign in edge.signs],
        }


def find_versions(documents: Iterable[Document], *, originals: Mapping[str, Document] | None = None) -> Versions:
    """Which documents are versions of one text, how they descend from one another, and in what order.

    `originals` may have, by name, documents as they were before their tracked changes; they help to tell who began.
    The order of the documents changes nothing but the positions in the result. Quadratic in their number, with a small
    constant: 300 documents of 5,000 words take a few seconds.
    """
    documents = tuple(documents)
    order = sorted(range(len(documents)), key=lambda i: (_key(documents[i]), i))
    texts = [_text(documents[i]) for i in order]
    words = read_words(texts)
    tokenizer = Tokenizer()
    families = []
    for group in find_families(words):
        members = [order[i] for i in group]
        sets = [tokenizer.shingles(texts[i]) for i in group]
        counts = [Counter(words.hashes[words.bounds[i] : words.bounds[i + 1]].tolist()) for i in group]
        lineage = link_versions(sets)
        before = _originals([documents[i] for i in members], lineage, sets, tokenizer, originals or {})
        families.append(_family(documents, members, lineage, before, counts))
    related = {i for family in families for i in family.members}
    return Versions(
        documents,
        tuple(sorted(families, key=lambda family: -len(family.members))),
        tuple(i for i in order if i not in related),
    )


def _key(document: Document) -> tuple[str, str, str]:
    return document.source.name, document.source.sha256, _text(document)


def _text(document: Document) -> str:
    return "\n".join(compared_text(block) for block in document.body)


def _originals(
    documents: list[Document],
    lineage: Lineage,
    sets: list[NDArray[np.uint64]],
    tokenizer: Tokenizer,
    originals: Mapping[str, Document],
) -> dict[int, int]:
    """Of each version with tracked changes the version it was made from, if that is there."""
    import numpy as np

    found: dict[int, int] = {}
    for i, document in enumerate(documents):
        original = originals.get(document.source.name)
        if original is None:
            continue
        before = tokenizer.shingles(_text(original))
        away = [len(np.setxor1d(before, other, assume_unique=True)) for other in sets]
        nearest = min((j for j in range(len(sets)) if j != i), key=lambda j: (away[j], j))
        if away[i] and away[nearest] <= _TRACKED * lineage.distances[i, nearest]:
            found[i] = nearest
    return found


def _family(
    documents: tuple[Document, ...],
    members: list[int],
    lineage: Lineage,
    originals: Mapping[int, int],
    counts: list[Counter[int]],
) -> Family:
    succession = order_versions([documents[i] for i in members], lineage, originals)
    parents = Counter(child for _, child, _, _ in succession.links)
    edges = [
        Edge(
            members[parent],
            members[child],
            bond.score,
            (counts[parent] - counts[child]).total(),
            (counts[child] - counts[parent]).total(),
            direction,
            bond.confidence,
            signs,
            parents[child] > 1,
        )
        for bond, (parent, child, direction, signs) in zip(lineage.bonds, succession.links, strict=True)
    ]
    place = {i: at for at, i in enumerate(succession.order)} or {i: i for i in range(len(members))}
    at = {members[i]: position for i, position in place.items()}
    edges.sort(key=lambda edge: (at[edge.child], at[edge.parent]))
    return Family(tuple(members), tuple(edges), tuple(members[i] for i in succession.order))
