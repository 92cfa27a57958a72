"""Bold, italic, underlined, struck, raised: read the same from every format that has it, and told when asked for."""

from __future__ import annotations

from itertools import permutations

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docdiff import render
from docdiff.changes import Diff, diff
from docdiff.filters import choose
from docdiff.model import FORMATTING, Block, Document, Mark, Source, Span
from docdiff.readers import read
from docdiff.render.schemas import schema

from . import opendocument as od
from . import word as w
from .test_same_in_all_formats import FILES

BOLD, ITALIC, RAISED = "<w:b/>", "<w:i/>", '<w:vertAlign w:val="superscript"/>'
LINE = '<w:u w:val="single"/>'
STRONG = '<w:rStyle w:val="Strong"/>'


def looks(document: Document, block: int = 0) -> list[tuple[str, str]]:
    """How the words of a block look."""
    found = document.blocks[block]
    return [(mark.kind, found.text[mark.span.start : mark.span.end]) for mark in found.marks if mark.kind in FORMATTING]


def html(body: str) -> Document:
    return read(body.encode(), name="a.html")


def word(*body: str, styles: str = "") -> Document:
    return read(w.docx(*body, **({"styles": styles} if styles else {})), name="a.docx")


# Reading

SAME = [("bold", "echt nodig"), ("italic", "nodig"), ("strike", "weg"), ("superscript", "2")]
STYLES = "".join(
    od.style(name, family="text", text=text)
    for name, text in (
        ("B", 'fo:font-weight="bold"'),
        ("I", 'fo:font-style="italic"'),
        ("S", 'style:text-line-through-style="solid"'),
        ("R", 'style:text-position="super 58%"'),
    )
)


def span(style: str, *content: str) -> str:
    return f'<text:span text:style-name="{style}">{"".join(content)}</text:span>'


FOUR = {
    "a.docx": w.docx(
        w.p("Brug is ", w.r("echt", properties=BOLD), w.r(" ", properties=BOLD), w.r("nodig", properties=BOLD + ITALIC),
            " en ", w.r("weg", properties="<w:strike/>"), " van 5 m", w.r("2", properties=RAISED), ".")
    ),
    "a.odt": od.odt(
        od.p("Brug is ", span("B", "echt ", span("I", "nodig")), " en ", span("S", "weg"), " van 5 m",
             span("R", "2"), "."),
        automatic=STYLES,
    ),
    "a.html": b"<p>Brug is <b>echt <i>nodig</i></b> en <s>weg</s> van 5 m<sup>2</sup>.",
    "a.md": b"Brug is **echt *nodig*** en ~~weg~~ van 5 m<sup>2</sup>.\n",
    "a.txt": b"Brug is echt nodig en weg van 5 m2.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", FOUR)
def test_the_same_look_reads_the_same(name: str) -> None:
    document = read(FOUR[name], name=name)
    assert document.blocks[0].text == "Brug is echt nodig en weg van 5 m2."
    assert looks(document) == ([] if name == "a.txt" else SAME)


@pytest.mark.parametrize(("old", "new"), [*permutations(FOUR, 2)])
def test_another_format_is_no_change(old: str, new: str) -> None:
    found = diff(read(FOUR[old], name=old), read(FOUR[new], name=new))
    assert [hunk.formatting for hunk in found.hunks] == [()]


@pytest.mark.parametrize(("old", "new"), [*permutations(FILES, 2)])
def test_a_rich_document_in_another_format_has_no_other_look_nor_moved_notes(old: str, new: str) -> None:
    found = diff(read(FILES[old], name=old), read(FILES[new], name=new))
    assert not [hunk for hunk in found.hunks if hunk.formatting or hunk.notes]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (w.p("Plain ", w.r("bold", properties=STRONG)), [("bold", "bold")]),
        # Bold on bold turns it off, unless a run says so itself.
        (w.p("Bold ", w.r("off", properties=STRONG), style="Loud"), [("bold", "Bold")]),
        (w.p("Bold ", w.r("on", properties=STRONG + BOLD), style="Loud"), [("bold", "Bold on")]),
        (w.p("Bold ", w.r("off", properties='<w:b w:val="0"/>'), style="Louder"), [("bold", "Bold")]),
        (w.p("A heading", style="Heading1"), []),
        (w.p(w.r("A heading", properties=ITALIC), style="Heading1"), []),
        (w.p("A ", w.r("heading", properties=ITALIC), style="Heading1"), [("italic", "heading")]),
        (w.p("A ", w.r("link", properties='<w:rStyle w:val="Hyperlink"/>')), []),
        (w.p("A ", f"<w:hyperlink>{w.r('link', properties=LINE)}</w:hyperlink>"), []),
        # The end of the paragraph is bold, and a tab: nothing a reader sees.
        ("<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:t>Plain</w:t></w:r></w:p>", []),
        (w.p("One", w.r("<w:tab/>", properties=LINE), "two"), []),
        (w.p(w.r("One", properties=BOLD), w.ins(w.r(" two", properties=BOLD)), " three"), [("bold", "One two")]),
    ],
)
def test_styles_of_word(paragraph: str, expected: list[tuple[str, str]]) -> None:
    styles = (
        w.style("Strong", run=BOLD, form="character")
        + w.style("Loud", run=BOLD)
        + w.style("Louder", based_on="Loud")
        + w.style("Heading1", named="heading 1", run=BOLD, paragraph='<w:outlineLvl w:val="0"/>')
        + w.style("Hyperlink", run=LINE, form="character")
    )
    assert looks(word(paragraph, styles=styles)) == expected


def test_the_look_before_a_tracked_change_of_it() -> None:
    change = '<w:b/><w:rPrChange w:id="1" w:author="A"><w:rPr><w:i/></w:rPr></w:rPrChange>'
    data = w.docx(w.p("A ", w.r("word", properties=change)))
    assert looks(read(data, name="a.docx")) == [("bold", "word")]
    assert looks(read(data, name="a.docx", view="original")) == [("italic", "word")]


def test_a_note_has_its_own_look() -> None:
    mark = '<w:r><w:rPr><w:b/></w:rPr><w:footnoteReference w:id="5"/></w:r>'
    note = f'<w:footnote w:id="5">{w.p("In ", w.r("notes", properties=ITALIC))}</w:footnote>'
    document = read(w.docx(w.p("One", mark, " two."), w.p("Three."), footnotes=note), name="a.docx")
    assert [looks(document, at) for at in range(3)] == [[], [("italic", "notes")], []]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>a <strong>b</strong> <em>c</em>", [("bold", "b"), ("italic", "c")]),
        ("<p>a <b>b</b>\n<b>c</b>", [("bold", "b c")]),
        ('<p>a <span style="font-weight: 600">b</span>', [("bold", "b")]),
        ('<p>a <b style="font-weight:normal">b</b>', []),
        ("<style>.c1 {font-weight:700} .c2 {font-style:italic}</style><p>a <span class='c1 c2'>b</span>",
         [("bold", "b"), ("italic", "b")]),
        ("<style>em {font-style:normal; font-weight:bold}</style><p>a <em>b</em>", [("bold", "b")]),
        ("<p>a <a href='x'><u>b</u></a> <u>c</u>", [("underline", "c")]),
        ("<h1><b>a b</b></h1>", []),
        ("<p>H<sub>2</sub>O", [("subscript", "2")]),
        ("<table><tr><th>a</th></tr></table>", []),
    ],
)  # fmt: skip
def test_looks_of_html(page: str, expected: list[tuple[str, str]]) -> None:
    assert looks(html(page)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a **b\nc** d", [("bold", "b c")]),
        ("a ***b*** d", [("bold", "b"), ("italic", "b")]),
        ("a <u>b</u> </b>d", [("underline", "b")]),
        ("# A **b**", [("bold", "b")]),
        ("- **a** b", [("bold", "a")]),
    ],
)
def test_looks_of_markdown(text: str, expected: list[tuple[str, str]]) -> None:
    assert looks(read(text.encode(), name="a.md")) == expected


# Telling

OLD = "<p>De raad <b>moet</b> vandaag beslissen over de <i>brug</i> van 5 m<sup>2</sup>."
NEW = "<p>De raad moet <b>vandaag nog</b> beslissen over de brug van 5 m2."


def changes() -> Diff:
    return choose(diff(html(OLD), html(NEW)), show=["formatting"])


def told(found: Diff) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [
        (found.new.blocks[look.new.block].text[look.new.start : look.new.end], look.added, look.removed)
        for hunk in found.hunks
        for look in hunk.formatting
    ]


def test_words_that_stayed_are_told_beside_words_that_changed() -> None:
    found = changes()
    assert [hunk.kind for hunk in found.hunks] == ["changed"]
    assert told(found) == [
        ("moet", (), ("bold",)),
        ("vandaag", ("bold",), ()),
        ("brug", (), ("italic",)),
        ("2", (), ("superscript",)),
    ]
    for look in found.hunks[0].formatting:
        old, new = found.old.blocks[look.old.block].text, found.new.blocks[look.new.block].text
        assert old[look.old.start : look.old.end] == new[look.new.start : look.new.end]
    jsonschema.validate(found.to_dict(), schema("redline"))


def test_formatting_is_quiet_unless_it_is_shown() -> None:
    old, new = html("<p>De raad <b>moet</b> beslissen."), html("<p>De raad moet beslissen.")
    found = diff(old, new)
    assert [hunk.kind for hunk in found.hunks] == ["equal"]
    assert found.has_quiet_changes
    assert found.to_dict()["changes"][0]["formatting"][0]["quiet"] is True
    shown = choose(found, show=["formatting"])
    assert [hunk.kind for hunk in shown.hunks] == ["formatting"]
    assert shown.stats["formatting"] == 1
    assert [hunk.kind for hunk in choose(shown, only=["number"]).hunks] == ["equal"]


def test_formatting_is_told_in_every_output() -> None:
    found = changes()
    page = render.html(found)
    assert '<span class="look no-bold">moet</span> <span class="look now-bold">vandaag</span> <ins>nog </ins>' in page
    assert "<span>“moet”: no longer bold</span><span>“vandaag”: now bold</span>" in page
    said = "“moet”: no longer bold; “vandaag”: now bold; “brug”: no longer italic; “2”: no longer superscript"
    assert said in render.terminal(found, color=False, width=200)
    assert said in render.markdown(found)
    assert "“moet”: niet meer vet" in render.html(found, lang="nl")
    assert "“moet”: no longer bold" in found._repr_html_()
    assert "\x1b[4;33mmoet" in render.terminal(found, color=True, width=200)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>A <b>word</b>, more.", "<p>A <b>word,</b> more."),  # a bold comma is no news
        ("<p>A <b>word here</b>.", "<p>A <b>word</b> <b>here</b>."),
        ("<h2>A heading</h2>", "<p><b>A heading</b>"),  # its kind says it
    ],
)
def test_what_nobody_sees_is_no_change(old: str, new: str) -> None:
    assert told(diff(html(old), html(new))) == []


def test_a_header_of_a_table_is_bold_in_one_format_and_a_header_in_another() -> None:
    old = html("<table><tr><th>Jaar</th><th>Kosten</th></tr><tr><td>2025</td><td>vijf</td></tr></table>")
    row = w.row(*(w.cell(w.p(w.r(text, properties=BOLD))) for text in ("Jaar", "Kosten")))
    new = word(w.table(row, w.row("2025", "vijf")))
    assert told(diff(old, new)) == []
    assert told(diff(word(w.table(w.row("Jaar", "Kosten"), w.row("2025", "vijf"))), new)) != []


def test_both_halves_of_a_split_paragraph_know_their_look() -> None:
    old = html("<p>De raad <b>moet</b> vandaag beslissen. De brug is <i>heel</i> erg oud en duur voor de stad.")
    new = html("<p>De raad moet vandaag beslissen.<p>De brug is heel erg oud en duur voor de stad.")
    found = choose(diff(old, new), show=["formatting"])
    assert [hunk.kind for hunk in found.hunks] == ["split"]
    assert [(look.old, look.new) for look in found.hunks[0].formatting] == [
        (look.old, look.new) for look in (choose(diff(old, new), show=["formatting"]).hunks[0].formatting)
    ]
    assert told(found) == [("moet", (), ("bold",)), ("heel", (), ("italic",))]
    assert [look.new.block for look in found.hunks[0].formatting] == [0, 1]


# Laws

WORDS = st.sampled_from("de raad moet het plan van 12,5 euro vandaag, niet morgen goedkeuren".split())
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@st.composite
def blocks(draw: st.DrawFn) -> Document:
    texts = draw(st.lists(TEXTS, min_size=1, max_size=3))
    found = []
    for index, text in enumerate(texts):
        marks = []
        for kind in draw(st.sets(st.sampled_from(FORMATTING), max_size=3)):
            start = draw(st.integers(0, len(text) - 1))
            marks.append(Mark(Span(start, draw(st.integers(start + 1, len(text)))), kind))
        found.append(Block(index, draw(st.sampled_from(["paragraph", "heading"])), text, marks=tuple(marks)))  # type: ignore[arg-type]
    return Document(Source("a"), tuple(found))


@settings(max_examples=200, deadline=None)
@given(blocks(), blocks())
def test_laws(old: Document, new: Document) -> None:
    there, back = diff(old, new), diff(new, old)
    for hunk in there.hunks:
        for look in hunk.formatting:
            was = old.blocks[look.old.block].text[look.old.start : look.old.end]
            assert was == new.blocks[look.new.block].text[look.new.start : look.new.end] == was.strip() != ""
            assert look.old.block in hunk.link.a
            assert look.new.block in hunk.link.b
            assert (look.added or look.removed) and not set(look.added) & set(look.removed)
    seen = sorted((look.old, look.new, look.added, look.removed) for hunk in there.hunks for look in hunk.formatting)
    assert seen == sorted(
        (look.new, look.old, look.removed, look.added) for hunk in back.hunks for look in hunk.formatting
    )
    assert not any(hunk.formatting for hunk in diff(old, old).hunks)
    jsonschema.validate(choose(there, show=["formatting"]).to_dict(), schema("redline"))


@settings(max_examples=100, deadline=None)
@given(blocks(), blocks())
def test_every_output_still_has_both_texts(old: Document, new: Document) -> None:
    found = choose(diff(old, new), show=["formatting"])
    for change in found.to_dict()["changes"]:
        for side, document, ops in (("old", old, ("equal", "delete")), ("new", new, ("equal", "insert"))):
            text = "".join(part["text"] for part in change["segments"] if part["op"] in ops)
            assert text == "\n".join(document.blocks[at].text for at in change[side])
    assert render.html(found)
    assert render.terminal(found, color=False, width=80)
