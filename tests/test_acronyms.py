"""Acronyms are tied to the words beside them by their letters."""

from __future__ import annotations

import pytest

from docdiff.facts.acronyms import (
    Acronyms,
    align,
    find_acronyms,
    find_definitions,
    find_uses,
    is_translation,
    words_before,
)
from docdiff.model import Document


def defined(text: str) -> list[tuple[str, str]]:
    document = Document.from_texts([text])
    return [(found.key, found.text) for found in find_definitions(document, document.blocks[0])]


@pytest.mark.parametrize(
    ("text", "acronym", "words"),
    [
        ("Het is de Raad Buitenlandse Zaken (RBZ).", "RBZ", "Raad Buitenlandse Zaken"),
        (
            "Er is een Raad van Buitenlandse Zaken Defensie (RBZ-Defensie).",
            "RBZ",
            "Raad van Buitenlandse Zaken",
        ),
        ("Zo ook het Europees Defensieagentschap (EDA).", "EDA", "Europees Defensieagentschap"),
        ("All Priority Capability Areas (PCA’s) are led.", "PCA", "Priority Capability Areas"),
        ("Een fonds (Multilateraal Defensiemechanisme, MDM) volgt.", "MDM", "Multilateraal Defensiemechanisme"),
        ("Tegen raketten (integrated air & missile defence, of IAMD).", "IAMD", "integrated air & missile defence"),
        ("The RWSB (Regional Water Safety Board) met.", "RWSB", "Regional Water Safety Board"),
        ("Er kwam een Memorandum of Understanding (MoU).", "MoU", "Memorandum of Understanding"),
        ("Het is 2% van het bruto binnenlands product (bbp).", "bbp", "bruto binnenlands product"),
    ],
)
def test_definition(text: str, acronym: str, words: str) -> None:
    assert defined(text) == [(acronym, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Dat is zo (zie hierna).",
        "The Board (RWSB) met.",
        "De minister (CDA) sprak.",
        "Dit staat in de wet (Stb. 2020, 12).",
        "Extensible Markup Language (XML) is old.",
    ],
)
def test_no_definition(text: str) -> None:
    assert defined(text) == []


def test_alignment_prefers_first_letters() -> None:
    words = words_before("see the Noord-Atlantische Raad", 30)
    assert align("nar", words) == (len(words) - 3, len(words) - 1)
    assert align("bpp", words_before("Bruto Binnenlands Product", 25)) is None


def test_uses_leave_out_addresses_and_shouting() -> None:
    document = Document.from_texts(["See www.ABC.org. DE MINISTER VAN DEFENSIE tekende. De NAVO-top en twee PCA’s."])
    assert [use.key for use in find_uses(document, document.blocks[0])] == ["NAVO", "PCA"]


def test_slips_of_an_explained_acronym() -> None:
    acronyms = Acronyms([find_acronyms(Document.from_texts(["The Regional Water Safety Board (RWSB) met."]))])
    assert acronyms.slips["RSWB"] == "RWSB"
    assert "RWS" not in acronyms.slips


def test_one_word_in_two_languages() -> None:
    assert is_translation("logische", "logical")
    assert not is_translation("supply", "support")
