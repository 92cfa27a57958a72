"""The page of versions as an editor meets it."""

from __future__ import annotations

import pytest

from docdiff.render.versions_html import render
from docdiff.versions import find_versions

from ..versions import chain
from .conftest import Open

pytestmark = pytest.mark.browser


def shown(page: object) -> list[str]:
    visible = "Array.from(document.querySelectorAll('.comparison:not([hidden]) h3'), (title) => title.textContent)"
    return page.evaluate(visible)  # type: ignore[attr-defined,no-any-return]


def test_two_versions_are_picked_and_their_changes_shown(open_page: Open) -> None:
    page = open_page(render(find_versions(chain(4))))
    assert shown(page) == ["From letter-v3.txt to letter-v4.txt"], "the last change first"
    page.locator("select.from").select_option(label="letter-v1.txt")
    assert shown(page) == ["From letter-v1.txt to letter-v4.txt"]
    page.locator("select.to").select_option(label="letter-v2.txt")
    assert shown(page) == ["From letter-v1.txt to letter-v2.txt"]
    page.locator("select.to").select_option(label="letter-v1.txt")
    assert shown(page) == []
    assert page.locator(".pick .missing").inner_text() == "the same text"


def test_keys_go_from_change_to_change(open_page: Open) -> None:
    page = open_page(render(find_versions(chain(4))))
    seen = []
    for key in "nnp":
        page.keyboard.press(key)
        seen += shown(page)
    assert seen == [
        "From letter-v1.txt to letter-v2.txt",
        "From letter-v2.txt to letter-v3.txt",
        "From letter-v1.txt to letter-v2.txt",
    ]


def test_a_link_in_the_tree_shows_its_comparison(open_page: Open) -> None:
    page = open_page(render(find_versions(chain(4))))
    page.get_by_role("link", name="What changed: From letter-v2.txt to letter-v3.txt").click()
    assert shown(page) == ["From letter-v2.txt to letter-v3.txt"]
    assert page.locator("select.from").input_value() == "1"


def test_without_script_everything_can_be_read(open_page: Open) -> None:
    page = open_page(render(find_versions(chain(3))), java_script_enabled=False)
    assert page.locator(".comparison").count() == 3
    assert page.locator(".comparison").last.is_visible()
    assert not page.locator(".pick").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off(open_page: Open, width: int) -> None:
    page = open_page(render(find_versions(chain(3))), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
