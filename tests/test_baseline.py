"""A baseline knows findings again, whatever was edited elsewhere."""

from __future__ import annotations

import json
import random

import pytest

from docdiff import baseline
from docdiff.checks import Finding, check, select_rules
from docdiff.errors import ReadError
from docdiff.model import Document

PARAGRAPHS = [
    f"Op 31 april 20{number:02} besprak de gemeenteraad voorstel {number} over de {thing} aan de {street}."
    if number % 3 == 0
    else f"Het voorstel over de {thing} aan de {street} kreeg in ronde {number} een ruime meerderheid van stemmen."
    for number, (thing, street) in enumerate(
        (thing, street)
        for thing in ("brug", "sluis", "school", "fontein", "markthal", "bibliotheek")
        for street in ("Lange Gracht", "Nieuwe Kade", "Oude Markt", "Hoge Wal", "Korte Steeg")
    )
]


def findings(paragraphs: list[str]) -> tuple[Finding, ...]:
    rules = select_rules(("date-impossible", "repeated-passage"))
    return check([Document.from_texts(paragraphs, name="raad.txt")], rules)


def entries(paragraphs: list[str]) -> tuple[baseline.Entry, ...]:
    return baseline.read(baseline.write(findings(paragraphs)), "known.json")


def test_what_is_known_is_no_news() -> None:
    matched = baseline.match(findings(PARAGRAPHS), entries(PARAGRAPHS))
    assert (matched.new, matched.stale) == ((), ())
    assert len(matched.known) == len(findings(PARAGRAPHS)) >= 10


def test_a_hundred_edits_elsewhere_change_nothing() -> None:
    known, draw, now = entries(PARAGRAPHS), random.Random(5), list(PARAGRAPHS)
    for edit in range(100):
        at = draw.randrange(len(now))
        if edit % 3 == 0:
            now.insert(at, f"Nieuwe alinea {edit} over iets heel anders.")
        elif not now[at].startswith("Op 31 april"):
            now[at] += f" Zie ook punt {edit}."
    matched = baseline.match(findings(now), known)
    assert [finding.rule for finding in matched.new if finding.rule == "date-impossible"] == []
    assert [entry.rule for entry in matched.stale if entry.rule == "date-impossible"] == []


def test_an_edit_in_the_same_sentence_is_still_the_same_finding() -> None:
    now = [text.replace("besprak de gemeenteraad", "besprak onze gemeenteraad") for text in PARAGRAPHS]
    matched = baseline.match(findings(now), entries(PARAGRAPHS))
    assert (matched.new, matched.stale) == ((), ())


def test_the_same_words_elsewhere_are_news() -> None:
    known = entries(PARAGRAPHS[:1])
    other = "Wie op 31 april 2000 al lid van de vereniging was, betaalt geen entree voor het zomerfeest."
    matched = baseline.match(findings([*PARAGRAPHS[:1], other]), known)
    assert [finding.at.block for finding in matched.new] == [1]


def test_a_finding_twice_is_known_twice_only_when_it_was_there_twice() -> None:
    twice = [PARAGRAPHS[0], "Iets anders.", PARAGRAPHS[0]]
    once = baseline.match([f for f in findings(twice) if f.rule == "date-impossible"], entries(PARAGRAPHS[:1]))
    assert (len(once.new), len(once.known)) == (1, 1)


def test_what_was_mended_is_stale() -> None:
    matched = baseline.match(findings(PARAGRAPHS[1:]), entries(PARAGRAPHS))
    assert ("date-impossible", "31 april 2000") in [(entry.rule, entry.text) for entry in matched.stale]
    assert matched.new == ()


def test_reasons_are_kept_when_the_baseline_is_written_anew() -> None:
    before = [baseline.make_entry(finding, reason="the printer's own calendar") for finding in findings(PARAGRAPHS[:1])]
    again = baseline.read(baseline.write(findings(PARAGRAPHS), before), "known.json")
    assert [entry.reason for entry in again if entry.text == "31 april 2000"] == ["the printer's own calendar"]
    assert {entry.reason for entry in again if entry.text != "31 april 2000"} == {""}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind": "baseline"}', '{"kind": "baseline", "entries": [3]}'])
def test_something_else_is_no_baseline(text: str) -> None:
    with pytest.raises(ReadError, match=r"known\.json"):
        baseline.read(text, "known.json")


def test_the_file_can_be_read_by_people() -> None:
    entry = json.loads(baseline.write(findings(PARAGRAPHS[:1])))["entries"][0]
    assert entry["source"] == "raad.txt"
    assert entry["context"].startswith("op 31 april 2000 besprak de gemeenteraad")
    assert entry["message"]
