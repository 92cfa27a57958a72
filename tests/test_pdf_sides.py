"""What stands side by side in a letter in a PDF, names to sign or addresses, is read side by side and is no table."""

from __future__ import annotations

from docdiff.model import Source
from docdiff.readers.pdf import read

from .pdfs import lines, pdf, text

PROSE = [
    "De gemeente heeft in het voorjaar een begin gemaakt met het herstel van de",
    "kademuren langs de Nieuwe Gracht, dat langer duurt dan gedacht.",
]


def blocks(*drawn: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(pdf("\n".join(drawn)), Source("a.pdf")).blocks]


def side_by_side(y: float, left: str, right: str) -> str:
    return text(70, y, left) + text(320, y, right)


def test_names_below_the_closing_of_a_letter_are_read_side_by_side() -> None:
    drawn = [
        lines(70, 700, PROSE),
        text(70, 660, "Hoogachtend,"),
        side_by_side(640, "De burgemeester,", "De secretaris,"),
        side_by_side(626, "J. van der Meer", "A. de Wit"),
    ]
    names = ["Hoogachtend,", "De burgemeester,", "J. van der Meer", "De secretaris,", "A. de Wit"]
    assert blocks(*drawn)[1:] == [("paragraph", name) for name in names]


def test_names_with_room_to_sign_are_read_side_by_side() -> None:
    drawn = [
        lines(70, 700, PROSE),
        side_by_side(660, "For the buyer,", "For the seller,"),
        side_by_side(610, "Jane Miller", "Peter Young"),
        side_by_side(596, "director", "owner"),
    ]
    names = ["For the buyer,", "Jane Miller", "director", "For the seller,", "Peter Young", "owner"]
    assert blocks(*drawn)[1:] == [("paragraph", name) for name in names]


def test_an_office_over_two_lines_is_one_paragraph() -> None:
    drawn = [
        lines(70, 700, PROSE),
        text(70, 660, "Met vriendelijke groet,"),
        side_by_side(630, "De wethouder van Stadsbeheer, Wonen", "De secretaris,"),
        text(70, 616, "en Bereikbaarheid,"),
        side_by_side(570, "J. van der Meer", "A. de Wit"),
    ]
    found = [said for _, said in blocks(*drawn)[2:]]
    assert found[0].startswith("De wethouder van Stadsbeheer, Wonen")
    assert found[-3:] == ["J. van der Meer", "De secretaris,", "A. de Wit"]


def test_two_addresses_are_read_one_after_the_other() -> None:
    drawn = [
        side_by_side(760, "Gemeente Waterstad", "Vereniging Nieuwe Gracht"),
        side_by_side(746, "Postbus 1620", "Nieuwe Gracht 12"),
        side_by_side(732, "3500 CE Waterstad", "3512 LB Waterstad"),
        lines(70, 690, PROSE),
    ]
    assert [said for _, said in blocks(*drawn)][:6] == [
        "Gemeente Waterstad",
        "Postbus 1620",
        "3500 CE Waterstad",
        "Vereniging Nieuwe Gracht",
        "Nieuwe Gracht 12",
        "3512 LB Waterstad",
    ]


def test_a_table_of_addresses_stays_a_table() -> None:
    rows = [("Stadhuis", "Markt 1, 3500 CE Waterstad"), ("Archief", "Kade 8, 3512 LB Waterstad"), ("Werf", "Postbus 9")]
    drawn = [lines(70, 700, PROSE), *(side_by_side(650 - 14 * at, *row) for at, row in enumerate(rows))]
    assert blocks(*drawn)[1:] == [("cell", said) for row in rows for said in row]


def test_words_in_rows_that_stand_evenly_apart_stay_a_table() -> None:
    rows = [("Wethouder", "Wonen"), ("Burgemeester", "Veiligheid"), ("Raadslid", "Groen")]
    drawn = [lines(70, 700, PROSE), *(side_by_side(650 - 30 * at, *row) for at, row in enumerate(rows))]
    assert blocks(*drawn)[1:] == [("cell", said) for row in rows for said in row]
