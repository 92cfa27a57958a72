"""What a page's own style sheet hides is not read; pages are told by their tags, in UTF-16 as well."""

from __future__ import annotations

import pytest

from docdiff.readers import read


def texts(page: str) -> list[str]:
    return [block.text for block in read(page.encode(), name="a.html").body]


@pytest.mark.parametrize(
    ("sheet", "tag"),
    [
        (".gone{display:none}", '<p class="a gone">'),
        ("#gone { visibility : hidden }", '<p id="gone">'),
        ("aside, dl {color:red; display:none !important}", "<aside>"),
        ("/* p{} */ @import url(a.css); p.gone{display:none}", '<p class="gone">'),
    ],
)
def test_what_a_style_sheet_hides_is_not_read(sheet: str, tag: str) -> None:
    assert texts(f"<html><style>{sheet}</style>{tag}Hidden.</{tag[1:].split()[0].strip('>')}><p>Shown.</p>") == [
        "Shown."
    ]


@pytest.mark.parametrize(
    "sheet",
    [
        ".gone{display:none} .gone{display:block}",  # the last rule decides
        "@media print{.gone{display:none}}",  # a person reads it on a screen
        "div .gone{display:none}",  # and not every .gone stands in a div
        "/* .gone{display:none}",
        "b.gone{display:none}",
    ],
)
def test_what_may_be_shown_is_read(sheet: str) -> None:
    assert texts(f'<html><style>{sheet}</style><p class="gone">Shown.</p>') == ["Shown."]


def test_page_in_utf_16_is_a_page() -> None:
    document = read("<!DOCTYPE html><p>Één <b>zin</b>.</p>".encode("utf-16"), name="page")
    assert (document.source.format, [block.text for block in document.body]) == ("html", ["Één zin."])


def test_any_tag_makes_a_page_of_what_is_called_one() -> None:
    assert texts("The price is 10<sup>6</sup> euro.") == ["The price is 106 euro."]
