"""What stands where, before any renderer says how it looks."""

from __future__ import annotations

from dataclasses import replace

import pytest

import docdiff
from docdiff.changes import Diff
from docdiff.filters import choose
from docdiff.model import Block, Document, Source
from docdiff.render.passages import block_of, label_of, lines, passages, stretches

from ..redlines import redline


def shape(diff: Diff) -> list[str]:
    """Each passage as "number kind: text", its origin marked."""
    return [f"{p.number} {'origin' if p.origin else p.kind}: {block_of(diff, p).text}" for p in passages(diff)]


def test_changes_are_numbered_in_reading_order() -> None:
    diff = redline("""
        One.
        + Two.
        Three is [-old-]{+new+}.
        """)
    assert shape(diff) == ["0 equal: One.", "1 inserted: Two.", "2 changed: Three is new."]


@pytest.mark.parametrize(
    ("notation", "label"),
    [
        ("1) One.", "1)"),
        ("1) 1) One.", ""),
        ("1) 1)2 is a label of its own.", "1)"),
        ("a. a.m. is before noon.", "a."),
        ("^2 2 people left.", "2"),
    ],
)
def test_a_label_is_shown_unless_the_text_says_it(notation: str, label: str) -> None:
    assert label_of(redline(notation).new.blocks[0]) == label


def test_a_move_is_read_at_both_places_under_one_number() -> None:
    diff = redline("""
        A stays.
        >1 M went up.
        B stays.
        <1
        C stays.
        """)
    assert shape(diff) == [
        "0 equal: A stays.",
        "1 moved: M went up.",
        "0 equal: B stays.",
        "1 origin: M went up.",
        "0 equal: C stays.",
    ]


def test_what_left_the_very_beginning_is_told_there() -> None:
    diff = redline("""
        <1
        A stays.
        >1 M went down.
        """)
    assert shape(diff)[0] == "1 origin: M went down."


def test_neighbours_that_moved_together_keep_their_old_order() -> None:
    diff = redline("""
        A stays.
        <1
        <2
        B stays.
        >2 Second.
        >1 First.
        """)
    assert shape(diff)[1:3] == ["2 origin: First.", "1 origin: Second."]


def test_furniture_is_left_out_unless_it_is_shown() -> None:
    old = Document(Source("old"), (Block(0, "paragraph", "One."), Block(1, "paragraph", "Two.")))
    page = Block(1, "furniture", "Page 2")
    new = Document(Source("new"), (old.blocks[0], page, replace(old.blocks[1], index=2)))
    found = docdiff.diff(old, new)
    assert shape(found) == ["0 equal: One.", "0 equal: Two."]
    assert shape(choose(found, show=["furniture"])) == ["0 equal: One.", "1 inserted: Page 2", "0 equal: Two."]


def test_a_split_is_two_lines_with_a_break_between_them() -> None:
    diff = redline("One.[- -]{+¶+}Two.")
    first, second = lines(diff, passages(diff)[0])
    assert [(p.tag, p.text, p.is_break) for p in first.pieces] == [
        ("equal", "One.", False),
        ("delete", " ", False),
        ("insert", "", True),
    ]
    assert [p.text for p in second.pieces] == ["Two."]


def test_a_join_is_one_line_with_a_struck_break() -> None:
    diff = redline("One.[-¶-]{+ +}Two.")
    (line,) = lines(diff, passages(diff)[0])
    assert [(p.tag, p.text, p.is_break) for p in line.pieces] == [
        ("equal", "One.", False),
        ("delete", "", True),
        ("insert", " ", False),
        ("equal", "Two.", False),
    ]


def test_a_quiet_difference_shows_the_new_text_and_is_no_change() -> None:
    diff = redline("He said [~'yes'~]{~“yes”~}.")
    (passage,) = passages(diff)
    assert passage.number == 0
    assert "".join(piece.text for piece in lines(diff, passage)[0].pieces) == "He said “yes”."
    assert {piece.tag for piece in lines(diff, passage)[0].pieces} == {"equal"}


def folded(diff: Diff, **options: bool) -> list[tuple[bool, int]]:
    return [(s.folded, s.size) for s in stretches(diff, passages(diff), **options)]


def test_unchanged_blocks_fold_but_for_one_on_either_side_of_a_change() -> None:
    diff = redline("1.\n2.\n3.\n4 [-old-]{+new+}.\n5.\n6.\n7.")
    assert folded(diff) == [(True, 2), (False, 3), (True, 2)]


def test_one_block_alone_is_not_worth_folding() -> None:
    diff = redline("1.\n2.\n3 [-old-]{+new+}.")
    assert folded(diff) == [(False, 3)]


def test_headings_stay_in_sight() -> None:
    diff = redline("# H\n1.\n2.\n# I\n3.\n4.\n5 [-old-]{+new+}.")
    assert folded(diff) == [(False, 1), (True, 2), (False, 4)]
    assert folded(diff, keep_headings=False) == [(True, 5), (False, 2)]


def test_a_table_counts_for_one_and_is_shown_whole() -> None:
    diff = redline("1.\n2.\n| a | b |\n| c | [-d-]{+e+} |\n3.\n4.\n5.")
    assert folded(diff) == [(False, 4), (True, 2)]
