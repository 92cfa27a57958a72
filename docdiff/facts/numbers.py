"""Finds amounts of money, percentages and counted things, with their values.

A comma is the decimal sign where the document's language has it so and otherwise a full stop; groups of three digits
behind the other sign, or behind a space, are thousands. "mld." and "billion" multiply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from docdiff.locale import topic_values, topic_words
from docdiff.model import Block, Document, Span, Spot

_DIGITS = r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_DECIMAL_COMMA = ("nl", "de", "fr")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit where it stands.

    `unit` is a currency code ("EUR"), "%", or "" for a bare count; `value` has its scale multiplied in; `step` is the
    worth of one in its last written digit, which is how far rounding may have moved it. `style` tells forms of writing
    apart: the currency and percent signs with the spaces around them, as "€#" or "# %".
    """

    document: Document
    block: int
    span: Span
    value: float
    unit: str
    step: float
    style: str

    def spot(self) -> Spot:
        """Where it stands."""
        return Spot(self.document, self.block, self.span)

    @property
    def text(self) -> str:
        """The amount as the text has it."""
        return " ".join(self.spot().text.split())


def find_amounts(document: Document, block: Block) -> Iterator[Amount]:
    """The amounts of money and the percentages in a block, in order. Linear in its length."""
    text = block.text
    if not _DIGIT.search(text):
        return
    comma = writes_comma(document)
    for match in _amount().finditer(text):
        before, after = (match["before"] or "").strip(), (match["after"] or "").strip()
        unit = _unit(before) or _unit(after)
        if not unit:
            continue
        value, step = read_number(match["digits"], comma=comma)
        scale = _scales().get((match["scale"] or "").strip().lower(), 1.0)
        # Without a unit behind it, the full stop of "mld." may end the sentence.
        span = Span(match.start(), match.start() + len(match.group().rstrip()))
        style = _style(match, text)
        yield Amount(document, block.index, span, value * scale, unit, step * scale, style)


def unit_of(style: str) -> str:
    """The unit of a style such as "€ #": "EUR"; "" when there is none in it."""
    return _unit(style.replace("#", "").strip())


def writes_comma(document: Document) -> bool:
    """Whether the comma is the decimal sign in a document."""
    return document.language in _DECIMAL_COMMA


def read_number(digits: str, *, comma: bool) -> tuple[float, float]:
    """The value of a number as it is written, and the worth of one in its last digit; `comma` is the decimal sign."""
    plain = re.sub(r"[ \u00a0\u202f]", "", digits)
    groups = re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:([.,])(\d{1,2}))?", plain)
    sign = "," if comma else "."
    if groups and (groups[1] != sign or plain.count(groups[1]) > 1 or groups[2]):
        whole, decimals = (plain[: -len(groups[3]) - 1], groups[3]) if groups[3] else (plain, "")
    else:
        whole, _, decimals = plain.replace(",", ".").partition(".")
    number = re.sub(r"\D", "", whole)
    return float(f"{number}.{decimals or '0'}"), 10.0 ** -len(decimals)


def _style(match: re.Match[str], text: str) -> str:
    """How currency and percent sign are written around the number: "€#", "€ #", "EUR #", "# %", "#%"."""
    if match["before"]:
        return re.sub(r"\s", " ", match["before"]) + "#"
    return (
        "#" + re.sub(r"\s", " ", match["after"] or "")
        if "%" in (match["after"] or "")
        else "# " + match["after"].strip()
    )


@cache
def _amount() -> re.Pattern[str]:
    before = "|".join(_alternatives(_units("before")))
    after = "|".join(_alternatives(_units("after")))
    scale = "|".join(_alternatives(tuple(topic_values("numbers", "scales"))))
    return re.compile(
        rf"(?<![\w.,/-])(?P<before>(?:{before})\s?)?(?<![\d.,])(?P<digits>{_DIGITS})(?P<scale>\s?(?:{scale})(?![^\W\d_]))?"
        rf"(?P<after>\s?(?:%|(?:{after})(?![^\W\d_])))?",
        re.IGNORECASE,
    )


def _alternatives(words: tuple[str, ...]) -> list[str]:
    return [re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))]


@cache
def _units(where: str) -> tuple[str, ...]:
    return tuple(word.partition(" ")[0] for word in topic_words("numbers", f"units_{where}"))


@cache
def _unit_codes() -> dict[str, str]:
    found = {"%": "%"}
    for where in ("before", "after"):
        for entry in topic_words("numbers", f"units_{where}"):
            word, _, code = entry.partition(" ")
            found[word.lower()] = code
    return found


def _unit(word: str) -> str:
    return _unit_codes().get(word.lower(), "")


@cache
def _scales() -> dict[str, float]:
    return {word.lower(): value for word, value in topic_values("numbers", "scales").items()}


@cache
def cardinals(language: str | None) -> dict[str, int]:
    """The numbers in words from two up; of all languages when that of the text is not known."""
    return {word: int(value) for word, value in topic_values("numbers", "cardinals", language or "").items()}
