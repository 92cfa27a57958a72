"""OpenDocument texts read as a person sees them."""

from __future__ import annotations

import pytest

import docdiff
from docdiff.errors import ReadError
from docdiff.model import Source
from docdiff.readers.odt import read

from .opendocument import (
    NAMESPACES,
    bullet,
    changes,
    deletion,
    ended,
    h,
    insertion,
    items,
    level,
    list_style,
    note,
    odt,
    p,
    removed,
    started,
    style,
    text,
    texts,
)


def labels(*body: str, automatic: str = "") -> list[str]:
    return [block.label for block in text(*body, automatic=automatic).blocks]


NUMBERED = list_style(level(1, "1"), level(2, "1", "", shown=2), level(3, "a", ")"), bullet(4, "•"))


class TestText:
    def test_blanks_count_once_and_elements_for_more(self) -> None:
        body = p("\n  One \n two", '<text:s text:c="3"/>', "three", "<text:tab/>", "four", "<text:line-break/>", "five")
        assert texts(body) == ["One two   three\tfour\nfive"]

    def test_spaces_between_elements_are_kept(self) -> None:
        assert texts(p("a ", "<text:span>b</text:span>", " ", "<text:a>c</text:a>", " d")) == ["a b c d"]

    def test_hidden_text_is_left_out_whatever_hides_it(self) -> None:
        automatic = style("T1", family="text", text='text:display="none"') + style("P1", text='text:display="none"')
        body = (
            p("Seen", '<text:span text:style-name="T1"> not</text:span>'),
            p("Not seen", style="P1"),
            p("a", '<text:hidden-text text:is-hidden="true">b</text:hidden-text>'),
            p("c", '<text:hidden-paragraph text:is-hidden="true"/>'),
            f'<text:section text:display="none">{p("d")}</text:section>',
            f"<text:section>{p('e')}</text:section>",
        )
        assert texts(*body, automatic=automatic) == ["Seen", "a", "e"]

    def test_an_index_shows_its_entries_and_not_its_templates(self) -> None:
        index = (
            "<text:table-of-content><text:table-of-content-source><text:index-title-template>Template"
            f"</text:index-title-template></text:table-of-content-source><text:index-body>{p('Contents')}"
            "</text:index-body></text:table-of-content>"
        )
        assert texts(index) == ["Contents"]

    def test_formulas_read_as_their_signs(self) -> None:
        math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi><mo>=</mo><mn>2</mn></math>'
        body = p("So ", '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>', ".")
        document = text(body, members={"Object 1/content.xml": math})
        assert (document.blocks[0].text, document.problems) == ("So a=2.", ())

    def test_text_boxes_stand_behind_their_paragraph(self) -> None:
        body = p("Around", f"<draw:frame><draw:text-box>{p('Boxed.')}</draw:text-box></draw:frame>", " it."), p("Next.")
        assert [(block.text, block.place.part) for block in text(*body).blocks] == [
            ("Around it.", "body"),
            ("Boxed.", "textbox"),
            ("Next.", "body"),
        ]

    def test_notes_follow_the_block_that_marks_them(self) -> None:
        body = (
            p("One", note("1", p("First."), p("More.")), " two", note("i", p("End."), kind="endnote"), "."),
            p("Next."),
        )
        document = text(*body)
        assert [(block.kind, block.label, block.text, block.place.part) for block in document.blocks] == [
            ("paragraph", "", "One two.", "body"),
            ("footnote", "1", "First.", "footnotes"),
            ("footnote", "1", "More.", "footnotes"),
            ("footnote", "i", "End.", "endnotes"),
            ("paragraph", "", "Next.", "body"),
        ]
        assert [(mark.span.start, mark.value) for mark in document.blocks[0].marks] == [(3, "1"), (7, "i")]

    def test_comments_mark_the_words_they_are_about(self) -> None:
        remark = f"<dc:creator>Eva</dc:creator>{p('Is this so?')}"
        body = p(
            "The ",
            f'<office:annotation office:name="1">{remark}</office:annotation>',
            "fox",
            '<office:annotation-end office:name="1"/>',
            " jumped",
            f"<office:annotation>{remark}</office:annotation>",
        )
        (block,) = text(body).blocks
        assert [(block.text[mark.span.start : mark.span.end], mark.value) for mark in block.marks] == [
            ("fox", "Eva: Is this so?"),
            ("", "Eva: Is this so?"),
        ]

    def test_heads_and_feet_of_the_pages_used_are_furniture(self) -> None:
        masters = (
            f'<style:master-page style:name="Standard"><style:header>{p("Report")}</style:header>'
            f"<style:footer>{p('p. ', '<text:page-number>1</text:page-number>')}</style:footer></style:master-page>"
            f'<style:master-page style:name="Envelope"><style:header>{p("Unused")}</style:header></style:master-page>'
        )
        assert [(block.kind, block.text) for block in text(p("Text."), masters=masters).blocks] == [
            ("furniture", "Report"),
            ("paragraph", "Text."),
            ("furniture", "p. 1"),
        ]


class TestHeadingsListsAndTables:
    def test_headings_titles_and_captions(self) -> None:
        automatic = style("P1", "Title") + style("P2", "Illustration")
        styles = style("Illustration", "Caption")
        document = text(h("A"), h("B", 2), p("C", style="P1"), p("D", style="P2"), styles=styles, automatic=automatic)
        assert [(block.kind, block.level) for block in document.blocks] == [
            ("heading", 1),
            ("heading", 2),
            ("heading", 1),
            ("caption", 0),
        ]

    def test_numbered_headings(self) -> None:
        outline = "".join(
            f'<text:outline-level-style text:level="{at}" style:num-format="1" text:display-levels="{at}"/>'
            for at in (1, 2)
        )
        styles = f"<text:outline-style>{outline}</text:outline-style>"
        body = h("A"), h("B", 2), h("C", 2), h("D"), h("E", 2), h("F", 1, 'text:is-list-header="true"')
        assert [block.label for block in text(*body, styles=styles).blocks] == ["1", "1.1", "1.2", "2", "2.1", ""]

    def test_nested_lists(self) -> None:
        body = items("one", items("one one", items("a", items("dot"))), p("two") + p("more of two"), items("two one"))
        document = text(body, automatic=NUMBERED)
        assert [(block.kind, block.level, block.label, block.text) for block in document.blocks] == [
            ("list_item", 1, "1.", "one"),
            ("list_item", 2, "1.1", "one one"),
            ("list_item", 3, "a)", "a"),
            ("list_item", 4, "•", "dot"),
            ("list_item", 1, "2.", "two"),
            ("paragraph", 0, "", "more of two"),
            ("list_item", 2, "2.1", "two one"),
        ]

    def test_a_list_goes_on_where_it_says_so(self) -> None:
        body = items("a", "b"), items("c"), items("d", more='text:continue-numbering="true"')
        assert [block.label for block in text(*body, automatic=NUMBERED).blocks] == ["1.", "2.", "1.", "2."]

    def test_merged_and_nested_cells(self) -> None:
        cell = "<table:table-cell>{}</table:table-cell>"
        wide = f'<table:table-cell table:number-columns-spanned="2">{p("wide")}</table:table-cell>'
        head = f"<table:table-row>{wide}<table:covered-table-cell/>{cell.format(p('c') + p('c2'))}</table:table-row>"
        inner = f"<table:table><table:table-row>{cell.format(p('in'))}</table:table-row></table:table>"
        rows = f"<table:table-row>{cell.format(p('d'))}{cell.format(inner)}{cell.format('')}</table:table-row>"
        body = f"<table:table><table:table-header-rows>{head}</table:table-header-rows>{rows}</table:table>"
        assert [(block.kind, block.text, block.place.cell) for block in text(body).blocks] == [
            ("cell", "wide", (0, 0, 0)),
            ("cell", "c", (0, 0, 2)),
            ("cell", "c2", (0, 0, 2)),
            ("cell", "d", (0, 1, 0)),
            ("cell", "in", (1, 0, 0)),
        ]


class TestTrackedChanges:
    WORDS = (
        changes(a=deletion(p("red")), b=insertion("Bob")),
        p("The ", removed("a"), started("b"), "crimson", ended("b"), " fox"),
    )

    def test_three_views(self) -> None:
        assert texts(*self.WORDS) == ["The crimson fox"]
        assert texts(*self.WORDS, view="original") == ["The red fox"]
        assert texts(*self.WORDS, view="all") == ["The redcrimson fox"]

    def test_all_marks_what_changed_and_by_whom(self) -> None:
        document = text(*self.WORDS, view="all")
        (block,) = document.blocks
        assert [(mark.kind, mark.value, block.text[mark.span.start : mark.span.end]) for mark in block.marks] == [
            ("deleted", "Ann", "red"),
            ("inserted", "Bob", "crimson"),
        ]
        assert document.problems[0].message.startswith("test.odt holds 2 tracked changes")

    def test_a_deletion_over_paragraphs(self) -> None:
        body = changes(a=deletion(p(" cold."), p("Gone."), p("It "))), p("It was", removed("a"), "rained.")
        assert texts(*body) == ["It wasrained."]
        assert texts(*body, view="original") == ["It was cold.", "Gone.", "It rained."]

    def test_an_insertion_over_paragraphs(self) -> None:
        body = changes(a=insertion()), p("It was", started("a"), " cold."), p("New."), p("It ", ended("a"), "rained.")
        assert texts(*body) == ["It was cold.", "New.", "It rained."]
        assert texts(*body, view="original") == ["It wasrained."]

    def test_deleted_items_count_only_where_they_are_seen(self) -> None:
        body = (
            changes(a=deletion(items("", "two"))),
            items(p("one", removed("a")), "three"),
        )
        assert [block.label for block in text(*body, automatic=NUMBERED).blocks] == ["1.", "2."]
        original = text(*body, automatic=NUMBERED, view="original").blocks
        assert [(block.label, block.text) for block in original] == [("1.", "one"), ("2.", "two"), ("3.", "three")]

    def test_inserted_by_one_and_deleted_by_another(self) -> None:
        body = changes(a=insertion("Bob") + deletion(p("b"))), p("a", removed("a"), "c")
        assert [texts(*body, view=view) for view in ("final", "original", "all")] == [["ac"], ["ac"], ["abc"]]

    def test_marks_without_a_change_say_nothing(self) -> None:
        assert texts(p("a", started("x"), "b", ended("y"), removed("z"))) == ["ab"]


class TestBadInput:
    def test_a_password_is_said(self) -> None:
        locked = f"<manifest:manifest {NAMESPACES}><manifest:encryption-data/></manifest:manifest>"
        with pytest.raises(ReadError, match=r"secret\.odt is protected with a password"):
            read(odt(p("x"), members={"META-INF/manifest.xml": locked}), Source("secret.odt"))

    @pytest.mark.parametrize(
        ("members", "says"),
        [
            ({"content.xml": None}, "is not whole"),
            ({"content.xml": "<a/>"}, "no OpenDocument text"),
            ({"content.xml": "<a"}, "damaged"),
            ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "spreadsheet"),
        ],
    )
    def test_what_is_no_text_is_said_in_a_sentence(self, members: dict[str, str | None], says: str) -> None:
        with pytest.raises(ReadError, match=says):
            text(p("x"), members=members)

    def test_lost_styles_are_a_problem(self) -> None:
        document = text(p("x"), members={"styles.xml": None})
        assert (document.blocks[0].text, document.problems[0].code) == ("x", "missing-part")


def test_the_card_of_the_document() -> None:
    meta = (
        f"<office:document-meta {NAMESPACES}><office:meta><dc:title>Plan</dc:title><meta:initial-creator>Eva"
        "</meta:initial-creator><meta:creation-date>2026-01-02T03:04:05</meta:creation-date></office:meta>"
        "</office:document-meta>"
    )
    document = text(p("x"), members={"meta.xml": meta})
    assert document.meta == {"title": "Plan", "author": "Eva", "created": "2026-01-02T03:04:05"}


class TestWhatFewWrite:
    def test_an_identifier_that_is_there_twice_harms_nobody(self) -> None:
        twice = items("one", more='xml:id="list1"') + items("two", more='xml:id="list1"')
        assert texts(twice, automatic=NUMBERED) == ["one", "two"]

    def test_a_list_without_a_style_has_bullets(self) -> None:
        assert labels(f"<text:list><text:list-item>{p('one')}</text:list-item></text:list>") == ["•"]

    def test_a_level_that_was_skipped_counts(self) -> None:
        deep = items("deep")
        assert labels(items(deep, "top"), automatic=NUMBERED) == ["1.1", "2."]

    def test_an_item_may_have_a_style_of_its_own(self) -> None:
        other = list_style(level(1, "A"), name="L2")
        overridden = f'<text:list-item text:style-override="L2">{p("two")}</text:list-item>'
        body = f'<text:list text:style-name="L1"><text:list-item>{p("one")}</text:list-item>{overridden}</text:list>'
        assert labels(body, automatic=NUMBERED + other) == ["1.", "B."]

    def test_cells_that_stand_for_several_are_read_as_often(self) -> None:
        row = f'<table:table-row><table:table-cell table:number-columns-repeated="2">{p("x")}</table:table-cell>'
        body = f"<table:table>{row}<table:table-cell>{p('y')}</table:table-cell></table:table-row></table:table>"
        assert [(block.text, block.place.cell) for block in text(body).blocks] == [
            ("x", (0, 0, 0)),
            ("x", (0, 0, 1)),
            ("y", (0, 0, 2)),
        ]

    def test_a_text_begins_on_the_usual_page_and_a_table_may_turn_to_another(self) -> None:
        masters = "".join(
            f'<style:master-page style:name="{name}"><style:header>{p(name)}</style:header></style:master-page>'
            for name in ("Envelope", "Standard", "Wide")
        )
        wide = '<style:style style:name="T1" style:family="table" style:master-page-name="Wide"/>'
        row = f"<table:table-row><table:table-cell>{p('x')}</table:table-cell></table:table-row>"
        table = f'<table:table table:style-name="T1">{row}</table:table>'
        assert texts(p("One."), masters=masters) == ["Standard", "One."]
        assert texts(p("One."), table, masters=masters, automatic=wide) == ["Standard", "Wide", "One.", "x"]
        assert texts(table, p("One."), masters=masters, automatic=wide) == ["Wide", "x", "One."]

    def test_a_fraction_has_its_line_and_a_root_its_sign(self) -> None:
        inside = "<mfrac><mrow><mn>3</mn></mrow><mn>4</mn></mfrac><mo>=</mo><msqrt><mn>2</mn></msqrt>"
        math = f'<math xmlns="http://www.w3.org/1998/Math/MathML">{inside}</math>'
        drawn = f'<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:object>{math}'
        assert texts(p("About ", f"{drawn}</draw:object></draw:frame>")) == ["About 3/4=√2"]


class TestFlatFiles:
    FLAT = (
        f'<?xml version="1.0"?><office:document {NAMESPACES} office:mimetype="application/vnd.oasis.opendocument.{{}}">'
        '<office:styles><style:style style:name="Up" style:family="paragraph" style:parent-style-name="Title"/>'
        "</office:styles><office:body><office:text>{}</office:text></office:body></office:document>"
    )

    def test_a_file_of_one_piece_is_read_like_a_package(self) -> None:
        picture = "<office:binary-data>iVBORw0KGgo</office:binary-data>"
        data = self.FLAT.format("text", p("Foxes", style="Up") + p("A fox ran.", picture)).encode()
        assert [(block.kind, block.text) for block in docdiff.read(data, name="a.fodt").blocks] == [
            ("heading", "Foxes"),
            ("paragraph", "A fox ran."),
        ]

    @pytest.mark.parametrize(
        ("data", "what"),
        [
            (FLAT.format("spreadsheet", ""), "a spreadsheet, and"),
            (
                '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
                "a Word document saved",
            ),
            ('<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>', "an Office document saved"),
        ],
    )
    def test_other_files_of_one_piece_are_told_apart(self, data: str, what: str) -> None:
        with pytest.raises(ReadError, match=f"a.xml is {what}"):
            docdiff.read(data.encode(), name="a.xml")

    def test_xml_of_nobody_is_text(self) -> None:
        assert docdiff.read(b'<?xml version="1.0"?><fox/>', name="a.txt").source.format == "text"
