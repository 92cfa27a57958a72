"""The redline page for who cannot see it, cannot use a mouse, or has it without its script."""

from __future__ import annotations

from typing import Any

import pytest

from docdiff import render

from ..redlines import redline
from .conftest import Open

pytestmark = pytest.mark.browser

WORDS = "Some words that fill a line or two, so that a page is longer than a screen. " * 3
PAGE = f"""
    # 1. Reason
    The cost is € [-10-]{{+12+}}.
    {WORDS}
    <1
    {WORDS}
    {WORDS}
    {WORDS}
    {WORDS}
    # 2. Proposal
    * An item that [-stays-]{{+goes+}}
    | Cost | € [-10-]{{+12+}} |
    - Gone.
    >1 This went down. {WORDS}
    """


def heard(page: Any) -> str:
    """The text of the page as the accessibility tree has it."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}

    def texts(node: dict[str, Any]) -> str:
        if node["role"]["value"] == "StaticText":
            return str(node["name"]["value"])
        return "".join(texts(known[child]) for child in node["childIds"] if child in known)

    return texts(nodes[0])


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "The cost is € [deleted: 10 end of deletion] [inserted: 12 end of insertion] ."),
        ("nl", "The cost is € [geschrapt: 10 einde schrapping] [toegevoegd: 12 einde toevoeging] ."),
    ],
)
def test_what_was_inserted_and_deleted_is_said(open_page: Open, lang: str, told: str) -> None:
    page = open_page(render.html(redline(PAGE), lang=lang))
    assert told.replace(" ", "") in "".join(heard(page).split())
    assert page.locator("main p").first.inner_text() == "The cost is € 1012.", "the text itself has no such words"


def test_everything_can_be_reached_and_seen_with_the_keyboard(open_page: Open) -> None:
    page = open_page(render.html(redline(PAGE)))
    page.get_by_role("button", name="Find and filter").click()
    expected = page.evaluate("""() => {
        const all = document.querySelectorAll("a[href], button, input, summary, [tabindex='0']");
        return Array.from(all).filter((e) => e.checkVisibility()).length;
    }""")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    reached = set()
    for _ in range(expected + 40):
        page.keyboard.press("Tab")
        found = page.evaluate("""() => {
            const here = document.activeElement;
            if (here === document.body) return null;
            here.seen ??= Math.random();
            const style = getComputedStyle(here);
            const box = here.getBoundingClientRect();
            const bar = document.querySelector(".bar").getBoundingClientRect();
            const isCovered = !here.closest(".bar") && box.bottom <= bar.bottom && box.top >= bar.top;
            const outline = [style.outlineStyle, parseFloat(style.outlineWidth)];
            return [here.seen, here.outerHTML.slice(0, 80), ...outline, isCovered];
        }""")
        if found is None:
            continue
        key, name, outline, width, is_covered = found
        reached.add(key)
        assert outline == "solid", name
        assert width >= 2, name
        assert not is_covered, name
    assert len(reached) >= expected, "the buttons beside changes come as their part does"


@pytest.mark.parametrize("width", [1280, 320])
def test_targets_are_large_enough(open_page: Open, width: int) -> None:
    page = open_page(render.html(redline(PAGE)), width=width)
    for name in ("finding", "deciding"):
        page.evaluate(f"openPanel('{name}')")
        page.keyboard.press("n")
        small = page.evaluate("""() => {
            const all = document.querySelectorAll("a[href], button, input, summary");
            const box = (element) => (element.closest("label") ?? element).getBoundingClientRect();
            return Array.from(all)
                .filter((element) => element.checkVisibility())
                .filter((element) => Math.min(box(element).width, box(element).height) < 24)
                .map((element) => element.outerHTML.slice(0, 90) + JSON.stringify(box(element)));
        }""")
        assert small == []


def test_keys_can_be_turned_off(open_page: Open) -> None:
    page = open_page(render.html(redline(PAGE)))
    page.get_by_role("button", name="Turn these keys off").click()
    page.keyboard.press("n")
    assert page.locator(".current").count() == 0
    page.get_by_role("button", name="Turn these keys on").click()
    page.keyboard.press("n")
    assert page.locator(".current").count() == 1


def test_escape_closes_a_panel_and_goes_back_to_its_button(open_page: Open) -> None:
    page = open_page(render.html(redline(PAGE)))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "words"
    page.keyboard.press("Escape")
    assert not page.locator("#finding").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Find and filter"


def test_nothing_moves_for_who_wants_no_motion(open_page: Open) -> None:
    page = open_page(render.html(redline(PAGE)), reduced_motion="reduce")
    moving = page.evaluate("""() => Array.from(document.querySelectorAll("*")).filter((element) => {
        const style = getComputedStyle(element);
        return style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior === "smooth";
    }).length""")
    assert moving == 0


def test_without_script_no_button_does_nothing(open_page: Open) -> None:
    page = open_page(render.html(redline(PAGE)), java_script_enabled=False)
    assert [button for button in page.locator("button").all() if button.is_visible()] == []
    assert not page.locator(".strip").is_visible()
    assert page.locator(".categories").inner_text().split("\n") == ["Amounts 2", "Other words 2"]


def test_colours_of_the_system_are_used_when_it_has_its_own(open_page: Open) -> None:
    page = open_page(render.html(redline(PAGE)), forced_colors="active")
    page.keyboard.press("n")
    assert page.locator(".current").evaluate("e => getComputedStyle(e, '::before').borderLeftWidth") == "5px"
    assert page.locator("main ins").first.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
