"""The page of a merge as an editor answers it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docdiff import merge
from docdiff.merging.decisions import read_decisions
from docdiff.render.merge_html import render

from .conftest import Open

pytestmark = pytest.mark.browser

BASE = ["The fee is 100 euro per month.", "The office is open from nine to five.", "Either party may end this."]
ANNA = ["The fee is 120 euro per month.", "The office is open from nine to six.", "Both parties may end this."]
BOB = ["The fee is 110 euro per month.", "The office is open from nine to four.", "Each party may end this."]


def test_the_page_writes_the_decision_file(open_page: Open, tmp_path: Path) -> None:
    made = merge(BASE, ANNA, BOB, people=["anna", "bob"])
    page = open_page(render(made))
    questions = page.locator(".question")
    questions.nth(0).locator("input[value='bob']").check()
    questions.nth(1).locator("input[value='text']").check()
    words = 'half "past"\\\nthree & <four>'
    questions.nth(1).locator("textarea").fill(words)
    assert page.locator("#answered").inner_text() == "2 of 3 answered"
    with page.expect_download() as download:
        page.locator("#save").click()
    target = tmp_path / "decisions.toml"
    download.value.save_as(target)
    assert download.value.suggested_filename == "decisions.toml"
    decisions = read_decisions(target.read_text(encoding="utf-8"), "decisions.toml")
    again = merge(BASE, ANNA, BOB, people=["anna", "bob"], decisions=decisions)
    assert [block.text for block in again.document.blocks][:2] == [BOB[0], BASE[1].replace("five", words)]
    assert len(again.conflicts) == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_window(open_page: Open, width: int) -> None:
    page = open_page(render(merge(BASE, ANNA, BOB, ["x" * 300, *BASE[1:]])), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
