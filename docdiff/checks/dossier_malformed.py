"""A reference to a paper cannot be right as it is written.

What it finds: a parliamentary dossier with more than five digits ("2867630806", two run together), an ECLI without its
    five parts, and a Commission document with an impossible year.
Why: who looks it up finds nothing.
Finds:
    U bent met Kamerbrief 2867630806 nr. 442 van de zaak op de hoogte gesteld.
    Zie Kamerstuk 360455, nr. 3 en het antwoord daarop.
    The court said so in ECLI:NL:HR:201:1234, and the Commission in a letter.
    The plan is in COM(20255) 95, and in the annex to it.
Quiet:
    U bent met Kamerstuk 28676 nr. 486 op de hoogte gesteld.
    Zie de Kamerstukken 28 676 en 30 806, nr. 442 en 36800-X-82.
    The court said so in ECLI:NL:HR:2019:1234, and the Commission in COM(2025) 95 and in COM(95) 12.
    Het nummer van de zaak is 2867630806 en dat van de rekening 1234567.  # no paper of parliament
    Zie Kamerstuk 21501-30-603, nr. 603 en Kamerstukken II 2019-2020, 35 300.
    The number to call is 2867630806, as the letter says.
Options: none
"""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.checks.base import Finding, rule
from docdiff.checks.copies import once
from docdiff.facts import Facts
from docdiff.facts.references import Malformed, find_malformed

_MESSAGES = {
    "run-together": {
        "en": "{text} is two dossier numbers run together: {parts}?",
        "nl": "{text} zijn twee dossiernummers aan elkaar: {parts}?",
    },
    "digits": {
        "en": "{text} is no dossier number: those have five digits.",
        "nl": "{text} is geen dossiernummer: dat heeft vijf cijfers.",
    },
    "ecli": {
        "en": "{text} is no complete ECLI: that has a country, a court, a year of four digits and a number.",
        "nl": "{text} is geen volledige ECLI: die heeft een land, een gerecht, een jaar en een nummer.",
    },
    "year": {"en": "{text} has no year of four digits.", "nl": "{text} heeft geen jaartal van vier cijfers."},
}
_AND = {"en": " and ", "nl": " en "}


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, (_tell(facts, item) for document in facts.documents for item in find_malformed(document)))


def _tell(facts: Facts, item: Malformed) -> Finding:
    parts = facts.say(_AND).join(item.parts)
    message = facts.say(_MESSAGES[item.kind], text=item.spot().text, parts=parts)
    return Finding("dossier-malformed", "error", message, item.spot(), confidence=0.9)


RULE = rule("dossier-malformed", "error", check)
