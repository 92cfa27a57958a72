"""A comparison below a cell of a notebook."""

from __future__ import annotations

import re

from docdiff import render

from ..redlines import redline


def test_a_comparison_shows_itself() -> None:
    shown = redline("# Title\nThe cost is € [-10-]{+12+}.\n+ New.\nSame.")._repr_html_()
    assert "2 changes: 1 changed, 1 inserted, 2 words inserted, 1 word deleted" in shown
    assert '<div class="change"><p dir="auto">The cost is € <del>10</del><ins>12</ins>.</p></div>' in shown
    assert "<script" not in shown
    assert not re.search(r"\sid=", shown), "a notebook shows many of these on one page"


def test_no_change_is_a_sentence() -> None:
    assert "Nothing changed: both documents say the same." in redline("One.")._repr_html_()


def test_a_move_says_where_it_came_from_and_unchanged_blocks_are_counted() -> None:
    shown = redline("# A\nOne.\n<1\n" + "Same.\n" * 9 + "# B\n>1 This went down.")._repr_html_()
    assert '<span class="quiet">moved from § A</span>' in shown
    assert "⋯ 8 paragraphs unchanged" in shown


def test_a_long_list_of_changes_ends() -> None:
    shown = redline("\n".join(f"Year [-{n}-]{{+x{n}+}}." for n in range(300)))._repr_html_()
    assert shown.count('<div class="change">') == 100
    assert "⋯ 200 more changes; the report shows them all" in shown


def test_what_a_document_says_stays_text() -> None:
    text = "<script>alert(1)</script>"
    shown = redline(f"{text} [-{text}-]{{+{text}+}}", names=(text, text))._repr_html_()
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;") == 5


def test_it_speaks_dutch_too() -> None:
    assert "1 wijziging: 1 gewijzigd" in render.notebook(redline("Year [-1-]{+2+}."), lang="nl")
