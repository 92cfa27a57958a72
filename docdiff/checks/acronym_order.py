"""An acronym is used before it is explained.

What it finds: an acronym in running text, whose explanation comes only in a later block of the same document, in a
    document that explains most of its acronyms where they come first. Headings do not count; in questions and answers,
    which are not read from front to back, the rule is less sure.
Why: the reader meets the riddle before its answer.
Finds:
    De Raad Verkeer en Vervoer (RVV) is er. / Het Fonds Lokaal Spoor (FLS) ook. / Uit het MPS komt in dit jaar al het
        geld. / Dat is het Meerjarig Plan Spoor (MPS).
    The Water Safety Board (WSB) is here. / So is the Local Rail Fund (LRF). / The MRP pays for all of it in this year.
        / That is the Multiannual Rail Plan (MRP).
Quiet:
    Dat is het Meerjarig Plan Spoor (MPS). / Uit het MPS komt geld.
    # Het MPS / Dat is het Meerjarig Plan Spoor (MPS). / Uit het MPS komt geld.  # a heading
    De NAVO is sterk. / De Noord-Atlantische Verdragsorganisatie (NAVO) telt leden.  # known
    The MRP pays for it. || That is the Multiannual Rail Plan (MRP).  # another document
    De Raad Verkeer en Vervoer (RVV) is er, en het is de raad van de stad. / Ook het Fonds Lokaal Spoor (FLS) is er
        voor de stad. / En het Meerjarig Stadsplan (MSP) is van de stad. / Use the MRP for all of it in this year and
        the next. / That is the Multiannual Rail Plan (MRP) of the town for the year.  # an annex in another language
    The MRP (see below) pays. / The LRF too. / That is the Multiannual Rail Plan (MRP), or the Local Rail Fund (LRF). #
        the style of this document
Options: none
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docdiff.checks.base import Finding, Related, rule
from docdiff.facts import Facts
from docdiff.facts.acronyms import Definition, Use, explained_beside, fold, is_known
from docdiff.text import guess_language

_SHARE = 0.75  # of the acronyms a document explains, those it explains where they come first
_LEAST = 3  # acronyms a document explains
_MESSAGES = {
    "en": "{acronym} is used here before it is explained as “{words}”. Explain it here.",
    "nl": "{acronym} wordt hier gebruikt voordat het wordt uitgelegd als “{words}”. Leg het hier uit.",
}
_EXPLAINED = {"en": "explained only here", "nl": "hier pas uitgelegd"}
_STYLE = {
    "en": "{count} of {all} are explained where they come first",
    "nl": "{count} van {all} worden uitgelegd waar ze het eerst staan",
}


def check(facts: Facts) -> Iterator[Finding]:
    explained: defaultdict[int, dict[str, Definition]] = defaultdict(dict)
    before: dict[str, int] = {}  # the first document that explains an acronym: later ones may count on it
    for key, definitions in facts.acronyms.definitions.items():
        for definition in definitions:
            explained[id(definition.document)].setdefault(key, definition)
            before.setdefault(key, id(definition.document))
    for document in facts.documents:
        mine = explained.get(id(document), {})
        early = [found for found in (_early(facts, definition) for definition in mine.values()) if found]
        in_order = len(mine) - len(early)
        if not early or in_order < 2 or len(mine) < _LEAST or in_order < 0.6 * len(mine):
            continue
        style = facts.say(_STYLE, count=in_order, all=len(mine))
        for use in (use for use in early if before[use.key] == id(document)):
            definition = mine[use.key]
            yield Finding(
                "acronym-order",
                "info",
                facts.say(_MESSAGES, acronym=use.key, words=" ".join(definition.text.split())),
                use.spot(),
                (Related(definition.spot(), facts.say(_EXPLAINED)),),
                confidence=0.5
                if facts.questions(document) or (in_order < _SHARE * len(mine) and len(mine) > 2 * _LEAST)
                else 0.7,
                reasons=(style,),
            )


def _early(facts: Facts, definition: Definition) -> Use | None:
    """The first use of an acronym in running text, when it stands in a block before its explanation."""
    if is_known(definition.key) or definition.at.start < definition.expansion.start:
        return None
    document = definition.document
    language = guess_language([document.blocks[definition.block].text], least=4)
    if language and document.language and language != document.language:
        return None  # an annex in another language explains for itself
    for use in facts.acronyms.uses.get(definition.key, ()):
        if use.document is not definition.document:
            continue
        if use.block >= definition.block:
            return None
        if explained_beside(use, ()) or definition.words[0] in fold(use.document.blocks[use.block].text):
            return None
        block = use.document.blocks[use.block]
        if block.text[use.at.start - 1 : use.at.start] == "(" and block.text[use.at.end : use.at.end + 1] == ")":
            return None  # explained in words whose letters do not fit, as in another language
        # A line without a full stop may be of a table of contents, or a heading its reader did not know for one.
        if block.kind in ("paragraph", "list_item") and len(block.text) >= 40 and block.text.rstrip()[-1] in '.!?;:)”"':
            return use
    return None


RULE = rule("acronym-order", "info", check)
