"""Sentences that one person moved, and paragraphs that one split or joined, while another worked on them."""

from __future__ import annotations

import pytest

from docdiff import merge
from docdiff.merging import Merge
from docdiff.render import merge_text

FEE, DAY, LATE, ASK = (
    "The fee is 100 euro per month.",
    "It is paid on the first day of it.",
    "Late payment costs ten euro extra each time.",
    "Questions go to the secretary of the council.",
)
BASE = f"{FEE} {DAY} {LATE} {ASK}"
MOVED = f"{DAY} {LATE} {FEE} {ASK}"


def flags(made: Merge) -> set[str]:
    return {flag for region in made.flags for flag in region.flags}


def test_a_sentence_that_moved_takes_the_edit_of_another_along() -> None:
    made = merge(BASE, MOVED, BASE.replace("100", "120"), people=["anna", "bob"])
    assert made.text == MOVED.replace("100", "120")
    (region,) = made.flags
    assert (region.flags, region.people) == (("moved-and-edited",), ("anna", "bob"))


def test_who_moves_a_sentence_may_edit_it_too() -> None:
    moved = MOVED.replace("The fee", "The price")
    made = merge(BASE, moved, BASE.replace("100", "120"))
    assert made.text == moved.replace("100", "120")
    assert flags(made) == {"moved-and-edited"}


@pytest.mark.parametrize(
    "other",
    [
        BASE.replace("100", "110"),
        f"{DAY} {LATE} {ASK}",
        f"{DAY} {FEE} {LATE} {ASK}",
        BASE.replace("month. It", "month, and it"),
    ],
    ids=["edited otherwise", "deleted", "moved elsewhere", "joined with the next"],
)
def test_other_wishes_for_a_sentence_that_moved_are_one_question(other: str) -> None:
    made = merge(BASE, MOVED.replace("100", "120"), other)
    (question,) = made.conflicts
    assert made.text == BASE
    assert made.flags == ()
    assert {BASE.replace(question.base_text, side.text) for side in question.sides} == {
        MOVED.replace("100", "120"),
        other,
    }


def test_two_who_move_a_sentence_alike_are_no_question() -> None:
    made = merge(BASE, MOVED, MOVED, BASE.replace("100", "120"))
    assert made.text == MOVED.replace("100", "120")
    assert not made.conflicts


@pytest.mark.parametrize("other", [BASE.replace("first", "last"), f"{FEE} {LATE} {ASK}"], ids=["edited", "deleted"])
def test_a_sentence_moved_to_another_paragraph_is_never_there_twice_unseen(other: str) -> None:
    rest = "\n\nThe mayor signs this letter on behalf of the council."
    moved = f"{FEE} {LATE} {ASK}{rest} {DAY}"
    made = merge(BASE + rest, moved, other + rest)
    assert "doubled" in flags(made)


PARTS = "The council writes this letter.\n\n{}\n\n{}\n\nThe mayor signs it for the city."
ONE = PARTS.replace("{}\n\n{}", f"{FEE} {DAY}")
TWO = PARTS.format(FEE, DAY)


@pytest.mark.parametrize(
    ("base", "one", "other"),
    [
        (ONE, TWO, ONE.replace(f"{FEE} {DAY}\n\n", "")),
        (ONE, TWO, ONE.replace(f" {DAY}", "")),
        (TWO, ONE, TWO.replace(f"{DAY}\n\n", "")),
        (TWO, ONE, TWO.replace(f"{FEE}\n\n{DAY}\n\n", "")),
        (TWO, ONE, f"{DAY}\n\n" + TWO.replace(f"{DAY}\n\n", "")),
    ],
    ids=["split, deleted", "split, half deleted", "joined, one deleted", "joined, both deleted", "joined, one moved"],
)
def test_a_split_or_join_against_a_deletion_or_move_is_a_question_of_its_own_kind(
    base: str, one: str, other: str
) -> None:
    made = merge(base, one, other, people=["anna", "bob"])
    (question,) = made.conflicts
    assert question.about == "breaks"
    assert "contained" not in flags(made)
    assert "One person split or joined paragraphs" in merge_text.render(made)
    assert "¶" in merge_text.render(made)


def test_a_paragraph_that_one_moved_and_another_split_is_both() -> None:
    end = "\n\nThe office of the council is open on weekdays from nine to five, and closed on holidays.\n\nGoodbye."
    moved = ONE.replace(f"{FEE} {DAY}\n\n", "") + end + f"\n\n{FEE} {DAY}"
    made = merge(ONE + end, TWO + end, moved)
    assert made.text == moved.replace(f"{FEE} {DAY}", f"{FEE}\n\n{DAY}")
    assert flags(made) == {"moved-and-edited"}
