"""A document says itself which rules may be broken in it, and where."""

from __future__ import annotations

import pytest

from docdiff.checks import check
from docdiff.model import Block, Document, Mark, Source, Span
from docdiff.readers import read

WRONG = "Op 31 april 2026 gaat de brug open."


def rules_found(document: Document) -> list[str]:
    return [finding.rule for finding in check([document])]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (f"{WRONG}\n", ["date-impossible"]),
        (f"<!-- docdiff: allow date-impossible -->\n\n{WRONG}\n", []),
        (f"<!-- docdiff: allow date-* -->\n{WRONG}\n", []),
        (f"{WRONG} <!-- docdiff: allow number-sum, date-impossible -->\n", []),
        (f"<!-- docdiff: allow date-year -->\n\n{WRONG}\n", ["date-impossible"]),
        (f"<!-- docdiff: allow date-* -->\n\nEerst dit.\n\n{WRONG}\n", ["date-impossible"]),
        (f"Eerst dit.\n\n{WRONG}\n\n<!-- docdiff: allow date-* -->\n", ["date-impossible"]),
    ],
    ids=["none", "before", "glob", "behind", "another rule", "another block", "after the last block"],
)
def test_a_comment_in_markdown(page: str, found: list[str]) -> None:
    assert rules_found(read(page.encode(), name="a.md")) == found


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (f"<p>Eerst.</p><!-- docdiff: allow date-* --><p>{WRONG}</p>", []),
        (f"<p>{WRONG}<!-- docdiff: allow date-* --></p><p>Dan dit.</p>", []),
        (f"<!-- docdiff: allow date-* --><p>Eerst.</p><p>{WRONG}</p>", ["date-impossible"]),
        (f"<p>{WRONG}</p>\n<!-- allow date-* -->", ["date-impossible"]),
    ],
    ids=["before", "inside", "another block", "not for docdiff"],
)
def test_a_comment_in_html(page: str, found: list[str]) -> None:
    assert rules_found(read(f"<html><body>{page}</body></html>".encode(), name="a.html")) == found


@pytest.mark.parametrize(
    ("remark", "found"),
    [
        ("A. Editor: docdiff: allow date-impossible", []),
        ("docdiff: allow *", []),
        ("A. Editor: this date is odd", ["date-impossible"]),
    ],
)
def test_a_remark_of_a_word_processor(remark: str, found: list[str]) -> None:
    block = Block(0, "paragraph", WRONG, marks=(Mark(Span(3, 11), "comment", remark),))
    assert rules_found(Document(Source("a.docx", "docx"), (block,))) == found
