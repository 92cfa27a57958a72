"""Forms that are wrong by themselves are found by patterns of their language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docdiff.facts.slips import find_wrong_forms
from docdiff.locale.slips import slip_forms, slip_languages, slips_by_word
from docdiff.model import Document


def wrong(text: str, language: str) -> list[tuple[str, str]]:
    document = replace(Document.from_texts([text]), meta={"language": language})
    return [(form.at.text, form.right) for form in find_wrong_forms(document, document.blocks)]


@pytest.mark.parametrize(
    ("text", "written", "right"),
    [
        ("De minister word morgen verwacht.", "word", "wordt"),
        ("De raad bied het plan morgen aan.", "bied", "biedt"),
        ("Het plan dat word uitgevoerd is goed.", "word", "wordt"),
        ("Dat betekend dat de prijs van brood stijgt.", "betekend", "betekent"),
        ("Dit regeling is van vorig jaar.", "Dit", "Deze"),
        ("De kabinet is het ermee eens.", "De", "Het"),
        ("Er zijn een aantal maatregel genomen.", "maatregel", "maatregelen"),
        ("De kosten is hoger dan in mei.", "is", "zijn"),
        ("De kosten zijn hoger als verwacht.", "als", "dan"),
        ("Naar aanleiding het debat schrijf ik u.", "Naar aanleiding", "Naar aanleiding van"),
        ("Dat ligt ter plaatsen van de brug.", "ter plaatsen van", "ter plaatse van"),
    ],
)
def test_dutch(text: str, written: str, right: str) -> None:
    assert wrong(text, "nl") == [(written, right)]


@pytest.mark.parametrize(
    ("text", "written", "right"),
    [
        ("It is a honest answer.", "a", "an"),
        ("An European plan is here.", "An", "A"),
        ("The parties agrees that it ends.", "agrees", "agree"),
        ("They was told about it.", "was", "were"),
        ("The letter was send to the house.", "send", "sent"),
        ("The town is lead by a mayor.", "lead", "led"),
        ("The dog has lost it's collar.", "it's", "its"),
        ("The costs are higher then expected.", "then", "than"),
        ("Each countries must report on it.", "Each", ""),
    ],
)
def test_english(text: str, written: str, right: str) -> None:
    assert wrong(text, "en") == [(written, right)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dat vind ik, en dat word ik.", "nl"),
        ("Word je er beter van?", "nl"),
        ("Zo is dit gebeurd in de tijd van toen.", "nl"),
        ("Een vereniging leden is er niet.", "nl"),
        ("Hij heeft op basis daarvan besloten.", "nl"),
        ("Moet het dan zo, of kan wat we doen ook?", "nl"),
        ("Let a and b be two numbers, and use a again.", "en"),
        ("It is a one-off of a unit in a European union.", "en"),
        ("I could of course do it.", "en"),
        ("It did not exceed the limit.", "en"),
        ("If it were to rain, we would need it.", "en"),
        ("De word wrap of the text.", "fr"),
    ],
)
def test_right_forms(text: str, language: str) -> None:
    assert wrong(text, language) == []


def test_a_form_is_looked_for_in_its_own_language_only() -> None:
    assert wrong("They could of told us that it is the house of the town.", "nl") == [("could of", "could have")]
    assert wrong("They could of told.", "nl") == []


@pytest.mark.parametrize("language", slip_languages())
def test_every_form_can_be_reached_by_a_word(language: str) -> None:
    reached = {number for numbers in slips_by_word(language).values() for number in numbers}
    assert reached == set(range(len(slip_forms(language))))


def test_a_form_is_searched_for_only_behind_the_word_before_it() -> None:
    form = next(form for form in slip_forms("nl") if "daarom" in form.after)
    assert "blijf" in form.words
    assert wrong("Daarom blijf de raad erbij.", "nl") == [("blijf", "blijft")]


@pytest.mark.parametrize("language", slip_languages())
def test_no_expression_is_its_own_correction(language: str) -> None:
    for form in slip_forms(language):
        if form.kind == "expression" and not isinstance(form.right, str):
            assert all(not form.pattern.fullmatch(right) for right in form.right.values())
