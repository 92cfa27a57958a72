"""The space between two words is lost, or a full stop and a space between two sentences.

What it finds: "afschrikkingHet", where a sentence begins inside a word; "plaats.De" and "plaats,waarin", where only
    the space is lost; and small words run together ("inde", "ofthe"). Names and units with inner capitals (YouTube,
    McDonald, kWh) are left alone: both halves must be words of their own.
Why: it happens where paragraphs are pasted together, and often more than the space is lost there.
Finds:
    Dit is goed voor de afschrikkingHet is wenselijk dat wij de afschrikking vergroten.
    De raad kwam bijeen in het gebouw.De leden spraken daar over het plan.
    Dan is er overleg in de raad,waarin dit ook aan de orde komt.
    They met in the hall,where the members spoke of it.
    Zoals toegezegd inde brief van maart.
    We are glad to see the reportThe members asked for the report.
    They met in the hall.The members spoke of it.
    This is one ofthe reasons.
Quiet:
    De raad keek naar YouTube en naar een iPhone van LibreOffice.
    Het verbruik is 30 kWh, gemeten door McDonald.
    De heer MacDonald inde de premie.  # a verb of its own
    Zie www.voorbeeld.nl, System.Out en Node.Js in de uitleg.
    We looked at JavaScript, LaTeX and the eBook of DeVries.
    Use getThe and setThis to read the members.
    Kies uit ja,nee,misschien en laat de rest van de vragen over aan de raad.
    The e.g.This is odd.  # abbreviations
    De MKB-bedrijven en NAVO-partners in Den Haag.
Options: none
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from docdiff.checks.base import Finding, Fix, Related, rule
from docdiff.checks.places import join_places
from docdiff.facts import Facts
from docdiff.locale.editing import editing_pairs, editing_words
from docdiff.model import Block, Document, Span, Spot
from docdiff.text import has_one

_MESSAGES = {
    "sentence": {
        "en": "Two sentences seem to be run together here: “{written}” should probably be “{right}”.",
        "nl": "Hier lijken twee zinnen aan elkaar te staan: „{written}” moet waarschijnlijk „{right}” zijn.",
    },
    "stop": {
        "en": "The space after the full stop is lost: “{written}”.",
        "nl": "De spatie na de punt ontbreekt: „{written}”.",
    },
    "comma": {
        "en": "The space after the comma is lost: “{written}”.",
        "nl": "De spatie na de komma ontbreekt: „{written}”.",
    },
    "glued": {
        "en": "Two words are run together here: “{written}” should probably be “{right}”.",
        "nl": "Hier staan twee woorden aan elkaar: „{written}” moet waarschijnlijk „{right}” zijn.",
    },
}
_REASONS = {
    "sentence": {"en": "both halves are words by themselves", "nl": "beide helften zijn woorden op zichzelf"},
    "stop": {
        "en": "what follows the full stop begins sentences",
        "nl": "na de punt staat een woord waarmee zinnen beginnen",
    },
    "comma": {
        "en": "what follows the comma is a small word of the language",
        "nl": "na de komma staat een klein woord van de taal",
    },
    "glued": {
        "en": "the two small words often follow each other",
        "nl": "de twee kleine woorden volgen elkaar vaak op",
    },
}
_AGAIN = {"en": "here too", "nl": "ook hier"}
# What the two patterns below need, found quickly.
_CAPITAL_INSIDE = re.compile(r"[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]")
_STOP_INSIDE = re.compile(r"[a-zß-öø-ÿ]\.[A-ZÀ-ÖØ-Þ]")
_COMMA_INSIDE = re.compile(r"[^\W\d_],[a-zß-öø-ÿ]")
_INNER = re.compile(r"(?<![\w.@/\\#$-])([^\W\d_]*[a-zß-öø-ÿ]{3})([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)(?![\w(./\\@-])")
_STOP = re.compile(r"(?<![\w.@/\\#$-])([^\W\d_]*[a-zß-öø-ÿ]{3})\.([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]*)(?=[ ,])")
_COMMA = re.compile(r"(?<![\w.@/\\#$,-])([^\W\d_]{3,}),([a-zß-öø-ÿ]{2,})(?= \w)")
_WORD = re.compile(r"[a-zß-öø-ÿ]{2,}")


def check(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        if not facts.is_technical(document):
            yield from join_places(facts, _find(facts, document))


def _find(facts: Facts, document: Document) -> Iterator[Finding]:
    for block in facts.prose(document):
        if _CAPITAL_INSIDE.search(block.text):
            yield from _run_together(facts, document, block)
        for match in _STOP.finditer(block.text) if _STOP_INSIDE.search(block.text) else ():
            # A name may have a dot in it ("System.Out"): behind one only words that surely begin a sentence count.
            begins = editing_words("small" if match[1].islower() else "subjects")
            if match[2].lower() in begins and match[1].lower() not in editing_words("small"):
                yield _report(facts, document, block, match, f"{match[1]}. {match[2]}", "stop")
        if _COMMA_INSIDE.search(block.text):
            yield from _behind_commas(facts, document, block)
        glued = has_one(block.text, editing_pairs("glued", document.language))
        for match in _glued_pattern(document.language).finditer(block.text) if glued else ():
            right = editing_pairs("glued", document.language)[match[0]]
            yield _report(facts, document, block, match, right, "glued")


def _behind_commas(facts: Facts, document: Document, block: Block) -> Iterator[Finding]:
    """The commas of a block without their space, in one finding: a list that lost one lost them all."""
    small = editing_words("small", document.language)
    found = [
        _report(facts, document, block, match, f"{match[1]}, {match[2]}", "comma")
        for match in _COMMA.finditer(block.text)
        if match[2] in small and match[1].lower() not in editing_words("small")
    ]
    for first in found[:1]:
        again = tuple(Related(other.at, facts.say(_AGAIN), other.fix) for other in found[1:])
        yield replace(first, related=again)


def _run_together(facts: Facts, document: Document, block: Block) -> Iterator[Finding]:
    for match in _INNER.finditer(block.text):
        left, right = match[1], match[2]
        known = facts.words.counts
        begins = right.lower() in editing_words("small") and len(right) > 1
        is_word = known[left.lower()] + known[left] > 0
        if (
            begins
            and is_word
            and left.islower()
            and _is_single(facts.words.counts, match[0])
            and left.lower() not in editing_words("small")
        ):
            yield _report(facts, document, block, match, f"{left}. {right}", "sentence")


def _is_single(counts: Counter[str], word: str) -> bool:
    """Whether the whole occurs seldom enough to be a slip and no name."""
    return counts[word] <= 2


@cache
def _glued_pattern(language: str | None) -> re.Pattern[str]:
    """Small words run together, before the noun they belong to; "inde" before another article is a verb."""
    glued = "|".join(sorted(editing_pairs("glued", language))) or r"\b\B"
    articles = "|".join(sorted(word for word in editing_words("subjects", language)))
    return re.compile(rf"(?<![\w.@/\\-])(?:{glued})(?= (?!(?:{articles})\b)\w)")


def _report(facts: Facts, document: Document, block: Block, match: re.Match[str], right: str, kind: str) -> Finding:
    at = Spot(document, block.index, Span(*match.span()))
    message = facts.say(_MESSAGES[kind], written=match[0], right=right)
    # Whether a full stop is lost as well is for the editor to say, so only the plain cases can be mended unseen.
    fix = Fix(at, right, safe=kind == "glued") if kind != "sentence" else None
    confidence = {"sentence": 0.85, "stop": 0.8, "comma": 0.8, "glued": 0.85}[kind]
    return Finding("lost-space", "warning", message, at, (), fix, confidence, reasons=(facts.say(_REASONS[kind]),))


RULE = rule("lost-space", "warning", check)
