"""Makes characters visible that would act instead of being read.

Control characters move a cursor, end a page or set a terminal's title; overrides of the writing direction turn the
words after them around (Boucher & Anderson, "Trojan Source", 2021). Both come in documents from strangers.
"""

from __future__ import annotations

import re

DIRECTION = "\u202a-\u202e"
ODD = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{DIRECTION}]")


def readable(text: str) -> str:
    """`text` with every odd character replaced by a sign or a code for it; tabs and line feeds stay."""
    return ODD.sub(lambda match: sign(match.group()), text)


def sign(character: str) -> str:
    """What stands for an odd character: ␛ for an escape, <U+202E> for an override of direction."""
    code = ord(character)
    if 0x202A <= code <= 0x202E:
        return f"<U+{code:04X}>"
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"
