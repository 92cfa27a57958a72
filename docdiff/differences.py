"""Says in which words two passages differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from docdiff.changes import Tag, diff_texts
from docdiff.fingerprint import compared_text
from docdiff.model import Document
from docdiff.runs import Passage


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that both sides have (`equal`), only the first (`delete`) or only the second (`insert`).

    `quiet` marks differences a reader does not see as changes.
    """

    op: Tag
    text: str
    quiet: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The segment in the JSON contract, as in a redline."""
        return {"op": self.op, "text": self.text, **({"quiet": True} if self.quiet else {})}


def passage_text(documents: Sequence[Document], passage: Passage) -> str:
    """The text of a passage as it is compared: its blocks joined by newlines, without notes and their marks."""
    blocks = documents[passage.document].blocks[passage.first : passage.last + 1]
    return "\n".join(compared_text(block) for block in blocks if block.kind not in ("furniture", "footnote"))


def segments(old: str, new: str, *, inside: bool = False) -> tuple[Segment, ...]:
    """The redline from one text to another.

    `inside` says that the old one lies in the new one: what stands before and behind it there is left out.
    """
    found = [
        Segment(
            step.tag,
            new[step.b.start : step.b.end] if step.tag == "insert" else old[step.a.start : step.a.end],
            step.quiet,
        )
        for step in diff_texts(old, new)
    ]
    while inside and found and found[0].op == "insert":
        found.pop(0)
    while inside and found and found[-1].op == "insert":
        found.pop()
    return tuple(found)


def changes(found: Sequence[Segment]) -> list[tuple[str, str]]:
    """What was taken out and what came in its place, one pair for each stretch that differs for a reader."""
    pairs = []
    for same, group in groupby(found, key=lambda segment: segment.op == "equal" or segment.quiet):
        if not same:
            some = list(group)
            taken = "".join(segment.text for segment in some if segment.op == "delete")
            put = "".join(segment.text for segment in some if segment.op == "insert")
            pairs += _apart(taken.strip(), put.strip())
    return [pair for pair in pairs if any(pair)]


def _apart(taken: str, put: str) -> list[tuple[str, str]]:
    """One change as several where one side only has words more: "(DPO) by a" for "by" adds "(DPO)" and "a"."""
    fewer, more = sorted((taken.split(), put.split()), key=len)
    groups: list[list[str]] = [[]]
    left = fewer
    for word in more:
        if left and word == left[0]:
            left = left[1:]
            groups.append([])
        else:
            groups[-1].append(word)
    if left or not fewer:
        return [(taken, put)]
    words = [" ".join(group) for group in groups]
    return [(word, "") if len(taken) > len(put) else ("", word) for word in words]
