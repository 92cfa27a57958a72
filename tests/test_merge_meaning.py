"""Edits of several people in one date, amount or duty are asked about: together they say what nobody wrote."""

from __future__ import annotations

import pytest

from docdiff import merge, read

HEAD = "The mayor signs this letter on behalf of the council of the city.\n\n"


@pytest.mark.parametrize(
    ("base", "one", "other"),
    [
        ("It ends on 1 May at noon.", "It ends on 1 June at noon.", "It ends on 15 May at noon."),
        ("Uiterlijk 1 mei 2026.", "Uiterlijk 15 mei 2026.", "Uiterlijk 1 mei 2027."),
        ("Uiterlijk op 1 mei.", "Uiterlijk op 1 juni.", "Uiterlijk op 1 mei 2026."),
        ("They shall deliver the goods.", "They shall not deliver the goods.", "They may deliver the goods."),
        ("They shall not deliver the goods.", "They shall deliver the goods.", "They may not deliver the goods."),
        ("De aannemer moet leveren.", "De aannemer moet niet leveren.", "De aannemer mag leveren."),
        ("X moet de goederen leveren.", "X mag de goederen leveren.", "X moet de goederen niet leveren."),
        ("The fee is 100 euro a year.", "The fee is 120 euro a year.", "The fee is 100 dollar a year."),
        ("The fee is € 100 a year.", "The fee is € 120 a year.", "The fee is $ 100 a year."),
        ("The notice is three months now.", "The notice is four months now.", "The notice is three weeks now."),
        ("De termijn is een maand.", "De termijn is twee maand.", "De termijn is een week."),
        ("They answer in 10 working days.", "They answer in 15 working days.", "They answer in 10 calendar days."),
        ("The share is 5 per cent.", "The share is 6 per cent.", "The share is 5 million."),
        ("They deliver the goods.", "They never deliver the goods.", "They must deliver the goods."),
    ],
)  # fmt: skip
def test_what_nobody_wrote_in_a_meaning_bearing_place_is_a_question(base: str, one: str, other: str) -> None:
    made = merge(HEAD + base, HEAD + one, HEAD + other)
    (question,) = made.conflicts
    assert made.text == HEAD + base
    for side in question.sides:
        assert base.replace(question.base_text, side.text, 1) in (one, other) or not question.base_text


@pytest.mark.parametrize(
    ("base", "one", "other"),
    [
        (
            "Between 1 May and 3 June the office of the council is closed.",
            "Between 2 May and 3 June the office of the council is closed.",
            "Between 1 May and 4 June the office of the council is closed.",
        ),
        (
            "They shall deliver the goods to the office, and may not charge for it.",
            "They must deliver the goods to the office, and may not charge for it.",
            "They shall deliver the goods to the office, and may charge for it.",
        ),
        (
            "The fee is 100 euro for all of the people who live here.",
            "The fee is 120 euro for all of the people who live here.",
            "The fee is 100 euro for most of the people who live here.",
        ),
    ],
    ids=["two dates", "two duties", "far apart"],
)
def test_edits_that_stand_apart_are_taken_and_flagged(base: str, one: str, other: str) -> None:
    made = merge(HEAD + base, HEAD + one, HEAD + other)
    assert not made.conflicts
    assert made.text not in (HEAD + base, HEAD + one, HEAD + other)
    assert made.flags


def test_what_one_of_them_wrote_is_no_question() -> None:
    base = HEAD + "It ends on 1 May at noon."
    made = merge(base, base.replace("1 May", "15 June"), base.replace("1 May", "15 May"), base)
    assert not made.conflicts
    assert made.text == base.replace("1 May", "15 June")


def test_a_third_answer_to_part_of_a_date_joins_the_question() -> None:
    base = HEAD + "It ends on 1 May at noon."
    made = merge(*(base.replace("1 May", new) for new in ("1 May", "2 May", "3 May", "1 June")))
    (question,) = made.conflicts
    assert question.base_text == "1 May"
    assert sorted(side.text for side in question.sides) == ["1 June", "2 May", "3 May"]


def test_no_order_of_the_copies_changes_the_question() -> None:
    base = HEAD + "De aannemer moet uiterlijk 1 mei 2026 leveren."
    copies = [base.replace("1 mei", "2 mei"), base.replace("mei", "juni"), base.replace("2026", "2027")]
    ids = {merge(base, *order).conflicts[0].id for order in (copies, copies[::-1], copies[1:] + copies[:1])}
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("name", "base", "one", "other"),
    [
        ("a.html", "<p>It costs <b>100</b> euro a year.</p>", ("100", "120"), ("euro", "dollar")),
        ("a.html", "<p>It ends on 1 <i>May</i> 2026.</p>", (">May", ">June"), ("1 <", "15 <")),
        ("a.md", "It costs **100** euro a year.", ("100", "120"), ("euro", "dollar")),
        ("a.md", "It ends on **1** May 2026.", ("May", "June"), ("**1", "**15")),
    ],
)
def test_amounts_and_dates_that_are_partly_bold_are_asked_about(
    name: str, base: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    made = merge(*(read(text.encode(), name=name) for text in (base, base.replace(*one), base.replace(*other))))
    assert len(made.conflicts) == 1
    assert made.text == base
