"""The redline in a terminal."""

from __future__ import annotations

import re

import pytest

from docdiff import render
from docdiff.render import screen

from ..redlines import redline

SEQUENCE = re.compile(r"\x1b\[[\d;]*m")


def plain(notation: str, width: int = 60) -> list[str]:
    return render.terminal(redline(notation), color=False, width=width).splitlines()


def test_without_colour_changes_are_in_the_notation_of_wdiff() -> None:
    assert plain("The [-brown-]{+crimson+} fox.") == [
        "draft-1.txt → draft-2.txt",
        "",
        "~   The [-brown-]{+crimson+} fox.",
        "",
        "1 change: 1 changed · 1 word inserted, 1 word deleted",
    ]


def test_with_colour_words_are_underlined_and_struck() -> None:
    shown = render.terminal(redline("The [-brown-]{+crimson+} fox."), color=True, width=60)
    assert "\x1b[9;31mbrown\x1b[0m\x1b[4;32mcrimson\x1b[0m" in shown
    assert "[-" not in SEQUENCE.sub("", shown)


def test_unchanged_stretches_are_counted_and_the_section_is_named() -> None:
    assert plain("# 1. Plan\nOne.\nTwo.\nThree.\nFour is [-old-]{+new+}.\nFive.\nSix.\nSeven.")[2:-2] == [
        "    ⋯ 3 paragraphs unchanged",
        "",
        "§ 1. Plan",
        "    Three.",
        "~   Four is [-old-]{+new+}.",
        "    Five.",
        "",
        "    ⋯ 2 paragraphs unchanged",
    ]


def test_a_move_is_told_at_both_places() -> None:
    shown = plain("# A\nOne.\n<1\n# B\nTwo.\n>1 It went {+far +}down.")
    assert shown[shown.index("<   moved to § B") + 1] == "    It went down."
    assert shown[shown.index(">   moved from § A") + 1] == "    It went {+far +}down."


def test_a_split_is_one_event() -> None:
    assert plain("First.[- -]{+¶+}Second.")[2:5] == ["¶   split in 2", "    First.{+¶+}", "    Second."]


@pytest.mark.parametrize("width", [20, 40, 100])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    notation = "# A long heading that goes on and on\n- " + "words go on " * 30 + "\nA[-b-]{+c+}" + "x" * 150
    assert max(map(len, plain(notation, width))) <= width


def test_a_document_cannot_steer_the_terminal() -> None:
    shown = render.terminal(redline("One \x1b]0;title\x07 \u202etxt [-a-]{+b+}."), color=True, width=60)
    assert "␛]0;title␇ <U+202E>txt" in SEQUENCE.sub("", shown)
    assert "\x1b" not in SEQUENCE.sub("", shown)


def test_equal_documents_are_told_in_a_sentence() -> None:
    assert plain("One.\nTwo.")[-1] == "Nothing changed: both documents say the same."


def test_the_surroundings_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    before = render.terminal(redline("A [-b-]{+c+}."), color=True, width=60)
    for name, value in {"NO_COLOR": "1", "COLUMNS": "20", "TERM": "dumb", "FORCE_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    assert render.terminal(redline("A [-b-]{+c+}."), color=True, width=60) == before


def test_it_speaks_dutch() -> None:
    shown = render.terminal(redline("A [-b-]{+c+}."), color=False, width=80, lang="nl")
    assert shown.splitlines()[-1] == "1 wijziging: 1 gewijzigd · 1 woord toegevoegd, 1 woord geschrapt"


def test_a_row_of_a_table_is_one_line() -> None:
    assert plain("| Bridge | [-12-]{+14+} |\n- | Lock | 3 |\n| Quay | 4 |")[2:5] == [
        "~   Bridge | [-12-]{+14+}",
        "-   [-Lock-] | [-3-]",
        "    Quay | 4",
    ]


LONG = "x" * 50


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("one two three four five six", ["one two three four", "five six"]),
        (f"one {LONG} two", ["one", "x" * 20, "x" * 20, "x" * 10 + " two"]),
        ("a\tb", ["a       b"]),
        ("one\ntwo", ["one", "two"]),
        ("", [""]),
        ("中文" * 7, ["中文" * 5, "中文" * 2]),  # two cells each
        ("e\u0301" * 21, ["e\u0301" * 20, "e\u0301"]),  # an accent takes none
    ],
)
def test_rows_end_between_words_and_fit(text: str, rows: list[str]) -> None:
    assert [screen.write(row) for row in screen.wrap([(text, "")], 20)] == rows


def test_marked_words_keep_their_look_over_the_end_of_a_row() -> None:
    words = [("one ", ""), ("two three four five", screen.RED_STRIKE), (" six", "")]
    assert [screen.write(row, screen.BOLD) for row in screen.wrap(words, 20)] == [
        "\x1b[1mone \x1b[0m\x1b[1;9;31mtwo three four\x1b[0m",
        "\x1b[1;9;31mfive\x1b[0m\x1b[1m six\x1b[0m",
    ]
