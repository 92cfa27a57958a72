"""The two drafts of the README, from their files to every output."""

from __future__ import annotations

from pathlib import Path

import pytest

from docdiff import render
from docdiff.changes import Diff, diff
from docdiff.readers import read

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


@pytest.fixture(scope="module")
def drafts() -> Diff:
    return diff(read(EXAMPLES / "letter-draft-1.txt"), read(EXAMPLES / "letter-draft-2.txt"))


def test_the_terminal_tells_what_happened(drafts: Diff) -> None:
    shown = render.terminal(drafts, color=False, width=140, lang="nl")
    assert "totale kosten van de herinrichting ramen wij op € [-11.250.000-]{+11.850.000+}." in shown
    assert "donderdag [-12-]{+19+} maart 2026" in " ".join(shown.split())
    assert ">   verplaatst van § 4. Planning\n" in shown
    assert "¶   gesplitst in 2\n" in shown
    assert shown.splitlines()[-1] == (
        "9 wijzigingen: 5 gewijzigd, 1 toegevoegd, 1 geschrapt, 1 verplaatst, 1 gesplitst"
        " · 33 woorden toegevoegd, 42 woorden geschrapt"
    )


def test_the_page_says_the_same(drafts: Diff) -> None:
    page = render.html(drafts, lang="nl")
    assert '<p class="total">9 wijzigingen</p>' in page
    assert "kunnen <ins>tot 1 juli 2028 </ins>een beroep doen" in page


def test_the_other_outputs_hold_the_change(drafts: Diff) -> None:
    assert "€ {--11.250.000--}{++11.850.000++}" in render.markdown(drafts)
    assert '"text": "11.850.000"' in render.json(drafts)
