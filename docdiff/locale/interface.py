"""Gives the texts of the interface in the reader's language.

One JSON file per language, with the same keys. A text that counts something is an object with the forms `one` and
`other`, which is all that Dutch and English need (CLDR's plural categories for both).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from docdiff.errors import UsageError
from docdiff.locale import FOLDER, write_date

LANGUAGES = ("en", "nl")


@dataclass(frozen=True, slots=True)
class Interface:
    """The texts of one language; missing keys are a mistake of ours and raise `KeyError`."""

    language: str
    texts: Mapping[str, str | Mapping[str, str]]

    def say(self, key: str, *, count: int | None = None, **values: object) -> str:
        """The text of `key` with `values` filled in; `count` also chooses between singular and plural."""
        text = self.texts[key]
        if not isinstance(text, str):
            text = text["one" if count == 1 else "other"]
        return text.format(count="" if count is None else self.number(count), **values)

    def number(self, value: int) -> str:
        """A whole number as people write it: 12,345 or 12.345."""
        return f"{value:,}".replace(",", self.say("thousands"))

    def day(self, iso: str) -> str:
        """The day "2026-02-10" as people write it; anything else is given back as it is."""
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        return write_date(day, self.language)


@cache
def interface(language: str) -> Interface:
    """The interface texts of `language`, "en" or "nl"."""
    if language not in LANGUAGES:
        raise UsageError(f"There are no interface texts for “{language}”. Choose one of {', '.join(LANGUAGES)}.")
    path = FOLDER.joinpath(f"interface_{language}.json")
    return Interface(language, json.loads(path.read_text(encoding="utf-8")))
