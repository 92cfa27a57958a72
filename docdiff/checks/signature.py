"""The senders a letter names are not the ones who sign it.

What it finds: a letter "van de ministers van Defensie en van Buitenlandse Zaken" that only one of them signs, or that
    a third signs as well; and a letterhead of one ministry above the signature of the minister of another. A letter
    without either is left alone; so are names of persons, for a minister may have been succeeded.
Why: a letter that lacks a signature, or bears a wrong one, has to be sent again.
Finds:
    # Brief van de ministers van Defensie en van Buitenlandse Zaken / Den Haag, 3 maart 2026 / Hierbij zenden wij u
        het verslag van de raad. / De minister van Defensie,
    # Brief van de minister van Financiën / Hierbij zend ik u het verslag van de raad. / De minister van Defensie,
    Ministerie van Financiën / Geachte voorzitter, / Hierbij zend ik u het verslag van de raad. / DE MINISTER VAN
        DEFENSIE
    # Letter from the Ministers of Defence and of Justice / We send you the report of the council. / The Minister of
        Defence,
Quiet:
    # Brief van de ministers van Defensie en van Buitenlandse Zaken / Hierbij zenden wij u het verslag van de raad. /
        De minister van Defensie, / De minister van Buitenlandse Zaken,
    Ministerie van Defensie / Geachte voorzitter, / Hierbij zend ik u het verslag van de raad. / DE MINISTER VAN
        DEFENSIE
    De minister van Defensie sprak met de minister van Financiën over het verslag van de raad.
    # Brief van de minister van Financiën / Hierbij zend ik u het verslag van de raad.  # not signed
    # Brief van de minister van Defensie / Hierbij zend ik u het verslag. / De minister van Defensie, / Ruben
        Brekelmans
    # Letter from the Minister of Defence / We send you the report of the council. / The Minister of Defence,
    # Brief van de minister van Defensie, mede namens de minister van Financiën / Hierbij zend ik u het verslag van de
        raad. / De minister van Defensie,
Options: none
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from docdiff.checks.base import Finding, Related, rule
from docdiff.facts import Facts
from docdiff.locale.editing import editing_words
from docdiff.model import Block, Document, Span, Spot

_MESSAGES = {
    "missing": {
        "en": "The letter is from {office} too, but no signature below says so.",
        "nl": "De brief is ook van {office}, maar die ontbreekt bij de ondertekening.",
    },
    "extra": {
        "en": "{office} signs the letter, but is not among its senders.",
        "nl": "{office} ondertekent de brief, maar staat niet bij de afzenders.",
    },
    "letterhead": {
        "en": "{office} signs the letter, but it bears the name of another ministry: {ministry}.",
        "nl": "{office} ondertekent de brief, maar er staat een ander ministerie boven: {ministry}.",
    },
}
_RELATED = {
    "sender": {"en": "the senders", "nl": "de afzenders"},
    "signer": {"en": "a signature", "nl": "een ondertekening"},
    "letterhead": {"en": "the letterhead", "nl": "het briefhoofd"},
}
_REASONS = {"en": "head and foot of the letter name their offices", "nl": "kop en voet van de brief noemen de ambten"}
_HEAD = 20  # blocks in which a letter says who sends it
_WORDS = 14  # words of a line that is a signature and no sentence


@dataclass(frozen=True, slots=True)
class _Office:
    """Somebody's office ("van Defensie"), compared by the words that name its field, and where it is named."""

    key: str
    at: Spot


def check(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        body = document.body
        signers = [office for block in body[2:] for office in _signers(document, block)]
        if signers:
            yield from _judge_senders(facts, [o for block in body[:_HEAD] for o in _senders(document, block)], signers)
            yield from _judge_letterhead(facts, [o for block in body[:_HEAD] for o in _heads(document, block)], signers)


def _judge_senders(facts: Facts, senders: list[_Office], signers: list[_Office]) -> Iterator[Finding]:
    if not senders:
        return
    for kind, ours, others in (("missing", senders, signers), ("extra", signers, senders)):
        known = {office.key for office in others}
        for office in ours:
            if office.key not in known:
                message = facts.say(_MESSAGES[kind], office=" ".join(office.at.text.strip(" ,").split()))
                role = facts.say(_RELATED["signer" if kind == "missing" else "sender"])
                related = tuple(Related(other.at, role) for other in others)
                yield Finding(
                    "signature", "error", message, office.at, related, None, 0.85, reasons=(facts.say(_REASONS),)
                )


def _judge_letterhead(facts: Facts, heads: list[_Office], signers: list[_Office]) -> Iterator[Finding]:
    if len({head.key for head in heads}) != 1 or heads[0].key in {signer.key for signer in signers}:
        return
    signer = signers[0]
    message = facts.say(
        _MESSAGES["letterhead"], office=signer.at.text.strip(" ,"), ministry=" ".join(heads[0].at.text.split())
    )
    related = (Related(heads[0].at, facts.say(_RELATED["letterhead"])),)
    yield Finding("signature", "error", message, signer.at, related, None, 0.7, reasons=(facts.say(_REASONS),))


def _signers(document: Document, block: Block) -> Iterator[_Office]:
    """A line of its own that is an office: "De minister van Defensie,"."""
    text = block.text.strip()
    match = _signing().match(text)
    if match and len(text.split()) <= _WORDS and not re.search("[.;:]", text):
        rest = text[match.end() :].split(",")[0]
        if rest and (rest.strip()[:1].isupper() and _is_field(rest)):
            yield _Office(_field(rest), Spot(document, block.index, Span(0, len(block.text.rstrip()))))


def _is_field(text: str) -> bool:
    """Whether all words that matter have capitals: a field of government, and no sentence goes on."""
    return all(word[:1].isupper() or word.lower() in editing_words("small") for word in text.split())


def _senders(document: Document, block: Block) -> Iterator[_Office]:
    """The offices in "Brief van de ministers van Defensie, van Buitenlandse Zaken en van Economische Zaken"."""
    match = _sending().search(block.text)
    if not match or len(block.text.split()) > 60:
        return
    end = re.search(r"[.;:(]|, (?:mede namens|also on behalf)", block.text[match.end() :])
    stop = match.end() + (end.start() if end else len(block.text) - match.end())
    for piece in re.finditer(
        r"(?:van|voor|of|for)\s+([A-ZÀ-Þ].*?)(?=,|\s+(?:en|and)\s+(?:van|voor|of|for|de|the)\s|$)",
        block.text[match.start("first") : stop],
    ):
        start = match.start("first") + piece.start(1)
        yield _Office(_field(piece[1]), Spot(document, block.index, Span(start, start + len(piece[1].rstrip()))))


def _heads(document: Document, block: Block) -> Iterator[_Office]:
    match = re.fullmatch(r"(?:Ministerie van|Ministry of|Department of)\s+(.+)", block.text.strip())
    if match and len(block.text.split()) <= _WORDS:
        yield _Office(_field(match[1]), Spot(document, block.index, Span(0, len(block.text.rstrip()))))


def _field(text: str) -> str:
    """What an office is about, without its small words: "en van Buitenlandse Zaken" is "buitenlandse zaken"."""
    words = re.findall(r"\w+", text.lower())
    return " ".join(word for word in words if word not in editing_words("small"))


@cache
def _signing() -> re.Pattern[str]:
    offices = "|".join(sorted(map(re.escape, editing_words("signing")), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:{offices})\s+", re.IGNORECASE)


@cache
def _sending() -> re.Pattern[str]:
    openings = "|".join(sorted(map(re.escape, editing_words("senders")), key=lambda word: (-len(word), word)))
    return re.compile(
        rf"(?i:{openings})\s+(?i:ministers?|staatssecretaris(?:sen)?|secretar(?:y|ies))\s+(?P<first>(?:van|voor|of|for)\s)"
    )


RULE = rule("signature", "error", check)
