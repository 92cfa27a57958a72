"""Code in Markdown and HTML is no text to check."""

from __future__ import annotations

import pytest

from docdiff import check, read
from docdiff.model import Document, is_code


def page(text: str, name: str) -> Document:
    return read(text.encode(), name=name)


def words_told(text: str, name: str) -> list[str]:
    return [finding.at.text for finding in check([page(text, name)])]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zie de lijst.\n\n```\nTODO: the the code (is here\n```\n", "a.md"),
        ("Zie de lijst.\n\n    dit is is een een lijst\n", "a.md"),
        ("Geef in het venster de opdracht `man man` of `foo foo` op.\n", "a.md"),
        ("Geef de opdracht <code>man man</code> of <kbd>en en</kbd> op.\n", "a.md"),
        ("Een patroon als `[^abc]` past op alle andere letters van het alfabet.\n", "a.md"),
        ("<p>Press <kbd>Ctrl Ctrl</kbd> or type <tt>the the</tt> in the window of today.</p>", "a.html"),
        ("<p>This is the list of all that was done in the week.</p><pre>the the code (is</pre>", "a.html"),
    ],
)
def test_code_is_not_checked(text: str, name: str) -> None:
    assert words_told(text, name) == []


def test_words_around_code_are() -> None:
    assert words_told("Geef de de opdracht `man man` op, en lees het.\n", "a.md") == ["de de"]
    assert words_told("<p>They went to to the <code>man man</code> page.</p>", "a.html") == ["to to"]


def test_code_does_not_make_neighbours_of_what_stands_around_it() -> None:
    assert words_told("Zet een `a` een regel hoger, en lees de `b` de volgende keer.\n", "a.md") == []


def test_a_letter_in_a_block_for_code_is_a_letter() -> None:
    # Archives of mail put all of it in <pre>.
    assert words_told("<pre>Dear all,\nwe met in the the town hall and spoke of the bridge.</pre>", "a.html") == [
        "the the"
    ]


def test_where_code_stands() -> None:
    (listing,) = [block for block in page("Text.\n\n```\ncode\n```\n", "a.md").blocks if is_code(block)]
    assert listing.text == "code"
    (block,) = page("Type `ls -l` here.\n", "a.md").blocks
    assert [block.text[mark.span.start : mark.span.end] for mark in block.marks if mark.kind == "code"] == ["ls -l"]
