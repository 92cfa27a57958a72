"""An acronym is never explained, in a text that explains the others.

What it finds: an acronym that no document under check explains, when the words it stands for are in the text all the
    same, or when the document explains nearly all of its other acronyms. A short list of those that everybody knows,
    names of parties and products, and whatever stands in brackets are left out. One finding an acronym and document.
Why: a reader from outside does not know what it means, and the house style plainly is to say so.
Finds:
    De Raad voor Water (RVW) en het Fonds Lokaal Spoor (FLS) zijn er. / Het nieuwe Meerjarig Financieel Kader telt zeven
        jaar. / De middelen komen uit het MFK en uit de begroting.
    The Water Safety Board (WSB) and the Local Rail Fund (LRF) met. / The Multiannual Water Plan runs for seven years. /
        Money comes from the MWP and from the towns.
Quiet:
    De NAVO, de EU en de VS zijn het eens. Het KNMI niet.  # known; nothing says what KNMI is, and nothing is explained
    Het Meerjarig Financieel Kader (MFK) telt zeven jaar. / De middelen komen uit het MFK.
    De middelen komen uit het MFK. || Het Meerjarig Financieel Kader (MFK) telt zeven jaar.  # elsewhere in the set
    The Multiannual Water Plan (hereafter: MWP) runs for seven years. / Money comes from the MWP.
    THE MULTIANNUAL WATER PLAN IS HERE FOR THE MWP.  # a text in capitals has no acronyms
    Set TLS on in the configuration; use SNI and ALPN.  # a manual for who knows
    Multiple Wires Per connector are allowed. / The MWP costs nothing.  # no name, only words
Options: known = []: acronyms that everybody in this house knows, besides those that everybody knows
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from docdiff.checks.base import Finding, Related, rule
from docdiff.facts import Facts
from docdiff.facts.acronyms import Use, explained_beside, find_phrases, is_known, key_of
from docdiff.model import Document, Span, Spot

# Acronyms a document explains, and the share of all it uses that is explained: its style, when the words are found in
# the documents, and when they are not.
_FEW, _HALF = 2, 0.5
_MANY, _MOST = 6, 0.75
_SHORTEST, _LONGEST = 3, 6
_MESSAGES = {
    "en": "{acronym} is not explained anywhere. Write it in full the first time.",
    "nl": "{acronym} wordt nergens uitgelegd. Schrijf het de eerste keer voluit.",
}
_PHRASE = {
    "en": "{acronym} is not explained anywhere. If it stands for “{words}”, say so the first time.",
    "nl": "{acronym} wordt nergens uitgelegd. Staat het voor “{words}”, zeg dat dan de eerste keer.",
}
_WORDS = {"en": "words with these first letters", "nl": "woorden met deze beginletters"}
_AGAIN = {"en": "used again", "nl": "nog eens gebruikt"}
_STYLE = {"en": "the document explains {count} others", "nl": "het document legt er {count} andere wel uit"}
_MOST_PLACES = 10


def check(facts: Facts) -> Iterator[Finding]:
    known = {key_of(word) for word in facts.option("acronym-undefined", "known", [])}
    unexplained = {
        key: uses for key, uses in facts.acronyms.uses.items() if key not in known and _is_riddle(facts, key)
    }
    phrases = find_phrases(facts.documents, {key for key in unexplained if len(key) >= _SHORTEST})
    unexplained = {
        key: uses
        for key, uses in unexplained.items()
        if not any(explained_beside(use, phrases.get(key, ())) for use in uses)
    }
    styles = _styles(facts, unexplained)
    for key, uses in unexplained.items():
        by_document: defaultdict[int, list[Use]] = defaultdict(list)
        for use in uses:
            if _is_running(use):
                by_document[id(use.document)].append(use)
        for document, places in by_document.items():
            yield _report(facts, key, places, phrases.get(key), styles.get(document, (0, 0.0)))


def _is_riddle(facts: Facts, key: str) -> bool:
    """Whether an acronym is not known and not explained in any of the usual forms."""
    acronyms = facts.acronyms
    return (
        key.isalpha()
        and key.isupper()
        and 2 <= len(key) <= _LONGEST
        and not is_known(key)
        and key not in acronyms.definitions
        and key not in acronyms.bracketed
        and key not in acronyms.slips
    )


def _styles(facts: Facts, unexplained: dict[str, list[Use]]) -> dict[int, tuple[int, float]]:
    """For each document how many acronyms it explains itself, and what share of all it uses is explained anywhere."""
    own, explained, riddles = (defaultdict[int, set[str]](set) for _ in range(3))
    for key, definitions in facts.acronyms.definitions.items():
        for definition in definitions:
            own[id(definition.document)].add(key)
        for use in facts.acronyms.uses.get(key, ()):
            explained[id(use.document)].add(key)
    for key, uses in unexplained.items():
        for use in uses:
            riddles[id(use.document)].add(key)
    return {
        document: (len(keys), len(explained[document]) / max(1, len(explained[document] | riddles[document])))
        for document, keys in own.items()
    }


_PART_OF_NAME = re.compile(r"(?:[-/]?\d|[-/][A-Z]{1,3}\b)")


def _is_running(use: Use) -> bool:
    """Whether an acronym stands in a sentence, and is not part of a longer name or number."""
    block = use.document.blocks[use.block]
    if block.kind in ("heading", "footnote", "cell", "furniture", "caption") or len(block.text) < 40:
        return False
    before, after = block.text[max(0, use.at.start - 2) : use.at.start], block.text[use.at.end : use.at.end + 4]
    if _PART_OF_NAME.match(after) or re.search(r"[\w.][-/]$|[.:]$", before):
        return False
    return not re.match(r" [A-Z]{2}", after)


def _report(
    facts: Facts,
    key: str,
    uses: list[Use],
    phrases: Sequence[tuple[Document, int, Span]] | None,
    style: tuple[int, float],
) -> Finding:
    first = uses[0]
    related = [Related(use.spot(), facts.say(_AGAIN)) for use in uses[1:_MOST_PLACES]]
    explained, share = style
    if phrases:
        spot = Spot(*phrases[0])
        words = " ".join(spot.text.split())
        return Finding(
            "acronym-undefined",
            "warning",
            facts.say(_PHRASE, acronym=key, words=words),
            first.spot(),
            (Related(spot, facts.say(_WORDS)), *related),
            None,
            0.75 if explained >= _FEW and share >= _HALF else 0.5,
            reasons=(facts.say(_WORDS), facts.say(_STYLE, count=explained)),
        )
    return Finding(
        "acronym-undefined",
        "warning",
        facts.say(_MESSAGES, acronym=key),
        first.spot(),
        tuple(related),
        None,
        0.65 if explained >= _MANY and share >= _MOST else 0.4,
        reasons=(facts.say(_STYLE, count=explained),),
    )


RULE = rule("acronym-undefined", "warning", check, options={"known": []})
