"""Renders findings as one HTML file an editor can forward: each with its places in context and why it is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from docdiff.checks import find_rule
from docdiff.checks.base import SEVERITIES, Finding, Related
from docdiff.locale.interface import Interface, interface
from docdiff.locale.messages import translate
from docdiff.model import Document
from docdiff.render.excerpts import LONGEST_REDLINE, context, passage_text, place, small_redline
from docdiff.render.findings import tell_confidence
from docdiff.render.odd import readable
from docdiff.render.page import escape, render_page

_SHOWN_EVIDENCE = 6  # places that are shown at once; the others are folded


def render(documents: Sequence[Document], findings: Sequence[Finding], *, lang: str = "en") -> str:
    """The findings as one self-contained page, in the order given; `lang` ("en" or "nl") is that of its interface.

    Takes time in proportion to the findings and what they quote.
    """
    texts = interface(lang)
    severities = Counter(finding.severity for finding in findings)
    rules = Counter(finding.rule for finding in findings)
    names = [readable(document.source.name) for document in documents]
    return render_page(
        "findings",
        texts,
        styles=("list",),
        script="list",
        title=names[0] if len(names) == 1 else texts.say("documents", count=len(names)),
        documents=[_document(document, findings, texts) for document in documents],
        total=len(findings),
        severities=[
            (severity, texts.say(f"count_{severity}", count=severities[severity]))
            for severity in SEVERITIES
            if severities[severity]
        ],
        rules=[(name, find_rule(name).summary, find_rule(name).page, count) for name, count in sorted(rules.items())],
        findings=[_finding(number, finding, texts) for number, finding in enumerate(findings, 1)],
        problems=[
            (escape(document.source.name), escape(translate(problem.message, lang)))
            for document in documents
            for problem in document.problems
        ],
    )


def _document(document: Document, findings: Sequence[Finding], texts: Interface) -> tuple[str, str, str, str]:
    count = sum(finding.at.document is document for finding in findings)
    date = document.date or ""
    return (
        escape(readable(document.source.name)),
        date,
        texts.day(date),
        texts.say("finding_count", count=count),
    )


def _finding(number: int, finding: Finding, texts: Interface) -> dict[str, Any]:
    evidence = [_evidence(related, texts) for related in finding.related]
    return {
        "number": number,
        "id": finding.id,
        "severity": finding.severity,
        "severity_name": texts.say(f"severity_{finding.severity}"),
        "rule": finding.rule,
        "message": escape(finding.message),
        "place": place(finding.at, texts),
        "context": context(finding.at, finding.fix),
        "redline": next(_redlines(finding), ""),
        "evidence": evidence[:_SHOWN_EVIDENCE],
        "more": evidence[_SHOWN_EVIDENCE:],
        "sure": tell_confidence(finding, texts),
    }


def _evidence(related: Related, texts: Interface) -> tuple[str, str, str]:
    return place(related.at, texts), context(related.at, related.fix), escape(related.message)


def _redlines(finding: Finding) -> Iterator[str]:
    """The redline from the first passage that is evidence to the passage found, where both are whole passages."""
    for related in finding.related:
        if finding.at.blocks is None or related.at.blocks is None:
            continue
        old, new = passage_text(related.at), passage_text(finding.at)
        if len(old) + len(new) <= LONGEST_REDLINE:
            yield small_redline(old, new)
            return
