"""Files from strangers: whatever their bytes, a document comes out, or a `ReadError` that says what is wrong."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from typing import get_args
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docdiff.errors import ReadError
from docdiff.model import Document, Source, View
from docdiff.package import HIGHEST_RATIO, MOST_MEMBERS, open_package
from docdiff.readers import docx as docx_reader
from docdiff.readers import odt as odt_reader
from docdiff.readers.collector import MOST_BLOCKS_OF_A_COMMENT

from . import opendocument as od
from . import word as w
from .word import zipped

Read = Callable[..., Document]
VIEWS: tuple[View, ...] = get_args(View)

WORD = w.docx(
    w.p("The ", w.gone("red"), w.ins(w.r("crimson")), " fox", w.field(" PAGE ", w.r("1")), mark="del"),
    w.p(w.r("bold", properties='<w:rStyle w:val="Vet"/><w:b w:val="0"/><w:i/><w:u w:val="single"/>'), w.r(" plain")),
    w.p("x", w.r("2", properties='<w:vertAlign w:val="superscript"/>'), w.ins(w.r("y", properties="<w:strike/>"))),
    w.item("one"),
    w.table(w.row("a", w.cell("b", w.text_box(w.p("c"))), mark="ins")),
    w.p("Text", '<w:commentRangeStart w:id="1"/>', '<w:r><w:footnoteReference w:id="2"/></w:r>', style="Kop1"),
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>',
    styles=w.style("Kop1", named="heading 1") + w.style("Vet", run="<w:b/><w:dstrike/>", form="character"),
    numbering=w.numbering(w.level(0, "decimal", "%1.")),
    comments=f'<w:comment w:id="1" w:author="Eva">{w.p("So?")}</w:comment>',
    footnotes=f'<w:footnote w:id="2">{w.p("Note.")}</w:footnote>',
    header=w.p("Head"),
)
OPEN = od.odt(
    od.changes(a=od.deletion(od.p("red"), od.p("blue")), b=od.insertion()),
    od.p("The ", od.removed("a"), od.started("b"), "crimson", od.ended("b"), od.note("1", od.p("Note."))),
    od.p('<text:span text:style-name="T1">bold<text:span text:style-name="T2">2</text:span></text:span> plain'),
    od.items("one", od.items("two")),
    f"<table:table><table:table-row><table:table-cell>{od.p('a')}</table:table-cell></table:table-row></table:table>",
    automatic=od.list_style(od.level(1, "1"))
    + od.style("P1", "Title")
    + od.style("T1", family="text", text='fo:font-weight="bold" style:text-underline-style="none"')
    + od.style("T2", "T1", "text", 'style:text-position="super 58%" fo:font-style="italic"'),
    masters=f'<style:master-page style:name="Standard"><style:header>{od.p("Head")}</style:header></style:master-page>',
)
READERS: dict[str, tuple[Read, bytes]] = {"docx": (docx_reader.read, WORD), "odt": (odt_reader.read, OPEN)}
BOTH = pytest.mark.parametrize("kind", list(READERS))


def survives(read: Read, data: bytes, view: View = "final") -> Document | None:
    """The document, or None for a refusal, which must be a sentence that names the file."""
    try:
        document = read(data, Source("strange"), view=view)
    except ReadError as error:
        assert str(error).startswith("strange") and str(error).endswith(".")
        return None
    for index, block in enumerate(document.blocks):
        assert block.index == index and block.text == block.text.strip() != ""
        assert all(0 <= mark.span.start <= mark.span.end <= len(block.text) for mark in block.marks)
    return document


def repacked(data: bytes, change: Callable[[bytes], bytes], which: int) -> bytes:
    """The package with one of its members changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(members)[which % len(members)]
    return zipped({**members, name: change(members[name])})


@BOTH
@given(seed=st.integers(0, 2**32), view=st.sampled_from(VIEWS))
@settings(max_examples=150)
def test_damaged_bytes(kind: str, seed: int, view: View) -> None:
    read, whole = READERS[kind]
    survives(read, damage(whole, seed), view)


@BOTH
@given(seed=st.integers(0, 2**32), which=st.integers(0, 20), view=st.sampled_from(VIEWS))
@settings(max_examples=300)
def test_damaged_parts(kind: str, seed: int, which: int, view: View) -> None:
    read, whole = READERS[kind]
    survives(read, repacked(whole, lambda member: damage(member, seed), which), view)


def damage(data: bytes, seed: int) -> bytes:
    """The data with one to four stretches cut, doubled, moved or overwritten."""
    chance, out = random.Random(seed), bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if not out:
            break
        start = chance.randrange(len(out))
        end = min(len(out), start + chance.choice([1, 1, 2, 8, 40, 400]))
        piece = bytes(out[start:end])
        kind = chance.randrange(5)
        if kind == 0:
            del out[start:]
        elif kind == 1:
            del out[start:end]
        elif kind == 2:
            out[start:start] = piece
        elif kind == 3:
            del out[start:end]
            at = chance.randrange(len(out) + 1)
            out[at:at] = piece
        else:
            out[start:end] = chance.randbytes(len(piece))
    return bytes(out)


WORD_NAMES = """
    p r t delText tbl tr tc tcPr trPr pPr rPr ins del moveFrom moveTo sdt sdtContent hyperlink fldChar
    fldSimple instrText tab br sym footnoteReference endnoteReference commentRangeStart commentRangeEnd
    commentReference numPr numId ilvl outlineLvl pStyle vanish gridSpan vMerge cellIns cellDel cellMerge
    sectPr headerReference txbxContent drawing pict ruby rt rubyBase altChunk pPrChange smartTag customXml
    gridBefore hidden b i u strike dstrike vertAlign rStyle
""".split()
OPEN_NAMES = """
    text:p text:h text:list text:list-item text:list-header text:span text:s text:tab text:line-break
    text:note text:note-body text:note-citation text:change text:change-start text:change-end
    text:tracked-changes text:deletion text:changed-region text:insertion text:section text:hidden-paragraph
    text:hidden-text table:table table:table-row table:table-cell table:covered-table-cell draw:frame
    draw:text-box draw:object office:annotation text:ruby office:annotation-end text:table-of-content
    text:index-body table:table-header-rows style:style style:text-properties
""".split()
VALUES = st.sampled_from(
    ["0", "1", "2", "9", "-1", "99999999999999999999", "begin", "separate", "end", "restart", "a", "", "superscript"]
)
WORD_ATTRIBUTES = "val id fldCharType author char font customMarkFollows type vMerge vMergeOrig".split()
OPEN_ATTRIBUTES = """
    text:id text:change-id text:style-name text:c text:outline-level text:start-value text:continue-list
    text:is-hidden office:name text:note-class text:display table:number-columns-repeated
    table:number-rows-repeated text:level
""".split()


def trees(names: list[str], attributes: list[str], prefix: str) -> st.SearchStrategy[str]:
    """Elements of a format in any nesting, with attributes of it that hold anything."""
    said = st.dictionaries(st.sampled_from([prefix + name for name in attributes]), VALUES, max_size=3)

    def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.builds(
            lambda name, has, content: _element(
                prefix + name, {prefix + key: value for key, value in has.items()}, content
            ),
            st.sampled_from(names),
            said,
            st.lists(inside, max_size=4),
        )

    return st.recursive(st.sampled_from(["", "word", " x "]), element, max_leaves=25)


def _element(name: str, attributes: dict[str, str], content: list[str]) -> str:
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{said}>{''.join(content)}</{name}>"


@given(st.lists(trees(WORD_NAMES, WORD_ATTRIBUTES, "w:"), max_size=6), st.sampled_from(VIEWS))
@settings(max_examples=300)
def test_word_elements_in_any_order(body: list[str], view: View) -> None:
    notes = f'<w:footnote w:id="1">{"".join(body)}</w:footnote>'
    comments = f'<w:comment w:id="1">{w.p("x")}</w:comment>'
    levels = w.numbering(*(w.level(at, "decimal", "%1.%2") for at in range(3)))
    survives(docx_reader.read, w.docx(*body, footnotes=notes, comments=comments, numbering=levels), view)


@given(st.lists(trees(OPEN_NAMES, OPEN_ATTRIBUTES, ""), max_size=6), st.sampled_from(VIEWS))
@settings(max_examples=300)
def test_opendocument_elements_in_any_order(body: list[str], view: View) -> None:
    survives(odt_reader.read, od.odt(*body), view)


@BOTH
@given(cut=st.integers(0, 10_000))
def test_cut_off_files(kind: str, cut: int) -> None:
    read, whole = READERS[kind]
    assert survives(read, whole[: cut % len(whole)]) is None


class TestNesting:
    @pytest.mark.parametrize("name", ["w:p", "w:tbl", "w:ins", "w:unheardOf"])
    def test_a_hundred_thousand_elements_in_each_other_are_refused(self, name: str) -> None:
        assert survives(docx_reader.read, w.docx(f"<{name}>" * 100_000 + f"</{name}>" * 100_000)) is None

    @pytest.mark.parametrize(
        "names",
        [
            "w:tbl w:tr w:tc",
            "w:p w:r w:txbxContent",
            "w:p w:ins",
            "w:sdt w:sdtContent",
            "w:p w:hyperlink w:sdt",
            "mc:AlternateContent mc:Choice",
            "w:p w:ins w:r w:pict w:txbxContent w:tbl w:tr w:sdt w:tc",
        ],
    )
    @pytest.mark.parametrize("view", VIEWS)
    def test_the_deepest_file_the_parser_allows_is_read(self, names: str, view: View) -> None:
        tags = (names.split() * 250)[:248]
        body = "".join(f"<{tag}>" for tag in tags) + w.p("deep") + "".join(f"</{tag}>" for tag in reversed(tags))
        assert survives(docx_reader.read, w.docx(body), view) is not None

    @pytest.mark.parametrize("names", ["text:list text:list-item", "table:table table:table-row table:table-cell"])
    def test_the_deepest_opendocument_file_is_read(self, names: str) -> None:
        tags = (names.split() * 250)[:246]
        body = "".join(f"<{tag}>" for tag in tags) + od.p("deep") + "".join(f"</{tag}>" for tag in reversed(tags))
        assert survives(odt_reader.read, od.odt(body)) is not None

    def test_text_boxes_and_notes_in_each_other(self) -> None:
        names = ("text:p", "draw:frame", "draw:text-box", "text:p", "text:note", "text:note-body")
        tags = (list(names) * 50)[:246]
        body = "".join(f"<{tag}>" for tag in tags) + "".join(f"</{tag}>" for tag in reversed(tags))
        assert survives(odt_reader.read, od.odt(body, od.p("End."))) is not None


class TestPackages:
    def test_a_bomb_is_refused_before_anything_is_unpacked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        bomb = zipped({"word/document.xml": bytes(1_000_000 * 30)})
        unpacked = []
        monkeypatch.setattr(zipfile.ZipFile, "open", lambda *args, **options: unpacked.append(args))
        with pytest.raises(ReadError, match="unpacks to far more than it holds"):
            docx_reader.read(bomb, Source("bomb.docx"))
        assert unpacked == []
        assert HIGHEST_RATIO * len(bomb) < 30_000_000

    def test_many_middling_members_are_refused_as_one(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(30):
                archive.writestr(f"{number}.xml", b"x")
        data = bytearray(out.getvalue())
        at = -1
        while (at := data.find(b"PK\1\2", at + 1)) >= 0:
            struct.pack_into("<II", data, at + 20, 300_000, 60_000_000)  # packed and unpacked sizes, as declared
        with pytest.raises(ReadError, match="more than a gigabyte"):
            open_package(bytes(data), "bomb.docx")

    def test_too_many_members_are_not_even_listed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(zipfile, "ZipFile", None)
        with pytest.raises(ReadError, match="more parts than any document has"):
            open_package(b"PK\3\4" + b"PK\1\2" * (MOST_MEMBERS + 1), "many.docx")

    @pytest.mark.parametrize("size", [2, 400_000_000])
    def test_a_member_that_lies_about_its_size_is_refused(self, size: int) -> None:
        data = bytearray(zipped({"a.xml": "<a>text</a>"}))
        struct.pack_into("<I", data, data.find(b"PK\1\2") + 24, size)
        with pytest.raises(ReadError):
            open_package(bytes(data), "liar.docx").read("a.xml")

    @pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word/../../x", "..\\x", "C:/x", "C:\\x"])
    def test_names_that_lead_out_are_refused(self, name: str) -> None:
        with pytest.raises(ReadError, match="leads out of the file"):
            open_package(zipped({name: "x"}), "out.docx")

    def test_a_member_without_a_name_is_none(self) -> None:
        assert open_package(zipped({"": "x", "a.xml": "<a/>", "folder/": ""}), "odd.docx").names() == ("a.xml",)

    def test_relations_do_not_lead_out(self) -> None:
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="b" Type="x/officeDocument" Target="../../../../etc/passwd"/></Relationships>'
        )
        document = w.word(w.p("x"), members={"_rels/.rels": relations})
        assert [problem.code for problem in document.problems] == ["relations"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize(
        "entity",
        [
            '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
            '<!ENTITY a SYSTEM "file:///etc/passwd">',
            '<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;',
        ],
    )
    def test_entities_are_refused(self, entity: str, encoding: str) -> None:
        document = f'<!DOCTYPE x [{entity}]><w:document xmlns:w="{w.MAIN}"><w:body>&a;</w:body></w:document>'
        data = w.docx(members={"word/document.xml": document.encode(encoding)})
        with pytest.raises(ReadError, match="entities"):
            docx_reader.read(data, Source("strange"))

    def test_an_entity_across_the_border_of_two_chunks_is_seen(self) -> None:
        for shift in range(12):
            document = f'<!DOCTYPE x [{" " * (65_520 + shift)}<!ENTITY a "a">]><x/>'
            with pytest.raises(ReadError, match="entities"):
                w.word(members={"word/document.xml": document})


class TestBoundedWork:
    def test_a_comment_that_never_ends_marks_some_blocks_and_not_all(self) -> None:
        comments = f'<w:comment w:id="1" w:author="Eva">{w.p("So?")}</w:comment>'
        document = w.word('<w:commentRangeStart w:id="1"/>', *[w.p("x")] * 500, comments=comments)
        assert sum(len(block.marks) for block in document.blocks) == MOST_BLOCKS_OF_A_COMMENT

    def test_a_deletion_is_put_back_once(self) -> None:
        body = od.changes(a=od.deletion(od.p("word"))), od.p(*[od.removed("a")] * 1000)
        assert od.texts(*body, view="original") == ["word"]

    def test_one_element_is_no_gigabyte_of_spaces(self) -> None:
        assert len(od.texts(od.p("a", '<text:s text:c="999999"/>', "b"))[0]) == 1002

    @pytest.mark.parametrize("form", ["lowerLetter", "upperRoman", "chicago"])
    def test_a_number_gone_wild_is_written_in_digits(self, form: str) -> None:
        start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="999999999"/></w:lvlOverride>'
        numbers = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{start}</w:num>'
        levels = w.numbering(w.level(0, form, "%1"), numbers=numbers)
        assert w.labels(w.item("x"), numbering=levels) == ["999999999"]
