"""Brings many texts into their normal form at once, as UTF-8.

Strategy: texts that need the same treatment go together, so that every step is one scan in C over a whole batch. ASCII
is folded by one table of bytes. Signs beyond it are few in a text of the Latin script, and each kind that occurs is
replaced by what `normalise` makes of it alone; a text with signs that may melt with their neighbours (combining marks,
Hangul, scripts without spaces) goes through `normalise` itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from docdiff.text import is_letter, normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEPARATOR = b"\0"  # no space, or it would be folded away with the others

_ASCII = bytes(range(128))
_FOLDS = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ`\t\n\r\x0b\x0c", b"abcdefghijklmnopqrstuvwxyz'     "
)  # leaves bytes beyond ASCII alone
_STRIPPED = b" \x1c\x1d\x1e\x1f"  # what `str.strip` takes for space and normal forms keep inside
# All but the signs that stay themselves whatever stands beside them: Latin, Greek, Cyrillic, punctuation and symbols.
_MELTING = re.compile(
    "[^\0-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u2000-\u20cf\u2100-\u2bff\uac00-\ud7a3\U0001f000-\U0001faff]"
)
_HYPHEN = ord("-")
_FIRST_OF_SIGN = 0xC0  # the least byte a sign beyond ASCII begins with


def fold_together(texts: Sequence[str]) -> bytes:
    """All texts folded but for their spaces, of which there may be several in a row, joined by the separator.

    About 100 MB a second.
    """
    separator = SEPARATOR.decode()
    joined = separator.join(texts)
    if joined.count(separator) >= len(texts):
        texts = [text.replace(separator, " ") for text in texts]
        joined = separator.join(texts)
    data = _encode(joined)
    signs = _signs(data)
    if _MELTING.search(signs):
        texts = [normalise(text) if _melts(text) else text for text in texts]
        data = _encode(separator.join(texts))
        signs = _signs(data)
    data = data.translate(_FOLDS)
    folded = {sign: fold for sign in signs if not _MELTING.match(sign) and (fold := _fold_sign(sign)) != sign}
    return _join_hyphens(_replace_signs(data, {_encode(sign): _encode(fold) for sign, fold in folded.items()}))


def split_forms(folded: bytes) -> list[bytes]:
    """The normal form of each of the texts that were folded together, exactly as `normalise` makes it."""
    return [_fold_spaces(form) for form in folded.split(SEPARATOR)]


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _signs(data: bytes) -> str:
    """The different signs beyond ASCII, in order."""
    return "".join(sorted(set(_decode(data.translate(None, _ASCII)))))


def _melts(text: str) -> bool:
    return not text.isascii() and _MELTING.search(text) is not None


@lru_cache(maxsize=1 << 12)
def _fold_sign(sign: str) -> str:
    """What `normalise` makes of a sign, between two that neither strip it nor join a hyphen."""
    return normalise(f".{sign}.")[1:-1]


def _replace_signs(data: bytes, folded: Mapping[bytes, bytes]) -> bytes:
    """`data` with other signs. (`bytes.replace` takes four times as long: these are few and far between.)"""
    import numpy as np

    for sign, fold in folded.items():
        if len(fold) > len(sign):
            data = data.replace(sign, fold)
    column = np.frombuffer(data, np.uint8).copy()
    first = np.flatnonzero(column >= _FIRST_OF_SIGN)
    kept = np.ones(len(column), np.bool_)
    for sign, fold in folded.items():
        places = first
        for offset, byte in enumerate(sign):
            places = places[column[places + offset] == byte]
        for offset in range(len(sign)):
            if offset < len(fold):
                column[places + offset] = fold[offset]
            else:
                kept[places + offset] = False
    return column[kept].tobytes()


def _join_hyphens(data: bytes) -> bytes:
    """`data` without its hyphens between two letters."""
    import numpy as np

    if b"-" not in data:
        return data
    column = np.frombuffer(data, np.uint8)
    places = np.flatnonzero(column == _HYPHEN)
    places = places[(places > 0) & (places < len(column) - 1)]
    kinds = _kinds()
    before, behind = kinds[column[places - 1]], kinds[column[places + 1]]
    joined = np.flatnonzero((before & behind) == 1)
    unsure = np.flatnonzero((before > 0) & (behind > 0) & ((before | behind) > 1))
    letters = [at for at in unsure.tolist() if _between_letters(data, int(places[at]))]
    kept = np.ones(len(column), np.bool_)
    kept[places[joined]] = False
    kept[places[letters]] = False
    return column[kept].tobytes()


def _kinds() -> NDArray[np.uint8]:
    """Of each byte: 1 an ASCII letter, 2 a part of a sign beyond ASCII, 0 anything else."""
    import numpy as np

    return np.array([2 if byte > 127 else chr(byte).isalpha() for byte in range(256)], np.uint8)


def _between_letters(data: bytes, hyphen: int) -> bool:
    start, end = hyphen - 1, hyphen + 2
    while _inside_sign(data[start]):
        start -= 1
    while end < len(data) and _inside_sign(data[end]):
        end += 1
    return is_letter(_decode(data[start:hyphen])) and is_letter(_decode(data[hyphen + 1 : end]))


def _inside_sign(byte: int) -> bool:
    return byte & 0xC0 == 0x80


def _fold_spaces(form: bytes) -> bytes:
    """A folded text with single spaces and none around it."""
    if b"  " in form:
        form = b" ".join(form.split())
    return form.strip(_STRIPPED)
