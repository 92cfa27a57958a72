"""No word of a merge is lost or doubled unseen."""

from __future__ import annotations

import pytest

from docdiff import merge, read
from docdiff.merging import Merge

from .word import docx, p, row, table

FEE = "The fee is 100 euro per month. It is paid on the first day."
END = "Either party may end this agreement with a notice of one month."


def merged(base: str, *copies: str) -> Merge:
    return merge(base, *copies)


def flagged(made: Merge) -> list[str]:
    """The texts of the changes that the merge says may stand there twice."""
    return [region.text.strip() for region in made.flags if "doubled" in region.flags]


GRID = f"{FEE}\n\n| Item | Price |\n| --- | --- |\n| Bread | 100 |\n| Milk | 200 |\n| Butter | 300 |\n\n{END}\n"
LIST = f"{FEE}\n\n- Bread\n- Milk\n- Butter\n\n{END}\n"
NOTES = f"{FEE}[^1]\n\n{END}[^2]\n\n[^1]: In cash.\n[^2]: In writing.\n"


@pytest.mark.parametrize(
    ("base", "new", "before", "other"),
    [
        (GRID, "| Cheese | 400 |\n", "| Milk", "\n" + END),
        (LIST, "- Cheese\n", "- Milk", "\n" + END),
        (LIST, "# Prices\n\n", FEE, END),
        (NOTES, "[^3]: By hand.\n", "[^1]: In", "[^2]: In"),
        (f"{FEE} {END}\n", "Of course. ", "It is", END),
        (f"{FEE} {END}\n", "in writing ", "is paid", "with a"),
    ],
    ids=["row", "item", "heading", "note", "sentence", "words"],
)
def test_what_two_put_in_at_two_places_is_flagged(base: str, new: str, before: str, other: str) -> None:
    made = merge(base, base.replace(before, new + before), base.replace(other, new + other))
    assert made.text.count(new.strip()) == 2
    assert flagged(made) == [new.strip()] * 2


def test_a_row_of_a_word_table_that_two_put_in_at_two_places_is_flagged() -> None:
    rows = [row("Item", "Price"), row("Bread and butter", "100"), row("Milk", "200"), row("Salt", "300")]
    new = row("Cheese", "400")

    def copy(name: str, *rows: str) -> bytes:
        return docx(p(FEE), table(*rows), p(END))

    base, one, other = (
        read(copy("", *cells), name=f"{number}.docx")
        for number, cells in enumerate((rows, [*rows[:2], new, *rows[2:]], [*rows, new]))
    )
    assert flagged(merge(base, one, other)) == ["Cheese | 400"] * 2


def test_new_blocks_that_are_versions_of_one_are_flagged_wherever_they_stand() -> None:
    new = "Annexes A and B are part of this letter and of all later ones."
    base = f"{FEE}\n\n{END}\n"
    made = merge(base, f"{new}\n\n{base}", f"{base}\n{new.replace('letter', 'text')}\n")
    assert len(flagged(made)) == 2


def test_headings_that_come_more_than_once_by_themselves_are_not_flagged() -> None:
    base = f"Answer\n\n{FEE}\n\nAnswer\n\n{END}\n\nThe mayor signs this letter himself.\n"
    made = merge(
        base, base.replace(END, f"Yes, that is so.\n\nAnswer\n\n{END}"), f"No, this is not so.\n\nAnswer\n\n{base}"
    )
    assert not flagged(made)


def test_words_are_counted_also_where_something_else_is_asked() -> None:
    base = f"{FEE} The mayor signs it.\n\n{END}\n\nQuestions go to the secretary.\n"
    without = base.replace(" The mayor signs it.", "").replace("one month", "two months")
    elsewhere = base.replace(" The mayor signs it.", "").replace("one month", "three months")
    made = merge(base, without, elsewhere.replace("secretary.", "secretary. The mayor signs it."))
    assert len(made.conflicts) == 1
    assert flagged(made) == ["The mayor signs it."]


def test_two_who_change_sentences_of_one_paragraph_are_told() -> None:
    base = f"{FEE} Questions go to the secretary of the council. {END}\n"
    made = merge(base, base.replace("100", "120"), base.replace("one month", "two months"))
    assert made.text == base.replace("100", "120").replace("one month", "two months")
    assert [region.flags for region in made.flags] == [("same-paragraph",)] * 2
    long = " ".join(["Questions go to the secretary of the council."] * 9)
    far = f"{FEE} {long} {END}\n"
    assert not merge(far, far.replace("100", "120"), far.replace("one month", "two months")).flags


def test_a_paragraph_that_one_copied_and_another_changed_is_told_at_both_places() -> None:
    ask = "Questions go to the secretary of the council."
    base = f"{FEE}\n\n{ask}\n\n{END}\n"
    made = merge(base, f"{base}\n{FEE}\n", base.replace("100", "120"))
    assert made.text == f"{base.replace('100', '120')}\n{FEE}\n"
    assert [(region.text.strip(), region.flags) for region in made.flags] == [
        ("120", ("copied-and-changed",)),
        (FEE, ("copied-and-changed",)),
    ]
    gone = merge(base, f"{base}\n{FEE}\n", base.replace(f"{FEE}\n\n", ""))
    assert {region.flags for region in gone.flags} == {("copied-and-changed",)}
    assert len(gone.flags) == 2
    assert not merge(base, f"{base}\n{FEE}\n", base.replace("secretary", "mayor")).flags


def test_a_sentence_that_one_copied_and_another_changed_is_told() -> None:
    base = f"{FEE}\n\nQuestions go to the secretary of the council.\n\n{END}\n"
    made = merge(base, base.replace("council.", "council. It is paid on the first day."), base.replace("first", "last"))
    assert made.text.count("It is paid on the") == 2
    assert [region.flags for region in made.flags] == [("copied-and-changed",)] * 2


def test_what_is_put_beside_a_paragraph_that_another_moved_away_is_told() -> None:
    ask, new = "Questions go to the secretary of the council.", "The mayor will answer within a week."
    base = f"{FEE}\n\n{ask}\n\n{END}\n\nThe office is open on weekdays.\n"
    moved = base.replace(f"{ask}\n\n", "") + f"\n{ask}\n"
    made = merge(base, base.replace(ask, f"{ask}\n\n{new}"), moved)
    assert [(region.text, region.flags) for region in made.flags] == [(new, ("close",))]
    made = merge(base, f"{base}\n{new}\n", moved)
    assert [(region.text, region.flags) for region in made.flags] == [(new, ("same-place",))]
