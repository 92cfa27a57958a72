"""Turns texts into numbers that compare fast.

Strategy: texts are brought into their normal form and cut into words many at a time; a word's 64-bit hash is made of
its UTF-8 bytes, eight at a time, in one step for all words of a batch. A shingle is a fixed mix of the hashes of
neighbouring words. Nothing depends on Python's own `hash`, so the numbers may be stored and compared between machines;
`VERSION` changes whenever they would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from docdiff.folding import SEPARATOR, fold_together, split_forms
from docdiff.model import Block
from docdiff.text import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = 2
SHINGLE = 3
FORM_BYTES = 16

_BASE = 0x9E3779B97F4A7C15
FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_MIX = 0xBF58476D1CE4E5B9  # with the shifts below from Steele, Lea & Flood 2014 (SplitMix64)
_WORD_BYTES = re.compile(rb"[0-9A-Za-z_\x80-\xff]+")
_LONGEST_WORD = 64  # bytes; longer ones get a hash of another kind
_BATCH = 1 << 19  # characters read at a time: what fits into a processor's cache


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
    """The words of all texts, read in batches. Linear in their length; about 60 MB a second."""
    import numpy as np

    # Room for one word in four characters, which longer words leave untouched: collecting the batches and joining them
    # at the end would take the memory twice.
    hashes = np.empty(sum(map(len, texts)) // 4 + 1, np.uint64)
    used = 0
    counts: list[NDArray[np.int64]] = []
    forms: list[bytes] = []
    for batch in _batches(texts):
        folded = fold_together(batch)
        forms += [blake2b(form, digest_size=FORM_BYTES).digest() if form else b"" for form in split_forms(folded)]
        batch_hashes, batch_counts = _hash_words(folded)
        if used + len(batch_hashes) > len(hashes):
            hashes = np.concatenate((hashes[:used], np.empty(used + len(batch_hashes), np.uint64)))
        hashes[used : used + len(batch_hashes)] = batch_hashes
        used += len(batch_hashes)
        counts.append(batch_counts)
    bounds = np.zeros(len(forms) + 1, np.int64)
    np.cumsum(np.concatenate(counts or [np.zeros(0, np.int64)]), out=bounds[1:])
    return Words(hashes[:used], bounds, tuple(forms))


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


def _hash_words(folded: bytes) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The hashes of the words of texts that were folded together, and how many words each text has."""
    import numpy as np

    data = SEPARATOR + folded + SEPARATOR * 8
    inside = np.frombuffer(data.translate(_IN_WORDS), np.bool_)
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    separators = np.flatnonzero(np.frombuffer(folded, np.uint8) == ord(SEPARATOR)) + 1
    counts = np.diff(np.searchsorted(starts, separators), prepend=0, append=len(starts))
    return _hash_spans(data, starts, ends), counts


# Which UTF-8 bytes belong to words: letters, digits and everything beyond ASCII.
_IN_WORDS = bytes(byte >= 0x80 or chr(byte).isalnum() or byte == ord("_") for byte in range(256))


def _hash_spans(data: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The hash of every span; behind the last there are seven more bytes."""
    import numpy as np

    # The eight bytes from each place on as one number, whatever its alignment.
    eights = np.ndarray(len(data) - 7, "<u8", data, strides=(1,))
    masks = np.array([(1 << 8 * length) - 1 for length in range(9)], np.uint64)
    lengths = ends - starts
    hashes = _mix(eights[starts] & masks[np.minimum(lengths, 8)])
    longer = np.flatnonzero(lengths > 8)
    for offset in range(8, _LONGEST_WORD, 8):
        parts = eights[starts[longer] + offset] & masks[np.minimum(lengths[longer] - offset, 8)]
        hashes[longer] = _mix(hashes[longer] * np.uint64(_BASE) + parts)
        longer = longer[lengths[longer] > offset + 8]
    for long in longer:
        word = data[starts[long] : ends[long]]
        hashes[long] = int.from_bytes(blake2b(word, digest_size=8).digest(), "big")
    return hashes


def _mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The numbers, in place, so that all bits of each depend on all."""
    import numpy as np

    numbers ^= numbers >> np.uint64(30)
    numbers *= np.uint64(_MIX)
    numbers ^= numbers >> np.uint64(27)
    numbers *= np.uint64(_BASE)
    numbers ^= numbers >> np.uint64(31)
    return numbers


def compared_text(block: Block) -> str:
    """The text of `block` as it is compared: without its footnote marks, whose numbers differ between copies."""
    text = block.text
    for mark in reversed(block.marks):
        if mark.kind == "note":
            text = text[: mark.span.start] + text[mark.span.end :]
    return text
