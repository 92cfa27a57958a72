"""Copies that come without the draft they were made from."""

from __future__ import annotations

import pytest

from docdiff import Document
from docdiff.merging import Merge, merge_copies
from docdiff.merging.bases import find_base
from docdiff.render import merge_html, merge_text

TEXT = [
    "The letter to the council",
    "The fee is 100 euro per month. It is paid on the first day.",
    "Either party may end this agreement with a notice of one month, says the council.",
    "The office is open on weekdays from nine to five, and closed on holidays.",
    "Questions go to the secretary, who answers within a week.",
]


def changed(*edits: tuple[str, str]) -> list[str]:
    texts = list(TEXT)
    for old, new in edits:
        texts = [text.replace(old, new) for text in texts]
    return texts


def merged(*copies: list[str]) -> Merge:
    found = find_base([Document.from_texts(texts, name) for texts, name in zip(copies, NAMES, strict=False)])
    return merge_copies(found.base, found.copies, ask_all=found.kind == "none", base_found=found.kind)


NAMES = ["anna", "bob", "carol", "dirk", "eva"]


def test_where_all_three_differ_none_is_the_base() -> None:
    made = merged(*(changed(("100", fee)) for fee in ("110", "120", "130")))
    (question,) = made.conflicts
    assert {side.person: side.text for side in question.sides} == {"anna": "110", "bob": "120", "carol": "130"}
    assert not question.has_base
    report = merge_text.render(made)
    assert "As it was" not in report
    assert all(f"The fee is {{+{fee}+}} euro per month." in report for fee in ("110", "120", "130"))
    page = merge_html.render(made)
    assert 'value="base"' not in page
    assert "<del>" not in page


@pytest.mark.parametrize(
    ("copies", "asked"),
    [
        ([("100", "110"), ("100", "110"), ("100", "120"), ("100", "120")], 4),
        ([("week.", "day."), ("100", "110"), ("100", "120"), ("nine", "ten"), ("one month", "two months")], 2),
    ],
    ids=["two against two", "three of five have the base"],
)
def test_only_a_majority_makes_a_base(copies: list[tuple[str, str]], asked: int) -> None:
    made = merged(*(changed(edit) for edit in copies))
    (question,) = made.conflicts
    assert (len(question.sides), question.has_base) == (asked, asked == 2)


def test_what_half_of_the_copies_put_in_take_out_or_move_is_asked() -> None:
    one, other = changed(("nine", "ten")), changed(("week.", "day."))
    new = "The mayor signs this letter on behalf of the council."
    assert len(merged([*TEXT, new], [*one, new], other, changed(("100", "120"))).conflicts) == 1
    assert (
        len(merged(TEXT[:1] + TEXT[2:], one[:1] + one[2:], other, changed(("one month", "two months"))).conflicts) == 1
    )
    moved = [[texts[0], texts[2], texts[3], texts[1], texts[4]] for texts in (TEXT, one)]
    assert [q.about for q in merged(*moved, other, changed(("100", "120"))).conflicts] == ["place"]


def documents(*copies: tuple[str, list[str]]) -> list[Document]:
    return [Document.from_texts(texts, name) for name, texts in copies]


def test_the_first_of_a_line_of_versions_is_the_base_not_the_one_in_the_middle() -> None:
    second = changed(("100", "120"))
    third = [text.replace("a week", "two weeks") for text in second]
    found = find_base(documents(("letter v1.docx", TEXT), ("letter v2.docx", second), ("letter v3.docx", third)))
    assert (found.kind, found.base.source.name) == ("copy", "letter v1.docx")
    made = merge_copies(found.base, found.copies, base_found=found.kind)
    assert [block.text for block in made.document.blocks] == third
    assert not made.conflicts


def test_numbered_copies_of_a_draft_that_is_not_there_have_no_first_one() -> None:
    edits = (("100", "120"), ("a week", "two weeks"), ("nine", "ten"))
    copies = [(f"letter v{number}.docx", changed(edit)) for number, edit in enumerate(edits, 1)]
    found = find_base(documents(*copies))
    assert found.kind == "majority"
    assert [block.text for block in found.base.blocks] == TEXT


def test_who_only_moves_a_paragraph_is_no_base_for_the_others_to_undo_it() -> None:
    made = merged([TEXT[0], *TEXT[2:4], TEXT[1], TEXT[4]], changed(("100", "120")), changed(("a week", "two weeks")))
    edited = changed(("100", "120"), ("a week", "two weeks"))
    assert [block.text for block in made.document.blocks] == [edited[0], *edited[2:4], edited[1], edited[4]]
