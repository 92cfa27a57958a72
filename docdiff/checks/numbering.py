"""A number in a series of questions, headings, tables or the like is missing, doubled or out of order.

What it finds: question 4 followed by question 6, two questions 7, heading 3 before heading 2; and a question without an
    answer where nearly all others have one. The series must be sound but for that one place, and may begin anew at 1. A
    set that is there twice is told by `duplicate-questions`.
Why: either a part was lost, or every reference behind it is one off.
Finds:
    Vraag 1 / Wie? / Vraag 2 / Wat? / Vraag 3 / Waar? / Vraag 5 / Hoe? / Vraag 6 / Waarom?
    Question 1 / Who is it? / Question 2 / What is it? / Question 2 / Where is it? / Question 3 / How is it? / Question
        4 / Why is it that?
    # 1. Inleiding / Tekst. / # 2. Kosten / Tekst. / # 4. Baten / Tekst. / # 5. Slot / Tekst. / # 6. Bijlagen / Tekst.
    Vraag 1 / Wie? / Antwoord / Ik. / Vraag 2 / Wat? / Antwoord / Dat. / Vraag 3 / Waar? / Vraag 4 / Hoe? / Antwoord /
        Zo. / Vraag 5 / Waarom? / Antwoord / Daarom. / Vraag 6 / Wanneer? / Antwoord / Nu.
    # 1. Term / 1.1 Text. / # 3. Price / 2.1 Text. / 2.2 Text. / # 3. Form / 3.1 Text. / # 4. End / Text. / # 5. Law /
        It.
    # 1. Inleiding / Tekst. / # 2. Kosten / Tekst. / # 7. Baten / Tekst. / # 4. Slot / Tekst. / # 5. Bijlagen / Tekst.
Quiet:
    Vraag 1 / Wie? / Vraag 2 / Wat? / Vraag 3 / Waar? / Vraag 1 / Hoe? / Vraag 2 / Waarom? / Vraag 3 / Wanneer?  # anew
    Vraag 1 / Wie? / Vraag 2 / Wat? / Vraag 3 en 4 / Waar is het, en van wie? / Vraag 5 / Hoe?
    Vraag 1 / Wie? / Vraag 5 / Wat? / Vraag 9 / Waar? / Vraag 11 / Hoe?  # a selection
    # 2.9 Fixes / Text. / # 2.8 Fixes / Text. / # 2.7 Fixes / Text. / # 2.5 Fixes / Text.  # versions run back
    # 1. Introduction / Text. / # 2. Costs / Text. / # 2.1 Ships / Text. / # 2.2 Trains / Text. / # 3. Gains / Text.
    Question 1 / Who is it? / Question 2 / What is the plan? / Question 3 / Where? / Question 4 / How?  # no answers yet
Options: none
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.copies import once
from docdiff.facts import Facts
from docdiff.facts.outline import KINDS, Numbered
from docdiff.model import Document, Span, Spot

_LEAST = 4  # members of a series
_WIDEST = 3  # numbers missing at one place; more are a selection
_SOUND = 0.8  # of the steps in a series go up by one
_MISSING = {
    "en": "{after} follows {before}: {missing} is missing.",
    "nl": "{after} volgt op {before}: {missing} ontbreekt.",
}
_DOUBLED = {"en": "{after} is there twice.", "nl": "{after} staat er twee keer."}
_ORDER = {"en": "{after} stands behind {before}.", "nl": "{after} staat achter {before}."}
_UNANSWERED = {
    "en": "Question {number} has no answer; the others have.",
    "nl": "Vraag {number} heeft geen antwoord; de andere wel.",
}
_BEFORE = {"en": "the one before it", "nl": "de vorige"}
_SERIES = {"en": "the other {count} are in order", "nl": "de andere {count} staan op volgorde"}
_NAMES = {
    "question": {"en": "Question {number}", "nl": "Vraag {number}"},
    "section": {"en": "Heading {number}", "nl": "Kop {number}"},
    "article": {"en": "Article {number}", "nl": "Artikel {number}"},
    "annex": {"en": "Annex {number}", "nl": "Bijlage {number}"},
    "table": {"en": "Table {number}", "nl": "Tabel {number}"},
    "figure": {"en": "Figure {number}", "nl": "Figuur {number}"},
}


_Steps = list[tuple[tuple[int, Numbered], tuple[int, Numbered]]]


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        outline = facts.outline(document)
        for kind in KINDS:
            if kind in _NAMES:
                for series in _series(outline.numbered.get(kind, ())):
                    yield from _check_series(facts, document, series)
        yield from _unanswered(facts, document)


def _series(items: Sequence[Numbered]) -> Iterator[list[tuple[int, Numbered]]]:
    """Things that are counted together, each with its last number: "2.1", "2.2"; a new series begins at 1."""
    runs: defaultdict[str, list[list[tuple[int, Numbered]]]] = defaultdict(list)
    for item in items:
        parent, _, last = item.number.rpartition(".")
        open_runs = runs[parent]
        if not open_runs or (int(last) == 1 and open_runs[-1][-1][0] != 1):
            open_runs.append([])
        open_runs[-1].append((int(last), item))
    for found in runs.values():
        yield from (run for run in found if len(run) >= _LEAST)


def _check_series(facts: Facts, document: Document, series: list[tuple[int, Numbered]]) -> Iterator[Finding]:
    steps = list(pairwise(series))
    odd = [(before, after) for before, after in steps if after[0] != before[0] + 1]
    if len(odd) > 2 or len(steps) - len(odd) < 2:
        return
    if len(odd) == 2 and _is_one_wrong(document, odd):
        back = next((before, after) for before, after in odd if before[0] >= after[0])
        yield _tell(facts, document, *back, [], len(series) - 1)
        return
    if len(odd) > (1 - _SOUND) * len(steps) + 1:
        return
    there = {number for number, _ in series}
    for before, after in odd[:1]:
        missing = [number for number in range(before[0] + 1, after[0]) if number not in there]
        if len(odd) == 2 and (missing or after[0] == before[0]):
            continue
        if missing and (len(missing) > _WIDEST or len(missing) != after[0] - before[0] - 1):
            continue
        if any(_is_there(document, before[1], after[1], number) for number in missing):
            continue
        yield _tell(facts, document, before, after, missing, len(series) - 1)


def _is_one_wrong(document: Document, odd: _Steps) -> bool:
    """Whether two odd steps are one thing with a number of others: 4, 6, 6 and 4, 4, 6 and 4, 9, 6."""
    (before, wrong), (same, after) = odd
    return wrong is same and after[0] == before[0] + 2 and not _is_there(document, before[1], after[1], before[0] + 1)


def _is_there(document: Document, first: Numbered, last: Numbered, number: int) -> bool:
    """Whether a block between two begins with a number: then it is there, though not as the others are."""
    parents = r"(?:\d+\.)*" if "." in first.number else ""
    begins = re.compile(rf"\W*(?:[^\W\d]\w*\W+)?{parents}{number}\b(?!\.\d)")
    between = document.blocks[first.block + 1 : last.block]
    return any(begins.match(f"{block.label} {block.text[:40]}") for block in between)


def _tell(
    facts: Facts,
    document: Document,
    before: tuple[int, Numbered],
    after: tuple[int, Numbered],
    missing: list[int],
    others: int,
) -> Finding:
    kind = after[1].kind
    messages = _MISSING if missing else _DOUBLED if before[0] == after[0] else _ORDER
    prefix = after[1].number[: -len(str(after[0]))]
    message = facts.say(
        messages,
        before=_name(facts, kind, before[1].number),
        after=_name(facts, kind, after[1].number),
        missing=", ".join(f"{prefix}{number}" for number in missing),
    )
    return Finding(
        "numbering",
        "warning",
        message[0].upper() + message[1:],
        _spot(document, after[1].block),
        (Related(_spot(document, before[1].block), facts.say(_BEFORE)),),
        # Laws in force leave out the articles that were repealed, and whole chapters with them.
        confidence=0.85
        if kind == "question"
        else 0.5
        if missing and facts.outline(document).numbers("article")
        else 0.7,
        reasons=(facts.say(_SERIES, count=others),),
    )


def _name(facts: Facts, kind: str, number: str) -> str:
    return facts.say(_NAMES[kind], number=number)


def _unanswered(facts: Facts, document: Document) -> Iterator[Finding]:
    questions = [item for item in facts.questions(document) if item.number is not None]
    without = [item for item in questions if item.answer_label is None]
    if len(questions) >= _LEAST and 0 < len(without) <= (1 - _SOUND) * len(questions):
        for item in without:
            message = facts.say(_UNANSWERED, number=item.number)
            yield Finding("numbering", "warning", message, _spot(document, item.label), confidence=0.75)


def _spot(document: Document, block: int) -> Spot:
    return Spot(document, block, Span(0, len(document.blocks[block].text)))


RULE = rule("numbering", "warning", check)
