"""Dates in words and digits: what is one, what is not, and where it stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docdiff.dates import DateMention, document_date, find_dates, make_date, nearest_year, resolve_year
from docdiff.locale import date_words, languages, write_date
from docdiff.model import Block
from docdiff.readers import read


def only(text: str, language: str | None = None) -> DateMention:
    (found,) = find_dates(text, language)
    return found


def words(text: str, language: str | None = None) -> list[str]:
    return [text[found.span.start : found.span.end] for found in find_dates(text, language)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("op 11 februari 2025 vond", date(2025, 2, 11)),
        ("op 11 feb. 2025 vond", date(2025, 2, 11)),
        ("de 3e maart 2026", date(2026, 3, 3)),
        ("15-6-2026", date(2026, 6, 15)),
        ("15/6/2026.", date(2026, 6, 15)),
        ("2026-06-15", date(2026, 6, 15)),
        ("2026-06-15T10:00", date(2026, 6, 15)),
        ("February 11, 2025", date(2025, 2, 11)),
        ("the 11th of March 2025", date(2025, 3, 11)),
        ("am 1. März 2026", date(2026, 3, 1)),
        ("le 1er mars 2026", date(2026, 3, 1)),
        ("12 februari 2026.1 Fedorov", date(2026, 2, 12)),  # a footnote mark stuck to the year
        ("36800-X-82 van 20 mei 2026)", date(2026, 5, 20)),
        ("vraag 24, 11 februari 2026", date(2026, 2, 11)),
    ],
)
def test_full_dates(text: str, day: date) -> None:
    assert only(text, "nl").day == day


@pytest.mark.parametrize(
    "text",
    [
        "he may go",
        "May I ask",
        "2 van 22",
        "art. 3-4",
        "28676-560",
        "36 045, nr. 267",
        "bel 06-12345678 of 070-3182050",
        "version 1.2.3",
        "EUR 12,50 of € 12.000",
        "In mei 2000 euro",
        "In March 5 ships sailed",
        "Begroting 2026 en 2027.1 Fedorov",
        "van 2022 t/m 2025",
        "in maart",
        "https://example.org/2026/01/26/speech",
        "nota-2026-06-15-def",
        "het 5 mei-comité",
        "45-6-2026",
        "MQ-9 maart",
    ],
)
def test_never_a_date(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "days", "through"),
    [
        ("11 en 12 februari jl.", [11, 12], False),
        ("11, 12 en 13 februari 2026", [11, 12, 13], False),
        ("26-27 juni a.s.", [26, 27], True),
        ("9 tot en met 12 maart", [9, 12], True),
        ("13 and 14 May 2025", [13, 14], False),
        ("May 4–5, 2026", [4, 5], True),
        ("4 to 6 May 2025", [4, 6], True),
        ("nr. 24-11 februari", [11], False),  # does not run up, so 24 is no day
    ],
)
def test_several_days_of_one_month(text: str, days: list[int], through: bool) -> None:
    found = only(text, "nl")
    assert [day.number for day in found.days] == days
    assert found.through is through


def test_a_range_covers_the_days_between_and_a_pair_does_not() -> None:
    assert only("9 tot 12 maart").covers(10)
    assert not only("9 en 12 maart").covers(10)


def test_dates_that_share_what_stands_behind_the_last() -> None:
    first, second = find_dates("op 26 maart en 1 april jl. gepubliceerd", "nl")
    assert (first.relative, first.shared) == ("last", True)
    assert (second.relative, second.shared) == ("last", False)


def test_december_does_not_share_the_year_of_january() -> None:
    first, second = find_dates("30 december en 3 januari 2026")
    assert (first.year, second.year) == (None, 2026)


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("4 februari jl.", "last"),
        ("afgelopen 4 februari", "last"),
        ("18 juni a.s.", "next"),
        ("last Monday", "last"),
        ("afgelopen maandag", "last"),
        ("next March", "next"),
        ("31 maart van dit jaar", "this-year"),
        ("31 March last year", "last-year"),
        ("31 maart", None),
    ],
)
def test_words_that_place_a_date(text: str, relative: str | None) -> None:
    assert only(text, "nl").relative == relative


def test_weekdays_before_between_and_behind() -> None:
    assert only("zondag 23 augustus 2014").days[0].weekday == 6
    assert [day.weekday for day in only("maandag 9 en dinsdag 10 maart 2026").days] == [0, 1]
    assert only("2021-07-02 (Thursday)").days[0].weekday == 3


def test_short_weekdays_count_only_in_their_own_language() -> None:
    assert only("do 12 maart 2026", "nl").days[0].weekday == 3
    assert only("do 12 March 2026", "en").days[0].weekday is None
    assert only("So 5 May 2025 it was", "en").days[0].weekday is None


def test_a_paper_has_its_date_after_dd() -> None:
    assert only("nr. 442 d.d. 17 oktober 2023").cited
    assert not only("op 17 oktober 2023").cited


def test_days_that_do_not_exist_are_kept() -> None:
    assert only("31 april").days[0].number == 31
    assert only("29 februari 2023").day is None


def test_digits_are_ambiguous_only_where_the_month_may_come_first() -> None:
    assert only("3/4/2026", "en").ambiguous
    assert not only("3/4/2026", "nl").ambiguous
    assert not only("13/4/2026", "en").ambiguous
    assert only("4/13/2026", "en").day == date(2026, 4, 13)


def test_year_of_relative_dates() -> None:
    on = date(2026, 2, 10)
    assert resolve_year(only("10 februari jl."), 10, on) == 2026
    assert resolve_year(only("11 februari jl."), 11, on) == 2025
    assert resolve_year(only("11 februari a.s."), 11, on) == 2026
    assert resolve_year(only("4 februari a.s."), 4, on) == 2027
    assert resolve_year(only("4 februari vorig jaar"), 4, on) == 2025
    assert resolve_year(only("4 februari"), 4, on) is None
    assert nearest_year(12, 20, on) == 2025


def blocks(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(index, "paragraph", text) for index, text in enumerate(texts))


@pytest.mark.parametrize(
    ("texts", "name", "day", "source"),
    [
        (("De voorzitter", "Datum", "10 februari 2026", "Betreft"), "", date(2026, 2, 10), "label"),
        (("Datum: 10 februari 2026",), "", date(2026, 2, 10), "label"),
        (("Datum 15-6-2026",), "", date(2026, 6, 15), "label"),
        (("Date: 10 February 2026",), "", date(2026, 2, 10), "label"),
        (("Aan de Kamer", "Den Haag, 11 april 2025"), "", date(2025, 4, 11), "place"),
        (("’s-Gravenhage, 11 april 2025",), "", date(2025, 4, 11), "place"),
        (("Geachte heer,",), "brieven/2026-02-10 antwoord.txt", date(2026, 2, 10), "name"),
        (("Datum: 10 februari 2026",), "2024-01-01.txt", date(2026, 2, 10), "label"),
    ],
)
def test_what_a_document_is_dated_by(texts: tuple[str, ...], name: str, day: date, source: str) -> None:
    found = document_date(blocks(*texts), name, "nl")
    assert found is not None
    assert (found[0], found[1].source) == (day, source)


@pytest.mark.parametrize(
    "texts",
    [
        ("Op 11 februari 2025 vond de raad plaats.",),
        ("Bij beantwoording, datum, onze referentie en onderwerp vermelden.", "11 februari 2025"),
        ("Date of entry into force and further provisions are laid down by law on 1 May 2020.",),
        ("Wij spraken in de zaal, op voorstel van de leden, over het besluit van 11 april 2025 en de nota.",),
    ],
)
def test_a_document_is_not_dated_by_its_body(texts: tuple[str, ...]) -> None:
    assert document_date(blocks(*texts), "000_0c770f6e.txt", "nl") is None


def test_line_of_a_memo_whose_head_is_one_paragraph_dates_it() -> None:
    memo = read(b"# Memo\n\nTo: the board\nDate: 8 June 2026\nStatus: draft\n\nWe met on 1 May 2020.\n", name="a.md")
    assert memo.date == "2026-06-08"


# --- laws

ALPHABET = st.sampled_from(
    [
        *"0123456789",
        " ",
        " ",
        "-",
        "/",
        ".",
        ",",
        " en ",
        " and ",
        "februari",
        "May",
        "jl.",
        "d.d.",
        "maandag",
        "2026",
        "x",
    ]
)


@given(st.lists(ALPHABET, max_size=30).map("".join))
def test_every_span_lies_in_the_text_and_none_overlap(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.span.start <= found.core.start < found.core.end <= found.span.end <= len(text)
        for day in found.days:
            assert int(text[day.at.start : day.at.end]) == day.number
        if found.year_at and not found.shared:
            assert int(text[found.year_at.start : found.year_at.end]) == found.year
        end = found.span.end


@given(st.dates(date(1801, 1, 1), date(2199, 12, 31)), st.sampled_from(sorted(languages())))
def test_a_written_date_reads_as_that_day(day: date, language: str) -> None:
    assert only(f"op {write_date(day, language)} was", language).day == day
    assert only(f"op {day.isoformat()} was", language).day == day


@given(
    st.sampled_from(["zondag ", "afgelopen ", "d.d. ", ""]),
    st.integers(1, 31),
    st.sampled_from(sorted(date_words("nl").months)),
    st.sampled_from([" 2026", ""]),
    st.sampled_from([" jl.", " a.s.", ""]),
)
def test_the_words_of_a_date_alone_read_as_the_same_date(
    before: str, day: int, month: str, year: str, after: str
) -> None:
    text = f"Wij kwamen {before}{day} {month}{year}{after} bijeen."
    found = only(text, "nl")
    again = only(text[found.span.start : found.span.end], "nl")
    assert [d.number for d in again.days] == [d.number for d in found.days] == [day]
    assert (again.month, again.year, again.relative, again.cited) == (
        found.month,
        found.year,
        found.relative,
        found.cited,
    )


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 31))
def test_make_date_makes_only_days_that_exist(year: int, month: int, day: int) -> None:
    made = make_date(year, month, day)
    assert made is None or (made.year, made.month, made.day) == (year, month, day)
    assert made is not None or day > 28
