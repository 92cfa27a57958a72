"""Two spaces stand between words.

What it finds: two or more spaces between two words of a sentence. Between sentences only where the text mostly has
    one, for there two were once the rule. Tables and lists set with spaces are left alone.
Why: it is untidy in print, and often a word was taken out there.
Finds:
    Het kabinet heeft besloten om  meer bij te dragen.
    We have  decided to contribute more.
    One sentence. Another sentence. A third one.  And the last.
Quiet:
    We have decided to contribute more.
    One sentence.  Another sentence.  A third one.  The last.  # as typists were taught
    Naam      Plaats      Datum  # a table
    Het kabinet heeft besloten.
    Ministerie van     Financiën     Den Haag
Options: none (off unless selected)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docdiff.checks.base import Finding, Fix, rule
from docdiff.checks.places import join_places
from docdiff.facts import Facts
from docdiff.model import Document, Span, Spot

_MESSAGES = {"en": "There are two spaces here.", "nl": "Hier staan twee spaties."}
_REASONS = {"en": "one space stands between the other words", "nl": "tussen de andere woorden staat één spatie"}
_SPACES = re.compile(r"(?<=\S)([  ]{2,})(?=\S)")
_STOP = re.compile(r"[.!?:][\"'”’)]*\Z")
_JUSTIFIED = 500  # characters a double space; a text with more of them is set in columns
_WIDE = 4  # from this many spaces on they set a table


def check(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        yield from join_places(facts, _find(facts, document))


def _find(facts: Facts, document: Document) -> Iterator[Finding]:
    text = "\n".join(block.text for block in facts.prose(document))
    if facts.is_technical(document) or text.count("  ") > max(2, len(text) / _JUSTIFIED):
        return
    if not _SPACES.search(text):
        return
    wide, narrow = (len(re.findall(rf"\w\w[.!?] {{{number}}}[A-Z]", text)) for number in ("2", "1"))
    for block in facts.prose(document):
        gaps = list(_SPACES.finditer(block.text))
        if any(len(gap[1]) >= _WIDE for gap in gaps) or len(gaps) > max(2, len(block.text) // 60):
            continue
        for gap in gaps:
            if _STOP.search(block.text[: gap.start()]) and wide > narrow:
                continue
            before, after = block.text[: gap.start()].split()[-1], block.text[gap.end() :].split()[0]
            at = Spot(document, block.index, Span(gap.start() - len(before), gap.end() + len(after)))
            fix = Fix(at, f"{before} {after}", safe=True)
            reasons = (facts.say(_REASONS),)
            yield Finding("double-space", "info", facts.say(_MESSAGES), at, (), fix, 0.9, reasons=reasons)


RULE = rule("double-space", "info", check, on=False)
