"""References to papers are read by their grammar."""

from __future__ import annotations

import pytest

from docdiff.facts.references import find_malformed, find_papers
from docdiff.model import Document


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zie Kamerstuk 36 045, nr. 267.", [("36045", "267", "space")]),
        ("Zie Kamerstuk 36715, nr.32", [("36715", "32", "plain")]),
        ("Zie 28676-560/2026D28253.", [("28676", "560", "dash")]),
        ("Zie 36800-X-82 en 21501-30-603.", [("36800-X", "82", "dash"), ("21501-30", "603", "dash")]),
        ("Motie (Kamerstuk 36 800 V, nr. 48)", [("36800-V", "48", "space")]),
        ("Het kost 36 045 euro, en nummer 28676 is vrij.", []),
    ],
)
def test_papers(text: str, found: list[tuple[str, str, str]]) -> None:
    papers = find_papers(Document.from_texts([text]))
    assert [(paper.dossier, paper.number, paper.form) for paper in papers] == found


def test_malformed() -> None:
    text = (
        "Kamerbrief 2867630806 nr. 442, Kamerstuk 360455, ECLI:NL:HR:201:12 en COM(20255) 95; Kamerstuk 36 045, nr. 3."
    )
    found = list(find_malformed(Document.from_texts([text])))
    assert [(item.kind, item.spot().text) for item in found] == [
        ("run-together", "2867630806"),
        ("digits", "360455"),
        ("ecli", "ECLI:NL:HR:201:12"),
        ("year", "COM(20255) 95"),
    ]
    assert found[0].parts == ("28676", "30806")
