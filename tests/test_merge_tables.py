"""Tables that one person moves or gives a column, and another one changes."""

from __future__ import annotations

from docdiff import Document, merge, read

from .word import docx, p, row, table

BEFORE, AFTER = (
    "Prices hold for the whole of next year.",
    "Questions about the prices go to the secretary of the council, who answers them within a week by letter.",
)
ROWS = ("| Item | Price |\n| --- | --- |", "| Bread | 4.10 |", "| Milk | 8.25 |", "| Butter | 5.30 |")
STOCK = (
    "| Item | Price | Stock |\n| --- | --- | --- |",
    "| Bread | 4.10 | 7 |",
    "| Milk | 8.25 | 9 |",
    "| Butter | 5.30 | 2 |",
)


def page(*rows: str, first: str = BEFORE, last: str = AFTER) -> str:
    return "\n".join([first, "", *rows, "", last, ""])


def test_a_new_row_stands_in_the_table_that_another_gave_a_column() -> None:
    new = "| Cheese | 6.00 |"
    made = merge(page(*ROWS), page(*ROWS[:2], new, *ROWS[2:]), page(*STOCK))
    assert made.text == page(*STOCK[:2], new, *STOCK[2:])
    assert made.flags


def test_who_gives_a_column_and_a_row_changed_the_rows_that_were_there() -> None:
    new = "| Cheese | 6.00 | 1 |"
    made = merge(page(*ROWS), page(*ROWS).replace("8.25", "8.50"), page(*STOCK[:2], new, *STOCK[2:]))
    assert made.text == page(*STOCK[:2], new, *STOCK[2:]).replace("8.25", "8.50")


def test_a_row_deleted_by_one_and_given_a_cell_by_another_is_a_question() -> None:
    made = merge(page(*ROWS), page(*ROWS[:2], ROWS[3]), page(*STOCK))
    assert [region.base_text for region in made.conflicts] == [ROWS[2]]
    assert made.text == page(*STOCK[:2], ROWS[2], STOCK[3])


def test_a_row_at_the_end_goes_with_the_table_that_another_moved() -> None:
    new = "| Cheese | 6.00 |"
    moved = "\n".join([BEFORE, "", AFTER, "", *ROWS, ""])
    made = merge(page(*ROWS), page(*ROWS, new), moved)
    assert made.text == f"{moved}{new}\n"
    assert [region.flags for region in made.flags] == [("moved-and-edited",)]


def test_an_item_at_the_end_goes_with_the_list_that_another_moved() -> None:
    items = ("- the quality of the bread;", "- the price of milk;", "- the hours of the shop.")
    base, new = page(*items), "- the way in."
    made = merge(base, page(*items, new), "\n".join([BEFORE, "", AFTER, "", *items, ""]))
    assert made.text == "\n".join([BEFORE, "", AFTER, "", *items, new, ""])


def test_rows_of_a_word_table_are_known_by_their_cells() -> None:
    def letter(name: str, *rows: str) -> Document:
        return read(docx(p(BEFORE), table(*rows), p(AFTER)), name=name)

    base = letter("base.docx", row("Item", "Price"), row("Bread", "4"), row("Milk", "8"))
    anna = letter("anna.docx", row("Item", "Price"), row("Bread", "4"), row("Milk", "9"))
    bob = letter(
        "bob.docx", row("Item", "Price", "Stock"), row("Bread", "4", "7"), row("Salt", "1", "2"), row("Milk", "8", "9")
    )
    made = merge(base, anna, bob)
    assert not made.conflicts
    cells = ["Item", "Price", "Stock", "Bread", "4", "7", "Salt", "1", "2", "Milk", "9", "9"]
    assert [block.text for block in made.document.blocks] == [BEFORE, *cells, AFTER]


def test_a_row_at_the_end_stays_in_the_table_when_another_writes_the_heading_below_it_anew() -> None:
    base = f"{page(*ROWS)}".replace(AFTER, f"# Sequel\n\n{AFTER}")
    made = merge(
        base, base.replace(ROWS[3], f"{ROWS[3]}\n| Cheese | 6.00 |"), base.replace("Sequel", "What comes next")
    )
    assert made.text == base.replace(ROWS[3], f"{ROWS[3]}\n| Cheese | 6.00 |").replace("Sequel", "What comes next")
