"""What repeats in the seeds, as an editor listed it in seeds/README.md and in the letters themselves."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from docdiff.checks import check, select_rules
from docdiff.duplicates import find_duplicates
from docdiff.readers import read
from docdiff.repeats import Duplicate, Duplicates

SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
ANSWERS = [  # file, questions and relation; "parts" where the answers only share a sentence or more
    (2, (13,), (34,), "identical"),
    (2, (17,), (41,), "same-text"),
    (2, (44,), (26,), "contained"),
    (2, (36,), (46,), "identical"),
    (2, (20,), (45,), "contained"),
    (2, (14,), (32,), "near"),
    (2, (3,), (8,), "contained"),
    (2, (6,), (8,), "parts"),
    (2, (6,), (46,), "parts"),
    (2, (10,), (45,), "parts"),
    (2, (31,), (45,), "parts"),
    (3, (21,), (38,), "contained"),
]


@lru_cache(maxsize=1)
def found() -> Duplicates:
    return find_duplicates(read(file) for file in SEEDS)


def of(document: int, a: tuple[int, ...], b: tuple[int, ...]) -> Duplicate:
    (pair,) = (
        pair
        for pair in found().pairs
        if (pair.a.document, pair.b.document) == (document, document) and {*pair.questions} == {a, b}
    )
    return pair


@pytest.mark.parametrize(("document", "a", "b", "relation"), ANSWERS)
def test_answers_and_their_paragraphs(document: int, a: tuple[int, ...], b: tuple[int, ...], relation: str) -> None:
    pair = of(document, a, b)
    assert ("parts" if pair.parts else pair.relation) == relation


def test_the_words_that_differ() -> None:
    changed = {segment.text.strip() for segment in found().differences(of(2, (20,), (45,))) if segment.op != "equal"}
    assert "(DPO)" in " ".join(changed) and "een" in " ".join(changed)


def test_a_note_in_a_letter_and_a_set_of_questions_pasted_twice() -> None:
    document, passage = found().pairs[:2]
    assert (document.level, document.relation, document.a.document, document.b.document) == (
        "document",
        "contained",
        1,
        0,
    )
    assert (passage.level, passage.relation) == ("passage", "same-text")
    assert passage.questions == (tuple(range(1, 42)), tuple(range(1, 42)))


def test_the_norm_returns_in_the_next_letter() -> None:
    (pair,) = (pair for pair in found().pairs if (pair.a.document, pair.b.document) == (2, 3))
    assert pair.parts and "1,5%" in found().documents[3].blocks[pair.b.first].text


def test_answers_that_only_refer_are_silent() -> None:
    assert "reference" in {kept.reason for kept in found().suppressed}
    texts = [found().documents[pair.a.document].blocks[pair.a.first].text for pair in found().pairs]
    assert not [text for text in texts if text.startswith("Zie het antwoord")]


def test_copies_that_differ_are_told_once_a_pair() -> None:
    told = check([read(file) for file in SEEDS], select_rules(["copy-differs"]))
    assert [finding.at.line for finding in told] == [315, 413, 81, 275]
