"""A passage stands more than once.

What it finds: a paragraph of twelve words and more, or several in a row, that stands again elsewhere, as it was or
nearly, or lies in a longer one.
Why: what is mended in one place has to be mended in the other; and where two copies differ, one of them may be wrong.
Finds:
    De rivier is dit voorjaar drie keer buiten haar oevers getreden, en telkens liep het dorp onder water. / De school
        krijgt een nieuw dak. / De rivier is dit voorjaar drie keer buiten haar oevers getreden, en telkens liep het
        dorp onder water.
    The council prefers the second offer, because it is the only one that comes with a guarantee. / Work begins in May.
        / The council prefers the third offer, because it is the only one that comes with a guarantee.
Quiet:
    De rivier is dit voorjaar buiten haar oevers getreden. / De school aan de Kerkstraat krijgt een nieuw dak.
    # Inleiding / De rivier is buiten haar oevers getreden. / # Inleiding / De school krijgt een nieuw dak.
    Wij danken u voor uw brief. / De dijk wordt hoger. / Wij danken u voor uw brief.  # too short to matter
    De leden van de Groene partij hebben met belangstelling kennisgenomen van het voorstel over de dijk en de brug. / De
        leden van de Blauwe partij vinden dat er eerst een plan voor de school en haar dak moet komen.
    The council prefers the second offer, because it comes with a guarantee. / Work on the bridge begins in May.
    Yours sincerely, / The mayor / Yours sincerely, / The mayor
Options: none
"""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.checks.base import Finding, rule
from docdiff.checks.duplicate_questions import covers_questions
from docdiff.checks.facts import Facts
from docdiff.checks.passages import answer_holding, differences, lines, related, spot
from docdiff.duplicates import Duplicate
from docdiff.runs import Passage

_MESSAGES = {
    "same": {
        "en": "The same text stands {where}.",
        "nl": "Dezelfde tekst staat {where}.",
    },
    "near": {
        "en": "Nearly the same text stands {where}.{differences}",
        "nl": "Bijna dezelfde tekst staat {where}.{differences}",
    },
    "contained": {
        "en": "This text lies in a longer one {where}.",
        "nl": "Deze tekst staat in een langere tekst {where}.",
    },
}
_ON_LINE = {"en": "on line {line}", "nl": "op regel {line}"}
_IN_ANSWER = {"en": "in answer {number} (line {line})", "nl": "in antwoord {number} (regel {line})"}
_IN_DOCUMENT = {"en": "in {other}, line {line}", "nl": "in {other}, regel {line}"}
_RELATED = {"en": "the other place", "nl": "de andere plaats"}


def check(facts: Facts) -> Iterator[Finding]:
    for pair in facts.duplicates.pairs:
        if pair.level in ("passage", "block") and not covers_questions(pair):
            yield _finding(facts, pair)


def _finding(facts: Facts, pair: Duplicate) -> Finding:
    # A text that lies in a longer one is pointed at itself; of two alike, the later one is.
    here, there = (pair.a, pair.b) if pair.relation == "contained" else (pair.b, pair.a)
    kind = "same" if pair.relation in ("identical", "same-text") else pair.relation
    differing = differences(facts, there, here) if kind == "near" else ""
    return Finding(
        "repeated-passage",
        "info",
        facts.say(_MESSAGES[kind], where=_where(facts, here, there), differences=differing),
        spot(facts, here),
        related(facts, there, _RELATED),
        confidence=max(pair.resemblance, pair.containment),
    )


def _where(facts: Facts, here: Passage, there: Passage) -> str:
    line = lines(facts, there)[0]
    if here.document != there.document:
        return facts.say(_IN_DOCUMENT, other=facts.documents[there.document].source.name, line=line)
    question = answer_holding(facts, there)
    if question and question.number is not None:
        return facts.say(_IN_ANSWER, number=question.number, line=line)
    return facts.say(_ON_LINE, line=line)


RULE = rule("repeated-passage", "info", check)
