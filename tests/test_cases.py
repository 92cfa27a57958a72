"""Runs the case files in tests/cases: before, after, and the redline we want."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docdiff.changes import Diff, Hunk, diff
from docdiff.model import Document

CASES = Path(__file__).parent / "cases"
BRACKETS = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}


def cases(name: str) -> list[object]:
    out = []
    for case in (CASES / name).read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *rest = re.split(r"\n### (?:before|after|expected)\n?", case)
        out.append(pytest.param(*(part.strip("\n") for part in rest), id=title))
    return out


def redline(difference: Diff, hunk: Hunk) -> str:
    out = []
    for opcode, text in difference.segments(hunk):
        start, end = BRACKETS[opcode.tag]
        out.append("~" * opcode.quiet + start + text.replace("\n", "⏎") + end)
    return "".join(out)


def document(text: str) -> Document:
    return Document.from_texts(text.split("\n\n"))


@pytest.mark.parametrize(("before", "after", "expected"), cases("words.md"))
def test_words(before: str, after: str, expected: str) -> None:
    difference = diff(document(before), document(after))
    assert [redline(difference, hunk) for hunk in difference.hunks] == [expected]


@pytest.mark.parametrize(("before", "after", "expected"), cases("blocks.md"))
def test_blocks(before: str, after: str, expected: str) -> None:
    difference = diff(document(before), document(after))
    shown = [f"{hunk.kind}: {redline(difference, hunk)}" for hunk in difference.hunks if hunk.kind != "equal"]
    assert "\n".join(shown) == expected
