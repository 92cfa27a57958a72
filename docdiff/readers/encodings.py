"""Turns bytes into text: byte-order mark, then UTF-8, then what the bytes most likely are, said aloud."""

from __future__ import annotations

import codecs
import re

from docdiff.errors import ReadError, UsageError
from docdiff.model import Place, Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
# Letters and quotes as UTF-8 has them, which in Windows-1252 would be "Ã©" and "â€™".
_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]")
_LINE_END = re.compile(rb"\r\n|\r|\n")
# Windows-1252 leaves five bytes undefined; Windows itself reads them as control characters, and so do we.
_CP1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))

_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str, tuple[Problem, ...]]:
    """The text of `data`, the encoding used, and a problem when that was a guess.

    Raises `ReadError` for data that is not text, `UsageError` for an encoding Python does not know.
    """
    if encoding is not None:
        return _decode_as(data, name, encoding), encoding, ()
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, name, marked), marked.removesuffix("-sig"), ()
    if b"\0" in data:
        guess = _guess_utf16(data)
        if guess is None or _has_controls(text := data.decode(guess, "replace")):
            raise ReadError(
                f"{name} is not text: it holds NUL bytes. Open it in the program it was made with and save it as text."
            )
        return text, guess, (_guessed(name, guess.upper()),)
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        misfit = error.start
    if _looks_binary(data):
        raise ReadError(f"{name} is not text. Open it in the program it was made with and save it as text.")
    mostly = _decode_mixed(data)
    if mostly is not None:
        text, odd = mostly
        return text, "utf-8", (_misfits(name, odd, _line(data, misfit)),)
    problem = _mixed(name, _line(data, misfit)) if _UTF_8.search(data) else _guessed(name, "Windows-1252")
    return codecs.charmap_decode(data, "strict", _CP1252)[0], "cp1252", (problem,)


def _decode_mixed(data: bytes) -> tuple[str, int] | None:
    """The text of UTF-8 with some bytes of Windows-1252 pasted into it, and how many; `None` if most are not UTF-8.

    One such byte would otherwise make "Ã©" of every é.
    """
    text = data.decode("utf-8", "surrogateescape")
    odd = sum("\udc80" <= letter <= "\udcff" for letter in text)
    whole = sum(letter > "\x7f" for letter in text) - odd
    return (_ESCAPED_BYTE.sub(lambda match: _CP1252[ord(match.group()) - 0xDC00], text), odd) if whole >= odd else None


def _decode_as(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)  # knows text encodings alone: hex and rot13 are none
    except (LookupError, ValueError) as error:
        if not isinstance(error, UnicodeDecodeError):
            raise UsageError(f"There is no encoding called {encoding}. Try utf-8, cp1252 or utf-16.") from error
        raise ReadError(
            f"{name} is not {encoding}: byte {error.start + 1:,} does not fit. Give its encoding with --encoding."
        ) from error


def _guessed(name: str, encoding: str) -> Problem:
    return Problem(
        "encoding-guessed",
        f"{name} does not say its encoding and was read as {encoding}. If letters look wrong, give --encoding.",
    )


def _misfits(name: str, count: int, line: int) -> Problem:
    if count == 1:
        return Problem(
            "encoding-mixed",
            f"{name} is UTF-8 but for line {line}, which was read as Windows-1252. "
            "If letters look wrong there, correct them.",
            Place(line=line),
        )
    return Problem(
        "encoding-mixed",
        f"{name} is UTF-8 but for {count:,} letters, the first in line {line}, which were read as Windows-1252. "
        "If letters look wrong there, correct them.",
        Place(line=line),
    )


def _mixed(name: str, line: int) -> Problem:
    return Problem(
        "encoding-guessed",
        f"{name} mixes two encodings and was read as Windows-1252: line {line} is not UTF-8, and others are. "
        "Save it in one encoding, then run this again.",
        Place(line=line),
    )


def _line(data: bytes, position: int) -> int:
    return len(_LINE_END.findall(data, 0, position)) + 1


def _guess_utf16(data: bytes) -> str | None:
    """UTF-16 without a byte-order mark has its NUL bytes on one side of every letter."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if len(data) % 2 == 0 and odd > 0.4 * half and even == 0:
        return "utf-16-le"
    if len(data) % 2 == 0 and even > 0.4 * half and odd == 0:
        return "utf-16-be"
    return None


def _has_controls(text: str) -> bool:
    """Whether there are control characters no text has, or letters that could not be read."""
    return any((letter < " " and letter not in "\t\n\r\f\x1a\x1b") or letter == "\ufffd" for letter in text[:_SAMPLE])


def _looks_binary(data: bytes) -> bool:
    """Whether more than one in fifty bytes are control characters no text has."""
    sample = data[:65536]
    control = sum(sample.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13, 26, 27))
    return control * 50 > len(sample)
