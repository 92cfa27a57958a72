"""Filtering, finding, both versions side by side and the strip beside the text."""

from __future__ import annotations

from typing import Any

import pytest

from docdiff import render

from ..redlines import redline
from .conftest import Open

pytestmark = pytest.mark.browser

WORDS = "Some words that fill a line or two, so that a page is longer than a screen. " * 3
REPORT = f"""
    # 1. Money
    The cost is € [-10-]{{+12+}}.
    {WORDS}
    * An item that [-stays-]{{+goes+}}
    * Another item
    {WORDS}
    # 2. Time
    The date is [-3 March 2025-]{{+4 March 2025+}}.
    + A new paragraph about the bridge.
    {WORDS}
    {WORDS}
    {WORDS}
    # 3. Nothing
    {WORDS}
    {WORDS}
    {WORDS}
    """


def visible(page: Any, selector: str) -> list[str]:
    return [found.inner_text() for found in page.locator(selector).all() if found.is_visible()]


def test_a_count_in_the_summary_shows_just_those(open_page: Open) -> None:
    page = open_page(render.html(redline(REPORT)))
    page.get_by_role("button", name="Dates 1").click()
    assert visible(page, "main :is(h2, p)") == ["2. Time", "The date is 3 March 20254 March 2025."]
    assert page.locator(".shown").inner_text() == "1 of 4 changes shown"
    assert page.locator(".position").inner_text() == "1 of 1"
    page.get_by_role("button", name="Show all changes").click()
    assert len(visible(page, "main h2")) == 3
    assert page.locator(".position").inner_text() == "3 of 4"


def test_kinds_and_categories_narrow_each_other(open_page: Open) -> None:
    page = open_page(render.html(redline(REPORT)))
    page.get_by_role("button", name="Find and filter").click()
    page.get_by_label("3 changed").check()
    assert page.locator(".shown").inner_text() == "3 of 4 changes shown"
    page.get_by_label("Amounts 1").check()
    assert page.locator(".shown").inner_text() == "1 of 4 changes shown"
    page.get_by_label("Dates 1").check()
    assert page.locator(".shown").inner_text() == "2 of 4 changes shown", "one or the other category"
    seen = []
    for _ in range(3):
        page.get_by_role("button", name="Next change (n)").click()
        seen.append(page.locator(".current .number").inner_text())
    assert seen == ["1", "3", "1"], "the way leads past what is shown only"


def test_an_item_of_a_list_is_shown_without_the_others(open_page: Open) -> None:
    page = open_page(render.html(redline("* One [-1-]{+2+}\n* Two\n* Three [-red-]{+blue+}")))
    page.get_by_role("button", name="Numbers 1").click()
    assert visible(page, "main li p") == ["One 12"]


def test_words_are_found_in_both_versions_across_what_was_deleted(open_page: Open) -> None:
    page = open_page(
        render.html(redline(f"# A\nThe quick [-brown-]{{+red+}} fox.\n{WORDS}\n{WORDS}\n{WORDS}\nA red fox."))
    )
    page.keyboard.press("/")
    for words, expected in [
        ("quick red fox", "1 of 1"),
        ("quick brown fox", "1 of 1"),
        ("QUICK", "1 of 1"),
        ("red fox", "1 of 2"),
        ("brown red", "Not found"),
    ]:
        page.locator("#words").fill(words)
        page.keyboard.press("Enter")
        assert page.locator(".found").inner_text() == expected, words


def test_a_place_that_is_found_is_opened_and_comes_into_sight(open_page: Open) -> None:
    long = "\n".join(f"{WORDS} {n}" for n in range(60)) + f"\nThe hidden needle.\n{WORDS}\n{WORDS}"
    page = open_page(render.html(redline(f"The [-a-]{{+b+}}.\n{long}")))
    page.keyboard.press("/")
    page.keyboard.type("needle")
    page.keyboard.press("Enter")
    place = page.locator("main p", has_text="needle")
    place.wait_for()
    assert 0 < place.bounding_box()["y"] < 720
    found = page.evaluate("Array.from(CSS.highlights.get('found-here'), (range) => range.toString())")
    assert found == ["needle"]
    page.keyboard.type("n")
    assert page.locator("#words").input_value() == "needlen", "keys are letters while one writes"


SIDES = """
    # Title
    The [-brown-]{+crimson+} fox.
    <1
    - Gone.
    + Come.
    First.[- -]{+¶+}Second.
    Third.[-¶-]{+ +}Fourth.
    A[~'~]{~’~}s.
    >1 This went down, with one [-small-]{+tiny+} edit.
    * An item with [-5-]{+6+} parts
    | Cost | € [-10-]{+12+} |
    + | New | row |
    """


def columns(page: Any) -> tuple[list[str], list[str]]:
    """What one reads on the left and on the right, block by block."""
    blocks = page.locator("main :is(p, h2)").all()
    middle = page.viewport_size["width"] / 2
    left, right = list[str](), list[str]()
    for block in blocks:
        box = block.bounding_box()
        text = block.inner_text()
        if text and box and box["width"]:
            (left if box["x"] < middle else right).append(text)
    return left, right


def test_side_by_side_shows_each_version_in_a_column_of_its_own(open_page: Open) -> None:
    page = open_page(render.html(redline(SIDES)), width=1400)
    page.get_by_role("button", name="Side by side").click()
    page.locator(".left").first.wait_for()
    left, right = columns(page)
    assert left == [
        "Title",
        "The brown fox.",
        "This went down, with one small edit.",
        "Gone.",
        "First. Second.",
        "Third.\n¶\nFourth.",
        "A's.",
        "An item with 5 parts",
        "Cost",
        "€ 10",
    ]
    assert right == [
        "Title",
        "The crimson fox.",
        "Come.",
        "First.¶",
        "Second.",
        "Third. Fourth.",
        "A’s.",
        "This went down, with one tiny edit.",
        "An item with 6 parts",
        "Cost",
        "€ 12",
        "New",
        "row",
    ]
    page.keyboard.press("s")
    assert not page.locator(".left").first.is_visible()
    assert page.get_by_role("button", name="Side by side").get_attribute("aria-pressed") == "false"


def test_what_belongs_together_stands_side_by_side_wherever_one_scrolls(open_page: Open) -> None:
    long = "\n".join(f"{WORDS}[-{WORDS}-]{{+x{n}+}} end {n}" for n in range(80))
    page = open_page(render.html(redline(long)), width=1400)
    page.keyboard.press("s")
    for _ in range(40):
        page.keyboard.press("n")
    here = page.locator(".current")
    here.locator(".left").wait_for()
    tops = [block.bounding_box()["y"] for block in here.locator("p").all()]
    assert len(tops) == 2
    assert tops[0] == tops[1]
    assert here.locator(".number").inner_text() == "40"
    assert 0 < tops[0] < 720


def test_what_is_filtered_is_filtered_on_both_sides(open_page: Open) -> None:
    page = open_page(render.html(redline(REPORT)), width=1400)
    page.keyboard.press("s")
    page.get_by_role("button", name="Dates 1").click()
    left, right = columns(page)
    assert left == ["2. Time", "The date is 3 March 2025."]
    assert right == ["2. Time", "The date is 4 March 2025."]


def test_what_was_decided_reads_so_on_the_right_as_well(open_page: Open) -> None:
    page = open_page(render.html(redline("The [-brown-]{+crimson+} fox.\nA [-small-]{+big+} bear.")), width=1400)
    for key in "nrnas":
        page.keyboard.press(key)
    page.locator(".left").first.wait_for()
    left, right = columns(page)
    assert left == ["The brown fox.", "A small bear."]
    assert right == ["The brown fox.", "A big bear."]


def test_a_narrow_window_has_no_side_by_side(open_page: Open) -> None:
    page = open_page(render.html(redline(SIDES)), width=320)
    assert not page.locator(".beside").is_visible()
    page.keyboard.press("s")
    assert page.locator("main.side").count() == 0


def test_the_strip_leads_to_the_change_one_clicks_at(open_page: Open) -> None:
    page = open_page(render.html(redline("\n".join(f"{WORDS} [-a-]{{+b+}} {n}" for n in range(60)))))
    page.locator(".strip[width]").wait_for()
    box = page.locator(".strip").bounding_box()
    assert box["width"] >= 24
    for share, least, most in [(0.02, 1, 4), (0.5, 27, 34), (0.97, 57, 60)]:
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + share * box["height"])
        number = int(page.locator(".current .number").inner_text())
        assert least <= number <= most
        assert page.locator(".current").bounding_box()["y"] < 720
    is_drawn = """() => {
        const { width, height } = find(".strip");
        return find(".strip").getContext("2d").getImageData(0, 0, width, height).data.some((value) => value > 0);
    }"""
    assert page.evaluate(is_drawn)
