"""An answer is given twice.

What it finds: an answer that is another answer again: word for word, nearly, or as part of a longer one; and two
answers that share stretches of thirty-two words at least.
Why: often it is meant; when it is not, the second question was not answered. And what is mended in one has to be mended
in the other.
Finds:
    Vraag 1 / Waarom is de brug dicht? / Antwoord / Omdat er scheuren in de noordelijke pijler zitten. / Vraag 2 / Wat
        kost een nieuwe? / Antwoord / Omdat er scheuren in de noordelijke pijler zitten.
    Question 1 / Why is the bridge closed? / Answer / It is old. The province pays for the new bridge and for the ferry,
        which sails every day until the bridge is open. / Question 2 / Who pays? / Answer / That is known: the province
        pays for the new bridge and for the ferry, which sails every day until the bridge is open. The town pays for the
        trees, for the lamps and for the benches along the quay.
    Question 1 / Why is the bridge closed? / Answer / There are three cracks in the northern pillar of the bridge.
        / Question 2 / What does a new one cost? / Answer / There are four cracks in the northern pillar of the bridge.
Quiet:
    Vraag 1 / Waarom is de brug dicht? / Antwoord / Door scheuren in de pijler. / Vraag 2 / Wat kost een nieuwe?
        / Antwoord / Zie het antwoord op vraag 1. / Vraag 3 / En de oude? / Antwoord / Zie het antwoord op vraag 1.
    Vraag 1 / Is de brug dicht? / Antwoord / Ja, dat klopt. / Vraag 2 / Blijft dat zo? / Antwoord / Ja, dat klopt.
    Vraag 1 / Waarom is de brug dicht? / Antwoord / Omdat er scheuren in de noordelijke pijler zitten. / Vraag 2 / Wat
        kost een nieuwe? / Antwoord / Dat wordt uitgezocht, en in mei hoort u daar meer over.
    Question 1 / Why is it closed? / Answer / There are cracks in the pillar. / Question 2 / What does it cost? / Answer
        / Nobody knows yet, and nobody will before the end of May.
    Question 1 / Why is it closed? / Answer / See the answer to question 2, please. / Question 2 / And why now? / Answer
        / See the answer to question 1, please.
Options: none
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.copied import shared_confidence
from docdiff.checks.passages import differences_of, lines, shared_words, spot
from docdiff.facts import Facts
from docdiff.repeats import Duplicate
from docdiff.runs import Passage
from docdiff.saying import numbers

_MESSAGES = {
    "identical": {
        "en": "{here} is {there} again, word for word.",
        "nl": "{here} is woordelijk gelijk aan {there}.",
    },
    "same-text": {
        "en": "{here} is {there} again; only layout or footnote numbers differ.",
        "nl": "{here} is gelijk aan {there}; alleen opmaak of nootnummers verschillen.",
    },
    "near": {
        "en": "{here} is nearly {there} again.{differences}",
        "nl": "{here} is bijna gelijk aan {there}.{differences}",
    },
    "contained": {
        "en": "{here} holds {there}.{differences}",
        "nl": "{there} staat in {here}.{differences}",
    },
    "parts": {
        "en": "{here} has words in common with {there}: {words}.{differences}",
        "nl": "{here} heeft woorden gemeen met {there}: {words}.{differences}",
    },
}
_NUMBERED = {"en": "answer {number}", "nl": "antwoord {number}"}
_ON_LINE = {"en": "the answer on line {line}", "nl": "het antwoord op regel {line}"}


def check(facts: Facts) -> Iterator[Finding]:
    pairs = [pair for pair in facts.duplicates.pairs if pair.level == "answer" and not facts.filled_in(pair)]
    again = _shared_elsewhere(pairs)
    for at, pair in enumerate(pairs):
        if at not in again:
            yield _finding(facts, pair)


def _shared_elsewhere(pairs: Sequence[Duplicate]) -> frozenset[int]:
    """The pairs that share nothing but words which the later answer shares, and more of them, with another one.

    A sentence that stands in three answers is told of the second and of the third, not of the third twice.
    """
    found: set[int] = set()
    told: defaultdict[Passage, set[tuple[int, int]]] = defaultdict(set)
    for at in sorted(range(len(pairs)), key=lambda at: (-_size(pairs[at]), at)):
        words = {
            (block, offset)
            for part in pairs[at].parts
            for block, span in part.b
            for offset in range(span.start, span.end)
        }
        if words and words <= told[pairs[at].b]:
            found.add(at)
        told[pairs[at].b] |= words
    return frozenset(found)


def _size(pair: Duplicate) -> int:
    """The characters of the later answer that a pair shares as parts."""
    return sum(span.end - span.start for part in pair.parts for _, span in part.b)


def _finding(facts: Facts, pair: Duplicate) -> Finding:
    here, there = pair.b, pair.a
    name, other = _name(facts, here, pair.questions[1]), _name(facts, there, pair.questions[0])
    elsewhere = "" if here.document == there.document else f" in {facts.documents[there.document].source.name}"
    message = facts.say(
        _MESSAGES["parts" if pair.parts else pair.relation],
        here=name,
        there=other + elsewhere,
        words=shared_words(facts, pair),
        differences=differences_of(facts, pair),
    )
    return Finding(
        "repeated-answer",
        "info",
        message[0].upper() + message[1:],
        spot(facts, here),
        (Related(spot(facts, there), other),),
        confidence=shared_confidence(facts, pair) if pair.parts else max(pair.resemblance, pair.containment),
    )


def _name(facts: Facts, answer: Passage, questions: tuple[int, ...]) -> str:
    """What to call an answer: by its number, else by its line."""
    if questions:
        return facts.say(_NUMBERED, number=numbers(questions))
    return facts.say(_ON_LINE, line=lines(facts, answer)[0])


RULE = rule("repeated-answer", "info", check, scope="all")
