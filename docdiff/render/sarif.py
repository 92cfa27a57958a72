"""Renders findings as SARIF, which code hosts and editors show beside the text.

Format: OASIS, *Static Analysis Results Interchange Format 2.1.0* (2020). Columns count Unicode code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from docdiff import __version__
from docdiff.checks.base import Finding, Fix, Rule
from docdiff.model import Spot

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(findings: Sequence[Finding], rules: Iterable[Rule]) -> str:
    """One SARIF log with one run; `rules` are those that ran, each explained by its page."""
    run = {
        "tool": {"driver": {"name": "docdiff", "version": __version__, "rules": [_rule(rule) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1, ensure_ascii=False) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": f"{rule.summary}."},
        "help": {"text": rule.page},
        "defaultConfiguration": {"level": _LEVELS[rule.forced or rule.severity]},
    }


def _result(finding: Finding) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding.at)],
        "relatedLocations": [
            {"id": number, **_location(related.at), "message": {"text": related.message or related.at.text}}
            for number, related in enumerate(finding.related)
        ],
        "partialFingerprints": {"docdiff/v1": finding.id},
        "rank": round(finding.confidence * 100, 1),
    }
    if finding.fix:
        found["fixes"] = [_fix(finding.fix)]
    return found


def _location(spot: Spot) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(spot), "region": _region(spot)}}


def _artifact(spot: Spot) -> dict[str, str]:
    return {"uri": quote(spot.document.source.name.replace("\\", "/"), safe="/", errors="surrogateescape")}


def _region(spot: Spot) -> dict[str, Any]:
    at = spot.to_dict()
    region = {"startLine": at["line"], "startColumn": at["column"], "endLine": at["end_line"]}
    if at["line"] == at["end_line"]:
        region["endColumn"] = at["column"] + spot.span.end - spot.span.start
    return {**region, "snippet": {"text": at["text"]}}


def _fix(fix: Fix) -> dict[str, Any]:
    replaced = {"deletedRegion": _region(fix.at), "insertedContent": {"text": fix.text}}
    return {
        "description": {"text": fix.text},
        "artifactChanges": [{"artifactLocation": _artifact(fix.at), "replacements": [replaced]}],
    }
