"""The text refers to a number that is not there.

What it finds: "zie het antwoord op vraag 12" where there are 11 questions; a table, annex, figure, section or footnote
    likewise; an article only of "this agreement" and the like. The document, or another one under check, must number at
    least three of that kind without many gaps.
Why: what the reader was to find there is elsewhere, or was cut.
Finds:
    Vraag 1 / Wie? / Antwoord / Zie het antwoord op vraag 5. / Vraag 2 / Wat? / Antwoord / Dat. / Vraag 3 / Hoe? /
        Antwoord / Zo.
    # 1. Inleiding / Dit staat in paragraaf 4. / # 2. Kosten / Veel. / # 3. Baten / Weinig.
    # Article 1 / See article 9 of this agreement. / # Article 2 / Text. / # Article 3 / Text.
    Table 1. Costs / Table 2. Gains / Table 3. Rest / As table 7 shows, there are costs.
    # Artikel 1. Duur / 1.1 Dit duurt een jaar. / 1.2 Dit kan langer duren. / # Artikel 2. Prijs / 2.1 In afwijking van
        artikel 1.5 is de prijs vast. / 2.2 De prijs is hoog. / # Artikel 3. Slot / 3.1 Dit is het einde.
    # 1. Term / 1.1 It lasts a year. / # 2. Price / 2.1 The price is low, subject to clause 9. / # 3. End / 3.1 It ends.
    # 1. What is it? / A card. / # 2. Is it free? / Yes, but see question 8. / # 3. Where is it? / At the desk.
Quiet:
    # Artikel 1. Duur / 1.1 Dit duurt een jaar. / 1.2 Dit kan langer duren. / # Artikel 2. Prijs / 2.1 De rente is die
        van artikel 1.5 Omgevingswet. / 2.2 De prijs is hoog. / # Artikel 3. Slot / 3.1 Dit is het einde.
    Vraag 1 / Wie? / Antwoord / Zie het antwoord op vraag 3. / Vraag 2 / Wat? / Antwoord / Dat. / Vraag 3 / Hoe? /
        Antwoord / Zo.
    Vraag 1 / Wie? / Antwoord / Zie vraag 5 van de vorige lijst. / Vraag 2 / Wat? / Antwoord / Dat. / Vraag 3 / Hoe? /
        Antwoord / Zo.  # of another paper
    # Artikel 1 / Zie artikel 12 van de Grondwet. / # Artikel 2 / Tekst. / # Artikel 3 / Tekst.
    # 1. Inleiding / Dit staat in hoofdstuk 4. / # 2. Kosten / Veel.  # too few to know how they are numbered
    # 1. Introduction / Section 9 of the Act applies. / # 2. Costs / Many. / # 3. Gains / Few.
    # 1. Introduction / More is in "The book of roads, chapter 9 - Bridges". / # 2. Costs / Many. / # 3. Gains / Few.
    # 1. Introduction / See chapter 9 in Smith (2020). / # 2. Costs / Many. / # 3. Gains / Few.
    Table 1. Costs / Table 2. Gains / Table 3. Rest / As table 3 shows, there are costs.
    Table 4.8. Costs / Table 4.9. Gains / Table 4.10. Rest / As table 4.1 shows, there are costs.  # a part of a book
Options: none
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.copies import once
from docdiff.facts import Facts
from docdiff.facts.outline import KINDS, Numbered, Reference
from docdiff.locale import topic_words
from docdiff.model import Document, Span, Spot

_LEAST = 3
_REACH = 90  # characters behind a reference in which its paper is named
_MESSAGES = {
    "en": "There is no {word} {number} here: they run from {first} to {last}.",
    "nl": "Er is hier geen {word} {number}: ze lopen van {first} tot en met {last}.",
}
_LAST = {"en": "the last one, {number}", "nl": "de laatste, {number}"}
_COUNT = {"en": "{count} numbered ones", "nl": "{count} genummerde"}
_WORDS = {
    "question": {"en": "question", "nl": "vraag"},
    "section": {"en": "section", "nl": "paragraaf"},
    "article": {"en": "article", "nl": "artikel"},
    "annex": {"en": "annex", "nl": "bijlage"},
    "table": {"en": "table", "nl": "tabel"},
    "figure": {"en": "figure", "nl": "figuur"},
    "footnote": {"en": "footnote", "nl": "voetnoot"},
}


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    anywhere: defaultdict[str, set[str]] = defaultdict(set)
    for document in facts.documents:
        for kind in KINDS:
            anywhere[kind] |= facts.outline(document).numbers(kind)
    for document in facts.documents:
        outline = facts.outline(document)
        for reference in outline.references:
            own = outline.numbered.get(reference.kind, ())
            missing = [number for number in reference.numbers if number not in anywhere[reference.kind]]
            if missing and _is_series(own, missing[0]) and not _is_elsewhere(reference, own):
                yield _tell(facts, reference, missing[0], own)


def _is_series(own: tuple[Numbered, ...], number: str) -> bool:
    """Whether the document numbers things of this kind as deep as `number`, from 1 and with few gaps."""
    depth = number.count(".")
    same = {item.number for item in own if item.number.count(".") == depth}
    chapter = number.partition(".")[0]
    if own and depth and chapter not in {item.number.partition(".")[0] for item in own}:
        # A chapter of a book names its neighbours in its margin; a whole text begins with its first.
        return own[0].number in ("0", "1") and _is_series(own, chapter)
    if depth:
        siblings = {item.rpartition(".")[2] for item in same if item.rpartition(".")[0] == number.rpartition(".")[0]}
        # Where "Table 4.18" is the first of chapter 4, the document is a part of a longer one.
        return len(same) >= _LEAST and not siblings.isdisjoint(("0", "1", "2"))
    numbers = {int(item) for item in same if item.isdigit()}
    return len(numbers) >= _LEAST and min(numbers) <= 2 and len(numbers) >= 0.8 * max(numbers)


def _is_elsewhere(reference: Reference, own: tuple[Numbered, ...]) -> bool:
    """Whether the words around say that the number is one of another paper.

    Articles are mostly those of laws: only "artikel 3.7" in a contract that has 3.1 and 3.2 is surely one of its own.
    """
    text = reference.document.blocks[reference.block].text
    after = re.split(r"[.;?!](?:\s|$)", text[reference.whole.end : reference.whole.end + _REACH])[0]
    before = text[max(0, reference.whole.start - 60) : reference.whole.start]
    if _is_quoted(text, reference.whole) or not before.strip(" #*_-"):
        return True
    if _own().match(after):
        return False
    is_clause = _has_clauses_beside(own, reference.numbers[0])
    if (reference.kind == "article" and not is_clause) or _of().match(after) or re.match(r"\s*[,(]?\s*[A-Z(]", after):
        return True
    before = _this().sub("", before)
    behind = _of_paper() if is_clause else _papers()
    return bool(behind.search(after) or _papers().search(before) or re.search(r"[(\[]\d{4}[)\]]", after))


def _has_clauses_beside(own: tuple[Numbered, ...], number: str) -> bool:
    parent = number.rpartition(".")[0]
    return bool(parent) and sum(item.number.rpartition(".")[0] == parent for item in own) > 1


def _is_quoted(text: str, span: Span) -> bool:
    """Whether the words stand in a quotation, which may have begun in an earlier block."""
    if text.count('"', 0, span.start) % 2 and '"' in text[span.end :]:
        return True
    closing, opening = text.find("”", span.end), text.find("“", span.end)
    return closing >= 0 and (opening < 0 or closing < opening)


@cache
def _own() -> re.Pattern[str]:
    own, of = ("|".join(topic_words("references", key)) for key in ("own", "elsewhere"))
    return re.compile(rf"[^.;]{{0,40}}?\b(?:(?:{of})\s+(?:{own})|hereof|hiervoor|hierboven)\b", re.IGNORECASE)


@cache
def _of() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*(?:{'|'.join(topic_words('references', 'elsewhere'))})\b", re.IGNORECASE)


@cache
def _of_paper() -> re.Pattern[str]:
    """ "of the said Act", but not "the Client may end the agreement": that is the one one reads."""
    of = "|".join(topic_words("references", "elsewhere"))
    return re.compile(rf"\b(?:{of})\s+(?:\w+\s+){{0,2}}{_papers().pattern}", re.IGNORECASE)


@cache
def _this() -> re.Pattern[str]:
    """The paper one reads: "in this agreement"."""
    return re.compile(rf"\b(?:{'|'.join(topic_words('references', 'own'))})\s\w+", re.IGNORECASE)


@cache
def _papers() -> re.Pattern[str]:
    return re.compile(rf"\b\w*(?:{'|'.join(topic_words('references', 'papers'))})\b", re.IGNORECASE)


def _tell(facts: Facts, reference: Reference, number: str, own: tuple[Numbered, ...]) -> Finding:
    depth = number.count(".")
    same = [item for item in own if item.number.count(".") == depth]
    related = Related(_spot(reference.document, same[-1]), facts.say(_LAST, number=same[-1].number))
    sure = not depth and all(item.number.isdigit() for item in same)
    return Finding(
        "reference-missing",
        "error",
        facts.say(
            _MESSAGES,
            word=_WORDS[reference.kind][facts.lang],
            number=number,
            first=same[0].number,
            last=same[-1].number,
        ),
        reference.spot(),
        (related,),
        confidence=0.85 if sure else 0.65,
        reasons=(facts.say(_COUNT, count=len(same)),),
    )


def _spot(document: Document, item: Numbered) -> Spot:
    return Spot(document, item.block, Span(0, len(document.blocks[item.block].text)))


RULE = rule("reference-missing", "error", check)
