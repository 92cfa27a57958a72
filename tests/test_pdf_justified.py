"""Narrow columns of a PDF set to both edges: stretched spaces are spaces, and the columns of a table stay columns.

Courier at 10 points is 6 points a letter.
"""

from __future__ import annotations

from docdiff.model import Source
from docdiff.readers.pdf import read

from .pdfs import pdf, text

LEFT, WIDTH = 70, 198


def justified(y: float, words: str) -> str:
    """A line whose words are spread over the width of the column, as browsers do."""
    parts = words.split()
    room = (WIDTH - 6 * len("".join(parts))) / (len(parts) - 1)
    x, drawn = float(LEFT), []
    for part in parts:
        drawn.append(text(round(x, 2), y, part, size=10, font="F4"))
        x += 6 * len(part) + room
    return "\n".join(drawn)


def row(y: float, words: str) -> str:
    return text(LEFT, y, words, size=10, font="F4")


def texts(*drawn: str) -> list[str]:
    return [block.text for block in read(pdf("\n".join(drawn)), Source("a.pdf")).blocks]


def test_a_line_whose_few_words_are_spread_over_a_column_is_a_line() -> None:
    lines = [
        "De muren langs de gracht staan al",
        "tentoonstellingen buiten de",
        "wandelroute ingetekend en",
        "vergunningverlenings procedures",
        "duren langer dan de gemeente dacht",
    ]
    assert texts(*(justified(700 - 12 * at, line) for at, line in enumerate(lines))) == [" ".join(lines)]


def test_a_spread_line_at_the_top_of_a_column_is_measured_by_the_others_on_the_page() -> None:
    column = ["Ook de kade aan de haven moet weg"] * 6
    top = justified(760, "van de verlegging der")
    assert texts(top, *(justified(700 - 12 * at, line) for at, line in enumerate(column)))[0] == "van de verlegging der"


def test_a_spread_line_that_ends_in_a_hyphen_may_end_before_the_edge() -> None:
    above, below = "De muren langs de gracht staan al", "honderd jaar op palen van hout dat"
    spread = [
        text(x, 688, word, size=10, font="F4") for x, word in ((70, "ruim"), (122, "twee"), (174, "en"), (223, "een-"))
    ]
    whole = texts(row(700, above), *spread, row(676, below))
    assert len(whole) == 1
    assert whole[0].startswith(f"{above} ruim twee en een")


def test_rows_of_cells_below_a_line_of_text_stay_rows() -> None:
    rows = [("Post", "Kade"), ("Kosten", "125"), ("Baten", "9.800")]
    drawn = [
        text(x, 688 - 12 * at, words, size=10, font="F4")
        for at, (name, value) in enumerate(rows)
        for x, words in ((LEFT, name), (LEFT + WIDTH - 6 * len(value), value))
    ]
    above = row(700, "De muren langs de gracht staan al")
    assert texts(above, *drawn)[1:] == ["Post", "Kade", "Kosten", "125", "Baten", "9.800"]
