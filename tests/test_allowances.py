"""A document says itself which rules may be broken in it, and where."""

from __future__ import annotations

import pytest

from docdiff.checks import all_rules, check
from docdiff.checks.allowances import mistaken_remarks
from docdiff.locale.messages import translate
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


@pytest.mark.parametrize(
    ("remark", "told"),
    [
        ("allow date-year", []),
        ("allow date-*, number-*", []),
        ("allow date-year for the mayor wrote it so", []),
        ("allow date-yaer", ["The remark docdiff: allow date-yaer names no rule. Did you mean date-year?"]),
        ("allow date-year, qqq", ["The remark docdiff: allow qqq names no rule."]),
        ("allow date-year nubmering", ["The remark docdiff: allow nubmering names no rule. Did you mean numbering?"]),
        ("alow date-year", ["The remark docdiff: alow means nothing. Write docdiff: allow RULE."]),
        ("allow", ["The remark docdiff: allow names no rule. Write docdiff: allow RULE."]),
    ],
)
def test_a_remark_that_does_nothing_is_told(remark: str, told: list[str]) -> None:
    names = [rule.name for rule in all_rules()]
    page = read(f"<!-- docdiff: {remark} -->\n\n{WRONG}\n".encode(), name="a.md")
    assert [sentence for _, sentence in mistaken_remarks(page, names)] == told
    assert all(translate(f"a.md:3: {sentence}", "nl") != f"a.md:3: {sentence}" for sentence in told)
