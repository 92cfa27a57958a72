"""An acronym has its letters in the wrong order, or letters that its words do not have.

What it finds: an acronym with two letters swapped, or with one doubled or lost, beside another that is explained and
    used far more; and an acronym behind words that have other letters, where the right letters are used elsewhere.
Why: who searches the text for the acronym does not find this place; who reads it wonders which body this is.
Finds:
    De Ukraine Defence Contact Group (UDCG) kwam bijeen. / De UDCG sprak over steun. / De UDCG besloot. / De UCDG komt
        in mei weer bijeen.
    De bijdrage is 2% van het bruto binnenlands product (bbp). / Het bbp groeit. / Dat is 1,5% van het Bruto Binnenlands
        Product (BPP).
    The Regional Water Safety Board (RWSB) was set up. / The RWSB met. / The RWSB has nine members. / The RSWB meets in
        June.
Quiet:
    Het Internationaal Monetair Fonds (IMF) en het Internationaal Financieel Makelaarschap (IFM) zijn er. Het IMF leent
        uit.  # both are explained
    The International Organization for Standardization (ISO) has a rule. The IOS of the router has none.
    Coordinated Universal Time (UTC) is kept by clocks. The CUT is a university.
    De Noord-Atlantische Raad (NAC) komt bijeen.  # English letters, and no NAR anywhere
    De UDCG kwam bijeen. De UCDG ook.  # neither is explained
    The Regional Water Safety Board (RWSB) met. The RWSB and the RSWB met. The RSWB is older than the RWSB. RSWB.
    De Europese Centrale Bank (ECB) en de EBC zijn niet hetzelfde.  # three letters: too many real ones
Options: none
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docdiff.checks.base import Finding, Fix, Related, rule
from docdiff.checks.copies import once
from docdiff.checks.wording import MAJORITY, SO_HERE_TOO
from docdiff.facts import Facts
from docdiff.facts.acronyms import Use, align, fold, is_known, is_small, words_before
from docdiff.model import Span, Spot

_SWAPPED = {
    "en": "{wrong} is probably {right}, which is explained and stands here {count} times.",
    "nl": "{wrong} is waarschijnlijk {right}: dat wordt hier uitgelegd en staat er {count} keer.",
}
_UNFIT = {
    "en": "{wrong} does not fit the words beside it, “{words}”; elsewhere it is {right}.",
    "nl": "{wrong} past niet bij de woorden ernaast, “{words}”; elders staat {right}.",
}
_USED = {"en": "{right} here", "nl": "hier {right}"}
_EXPLAINED = {"en": "explained here", "nl": "hier uitgelegd"}
_NO_WORDS = {"en": "never explained itself", "nl": "zelf nergens uitgelegd"}
_LETTERS = {"en": "the first letters of the words", "nl": "de eerste letters van de woorden"}
_MOST_EVIDENCE = 5
_BRACKETED = re.compile(r"\(([A-Z]{3,8})\)")


def check(facts: Facts) -> Iterator[Finding]:
    yield from _swapped(facts)
    yield from once(facts, _unfit(facts))


def _swapped(facts: Facts) -> Iterator[Finding]:
    """Letters swapped, doubled or lost in an acronym of at least four."""
    acronyms = facts.acronyms
    for key, uses in acronyms.uses.items():
        right = acronyms.slips.get(key)
        if right is None or key in acronyms.definitions or is_known(key) or key in acronyms.bracketed:
            continue
        others = acronyms.uses[right]
        if len(others) < max(2, 3 * len(uses) - 1) or len(uses) > 4:
            continue
        yield _tell_swapped(facts, uses, right, others)


def _tell_swapped(facts: Facts, uses: list[Use], right: str, others: list[Use]) -> Finding:
    first = uses[0]
    defined = facts.acronyms.definitions[right][0]
    here = [use for use in others if use.document is first.document] or others
    related = [Related(use.spot(), facts.say(SO_HERE_TOO)) for use in uses[1:]]
    related.append(Related(defined.spot(), facts.say(_EXPLAINED)))
    related += [Related(use.spot(), facts.say(_USED, right=right)) for use in here[:_MOST_EVIDENCE]]
    wrong = first.spot().text
    return Finding(
        "acronym-typo",
        "error",
        facts.say(_SWAPPED, wrong=wrong, right=right, count=len(others)),
        first.spot(),
        tuple(related),
        Fix(first.spot(), right + wrong[len(first.key) :]),
        0.9 if len(others) >= 5 else 0.75 if len(others) > 2 else 0.65,
        reasons=(facts.say(MAJORITY, right=len(others), wrong=len(uses)), facts.say(_NO_WORDS)),
    )


def _unfit(facts: Facts) -> Iterator[Finding]:
    """Bracketed letters that are not those of the words before, where the letters of the words are an acronym."""
    for document in facts.documents:
        for block in document.body:
            for match in _BRACKETED.finditer(block.text) if "(" in block.text else ():
                key = match[1]
                words = words_before(block.text, match.start())
                if is_known(key) or key in facts.acronyms.definitions or align(key.lower(), words):
                    continue
                named = [word for word in words if not is_small(fold(word[2]))][-len(key) :]
                right = "".join(fold(word)[0] for _, _, word in named)
                known = facts.acronyms.initials.get(right)
                if len(named) < len(key) or not known or not _is_slip(key.lower(), right):
                    continue
                if len(known) < len(facts.acronyms.uses[key]):
                    continue
                place = Spot(document, block.index, Span(*match.span(1)))
                shown = known[0].spot().text
                words_spot = Spot(document, block.index, Span(named[0][0], named[-1][1]))
                related = [Related(words_spot, facts.say(_LETTERS))]
                related += [Related(use.spot(), facts.say(_USED, right=shown)) for use in known[:_MOST_EVIDENCE]]
                yield Finding(
                    "acronym-typo",
                    "error",
                    facts.say(_UNFIT, wrong=key, words=" ".join(words_spot.text.split()), right=shown),
                    place,
                    tuple(related),
                    Fix(place, shown if shown.isupper() else right.upper()),
                    0.9,
                    reasons=(
                        facts.say(_LETTERS),
                        facts.say(MAJORITY, right=len(known), wrong=len(facts.acronyms.uses[key])),
                    ),
                )


def _is_slip(wrong: str, right: str) -> bool:
    """Whether two acronyms of one length differ in one letter or in the order of two."""
    differ = [at for at, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b]
    if len(differ) == 1:
        return True
    return len(differ) == 2 and wrong[differ[0]] == right[differ[1]] and wrong[differ[1]] == right[differ[0]]


RULE = rule("acronym-typo", "error", check)
