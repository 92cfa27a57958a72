"""Writes numbers the way word processors count: 4 as "4", "d", "IV" or "4th"."""

from __future__ import annotations

from collections.abc import Callable

# Beyond these, a document does not mean it: "bbbb…" of two thousand letters is a number gone wild, written as decimal.
_MOST_ROMAN = 4_000
_MOST_LETTERS = 26 * 30
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_FOOTNOTE_SIGNS = "*†‡§"
_ENGLISH_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def write_number(number: int, style: str, language: str = "en") -> str:
    """The number in a style, named as Word names them ("decimal", "lowerLetter"); unknown styles count in decimals."""
    write = _STYLES.get(style)
    if style in ("ordinal", "ordinalText"):
        return _write_ordinal(number, language)
    return write(number) if write and number >= 0 else str(number)


def _write_letters(number: int) -> str:
    """a to z, then aa, bb and so on, as Word and LibreOffice do it."""
    if not 0 < number <= _MOST_LETTERS:
        return str(number)
    rounds, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (rounds + 1)


def _write_roman(number: int) -> str:
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _write_ordinal(number: int, language: str) -> str:
    if language == "nl":
        return f"{number}e"
    if language != "en":
        return f"{number}."
    ending = "th" if number % 100 in (11, 12, 13) else _ENGLISH_ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def _write_sign(number: int) -> str:
    if not 0 < number <= _MOST_LETTERS:
        return str(number)
    rounds, sign = divmod(number - 1, len(_FOOTNOTE_SIGNS))
    return _FOOTNOTE_SIGNS[sign] * (rounds + 1)


_STYLES: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _write_letters,
    "upperLetter": lambda number: _write_letters(number).upper(),
    "lowerRoman": _write_roman,
    "upperRoman": lambda number: _write_roman(number).upper(),
    "chicago": _write_sign,
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedCircle": lambda number: chr(0x245F + number) if 0 < number <= 20 else str(number),
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "hex": lambda number: f"{number:X}",
    "none": lambda number: "",
}
