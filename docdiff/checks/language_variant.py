"""British and American spellings stand side by side.

What it finds: a word that a document spells in the way of one region and, elsewhere, of another ("Missile Defence"
    and "Missile Defense"; "organise" and "organize"), and words with "-ize" in a text that otherwise has "-ise", or
    the reverse. Names keep their own spelling: a word with a capital counts only beside the very same words.
Why: readers notice the change, and a house style has one of them.
Finds:
    Plans for Integrated Air and Missile Defence. / New plans for Integrated Air and Missile Defense. / Integrated Air
        and Missile Defence is costly.
    The colour of the sign is red. / Its colour is seen from afar. / Another color would do.
    They organise it. / They recognised it. / They finalised the plans. / They emphasise it. / We realise it. / The
        organisation is large. / They authorized it.
    De plannen voor Missile Defence zijn er. / De lidstaten van Missile Defence. / Het is Missile Defense van de
        leden.
Quiet:
    The Department of Defense wrote to the Ministry of Defence.
    The size of the prize was a surprise to otherwise wise members.
    They organise it, and the exercise is seized on by the size of it.
    The World Trade Center is in the centre of the city.
    Het programma en de organisatie van het centrum in Utrecht.
    They organized it and realized it.
    The colour of the sign is red. / Another color would do.  # once each: who is to say which is right
    The colour of the sign is red. / Its colour is seen. / The sign says "color of the sea" to all.  # quoted
    They analyze it. / They analyzed the plans. / De raad zag in de analyse van de brug dat het plan niet goed is.
    The licence is here, and we license it.  # a noun and a verb
Options: none
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import cache

from docdiff.checks.base import Finding, Fix, Related, rule
from docdiff.facts import Facts
from docdiff.facts.prose import quoted_spans
from docdiff.locale.alternatives import one_of
from docdiff.locale.editing import editing_pairs, editing_words
from docdiff.model import Document, Span, Spot
from docdiff.text import guess_language

_MESSAGES = {
    "en": "“{written}” is spelt as in another region than “{usual}” ({count}), which this document has elsewhere.",
    "nl": "„{written}” is anders gespeld dan „{usual}” ({count}), zoals het elders in dit document staat.",
}
_STYLE_MESSAGES = {
    "en": "“{written}” has the other region's ending; this document mostly has “-{usual}” ({count} words).",
    "nl": "„{written}” heeft de uitgang van een andere regio; dit document heeft meestal „-{usual}” ({count} woorden).",
}
_OTHER = {"en": "“{form}”", "nl": "„{form}”"}
_REASONS = {
    "word": {"en": "one word in the spellings of two regions", "nl": "één woord in de spelling van twee regio's"},
    "style": {
        "en": "nearly all such words have the other ending",
        "nl": "bijna al zulke woorden hebben de andere uitgang",
    },
}
_CLEAR = 5  # words of one style against each of the other, for the style of a whole document to be certain
_MOST = 10


def check(facts: Facts) -> Iterator[Finding]:
    regional = {word for word in facts.words.counts if _side(word.lower())}
    sides = {
        word: of_word
        for word in facts.words.counts
        if (word in regional or not word.isalnum()) and (of_word := _sides(word))
    }
    for document in facts.documents:
        if not _has_both(facts, document, sides):
            continue
        found = _collect(facts, document, regional)
        told: set[str] = set()
        weight = Counter(_side(word) for places in found.values() for word, spots in places.items() for _ in spots)
        for places in found.values():
            for finding in _of_one_word(facts, places, weight):
                told.add(finding.at.text.lower())
                yield finding
        yield from _of_endings(facts, found, told)


def _sides(word: str) -> frozenset[str]:
    """The regions a word and its parts are spelt for, unless they are spelt so in every region."""
    low = word.lower()
    parts = [low] if low.isalnum() else re.split("['’]", low)
    parts = [part for part in parts if part not in editing_words("not_regional")]
    return frozenset(side for part in parts if (side := _side(part)))


def _has_both(facts: Facts, document: Document, sides: Mapping[str, Set[str]]) -> bool:
    """Whether a document has words of both regions, without which nothing in it differs: few have."""
    words = sides.keys() & set().union(*map(facts.words.of, facts.prose(document)))
    return len(set().union(*(sides[word] for word in words))) > 1


def _collect(facts: Facts, document: Document, regional: Set[str]) -> dict[str, dict[str, list[Spot]]]:
    """By key, the spellings of every word that regions spell differently, with their places.

    The key of a word with a capital has the word before it as well: "Missile Defence" is not "Ministry of Defence".
    """
    found: dict[str, dict[str, list[Spot]]] = defaultdict(lambda: defaultdict(list))
    seen: set[str] = set()
    for block in facts.prose(document):
        if block.text in seen or regional.isdisjoint(facts.words.of(block)):
            continue
        seen.add(block.text)
        # "analyse" is Dutch in a Dutch paragraph; names in it may be English.
        foreign = guess_language([block.text], least=4) not in (None, "en")
        for match in _pattern().finditer(block.text):
            word, side = match[0].lower(), _side(match[0].lower())
            if foreign and match[0] == word:
                continue
            if side is None or word in editing_words("not_regional"):
                continue
            before = block.text[: match.start()].rsplit(None, 2)[-1:] if match[0] != word else []
            if match[0] != word and (not before or not before[0][:1].isupper()):
                continue
            if any(start < match.end() and match.start() < end for start, end in quoted_spans(block.text)):
                continue
            key = " ".join([*before, _key(word)])
            found[key][word].append(Spot(document, block.index, Span(*match.span())))
    return found


def _of_one_word(facts: Facts, places: dict[str, list[Spot]], weight: Counter[str | None]) -> Iterator[Finding]:
    sides = {_side(word) for word in places}
    if len(sides) < 2:
        return
    usual, *others = sorted(places, key=lambda word: (-len(places[word]), -weight[_side(word)], word))
    for word in others:
        if _side(word) != _side(usual) and len(places[usual]) > 1:
            message = facts.say(_MESSAGES, written=places[word][0].text, usual=usual, count=len(places[usual]))
            clear = len(places[usual]) > len(places[word])
            yield _report(facts, message, places[word], places[usual], "word", 0.8 if clear else 0.65, None)


def _of_endings(facts: Facts, found: dict[str, dict[str, list[Spot]]], told: set[str]) -> Iterator[Finding]:
    """The few words with "-ize" among the many with "-ise", or the reverse."""
    sides: dict[str, dict[str, list[Spot]]] = {"one": {}, "other": {}}
    for places in found.values():
        for word, spots in places.items():
            if word not in _listed() and spots[0].text == word:
                sides[_side(word) or ""].setdefault(word, []).extend(spots)
    usual, few = sorted(sides, key=lambda side: (-sum(map(len, sides[side].values())), side))
    count = sum(map(len, sides[usual].values()))
    for word, spots in sides[few].items():
        if word not in told and count >= _CLEAR * sum(map(len, sides[few].values())) and count >= _CLEAR:
            ending = "iz" if usual == "other" else "is"
            message = facts.say(_STYLE_MESSAGES, written=word, usual=f"{ending}e", count=count)
            others = [other for places in sides[usual].values() for other in places]
            yield _report(facts, message, spots, others, "style", 0.65, None)


def _report(
    facts: Facts, message: str, spots: list[Spot], others: list[Spot], reason: str, confidence: float, fix: Fix | None
) -> Finding:
    shown = [*others[:_MOST], *spots[1:_MOST]]
    evidence = tuple(Related(spot, facts.say(_OTHER, form=spot.text)) for spot in shown)
    reasons = (facts.say(_REASONS[reason]),)
    return Finding("language-variant", "info", message, spots[0], evidence, fix, confidence, reasons=reasons)


@cache
def _pattern() -> re.Pattern[str]:
    """Every word that regions spell differently: those listed, and those with an ending that differs."""
    endings = one_of({*editing_pairs("regional"), *editing_pairs("regional").values()})
    return re.compile(rf"(?<![\w.@/\\-])(?:{one_of(_listed())}|[a-z]{{3,}}{endings})(?![\w@/\\-]|\.\w)", re.IGNORECASE)


@cache
def _listed() -> frozenset[str]:
    pairs = editing_pairs("regions")
    return frozenset({*pairs, *pairs.values()})


def _side(word: str) -> str | None:
    """Which of two regions a word is spelt for: "one" or "other"."""
    if word in _listed():
        return "one" if word in editing_pairs("regions") else "other"
    one, other = _endings()
    if word.endswith(one):
        return "one"
    return "other" if word.endswith(other) else None


@cache
def _endings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    pairs = editing_pairs("regional")
    return tuple(pairs), tuple(pairs.values())


@cache
def _key(word: str) -> str:
    """What a word and its other spelling share."""
    for other, one in sorted((other, one) for one, other in editing_pairs("regions").items()):
        if word == other:
            return one
    for one, other in sorted(editing_pairs("regional").items(), key=lambda pair: -len(pair[1])):
        if word.endswith(other) and word not in _listed():
            return word.removesuffix(other) + one
    return word


RULE = rule("language-variant", "info", check)
