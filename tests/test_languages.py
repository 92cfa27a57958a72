"""Each block has a language: its own, or that of what stands around it."""

from __future__ import annotations

from docdiff.model import Document
from docdiff.render.document import to_dict
from docdiff.text import find_language, guess_languages

DUTCH = "De minister heeft in de brief aan de Kamer gezegd dat het niet kan."
ENGLISH = "This is the first part of the report and it was written in English."


def test_a_sentence_tells_its_own_language() -> None:
    assert guess_languages([DUTCH, ENGLISH], "nl") == ("nl", "en")


def test_a_short_block_has_the_language_of_its_neighbours_where_they_agree() -> None:
    found = guess_languages([ENGLISH, "Aims", ENGLISH, "Bijlage", DUTCH, "Slot"], "nl")
    assert found == ("en", "en", "en", "nl", "nl", "nl")


def test_a_short_block_between_two_languages_has_that_of_the_document() -> None:
    assert guess_languages([DUTCH, "Annex 3", ENGLISH], "en") == ("nl", "en", "en")
    assert guess_languages(["Annex 3"], None) == (None,)


def test_the_json_of_a_document_says_it() -> None:
    blocks = to_dict(Document.from_texts([DUTCH, "Slot", DUTCH, ENGLISH]))["blocks"]
    assert [block["language"] for block in blocks] == ["nl", "nl", "nl", "en"]


def test_a_long_text_is_in_the_language_that_most_of_it_is_in_wherever_the_other_stands() -> None:
    summary, body = [ENGLISH] * 60, [DUTCH] * 240
    assert find_language([*summary, *body]) == find_language([*body, *summary]) == "nl"
    assert find_language([ENGLISH, DUTCH] * 150 + [DUTCH] * 3) == "nl"


def test_one_paragraph_longer_than_all_others_counts_as_what_it_is() -> None:
    assert find_language([ENGLISH, ENGLISH, DUTCH * 400]) == "nl"
