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
Options: style = "majority": or the forms this house writes, with # for the number, such as "€ #" or "€ #, # %"
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docdiff.checks.base import Finding, Related, rule
from docdiff.errors import UsageError
from docdiff.facts import Facts
from docdiff.facts.numbers import Amount, find_amounts, unit_of

_MESSAGES = {
    "en": "Written as “{here}” in {count} places; most are written as “{usual}”.",
    "nl": "Zo geschreven (“{here}”) op {count} plaatsen; de meeste staan er als “{usual}”.",
}
_HOUSE = {
    "en": "Written as “{here}” in {count} places; the settings ask for “{usual}”.",
    "nl": "Zo geschreven (“{here}”) op {count} plaatsen; de instellingen vragen “{usual}”.",
}
_AGAIN = {"en": "written so too", "nl": "ook zo geschreven"}
_USUAL = {"en": "the usual way", "nl": "zoals gebruikelijk"}


def check(facts: Facts) -> Iterator[Finding]:
    style = facts.option("number-style", "style", "majority")
    house = {unit_of(form): form for form in map(str.strip, style.split(",")) if style != "majority"}
    if "" in house:
        raise UsageError(f"The option style of the rule number-style is {style!r}. Write “majority”, or “€ #, # %”.")
    for document in facts.documents:
        styles: defaultdict[str, defaultdict[str, list[Amount]]] = defaultdict(lambda: defaultdict(list))
        for block in document.body:
            for amount in find_amounts(document, block):
                styles[amount.unit][amount.style].append(amount)
        for unit, forms in styles.items():
            usual = house.get(unit) or max(forms, key=lambda form: len(forms[form]))
            for form, amounts in forms.items():
                if form != usual:
                    yield _tell(facts, amounts, forms.get(usual), usual)


def _tell(facts: Facts, amounts: list[Amount], usual: list[Amount] | None, form: str) -> Finding:
    first, *more = amounts
    related = [Related(item.spot(), facts.say(_AGAIN)) for item in more]
    if usual:
        related.append(Related(usual[0].spot(), facts.say(_USUAL)))
    message = facts.say(
        _MESSAGES if usual else _HOUSE, here=first.text, count=len(amounts), usual=usual[0].text if usual else form
    )
    return Finding("number-style", "info", message, first.spot(), tuple(related))


RULE = rule("number-style", "info", check, on=False, options={"style": "majority"})
