"""What rules know of words, terms and names: counts, spellings, slips and frames."""

from __future__ import annotations

import pytest

from docdiff.facts import Facts
from docdiff.facts.frames import find_replaced
from docdiff.facts.names import collect_runs
from docdiff.facts.near import near_words, slip_of
from docdiff.facts.prose import looks_like_code
from docdiff.facts.terms import fold, looks_like_word, style_of
from docdiff.locale import topic_words
from docdiff.locale.editing import editing_pairs, editing_words
from docdiff.model import Document


def facts(*texts: str) -> Facts:
    return Facts((Document.from_texts(texts),))


# --- words


def test_a_copied_paragraph_counts_once() -> None:
    counts = facts("The Harbour Group met.", "Something else.", "The Harbour Group met.").words.counts
    assert (counts["Harbour"], counts["Something"]) == (1, 1)


def test_words_keep_their_inner_hyphens_and_apostrophes() -> None:
    assert set(facts("De start-ups en foto's zijn er.").words.counts) == {
        "De",
        "start-ups",
        "en",
        "foto's",
        "zijn",
        "er",
    }


@pytest.mark.parametrize("text", ["for (i = 0; i < n; i++) {", "$ ls -l | grep {x}", "one\ntwo\nthree\nfour"])
def test_code_and_listings_are_no_prose(text: str) -> None:
    assert looks_like_code(text)


def test_a_sentence_is_prose() -> None:
    assert not looks_like_code("The members (of the group) met at 3 o'clock; they left at 4.")


# --- slips


@pytest.mark.parametrize(
    ("wrong", "right", "slip"),
    [
        ("harbbour", "harbour", ("extra", 4)),
        ("harour", "harbour", ("missing", 3)),
        ("habrour", "harbour", ("swapped", 2)),
        ("harpour", "harbour", ("other", 3)),
        ("harbour", "harbour", None),
        ("hour", "harbour", None),
    ],
)
def test_slips(wrong: str, right: str, slip: tuple[str, int] | None) -> None:
    assert slip_of(wrong, right) == slip


def test_near_words_are_those_one_slip_away() -> None:
    near = near_words(["habrour", "quay"], ["harbour", "labour", "quays", "ship"])
    assert near == {"habrour": ("harbour",), "quay": ("quays",)}


def test_every_near_word_is_a_slip_and_every_slip_is_near() -> None:
    words = ["steen", "stene", "stee", "staan", "steeen", "boom", "bom", "bomo"]
    for word in words:
        others = [other for other in words if other != word]
        expected = tuple(sorted(other for other in others if slip_of(word, other)))
        assert near_words([word], others).get(word, ()) == expected


def test_slips_among_the_first_and_last_letters_can_be_left_out() -> None:
    rare, common = ["habrour", "arbour", "harbor", "harbuor"], ["harbour"]
    assert near_words(rare, common, head=1, tail=2) == {"habrour": ("harbour",)}


# --- terms


def test_spellings_of_one_term_have_one_key() -> None:
    assert {fold(word) for word in ("start-ups", "Startups", "STARTUPS", "start‐ups")} == {"startups"}
    assert fold("ministeriële") == fold("Ministeriele")


def test_the_capital_of_a_sentence_is_no_style_but_an_acronym_is() -> None:
    assert style_of("Start-ups") == style_of("start-ups")
    assert style_of("MKB-bedrijven") != style_of("mkb-bedrijven")


@pytest.mark.parametrize(("letters", "spoken"), [("mkb", False), ("bbp", False), ("havo", True), ("school", True)])
def test_letters_that_can_be_spoken(letters: str, spoken: bool) -> None:
    assert looks_like_word(letters) is spoken


def test_a_term_has_all_its_forms_with_counts_and_places() -> None:
    (term,) = facts("Een haven-top.", "De haventop en de haventop.", "Na de haven top.").terms
    forms = {form.style: (form.count, len(form.places)) for form in term.forms[0]}
    assert forms == {"haven-top": (1, 1), "haventop": (2, 2), "haven top": (1, 1)}


def test_a_part_of_a_compound_is_a_form() -> None:
    (term,) = facts("De start-ups zijn er.", "Een haven-startups.").terms
    assert [form.style for form in term.forms[0]] == ["start-ups", "startups"]


def test_quotations_and_addresses_have_no_terms() -> None:
    assert facts("De startups zijn er.", "Zij zei “start-ups” en www.start-ups.nl en map/start-ups.").terms == ()


# --- names


def test_a_name_begins_behind_the_word_that_only_begins_the_sentence() -> None:
    (name,) = facts("The Northern Fisheries Council met.").names
    assert name.words == ("Northern", "Fisheries", "Council")


def test_small_words_inside_belong_to_a_name() -> None:
    (name,) = facts("Gisteren sprak de Raad van State daarover.").names
    assert name.words == ("Raad", "van", "State")


def test_runs_of_names_are_counted_without_copies() -> None:
    known = facts(
        "We saw the Harbour Group there.", "Else.", "We saw the Harbour Group there.", "A Harbour Group is it."
    )
    run = collect_runs(known.names, range(2, 3))["Harbour", "Group"]
    assert (run.count, len(run.places)) == (2, 3)


# --- frames


def test_a_rare_word_in_the_frame_of_a_common_one() -> None:
    known = facts("We read the annotated agenda.", "They read the annotated agenda.", "She read the noted agenda.")
    found = list(find_replaced(known.words, lambda word: word == "noted", lambda *_: True))
    assert [(replaced.word, replaced.other, len(replaced.others)) for replaced in found] == [("noted", "annotated", 2)]


def test_words_across_a_comma_make_no_frame() -> None:
    known = facts("We read the annotated agenda.", "We read, the noted agenda.")
    assert list(find_replaced(known.words, lambda word: word == "noted", lambda *_: True)) == []


# --- the words of languages


def test_a_language_without_a_file_has_no_words() -> None:
    assert topic_words("editing", "small", "fr") == ()
    assert "the" in editing_words("small", "en")
    assert {"the", "de"} <= editing_words("small")


@pytest.mark.parametrize("key", ["glued", "regions", "regional", "distinct"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_pairs_have_two_different_sides(key: str, language: str) -> None:
    for one, other in editing_pairs(key, language).items():
        assert one
        assert other
        assert one != other
