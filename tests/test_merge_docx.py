"""A merge written into the base's Word file."""

from __future__ import annotations

import io
import zipfile

import pytest

from docdiff import Document, WriteError, merge, read
from docdiff.merging import merge_copies
from docdiff.merging.splice import splice
from docdiff.render.merge_docx import render

from .word import cell, docx, field, p, r, row, table

FEE, END, OPEN, ASK = (
    "The fee is 100 euro per month, paid on the first day.",
    "Either party may end this agreement with a notice of one month.",
    "The office is open on weekdays from nine to five, and closed on holidays.",
    "Questions go to the secretary, who answers within a week.",
)
HEAD = p("The letter", style="Heading1")


def letter(*body: str, name: str) -> Document:
    return read(docx(*body), name=name)


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data, name="merged.docx").blocks]


def xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_words_change_in_the_runs_they_stand_in() -> None:
    runs = p(r("The fee is "), r("100", properties="<w:b/>"), r(" euro per month, paid on the first day."))
    base = letter(HEAD, runs, p(END), name="base.docx")
    one = letter(HEAD, p(FEE.replace("100", "120")), p(END), name="anna.docx")
    other = letter(HEAD, p(FEE), p(END.replace("one month", "two months")), name="bob.docx")
    data = render(merge(base, one, other))
    assert texts(data) == ["The letter", FEE.replace("100", "120"), END.replace("one month", "two months")]
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">120</w:t>' in xml(data)


def test_new_paragraphs_look_like_their_kind_and_what_is_deleted_goes() -> None:
    base = letter(HEAD, p(FEE, style="Body"), p(END, style="Body"), p(OPEN, style="Body"), name="base.docx")
    one = letter(HEAD, p(FEE), p("Annexes A and B are part of this letter."), p(END), p(OPEN), name="anna.docx")
    other = letter(HEAD, p(FEE), p(END), p("Closing", style="Heading1"), p(ASK), name="bob.docx")
    data = render(merge(base, one, other))
    assert texts(data) == ["The letter", FEE, "Annexes A and B are part of this letter.", END, "Closing", ASK]
    styles = [block.kind for block in read(data, name="m.docx").blocks]
    assert styles == ["heading", "paragraph", "paragraph", "paragraph", "heading", "paragraph"]
    assert xml(data).count('w:val="Body"') == 4


def test_moves_splits_and_cells_are_written() -> None:
    grid = table(row("one cell of the table", "another cell of it"), row("a third one", "and the last"))
    base = letter(HEAD, p(FEE), p(END), p(OPEN), grid, p(ASK), name="base.docx")
    one = letter(HEAD, p(OPEN), p(FEE), p(END), grid.replace("another", "a changed"), p(ASK), name="anna.docx")
    split = FEE.split(", ")
    other = letter(
        HEAD, p(split[0] + "."), p("It is paid on the first day."), p(END), p(OPEN), grid, p(ASK), name="b.docx"
    )
    made = merge(base, one, other)
    assert texts(render(made)) == [block.text for block in made.document.blocks]
    assert "a changed cell of it" in texts(render(made))
    assert texts(render(made))[1] == OPEN


def test_a_paragraph_that_ends_a_section_or_fills_a_cell_keeps_its_place() -> None:
    section = "<w:sectPr><w:type w:val='nextPage'/></w:sectPr>"
    body = [HEAD, p(FEE, properties=section), table(row(cell(p("only this")), cell(p("and that one"))))]
    base = letter(*body, p(END), name="base.docx")
    one = letter(HEAD, table(row(cell(p("")), cell(p("and that one")))), p(END), name="anna.docx")
    data = render(merge(base, one, base))
    assert texts(data) == ["The letter", "and that one", END]
    assert "nextPage" in xml(data)
    assert xml(data).count("<w:tc>") == 2


def test_tabs_breaks_and_fields_survive_beside_an_edit() -> None:
    odd = p(r("Paid\ton"), r("<w:tab/>", "the first day,<w:br/>"), field(" PAGE ", r("7")), r(" of the fee month."))
    base = letter(HEAD, odd, p(END), name="base.docx")
    text = base.blocks[1].text
    one = Document.from_texts(["The letter", text.replace("month", "year"), END], "anna.md")
    data = render(merge(base, one, one))
    assert texts(data)[1] == text.replace("month", "year")
    assert "fldChar" in xml(data)


def test_all_other_parts_stay_byte_for_byte_and_twice_gives_the_same_bytes() -> None:
    base = read(docx(HEAD, p(FEE), styles="<w:docDefaults/>", header1=p("The city council")), name="base.docx")
    made = merge(base, letter(HEAD, p(FEE.replace("100", "120")), name="a.docx"), base)
    assert render(made) == render(made)
    before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (base.source.data or b"", render(made)))
    assert before.namelist() == after.namelist()
    for name in before.namelist():
        assert name == "word/document.xml" or before.read(name) == after.read(name)


def test_what_cannot_be_written_faithfully_is_refused() -> None:
    base = letter(HEAD, p(FEE), name="base.docx")
    with pytest.raises(WriteError, match="no Word file"):
        render(merge(["One."], ["Two."], ["One."]))
    new_note = read(
        docx(HEAD, p(r(FEE), r('<w:footnoteReference w:id="2"/>')), footnotes=note(2, "As of this year.")),
        name="a.docx",
    )
    with pytest.raises(WriteError, match="Nothing was written"):
        render(merge_copies(base, [new_note]))


def note(number: int, text: str) -> str:
    return f'<w:footnote w:id="{number}">{p(text)}</w:footnote>'


def test_word_copies_of_a_text_are_written_into_its_source() -> None:
    source = f"# The letter\n\nThe fee is **100 euro** per month, paid on the\nfirst day.\n\n- {END}\n- {OPEN}\n"
    base = read(source.encode(), name="base.md")
    one = letter(HEAD, p(FEE.replace("100", "120")), p(END), p(OPEN), name="anna.docx")
    other = letter(HEAD, p(FEE), p(END.replace("one", "a")), p(OPEN), p(ASK), name="bob.docx")
    made = merge(base, one, other)
    written = splice(base, made.copies, made.axis, made.paragraphs)
    expected = source.replace("100", "120").replace("one month", "a month") + f"\n{ASK}\n"
    assert written == expected


def test_a_row_put_in_is_refused_rather_than_written_into_another_cell() -> None:
    """From a user's report: a new row's words were put into the last cell of the row before it."""
    first, second = row(cell(p("Licence fee")), cell(p("1,000"))), row(cell(p("Training fee")), cell(p("500")))
    base = letter(HEAD, table(first), p(END), name="base.docx")
    one = letter(HEAD, table(first, second), p(END), name="anna.docx")
    with pytest.raises(WriteError, match="row or a cell"):
        render(merge(base, one, base))
