"""A note whose mark moved is a change, and tears nothing else apart."""

from __future__ import annotations

import json

import jsonschema
import pytest

from docdiff import render
from docdiff.changes import Diff, diff
from docdiff.filters import choose
from docdiff.model import Document
from docdiff.readers import read
from docdiff.render.schemas import schema
from tests.word import docx, p, r

FIRST, SECOND = "De brug kost vijf miljoen euro.", "De raad besluit daarover in maart."
OTHER = "De wethouder opent de brug in het voorjaar van volgend jaar."
NOTE, NOTE_2 = "Zie het besluit van 3 maart 2026 over de begroting.", "Zie de brief van de wethouder aan de raad."


def markdown(text: str, *notes: str) -> Document:
    written = "\n\n".join(f"[^{number}]: {note}" for number, note in enumerate(notes, 1))
    return read(f"{text}\n\n{written}\n".encode(), name="a.md")


def word_file(*paragraphs: str, notes: tuple[str, ...]) -> Document:
    """Paragraphs in which ^ stands for the next mark."""
    written = "".join(
        f'<w:footnote w:id="{number}">{p(r("<w:footnoteRef/>"), note)}</w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    marks = iter(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in range(1, 9))
    body = []
    for paragraph in paragraphs:
        first, *rest = paragraph.split("^")
        body.append(p(first, *(part for piece in rest for part in (next(marks), piece) if part)))
    return read(docx(*body, footnotes=written), name="a.docx")


def told(found: Diff) -> list[tuple[str, str]]:
    return [(hunk.kind, found.texts(hunk)[1][:10]) for hunk in found.hunks if hunk.kind != "equal"]


def in_one_paragraph() -> Diff:
    return diff(
        word_file(f"{FIRST}^ {SECOND}", notes=(NOTE,)),
        word_file(f"{FIRST} {SECOND}^", notes=(NOTE,)),
    )


def test_a_mark_that_moved_within_its_paragraph_is_a_change() -> None:
    found = in_one_paragraph()
    assert told(found) == [("note", "De brug ko")]
    change = found.to_dict()["changes"][0]
    end = len(FIRST)
    last = len(f"{FIRST} {SECOND}")
    assert change["notes"] == [
        {
            "old": {"block": 0, "start": end, "end": end},
            "new": {"block": 0, "start": last, "end": last},
            "old_label": "1",
            "new_label": "1",
            "quiet": False,
        }
    ]
    assert found.stats["note"] == 1
    jsonschema.validate(found.to_dict(), schema("redline"))


def test_a_mark_that_moved_is_told_in_every_output() -> None:
    found = in_one_paragraph()
    page = render.html(found)
    assert f'{FIRST}<del><sup class="note" data-note="1"></sup></del> {SECOND}<ins><sup class="note"' in page
    assert "its mark stood behind “kost vijf miljoen euro.”, stands behind “daarover in maart.”" not in page
    said = "note 1: its mark stood behind “kost vijf miljoen euro.”, stands behind “besluit daarover in maart.”"
    assert said in page
    assert f'<span class="details"><span>{said}</span></span>' in page
    assert '<li class="note" data-choose="kind note">1 note mark moved</li>' in page
    shown = render.terminal(found, color=False, width=200)
    assert said in shown
    assert f"{FIRST}[-[1]-] {SECOND}{{+[1]+}}" in shown
    assert said in render.markdown(found)
    assert "noot 1: het teken stond achter" in render.html(found, lang="nl")
    assert json.loads(render.json(found))["changes"][0]["kind"] == "note"
    assert "its mark stood" in found._repr_html_()


def test_a_mark_that_moved_to_another_paragraph_leaves_both_in_their_place() -> None:
    """The note is longer than the paragraph it passes; that once made the paragraph the one that moved."""
    long_note = f"{NOTE} {NOTE_2} En daarna nog veel meer, want een noot kan lang zijn."
    found = diff(
        word_file(f"{FIRST}^", SECOND, OTHER, notes=(long_note,)),
        word_file(FIRST, f"{SECOND}^", OTHER, notes=(long_note,)),
    )
    assert told(found) == [("note", FIRST[:10]), ("note", SECOND[:10])]
    assert found.hunks[0].notes == found.hunks[1].notes
    assert "{+[1]+}" in render.terminal(found, color=False, width=200)


def test_notes_that_changed_places_are_told_by_their_marks() -> None:
    found = diff(
        word_file(f"{FIRST}^ {SECOND}^ {OTHER}", notes=(NOTE, NOTE_2)),
        word_file(f"{FIRST}^ {SECOND}^ {OTHER}", notes=(NOTE_2, NOTE)),
    )
    assert told(found) == [("note", "De brug ko")]
    moves = [(move.old_label, move.new_label) for hunk in found.hunks for move in hunk.notes]
    assert sorted(moves) == [("1", "2"), ("2", "1")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # The words before the mark changed, or more came before it: it stands where it stood.
        ("De brug kost vijf euro[^1] en meer.", "De brug kost zes gulden[^1] en meer."),
        ("De brug kost vijf euro[^1].", "De brug kost vijf euro en een beetje[^1]."),
        ("De brug kost vijf euro.[^1] Meer.", "De brug kost nog altijd vijf euro.[^1] Meer."),
        ("De brug[^1] kost vijf euro.", "De brug [^1] kost vijf euro."),
    ],
)
def test_a_mark_beside_an_edit_did_not_move(old: str, new: str) -> None:
    found = diff(markdown(old, NOTE), markdown(new, NOTE))
    assert not [move for hunk in found.hunks for move in hunk.notes]


def test_a_new_note_tells_of_itself() -> None:
    found = diff(
        word_file(f"{FIRST} {SECOND}^", notes=(NOTE,)),
        word_file(f"{FIRST}^ {SECOND}^", notes=(NOTE_2, NOTE)),
    )
    assert told(found) == [("inserted", NOTE_2[:10])]


def test_a_paragraph_that_moves_takes_its_note_along() -> None:
    paragraphs = [
        f"{FIRST} {SECOND}^",
        f"{OTHER} Dat zei zij gisteren.",
        "Een derde alinea over iets heel anders dan dat.",
    ]
    found = diff(word_file(*paragraphs, notes=(NOTE,)), word_file(*paragraphs[1:], paragraphs[0], notes=(NOTE,)))
    assert [kind for kind, _ in told(found)] == ["moved"]


def test_marks_that_are_words_of_the_text_tell_the_same() -> None:
    old = f"{FIRST} [1] {SECOND}\n\n[1] {NOTE}\n"
    new = f"{FIRST} {SECOND} [1]\n\n[1] {NOTE}\n"
    found = diff(read(old.encode(), name="a.txt"), read(new.encode(), name="b.txt"))
    assert told(found) == [("note", "De brug ko")]


def test_the_mark_of_a_note_that_was_emptied_stays_in_place() -> None:
    old, new = (word_file(f"{FIRST}^ {SECOND}", notes=(note,)) for note in (NOTE, ""))
    assert told(diff(old, new)) == [("deleted", "")]
    assert told(diff(new, old)) == [("inserted", NOTE[:10])]


def test_notes_can_be_ignored() -> None:
    assert told(choose(in_one_paragraph(), ignore=["notes"])) == []
    assert told(choose(in_one_paragraph(), only=["number"])) == []
    assert choose(in_one_paragraph(), only=["number"]).left_out == 1


def test_swapping_the_sides_swaps_the_marks() -> None:
    old, new = word_file(f"{FIRST}^", SECOND, notes=(NOTE,)), word_file(FIRST, f"{SECOND}^", notes=(NOTE,))
    there = [(move.old, move.new) for hunk in diff(old, new).hunks for move in hunk.notes]
    back = [(move.new, move.old) for hunk in diff(new, old).hunks for move in hunk.notes]
    assert there == back != []
