"""A name stands in two forms: with a word more, or with a capital less.

What it finds: "Defence Capability Review" beside "Defence Planning Capability Review"; "Europese commissie" beside
    "Europese Commissie"; and in Dutch the small words of surnames: "Ursula Von der Leyen" and "minister van Weel",
    which have a small letter after a first name and a capital without one. The rarer form is reported, with both
    counts.
Why: it may be two bodies or one, and the reader cannot tell.
Finds:
    The Defence Planning Capability Review is here. / We read the Defence Planning Capability Review. / It is in the
        Defence Capability Review too.
    In de Europese Commissie is gesproken. / Volgens de Europese Commissie wel. / Wij zien de Europese Commissie. /
        Volgens de Europese commissie niet.
    Gisteren sprak de voorzitter, Ursula Von der Leyen, met het kabinet. / Zij zei aan het kabinet dat Von der Leyen
        er is.
    Het is de uitspraak van minister van Weel. / Ik zie dat het kabinet en Van Weel het niet eens zijn.
    The answer of the European Commission came. / The European Commission met. / In the European Commission this was
        so. / To the European commission we wrote.
Quiet:
    Gisteren sprak Commissievoorzitter Von der Leyen, en daarna Ursula von der Leyen.
    The European Commission met. / The European Parliament met. / European citizens voted.
    De Raad Buitenlandse Zaken sprak. / De Raad Algemene Zaken sprak. / De Raad Buitenlandse Zaken besloot.
    We read the Annual Report. / We read the Annual Activity Report.
    De minister van Financiën en de minister van Defensie waren er.
    In de Europese Commissie. / Volgens de Europese Commissie. / Voor de Europese Commissie. / Na de Nieuwe Europese
        commissie komt een ander.  # a longer name
    Under the GNU Lesser Public License. / Of the GNU Lesser Public License. / Read the GNU Public License.
    Ja, Van Gogh schilderde. / Vincent van Gogh schilderde ook.
    The Dutch government and the Dutch King met the Dutch King and the Dutch King.
Options: none
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from functools import cache

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.wording import SAME_FORM, USUAL
from docdiff.facts import Facts
from docdiff.facts.names import Run, collect_runs
from docdiff.locale.editing import editing_words
from docdiff.model import Block, Document, Span, Spot
from docdiff.text import sentences

_MESSAGES = {
    "longer": {
        "en": "“{written}” ({few}) is otherwise “{usual}” ({many}): is “{word}” meant to be left out?",
        "nl": "„{written}” ({few}) heet elders „{usual}” ({many}): is „{word}” bedoeld weggelaten?",
    },
    "shorter": {
        "en": "“{written}” ({few}) is otherwise “{usual}” ({many}), without “{word}”.",
        "nl": "„{written}” ({few}) heet elders „{usual}” ({many}), zonder „{word}”.",
    },
    "capital": {
        "en": "“{written}” ({few}) otherwise has a capital: “{usual}” ({many}).",
        "nl": "„{written}” ({few}) heeft elders een hoofdletter: „{usual}” ({many}).",
    },
    "given": {
        "en": "After a first name, Dutch writes the small words of a surname small: “{usual}”.",
        "nl": "Na een voornaam krijgt het tussenvoegsel een kleine letter: „{usual}”.",
    },
    "bare": {
        "en": "Without a first name, Dutch begins a surname with a capital: “{usual}”.",
        "nl": "Zonder voornaam of voorletter krijgt het tussenvoegsel een hoofdletter: „{usual}”.",
    },
}
_REASONS = {
    "word": {"en": "all other words of the name agree", "nl": "alle andere woorden van de naam zijn gelijk"},
    "capital": {"en": "most places have the capital", "nl": "de meeste plaatsen hebben de hoofdletter"},
    "particle": {"en": "the rule for Dutch surnames", "nl": "de regel voor Nederlandse achternamen"},
}
_IN_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w-]* \Z")
_FEW = 2  # places where a word may have been forgotten; with more it is a short form
_LONGEST = 7
_CLEAR = 3
_SHOWN = 8


def check(facts: Facts) -> Iterator[Finding]:
    yield from _of_words(facts)
    yield from _of_capitals(facts)
    for document in facts.documents:
        if document.language == "nl":
            yield from _of_particles(facts, document)


def _of_words(facts: Facts) -> Iterator[Finding]:
    """Names of three words with capitals and more that differ by one word inside; the shortest that do are told."""
    runs = collect_runs(facts.names, range(3, _LONGEST + 1))
    told: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for words in sorted(runs, key=lambda words: (len(words), words)):
        for at in range(1, len(words) - 1):
            pair = _usual_and_few(runs, words, at)
            if pair is None:
                continue
            usual, few = pair
            place = id(few.places[0].document), few.places[0].block
            own = few.places[0].span
            if not any(span.start < own.end and own.start < span.end for span in told[place]):
                yield _report(
                    facts, "longer" if len(usual.words) > len(few.words) else "shorter", few, usual, words[at]
                )
            for spot in few.places:
                told[id(spot.document), spot.block].append(spot.span)


def _usual_and_few(runs: Mapping[tuple[str, ...], Run], words: tuple[str, ...], at: int) -> tuple[Run, Run] | None:
    """The commoner of a name and the name without its word at `at`, and the rarer; None when both may well be right.

    A name with a word more ("GNU Lesser General Public License") is mostly another thing, so of a word that carries
    meaning only its loss is told.
    """
    shorter = words[:at] + words[at + 1 :]
    if words[at].lower() in editing_words("distinguishing"):
        return None
    if _capitals(shorter) < 3 or shorter not in runs or words[at] in ("and", "en", "&"):
        return None
    one, two = runs[words], runs[shorter]
    if one.count == two.count or max(one.count, two.count) < 2:
        return None
    usual, few = (one, two) if one.count > two.count else (two, one)
    is_lost = usual is one and few.count <= _FEW
    return (usual, few) if is_lost or words[at].islower() else None


def _capitals(words: tuple[str, ...]) -> int:
    return sum(word[0].isupper() and len(word) > 2 for word in words)


def _report(facts: Facts, kind: str, few: Run, usual: Run, word: str) -> Finding:
    message = facts.say(
        _MESSAGES[kind],
        written=" ".join(few.words),
        few=few.count,
        usual=" ".join(usual.words),
        many=usual.count,
        word=word,
    )
    evidence = tuple(Related(spot, facts.say(USUAL, usual=spot.text)) for spot in usual.places[:_SHOWN])
    evidence += tuple(Related(spot, facts.say(SAME_FORM)) for spot in few.places[1:])
    confidence = 0.75 if usual.count > 2 * few.count else 0.65
    reasons = (facts.say(_REASONS["word"]),)
    return Finding("name-variant", "info", message, few.places[0], evidence, None, confidence, reasons=reasons)


def _of_capitals(facts: Facts) -> Iterator[Finding]:
    """Two words of which the second has lost its capital: "Europese commissie"."""
    names = (name for name in facts.names if name.block.kind != "heading")
    pairs = {words: run for words, run in collect_runs(names, range(2, 3)).items() if run.count >= _CLEAR}
    lowered = {(first, second.lower()): (first, second) for first, second in pairs if second[1:].islower()}
    found: dict[tuple[str, str], list[tuple[Spot, bool]]] = defaultdict(list)
    seen: set[str] = set()
    for document in facts.documents:
        for block in facts.prose(document):
            new = block.text not in seen
            seen.add(block.text)
            for first, second, span in _half_names(block, lowered) if lowered else ():
                found[first, second].append((Spot(document, block.index, span), new))
    for key, places in found.items():
        usual = pairs[lowered[key]]
        count = sum(new for _, new in places)
        if usual.count >= _CLEAR * count:
            few = Run(key, count, tuple(spot for spot, _ in places))
            message = facts.say(
                _MESSAGES["capital"], written=" ".join(key), few=count, usual=" ".join(usual.words), many=usual.count
            )
            evidence = tuple(Related(spot, facts.say(USUAL, usual=spot.text)) for spot in usual.places[:_SHOWN])
            evidence += tuple(Related(spot, facts.say(SAME_FORM)) for spot in few.places[1:])
            reasons = (facts.say(_REASONS["capital"]),)
            yield Finding("name-variant", "info", message, few.places[0], evidence, None, 0.7, reasons=reasons)


_HALF = re.compile(r"(?<![\w-])([A-ZÀ-ÖØ-Þ]\w+) ([a-zß-öø-ÿ]\w+)(?![\w-]|’)")


def _half_names(block: Block, wanted: Container[tuple[str, str]]) -> Iterator[tuple[str, str, Span]]:
    """A word with a capital, not at the begin of a sentence or inside a longer name, and one without behind it.

    Only pairs of words that are `wanted`.
    """
    found = [match for match in _HALF.finditer(block.text) if match.groups() in wanted]
    starts = {start for start, _ in sentences(block.text)} if found else set()
    for match in found:
        before = _IN_NAME.search(block.text, 0, match.start())
        if (before and before.start() not in starts) or _is_small(match[1]) or _is_small(match[2]):
            continue
        if match.start() not in starts and block.text[: match.start()].rstrip()[-1:] not in tuple(".:!?•"):
            yield match[1], match[2], Span(*match.span())


def _is_small(word: str) -> bool:
    return word.lower() in editing_words("small")


# --- the small words of Dutch surnames


def _of_particles(facts: Facts, document: Document) -> Iterator[Finding]:
    given, bare = _particle_patterns()
    text = [block for block in facts.prose(document) if not block.text.isupper()]
    surnames = {match["name"] for block in text for match in _capital_particle().finditer(block.text)}
    if not surnames:
        return
    found: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    for block in text:
        for match in given.finditer(block.text):
            particle = match["particle"]
            first = match["first"].lower()
            if particle[0].isupper() and not _is_title(first) and match["name"] in surnames:
                found["given", f"{match['first']} {particle.lower()} {match['name']}"].append(
                    Spot(document, block.index, Span(match.start("particle"), match.end("name")))
                )
        for match in bare.finditer(block.text):
            if match["name"] in surnames:
                usual = f"{match['particle'].capitalize()} {match['name']}"
                found["bare", usual].append(
                    Spot(document, block.index, Span(match.start("particle"), match.end("name")))
                )
    for (kind, usual), spots in found.items():
        message = facts.say(_MESSAGES[kind], usual=usual)
        again = tuple(Related(spot, facts.say(SAME_FORM)) for spot in spots[1:])
        reasons = (facts.say(_REASONS["particle"]),)
        yield Finding("name-variant", "info", message, spots[0], again, None, 0.7, reasons=reasons)


def _is_title(word: str) -> bool:
    return word in editing_words("people") or word in editing_words("small")


@cache
def _particles() -> str:
    words = sorted(editing_words("particles", "nl"), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, words))


@cache
def _particle_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A first name with the small word behind it, and a title in small letters with it."""
    people = "|".join(sorted(editing_words("people", "nl")))
    name = r"(?P<name>[A-Z][a-zß-öø-ÿ]+)\b"
    capital = rf"(?P<particle>(?i:{_particles()}))"
    return (
        re.compile(rf"(?<![.!?:] )(?<!^)\b(?P<first>[A-Z][a-zß-öø-ÿ]+) {capital} {name}"),
        re.compile(rf"\b(?:{people}) (?P<particle>{_particles()}) {name}"),
    )


@cache
def _capital_particle() -> re.Pattern[str]:
    return re.compile(r"(?<=[a-z,] )(?P<particle>(?:Van|Von|Ter|Ten)(?: (?:der|den|de))?) (?P<name>[A-Z][a-z]+)\b")


RULE = rule("name-variant", "info", check)
