"""The texts of the interface."""

from __future__ import annotations

import re

import pytest

from docdiff.errors import UsageError
from docdiff.locale.interface import LANGUAGES, interface


def test_every_language_has_the_same_texts_with_the_same_values() -> None:
    def shape(language: str) -> dict[str, set[str]]:
        texts = interface(language).texts
        return {key: set(re.findall(r"\{\w+\}", str(text))) for key, text in texts.items()}

    for language in LANGUAGES:
        assert shape(language).keys() == shape("en").keys()
        for key, values in shape("en").items():
            assert shape(language)[key] == values, key


def test_singular_and_plural() -> None:
    assert interface("nl").say("change_count", count=1) == "1 wijziging"
    assert interface("nl").say("change_count", count=12345) == "12.345 wijzigingen"
    assert interface("en").say("change_count", count=0) == "0 changes"


def test_days_are_written_as_people_write_them() -> None:
    assert interface("nl").day("2026-02-10") == "10 februari 2026"
    assert interface("en").day("early in 2026") == "early in 2026"


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(UsageError, match="Choose one of en, nl"):
        interface("xx")
