"""Questions answered in a file, and asked no more."""

from __future__ import annotations

import json
import tomllib

import pytest

from docdiff import UsageError, merge, read
from docdiff.merging import Decision, Merge
from docdiff.merging.decisions import read_decisions, write_decisions

BASE = ["The fee is 100 euro.", "Either party may end this.", "The office is open on weekdays from nine to five."]
ANNA = ["The fee is 120 euro.", "Either party may end this.", "The office is open on weekdays from nine to six."]
BOB = ["The fee is 110 euro.", "Either party may end this."]
CAROL = ["The fee is 100 euro.", "Both parties may end this.", "The office is open on weekdays from nine to five."]


def merged(*decisions: Decision, copies: tuple[list[str], ...] = (ANNA, BOB), people: str = "anna bob") -> Merge:
    return merge(BASE, *copies, people=people.split(), decisions=decisions)


def fee(made: Merge) -> str:
    return next(block.text for block in made.document.blocks if "fee" in block.text)


def ids() -> list[str]:
    return [question.id for question in merged().conflicts]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ({"take": "anna"}, "The fee is 120 euro."),
        ({"take": "bob"}, "The fee is 110 euro."),
        ({"take": "base"}, "The fee is 100 euro."),
        ({"take": "both"}, "The fee is 110 120 euro."),
        ({"text": "115"}, "The fee is 115 euro."),
    ],
)
def test_a_decision_is_applied(decision: dict[str, str], expected: str) -> None:
    made = merged(Decision(ids()[0], **decision))
    assert fee(made) == expected
    assert len(made.conflicts) == 1
    assert (made.stale, made.unknown) == ((), ())


def test_a_deletion_can_be_taken_and_refused() -> None:
    made = merged(Decision(ids()[1], "bob"))
    assert [block.text for block in made.document.blocks] == BASE[:2]
    made = merged(Decision(ids()[1], "anna"))
    assert made.document.blocks[2].text == ANNA[2]


def test_a_place_can_be_taken_and_a_deletion_of_what_moved() -> None:
    base = [
        "The fee is 100 euro per month, paid on the first day of it.",
        "Either party may end this agreement with a notice of one month.",
        "The office is open on weekdays from nine to five.",
        "Questions go to the secretary, who answers within a week or two.",
    ]
    mover, deleter = [base[2], *base[:2], base[3]], [*base[:2], base[3]]
    question = merge(base, mover, deleter, people=["anna", "bob"]).conflicts[0]
    for take, expected in (("anna", mover), ("bob", deleter), ("base", base), ("both", mover)):
        made = merge(base, mover, deleter, people=["anna", "bob"], decisions=[Decision(question.id, take)])
        assert [block.text for block in made.document.blocks] == expected, take
        assert not made.conflicts


def test_ids_do_not_depend_on_order_or_names_and_stay_when_another_copy_comes() -> None:
    again = merged(copies=(BOB, ANNA), people="robert ann")
    assert [question.id for question in again.conflicts] == ids()
    with_carol = merged(copies=(ANNA, BOB, CAROL), people="anna bob carol")
    assert [question.id for question in with_carol.conflicts] == ids()


def test_a_question_asked_twice_has_two_ids() -> None:
    base = ["The fee is 100 euro in one.", "Something else stands here.", "The price is 100 euro in two."]
    copies = [[text.replace("100", new) for text in base] for new in ("120", "110")]
    questions = merge(base, *copies).conflicts
    assert questions[1].id == f"{questions[0].id}-2"


def test_unknown_names_and_stale_ids_are_told() -> None:
    made = merged(Decision(ids()[0], "dave"), Decision("0123456789ab", "anna"), Decision(ids()[1]))
    assert made.unknown == ((ids()[0], "dave"),)
    assert made.stale == ("0123456789ab",)
    assert len(made.conflicts) == 2


def test_the_file_says_all_a_person_needs_and_can_be_read_back() -> None:
    text = write_decisions("draft.md", merged().regions)
    table = tomllib.loads(text)
    first = table["question"][0]
    assert (table["base"], first["take"], first["base"]) == ("draft.md", "", "100")
    assert {v["person"]: v["text"] for v in first["variants"]} == {"anna": "120", "bob": "110"}
    assert read_decisions(text, "decisions.toml") == tuple(Decision(one) for one in ids())
    filled = read_decisions(text.replace('take = ""', 'take = "anna"'), "decisions.toml")
    assert not merged(*filled).conflicts


def test_what_was_decided_is_kept_when_the_file_is_written_again() -> None:
    decisions = [Decision(ids()[0], "anna"), Decision(ids()[1], "", 'So it "is".\nReally.')]
    made = merged(*decisions)
    assert list(read_decisions(write_decisions("b", made.regions, decisions), "d")) == decisions


def test_a_file_may_be_json() -> None:
    text = json.dumps({"questions": [{"id": ids()[0], "take": "bob"}]})
    assert fee(merged(*read_decisions(text, "decisions.json"))) == "The fee is 110 euro."


@pytest.mark.parametrize(
    "text", ["take = ", "question = 3", "[[question]]\ntake = 'anna'", "[[question]]\nid = 3", "{"]
)
def test_a_file_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"d\.toml"):
        read_decisions(text, "d.toml")


def test_both_is_no_answer_where_two_people_added_a_column() -> None:
    table = "| Item | Price |\n|---|---|\n| Bread | 1 |\n| Milk | 2 |\n"
    ends = {"anna": (" Shop |", "---|", " Jansen |", " Smit |"), "bob": (" Day |", "---|", " Monday |", " Friday |")}
    base, *copies = (
        read(
            "".join(line + end + "\n" for line, end in zip(table.splitlines(), own, strict=True)).encode(), name="t.md"
        )
        for own in (("",) * 4, *ends.values())
    )
    asked = merge(base, *copies, people=["anna", "bob"])
    numbers = [question.id for question in asked.conflicts]
    made = merge(base, *copies, people=["anna", "bob"], decisions=[Decision(number, "both") for number in numbers])
    assert [question.id for question in made.conflicts] == numbers
    assert made.unknown == tuple((number, "both") for number in numbers)


def test_both_takes_two_rows() -> None:
    table = "| Item | Price |\n|---|---|\n| Bread | 1 |\n"
    base, *copies = (read((table + row).encode(), name="t.md") for row in ("", "| Milk | 2 |\n", "| Milk | 3 |\n"))
    numbers = [question.id for question in merge(base, *copies).conflicts]
    made = merge(base, *copies, decisions=[Decision(number, "both") for number in numbers])
    assert made.text == table + "| Milk | 2 |\n| Milk | 3 |\n"
