"""Renders findings as JUnit XML, which build servers show as tests that failed.

Every document is a test suite and every rule that ran a test of it, so a clean document shows as passed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from docdiff.checks.base import Finding, Rule
from docdiff.model import Document
from docdiff.render.odd import readable


def render(documents: Sequence[Document], findings: Iterable[Finding], rules: Sequence[Rule]) -> str:
    """One `testsuites` element, as text; a test fails when its rule found something in its document."""
    found: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        found[id(finding.at.document), finding.rule].append(finding)
    root = ET.Element("testsuites", name="docdiff")
    for document in documents:
        name = readable(document.source.name)
        failed = sum(bool(found[id(document), rule.name]) for rule in rules)
        suite = ET.SubElement(root, "testsuite", name=name, tests=str(len(rules)), failures=str(failed), errors="0")
        for rule in rules:
            case = ET.SubElement(suite, "testcase", classname=name, name=rule.name)
            _add_failure(case, found[id(document), rule.name])
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add_failure(case: ET.Element, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    told = [f"{f.at.document.source.name}:{f.at.line}:{f.at.column}: {f.severity}: {f.message}" for f in findings]
    failure = ET.SubElement(case, "failure", type=findings[0].severity, message=readable(findings[0].message))
    failure.text = "\n".join(map(readable, told))
