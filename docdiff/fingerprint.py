"""Turns a block into numbers that compare fast.

Strategy: every distinct word of the normal form is hashed once (BLAKE2b, 64 bits); a shingle of three words is a fixed
mix of their hashes. Nothing depends on Python's own `hash`, so the numbers may be stored and compared between machines;
`VERSION` changes whenever they would.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from docdiff.model import Block
from docdiff.text import normalise, plain_words

VERSION = 1
SHINGLE = 3
_MASK = (1 << 64) - 1
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a text says, as numbers.

    `exact` is equal for texts with equal normal forms (footnote marks left out); `shingles` are the hashes of all runs
    of three words (the whole text when it has fewer); `words` counts its words.
    """

    exact: int
    shingles: frozenset[int]
    words: int


def hash64(text: str) -> int:
    """A fixed 64-bit hash of `text`: the same on every machine and in every run."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


_hash_word = lru_cache(maxsize=1 << 18)(hash64)


def exact(text: str) -> int:
    """The hash of the normal form of `text`."""
    return hash64(normalise(text))


def shingles(words: list[str]) -> frozenset[int]:
    """The hashes of all runs of three words; of the whole when there are one or two, of nothing when there are none."""
    numbers = [_hash_word(word) for word in words]
    if not numbers:
        return frozenset()
    if len(numbers) < SHINGLE:
        return frozenset((sum(n * f for n, f in zip(numbers, _FACTORS, strict=False)) & _MASK,))
    p, q, r = _FACTORS
    return frozenset(
        (a * p + b * q + c * r) & _MASK for a, b, c in zip(numbers, numbers[1:], numbers[2:], strict=False)
    )


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of `text`. Linear in its length."""
    words = plain_words(text)
    return Fingerprint(exact(text), shingles(words), len(words))


def compared_text(block: Block) -> str:
    """The text of `block` as it is compared: without its footnote marks, whose numbers differ between copies."""
    text = block.text
    for mark in reversed(block.marks):
        if mark.kind == "note":
            text = text[: mark.span.start] + text[mark.span.end :]
    return text


def resemblance(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared shingles over all shingles, 0.0 to 1.0 (Jaccard; Broder 1997, "On the resemblance and containment").

    Two empty sets resemble each other not at all: there is nothing to share.
    """
    shared = len(a & b)
    total = len(a) + len(b) - shared
    return shared / total if total else 0.0


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """The part of `a`'s shingles that `b` has too, 0.0 to 1.0 (Broder 1997)."""
    return len(a & b) / len(a) if a else 0.0
