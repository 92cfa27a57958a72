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

The cells of a table row are one block in all of this. Rows of two tables that share much are linked before the rest is
compared (`tables`), and their cells are paired at the end, column by column (`columns`, `rows`). Notes are compared
with notes first, in the order of their marks: where a note stands among the paragraphs follows from its mark, and would
tear apart paragraphs that only exchanged one. Furniture is compared with furniture only, and never moves. Candidates
come from an inverted index of rare words where a gap is too large to compare everything with everything, so nothing is
quadratic in the document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from docdiff.alignment.equal import align_equal
from docdiff.alignment.links import Link, Side, link_blocks
from docdiff.alignment.matching import LinkKind, Work
from docdiff.alignment.moves import grow_moves, move_equal, move_similar, restore_order
from docdiff.alignment.rows import gather_rows, tables_of
from docdiff.alignment.similar import align_in_context, align_similar
from docdiff.alignment.splits import align_splits
from docdiff.alignment.tables import align_tables
from docdiff.fingerprint import compared_text
from docdiff.model import Block, BlockKind, Document

__all__ = ["Blocks", "Link", "LinkKind", "align"]


Blocks = Document | Sequence[str] | Sequence[Block]


def align(old: Blocks, new: Blocks) -> tuple[Link, ...]:
    """The links between two documents, lists of blocks or lists of texts: every position of each side in exactly one.

    In the order of `new`; what was deleted stands after the block it followed in `old`.
    """
    old, new = _listed(old), _listed(new)
    old_texts, new_texts = _texts(old), _texts(new)
    old_notes, new_notes = _of_kind(old, "footnote"), _of_kind(new, "footnote")
    old_furniture, new_furniture = _of_kind(old, "furniture"), _of_kind(new, "furniture")
    links = list[Link]()
    if old_notes and new_notes:
        found = _align_some(_some(old_texts, old_notes), _some(new_texts, new_notes), moves=True)
        links = [link for link in found if link.a and link.b]  # a note may have become a paragraph, in another format
    old_apart = {*old_furniture, *(i for link in links for i in link.a)}
    new_apart = {*new_furniture, *(j for link in links for j in link.b)}
    links += _align_some(_rest(old, old_texts, old_apart), _rest(new, new_texts, new_apart), moves=True)
    if old_furniture or new_furniture:
        links += _align_some(_some(old_texts, old_furniture), _some(new_texts, new_furniture), moves=False)
    return tuple(_in_order(links))


def _rest(blocks: Sequence[str] | Sequence[Block], texts: Sequence[str], left_out: Collection[int]) -> Side:
    """All blocks but those, the cells of a row together."""
    units = gather_rows(blocks, [i for i in range(len(texts)) if i not in left_out] if left_out else range(len(texts)))
    joined = [texts[unit[0]] if len(unit) == 1 else "\t".join([texts[at] for at in unit]) for unit in units]
    return Side(texts, units, tables_of(blocks, units), joined)


def _some(texts: Sequence[str], positions: Sequence[int]) -> Side:
    """The blocks at those positions, each by itself."""
    return Side(texts, [(at,) for at in positions], [-1] * len(positions), [texts[at] for at in positions])


def _listed(blocks: Blocks) -> Sequence[str] | Sequence[Block]:
    return blocks.blocks if isinstance(blocks, Document) else blocks


def _texts(blocks: Sequence[str] | Sequence[Block]) -> list[str]:
    return [block if isinstance(block, str) else compared_text(block) for block in blocks]


def _of_kind(blocks: Sequence[str] | Sequence[Block], kind: BlockKind) -> list[int]:
    return [i for i, block in enumerate(blocks) if isinstance(block, Block) and block.kind == kind]


def _align_some(old: Side, new: Side, *, moves: bool) -> Iterator[Link]:
    """The links between the blocks of each side that stand in its units.

    The sides are put in a fixed order first, so that swapping them swaps the outcome, also where two are as good.
    """
    if (len(new.joined), new.joined) < (len(old.joined), old.joined):
        return map(_swap, _align_sides(new, old, moves=moves))
    return _align_sides(old, new, moves=moves)


def _align_sides(a: Side, b: Side, *, moves: bool) -> Iterator[Link]:
    work = Work(a.joined, b.joined)
    align_equal(work)
    if moves:
        # Before anything is compared: what stands elsewhere, word for word, is no weak match for a neighbour here.
        move_equal(work)
        if a.has_tables and b.has_tables:
            align_tables(work, a.rows, b.rows)
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
    return link_blocks(a, b, work.links())


_OTHER_WAY: dict[LinkKind, LinkKind] = {
    "split": "joined",
    "joined": "split",
    "inserted": "deleted",
    "deleted": "inserted",
}


def _swap(link: Link) -> Link:
    """The same from the other side; a column or a row that moved has as many cells there."""
    return Link(_OTHER_WAY.get(link.kind, link.kind), link.b, link.a, link.score)


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
