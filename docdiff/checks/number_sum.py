"""Parts do not add up to their whole.

What it finds: an amount "consisting of" others of the same unit that add up to something else; amounts that are more
    than the one they are part of ("of which"), or not what they are "in total", where the sentence has no others; and a
    total at the foot of a table's column or at the end of its row that is not the sum of it, where another column, or
    most rows, do add up. Differences that rounding explains are allowed.
Why: one of the numbers is wrong, and readers add up.
Finds:
    De lening is €90 miljard, bestaande uit €60 miljard voor materieel en €20 miljard voor de begroting.
    The budget is $12 million, made up of $5 million for bridges, $3 million for trains and $1 million for ferries.
    De lening is €90 miljard, waarvan €60 miljard voor materieel en €40 miljard voor de begroting.
    De brug kost €12 miljoen en de weg €5 miljoen, in totaal €19 miljoen.
    The bridge costs $12 million and the road $5 million, a total of $14 million.
Quiet:
    De lening is €90 miljard, waarvan €60 miljard voor materieel en €20 miljard voor de begroting.  # and a rest
    De lening is €90 miljard, waarvan 60% voor materieel en 60% voor de kust.  # which may be the same
    De brug kost €12 miljoen en de weg €5 miljoen, in totaal €17 miljoen.
    De brug kost €12 miljoen, de weg €5 miljoen en de pont €1 miljoen, waarvan wij samen €6 miljoen betalen.
    The bridge costs $12 million this year and $5 million the next, and the town pays a total of $2 million.
    De lening is €90 miljard, bestaande uit €60 miljard voor materieel en €30 miljard voor de begroting.
    De lening is €10 miljard, bestaande uit €3,3 miljard, €3,3 miljard en €3,3 miljard.  # rounded
    De lening is €90 miljard, bestaande uit onder meer €60 miljard voor materieel.  # one part of several
    The budget is $12 million, made up of $5 million for bridges and 60% for trains.  # two units
    The budget is $12 million, and the grant is $5 million for bridges and $4 million for trains.
    The budget of $12 million was made up of $5 million for bridges and other costs, such as $1 million for paint.
Options: none
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.copies import once
from docdiff.facts import Facts
from docdiff.facts.numbers import Amount, find_amounts, read_number, writes_comma
from docdiff.facts.totals import Total, find_wrong_totals
from docdiff.locale import topic_pattern, topic_words
from docdiff.model import Block, Document, Span, Spot
from docdiff.text import has_one, sentences

_MOST_PARTS = 6  # of which any may be added up
_MESSAGES = {
    "en": "The parts add up to {sum}, not to {whole}.",
    "nl": "De delen zijn samen {sum}, niet {whole}.",
}
_PART = {"en": "a part", "nl": "een deel"}
_CUE = {"en": "said to consist of them", "nl": "bestaat hier uit"}
_COLUMN = {"en": "others in this table do add up", "nl": "andere in deze tabel kloppen wel"}


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        for block in document.body:
            if block.kind not in ("paragraph", "list_item"):
                continue
            if _is_made_of_parts(block.text):
                yield from _in_sentences(facts, document, block)
            if any(topic_pattern("numbers", key).search(block.text) for key in ("part_of", "together")):
                yield from _in_clauses(facts, document, block)
        for total in find_wrong_totals(document):
            yield _tell_total(facts, document, total)


# --- sentences --------------------------------------------------------------------------------------------------------


def _in_sentences(facts: Facts, document: Document, block: Block) -> Iterator[Finding]:
    amounts = list(find_amounts(document, block))
    for start, end in sentences(block.text):
        cue = topic_pattern("numbers", "made_of").search(block.text, start, end)
        inside = [amount for amount in amounts if start <= amount.span.start < end]
        if not cue or _open_ended().search(block.text, cue.end(), end):
            continue
        before = [amount for amount in inside if amount.span.end <= cue.start()]
        parts = [amount for amount in inside if amount.span.start >= cue.end()]
        if not before or len(parts) < 2 or cue.start() - before[-1].span.end > 60:
            continue
        whole = before[-1]
        if all(part.unit == whole.unit for part in parts) and not _adds_up(whole, parts):
            yield _tell(facts, whole, parts)


def _in_clauses(facts: Facts, document: Document, block: Block) -> Iterator[Finding]:
    """Sentences whose amounts are a whole, a cue and its parts, or parts, a cue and their whole, and nothing else."""
    amounts = list(find_amounts(document, block))
    for start, end in sentences(block.text):
        inside = [amount for amount in amounts if start <= amount.span.start < end]
        if len(inside) < 3 or len({amount.unit for amount in inside}) > 1 or inside[0].unit.startswith("%"):
            continue
        if _open_ended().search(block.text, start, end):
            continue
        whole, *parts = inside
        if _is_between(topic_pattern("numbers", "part_of"), block.text, whole, parts[0]) and _exceeds(parts, whole):
            yield _tell(facts, whole, parts)
        *parts, whole = inside
        together = topic_pattern("numbers", "together")
        if _is_between(together, block.text, parts[-1], whole) and not _may_be(parts, whole):
            yield _tell(facts, whole, parts)


def _is_between(cue: re.Pattern[str], text: str, one: Amount, other: Amount) -> bool:
    """Whether nothing but a comma and a cue stands between two amounts."""
    between = text[one.span.end : other.span.start]
    return bool(cue.search(between)) and len(cue.sub("", between).strip(" ,:;–-(")) == 0


def _exceeds(parts: Sequence[Amount], whole: Amount) -> bool:
    return sum(part.value for part in parts) > whole.value and not _adds_up(whole, parts)


def _may_be(parts: Sequence[Amount], whole: Amount) -> bool:
    """Whether the whole is that of the parts, or of some of them, or one of them is a whole itself."""
    return any(
        _adds_up(whole, some) for count in range(2, len(parts) + 1) for some in combinations(parts[:_MOST_PARTS], count)
    )


def _is_made_of_parts(text: str) -> bool:
    words = topic_words("numbers", "made_of")
    return has_one(text.lower(), words) and bool(topic_pattern("numbers", "made_of").search(text))


@cache
def _open_ended() -> re.Pattern[str]:
    """Words that say that parts are left out, or that a number is not exact."""
    words = [word for word in topic_words("numbers", "loose") if word not in ("of", "or", "other", "andere")]
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, words))}|onder meer|other|andere|overige|remaining)(?!\w)", re.IGNORECASE
    )


def _adds_up(whole: Amount, parts: Sequence[Amount]) -> bool:
    """Whether the parts make the whole, give or take half of the last digit of each number."""
    slack = (whole.step + sum(part.step for part in parts)) / 2
    return abs(sum(part.value for part in parts) - whole.value) <= slack + 1e-9 * whole.value


def _tell(facts: Facts, whole: Amount, parts: Sequence[Amount]) -> Finding:
    comma = writes_comma(whole.document)
    digits = re.search(r"\d[\d.,]*\d|\d", whole.text)
    written = digits.group() if digits else ""
    scale = whole.value / (read_number(written, comma=comma)[0] or 1.0)
    shown = whole.text.replace(written, _write(sum(part.value for part in parts) / scale, comma=comma))
    return Finding(
        "number-sum",
        "error",
        facts.say(_MESSAGES, sum=shown, whole=whole.text),
        whole.spot(),
        tuple(Related(part.spot(), facts.say(_PART)) for part in parts),
        confidence=0.75,
        reasons=(facts.say(_CUE),),
    )


def _write(value: float, *, comma: bool) -> str:
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if comma else text


# --- tables -----------------------------------------------------------------------------------------------------------


def _tell_total(facts: Facts, document: Document, total: Total) -> Finding:
    written = _write(total.sum, comma=writes_comma(document))
    shown = re.sub(r"\d(?:.*\d)?", written, total.cell.text.strip(), count=1)
    return Finding(
        "number-sum",
        "error",
        facts.say(_MESSAGES, sum=shown, whole=total.cell.text),
        _whole(document, total.cell),
        tuple(Related(_whole(document, part), facts.say(_PART)) for part in total.parts),
        confidence=0.8,
        reasons=(facts.say(_COLUMN),),
    )


def _whole(document: Document, block: Block) -> Spot:
    return Spot(document, block.index, Span(0, len(block.text)))


RULE = rule("number-sum", "error", check)
