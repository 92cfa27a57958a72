"""The same document is there twice.

What it finds: two documents with the same text, and (as an info) two that share four fifths of their words and look
like an older and a newer version.
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
    Geachte mevrouw De Vries, / Uw aanvraag van 3 maart is goedgekeurd, en u ontvangt op 1 mei een bedrag van 250 euro
        op de rekening die bij ons bekend is. || Geachte heer Jansen, / Uw aanvraag van 9 maart is goedgekeurd, en
        u ontvangt op 1 juni een bedrag van 400 euro op de rekening die bij ons bekend is. || Geachte heer Smit, / Uw
        aanvraag van 2 april is goedgekeurd, en u ontvangt op 1 juli een bedrag van 310 euro op de rekening die bij ons
        bekend is.  # three and more that are nearly alike are a form letter
    Ja, dat klopt. || Ja, dat klopt. / Maar de kosten zijn inmiddels hoger dan in het vorige jaar was begroot.
Options: none
"""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from docdiff.checks.base import Finding, rule
from docdiff.checks.passages import differences_of, related, spot
from docdiff.facts import Facts
from docdiff.repeats import Duplicate

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
        "en": "This looks like another version of {other}: {share} of the words are equal."
        "{differences} `docdiff redline {first} {second}` shows what differs.",
        "nl": "Dit lijkt een andere versie van {other}: {share} van de woorden is gelijk."
        "{differences} `docdiff redline {first} {second}` laat zien wat er verschilt.",
    },
}
_LITTLE_DIFFERS = 0.9
_MOST_COMPARED = 400_000  # characters
_RELATED = {"en": "the other one", "nl": "het andere"}


def check(facts: Facts) -> Iterator[Finding]:
    for pair in facts.duplicates.pairs:
        if pair.level != "document" or pair.relation == "contained" or facts.filled_in(pair):
            continue
        first, second = (facts.documents[side.document].source.name for side in (pair.a, pair.b))
        message = facts.say(
            _MESSAGES[pair.relation],
            other=first,
            share=f"{pair.resemblance:.0%}",
            first=quote(first),
            second=quote(second),
            differences=_differences(facts, pair),
        )
        yield Finding(
            "duplicate-document",
            "info" if pair.relation == "near" else "error",
            message,
            spot(facts, pair.b),
            related(facts, pair.a, _RELATED),
            confidence=pair.resemblance,
        )


def _differences(facts: Facts, pair: Duplicate) -> str:
    """What differs in words, where that is little: an amount or a date is what matters most about two versions."""
    size = sum(len(block.text) for side in (pair.a, pair.b) for block in facts.documents[side.document].blocks)
    return differences_of(facts, pair) if pair.resemblance >= _LITTLE_DIFFERS and size <= _MOST_COMPARED else ""


RULE = rule("duplicate-document", "error", check, scope="all")
