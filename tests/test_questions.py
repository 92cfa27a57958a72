"""Questions and answers are found by their labels."""

import pytest

from docdiff.errors import UsageError
from docdiff.model import Document
from docdiff.questions import Patterns, Question, find_questions

from .notation import plain


def texts(document: Document, blocks: tuple[int, ...]) -> list[str]:
    return [document.blocks[index].text for index in blocks]


def summary(document: Document, question: Question) -> tuple[int | None, str, list[str], list[str]]:
    asked, answered = texts(document, question.question), texts(document, question.answer)
    return question.number, question.asker, asked, answered


def test_dutch_letters_to_parliament() -> None:
    document = plain(
        """\
        Vragen en opmerkingen van de leden van de Groene-fractie

        De leden van de Groene-fractie hebben kennisgenomen van de stukken.

        Vraag 1
        Waarom is de brug dicht?

        Antwoord vraag 1
        Omdat er scheuren in zitten.
        Dat is in mei gebleken.

        Vraag 2
        Wanneer gaat hij open?

        Antwoord
        Zie het antwoord op vraag 1.

        Vragen en opmerkingen van de leden van de Blauwe-fractie

        Ook deze leden hebben een vraag.

        Vraag 3
        Wat kost dat?

        Antwoord op vraag 3
        Veel.
        """
    )
    found = find_questions(document)
    assert [summary(document, question) for question in found] == [
        (
            1,
            "Groene-fractie",
            ["Waarom is de brug dicht?"],
            ["Omdat er scheuren in zitten.", "Dat is in mei gebleken."],
        ),
        (2, "Groene-fractie", ["Wanneer gaat hij open?"], ["Zie het antwoord op vraag 1."]),
        (3, "Blauwe-fractie", ["Wat kost dat?"], ["Veel."]),
    ]
    assert [question.refers_to for question in found] == [(), (1,), ()]


def test_english_labels_and_labels_inside_the_line() -> None:
    document = plain(
        """\
        Questions from the members of the Blue Party

        Question 7
        Why is the bridge closed?

        Answer
        Because it has cracks.

        Q8: When will it open?
        A8: See the answers to questions 7 and 9.

        Q9. What does it cost?
        A9. A lot.
        """
    )
    found = find_questions(document)
    assert [(question.number, question.asker) for question in found] == [
        (7, "Blue Party"),
        (8, "Blue Party"),
        (9, "Blue Party"),
    ]
    assert texts(document, found[1].answer) == ["A8: See the answers to questions 7 and 9."]
    assert found[1].refers_to == (7, 9)


def test_one_answer_to_several_questions_is_the_answer_of_each() -> None:
    document = plain("Vraag 3\nWaarom?\n\nVraag 4\nHoe dan?\n\nAntwoord vragen 3 en 4\nDaarom.\n")
    assert [(question.number, texts(document, question.answer)) for question in find_questions(document)] == [
        (3, ["Daarom."]),
        (4, ["Daarom."]),
    ]


def test_numbering_that_begins_anew_begins_a_series() -> None:
    one = "Vraag 1\nWaarom?\n\nAntwoord\nDaarom.\n\nVraag 2\nHoe?\n\nAntwoord\nZo.\n\n"
    assert [(q.number, q.series) for q in find_questions(plain(one + one))] == [(1, 0), (2, 0), (1, 1), (2, 1)]


def test_a_question_without_an_answer_and_without_a_number() -> None:
    document = plain("Vraag:\nWaarom is dat zo?\n\nVraag\nEn dit?\n\nAntwoord\nDaarom.\n")
    assert [(q.number, len(q.answer)) for q in find_questions(document)] == [(None, 0), (None, 1)]


def test_a_sentence_that_speaks_of_a_question_is_no_label() -> None:
    assert find_questions(plain("Vraag 12 is door de minister niet beantwoord, wat jammer is.\n")) == ()


def test_a_range_of_references() -> None:
    document = plain("Vraag 9\nWaarom?\n\nAntwoord\nZie de antwoorden op de vragen 2 t/m 4, 7.\n")
    assert find_questions(document)[0].refers_to == (2, 3, 4, 7)


def test_a_range_whose_digits_stand_inside_another() -> None:
    document = plain("Vraag 9\nWaarom?\n\nAntwoord\nZie de antwoorden op de vragen 1-2 en 11-20.\n")
    assert find_questions(document)[0].refers_to == (1, 2, *range(11, 21))


def test_a_house_style_of_its_own() -> None:
    patterns = Patterns(question=(r"Punt (?P<numbers>\d+)$",), answer=(r"Reactie$",))
    document = plain("Punt 5\nDe brug is dicht.\n\nReactie\nDat klopt.\n")
    assert summary(document, find_questions(document, patterns)[0]) == (5, "", ["De brug is dicht."], ["Dat klopt."])


@pytest.mark.parametrize(
    ("patterns", "says"),
    [(Patterns(question=("(",)), "regular expression"), (Patterns(asker=("from us",)), "group called asker")],
)
def test_a_wrong_pattern_is_said(patterns: Patterns, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        find_questions(plain("x"), patterns)
