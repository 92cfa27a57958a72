"""A pattern for one of many words finds the words that a list of alternatives finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docdiff.locale.alternatives import one_of

WORDS = st.lists(st.text("abc.", min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS, st.text("abc. ", max_size=30))
def test_it_finds_what_alternatives_find_the_longest_first(words: list[str], text: str) -> None:
    listed = "|".join(re.escape(word) for word in sorted(words, key=lambda word: -len(word)))
    assert re.findall(one_of(words), text) == re.findall(listed, text)


def test_beginnings_are_shared() -> None:
    assert one_of(["daarom", "daarna", "dus"]) == "(?:d(?:aar(?:na|om)|us))"


def test_no_words_match_nothing() -> None:
    assert not re.search(one_of([]), "any text")


@pytest.mark.parametrize("text", ["it's", "it’s"])
def test_a_sign_may_be_written_in_other_ways(text: str) -> None:
    assert re.fullmatch(one_of(["it's"], {"'": "['’]"}), text)
