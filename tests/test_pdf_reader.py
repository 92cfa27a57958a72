"""The pages of a PDF become the paragraphs a person sees; coordinates are points from the lower left corner."""

from __future__ import annotations

import pytest

from docdiff.model import Document, Source
from docdiff.readers.pdf import read

from .notation import shown
from .pdfs import HEIGHT, lines, pdf, raised, rule, text

LEFT = [
    "De gemeente heeft in het voorjaar een begin gemaakt met",
    "het herstel van de kademuren langs de Nieuwe Gracht, dat",
    "langer duurt dan gedacht, omdat onder de muur een oude",
    "riolering is gevonden.",
]
RIGHT = [
    "In de zomer ligt het werk vier weken stil. Bewoners die",
    "daar last van hebben krijgen een brief, en op de hoek van",
    "de straat komt een bord met de planning en het nummer",
    "van de aannemer te staan.",
]


def document(*pages: str, info: str = "", rotate: int = 0) -> Document:
    """A PDF with these pages, read."""
    return read(pdf(*pages, info=info, rotate=rotate), Source("test.pdf"))


def texts(*pages: str) -> list[str]:
    return [block.text for block in document(*pages).body]


def column(x: float, y: float, rows: list[str]) -> str:
    """A column of a page with two: the left one at 50, the right one at 320."""
    return lines(x, y, rows, size=10)


def furniture(found: Document) -> list[str]:
    return [block.text for block in found.blocks if block.kind == "furniture"]


# Lines to paragraphs


def test_lines_are_joined_until_one_has_room_for_the_next_word() -> None:
    assert texts(lines(70, 700, LEFT + RIGHT)) == [" ".join(LEFT), " ".join(RIGHT)]


def test_white_space_between_lines_ends_a_paragraph_that_fills_its_last_line() -> None:
    full = [
        "Deze alinea vult haar laatste regel tot de rand van de",
        "kolom, zodat alleen het wit eronder laat zien dat zij",
    ]
    found = texts(lines(70, 700, full), lines(70, 700, full) + "\n" + lines(70, 660, LEFT))
    assert found[-1] == " ".join(LEFT)


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [("In Noord-", "Holland is dat al zo.", "Noord-Holland"), ("in de jaren 2024-", "2025 en later.", "2024-2025")],
)
def test_a_line_that_ends_inside_a_word_goes_on_however_much_room_it_leaves(above: str, below: str, whole: str) -> None:
    (found,) = texts(lines(70, 700, [*LEFT[:3], above, below]))
    assert whole in found


AGENDA = [
    "Datum: 12 maart 2026",
    "Plaats: raadzaal",
    "Opening",
    "Mededelingen",
    "Verslag van de vorige keer",
    "Rondvraag",
]


@pytest.mark.parametrize("leading", [13, 25])
def test_short_lines_of_which_no_sentence_runs_on_are_paragraphs(leading: float) -> None:
    assert texts(lines(70, 700, AGENDA, leading=leading)) == AGENDA


def test_lines_set_double_are_joined() -> None:
    assert texts(lines(70, 700, LEFT + RIGHT, leading=25)) == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_narrow_column_whose_sentences_run_on_is_joined() -> None:
    rows = ["Het water staat hoog in", "deze periode van het jaar", "en de dijken worden elke", "dag bekeken."]
    assert texts(lines(70, 700, rows)) == [" ".join(rows)]


def test_an_indent_begins_a_paragraph() -> None:
    page = "\n".join((lines(70, 700, LEFT[:3]), lines(85, 658, RIGHT[:1]), lines(70, 644, RIGHT[1:])))
    assert texts(page) == [" ".join(LEFT[:3]), " ".join(RIGHT)]


def test_text_drawn_out_of_order_is_read_from_the_top() -> None:
    page = "\n".join(text(70, 700 - 14 * at, LEFT[at]) for at in (2, 0, 3, 1))
    assert texts(page) == [" ".join(LEFT)]


def test_two_columns_are_read_one_after_the_other() -> None:
    assert texts(column(50, 700, LEFT) + "\n" + column(320, 700, RIGHT)) == [" ".join(LEFT), " ".join(RIGHT)]


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    page = "\n".join(
        text(x, 700 - 14 * at, side[at], size=10) for at in range(4) for x, side in ((50, LEFT), (320, RIGHT))
    )
    assert texts(page) == [" ".join(LEFT), " ".join(RIGHT)]


def test_columns_whose_lines_are_not_level_are_columns_as_well() -> None:
    assert texts(column(50, 700, LEFT) + "\n" + column(320, 693, RIGHT)) == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_title_across_both_columns_comes_first_and_text_below_them_last() -> None:
    title = text(50, 730, "Werk aan de kade in de binnenstad begint dit voorjaar opnieuw", size=16)
    below = lines(
        50, 600, ["Deze tekst staat onder de twee kolommen en loopt over de hele breedte van de bladzijde door."]
    )
    page = "\n".join((column(320, 700, RIGHT), below, column(50, 700, LEFT), title))
    assert shown(document(page)) == [
        "# Werk aan de kade in de binnenstad begint dit voorjaar opnieuw",
        " ".join(LEFT),
        " ".join(RIGHT),
        "Deze tekst staat onder de twee kolommen en loopt over de hele breedte van de bladzijde door.",
    ]


def test_a_paragraph_that_goes_on_below_a_box_beside_it_is_whole() -> None:
    beside = [
        "De gemeente heeft in het voorjaar een",
        "begin gemaakt met het herstel van de",
        "kademuren langs de nieuwe",
    ]
    below = ["gracht en de haven, dat veel langer duurt dan de wethouder in de brief van het", "voorjaar schreef."]
    box = lines(330, 697, ["In het kort: de kosten van het werk", "stijgen, en het duurt langer."], size=9)
    drawn = lines(70, 700, beside) + box + lines(70, 658, below)
    assert texts(drawn)[0] == " ".join([*beside, *below])
    assert texts(drawn)[1:] == ["In het kort: de kosten van het werk stijgen, en het duurt langer."]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    first = column(50, 700, LEFT[:3]) + "\n" + column(320, 700, RIGHT[:3])
    assert texts(first, column(50, 700, RIGHT[3:])) == [" ".join(LEFT[:3] + RIGHT)]


def test_a_word_broken_at_a_line_end_is_whole_again_when_it_occurs_elsewhere() -> None:
    page = lines(
        70,
        700,
        [
            "De riolering is gevonden onder de kademuur, de kade-",
            "muur langs de gracht, en de pas gevonden riole-",
            "ring is oud. Aan de strenge en nieuwe EU-",
            "brede regels is voldaan.",
        ],
    )
    found = document(page).blocks[0]
    assert found.text == (
        "De riolering is gevonden onder de kademuur, de kademuur langs de gracht, en de pas gevonden riolering is oud. "
        "Aan de strenge en nieuwe EU-brede regels is voldaan."
    )
    assert [found.text[mark.span.start - 4 : mark.span.end + 4] for mark in found.marks] == ["kademuur", "iolering"]


@pytest.mark.parametrize("times", [1, 12])
def test_words_broken_at_line_ends_are_told_alike_in_short_and_long_documents(times: int) -> None:
    rows = [
        "De onderhoudswerken en het pas aangelegde fiets-onderpad",
        "staan in dit plan voor het grote, lang verwachte onderhouds-",
        "werken aan de kade, en voor het lang verwachte fiets-",
        "onderpad langs de kade, dat lang verwacht was, maar dat er",
        "nu is.",
    ]
    assert (
        texts(*[lines(70, 700, rows)] * times)
        == [
            "De onderhoudswerken en het pas aangelegde fiets-onderpad staan in dit plan voor het grote, lang verwachte "
            "onderhoudswerken aan de kade, en voor het lang verwachte fiets-onderpad langs de kade, dat lang verwacht "
            "was, maar dat er nu is."
        ]
        * times
    )


def test_letters_drawn_twice_for_boldness_are_read_once() -> None:
    assert texts(text(70, 700, "Vet gezet") + text(70.2, 700, "Vet gezet")) == ["Vet gezet"]


def test_invisible_text_over_a_scan_counts() -> None:
    assert texts(text(70, 700, "Herkende tekst", mode=3)) == ["Herkende tekst"]


def test_a_page_that_is_shown_turned_is_read_upright() -> None:
    turned = "\n".join(f"BT /F1 11 Tf 0 1 -1 0 {100 + 14 * at} 70 Tm ({line}) Tj ET" for at, line in enumerate(LEFT))
    assert [block.text for block in document(turned, rotate=90).body] == [" ".join(LEFT)]


def test_a_watermark_across_the_page_is_furniture() -> None:
    found = document(lines(70, 700, LEFT) + " BT /F1 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (CONCEPT) Tj ET")
    assert shown(found) == [" ".join(LEFT)] and furniture(found) == ["CONCEPT"]


# Furniture


def body(number: int) -> str:
    return lines(70, 700, [f"Op bladzijde {number} staat iets anders dan op de andere,", *LEFT[1:]])


def test_running_heads_and_page_numbers_are_furniture() -> None:
    pages = [
        "\n".join((text(70, 800, "Ministerie van Water"), body(n), text(280, 40, f"Pagina {n} van 4")))
        for n in range(1, 5)
    ]
    found = document(*pages)
    assert [block.text for block in found.body] == [
        f"Op bladzijde {n} staat iets anders dan op de andere, " + " ".join(LEFT[1:]) for n in range(1, 5)
    ]
    assert furniture(found)[:2] == ["Ministerie van Water", "Pagina 1 van 4"] and len(furniture(found)) == 8


def browser_page(number: int, last: int) -> str:
    """A page as a browser prints it, with its own lines close to the text."""
    head = text(25, 820, "21-11-2026, 09:12", size=8) + text(330, 820, "Nota water", size=8)
    foot = text(24, 18, "file:///home/jan/nota.html", size=8) + text(560, 18, f"{number}/{last}", size=8)
    return "\n".join(
        (
            head,
            text(34, 798, ["Aanleiding", "Kosten"][number - 1], size=18, font="F2"),
            body(number),
            text(34, 33, LEFT[number]),
            foot,
        )
    )


@pytest.mark.parametrize("last", [1, 2])
def test_what_a_browser_prints_in_the_corners_is_furniture(last: int) -> None:
    found = document(*(browser_page(number, last) for number in range(1, last + 1)))
    assert furniture(found)[:2] == ["21-11-2026, 09:12 Nota water", f"file:///home/jan/nota.html 1/{last}"]
    assert len(furniture(found)) == 2 * last


def test_small_lines_close_to_the_text_are_furniture_when_they_come_back() -> None:
    pages = [text(70, 714, "Concept van maart", size=8) + body(n) for n in range(1, 4)]
    assert furniture(document(*pages)) == 3 * ["Concept van maart"]


def test_a_day_that_begins_a_page_is_text() -> None:
    assert furniture(document(text(70, 800, "21-11-2026, 09:12 Aanvang") + body(1))) == []


def test_numbers_alternating_left_and_right_are_furniture() -> None:
    pages = [text(70 if n % 2 else 480, 40, f"{n}") + body(n) for n in range(7, 13)]
    assert furniture(document(*pages)) == ["7", "8", "9", "10", "11", "12"]


def test_a_heading_that_often_begins_a_page_is_no_running_head() -> None:
    pages = [
        text(70, 700, "Antwoord", size=14, font="F2")
        + lines(70, 680, [f"Het antwoord op vraag {n} luidt anders.", *LEFT])
        for n in range(5)
    ]
    pages += [body(n) + text(70, 600, "Antwoord", size=14, font="F2") + lines(70, 580, LEFT) for n in range(12)]
    assert furniture(document(*pages)) == []


def test_a_paragraph_runs_on_over_the_page_number_between() -> None:
    assert texts(lines(70, 100, LEFT[:2]) + text(290, 40, "1"), lines(70, 780, LEFT[2:]) + text(290, 40, "2")) == [
        " ".join(LEFT)
    ]


# Notes


def test_a_raised_number_is_a_mark_and_the_note_stands_behind_its_paragraph() -> None:
    page = "\n".join(
        (
            raised(70, 700, "De brief is verstuurd.", "1", " Hij kwam aan."),
            lines(70, 670, LEFT),
            text(70, 60, "1", size=5) + text(76, 58, "Kamerstuk 27 925,", size=8),
            text(76, 48, "nr. 900.", size=8),
        )
    )
    found = document(page)
    assert shown(found) == [
        "De brief is verstuurd. Hij kwam aan.",
        "[1] Kamerstuk 27 925, nr. 900.",
        " ".join(LEFT),
    ]
    (mark,) = found.blocks[0].marks
    assert (mark.kind, mark.value, mark.span.start, mark.span.end) == ("note", "1", 22, 22)


def test_a_note_that_goes_on_at_the_foot_of_the_next_page_is_one_note() -> None:
    first = "\n".join(
        (
            raised(70, 700, "De brief is verstuurd.", "1"),
            lines(70, 670, LEFT),
            text(70, 60, "1 Kamerstuk 27 925, waarin de minister uitvoerig op de zaak ingaat", size=8),
        )
    )
    second = "\n".join(
        (
            raised(70, 700, "Er kwam een tweede brief.", "2"),
            lines(70, 670, RIGHT),
            text(70, 70, "en nadere stukken toezegt.", size=8),
            text(70, 60, "2 Brief van 3 maart.", size=8),
        )
    )
    notes = [block for block in document(first, second).blocks if block.kind == "footnote"]
    assert [(note.label, note.text) for note in notes] == [
        ("1", "Kamerstuk 27 925, waarin de minister uitvoerig op de zaak ingaat en nadere stukken toezegt."),
        ("2", "Brief van 3 maart."),
    ]


NOTED = raised(70, 700, "De brief is verstuurd.", "1", " Hij kwam aan.") + lines(70, 670, LEFT)


def test_a_note_as_large_as_the_text_stands_below_a_short_line() -> None:
    found = document("\n".join((NOTED, rule(70, 608, 200, 608), text(70, 596, "1 Kamerstuk 27 925, nr. 900."))))
    assert shown(found)[1] == "[1] Kamerstuk 27 925, nr. 900."


def test_a_note_as_large_as_the_text_stands_apart_at_the_foot_of_the_page() -> None:
    assert shown(document(NOTED + text(70, 60, "1 Kamerstuk 27 925.")))[1] == "[1] Kamerstuk 27 925."


@pytest.mark.parametrize(
    "page",
    [
        NOTED + text(70, 614, "1 Kamerstuk 27 925."),  # no line, no white space
        NOTED + text(70, 500, "1 Kamerstuk 27 925."),  # not at the foot
        NOTED + text(70, 60, "1. Kamerstuk 27 925."),  # the first item of a list
        NOTED + text(70, 60, "2 Kamerstuk 27 925."),  # not the number of a mark
        lines(70, 690, LEFT) + rule(70, 612, 200, 612) + text(70, 600, "1 Kamerstuk 27 925."),  # no mark at all
    ],
)
def test_a_number_that_begins_a_line_makes_no_note(page: str) -> None:
    assert not [block for block in document(page).blocks if block.kind == "footnote"]


def test_square_metres_and_ordinals_keep_their_raised_letters() -> None:
    found = document(raised(70, 700, "Het terrein meet 40 m", "2", " en ligt braak."))
    assert [(block.text, block.marks) for block in found.blocks] == [("Het terrein meet 40 m2 en ligt braak.", ())]


# Kinds


def test_larger_or_bold_lines_are_headings_with_levels_by_size() -> None:
    page = "\n".join(
        (
            text(70, 760, "De kade", size=18, font="F2"),
            text(70, 730, "Het werk", size=13, font="F2"),
            lines(70, 700, LEFT),
            text(70, 630, "De planning", font="F2"),
            lines(70, 610, RIGHT),
        )
    )
    found = [(block.kind, block.level, block.text) for block in document(page).blocks]
    assert [item for item in found if item[0] == "heading"] == [
        ("heading", 1, "De kade"),
        ("heading", 2, "Het werk"),
        ("heading", 3, "De planning"),
    ]


def test_a_bold_title_broken_by_hand_is_one_heading() -> None:
    title = text(70, 740, "Het onderhoud aan de pijlers", size=14, font="F2")
    found = document(title + text(70, 724, "van de brug over het kanaal", size=14, font="F2") + lines(70, 690, LEFT))
    assert found.blocks[0].text == "Het onderhoud aan de pijlers van de brug over het kanaal"


def test_headings_of_one_size_have_the_level_of_their_number() -> None:
    page = "\n".join(
        (
            text(70, 760, "1. De kade", size=14, font="F2"),
            lines(70, 730, LEFT),
            text(70, 660, "1.1. Het werk", size=14, font="F2"),
            lines(70, 640, RIGHT),
        )
    )
    headings = [block for block in document(page).blocks if block.kind == "heading"]
    assert [(block.level, block.label, block.text) for block in headings] == [
        (1, "1.", "De kade"),
        (2, "1.1.", "Het werk"),
    ]


def test_list_items_have_their_labels_apart_and_their_lines_together() -> None:
    page = "\n".join(
        (
            text(70, 700, "\u2022")
            + lines(85, 700, ["Een regel die lang genoeg is om hier te worden afgebroken,", "en dan verder gaat."]),
            text(70, 672, "\u2022") + text(85, 672, "Een korte."),
            text(90, 658, "a.") + text(105, 658, "Een diepere."),
            text(70, 644, "\u2022") + text(85, 644, "De laatste."),
        )
    )
    assert [(block.kind, block.level, block.label, block.text) for block in document(page).blocks] == [
        ("list_item", 1, "•", "Een regel die lang genoeg is om hier te worden afgebroken, en dan verder gaat."),
        ("list_item", 1, "•", "Een korte."),
        ("list_item", 2, "a.", "Een diepere."),
        ("list_item", 1, "•", "De laatste."),
    ]


def test_a_label_stands_apart_from_its_words_also_where_it_touches_them_or_is_larger() -> None:
    touching = lines(74, 720, ["Een kort punt.", "Nog een punt."], leading=20)
    touching += text(70, 720, "\u2022") + text(70, 700, "\u2022")
    larger = text(70, 680, "2.", size=14) + text(88, 680, "Het tweede lid van de regeling.")
    found = document(touching + larger + lines(70, 620, LEFT)).blocks
    assert [(block.kind, block.label, block.text) for block in found[:3]] == [
        ("list_item", "•", "Een kort punt."),
        ("list_item", "•", "Nog een punt."),
        ("list_item", "2.", "Het tweede lid van de regeling."),
    ]


def test_a_title_in_a_narrow_column_may_take_many_lines() -> None:
    title = ["De stand van", "het werk aan", "de muur langs", "de gracht en", "de brug over", "de haven"]
    drawn = lines(70, 780, title, size=20, font="F2", leading=24) + lines(70, 600, LEFT * 3)
    assert (document(drawn).blocks[0].kind, document(drawn).blocks[0].text) == ("heading", " ".join(title))


# Tables


def square(x: float, y: float, side: float) -> str:
    """Draws a filled square with its lower left corner at (x, y)."""
    return f"{x} {y} {side} {side} re f"


def test_bullets_drawn_as_shapes_begin_items() -> None:
    drawn = [square(90, 681, 4), square(110, 667, 4), square(90, 653, 4)]
    items = [text(102, 680, "eerste punt"), text(122, 666, "dieper punt"), text(102, 652, "tweede punt")]
    found = document("\n".join((lines(70, 700, LEFT[:1]), *drawn, *items, lines(70, 620, RIGHT))))
    assert [(block.label, block.level, block.text) for block in found.blocks if block.kind == "list_item"] == [
        ("•", 1, "eerste punt"),
        ("•", 2, "dieper punt"),
        ("•", 1, "tweede punt"),
    ]


def test_the_dots_of_a_line_beside_text_are_no_bullets() -> None:
    dots = [square(62, 640 + 5 * at, 3) for at in range(16)]
    assert texts("\n".join((*dots, lines(70, 700, LEFT)))) == [" ".join(LEFT)]


def cells(found: Document) -> list[tuple[tuple[int, int, int] | None, str]]:
    return [(block.place.cell, block.text) for block in found.blocks if block.kind == "cell"]


def test_a_ruled_table_has_cells_with_their_lines_together() -> None:
    grid = [rule(70, y, 470, y) for y in (715, 695, 660)] + [rule(x, 715, x, 660) for x in (70, 200, 470)]
    page = "\n".join(
        (
            *grid,
            text(75, 700, "Jaar") + text(205, 700, "Toelichting"),
            text(75, 682, "2025") + lines(205, 682, ["Een toelichting die over twee", "regels loopt"]),
            lines(70, 640, LEFT),
        )
    )
    found = document(page)
    assert cells(found) == [
        ((0, 0, 0), "Jaar"),
        ((0, 0, 1), "Toelichting"),
        ((0, 1, 0), "2025"),
        ((0, 1, 1), "Een toelichting die over twee regels loopt"),
    ]
    assert found.blocks[-1].text == " ".join(LEFT)


def test_words_in_aligned_columns_are_a_table_without_rules() -> None:
    rows = [("Jaar", "Bedrag"), ("2024", "1.250"), ("2025", "1.480")]
    page = "\n".join(text(70, 700 - 16 * at, a) + text(250, 700 - 16 * at, b) for at, (a, b) in enumerate(rows))
    found = cells(document(page + lines(70, 600, LEFT)))
    assert [words for _, words in found] == ["Jaar", "Bedrag", "2024", "1.250", "2025", "1.480"]
    assert found[-1][0] == (0, 2, 1)


def test_words_behind_a_number_are_not_broken_between_their_letters() -> None:
    """As browsers print: drawn upside down, and the space between is pdfium's own, which has no letter size."""

    def drawn(x: float, words: str) -> str:
        return f"BT /F1 33.3 Tf 1 0 0 -1 {x / 0.24:.2f} 583 Tm ({words}) Tj ET "

    page = f"q 0.24 0 0 -0.24 0 842 cm {drawn(72, '14')}{drawn(84, 'versterking van Europa')} Q"
    assert texts(page) == ["14 versterking van Europa"]


def test_lines_across_make_a_table_and_end_it() -> None:
    rules = [rule(70, y, 470, y) for y in (716, 700, 672, 656)]
    page = "\n".join(
        (
            *rules,
            text(75, 704, "Kosten van de brug over de gracht in euro"),
            text(75, 688, "2025") + text(250, 688, "Een toelichting die over") + text(250, 676, "twee regels loopt"),
            text(75, 660, "2026") + text(250, 660, "Idem"),
            text(70, 644, "Dat was het."),
        )
    )
    found = document(page)
    assert cells(found) == [
        ((0, 0, 0), "Kosten van de brug over de gracht in euro"),
        ((0, 1, 0), "2025"),
        ((0, 1, 1), "Een toelichting die over twee regels loopt"),
        ((0, 2, 0), "2026"),
        ((0, 2, 1), "Idem"),
    ]
    assert found.blocks[-1].text == "Dat was het."


def test_two_columns_between_lines_across_are_no_table() -> None:
    page = "\n".join((*(rule(50, y, 545, y) for y in (720, 400, 60)), column(50, 700, LEFT), column(320, 700, RIGHT)))
    assert texts(page) == [" ".join(LEFT), " ".join(RIGHT)]


def test_text_right_below_a_table_without_lines_is_no_cell_of_it() -> None:
    rows = [("Jaar", "Bedrag"), ("2024", "1.250"), ("2025", "1.480")]
    page = "\n".join(text(70, 700 - 14 * at, a) + text(250, 700 - 14 * at, b) for at, (a, b) in enumerate(rows))
    found = document(page + text(70, 658, "Dat was het."))
    assert (found.blocks[-1].kind, found.blocks[-1].text) == ("paragraph", "Dat was het.")


def test_a_line_that_stands_right_above_a_table_is_no_cell_of_it() -> None:
    grid = [rule(70, y, 470, y) for y in (698, 680, 662)] + [rule(x, 698, x, 662) for x in (70, 200, 470)]
    row = text(75, 685, "Jaar") + text(205, 685, "2025") + text(75, 667, "Bedrag") + text(205, 667, "1.250")
    found = document("\n".join((*grid, text(70, 700, "Uitgaven"), row)))
    assert [block.text for block in found.blocks] == ["Uitgaven", "Jaar", "2025", "Bedrag", "1.250"]


def test_a_table_row_drawn_in_one_go_is_taken_apart() -> None:
    rows = [("Jaar", "Bedrag"), ("2024", "1.250"), ("2025", "1.480")]
    page = "\n".join(
        f"BT /F4 10 Tf 1 0 0 1 70 {700 - 16 * at} Tm [({a})-9000({b})] TJ ET" for at, (a, b) in enumerate(rows)
    )
    assert len(cells(document(page + "\n" + lines(70, 600, LEFT)))) == 6


def test_a_table_that_goes_on_at_the_top_of_the_next_page_keeps_its_number() -> None:
    def table(y: float, rows: list[tuple[str, str]]) -> str:
        return "\n".join(text(70, y - 16 * at, a) + text(250, y - 16 * at, b) for at, (a, b) in enumerate(rows))

    first = lines(70, 700, LEFT) + "\n" + table(600, [("Jaar", "Bedrag"), ("2024", "1.250")])
    second = table(780, [("2025", "1.480"), ("2026", "1.900")]) + "\n" + lines(70, 600, RIGHT)
    assert [place for place, _ in cells(document(first, second))] == [
        (0, row, column) for row in range(4) for column in range(2)
    ]


def test_lines_drawn_between_cells_part_them_however_near_their_words_are() -> None:
    grid = [rule(70, y, 117, y) for y in (690, 674, 658)] + [rule(x, 690, x, 658) for x in (70, 96, 117)]
    rows = text(72, 678, "Hout") + text(98, 678, "100") + text(72, 662, "Staal") + text(98, 662, "230")
    page = "\n".join((*grid, lines(70, 720, LEFT[:1]), rows, lines(70, 630, LEFT[:1])))
    assert [text for _, text in cells(document(page))] == ["Hout", "100", "Staal", "230"]


def test_a_row_drawn_in_one_go_is_cut_at_the_lines_between_its_cells() -> None:
    grid = [rule(70, y, 150, y) for y in (690, 674, 658)] + [rule(x, 690, x, 658) for x in (70, 109, 150)]
    rows = text(72, 678, "Hout  100", font="F4") + text(72, 662, "IJzer 230", font="F4")
    assert [text for _, text in cells(document("\n".join((*grid, rows))))] == ["Hout", "100", "IJzer", "230"]


def test_boxes_around_words_of_a_sentence_are_no_table() -> None:
    boxes = [rule(x, 712, x, 698) for x in (122, 152, 182)] + [rule(122, y, 182, y) for y in (712, 698)]
    words = text(70, 702, "Druk op de", size=10) + text(124, 702, "Ctrl", size=10) + text(156, 702, "Alt", size=10)
    page = "\n".join((*boxes, words, text(185, 702, "toets van het bord.", size=10)))
    assert cells(document(page)) == []


FULL = ["Deze zin vult de hele regel van de bladzijde, van kant tot kant."]


def test_text_below_a_table_is_another_paragraph_than_that_above_it() -> None:
    grid = [rule(70, y, 370, y) for y in (690, 670, 650)] + [rule(x, 690, x, 650) for x in (70, 200, 370)]
    words = text(75, 675, "Jaar") + text(205, 675, "Bedrag") + text(75, 655, "2025") + text(205, 655, "1.480")
    found = document("\n".join((*grid, lines(70, 700, FULL), words, lines(70, 630, RIGHT))))
    assert [block.text for block in found.blocks] == [*FULL, "Jaar", "Bedrag", "2025", "1.480", " ".join(RIGHT)]


def test_a_sentence_that_stops_in_the_middle_goes_on_below_a_table() -> None:
    words = text(75, 675, "Jaar") + text(205, 675, "Bedrag") + text(75, 655, "2025") + text(205, 655, "1.480")
    grid = [rule(70, y, 370, y) for y in (690, 670, 650)] + [rule(x, 690, x, 650) for x in (70, 200, 370)]
    found = document("\n".join((*grid, lines(70, 714, LEFT[:2]), words, lines(70, 630, LEFT[2:]))))
    assert [block.text for block in found.body if block.kind == "paragraph"] == [" ".join(LEFT)]


def test_a_page_without_text_ends_a_paragraph() -> None:
    scan = rule(10, 10, 500, 700)
    assert texts(lines(70, 700, LEFT[:2]), scan, "", lines(70, 700, LEFT[2:])) == [
        " ".join(LEFT[:2]),
        " ".join(LEFT[2:]),
    ]


# Places, properties, problems


def test_every_block_has_its_page_and_its_lines() -> None:
    found = document(text(70, 700, "Kop", size=16) + lines(70, 680, LEFT), lines(70, 700, RIGHT))
    places = [(block.place.page, block.place.line, block.place.end_line) for block in found.blocks]
    assert places == [(1, 1, 1), (1, 2, 5), (2, 6, 9)]


def test_title_author_and_day_come_from_the_file() -> None:
    info = "/Title (Nota kademuren) /Author (A. de Vries) /CreationDate (D:20260210093000+01'00')"
    assert dict(document(lines(70, 700, LEFT), info=info).meta) == {
        "title": "Nota kademuren",
        "author": "A. de Vries",
        "created": "2026-02-10",
    }


@pytest.mark.parametrize("title", ["Microsoft Word - brief.docx", "untitled", "brief definitief.odt"])
def test_a_title_that_is_only_a_file_name_is_none(title: str) -> None:
    assert "title" not in document(lines(70, 700, LEFT), info=f"/Title ({title})").meta


def test_pages_without_text_are_problems_that_name_them() -> None:
    drawing = rule(10, 10, 500, 700)
    found = document(lines(70, 700, LEFT), drawing, drawing, lines(70, 700, RIGHT), drawing)
    assert [(problem.code, problem.place.page) for problem in found.problems] == [("no-text", 2), ("no-text", 5)]
    assert found.problems[0].message.startswith("Pages 2–3 of test.pdf have no text")


def test_an_empty_page_is_no_problem() -> None:
    assert document(lines(70, 700, LEFT), "").problems == ()


def test_text_far_outside_the_page_does_not_disturb_the_rest() -> None:
    page = lines(70, 700, LEFT) + " BT /F1 1e30 Tf 1e30 0 0 1e30 1e30 1e30 Tm (ver weg) Tj ET"
    assert " ".join(LEFT) in texts(page) and HEIGHT == 842


def test_a_line_of_control_characters_is_no_line() -> None:
    assert texts(lines(70, 700, LEFT[:1]) + text(70, 686, "\x01\x02"), text(70, 700, "\x03")) == LEFT[:1]


def test_a_line_of_contents_with_leaders_is_no_heading() -> None:
    page = text(70, 760, "Inhoud", size=16, font="F2") + text(70, 740, "1 Inleiding " + ". " * 30 + "4", font="F2")
    assert [block.kind for block in document(page + lines(70, 700, LEFT)).blocks] == [
        "heading",
        "paragraph",
        "paragraph",
    ]


def test_roman_mark_has_its_note_at_the_end() -> None:
    # Word numbers the notes at the end of a document i, ii, iii.
    body = raised(70, 700, "De gemeente begon in het voorjaar", "ii", " met het werk.")
    note = text(70, 100, "ii", size=5) + text(76, 96, "Gemeenteblad 2024, nummer 7.", size=8)
    paragraph, foot = document(body, note).blocks
    assert paragraph.text == "De gemeente begon in het voorjaar met het werk."
    assert [(mark.kind, mark.value) for mark in paragraph.marks] == [("note", "ii")]
    assert (foot.kind, foot.label, foot.text) == ("footnote", "ii", "Gemeenteblad 2024, nummer 7.")


def test_lines_of_one_cell_without_borders_stay_one_row() -> None:
    rows = [
        text(70, 700, "Het bureau en") + text(300, 700, "Elke week op"),
        text(70, 686, "de aannemer") + text(300, 686, "maandag"),
        text(70, 660, "Het hoofd van") + text(300, 660, "Voor de dag van"),
        text(70, 646, "de afdeling") + text(300, 646, "het begin"),
    ]
    cells = [(block.place.cell, block.text) for block in document("\n".join(rows)).blocks]
    assert cells == [
        ((0, 0, 0), "Het bureau en de aannemer"),
        ((0, 0, 1), "Elke week op maandag"),
        ((0, 1, 0), "Het hoofd van de afdeling"),
        ((0, 1, 1), "Voor de dag van het begin"),
    ]


def test_underlined_words_in_a_cell_do_not_part_its_lines() -> None:
    borders = [rule(70, y, 520, y) for y in (720, 630)] + [rule(x, 720, x, 630) for x in (70, 200, 520)]
    rows = [
        "Het bedrag is met rente verschuldigd",
        "vanaf het begin van de maand die",
        "volgt op de dag van de aanmaning.",
    ]
    drawn = [
        text(210, 700 - 14 * at, line) + rule(212, 699 - 14 * at, 300, 699 - 14 * at) for at, line in enumerate(rows)
    ]
    found = document("\n".join([*borders, text(75, 700, "Rente"), *drawn]))
    assert [block.text for block in found.blocks] == ["Rente", " ".join(rows)]


def test_notes_whose_numbers_are_not_raised_are_no_table() -> None:
    sources = ("Kamerstuk 27 925, nr. 900.", "Gemeenteblad 2024, nr. 12.", "Zie de brief van mei.")
    notes = [
        text(70, 80 - 10 * at, f"{at + 1}", size=8) + text(84, 80 - 10 * at, said, size=8)
        for at, said in enumerate(sources)
    ]
    marked = [raised(70, 700 - 20 * at, "De brief is verstuurd.", f"{at + 1}", " Hij kwam.") for at in range(3)]
    found = document("\n".join([*marked, lines(70, 600, LEFT * 3), *notes])).blocks
    assert [(block.label, block.text) for block in found if block.kind == "footnote"] == [
        (f"{at + 1}", said) for at, said in enumerate(sources)
    ]


def test_a_line_set_lower_for_its_raised_number_goes_on_with_the_paragraph() -> None:
    above = "De gemeente heeft in het voorjaar een begin gemaakt met het herstel van de"
    whole = lines(70, 700, [above, "kademuren langs de gracht, dat langer duurt dan de raad in mei dacht, om al die"])
    whole += raised(70, 668.5, "redenen in de brief.", "1", " Dat is duur.")
    found = document(whole + lines(70, 600, LEFT * 3) + text(70, 80, "1 Kamerstuk 27 925.", size=8))
    assert found.blocks[0].text.endswith("om al die redenen in de brief. Dat is duur.")


def test_a_caption_in_a_narrow_column_may_take_more_than_three_lines() -> None:
    column = ["Het werk aan de kade en de", "brug duurt nu al langer dan", "de raad vorig jaar dacht en"] * 4
    caption = [
        "Figuur 2. De ligging van de",
        "kademuren langs de gracht,",
        "met daarin het gedeelte dat",
        "nog moet worden hersteld",
    ]
    drawn = text(70, 760, "De kade", size=18, font="F2") + lines(70, 720, column)
    found = document(drawn + lines(70, 520, caption) + lines(70, 440, column)).blocks
    assert [block.text for block in found if block.kind == "caption"] == [" ".join(caption)]
