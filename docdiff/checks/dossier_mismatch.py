"""The same paper has another number elsewhere.

What it finds: two references that differ in one digit or in the order of two, behind the same words with a name or a
    title in them, or with the same number of the paper in dossiers that differ so.
Why: one of the two leads to another paper.
Finds:
    Dat vroeg de motie van het lid Klaver (Kamerstuk 36 045, nr. 243). / Wij voeren de motie van het lid Klaver
        (Kamerstuk 36 045, nr. 234) uit.
    Zie Kamerstuk 28676-560 over de brug. / Later kwam Kamerstuk 28676-560 weer ter sprake. / Volgens Kamerstuk
        28766-560 is dat zo.
    Dat vroeg de motie van het lid Klaver (Kamerstuk 36 045, nr. 84). / Wij voeren de motie van het lid Klaver
        (Kamerstuk 36 045, nr. 48) uit.
    The motion by Mrs Jansen (36 045, nr. 243) is done. / See the motion by Mrs Jansen (36 045, nr. 343) for the rest.
Quiet:
    Dat vroeg de motie van het lid Klaver (Kamerstuk 36 045, nr. 243). / De motie van het lid Jansen (Kamerstuk 36 045,
        nr. 234) niet.
    Dat vroeg de motie van het lid Klaver (Kamerstuk 36 045, nr. 84). / Wij voeren de motie van het lid Klaver
        (Kamerstuk 36 045, nr. 74) uit.  # another motion
    Wij meldden dit eerder (Kamerstuk 36 045, nr. 243). / Wij meldden dit eerder (Kamerstuk 36 045, nr. 244).
    Zie Kamerstuk 36045, nr. 243. / Zie Kamerstuk 36 045, nr. 243 en 36045-243.  # one number, three forms
    Zie Kamerstuk 36800-X-1 over defensie en Kamerstuk 36800-V-1 over het buitenland.
    The motion by Mrs Jansen (36 045, nr. 243) is done. / The letter by Mrs Jansen (36 045, nr. 270) is long.
    The bridge has number 28676-560 and the lock has number 28766-561.
Options: none
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from docdiff.checks.base import Finding, Fix, Related, rule
from docdiff.checks.copies import once
from docdiff.checks.wording import MAJORITY
from docdiff.facts import Facts
from docdiff.facts.acronyms import fold, is_small
from docdiff.facts.references import Paper, find_papers

_WORD = re.compile(r"[^\W\d_]+")
_WORDS = 4  # before a reference that two must share
_MESSAGES = {
    "en": "This is probably the same paper as {other}. One of the two numbers is wrong.",
    "nl": "Dit is waarschijnlijk hetzelfde stuk als {other}. Een van de twee nummers klopt niet.",
}
_OTHER = {"en": "{other} here", "nl": "hier {other}"}
_SAME_WORDS = {"en": "the same words before it", "nl": "dezelfde woorden ervoor"}
_SAME_NUMBER = {"en": "the same number in a dossier close to it", "nl": "hetzelfde nummer in een bijna gelijk dossier"}

Key = tuple[str, str]


def check(facts: Facts) -> Iterator[Finding]:
    papers: defaultdict[Key, list[Paper]] = defaultdict(list)
    for document in facts.documents:
        for paper in find_papers(document):
            papers[paper.dossier, paper.number].append(paper)
    yield from once(facts, _mismatches(facts, papers))


def _mismatches(facts: Facts, papers: dict[Key, list[Paper]]) -> Iterator[Finding]:
    by_words: defaultdict[tuple[str, ...], dict[Key, None]] = defaultdict(dict)
    by_number: defaultdict[str, dict[Key, None]] = defaultdict(dict)
    for key, places in papers.items():
        by_number[key[1]][key] = None
        for paper in places:
            words = _words_before(paper)
            if words:
                by_words[words][key] = None
    told: set[tuple[Key, Key]] = set()
    for keys in by_words.values():
        for a, b in _close(list(keys), same_number=False):
            if told.isdisjoint({(a, b), (b, a)}):
                told.add((a, b))
                yield _tell(facts, papers, a, b, facts.say(_SAME_WORDS), 0.75)
    for number, keys in by_number.items():
        # A short number stands in many dossiers.
        for a, b in _close(list(keys), same_number=True) if len(number) >= 3 else ():
            if told.isdisjoint({(a, b), (b, a)}):
                told.add((a, b))
                yield _tell(facts, papers, a, b, facts.say(_SAME_NUMBER), 0.7)


def _words_before(paper: Paper) -> tuple[str, ...]:
    """The last words before a reference, when there is a name among them; those that introduce it left out."""
    text = paper.document.blocks[paper.block].text
    before = re.split(r"[.;?!]\s", text[max(0, paper.span.start - 120) : paper.span.start])[-1]
    words = [word for word in _WORD.findall(before) if not fold(word).startswith(("kamerst", "kamerbrief", "zie"))]
    words = words[-_WORDS:]
    if len(words) < _WORDS or not any(word[0].isupper() and not is_small(fold(word)) for word in words):
        return ()
    return tuple(fold(word) for word in words)


def _close(keys: Sequence[Key], *, same_number: bool) -> Iterator[tuple[Key, Key]]:
    """Pairs that differ in one digit or the order of two; at most the first hundred of each are looked at."""
    few = keys[:100]
    for at, a in enumerate(few):
        for b in few[:at]:
            one, other = (a[0], b[0]) if same_number else (a[1], b[1])
            if (same_number or a[0] == b[0]) and one != other and _is_slip(one, other):
                yield a, b


def _is_slip(a: str, b: str) -> bool:
    if len(a) != len(b) or len(a) < 2 or not (a.replace("-", "") + b.replace("-", "")).isdigit():
        return False
    differ = [at for at in range(len(a)) if a[at] != b[at]]
    swapped = (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and a[differ[0]] == b[differ[1]]
        and a[differ[1]] == b[differ[0]]
    )
    # Of two digits, one that differs makes a neighbour; two in another order do not.
    return swapped or (len(differ) == 1 and differ[0] < len(a) - 1 and len(a) > 2)


def _tell(facts: Facts, papers: dict[Key, list[Paper]], a: Key, b: Key, why: str, confidence: float) -> Finding:
    wrong, right = sorted((papers[a], papers[b]), key=len)
    if len(papers[a]) == len(papers[b]):
        wrong, right = papers[a], papers[b]
    first, model = wrong[0], right[0]
    other = " ".join(model.spot().text.split())
    related = [Related(paper.spot(), facts.say(_OTHER, other=other)) for paper in right[:5]]
    clear = len(right) > 2 * len(wrong)
    return Finding(
        "dossier-mismatch",
        "warning",
        facts.say(_MESSAGES, other=other),
        first.spot(),
        tuple(related),
        Fix(first.spot(), other) if clear and first.form == model.form else None,
        confidence,
        reasons=(why, facts.say(MAJORITY, right=len(right), wrong=len(wrong))),
    )


RULE = rule("dossier-mismatch", "warning", check)
