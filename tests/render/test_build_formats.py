"""Findings as build servers and code hosts want them."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

from docdiff.checks import find_rule
from docdiff.model import Document, Source
from docdiff.render import github, junit, sarif

from .test_findings import finding


def test_github_shows_a_note_beside_the_line() -> None:
    assert github.render([finding()]) == (
        "::error file=memo.txt,line=6,endLine=6,col=11,title=docdiff date-year,endColumn=22::"
        "“11 May 2025” has another year than%0A“12 May 2026”.\n"
    )


def test_github_takes_no_command_from_a_document() -> None:
    odd = replace(finding(), message="100%\n::error::x", severity="info")
    assert github.render([odd]).endswith("::100%25%0A::error::x\n")
    assert github.render([odd]).startswith("::notice ")
    assert github.render([odd]).count("\n") == 1


def test_sarif_has_places_fix_and_identity() -> None:
    log = json.loads(sarif.render([finding()], [find_rule("date-year")]))
    run = log["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["date-year"]
    result = run["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (6, 11, 22)
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 7
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "11 May 2026"
    assert result["level"] == "error"


def test_junit_fails_the_rule_in_its_document_and_passes_the_rest() -> None:
    found = finding()
    clean = Document(Source("clean.txt"), ())
    root = ET.fromstring(
        junit.render([found.at.document, clean], [found], [find_rule("date-year"), find_rule("date-weekday")])
    )
    told = {(suite.get("name"), case.get("name")): case.find("failure") is not None for suite in root for case in suite}
    assert told == {
        ("memo.txt", "date-year"): True,
        ("memo.txt", "date-weekday"): False,
        ("clean.txt", "date-year"): False,
        ("clean.txt", "date-weekday"): False,
    }
    assert [suite.get("failures") for suite in root] == ["1", "0"]
