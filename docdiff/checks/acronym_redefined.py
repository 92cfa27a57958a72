"""An acronym is explained more than once in a document.

What it finds: an acronym that is written in full again, in the same words, in a later block of the same document. Off
    unless selected: in long documents some repeat themselves on purpose.
Why: the second explanation makes a reader think of a second thing.
Finds:
    Het Meerjarig Plan Spoor (MPS) is er. / Uit het MPS komt geld. / Het Meerjarig Plan Spoor (MPS) is op.
    The Multiannual Rail Plan (MRP) is here. / Money comes from the Multiannual Rail Plan (MRP).
Quiet:
    Het Meerjarig Plan Spoor (MPS) is er. / Uit het MPS komt geld.
    # Het Meerjarig Plan Spoor (MPS) / Het Meerjarig Plan Spoor (MPS) is er.  # a heading does not count
    The Multiannual Rail Plan (MRP) is here. || Money comes from the Multiannual Rail Plan (MRP).  # two documents
    Artificial intelligence (AI) is here. / Amnesty International (AI) is in London.  # two things
    Het Europees Spoorfonds (ESF) is er. / The European Rail Fund (ERF) is here.
Options: none
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docdiff.checks.base import Finding, Related, rule
from docdiff.facts import Facts
from docdiff.facts.acronyms import Definition

_MESSAGES = {
    "en": "{acronym} was explained before; the acronym alone is enough here.",
    "nl": "{acronym} is al eerder uitgelegd; hier is de afkorting alleen genoeg.",
}
_FIRST = {"en": "explained here first", "nl": "hier voor het eerst uitgelegd"}
_AGAIN = {"en": "explained here again", "nl": "hier nog eens uitgelegd"}


def check(facts: Facts) -> Iterator[Finding]:
    for key, definitions in facts.acronyms.definitions.items():
        same: defaultdict[tuple[int, str], list[Definition]] = defaultdict(list)
        for definition in definitions:
            if definition.document.blocks[definition.block].kind not in ("heading", "footnote"):
                same[id(definition.document), definition.words[0]].append(definition)
        for first, *others in same.values():
            if others:
                second, *more = others
                related = [Related(first.spot(), facts.say(_FIRST))]
                related += [Related(item.acronym_spot(), facts.say(_AGAIN)) for item in more]
                message = facts.say(_MESSAGES, acronym=key)
                yield Finding("acronym-redefined", "info", message, second.acronym_spot(), tuple(related))


RULE = rule("acronym-redefined", "info", check, on=False)
