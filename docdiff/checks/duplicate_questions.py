"""A set of questions and answers is there twice.

What it finds: two and more questions that stand again with their answers, in the same document or in another.
Why: a set that was pasted twice doubles the document, and a correction in one copy leaves the other wrong.
Finds:
    Vraag 1 / Waarom is de brug over het kanaal dicht? / Antwoord / Omdat er scheuren in de noordelijke pijler zitten.
        / Vraag 2 / Wanneer gaat de brug weer open voor het verkeer? / Antwoord / Naar verwachting aan het eind van mei.
        / Vraag 1 / Waarom is de brug over het kanaal dicht? / Antwoord / Omdat er scheuren in de noordelijke pijler
        zitten. / Vraag 2 / Wanneer gaat de brug weer open voor het verkeer? / Antwoord / Naar verwachting aan het eind
        van mei.
    Question 1 / Why is the bridge across the canal closed? / Answer / Because of the cracks in its northern pillar.
        / Question 2 / When will the bridge be open to traffic again? / Answer / At the end of May, as far as we know.
        / Question 3 / Who pays for the new bridge and for the ferry? / Answer / The province does, for the most part.
        || Question 1 / Why is the bridge across the canal closed? / Answer / Because of the cracks in its northern
        pillar. / Question 2 / When will the bridge be open to traffic again? / Answer / At the end of May, as far as we
        know. / Question 3 / What becomes of the trees along the canal? / Answer / They stay, and six more are planted.
Quiet:
    Vraag 1 / Waarom is de brug over het kanaal dicht? / Antwoord / Omdat er scheuren in de noordelijke pijler zitten.
        / Vraag 2 / Wanneer gaat de brug weer open? / Antwoord / Omdat er scheuren in de noordelijke pijler zitten.
    Vraag 1 / Waarom is de brug over het kanaal dicht? / Antwoord / Zie het antwoord op vraag 2. / Vraag 2 / Wanneer
        gaat de brug weer open? / Antwoord / Zie het antwoord op vraag 1.
    Vraag 1 / Waarom is de brug dicht? / Antwoord / Door scheuren. / Vraag 1 / Wie betaalt de nieuwe school? / Antwoord
        / Dat doet de gemeente, samen met het bestuur van de scholen.  # numbering begins anew with other questions
    Question 1 / Why is the bridge across the canal closed? / Answer / Because of the cracks in its northern pillar.
        || Question 1 / Who pays for the new school in the north? / Answer / The town and the board of the schools do.
    Question 1 / Why is it closed? / Answer / See the answer to question 2. / Question 2 / Why? / Answer / Cracks.
Options: none
"""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.checks.base import Finding, rule
from docdiff.checks.passages import lines, related, spot
from docdiff.facts import Facts
from docdiff.repeats import Duplicate
from docdiff.saying import numbers

LEAST_QUESTIONS = 2

_MESSAGES = {
    "en": "Questions {numbers} stand here a second time; the first time is {where}. {same} Delete one of the two sets.",
    "nl": "De vragen {numbers} staan hier voor de tweede keer; de eerste keer is {where}. {same} "
    "Haal een van de twee reeksen weg.",
}
_HERE = {"en": "on lines {first} to {last}", "nl": "op regel {first} tot en met {last}"}
_THERE = {"en": "in {other}, lines {first} to {last}", "nl": "in {other}, regel {first} tot en met {last}"}
_SAME = {"en": "Both sets say the same.", "nl": "Beide reeksen zijn gelijk."}
_DIFFERENT = {
    "en": "{share} of the words are the same: see what differs before you do.",
    "nl": "{share} van de woorden is gelijk: bekijk eerst wat er verschilt.",
}
_RELATED = {"en": "the first time", "nl": "de eerste keer"}


def covers_questions(pair: Duplicate) -> bool:
    """Whether a passage holds whole questions with their answers on both sides."""
    return pair.level == "passage" and min(len(side) for side in pair.questions) >= LEAST_QUESTIONS


def check(facts: Facts) -> Iterator[Finding]:
    for pair in facts.duplicates.pairs:
        if not covers_questions(pair) or facts.filled_in(pair):
            continue
        first, last = lines(facts, pair.a)
        inside = pair.a.document == pair.b.document
        where = facts.say(
            _HERE if inside else _THERE, other=facts.documents[pair.a.document].source.name, first=first, last=last
        )
        same = facts.say(_DIFFERENT if pair.relation == "near" else _SAME, share=f"{pair.resemblance:.0%}")
        yield Finding(
            "duplicate-questions",
            "error",
            facts.say(_MESSAGES, numbers=numbers(pair.questions[1]), where=where, same=same),
            spot(facts, pair.b),
            related(facts, pair.a, _RELATED),
            confidence=pair.resemblance,
        )


RULE = rule("duplicate-questions", "error", check, scope="all")
