"""The redline page as an editor meets it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from docdiff import render

from ..redlines import redline
from .conftest import Open

pytestmark = pytest.mark.browser

WORDS = "Some words that fill a line or two, so that a page is longer than a screen. " * 4
LONG = "\n".join(
    f"# {section}. Section {section}\n"
    + "\n".join(f"{WORDS} {n}" for n in range(8))
    + f"\nThe cost is [-{section}00-]{{+{section}50+}} euro.\n"
    for section in range(1, 7)
)
MOVED = f"# A\nOne.\n<1\n# B\n{WORDS}\n" + "x.\n" * 3 + f"+ New.\n>1 {WORDS} [-before-]{{+after+}}."


def current(page: Any) -> str:
    """The number of the change one is at."""
    return str(page.evaluate("document.querySelector('.current .number')?.textContent ?? ''"))


def id_of(markup: str, number: int) -> str:
    """What a link to a change leads to."""
    match = re.search(rf'href="#(c\w+)" aria-label="Change {number}:', markup)
    assert match
    return match[1]


def test_n_and_p_go_through_the_changes(open_page: Open) -> None:
    markup = render.html(redline(LONG))
    page = open_page(markup)
    seen = []
    for key in "nnnp":
        page.keyboard.press(key)
        seen.append(current(page))
        assert page.evaluate("document.activeElement.classList.contains('current')")
        box = page.locator(".current").bounding_box()
        assert 0 < box["y"] < 720
    assert seen == ["1", "2", "3", "2"]
    assert page.locator(".position").inner_text() == "2 of 6"
    page.wait_for_url(f"**#{id_of(markup, 2)}")  # which can be sent to a colleague


def test_the_way_round_is_closed(open_page: Open) -> None:
    page = open_page(render.html(redline(LONG)))
    for key, expected in [("n", "1"), ("p", "6"), ("n", "1")]:
        page.keyboard.press(key)
        assert current(page) == expected


def test_who_scrolled_away_goes_on_from_there(open_page: Open) -> None:
    page = open_page(render.html(redline(LONG)))
    page.keyboard.press("n")
    page.get_by_role("button", name="Show everything").click()
    page.evaluate("document.getElementById('s40').scrollIntoView()")
    page.keyboard.press("n")
    assert current(page) == "5"


def test_buttons_do_what_the_keys_do(open_page: Open) -> None:
    page = open_page(render.html(redline(LONG), lang="nl"))
    page.get_by_role("button", name="Volgende wijziging (n)").click()
    page.get_by_role("button", name="Volgende wijziging (n)").click()
    page.get_by_role("button", name="Vorige wijziging (p)").click()
    assert current(page) == "1"
    assert page.locator(".position").inner_text() == "1 van 6"


def test_keys_with_control_are_left_to_the_browser(open_page: Open) -> None:
    page = open_page(render.html(redline(LONG)))
    page.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'n', ctrlKey: true}))")
    assert current(page) == ""


def test_unchanged_stretches_open_and_close(open_page: Open) -> None:
    page = open_page(render.html(redline(LONG)))
    hidden = page.locator("main p", has_text=re.compile(r" 3$")).first
    assert not hidden.is_visible()
    page.locator(".fold > summary").first.click()
    assert hidden.is_visible()
    page.get_by_role("button", name="Show everything").click()
    assert page.locator(".fold:not([open])").count() == 0
    page.get_by_role("button", name="Changes only").click()
    assert page.locator(".fold[open]").count() == 0
    assert page.locator("main h2").first.is_visible(), "headings are always in sight"


def test_the_bar_says_which_section_one_is_in(open_page: Open) -> None:
    page = open_page(render.html(redline(LONG)))
    for _ in range(4):
        page.keyboard.press("n")
    page.locator(".where", has_text="4. Section 4").wait_for()


LETTER = "# Health" + "".join(
    f"\n## Question {n}\n{WORDS} {n}\n## Answer\n{WORDS} [-old-]{{+new+}} {n}{' and more' * 200}" for n in range(1, 9)
)


@pytest.mark.parametrize(("width", "beside"), [(1400, True), (1000, False), (320, False)])
def test_the_heading_of_the_section_stays_in_sight(open_page: Open, width: int, beside: bool) -> None:
    page = open_page(render.html(redline(LETTER)), width=width)
    where = page.locator(".where")
    if beside:
        page.keyboard.press("s")
    for number in (1, 2, 3):
        page.keyboard.press("n")
        # "Answer" comes again and again, so the question before it says where that is.
        where.get_by_text(f"Question {number}").wait_for()
        assert where.locator("bdi").all_inner_texts()[-1].endswith("Answer")
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(200)
    box = where.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 60
    assert where.locator("bdi").last.is_visible()


def test_a_heading_shown_by_a_filter_has_what_it_stands_under(open_page: Open) -> None:
    page = open_page(
        render.html(redline("# Costs\n## Question 1\nWhy?\n## Answer\nIt is [-10-]{+12+}.\n## Answer\nNo."))
    )
    page.get_by_role("button", name="Numbers 1").click()
    shown = [heading.inner_text() for heading in page.locator("main :is(h2, h3)").all() if heading.is_visible()]
    assert shown == ["Question 1", "Answer"]


def test_a_link_to_a_change_opens_at_it(open_page: Open) -> None:
    markup = render.html(redline(LONG))
    page = open_page(markup, fragment=f"#{id_of(markup, 4)}")
    assert current(page) == "4"
    assert 0 < page.locator(".current").bounding_box()["y"] < 720


def test_a_move_can_be_followed_both_ways(open_page: Open) -> None:
    markup = render.html(redline(MOVED))
    target = id_of(markup, 2)
    page = open_page(markup)
    page.get_by_role("link", name="moved from § A").click()
    assert page.url.endswith(f"#{target}-from")
    # The page hears of its new address a moment after the click, so what follows from it is waited for.
    page.locator(f"#{target}-from [data-move=from]").wait_for()
    page.get_by_role("link", name="moved to § B").click()
    page.locator(f"#{target}.current").wait_for()


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_narrow_screen_does_not_scroll_sideways(open_page: Open, lang: str) -> None:
    notation = MOVED + "\n" + LONG + "\n* Item [-a-]{+b+}\n" + "x" * 90 + "[-y-]{+z+}\n| a | b [-c-]{+d+} |"
    page = open_page(render.html(redline(notation, names=("o" * 70, "n" * 70)), lang=lang), width=320)
    page.locator(".folds").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_dark_page_is_dark(open_page: Open) -> None:
    page = open_page(render.html(redline(LONG)), color_scheme="dark")
    red, green, blue = map(int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor")))
    assert max(red, green, blue) < 60


def test_it_reads_without_colour(open_page: Open) -> None:
    page = open_page(render.html(redline(LONG)))
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        line = "getComputedStyle(document.querySelector('main {}')).textDecorationLine"
        assert page.evaluate(line.format("ins")) == "underline"
        assert page.evaluate(line.format("del")) == "line-through"


def test_it_prints(open_page: Open) -> None:
    page = open_page(render.html(redline(LONG)))
    page.keyboard.press("n")
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_it_prints_in_black_and_white(open_page: Open) -> None:
    page = open_page(render.html(redline(MOVED + "\n" + LONG)))
    page.keyboard.press("n")
    page.keyboard.press("s")
    page.emulate_media(media="print")
    assert page.locator("main del").first.is_visible(), "inline, with what was deleted"
    assert not page.locator(".left").first.is_visible()
    colours = page.evaluate("""() => Array.from(document.querySelectorAll("main *")).flatMap((element) => {
        const style = getComputedStyle(element);
        return [style.color, style.backgroundColor, getComputedStyle(element, "::before").borderLeftColor];
    })""")
    greys = [[int(number) for number in re.findall(r"\d+", colour)[:3]] for colour in set(colours)]
    assert all(red == green == blue for red, green, blue in greys)


def test_it_reads_without_script(open_page: Open) -> None:
    page = open_page(render.html(redline(MOVED + "\n" + LONG)), java_script_enabled=False)
    assert not page.locator(".bar").is_visible(), "no buttons that do nothing"
    assert not page.locator(".keys").is_visible()
    assert page.locator("main ins").first.is_visible()
    page.locator(".fold > summary").first.click()
    assert page.locator(".fold[open]").count() == 1


def test_a_hostile_document_stays_text(open_page: Open) -> None:
    text = "</main></script><script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>x</a>"
    text += "<a href='data:text/html,<script>alert(4)</script>'>y</a><body onload=alert(5)>"
    page = open_page(render.html(redline(f"# {text}\n{text} [-{text}-]{{+{text}+}}", names=(text, text), title=text)))
    assert page.locator("main h2").inner_text() == text
    assert page.locator("script").count() == 1
    assert page.locator("img, main a:not([href^='#']), [onload]").count() == 0
    assert page.title() == f"Redline: {text} → {text}"


def test_an_override_of_direction_turns_nothing_around_it(open_page: Open) -> None:
    page = open_page(render.html(redline("before \u202eafter [-a-]{+b+} end")))
    left = page.evaluate(
        """() => {
            const paragraph = document.querySelector("main p");
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            const places = {};
            for (let node; (node = walker.nextNode()); ) {
                for (const word of ["before", "after", "end"]) {
                    const at = node.data.indexOf(word);
                    if (at < 0) continue;
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + 1);
                    places[word] = range.getBoundingClientRect().left;
                }
            }
            return places;
        }"""
    )
    assert left["before"] < left["after"] < left["end"]


def test_a_long_report_is_ready_within_a_second(open_page: Open) -> None:
    long = "\n".join(f"# H {n}\n" + f"{WORDS}\n" * 9 + f"{WORDS}[-old-]{{+new+}}" for n in range(400))
    page = open_page(render.html(redline(long)))
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")
    assert ready < 3000  # a second on a quiet machine; this only catches a page that hangs
    page.keyboard.press("n")
    assert current(page) == "1"
