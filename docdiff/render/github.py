"""Renders findings as the commands GitHub Actions turns into notes beside the lines of a pull request.

Format: `::error file=…,line=…,col=…,title=…::message` (GitHub, *Workflow commands*).
"""

from __future__ import annotations

from collections.abc import Iterable

from docdiff.checks.base import Finding
from docdiff.render.odd import readable

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(findings: Iterable[Finding]) -> str:
    """One command a finding, in the order given."""
    return "".join(_command(finding) + "\n" for finding in findings)


def _command(finding: Finding) -> str:
    at = finding.at.to_dict()
    properties = {
        "file": at["source"],
        "line": at["line"],
        "endLine": at["end_line"],
        "col": at["column"],
        "title": f"docdiff {finding.rule}",
    }
    if at["line"] == at["end_line"]:
        properties["endColumn"] = at["column"] + max(1, finding.at.span.end - finding.at.span.start)
    said = ",".join(f"{name}={readable(str(value)).translate(_IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{_LEVELS[finding.severity]} {said}::{readable(finding.message).translate(_IN_MESSAGES)}"
