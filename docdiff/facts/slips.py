"""Finds expressions and word forms that are wrong by themselves, by the patterns of the language they stand in.

Strategy: the words of a paragraph tell which patterns are worth a try (see `docdiff.locale.slips`), so that a text
without slips costs one look-up a word. Quoted words are other people's and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docdiff.facts.prose import quoted_spans
from docdiff.facts.terms import looks_like_word
from docdiff.facts.words import WORD
from docdiff.locale.slips import SlipForm, slip_forms, slip_languages, slips_by_word
from docdiff.model import Block, Document, Span, Spot
from docdiff.text import guess_language

_SPACES = str.maketrans("\n\xa0\u202f", "   ")
_END = re.compile(r"[.!?;](?=\s|\Z)")
_BESIDE_CODE = re.compile(r"[/\\_=@<>$|]")


@dataclass(frozen=True, slots=True)
class WrongForm:
    """A form that is wrong by itself; `kind` says why, `right` what should stand there ("" if that is not known)."""

    kind: str
    at: Spot
    right: str
    confidence: float


def find_wrong_forms(document: Document, blocks: Iterable[Block]) -> Iterator[WrongForm]:
    """The wrong forms in `blocks` of a document, in reading order; of two at one place, the surest."""
    for block in blocks:
        language = guess_language([block.text], least=4) or document.language
        if language not in slip_languages():
            continue
        text = block.text.translate(_SPACES)
        words = WORD.findall(text.lower().replace("’", "'"))
        forms, index = slip_forms(language), slips_by_word(language)
        numbers = {
            number
            for before, word in zip(("", *words), words, strict=False)
            if word in index
            for number in index[word]
            if not forms[number].after or before in forms[number].after
        }
        found = [hit for number in sorted(numbers) for hit in _matches(document, block, text, forms[number])]
        yield from _one_a_place(found)


def _matches(document: Document, block: Block, text: str, form: SlipForm) -> Iterator[WrongForm]:
    for match in form.pattern.finditer(text):
        start, end = match.span("wrong")
        if form.exception and form.exception.search(match[0]):
            continue
        if not looks_like_word(match.groupdict().get("next", "a")):
            continue
        if _is_quoted(text, match) or not form.unless.isdisjoint(_sentence_words(text, match)):
            continue
        if _BESIDE_CODE.search(text[max(0, match.start() - 1) : match.end() + 1]):
            continue
        at = Spot(document, block.index, Span(start, end))
        yield WrongForm(form.kind, at, _right(form, match), form.confidence)


def _right(form: SlipForm, match: re.Match[str]) -> str:
    written = match["wrong"]
    if isinstance(form.right, str):
        right = match.expand(form.right)
    else:
        right = form.right.get(" ".join(written.lower().replace("’", "'").split()), "")
    return right[:1].upper() + right[1:] if written[:1].isupper() else right


def _is_quoted(text: str, match: re.Match[str]) -> bool:
    return any(start < match.end("wrong") and match.start("wrong") < end for start, end in quoted_spans(text))


def _sentence_words(text: str, match: re.Match[str]) -> list[str]:
    ends = [end.end() for end in _END.finditer(text, 0, match.start())]
    behind = _END.search(text, match.end())
    return WORD.findall(text[ends[-1] if ends else 0 : behind.end() if behind else len(text)].lower())


def _one_a_place(found: list[WrongForm]) -> Iterator[WrongForm]:
    end = -1
    for hit in sorted(found, key=lambda hit: (hit.at.span.start, -hit.confidence, -hit.at.span.end)):
        if hit.at.span.start >= end:
            yield hit
            end = hit.at.span.end
