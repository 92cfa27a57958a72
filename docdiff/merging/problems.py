"""Tells what is wrong with the documents given to a merge: strangers, conflict markers, equal copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from docdiff.merging.units import BREAK, source_of
from docdiff.model import Document, Place, Problem
from docdiff.text import plain_words

RELATED = 0.1  # of the shingles of the shorter text, that versions of one text share at least
FEW_WORDS = 50  # of the longer of two texts, under which only one that shares not even two words in a row is a stranger
LEAST_WORDS = 5  # of a text that tells anything
FEWEST_WORDS = 10  # of the shorter of two such texts, under which nobody can tell


def find_stranger(base: Document, copies: Sequence[Document]) -> tuple[Document, float, Document | None] | None:
    """The first copy that is no version of the base: (copy, share of its text in the base, the copy nearest to it).

    None when all are, or are too short to tell.
    """
    strange = [copy for copy in copies if not _shares_blocks(copy, base)]
    shingles = {id(document): _shingles(document) for document in (base, *copies)} if strange else {}
    for copy in strange:
        shared = _shared(shingles[id(copy)], shingles[id(base)])
        if shared is None or shared >= RELATED or not _is_stranger(_words(copy), _words(base)):
            continue
        others = [
            (_shared(shingles[id(copy)], shingles[id(other)]) or 0.0, n)
            for n, other in enumerate(copies)
            if other is not copy
        ]
        best, number = max(others, default=(0.0, -1), key=lambda one: (one[0], -one[1]))
        return copy, shared, copies[number] if best >= RELATED else None
    return None


def _is_stranger(copy: Sequence[str], base: Sequence[str]) -> bool:
    """Whether two texts that have hardly three words in a row in common are long enough to say so."""
    if max(len(copy), len(base)) >= FEW_WORDS:
        return True
    return min(len(copy), len(base)) >= FEWEST_WORDS and set(pairwise(copy)).isdisjoint(pairwise(base))


def _shares_blocks(copy: Document, base: Document) -> bool:
    """Whether a good part of the copy stands word for word in the base, which spares counting shingles."""
    texts = {block.text for block in base.body}
    shared = sum(len(block.text) for block in copy.body if block.text in texts)
    return shared > 2 * RELATED * sum(len(block.text) for block in copy.body)


def _shingles(document: Document) -> frozenset[tuple[str, ...]]:
    words = _words(document)
    if len(words) < LEAST_WORDS:
        return frozenset()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _shared(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float | None:
    return len(a & b) / min(len(a), len(b)) if a and b else None


def _words(document: Document) -> list[str]:
    return [word for block in document.body for word in plain_words(block.text)]


def find_markers(document: Document) -> int | None:
    """The line (from 1) on which git's conflict markers begin in a document; None when there are none."""
    text = source_of(document)
    lines = text.splitlines() if text is not None else [block.text for block in document.blocks]
    for number, line in enumerate(lines, 1):
        if line.startswith("<<<<<<< ") and any(other.startswith(">>>>>>> ") for other in lines[number:]):
            return number
    return None


def find_problems(base: Document, copies: Sequence[Document]) -> tuple[Problem, ...]:
    """Conflict markers in any of the documents, and copies that say the same."""
    problems = []
    for document in (base, *copies):
        line = find_markers(document)
        if line is not None:
            problems.append(
                Problem(
                    "conflict-markers",
                    f"{document.source.name} holds conflict markers of git, from line {line} on. Look at them first.",
                    Place(line=line),
                )
            )
    problems += [
        Problem("equal-copies", f"{one.source.name} and {other.source.name} say the same, to the letter.")
        for one, other in _equal(copies)
    ]
    return tuple(problems)


def _equal(copies: Sequence[Document]) -> Iterator[tuple[Document, Document]]:
    """Every copy that says what an earlier one says, with that one."""
    firsts: dict[str, Document] = {}
    for copy in copies:
        first = firsts.setdefault(BREAK.join(block.text for block in copy.body), copy)
        if first is not copy:
            yield first, copy
