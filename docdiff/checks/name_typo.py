"""A name is one letter off its usual form.

What it finds: "Intergrated Air and Missile Defence" beside "Integrated Air", "Yesilgöz" beside "Yeşilgöz": a word of
    a name of two words and more that differs by one letter, a swap or an accent from the one that otherwise stands
    beside the same words, and more often. Ends of words are left alone, for names are inflected too, and so are the
    spellings of two regions (Defence, Defense).
Why: who is named sees it first.
Finds:
    The Integrated Air Command met. / We saw the Integrated Air Command. / They left the Integrated Air Command. / The
        Intergrated Air Command answered.
    Wij spraken met Dilan Yeşilgöz over dit plan. / Volgens Dilan Yeşilgöz kan dit. / Daarna sprak Dilan Yesilgöz.
    De brief van Charles Michel ging hierover. / Wij danken Charles Michel. / Volgens Carles Michel kan het niet.
    The Koninkrijk der Nederlanden signed, and so did we. / The Koninkrijk der Nederlanden is old. / In the Koninkrijk
        der Nederlandsen this is so.
Quiet:
    De brief van Piet Jansen. / De brief van Karel Janssen. / De brief van Piet Jansen.
    Het Europese Parlement sprak. / Het Europees Parlement besloot. / Wij zagen het Europees Parlement.
    The Missile Defence Agency and the Missile Defense Agency. / The Missile Defence Agency.
    The Priority Capability Area is here. / The Priority Capability Areas are here. / The Priority Capability Areas.
    We met Anna Smith. / We met Anna Smith. / We met Anne Smith.  # another person, as like as not
    In Noord Holland en Zuid Holland. / In Noord Holland wonen wij. / In Noord Holland.
    De Nederlandse Marine en de Nederlandse Marine. / De Nederlands Marine.
Options: none
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from docdiff.checks.base import Finding, Fix, Related, rule
from docdiff.checks.wording import SAME_FORM, USUAL
from docdiff.facts import Facts
from docdiff.facts.names import Run, collect_runs
from docdiff.facts.near import near_words, slip_of
from docdiff.locale.editing import editing_pairs
from docdiff.model import Span, Spot

_MESSAGES = {
    "en": "“{written}” is one letter off “{usual}”, which the documents have {count} times.",
    "nl": "„{written}” wijkt één letter af van „{usual}”, dat {count} keer in de stukken staat.",
}
_REASONS = {
    "letter": {"en": "one letter differs, beside the same words", "nl": "één letter verschilt, naast dezelfde woorden"},
    "accent": {"en": "one accent differs, beside the same words", "nl": "één accent verschilt, naast dezelfde woorden"},
}
_FEW = 2
_LONG = 5
_TAIL = 2  # letters at the end, where words are inflected
_SHOWN = 8


def check(facts: Facts) -> Iterator[Finding]:
    runs = collect_runs(facts.names, range(2, 4))
    frames: dict[tuple[str, ...], dict[str, Run]] = defaultdict(dict)
    for words, run in sorted(runs.items()):
        if len(words) == 3 and words[1][0].isupper():
            continue  # of three words, the middle one is small: "Koninkrijk der Nederlanden"
        frames["", *words[1:]][words[0]] = run
        frames[*words[:-1], ""][words[-1]] = run
    told: set[str] = set()
    for others in frames.values():
        for wrong, right in _pairs(others):
            if wrong not in told:
                told.add(wrong)
                yield _report(facts, wrong, right, others)


def _pairs(others: Mapping[str, Run]) -> Iterator[tuple[str, str]]:
    """The words that stand in one frame and differ by a slip, the rare one first."""
    if len(others) < 2:
        return
    common = [word for word, run in others.items() if run.count > 1]
    rare = [word for word, run in others.items() if run.count <= _FEW and len(word) >= _LONG]
    for wrong, rights in near_words(rare, common).items():
        for right in rights:
            if others[right].count >= 2 * others[wrong].count and _is_slip(wrong, right):
                yield wrong, right


def _is_slip(wrong: str, right: str) -> bool:
    slip = slip_of(wrong, right)
    if slip is None or editing_pairs("regions").get(wrong.lower(), wrong) == right.lower():
        return False
    if editing_pairs("regions").get(right.lower(), right) == wrong.lower():
        return False
    kind, at = slip
    if _plain(wrong) == _plain(right):
        return True
    return kind != "other" and at > 0 and len(wrong) - at > _TAIL


def _plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


def _report(facts: Facts, wrong: str, right: str, others: Mapping[str, Run]) -> Finding:
    run, usual = others[wrong], others[right]
    position = run.words.index(wrong)
    first, *again = (_narrow(spot, position, wrong) for spot in run.places)
    message = facts.say(_MESSAGES, written=" ".join(run.words), usual=" ".join(usual.words), count=usual.count)
    evidence = tuple(Related(spot, facts.say(USUAL, usual=spot.text)) for spot in usual.places[:_SHOWN])
    evidence += tuple(Related(spot, facts.say(SAME_FORM)) for spot in again)
    kind = "accent" if _plain(wrong) == _plain(right) else "letter"
    fix = Fix(first, right) if usual.count > 2 else None
    confidence = min(0.9, 0.6 + 0.05 * usual.count)
    return Finding(
        "name-typo", "warning", message, first, evidence, fix, confidence, reasons=(facts.say(_REASONS[kind]),)
    )


def _narrow(spot: Spot, position: int, word: str) -> Spot:
    """The one word of a run that is meant."""
    text = spot.document.blocks[spot.block].text
    start = spot.span.start if position == 0 else text.rindex(word, spot.span.start, spot.span.end)
    return Spot(spot.document, spot.block, Span(start, start + len(word)))


RULE = rule("name-typo", "warning", check)
