"""The text view shows the marks of notes where they stand, and columns still point at the words."""

from __future__ import annotations

from docdiff.model import Block, Document, Mark, Place, Source, Span, source_position, source_text
from docdiff.view import number_lines, view_lines


def document(*blocks: Block) -> Document:
    return Document(Source("a.docx", "docx"), blocks)


def marked(text: str, *marks: tuple[int, str], cell: tuple[int, int, int] | None = None) -> Block:
    notes = tuple(Mark(Span(at, at), "note", label) for at, label in marks)
    return Block(0, "cell" if cell else "paragraph", text, place=Place(cell=cell), marks=notes)


def lines(*blocks: Block) -> list[str]:
    return [line.text for line in view_lines(document(*blocks))]


def test_mark_stands_in_its_sentence() -> None:
    assert lines(marked("Yes. No.", (4, "1"), (8, "2"))) == ["Yes.[1] No.[2]"]
    assert lines(marked("Yes.", (4, "1"), (4, "2"))) == ["Yes.[1][2]"]
    assert lines(marked("Yes.", (0, "1"))) == ["[1]Yes."]
    assert lines(marked("Yes.", (4, "1"), cell=(0, 0, 0))) == ["| Yes.[1] |"]


def test_mark_at_the_end_of_a_line_stands_on_that_line_alone() -> None:
    assert lines(marked("One\ntwo", (3, "1"))) == ["One[1]", "two"]
    assert lines(marked("One\ntwo", (4, "1"))) == ["One", "[1]two"]


def test_mark_that_is_in_the_text_is_not_shown_twice() -> None:
    block = Block(0, "paragraph", "Yes[1] no", marks=(Mark(Span(3, 6), "note", "1"),))
    assert lines(block) == ["Yes[1] no"]


def test_columns_count_the_marks_before_a_word() -> None:
    blocks = [marked("Yes. No.", (4, "12"))]
    number_lines(blocks)
    (block,) = blocks
    assert [source_position(block, at) for at in (0, 5)] == [(1, 1), (1, 10)]
    assert source_text(block, Span(0, 8)) == "Yes. No."
