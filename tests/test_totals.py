"""Totals of tables are held against what they are the sum of, by column and by row."""

from __future__ import annotations

import pytest

from docdiff.checks import check
from docdiff.readers import read


def wrong_totals(*rows: str) -> list[str]:
    """What is said of the sums of a Markdown table whose rows are given as "a | b | c", the head first."""
    lines = [f"| {row} |" for row in rows]
    lines.insert(1, "|" + "---|" * (rows[0].count("|") + 1))
    text = "De kosten van de gemeente zijn deze.\n\n" + "\n".join(lines) + "\n"
    document = read(text.encode(), name="a.md")
    return [finding.message for finding in check([document]) if finding.rule == "number-sum"]


HEAD = "Post | 2025 | 2026 | Totaal"
BRIDGE, ROAD, LOCK = "Brug | 120 | 200 | 320", "Weg | 40 | 60 | 100", "Sluis | 15 | 5 | 20"


def test_years_in_the_head_are_no_part_of_a_column() -> None:
    assert wrong_totals(HEAD, BRIDGE, ROAD, LOCK, "Totaal | 175 | 265 | 440") == []


def test_total_of_a_column_beside_one_that_is_right() -> None:
    (message,) = wrong_totals(HEAD, BRIDGE, ROAD, LOCK, "Totaal | 175 | 295 | 440")
    assert "265" in message and "295" in message


def test_total_of_a_row_among_rows_that_are_right() -> None:
    (message,) = wrong_totals("Post | Rijk | Stad | Totaal", BRIDGE, "Weg | 40 | 60 | 130", LOCK, "Pont | 7 | 8 | 15")
    assert "100" in message and "130" in message


def test_each_part_of_a_table_has_its_own_total() -> None:
    rows = ("Huur | 70 | 71", "Giften | 10 | 9", "Overig | 4 | 5")
    costs = ("Onderhoud | 50 | 55", "Water | 14 | 16", "Loon | 20 | 21")
    table = ("| Raming | Uitkomst", *rows, "Totaal baten | 84 | 85", *costs)
    assert wrong_totals(*table, "Totaal lasten | 84 | 92") == []
    (message,) = wrong_totals(*table, "Totaal lasten | 84 | 132")
    assert "92" in message


@pytest.mark.parametrize(
    "rows",
    [
        (BRIDGE, "Weg | 40 | p.m. | 40", LOCK, "Totaal | 175 | 205 | 380"),  # what is not known counts for nothing
        ("Brug | 120 | 1,9 |", "Weg | 40 | 0,8 |", "Sluis | 15 | 2,7 |", "Totaal | 175 | 1,7 |"),  # an average
        ("Brug | 120 | 4.9.0 | a", "Weg | 40 | 255.0.0.0 | b", "Sluis | 15 | 1.2.3.4 | c", "Totaal | 175 | 1.0.0 | d"),
        ("Brug | 3 | 50 | 150", "Weg | 2 | 2 | 4", "Sluis | 5 | 20 | 100"),  # so many times so much
    ],
)
def test_tables_that_add_up_in_another_way(rows: tuple[str, ...]) -> None:
    assert wrong_totals("Post | Aantal | Prijs | Totaal", *rows) == []
