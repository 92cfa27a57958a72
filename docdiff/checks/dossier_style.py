"""Papers are referred to in more than one form.

What it finds: "36 045, nr. 267" beside "36045, nr. 243" and "28676-560" in one document. One finding for each rarer
    form. Off unless selected.
Why: one form looks cared for, and can be searched.
Finds:
    Dat staat in Kamerstuk 36 045, nr. 267. / Zie Kamerstuk 36 045, nr. 268. / Het is Kamerstuk 36045, nr. 269.
    The paper is 36800-X-82, the letter 28676-560, and the report is in 36 045, nr. 3.
Quiet:
    Zie Kamerstuk 36 045, nr. 267 en Kamerstuk 28 676, nr. 560.
    Zie Kamerstuk 36800-X-82 en Kamerstuk 28676-560.
    Zie Kamerstuk 36 045, nr. 267. || Zie Kamerstuk 36045, nr. 269.  # two documents
    The paper is 36800-X-82 and the letter is 28676-560.
    De postcode is 2500 ES en het bedrag 36 045 euro.
Options: style = "majority": or one for all documents: "space" (36 045, nr. 267), "plain" (36045, nr. 267) or "dash"
    (36045-267)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docdiff.checks.base import Finding, Related, rule
from docdiff.errors import UsageError
from docdiff.facts import Facts
from docdiff.facts.references import Paper, find_papers

_MESSAGES = {
    "en": "Papers referred to in this form: {count}; most are given as in “{usual}”.",
    "nl": "Verwijzingen in deze vorm: {count}; de meeste staan er als “{usual}”.",
}
_HOUSE = {
    "en": "Papers referred to in this form: {count}; the settings ask for that of “{usual}”.",
    "nl": "Verwijzingen in deze vorm: {count}; de instellingen vragen die van “{usual}”.",
}
_EXAMPLES = {"space": "36 045, nr. 267", "plain": "36045, nr. 267", "dash": "36045-267"}
_STYLES = ("majority", *_EXAMPLES)
_AGAIN = {"en": "this form too", "nl": "ook deze vorm"}
_USUAL = {"en": "the usual form", "nl": "de gebruikelijke vorm"}


def check(facts: Facts) -> Iterator[Finding]:
    style = facts.option("dossier-style", "style", "majority")
    if style not in _STYLES:
        raise UsageError(f"The option style of the rule dossier-style is {style!r}. Use one of: {', '.join(_STYLES)}.")
    for document in facts.documents:
        forms: defaultdict[str, list[Paper]] = defaultdict(list)
        for paper in find_papers(document):
            forms[paper.form].append(paper)
        usual = style if style != "majority" else max(forms, key=lambda form: len(forms[form]), default="")
        for form, papers in forms.items():
            if form != usual:
                yield _tell(facts, papers, forms.get(usual), _EXAMPLES.get(usual, ""))


def _tell(facts: Facts, papers: list[Paper], usual: list[Paper] | None, example: str) -> Finding:
    first, *more = papers
    related = [Related(paper.spot(), facts.say(_AGAIN)) for paper in more]
    if usual:
        related.append(Related(usual[0].spot(), facts.say(_USUAL)))
    shown = " ".join(usual[0].spot().text.split()) if usual else example
    message = facts.say(_MESSAGES if usual else _HOUSE, count=len(papers), usual=shown)
    return Finding("dossier-style", "info", message, first.spot(), tuple(related))


RULE = rule("dossier-style", "info", check, on=False, options={"style": "majority"})
