"""Says how much it means that two copies of a passage differ in some words.

A copy that was mended lost or gained a small word, a letter or a "not", or has another amount where the other has one.
Provisions worded alike, on the contrary, each have their own subject: another name, another number of an article,
the same replacement time and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from docdiff.facts import Facts
from docdiff.facts.numbers import Amount, find_amounts
from docdiff.locale import topic_values
from docdiff.locale.editing import editing_words
from docdiff.model import Document, Span

Kind = Literal["negation", "amount", "day", "slip", "subject", "words"]

NEGATION = re.compile(r"\b(?:niet|geen|noch|nooit|zonder|not|no|never|none|nor|without)\b")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_CONFIDENCES: dict[Kind, float] = {"negation": 0.9, "amount": 0.9, "day": 0.65, "slip": 0.7, "words": 0.5}
_LONG = 40  # words alike around other words, so many that they were copied
_LONG_CONFIDENCE = 0.65
_PARALLEL = 0.5  # passages about different subjects
_SAME_STEM = 4  # letters two forms of one word begin with


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two places of a difference; `value` is what stands there between the words alike, in normal form."""

    document: Document
    block: int
    span: Span
    value: str

    @property
    def text(self) -> str:
        """The words there, with the one before and the one behind."""
        return self.document.blocks[self.block].text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Difference:
    """Words in which two copies differ, and how many words of the copies are alike around them."""

    here: Side
    there: Side
    words: int


def kind_of(facts: Facts, difference: Difference) -> Kind:
    """What sort of words differ."""
    here, there = difference.here, difference.there
    if bool(NEGATION.search(here.value)) != bool(NEGATION.search(there.value)):
        return "negation"
    if _are_amounts(here, there):
        return "amount"
    if _has_day(facts, here) and _has_day(facts, there):
        return "day"
    if _is_subject(here) and _is_subject(there):
        return "subject"
    return "slip" if _is_slip(here.value, there.value) else "words"


def confidence_of(facts: Facts, differences: Sequence[Difference]) -> float:
    """How sure it is that two copies should not differ as they do, 0.5 to 0.9, by the heaviest of their differences."""
    kinds = [kind_of(facts, difference) for difference in differences]
    if "negation" not in kinds and ("subject" in kinds or _replaces_throughout(differences)):
        return _PARALLEL
    known: dict[Kind, float] = {**_CONFIDENCES, "day": _PARALLEL} if kinds.count("day") > 1 else _CONFIDENCES
    added = any(_is_long_addition(kind, one) for kind, one in zip(kinds, differences, strict=True))
    weights = [known[kind] for kind in kinds if kind != "subject"]
    return max([*weights, _LONG_CONFIDENCE if added else _PARALLEL])


def _is_long_addition(kind: Kind, one: Difference) -> bool:
    """Whether one of two long copies only has words more than the other; another noun is often another subject."""
    here, there = (set(side.value.split()) for side in (one.here, one.there))
    return kind == "words" and one.words >= _LONG and (here <= there or there <= here)


def _replaces_throughout(differences: Sequence[Difference]) -> bool:
    """Whether the same words stand for the same others more than once, as where another thing is spoken of."""
    swaps = Counter((one.here.value, one.there.value) for one in differences if one.here.value and one.there.value)
    return any(count > 1 for count in swaps.values())


def _is_subject(side: Side) -> bool:
    """Whether the words name something, or number it: a capital inside a sentence, a figure, an ordinal."""
    words = [word for word in _WORD.findall(side.text) if word.lower() in side.value.split()]
    numbered = {*topic_values("numbers", "ordinals"), *topic_values("numbers", "cardinals")}
    return any(word[0].isupper() or word[0].isdecimal() or word in numbered for word in words)


def _are_amounts(here: Side, there: Side) -> bool:
    """Whether money or a percentage stands at both places, of one unit and of another value."""
    one, other = _amounts(here), _amounts(there)
    return bool(one and other) and one[0].unit == other[0].unit and one[0].value != other[0].value


def _amounts(side: Side) -> list[Amount]:
    found = find_amounts(side.document, side.document.blocks[side.block])
    return [amount for amount in found if amount.span.start < side.span.end and side.span.start < amount.span.end]


def _has_day(facts: Facts, side: Side) -> bool:
    return any(
        mention.block.index == side.block
        and mention.date.span.start < side.span.end
        and side.span.start < mention.date.span.end
        for mention in facts.mentions(side.document)
    )


def _is_slip(one: str, other: str) -> bool:
    """Whether the difference is in small words only, or in the form or spelling of one."""
    here, there = one.split(), other.split()
    small = editing_words("small")
    left = [[word for word in words if word not in small] for words in (here, there)]
    if not left[0] and not left[1]:
        return True
    return len(left[0]) == len(left[1]) == 1 and _is_form(left[0][0], left[1][0])


def _is_form(one: str, other: str) -> bool:
    """Whether two words are forms of one, or one of them a slip of the pen."""
    stem = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one == other or (stem >= _SAME_STEM and OSA.distance(one, other) <= 2)
