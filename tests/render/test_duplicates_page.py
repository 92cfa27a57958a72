"""The page of what repeats: who holds whose text, both places of every pair, and the answers in a table."""

from __future__ import annotations

import re

import pytest
from lxml import html

from docdiff.duplicates import find_duplicates
from docdiff.model import Document
from docdiff.render import duplicates_html
from docdiff.render.answers import resolve_answers
from docdiff.render.coverage import cover_documents
from docdiff.render.duplicates_html import render

from ..notation import plain
from ..test_duplicates import COST, DIKE, RIVER, SCHOOL, SHOP

LETTER = plain(f"{SHOP}\n\n{RIVER}\n\n{DIKE}\n\n{COST}\n", "letter.txt")
NOTE = plain(f"{RIVER}\n\n{DIKE}\n\n{COST}\n", "note.txt")
OTHER = plain(f"{SCHOOL}\n", "other.txt")


ASKED = (
    "Wie betaalt de nieuwe brug over het kanaal?",
    "Waarom ligt de haven al sinds maart stil, zo vragen deze leden?",
    "Hoeveel huizen staan er leeg in de binnenstad?",
    "Kan de minister aangeven wanneer het rapport over de bijen verschijnt?",
    "Is er overlegd met de vissers?",
)


def asked(*answers: str, name: str = "answers.txt") -> Document:
    """A letter of questions 1, 2, … with these answers; "" for a question nobody answered."""
    parts = ["Vragen van de leden van de Waterpartij", ""]
    for number, answer in enumerate(answers, 1):
        parts += [f"Vraag {number}", "", ASKED[number % len(ASKED)], ""]
        parts += ["Antwoord", "", answer, ""] if answer else []
    return plain("\n".join(parts), name)


def page_of(*documents: Document, lang: str = "en") -> str:
    return render(find_duplicates(documents), lang=lang)


def text_of(page: str, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in html.fromstring(page).xpath(path)]


class TestMap:
    def test_every_document_says_who_holds_how_much_of_it(self) -> None:
        page = page_of(LETTER, NOTE, OTHER)
        assert text_of(page, "//section[@class='map']/ol/li//li/p") == [
            "73% of it stands in note.txt too (see 1)",
            "100% of it stands in letter.txt too (see 1)",
        ]
        assert text_of(page, "//details[@class='alone']/*") == [
            "1 document shares nothing with another",
            "other.txt",
        ]

    def test_a_bar_says_in_words_what_it_shows(self) -> None:
        bar = html.fromstring(page_of(LETTER, NOTE)).xpath("//svg")[0]
        assert bar.get("aria-label") == "73% of the words of letter.txt, in 1 place"
        assert [(mark.get("x"), mark.get("width")) for mark in bar.xpath("rect[@class='mark']")] == [("270", "730")]

    def test_what_stands_twice_in_one_document(self) -> None:
        (cover,) = cover_documents(find_duplicates([plain(f"{RIVER}\n\n{SHOP}\n\n{DIKE}\n\n{RIVER}\n")]))[0]
        assert cover.partner == 0
        assert len(cover.places) == 2
        assert cover.share == pytest.approx(2 * 18 / (2 * 18 + 22 + 18), abs=0.03)

    def test_what_is_not_all_is_never_called_all(self) -> None:
        assert [duplicates_html._percent(share) for share in (0.0, 0.001, 0.5, 0.999, 1.0)] == [
            "0%",
            "1%",
            "50%",
            "99%",
            "100%",
        ]

    def test_two_hundred_documents(self) -> None:
        documents = [plain(f"{RIVER}\n\n{DIKE}\n", f"{n}.txt") for n in range(200)]
        page = page_of(*documents)
        assert text_of(page, "//section[@class='map']//details/summary") == ["in 193 more documents"]
        assert len(text_of(page, "//article")) == 199


class TestPairs:
    def test_both_places_stand_in_their_context_with_the_redline_between(self) -> None:
        before = plain(f"{SHOP}\n\n{RIVER}\n\n{SCHOOL}\n", "a.txt")
        behind = plain(f"{COST}\n\n{RIVER.replace('drie', 'vier')}\n", "b.txt")
        page = page_of(before, behind)
        assert text_of(page, "//article/h2") == ["A paragraph of b.txt is nearly the same as a paragraph of a.txt."]
        assert text_of(page, "//article/figure/figcaption") == ["a.txt, line 3", "b.txt, line 3"]
        assert text_of(page, "//article/figure//mark") == [RIVER, RIVER.replace("drie", "vier")]
        around = text_of(page, "//article/figure[1]//*[@class='around']")
        assert around[0].endswith(SHOP[-20:])
        assert around[1].startswith(SCHOOL[:20])
        assert text_of(page, "//*[@class='between']//del") == ["drie"]
        assert text_of(page, "//*[@class='between']//ins") == ["vier"]

    def test_shared_sentences_are_marked_in_their_answers(self) -> None:
        page = page_of(asked(f"{SHOP} {RIVER}", f"{SCHOOL} {COST} {RIVER}", DIKE))
        assert text_of(page, "//article/h2") == ["Answer 2 shares 18 words with answer 1."]
        assert text_of(page, "//article//mark") == [RIVER, RIVER]

    def test_short_documents_show_what_differs(self) -> None:
        """From a user's report: one other amount in a letter was "97% the same" and nothing more."""
        new = plain("\n\n".join([RIVER, DIKE.replace("zestig", "tachtig"), COST]), "new.txt")
        page = page_of(plain("\n\n".join([RIVER, DIKE, COST]), "old.txt"), new)
        assert text_of(page, "//*[@class='between']//ins") == ["tachtig"]

    def test_a_long_redline_is_left_to_the_command_for_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("docdiff.repeats._LONGEST_DOCUMENTS", 100)
        new = plain("\n\n".join([RIVER, DIKE.replace("zestig", "tachtig"), COST]), "new.txt")
        page = page_of(plain("\n\n".join([RIVER, DIKE, COST]), "old.txt"), new)
        assert text_of(page, "//article/p[@class='equal']") == [
            "What differs is more than fits here; docdiff redline shows it."
        ]

    def test_what_a_page_cannot_hold_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(duplicates_html, "_MOST_PAIRS", 2)
        page = page_of(*(plain(f"{RIVER}\n\n{DIKE}\n", f"{n}.txt") for n in range(5)))
        assert len(text_of(page, "//article")) == 2
        assert "2 more pairs are not on this page" in page

    @pytest.mark.parametrize(("lang", "said"), [("en", "Nothing stands"), ("nl", "Niets staat")])
    def test_nothing_found_is_said(self, lang: str, said: str) -> None:
        page = page_of(OTHER, lang=lang)
        assert said in page
        assert f'<html lang="{lang}">' in page


class TestAnswers:
    def test_a_row_says_who_asks_and_how_it_is_answered(self) -> None:
        page = page_of(asked(RIVER, "Zie het antwoord op vraag 1.", "Zie antwoord op vraag 2.", ""))
        rows = [text_of(page, f"//tbody/tr[{row}]/*") for row in (1, 2, 3, 4)]
        assert [row[0] for row in rows] == ["1", "2", "3", "4"]
        assert rows[0][1] == "Waterpartij"
        assert rows[0][3].startswith("De rivier is")
        assert rows[1][3].startswith("Refers to answer 1: “De rivier is")
        assert rows[2][3].startswith("Refers to answer 2: “De rivier is"), "a reference of a reference is followed"
        assert rows[3][3] == "No answer"
        assert html.fromstring(page).xpath("//tbody/tr[2]//a/@href") == ["#q1-1"]

    def test_references_that_lead_nowhere_and_in_circles(self) -> None:
        found = find_duplicates([asked("Zie vraag 9.", "Zie vraag 3.", "Zie vraag 2.")])
        nowhere, circle, back = resolve_answers(found, 0)
        assert (nowhere.unknown, nowhere.by, nowhere.circular) == ((9,), (), False)
        assert circle.circular
        assert back.circular

    def test_an_answer_with_a_reference_is_an_answer(self) -> None:
        found = find_duplicates([asked(DIKE, f"{RIVER} Zie ook het antwoord op vraag 1.", COST)])
        assert [row.refers for row in resolve_answers(found, 0)] == [False, False, False]

    def test_a_row_links_to_where_its_answer_is_repeated_and_how_it_differs(self) -> None:
        page = page_of(asked(DIKE, COST, DIKE.replace("zestig", "tachtig")))
        assert text_of(page, "//tbody/tr[1]/td[last()]") == text_of(page, "//tbody/tr[3]/td[last()]")
        assert text_of(page, "//tbody/tr[1]/td[last()]") == [
            "1 Answer 3 is nearly the same as answer 1. zestig tachtig"
        ]
        assert text_of(page, "//tbody/tr[2]/td[last()]") == [""]


def test_what_is_not_told_stands_below_with_its_reason() -> None:
    found = find_duplicates([plain(f"Geachte voorzitter,\n\n{text}\n", f"{n}") for n, text in enumerate((RIVER, SHOP))])
    page = render(found)
    assert text_of(page, "//section[@class='not-told']//summary") == ["a salutation (1)"]
    assert text_of(page, "//section[@class='not-told']//li") == ["“Geachte voorzitter,” – 2 times0, line 1; 1, line 1"]


def test_nothing_of_a_document_can_act() -> None:
    evil = '<script>alert(1)</script> " onload=x <img src=x onerror=y> \u202egnp.exe'
    text = f"Vragen van de leden van {evil}\n\n" + "".join(
        f"Vraag {n}\n\nWat zegt {evil} hier over {n * 7}?\n\nAntwoord\n\n{evil} {RIVER} {evil}\n\n" for n in range(1, 5)
    )
    page = page_of(plain(text, f"a{evil}.txt"), plain(f"{evil} {RIVER} {evil}", "b.txt"))
    tree = html.fromstring(page)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img")
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert "\u202e" not in re.sub(r'<bdi class="control"[^>]*>\u202e</bdi>', "", page)
    assert "default-src 'none'" in page


def test_the_same_input_gives_the_same_bytes() -> None:
    assert page_of(LETTER, NOTE, OTHER) == page_of(LETTER, NOTE, OTHER)
