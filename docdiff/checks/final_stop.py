"""A paragraph lacks its full stop among others that have it.

What it finds: a paragraph of a whole sentence that ends in a letter or digit, in a document whose paragraphs
    otherwise end in a full stop. Headings, lists, addresses, salutations and paragraphs that a list follows are left
    alone.
Why: the end of the sentence may have been lost with it.
Finds:
    Er zijn geen aanvullende financiële overwegingen voor dit voorstel. / Er zijn geen aanvullende juridische
        overwegingen voor dit voorstel / De raad besloot op voorstel van de minister tot een nader onderzoek. / Wij
        danken de leden voor hun aandacht voor dit voorstel. / Wij zien de reactie van de leden van de raad graag
        tegemoet.
    There are no further financial aspects to this proposal at all. / There are no further legal aspects to this
        proposal at all / The council has decided to look into the matter again. / We thank the members for all their
        time and attention. / We look forward to the answer of the members.
Quiet:
    Er zijn geen aanvullende financiële overwegingen. / Er zijn geen aanvullende juridische overwegingen.
    Geachte voorzitter van de raad van de gemeente Utrecht / Hierbij ontvangt u het verslag van de raad van maart.
    The parts of this proposal are the ones given in the table here / There are no further legal aspects at all.
    The council has decided as follows: / The plan is adopted.
    # The title of a letter has no full stop at its end at all / The plan is adopted by the council at last.
Options: none (off unless selected)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.places import join_places
from docdiff.facts import Facts
from docdiff.locale.editing import editing_words
from docdiff.model import Block, Document, Span, Spot

_MESSAGES = {
    "en": "This paragraph ends without a full stop; the others have one.",
    "nl": "Deze alinea eindigt zonder punt; de andere hebben er wel een.",
}
_REASONS = {
    "en": "{count} of {all} paragraphs end in a full stop",
    "nl": "{count} van de {all} alinea's eindigen op een punt",
}
_OTHER = {"en": "ends in a full stop", "nl": "eindigt op een punt"}
_SENTENCE = 6  # words from which a paragraph is a sentence and no caption or address
_FEW = 4
_MOST = 0.8
_ENDED = re.compile(r"[.!?:;…,][\"'”’)\]\d]*\s*\Z")


def check(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        yield from join_places(facts, _find(facts, document))


def _find(facts: Facts, document: Document) -> Iterator[Finding]:
    if facts.is_technical(document):
        return
    whole = [block for block in facts.prose(document) if _is_sentence(block)]
    ended = [block for block in whole if _ENDED.search(block.text)]
    if len(ended) < _FEW or len(ended) < _MOST * len(whole):
        return
    reason = facts.say(_REASONS, count=len(ended), all=len(whole))
    following = {block.index: after for block, after in zip(document.body, document.body[1:], strict=False)}
    for block in whole:
        after = following.get(block.index)
        if block in ended or (after and after.kind == "list_item") or not block.text.rstrip()[-1:].isalnum():
            continue
        end = len(block.text.rstrip())
        at = Spot(document, block.index, Span(block.text.rstrip().rfind(" ") + 1, end))
        other = Spot(document, ended[0].index, Span(max(0, len(ended[0].text) - 20), len(ended[0].text)))
        evidence = (Related(other, facts.say(_OTHER)),)
        yield Finding("final-stop", "info", facts.say(_MESSAGES), at, evidence, confidence=0.75, reasons=(reason,))


def _is_sentence(block: Block) -> bool:
    words = block.text.lower().split()
    return (
        block.kind == "paragraph"
        and len(words) >= _SENTENCE
        and block.text[:1].isupper()
        and not editing_words("finite").isdisjoint(words)
    )


RULE = rule("final-stop", "info", check, on=False)
