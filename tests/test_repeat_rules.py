"""The messages of the rules about what repeats."""

from __future__ import annotations

import pytest

from docdiff.checks import check, select_rules
from docdiff.model import Document
from docdiff.render.duplicates import text as shown
from docdiff.repeats import Duplicate, Duplicates
from docdiff.runs import Passage

from .notation import plain
from .test_duplicates import COST, DIKE, RIVER, SCHOOL, SHOP, questions

FAIR = "Op de markt van zaterdag staan twintig kramen met kaas, bloemen en tweedehands boeken uit de hele streek."

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


def test_all_of_a_document_is_said_only_when_no_word_differs() -> None:
    words = " ".join(f"woord{n} staat hier" for n in range(400))
    note = plain(f"{words}.\n", "note.txt")
    rest = "\n\nDe school krijgt een nieuw dak. " + " ".join(f"Les {n} begint later." for n in range(400)) + "\n"
    same = plain(f"{words}.{rest}", "same.txt")
    other = plain(f"{words.replace('woord7 ', 'woord9 ')}.{rest}", "other.txt")
    told = [
        finding.message.partition(" ")[0]
        for letter in (same, other)
        for finding in check([note, letter])
        if finding.rule == "contained-document"
    ]
    assert told == ["All", "99%"]


def test_question_numbers_with_gaps_are_told_with_gaps() -> None:
    passages = Passage(0, 0, 1), Passage(0, 2, 3)
    pair = Duplicate("passage", "identical", *passages, 1.0, 1.0, ((1, 2, 5), (1, 2, 5)))
    document = plain("Een.\n\nTwee.\n\nDrie.\n\nVier.\n", "a.txt")
    assert "passage with questions 1–2, 5 is the same as 1–2, 5" in shown(Duplicates((document,), (pair,), ()))


def test_a_sentence_in_three_answers_is_told_once_of_each_later_one() -> None:
    sentence = (
        "Tot die tijd vaart er elke dag een pont tussen de twee oevers, die ook plaats heeft voor fietsen en "
        "voor vrachtwagens, en die een uur voor zonsopgang begint te varen en een uur na zonsondergang ophoudt."
    )
    document = plain(
        questions(f"{SCHOOL} {SHOP} {sentence}", f"{RIVER} {DIKE} {sentence}", f"{COST} {sentence} {FAIR}")
    )
    found = check([document], rules=select_rules(["repeated-answer"]))
    assert [finding.message.split(":")[0] for finding in found] == [
        "Answer 2 has words in common with answer 1",
        "Answer 3 has words in common with answer 1",
    ]
