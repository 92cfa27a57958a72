"""Reads the letters of a Word document that mean what their font makes of them, and drops those that only hyphenate."""

from __future__ import annotations

from functools import partial

from lxml import etree

from docdiff.readers.docx_names import RPR, W
from docdiff.readers.symbols import translate_symbols

_SYMBOL_FONTS = frozenset({"symbol", "wingdings", "wingdings 2"})


def has_odd_letter(text: str) -> bool:
    """Whether there may be a soft hyphen in a text or a code of a symbol font, 0xF020 to 0xF0FF."""
    # Those codes have this byte in UTF-8, and few others. A pattern for them takes four times as long.
    return "\xad" in text or b"\xef" in text.encode("utf-8", "replace")


def read_odd_letters(text: str, element: etree._Element) -> str:
    """The text of a `w:t` as it looks in the font of its run, without soft hyphens."""
    return translate_symbols(text, partial(_font_of, element)).replace("\xad", "")


def read_symbol(element: etree._Element) -> str:
    """The letter that a `w:sym` or `w16se:symEx` (Word's way with emoji) shows; "" for a code that is no letter."""
    names = str(element.tag).rpartition("}")[0] + "}"
    code, font = element.get(names + "char") or "", element.get(names + "font") or ""
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    if "\ud800" <= letter <= "\udfff" or letter < " ":
        return ""
    if letter < "\u0100" and font.lower() in _SYMBOL_FONTS:
        letter = chr(0xF000 + ord(letter))
    return translate_symbols(letter, lambda: font)


def _font_of(text: etree._Element) -> str:
    """The font that the run around a text names; "" for that of its style."""
    run = text.getparent()
    fonts = run.find(f"{RPR}/{W}rFonts") if run is not None else None
    return (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "") if fonts is not None else ""
