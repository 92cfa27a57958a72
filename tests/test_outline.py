"""The outline holds what is numbered and what refers to it."""

from __future__ import annotations

from docdiff.facts.outline import Outline, find_outline
from docdiff.model import Block, Document, Source
from docdiff.questions import find_questions


def outline(*blocks: tuple[str, str, str]) -> Outline:
    """The outline of blocks given as (kind, label, text)."""
    made = tuple(Block(at, kind, text, label=label) for at, (kind, label, text) in enumerate(blocks))  # type: ignore[arg-type]
    document = Document(Source("test"), made)
    return find_outline(document, find_questions(document))


def paragraph(text: str) -> tuple[str, str, str]:
    return ("paragraph", "", text)


def test_headings_tables_and_notes_are_numbered() -> None:
    found = outline(
        ("heading", "2.1", "Kosten"),
        ("heading", "", "Bijlage 3: Kaarten"),
        paragraph("Tabel 4. Uitgaven"),
        ("footnote", "7", "Zie aldaar."),
    )
    assert {kind: [item.number for item in items] for kind, items in found.numbered.items()} == {
        "section": ["2.1"],
        "annex": ["3"],
        "table": ["4"],
        "footnote": ["7"],
    }


def test_sentence_that_begins_with_a_table_refers_to_it() -> None:
    found = outline(paragraph("Table 3 shows the costs."))
    assert found.numbered == {}
    assert [(item.kind, item.numbers) for item in found.references] == [("table", ("3",))]


def test_lists_and_ranges_of_numbers() -> None:
    found = outline(paragraph("Zie de vragen 2, 4 en 7, de artikelen 5 t/m 8 en paragraaf 3.2."))
    assert [(item.kind, item.numbers) for item in found.references] == [
        ("question", ("2", "4", "7")),
        ("article", ("5", "6", "7", "8")),
        ("section", ("3.2",)),
    ]


def test_labels_of_questions_are_no_references() -> None:
    found = outline(
        paragraph("Vraag 3"), paragraph("Waarom?"), paragraph("Antwoord vraag 3"), paragraph("Zie vraag 1.")
    )
    assert [item.numbers for item in found.references] == [("1",)]
    assert [item.number for item in found.numbered["question"]] == ["3"]
