"""A rare word stands where the documents otherwise have another that is much like it.

What it finds: "kennisgenomen van de genoteerde agenda" where the other openings have "de geannoteerde agenda"; and
    slips of the pen: a word written once that has a letter too many or too few, or two swapped, against a word that
    is common in the same documents ("algortimes" beside "algoritmes"). Other forms of a word are no slips: ends of
    words are left alone, and so are words that have relatives in the text, as real words have.
Why: a spelling checker passes the first kind, for the word exists.
Finds:
    De leden hebben kennisgenomen van de geannoteerde agenda voor de raad. / Zij hebben kennisgenomen van de
        geannoteerde agenda en hebben vragen. / Wij hebben kennisgenomen van de genoteerde agenda en danken u.
    De algoritmes zijn goed. / Wij zien algoritmes. / Zulke algoritmes zijn nieuw. / De algoritmes leren. / Elk van de
        algortimes is anders.
    We have read the annotated agenda for this. / They have read the annotated agenda as well. / The council had read
        the anotated agenda for the day.
    The committee met. / The committee spoke. / A committee was set up. / This committee is new. / The comittee left.
Quiet:
    Wij lazen de eerste agenda voor vandaag. / Zij lazen de tweede agenda voor morgen. / Hij las de derde agenda voor
        ons.
    De contracten zijn klaar. / Contracten gelden. / De contracten lopen. / Nieuwe contracten zijn er. / De contacten
        zijn goed, want contact helpt.
    Het gaat om een aanzienlijke som. / Een aanzienlijke stap. / De aanzienlijke kosten. / Dat is aanzienlijk meer.
    They paid the final amount for this. / They paid the final amount for that. / They paid the fiscal amount for it.
    The improved plan is ready. / An improved text. / The improved rules. / We improve it.
    De leden kozen voor de betaalde plaats voor nu. / Kies voor de betaalde plaats voor een dag. / Kies voor de
        onbetaalde plaats voor jou.
Options: none
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import Indel

from docdiff.checks.base import Finding, Fix, Related, rule
from docdiff.facts import Facts
from docdiff.facts.frames import Replaced, find_replaced
from docdiff.facts.near import near_words, slip_of
from docdiff.facts.words import WORD
from docdiff.locale.editing import editing_pairs
from docdiff.model import Span, Spot

_MESSAGES = {
    "frame": {
        "en": "“{written}” stands here where the documents otherwise have “{usual}” ({count}).",
        "nl": "Hier staat „{written}”, waar anders „{usual}” staat ({count}).",
    },
    "slip": {
        "en": "“{written}” looks like a slip for “{usual}”, which is written {count} times.",
        "nl": "„{written}” lijkt een verschrijving van „{usual}”, dat {count} keer voorkomt.",
    },
}
_OTHER = {"en": "“{usual}” in the same place", "nl": "„{usual}” op dezelfde plaats"}
_USUAL = {"en": "“{usual}”", "nl": "„{usual}”"}
_REASONS = {
    "frame": {"en": "the same words stand around both", "nl": "om beide staan dezelfde woorden"},
    "slip": {
        "en": "one letter too many, too few or swapped, and no word of the text is akin to it",
        "nl": "een letter te veel, te weinig of verwisseld, en geen woord in de tekst is eraan verwant",
    },
}
_LONG = 7  # letters; shorter words have too many neighbours that are words as well
_TAIL = 4  # letters at the end that a slip leaves alone, for there words are inflected
_COMMON = 3
_ALIKE = 0.75
_SHOWN = 8


def check(facts: Facts) -> Iterator[Finding]:
    told: set[str] = set()
    for replaced in find_replaced(facts.words, lambda word: _is_rare(facts.words.counts, word), _is_like):
        if replaced.word not in told and len(replaced.others) > 1:
            told.add(replaced.word)
            yield _report_frame(facts, replaced)
    yield from _find_slips(facts, told)


def _is_rare(counts: Counter[str], word: str) -> bool:
    return len(word) >= _LONG and word.isalpha() and counts[word] == 1 and not counts[word.capitalize()]


def _is_like(word: str, other: str) -> bool:
    """Whether two words are close enough to be taken for each other, and are not two forms of one or two opposites."""
    if len(other) < _LONG or word.endswith(other) or other.endswith(word) or word[-3:] != other[-3:]:
        return False
    return word[:2] == other[:2] and Indel.normalized_similarity(word, other) >= _ALIKE


def _report_frame(facts: Facts, replaced: Replaced) -> Finding:
    message = facts.say(_MESSAGES["frame"], written=replaced.word, usual=replaced.other, count=len(replaced.others))
    evidence = tuple(Related(spot, facts.say(_OTHER, usual=replaced.other)) for spot in replaced.others[:_SHOWN])
    again = tuple(Related(spot, replaced.word) for spot in _places(facts, replaced.word) if spot != replaced.at)
    fix = Fix(replaced.at, replaced.other) if len(replaced.others) > 2 else None
    reasons = (facts.say(_REASONS["frame"]),)
    confidence = min(0.9, 0.55 + 0.1 * len(replaced.others))
    return Finding("wrong-word", "warning", message, replaced.at, evidence + again, fix, confidence, reasons=reasons)


def _find_slips(facts: Facts, told: set[str]) -> Iterator[Finding]:
    known: Counter[str] = Counter()
    for word, count in facts.words.counts.items():
        for part in word.split("-"):
            known[part.lower()] += count
    prefixes = Counter(word[:length] for word in known for length in range(3, len(word) + 1))
    rare = (
        word for word, count in facts.words.counts.items() if _is_rare(facts.words.counts, word) and known[word] == 1
    )
    common = [word for word, count in known.items() if count >= _COMMON and word.isalpha() and len(word) >= _LONG - 1]
    found: dict[str, str] = {}
    for word, others in near_words(rare, common).items():
        likely = [other for other in others if _is_slip(word, other, known, prefixes)]
        if likely and word not in told:
            found[word] = max(likely, key=lambda other: (known[other], other))
    if found:
        yield from _report_slips(facts, found, known)


def _is_slip(word: str, right: str, known: Counter[str], prefixes: Counter[str]) -> bool:
    slip = slip_of(word, right)
    if slip is None:
        return False
    if editing_pairs("distinct").get(word) == right:
        return False
    kind, at = slip
    inside = at > 0 and len(word) - at >= _TAIL
    return kind != "other" and inside and prefixes[word[: at + 2]] <= 1 and not _is_compound(word, known)


def _is_compound(word: str, known: Counter[str]) -> bool:
    """Whether it is made of two words of the text: "voort" and "komen"."""
    return any(known[word[:at]] and known[word[at:]] for at in range(4, len(word) - 3))


def _report_slips(facts: Facts, found: dict[str, str], known: Counter[str]) -> Iterator[Finding]:
    places = _find_places(facts, set(found) | set(found.values()))
    for word, right in found.items():
        if word not in places or facts.is_technical(places[word][0].document):
            continue
        first, *again = places[word]
        message = facts.say(_MESSAGES["slip"], written=word, usual=right, count=known[right])
        evidence = tuple(Related(spot, facts.say(_USUAL, usual=right)) for spot in places.get(right, [])[:_SHOWN])
        evidence += tuple(Related(spot, word) for spot in again)
        fix = Fix(first, right) if known[right] > _COMMON else None
        reasons = (facts.say(_REASONS["slip"]),)
        yield Finding("wrong-word", "warning", message, first, evidence, fix, 0.75, reasons=reasons)


def _places(facts: Facts, word: str) -> list[Spot]:
    return _find_places(facts, {word}).get(word, [])


def _find_places(facts: Facts, words: set[str]) -> dict[str, list[Spot]]:
    """Where the words stand, copies of passages included."""
    found: dict[str, list[Spot]] = {}
    for document in facts.documents:
        for block in facts.prose(document):
            for match in () if words.isdisjoint(facts.words.of(block)) else WORD.finditer(block.text):
                if match[0] in words and not _is_code(block.text, match):
                    found.setdefault(match[0], []).append(Spot(document, block.index, Span(*match.span())))
    return found


def _is_code(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()] in tuple("-./_@\\") or bool(
        re.match(r"[._/@]\w", text[match.end() :])
    )


RULE = rule("wrong-word", "warning", check)
