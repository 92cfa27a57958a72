"""The page with the questions of a merge."""

from __future__ import annotations

import re

from docdiff import Document, merge
from docdiff.merging import Decision, Merge
from docdiff.merging.decisions import read_decisions
from docdiff.render.collate import rows
from docdiff.render.merge_html import render
from docdiff.render.merge_text import render as render_text
from docdiff.render.merge_view import entries

BASE = [
    "The fee is paid on the first day. It is 100 euro per month, and no more. That is not much.",
    "Either party may end this agreement with a notice of one month.",
    "The office is open on weekdays from nine to five, and closed on holidays.",
]
ANNA = [BASE[0].replace("100", "120"), BASE[1].replace("one month", "two months")]
BOB = [BASE[0].replace("100", "<110>"), BASE[1].replace("Either", "Each"), BASE[2].replace("five", "six")]


def merged(*decisions: Decision) -> Merge:
    return merge(BASE, ANNA, BOB, people=["anna", "b<o>b"], decisions=decisions)


def section(page: str, name: str) -> str:
    found = re.search(rf'<section class="{name}".*?</section>', page, re.DOTALL)
    assert found, name
    return found.group()


def test_the_page_says_how_much_was_taken_and_asks() -> None:
    page = render(merged())
    assert '<p class="total">4 changes by 2 people: 2 taken, please look, 2 questions</p>' in page
    questions = section(page, "questions")
    assert questions.count('<fieldset class="question"') == 2
    assert "It is <del>100</del><ins>120</ins> euro per month, and no more." in questions
    assert "That is not much" not in questions


def test_nothing_of_a_document_is_markup() -> None:
    page = render(merged())
    assert "<110>" not in page
    assert "b<o>b" not in page
    assert "&lt;110&gt;" in page
    assert re.search(r"script-src 'sha256-[^']+'", page)


def test_the_page_holds_the_decision_file() -> None:
    import html

    held = re.search(r'<textarea id="decisions"[^>]*>(.*?)</textarea>', render(merged()), re.DOTALL)
    assert held
    decisions = read_decisions(html.unescape(held.group(1)), "page")
    assert [decision.id for decision in decisions] == [question.id for question in merged().conflicts]


def test_people_have_a_name_and_a_colour() -> None:
    page = render(merged())
    assert '<span class="who p0"><bdi>anna</bdi></span>' in page
    assert '<span class="who p1"><bdi>b&lt;o&gt;b</bdi></span>' in page


def test_a_question_that_was_answered_says_so() -> None:
    first = merged().conflicts[0].id
    page = render(merged(Decision(first, "anna")), lang="nl")
    assert f'data-id="{first}" data-taken="anna"' in page
    assert "Besloten: anna" in page
    assert "4 wijzigingen van 2 personen" in page


def test_a_page_without_questions_has_no_decision_file() -> None:
    page = render(merge(BASE, ANNA, BASE))
    assert "<fieldset" not in page
    assert '<textarea id="decisions"' not in page
    assert "2 changes taken" in page or "3 changes taken" in page
    assert "every copy says what the base says" in render(merge(BASE, BASE, BASE))


def test_a_deletion_never_is_the_proposal() -> None:
    entry = next(
        entry for entry in entries(merged()) if entry.status == "question" and "office" in entry.region.base_text
    )
    assert entry.proposal.take == "b<o>b"
    first = next(entry for entry in entries(merged()) if entry.status == "question")
    assert first.proposal.take == ""
    assert "No proposal" in render_text(merged())


def test_sentences_are_whole_and_long_ones_are_cut_between_words() -> None:
    long = " ".join(f"word{number}" for number in range(200))
    base = [f"{long} fee {long}. More of it."]
    made = merge(base, [base[0].replace("fee", "price")], [base[0].replace("fee", "cost")])
    (entry,) = entries(made)
    assert re.match(r"… word\d+ ", entry.before)
    assert re.search(r" word\d+ …$", entry.after)


def test_the_section_is_the_heading_above() -> None:
    from docdiff import read

    texts = [b"# One\n\nFirst fee text.\n\n# Two\n\nThe price of it is 100 euro now.\n"]
    texts += [texts[0].replace(b"100", b"120"), texts[0].replace(b"100", b"110")]
    made = merge(*(read(text, name=f"{n}.md") for n, text in enumerate(texts)))
    assert [entry.section for entry in entries(made)] == ["Two"]


def test_a_collation_groups_who_has_what() -> None:
    made = merge(BASE, ANNA, ANNA, BOB, people=["anna", "ann", "bob"])
    first = next(rows(made))
    assert first.base == BASE[0]
    assert first.variants == ((("ann", "anna"), ANNA[0]), (("bob",), BOB[0]))


def test_what_is_read_from_files_is_named_in_problems() -> None:
    made = merge(Document.from_texts(BASE, "base"), Document.from_texts(ANNA, "a"), Document.from_texts(ANNA, "b"))
    assert "a and b say the same" in render(made)
