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

Furniture is compared with furniture only, and never moves. Candidates come from an inverted index of rare words where a
gap is too large to compare everything with everything, so nothing is quadratic in the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from math import log
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from docdiff.fingerprint import compared_text
from docdiff.model import Block, Document
from docdiff.sequence import Pair, heaviest_chain, heaviest_order, matching_runs, unique_pairs
from docdiff.text import Interner, normalise, plain_words

LinkKind = Literal["same", "changed", "split", "joined", "inserted", "deleted", "moved"]

SHORT = 4  # blocks with fewer words need equality or context
ALIKE = 0.5  # at least this similar to be linked within a gap
ALIKE_IN_CONTEXT = 0.3  # in a small gap between linked neighbours
ALIKE_ELSEWHERE = 0.7  # to be called a move
MOVED_WORDS = 6  # a move has at least so many words
CONTAINED = 0.5  # of a free block, to be a part of its neighbour's partner
FEW_PAIRS = 2500  # compare everything with everything in a gap up to this many pairs
SMALL_GAP = 64  # pairs, for the looser pass
RARE_WORDS = 12  # of a block are looked up in the index
POSTINGS = 32  # a word in more blocks than this is not rare
CANDIDATES = 8  # compared in full for each block
LONG_PAIR = 1 << 24  # words times words, above which the order of the words is not compared
CLIPPED = 1000  # characters of a block with few words that are compared
ROUNDS = 8  # of finding blocks that are unique within a gap
SAMPLE = 300  # settled blocks that tell, with the free ones, how common words are


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
    old_texts, new_texts = _texts(old), _texts(new)
    old_furniture, new_furniture = _furniture(old), _furniture(new)
    links = _align_some(
        old_texts, new_texts, _others(old_texts, old_furniture), _others(new_texts, new_furniture), moves=True
    )
    if old_furniture or new_furniture:
        links += _align_some(old_texts, new_texts, old_furniture, new_furniture, moves=False)
    return tuple(_in_order(links))


def _texts(blocks: Blocks) -> list[str]:
    if isinstance(blocks, Document):
        blocks = blocks.blocks
    return [block if isinstance(block, str) else compared_text(block) for block in blocks]


def _furniture(blocks: Blocks) -> list[int]:
    if isinstance(blocks, Document):
        blocks = blocks.blocks
    return [i for i, block in enumerate(blocks) if isinstance(block, Block) and block.kind == "furniture"]


def _others(texts: list[str], positions: list[int]) -> list[int]:
    left_out = set(positions)
    return [i for i in range(len(texts)) if i not in left_out] if left_out else list(range(len(texts)))


def _align_some(old: list[str], new: list[str], in_old: list[int], in_new: list[int], *, moves: bool) -> list[Link]:
    """The links between the blocks of each side at the given positions.

    The sides are put in a fixed order first, so that swapping them swaps the outcome, also where two are as good.
    """
    a, b = [old[i] for i in in_old], [new[j] for j in in_new]
    swapped = (len(b), b) < (len(a), a)
    work = _Work(b, a) if swapped else _Work(a, b)
    _align_equal(work)
    if moves:
        # Before anything is compared: what stands elsewhere, word for word, is no weak match for a neighbour here.
        _move_equal(work)
    _align_similar(work)
    if moves:
        _move_similar(work)
        _restore_order(work)
        _align_similar(work)
    _align_in_context(work)
    if moves:
        _grow_moves(work)
        _align_splits(work)
    return [
        Link(kind, tuple(in_old[i] for i in at_a), tuple(in_new[j] for j in at_b), score)
        for kind, at_a, at_b, score in (map(_swap, work.links()) if swapped else work.links())
    ]


class _Found(NamedTuple):
    kind: LinkKind
    a: tuple[int, ...]
    b: tuple[int, ...]
    score: float


_OTHER_WAY: dict[LinkKind, LinkKind] = {
    "split": "joined",
    "joined": "split",
    "inserted": "deleted",
    "deleted": "inserted",
}


def _swap(found: _Found) -> _Found:
    return _Found(_OTHER_WAY.get(found.kind, found.kind), found.b, found.a, found.score)


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


class _Gap(NamedTuple):
    """The free blocks between two neighbouring links in place; blocks that moved in or out are passed over."""

    a: list[int]
    b: list[int]

    @property
    def pairs(self) -> int:
        return len(self.a) * len(self.b)


class _Side:
    """One side's texts, and what is worked out about them only where a stage asks: normal forms, words."""

    __slots__ = ("_interner", "_keys", "_words", "texts")

    def __init__(self, texts: list[str], interner: Interner) -> None:
        self.texts = texts
        self._interner = interner
        self._keys: dict[int, int] = {}
        self._words: dict[int, tuple[int, ...]] = {}

    def key(self, i: int) -> int:
        """Equal for blocks with equal normal forms."""
        if i not in self._keys:
            self._keys[i] = self._interner.number("=" + normalise(_unwrapped(self.texts[i])))
        return self._keys[i]

    def words(self, i: int) -> tuple[int, ...]:
        """The words of a block as numbers."""
        if i not in self._words:
            self._words[i] = tuple(self._interner.numbers(plain_words(_unwrapped(self.texts[i]))))
        return self._words[i]


_WRAPPED = re.compile(r"(?<=[^\W\d_])-[ \t]*\n[ \t]*(?=[^\W\d_])")


def _unwrapped(text: str) -> str:
    """`text` with the words whole that were broken at a line end, as plain texts from elsewhere may have them."""
    return _WRAPPED.sub("", text) if "-" in text and "\n" in text else text


class _Work:
    """The alignment while it is made: each side's partner by position, and how sure it is."""

    def __init__(self, a: list[str], b: list[str]) -> None:
        interner = Interner()
        self.a = _Side(a, interner)
        self.b = _Side(b, interner)
        self.to_b = [-1] * len(a)
        self.to_a = [-1] * len(b)
        self.scores: dict[int, float] = {}  # by position in a; 1.0 where absent
        self.parts_a: dict[int, list[int]] = {}  # the blocks of a joined into b[key], in order
        self.parts_b: dict[int, list[int]] = {}  # the blocks of b that a[key] was split into, in order
        self.moved: set[int] = set()  # positions in a
        self._weights: dict[int, int] | None = None

    def link(self, i: int, j: int, score: float = 1.0) -> None:
        self.to_b[i], self.to_a[j] = j, i
        if score < 1.0:
            self.scores[i] = score

    def move(self, i: int, j: int, score: float = 1.0) -> None:
        self.link(i, j, score)
        self.moved.add(i)

    def free(self) -> tuple[list[int], list[int]]:
        """The positions on each side that have no partner."""
        return [i for i, j in enumerate(self.to_b) if j < 0], [j for j, i in enumerate(self.to_a) if i < 0]

    def unlink(self, i: int) -> None:
        self.to_a[self.to_b[i]] = -1
        self.to_b[i] = -1
        self.scores.pop(i, None)
        self.moved.discard(i)

    def is_free(self, i: int, j: int) -> bool:
        return 0 <= i < len(self.to_b) and 0 <= j < len(self.to_a) and self.to_b[i] < 0 and self.to_a[j] < 0

    def size(self, i: int) -> int:
        """How much text a pair keeps in its place, for choosing what stays; above zero."""
        return len(self.a.texts[i]) + 1

    def gaps(self) -> list[_Gap]:
        """The gaps that have free blocks on both sides."""
        out: list[_Gap] = []
        low_a = low_b = 0
        ends = [(i, j) for i, j in enumerate(self.to_b) if j >= 0 and i not in self.moved]
        for high_a, high_b in [*ends, (len(self.to_b), len(self.to_a))]:
            if low_a < high_a and low_b < high_b:
                in_a = [i for i in range(low_a, high_a) if self.to_b[i] < 0]
                in_b = [j for j in range(low_b, high_b) if self.to_a[j] < 0]
                if in_a and in_b:
                    out.append(_Gap(in_a, in_b))
            low_a, low_b = high_a + 1, high_b + 1
        return out

    def weights(self) -> dict[int, int]:
        """How much a word tells, by its number: the rarer, the more. Whole numbers: their sums depend on no order.

        Counted in the free blocks and an even sample of the others, the first time it is asked.
        """
        if self._weights is None:
            counts: Counter[int] = Counter()
            total = 0
            for side, partners in ((self.a, self.to_b), (self.b, self.to_a)):
                step = 1 + len(partners) // SAMPLE
                for i, partner in enumerate(partners):
                    if partner < 0 or i % step == 0:
                        counts.update(set(side.words(i)))
                        total += 1
            self._weights = {word: round(1000 * log(1 + total / count)) for word, count in counts.items()}
        return self._weights

    def weight(self, words: Iterable[int]) -> int:
        weights = self.weights()
        return sum(map(weights.get, words, repeat(1000)))

    def similarity(self, i: int, j: int) -> float:
        """How much two blocks resemble each other, 0.0 to 1.0."""
        if self.a.key(i) == self.b.key(j):
            return 1.0
        return self.similarity_of_words(self.a.words(i), self.b.words(j))

    def similarity_of_words(self, p: tuple[int, ...], q: tuple[int, ...]) -> float:
        if not p or not q:
            return 0.0
        in_p, in_q = frozenset(p), frozenset(q)
        shared = 2 * self.weight(in_p & in_q) / (self.weight(in_p) + self.weight(in_q))
        if shared < ALIKE_IN_CONTEXT / 2 or len(p) * len(q) > LONG_PAIR:
            return shared
        return 0.5 * shared + 0.5 * Indel.normalized_similarity(p, q)

    def links(self) -> Iterator[_Found]:
        in_part_a = {i for parts in self.parts_a.values() for i in parts}
        in_part_b = {j for parts in self.parts_b.values() for j in parts}
        for i, j in enumerate(self.to_b):
            if i in in_part_a:
                continue
            if i in self.parts_b:
                yield _Found("split", (i,), tuple(self.parts_b[i]), self.scores.get(i, 1.0))
            elif j < 0:
                yield _Found("deleted", (i,), (), 0.0)
            elif i in self.moved:
                yield _Found("moved", (i,), (j,), self.scores.get(i, 1.0))
            else:
                same = i not in self.scores
                yield _Found("same" if same else "changed", (i,), (j,), self.scores.get(i, 1.0))
        for j, parts in self.parts_a.items():
            yield _Found("joined", tuple(parts), (j,), self.scores.get(parts[0], 1.0))
        yield from (_Found("inserted", (), (j,), 0.0) for j, i in enumerate(self.to_a) if i < 0 and j not in in_part_b)


# Stage 1: equal blocks


def _align_equal(work: _Work) -> None:
    interner = Interner()
    raw_a, raw_b = ([interner.number(text) for text in side.texts] for side in (work.a, work.b))
    _anchor(work, raw_a.__getitem__, raw_b.__getitem__)
    _anchor(work, work.a.key, work.b.key)


Key = Callable[[int], int]


def _anchor(work: _Work, key_a: Key, key_b: Key) -> None:
    """Links blocks that are unique on both sides, then those unique within a gap, a fixed number of times."""
    _grow(work, key_a, key_b)
    for _ in range(ROUNDS):
        found = False
        for gap in work.gaps():
            unique = unique_pairs([key_a(i) for i in gap.a], [key_b(j) for j in gap.b])
            pairs = [Pair(gap.a[i], gap.b[j], work.size(gap.a[i])) for i, j in unique]
            for pair in heaviest_order(pairs):
                work.link(pair.a, pair.b)
                found = True
        if not found:
            return
        _grow(work, key_a, key_b)


def _grow(work: _Work, key_a: Key, key_b: Key) -> None:
    """Links equal blocks at the edges of every gap."""
    for gap in work.gaps():
        most = min(len(gap.a), len(gap.b))
        ahead = 0
        while ahead < most and key_a(gap.a[ahead]) == key_b(gap.b[ahead]):
            work.link(gap.a[ahead], gap.b[ahead])
            ahead += 1
        behind = 1
        while behind <= most - ahead and key_a(gap.a[-behind]) == key_b(gap.b[-behind]):
            work.link(gap.a[-behind], gap.b[-behind])
            behind += 1


# Stage 2: similar blocks


def _align_similar(work: _Work) -> None:
    for gap in work.gaps():
        _link_similar(work, _candidates(work, gap), ALIKE)
    _grow(work, work.a.key, work.b.key)


def _align_in_context(work: _Work) -> None:
    """Links what neighbours vouch for: less similar blocks in small gaps, equal short blocks, the only two in a gap."""
    for gap in work.gaps():
        if gap.pairs <= SMALL_GAP:
            _link_similar(work, _all_pairs(work, gap), ALIKE_IN_CONTEXT)
    _grow(work, work.a.key, work.b.key)
    for gap in work.gaps():
        for run in matching_runs([work.a.key(i) for i in gap.a], [work.b.key(j) for j in gap.b]):
            for k in range(run.length):
                work.link(gap.a[run.a + k], gap.b[run.b + k])
    for gap in work.gaps():
        if gap.pairs == 1:
            _link_by_context(work, gap.a[0], gap.b[0])


def _link_similar(work: _Work, candidates: Iterable[tuple[int, int]], least: float) -> None:
    scores: dict[tuple[int, int], float] = {}
    for i, j in candidates:
        score = work.similarity(i, j)
        if score >= least:
            scores[i, j] = score
    # Squared, so that one good pair outweighs two bad ones that cross it.
    pairs = [Pair(i, j, 1 + round(10_000 * score * score)) for (i, j), score in scores.items()]
    for pair in heaviest_chain(pairs):
        work.link(pair.a, pair.b, scores[pair.a, pair.b])


def _candidates(work: _Work, gap: _Gap) -> Iterable[tuple[int, int]]:
    if gap.pairs <= FEW_PAIRS:
        return _all_pairs(work, gap)
    return chain(_indexed_pairs(work, gap.a, gap.b, SHORT), _opposite_pairs(work, gap))


def _all_pairs(work: _Work, gap: _Gap) -> Iterator[tuple[int, int]]:
    columns = [j for j in gap.b if len(work.b.words(j)) >= SHORT]
    for i in gap.a:
        if len(work.a.words(i)) >= SHORT:
            yield from ((i, j) for j in columns)


def _opposite_pairs(work: _Work, gap: _Gap) -> Iterator[tuple[int, int]]:
    """Pairs at about the same height in the gap: all there is to go by where every word is common."""
    for k, i in enumerate(gap.a):
        if len(work.a.words(i)) >= SHORT:
            height = k * len(gap.b) // len(gap.a)
            yield from ((i, j) for j in gap.b[max(0, height - 1) : height + 2] if len(work.b.words(j)) >= SHORT)


def _indexed_pairs(work: _Work, in_a: Sequence[int], in_b: Sequence[int], least: int) -> Iterator[tuple[int, int]]:
    """Pairs of blocks of at least `least` words that share rare words: the best few for each block of `in_a`."""
    postings: dict[int, list[int]] = defaultdict(list)
    for j in in_b:
        words = work.b.words(j)
        if len(words) >= least:
            for word in sorted(set(words)):
                postings[word].append(j)
    weights = work.weights()
    for i in in_a:
        words = work.a.words(i)
        if len(words) < least:
            continue
        known = [word for word in set(words) if 0 < len(postings.get(word, ())) <= POSTINGS]
        rare = sorted(known, key=lambda word: (len(postings[word]), word))[:RARE_WORDS]
        counts: Counter[int] = Counter()
        for word in rare:
            for j in postings[word]:
                counts[j] += weights.get(word, 1000)
        best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]
        yield from ((i, j) for j, _ in best)


def _link_by_context(work: _Work, i: int, j: int) -> None:
    """Links the only two blocks between linked neighbours when they look alike, however short: "Vraag 7", "Vraag 8"."""
    if min(len(work.a.words(i)), len(work.b.words(j))) >= SHORT:
        return
    alike = ratio(normalise(work.a.texts[i])[:CLIPPED], normalise(work.b.texts[j])[:CLIPPED]) / 100
    if alike >= ALIKE:
        work.link(i, j, alike)


# Stage 3: moves, and what stays in order


def _move_equal(work: _Work) -> None:
    """Moves free blocks with equal normal forms that are long enough and as often free on both sides."""
    places_a: dict[int, list[int]] = defaultdict(list)
    places_b: dict[int, list[int]] = defaultdict(list)
    free_a, free_b = work.free()
    for i in free_a:
        places_a[work.a.key(i)].append(i)
    for j in free_b:
        places_b[work.b.key(j)].append(j)
    for key, places in places_a.items():
        if len(places) == len(places_b.get(key, ())) and len(work.a.words(places[0])) >= MOVED_WORDS:
            for i, j in zip(places, places_b[key], strict=True):
                work.move(i, j)


def _move_similar(work: _Work) -> None:
    """Moves free blocks that resemble each other enough, the best pair first."""
    free_a, free_b = work.free()
    if not free_a or not free_b:
        return
    scored = [(work.similarity(i, j), i, j) for i, j in _indexed_pairs(work, free_a, free_b, MOVED_WORDS)]
    for score, i, j in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if score >= ALIKE_ELSEWHERE and work.to_b[i] < 0 and work.to_a[j] < 0:
            work.move(i, j, score)


def _restore_order(work: _Work) -> None:
    """Decides anew what stayed and what moved, so that as little text as possible did; a short block never moves."""
    pairs = [Pair(i, j, work.size(i)) for i, j in enumerate(work.to_b) if j >= 0]
    stays = {pair.a for pair in heaviest_order(pairs)}
    for pair in pairs:
        if pair.a in stays:
            work.moved.discard(pair.a)
        elif len(work.a.words(pair.a)) < MOVED_WORDS:
            work.unlink(pair.a)
        else:
            work.moved.add(pair.a)


def _grow_moves(work: _Work) -> None:
    """A heading or a short answer moves with the block it stands beside."""
    for first in sorted(work.moved):
        for step in (-1, 1):
            i, j = first + step, work.to_b[first] + step
            while work.is_free(i, j) and work.a.key(i) == work.b.key(j):
                work.move(i, j)
                i, j = i + step, j + step


# Stage 4: splits and joins


def _align_splits(work: _Work) -> None:
    for i, j in [(i, j) for i, j in enumerate(work.to_b) if j >= 0 and i in work.scores]:
        parts = _parts(work, work.a.words(i), j, work.b, work.to_a)
        if len(parts) > 1:
            work.parts_b[i] = parts
            for part in parts:
                work.to_a[part] = i
        else:
            parts = _parts(work, work.b.words(j), i, work.a, work.to_b)
            if len(parts) > 1:
                work.parts_a[j] = parts
                for part in parts:
                    work.to_b[part] = j
        if len(parts) > 1:
            whole, side = (work.a.words(i), work.b) if i in work.parts_b else (work.b.words(j), work.a)
            score = work.similarity_of_words(whole, _concatenated(side, parts))
            for part in [i] if i in work.parts_b else parts:
                work.scores[part] = score


def _parts(work: _Work, whole: tuple[int, ...], first: int, side: _Side, partners: list[int]) -> list[int]:
    """The block `first` with the free neighbours that complete it to `whole`, in order."""
    parts = [first]
    missing = Counter(whole) - Counter(side.words(first))
    while missing:
        neighbours = [k for k in (parts[0] - 1, parts[-1] + 1) if 0 <= k < len(partners) and partners[k] < 0]
        shares = [(_contained(work, side.words(k), missing), k) for k in neighbours]
        good = [(share, k) for share, k in shares if share >= CONTAINED]
        for _, k in sorted(good, key=lambda item: (-item[0], item[1])):
            longer = [k, *parts] if k < parts[0] else [*parts, k]
            if work.similarity_of_words(whole, _concatenated(side, longer)) > work.similarity_of_words(
                whole, _concatenated(side, parts)
            ):
                parts = longer
                missing -= Counter(side.words(k))
                break
        else:
            break
    return parts


def _contained(work: _Work, words: tuple[int, ...], missing: Counter[int]) -> float:
    """The weight of the words of a block that are also missing, over the weight of all of them."""
    total = work.weight(words)
    return work.weight((Counter(words) & missing).elements()) / total if total else 0.0


def _concatenated(side: _Side, parts: list[int]) -> tuple[int, ...]:
    return tuple(word for part in parts for word in side.words(part))
