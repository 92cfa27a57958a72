"""Amounts or percentages are written in more than one way.

What it finds: "3,5 %" where the document has "3,5%", "€ 700" where it has "€700", "EUR 90" where it has "€90". One
    finding for each rarer way in a document. Off unless selected.
Why: one way looks cared for.
Finds:
    De norm is 3,5% van het bbp. / Nu is het 2%. / De 3,5 % wordt in 2035 gehaald.
    The loan is €90 million. / Of this €30 million is spent. / The rest is € 60 million.
Quiet:
    De norm is 3,5% van het bbp. / Nu is het 2%.
    The loan is €90 million. / Of this 2% is spent.
    De lening is €90 miljoen. || De lening is € 90 miljoen.  # two documents
    The loan is €90 million, or $107 million.  # two currencies
    The room has number 35 and the house 107.
Options: none
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docdiff.checks.base import Finding, Related, rule
from docdiff.facts import Facts
from docdiff.facts.numbers import Amount, find_amounts

_MESSAGES = {
    "en": "Written as “{here}” in {count} places; most are written as “{usual}”.",
    "nl": "Zo geschreven (“{here}”) op {count} plaatsen; de meeste staan er als “{usual}”.",
}
_AGAIN = {"en": "written so too", "nl": "ook zo geschreven"}
_USUAL = {"en": "the usual way", "nl": "zoals gebruikelijk"}


def check(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        styles: defaultdict[str, defaultdict[str, list[Amount]]] = defaultdict(lambda: defaultdict(list))
        for block in document.body:
            for amount in find_amounts(document, block):
                styles[amount.unit][amount.style].append(amount)
        for forms in styles.values():
            usual, *others = sorted(forms.values(), key=lambda amounts: -len(amounts))
            for amounts in others:
                yield _tell(facts, amounts, usual)


def _tell(facts: Facts, amounts: list[Amount], usual: list[Amount]) -> Finding:
    first, *more = amounts
    related = [Related(item.spot(), facts.say(_AGAIN)) for item in more]
    related.append(Related(usual[0].spot(), facts.say(_USUAL)))
    message = facts.say(_MESSAGES, here=first.text, count=len(amounts), usual=usual[0].text)
    return Finding("number-style", "info", message, first.spot(), tuple(related))


RULE = rule("number-style", "info", check, on=False)
