"""What holds for every merge, whatever the texts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from docdiff import Document, merge, read
from docdiff.merging import Merge, merge_copies

WORDS = (
    "the fee is paid on the first day of every month by each member of the board and a notice of one month ends it "
    "Answer Question 1 2 office open closed letter council answers week (old) [new] terms."
).split()
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
paragraphs = st.lists(sentences | st.sampled_from(["Answer", "Question 1"]), min_size=1, max_size=7)


@st.composite
def edited(draw: st.DrawFn, texts: list[str]) -> list[str]:
    """A copy of `texts` with words and paragraphs put in, taken out, changed and moved."""
    copy = list(texts)
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["word", "word", "insert", "delete", "move", "split", "join", "cut"]))
        at = draw(st.integers(0, max(0, len(copy) - 1)))
        if kind == "insert" or not copy:
            copy.insert(at, draw(sentences))
        elif kind == "delete":
            del copy[at]
        elif kind == "move":
            moved = copy.pop(at)
            copy.insert(draw(st.integers(0, len(copy))), moved)
        elif kind == "join":
            copy[at : at + 2] = [" ".join(copy[at : at + 2])]
        else:
            words = copy[at].split(" ")
            place = draw(st.integers(0, len(words) - 1))
            if kind == "word":
                words[place] = draw(st.sampled_from(WORDS))
                copy[at] = " ".join(words)
            elif kind == "cut" and len(words) > 1:
                del words[place]
                copy[at] = " ".join(words)
            elif place:
                copy[at : at + 1] = [" ".join(words[:place]), " ".join(words[place:])]
    return copy


@st.composite
def families(draw: st.DrawFn, copies: int) -> list[list[str]]:
    base = draw(paragraphs)
    return [base, *(draw(edited(base)) for _ in range(copies))]


def words(texts: list[str]) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", " ".join(texts))


def texts_of(made: Merge) -> list[str]:
    return [block.text for block in made.document.blocks]


def said(made: Merge) -> object:
    return made.text, [region.to_dict() for region in made.regions]


@settings(max_examples=150, deadline=None)
@given(families(1))
def test_two_equal_copies_give_that_copy(family: list[list[str]]) -> None:
    base, copy = family
    made = merge(base, copy, copy)
    assert not made.conflicts
    assert texts_of(made) == [text for text in copy if text.strip()]


@settings(max_examples=150, deadline=None)
@given(families(1))
def test_a_copy_that_is_the_base_has_no_say(family: list[list[str]]) -> None:
    base, copy = family
    for made in (merge(base, base, copy), merge(base, copy, base)):
        assert not made.conflicts
        assert texts_of(made) == [text for text in copy if text.strip()]


@settings(max_examples=150, deadline=None)
@given(families(3))
def test_the_order_of_the_copies_does_not_matter(family: list[list[str]]) -> None:
    base, *copies = family
    named = [Document.from_texts(copy, name) for copy, name in zip(copies, "abc", strict=True)]
    outcomes = [said(merge(base, *order)) for order in permutations(named)]
    assert all(outcome == outcomes[0] for outcome in outcomes)


@settings(max_examples=150, deadline=None)
@given(families(3))
def test_undoing_the_edits_of_one_copy_gives_the_merge_of_the_rest(family: list[list[str]]) -> None:
    base, one, other, _ = family
    assert merge(base, one, other, base).text == merge(base, one, other).text


@settings(max_examples=300, deadline=None)
@given(families(3))
def test_every_word_is_in_the_result_in_a_question_or_deleted_by_someone(family: list[list[str]]) -> None:
    base, *copies = family
    made = merge(base, *copies)
    has = Counter(words([made.text]))
    for region in made.conflicts:
        for side in region.sides:
            has.update(words([side.text]))
        has.update(words([region.base_text]))
    for region in made.regions:
        if region.kind != "unchanged" and region.sides:
            has.update(words([region.base_text]))  # what someone, who is named, took out or moved
    for copy in copies:
        assert not Counter(words(copy)) - has


@settings(max_examples=300, deadline=None)
@given(families(2))
def test_a_clean_merge_without_a_flag_has_every_word_as_often_as_it_should(family: list[list[str]]) -> None:
    base, *copies = family
    made = merge(base, *copies)
    if made.conflicts or made.flags:
        return
    had, has = Counter(words(base)), Counter(words([made.text]))
    wanted = [Counter(words(copy)) for copy in copies]
    for word in had | has:
        changes = [copy[word] - had[word] for copy in wanted]
        more, less = [n for n in changes if n > 0], [n for n in changes if n < 0]
        assert had[word] + max(more, default=0) + sum(less) <= has[word]
        assert has[word] <= had[word] + sum(more) + min(less, default=0)


@settings(max_examples=100, deadline=None)
@given(families(2))
def test_the_regions_make_up_the_text(family: list[list[str]]) -> None:
    made = merge(*family)
    assert "".join(region.text for region in made.regions) == made.text
    assert all(region.sides for region in made.regions if region.kind != "unchanged")
    assert all(region.id for region in made.regions if region.kind == "conflict")


@settings(max_examples=100, deadline=None)
@given(families(2))
def test_a_file_merges_as_its_texts_do(family: list[list[str]]) -> None:
    plain = merge(*family)
    as_files = merge(*(read("\n\n".join(texts).encode(), name=f"{n}.md") for n, texts in enumerate(family)))
    if all(texts and all(text[:1].isalpha() for text in texts) for texts in family):
        assert as_files.as_source
        assert words([as_files.text]) == words([plain.text])


@settings(max_examples=60, deadline=None)
@given(families(2))
def test_taking_everything_answers_every_question(family: list[list[str]]) -> None:
    from docdiff.merging.decisions import read_decisions, write_decisions

    made = merge(*family)
    answers = write_decisions("base", made.regions).replace('take = ""', 'take = "base"')
    decided = merge(*family, decisions=read_decisions(answers, "decisions.toml"))
    assert not decided.conflicts
    assert not decided.stale


def test_every_hash_seed_gives_the_same_bytes() -> None:
    program = (
        "import json, docdiff\n"
        "base = ['The fee is due.', 'Answer', 'The office is open on weekdays.', 'Answer']\n"
        "copies = [['The fee is paid.', 'Answer', 'The office is open on weekdays.', 'Answer'],\n"
        "          ['The fee was due.', 'Answer', 'A new one.', 'The office is closed on weekdays.', 'Answer'],\n"
        "          ['The fee is due.', 'Another.', 'Answer', 'The office is open on Mondays.', 'Answer']]\n"
        "print(json.dumps(docdiff.merge(base, *copies).to_dict()))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1


def test_more_copies_than_three_can_be_merged_and_one_alone() -> None:
    base = [f"Paragraph {number} says something of its own." for number in range(8)]
    copies = [[text + " Indeed." if at == number else text for at, text in enumerate(base)] for number in range(6)]
    made = merge(base, *copies)
    assert not made.conflicts
    assert texts_of(made) == [text + " Indeed." if at < 6 else text for at, text in enumerate(base)]
    alone = merge_copies(Document.from_texts(base), [Document.from_texts(copies[0], "anna")])
    assert texts_of(alone) == copies[0]
