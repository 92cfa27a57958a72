"""The five real letters are read as a person reads them."""

from pathlib import Path

import pytest

from docdiff.readers import read


@pytest.mark.parametrize(
    ("letter", "first_words", "lines"),
    [
        # Every printed line is followed by an empty one; a page ends between two of the lines.
        ("000", "De RBZ-Defensie werd afgesloten", (55, 72)),
        # A page ends in mid-sentence.
        ("000", "Reducing fragmentation does not imply", (483, 495)),
        # A page ends in mid-sentence, and two notes stand at its foot.
        ("004", "Het kabinet steunt het voornemen van de Commissie", (268, 297)),
        # Two lines with an empty one between, inside one list item.
        ("001", "Via deze brief wordt de Eerste Kamer", (13, 15)),
        # One paragraph a line.
        ("002", "Nederland zet in op het verwezenlijken", (73, 73)),
    ],
)
def test_a_paragraph_goes_on_where_it_does(seeds: Path, letter: str, first_words: str, lines: tuple[int, int]) -> None:
    document = read(next(seeds.glob(f"{letter}*.txt")))
    (block,) = (block for block in document.blocks if block.text.startswith(first_words))
    assert (block.place.line, block.place.end_line) == lines


def test_notes_of_the_white_paper_letter(seeds: Path) -> None:
    document = read(next(seeds.glob("004*.txt")))
    notes = [block.label for block in document.blocks if block.kind == "footnote"]
    marks = [mark.value for block in document.body for mark in block.marks if mark.kind == "note"]
    assert notes == [str(number) for number in range(1, 12)]
    # Mark 12 has no note in this file, so nothing but its looks says that it is one.
    assert marks == [*notes, "12"]
