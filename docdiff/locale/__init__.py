"""Knows the words languages use for dates.

Each language has two data files beside this one: `xx.json`, the names of months and weekdays, written by `generate.py`
from Unicode's CLDR; and `xx.words.json`, written by hand, for what CLDR lacks ("jl.", "a.s.", "last", "1st"). A new
language is one new `xx.words.json` and a run of `generate.py`; nothing here needs to know its name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).parent  # `importlib.resources` takes 7 ms of start-up

Relative = Literal["last", "next", "this-year", "last-year", "next-year"]
_WORDS = ".words.json"


@dataclass(frozen=True, slots=True)
class DateWords:
    """How one language writes dates.

    `months` maps each spelling to 1..12, `weekdays` to 0 (Monday) .. 6; both as a sentence has them, capital letters
    included where the language insists on them (`capitals`). `before` and `after` map the words that stand around a
    date to what they say of it: "last" (the last such day before the letter), "next", "this-year", "last-year",
    "next-year". All other words are lists, by what they are for:

    - `ordinals`: what may be glued to a day ("st", "e"); `of`: what may stand between day and month;
    - `both`, `through`: between two days ("en"; "tot en met"); `cited`: before the date of a paper ("d.d.");
    - `units`: what makes a number after a month an amount ("euro");
    - `date_labels`, `subject_labels`: the lines in the head of a letter that announce its date and its subject;
    - `day_before`: words after which "March 5" is a day, so that "In March 5 ships sailed" is not;
    - `history`: words that explain why a date lies in another year; `past`, `future`: verbs that place an event;
    - `on`: before a day on which something happens; `articles`: what the thing that happens may begin with;
    - `again`: words that say an event comes back; `terms`: words before a day on which a term begins or ends;
    - `numbered`: words whose number is no day ("No. 31 June");
    - `name_draft`, `name_final`, `name_version`, `name_copy`: what a file name says of the version it holds;
    - `common`: words around dates that do not tell one event from another.

    `month_first` says that the month may come first; `numeric` is "dmy" where 3-4-2026 can only be the third of April,
    and "either" where it can also be the fourth of March.
    """

    language: str
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    capitals: bool
    month_first: bool
    numeric: str
    before: Mapping[str, Relative]
    after: Mapping[str, Relative]
    lists: Mapping[str, tuple[str, ...]]


@cache
def languages() -> tuple[str, ...]:
    """The languages there is data for, as ISO 639-1 codes in alphabetical order."""
    names = (entry.name for entry in FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(_WORDS) for name in names if name.endswith(_WORDS)))


@cache
def date_words(language: str) -> DateWords:
    """The words of `language`, which must be one of `languages()`."""
    names, words = _load(f"{language}.json"), _load(f"{language}{_WORDS}")
    return DateWords(
        language,
        months={**names["months"], **words["months"]},
        weekdays={**names["weekdays"], **words["weekdays"]},
        capitals=words["capitals"],
        month_first=words["month_first"],
        numeric=words["numeric"],
        before=words["before"],
        after=words["after"],
        lists={key: tuple(value) for key, value in words["lists"].items()},
    )


@cache
def all_words(key: str) -> frozenset[str]:
    """The words of the list `key` in every language, in lower case."""
    return frozenset(word.lower() for language in languages() for word in date_words(language).lists[key])


def any_of(key: str) -> str:
    """A pattern for one of the words of the list `key` in any language, in lower case, the longest first."""
    return "|".join(re.escape(word) for word in sorted(all_words(key), key=lambda word: (-len(word), word)))


def month_name(language: str, number: int) -> str:
    """The full name of month 1..12."""
    return _full_name(date_words(language).months, number)


def weekday_name(language: str, number: int) -> str:
    """The full name of weekday 0 (Monday) .. 6."""
    return _full_name(date_words(language).weekdays, number)


def write_date(day: date, language: str) -> str:
    """A day as people write it: "11 februari 2026", "11 February 2026"."""
    return f"{day.day} {month_name(language, day.month)} {day.year}"


def _full_name(names: Mapping[str, int], number: int) -> str:
    # CLDR's wide names come first in the data files.
    return next(name for name, value in names.items() if value == number)


def _load(name: str) -> Any:
    return json.loads(FOLDER.joinpath(name).read_text(encoding="utf-8"))


@cache
def topic_words(topic: str, key: str, language: str = "") -> tuple[str, ...]:
    """The words of list `key` of a topic, of one language or of all that have a file `xx.TOPIC.json`, in their order.

    Topics are "acronyms", "editing", "references" and "numbers". A language without a file for one has no words for it.
    """
    found: dict[str, None] = {}
    for name in [language] if language else languages():
        found |= dict.fromkeys(_topic(name, topic).get(key, ()))
    return tuple(found)


@cache
def topic_pattern(topic: str, key: str) -> re.Pattern[str]:
    """Finds the words of list `key` of a topic, in all languages, whole and in any case; they may be patterns."""
    return re.compile(rf"\b(?:{'|'.join(topic_words(topic, key))})\b", re.IGNORECASE)


@cache
def topic_values(topic: str, key: str, language: str = "") -> Mapping[str, float]:
    """The words of table `key` of a topic with their values, of one language or of all."""
    found: dict[str, float] = {}
    for name in [language] if language else languages():
        found |= _topic(name, topic).get(key, {})
    return found


@cache
def _topic(language: str, topic: str) -> Mapping[str, Any]:
    name = f"{language}.{topic}.json"
    return _load(name) if FOLDER.joinpath(name).is_file() else {}
