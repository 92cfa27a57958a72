"""An HTML page is read as a browser shows it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docdiff.errors import ReadError
from docdiff.model import Document, Source, View, source_position
from docdiff.readers.html import read

from .notation import shown


def page(html: str | bytes, view: View = "final") -> Document:
    """A page read from its source."""
    return read(html.encode() if isinstance(html, str) else html, Source("page.html"), view=view)


def test_blocks_begin_where_a_browser_begins_a_line() -> None:
    document = page("<h2>Title</h2>Loose words <div>in <b>bo</b>ld<p>and   a\nparagraph</div>and a <i>tail</i>")
    assert shown(document) == ["# Title", "Loose words", "in bold", "and a paragraph", "and a tail"]
    assert document.blocks[0].level == 2


def test_white_space_is_collapsed_but_not_between_letters_and_not_in_pre() -> None:
    document = page("<p> on<em>e </em> <em> two</em>\n\n three&nbsp; </p><pre>\nif x:\n    y  z\n</pre>")
    assert shown(document) == ["one two three", "if x:\n    y  z"]


def test_a_line_break_keeps_the_paragraph_and_two_end_it_where_nothing_else_does() -> None:
    document = page("<div>Lange Straat 1<br>1234 AB <b>Ergens<br></b><br>\nGeachte lezer,<br/></div>")
    assert shown(document) == ["Lange Straat 1\n1234 AB Ergens", "Geachte lezer,"]


def test_two_line_breaks_in_a_paragraph_are_one_line_end_as_in_a_word_file() -> None:
    document = page("<p>Lange Straat 1<br>1234 AB <b>Ergens<br></b><br>\nGeachte lezer,<br/></p><p>Dank.</p>")
    assert shown(document) == ["Lange Straat 1\n1234 AB Ergens\nGeachte lezer,", "Dank."]


def test_soft_hyphens_are_not_seen() -> None:
    assert shown(page("<p>ge&shy;meen\u00adte</p>")) == ["gemeente"]


def test_lists_are_labelled_as_shown() -> None:
    document = page(
        "<ol start=3><li>c<ol type=a><li>deep<p>more of it</ol><li value=9>nine</ol>"
        "<ul><li>dot</ul><ol reversed type=I><li>two<li>one</ol>"
    )
    assert [(block.kind, block.label, block.level, block.text) for block in document.blocks] == [
        ("list_item", "3.", 1, "c"),
        ("list_item", "a.", 2, "deep"),
        ("paragraph", "", 0, "more of it"),
        ("list_item", "9.", 1, "nine"),
        ("list_item", "•", 1, "dot"),
        ("list_item", "II.", 1, "two"),
        ("list_item", "I.", 1, "one"),
    ]


def test_merged_cells_are_there_once() -> None:
    document = page(
        "<table><caption>Kosten</caption><tr><th colspan=2>Jaar<th>€</tr>"
        "<tr><td rowspan=2>2026<td>plan<td>3</tr><tr><td>echt<td>4</tr></table>"
        "<table><tr><td>next</table>"
    )
    assert [(block.text, block.place.cell) for block in document.blocks] == [
        ("Kosten", None),
        ("Jaar", (0, 0, 0)),
        ("€", (0, 0, 2)),
        ("2026", (0, 1, 0)),
        ("plan", (0, 1, 1)),
        ("3", (0, 1, 2)),
        ("echt", (0, 2, 1)),
        ("4", (0, 2, 2)),
        ("next", (1, 0, 0)),
    ]
    assert [block.kind for block in document.blocks[:2]] == ["caption", "cell"]


NOTE_SHAPES = {
    "pandoc": '<p>Word<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> on.</p>'
    '<p>Next.<section class="footnotes" role="doc-endnotes"><hr/><ol><li id="fn1"><p>The note.<a href="#fnref1"'
    ' class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>',
    "LibreOffice": '<p>Word<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>'
    ' on.</p><p>Next.</p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" '
    'href="#sdfootnote1anc">1</a>The note.</p></div>',
    "Word": '<p>Word<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a> on.</p><p>Next.</p><div><hr><div id=ftn1>'
    '<p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> The note.</p></div></div>',
    "Google Docs": '<p>Word<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> on.</p><p>Next.</p><hr><div><p>'
    '<a href="#ftnt_ref1" id="ftnt1">[1]</a> The note.</p></div>',
    "GitHub": '<p>Word<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref>1</a></sup> on.</p>'
    '<p>Next.<section data-footnotes class="footnotes"><h2 id="footnote-label" class="sr-only">Footnotes</h2><ol>'
    '<li id="user-content-fn-1"><p>The note. <a href="#user-content-fnref-1" data-footnote-backref>↩</a></p></ol>',
    "Wikipedia": '<p>Word<sup id="ref-1-0" class="reference"><a href="#cite_note-1"><span>[</span>1<span>]</span></a>'
    '</sup> on.</p><p>Next.</p><ol class="references"><li id="cite_note-1"><span>↑ <a href="#ref-1-0"><sup>a</sup></a> '
    "</span><span>The note.</span></ol>",
    "Asciidoctor": '<p>Word<sup class="footnote">[<a id="_ref_1" class="footnote" href="#_footnotedef_1">1</a>]</sup> '
    'on.</p><p>Next.</p><div class="footnote" id="_footnotedef_1"><a href="#_ref_1">1</a>. The note.</div>',
    "Sphinx": '<p>Word<a class="footnote-reference" href="#id2" id="id1" role="doc-noteref"><span>[</span>1<span>]'
    '</span></a> on.</p><p>Next.</p><aside id="id2" role="doc-footnote"><span><span>[</span><a role="doc-backlink" '
    'href="#id1">1</a><span>]</span></span><p>The note.</p></aside>',
}


@pytest.mark.parametrize("shape", NOTE_SHAPES)
def test_notes_stand_behind_their_mark_whoever_wrote_the_page(shape: str) -> None:
    document = page(NOTE_SHAPES[shape])
    assert shown(document) == ["Word on.", "[1] The note.", "Next."]
    (mark,) = (mark for mark in document.blocks[0].marks if mark.kind == "note")
    assert (mark.span.start, mark.span.end, mark.value) == (4, 4, "1")


def test_links_to_headings_are_no_notes() -> None:
    document = page('<p>See <a href="#two" id="back">2</a>.<h2 id="two">Two <a href="#back">up</a></h2><p>Text.')
    assert shown(document) == ["See 2.", "# Two up", "Text."]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>no</p>",
        "<div style='color:red; display : none'><p>no</div>",
        "<span style='visibility:hidden'>no</span>",
        "<script>document.write('<p>no')</script>",
        "<style>p::after { content: 'no' }</style>",
        "<template><p>no</template>",
        "<noscript>no</noscript>",
        "<input value=no>",
        "<!-- docdiff: allow no -->",
        "<iframe>no</iframe>",
    ],
)
def test_what_a_browser_hides_is_left_out(hidden: str) -> None:
    assert shown(page(f"<p>Seen</p>{hidden}<p aria-hidden=true>also seen</p>")) == ["Seen", "also seen"]


def test_the_head_and_foot_of_a_page_are_furniture() -> None:
    document = page(
        "<body><header>Site</header><nav>Menu</nav><main><article><header><p>By us</header>Text</article></main>"
        "<footer>©</footer></body>"
    )
    assert shown(document) == ["By us", "Text"]
    assert [block.text for block in document.blocks if block.kind == "furniture"] == ["Site", "Menu", "©"]


def test_the_head_and_foot_that_libreoffice_writes_are_furniture() -> None:
    document = page("<body><div title=header><p>Kenmerk 12</p></div><p>Text</p><div title=footer><p>1</p></div></body>")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("furniture", "Kenmerk 12"),
        ("paragraph", "Text"),
        ("furniture", "1"),
    ]


def test_a_head_with_the_only_title_is_text() -> None:
    assert shown(page("<body><header id=title-block-header><h1>Title</h1></header><p>Text")) == ["# Title", "Text"]


@pytest.mark.parametrize(
    ("view", "texts"),
    [
        ("final", ["The crimson fox.", "Added."]),
        ("original", ["The brown fox.", "Gone."]),
        ("all", ["The browncrimson fox.", "Gone.", "Added."]),
    ],
)
def test_tracked_changes(view: View, texts: list[str]) -> None:
    document = page(
        "<p>The <del>brown</del><ins data-author=Ann>crimson</ins> fox.</p><del><p>Gone.</del><ins><p>Added.</p></ins>",
        view,
    )
    assert shown(document) == texts
    assert "4 tracked changes" in document.problems[0].message
    marks = [(mark.kind, mark.value) for mark in document.blocks[0].marks if mark.kind != "source"]
    assert marks == ([("deleted", ""), ("inserted", "Ann")] if view == "all" else [])


def test_what_the_head_says_becomes_meta() -> None:
    document = page(
        '<html lang="nl-NL"><head><title>Brief \n over</title><meta name="author" content="A. Schrijver">'
        '<meta name="dcterms.date" content="2026-03-02T10:00"></head><body>Tekst</body></html>'
    )
    assert document.meta == {"title": "Brief over", "author": "A. Schrijver", "date": "2026-03-02", "language": "nl"}


HEADS = {
    '<meta property="og:title" content="T"><meta property="article:published_time" content="2026-03-02T10:00+01:00">': {
        "title": "T",
        "date": "2026-03-02",
    },
    '<title>T</title><meta property="og:title" content="Other"><meta name=DCTERMS.issued content="2026/03/02">': {
        "title": "T",
        "date": "2026-03-02",
    },
    '<meta name="DCTERMS.creator" content="Ministerie"><meta name="date" content="2 maart 2026">': {
        "author": "Ministerie",
        "date": "2026-03-02",
    },
    '<meta name="created" content="2026-03-02T10:00:00"><meta name="changed" content="2026-04-03">': {
        "created": "2026-03-02",
        "modified": "2026-04-03",
    },
    '<meta http-equiv="Content-Language" content="nl-NL"><meta name="date" content="02-03-2026">': {"language": "nl"},
    "<title>T</title><body lang=EN-GB><svg><title>Icon</title></svg>": {"title": "T", "language": "en"},
    "<svg><title>Icon</title></svg><title>T</title>": {"title": "T"},
}


@pytest.mark.parametrize("head", HEADS)
def test_programs_name_the_same_things_in_their_own_ways(head: str) -> None:
    assert page(f"<!doctype html>{head}<p>Tekst").meta == HEADS[head]


def test_a_block_says_the_language_it_is_in_where_it_is_another() -> None:
    document = page("<html lang=nl><p>Ja.<p lang=en-US>Yes.<blockquote lang=fr><p>Oui.</p></blockquote><p lang=nl>Nee.")
    said = [[mark.value for mark in block.marks if mark.kind == "language"] for block in document.blocks]
    assert said == [[], ["en"], ["fr"], []]


def test_what_stands_behind_the_end_is_shown() -> None:
    assert shown(page("<html><body><p>One</body></html><p>Two")) == ["One", "Two"]


class TestEncodings:
    @pytest.mark.parametrize(
        ("data", "used"),
        [
            ("\ufeff<p>café €".encode(), "utf-8"),
            ("<p>café €".encode("utf-16"), "utf-16"),
            ("<meta charset='iso-8859-1'><p>café €".encode("cp1252"), "cp1252"),
            ("<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>caf".encode("koi8-r"), "koi8-r"),
            ("<p>café €".encode(), "utf-8"),
        ],
    )
    def test_what_the_file_says_is_believed(self, data: bytes, used: str) -> None:
        document = page(data)
        assert (document.source.encoding, document.problems) == (used, ())
        assert "café €".startswith(document.blocks[0].text)

    def test_a_guess_is_said(self) -> None:
        document = page("<meta charset=utf-8><p>café €".encode("cp1252"))
        assert (document.blocks[0].text, document.problems[0].code) == ("café €", "encoding-guessed")


class TestPlaces:
    def test_every_piece_knows_its_line_and_column(self) -> None:
        block = page("<html>\n<p class='a &gt; b'>One &amp; <!-- two -->tw<b>o\n  three</b> f&oacute;ur").blocks[0]
        assert block.text == "One & two three fóur"
        for word, place in (("One", (2, 21)), ("&", (2, 25)), ("tw", (2, 43)), ("o t", (2, 48)), ("three", (3, 3))):
            assert source_position(block, block.text.index(word)) == place
        assert (block.place.line, block.place.end_line) == (2, 3)

    def test_lines_are_counted_beyond_what_lxml_counts(self) -> None:
        assert page("\n" * 70_000 + "<p>far").blocks[0].place.line == 70_001

    def test_hidden_words_do_not_draw_the_place_to_them(self) -> None:
        block = page("<p hidden>word</p>\n<script>word</script><p title=word>\nword").blocks[0]
        assert source_position(block, 0) == (3, 1)


_PIECES = [
    *"<>/&;!-\n \"'=",
    *"<p> </p> <table> <td> <li> <ol> <ins> </ins> <del> <sup> <br> <pre> &amp; een two".split(),
    "<a href=#fn1>",
    "<li id=fn1>",
]


class TestHostile:
    def test_very_deep_nesting_is_refused(self) -> None:
        with pytest.raises(ReadError, match="deep"):
            page("<div>" * 100_000 + "deep")

    def test_deep_nesting_is_read(self) -> None:
        assert shown(page("<div>" * 1000 + "deep" + "</div>" * 1000)) == ["deep"]

    def test_entities_are_not_defined(self) -> None:
        document = page('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x; words')
        assert "&x; words" in document.blocks[-1].text

    @pytest.mark.parametrize(
        "piece",
        ["<a", "<!--", "<script>", "<b>x", "</b>", "<td rowspan=9 colspan=1000>x", "<tr><td rowspan=9>", "&", "x<br>"],
    )
    def test_repeated_pieces_take_linear_time(self, piece: str) -> None:
        started = time.process_time()
        try:
            page(piece * 20_000)
        except ReadError as error:
            assert "deep" in str(error)
        assert time.process_time() - started < 4

    def test_many_rules_and_many_elements_are_not_multiplied(self) -> None:
        rules = "".join(f".a{number} .b{{display:none}}" for number in range(2_000))
        words = "".join(f"<p class=b id=a{number}>x" for number in range(5_000))
        started = time.process_time()
        page(f"<style>{rules}</style>{'<div>' * 300}{words}")
        assert time.process_time() - started < 6

    @given(st.binary(max_size=300))
    @settings(max_examples=200, deadline=None)
    def test_bytes_are_a_document_or_a_read_error(self, data: bytes) -> None:
        try:
            page(data)
        except ReadError as error:
            assert "page.html" in str(error)

    @given(st.lists(st.sampled_from(_PIECES), max_size=60), st.sampled_from(["final", "original", "all"]))
    @settings(max_examples=300, deadline=None)
    def test_broken_pages_are_read_too(self, pieces: list[str], view: View) -> None:
        for block in page("".join(pieces), view).blocks:
            assert block.text == block.text.strip() != ""
            for mark in block.marks:
                assert 0 <= mark.span.start <= mark.span.end <= len(block.text)


_WORD = st.text(alphabet="abcdefgéëü&<'0123456789", min_size=1, max_size=6)
_INLINE = st.sampled_from(
    ["{}", "<b>{}</b>", "<i>{}</i> ", "{}<br>", "<a href='#x'>{}</a>", "\n {}", "<span>{}</span> "]
)
_BLOCK = st.sampled_from(
    ["<p>{}</p>", "<div>{}</div>\n", "<ul><li>{}</ul>", "<h3>{}</h3>", "<table><tr><td>{}</table>", "<blockquote>{}"]
)


@st.composite
def _pages(draw: st.DrawFn) -> tuple[str, list[str]]:
    words: list[str] = []
    body = ""
    for _ in range(draw(st.integers(1, 5))):
        inside = ""
        for word in draw(st.lists(_WORD, min_size=1, max_size=6)):
            words.append(word)
            escaped = word.replace("&", "&amp;").replace("<", "&lt;").replace("é", "&eacute;")
            inside += draw(_INLINE).format(escaped)
        body += draw(_BLOCK).format(inside)
    return body, words


@given(_pages())
@settings(max_examples=200, deadline=None)
def test_no_letter_is_lost_and_each_knows_its_place(generated: tuple[str, list[str]]) -> None:
    html, words = generated
    document = page(html)
    assert "".join("".join(block.text.split()) for block in document.blocks) == "".join(words)
    lines = html.split("\n")
    escapes = {"&": "&amp;", "<": "&lt;", "é": "&eacute;"}
    for block in document.blocks:
        for offset, letter in enumerate(block.text):
            if not letter.isspace():
                line, column = source_position(block, offset)
                assert lines[line - 1][column - 1 :].startswith(escapes.get(letter, letter))
