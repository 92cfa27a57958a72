"""One document lies inside another.

What it finds: a document whose whole text, or nine tenths of it and more, stands in a longer one as well. Of four
fifths, and of what stands in three others and more, the confidence is low (0.5): forms and templates share that much.
Why: a note for the inside was pasted into a letter for the outside, or a mistake mended in one will stay in the other.
Finds:
    De rivier is dit voorjaar drie keer buiten haar oevers getreden, en telkens liep het hele dorp onder water, van de
        kerk tot de molen. || Geachte raad, / De school aan de Kerkstraat krijgt voor de winter een nieuw dak en een
        nieuwe deur. / De rivier is dit voorjaar drie keer buiten haar oevers getreden, en telkens liep het hele dorp
        onder water, van de kerk tot de molen. / Hoogachtend, de burgemeester
    The council has looked at the three offers and prefers the second, because it is the only one with a guarantee of
        ten years. || A letter to all residents. / The council has looked at the three offers and prefers the second,
        because it is the only one with a guarantee of ten years. / Work begins in May and ends before the summer.
Quiet:
    De rivier is dit voorjaar drie keer buiten haar oevers getreden, en telkens liep het hele dorp onder water.
        || De school aan de Kerkstraat krijgt een nieuw dak, omdat het oude sinds de storm van januari lekt.
    Nee, dat is niet zo. || Nee, dat is niet zo. / De school krijgt een nieuw dak.  # too little to be a document
    De rivier is buiten haar oevers getreden, en wij hebben daarom besloten om de dijk met een meter te verhogen.
        || De rivier is buiten haar oevers getreden, en niemand weet nog wat daar dit jaar aan gedaan kan worden.
    The council prefers the second offer, and says so in a letter of four pages that was sent to all three firms.
        || The council prefers the third offer. / Nobody has told the firms so far, and nobody knows when they will be.
    Work begins in May. || Work begins in May. / The street is closed until the end of June, says the contractor.
Options: none
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docdiff.checks.base import Finding, rule
from docdiff.checks.passages import lines, related, spot
from docdiff.facts import Facts

_MESSAGES = {
    "en": "{what} stands in {other} as well, on lines {first} to {last} there "
    "(blocks {a} here, {b} there). Was it pasted in by mistake?",
    "nl": "{what} staat ook in {other}, daar op regel {first} tot en met {last} "
    "(blokken {a} hier, {b} daar). Is het er per ongeluk in geplakt?",
}
_LEAST_SHARE = 0.9
_MOST_TIMES = 2
_UNSURE = 0.5
_ALL = {"en": "All of this document", "nl": "Dit hele document"}
_MOST = {"en": "{share} of this document", "nl": "{share} van dit document"}
_RELATED = {"en": "here it stands again", "nl": "hier staat het nog eens"}


def check(facts: Facts) -> Iterator[Finding]:
    contained = [pair for pair in facts.duplicates.pairs if pair.level == "document" and pair.relation == "contained"]
    times = Counter(pair.a.document for pair in contained)
    for pair in contained:
        if facts.filled_in(pair):
            continue
        first, last = lines(facts, pair.b)
        whole = pair.containment >= 1
        yield Finding(
            "contained-document",
            "error",
            facts.say(
                _MESSAGES,
                what=facts.say(_ALL) if whole else facts.say(_MOST, share=f"{min(pair.containment, 0.99):.0%}"),
                other=facts.documents[pair.b.document].source.name,
                first=first,
                last=last,
                a=f"{pair.a.first}–{pair.a.last}",
                b=f"{pair.b.first}–{pair.b.last}",
            ),
            spot(facts, pair.a),
            related(facts, pair.b, _RELATED),
            confidence=_confidence(pair.containment, times[pair.a.document]),
        )


def _confidence(share: float, times: int) -> float:
    """How sure it is that a document was pasted in, of which so much stands in each of `times` others.

    What stands in many is what all of a kind have in common; less than nine tenths, a form filled in shares.
    """
    return share if share >= _LEAST_SHARE and times <= _MOST_TIMES else _UNSURE


RULE = rule("contained-document", "error", check, scope="all")
