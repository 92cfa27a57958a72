"""The messages of the rules about what repeats."""

from __future__ import annotations

import pytest

from docdiff.checks import check, select_rules
from docdiff.model import Document

CRACKS = "Er zitten scheuren in de noordelijke pijler."
TUNNEL = "Daarom komt er een tunnel, die zes jaar bouwen kost volgens het plan van de provincie."


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (f"{CRACKS} {TUNNEL}", "Antwoord 1 staat in antwoord 2."),
        (CRACKS.replace("noordelijke", "zuidelijke"), "Antwoord 2 is bijna gelijk aan antwoord 1. Wat verschilt: "),
    ],
)
def test_what_differs_is_told_only_when_something_does(second: str, message: str) -> None:
    letter = ("Vraag 1", "Waarom?", "Antwoord", CRACKS, "Vraag 2", "En wat nu?", "Antwoord", second)
    (found,) = check([Document.from_texts(letter)], select_rules(["repeated-answer"]), lang="nl")
    changes = "“noordelijke” is hier “zuidelijke”." if message.endswith(": ") else ""
    assert found.message == message + changes


@pytest.mark.parametrize(
    ("label", "name"),
    [("Vraag 1", "Antwoord 1 is woordelijk gelijk aan antwoord 1 in first."), ("Vraag", "het antwoord op regel 4 in")],
)
def test_an_answer_in_another_document_or_without_a_number_has_a_name(label: str, name: str) -> None:
    first = Document.from_texts((label, "Waarom is de brug dicht?", "Antwoord", CRACKS), "first")
    second = Document.from_texts((label, "Wat kost een nieuwe?", "Antwoord", CRACKS), "second")
    (found,) = check([first, second], select_rules(["repeated-answer"]), lang="nl")
    assert name in found.message
