"""Blocks that several people wrote anew, moved, split or joined: one question instead of two texts."""

from __future__ import annotations

import pytest

from docdiff import merge

FEE = "The fee is 100 euro per month. It is paid on the first day."
END = "Either party may end this agreement with a notice of one month."
ASK = "Questions go to the secretary, who answers within a week."


@pytest.mark.parametrize("old", ["# Introduction", "Yes, agreed.", "- Bread", "The mayor signs this letter himself."])
@pytest.mark.parametrize(("new", "other"), [("# Background", "# Context"), ("No way.", "Perhaps later."), ("", "No.")])
def test_two_who_write_a_block_anew_are_asked_once(old: str, new: str, other: str) -> None:
    base = f"{FEE}\n\n{old}\n\n{END}\n"
    made = merge(base, base.replace(old + "\n\n", f"{new}\n\n" * bool(new)), base.replace(old, other))
    (question,) = made.conflicts
    assert made.text == base
    assert [side.text.strip(" #") for side in question.sides] == sorted([new.strip(" #"), other.strip(" #")])
    assert made.flags == ()


def test_who_writes_a_block_anew_alone_is_not_asked() -> None:
    base = f"{FEE}\n\nYes, agreed.\n\n{END}\n"
    made = merge(base, base.replace("Yes, agreed", "No way"), base.replace("100", "120"))
    assert made.text == base.replace("Yes, agreed", "No way").replace("100", "120")
    assert (made.conflicts, made.flags) == ((), ())


def test_two_who_write_it_anew_alike_are_taken_once() -> None:
    base = f"{FEE}\n\n# Introduction\n\n{END}\n"
    made = merge(base, base.replace("Introduction", "Context"), base.replace("Introduction", "Context"))
    assert made.text == base.replace("Introduction", "Context")
    assert [region.kind for region in made.changes] == ["same"]


ROWS = "| Item | Price |\n| --- | --- |\n| Bread | 100 |\n| Milk | 200 |\n| Salt | 300 |\n| Tea | 400 |\n"


@pytest.mark.parametrize(
    ("base", "block"),
    [(f"{FEE}\n\n{ROWS}", "| Milk | 200 |\n"), (f"{FEE}\n\n- Bread\n- Milk, 2\n- Salt\n- Tea\n", "- Milk, 2\n")],
)
def test_a_row_or_item_that_moves_takes_the_edits_of_others_along(base: str, block: str) -> None:
    moved = base.replace(block, "") + block
    made = merge(base, moved, base.replace("2", "5"))
    assert made.text == moved.replace("2", "5")
    assert [region.flags for region in made.flags] == [("moved-and-edited",)]


def test_a_row_moved_by_one_and_deleted_by_another_is_a_question() -> None:
    base = f"{FEE}\n\n{ROWS}"
    without = base.replace("| Milk | 200 |\n", "")
    made = merge(base, without, without + "| Milk | 200 |\n")
    assert [region.about for region in made.conflicts] == ["place"]
    assert made.text == base


COLUMN = f"{FEE}\n\n" + "| Item | Price |\n| --- | --- |\n| Bread | 100 |\n| Milk | 200 |\n| Salt | 300 |\n"


def with_column(head: str, *cells: str) -> str:
    lines = COLUMN.splitlines()
    return "\n".join(
        [*lines[:2], *(line + f" {cell} |" for line, cell in zip(lines[2:], (head, "---", *cells), strict=True)), ""]
    )


def test_a_new_column_takes_the_edits_of_cells_along() -> None:
    one = with_column("Shop", "A", "B", "C")
    made = merge(COLUMN, one, COLUMN.replace("200", "250"))
    assert made.text == one.replace("200", "250")


def test_two_new_columns_are_asked_in_every_row() -> None:
    made = merge(COLUMN, with_column("Shop", "A", "B", "C"), with_column("Date", "1", "2", "3"))
    assert len(made.conflicts) == 4
    assert made.text == COLUMN


def test_an_item_that_moves_in_a_numbered_list_is_a_move() -> None:
    base = f"{FEE}\n\n1. apples from the garden\n2. pears\n3. plums\n4. figs\n"
    moved = f"{FEE}\n\n1. pears\n2. plums\n3. figs\n4. apples from the garden\n"
    made = merge(base, moved, base.replace("garden", "big garden"))
    assert made.text == moved.replace("garden", "big garden")
    assert not made.conflicts


def test_who_joins_lines_does_not_touch_the_amounts_in_them() -> None:
    base = "The fee of this year is 100 euro per\nmonth, to be paid on the first day of it.\n"
    made = merge(base, base.replace("100", "120"), base.replace("\n", " ", 1))
    assert not made.conflicts
    assert "120" in made.text
