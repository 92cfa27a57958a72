"""The date rules on whole letters: what they show, and that they stay quiet among years that are right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docdiff.checks import Finding, check, select_rules
from docdiff.model import Block, Document, Source
from docdiff.readers import read

DATES = select_rules(["date-*"])


def letter(*texts: str, date: str = "", language: str = "nl", name: str = "letter") -> Document:
    """A document of paragraphs, and of headings where a text begins with "# "; the first heading is its title."""
    blocks = tuple(
        Block(index, "heading" if text.startswith("# ") else "paragraph", text.removeprefix("# "))
        for index, text in enumerate(texts)
    )
    titles = [block.text for block in blocks if block.kind == "heading"]
    meta = {"language": language} | ({"title": titles[0]} if titles else {}) | ({"date": date} if date else {})
    return Document(Source(name), blocks, meta)


NOTE = letter(
    "Op 11 februari 2025 vond de Raad (RBZ) plaats. Op 12 februari 2026 vond de bijeenkomst van de DMM plaats.",
    "Akkoord met het verslag van de RBZ en DMM op 11 en 12 februari jl. en de nota.",
    name="note",
)
ANSWERS = letter(
    "# Antwoorden over de RBZ en DMM van 11 en 12 februari 2026",
    "De RBZ van 11 februari 2026 gaat over steun.",
    date="2026-02-10",
    name="answers",
)


def fixes(found: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(finding.at.text, finding.fix.at.text, finding.fix.text) for finding in found if finding.fix]


def test_a_wrong_year_is_told_with_its_evidence_and_its_repair() -> None:
    found = check([NOTE], DATES)
    assert fixes(found) == [("11 februari 2025", "2025", "2026")]
    assert found[0].message == (
        "11 februari 2025 does not fit: the same event is dated 12 februari 2026 and 11 en 12 februari jl."
        " Should this be 11 februari 2026?"
    )
    assert [related.at.text for related in found[0].related] == ["12 februari 2026", "11 en 12 februari jl."]


def test_related_documents_add_their_evidence() -> None:
    alone, together = check([NOTE], DATES)[0], check([NOTE, ANSWERS], DATES)[0]
    assert len(together.related) >= 4
    assert together.confidence > alone.confidence


def test_messages_in_dutch() -> None:
    (found,) = check([NOTE], DATES, lang="nl")
    assert found.message.endswith("Moet dit 11 februari 2026 zijn?")
    assert found.related[0].message == "de dag ernaast, in dezelfde alinea"


def test_a_wrong_year_in_a_copied_passage_is_one_finding() -> None:
    twice = letter(*(block.text for block in NOTE.blocks), *(block.text for block in NOTE.blocks))
    (found,) = check([twice], DATES)
    assert found.related[-1].message == "the same date again"
    assert (found.at.block, found.related[-1].at.block) == (0, 2)


def test_copies_that_differ_in_the_year_only_are_no_error() -> None:
    text = "Zoals in het debat van 19 maart {} met de Kamer is gewisseld, heeft het kabinet geen bezwaar tegen deze."
    assert check([letter(text.format(2024), "Iets anders.", text.format(2023))], DATES) == ()


def test_three_copies_with_three_years_are_a_form() -> None:
    text = "Het jaarverslag is op 19 maart {} vastgesteld door de raad en daarna aan alle leden gestuurd."
    assert check([letter(*(text.format(year) for year in (2022, 2023, 2024)))], DATES) == ()


def test_a_wrong_day_of_the_letter_is_not_blamed_on_the_dates_in_it() -> None:
    document = letter(
        "Datum: 10 februari 2025",
        "# Antwoorden over de Havenraad van 11 februari 2026",
        "De Havenraad van 11 februari a.s. gaat over steun.",
        "Wij vroegen naar de Havenraad van 11 februari 2026.",
    )
    (found,) = check([document], DATES)
    assert fixes((found,)) == [("10 februari 2025", "2025", "2026")]


ENGLISH = (
    "# Report of the Northern Fisheries Council (NFC) of 6 and 7 May 2026",
    "I hereby send you the report of the Northern Fisheries Council (NFC), which met in Oslo on 6 and 7 May 2026.",
    "On 6 May 2026 the council discussed herring. On 7 May 2026 the ministers turned to port safety.",
    "The quota regulation of 12 December 2023 stays in force until 31 December 2027.",
    "As I wrote in my letter of 20 April 2026, the Harbour Fund paid £12 million in 2024 and £14 million in 2025.",
    "At the NFC of 7 May 2026 the Harbour Fund came up as well.",
    "The audit of the fund was published on 7 May 2024. A year earlier, on 6 May 2025, the council could not agree.",
)


def test_a_letter_full_of_other_years_is_quiet() -> None:
    assert check([letter(*ENGLISH, date="2026-05-14", language="en")], DATES) == ()


@pytest.mark.parametrize(
    ("block", "right"), [(0, "7 May 2026"), (1, "7 May 2026"), (2, "6 May 2026"), (5, "7 May 2026")]
)
@pytest.mark.parametrize("year", ["2025", "2027"])
def test_a_planted_year_is_found_and_nothing_else(block: int, right: str, year: str) -> None:
    texts = list(ENGLISH[:-1])  # the last paragraph has those days in other years, so they may recur
    texts[block] = texts[block].replace(right, right.replace("2026", year))
    found = check([letter(*texts, date="2026-05-14", language="en")], DATES)
    assert [(finding.at.block, finding.fix and finding.fix.text) for finding in found] == [(block, "2026")]


@pytest.mark.parametrize(
    "texts",
    [
        # From the report of user 1: texts that are right, most of them of an event that comes back.
        ("# Changes", *(f"{year}-04-0{day}  Nick Clifton" for year in (2022, 2021, 2020) for day in (7, 6))),
        (
            "Major changes between OpenSSL 3.0.5 and OpenSSL 3.0.6 [11 Oct 2022]",
            "Major changes between OpenSSL 0.9.8 and OpenSSL 0.9.8a [11 Oct 2005]",
            "Major changes between OpenSSL 0.9.7g and OpenSSL 0.9.8 [5 Jul 2005]",
        ),
        (
            "Op 12 mei 2025 koos de ledenvergadering van de VVE een bestuur.",
            "De ledenvergadering van de VVE op 12 mei 2025 was goed bezocht.",
            "De volgende ledenvergadering van de VVE op 12 mei 2026 is in Utrecht.",
        ),
        (
            "Tot en met 3 juli 2017 geldt het Vuurwerkbesluit zoals dat was.",
            "Artikel 2 van het Vuurwerkbesluit zoals dat gold op 3 juli 2010.",
            "Artikel 3 van het Vuurwerkbesluit zoals dat artikel luidde op 3 juli 2010.",
        ),
        (
            "Datum: 20 juni 2026",
            "De herdenking van 18 juni jl. in Den Haag trok duizend bezoekers.",
            "De herdenking in Den Haag van 18 juni 2025 trok er honderd.",
            "De herdenking in Den Haag van 18 juni 2026 was dus druk.",
        ),
    ],
)
def test_what_comes_back_on_the_same_day_is_quiet(texts: tuple[str, ...]) -> None:
    assert check([letter(*texts)], DATES) == ()


def test_the_right_repair_of_a_weekday_is_left_to_the_editor() -> None:
    (found,) = check([letter("De hoorzitting is op zondag 23 augustus 2014 in Den Haag.")], DATES)
    assert found.fix is None
    assert found.at.text == "zondag 23 augustus 2014"
    for repair in ("zaterdag 23 augustus 2014", "zondag 17 augustus 2014", "zondag 24 augustus 2014"):
        assert repair in found.message


def test_a_day_long_ago_is_information_with_the_year_to_write() -> None:
    (found,) = check([letter("Op 10 oktober jl. is getekend.", date="2026-06-15")], DATES)
    assert (found.severity, found.fix and found.fix.text) == ("info", "10 oktober 2025")


# --- the five letters that come with the project


@pytest.fixture(scope="module")
def letters() -> list[Document]:
    folder = Path(__file__).resolve().parent.parent / "seeds"
    return [read(path, name=path.name) for path in sorted(folder.glob("0*.txt"))]


def test_the_letters_have_two_wrong_years(letters: list[Document]) -> None:
    found = [finding for finding in check(letters, DATES) if finding.severity == "error"]
    places = [(finding.at.document.source.name[:3], finding.at.line) for finding in found]
    assert places == [("000", 606), ("001", 2), ("003", 376)]
    for finding in found[:2]:
        assert finding.at.text == "11 februari 2025"
        assert finding.fix is not None
        assert (finding.fix.at.text, finding.fix.text) == ("2025", "2026")
        assert len(finding.related) >= 4


@pytest.mark.parametrize(
    ("number", "errors"), [(0, ["date-year"]), (1, ["date-year"]), (2, []), (3, ["date-address"]), (4, [])]
)
def test_each_letter_alone(letters: list[Document], number: int, errors: list[str]) -> None:
    found = check([letters[number]], DATES)
    assert [finding.rule for finding in found if finding.severity == "error"] == errors


def test_the_repaired_letters_are_quiet(letters: list[Document]) -> None:
    for _ in range(2):
        for finding in check(letters, select_rules(["date-year"])):
            at = next(i for i, document in enumerate(letters) if document is finding.at.document)
            letters[at] = apply(letters[at], finding)
    assert check(letters, select_rules(["date-year"])) == ()


def apply(document: Document, finding: Finding) -> Document:
    """The document with the repair of a finding made."""
    assert finding.fix is not None
    spot = finding.fix.at
    blocks = list(document.blocks)
    text = blocks[spot.block].text
    blocks[spot.block] = replace(
        blocks[spot.block], text=text[: spot.span.start] + finding.fix.text + text[spot.span.end :]
    )
    return replace(document, blocks=tuple(blocks))
