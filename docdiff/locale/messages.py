"""Says in the reader's language the sentences in which docdiff complains.

Readers and errors speak English, so that a sentence is written where the mistake is noticed and searching for it finds
that place. A catalogue per language, keyed by the English sentence as in gettext, has its translation; names and
numbers stand in braces. Shells and reports ask here last of all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache

from docdiff.locale import FOLDER

_SLOT = re.compile(r"\\\{(\w+)\\\}")  # "{name}" in an escaped sentence
_COUNT = re.compile(r"\d{1,3}(?:,\d{3})+")
_LONGEST = 3_000  # letters; a longer sentence quotes something odd and stays as it is


def translate(message: str, language: str) -> str:
    """The message in `language`; as it is when the language has no catalogue, or the catalogue no such sentence."""
    sentences, phrases = _catalogue(language)
    if len(message) > _LONGEST:
        return message
    for pattern, translation in sentences:
        match = pattern.fullmatch(message)
        if match:
            values = {
                name: _translate_value(name, value, language, phrases) for name, value in match.groupdict().items()
            }
            return translation.format(**values)
    return message


def _translate_value(name: str, value: str, language: str, phrases: Mapping[str, str]) -> str:
    if name == "error":  # a sentence in a sentence
        return translate(value, language)
    if _COUNT.fullmatch(value):
        return value.replace(",", ".")
    return phrases.get(value, value)


@cache
def _catalogue(language: str) -> tuple[tuple[tuple[re.Pattern[str], str], ...], Mapping[str, str]]:
    """Patterns of the English sentences, those that say most first, with their translations; and loose phrases."""
    file = FOLDER.joinpath(f"messages_{language}.json")
    if not file.is_file():
        return (), {}
    found = json.loads(file.read_text(encoding="utf-8"))
    # "{name} holds no text." would also fit a longer sentence about a name that ends so, and a sentence about one part
    # would fit one about another that quotes it as its {error}.
    order = sorted(
        found["sentences"].items(),
        key=lambda pair: ("{error}" not in pair[0], -len(_SLOT.sub("", re.escape(pair[0])))),
    )
    return tuple((_pattern(sentence), translation) for sentence, translation in order), found["phrases"]


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(_SLOT.sub(r"(?P<\1>.+?)", re.escape(sentence)), re.DOTALL)
