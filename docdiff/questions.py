"""Finds the questions and answers in a document and what refers to what.

Strategy: labels open and close things. A block that is, or begins with, a question label opens a question; an answer
label opens its answer; "Questions from the members of …" names who asks from there on. Labels are regular expressions
in a `Patterns` value, so a house style of its own needs no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from docdiff.errors import UsageError
from docdiff.model import Block, Document

_NUMBERS = r"\d{1,3}(?:(?:\s*,\s*|\s*(?:en|and|&|t/m|tot en met|to|through)\s*|\s*[-–]\s*)\d{1,3})*"


@dataclass(frozen=True, slots=True)
class Patterns:
    """How questions and answers are labelled; matched at the start of a block, case ignored.

    `question` and `answer` may name a group `numbers`; `asker` names a group `asker` and must match the whole block;
    `reference` is looked for anywhere in an answer and names a group `numbers`.
    """

    question: tuple[str, ...] = (
        rf"(?:vraag|vragen|questions?|frage)\s+(?P<numbers>{_NUMBERS})\s*(?:[.:)]|$)",
        rf"[vq]\.?\s?(?P<numbers>{_NUMBERS})\s*[.:)]",
        r"(?:vraag|question)\s*(?::|$)",
    )
    answer: tuple[str, ...] = (
        rf"(?:antwoord(?:en)?|beantwoording|answers?)(?:\s+(?:op|bij|to))?(?:\s+(?:de\s+)?(?:vraag|vragen|questions?))?"
        rf"\s+(?P<numbers>{_NUMBERS})\s*(?:[.:)]|$)",
        rf"a\.?\s?(?P<numbers>{_NUMBERS})\s*[.:)]",
        r"(?:antwoord|beantwoording|answer)\s*(?::|$)",
    )
    asker: tuple[str, ...] = (
        r"(?:vragen|inbreng)(?:\s+en\s+opmerkingen)?\s+(?:van|gesteld\s+door|namens)\s+(?:de\s+|het\s+)?"
        r"(?:leden|lid)\s+(?:van\s+)?(?:de\s+|het\s+)?(?P<asker>.{2,80}?)\s*:?",
        r"questions?(?:\s+and\s+comments)?\s+(?:from|by|of)\s+(?:the\s+)?(?:members?\s+(?:of|for)\s+)?(?:the\s+)?"
        r"(?P<asker>.{2,80}?)\s*:?",
    )
    reference: tuple[str, ...] = (rf"\b(?:vraag|vragen|questions?)\s+(?P<numbers>{_NUMBERS})\b",)


DEFAULT_PATTERNS = Patterns()


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answer, as indexes of blocks; notes and furniture are left out.

    `number` is the number on its label (None: it has none), `series` counts from 0 how often numbering has begun anew
    before it, `asker` is who asks ("" when not said), `refers_to` the numbers of other questions the answer names.
    `label` and `answer_label` are the blocks of the labels, None when there is no answer.
    """

    number: int | None
    series: int
    asker: str
    label: int
    question: tuple[int, ...]
    answer: tuple[int, ...] = ()
    answer_label: int | None = None
    refers_to: tuple[int, ...] = ()

    @property
    def blocks(self) -> tuple[int, int]:
        """First and last block, labels included."""
        last = max((self.label, self.answer_label or 0, *self.question, *self.answer))
        return self.label, last

    def to_dict(self) -> dict[str, Any]:
        """One entry of `questions` in the JSON contract."""
        return {
            "number": self.number,
            "asker": self.asker,
            "question": list(self.question),
            "answer": list(self.answer),
            "refers_to": list(self.refers_to),
        }


@dataclass(slots=True)
class _Open:
    """A question while its blocks are being collected."""

    number: int | None
    series: int
    asker: str
    label: int
    question: list[int] = field(default_factory=list)
    answer: list[int] = field(default_factory=list)
    answer_label: int | None = None


def find_questions(document: Document, patterns: Patterns = DEFAULT_PATTERNS) -> tuple[Question, ...]:
    """The questions of a document in order. Linear in its length.

    Blocks between two labels belong to the first; a heading that names another asker closes an answer. An answer to
    several questions ("Antwoord vragen 3 en 4") is the answer of each. Raises `UsageError` for a pattern that is not a
    regular expression or lacks its group.
    """
    labels = _Labels(patterns)
    opened: list[_Open] = []
    answering: list[_Open] = []
    asker, series, last_number = "", 0, 0
    collecting = False
    for block in document.blocks:
        if block.kind in ("furniture", "footnote"):
            continue
        who = labels.asker(block)
        if who is not None:
            asker, collecting, answering = who, False, []
            continue
        label = labels.label(block)
        if label is None:
            if collecting:
                for item in answering or opened[-1:]:
                    (item.answer if answering else item.question).append(block.index)
            continue
        kind, numbers, rest = label
        if kind == "question":
            number = numbers[0] if numbers else None
            if number is not None and number <= last_number and opened:
                series += 1
            asked = [_Open(n, series, asker, block.index) for n in numbers or [None]]
            last_number = numbers[-1] if numbers else last_number
            opened += asked
            answering, collecting = [], True
            target = [item.question for item in asked]
        else:
            answering = _answered(opened, numbers, series)
            collecting = bool(answering)
            for item in answering:
                item.answer_label = block.index
            target = [item.answer for item in answering]
        if rest:
            for blocks in target:
                blocks.append(block.index)
    return tuple(_close(item, document.blocks, labels) for item in opened)


def find_askers(document: Document, patterns: Patterns = DEFAULT_PATTERNS) -> tuple[int, ...]:
    """The blocks that say who asks the questions below them."""
    labels = _Labels(patterns)
    return tuple(block.index for block in document.body if labels.asker(block) is not None)


def _answered(opened: Sequence[_Open], numbers: Sequence[int], series: int) -> list[_Open]:
    """The questions an answer label speaks of: those it numbers, else the last one without an answer."""
    waiting = [item for item in opened if item.answer_label is None and item.series == series]
    if numbers:
        return [item for item in waiting if item.number in numbers]
    return waiting[-1:]


def _close(item: _Open, blocks: Sequence[Block], labels: _Labels) -> Question:
    named = dict.fromkeys(number for index in item.answer for number in labels.references(blocks[index].text))
    return Question(
        item.number,
        item.series,
        item.asker,
        item.label,
        tuple(item.question),
        tuple(item.answer),
        item.answer_label,
        tuple(number for number in named if number != item.number),
    )


class _Labels:
    """Recognises the labels of one set of patterns."""

    def __init__(self, patterns: Patterns) -> None:
        self._question = _compile(patterns.question, "question")
        self._answer = _compile(patterns.answer, "answer")
        self._asker = _compile(patterns.asker, "asker", needs="asker")
        self._reference = _compile(patterns.reference, "reference", needs="numbers")

    def label(self, block: Block) -> tuple[str, tuple[int, ...], str] | None:
        """("question" or "answer", its numbers, the text behind the label) when the block begins with a label."""
        text = f"{block.label} {block.text[:200]}".lstrip() if block.label else block.text[:200]
        for kind, patterns in (("question", self._question), ("answer", self._answer)):
            for pattern in patterns:
                match = pattern.match(text)
                if match:
                    return kind, _numbers(match.groupdict().get("numbers") or ""), text[match.end() :].strip()
        return None

    def asker(self, block: Block) -> str | None:
        """Who asks the questions below this heading; None when it is no such heading."""
        if len(block.text) > 200:
            return None
        for pattern in self._asker:
            match = pattern.fullmatch(block.text)
            if match and not block.text.rstrip().endswith((".", "?")):
                return match.group("asker").strip()
        return None

    def references(self, text: str) -> Iterator[int]:
        """The numbers of the questions a text speaks of."""
        for pattern in self._reference:
            for match in pattern.finditer(text):
                yield from _numbers(match.group("numbers"))


def _compile(patterns: Sequence[str], what: str, *, needs: str = "") -> tuple[re.Pattern[str], ...]:
    compiled = []
    for pattern in patterns:
        try:
            made = re.compile(pattern, re.IGNORECASE)
        except re.error as error:
            raise UsageError(f"The {what} pattern {pattern!r} is not a regular expression: {error}.") from error
        if needs and needs not in made.groupindex:
            raise UsageError(f"The {what} pattern {pattern!r} needs a group called {needs}: (?P<{needs}>...).")
        compiled.append(made)
    return tuple(compiled)


_RANGE = re.compile(r"(\d+)\s*(?:-|–|t/m|tot en met|to|through)\s*(\d+)", re.IGNORECASE)
_LONGEST_RANGE = 200


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers in "3", "3, 4 en 7" or "3 t/m 5", rising."""
    found: set[int] = set()

    def take(match: re.Match[str]) -> str:
        first, last = int(match.group(1)), int(match.group(2))
        if not first <= last < first + _LONGEST_RANGE:
            return match.group()
        found.update(range(first, last + 1))
        return " "

    rest = _RANGE.sub(take, text)
    return tuple(sorted(found | {int(number) for number in re.findall(r"\d+", rest)}))
