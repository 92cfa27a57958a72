"""Renders findings: one line each for people and editors, one object for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docdiff.baseline import Entry
from docdiff.checks.base import SEVERITIES, Finding
from docdiff.contract import head
from docdiff.locale.interface import Interface, interface
from docdiff.model import Document, Spot
from docdiff.render.odd import readable


def render(findings: Iterable[Finding], *, show_evidence: bool = False, lang: str = "en") -> str:
    """One line for each finding, `path:line:col: severity: message [rule]`, in the order given.

    With `show_evidence` the words found, the places that prove it, the reasons and the fix follow, indented by four
    spaces.
    """
    texts = interface(lang)
    return "".join(f"{line}\n" for finding in findings for line in _lines(finding, show_evidence, texts))


def payload(
    documents: Sequence[Document],
    findings: Sequence[Finding],
    *,
    known: Sequence[tuple[Finding, Entry]] = (),
    stale: Sequence[Entry] = (),
) -> dict[str, Any]:
    """The `check` object of the JSON contract: which documents were read, what was found, and how much of each.

    `known` are findings a baseline leaves out, `stale` its entries that are found no more.
    """
    severities = Counter(finding.severity for finding in findings)
    rules = Counter(finding.rule for finding in findings)
    return {
        **head("check"),
        "documents": [
            {**document.source_dict(), "problems": [problem.to_dict() for problem in document.problems]}
            for document in documents
        ],
        "findings": [finding.to_dict() for finding in findings],
        "stats": {
            "documents": len(documents),
            "findings": len(findings),
            **{severity: severities[severity] for severity in SEVERITIES},
            "rules": dict(sorted(rules.items())),
            "known": len(known),
            "stale": len(stale),
        },
        "known": [{"id": finding.id, "rule": finding.rule, "reason": entry.reason} for finding, entry in known],
        "stale": [entry.to_dict() for entry in stale],
    }


def _lines(finding: Finding, show_evidence: bool, texts: Interface) -> Iterator[str]:
    yield f"{_at(finding.at)}: {finding.severity}: {_flat(finding.message)} [{finding.rule}]"
    if not show_evidence:
        return
    yield f"    {_at(finding.at)}: {_quoted(finding.at.text)}"
    for related in finding.related:
        message = f" {_flat(related.message)}" if related.message else ""
        yield f"    {_at(related.at)}: {_quoted(related.at.text)}{message}"
    if finding.reasons:
        yield f"    {tell_confidence(finding, texts)}"
    if finding.fix:
        yield f"    {texts.say('fix')}: {_quoted(finding.fix.at.text)} → {_quoted(finding.fix.text)}"


def tell_confidence(finding: Finding, texts: Interface) -> str:
    """How sure the rule is, and why where it says so."""
    sure = texts.say("sure", share=f"{finding.confidence:.0%}")
    return f"{sure}: {_flat('; '.join(finding.reasons))}" if finding.reasons else sure


def _at(spot: Spot) -> str:
    return f"{_flat(spot.document.source.name)}:{spot.line}:{spot.column}"


def _quoted(text: str, longest: int = 160) -> str:
    words = _flat(text)
    return f"“{words if len(words) <= longest else words[: longest - 1].rstrip() + '…'}”"


def _flat(text: str) -> str:
    """`text` on one line: a finding is one line whatever its document holds."""
    return readable(" ".join(text.split()))
