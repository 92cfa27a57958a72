"""The same sentence gives another amount elsewhere.

What it finds: two sentences that are word for word the same but for one amount of money or one percentage. Dates, years
    and names must be equal too; sentences of which three and more have each their own amount are a template.
Why: the text was corrected in one place and not in the other.
Finds:
    De bijdrage van Nederland aan het fonds voor de wederopbouw is €90 miljoen. / Zoals gezegd. / De bijdrage van
        Nederland aan het fonds voor de wederopbouw is €80 miljoen.
    The share of the budget that goes to the new bridges is 12% this year. / As said. / The share of the budget that
        goes to the new bridges is 14% this year.
Quiet:
    De bijdrage van Nederland aan het fonds voor de wederopbouw is €90 miljoen. / Zoals gezegd. / De bijdrage van
        Nederland aan het fonds voor de wederopbouw is 90 miljoen euro.  # equal
    De bijdrage van Nederland aan het fonds was in 2024 €90 miljoen. / De bijdrage van Nederland aan het fonds was in
        2025 €80 miljoen.  # other years
    Voor dit deel van het plan is €90 nodig. / Voor dit deel van het plan is €80 nodig. / Voor dit deel van het plan is
        €70 nodig.  # a template
    Dit kost €90. / Dit kost €80.  # too short to say that it is the same thing
    [2025-01-01] The share of the budget that goes to the new bridges is 12% this year. || [2026-01-01] The share of the
        budget that goes to the new bridges is 14% this year.
    The share of the budget that goes to bridges is 12%. / The share of the budget that goes to trains is 14%.
Options: none
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.copies import once
from docdiff.checks.wording import MAJORITY
from docdiff.facts import Facts
from docdiff.facts.numbers import Amount, find_amounts
from docdiff.model import Document
from docdiff.text import normalise, sentences

_LEAST = 9  # words of the sentence, the amount left out
_FARTHEST = 4  # times as much: more than that is another thing in words that come back
_MESSAGES = {
    "en": "{here} here, but {there} in the same sentence elsewhere.",
    "nl": "Hier {here}, maar elders {there} in dezelfde zin.",
}
_THERE = {"en": "{there} here", "nl": "hier {there}"}
_SAME = {"en": "the other {count} words are the same", "nl": "de andere {count} woorden zijn gelijk"}
_MARK = re.compile(r"\[(?:footnoteRef:\s*|\^)?\w+\]")


def check(facts: Facts) -> Iterator[Finding]:
    same: defaultdict[tuple[str, str], list[Amount]] = defaultdict(list)
    for document in facts.documents:
        for key, amount in _masked_sentences(document):
            same[key, amount.unit].append(amount)
    yield from once(facts, _mismatches(facts, same))


def _masked_sentences(document: Document) -> Iterator[tuple[str, Amount]]:
    """The sentences with amounts, each amount in turn left out, with that amount."""
    for block in document.body:
        if block.kind not in ("paragraph", "list_item", "footnote"):
            continue
        amounts = list(find_amounts(document, block))
        for start, end in sentences(block.text) if amounts else ():
            inside = [amount for amount in amounts if start <= amount.span.start < end]
            for amount in inside:
                text = f"{block.text[start : amount.span.start]} # {block.text[amount.span.end : end]}"
                text = normalise(_MARK.sub("", text))
                if len(text.split()) > _LEAST:
                    yield text, amount


def _mismatches(facts: Facts, same: dict[tuple[str, str], list[Amount]]) -> Iterator[Finding]:
    for (text, _), amounts in same.items():
        values: defaultdict[float, list[Amount]] = defaultdict(list)
        for amount in amounts:
            values[amount.value].append(amount)
        if len(values) != 2:
            continue
        right, wrong = sorted(values.values(), key=lambda places: -len(places))
        first = wrong[0]
        model = next((item for item in right if item.document is first.document), right[0])
        confidence = _confidence(facts, first, model)
        if confidence:
            yield _tell(facts, wrong, right, model, len(text.split()) - 1, confidence)


def _confidence(facts: Facts, a: Amount, b: Amount) -> float:
    """How sure it is that both speak of one time: 0 for documents of two days, which may be two versions."""
    low, high = sorted((a.value, b.value))
    if high > _FARTHEST * low and not _is_shifted(low, high):
        return 0.5
    if a.document is b.document:
        return 0.85
    day_a, day_b = facts.day(a.document), facts.day(b.document)
    if day_a and day_b:
        return 0.75 if day_a.day == day_b.day else 0.0
    return 0.5


def _is_shifted(low: float, high: float) -> bool:
    """Whether two values differ by tens, hundreds or thousands, as million and billion do."""
    return low > 0 and any(abs(high / low - 10**power) < 1e-6 for power in range(1, 10))


def _tell(
    facts: Facts, wrong: list[Amount], right: list[Amount], model: Amount, words: int, confidence: float
) -> Finding:
    first = wrong[0]
    others = [model, *(item for item in right if item is not model)]
    return Finding(
        "number-mismatch",
        "error",
        facts.say(_MESSAGES, here=first.text, there=model.text),
        first.spot(),
        tuple(Related(item.spot(), facts.say(_THERE, there=item.text)) for item in others),
        confidence=confidence,
        reasons=(
            facts.say(_SAME, count=words),
            facts.say(MAJORITY, right=len(right), wrong=len(wrong)),
        ),
    )


RULE = rule("number-mismatch", "error", check)
