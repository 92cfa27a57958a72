"""What becomes of the edits of several people in one text."""

from __future__ import annotations

import pytest

from docdiff import Document, merge, read
from docdiff.merging import Merge, merge_copies
from docdiff.merging.bases import find_base
from docdiff.merging.markers import with_markers
from docdiff.merging.problems import find_problems, find_stranger

BASE = [
    "The letter to the council",
    "The fee is 100 euro per month. It is paid on the first day.",
    "Either party may end this agreement with a notice of one month.",
    "The office is open on weekdays from nine to five, and closed on holidays.",
    "Questions go to the secretary, who answers within a week.",
]


def changed(*edits: tuple[str, str], base: list[str] = BASE) -> list[str]:
    """The base with these words replaced, each of which must be there."""
    texts = list(base)
    for old, new in edits:
        assert any(old in text for text in texts), old
        texts = [text.replace(old, new) for text in texts]
    return texts


def moved(at: int, to: int, base: list[str] = BASE) -> list[str]:
    texts = list(base)
    texts.insert(to, texts.pop(at))
    return texts


def texts_of(made: Merge) -> list[str]:
    return [block.text for block in made.document.blocks]


def test_edits_in_different_paragraphs_are_all_taken() -> None:
    made = merge(BASE, changed(("100", "120")), changed(("a week", "two weeks")), changed(("nine", "ten")))
    assert texts_of(made) == changed(("100", "120"), ("a week", "two weeks"), ("nine", "ten"))
    assert (made.conflicts, made.flags) == ((), ())
    assert made.stats == {"changes": 3, "people": 3, "taken": 3, "flagged": 0, "questions": 0}


def test_the_same_edit_by_two_is_taken_once() -> None:
    made = merge(BASE, changed(("100", "120")), changed(("100", "120")))
    assert texts_of(made) == changed(("100", "120"))
    assert [region.kind for region in made.changes] == ["same"]


def test_different_words_for_the_same_words_are_a_question_and_the_base_stays() -> None:
    made = merge(BASE, changed(("100", "120")), changed(("100", "110")), people=["anna", "bob"])
    assert texts_of(made) == BASE
    (question,) = made.conflicts
    assert (question.base_text, question.text) == ("100", "100")
    assert {(side.person, side.text) for side in question.sides} == {("anna", "120"), ("bob", "110")}


def test_two_edits_in_one_sentence_are_taken_and_flagged() -> None:
    made = merge(BASE, changed(("Either party", "Each party")), changed(("one month", "two months")))
    assert texts_of(made) == changed(("Either party", "Each party"), ("one month", "two months"))
    assert [region.flags for region in made.flags] == [("same-sentence",)] * 2


def test_insertions_in_one_gap_are_all_kept_in_an_order_of_their_own_and_flagged() -> None:
    one = [*BASE[:3], "Annexes are part of this letter.", *BASE[3:]]
    other = [*BASE[:3], "The mayor signs for the council today.", *BASE[3:]]
    made = merge(BASE, one, other)
    assert texts_of(made)[3:5] == ["Annexes are part of this letter.", "The mayor signs for the council today."]
    assert texts_of(merge(BASE, other, one)) == texts_of(made)
    assert {flag for region in made.flags for flag in region.flags} == {"same-place"}


def test_nearly_equal_insertions_are_versions_of_one() -> None:
    one = [*BASE, "Annexes A and B are part of this letter and of all later ones."]
    other = [*BASE, "Annexes A and C are part of this letter and of all later ones."]
    made = merge(BASE, one, other)
    (question,) = made.conflicts
    assert question.base_text == ""
    assert texts_of(made) == BASE


def test_a_moved_paragraph_takes_the_edits_of_others_along() -> None:
    made = merge(BASE, moved(2, 4), changed(("one month", "two months")))
    assert texts_of(made) == moved(2, 4, base=changed(("one month", "two months")))
    assert not made.conflicts
    assert [region.flags for region in made.flags] == [("moved-and-edited",)]


def test_what_is_put_between_two_moved_paragraphs_moves_with_them() -> None:
    base = [*BASE, "Signed by the mayor on behalf of the council.", "Copies go to the archive and to the press office."]
    one = [base[0], *base[3:5], base[1], base[2], *base[5:]]
    other = [*base[:4], "Nobody answers on the day of the market.", *base[4:]]
    made = merge(base, one, other)
    assert texts_of(made).index("Nobody answers on the day of the market.") == texts_of(made).index(base[3]) + 1


def test_a_split_and_an_edit_both_hold() -> None:
    split = [BASE[0], "The fee is 100 euro per month.", "It is paid on the first day.", *BASE[2:]]
    made = merge(BASE, split, changed(("100", "120")))
    assert texts_of(made) == [BASE[0], "The fee is 120 euro per month.", "It is paid on the first day.", *BASE[2:]]


def test_a_join_and_an_edit_both_hold() -> None:
    joined = [*BASE[:2], f"{BASE[2]} {BASE[3]}", BASE[4]]
    made = merge(BASE, joined, changed(("one month", "two months")))
    assert texts_of(made) == changed(("one month", "two months"), base=joined)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([*BASE[:2], *BASE[3:]], changed(("one month", "two months"))),
        ([*BASE[:2], *BASE[3:]], moved(2, 4)),
        (moved(2, 0), moved(2, 4)),
    ],
    ids=["deleted and edited", "deleted and moved", "moved to two places"],
)
def test_these_are_questions(one: list[str], other: list[str]) -> None:
    made = merge(BASE, one, other)
    assert len(made.conflicts) == 1
    assert BASE[2] in texts_of(made)


def test_a_deletion_that_another_left_alone_is_taken() -> None:
    made = merge(BASE, [*BASE[:2], *BASE[3:]], changed(("100", "120")))
    assert texts_of(made) == [BASE[0], *changed(("100", "120"))[1:2], *BASE[3:]]


def test_who_takes_out_part_of_what_another_takes_out_is_content_with_it() -> None:
    made = merge(BASE, [*BASE[:2], *BASE[3:]], changed((" with a notice of one month", "")))
    assert texts_of(made) == [*BASE[:2], *BASE[3:]]
    assert [region.flags for region in made.flags] == [("contained",)]


def test_layout_is_no_edit() -> None:
    base = "The fee is due on the first day of every\nmonth, says the 'council' of the city.\n\nThe end.\n"
    wrapped = "The fee is due on the first\nday of every month, says the ’council’\nof the city.\n\nThe end.\n"
    edited = base.replace("fee", "price")
    made = merge(
        *(read(text.encode(), name=name) for text, name in ((base, "b.md"), (wrapped, "w.md"), (edited, "e.md")))
    )
    assert (made.conflicts, made.flags) == ((), ())
    assert len(made.changes) == 1
    assert " ".join(made.text.split()).startswith("The price is due on the first day of every month, says the")


def test_repeated_short_paragraphs_are_told_by_their_place() -> None:
    base = ["Question one is about the fee of the year.", "Answer", "Question two is about the office.", "Answer"]
    one = [*base[:3], "Answer (revised)"]
    other = [base[0], "Answer", "It is 100 euro.", *base[2:]]
    made = merge(base, one, other)
    assert texts_of(made) == [base[0], "Answer", "It is 100 euro.", base[2], "Answer (revised)"]
    assert not made.conflicts


def test_text_put_in_at_two_places_is_flagged() -> None:
    added = "The council may change the fee once a year."
    made = merge(BASE, [*BASE[:2], added, *BASE[2:]], [*BASE, added])
    assert [region.flags for region in made.flags] == [("doubled",)] * 2


def test_a_change_that_several_made_is_asked_about_when_counting_says_a_word_is_lost() -> None:
    base = ["It says eg. this in a sentence.", "Here eg. stands again, and a lot of other words stand beside it."]
    one = [base[0].replace("eg.", "e.g."), base[1]]
    other = [base[0].replace("eg.", "e.g.,"), "Here nothing stands."]
    made = merge(base, one, other)
    assert made.conflicts or not made.audit.lost


# Files


def test_what_no_one_touched_stays_byte_for_byte() -> None:
    base = (
        b"---\ntitle: Letter\n---\r\n\r\n# The   letter\r\n\r\n* The fee is **100 euro** per month.\r\n"
        b"* It is  paid\r\n  on the first day.\r\n\r\n<!-- a note -->\r\n\r\n[link]: https://example.org\r\n"
        b"The end of it.  \r\n\r\n\r\n"
    )
    one = base.replace(b"\r\n", b"\n").replace(b"100", b"120")
    other = base.replace(b"The end", b"The very end")
    made = merge(*(read(data, name=f"{name}.md") for name, data in (("base", base), ("one", one), ("other", other))))
    assert made.text.encode() == base.replace(b"100", b"120").replace(b"The end", b"The very end")


def test_markup_that_someone_put_in_is_kept() -> None:
    base, one, other = (
        b"The fee is 100 euro per month.\n\nThe end of the letter.\n",
        b"The fee is **100 euro** per month.\n\nThe end of the letter.\n",
        b"The fee is 100 euro per month.\n\n> The end of the whole letter.\n",
    )
    made = merge(read(base, name="b.md"), read(one, name="o.md"), read(other, name="t.md"))
    assert made.text == "The fee is **100 euro** per month.\n\n> The end of the whole letter.\n"


def test_whole_texts_are_merged_with_their_layout() -> None:
    base = "# Title\n\nThe fee is 100 euro,\nor more.\n\n\nThe end.\n"
    made = merge(base, base.replace("100", "120"), base.replace("The end", "An end"))
    assert made.text == base.replace("100", "120").replace("The end", "An end")


def test_html_is_merged_in_its_source() -> None:
    base = (
        '<html><body class="x">\n<h1>The letter</h1><p id=a>The fee is <b>100 euro</b> per month.</p>\n'
        "<ul>\n<li>one item of the list</li>\n<li>two items of the list</li></ul></body></html>\n"
    )
    one = base.replace("100 euro", "120 euro")
    other = base.replace("items of the list</li>", "items of the list</li>\n<li>three items are in it</li>")
    made = merge(*(read(text.encode(), name=f"{n}.html") for n, text in enumerate((base, one, other))))
    assert made.text == other.replace("100 euro", "120 euro")


def test_markers_stand_around_whole_lines() -> None:
    made = merge(
        *(
            read("\n\n".join(texts).encode() + b"\n", name=f"{name}.md")
            for name, texts in (
                ("base", BASE),
                ("ours", changed(("100", "120"))),
                ("theirs", changed(("100", "110"), ("nine", "ten"))),
            )
        )
    )
    text = with_markers(made.regions, ["ours", "theirs"])
    assert (
        "\n\n<<<<<<< ours\nThe fee is 120 euro per month. It is paid on the first day.\n=======\n"
        "The fee is 110 euro per month. It is paid on the first day.\n>>>>>>> theirs\n\n" in text
    )
    assert "from ten to five" in text
    assert "<<<<<<<" not in made.text


# Without a base


def documents(*copies: list[str]) -> list[Document]:
    return [Document.from_texts(texts, f"copy {number}") for number, texts in enumerate(copies, 1)]


def test_a_copy_between_the_others_is_the_base() -> None:
    copies = documents(changed(("100", "120")), BASE, changed(("a week", "two weeks")), changed(("nine", "ten")))
    found = find_base(copies)
    assert (found.kind, found.base.source.name, len(found.copies)) == ("copy", "copy 2", 3)


def test_what_most_copies_have_is_the_base() -> None:
    copies = documents(changed(("100", "120")), changed(("a week", "two weeks")), changed(("nine", "ten")))
    found = find_base(copies)
    assert found.kind == "majority"
    assert [block.text for block in found.base.blocks] == BASE
    made = merge_copies(found.base, found.copies, base_found=found.kind)
    assert texts_of(made) == changed(("100", "120"), ("a week", "two weeks"), ("nine", "ten"))


def test_of_two_copies_every_difference_is_a_question() -> None:
    copies = documents(changed(("100", "120")), [*BASE, "One more thing to say about this."])
    found = find_base(copies)
    made = merge_copies(found.base, found.copies, ask_all=True, base_found=found.kind)
    assert found.kind == "none"
    assert len(made.conflicts) == 2
    assert all(len(question.sides) == 2 for question in made.conflicts)


def test_two_copies_of_a_moved_paragraph_ask_where_it_stands() -> None:
    copies = documents(BASE, moved(2, 4))
    found = find_base(copies)
    made = merge_copies(found.base, found.copies, ask_all=True, base_found=found.kind)
    assert [question.about for question in made.conflicts] == ["place"]


# Inputs that are not right

LONG = [f"Paragraph {number} of this letter says that the council of the city decides on it." for number in range(9)]
ALIEN = [f"Boil potato number {number} in salted water until it is soft, then mash it." for number in range(9)]


def test_a_copy_of_something_else_is_named_with_the_nearest() -> None:
    base, copy, alien, brother = documents(LONG, [*LONG, "More."], ALIEN, [*ALIEN, "Serve."])
    found = find_stranger(base, [copy, alien, brother])
    assert found is not None
    assert (found[0].source.name, found[2].source.name if found[2] else None) == ("copy 3", "copy 4")
    assert find_stranger(base, [copy]) is None


def test_short_texts_are_never_strangers() -> None:
    assert find_stranger(*(documents(["One."])[0], documents(["Quite another one."]))) is None


def test_conflict_markers_and_equal_copies_are_told() -> None:
    marked = read(b"One.\n\n<<<<<<< HEAD\nTwo.\n=======\nThree.\n>>>>>>> branch\n", name="marked.md")
    problems = find_problems(marked, documents(BASE, BASE))
    assert [problem.code for problem in problems] == ["conflict-markers", "equal-copies"]
    assert "from line 3 on" in problems[0].message


def test_a_text_that_quotes_a_marker_alone_is_not_marked() -> None:
    quoted = read(b"git writes\n\n<<<<<<< HEAD\n\nabove your words.\n", name="about.md")
    assert find_problems(quoted, documents(BASE)) == ()


def test_an_empty_base_and_empty_copies_are_merged_all_the_same() -> None:
    assert texts_of(merge([], ["One."], ["One."])) == ["One."]
    assert texts_of(merge(BASE, [], BASE)) == []
    assert texts_of(merge([], [], [])) == []


def test_people_are_named_by_what_tells_their_files_apart() -> None:
    from docdiff.merging.people import name_people

    def named(*names: str) -> list[str]:
        return name_people([Document.from_texts(BASE, name) for name in names])

    assert named("in/anna.docx", "in/bob.docx") == ["anna", "bob"]
    assert named("anna/letter.md", "bob/letter.md") == ["anna", "bob"]
    assert named("letter.md", "letter.md") == ["letter", "letter 2"]
    assert named("base.md", "bob.md") == ["base (copy)", "bob"]


def test_a_short_reply_is_no_version_of_a_letter() -> None:
    """From a user's report: a reply of ten words took nearly everything out of the merge."""
    base, copy, reply = documents(LONG, [*LONG, "More."], ["Fine by me, no changes from my side. Regards."])
    found = find_stranger(base, [copy, reply])
    assert found is not None
    assert found[0].source.name == "copy 3"
