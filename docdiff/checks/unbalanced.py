"""A bracket or a quotation mark is opened and not closed, or closed and not opened.

What it finds: "(see annex 3 and nothing more", "nr. 215 en nr. 264)", „Zo sprak hij. A paragraph is the unit, and
    what one leaves open a paragraph soon after may close, as long quotations and lists in brackets do. Apostrophes,
    brackets of lists ("1)", "a)"), inches, smileys, code and brackets in quotes are left alone.
Why: the reader no longer knows where the aside or the other's words end, and something may have been lost.
Finds:
    This is in the papers (see 215 and 264. / The next paragraph is about other things.
    The amounts are in the letter and its annex (2024), as agreed).
    He said: “We shall come tomorrow.
    Dit staat in de motie van 4 maart, nr. 264).
    De brief (met bijlage 3 en 4 is verstuurd.
    Paul a dit : « Je viendrai demain.
Quiet:
    1) item one / 2) item two / 3) item three
    There are three parts: 1) air, 2) land and 3) sea.
    He said: “We shall come. / “And then we go home.”  # each paragraph of a quotation opens it
    The screen (of 15") is old.
    We are glad :-) and we say so.
    The rule says [2, 3) is half open.
    Names that contain ], and those without. / ] increments the month.  # the sign itself
    Press “(” to begin.
    Elle a écrit: « L’article est intitulé ‹ La technologie aujourd’hui › » .
    De F-35’s en de PCA’s zijn in ‘Stand van de dag’ genoemd.
    Het rapport ’s middags (zie boven) en de foto's zijn er.
    Dit zijn: a) de lucht, b) het land en c) de zee.
    Zij schreef: „Wij komen morgen.”
Options: none
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docdiff.checks.base import Finding, rule
from docdiff.checks.places import join_places
from docdiff.facts import Facts
from docdiff.model import Block, Document, Span, Spot

_MESSAGES = {
    "open": {
        "en": "“{sign}” is opened here and not closed again.",
        "nl": "„{sign}” gaat hier open en niet meer dicht.",
    },
    "close": {
        "en": "“{sign}” closes something here that was not opened.",
        "nl": "„{sign}” sluit hier iets af dat niet is geopend.",
    },
}
_REASONS = {
    "bracket": {"en": "brackets come in pairs", "nl": "haakjes komen in paren"},
    "quote": {"en": "quotation marks come in pairs", "nl": "aanhalingstekens komen in paren"},
}
_CLOSES = {"(": ")", "[": "]", "“": "”", "«": "»"}
_SIGNS = re.compile(r"[()\[\]“”«»]")
_NEAR = 12  # blocks within which one paragraph may close what another left open
_LABEL = re.compile(r"(?<![\w(])(?:\d{1,2}|[A-Za-z]|[ivx]{1,5})(?:\.\d+)?\)(?=[\s,;.]|$)")
_LABEL_END = re.compile(r"(?<!\w)(?:\d{1,2}°?|[A-Za-z]|[ivx]{1,5})(?:\.\d+)?\Z")
_FACE = re.compile(r"(?<=\s)[:;]['’]?-?[()](?=\s|$|[.,)])")
_LONE = re.compile(r"(?<!\S)[\[\]](?!\S)|(?<=\s)[\[\]](?=[.,;:]?(?!\S))")
_QUOTED = re.compile(r"(?<!\w)[\"'‘’“”„«»`][^\w\s]{1,3}[\"'‘’“”«»`]")
_MIXED = re.compile(r"„[^“”„\"]{1,200}(?:\"|’’|'')|»[^«»]{1,80}«|(?:\[\[|\(\()(?=\s)")  # closed in other ways; code
_RANGE = re.compile(r"[\[\]()]\s*[-−∞\w.]{1,8}\s*[,;]\s*[-−+∞\w.]{1,8}\s*[\[\])(]")


@dataclass(frozen=True, slots=True)
class _Sign:
    """A bracket or quotation mark that has no partner in its own block."""

    block: Block
    offset: int
    sign: str


def check(facts: Facts) -> Iterator[Finding]:
    yield from join_places(facts, (finding for document in facts.documents for finding in _find(facts, document)))


def _find(facts: Facts, document: Document) -> Iterator[Finding]:
    if facts.is_technical(document):
        return
    for sign in _unmatched(facts, document):
        at = Spot(document, sign.block.index, _with_word(sign))
        which = "open" if sign.sign in _CLOSES else "close"
        kind = "bracket" if sign.sign in "()[]" else "quote"
        message = facts.say(_MESSAGES[which], sign=sign.sign)
        confidence = 0.85 if sign.sign in "()" else 0.7
        reason = facts.say(_REASONS[kind])
        yield Finding("unbalanced", "warning", message, at, confidence=confidence, reasons=(reason,))


def _with_word(sign: _Sign) -> Span:
    """The sign and the word it stands at, so that a reader finds it among the others of a line."""
    text = sign.block.text
    if sign.sign in _CLOSES:
        word = re.match(r".\s?\w+", text[sign.offset :])
        return Span(sign.offset, sign.offset + (word.end() if word else 1))
    word = re.search(r"[\w.]+\s?\Z", text[: sign.offset])
    return Span(word.start() if word else sign.offset, sign.offset + 1)


def _alone(block: Block) -> list[_Sign]:
    """The signs of a block without a partner in it, in order: of the reading of its labels that leaves fewest."""
    if not _SIGNS.search(block.text) and "„" not in block.text:
        return []
    text = _blank(block.text)
    plain, labelled = _pair(block, text), _pair(block, _LABEL.sub(_spaces, text))
    return min(plain, labelled, key=len)


def _pair(block: Block, text: str) -> list[_Sign]:
    stacks: dict[str, list[int]] = {sign: [] for sign in _CLOSES}
    opens = {close: sign for sign, close in _CLOSES.items()}
    alone: list[_Sign] = []
    for match in _SIGNS.finditer(text):
        sign = match[0]
        if sign in _CLOSES:
            stacks[sign].append(match.start())
        elif stacks[opens[sign]]:
            stacks[opens[sign]].pop()
        elif not (sign == ")" and _LABEL_END.search(text[: match.start()])):
            alone.append(_Sign(block, match.start(), sign))
    alone += [_Sign(block, offset, sign) for sign, offsets in stacks.items() for offset in offsets]
    return sorted(alone, key=lambda sign: sign.offset)


def _blank(text: str) -> str:
    """The text with what is no bracket or quotation mark of its own blanked out, at equal offsets."""
    for pattern in (_FACE, _RANGE, _MIXED, _QUOTED, _LONE):
        text = pattern.sub(_spaces, text)
    text = text.replace("„", "“")
    # Marks such as „…”, “…“ or ”…” are all in use: only an odd number of them is one too many.
    if (text.count("“") + text.count("”")) % 2 == 0:
        text = re.sub("[“”]", " ", text)
    return text


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _unmatched(facts: Facts, document: Document) -> Iterator[_Sign]:
    """The signs without a partner in their own block or in one soon after."""
    prose = facts.prose(document)
    closing = defaultdict[str, list[_Sign]](list)
    found: list[_Sign] = []
    # Backwards, so that each opening mark meets the nearest closing one below it that is still free.
    for at in range(len(prose) - 1, -1, -1):
        for sign in reversed(_alone(prose[at])):
            partners = closing[_CLOSES.get(sign.sign, "")]
            if sign.sign not in _CLOSES:
                closing[sign.sign].append(sign)
            elif partners and partners[-1].block.index - sign.block.index <= _NEAR:
                partners.pop()
            elif not (sign.sign in "“«" and _goes_on(prose[at + 1 : at + 3])):
                found.append(sign)
    left = [*found, *(sign for signs in closing.values() for sign in signs)]
    yield from sorted(left, key=lambda sign: (sign.block.index, sign.offset))


def _goes_on(following: Sequence[Block]) -> bool:
    """Whether a quotation goes on in the next paragraph, which then begins with the mark again."""
    return any(block.text.startswith(("“", "„", "«")) for block in following)


RULE = rule("unbalanced", "warning", check)
