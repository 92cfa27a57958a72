"""Rows and columns in the report: one step, one decision, and both texts whole."""

from __future__ import annotations

from typing import Any

import pytest

from docdiff import render
from docdiff.changes import diff
from docdiff.model import Block, Document, Place, Source

from .conftest import Open
from .test_redline_decisions import press, saved

pytestmark = pytest.mark.browser


def table(name: str, *rows: str) -> Document:
    cells = [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row.split("|"))]
    blocks = [Block(i, "cell", text, place=Place(cell=(0, r, c))) for i, (r, c, text) in enumerate(cells)]
    return Document(Source(name), tuple(blocks))


OLD = table("old.txt", "Town|Year|Head", "Breda|2021|Jans", "Delft|2022|Pieters", "Ede|2023|Vries", "Goes|2024|Bakker")
NEW = table("new.txt", "Town|Year|Pool", "Delft|2022|yes", "Ede|2033|no", "Almelo|2020|no", "Breda|2021|yes")
PAGE = render.html(diff(OLD, NEW))


def words(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks)


def told(page: Any) -> list[str]:
    """What one steps to, in order: the kind, and the words of a row or of the first cell."""
    out = []
    for _ in range(page.evaluate("changes.length")):
        page.keyboard.press("n")
        out.append(page.locator(".current").evaluate("(e) => e.dataset.kind + ' ' + e.tagName.toLowerCase()"))
    return out


def test_a_row_and_a_column_are_one_step_each(open_page: Open) -> None:
    page = open_page(PAGE)
    assert sorted(told(page)) == [
        "changed div", "deleted div", "deleted tr", "inserted div", "inserted tr", "moved tr",
    ]  # fmt: skip


def test_rejecting_all_gives_the_old_table_and_accepting_all_the_new(open_page: Open) -> None:
    page = open_page(PAGE)
    press(page, "Reject all")
    assert saved(page, "Save the text")[1] == words(OLD) + "\n"
    press(page, "Accept all")
    assert saved(page, "Save the text")[1] == words(NEW) + "\n"


def test_a_column_is_decided_in_all_its_cells(open_page: Open) -> None:
    page = open_page(PAGE)
    column = page.locator(".change.inserted[data-kind]", has_text="Pool")
    column.evaluate("(e) => show(changes.indexOf(e))")
    page.keyboard.press("r")
    for word in ("Pool", "yes", "no"):
        cells = page.locator(".change.inserted:not(tr)", has_text=word)
        assert not any(cell.locator("ins").first.is_visible() for cell in cells.all())
    assert page.locator("tr.inserted ins").first.is_visible(), "a row is a change of its own"


def test_the_number_of_a_row_stands_in_its_first_cell(open_page: Open) -> None:
    """Once it stood left of the table, which cuts off what is outside of it."""
    for width in (1280, 800, 320):
        page = open_page(PAGE, width=width)
        outside = page.locator("td .gutter").evaluate_all(
            "(all) => all.filter((e) => e.getBoundingClientRect().x < e.closest('td').getBoundingClientRect().x - 1)"
        )
        assert page.locator("td .gutter").count() > 2
        assert outside == []


def test_each_side_has_its_own_rows_and_columns(open_page: Open) -> None:
    page = open_page(PAGE, width=1400)
    page.keyboard.press("s")
    page.locator(".left").first.wait_for()
    sides = [
        [cell for cell in page.locator(f"{side} p").all() if cell.is_visible()]
        for side in (".left", ".table:not(.left)")
    ]
    old, new = ([cell.inner_text() for cell in side] for side in sides)
    assert sorted(old) == sorted(words(OLD).split("\n"))
    assert sorted(new) == sorted(words(NEW).split("\n"))
