"""Accepting and rejecting changes in the page: what is shown, kept and saved."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import docdiff
from docdiff import render
from docdiff.filters import choose
from docdiff.model import Document

from ..edits import versions
from ..redlines import redline
from .conftest import Open

pytestmark = pytest.mark.browser

LETTER = """
    # 1. Reason
    The cost is € [-10-]{+12+}.
    <1
    # 2. Proposal
    + A new paragraph.
    - An old paragraph.
    First.[- -]{+¶+}Second.
    Third.[-¶-]{+ +}Fourth.
    >1 This went down, with one [-small-]{+tiny+} edit.
    """
OLD = (
    "1. Reason\nThe cost is € 10.\nThis went down, with one small edit.\n2. Proposal\nAn old paragraph.\nFirst. Second."
)
OLD = f"{OLD}\nThird.\nFourth."
NEW = "1. Reason\nThe cost is € 12.\n2. Proposal\nA new paragraph.\nFirst.\nSecond.\nThird. Fourth."
NEW = f"{NEW}\nThis went down, with one tiny edit."


def saved(page: Any, button: str) -> tuple[str, str]:
    """What a button saves: the name of the file and what is in it."""
    if not page.locator("#deciding").is_visible():
        page.get_by_role("button", name="Decide", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    path = Path(waiting.value.path())
    return waiting.value.suggested_filename, path.read_text(encoding="utf-8")


def press(page: Any, *names: str) -> None:
    if not page.locator("#deciding").is_visible():
        page.get_by_role("button", name="Decide", exact=True).click()
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()


def test_rejecting_all_gives_the_old_text_and_accepting_all_the_new(open_page: Open) -> None:
    page = open_page(render.html(redline(LETTER)))
    press(page, "Reject all")
    assert saved(page, "Save the text") == ("draft-2 (decided).txt", f"{OLD}\n")
    press(page, "Accept all")
    assert saved(page, "Save the text")[1] == f"{NEW}\n"
    press(page, "Undo all")
    assert saved(page, "Save the text")[1] == f"{NEW}\n", "what is undecided counts as accepted"


def body_of(document: Document) -> str:
    return "\n".join(block.text for block in document.body)


def test_any_two_versions_come_back_to_the_character(open_page: Open) -> None:
    for seed in range(40):
        old, new = versions(seed)
        found = docdiff.diff(old, new)
        for diff in (found, choose(found, only=["number"]), choose(found, show=["formatting"], ignore=["notes"])):
            if all(hunk.kind == "equal" for hunk in diff.hunks):
                continue
            page = open_page(render.html(diff))
            press(page, "Reject all")
            assert page.evaluate("decidedText()") == body_of(old), seed
            press(page, "Accept all")
            assert page.evaluate("decidedText()") == body_of(new), seed
            page.close()


def test_each_change_is_decided_by_itself(open_page: Open) -> None:
    page = open_page(render.html(redline("a\nCost [-10-]{+12+}.\n- Gone.\n+ Come.\nYear [-2025-]{+2026+}.\nz")))
    for key in "nanrnrna":
        page.keyboard.press(key)
    assert saved(page, "Save the text")[1] == "a\nCost 12.\nGone.\nYear 2026.\nz\n"
    assert page.locator(".decided").inner_text() == "2 accepted, 2 rejected, 0 undecided"


def test_what_was_decided_reads_so_without_colour(open_page: Open) -> None:
    page = open_page(render.html(redline("Cost [-10-]{+12+}.\nYear [-2025-]{+2026+}.")))
    for key in "nanr":
        page.keyboard.press(key)
    assert page.locator("main p").all_inner_texts() == ["Cost 12.", "Year 2025."]
    labels = page.locator(".verdict [aria-pressed=true]")
    said = labels.evaluate_all("all => all.map((button) => getComputedStyle(button, '::after').content)")
    assert said == ['" accepted"', '" rejected"']
    assert page.locator("main ins").first.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"
    assert page.locator(".position").inner_text() == "2 of 2: rejected"
    page.keyboard.press("u")
    assert page.locator("main p").nth(1).inner_text() == "Year 20252026."


def test_the_buttons_beside_a_change_decide_and_undo(open_page: Open) -> None:
    page = open_page(render.html(redline("Cost [-10-]{+12+}.\nYear [-2025-]{+2026+}.")))
    page.get_by_role("button", name="Reject change 2").click()
    assert page.evaluate("decidedText()") == "Cost 12.\nYear 2025."
    page.get_by_role("button", name="Reject change 2").click()
    assert page.evaluate("decidedText()") == "Cost 12.\nYear 2026."


def test_with_a_filter_on_all_means_what_it_shows(open_page: Open) -> None:
    page = open_page(render.html(redline("Cost [-10-]{+12+}.\nThe [-brown-]{+crimson+} fox.")))
    page.get_by_role("button", name="Numbers 1").click()
    press(page, "Reject the 1 shown")
    assert page.evaluate("decidedText()") == "Cost 10.\nThe crimson fox."


def test_decisions_stay_in_the_address(open_page: Open) -> None:
    markup = render.html(redline(LETTER))
    page = open_page(markup)
    for key in "nannrnnr":
        page.keyboard.press(key)
    text = page.evaluate("decidedText()")
    page.wait_for_url(re.compile(r"#c\w{16}~\w{4}\.aururu$"))
    fragment = "#" + page.url.partition("#")[2]
    other = open_page(markup, fragment=fragment)
    assert other.evaluate("decidedText()") == text
    assert other.locator(".current .number").inner_text() == page.locator(".current .number").inner_text()
    page.get_by_role("link", name="moved from § 1. Reason").click()
    page.wait_for_url(re.compile(r"-from~\w{4}\."))  # a link inside the page keeps them


def test_decisions_of_another_report_are_left_out_and_that_is_said(open_page: Open) -> None:
    page = open_page(render.html(redline(LETTER)), fragment="#~zzzz.r8")
    assert page.locator(".decided").inner_text().startswith("The decisions in the address belong to another report")
    assert page.evaluate("decidedText()") == NEW


@pytest.mark.parametrize("fragment", ["#~", "#~x", "#~zzzz.a9999999", "#%00~<script>", "#cnothing", "#~.", "#text"])
def test_a_broken_address_does_no_harm(open_page: Open, fragment: str) -> None:
    page = open_page(render.html(redline(LETTER)), fragment=fragment)
    page.keyboard.press("n")
    assert page.locator(".current .number").inner_text() == "1"


def test_a_saved_copy_knows_the_decisions_and_is_the_page_again(open_page: Open) -> None:
    markup = render.html(redline(LETTER))
    page = open_page(markup)
    for key in "nannr":
        page.keyboard.press(key)
    page.keyboard.press("s")
    text = page.evaluate("decidedText()")
    name, copy = saved(page, "Save this page")
    assert name == "draft-2 (decided).html"

    again = open_page(copy)
    assert again.evaluate("decidedText()") == text
    assert not again.locator("#deciding").is_visible()
    assert again.locator(".left").count() == 0
    assert saved(again, "Save this page")[1] == copy, "nothing of what the script adds is saved"
    press(again, "Undo all")
    whole = open_page(markup)
    assert saved(again, "Save this page")[1] == saved(whole, "Save this page")[1]


def test_a_saved_copy_of_a_hostile_document_stays_text(open_page: Open) -> None:
    text = "</main></script><script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;"
    page = open_page(render.html(redline(f"{text} [-{text}-]{{+{text}x+}}", names=(text, text), title=text)))
    page.keyboard.press("n")
    page.keyboard.press("a")
    again = open_page(saved(page, "Save this page")[1])
    assert again.locator("script").count() == 1
    assert again.locator("img").count() == 0
    assert again.evaluate("decidedText()") == f"{text} {text}x"


def test_the_text_can_be_copied(open_page: Open) -> None:
    page = open_page(render.html(redline(LETTER)), permissions=["clipboard-read", "clipboard-write"])
    press(page, "Copy the text")
    page.locator(".decided", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == NEW
