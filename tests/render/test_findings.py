"""What `check` prints."""

from __future__ import annotations

from docdiff.checks.base import Finding, Fix, Related
from docdiff.model import Block, Document, Mark, Place, Source, Span, Spot
from docdiff.render import findings


def document() -> Document:
    """Two lines of a source, the second starting at line 7."""
    marks = (Mark(Span(0, 25), "source", "6:1"), Mark(Span(25, 52), "source", "7:1"))
    text = "It was on 11 May 2025 and not on 12 May 2026 at all."
    return Document(Source("memo.txt"), (Block(0, "paragraph", text, place=Place(line=6), marks=marks),))


def finding() -> Finding:
    memo = document()
    here, there = Spot(memo, 0, Span(10, 21)), Spot(memo, 0, Span(33, 44))
    return Finding(
        "date-year",
        "error",
        "“11 May 2025” has another year than\n“12 May 2026”.",
        here,
        (Related(there, "the same event"),),
        Fix(here, "11 May 2026"),
    )


def test_one_finding_is_one_line() -> None:
    assert findings.render([finding()]) == (
        "memo.txt:6:11: error: “11 May 2025” has another year than “12 May 2026”. [date-year]\n"
    )


def test_the_evidence_follows_when_asked_for() -> None:
    assert findings.render([finding()], show_evidence=True).splitlines()[1:] == [
        "    memo.txt:6:11: “11 May 2025”",
        "    memo.txt:7:9: “12 May 2026” the same event",
        "    fix: “11 May 2025” → “11 May 2026”",
    ]


def test_nothing_found_prints_nothing() -> None:
    assert findings.render([]) == ""


def test_the_payload_counts() -> None:
    found = findings.payload([document()], [finding()])
    assert found["stats"] == {
        "documents": 1,
        "findings": 1,
        "error": 1,
        "warning": 0,
        "info": 0,
        "rules": {"date-year": 1},
        "known": 0,
        "stale": 0,
    }
    assert found["documents"][0]["name"] == "memo.txt"
    assert found["findings"][0]["at"]["line"] == 6
