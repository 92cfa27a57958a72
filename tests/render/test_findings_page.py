"""The page of findings: self-contained, escaped, every finding with its places."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html

from docdiff.checks import Related
from docdiff.model import Block, Document, Source, Span, Spot
from docdiff.render.excerpts import small_redline
from docdiff.render.findings_html import render

from .test_findings import document, finding


def text_of(page: str, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in html.fromstring(page).xpath(path)]


def test_a_finding_stands_with_its_words_its_fix_and_its_evidence() -> None:
    page = render([document()], [finding()])
    assert text_of(page, "//article/h2") == ["“11 May 2025” has another year than “12 May 2026”."]
    assert text_of(page, "//article/figure/figcaption") == ["memo.txt, line 6"]
    assert text_of(page, "//article/figure//del") == ["11 May 2025"]
    assert text_of(page, "//article/figure//ins") == ["11 May 2026"]
    assert text_of(page, "//section[@class='evidence']//mark") == ["12 May 2026"]
    assert text_of(page, "//strong[@class='badge']") == ["Error"]


@pytest.mark.parametrize(("lang", "said"), [("en", "Nothing found"), ("nl", "Niets gevonden")])
def test_nothing_found_is_said(lang: str, said: str) -> None:
    page = render([document()], [], lang=lang)
    assert said in page
    assert f'<html lang="{lang}">' in page


def test_nothing_of_a_document_can_act() -> None:
    evil = '<script>alert(1)</script> " onload=x <img src=x onerror=y> \u202egnp.exe'
    hostile = Document(Source(f"a{evil}.txt"), (Block(0, "paragraph", evil),))
    here = Spot(hostile, 0, Span(0, 8))
    page = render([hostile], [replace(finding(), message=evil, at=here, related=(Related(here, evil),), fix=None)])
    tree = html.fromstring(page)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img")
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert "\u202e" not in re.sub(r'<bdi class="control"[^>]*>\u202e</bdi>', "", page)
    assert "default-src 'none'" in page


def test_a_small_redline_cuts_what_did_not_change() -> None:
    same = "these words stay as they are, " * 20
    shown = small_redline(f"{same}the cost is 4 euro. {same}", f"{same}the cost is 5 euro. {same}")
    assert "<del>4</del><ins>5</ins>" in shown
    assert len(shown) < 400
    assert small_redline("the  same\nwords", "the same words") == ""
