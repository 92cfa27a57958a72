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


LETTER = [
    "De raad kwam op 31 april 2003 bijeen. De brug over de Lange Gracht was toen al een jaar dicht. Wij zien dat de de "
    "kosten elk jaar hoger worden. Een nieuwe brug is er pas over drie jaar, en zo lang vaart er een pont.",
    "Het mkb in de stad klaagt over de pont. Ook het mkb in de dorpen heeft last van het wachten. Wie naar de overkant "
    "wil, staat soms een uur in de rij. De gemeente stelt het MKB daarvoor schadeloos, als daar geld voor is.",
    "Op 30 februari 2004 werd de eerste paal geslagen. De burgemeester hield een toespraak die lang duurde. Daarna was "
    "er voor iedereen een een glas wijn, en speelde de fanfare tot diep in de avond op de kade van de haven.",
    "Op zondag 4 mei 2005 is de brug geopend (zie het verslag. De fanfare speelde weer, en er was opnieuw wijn. "
    "Niemand had gedacht dat het zo lang zou duren. De pont is verkocht aan een stad in het noorden van het land.",
    "De kosten vielen achteraf mee. De provincie betaalde er een derde van van wat wij hadden geraamd, en het rijk "
    "ook. De rest kwam uit de kas van de gemeente, die daardoor leeg is. Voor de school is er nu geen geld.",
]
OTHERS = (
    "Ook de tweede zin heeft een een fout.",
    "Op 31 april 2009 was er niemand.",
    "Wij weten dat de de pont vaart.",
)


def edited(paragraphs: list[str], draw: random.Random) -> list[str]:
    """An edit away from the mistakes: a paragraph split, joined or moved, a sentence more, a new mistake."""
    now, at = list(paragraphs), draw.randrange(len(paragraphs))
    pieces = now[at].split(". ")
    cut = draw.randrange(1, len(pieces)) if len(pieces) > 1 else 0
    kind = draw.choice(["split", "join", "move", "before", "behind", "new"])
    if kind == "split" and cut:
        now[at : at + 1] = [". ".join(pieces[:cut]) + ".", ". ".join(pieces[cut:])]
    elif kind == "join" and at + 1 < len(now):
        now[at : at + 2] = [f"{now[at]} {now[at + 1]}"]
    elif kind == "move":
        now.insert(draw.randrange(len(now)), now.pop(at))
    elif kind == "before":
        now[at] = f"Zoals u weet is dat in het najaar anders besloten. {now[at]}"
    elif kind == "behind":
        now[at] = f"{now[at]} Daar is intussen heel anders over besloten door de raad."
    elif kind == "new":
        now.insert(at, draw.choice(OTHERS))
    return now


@pytest.mark.parametrize("seed", range(5))
def test_a_hundred_edits_around_the_mistakes_change_nothing(seed: int) -> None:
    draw, names = random.Random(seed), ("date-impossible", "doubled-word", "term-variant", "date-weekday", "unbalanced")
    rules = select_rules(names)
    first = check([Document.from_texts(LETTER, name="brug.txt")], rules)
    known = baseline.read(baseline.write(first), "known.json")
    assert len({finding.rule for finding in first}) == len(names)
    recognised = 0
    for _ in range(20):  # five edits each
        now = LETTER
        for _ in range(5):
            now = edited(now, draw)
        matched = baseline.match(check([Document.from_texts(now, name="brug.txt")], rules), known)
        recognised += len(matched.known)
        new = [finding.at.document.blocks[finding.at.block].text for finding in matched.new]
        assert [text for text in new if not any(other in text for other in OTHERS)] == []
    assert recognised >= 0.99 * 20 * len(known)


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
    found = findings(PARAGRAPHS[:1])
    once = baseline.match([*found, *found], entries(PARAGRAPHS[:1]))
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
