"""A page with its changes marked in place: the new page's own tags, `ins` and `del` around the words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docdiff.render import html_inline

HOLDERS = {"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl"}
VOID = {"br", "img", "hr"}


class Seen(HTMLParser):
    """What a page shows without the text in `left_out`, whether its tags balance, and where marks stand."""

    def __init__(self, page: str, left_out: str = "") -> None:
        super().__init__()
        self.left_out, self.stack, self.shown = left_out, list[str](), list[str]()
        self.is_balanced, self.misplaced, self.marks = True, 0, 0
        self.feed(page)
        self.close()
        self.is_balanced &= not self.stack
        self.text = "".join("".join(self.shown).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ins", "del"):
            self.marks += 1
            self.misplaced += bool(self.stack) and self.stack[-1] in HOLDERS
        if tag == "img":
            self.handle_data(f"[{dict(attrs).get('src')}]")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.is_balanced &= bool(self.stack) and self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.left_out not in self.stack:
            self.shown.append(data)


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("<p>The red fox</p>", "<p>The blue fox</p>", "<p>The <del>red</del><ins>blue</ins> fox</p>"),
        ("<p>The fox</p>", "<p>The <b>red</b> fox</p>", "<p>The <b><ins>red</ins></b> fox</p>"),
        ("<p>The <b>red</b> fox</p>", "<p>The fox</p>", "<p>The <del><b>red</b> </del>fox</p>"),
        ("<p>A fox</p>", "<div>A  fox</div>", "<div>A  fox</div>"),
        ("<p>A <b>fox</b></p>", "<p>A <i>fox</i></p>", "<p>A <i>fox</i></p>"),
        ("<p>4 &lt; 5 &amp; 6</p>", "<p>4 &lt; 5 &amp; 7</p>", "<p>4 &lt; 5 &amp; <del>6</del><ins>7</ins></p>"),
        ("<ul><li>one</li></ul>", "<ul><li>one</li><li>two</li></ul>", "<ul><li>one</li><li><ins>two</ins></li></ul>"),
        ("<ul><li>a</li><li id=x>two</li></ul>", "<ul><li>a</li></ul>", "<ul><li>a</li><li><del>two</del></li></ul>"),
        (
            "<table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>",
            "<table><tr><td>a</td><td>1</td></tr></table>",
            "<table><tr><td>a</td><td>1</td></tr><tr><td><del>b</del></td><td><del>2</del></td></tr></table>",
        ),
        ('<p>See <img src="a.png"></p>', '<p>See <img src="b.png"></p>',
         '<p>See <del><img src="a.png"></del><ins><img src="b.png"></ins></p>'),
        ("", "<p>New</p>", "<p><ins>New</ins></p>"),
        ("<p>Old</p>", "", "<p><del>Old</del></p>"),
    ],
)  # fmt: skip
def test_words_are_marked_in_the_new_page(old: str, new: str, marked: str) -> None:
    assert html_inline(old, new) == marked


MOVED = "<p>This paragraph about the bridge over the canal goes to the end of the page.</p>"
REST = "".join(f"<p>Paragraph {word} stays where it is and says nothing new.</p>" for word in ("one", "two", "three"))


def test_a_moved_paragraph_is_marked_at_both_places() -> None:
    page = html_inline(MOVED + REST, REST + MOVED)
    assert re.findall(r'<(ins|del) data-move="(\w+)" data-move-id="(\d)"', page) == [
        ("del", "from", "1"),
        ("ins", "to", "1"),
    ]


def test_what_was_edited_in_a_moved_paragraph_is_marked_in_it() -> None:
    page = html_inline(MOVED + REST, REST + MOVED.replace("bridge", "tunnel"))
    page = re.sub(r' style="[^"]*"', "", page)
    to = '<ins data-move="to" data-move-id="1">'
    assert page.endswith(
        f"<p>{to}This paragraph about the </ins>{to}<del>bridge</del></ins>{to}<ins>tunnel</ins></ins>"
        f"{to} over the canal goes to the end of the page.</ins></p>"
    )


def test_a_row_that_moved_is_one_move() -> None:
    rows = [
        f"<tr><td>{name}</td><td>{year}</td></tr>" for name, year in (("Breda", 2021), ("Delft", 2022), ("Ede", 2023))
    ]
    page = html_inline(f"<table>{''.join(rows)}</table>", f"<table>{''.join([*rows[1:], rows[0]])}</table>")
    assert set(re.findall(r'data-move-id="(\d)"', page)) == {"1"}
    assert "".join(rows[1:]) in page


def test_a_row_keeps_its_number_of_cells_when_one_is_replaced_or_emptied() -> None:
    old = "<table><tr><td>a bridge</td><td>1</td><td>yes</td></tr><tr><td>a lock</td><td>2</td><td>x</td></tr></table>"
    new = old.replace(">1<", ">about 70<").replace(">x<", "><")
    assert html_inline(old, new) == (
        "<table><tr><td>a bridge</td><td><del>1</del><ins>about 70</ins></td><td>yes</td></tr>"
        "<tr><td>a lock</td><td>2</td><td><del>x</del></td></tr></table>"
    )


def test_a_split_and_a_join_are_marked_where_they_are() -> None:
    whole = "<p>The council decides on the plan in March.The bridge is closed until then.</p>"
    parts = whole.replace(".The", ".</p><p>The")
    inserted, deleted = '<{0} data-break="inserted"></{0}>', '<{0} data-break="deleted"></{0}>'

    def marked(old: str, new: str) -> str:
        return re.sub(r' style="[^"]*"', "", html_inline(old, new))

    # Where no word changed there must be no ins and no del.
    assert marked(whole, parts) == parts.replace("March.", "March." + inserted.format("span"))
    assert marked(parts, whole) == whole.replace("March.", "March." + deleted.format("span"))
    edited = "<p>The council decides on the plan in April.</p><p>The bridge is closed until then.</p>"
    spaced = whole.replace(".The", ". The")
    assert inserted.format("ins") + "</p><p>The bridge" in marked(spaced, edited)
    assert deleted.format("del") in marked(edited, spaced)


def test_script_and_style_stay_as_they_are() -> None:
    head = "<head><title>T</title><style>p > b {}</style><script>if (a < b) x('</p>')</script></head>"
    page = html_inline(
        f"<html>{head}<body><p>I am one</p></body></html>", f"<html>{head}<body><p>I am two</p></body></html>"
    )
    assert page == f"<html>{head}<body><p>I am <del>one</del><ins>two</ins></p></body></html>"


WORDS = st.sampled_from(["de", "brug", "besluit", "2025", "2026", "&amp;", "&eacute;", "kosten", "canal", "the"])
TEXT = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
INLINE = st.recursive(
    TEXT | st.sampled_from(['<img src="a">', '<img src="b">', "<br>"]),
    lambda inner: st.tuples(st.sampled_from(["b", "i", "a", "span"]), st.lists(inner, max_size=3)).map(
        lambda made: f"<{made[0]}>{' '.join(made[1])}</{made[0]}>"
    ),
    max_leaves=5,
)


def element(*names: str) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(names), INLINE).map(lambda made: f"<{made[0]}>{made[1]}</{made[0]}>")


LISTS = st.tuples(st.sampled_from(["ul", "ol"]), st.lists(element("li"), max_size=4))
ROWS = st.lists(st.lists(element("td"), min_size=1, max_size=3).map(lambda row: f"<tr>{''.join(row)}</tr>"), max_size=4)
BLOCKS = st.recursive(
    element("p", "h2", "blockquote")
    | LISTS.map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>")
    | ROWS.map(lambda rows: f"<table>{''.join(rows)}</table>")
    | TEXT,
    lambda inner: st.lists(inner, min_size=1, max_size=3).map(lambda made: f"<div>{''.join(made)}</div>"),
    max_leaves=6,
)


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str]:
    """A page and a later version of it: blocks left out, put in, moved, and words changed."""
    old = draw(st.lists(BLOCKS, max_size=6))
    new = [block for block in old if draw(st.integers(0, 5))]
    new = draw(st.permutations(new)) if draw(st.integers(0, 3)) == 0 else new
    new = [block.replace("brug", draw(WORDS), 1) if draw(st.booleans()) else block for block in new]
    at = draw(st.integers(0, len(new)))
    return "".join(old), "".join([*new[:at], *draw(st.lists(BLOCKS, max_size=2)), *new[at:]])


@settings(max_examples=300, deadline=None)
@given(versions())
def test_laws(pages: tuple[str, str]) -> None:
    old, new = pages
    marked = html_inline(old, new)
    assert Seen(marked, "ins").text == Seen(old).text
    assert Seen(marked, "del").text == Seen(new).text
    assert Seen(marked).is_balanced
    assert Seen(marked).misplaced == 0
    if Seen(old).text == Seen(new).text:
        assert Seen(marked).marks == 0
