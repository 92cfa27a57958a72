"""Marks of footnotes are tied to their notes."""

from __future__ import annotations

from docdiff.facts.notes import find_notes
from docdiff.readers import read
from tests.notation import plain


def test_marks_and_notes_belong_together_by_number() -> None:
    notes = find_notes(plain("Dit is zo.[^1] En dat.[^2]\n\n[^1]: Een.\n\n[^2]: Twee.\n"))
    assert [(mark.number, note.text) for mark, note in notes.pairs] == [("1", "Een."), ("2", "Twee.")]
    assert notes.unmarked == ()
    assert notes.dangling == ()


def test_numbers_that_come_back_belong_to_the_note_behind_them() -> None:
    text = "Dit is zo.[^2]\n\n[^2]: Een.\n\nLater ook.[^2]\n\n[^2]: Twee.\n"
    assert [note.text for _, note in find_notes(plain(text)).pairs] == ["Een.", "Twee."]


def test_mark_that_its_reader_left_in_the_text() -> None:
    notes = find_notes(read(b"A claim.[^1] Another.[^3]\n\n[^1]: First.\n", name="x.md"))
    assert [(mark.number, mark.spot().text) for mark in notes.dangling] == [("3", "[^3]")]


def test_sentence_a_mark_hangs_on() -> None:
    document = plain("Eerst dit. Dan komt het rapport van 2025.[^1] Later meer.\n\n[^1]: Een.\n")
    (mark,) = find_notes(document).marks
    text = document.blocks[0].text
    assert text[mark.sentence.start : mark.sentence.end] == "Dan komt het rapport van 2025."


def test_number_glued_to_a_long_sentence_is_a_mark() -> None:
    document = plain("De lening is voor Oekraïne voor 2026 en 2027.1 Later kwam de minister erbij.\n")
    assert [mark.sure for mark in find_notes(document).marks] == [True]
