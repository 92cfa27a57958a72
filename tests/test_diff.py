"""What changed inside the blocks that belong together: the laws of the redline."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docdiff.changes import diff, diff_texts
from docdiff.model import Block, Document, Mark, Place, Source, Span
from tests.notation import plain
from tests.test_align import documents, long_text

PIECES = [
    "de",
    "het",
    "rode",
    "auto",
    "12,5",
    "12-02-2026",
    "“nee”",
    '"nee"',
    "e-mail",
    "email",
    "x\u00ady",
    "Minister",
]
SPACES = [" ", " ", " ", "  ", "\u00a0", "\n", "", ", ", ". ", " – ", " - "]


def texts() -> st.SearchStrategy[str]:
    """Texts in which everything the diff treats specially occurs often."""
    pair = st.tuples(st.sampled_from(PIECES), st.sampled_from(SPACES))
    return st.one_of(st.lists(pair, max_size=30).map(lambda pairs: "".join(map("".join, pairs))), st.text(max_size=12))


def sides(changes: dict[str, Any], document: Document, side: str, ops: set[str]) -> None:
    """Asserts that the segments with `ops` give back every block of one side, to the character, exactly once."""
    seen: list[int] = []
    for change in changes["changes"]:
        text = "".join(segment["text"] for segment in change["segments"] if segment["op"] in ops)
        assert text == "\n".join(document.blocks[i].text for i in change[side])
        seen += change[side]
    assert sorted(seen) == list(range(len(document.blocks)))


@given(documents())
def test_segments_rebuild_both_sides(pair: tuple[list[str], list[str]]) -> None:
    old, new = Document.from_texts(pair[0]), Document.from_texts(pair[1])
    changes = diff(old, new).to_dict()
    sides(changes, old, "old", {"equal", "delete"})
    sides(changes, new, "new", {"equal", "insert"})
    assert len({change["id"] for change in changes["changes"]}) == len(changes["changes"])


@settings(max_examples=300)
@given(texts(), texts())
def test_opcodes_cover_both_texts(a: str, b: str) -> None:
    opcodes = diff_texts(a, b)
    assert "".join(a[op.a.start : op.a.end] for op in opcodes) == a
    assert "".join(b[op.b.start : op.b.end] for op in opcodes) == b
    for op in opcodes:
        if op.tag == "equal":
            assert a[op.a.start : op.a.end] == b[op.b.start : op.b.end] != ""
        else:
            assert (op.a.start == op.a.end) == (op.tag == "insert")
            assert (op.b.start == op.b.end) == (op.tag == "delete")
    for first, second in pairwise(opcodes):
        assert (first.tag, first.quiet) != (second.tag, second.quiet)
        assert (first.tag, second.tag) != ("insert", "delete") or first.quiet != second.quiet


@settings(max_examples=300)
@given(texts(), texts())
def test_swapping_the_sides_swaps_insertions_and_deletions(a: str, b: str) -> None:
    there = [(op.tag, a[op.a.start : op.a.end] + b[op.b.start : op.b.end]) for op in diff_texts(a, b)]
    back = [(op.tag, b[op.a.start : op.a.end] + a[op.b.start : op.b.end]) for op in diff_texts(b, a)]
    assert sorted(text for tag, text in there if tag == "insert") == sorted(
        text for tag, text in back if tag == "delete"
    )
    assert sorted(text for tag, text in there if tag == "delete") == sorted(
        text for tag, text in back if tag == "insert"
    )


@given(documents())
def test_a_document_against_itself_has_no_change(pair: tuple[list[str], list[str]]) -> None:
    document = Document.from_texts(pair[0])
    result = diff(document, document)
    assert all(hunk.kind == "equal" for hunk in result.hunks)
    assert all(op.tag == "equal" for hunk in result.hunks for op in hunk.opcodes)


def test_stats_count_words_of_edits_only() -> None:
    moved = long_text(1)
    old = Document.from_texts([moved, long_text(2, 60), "Dit is oud."])
    new = Document.from_texts([long_text(2, 60), "Dit is heel nieuw.", moved])
    stats = diff(old, new).stats
    assert (stats["moved"], stats["changed"], stats["equal"]) == (1, 1, 1)
    assert (stats["words_inserted"], stats["words_deleted"]) == (2, 1)


def test_a_renumbered_footnote_is_quiet() -> None:
    old = Document(
        Source("old"), (Block(0, "paragraph", "Het is af.4 Echt.", marks=(Mark(Span(10, 11), "note", "4"),)),)
    )
    new = Document(
        Source("new"), (Block(0, "paragraph", "Het is af.5 Echt.", marks=(Mark(Span(10, 11), "note", "5"),)),)
    )
    (hunk,) = diff(old, new).hunks
    assert hunk.kind == "equal"
    assert [(op.tag, op.quiet) for op in hunk.opcodes] == [
        ("equal", False),
        ("delete", True),
        ("insert", True),
        ("equal", False),
    ]


def test_changed_furniture_is_quiet() -> None:
    old = Document(Source("old"), (Block(0, "paragraph", "Ja."), Block(1, "furniture", "Pagina 1")))
    new = Document(Source("new"), (Block(0, "furniture", "Concept van mei"), Block(1, "paragraph", "Ja.")))
    assert {hunk.kind for hunk in diff(old, new).hunks} == {"equal"}


def test_one_very_long_paragraph() -> None:
    words = [f"woord{number * 7919 % 4001}" for number in range(60_000)]
    changed = list(words)
    for number in range(100, 60_000, 500):
        changed[number] = "anders"
    opcodes = diff_texts(" ".join(words), " ".join(changed))
    assert sum(op.tag == "insert" for op in opcodes) == 120


def test_the_outcome_does_not_depend_on_the_hash_seed() -> None:
    script = (
        "import json\n"
        "from docdiff.changes import diff\n"
        "from docdiff.model import Document\n"
        "from tests.test_align import long_text\n"
        "old = [long_text(n) for n in range(80)]\n"
        "new = [t.replace(' ', ' nieuw ', n % 9) for n, t in enumerate(old)]\n"
        "new = new[40:60] + new[:20] + ['Antwoord'] + new[25:40] + new[60:]\n"
        "print(json.dumps(diff(Document.from_texts(old), Document.from_texts(new)).to_dict()))\n"
    )
    outcomes = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, check=True, text=True
        )
        outcomes.add(run.stdout)
    (outcome,) = outcomes
    assert json.loads(outcome)["stats"]["moved"] > 0


class TestNumbers:
    """What numbers a block is not part of its text, but a reader sees when it changes."""

    def hunks(self, old: str, new: str) -> list[tuple[str, tuple[str, str, bool] | None]]:
        found = diff(plain(old), plain(new)).hunks
        return [
            (hunk.kind, (r.old, r.new, r.quiet) if (r := hunk.renumbered) else None)
            for hunk in found
            if hunk.renumbered or hunk.kind != "equal"
        ]

    def test_a_heading_with_another_number_changed(self) -> None:
        text = "1. Algemeen\n\nDe brug is dicht, en dat blijft zo.\n\n{} Woningbouw\n\nEr komen huizen bij.\n"
        assert self.hunks(text.format("2.1"), text.format("2.2")) == [("changed", ("2.1", "2.2", False))]

    def test_items_that_moved_up_for_a_new_one_did_not_change(self) -> None:
        old = "De punten zijn:\n\na) het eerste punt\nb) het tweede punt\n"
        new = "De punten zijn:\n\na) een heel nieuw punt\nb) het eerste punt\nc) het tweede punt\n"
        assert self.hunks(old, new) == [
            ("inserted", None),
            ("equal", ("a)", "b)", True)),
            ("equal", ("b)", "c)", True)),
        ]

    def test_a_list_that_begins_with_another_number_changed(self) -> None:
        old, new = (f"{number} Het is het enige punt van deze brief.\n" for number in ("1.", "3."))
        assert self.hunks(old, new) == [("changed", ("1.", "3.", False))]

    def test_another_bullet_is_no_change(self) -> None:
        assert self.hunks("• een punt\n• nog een\n", "- een punt\n- nog een\n") == []

    def test_differences_nobody_sees_are_known(self) -> None:
        same, quotes = plain("Hij zei 'ja' en ging."), plain("Hij zei ‘ja’ en ging.")
        assert not diff(same, same).has_quiet_changes
        assert diff(same, quotes).has_quiet_changes


@pytest.mark.parametrize(
    ("old", "new", "steps"),
    [
        ("The Requirement is here.", "The Requirements is here.", "The Requirement{+s+} is here."),
        ("Een besluit nemen.", "Een besluiten nemen.", "Een besluit{+en+} nemen."),
        ("Het is mogelijk.", "Het is onmogelijk.", "Het is {+on+}mogelijk."),
        ("De kat is er.", "De katten is er.", "De [-kat-]{+katten+} is er."),
        ("Het kost 36 045 euro.", "Het kost 36 046 euro.", "Het kost [-36 045-]{+36 046+} euro."),
        ("Zie § 3a van de wet.", "Zie § 3b van de wet.", "Zie [-§ 3a-]{+§ 3b+} van de wet."),
        ("Het is 12,5 % nu.", "Het is 12,7 % nu.", "Het is [-12,5-]{+12,7+} % nu."),
        ("Op 3 mei a.s. dus.", "Op 3 mei j.l. dus.", "Op 3 mei [-a.s.-]{+j.l.+} dus."),
    ],
)
def test_tokens_are_what_a_reader_takes_for_one(old: str, new: str, steps: str) -> None:
    marks = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
    shown = ""
    for step in diff_texts(old, new):
        before, behind = marks[step.tag]
        side, span = (new, step.b) if step.tag == "insert" else (old, step.a)
        shown += before + side[span.start : span.end] + behind
    assert shown == steps


def table(*rows: str) -> Document:
    cells = [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row.split("|"))]
    blocks = [Block(i, "cell", text, place=Place(cell=(0, r, c))) for i, (r, c, text) in enumerate(cells)]
    return Document(Source("table"), tuple(blocks))


def told(change: dict[str, Any]) -> list[tuple[str, str]]:
    return [(segment["op"], segment["text"]) for segment in change["segments"]]


class TestTables:
    ROWS = ("Bridge|yes|4|open", "Lock|yes|4|closed", "Quay|no|3|open", "Market hall|yes|3|open")

    def told(self, *rows: str) -> list[tuple[str, str, list[str]]]:
        """What is told of the table as these rows: (kind, of what, the segments that are not equal)."""
        changes = diff(table(*self.ROWS), table(*rows)).to_dict()
        sides(changes, table(*self.ROWS), "old", {"equal", "delete"})
        sides(changes, table(*rows), "new", {"equal", "insert"})
        return [
            (
                change["kind"],
                change["block_kind"],
                [part["text"] for part in change["segments"] if part["op"] != "equal"],
            )
            for change in changes["changes"]
            if change["kind"] != "equal"
        ]

    def test_a_row_is_one_change(self) -> None:
        assert self.told(*self.ROWS, "School|yes|4|open") == [("inserted", "row", ["School\nyes\n4\nopen"])]

    def test_a_row_that_moved_is_one_change_with_its_edits(self) -> None:
        assert self.told(*self.ROWS[1:], "Bridge|yes|5|open") == [("moved", "row", ["4", "5"])]

    def test_a_column_is_one_change(self) -> None:
        assert self.told(*(row.rpartition("|")[0] for row in self.ROWS)) == [
            ("deleted", "column", ["open\nclosed\nopen\nopen"])
        ]

    def test_a_cell_is_a_change_by_itself(self) -> None:
        assert self.told("Bridge|yes|5|open", *self.ROWS[1:]) == [("changed", "cell", ["4", "5"])]
