"""Which blocks belong together."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docdiff.alignment import Link, align
from docdiff.model import Block, Document, Mark, Place, Source, Span

WORDS = "de het kamer rapport minister vraag begroting defensie maandag antwoord nieuw oud groot klein besluit".split()


def long_text(seed: int, words: int = 30) -> str:
    chance = random.Random(seed)
    return " ".join(f"{chance.choice(WORDS)}{chance.randrange(40)}" for _ in range(words)) + "."


def kinds(links: tuple[Link, ...]) -> list[str]:
    return [link.kind for link in links]


def documents() -> st.SearchStrategy[tuple[list[str], list[str]]]:
    """Two lists of texts that share some: repeated short ones, long ones, edited ones."""
    long = st.integers(0, 12).map(long_text)
    edited = st.integers(0, 12).map(lambda seed: long_text(seed).replace(" ", " nieuw ", 3))
    short = st.sampled_from(["Antwoord", "Vraag", "Ja.", "", "  ", "Vraag 1"])
    texts = st.lists(st.one_of(long, edited, short), max_size=14)
    return st.tuples(texts, texts)


@given(documents())
def test_every_block_is_in_exactly_one_link(sides: tuple[list[str], list[str]]) -> None:
    links = align(*sides)
    assert sorted(i for link in links for i in link.a) == list(range(len(sides[0])))
    assert sorted(j for link in links for j in link.b) == list(range(len(sides[1])))


@given(documents())
def test_links_in_place_are_in_order(sides: tuple[list[str], list[str]]) -> None:
    in_place = [link for link in align(*sides) if link.kind in ("same", "changed")]
    assert [link.a for link in in_place] == sorted(link.a for link in in_place)
    assert [link.b for link in in_place] == sorted(link.b for link in in_place)


@given(documents())
def test_swapping_the_sides_swaps_the_links(sides: tuple[list[str], list[str]]) -> None:
    other = {"split": "joined", "joined": "split", "inserted": "deleted", "deleted": "inserted"}
    swapped = {(other.get(link.kind, link.kind), link.b, link.a, link.score) for link in align(sides[1], sides[0])}
    assert swapped == {(link.kind, link.a, link.b, link.score) for link in align(*sides)}


@given(documents())
def test_a_document_is_the_same_as_itself(sides: tuple[list[str], list[str]]) -> None:
    assert set(kinds(align(sides[0], sides[0]))) <= {"same"}


def test_moved_and_edited_block_is_one_link() -> None:
    texts = [long_text(seed) for seed in range(6)]
    edited = texts[1].replace(" ", " nieuw ", 2)
    links = align(texts, [texts[0], *texts[2:], edited])
    assert kinds(links) == ["same"] * 5 + ["moved"]
    assert (links[-1].a, links[-1].b) == ((1,), (5,))


def test_split_and_join_are_one_link_each() -> None:
    first, second, third = (long_text(seed) for seed in range(3))
    assert kinds(align([f"{first} {second}", third], [first, second, third])) == ["split", "same"]
    assert kinds(align([first, second, third], [f"{first} {second}", third])) == ["joined", "same"]


def test_split_over_a_page_break_is_still_a_split() -> None:
    first, second = long_text(1), long_text(2)
    old = Document.from_texts([f"{first} {second}"])
    blocks = [Block(0, "paragraph", first), Block(1, "furniture", "12"), Block(2, "paragraph", second)]
    links = align(old, Document(Source("new"), tuple(blocks)))
    assert [(link.kind, link.b) for link in links] == [("split", (0, 2)), ("inserted", (1,))]


def test_furniture_is_compared_with_furniture_only() -> None:
    text = long_text(1)
    old = Document(Source("old"), (Block(0, "furniture", text), Block(1, "paragraph", "Ja.")))
    new = Document(Source("new"), (Block(0, "paragraph", text), Block(1, "paragraph", "Ja.")))
    assert kinds(align(old, new)) == ["deleted", "inserted", "same"]


def test_footnote_marks_are_not_compared() -> None:
    old = Block(0, "paragraph", "Het rapport [4] is af.", marks=(Mark(Span(12, 16), "note", "4"),))
    new = Block(0, "paragraph", "Het rapport [5] is af.", marks=(Mark(Span(12, 16), "note", "5"),))
    assert kinds(align([old], [new])) == ["same"]


def test_repeated_blocks_are_told_apart_by_their_neighbours() -> None:
    old = [text for seed in range(8) for text in (long_text(seed), "Antwoord", long_text(seed + 100))]
    new = old[:6] + old[9:]
    assert [link.a for link in align(old, new) if link.kind == "deleted"] == [(6,), (7,), (8,)]


def test_five_thousand_equal_blocks() -> None:
    links = align(["Antwoord"] * 5000, ["Antwoord"] * 4990)
    assert kinds(links).count("same") == 4990


def test_many_unrelated_words_as_blocks() -> None:
    old = [f"woord{number * 7919 % 20011}" for number in range(20_000)]
    new = [f"woord{number * 104729 % 30011}" for number in range(20_000)]
    links = align(old, new)
    assert sum(len(link.a) for link in links) == sum(len(link.b) for link in links) == 20_000


def test_a_large_gap_of_edited_blocks_is_aligned_by_its_rare_words() -> None:
    old = [long_text(seed) for seed in range(300)]
    new = [text.replace(" ", " nieuw ", 2) for text in old]
    assert set(kinds(align(old, new))) == {"changed"}


def test_a_repeated_heading_goes_with_what_it_stands_above() -> None:
    first, second, third = (long_text(seed) for seed in range(3))
    old = [first, "Antwoord", second, "Antwoord", third]
    assert [link.a for link in align(old, [first, "Antwoord", third]) if link.kind == "deleted"] == [(1,), (2,)]


def test_at_the_end_a_repeated_short_block_stays_where_it_was() -> None:
    old = [long_text(0), "Antwoord", "Antwoord"]
    assert [link.a for link in align(old, old[:2]) if link.kind == "deleted"] == [(2,)]


def test_one_long_block_moves_rather_than_many_short_ones() -> None:
    answers = [text for seed in range(4) for text in ("Antwoord", long_text(seed, 10))]
    long = long_text(9, 45)
    links = align([long, *answers], [*answers, long])
    assert [link.a for link in links if link.kind == "moved"] == [(0,)]


def table(*rows: str) -> list[Block]:
    cells = [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row.split("|"))]
    return [Block(i, "cell", text, place=Place(cell=(0, r, c))) for i, (r, c, text) in enumerate(cells)]


def cell_links(old: list[Block], new: list[Block]) -> list[tuple[str, str, str]]:
    """What happened to cells that are not the same, a row or a column at once: (kind, old text, new text)."""
    return [
        (link.kind, "|".join(old[i].text for i in link.a), "|".join(new[j].text for j in link.b))
        for link in align(old, new)
        if link.kind != "same"
    ]


class TestTables:
    ROWS = ("Bridge|yes|4|open", "Lock|yes|4|closed", "Quay|no|3|open", "Market hall|yes|3|open")

    def test_a_replaced_cell_faces_its_replacement(self) -> None:
        new = table(*self.ROWS[:2], "Quay|no|77|open", *self.ROWS[3:])
        assert cell_links(table(*self.ROWS), new) == [("changed", "3", "77")]

    def test_a_row_put_in_is_no_change_to_the_others(self) -> None:
        new = table(*self.ROWS[:2], "School|yes|4|open", *self.ROWS[2:])
        assert cell_links(table(*self.ROWS), new) == [("inserted", "", "School|yes|4|open")]

    def test_a_column_put_in_is_no_change_to_the_others(self) -> None:
        new = table(
            *(f"{row[: row.index('|')]}|{number} m{row[row.index('|') :]}" for number, row in enumerate(self.ROWS))
        )
        assert cell_links(table(*self.ROWS), new) == [("inserted", "", "0 m|1 m|2 m|3 m")]

    def test_short_rows_in_another_order_moved(self) -> None:
        bridge, lock, quay, hall = self.ROWS
        links = cell_links(table(*self.ROWS), table(lock, hall, quay, bridge))
        assert links == [("moved", quay, quay), ("moved", bridge, bridge)]

    def test_a_row_that_moved_keeps_its_edits(self) -> None:
        bridge, *others = self.ROWS
        assert cell_links(table(*self.ROWS), table(*others, "Bridge|yes|5|open")) == [
            ("moved", bridge, "Bridge|yes|5|open")
        ]

    def test_rows_are_known_by_their_names_when_all_numbers_change(self) -> None:
        old = table("Town|2024", "Breda|12", "Delft|15", "Zwolle|18")
        new = table("Town|2024", "Breda|31", "Delft|44", "Zwolle|57")
        assert cell_links(old, new) == [("changed", "12", "31"), ("changed", "15", "44"), ("changed", "18", "57")]

    def test_rows_that_are_only_counted_are_not_known_by_their_number(self) -> None:
        old = table("1|the bridge", "2|the lock", "3|the quay")
        new = table("1|the school", "2|the bridge", "3|the lock", "4|the quay")
        assert cell_links(old, new) == [
            ("inserted", "", "1|the school"),
            ("changed", "1", "2"),
            ("changed", "2", "3"),
            ("changed", "3", "4"),
        ]

    def test_a_short_row_does_not_move_to_a_table_about_something_else(self) -> None:
        def two_tables(*tables: tuple[str, ...]) -> list[Block]:
            cells = [
                (t, r, c, text)
                for t, rows in enumerate(tables)
                for r, row in enumerate(rows)
                for c, text in enumerate(row.split("|"))
            ]
            return [Block(i, "cell", text, place=Place(cell=(t, r, c))) for i, (t, r, c, text) in enumerate(cells)]

        towns, fees = ("Breda|12", "Delft|15", "Total|27"), ("Permit|40", "Fine|60")
        links = cell_links(two_tables(towns, fees), two_tables(towns[:2], (*fees, "Total|27")))
        assert links == [("deleted", "Total|27", ""), ("inserted", "", "Total|27")]

    @pytest.mark.parametrize(("old", "new", "kind"), [(3, 2, "deleted"), (2, 3, "inserted")])
    def test_a_column_that_came_or_went_is_one_link(self, old: int, new: int, kind: str) -> None:
        rows = ("Town|2024|2025", "Breda|12|31", "Delft|15|44")
        sides = [table(*("|".join(row.split("|")[:width]) for row in rows)) for width in (old, new)]
        assert [(link[0], link[1] or link[2]) for link in cell_links(*sides)] == [(kind, "2025|31|44")]

    def test_a_column_that_moved_is_one_link(self) -> None:
        old = table("Town|Year|Fee", "Breda|2021|12", "Delft|2022|15")
        new = table("Year|Town|Fee", "2021|Breda|12", "2022|Delft|15")
        (link,) = cell_links(old, new)
        assert link in [("moved", side, side) for side in ("Town|Breda|Delft", "Year|2021|2022")]

    def test_columns_of_two_tables_are_two_links(self) -> None:
        def tables(*rows: str) -> list[Block]:
            cells = [
                (t, r, c, text) for t in (0, 1) for r, row in enumerate(rows) for c, text in enumerate(row.split("|"))
            ]
            return [Block(i, "cell", text, place=Place(cell=(t, r, c))) for i, (t, r, c, text) in enumerate(cells)]

        links = cell_links(tables("Town|2024", "Breda|12"), tables("Town|2024|2025", "Breda|12|31"))
        assert links == [("inserted", "", "2025|31")] * 2

    @given(
        st.lists(st.lists(st.sampled_from(["a", "b", "3", "yes", "the old town"]), min_size=1, max_size=4), max_size=5)
    )
    def test_swapping_swaps(self, rows: list[list[str]]) -> None:
        old, new = table(*self.ROWS), table(*("|".join(row) for row in rows))
        there = sorted((link.a, link.b) for link in align(old, new))
        back = sorted((link.b, link.a) for link in align(new, old))
        assert there == back
