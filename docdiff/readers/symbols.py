"""Says in Unicode what symbol fonts draw: the code F0B7 in the font Symbol is "•"."""

from __future__ import annotations

import re
from collections.abc import Callable

# Adobe's encoding of the font Symbol, from 0x20 and from 0xA0 on; "\0" where it has nothing.
_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
_SYMBOL = {0x20 + at: letter for at, letter in enumerate(_SYMBOL_LOW)} | {
    0xA0 + at: letter for at, letter in enumerate(_SYMBOL_HIGH) if letter != "\0"
}
# Of the picture fonts only what stands in text: bullets, ticks, arrows, faces.
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6D: "❍",
    0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥",
    0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x97: "•", 0xA3: "☐"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def translate_symbols(text: str, font: Callable[[], str]) -> str:
    """The text with codes of a symbol font (0xF020 to 0xF0FF) as the letters that look alike; others stay as they are.

    `font` is asked only when there are any. Without a known font they are taken for those of Symbol, whose bullet is
    the most common of them all.
    """
    if text.isascii() or not _PRIVATE.search(text):
        return text
    table = _FONTS.get(font().lower(), _SYMBOL)
    return _PRIVATE.sub(lambda match: table.get(ord(match.group()) - 0xF000, match.group()), text)
