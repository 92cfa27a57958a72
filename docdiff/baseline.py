"""Remembers the findings somebody has looked at and left as they are.

Strategy: an entry holds the rule, the words, what stands around them and what stands at the other places; never a line
number. A finding is known when its id is in the baseline, or else when an entry of the same rule has the same words in
nearly the same surroundings, or in what is left of them where a paragraph was split: so an edit elsewhere changes
nothing, and neither does one in the next sentence. What a rule says of a form and not of a place ("MKB" beside "mkb")
is known wherever the form is written first. Every entry stands for one finding, and an entry no finding answers to is
stale.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from docdiff.checks.base import Finding, context_of, evidence_of
from docdiff.contract import head
from docdiff.errors import ReadError
from docdiff.text import normalise

_SAME_PLACE = 70.0  # percent of the characters around the words that must be as they were
_LEAST_SIDE = 30  # characters on one side of the words that tell the place by themselves
_SAME_SIDE = 90.0  # percent of them
_LEAST_LEFT = 12  # characters beside the words, in what a split leaves of their surroundings
_CUT = 95.0  # percent of what is left that must be in the whole
_ABOUT_FORMS = frozenset(
    "acronym-order acronym-redefined acronym-undefined acronym-unused dossier-style "
    "language-variant name-variant number-style term-variant".split()
)  # rules that report the first place of a form; another may be written before it
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
    wanted: dict[tuple[str, str], dict[int, Entry]] = defaultdict(dict)
    for position, finding in enumerate(findings):
        if position not in known:
            entry = make_entry(finding)
            wanted[_key(entry)][position] = entry
    for key, entries_here in wanted.items():
        known |= _pair_off(entries_here, left[key])
    used = {id(entry) for entry in known.values()}
    return Matched(
        tuple(finding for position, finding in enumerate(findings) if position not in known),
        tuple((finding, known[position]) for position, finding in enumerate(findings) if position in known),
        tuple(entry for entry in free if id(entry) not in used),
    )


def _key(entry: Entry) -> tuple[str, str]:
    """What findings must have in common to be the same one: the rule and the words, or of whole passages the rule."""
    return entry.rule, entry.text if len(entry.text) <= _WORDS else ""


def _pair_off(wanted: Mapping[int, Entry], entries: Sequence[Entry]) -> dict[int, Entry]:
    """For findings by their positions, the entries in the most similar surroundings; each entry stands for one."""
    scored = [
        (-score, position, at)
        for position, one in wanted.items()
        for at, entry in enumerate(entries)
        if (score := _likeness(one, entry)) >= _SAME_PLACE
    ]
    found: dict[int, Entry] = {}
    used: set[int] = set()
    for _, position, at in sorted(scored):
        if position not in found and at not in used:
            found[position] = entries[at]
            used.add(at)
    return found


def _likeness(one: Entry, other: Entry) -> float:
    """How alike the surroundings of the same words are, in percent; of a form, the same document will do."""
    whole = fuzz.ratio(one.context, other.context)
    if whole >= _SAME_PLACE:
        return whole
    sides = zip(_sides(one), _sides(other), strict=True)
    shorter = min(one.context, other.context, key=len)
    left_over = len(shorter) >= len(one.text) + _LEAST_LEFT and fuzz.partial_ratio(one.context, other.context) >= _CUT
    if left_over or any(min(len(a), len(b)) >= _LEAST_SIDE and fuzz.ratio(a, b) >= _SAME_SIDE for a, b in sides):
        return _SAME_PLACE
    return _SAME_PLACE if one.rule in _ABOUT_FORMS and one.source == other.source else whole


def _sides(entry: Entry) -> tuple[str, str]:
    """What stands before the words of an entry and behind them, of equal length on both sides of a comparison."""
    before, _, after = entry.context.partition(entry.text)
    return before[-_LEAST_SIDE:], after[:_LEAST_SIDE]


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
