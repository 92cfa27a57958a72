"""Amounts are read with their value, their unit and how they are written."""

from __future__ import annotations

import pytest

from docdiff.facts.numbers import find_amounts, read_number
from docdiff.model import Document, Source


@pytest.mark.parametrize(
    ("digits", "comma", "value"),
    [
        ("3,5", True, 3.5),
        ("3.5", False, 3.5),
        ("1.500", True, 1500),
        ("1.500", False, 1.5),
        ("1,500", False, 1500),
        ("1.500,50", True, 1500.5),
        ("1,500.50", True, 1500.5),
        ("1.250.000", False, 1250000),
        ("12 500", True, 12500),
    ],
)
def test_numbers(digits: str, comma: bool, value: float) -> None:
    assert read_number(digits, comma=comma)[0] == value


@pytest.mark.parametrize(
    ("text", "language", "value", "unit", "style"),
    [
        ("Dat kost €90 mld. in totaal.", "nl", 90e9, "EUR", "€#"),
        ("Dat kost EUR 17,45 miljard.", "nl", 17.45e9, "EUR", "EUR #"),
        ("Dat kost 700 miljoen euro.", "nl", 700e6, "EUR", "# euro"),
        ("It costs $1.5 billion.", "en", 1.5e9, "USD", "$#"),
        ("Dat is 3,5 % van het bbp.", "nl", 3.5, "%", "# %"),
        ("Dat is 50 procent.", "nl", 50, "%", "# procent"),
    ],
)
def test_amounts(text: str, language: str, value: float, unit: str, style: str) -> None:
    document = Document(Source("test"), Document.from_texts([text]).blocks, {"language": language})
    (found,) = find_amounts(document, document.blocks[0])
    assert (found.unit, found.style) == (unit, style)
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["Zie artikel 12.", "In 2026 zijn er 35 bruggen.", "Versie 3.5 is uit."])
def test_bare_numbers_are_no_amounts(text: str) -> None:
    document = Document.from_texts([text])
    assert list(find_amounts(document, document.blocks[0])) == []
