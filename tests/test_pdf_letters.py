"""A page that was drawn letter by letter, as browsers print, reads like one drawn line by line."""

from __future__ import annotations

from docdiff.model import Document, Source
from docdiff.readers.pdf import read

from .pdfs import letter_by_letter, pdf

TEXT = [
    "De gemeente heeft in het voorjaar een begin gemaakt met",
    "het herstel van de kademuren langs de Nieuwe Gracht, dat",
    "langer duurt dan gedacht, omdat onder de muur een oude",
    "riolering is gevonden.",
]


def document(*drawn: str) -> Document:
    return read(pdf("\n".join(drawn)), Source("test.pdf"))


def paragraph(x: float, y: float) -> list[str]:
    return [letter_by_letter(x, y - 14 * at, line) for at, line in enumerate(TEXT)]


def test_lines_drawn_letter_by_letter_are_a_paragraph() -> None:
    found = document(*paragraph(70, 700))
    assert [block.text for block in found.blocks] == [" ".join(TEXT)]


def test_raised_number_of_two_digits_is_one_mark_of_a_note() -> None:
    mark = letter_by_letter(70 + 6.6 * len(TEXT[-1]), 700 - 14 * 3, "12", size=6.5, rise=4)
    note = [letter_by_letter(70, 90, "12", size=5, rise=3), letter_by_letter(78, 90, "Gemeenteblad 2024 nr 7.", size=8)]
    for before in (paragraph(70, 700), paragraph(70, 770) + paragraph(70, 700)):  # few letters, and many
        *_, text, foot = document(*before, mark, *note).blocks
        assert [mark.value for mark in text.marks if mark.kind == "note"] == ["12"]
        assert (foot.kind, foot.label, foot.text) == ("footnote", "12", "Gemeenteblad 2024 nr 7.")


def test_white_space_between_words_parts_cells() -> None:
    rows = [("Post", "Bedrag"), ("Kademuur", "125.000"), ("Riolering", "98.500"), ("Bestrating", "14.250")]
    table = [
        letter_by_letter(x, 500 - 16 * at, words)
        for at, row in enumerate(rows)
        for x, words in zip((70, 260), row, strict=True)
    ]
    found = document(*paragraph(70, 700), *table)
    cells = [(block.place.cell, block.text) for block in found.blocks if block.kind == "cell"]
    assert cells == [((0, row, column), words) for row, pair in enumerate(rows) for column, words in enumerate(pair)]


def test_two_columns_are_read_one_after_the_other() -> None:
    narrow = [letter_by_letter(x, 700 - 12 * at, line, size=7) for x in (60, 320) for at, line in enumerate(TEXT * 2)]
    found = document(*narrow)
    assert [block.text for block in found.blocks] == [" ".join(TEXT)] * 4
