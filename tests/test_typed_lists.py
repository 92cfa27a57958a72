"""Typed numbers make list items in every format; short texts and wide lists are read as a person reads them."""

from __future__ import annotations

from docdiff.model import Block, source_position
from docdiff.readers import read


def items(data: str, name: str) -> list[tuple[str, str, str]]:
    return [(block.kind, block.label, block.text) for block in read(data.encode(), name=name).body]


def only(data: str, name: str) -> Block:
    (block,) = read(data.encode(), name=name).body
    return block


def test_typed_labels_are_the_same_in_html_as_in_text() -> None:
    typed = ["Our questions:", "1. When does it begin?", "a. for the town;", "2025. was a year."]
    html = "<html>" + "".join(f"<p>{line}</p>" for line in typed)
    assert items(html, "a.html") == items("\n\n".join(typed), "a.txt")


def test_headings_keep_what_their_format_calls_them() -> None:
    assert items("<html><h2>1. Introduction</h2>", "a.html") == [("heading", "", "1. Introduction")]


def test_text_behind_a_typed_label_keeps_its_place() -> None:
    block = only("a. for the *whole* town", "a.md")
    assert (block.kind, block.label, block.text) == ("list_item", "a.", "for the whole town")
    assert source_position(block, 0) == (1, 4)
    assert source_position(block, block.text.index("whole")) == (1, 13)


def test_inserted_label_stays_in_the_text_where_both_texts_are_shown() -> None:
    (block,) = read(b"<html><p><ins>1. </ins>When?</p>", name="a.html", view="all").body
    assert block.text == "1. When?"


def test_line_cut_in_mid_sentence_is_no_heading_in_a_short_text() -> None:
    text = (
        "Question 2\n\nIs it so?\n\nAnswer 2\n\n"
        "Yes, see below what we have written about it to the members of the council in\nthe letter of 3 March.\n"
    )
    last = read(text.encode(), name="a.txt").body[-1]
    assert last.text.endswith("the council in the letter of 3 March.")


def test_two_spaces_behind_a_number_make_no_table() -> None:
    text = (
        "Points:\n\n1.  The costs are higher than we had thought, since the price of wood went up in the\n"
        "    course of last year.\n2.  The plan has been moved to the month of June, which is not yet known to\n"
        "    everybody.\n3.  End.\n"
    )
    kinds = [(block.kind, block.label) for block in read(text.encode(), name="a.txt").body[1:]]
    assert kinds == [("list_item", "1."), ("list_item", "2."), ("list_item", "3.")]


def test_next_letter_begins_an_item_behind_a_word_that_ends_nothing() -> None:
    text = (
        "The phases:\n\n    a) phase the\n"
        "    b) second one, which only begins when the first one has been finished and paid by\n       us.\n"
    )
    assert [block.label for block in read(text.encode(), name="a.txt").body[1:]] == ["a)", "b)"]


def test_one_quoted_line_is_quoted_where_others_are() -> None:
    text = "> Are you coming?\n> I hope so.\n\nYes.\n\n> And Anna?\n\nNo.\n"
    assert [(block.level, block.text) for block in read(text.encode(), name="a.txt").body][-2:] == [
        (1, "And Anna?"),
        (0, "No."),
    ]


def test_one_sign_alone_quotes_nothing() -> None:
    assert items("> 5 percent is much.\n\nMore is too much.\n", "a.txt")[0][2] == "> 5 percent is much."


def test_code_between_many_backticks_ends_at_as_many() -> None:
    assert only("a `` b ` c `` d", "a.md").text == "a b ` c d"
    assert only("a ``` b `` c ` d", "a.md").text == "a ``` b `` c ` d"


def test_cells_of_a_wide_row_know_their_columns() -> None:
    header = "|".join(["name"] * 300)
    blocks = read(f"|{header}|\n|{'-|' * 300}\n|x \\| y| z |\n".encode(), name="a.md").body
    assert [source_position(block, 0) for block in blocks[-2:]] == [(3, 2), (3, 10)]
    assert len(blocks) == 302
