"""The data files of the languages are complete and agree with each other in shape."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from docdiff.locale import date_words, languages, month_name, weekday_name


def test_dutch_and_english_are_there() -> None:
    assert {"nl", "en"} <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_every_month_and_weekday_has_a_name(language: str) -> None:
    words = date_words(language)
    assert set(words.months.values()) == set(range(1, 13))
    assert set(words.weekdays.values()) == set(range(7))


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_lists(language: str) -> None:
    assert set(date_words(language).lists) == set(date_words("nl").lists)


def test_full_names() -> None:
    assert (month_name("nl", 2), month_name("en", 2), month_name("de", 3)) == ("februari", "February", "März")
    assert (weekday_name("nl", 0), weekday_name("en", 6)) == ("maandag", "Sunday")


@pytest.mark.parametrize("language", languages())
def test_names_are_what_cldr_has(language: str) -> None:
    pytest.importorskip("babel")
    from docdiff.locale.generate import collect_names

    written = json.loads(files("docdiff.locale").joinpath(f"{language}.json").read_text(encoding="utf-8"))
    assert written == collect_names(language)
