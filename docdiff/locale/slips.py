"""Knows the slips of the pen that writers of a language make: misspelt expressions and word forms that cannot stand.

Each language may have a data file `xx.slips.json` beside this one, written by hand, with three parts:

- `expressions`: what is never right, as "wrong=right" ("ten alle tijden=te allen tijde"), in lower case;
- `lists`: words by what they are for; entries as "one=other" are pairs, of which the first stands in patterns;
- `forms`: patterns (regular expressions) for word forms that cannot stand where they stand. `{name}` in `find` is one
  of the words of a list, the group `wrong` what to point at, the group `next` a word that must be one people say (so
  that "an ldconfig" is left alone). `kind` names the reason to give; `words` (a list, or its name) are those of which
  a text must have one for the pattern to be tried, right behind one of `after` where that is given; `right` is what
  should stand there: a template for the match, "@name" for the other half of a pair, or nothing; `unless` are words
  whose presence in the sentence explains the form; `not` is a pattern of what is right after all; `confidence` is 0.8
  where none is given.

A new language is one new file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from docdiff.locale import FOLDER, languages
from docdiff.locale.alternatives import one_of

_SIGNS = {"'": "['’]", " ": " "}
_LIST = re.compile(r"\{([a-z_]+)\}")
_EXPRESSION_CONFIDENCE = 0.9
_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class SlipForm:
    """A form that is wrong wherever `pattern` matches (at its group `wrong`) and `unless` and `exception` do not.

    Patterns are compiled when they are first tried, for a text has the words of few of them. `words` are in lower case;
    texts without any of them need not be searched, nor those that have none right behind a word of `after` (when it
    is not empty). `right` maps what is written to what should be, in lower case, or is
    a template for the match; empty when that cannot be told.
    """

    kind: str
    find: str
    words: frozenset[str]
    right: Mapping[str, str] | str
    unless: frozenset[str]
    unless_matched: str
    confidence: float
    after: frozenset[str] = frozenset()

    @property
    def pattern(self) -> re.Pattern[str]:
        """What is wrong."""
        return _compiled(self.find)

    @property
    def exception(self) -> re.Pattern[str] | None:
        """What of it is right after all."""
        return _compiled(self.unless_matched) if self.unless_matched else None


_compiled = cache(re.compile)


@cache
def slip_languages() -> tuple[str, ...]:
    """The languages there are slips for."""
    return tuple(name for name in languages() if FOLDER.joinpath(f"{name}.slips.json").is_file())


@cache
def slip_forms(language: str) -> tuple[SlipForm, ...]:
    """The forms of `language`, which must be one of `slip_languages()`."""
    data = json.loads(FOLDER.joinpath(f"{language}.slips.json").read_text(encoding="utf-8"))
    pairs = {name: _pairs(words) for name, words in data["lists"].items()}
    expressions = _pairs(data["expressions"])
    return (
        *(_expression(wrong, right) for wrong, right in expressions.items()),
        *(_form(entry, pairs) for entry in data["forms"]),
    )


@cache
def slips_by_word(language: str) -> Mapping[str, tuple[int, ...]]:
    """For each word that calls for a search, the positions in `slip_forms` of the forms to search for."""
    found: dict[str, tuple[int, ...]] = {}
    for number, form in enumerate(slip_forms(language)):
        for word in form.words:
            found[word] = (*found.get(word, ()), number)
    return found


def _pairs(words: list[str]) -> dict[str, str]:
    """Words with what is right for them: entries without "=" are right themselves."""
    return {one: other or one for one, _, other in (word.partition("=") for word in words)}


def _expression(wrong: str, right: str) -> SlipForm:
    find = rf"(?i)(?<![\w-])(?P<wrong>{_spelt(wrong)})(?![\w-]|['’.]\w)"
    longest = max(re.findall(r"[^\W_]+(?:['-][^\W_]+)*", wrong), key=len)
    return SlipForm("expression", find, frozenset({longest}), {wrong: right}, frozenset(), "", _EXPRESSION_CONFIDENCE)


def _form(entry: Mapping[str, Any], pairs: Mapping[str, Mapping[str, str]]) -> SlipForm:
    right = entry.get("right", "")
    return SlipForm(
        entry["kind"],
        _LIST.sub(lambda match: one_of(pairs[match[1]], _SIGNS), entry["find"]),
        _last_words(entry["words"], pairs),
        pairs[right[1:]] if right.startswith("@") else right,
        frozenset(entry.get("unless", ())),
        entry.get("not", ""),
        entry.get("confidence", _CONFIDENCE),
        _last_words(entry.get("after", ()), pairs),
    )


def _last_words(names: str | Iterable[str], pairs: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """The words of a list, of phrases the last, without the hyphen of "extra-"."""
    listed = pairs[names] if isinstance(names, str) else names
    return frozenset(name.split()[-1].lower().rstrip("-") for name in listed)


def _spelt(words: str) -> str:
    return re.escape(words).replace("'", "['’]").replace(r"\ ", " ")
