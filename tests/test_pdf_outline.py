"""Headings of a PDF have the numbers and levels of the document it was made from."""

from __future__ import annotations

from docdiff.model import Document, Source
from docdiff.readers.pdf import read

from .pdfs import lines, pdf, text

BODY = [
    "De gemeente heeft in het voorjaar een begin gemaakt met het herstel van de",
    "kademuren langs de Nieuwe Gracht, dat langer duurt dan gedacht, omdat onder",
    "de muur een oude riolering is gevonden.",
]


def headings(*drawn: tuple[str, int]) -> list[tuple[str, int, str]]:
    """The headings of a page with these titles, each of a size, above a paragraph: label, level and words."""
    page, y = [], 800
    for words, size in drawn:
        page += [text(70, y, words, size=size, font="F2"), lines(70, y - 22, BODY)]
        y -= 90
    found: Document = read(pdf("\n".join(page)), Source("test.pdf"))
    return [(block.label, block.level, block.text) for block in found.blocks if block.kind == "heading"]


def test_bare_numbers_that_count_on_are_labels() -> None:
    assert headings(("1 Inleiding", 14), ("1.1 Aanleiding", 12), ("2 Het werk", 14)) == [
        ("1", 1, "Inleiding"),
        ("1.1", 2, "Aanleiding"),
        ("2", 1, "Het werk"),
    ]


def test_number_that_does_not_count_stays_in_the_heading() -> None:
    # Nobody numbers a first chapter 100.
    assert headings(("100 Jaar kademuren", 14), ("Het werk", 14)) == [
        ("", 1, "100 Jaar kademuren"),
        ("", 1, "Het werk"),
    ]


def test_title_above_numbered_chapters_is_no_deeper_than_they() -> None:
    assert headings(("Plan voor de kades", 20), ("1. Inleiding", 14), ("1.1. Aanleiding", 12), ("2. Werk", 14)) == [
        ("", 1, "Plan voor de kades"),
        ("1.", 1, "Inleiding"),
        ("1.1.", 2, "Aanleiding"),
        ("2.", 1, "Werk"),
    ]


def test_larger_parts_between_numbered_chapters_stay_above_them() -> None:
    found = headings(("Deel een", 20), ("1. Inleiding", 14), ("Deel twee", 20), ("2. Werk", 14))
    assert [level for _, level, _ in found] == [1, 2, 1, 2]


def test_labels_of_one_size_tell_the_level_by_their_form() -> None:
    found = headings(
        ("Artikel 1 Begrippen", 12), ("1. Kade", 12), ("a. Water", 12), ("2. Werk", 12), ("Artikel 2 Tijd", 12)
    )
    assert found == [
        ("Artikel 1", 1, "Begrippen"),
        ("1.", 2, "Kade"),
        ("a.", 3, "Water"),
        ("2.", 2, "Werk"),
        ("Artikel 2", 1, "Tijd"),
    ]


def test_letters_of_appendices_behind_the_last_chapter_are_no_deeper() -> None:
    found = headings(("1. Inleiding", 12), ("2. Werk", 12), ("a. Tekeningen", 12), ("b. Kosten", 12))
    assert [level for _, level, _ in found] == [1, 1, 1, 1]
