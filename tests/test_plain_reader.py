"""Lines become the paragraphs a person sees."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docdiff.errors import ReadError, UsageError
from docdiff.model import Span, source_position, source_text
from docdiff.readers import read
from docdiff.readers.joining import Vocabulary, join_lines
from docdiff.readers.lines import Line
from docdiff.readers.plain import LONGEST_LINE

from .notation import plain, shown

WRAPPED = """\
    De gemeente heeft in het voorjaar een begin gemaakt met het herstel van
    de kademuren langs de Nieuwe Gracht. Het werk duurt langer dan gedacht,
    omdat onder de muur een oude riolering is gevonden die niet op de
    tekeningen staat.
    In de zomer ligt het werk vier weken stil. Bewoners krijgen daarover een
    brief, en op de hoek van de straat komt een bord met de planning en het
    nummer van de aannemer te staan.
    """


def test_wrapped_lines_are_joined_and_a_short_last_line_ends_the_paragraph() -> None:
    texts = [block.text for block in plain(WRAPPED).blocks]
    assert len(texts) == 2
    assert texts[0].startswith("De gemeente heeft") and texts[0].endswith("die niet op de tekeningen staat.")
    assert texts[1].startswith("In de zomer ligt")


def test_an_empty_line_after_every_line_changes_nothing() -> None:
    double_spaced = plain(WRAPPED.replace("\n", "\n\n"))
    assert [block.text for block in double_spaced.blocks] == [block.text for block in plain(WRAPPED).blocks]


def test_one_paragraph_a_line_is_left_alone() -> None:
    lines = [
        f"Dit is alinea {n}, die lang genoeg is om over de rand te gaan van elk scherm dat ik heb, en dat is " * 2
        + "goed zo."
        for n in range(6)
    ]
    document = plain("\n".join(lines))
    assert [block.text for block in document.blocks] == lines


def test_a_page_break_in_mid_sentence_does_not_end_the_paragraph() -> None:
    document = plain(
        """\
        The committee has asked for a second opinion on the safety of the
        bridge, and the engineers who built it have been invited to say what
        they think of the cracks that were found in the north pillar by the


        3


        inspectors last week. Until they have answered, the bridge is closed
        to lorries and to buses, but bicycles and pedestrians may still cross
        it at their own risk between sunrise and sunset.
        """
    )
    assert len(document.body) == 1
    assert "by the inspectors last week" in document.body[0].text
    assert [block.text for block in document.blocks if block.kind == "furniture"] == ["3"]


def test_notes_at_the_foot_of_a_page_are_lifted_out_of_the_sentence() -> None:
    document = plain(
        """\
        Het kabinet heeft besloten de regeling met een jaar te verlengen.1 De
        kosten daarvan komen ten laste van de begroting, zoals eerder is
        toegelicht in de brief over de voorjaarsnota2 en in het debat dat de

        1 Kamerstuk 12 345, nr. 6
        2 Brief van de minister van 3 maart over de
        voorjaarsnota

        Kamer daarover heeft gevoerd. Daarbij is toegezegd dat de regeling
        voor de zomer wordt geëvalueerd.
        """
    )
    assert shown(document) == [
        "Het kabinet heeft besloten de regeling met een jaar te verlengen.1 De kosten daarvan komen ten laste van de "
        "begroting, zoals eerder is toegelicht in de brief over de voorjaarsnota2 en in het debat dat de Kamer "
        "daarover heeft gevoerd. Daarbij is toegezegd dat de regeling voor de zomer wordt geëvalueerd.",
        "[1] Kamerstuk 12 345, nr. 6",
        "[2] Brief van de minister van 3 maart over de voorjaarsnota",
    ]
    assert [mark.value for mark in document.blocks[0].marks if mark.kind == "note"] == ["1", "2"]


def test_a_mark_glued_to_a_year_is_a_mark_without_a_note() -> None:
    document = plain("Het pakket is voor 2026 en 2027.1 Daarna volgt een nieuw voorstel.")
    (mark,) = (mark for mark in document.blocks[0].marks if mark.kind == "note")
    assert (mark.value, document.blocks[0].text[mark.span.start - 5 : mark.span.end]) == ("1", "2027.1")


@pytest.mark.parametrize(
    "text",
    [
        "Artikel 42.7 is van toepassing.",  # a section number
        "Het groeide met 3,5 procent.",  # a decimal
        "Zie nr.1 Daar staat het.",  # an abbreviation
        "De F16 en de A4 zijn er al.",  # names
    ],
)
def test_other_numbers_are_no_marks(text: str) -> None:
    assert not [mark for mark in plain(text).blocks[0].marks if mark.kind == "note"]


def test_written_out_notes_become_blocks_of_their_own() -> None:
    document = plain("Dat is zo.[footnoteRef:2] [2:  Zie Kamerstuk [bijlage 3] 28676-504] En verder niet.")
    assert shown(document) == ["Dat is zo.[footnoteRef:2] En verder niet.", "[2] Zie Kamerstuk [bijlage 3] 28676-504"]
    note = document.body[1]
    assert source_position(note, 0) == (1, 32)


def test_a_written_note_that_is_never_closed_is_text() -> None:
    assert shown(plain("Ja.[footnoteRef:1] [1: Zie [2] verder")) == ["Ja.[footnoteRef:1] [1: Zie [2] verder"]


def test_many_written_notes_take_linear_time() -> None:
    started = time.process_time()
    plain("Ja.[footnoteRef:1] [1: Zie " * 20_000 + "[footnoteRef:2] [2: dit]")
    assert time.process_time() - started < 5


def test_every_note_of_a_wrapped_paragraph_knows_its_line() -> None:
    line = "De gemeente schreef daarover in het voorjaar een brief.[footnoteRef:{0}] [{0}: Zie brief {0}.] Daarin staat"
    document = plain("\n".join(line.format(number) for number in range(1, 9)))
    notes = [block for block in document.blocks if block.kind == "footnote"]
    assert [(note.label, note.place.line, source_position(note, 0)[1]) for note in notes] == [
        (str(number), number, 76) for number in range(1, 9)
    ]


def test_a_word_may_stand_on_three_lines() -> None:
    texts = ["de eigendomsoverdrachtsbelasting", "de eigendoms-", "overdrachts-", "belasting"]
    lines = [Line(number, 1, text, 0) for number, text in enumerate(texts, 1)]
    joined = join_lines(lines[1:], Vocabulary([*lines, Line(5, 1, "eigendomsoverdrachts", 0)]))
    assert joined.text == "de eigendomsoverdrachtsbelasting"
    assert [piece.line for piece in joined.pieces] == [2, 0, 3, 0, 4]


def test_markdown_notes_are_found() -> None:
    document = plain("It rained.[^1] We stayed in.\n\n[^1]: All day long, that is.\n")
    assert shown(document) == ["It rained.[^1] We stayed in.", "[1] All day long, that is."]


def test_leftovers_of_a_conversion_are_furniture() -> None:
    document = plain("[image: photo.png][image: ]\n\n[bookmark: _GoBack]The subject of this letter\n")
    assert [block.kind for block in document.blocks] == ["furniture", "furniture", "furniture", "paragraph"]
    assert source_position(document.blocks[3], 0) == (3, 20)


def test_running_heads_are_furniture_when_pages_repeat_them() -> None:
    said = ["The sun rose.", "Then came rain.", "It snowed at noon.", "Nobody was surprised."]
    document = plain("\f".join(f"Annual report {n}\n\n{said[n - 1]}\n" for n in range(1, 5)))
    assert [block.text for block in document.blocks if block.kind == "furniture"] == [
        f"Annual report {n}" for n in range(1, 5)
    ]
    assert [block.place.page for block in document.body] == [None, 2, 3, 4]


def test_hyphens_at_line_ends_are_dropped_only_inside_words() -> None:
    document = plain(
        """\
        De capaciteiten zijn gespecificeerd in het rapport van de commissie-
        voorzitter, die een EU-brede aanpak voorstaat. De wensen zijn gespeci-
        ficeerd per land en per jaar, en dat geldt ook voor de veiligheids-
        en buitenlandse politiek van de Unie, zoals zij in NAVO-
        verband is besproken. Meer is daar niet over te zeggen in deze brief.
        """
    )
    text = document.body[0].text
    assert "zijn gespecificeerd per land" in text
    assert "veiligheids- en buitenlandse" in text
    assert "NAVO-verband" in text


def test_the_source_of_a_joined_word_can_be_shown() -> None:
    block = plain(
        """\
        The wishes are specified in the annex, and the members of the com-
        mittee have specified them again, a second time, for each year. The
        committee has decided to leave it at that until the next meeting is
        held in the spring of the year after this one.
        """
    ).body[0]
    start = block.text.index("committee")
    assert source_text(block, Span(start, start + len("committee have"))) == "com-\nmittee have"
    assert source_position(block, start) == (1, 63)


def test_headings_lists_and_labels() -> None:
    document = plain(
        """\
        Conclusions

        The council has discussed three things, which are listed below.

        1. The budget for next year, which was approved.
        2. The new bridge.
        • A point without a number.

        2.1 Further steps

        They will be taken in spring, when the weather allows it.
        """
    )
    assert [(block.kind, block.label, block.level) for block in document.blocks] == [
        ("heading", "", 1),
        ("paragraph", "", 0),
        ("list_item", "1.", 1),
        ("list_item", "2.", 1),
        ("list_item", "•", 1),
        ("heading", "2.1", 2),
        ("paragraph", "", 0),
    ]


def test_an_address_and_a_signature_are_no_headings() -> None:
    document = plain(
        """\
        Ministry of Ways
        12 Long Street
        1234 AB Sometown

        Dear reader,

        This is the only sentence of the letter, and it says nothing at all.

        Yours sincerely,

        THE MINISTER
        A. Writer
        """
    )
    assert {block.kind for block in document.blocks} == {"paragraph"}


def test_serial_labels_stand_below_other_headings() -> None:
    parts = "".join(f"Vraag {n}\nWaarom is dat zo in het geval van nummer {n}?\n\n" for n in range(1, 5))
    document = plain("Vragen van de leden\n\n" + parts)
    assert [block.level for block in document.blocks if block.kind == "heading"] == [1, 2, 2, 2, 2]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_no_word_is_lost_whatever_the_text(text: str) -> None:
    data = text.replace("\0", "").encode("utf-8")
    document = read(data, name="any.txt")
    words = data.decode("utf-8").replace("-", " ").replace("\u00ad", " ").split()
    seen = " ".join(f"{block.label} {block.text}" for block in document.blocks).replace("-", " ").replace("\u00ad", " ")
    assert sorted("".join(words)) == sorted("".join(seen.split())) or "[" in text


@given(st.lists(st.text(alphabet="abc .,-1\t", max_size=40), max_size=30))
def test_every_letter_knows_where_it_stands(lines: list[str]) -> None:
    document = read("\n".join(lines).encode(), name="any.txt")
    for block in document.blocks:
        for offset, letter in enumerate(block.text):
            if not letter.isspace():
                line, column = source_position(block, offset)
                assert lines[line - 1][column - 1] == letter


class TestEncodings:
    def test_utf8_with_a_mark(self) -> None:
        document = read("\ufeffCafé".encode())
        assert (document.blocks[0].text, document.source.encoding, document.problems) == ("Café", "utf-8", ())

    def test_windows_1252_is_read_and_said(self) -> None:
        document = read("De coördinatie van ’s-Hertogenbosch kost € 5.".encode("cp1252"), name="a.txt")
        assert document.blocks[0].text == "De coördinatie van ’s-Hertogenbosch kost € 5."
        assert document.problems[0].code == "encoding-guessed"

    def test_two_encodings_in_one_file_are_said_with_the_line(self) -> None:
        mostly = read("Café één.\r\n".encode() + "Café twee.\r\n".encode("cp1252"), name="a.txt")
        (problem,) = mostly.problems
        assert [block.text for block in mostly.blocks] == ["Café één.", "Café twee."]
        assert problem.message == (
            "a.txt is UTF-8 but for line 2, which was read as Windows-1252. If letters look wrong there, correct them."
        )
        assert problem.place.line == 2
        (problem,) = read("Café.\r\n".encode() + "Café één.\r\n".encode("cp1252"), name="a.txt").problems
        assert problem.message == (
            "a.txt mixes two encodings and was read as Windows-1252: line 2 is not UTF-8, and others are. "
            "Save it in one encoding, then run this again."
        )

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_utf16_with_and_without_a_mark(self, encoding: str) -> None:
        assert read("Een gewone zin.".encode(encoding)).blocks[0].text == "Een gewone zin."

    def test_the_encoding_given_wins(self) -> None:
        assert read("café".encode("cp850"), encoding="cp850").blocks[0].text == "café"

    def test_an_unknown_encoding_is_the_callers_mistake(self) -> None:
        with pytest.raises(UsageError, match="no encoding called utf-9"):
            read(b"x", encoding="utf-9")

    def test_a_wrong_encoding_is_said(self) -> None:
        with pytest.raises(ReadError, match="byte 4"):
            read(b"caf\xe9", name="a.txt", encoding="utf-8")


class TestBadInput:
    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (bytes(range(256)) * 40, "NUL"),
            (b"\x01\x02\x03\x04\xff\xfe\xfa" * 100, "not text"),
            (b"PK\x03\x04rest", "damaged"),
            (b"%PDF-1.7", "cut off"),
            (b"text with a \0 in it", "NUL"),
        ],
    )
    def test_what_is_not_text_is_refused_by_name(self, data: bytes, says: str) -> None:
        with pytest.raises(ReadError, match=says) as error:
            read(data, name="strange.txt")
        assert "strange.txt" in str(error.value)

    def test_a_line_no_person_wrote_is_refused(self) -> None:
        with pytest.raises(ReadError, match=r"Line 2 of long\.txt"):
            read(b"ok\n" + b"x" * (LONGEST_LINE + 1), name="long.txt")

    def test_an_empty_file_is_a_document_with_a_problem(self) -> None:
        document = read(b" \n\t\n", name="empty.txt")
        assert (document.blocks, document.problems[0].code) == ((), "empty")

    def test_a_missing_file_is_said(self) -> None:
        with pytest.raises(ReadError, match=r"no file nowhere\.txt"):
            read("nowhere.txt")


@pytest.mark.parametrize("label", ["Onderwerp", "Subject", "Betreff", "Objet "])
def test_the_subject_line_is_the_title(label: str) -> None:
    assert plain(f"{label}: A path for bicycles\n\nDear council, this is a letter.\n").title == "A path for bicycles"


def test_language_and_title() -> None:
    document = plain(
        "Betreft\nDe aanleg van een fietspad langs de rivier en door het dorp\n\nGeachte raad, dit is een brief.\n"
    )
    assert (document.language, document.title) == (
        "nl",
        "De aanleg van een fietspad langs de rivier en door het dorp",
    )
