"""Turns texts into numbers that compare fast.

Strategy: texts are brought into their normal form and cut into words many at a time; a word's 64-bit hash is a
polynomial of its UTF-8 bytes, so that a running sum over a whole batch gives the hash of every word in it (Karp & Rabin
1987, "Efficient randomized pattern-matching algorithms"). A shingle is a fixed mix of the hashes of neighbouring words.
Nothing depends on Python's own `hash`, so the numbers may be stored and compared between machines; `VERSION` changes
whenever they would.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from docdiff.model import Block
from docdiff.text import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = 1
SHINGLE = 3
SEPARATOR = "\0"  # no space, or it would be folded away with the others

_MASK = (1 << 64) - 1
_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_MIX = 0xBF58476D1CE4E5B9
_WORD_BYTES = re.compile(rb"[0-9A-Za-z_\x80-\xff]+")
_LONGEST_WORD = 4096  # bytes; longer ones get a hash of another kind
_BATCH = 1 << 21  # characters brought into their normal form at a time
_PIECE = 1 << 19  # bytes hashed at a time: what fits into a processor's cache


@dataclass(frozen=True, slots=True)
class Words:
    """The words of many texts as columns.

    `hashes` has a 64-bit number for every word, in order; the words of text i are `hashes[bounds[i]:bounds[i + 1]]`.
    `forms` has 16 bytes for every text, equal for equal normal forms; empty for texts without words or signs.
    """

    hashes: NDArray[np.uint64]
    bounds: NDArray[np.int64]
    forms: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a text says, as numbers.

    `exact` is equal for texts with equal normal forms; `shingles` are the hashes of all runs of three words (the whole
    text when it has fewer); `words` counts its words.
    """

    exact: int
    shingles: frozenset[int]
    words: int


def hash64(text: str) -> int:
    """A fixed 64-bit hash of `text`: the same on every machine and in every run."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def exact(text: str) -> int:
    """The hash of the normal form of `text`."""
    return hash64(normalise(text))


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of one text; `read_words` does many at a fraction of the time each."""
    words = read_words([text])
    numbers = words.hashes
    count = min(len(numbers), SHINGLE)
    found = shingles(numbers, count) if count else numbers
    return Fingerprint(exact(text), frozenset(found.tolist()), len(numbers))


def shingles(hashes: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    """The hashes of all runs of `length` (1 to 3) words in a row of word hashes."""
    import numpy as np

    end = len(hashes) - length + 1
    mixed = np.zeros(max(end, 0), np.uint64)
    for offset in range(length):
        mixed += hashes[offset : end + offset] * np.uint64(FACTORS[offset])
    return mixed


def long_shingles(hashes: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    """The different hashes of all runs of `length` words in a row, ascending: a polynomial of the word hashes."""
    import numpy as np

    mixed = np.zeros(max(len(hashes) - length + 1, 0), np.uint64)
    for offset in range(length):
        mixed = mixed * np.uint64(_BASE) + hashes[offset : len(mixed) + offset]
    return np.unique(mixed)


def read_words(texts: Sequence[str]) -> Words:
    """The words of all texts, read in batches. Linear in their length; about 20 MB a second."""
    import numpy as np

    hashes: list[NDArray[np.uint64]] = []
    counts: list[NDArray[np.int64]] = []
    forms: list[bytes] = []
    for batch in _batches(texts):
        encoded = [form.encode("utf-8", "surrogatepass") for form in _normal_forms(batch)]
        forms += [blake2b(form, digest_size=16).digest() if form else b"" for form in encoded]
        batch_hashes, batch_counts = _hash_words(SEPARATOR.encode().join(encoded))
        hashes.append(batch_hashes)
        counts.append(batch_counts)
    bounds = np.zeros(len(forms) + 1, np.int64)
    np.cumsum(np.concatenate(counts or [np.zeros(0, np.int64)]), out=bounds[1:])
    return Words(np.concatenate(hashes or [np.zeros(0, np.uint64)]), bounds, tuple(forms))


def list_words(form: str) -> list[str]:
    """The words `read_words` makes of a normal form."""
    found = _WORD_BYTES.findall(form.encode("utf-8", "surrogatepass"))
    return [word.decode("utf-8", "surrogatepass") for word in found]


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    start = size = 0
    for at, text in enumerate(texts):
        size += len(text) + 1
        if size >= _BATCH:
            yield texts[start : at + 1]
            start, size = at + 1, 0
    if start < len(texts):
        yield texts[start:]


def _normal_forms(texts: Sequence[str]) -> list[str]:
    """The normal forms of all texts. Texts of ASCII alone are many, and all but done; they go together."""
    plain = [text for text in texts if text.isascii()]
    if len(plain) == len(texts):
        return _fold_together(plain)
    # One ligature would have millions of characters composed anew: only the texts that need it are.
    others = [
        text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
        for text in texts
        if not text.isascii()
    ]
    plain_forms, other_forms = iter(_fold_together(plain)), iter(_fold_together(others))
    return [next(plain_forms if text.isascii() else other_forms) for text in texts]


def _fold_together(texts: Sequence[str]) -> list[str]:
    if not texts:
        return []
    joined = SEPARATOR.join(texts)
    if joined.count(SEPARATOR) >= len(texts):
        joined = SEPARATOR.join(text.replace(SEPARATOR, " ") for text in texts)
    return [form.strip() for form in normalise(joined).split(SEPARATOR)]


def _hash_words(joined: bytes) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The hashes of the words of joined texts in normal form, and how many words each text has."""
    import numpy as np

    data = np.frombuffer(joined, np.uint8)
    inside = _word_bytes()[data]
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    separators = np.flatnonzero(data == ord(SEPARATOR))
    places = np.searchsorted(starts, separators)
    counts = np.diff(np.concatenate(([0], places, [len(starts)])))
    return _hash_spans(data, starts, ends), counts


def _word_bytes() -> NDArray[np.bool_]:
    """Which UTF-8 bytes belong to words: letters, digits and everything beyond ASCII."""
    import numpy as np

    return np.array([byte >= 0x80 or chr(byte).isalnum() or byte == ord("_") for byte in range(256)])


def _hash_spans(data: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The hash of every span: the sum of (byte + 1) * base**place, mixed so that all bits count."""
    import numpy as np

    powers, inverses = _powers(_PIECE + _LONGEST_WORD)
    hashes = np.zeros(len(starts), np.uint64)
    lengths = ends - starts
    at = 0
    while at < len(starts):
        # Words of one piece share one running sum; dividing by the power of a word's start makes it free of its place.
        until = max(int(np.searchsorted(starts, starts[at] + _PIECE)), at + 1)
        first, last = int(starts[at]), int(ends[until - 1])
        if last - first > _PIECE + _LONGEST_WORD:
            last = first + _PIECE + _LONGEST_WORD  # the last word is longer than any: it is hashed below
        sums = np.zeros(last - first + 1, np.uint64)
        np.cumsum((data[first:last].astype(np.uint64) + np.uint64(1)) * powers[: last - first], out=sums[1:])
        begin = starts[at:until] - first
        end = np.minimum(ends[at:until] - first, last - first)
        hashes[at:until] = (sums[end] - sums[begin]) * inverses[begin]
        at = until
    for long in np.flatnonzero(lengths > _LONGEST_WORD):
        word = data[starts[long] : ends[long]].tobytes()
        hashes[long] = int.from_bytes(blake2b(word, digest_size=8).digest(), "big")
    hashes ^= hashes >> np.uint64(29)
    hashes *= np.uint64(_MIX)
    hashes ^= hashes >> np.uint64(32)
    return hashes


def _powers(length: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The powers 0 to `length` of the base, and of its inverse, modulo 2**64."""
    import numpy as np

    columns = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        powers = np.full(length + 1, base, np.uint64)
        powers[0] = 1
        np.multiply.accumulate(powers, out=powers)
        columns.append(powers)
    return columns[0], columns[1]


def compared_text(block: Block) -> str:
    """The text of `block` as it is compared: without its footnote marks, whose numbers differ between copies."""
    text = block.text
    for mark in reversed(block.marks):
        if mark.kind == "note":
            text = text[: mark.span.start] + text[mark.span.end :]
    return text
