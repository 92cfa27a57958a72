"""Remembers the findings somebody has looked at and left as they are.

Strategy: an entry holds the rule, the words, what stands around them and what stands at the other places; never a line
number. A finding is known when its id is in the baseline, or else when an entry of the same rule has the same words in
nearly the same surroundings: so an edit elsewhere changes nothing, and neither does one in the next sentence. Every
entry stands for one finding, and an entry no finding answers to is stale.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from docdiff.checks.base import Finding, context_of, evidence_of
from docdiff.contract import head
from docdiff.errors import ReadError
from docdiff.text import normalise

_SAME_PLACE = 70.0  # percent of the characters around the words that must be as they were
_WORDS = 60  # characters; what is longer is a passage, which may itself be edited
_LONGEST = 200  # characters of a passage that are kept to know it by
_FIELDS = ("rule", "id", "source", "text", "context", "evidence", "message", "reason")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding as a baseline keeps it; `reason` is what a person wrote beside it."""

    rule: str
    id: str
    source: str
    text: str
    context: str
    evidence: tuple[str, ...]
    message: str
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """One entry of the file."""
        fields = {name: getattr(self, name) for name in _FIELDS}
        return {**fields, "evidence": list(self.evidence)}


@dataclass(frozen=True, slots=True)
class Matched:
    """Findings held against a baseline: those that are new, those it knows, and its entries that nothing answers to."""

    new: tuple[Finding, ...]
    known: tuple[tuple[Finding, Entry], ...]
    stale: tuple[Entry, ...]


def make_entry(finding: Finding, reason: str = "") -> Entry:
    """What a baseline keeps of a finding."""
    return Entry(
        rule=finding.rule,
        id=finding.id,
        source=finding.at.document.source.name,
        text=normalise(finding.at.text)[:_LONGEST],
        context=context_of(finding),
        evidence=evidence_of(finding),
        message=finding.message,
        reason=reason,
    )


def match(findings: Sequence[Finding], baseline: Iterable[Entry]) -> Matched:
    """Which findings a baseline knows. Linear in both, but for those of one rule about the same words."""
    free = list(baseline)
    known: dict[int, Entry] = {}
    by_id: dict[str, list[Entry]] = defaultdict(list)
    for entry in free:
        by_id[entry.id].append(entry)
    for position, finding in enumerate(findings):
        if by_id[finding.id]:
            known[position] = by_id[finding.id].pop(0)
    left: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entries in by_id.values():
        for entry in entries:
            left[_key(entry)].append(entry)
    for position, finding in enumerate(findings):
        if position not in known:
            wanted = make_entry(finding)
            nearest = _nearest(wanted, left[_key(wanted)])
            if nearest is not None:
                known[position] = nearest
    used = {id(entry) for entry in known.values()}
    return Matched(
        tuple(finding for position, finding in enumerate(findings) if position not in known),
        tuple((finding, known[position]) for position, finding in enumerate(findings) if position in known),
        tuple(entry for entry in free if id(entry) not in used),
    )


def _key(entry: Entry) -> tuple[str, str]:
    """What findings must have in common to be the same one: the rule and the words, or of whole passages the rule."""
    return entry.rule, entry.text if len(entry.text) <= _WORDS else ""


def _nearest(wanted: Entry, entries: list[Entry]) -> Entry | None:
    """The entry in the most similar surroundings, taken out of `entries`; None when all are elsewhere."""
    scores = [fuzz.ratio(wanted.context, entry.context) for entry in entries]
    best = max(range(len(scores)), key=lambda at: scores[at], default=None)
    if best is None or scores[best] < _SAME_PLACE:
        return None
    return entries.pop(best)


def write(findings: Iterable[Finding], before: Iterable[Entry] = ()) -> str:
    """A baseline that knows `findings`, as JSON text; reasons in `before` are kept for what is still found."""
    given = tuple(findings)
    reasons = {id(finding): entry.reason for finding, entry in match(given, before).known}
    entries = [make_entry(finding, reasons.get(id(finding), "")) for finding in given]
    entries.sort(key=lambda entry: (entry.source, entry.rule, entry.text, entry.context, entry.id))
    payload = {**head("baseline"), "entries": [entry.to_dict() for entry in entries]}
    return json.dumps(payload, indent=1, ensure_ascii=False) + "\n"


def read(text: str, name: str) -> tuple[Entry, ...]:
    """The entries of a baseline. Raises `ReadError` for what is none, naming it by `name`."""
    wrong = f"{name} is not a baseline of docdiff. Make one with `docdiff check --write-baseline {name}`."
    try:
        payload = json.loads(text)
    except ValueError as error:
        raise ReadError(wrong) from error
    if (
        not isinstance(payload, dict)
        or payload.get("kind") != "baseline"
        or not isinstance(payload.get("entries"), list)
    ):
        raise ReadError(wrong)
    return tuple(_entry(fields, name) for fields in payload["entries"])


def _entry(fields: Any, name: str) -> Entry:
    if not isinstance(fields, dict) or not isinstance(fields.get("rule"), str):
        raise ReadError(f"{name} has an entry without a rule. Remove it, or make the baseline again.")
    texts = {key: str(fields.get(key, "")) for key in _FIELDS if key != "evidence"}
    evidence = fields.get("evidence", ())
    return replace(
        Entry(**texts, evidence=()), evidence=tuple(map(str, evidence)) if isinstance(evidence, list) else ()
    )
