"""Pages that keep no rules are read as browsers repair them."""

from __future__ import annotations

import pytest

from docdiff.model import Source
from docdiff.readers.html import read


def texts(html: str) -> list[str]:
    return [block.text for block in read(html.encode(), Source("page.html")).blocks]


@pytest.mark.parametrize("tag", ["section", "article", "main", "figure", "details", "my-element", "hgroup"])
def test_a_page_without_body_may_begin_with_any_element(tag: str) -> None:
    assert texts(f"<!DOCTYPE html><meta charset=utf-8><title>T</title><{tag}>First.</{tag}><p>Next.") == [
        "First.",
        "Next.",
    ]


BROKEN = {
    "<p>one<div>two</div>three</p>four": ["one", "two", "three", "four"],
    "one</p>two</br>three": ["one", "two\nthree"],
    "<ul><li>one<li>two</ul>three</p>four": ["one", "two", "three", "four"],
    "<table>one<tr><td>cell</td></tr>two<p>three</p></table>four": ["one", "two", "three", "cell", "four"],
    "<table><tr><td>a<table>in<tr><td>b</table></table>": ["a", "in", "b"],
    "<b>one<p>two</p>three</b> <i>four<p>five": ["one", "two", "three four", "five"],
    "<p>one<plaintext><b>two\nthree": ["one", "<b>two\nthree"],
    "<p>a &lt b AT&T &eacute; &notit; &#128; x</p>": ["a < b AT&T é ¬it; € x"],
}


@pytest.mark.parametrize("html", BROKEN)
def test_order_and_lines_are_those_of_a_browser(html: str) -> None:
    assert texts(html) == BROKEN[html]


def test_an_xml_page_may_hold_marked_text_and_empty_elements() -> None:
    page = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>a<b/>'
    assert texts(f"{page}b<![CDATA[ <c> & d]]></p><div/><p>e</p></body></html>") == ["ab <c> & d", "e"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<progress value=3>no</progress>",
        "<meter value=3>no</meter>",
        "<div popover>no</div>",
        "<svg><defs><text>no</text></defs><symbol><text>no</text></symbol></svg>",
    ],
)
def test_what_browsers_show_instead_is_not_read(hidden: str) -> None:
    assert texts(f"<p>One</p>{hidden}<p>Two</p>") == ["One", "Two"]


def test_fractions_and_matrices_do_not_run_together() -> None:
    assert texts("<p>x = <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of <math><mtable><mtr><mtd><mn>3</mn></mtd>"
                 "<mtd><mn>4</mn></mtd></mtr></mtable></math>") == ["x = 1/2 of 3 4"]  # fmt: skip


def test_words_in_a_drawing_stand_apart_and_a_drawing_in_a_line_does_not() -> None:
    assert texts("<svg><text>one</text><text>two</text></svg>") == ["one", "two"]
    assert texts("<p>one <svg><path d=M0/></svg> two") == ["one two"]


@pytest.mark.parametrize(
    ("declared", "data", "text"),
    [
        ("iso-8859-9", b"\xfe \x80", "ş €"),
        ("gb2312", "中文镕".encode("gbk"), "中文镕"),
        ("x-mac-roman", b"caf\x8e", "café"),
        ("us-ascii", b"caf\xe9 \x80", "café €"),
        ("iso-8859-8-i", "שלום".encode("iso-8859-8"), "שלום"),
        ("utf-16", "café".encode(), "café"),  # it could not have been read as that
    ],
)
def test_encodings_mean_what_browsers_make_of_them(declared: str, data: bytes, text: str) -> None:
    document = read(b"<html><meta charset=%s><p>" % declared.encode() + data, Source("page.html"))
    assert ([block.text for block in document.blocks], document.problems) == ([text], ())


@pytest.mark.parametrize("around", ["<!-- %s -->", "<script>var x = '%s'</script>"])
def test_an_encoding_in_a_comment_or_script_says_nothing(around: str) -> None:
    page = "<html>" + around % "<meta charset=iso-8859-2>" + "<meta charset=utf-8><p>café"
    assert texts(page) == ["café"]


def test_one_odd_byte_does_not_spoil_the_other_letters() -> None:
    document = read(b"<html><meta charset=utf-8><p>caf\xe9 en " + "één €".encode(), Source("page.html"))
    assert [block.text for block in document.blocks] == ["café en één €"]
    assert [(problem.code, "line 1," in problem.message) for problem in document.problems] == [("encoding-mixed", True)]
