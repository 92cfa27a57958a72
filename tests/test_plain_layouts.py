"""Plain text in the layouts people and programs give it: what a person sees as one paragraph is one block."""

import re
import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docdiff.model import Document, source_position
from docdiff.readers import read

from .notation import plain, shown

DUTCH = """\
De gemeenteraad heeft op dinsdag besloten dat de oude watertoren blijft staan. Er was veel voor te zeggen om hem te \
slopen, maar de inwoners wilden dat niet, en dat hebben zij in grote getale laten weten.
Het college krijgt nu een half jaar de tijd om een koper te zoeken. Lukt dat niet, dan komt de toren in handen van \
een stichting. Die moet hem zelf onderhouden en krijgt daarvoor eenmalig een bedrag.
Een tweede voorstel ging over de parkeerplaatsen rond de kerk. De raad vond het te vroeg om daar iets over te zeggen \
en wil eerst weten hoeveel auto's er op een gewone dag staan.
Tot slot is gesproken over de begroting van het volgende jaar, waarvan de cijfers in oktober worden verwacht.
""".splitlines()
ENGLISH = """\
The library will be closed for nine weeks while the roof is mended. Books that are out on loan need not be brought \
back before it opens again, and nobody will be asked to pay a fine in the meantime.
Readers who cannot wait may go to the branch in the station, which has been given longer hours for as long as the \
work lasts. It has no room for children, but there is a shelf with books near the door.
When the builders have left, the reading room will have new lamps. They were a gift from the society of friends of \
the library, who have been saving for them since the spring of last year.
Those who would like to help to carry books can write their names on the list that hangs in the hall.
""".splitlines()

LAYOUTS = {
    "an empty line between paragraphs": {},
    "no empty lines": {"gap": 0},
    "double spaced, more room between paragraphs": {"spacing": 1, "gap": 3},
    "double spaced, nothing between paragraphs": {"spacing": 1, "gap": 1},
    "narrow": {"width": 45},
    "wide": {"width": 100},
    "a left margin": {"margin": "          "},
    "indented first lines": {"gap": 0, "first": "   "},
    "first lines indented with a tab": {"gap": 0, "first": "\t"},
    "hanging indents": {"gap": 0, "rest": "    "},
    "hanging indents and empty lines": {"rest": "    "},
    "justified": {"justified": True},
    "justified with indented first lines": {"gap": 0, "first": "  ", "justified": True},
    "two spaces behind a sentence": {"two_spaces": True},
    "pages of 12 lines": {"page": 12},
    "pages of 12 lines with a head": {"page": 12, "head": "Verslag / Report"},
    "pages with form feeds": {"page": 12, "head": "Verslag / Report", "feed": "\f"},
    "pages of indented paragraphs": {"page": 12, "gap": 0, "first": "   "},
}


def lay_out(paragraphs, *, width=72, gap=1, margin="", first="", rest="", spacing=0, justified=False, two_spaces=False,
            page=0, head="", feed=""):  # fmt: skip
    """The paragraphs as a typist, or a program, might set them."""
    lines: list[str] = []
    for text in paragraphs:
        if two_spaces:
            text = re.sub(r"(?<=[.]) (?=[A-Z])", "  ", text)
        wrapped = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
        if justified:
            wrapped = [*(_justify(line, width) for line in wrapped[:-1]), wrapped[-1]]
        for line in wrapped:
            lines += [margin + line, *[""] * spacing]
        lines += [""] * (gap - spacing)
    if page:
        lines = _paginate(lines, page, head, feed)
    return "\n".join(lines) + "\n"


def _justify(line: str, width: int) -> str:
    indent, words = line[: len(line) - len(line.lstrip())], line.split()
    for at in range(width - len(line)):
        words[(at * 3) % (len(words) - 1)] += " "
    return indent + " ".join(words)


def _paginate(lines: list[str], page: int, head: str, feed: str) -> list[str]:
    pages = [lines[at : at + page] for at in range(0, len(lines), page)]
    paged: list[str] = []
    for number, printed in enumerate(pages, 1):
        paged += [feed + head, "", ""] if head else []
        paged += [*printed, "", "", f"{number:>40}", "", ""]
    return paged


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("paragraphs", [DUTCH, ENGLISH], ids=["nl", "en"])
def test_paragraphs_are_found_in_every_layout(paragraphs: list[str], layout: str) -> None:
    document = plain(lay_out(paragraphs * 3, **LAYOUTS[layout]))
    assert [" ".join(block.text.split()) for block in document.body] == paragraphs * 3


def test_an_indent_tells_what_a_full_last_line_hides() -> None:
    document = plain(
        """\
           The harbour was empty when the ship came in, and nobody stood on the
        quay to catch the line, so that the mate had to jump for it and tied
        it himself. It was a cold morning and the ropes were stiff with frost.
           She had been away for eleven months and eleven days, and of the men
        who had sailed in her there were two who did not come back, as was to
        be read in the paper of the day before, below a picture of the ship.
        """
    )
    assert [block.text[:10] for block in document.body] == ["The harbou", "She had be"]


def test_a_sentence_number_at_the_start_of_a_line_is_no_item() -> None:
    document = plain(
        """\
        De commissie heeft het rapport besproken en is het eens geworden over
        een aanpak in drie stappen, waarvan de laatste pas gaat lopen in week
        12. Daarna wordt opnieuw gekeken naar de stand van zaken op dat moment
        en wordt besloten of het werk verder gaat zoals het was afgesproken.
        """
    )
    assert [block.kind for block in document.body] == ["paragraph"]


def test_items_go_on_below_their_bullet_or_their_text() -> None:
    document = plain(
        """\
        Er is op de vergadering van gisteren over drie zaken gesproken, die u
        hieronder vindt met de afspraken die daarover zijn gemaakt:

          - De brug blijft dicht tot de aannemer klaar is met het werk aan de
            noordelijke pijler, dat in april begint.
          - De raad hoort in mei wat het kost. Wie daar vragen over heeft kan
            ze stellen.
              o Dat kan ook per brief.
          - Een kort punt

        * De vereniging heeft in het afgelopen jaar twaalf nieuwe leden
        gekregen, van wie er acht nog geen veertig jaar oud zijn.
        * Er zijn drie leden vertrokken. Zij hebben daarvoor geen reden
        genoemd, maar we denken dat het aan de contributie ligt.

        Dat was alles wat er op de vergadering van gisteren is besproken, en u
        hoort in mei meer.
        """
    )
    assert shown(document)[1:] == [
        "- De brug blijft dicht tot de aannemer klaar is met het werk aan de noordelijke pijler, dat in april begint.",
        "- De raad hoort in mei wat het kost. Wie daar vragen over heeft kan ze stellen.",
        "o Dat kan ook per brief.",
        "- Een kort punt",
        "- De vereniging heeft in het afgelopen jaar twaalf nieuwe leden gekregen, van wie er acht nog geen veertig "
        "jaar oud zijn.",
        "- Er zijn drie leden vertrokken. Zij hebben daarvoor geen reden genoemd, maar we denken dat het aan de "
        "contributie ligt.",
        "Dat was alles wat er op de vergadering van gisteren is besproken, en u hoort in mei meer.",
    ]


def test_items_stand_at_the_level_of_their_indent() -> None:
    document = plain("1. One\n   a) Deep\n   b) Deep too\n      - Deeper\n2. Two\n\nText.\n\n   - New\n")
    assert [block.level for block in document.blocks if block.kind == "list_item"] == [1, 2, 2, 3, 1, 1]


def test_sections_and_numbered_paragraphs_are_labelled() -> None:
    document = plain(
        """\
        § 3 Het college stelt de regels vast die nodig zijn om de brug open te
        houden.
        Art. 4 De raad keurt die regels goed, of niet, en doet dat binnen zes
        weken nadat zij zijn gezonden aan de leden.
        12. Of the numbered paragraphs this is the twelfth, which goes on over
        more than one line.
        13. This is the next one.
        """
    )
    assert [(block.label, block.text[:8]) for block in document.body] == [
        ("§ 3", "Het coll"),
        ("Art. 4", "De raad "),
        ("12.", "Of the n"),
        ("13.", "This is "),
    ]


@pytest.mark.parametrize("text", ["Artikel 3 van de wet zegt dat.", "§ 3 van de wet zegt dat.", "Art. 3 is nieuw."])
def test_a_sentence_about_an_article_has_no_label(text: str) -> None:
    assert plain(text).blocks[0].label == ""


def test_a_page_ends_with_notes_in_mid_sentence() -> None:
    document = plain(
        """\
        The council of the town has decided that the market will move to the
        square in front of the church, where there is more room for stalls and
        where cars do not come on weekdays,1 as the mayor has announced in the

        ---------------
        1 Minutes of 4 May, page 12. The vote was nine to four, with two blank
        votes.

                                          17
        \fMarket and square

        local paper. Traders who have a licence keep it, and need not ask for
        a new one for the square.2

        ---------------
        2 Minutes of 6 May.

                                          18
        \fMarket and square

        They will be told by letter where they are going to stand. It has been
        asked whether the old square will be a garden, as it was.

                                          19
        \fMarket and square

        It will not.
        """
    )
    assert [text[:20] for text in shown(document)] == [
        "The council of the t",
        "[1] Minutes of 4 May",
        "[2] Minutes of 6 May",
        "They will be told by",
        "It will not.",
    ]
    assert "announced in the local paper. Traders" in document.body[0].text
    assert {block.text for block in document.blocks if block.kind == "furniture"} >= {
        "17",
        "18",
        "19",
        "Market and square",
    }


def test_notes_with_numbers_in_brackets() -> None:
    document = plain("It was shown [1] and again [2].\n\n[1] A. Writer, On bridges.\n[2] B. Reader,\nOn reading.\n")
    assert shown(document) == [
        "It was shown [1] and again [2].",
        "[1] A. Writer, On bridges.",
        "[2] B. Reader, On reading.",
    ]
    assert [mark.value for mark in document.blocks[0].marks if mark.kind == "note"] == ["1", "2"]


MAIL = """\
From: Anna de Wit <anna@example.nl>
To: Bram Kok <bram@example.nl>
Subject: De planning van de brug,
 tweede ronde
Date: Tue, 3 Mar 2026 14:05:00 +0100

Hallo Bram,

Op 2 maart 2026 schreef Bram Kok:

> Beste Anna,
>
> De brug gaat niet eerder dan in mei open, en dat is later dan we
> hadden gehoopt. Kun jij de raad daarover inlichten, of zal ik dat
> zelf doen?

Dat doe ik.

> > Kun je nog eens kijken naar de begroting van het derde kwartaal,
> > want daar klopt iets niet in.
> Dat heb ik gedaan. Het was een verschrijving in de derde regel, die
> we nu hebben hersteld.
"""


class TestMail:
    def test_header_lines_stay_lines_and_become_meta(self) -> None:
        document = plain(MAIL)
        assert [block.text for block in document.blocks[:4]] == [
            "From: Anna de Wit <anna@example.nl>",
            "To: Bram Kok <bram@example.nl>",
            "Subject: De planning van de brug, tweede ronde",
            "Date: Tue, 3 Mar 2026 14:05:00 +0100",
        ]
        assert (document.title, document.date) == ("De planning van de brug, tweede ronde", "2026-03-03")

    def test_quotations_are_put_together_without_their_signs(self) -> None:
        quoted = [(block.level, block.text) for block in plain(MAIL).blocks if block.level]
        assert quoted == [
            (1, "Beste Anna,"),
            (
                1,
                "De brug gaat niet eerder dan in mei open, en dat is later dan we hadden gehoopt. Kun jij de raad "
                "daarover inlichten, of zal ik dat zelf doen?",
            ),
            (2, "Kun je nog eens kijken naar de begroting van het derde kwartaal, want daar klopt iets niet in."),
            (1, "Dat heb ik gedaan. Het was een verschrijving in de derde regel, die we nu hebben hersteld."),
        ]

    def test_words_of_a_quotation_know_their_place(self) -> None:
        (block,) = (block for block in plain(MAIL).blocks if block.text.startswith("De brug"))
        assert source_position(block, block.text.index("hadden")) == (14, 3)

    def test_a_dutch_header_has_a_dutch_date(self) -> None:
        document = plain(
            "Van: J. Jansen\nVerzonden: dinsdag 3 maart 2026 14:05\nAan: de raad\nOnderwerp: Voortgang\n\nHoi.\n"
        )
        assert (document.title, document.date) == ("Voortgang", "2026-03-03")

    def test_a_date_no_calendar_has_is_none(self) -> None:
        mail = "From: a@example.org\nSubject: Plan\nDate: {}\n\nHi.\n"
        assert plain(mail.format("Mon, 5 Jan 99999999999 10:00:00 +0100")).date is None
        assert plain(mail.format("Mon, 5 Jan 2026 10:00:00 +99999999999999")).date == "2026-01-05"

    def test_one_sign_alone_is_no_quotation(self) -> None:
        assert plain("\t> Retouradres Postbus 1\n\nTekst.\n").blocks[0].text == "> Retouradres Postbus 1"


def cells(document: Document) -> list[tuple[str, tuple[int, int, int] | None]]:
    """The cells of a document with their places."""
    return [(block.text, block.place.cell) for block in document.blocks if block.kind == "cell"]


class TestTables:
    def test_of_spaces(self) -> None:
        document = plain(
            """\
            De stand van zaken:

            Project         Begroot   Besteed   Klaar
            --------------  -------   -------   -----
            Brug                120       130   ja
            Fietspad langs       40        35   nee
            Sluis               900     1.050   deels

            Dat was het.
            """
        )
        assert cells(document)[:8] == [
            ("Project", (0, 0, 0)),
            ("Begroot", (0, 0, 1)),
            ("Besteed", (0, 0, 2)),
            ("Klaar", (0, 0, 3)),
            ("Brug", (0, 1, 0)),
            ("120", (0, 1, 1)),
            ("130", (0, 1, 2)),
            ("ja", (0, 1, 3)),
        ]
        assert len(cells(document)) == 16
        assert shown(document)[-1] == "Dat was het."

    def test_a_cell_may_go_on_below(self) -> None:
        document = plain(
            """\
            Bridge    A way over water, built by people
                      and not by chance.
            Ferry     A boat.
            Ford      A place where one can walk.
            """
        )
        assert cells(document)[:3] == [
            ("Bridge", (0, 0, 0)),
            ("A way over water, built by people and not by chance.", (0, 0, 1)),
            ("Ferry", (0, 1, 0)),
        ]

    @pytest.mark.parametrize(
        "table",
        [
            "| Post | Bedrag |\n|---|---|\n| Staal | 12 |\n",
            "+-------+--------+\n| Post  | Bedrag |\n+-------+--------+\n| Staal |     12 |\n+-------+--------+\n",
            "Post  | Bedrag\n------+-------\nStaal | 12\n",
            "Post\tBedrag\nStaal\t12\n",
        ],
    )
    def test_of_pipes_and_tabs(self, table: str) -> None:
        assert cells(plain(table)) == [
            ("Post", (0, 0, 0)),
            ("Bedrag", (0, 0, 1)),
            ("Staal", (0, 1, 0)),
            ("12", (0, 1, 1)),
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "1.  The first point\n2.  The second one\n3.  The third\n",  # a list
            "Van:     Jan\nAan:     Piet\nBijlage: drie\n",  # fields of a letter
            "6 Reactie | Rapport | Rijksoverheid.nl; brief over aanvullende\nreactie | Kamerstuk | Rijksoverheid.nl\n",
            "# Heading\n\n*  not  emphasis\n`code`\n",  # Markdown in a text file is text
        ],
    )
    def test_other_lines_are_no_tables(self, text: str) -> None:
        assert cells(plain(text)) == []

    def test_places_are_those_of_the_letters(self) -> None:
        block = next(
            block
            for block in plain("a      bee    c\naa     b      cc\na      b      c\n").blocks
            if block.text == "bee"
        )
        assert source_position(block, 0) == (1, 8)


def test_two_columns_are_read_one_after_the_other() -> None:
    document = plain(
        """\
        Report

        The committee met on two       The second matter was the
        days in spring and spoke       bridge, which is closed to
        of the plans for a new         lorries since the cracks
        library in the old town,       were found. Repairs will
        where the school stood         take a year, and cost more
        until last year.               than was thought. Nobody
        It was decided to ask          knows who will pay for all
        three builders for their       of that, and the mayor has
        plans and prices before        promised an answer before
        the summer.                    the end of the month.

        Signed by all.
        """
    )
    assert [text[:24] for text in shown(document)][1:] == [
        "The committee met on two",
        "It was decided to ask th",
        "The second matter was th",
        "Signed by all.",
    ]


def test_poems_and_addresses_stay_lines() -> None:
    lines = [
        "De regen valt op straat en steen,",
        "  Op daken en op luiken,",
        "Een meisje loopt er door alleen",
        "  En laat haar haren ruiken.",
        "",
        "Mevrouw A. de Wit",
        "Lange Straat 12",
        "1234 AB Ergens",
    ]
    assert [block.text for block in plain("\n".join(lines)).blocks] == [line.strip() for line in lines if line]


def test_a_rule_between_paragraphs_is_furniture_and_ends_them() -> None:
    document = plain("One part ends here.\n\n* * *\n\n______\n\nAnd another begins.\n")
    assert shown(document) == ["One part ends here.", "And another begins."]


@given(st.lists(st.text(alphabet="ab .>|-\t:1", max_size=30), max_size=25))
@settings(max_examples=300, deadline=None)
def test_every_letter_of_tables_and_quotations_knows_where_it_stands(lines: list[str]) -> None:
    document = read("\n".join(lines).encode(), name="any.txt")
    for block in document.blocks:
        for offset, letter in enumerate(block.text):
            if not letter.isspace():
                line, column = source_position(block, offset)
                assert lines[line - 1][column - 1] == letter
    seen = "".join(f"{block.label}{block.text}" for block in document.blocks)
    for letter in "ab":
        assert seen.count(letter) == "".join(lines).count(letter)


@pytest.mark.parametrize(
    "line",
    [
        "a  b",
        "> a",
        "a | b",
        "a\tb",
        "From: x",
        "  - a",
        "[1] a",
        "1 a",
        "a  b c  d e.  F",
        "a | b\na | b | c",
        "1.\ta",
    ],
)
def test_many_lines_take_linear_time(line: str) -> None:
    started = time.process_time()
    read("\n".join([line] * 20_000).encode(), name="many.txt")
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        # What ends a sentence may have quotes and the mark of a note behind it.
        ('"Dat is zo."\n\nEn verder niets.\n', ['"Dat is zo."', "En verder niets."]),
        ("Dat is zo.[1] En dit ook.[2]\n\nZie daar.\n", ["Dat is zo.[1] En dit ook.[2]", "Zie daar."]),
        ("Dat is zo.1)\n\nZie daar.\n", ["Dat is zo.1)", "Zie daar."]),
        ("Zonder btw.*\n\nZie daar.\n", ["Zonder btw.*", "Zie daar."]),
        # Fields of a form, and what stands close below a text and apart from the next.
        (
            "Present: A. Jones, B. Smith\nApologies: D. White\n\nThe chair opened the meeting.\n",
            ["Present: A. Jones, B. Smith", "Apologies: D. White", "The chair opened the meeting."],
        ),
        (
            "Mr Smith presented the budget for the year that begins in September.\nAction: Smith\n\nThat was all.\n",
            ["Mr Smith presented the budget for the year that begins in September.", "Action: Smith", "That was all."],
        ),
        ("Groet, Els\n\nEn nog iets: tot morgen.\n", ["Groet, Els", "En nog iets: tot morgen."]),
        # Titles that are none of these.
        (
            "Zo kwam het dat er in dat jaar geen brug was en ook geen veer.\nEen nieuwe brug\n\nDie kwam er later.\n",
            [
                "Zo kwam het dat er in dat jaar geen brug was en ook geen veer.",
                "# Een nieuwe brug",
                "Die kwam er later.",
            ],
        ),
        ("Brexit: wat nu\n\nDat weet niemand.\n", ["# Brexit: wat nu", "Dat weet niemand."]),
        ("§ 2 Leden\n\nLeden betalen contributie.\n", ["# Leden", "Leden betalen contributie."]),
        (
            "Artikel 4\nReikwijdte\nDeze regeling geldt in Utrecht.\n",
            ["# Artikel 4", "# Reikwijdte", "Deze regeling geldt in Utrecht."],
        ),
    ],
)
def test_what_looks_like_a_title_and_what_does_not(text: str, blocks: list[str]) -> None:
    assert shown(plain(text)) == blocks


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("(i) a passport;\n(ii) a photograph taken within six months; and\n(iii) the fee.\n", 3),
        ("(2) Subsection (1) does not apply to\n(3) This Act makes provision about the sale of\n(4) goods.\n", 3),
        ("(a) land which nobody has ever been able to buy or sell, or\n\n(b) shares.\n", 2),
        (
            "Hi team,\n\n* The release is on Monday.\n* Please test it before Friday, as we cannot\n  do so then.\n",
            2,
        ),
        ("[ ] Yes, I want the newsletter\n[x] No, thank you\n", 2),
        ("•\tone\no\ttwo\no\tthree\n", 3),
        ("o land van ons, zo groen\n", 0),
    ],
)
def test_labels_that_count_on_begin_items(text: str, items: int) -> None:
    assert [block.kind for block in plain(text).body].count("list_item") == items


@pytest.mark.parametrize(
    "text",
    [
        "In dit besluit wordt verstaan onder minister: Onze Minister van\nJustitie en Veiligheid.",
        "Hierbij stuur ik u het verslag van de Raad Buitenlandse Zaken van 23 februari\n2026.",
        "LET OP: DE INGANG AAN DE NIEUWE GRACHT IS VAN 3 TOT EN MET 7 MAART GESLOTEN IN\nVERBAND MET WERK.",
    ],
)
def test_a_line_cut_in_mid_sentence_goes_on(text: str) -> None:
    assert [block.text for block in plain(text).blocks] == [text.replace("\n", " ")]


@pytest.mark.parametrize(
    "text",
    [
        "Hoofdstuk 1. Over de aanleg van de kademuren langs de gracht ....... 12\n2 Over het werk ....... 14",
        "Een heuvel met daarop een huis en daarbij nog een heel oude boom,\nDe wolken daarboven.",
        "Handtekening van de aanvrager: ____________________________________\nplaats en datum: ______________",
        "Datum: ___________    Plaats: ___________\nHandtekening: ________________________",
    ],
)
def test_a_line_that_stands_for_itself_ends(text: str) -> None:
    assert [block.text for block in plain(text).blocks] == text.split("\n")


@pytest.mark.parametrize(
    "notes",
    [
        "[1] Jaarverslag, p. 12.\n[2] Verslag, p. 14, en het rapport van de accountant van dit\n    boekjaar 2025.\n",
        "\n¹ Jaarverslag, p. 12.\n² Verslag, p. 14, en het rapport van de accountant van dit\n  boekjaar 2025.\n",
    ],
)
def test_notes_at_the_end_with_signs_of_their_own(notes: str) -> None:
    sign = {"[": "[{}]", "\n": "¹²"}[notes[0]]
    one, two = (sign.format(1), sign.format(2)) if "{" in sign else sign
    document = plain(f"De omzet steeg.{one} De kosten daalden met 4 m².{two}\n\nNoten\n{notes}")
    found = [(block.label, block.text) for block in document.blocks if block.kind == "footnote"]
    rest = "Verslag, p. 14, en het rapport van de accountant van dit boekjaar 2025."
    assert found == [("1", "Jaarverslag, p. 12."), ("2", rest)]
    assert [mark.value for mark in document.blocks[0].marks if mark.kind == "note"] == ["1", "2"]


def test_a_note_may_go_on_with_a_number() -> None:
    document = plain(
        "Zo staat het in het verslag.1 Dat is veel.2\n\n1 Verslag, p. 3.\n2 Zie ook de brief van\n3 maart 2025.\n"
    )
    assert [block.text for block in document.blocks if block.kind == "footnote"] == [
        "Verslag, p. 3.",
        "Zie ook de brief van 3 maart 2025.",
    ]


def test_a_table_drawn_with_lines() -> None:
    document = plain("┌──────┬─────┐\n│ Post │ Som │\n├──────┼─────┤\n│ Huur │ 900 │\n║ Gas  ║ 120 ║\n└──────┴─────┘\n")
    cells = [(block.place.cell, block.text) for block in document.body]
    assert cells == [
        ((0, 0, 0), "Post"),
        ((0, 0, 1), "Som"),
        ((0, 1, 0), "Huur"),
        ((0, 1, 1), "900"),
        ((0, 2, 0), "Gas"),
        ((0, 2, 1), "120"),
    ]
    assert source_position(document.body[3], 0) == (4, 10)


def test_the_number_of_a_page_in_mid_sentence_is_furniture() -> None:
    above = "De muur is oud en staat niet op de tekeningen van de dienst. In de zomer"
    document = plain(f"{above}\n\n12\n\nligt het werk vier weken stil.\n")
    assert [block.text for block in document.body] == [f"{above} ligt het werk vier weken stil."]


def test_a_number_between_sentences_is_text() -> None:
    document = plain("Hoeveel bruggen er nu zijn, dat weet niemand precies.\n\n12\n\nZo veel zijn het er.\n")
    assert "12" in [block.text for block in document.body]


def test_running_heads_without_empty_lines_are_furniture() -> None:
    pages = [
        "De raad heeft daarover gesproken en het college gevraagd om voor de zomer met",
        "een plan te komen waarin ook de kosten van het onderhoud zijn opgenomen, want",
        "die waren in de eerste versie vergeten. Het college heeft dat toegezegd en zal",
        "voor de zomer een plan sturen.",
    ]
    document = plain("".join(f"{line}\nPagina {n} van 4\nJaarverslag\n" for n, line in enumerate(pages, 1)))
    assert [block.text for block in document.body] == [" ".join(pages)]


def test_two_dashes_above_a_signature_are_furniture() -> None:
    document = plain("Tot morgen.\n\n-- \nJan de Boer\nUtrecht\n")
    assert shown(document) == ["Tot morgen.", "Jan de Boer", "Utrecht"]


def test_a_line_that_ends_inside_a_word_goes_on() -> None:
    document = plain(
        "The committee spoke about the long-\nterm plans of the Union in more than one of its meetings.\n\nYes.\n"
    )
    assert shown(document) == [
        "The committee spoke about the long-term plans of the Union in more than one of its meetings.",
        "Yes.",
    ]


def test_the_last_cell_of_a_table_may_go_on_below() -> None:
    document = plain(
        """\
        Jansen:    Ik heb een vraag over de kosten van het
                   onderhoud.
        De Vries:  Die beantwoord ik graag.
        Bakker:    Dank u wel, dan wacht ik dat af tot de
                   volgende vergadering.
        Daarmee sluit de voorzitter.
        """
    )
    assert [block.text for block in document.body][-2:] == [
        "Dank u wel, dan wacht ik dat af tot de volgende vergadering.",
        "Daarmee sluit de voorzitter.",
    ]
