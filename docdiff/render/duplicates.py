"""Lists what stands more than once, a line a pair."""

from __future__ import annotations

from docdiff.checks.passages import numbers
from docdiff.duplicates import Duplicate, Duplicates
from docdiff.runs import Passage

_RELATIONS = {
    "en": {
        "identical": "is the same as",
        "same-text": "has the same text as",
        "near": "is nearly the same as",
        "contained": "lies in",
    },
    "nl": {
        "identical": "is gelijk aan",
        "same-text": "heeft dezelfde tekst als",
        "near": "is bijna gelijk aan",
        "contained": "staat in",
    },
}
_LEVELS = {
    "en": {"document": "document", "passage": "passage", "answer": "answer", "block": "paragraph"},
    "nl": {"document": "document", "passage": "passage", "answer": "antwoord", "block": "alinea"},
}
_NOTHING = {"en": "Nothing stands more than once.\n", "nl": "Niets staat er meer dan één keer.\n"}


def text(found: Duplicates, *, lang: str = "en") -> str:
    """The pairs, those of whole documents first: place, level, relation, the other place, and how much they share."""
    if not found.pairs:
        return _NOTHING[lang]
    return "".join(_line(found, pair, lang) + "\n" for pair in found.pairs)


def _line(found: Duplicates, pair: Duplicate, lang: str) -> str:
    # Of two alike the later one is the repetition; what lies in another is named before it.
    one, other = (pair.a, pair.b) if pair.relation == "contained" else (pair.b, pair.a)
    share = pair.containment if pair.relation == "contained" else pair.resemblance
    sides = pair.questions if pair.relation == "contained" else pair.questions[::-1]
    return (
        f"{_place(found, one)}: {_LEVELS[lang][pair.level]}{_numbers(sides[0])} {_RELATIONS[lang][pair.relation]}"
        f"{_numbers(sides[1])} {_place(found, other)} ({share:.0%})"
    )


def _numbers(found: tuple[int, ...]) -> str:
    return f" {numbers(found)}" if found else ""


def _place(found: Duplicates, passage: Passage) -> str:
    document = found.documents[passage.document]
    first = document.blocks[passage.first].place.line or passage.first + 1
    last = document.blocks[passage.last].place.end_line or passage.last + 1
    return f"{document.source.name}:{first}" + (f"-{last}" if last != first else "")
