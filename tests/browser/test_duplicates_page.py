"""The page of what repeats as an editor meets it."""

from __future__ import annotations

from typing import Any

import pytest

from docdiff.duplicates import find_duplicates
from docdiff.render.duplicates_html import render

from ..notation import plain
from ..render.test_duplicates_page import asked
from ..test_duplicates import COST, DIKE, RIVER
from .conftest import Open

pytestmark = pytest.mark.browser

LETTER = asked(DIKE, COST, DIKE.replace("zestig", "tachtig"), RIVER, "Zie het antwoord op vraag 4.", name="l" * 60)
NOTE = plain(f"{RIVER}\n\n{'x' * 90}\n", "note.txt")
PAGE = render(find_duplicates([LETTER, NOTE]))


def current(page: Any) -> str:
    found: str = page.evaluate("document.querySelector('.current')?.id ?? ''")
    return found


def test_n_and_p_go_through_the_pairs_that_are_shown(open_page: Open) -> None:
    page = open_page(PAGE)
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert current(page) == "p2"
    page.keyboard.press("p")
    assert current(page) == "p1"
    page.get_by_label("1 answer").uncheck()
    assert [item.is_visible() for item in page.locator("article").all()] == [False, True]
    page.keyboard.press("n")
    assert current(page) == "p2"


def test_a_link_shows_a_pair_that_is_filtered_out(open_page: Open) -> None:
    page = open_page(PAGE)
    page.get_by_label("1 answer").uncheck()
    page.locator(".map a", has_text="1").first.click()
    page.locator("#p1.current").wait_for()
    assert page.get_by_label("1 answer").is_checked()


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_narrow_screen_does_not_scroll_sideways(open_page: Open, lang: str) -> None:
    page = open_page(render(find_duplicates([LETTER, NOTE]), lang=lang), width=320)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_it_reads_without_script_and_prints(open_page: Open) -> None:
    page = open_page(PAGE, java_script_enabled=False)
    assert not page.locator(".bar").is_visible(), "no buttons that do nothing"
    assert page.locator("article").first.is_visible()
    assert open_page(PAGE).pdf(format="A4").startswith(b"%PDF")
