"""Word documents read as a person sees them."""

from __future__ import annotations

import pytest

from docdiff.errors import ReadError
from docdiff.model import Source
from docdiff.readers.docx import read

from .word import (
    cell,
    changed,
    docx,
    field,
    gone,
    ins,
    item,
    labels,
    level,
    numbering,
    p,
    r,
    row,
    style,
    t,
    table,
    text_box,
    texts,
    word,
)

NUMBERED = numbering(
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "%1.%2(%3)"),
    level(3, "bullet", "\uf0b7"),
)
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


class TestText:
    def test_words_split_over_runs_are_whole(self) -> None:
        assert texts(p(r("contra"), r("dict", properties="<w:b/>"), r("ion"))) == ["contradiction"]

    def test_empty_paragraphs_are_no_blocks(self) -> None:
        assert texts(p(), p(" "), p("One.")) == ["One."]

    def test_tabs_breaks_and_hyphens(self) -> None:
        said = r(
            "a", "<w:tab/>", "b", "<w:br/>", "c ", "<w:br/>", "d", "<w:softHyphen/>", "e", "<w:noBreakHyphen/>", "f"
        )
        assert texts(p(said)) == ["a\tb\nc \nde\u2011f"]

    def test_a_page_that_ends_in_a_paragraph_ends_no_line(self) -> None:
        page, column = '<w:br w:type="page"/>', '<w:br w:type="column"/>'
        assert texts(p(r("one", page, "two", column, "three"), r("<w:br/>", "four", "<w:br/>", "<w:br/>", "five"))) == [
            "one two three\nfour\nfive"
        ]

    def test_a_soft_hyphen_written_as_a_letter_is_not_seen_either(self) -> None:
        assert texts(p("onder\xadwerp")) == ["onderwerp"]

    def test_spaces_count_only_where_the_file_says_so(self) -> None:
        assert texts(p("<w:r><w:t> one </w:t></w:r>", "<w:r><w:t>two</w:t></w:r>")) == ["onetwo"]

    def test_symbols_are_the_signs_they_draw(self) -> None:
        symbols = '<w:sym w:font="Symbol" w:char="F0B3"/>', '<w:sym w:font="Wingdings" w:char="F0FC"/>'
        assert texts(p(r(*symbols, " 3"))) == ["≥✓ 3"]

    def test_hidden_text_is_left_out_whatever_hides_it(self) -> None:
        body = (
            p("Seen", r(" not", properties="<w:vanish/>"), r(" again", properties='<w:vanish w:val="0"/>')),
            p("Not seen", style="Secret"),
            p(r("Seen", properties='<w:vanish w:val="false"/>'), style="Secret"),
            p("By", r(" word", properties='<w:rStyle w:val="Veil"/>'), " style"),
        )
        styles = style("Secret", run="<w:vanish/>") + style("Veil", run="<w:vanish/>", form="character")
        assert texts(*body, styles=styles) == ["Seen again", "Seen", "By style"]

    def test_links_controls_and_smart_tags_are_looked_into(self) -> None:
        inside = r("x")
        assert texts(
            p(f"<w:hyperlink>{inside}</w:hyperlink>", f"<w:smartTag>{inside}</w:smartTag>"),
            f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{p('y')}</w:sdtContent></w:sdt>",
            p(
                f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>",
                "<w:unheardOf><w:r><w:t>z</w:t></w:r></w:unheardOf>",
            ),
        ) == ["xx", "y", "xz"]

    def test_formulas_read_as_their_signs(self) -> None:
        assert texts(p("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>")) == ["a=b"]

    def test_a_base_is_read_without_the_small_text_above_it(self) -> None:
        ruby = f"<w:r><w:ruby><w:rt>{r('kan')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase></w:ruby></w:r>"
        assert texts(p(ruby)) == ["漢"]

    def test_strict_files_read_as_others_and_keep_what_they_quote(self) -> None:
        strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
        document = f'<w:document xmlns:w="{strict}"><w:body>{p(f"xmlns={strict!r}")}</w:body></w:document>'
        assert texts(members={"word/document.xml": document}) == [f"xmlns={strict!r}"]


class TestFields:
    def test_the_result_is_shown_and_the_instruction_is_not(self) -> None:
        assert texts(p("On ", field(' DATE \\@ "d" ', r("3 May")), ".")) == ["On 3 May."]
        assert texts(p(f'<w:fldSimple w:instr=" PAGE ">{r("7")}</w:fldSimple>')) == ["7"]

    def test_fields_in_instructions_are_instructions(self) -> None:
        inner = field(" PAGE ", r("2"))
        assert texts(p("It is ", BEGIN, inner, SEPARATE, r("even"), END)) == ["It is even"]

    def test_a_result_may_go_on_for_paragraphs(self) -> None:
        assert texts(p(BEGIN, r(t(" TOC ", "instrText")), SEPARATE, "One"), p("Two"), p(END)) == [
            "One",
            "Two",
        ]

    def test_an_unfinished_field_swallows_no_paragraph(self) -> None:
        assert texts(p(BEGIN, "lost"), p("Not lost.")) == ["Not lost."]

    def test_a_deleted_field_is_gone_and_back(self) -> None:
        instruction, result = r(t(" X ", "delInstrText")), r(t("old", "delText"))
        deleted = f'<w:del w:author="A">{BEGIN}{instruction}{SEPARATE}{result}{END}</w:del>'
        assert texts(p("The ", deleted, " day")) == ["The  day"]
        assert texts(p("The ", deleted, " day"), view="original") == ["The old day"]


class TestTables:
    def test_cells_know_where_they_stand(self) -> None:
        blocks = word(p("Before."), table(row("a", "b"), row("c", "d"))).blocks
        assert [(block.kind, block.text, block.place.cell) for block in blocks] == [
            ("paragraph", "Before.", None),
            ("cell", "a", (0, 0, 0)),
            ("cell", "b", (0, 0, 1)),
            ("cell", "c", (0, 1, 0)),
            ("cell", "d", (0, 1, 1)),
        ]

    def test_merged_cells_are_told_once(self) -> None:
        wide = cell("wide", properties='<w:gridSpan w:val="2"/>')
        tall = cell("tall", properties='<w:vMerge w:val="restart"/>')
        below = cell("unseen", properties="<w:vMerge/>")
        blocks = word(table(row(wide, tall), row("a", "b", below), row("c", "d", "e"))).blocks
        assert [(block.text, block.place.cell) for block in blocks if block.place.cell] == [
            ("wide", (0, 0, 0)),
            ("tall", (0, 0, 2)),
            ("a", (0, 1, 0)),
            ("b", (0, 1, 1)),
            ("c", (0, 2, 0)),
            ("d", (0, 2, 1)),
            ("e", (0, 2, 2)),
        ]

    def test_paragraphs_of_a_cell_and_tables_in_it(self) -> None:
        inner = table(row("x"))
        blocks = word(table(row(cell("one", "two", inner, "three"), "next")), table(row("other"))).blocks
        assert [(block.text, block.place.cell) for block in blocks] == [
            ("one", (0, 0, 0)),
            ("two", (0, 0, 0)),
            ("x", (1, 0, 0)),
            ("three", (0, 0, 0)),
            ("next", (0, 0, 1)),
            ("other", (2, 0, 0)),
        ]

    def test_inserted_and_deleted_rows(self) -> None:
        body = table(row("a"), row("new", mark="ins"), row(cell(p(gone("old"))), mark="del"), row("z"))
        assert texts(body) == ["a", "new", "z"]
        assert texts(body, view="original") == ["a", "old", "z"]
        assert [block.place.cell for block in word(body).blocks] == [(0, 0, 0), (0, 1, 0), (0, 2, 0)]

    def test_inserted_and_deleted_cells(self) -> None:
        added, removed = cell("new", properties='<w:cellIns w:author="A"/>'), cell("old", properties="<w:cellDel/>")
        assert texts(table(row("a", added, removed))) == ["a", "new"]
        assert texts(table(row("a", added, removed)), view="original") == ["a", "old"]


class TestWhatStandsElsewhere:
    NOTES = "".join(
        f'<w:footnote w:id="{number}">{p(r("<w:footnoteRef/>"), f" {text}")}</w:footnote>'
        for number, text in ((5, "First."), (2, "Second."), (7, "Never marked."))
    )
    MARK = '<w:r><w:footnoteReference w:id="{}"/></w:r>'

    def test_a_note_follows_the_block_that_marks_it(self) -> None:
        document = word(
            p("One", self.MARK.format(5), " two", self.MARK.format(2), "."), p("End."), footnotes=self.NOTES
        )
        assert [(block.kind, block.label, block.text, block.place.part) for block in document.blocks] == [
            ("paragraph", "", "One two.", "body"),
            ("footnote", "1", "First.", "footnotes"),
            ("footnote", "2", "Second.", "footnotes"),
            ("paragraph", "", "End.", "body"),
        ]
        assert [(mark.span.start, mark.span.end, mark.value) for mark in document.blocks[0].marks] == [
            (3, 3, "1"),
            (7, 7, "2"),
        ]

    def test_notes_are_numbered_as_the_view_shows_them(self) -> None:
        deleted = '<w:del w:author="A"><w:r><w:footnoteReference w:id="5"/></w:r></w:del>'
        body = p("One", deleted, " two", self.MARK.format(2))
        final, original = (word(body, view=view, footnotes=self.NOTES).blocks for view in ("final", "original"))
        assert [(block.label, block.text) for block in final[1:]] == [("1", "Second.")]
        assert [(block.label, block.text) for block in original[1:]] == [("1", "First."), ("2", "Second.")]

    def test_a_section_says_how_its_notes_count(self) -> None:
        section = '<w:sectPr><w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr></w:sectPr>'
        document = word(
            p("One", self.MARK.format(5), properties=section), p("Two", self.MARK.format(2)), footnotes=self.NOTES
        )
        assert [block.label for block in document.blocks if block.kind == "footnote"] == ["a", "2"]

    def test_a_mark_of_its_own_is_a_label_and_no_text(self) -> None:
        own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="5"/><w:t>*</w:t></w:r>'
        document = word(p("One", own, "."), footnotes=self.NOTES)
        assert [(block.label, block.text) for block in document.blocks] == [("", "One."), ("*", "First.")]

    def test_endnotes_count_in_roman_numbers(self) -> None:
        notes = f'<w:endnote w:id="1">{p("Note.")}</w:endnote>'
        document = word(p("One", '<w:r><w:endnoteReference w:id="1"/></w:r>'), endnotes=notes)
        assert (document.blocks[1].label, document.blocks[1].place.part) == ("i", "endnotes")

    def test_a_lost_note_is_a_problem(self) -> None:
        assert [problem.code for problem in word(p("One", self.MARK.format(5))).problems] == ["missing-note"]

    def test_text_boxes_are_told_once_and_behind_their_paragraph(self) -> None:
        document = word(p("Around", text_box(p("Boxed."), p("More.")), " it."), p("Next."))
        assert [(block.text, block.place.part) for block in document.blocks] == [
            ("Around it.", "body"),
            ("Boxed.", "textbox"),
            ("More.", "textbox"),
            ("Next.", "body"),
        ]

    def test_heads_and_feet_that_are_seen_are_furniture(self) -> None:
        kinds = (("default", "header1"), ("first", "header2"), ("even", "header3"))
        named = "".join(f'<w:headerReference w:type="{kind}" r:id="{name}"/>' for kind, name in kinds)
        section = f'<w:sectPr>{named}<w:footerReference w:type="default" r:id="footer1"/><w:titlePg/></w:sectPr>'
        parts = {
            "header1": p("Report"),
            "header2": p("Cover"),
            "header3": p("Even"),
            "footer1": p("p. ", field(" PAGE ", r("1"))),
        }
        document = word(p("Text."), section, **parts)
        assert [(block.kind, block.place.part, block.text) for block in document.blocks] == [
            ("furniture", "header", "Report"),
            ("furniture", "header", "Cover"),
            ("paragraph", "body", "Text."),
            ("furniture", "footer", "p. 1"),
        ]

    def test_comments_mark_the_words_they_are_about(self) -> None:
        comments = f'<w:comment w:id="0" w:author="Eva">{p("Is this so?")}</w:comment>'
        start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
        refer = '<w:r><w:commentReference w:id="0"/></w:r>'
        blocks = word(
            p("The ", start, "fox jumped."), p("Over it", end, refer, "."), p("End."), comments=comments
        ).blocks
        found = [(block.text[mark.span.start : mark.span.end], mark.value) for block in blocks for mark in block.marks]
        assert found == [("fox jumped.", "Eva: Is this so?"), ("Over it", "Eva: Is this so?")]

    def test_charts_and_the_like_are_said_to_be_missed(self) -> None:
        chart = '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'
        assert [problem.message for problem in word(p("See:", chart)).problems] == [
            "test.docx holds a chart, which is not read."
        ]


class TestHeadingsAndLists:
    def test_headings_by_name_outline_and_inheritance(self) -> None:
        styles = (
            style("Kop1", named="heading 1")
            + style("Artikel", based_on="Kop1")
            + style("Own", paragraph='<w:outlineLvl w:val="2"/>')
            + style("NotInToc", based_on="Kop1", paragraph='<w:outlineLvl w:val="9"/>')
            + style("Bijschrift", named="caption")
        )
        names = ("Kop1", "Artikel", "Own", "NotInToc", "Bijschrift", "Kop2")
        body = [p(name, style=name) for name in names]
        body.append(p("Direct", properties='<w:outlineLvl w:val="3"/>'))
        assert [(block.kind, block.level) for block in word(*body, styles=styles).blocks] == [
            ("heading", 1),
            ("heading", 1),
            ("heading", 3),
            ("paragraph", 0),
            ("caption", 0),
            ("heading", 2),
            ("heading", 4),
        ]

    def test_styles_in_a_circle_end(self) -> None:
        styles = style("A", based_on="B") + style("B", based_on="A", paragraph='<w:outlineLvl w:val="0"/>')
        assert [block.kind for block in word(p("x", style="A"), styles=styles).blocks] == ["heading"]

    def test_numbers_are_labels_and_deeper_levels_begin_anew(self) -> None:
        body = [item("x", at) for at in (0, 1, 2, 2, 1, 2, 0, 1, 3)]
        document = word(*body, numbering=NUMBERED)
        expected = ["1.", "1.1", "1.1(a)", "1.1(b)", "1.2", "1.2(a)", "2.", "2.1", "•"]
        assert [block.label for block in document.blocks] == expected
        assert {(block.kind, block.text) for block in document.blocks} == {("list_item", "x")}
        assert [block.level for block in document.blocks] == [1, 2, 3, 3, 2, 3, 1, 2, 4]

    @pytest.mark.parametrize(
        ("form", "shown"),
        [
            ("lowerLetter", "c"),
            ("upperRoman", "III"),
            ("ordinal", "3rd"),
            ("decimalZero", "03"),
            ("none", ""),
            ("odd", "3"),
        ],
    )
    def test_number_formats(self, form: str, shown: str) -> None:
        assert labels(*[item("x")] * 3, numbering=numbering(level(0, form, "%1")))[2] == shown

    def test_two_lists_of_one_kind_go_on_unless_one_begins_anew(self) -> None:
        start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        numbers = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{start if number == 3 else ""}</w:num>'
            for number in (1, 2, 3)
        )
        body = [item("x", number=number) for number in (1, 1, 2, 3, 3)]
        assert (
            labels(*body, numbering=numbering(level(0, "decimal", "%1."), numbers=numbers)) == "1. 2. 3. 1. 2.".split()
        )

    def test_a_level_may_go_on_counting(self) -> None:
        levels = level(0, "decimal", "%1"), level(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>')
        assert labels(*[item("x", at) for at in (0, 1, 0, 1)], numbering=numbering(*levels)) == ["1", "1", "2", "2"]

    def test_legal_numbers_are_decimal_throughout(self) -> None:
        levels = level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>")
        assert labels(item("x"), item("x", 1), numbering=numbering(*levels)) == ["I", "1.1"]

    def test_a_style_brings_its_numbering_and_level(self) -> None:
        levels = (
            level(0, "decimal", "%1", '<w:pStyle w:val="Kop1"/>'),
            level(1, "decimal", "%1.%2", '<w:pStyle w:val="Kop2"/>'),
        )
        number = '<w:numPr><w:numId w:val="1"/></w:numPr>'
        styles = style("Kop1", named="heading 1", paragraph=number) + style("Kop2", named="heading 2", paragraph=number)
        off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
        body = p("A", style="Kop1"), p("B", style="Kop2"), p("C", style="Kop1", properties=off), p("D", style="Kop2")
        document = word(*body, styles=styles, numbering=numbering(*levels))
        assert [(block.kind, block.label) for block in document.blocks] == [
            ("heading", "1"),
            ("heading", "1.1"),
            ("heading", ""),
            ("heading", "1.2"),
        ]

    def test_a_numbering_may_lie_in_a_style(self) -> None:
        named = (
            '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="List"/>'
            + level(0, "decimal", "§%1")
            + "</w:abstractNum>"
        )
        used = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="List"/></w:abstractNum>'
        number = '<w:num w:numId="1"><w:abstractNumId w:val="2"/></w:num>'
        assert labels(item("x"), numbering=named + used + number) == ["§1"]

    def test_deleted_items_do_not_count(self) -> None:
        numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        body = item("one"), p(gone("two"), mark="del", properties=numbered), item("three")
        assert labels(*body, numbering=NUMBERED) == ["1.", "2."]
        assert labels(*body, numbering=NUMBERED, view="original") == ["1.", "2.", "3."]


class TestTrackedChanges:
    BODY = p("The ", gone("red"), ins(r("crimson")), " fox")

    def test_three_views(self) -> None:
        assert texts(self.BODY) == ["The crimson fox"]
        assert texts(self.BODY, view="original") == ["The red fox"]
        assert texts(self.BODY, view="all") == ["The redcrimson fox"]

    def test_all_marks_what_changed_and_by_whom(self) -> None:
        (block,) = word(self.BODY, view="all").blocks
        assert [(mark.kind, mark.value, block.text[mark.span.start : mark.span.end]) for mark in block.marks] == [
            ("deleted", "Ann", "red"),
            ("inserted", "Ann", "crimson"),
        ]

    def test_the_document_says_how_many_there_are(self) -> None:
        (problem,) = word(self.BODY, p("And ", ins(r("one")), ins(r(" more")))).problems
        assert (problem.code, problem.message) == (
            "tracked-changes",
            "test.docx holds 3 tracked changes, shown here as accepted.",
        )

    def test_inserted_by_one_and_deleted_by_another(self) -> None:
        body = p("a", ins(gone("b", author="Bob")), "c")
        assert [texts(body, view=view) for view in ("final", "original", "all")] == [["ac"], ["ac"], ["abc"]]

    def test_moved_text_is_in_one_place_a_view(self) -> None:
        moved = "<w:moveFrom w:author='A'>{}</w:moveFrom>", "<w:moveTo w:author='A'>{}</w:moveTo>"
        body = p(moved[0].format(r("Here. ")), "Middle."), p(moved[1].format(r("Here. ")), "End.")
        assert texts(*body) == ["Middle.", "Here. End."]
        assert texts(*body, view="original") == ["Here. Middle.", "End."]

    def test_a_deleted_paragraph_end_joins(self) -> None:
        body = p("One ", mark="del"), p("two.")
        assert texts(*body) == ["One two."]
        assert texts(*body, view="original") == ["One", "two."]

    def test_an_inserted_paragraph_end_splits(self) -> None:
        body = p("One ", mark="ins"), p("two.")
        assert texts(*body) == ["One", "two."]
        assert texts(*body, view="original") == ["One two."]

    def test_nothing_is_carried_over_a_table_or_out_of_a_cell(self) -> None:
        body = p("Kept", mark="del"), table(row(cell(p("a", mark="del")), "b")), p("End", mark="del")
        assert texts(*body) == ["Kept", "a", "b", "End"]

    def test_a_paragraph_keeps_the_look_it_had(self) -> None:
        numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        was = f'{numbered}<w:pPrChange w:author="A"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>'
        body = p("x", properties=was)
        assert [word(body, view=view, numbering=NUMBERED).blocks[0].kind for view in ("final", "original")] == [
            "list_item",
            "heading",
        ]

    def test_deleted_text_without_a_deletion_around_it_is_deleted(self) -> None:
        body = p("a", r(t("b", "delText")))
        assert (texts(body), texts(body, view="original")) == (["a"], ["ab"])

    def test_notes_and_boxes_of_deleted_text_are_deleted(self) -> None:
        body = p("a", f"<w:del w:author='A'>{text_box(p('boxed'))}</w:del>")
        assert (texts(body), texts(body, view="original")) == (["a"], ["a", "boxed"])


class TestProperties:
    def test_the_card_of_the_document(self) -> None:
        core = (
            '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Plan</dc:title><dc:creator>Eva</dc:creator>'
            "<dcterms:created>2026-01-02T03:04:05Z</dcterms:created></cp:coreProperties>"
        )
        kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{kind}" Target="docProps/core.xml"/>'
            '<Relationship Id="b" Type="x/officeDocument" Target="/word/document.xml"/></Relationships>'
        )
        document = word(p("x"), members={"docProps/core.xml": core, "_rels/.rels": relations})
        assert document.meta == {"title": "Plan", "author": "Eva", "created": "2026-01-02T03:04:05Z"}

    def test_the_set_language_serves_where_the_text_is_too_short_to_tell(self) -> None:
        lang = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault></w:docDefaults>'
        english = "The committee said that it was not for them to say what the others had done in the year."
        assert word(p("Plan"), styles=lang).meta == {"language": "nl"}
        assert word(p(english), styles=lang).meta == {}


class TestBadInput:
    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (docx(p("x"))[:-200], "cut off"),
            (docx(p("x"), members={"word/document.xml": None}), "no Word document"),
            (docx(p("x"), members={"word/document.xml": "<w:document"}), "damaged"),
            (docx(members={"word/document.xml": "<document/>"}), "no body"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old Word document"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ],
    )
    def test_what_is_no_document_is_said_in_a_sentence(self, data: bytes, says: str) -> None:
        with pytest.raises(ReadError, match=says) as error:
            read(data, Source("bad.docx"))
        assert str(error.value).startswith("bad.docx")

    def test_a_workbook_is_called_one(self) -> None:
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="b" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        )
        with pytest.raises(ReadError, match="Excel workbook"):
            word(members={"_rels/.rels": relations, "xl/workbook.xml": "<x/>"})

    def test_lost_and_damaged_parts_are_problems(self) -> None:
        document = word(
            p("x", style="Kop1"), styles="", numbering="", members={"word/styles.xml": None, "word/numbering.xml": "<"}
        )
        assert [problem.code for problem in document.problems] == ["missing-part", "damaged-part"]
        assert document.blocks[0].kind == "heading"

    @pytest.mark.parametrize("part", ["footnotes", "endnotes", "comments"])
    def test_a_damaged_part_that_nothing_refers_to_is_a_problem(self, part: str) -> None:
        document = word(p("x"), **{part: ""}, members={f"word/{part}.xml": "<"})
        assert [problem.code for problem in document.problems] == ["damaged-part"]
        assert f"without its {part}" in document.problems[0].message

    def test_without_relations_the_usual_part_is_read(self) -> None:
        document = word(p("x"), members={"_rels/.rels": None})
        assert (document.blocks[0].text, document.problems[0].code) == ("x", "relations")

    def test_a_document_of_pictures_is_empty_and_says_so(self) -> None:
        (problem,) = word(p("<w:r><w:drawing/></w:r>")).problems
        assert problem.message == "test.docx holds no text, only pictures, and text in pictures is not read."


HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>"  # with this in it, a paragraph is read piece by piece


@pytest.mark.parametrize(
    ("inline", "shown", "changes"),
    [
        ((ins(r("a")), gone("b"), ins(r("c"))), "ac", 3),
        ((ins(r("a")), ins(r("b")), r("c")), "abc", 1),
        ((ins(r("a")), r("-"), ins(r("b"))), "a-b", 2),
        ((ins(r("a"), gone("b"), r("c")), gone("d", author="Bob")), "ac", 3),
        ((r("x"), changed("moveFrom", r("y")), changed("moveTo", r("z"))), "xz", 2),
        ((r("x"), changed("del", r("y"))), "x", 1),  # deleted text that does not say so itself
        ((r("x"), r(t("y", "delText"))), "x", 1),  # and text that does, but no element around it
        ((ins("<w:hyperlink>", r("link"), "</w:hyperlink>"), r("x")), "linkx", 1),
        ((gone("b"), "<w:hyperlink>", ins(r("link")), "</w:hyperlink>"), "link", 2),
        ((ins("<w:r><w:t> a </w:t></w:r>"), r("b\nc")), "ab c", 1),
        ((ins(r("co\u00adop")), gone("\u00ad")), "coop", 2),
    ],
)
def test_accepted_changes_read_the_same_in_one_step_and_piece_by_piece(
    inline: tuple[str, ...], shown: str, changes: int
) -> None:
    before = p(gone("nothing "), ins(r("and ")), "before")
    said = f"{changes + 2} tracked changes"
    for content in (inline, (*inline, HIDDEN)):
        document = word(before, p(*content))
        assert [block.text for block in document.blocks] == ["and before", shown]
        assert said in document.problems[0].message


def test_a_change_that_goes_on_in_the_next_paragraph_is_one() -> None:
    document = word(p("a", ins(r("b")), mark="ins"), p(ins(r("c")), "d"), p(ins(r("e")), "f"))
    assert "2 tracked changes" in document.problems[0].message
