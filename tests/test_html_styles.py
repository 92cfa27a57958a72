"""What styles in a page hide, number and set apart is read as a browser shows it."""

from __future__ import annotations

import pytest

from docdiff.model import Document
from docdiff.readers import read
from docdiff.readers.html_selectors import read_selectors


def page(html: str) -> Document:
    return read(f"<!DOCTYPE html><html>{html}".encode(), name="a.html")


def texts(html: str) -> list[str]:
    return [block.text for block in page(html).body]


HIDING = {
    ".gone{display:none}": '<p class="a gone">',
    "#gone { visibility : hidden }": '<p id="gone">',
    "aside, dl {color:red; display:none !important}": "<aside>",
    "/* p{} */ @import url(a.css); p.gone{display:none}": '<p class="gone">',
    ".menu .sub{display:none}": '<div class="menu"><p class="sub">',
    "#x > p{display:none}": '<div id="x"><p>',
    "[data-hide]{display:none}": "<p data-hide>",
    "p[lang|='en']{display:none}": "<p lang=en-GB>",
    ".a.b{display:none}": '<p class="b c a">',
    "p:not(.shown){display:none}": "<p>",
    "dl{display:none!important} .gone{display:block}": '<dl class="gone">',  # what is important wins
    ".gone{display:none} p{display:block}": '<p class="gone">',  # and then what is more exact
    "@media screen{.gone{display:none}}": '<p class="gone">',
    "@media (min-width: 30em){.gone{display:none}}": '<p class="gone">',
    ".gone{position:absolute;width:1px;clip:rect(0, 0, 0, 0)}": '<p class="gone">',
    ".gone{position:absolute;left:-9999px}": '<p class="gone">',
    r".md\:hidden{display:none}": '<p class="md:hidden">',
}


@pytest.mark.parametrize("sheet", HIDING)
def test_what_a_style_sheet_hides_is_not_read(sheet: str) -> None:
    assert texts(f'<style>{sheet}</style>{HIDING[sheet]}Hidden.</p></div></dl></aside><p class="shown">Shown.') == [
        "Shown."
    ]


@pytest.mark.parametrize(
    "sheet",
    [
        ".shown{display:none} .shown{display:block}",  # the last rule decides
        ".shown{display:none} .x{display:block}",
        ".shown{display:none} #y{display:block} .shown{display:none}",
        "@media print{.shown{display:none}}",  # a person reads it on a screen
        "@media (max-width:600px){.shown{display:none}}",  # of the usual width
        "@media screen{@media print{.shown{display:none}}}",
        "div .shown{display:none}",  # and not every .shown stands in a div
        "/* .shown{display:none}",
        "b.shown{display:none}",
        ".shown:hover{display:none}",
        ".shown + p{display:none}",
        ".shown{display:bogus}",
        "div{.shown{display:none}}",
        ".shown{background:url(a;display:none)}",
        "li&gt; .shown, x; p{display:none}",  # no selector: only `@import` and its like end with a semicolon
        "<![CDATA[ .shown{display:none} ]]>",  # which is not how a style sheet is set apart in HTML
    ],
)
def test_what_may_be_shown_is_read(sheet: str) -> None:
    assert texts(f'<style>{sheet}</style><p class="shown x" id="y">Shown.</p>') == ["Shown."]


def test_the_own_style_of_an_element_and_its_last_word_decide() -> None:
    assert texts(
        "<style>.a{display:none}.b{display:none!important}</style><p class=a style='display:block'>One"
        "<p class=b style='display:block'>Gone<p style='display:none;display:block'>Two"
        "<p hidden style='display:block'>Three"
    ) == ["One", "Two", "Three"]


def test_a_page_that_hides_all_of_itself_waits_for_its_script() -> None:
    sheet = "<style>html{display:none} body{visibility:hidden!important}</style>"
    assert texts(f"{sheet}<body style='display:none'><p>Shown.") == ["Shown."]


def test_what_stands_unseen_may_hold_what_is_seen() -> None:
    assert texts("<div style='visibility:hidden'>no <p style='visibility:visible'>yes</p> no</div>") == ["yes"]


def test_hidden_elements_tear_no_paragraph() -> None:
    assert texts("<p>See <span hidden><div>no</div></span>page 3 <datalist><option>no</datalist> there") == [
        "See page 3 there"
    ]
    assert texts("<div>See <div style='display:none'>no</div>page 3</div>") == ["See page 3"]


BOXES = {
    "<style>b{display:block}</style><div><b>one</b><b>two</b></div>": ["one", "two"],
    "<style>my-p{display:block}</style><my-p>one</my-p><my-p>two</my-p>": ["one", "two"],
    "<div style='display:flex'><span>one</span><span>two</span></div>": ["one", "two"],
    "<style>.c{display:table-cell}</style><div><span class=c>one</span><span class=c>two</span></div>": ["one", "two"],
    "<div>one<span style='position:absolute;top:1em'>two</span></div>": ["one", "two"],
    "<div>one<span style='float:right'>two</span></div>": ["one", "two"],
    "<style>div{display:inline}</style><div>one</div> <div>two</div>": ["one two"],
    "<p><span style='float:left'>O</span>nce": ["Once"],  # the large letter a chapter begins with
    "<h1><span style='display:block'>One</span><span style='display:block'>title</span></h1>": ["One title"],
    "<p><span style='display:block'>one</span><span style='display:block'>two</span>": ["one\ntwo"],
}


@pytest.mark.parametrize("html", BOXES)
def test_blocks_are_what_styles_make_blocks(html: str) -> None:
    assert texts(html) == BOXES[html]


def test_line_ends_are_read_where_styles_show_them() -> None:
    sheet = "<style>.mail{white-space:pre-wrap}</style>"
    assert texts(f"{sheet}<div class=mail>To: B\nFrom: A\n\nDear  B,\n</div>") == ["To: B\nFrom: A", "Dear B,"]
    assert texts("<p style='white-space:pre-line'>Street 1\n  Town<p style='white-space:nowrap'>one\nline") == [
        "Street 1\nTown",
        "one line",
    ]
    assert not any(mark.kind == "code" for block in page(f"{sheet}<p class=mail>a").blocks for mark in block.marks)


def test_items_are_labelled_as_style_sheets_say() -> None:
    document = page(
        "<style>.a{list-style-type:lower-alpha} .n{list-style:none} ul.r li{list-style-type:upper-roman}</style>"
        "<ol class=a><li>x</ol><ul class=n><li>y</ul><ul class=r><li>z</ul><ol style='list-style:lower-greek'><li>w"
        "</ol><ol><li style='list-style-type:decimal-leading-zero'>v</ol><ol type=A><li type=i>u</ol>"
    )
    assert [block.label for block in document.blocks] == ["a.", "", "I.", "α.", "01.", "i."]


def test_numbers_that_style_sheets_count_are_labels() -> None:
    document = page(
        "<style>body{counter-reset:art} h2{counter-increment:art} h2::before{content:'Artikel ' counter(art) '. '}"
        "ol{counter-reset:item;list-style:none} li{counter-increment:item} li:before{content:counters(item,'.') ' '}"
        "</style><body><h2>Begrippen</h2><ol><li>een<ol><li>deel<li>nog een</ol><li>twee</ol><h2>Duur</h2><ol><li>drie"
    )
    assert [(block.label, block.text) for block in document.blocks] == [
        ("Artikel 1.", "Begrippen"),
        ("1", "een"),
        ("1.1", "deel"),
        ("1.2", "nog een"),
        ("2", "twee"),
        ("Artikel 2.", "Duur"),
        ("1", "drie"),
    ]


def test_google_docs_numbers_its_lists_in_the_style_sheet() -> None:
    document = page(
        "<style>.lst-1-0>li{counter-increment:n} ol.lst-1-0.start{counter-reset:n 0} .lst-1-0>li:before{content:"
        '"" counter(n,lower-latin) ") "} .lst-2-0>li:before{content:"\\0025cf   "} ol,ul{list-style-type:none}</style>'
        '<ol class="c1 lst-1-0 start"><li>een</li></ol><p>Tussen</p><ol class="c1 lst-1-0" start=2><li>twee</li></ol>'
        '<ul class="lst-2-0"><li>punt</ul>'
    )
    labelled = [f"{block.label} {block.text}" for block in document.blocks]
    assert labelled == [
        "a) een",
        " Tussen",
        "b) twee",
        "• punt",
    ]


def test_selectors_weigh_what_they_name() -> None:
    weights = [selector.weight for selector in read_selectors("p, .a.b, #x p:not(.y), div > p[lang], p:hover, a + b")]
    assert weights == [(0, 0, 1), (0, 2, 0), (1, 1, 1), (0, 1, 2)]


def test_page_in_utf_16_is_a_page() -> None:
    document = read("<!DOCTYPE html><p>Één <b>zin</b>.</p>".encode("utf-16"), name="page")
    assert (document.source.format, [block.text for block in document.body]) == ("html", ["Één zin."])


def test_any_tag_makes_a_page_of_what_is_called_one() -> None:
    document = read(b"The price is 10<sup>6</sup> euro.", name="a.html")
    assert [block.text for block in document.body] == ["The price is 106 euro."]
