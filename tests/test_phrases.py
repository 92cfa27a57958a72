"""A phrase said twice in a sentence is found; what sentences rightly say twice is not."""

from __future__ import annotations

import pytest

from docdiff.facts.phrases import find_said_again


def said_again(text: str) -> list[str]:
    return [text[second.start : second.end] for _, second in find_said_again(text)]


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (
            "It helps bakers and old-style millers in town, mainly bakers and old-style millers in town.",
            "bakers and old-style millers in town",
        ),
        (
            "Wij helpen oude bakkers en nieuwe molenaars, oude bakkers en nieuwe molenaars uit de stad.",
            "oude bakkers en nieuwe molenaars",
        ),
    ],
)
def test_said_again(text: str, again: str) -> None:
    assert said_again(text) == [again]


@pytest.mark.parametrize(
    "text",
    [
        "It goes from the end of the table to the other end of the table.",  # needed
        "It helps bakers and old-style millers. It helps bakers and old-style millers.",  # two sentences
        "Artikel 16, eerste, tweede en derde lid, 17, eerste, tweede en derde lid, en 18.",  # numbers between
        "Het oude huis en de nieuwe schuur, voorzover het oude huis en de nieuwe schuur er zijn.",  # another clause
        "The Bakers and Old Millers Act (Bakers and Old Millers Act 2014) holds.",  # a title in brackets
    ],
)
def test_not_said_again(text: str) -> None:
    assert said_again(text) == []
