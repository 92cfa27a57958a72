"""What holds for any two versions, with every kind of edit at once: rows, columns, notes, looks, moves."""

from __future__ import annotations

from itertools import groupby

import jsonschema
import pytest

from docdiff import render
from docdiff.changes import Diff, diff
from docdiff.filters import choose
from docdiff.model import Document
from docdiff.render.passages import block_of, passages
from docdiff.render.schemas import schema

from .edits import versions

SEEDS = range(60)
CHOICES = (
    {},
    {"show": ["formatting", "whitespace", "quotes"]},
    {"only": ["number"]},
    {"ignore": ["notes", "case"]},
)


def texts(document: Document, blocks: list[int]) -> str:
    return "\n".join(document.blocks[at].text for at in blocks)


def holds_both_texts(found: Diff) -> None:
    changes = found.to_dict()["changes"]
    for side, document, gone in (("old", found.old, "insert"), ("new", found.new, "delete")):
        blocks = [at for change in changes for at in change[side]]
        assert sorted(blocks) == list(range(len(document.blocks)))
        for change in changes:
            words = "".join(part["text"] for part in change["segments"] if part["op"] != gone)
            assert words == texts(document, change[side])


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_every_choice_holds_both_texts(choice: dict[str, list[str]]) -> None:
    for seed in SEEDS:
        found = choose(diff(*versions(seed)), **choice)
        holds_both_texts(found)
        jsonschema.validate(found.to_dict(), schema("redline"))


def test_the_other_way_round_says_the_opposite() -> None:
    other = {"inserted": "deleted", "deleted": "inserted", "split": "joined", "joined": "split"}
    for seed in SEEDS:
        old, new = versions(seed)
        there, back = (choose(found, show=["formatting"]) for found in (diff(old, new), diff(new, old)))
        kinds = sorted((hunk.link.a, hunk.link.b, other.get(hunk.kind, hunk.kind)) for hunk in there.hunks)
        assert kinds == sorted((hunk.link.b, hunk.link.a, hunk.kind) for hunk in back.hunks), seed


def test_a_version_beside_itself_is_silent() -> None:
    for seed in SEEDS:
        old, _ = versions(seed)
        found = choose(diff(old, old), show=["formatting", "whitespace", "quotes", "furniture"])
        assert {hunk.kind for hunk in found.hunks} == {"equal"}


def test_every_change_is_told_and_every_table_is_whole() -> None:
    for seed in SEEDS:
        found = choose(diff(*versions(seed)), show=["formatting"])
        order = passages(found)
        told = [passage.number for passage in order if passage.number and not passage.origin]
        assert told == list(range(1, sum(hunk.kind != "equal" for hunk in found.hunks) + 1))
        tables = [
            block.place.cell and block.place.cell[0]
            for block in (block_of(found, passage) for passage in order if not passage.origin and passage.hunk.link.b)
        ]
        runs = [table for table, _ in groupby(tables) if table is not None]
        assert len(runs) == len([cell for cell, _ in groupby(_tables(found.new)) if cell is not None])
        for color in (False, True):
            assert render.terminal(found, color=color, width=60)
        assert render.html(found)
        assert render.markdown(found)


def _tables(document: Document) -> list[int | None]:
    """The table of each block, notes left out."""
    return [block.place.cell and block.place.cell[0] for block in document.blocks if block.kind != "footnote"]
