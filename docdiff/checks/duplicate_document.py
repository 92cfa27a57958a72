"""The same document is there twice.

What it finds: two documents with the same text, or with four fifths of their words in common.
Why: both get sent, or only one of them gets the last corrections.
Finds:
    De rivier is dit voorjaar drie keer buiten haar oevers getreden, en telkens liep het hele dorp onder water, van de
        kerk tot de molen. || De rivier is dit voorjaar drie keer buiten haar oevers getreden, en telkens liep het hele
        dorp onder water, van de kerk tot de molen.
    The council has looked at the three offers and prefers the second, because it is the only one with a guarantee of
        ten years. || The Council has looked at the three offers and prefers the second, because it is the only one with
        a guarantee of ten years.
Quiet:
    De rivier is dit voorjaar drie keer buiten haar oevers getreden, en telkens liep het hele dorp onder water.
        || De school aan de Kerkstraat krijgt een nieuw dak, omdat het oude sinds de storm van januari lekt.
    De rivier is buiten haar oevers getreden. / De dijk wordt een meter hoger, en er komen wilgen langs te staan.
        || De rivier is buiten haar oevers getreden. / De school krijgt een dak, en een nieuwe deur aan de voorkant.
    The council prefers the second offer. || The council prefers the third offer, and has written so to all firms.
    Dear reader, / The bridge is closed until May, and there is no other way across the river for lorries than north.
        || Dear reader, / The school gets a new roof, because the old one has leaked ever since the storm of January.
    Ja, dat klopt. || Ja, dat klopt. / Maar de kosten zijn inmiddels hoger dan in het vorige jaar was begroot.
Options: none
"""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.checks.base import Finding, rule
from docdiff.checks.facts import Facts
from docdiff.checks.passages import related, spot

_MESSAGES = {
    "identical": {
        "en": "This is the same document as {other}. Send one of them.",
        "nl": "Dit is hetzelfde document als {other}. Verstuur er één.",
    },
    "same-text": {
        "en": "This is the same text as {other}; only layout, case or punctuation marks differ. Send one of them.",
        "nl": "Dit is dezelfde tekst als {other}; alleen opmaak, hoofdletters of leestekens verschillen. "
        "Verstuur er één.",
    },
    "near": {
        "en": "This is nearly the same document as {other}: {share} of the words are equal. Is one an older version?",
        "nl": "Dit is bijna hetzelfde document als {other}: {share} van de woorden is gelijk. "
        "Is een van beide een oudere versie?",
    },
}
_RELATED = {"en": "the other one", "nl": "het andere"}


def check(facts: Facts) -> Iterator[Finding]:
    for pair in facts.duplicates.pairs:
        if pair.level != "document" or pair.relation == "contained":
            continue
        other = facts.documents[pair.a.document].source.name
        yield Finding(
            "duplicate-document",
            "error",
            facts.say(_MESSAGES[pair.relation], other=other, share=f"{pair.resemblance:.0%}"),
            spot(facts, pair.b),
            related(facts, pair.a, _RELATED),
            confidence=pair.resemblance,
        )


RULE = rule("duplicate-document", "error", check)
