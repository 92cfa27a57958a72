"""Refuses PDFs with streams that unpack to more than a document holds, before pdfium unpacks them into memory.

Only streams large enough to be dangerous are tried (deflate packs at most 1032 to 1), and no pictures, which are not
unpacked to find text. A file that hides what packs its streams gets past this; it is a guard, not a prison.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from docdiff.errors import ReadError

LARGEST_STREAM = 100_000_000
_HIGHEST_RATIO = 1032
_STEP = 1 << 20
_DEEPEST = 3  # packings of one stream, one inside the other
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 2000  # bytes before a stream in which its dictionary stands
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_PACKED_TWICE = re.compile(rb"/Filter\s*\[[^\]]*/Fl[^\]]*/Fl", re.DOTALL)


def refuse_bombs(data: bytes, name: str) -> None:
    """Raises `ReadError` when a stream of the file unpacks to more than `LARGEST_STREAM` bytes."""
    for start, end, twice in _streams(data):
        if _unpacks_to_too_much(data, start, end, _DEEPEST if twice else 1):
            raise ReadError(
                f"{name} is not to be trusted: a part of {end - start:,} bytes unpacks to more than "
                f"{LARGEST_STREAM:,}. Ask whoever made it for another copy."
            )


def _streams(data: bytes) -> Iterator[tuple[int, int, bool]]:
    """Where packed streams begin and end that may unpack to too much, and whether they are packed more than once."""
    for found in _STREAM.finditer(data):
        start = found.end()
        if data[start : start + 1] != b"x" or data.startswith(b"end", found.start() - 3):
            continue
        dictionary = data[max(0, found.start() - _DICTIONARY) : found.start()].rpartition(b" obj")[2]
        twice = bool(_PACKED_TWICE.search(dictionary))
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        if (twice or (end - start) * _HIGHEST_RATIO > LARGEST_STREAM) and not _PICTURE.search(dictionary):
            yield start, end, twice


def _unpacks_to_too_much(data: bytes, start: int, end: int, deep: int) -> bool:
    """Whether this stretch unpacks to more than the limit; what it unpacks to is kept only to be unpacked again."""
    unpacker = zlib.decompressobj()
    rest, size, kept = data[start:end], 0, bytearray()
    try:
        while rest and not unpacker.eof:
            part = unpacker.decompress(rest, _STEP)
            rest = unpacker.unconsumed_tail
            size += len(part)
            if deep > 1:
                kept += part
            if size > LARGEST_STREAM:
                return True
            if not part:
                break
    except zlib.error:
        return False  # damaged, which is for pdfium to say
    return deep > 1 and kept[:1] == b"x" and _unpacks_to_too_much(bytes(kept), 0, len(kept), deep - 1)
