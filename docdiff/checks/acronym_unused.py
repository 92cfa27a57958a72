"""An acronym is explained and then never used.

What it finds: "Budget Internationale Veiligheid (BIV)", and BIV nowhere else in the documents. Off unless selected:
    some acronyms are given because the reader knows the thing by that name.
Why: an acronym that is not used only takes attention.
Finds:
    Dit komt uit het Meerjarig Plan Spoor (MPS). / Het plan is nieuw.
    Money comes from the Multiannual Rail Plan (MRP). / The plan is new.
Quiet:
    Dit komt uit het Meerjarig Plan Spoor (MPS). / Het MPS is nieuw.
    Zie 29 984, nr. 3: het Meerjarig Plan Spoor (MPS). || Zie 29 984, nr. 4. Het MPS is nieuw.
    Money comes from the Multiannual Rail Plan (MRP). / MRP money is new.
    The board (WSB) met.  # not explained
    Money comes from the plans (see 2).
Options: none
"""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.checks.base import Finding, rule
from docdiff.facts import Facts

_MESSAGES = {
    "en": "{acronym} is explained here and never used. Leave it out.",
    "nl": "{acronym} wordt hier uitgelegd en nergens gebruikt. Laat het weg.",
}


def check(facts: Facts) -> Iterator[Finding]:
    for key, definitions in facts.acronyms.definitions.items():
        own = {(id(item.document), item.block, item.at.start) for item in definitions}
        uses = [
            use for use in facts.acronyms.uses.get(key, ()) if (id(use.document), use.block, use.at.start) not in own
        ]
        if not uses and len({item.words for item in definitions}) == 1 and not key.islower():
            yield Finding("acronym-unused", "info", facts.say(_MESSAGES, acronym=key), definitions[0].acronym_spot())


RULE = rule("acronym-unused", "info", check, on=False)
