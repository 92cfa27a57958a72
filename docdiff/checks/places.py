"""Makes one finding of a mistake that stands in several places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from docdiff.checks.base import Finding, Related
from docdiff.checks.wording import SAME_WORDS
from docdiff.facts import Facts
from docdiff.text import normalise

_AROUND = 25  # characters on either side that must agree for two places to be copies of each other


def join_places(facts: Facts, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each mistake once: those in copies of one passage become evidence of the first of them."""
    kept: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        kept.setdefault((finding.at.text, _context(finding)), []).append(finding)
    for first, *others in kept.values():
        again = tuple(Related(other.at, facts.say(SAME_WORDS), other.fix) for other in others)
        yield replace(first, related=first.related + again)


def _context(finding: Finding) -> str:
    text, span = finding.at.document.blocks[finding.at.block].text, finding.at.span
    return normalise(text[max(0, span.start - _AROUND) : span.end + _AROUND])
