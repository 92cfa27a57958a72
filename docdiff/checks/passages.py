"""Words for passages that say the same, shared by the rules about duplicates."""

from __future__ import annotations

from itertools import groupby

from docdiff.changes import diff_texts
from docdiff.checks.base import Related
from docdiff.facts import Facts
from docdiff.fingerprint import compared_text
from docdiff.model import Document, Span, Spot
from docdiff.questions import Question
from docdiff.runs import Passage


def spot(facts: Facts, passage: Passage) -> Spot:
    """A whole passage, pointed at by its first block."""
    document = facts.documents[passage.document]
    first = _first_telling(document, passage)
    return Spot(document, first, Span(0, len(document.blocks[first].text)), (passage.first, passage.last))


def _first_telling(document: Document, passage: Passage) -> int:
    """The first block of a passage that is not furniture."""
    inside = range(passage.first, passage.last + 1)
    return next((index for index in inside if document.blocks[index].kind != "furniture"), passage.first)


def related(facts: Facts, passage: Passage, messages: dict[str, str], **values: object) -> tuple[Related, ...]:
    """A passage as the one piece of evidence."""
    return (Related(spot(facts, passage), facts.say(messages, **values)),)


def lines(facts: Facts, passage: Passage) -> tuple[int, int]:
    """The lines of the source a passage stands in, first and last."""
    blocks = facts.documents[passage.document].blocks
    first = blocks[passage.first].place.line or passage.first + 1
    return first, blocks[passage.last].place.end_line or passage.last + 1


def answer_holding(facts: Facts, passage: Passage) -> Question | None:
    """The question in whose answer a passage lies."""
    for question in facts.questions(facts.documents[passage.document]):
        if question.answer and question.answer[0] <= passage.first and passage.last <= question.answer[-1]:
            return question
    return None


def numbers(found: tuple[int, ...]) -> str:
    """Numbers as people write them: "7", "1–41", "1–5, 7"."""
    runs: list[list[int]] = []
    for number in sorted(found):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


_MOST_CHANGES = 3
_LONGEST_QUOTE = 60  # characters
_CHANGED = {"en": "“{old}” is “{new}” here", "nl": "“{old}” is hier “{new}”"}
_ADDED = {"en": "“{new}” is added", "nl": "“{new}” is toegevoegd"}
_LEFT_OUT = {"en": "“{old}” is left out", "nl": "“{old}” is weggelaten"}
_MORE = {"en": "and {count} more", "nl": "en nog {count}"}
_DIFFERENCES = {"en": " What differs: {changes}.", "nl": " Wat verschilt: {changes}."}


def differences(facts: Facts, there: Passage, here: Passage, *, inside: bool = False) -> str:
    """The words that differ between two passages, as a sentence behind another, with at most three quotations.

    Nothing when no words differ. `inside` says that one lies in the other: then what stands before and behind it is no
    difference.
    """
    changes = _changes(_text(facts, there), _text(facts, here))
    if inside:
        while changes and "" in changes[0]:
            changes.pop(0)
        while changes and "" in changes[-1] and len(max(changes[-1], key=len)) > _LONGEST_QUOTE:
            changes.pop()
    if not changes:
        return ""
    said = [
        facts.say(_CHANGED if old and new else _ADDED if new else _LEFT_OUT, old=_quote(old), new=_quote(new))
        for old, new in changes[:_MOST_CHANGES]
    ]
    if len(changes) > _MOST_CHANGES:
        said.append(facts.say(_MORE, count=len(changes) - _MOST_CHANGES))
    return facts.say(_DIFFERENCES, changes="; ".join(said))


def _text(facts: Facts, passage: Passage) -> str:
    blocks = facts.documents[passage.document].blocks[passage.first : passage.last + 1]
    return "\n".join(compared_text(block) for block in blocks if block.kind not in ("furniture", "footnote"))


def _changes(old: str, new: str) -> list[tuple[str, str]]:
    """What was taken out and what came in its place, one pair for each stretch that differs for a reader."""
    found: list[tuple[str, str]] = []
    for same, steps in groupby(diff_texts(old, new), key=lambda step: step.tag == "equal" or step.quiet):
        if not same:
            group = list(steps)
            taken = "".join(old[step.a.start : step.a.end] for step in group)
            put = "".join(new[step.b.start : step.b.end] for step in group)
            found.append((taken.strip(), put.strip()))
    return [change for change in found if any(change)]


def _quote(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_QUOTE else flat[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
