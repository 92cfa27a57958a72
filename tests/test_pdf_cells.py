"""Tables in a PDF that no line is drawn around, and what stands in line but is no table.

Courier at 10 points is 6 points a letter.
"""

from __future__ import annotations

from docdiff.model import Source
from docdiff.readers.pdf import read

from .pdfs import lines, pdf, rule, text

PROSE = [
    "De gemeente heeft in het voorjaar een begin gemaakt met het herstel van de",
    "kademuren langs de Nieuwe Gracht, dat langer duurt dan gedacht.",
]


def cells(*drawn: str) -> list[list[str]]:
    """The rows of cells on a page, below a paragraph."""
    found = read(pdf("\n".join([lines(70, 780, PROSE), *drawn])), Source("test.pdf"))
    rows: dict[tuple[int, int], list[str]] = {}
    for block in found.blocks:
        if block.place.cell:
            rows.setdefault(block.place.cell[:2], []).append(block.text)
    return list(rows.values())


def row(y: float, *placed: tuple[float, str]) -> str:
    return "\n".join(text(x, y, words, size=10, font="F4") for x, words in placed)


def test_columns_hardly_wider_apart_than_words_are_a_table_when_they_stand_in_line() -> None:
    # The white space between the first two columns is 7 points, where that between words is 6.
    rows = [("Kademuur", "125", "98"), ("Riolering", "14", "3"), ("Bestraten", "8", "0"), ("Onvoorzien", "5", "5")]
    drawn = [
        row(700 - 14 * at, (70, name), (137, first), (162, second)) for at, (name, first, second) in enumerate(rows)
    ]
    assert cells(*drawn) == [list(found) for found in rows]


def test_wide_spaces_in_running_text_are_no_columns() -> None:
    drawn = [
        row(700, (70, "De aannemer plaatst een"), (215, "bord op de hoek van de straat")),
        row(686, (70, "met het nummer"), (161, "dat de bewoners van de gracht"), (342, "kunnen")),
        row(672, (70, "bellen als het werk aan de"), (233, "kade te lang duurt of te luid is.")),
    ]
    assert cells(*drawn) == []


def test_labels_in_line_before_their_text_are_a_list() -> None:
    drawn = [
        row(700 - 20 * at, (70, f"{at + 1}."), (89, words))
        for at, words in enumerate(("De brief gaat uit.", "Het bord staat er.", "Het werk begint."))
    ]
    assert cells(*drawn) == []


def test_cells_at_half_the_height_of_their_row_are_one_row() -> None:
    drawn = [
        row(700, (70, "Gemeente"), (460, "1 maart")),
        row(706, (200, "Stuurt alle bewoners van de gracht")),
        row(694, (200, "een brief over het werk")),
        row(670, (70, "Aannemer"), (460, "15 maart")),
        row(676, (200, "Plaatst een bord op de hoek van de")),
        row(664, (200, "straat met een nummer")),
        row(640, (70, "Waterschap"), (200, "Meet het peil"), (460, "elke week")),
    ]
    assert cells(*drawn) == [
        ["Gemeente", "Stuurt alle bewoners van de gracht een brief over het werk", "1 maart"],
        ["Aannemer", "Plaatst een bord op de hoek van de straat met een nummer", "15 maart"],
        ["Waterschap", "Meet het peil", "elke week"],
    ]


def test_words_drawn_into_those_of_the_next_column_stay_whole() -> None:
    """As in a manual by TeX, whose names of packages were wider than their column."""
    row = text(70, 700, "unattended-upgrades") + text(150, 700, "V:297, I:462") + text(300, 700, "Naar huis")
    (block,) = read(pdf(row), Source("a.pdf")).blocks
    assert block.text == "unattended-upgrades V:297, I:462 Naar huis"


def test_words_drawn_into_the_next_cell_of_a_table_stay_whole() -> None:
    grid = [rule(x, 715, x, 675) for x in (60, 152, 260)] + [rule(60, y, 260, y) for y in (715, 695, 675)]
    first = text(70, 700, "unattended-upgrades") + text(155, 700, "V:297")
    second = text(70, 680, "apt") + text(155, 680, "V:863")
    blocks = read(pdf("\n".join([*grid, first, second])), Source("a.pdf")).blocks
    assert [block.text for block in blocks] == ["unattended-upgrades", "V:297", "apt", "V:863"]


def test_lines_nearer_than_rows_are_lines_of_cells_however_their_words_begin() -> None:
    drawn = [
        row(700, (70, "Maatregel"), (220, "Wie"), (340, "Wanneer")),
        row(680, (70, "Stuurt de bewoners van"), (220, "Gemeente, afdeling"), (340, "Voorjaar")),
        row(668, (70, "Nieuwe Gracht en"), (220, "Stadsbeheer")),
        row(656, (70, "Oosterkade een brief")),
        row(638, (70, "Plaatst borden"), (220, "Aannemer"), (340, "Zomer")),
        row(620, (70, "Meet wekelijks het"), (220, "Waterschap"), (340, "Herfst")),
        row(608, (70, "Amsterdams peil")),
    ]
    assert cells(*drawn) == [
        ["Maatregel", "Wie", "Wanneer"],
        ["Stuurt de bewoners van Nieuwe Gracht en Oosterkade een brief", "Gemeente, afdeling Stadsbeheer", "Voorjaar"],
        ["Plaatst borden", "Aannemer", "Zomer"],
        ["Meet wekelijks het Amsterdams peil", "Waterschap", "Herfst"],
    ]


def test_rows_in_groups_are_no_lines_of_cells() -> None:
    names = ("Kademuur", "Riolering", "Bestrating", "Groen", "Bruggen", "Sluizen")
    heights = (700, 688, 668, 656, 636, 624)
    drawn = [row(y, (70, name), (220, f"{y}"), (340, f"{2 * y}")) for y, name in zip(heights, names, strict=True)]
    assert cells(*drawn) == [[name, f"{y}", f"{2 * y}"] for y, name in zip(heights, names, strict=True)]


def test_a_column_of_short_cells_far_apart_is_no_column_of_text() -> None:
    drawn = [
        row(700, (70, "Stuurt alle bewoners van de gracht"), (340, "Het eerste kwartaal")),
        row(688, (70, "een brief over het werk")),
        row(670, (70, "Plaatst borden op de hoek van elke"), (340, "Het tweede kwartaal")),
        row(658, (70, "straat met een nummer")),
        row(640, (70, "Meet wekelijks het peil en meldt het"), (340, "Het derde kwartaal")),
        row(628, (70, "aan de provincie")),
    ]
    assert [found[1] for found in cells(*drawn)] == [f"Het {which} kwartaal" for which in ("eerste", "tweede", "derde")]


def test_a_long_last_cell_beside_short_ones_is_no_column_of_text() -> None:
    above = [
        row(784 - 14 * at, (70, words)) for at, words in enumerate(("De brief", "noemt deze", "bedragen", "per jaar"))
    ]
    drawn = [
        row(700, (70, "2024"), (220, "Uitgaven voor munitie")),
        row(688, (220, "en onderhoud van het")),
        row(676, (220, "materieel, zoals")),
        row(664, (220, "gemeld in de brief")),
        row(646, (70, "2025"), (220, "Idem")),
        row(628, (70, "2026"), (220, "Raming op grond van")),
        row(616, (220, "de nota van het jaar")),
    ]
    found = read(pdf("\n".join([*above, *drawn])), Source("a.pdf")).blocks
    assert [(block.place.cell, block.text) for block in found if block.place.cell] == [
        ((0, 0, 0), "2024"),
        ((0, 0, 1), "Uitgaven voor munitie en onderhoud van het materieel, zoals gemeld in de brief"),
        ((0, 1, 0), "2025"),
        ((0, 1, 1), "Idem"),
        ((0, 2, 0), "2026"),
        ((0, 2, 1), "Raming op grond van de nota van het jaar"),
    ]


def test_small_figures_in_neighbouring_cells_are_no_labels() -> None:
    figures = [("2023", "14", "980"), ("2024", "98", "45")]
    drawn = [
        text(x, 700 - 14 * at, words, size=8, font="F4")
        for at, line in enumerate(figures)
        for x, words in zip((70, 130, 160), line, strict=True)
    ]
    assert cells(*drawn) == [list(line) for line in figures]


def test_columns_hardly_apart_are_a_table_where_a_cell_has_a_second_line() -> None:
    drawn = [
        row(700, (70, "De bewoners van de gracht"), (233, "Gemeente")),
        row(688, (70, "krijgen een brief")),
        row(671, (70, "Het bord staat bij de hoek"), (233, "Aannemer")),
        row(659, (70, "van elke straat")),
        row(642, (70, "Het peil wordt dagelijks"), (233, "Waterschap")),
        row(630, (70, "gemeten")),
    ]
    assert [found[0] for found in cells(*drawn)] == [
        "De bewoners van de gracht krijgen een brief",
        "Het bord staat bij de hoek van elke straat",
        "Het peil wordt dagelijks gemeten",
    ]


def test_a_heading_at_the_left_of_its_column_is_above_figures_at_the_right_of_it() -> None:
    drawn = [
        row(700, (70, "Straat"), (220, "Bedrag")),
        row(680, (70, "Oosterkade"), (280, "98.919")),
        row(660, (70, "Kerkplein"), (280, "16.838")),
    ]
    found = read(pdf("\n".join([lines(70, 780, PROSE), *drawn])), Source("a.pdf")).blocks
    assert [block.place.cell for block in found[1:]] == [(0, at, column) for at in range(3) for column in range(2)]


def test_a_heading_row_that_a_table_repeats_on_the_next_page_is_no_row() -> None:
    def page(top: float, first: int, last: int, *more: str) -> str:
        rows = (
            [(70, "Nr."), (120, "Straat"), (280, "Bedrag")],
            *([(70, f"{number}"), (120, "Oosterkade"), (280, f"{number * 1979}")] for number in range(first, last)),
        )
        return "\n".join([*more, *(row(top - 20 * at, *placed) for at, placed in enumerate(rows))])

    found = read(pdf(page(700, 1, 4, lines(70, 780, PROSE)), page(780, 4, 6)), Source("a.pdf")).blocks
    assert [block.place.cell for block in found if block.kind == "cell"] == [
        (0, at, column) for at in range(6) for column in range(3)
    ]
    assert [block.text for block in found if block.kind == "furniture"] == ["Nr. Straat Bedrag"]


def test_a_row_that_goes_on_on_the_next_page_is_one_row() -> None:
    def grid(x1: float, x2: float, *heights: float) -> list[str]:
        upright = [rule(x, heights[0], x, heights[-1]) for x in (60, x1, x2)]
        return upright + [rule(60, y, x2, y) for y in heights]

    first = [*grid(200, 400, 715, 695, 675), row(700, (70, "Kade"), (210, "Het herstel van de muur"))]
    first.append(row(680, (70, "Brug"), (210, "De brug over het kanaal is")))
    second = [
        *grid(200, 400, 795, 775, 755),
        row(780, (210, "dicht tot de zomer.")),
        row(760, (70, "Sluis"), (210, "Open")),
    ]
    found = read(pdf("\n".join([lines(70, 780, PROSE), *first]), "\n".join(second)), Source("a.pdf")).blocks
    assert [(block.place.cell, block.text) for block in found[1:]] == [
        ((0, 0, 0), "Kade"),
        ((0, 0, 1), "Het herstel van de muur"),
        ((0, 1, 0), "Brug"),
        ((0, 1, 1), "De brug over het kanaal is dicht tot de zomer."),
        ((0, 2, 0), "Sluis"),
        ((0, 2, 1), "Open"),
    ]


def test_the_end_of_a_cell_at_the_top_of_a_page_is_no_line_of_text() -> None:
    first = [
        row(700, (70, "1"), (120, "Het herstel"), (340, "Zomer")),
        row(680, (70, "2"), (120, "De brug"), (340, "Nu")),
    ]
    first.append(row(660, (70, "3"), (120, "De plaatsing van de"), (340, "Herfst")))
    second = [row(780, (120, "nieuwe borden")), row(760, (70, "4"), (120, "Het peil"), (340, "Winter"))]
    second.append(row(740, (70, "5"), (120, "De sluis"), (340, "Winter")))
    found = read(pdf("\n".join([lines(70, 780, PROSE), *first]), "\n".join(second)), Source("a.pdf")).blocks
    assert [block.text for block in found if block.place.cell and block.place.cell[2] == 1] == [
        "Het herstel",
        "De brug",
        "De plaatsing van de nieuwe borden",
        "Het peil",
        "De sluis",
    ]
