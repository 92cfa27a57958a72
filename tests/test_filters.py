"""What is told of a comparison, and what stays quiet."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docdiff.changes import Diff, diff
from docdiff.errors import UsageError
from docdiff.filters import TRAITS, choose
from docdiff.model import Block, Document, Source


def compare(old: str, new: str) -> Diff:
    return diff(Document.from_texts(old.split("\n")), Document.from_texts(new.split("\n")))


def told(found: Diff) -> list[str]:
    """What each change that is told takes out and puts in."""
    return [
        "".join(
            f"-{text}" if opcode.tag == "delete" else f"+{text}"
            for opcode, text in found.segments(hunk)
            if opcode.tag != "equal" and not opcode.quiet
        )
        for hunk in found.hunks
        if hunk.kind != "equal"
    ]


@pytest.mark.parametrize(
    ("old", "new", "ignore", "show", "changes"),
    [
        ("De Brug is open.", "De brug is open.", "", "", ["-Brug+brug"]),
        ("De Brug is open.", "De brug is open.", "case", "", []),
        ("De brug is open", "De brug is open.", "punctuation", "", []),
        ("Het kost 4,5 euro.", "Het kost 45 euro.", "punctuation", "", ["-4,5+45"]),
        ("Het kost 4 euro.", "Het kost 5 euro.", "numbers", "", []),
        ("Het kost 4 euro.", "Het kost 5 gulden.", "numbers", "", ["-4 euro+5 gulden"]),
        ("De Brug is open", "De brug is open!", "case punctuation", "", []),
        ("De  brug is open.", "De brug is open.", "", "", []),
        ("De  brug is open.", "De brug is open.", "", "whitespace", ["-  + "]),
        ("Dit is 'zo'.", "Dit is ‘zo’.", "", "whitespace", []),
        ("Dit is 'zo'.", "Dit is ‘zo’.", "", "quotes", ["-'+‘-'+’"]),
    ],
)
def test_traits(old: str, new: str, ignore: str, show: str, changes: list[str]) -> None:
    assert told(choose(compare(old, new), ignore=ignore.split(), show=show.split())) == changes


@pytest.mark.parametrize(("trait", "kind"), [("notes", "footnote"), ("furniture", "furniture")])
def test_kinds_of_blocks(trait: str, kind: str) -> None:
    def document(text: str) -> Document:
        return Document(Source("a"), (Block(0, "paragraph", "De brug is open."), Block(1, kind, text)))  # type: ignore[arg-type]

    found = diff(document("Zie het besluit van maandag."), document("Zie het besluit van dinsdag."))
    assert told(choose(found, ignore=[trait])) == []
    assert told(choose(found, show=[trait])) == ["-maandag+dinsdag"]


def test_a_heading_that_became_a_paragraph_is_told_when_formatting_is_shown() -> None:
    old = Document(Source("a"), (Block(0, "heading", "De kosten van de brug", 1),))
    new = Document(Source("b"), (Block(0, "paragraph", "De kosten van de brug"),))
    found = diff(old, new)
    assert [hunk.kind for hunk in found.hunks] == ["equal"]
    assert [hunk.kind for hunk in choose(found, show=["formatting"]).hunks] == ["formatting"]
    assert choose(found, show=["formatting"]).to_dict()["changes"][0]["restyled"] == {
        "old": "heading 1",
        "new": "paragraph",
        "quiet": False,
    }


def test_only_numbers_and_dates() -> None:
    old = "De brug kost 4 miljoen euro.\nZij opent op 3 mei 2026.\nDe wethouder is blij.\nEr zijn 12 schepen."
    new = "De brug kost 5 miljoen euro.\nZij opent op 4 mei 2026.\nDe wethouder is boos.\nEr zijn 13 schepen."
    found = compare(old, new)
    assert told(choose(found, only=["amount", "date"])) == ["-4+5", "-3+4"]
    assert told(choose(found, only=["number"])) == ["-4+5", "-12+13"]  # an amount is a number too


def test_only_a_category_hushes_moves_without_it() -> None:
    moved = "Een alinea over de sluis die naar het eind van de brief verhuist, met al haar woorden."
    rest = "De eerste alinea blijft waar zij is.\nDe tweede alinea over het kanaal ook, en zij zegt niets nieuws."
    found = compare(f"{moved}\n{rest}", f"{rest}\n{moved}")
    assert [hunk.kind for hunk in found.hunks].count("moved") == 1
    assert {hunk.kind for hunk in choose(found, only=["number"]).hunks} == {"equal"}


@pytest.mark.parametrize(
    ("names", "says"), [({"ignore": ["colour"]}, "whitespace"), ({"only": ["numbers"]}, "percentage")]
)
def test_what_does_not_exist_is_said(names: dict[str, Sequence[str]], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        choose(compare("a", "b"), **names)  # type: ignore[arg-type]


def test_nothing_is_both_ignored_and_shown() -> None:
    with pytest.raises(UsageError, match="case cannot be both"):
        choose(compare("a", "b"), ignore=["case"], show=["case"])


TEXTS = st.lists(
    st.sampled_from(["de brug", "De Brug", "4 euro", "5,2 %", "‘zo’", "'zo'", "3 mei 2026", "  ", "niet"]),
    min_size=1,
    max_size=8,
).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS, st.sets(st.sampled_from(TRAITS)), st.sets(st.sampled_from(["number", "date", "case"])))
def test_both_texts_can_still_be_put_together(old: str, new: str, ignore: set[str], only: set[str]) -> None:
    found = choose(compare(old, new), ignore=ignore, only=only)
    for hunk in found.hunks:
        segments = list(found.segments(hunk))
        assert "".join(text for opcode, text in segments if opcode.tag != "insert") == found.texts(hunk)[0]
        assert "".join(text for opcode, text in segments if opcode.tag != "delete") == found.texts(hunk)[1]


def test_a_lost_minus_is_no_punctuation() -> None:
    found = compare("The change is -5 per cent.", "The change is 5 per cent.")
    assert told(choose(found, ignore=["punctuation"])) == ["--"]
    assert told(choose(found, only=["percentage"])) == ["--"]


@pytest.mark.parametrize(("only", "left_out"), [(["number"], 1), (["negation"], 0)])
def test_what_is_left_out_is_counted(only: list[str], left_out: int) -> None:
    """From a user's report: "nothing changed" was said of a contract that had lost its "not"."""
    found = compare("He shall not be liable.", "He shall be liable.")
    assert choose(found, only=only).left_out == left_out
