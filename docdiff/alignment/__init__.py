"""Decides which blocks of two documents belong together.

Strategy, from the surest to the least sure, each stage working only in the gaps the earlier ones left:

1. blocks whose text occurs once on both sides, the heaviest chain of them in order; grown over equal neighbours, which
   settles repeated blocks such as "Antwoord" by what stands beside them; first as written, then as normal forms;
2. similar blocks: half the words they share, rare words counting most, half the similarity of their order; again the
   heaviest chain, then a looser pass in small gaps, where the neighbours already vouch for the pair;
3. equal short blocks that are still free, in order;
4. splits and joins: a free block beside a pair, at least half of which fills what the pair lacks;
5. moves: what is free anywhere, best pairs first, grown over equal neighbours; those that turn out to cross nothing
   are put back in their place.

The cells of a table row are one block in all of this, and are paired inside it at the end (`rows`). Notes are compared
with notes first, in the order of their marks: where a note stands among the paragraphs follows from its mark, and would
tear apart paragraphs that only exchanged one. Furniture is compared with furniture only, and never moves. Candidates
come from an inverted index of rare words where a gap is too large to compare everything with everything, so nothing is
quadratic in the document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from docdiff.alignment.equal import align_equal
from docdiff.alignment.matching import Found, LinkKind, Work
from docdiff.alignment.moves import grow_moves, move_equal, move_similar, restore_order
from docdiff.alignment.rows import Unit, gather_rows, pair_cells
from docdiff.alignment.similar import align_in_context, align_similar
from docdiff.alignment.splits import align_splits
from docdiff.fingerprint import compared_text
from docdiff.model import Block, BlockKind, Document
from docdiff.text import normalise

__all__ = ["Blocks", "Link", "LinkKind", "align"]


@dataclass(frozen=True, slots=True)
class Link:
    """Blocks that belong together: positions in two sequences of blocks, and how much they resemble each other.

    `a` and `b` are positions in the old and the new sequence: one of each for `same` (equal normal forms), `changed`
    and `moved`, one to several for `split`, several to one for `joined`, none on one side for `inserted` and `deleted`.
    `score` is 0.0 to 1.0.
    """

    kind: LinkKind
    a: tuple[int, ...]
    b: tuple[int, ...]
    score: float = 1.0


Blocks = Document | Sequence[str] | Sequence[Block]


def align(old: Blocks, new: Blocks) -> tuple[Link, ...]:
    """The links between two documents, lists of blocks or lists of texts: every position of each side in exactly one.

    In the order of `new`; what was deleted stands after the block it followed in `old`.
    """
    old, new = _listed(old), _listed(new)
    texts = _texts(old), _texts(new)
    furniture = _of_kind(old, "furniture"), _of_kind(new, "furniture")
    notes = _of_kind(old, "footnote"), _of_kind(new, "footnote")
    links = list[Link]()
    if all(notes):
        found = _align_some(*texts, _units(notes[0]), _units(notes[1]), moves=True)
        links = [link for link in found if link.a and link.b]  # a note may have become a paragraph, in another format
    apart = (
        {*furniture[0], *(i for link in links for i in link.a)},
        {*furniture[1], *(j for link in links for j in link.b)},
    )
    units = gather_rows(old, _others(old, apart[0])), gather_rows(new, _others(new, apart[1]))
    links += _align_some(*texts, *units, moves=True)
    if any(furniture):
        links += _align_some(*texts, _units(furniture[0]), _units(furniture[1]), moves=False)
    return tuple(_in_order(links))


def _listed(blocks: Blocks) -> Sequence[str] | Sequence[Block]:
    return blocks.blocks if isinstance(blocks, Document) else blocks


def _texts(blocks: Sequence[str] | Sequence[Block]) -> list[str]:
    return [block if isinstance(block, str) else compared_text(block) for block in blocks]


def _of_kind(blocks: Sequence[str] | Sequence[Block], kind: BlockKind) -> list[int]:
    return [i for i, block in enumerate(blocks) if isinstance(block, Block) and block.kind == kind]


def _units(positions: Sequence[int]) -> list[Unit]:
    return [(position,) for position in positions]


def _others(texts: Sequence[object], left_out: Collection[int]) -> list[int]:
    return [i for i in range(len(texts)) if i not in left_out] if left_out else list(range(len(texts)))


def _align_some(
    old: Sequence[str], new: Sequence[str], in_old: Sequence[Unit], in_new: Sequence[Unit], *, moves: bool
) -> list[Link]:
    """The links between the blocks of each side that stand in the given units.

    The sides are put in a fixed order first, so that swapping them swaps the outcome, also where two are as good.
    """
    a, b = [_joined(old, unit) for unit in in_old], [_joined(new, unit) for unit in in_new]
    swapped = (len(b), b) < (len(a), a)
    work = Work(b, a) if swapped else Work(a, b)
    align_equal(work)
    if moves:
        # Before anything is compared: what stands elsewhere, word for word, is no weak match for a neighbour here.
        move_equal(work)
    align_similar(work)
    if moves:
        move_similar(work)
        grow_moves(work)
        restore_order(work)
        align_similar(work)
    align_in_context(work)
    if moves:
        grow_moves(work)
        align_splits(work)
    return [
        link
        for found in (map(_swap, work.links()) if swapped else work.links())
        for link in _links(old, new, found, [in_old[i] for i in found.a], [in_new[j] for j in found.b])
    ]


def _joined(texts: Sequence[str], unit: Unit) -> str:
    return texts[unit[0]] if len(unit) == 1 else "\t".join(texts[position] for position in unit)


def _links(
    old: Sequence[str], new: Sequence[str], found: Found, of_old: Sequence[Unit], of_new: Sequence[Unit]
) -> Iterator[Link]:
    """The links of blocks that a link of units means: of rows, one for each cell; a split row is a row and new ones."""
    if all(len(unit) == 1 for unit in (*of_old, *of_new)):
        yield Link(found.kind, tuple(i for (i,) in of_old), tuple(j for (j,) in of_new), found.score)
        return
    for at in range(max(len(of_old), len(of_new))):
        row_a = of_old[at] if at < len(of_old) else ()
        row_b = of_new[at] if at < len(of_new) else ()
        for i, j, score in pair_cells([old[i] for i in row_a], [new[j] for j in row_b]):
            if i is None or j is None:
                kind: LinkKind = "inserted" if i is None else "deleted"
                yield Link(kind, () if i is None else (row_a[i],), () if j is None else (row_b[j],), 0.0)
                continue
            same = normalise(old[row_a[i]]) == normalise(new[row_b[j]])
            kind = "moved" if found.kind == "moved" else "same" if same else "changed"
            yield Link(kind, (row_a[i],), (row_b[j],), 1.0 if same else score)


_OTHER_WAY: dict[LinkKind, LinkKind] = {
    "split": "joined",
    "joined": "split",
    "inserted": "deleted",
    "deleted": "inserted",
}


def _swap(found: Found) -> Found:
    return Found(_OTHER_WAY.get(found.kind, found.kind), found.b, found.a, found.score)


def _in_order(links: list[Link]) -> list[Link]:
    """Links in the order of the new side, each deletion after the link in place that holds the blocks before it."""
    places = sorted((link.a[-1], link.b[0]) for link in links if link.a and link.b and link.kind != "moved")
    befores = [a for a, _ in places]

    def place(link: Link) -> tuple[int, int, int]:
        if link.b:
            return link.b[0], 0, 0
        before = bisect_left(befores, link.a[0]) - 1
        return (places[before][1] if before >= 0 else -1), 1, link.a[0]

    return sorted(links, key=place)
