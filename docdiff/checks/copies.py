"""Tells an error that stands in several copies of a passage once, with all its places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from docdiff.checks.base import Finding, Related
from docdiff.checks.wording import SAME_WORDS
from docdiff.facts import Facts
from docdiff.model import Span, Spot
from docdiff.text import normalise

_AROUND = 60  # characters on each side that say whether two places are copies


def once(facts: Facts, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings in order; those whose place and surroundings have the same words are told with the first."""
    first: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        at = finding.at
        text = at.document.blocks[at.block].text
        around = text[max(0, at.span.start - _AROUND) : at.span.end + _AROUND]
        key = (normalise(around), normalise(text[at.span.start : at.span.end]))
        known = first.get(key)
        if known is None:
            first[key] = finding
            continue
        places = [known.at, *(related.at for related in known.related)]
        if all(_place(at) != _place(place) for place in places):
            first[key] = replace(known, related=(*known.related, Related(at, facts.say(SAME_WORDS))))
    yield from first.values()


def _place(spot: Spot) -> tuple[int, int, Span]:
    return id(spot.document), spot.block, spot.span
