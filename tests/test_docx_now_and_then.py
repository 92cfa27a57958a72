"""What Word documents hold now and then, and what a person sees of it."""

from __future__ import annotations

import pytest

from .word import changed, field, labels, level, numbering, p, r, row, style, t, table, texts, word
from .word import item as listed

BEGIN, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
EMOJI = (
    '<mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F98A" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"/></mc:Choice><mc:Fallback>{}'
    "</mc:Fallback></mc:AlternateContent>"
)


def form(data: str, instruction: str) -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    return begin + r(t(f" {instruction} ", "instrText")) + END


def button(words: str) -> str:
    return BEGIN + r(t(f" MACROBUTTON NoMacro {words} ", "instrText")) + END


class TestText:
    def test_an_emoji_is_read_once(self) -> None:
        # Word writes it for itself, and as text for programs that know no better.
        assert texts(p(r("A fox "), f"<w:r>{EMOJI.format(t('🦊'))}</w:r>", r(" ran."))) == ["A fox 🦊 ran."]

    def test_the_words_of_a_button_are_in_its_instruction(self) -> None:
        assert texts(p(r("Dear "), button("[name of the reader]"), r(","))) == ["Dear [name of the reader],"]

    def test_a_big_first_letter_belongs_to_its_word(self) -> None:
        big = p(r("O"), properties='<w:framePr w:dropCap="drop" w:lines="3"/>')
        assert texts(big, p(r("nce a fox ran."))) == ["Once a fox ran."]
        assert texts(big, table(row("Two."))) == ["O", "Two."]

    def test_other_instructions_without_a_result_stay_unseen(self) -> None:
        unseen = BEGIN + r(t(' XE "fox" ', "instrText")) + END
        assert texts(p(r("A fox"), unseen, r(" ran."))) == ["A fox ran."]

    def test_a_button_with_a_result_shows_that(self) -> None:
        assert texts(p(field(" MACROBUTTON NoMacro old ", r("new")))) == ["new"]

    def test_a_deleted_button_is_gone_and_back(self) -> None:
        gone = p(r("One. "), changed("del", BEGIN, r(t(" MACROBUTTON X [two] ", "delInstrText")), END), r("Three."))
        assert texts(gone) == ["One. Three."]
        assert texts(gone, view="original") == ["One. [two]Three."]


class TestFormulas:
    @pytest.mark.parametrize(
        ("formula", "shown"),
        [
            ("<m:f><m:num>{a}</m:num><m:den>{b}</m:den></m:f>", "3/4"),
            ('<m:f><m:fPr><m:type m:val="noBar"/></m:fPr><m:num>{a}</m:num><m:den>{b}</m:den></m:f>', "34"),
            ("<m:d><m:e>{a}</m:e></m:d>", "(3)"),
            ('<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr><m:e>{a}</m:e><m:e>{b}</m:e></m:d>', "[3|4"),
            ('<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{a}</m:sub><m:e>{b}</m:e></m:nary>', "∑34"),
            ("<m:rad><m:deg/><m:e>{a}</m:e></m:rad>", "√3"),
        ],
    )
    def test_signs_without_letters_are_read(self, formula: str, shown: str) -> None:
        parts = formula.format(a="<m:r><m:t>3</m:t></m:r>", b="<m:r><m:t>4</m:t></m:r>")
        assert texts(p(r("About "), f"<m:oMath>{parts}</m:oMath>")) == [f"About {shown}"]


class TestForms:
    @pytest.mark.parametrize(
        ("state", "shown"),
        [
            ("<w:checked/>", "☒"),
            ('<w:default w:val="0"/><w:checked/>', "☒"),
            ('<w:default w:val="1"/>', "☒"),
            ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
            ("", "☐"),
        ],
    )
    def test_a_box_is_ticked_or_not(self, state: str, shown: str) -> None:
        assert texts(p(form(f"<w:checkBox>{state}</w:checkBox>", "FORMCHECKBOX"), r(" Yes"))) == [f"{shown} Yes"]

    @pytest.mark.parametrize(
        ("state", "shown"), [("", "red"), ('<w:result w:val="1"/>', "blue"), ("<w:result/>", "red")]
    )
    def test_a_list_shows_what_was_chosen(self, state: str, shown: str) -> None:
        entries = '<w:listEntry w:val="red"/><w:listEntry w:val="blue"/>'
        assert texts(p(form(f"<w:ddList>{state}{entries}</w:ddList>", "FORMDROPDOWN"))) == [shown]

    def test_a_box_in_deleted_text_is_gone(self) -> None:
        box = form("<w:checkBox/>", "FORMCHECKBOX")
        assert texts(p(changed("del", box), r("No"))) == ["No"]


class TestElsewhere:
    def test_a_watermark_is_read_as_part_of_the_head_it_hangs_on(self) -> None:
        mark = '<w:r><w:pict><v:shape><v:textpath string="CONCEPT"/></v:shape></w:pict></w:r>'
        section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
        document = word(p("One."), section, header1=p(r("Head"), mark))
        assert [(block.kind, block.text) for block in document.blocks] == [
            ("furniture", "Head"),
            ("furniture", "CONCEPT"),
            ("paragraph", "One."),
        ]

    def test_an_embedded_object_is_said_to_be_missed(self) -> None:
        sheet = '<w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object>'
        document = word(p(r("One."), f"<w:r>{sheet}</w:r>"))
        assert [problem.message for problem in document.problems] == [
            "test.docx holds an embedded object, which is not read."
        ]

    def test_the_shape_of_letters_without_letters_is_nothing(self) -> None:
        assert texts(p(r("One."), '<w:r><w:pict><v:textpath on="t"/></w:pict></w:r>')) == ["One."]


class TestNumbers:
    def test_zeros_stay_in_legal_numbers(self) -> None:
        # Word's own list "Article I. / Section 1.01".
        form = numbering(level(0, "upperRoman", "Article %1."), level(1, "decimalZero", "Section %1.%2", "<w:isLgl/>"))
        assert labels(listed("A."), listed("B.", 1), numbering=form) == ["Article I.", "Section 1.01"]

    def test_a_style_may_take_only_the_numbering_from_the_one_it_is_based_on(self) -> None:
        form = numbering(
            level(0, "decimal", "Section %1.", '<w:pStyle w:val="A"/>'),
            level(1, "decimal", "%1.%2", '<w:pStyle w:val="B"/>'),
        )
        first = style("A", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')
        second = style("B", based_on="A", paragraph='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
        body = p(r("One"), style="A") + p(r("Two"), style="B")
        assert labels(body, numbering=form, styles=first + second) == ["Section 1.", "1.1"]

    def test_a_level_that_does_not_say_where_it_starts_starts_at_zero(self) -> None:
        form = numbering('<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>')
        assert labels(listed("A."), listed("B."), numbering=form) == ["0.", "1."]
