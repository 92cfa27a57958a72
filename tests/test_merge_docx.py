"""A merge written into the base's Word file."""

from __future__ import annotations

import io
import zipfile

import pytest

from docdiff import Document, WriteError, merge, read
from docdiff.merging import merge_copies
from docdiff.merging.bases import find_base
from docdiff.merging.splice import splice
from docdiff.render.merge_docx import render

from .word import cell, docx, field, item, p, r, row, table

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
    with pytest.raises(WriteError, match="no Word file"):
        render(merge(["One."], ["Two."], ["One."]))
    formula = read(docx(HEAD, p("<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>")), name="base.docx")
    edited = read(docx(HEAD, p("<m:oMath><m:r><m:t>E=mv</m:t></m:r></m:oMath>")), name="a.docx")
    with pytest.raises(WriteError, match="Nothing was written"):
        render(merge_copies(formula, [edited]))


def note(number: int, text: str) -> str:
    return f'<w:footnote w:id="{number}">{p(text)}</w:footnote>'


def noted(*texts: str, fee: tuple[str, str] = ("The fee is 100 euro", " per month."), name: str) -> Document:
    """A letter with a note behind the fee, if there are texts, and one behind the end, if there are two."""
    marks = [r(f'<w:footnoteReference w:id="{2 + n}"/>', properties='<w:rStyle w:val="Mark"/>') for n in range(2)]
    fees = p(r(fee[0]), marks[0], r(fee[1])) if texts else p("".join(fee))
    ends = p(r(END), marks[1]) if len(texts) > 1 else p(END)
    notes = "".join(note(2 + n, text) for n, text in enumerate(texts))
    return read(docx(HEAD, fees, ends, p(OPEN), **({"footnotes": notes} if texts else {})), name=name)


AS_OF, PAID = "As of this year, for all who live here.", "The notice is given in writing to the secretary."


@pytest.mark.parametrize(
    ("base", "anna", "bob", "outcome"),
    [
        pytest.param(
            noted(AS_OF, name="base.docx"),
            noted(AS_OF.replace("this", "next"), name="anna.docx"),
            noted(AS_OF.replace("here", "in town"), name="bob.docx"),
            [AS_OF.replace("this", "next").replace("here", "in town")],
            id="both edit a note",
        ),
        pytest.param(
            noted(AS_OF, PAID, name="base.docx"),
            noted(AS_OF, name="anna.docx"),
            noted(AS_OF.replace("this", "next"), PAID, name="bob.docx"),
            [AS_OF.replace("this", "next")],
            id="one takes a note out",
        ),
        pytest.param(
            noted(AS_OF, name="base.docx"),
            noted(AS_OF, PAID, name="anna.docx"),
            noted(AS_OF, fee=("The fee is 120 euro", " per month."), name="bob.docx"),
            [AS_OF, PAID],
            id="one adds a note",
        ),
        pytest.param(
            noted(name="base.docx"),
            noted(AS_OF, name="anna.docx"),
            noted(fee=("The fee is 100 euro", " per year."), name="bob.docx"),
            [AS_OF],
            id="the first note, in the middle of words that change",
        ),
    ],
)
def test_notes_are_edited_added_and_taken_out(
    base: Document, anna: Document, bob: Document, outcome: list[str]
) -> None:
    made = merge(base, anna, bob)
    written = read(render(made), name="merged.docx")
    assert [block.text for block in written.blocks if block.kind == "footnote"] == outcome
    fee = next(block for block in written.blocks if block.text.startswith("The fee"))
    assert [mark.span.start for mark in fee.marks if mark.kind == "note"] == [len("The fee is 100 euro")]
    ends = [
        mark.span.start for block in written.blocks if block.text == END for mark in block.marks if mark.kind == "note"
    ]
    assert (len(END) in ends) == (PAID in outcome)


def test_a_paragraph_written_anew_keeps_its_note_and_notes_have_several_paragraphs() -> None:
    def fee(said: str, *notes: str, name: str) -> Document:
        body = p(r(said), r('<w:footnoteReference w:id="2"/>'))
        inside = f'<w:footnote w:id="2">{"".join(map(p, notes))}</w:footnote>'
        return read(docx(HEAD, body, p(END), p(OPEN), footnotes=inside), name=name)

    anew = "All citizens contribute the same amount every thirty days."
    base = fee(FEE, AS_OF, name="base.docx")
    made = merge(base, fee(anew, AS_OF, name="anna.docx"), fee(FEE, AS_OF, PAID, name="bob.docx"))
    written = read(render(made), name="merged.docx")
    assert [block.text for block in written.blocks] == ["The letter", anew, AS_OF, PAID, END, OPEN]
    assert [mark.span.start for mark in written.blocks[1].marks if mark.kind == "note"] == [len(anew)]


def test_text_boxes_say_the_same_in_programs_old_and_new() -> None:
    def boxed(text: str, name: str) -> Document:
        box = f"<w:txbxContent>{p(text)}</w:txbxContent>"
        both = (
            f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        )
        return read(docx(HEAD, p(r(FEE), r(both)), p(OPEN)), name=name)

    made = merge(boxed(END, "base.docx"), boxed(END.replace("one", "a"), "a.docx"), boxed(END, "b.docx"))
    assert xml(render(made)).count(END.replace("one", "a")) == 2


def test_word_copies_of_a_text_are_written_into_its_source() -> None:
    source = f"# The letter\n\nThe fee is **100 euro** per month, paid on the\nfirst day.\n\n- {END}\n- {OPEN}\n"
    base = read(source.encode(), name="base.md")
    one = letter(HEAD, p(FEE.replace("100", "120")), p(END), p(OPEN), name="anna.docx")
    other = letter(HEAD, p(FEE), p(END.replace("one", "a")), p(OPEN), p(ASK), name="bob.docx")
    made = merge(base, one, other)
    written = splice(base, made.copies, made.axis, made.paragraphs)
    expected = source.replace("100", "120").replace("one month", "a month") + f"\n{ASK}\n"
    assert written == expected


GRID = [row(cell(p("Item")), cell(p("Price"))), row("Bread and butter", "100"), row("Milk", "200"), row("Salt", "300")]


def rows_of(data: bytes) -> list[list[str]]:
    """The texts of the tables of a file, row by row."""
    rows: dict[tuple[int, int], list[str]] = {}
    for block in read(data, name="merged.docx").blocks:
        if block.place.cell is not None:
            rows.setdefault(block.place.cell[:2], []).append(block.text)
    return list(rows.values())


def with_table(*rows: str, name: str) -> Document:
    return letter(HEAD, p(FEE), table(*rows), p(END), name=name)


def merged_rows(base: list[str], one: list[str], other: list[str]) -> list[list[str]]:
    data = render(merge(*(with_table(*some, name=name) for some, name in ((base, "b"), (one, "o"), (other, "t")))))
    assert texts(data)[:2] == ["The letter", FEE]
    assert texts(data)[-1] == END
    return rows_of(data)


def test_rows_come_and_go_with_the_edits_of_others() -> None:
    """From a user's report: a new row's words were put into the last cell of the row before it."""
    one = [*GRID[:2], row("Cheese", "400"), GRID[2]]
    other = [*GRID[:3], row("Salt", "350")]
    assert merged_rows(GRID, [*one, GRID[3]], other) == [
        ["Item", "Price"],
        ["Bread and butter", "100"],
        ["Cheese", "400"],
        ["Milk", "200"],
        ["Salt", "350"],
    ]
    assert merged_rows(GRID, one, [row("Item", "Cost"), *GRID[1:]]) == [
        ["Item", "Cost"],
        ["Bread and butter", "100"],
        ["Cheese", "400"],
        ["Milk", "200"],
    ]


def test_a_new_row_looks_like_its_neighbour_and_not_like_the_head() -> None:
    bold = row(cell(p(r("Item", properties="<w:b/>"))), cell(p("Price")))
    plain_row = row(cell(p(r("Milk", properties="<w:i/>"), style="Body")), cell(p("200")))
    base = letter(HEAD, table(bold, plain_row), p(END), name="base.docx")
    new = row("Cheese from the farm", "400")
    one = letter(HEAD, table(bold, new, plain_row), p(END), name="anna.docx")
    data = render(merge(base, one, base))
    assert rows_of(data) == [["Item", "Price"], ["Cheese from the farm", "400"], ["Milk", "200"]]
    assert '<w:i/></w:rPr><w:t xml:space="preserve">Cheese from the farm' in xml(data)
    assert xml(data).count('w:val="Body"') == 2


def test_a_row_that_moves_is_moved_as_it_is() -> None:
    moved = [GRID[0], GRID[3], GRID[1], GRID[2]]
    assert merged_rows(GRID, moved, [*GRID[:2], row("Milk", "250"), GRID[3]]) == [
        ["Item", "Price"],
        ["Salt", "300"],
        ["Bread and butter", "100"],
        ["Milk", "250"],
    ]


WIDE = [
    row("Item", "Price", "Place"),
    row("Bread and butter", "100", "shop"),
    row("Milk", "200", "farm"),
    row("Salt", "300", "mine"),
]


def test_a_column_comes_or_goes_with_the_edits_of_others() -> None:
    edited = [GRID[0], row("Bread and butter", "150"), *GRID[2:]]
    assert merged_rows(GRID, WIDE, edited)[1] == ["Bread and butter", "150", "shop"]
    places = ["Where from", "the shop", "the farm", "the mine"]
    items = ["What we buy", "Bread and butter", "Milk and cream", "Salt and pepper"]
    prices = ["At which price", "100 euro", "200 euro", "300 euro"]
    three = [row(*cells) for cells in zip(items, places, prices, strict=True)]
    two = [row(*cells) for cells in zip(items, prices, strict=True)]
    other_two = [*two[:3], row(items[3], "350 euro")]
    assert merged_rows(two, three, other_two)[-1] == ["Salt and pepper", "the mine", "350 euro"]
    fewer = merged_rows(three, two, [*three[:3], row("Sugar and pepper", *["the mine", "300 euro"])])
    assert fewer[-1] == ["Sugar and pepper", "300 euro"]
    assert {len(cells) for cells in fewer} == {2}


def test_a_table_that_one_deleted_is_gone() -> None:
    base = with_table(*GRID, name="base.docx")
    data = render(merge(base, letter(HEAD, p(FEE), p(END), name="anna.docx"), base))
    assert "<w:tbl>" not in xml(data)
    assert texts(data) == ["The letter", FEE, END]


def test_a_table_that_moves_is_moved_with_its_paragraphs_in_place() -> None:
    base = letter(HEAD, p(FEE), p(END), p(OPEN), table(*GRID), p(ASK), name="base.docx")
    one = letter(HEAD, table(*GRID), p(FEE), p(END), p(OPEN), p(ASK), name="anna.docx")
    other = letter(HEAD, p(FEE), p(END), p(OPEN), table(*GRID[:3], row("Salt", "350")), p(ASK), name="bob.docx")
    data = render(merge(base, one, other))
    assert texts(data)[1:3] == ["Item", "Price"]
    assert rows_of(data)[3] == ["Salt", "350"]
    assert texts(data)[-4:] == [FEE, END, OPEN, ASK]


def test_rows_beside_merged_cells_are_refused() -> None:
    upper, lower = (
        f"<w:tc><w:tcPr><w:vMerge{how}/></w:tcPr>{p(text)}</w:tc>"
        for how, text in ((' w:val="restart"', "All"), ("", ""))
    )
    tall = [GRID[0], row(upper, "100 for bread"), row(lower, "200 for milk")]
    new = row("All of it", "400 for cheese")
    for one in ([*tall[:2], new, tall[2]], [tall[0], tall[2]]):
        made = merge(with_table(*tall, name="b"), with_table(*one, name="o"), with_table(*tall, name="t"))
        with pytest.raises(WriteError, match="merged cells"):
            render(made)


def test_a_new_table_gets_lines_or_looks_like_the_other_ones() -> None:
    without = letter(HEAD, p(FEE), p(END), name="base.docx")
    anna = with_table(*GRID, name="anna.docx")
    data = render(merge(without, anna, letter(HEAD, p(FEE.replace("100", "120")), p(END), name="bob.docx")))
    written = read(data, name="merged.docx")
    cells = [(block.text, block.place.cell) for block in anna.blocks if block.place.cell]
    assert [(block.text, block.place.cell) for block in written.blocks if block.place.cell] == cells
    assert "<w:tblBorders>" in xml(data)
    styled = row("A", "B").join(('<w:tbl><w:tblPr><w:tblStyle w:val="Own"/></w:tblPr>', "</w:tbl>"))
    base = letter(HEAD, p(FEE), p(END), styled, name="base.docx")
    two = letter(HEAD, p(FEE), table(*GRID), p(END), styled, name="anna.docx")
    assert xml(render(merge(base, two, base))).count('<w:tblStyle w:val="Own"/>') == 2


def test_a_table_inside_a_new_note_is_refused() -> None:
    inside = f'<w:footnote w:id="2">{p(AS_OF)}{table(*GRID)}{p(PAID)}</w:footnote>'
    anna = read(docx(HEAD, p(r(FEE), r('<w:footnoteReference w:id="2"/>')), p(END), footnotes=inside), name="a.docx")
    base = letter(HEAD, p(FEE), p(END), name="base.docx")
    with pytest.raises(WriteError, match="Nothing was written"):
        render(merge(base, anna, base))


def test_new_rows_of_a_word_copy_are_written_into_markdown() -> None:
    grid = "| Item | Price |\n| --- | --- |\n| Bread and butter | 100 |\n| Milk | 200 |\n"
    lines = f"# The letter\n\n{FEE}\n\n{grid}\n{END}\n"
    base = read(lines.encode(), name="base.md")
    one = with_table(*GRID[:3], row("Cheese", "400"), name="anna.docx")
    made = merge(base, one, with_table(*GRID[:2], row("Milk", "250"), name="bob.docx"))
    written = splice(base, made.copies, made.axis, made.paragraphs)
    assert written == lines.replace("| Milk | 200 |\n", "| Milk | 250 |\n| Cheese | 400 |\n")


ARTICLES = ("Article 1. Fees", "1.1 The fee is 100 euro per month.", "1.2 It is paid on the first day of the month.")


def test_typed_numbers_are_words_of_the_text_and_are_written() -> None:
    base = letter(HEAD, *map(p, ARTICLES), p(END), name="base.docx")
    one = letter(HEAD, *(p(text.replace("100", "120")) for text in ARTICLES), p(END), name="anna.docx")
    new = "1.2 Every month has a fee."
    renumbered = (*ARTICLES[:2], new, ARTICLES[2].replace("1.2", "1.3"))
    other = letter(HEAD, *map(p, renumbered), p(END), name="bob.docx")
    found = read(render(merge(base, one, other)), name="merged.docx").body
    assert [f"{block.label} {block.text}".strip() for block in found] == [
        "The letter",
        "Article 1. Fees",
        "1.1 The fee is 120 euro per month.",
        new,
        "1.3 It is paid on the first day of the month.",
        END,
    ]


def test_a_markdown_copy_of_a_letter_with_typed_numbers_changes_its_words_alone() -> None:
    base = letter(HEAD, *map(p, ARTICLES), p(END), name="base.docx")
    one = letter(HEAD, *(p(text.replace("100", "120")) for text in ARTICLES), p(END), name="anna.docx")
    other = read("\n\n".join(["# The letter", *ARTICLES, END.replace("one", "two")]).encode(), name="bob.md")
    made = merge(base, one, other)
    assert [region.text for region in made.changes] == ["120", "two"]
    assert ARTICLES[2].split(" ", 1)[1] in texts(render(made))


def test_numbers_that_word_counts_are_no_text() -> None:
    base = letter(HEAD, item(FEE), item(END), name="base.docx")
    one = letter(HEAD, item(FEE.replace("100", "120")), item(END), name="anna.docx")
    other = read(f"# The letter\n\n1. {FEE}\n2. {END.replace('one', 'two')}\n".encode(), name="bob.md")
    assert [region.text for region in merge(base, one, other).changes] == ["120", "two"]


def test_without_a_base_typed_numbers_are_taken_from_most_copies() -> None:
    def copy(name: str, fee: str, last: str) -> Document:
        return letter(HEAD, p(f"1. {FEE.replace('100', fee)}"), p(f"{last} {END}"), name=name)

    copies = [copy("a.docx", "120", "2."), copy("b.docx", "100", "3."), copy("c.docx", "100", "2.")]
    found = find_base(copies)
    made = merge_copies(found.base, found.copies, base_found=found.kind)
    assert [block.text for block in made.document.body][1:] == [f"1. {FEE.replace('100', '120')}", f"3. {END}"]
