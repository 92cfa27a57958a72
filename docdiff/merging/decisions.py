"""Reads and writes the file in which an editor answers the questions of a merge, and applies it.

A question is known again by its words: the base's and the variants', whoever wrote them. So a decision holds when the
same copies come again, in any order, and when another copy arrives that has nothing to say about it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from docdiff.errors import UsageError
from docdiff.merging.combine import Answer, Conflict
from docdiff.merging.regions import Region
from docdiff.merging.units import BREAK, CELL
from docdiff.text import seen

BASE, BOTH, TEXT = "base", "both", "text"
RESERVED = frozenset({BASE, BOTH, TEXT, ""})
VERSION = 1

_HEAD = """\
# Answers to the questions of a merge. Fill in `take`: the name of a person, "base" for the words as they were, or
# "both" for everyone's words; or leave it empty and write the words themselves as `text`.
# Then: docdiff merge ... --decisions THIS-FILE
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decided about one question: whose words (`take`), or other words (`text`)."""

    id: str
    take: str = ""
    text: str | None = None

    @property
    def is_made(self) -> bool:
        """Whether anything was filled in."""
        return bool(self.take) or self.text is not None


class Answers:
    """Numbers the questions of one merge as they come and answers those that were decided.

    `unknown` collects what could not be applied: (id, name that is nobody's).
    """

    def __init__(self, decisions: Sequence[Decision], people: Sequence[str]) -> None:
        self._decisions = {decision.id: decision for decision in decisions}
        self._people = people
        self._met: dict[str, int] = {}
        self.used: set[str] = set()
        self.unknown: list[tuple[str, str]] = []

    def answer(self, conflict: Conflict) -> tuple[str, Answer | None]:
        """The id of a question and its answer, None when it is open."""
        number = question_id(conflict)
        self._met[number] = self._met.get(number, 0) + 1
        if self._met[number] > 1:
            number = f"{number}-{self._met[number]}"
        decision = self._decisions.get(number)
        if decision is None:
            return number, None
        self.used.add(number)
        if not decision.is_made:
            return number, None
        answer = _answer(decision, conflict, self._people)
        if answer is None:
            self.unknown.append((number, decision.take))
        return number, answer


def question_id(conflict: Conflict) -> str:
    """Twelve hexadecimal digits made from what a question is about, not from where it stands or who asks."""
    variants = sorted({f"{'' if gap is None else 'moved'}\0{text}" for _, text, gap in conflict.variants})
    content = "\1".join([conflict.about, conflict.base, *variants])
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _answer(decision: Decision, conflict: Conflict, people: Sequence[str]) -> Answer | None:
    if decision.text is not None and decision.take in ("", TEXT):
        return Answer(TEXT, _with_cells(decision.text, conflict))
    if decision.take == BASE:
        return Answer(BASE, conflict.base)
    if decision.take == BOTH:
        if conflict.about == "place":
            movers = tuple(copy for copy, _, gap in conflict.variants if gap is not None)
            return Answer(BOTH, conflict.base, movers[:1])
        if any(_is_part_of_row(text) for _, text, _ in conflict.variants):
            return None
        return Answer(BOTH, all_variants(conflict))
    for copy, text, _ in conflict.variants:
        if people[copy] == decision.take:
            return Answer(decision.take, text, (copy,))
    return None


def _is_part_of_row(text: str) -> bool:
    """Whether a text is some cells of a row in Markdown; one behind another they would tear the table."""
    said = text.strip()
    return said.startswith("|") != said.endswith("|") or _RULE.search(text) is not None


def _with_cells(text: str, conflict: Conflict) -> str:
    """An editor's words for a row, in which " | " stands between cells."""
    has_cells = any(CELL in words for words in (conflict.base, *(text for _, text, _ in conflict.variants)))
    return text.replace(" | ", CELL) if has_cells else text


def all_variants(conflict: Conflict) -> str:
    """The words of everyone, each variant once, in the order of their texts; what was deleted adds nothing."""
    kept: dict[str, str] = {}
    for text in sorted(text for _, text, _ in conflict.variants):
        if text.strip():
            kept.setdefault(seen(text), text)
    out = ""
    for text in kept.values():
        space = "" if not out or out[-1:].isspace() or text[:1].isspace() or text[:1] == BREAK else " "
        out += space + text
    return out


def read_decisions(data: str, name: str) -> tuple[Decision, ...]:
    """The decisions in a TOML or JSON file. Raises `UsageError` when it is neither, or says what cannot be."""
    try:
        table = json.loads(data) if data.lstrip().startswith("{") else tomllib.loads(data)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The decisions in {name} are neither TOML nor JSON: {error}.") from error
    questions = table.get("question", table.get("questions", []))
    if not isinstance(questions, list) or not all(isinstance(one, dict) for one in questions):
        raise UsageError(f"{name} is no decision file: it has no list of questions. Make one with --write-decisions.")
    return tuple(_decision(one, name) for one in questions)


def _decision(table: Mapping[str, Any], name: str) -> Decision:
    number, take, text = table.get("id"), table.get("take", ""), table.get("text")
    if not isinstance(number, str) or not isinstance(take, str) or not isinstance(text, str | None):
        raise UsageError(f"{name}: a question needs an id, and take and text must be texts: {dict(table)!r:.120}.")
    return Decision(number, take.strip(), text)


def write_decisions(base: str, regions: Sequence[Region], decisions: Sequence[Decision] = ()) -> str:
    """The questions of a merge as a decision file in TOML, with the decisions made so far filled in."""
    made = {decision.id: decision for decision in decisions}
    parts = [_HEAD, f"schema_version = {VERSION}", f"base = {_quoted(base)}"]
    for region in regions:
        if region.kind == "conflict":
            parts += ["", *_question(region, made.get(region.id, Decision(region.id)))]
    return "\n".join(parts) + "\n"


def _question(region: Region, decision: Decision) -> list[str]:
    lines = ["[[question]]", f"id = {_quoted(region.id)}", f"take = {_quoted(decision.take)}"]
    if decision.text is not None:
        lines.append(f"text = {_quoted(decision.text)}")
    lines += [f"about = {_quoted(region.about)}", f"base = {_quoted(region.base_text)}"]
    for side in region.sides:
        lines += ["[[question.variants]]", f"person = {_quoted(side.person)}", f"text = {_quoted(side.text)}"]
        lines += ["moved = true"] * (side.place is not None)
    return lines


_RULE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(?:\||$)", re.MULTILINE)  # below the head of a table in Markdown
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\\ud800-\udfff]')
_SHORT_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _quoted(text: str) -> str:
    """A TOML basic string on one line."""
    return '"' + _ESCAPED.sub(lambda m: _SHORT_ESCAPES.get(m.group(), f"\\u{ord(m.group()):04X}"), text) + '"'
