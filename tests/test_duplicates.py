"""What repeats is found whole, and told once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docdiff.duplicates import find_duplicates
from docdiff.model import Document
from docdiff.pairs import find_pairs
from docdiff.readers import read
from docdiff.repeats import Duplicate, Level

from .notation import plain

RIVER = "De rivier is dit voorjaar drie keer buiten haar oevers getreden, en telkens liep het dorp onder water."
DIKE = "Het waterschap verhoogt daarom de dijk met zestig centimeter en plant er een rij wilgen langs de teen van."
COST = "De kosten worden geschat op 4,5 miljoen euro, waarvan de provincie de helft voor haar rekening neemt."
SCHOOL = "De school aan de Kerkstraat krijgt een nieuw dak, omdat het oude sinds de storm van januari lekt."
SHOP = "In de winkel op de hoek zijn voortaan ook postzegels te koop, en op zaterdag verse vis uit de haven."


def told(*documents: Document) -> list[tuple[str, str, tuple[int, int, int], tuple[int, int, int]]]:
    def side(pair: Duplicate, which: str) -> tuple[int, int, int]:
        passage = getattr(pair, which)
        return passage.document, passage.first, passage.last

    return [(pair.level, pair.relation, side(pair, "a"), side(pair, "b")) for pair in find_duplicates(documents).pairs]


class TestPairs:
    def test_relations(self) -> None:
        texts = [
            RIVER,
            RIVER.upper(),  # only case differs
            RIVER.replace("drie", "vier"),  # one word differs
            f"{DIKE} {RIVER} {COST}",  # a longer text that holds it
            SHOP,
            RIVER,
        ]
        found = {(pair.a, pair.b): pair.relation for pair in find_pairs(texts)}
        assert found == {
            (0, 1): "same-text",
            (0, 5): "identical",
            (0, 2): "near",
            (0, 3): "contained",
            (2, 3): "contained",
        }

    def test_thresholds_are_the_callers(self) -> None:
        other = RIVER.replace("drie", "vier").replace("voorjaar", "najaar").replace("telkens", "steeds")
        assert find_pairs([RIVER, other], near=0.95, contained=1.0) == ()
        assert find_pairs([RIVER, other])[0].resemblance == pytest.approx(1 - 3 / 18)

    def test_short_texts_are_told_only_when_equal(self) -> None:
        assert [(p.a, p.b, p.relation) for p in find_pairs(["Antwoord 1", "Antwoord 2", "Antwoord 1", ""])] == [
            (0, 2, "identical")
        ]

    def test_many_equal_texts_are_one_group(self) -> None:
        assert len(find_pairs([RIVER] * 5000)) == 4999

    def test_a_short_text_inside_a_long_one(self) -> None:
        inner = "the bridge stays closed until the spring"
        pair = find_pairs([inner, f"The mayor said on Monday that {inner}, and nobody could change that. {SHOP}"])[0]
        assert (pair.a, pair.b, pair.relation, pair.containment) == (0, 1, "contained", 1.0)

    @given(st.permutations([RIVER, DIKE, COST, SCHOOL, RIVER.replace("drie", "vier"), f"{DIKE} {COST}", COST.upper()]))
    def test_the_order_of_the_texts_changes_nothing(self, texts: list[str]) -> None:
        # Of equal texts only the first is paired further, so compare what the normal forms say.
        found = {
            (frozenset((texts[p.a].casefold(), texts[p.b].casefold())), p.relation in ("near", "contained"))
            for p in find_pairs(texts)
        }
        assert found == {
            (frozenset({RIVER.casefold(), RIVER.replace("drie", "vier").casefold()}), True),
            (frozenset({DIKE.casefold(), f"{DIKE} {COST}".casefold()}), True),
            (frozenset({COST.casefold(), f"{DIKE} {COST}".casefold()}), True),
            (frozenset({COST.casefold()}), False),
        }


class TestDocuments:
    def test_a_document_inside_another(self) -> None:
        note = plain(f"Aanleiding\n\n{RIVER}\n\nVoorstel\n\n{DIKE}\n", "note.txt")
        letter = plain(f"{SCHOOL}\n\nAanleiding\n\n{RIVER}\n\nVoorstel\n\n{DIKE}\n\n{SHOP}\n", "letter.txt")
        assert told(note, letter) == [("document", "contained", (0, 0, 3), (1, 1, 4))]
        assert told(letter, note) == [("document", "contained", (1, 0, 3), (0, 1, 4))]

    def test_the_same_text_in_another_layout(self) -> None:
        wide = plain(f"{RIVER}\n\n{DIKE}\n", "wide.txt")
        narrow = plain(f"{RIVER}\n\n\n\n{DIKE.upper()}\n", "narrow.txt")
        assert told(wide, narrow) == [("document", "same-text", (0, 0, 1), (1, 0, 1))]

    def test_one_file_given_twice(self) -> None:
        assert told(plain("Ja.", "a.txt"), plain("Ja.", "b.txt"))[0][:2] == ("document", "identical")

    def test_small_documents_are_told_when_they_are_equal(self) -> None:
        # From the users' report, S4: two byte-identical letters of twelve words gave nothing.
        letter = "Beste lezer,\n\nOp 3 april 2026 komt de raad bijeen in Utrecht.\n"
        assert told(plain(letter, "a.txt"), plain(letter, "b.txt")) == [("document", "identical", (0, 0, 1), (1, 0, 1))]
        assert told(plain(letter, "a.txt"), plain(letter.upper(), "b.txt"))[0][:2] == ("document", "same-text")
        assert told(plain(letter, "a.txt"), plain(letter.replace("3", "4"), "b.txt")) == []

    def test_copies_are_told_with_the_first_only(self) -> None:
        text = f"{RIVER}\n\n{DIKE}\n"
        note = plain(f"{RIVER}\n\n{DIKE}\n\n{SHOP}\n\n{SCHOOL}\n", "long.txt")
        assert told(plain(text, "a.txt"), plain(text, "b.txt"), plain(text, "c.txt"), note) == [
            ("document", "identical", (0, 0, 1), (1, 0, 1)),
            ("document", "identical", (0, 0, 1), (2, 0, 1)),
            ("document", "contained", (0, 0, 1), (3, 0, 1)),
        ]

    def test_two_thousand_documents_with_many_pairs(self) -> None:
        # What is told is looked up, not searched: searching took time with the square of the pairs.
        texts = [f"{RIVER}\n\n{SHOP} {n} {n * 7} {n * 11} {n * 13}\n\n{DIKE} Bericht {n}.\n" for n in range(2000)]
        assert find_duplicates(plain(text, f"{n}.txt") for n, text in enumerate(texts)).pairs

    def test_two_versions_of_one_text(self) -> None:
        new = plain(f"{RIVER}\n\n{DIKE.replace('zestig', 'tachtig')}\n\n{COST}\n", "new.txt")
        assert told(plain(f"{RIVER}\n\n{DIKE}\n\n{COST}\n", "old.txt"), new)[0][:2] == ("document", "near")

    def test_two_letters_that_share_only_their_head_share_nothing(self) -> None:
        head = "Postbus 1\n1234 AB Dorp\n\nDatum\n3 mei 2026\n\nGeachte raad,\n\n"
        closing = "\n\nHoogachtend,\n\nDE BURGEMEESTER\n"
        assert told(plain(head + RIVER + closing, "a.txt"), plain(head + SCHOOL + closing, "b.txt")) == []

    def test_an_unrelated_document_changes_nothing(self) -> None:
        a, b = plain(f"{RIVER}\n\n{DIKE}\n\n{SHOP}\n", "a.txt"), plain(f"{SCHOOL}\n\n{RIVER}\n\n{DIKE}\n", "b.txt")
        assert told(a, b, plain(f"{COST}\n", "c.txt")) == told(a, b) != []

    def test_a_thousand_files_without_words(self) -> None:
        assert find_duplicates(read(b"\n", name=str(n)) for n in range(1000)).pairs == ()


class TestPassages:
    def test_a_passage_is_told_once_and_whole_across_a_changed_block(self) -> None:
        text = f"{RIVER}\n\n{DIKE}\n\n{COST}\n"
        changed = f"{RIVER}\n\nHier staat iets heel anders dan daarboven.\n\n{COST}\n"
        document = plain(f"{text}\n{SCHOOL}\n\n{changed}", "a.txt")
        assert told(document) == [("passage", "near", (0, 0, 2), (0, 4, 6))]

    def test_a_single_paragraph_is_a_block(self) -> None:
        assert told(plain(f"{RIVER}\n\n{SCHOOL}\n\n{RIVER}\n")) == [("block", "identical", (0, 0, 0), (0, 2, 2))]

    @pytest.mark.parametrize(("level", "told"), [("document", 1), ("passage", 1), ("answer", 0), ("block", 3)])
    def test_one_level_is_told_whole(self, level: Level, told: int) -> None:
        # With all levels the paragraphs of two equal letters are told as documents, and as nothing else.
        letters = [plain(f"{RIVER}\n\n{DIKE}\n\n{COST}\n", name) for name in ("a.txt", "b.txt")]
        assert [pair.level for pair in find_duplicates(letters, levels=[level]).pairs] == [level] * told

    def test_headings_are_nothing_by_themselves(self) -> None:
        assert told(plain(f"Inleiding\n\n{RIVER}\n\nInleiding\n\n{SCHOOL}\n")) == []


def questions(*answers: str) -> str:
    asked = [SCHOOL, SHOP, "Waarom wordt er gebouwd aan de haven?", "Wie betaalt de nieuwe brug over het kanaal?"]
    return "".join(
        f"Vraag {n}\n{asked[n % 4]} Dit is de {n}e vraag.\n\nAntwoord vraag {n}\n{answer}\n\n"
        for n, answer in enumerate(answers, 1)
    )


class TestAnswers:
    def test_an_answer_given_twice(self) -> None:
        document = plain(questions(RIVER, DIKE, RIVER))
        (pair,) = find_duplicates([document]).pairs
        assert (pair.level, pair.relation, pair.questions) == ("answer", "identical", ((1,), (3,)))

    def test_only_the_footnote_numbers_differ(self) -> None:
        first = RIVER.replace("getreden,", "getreden,[footnoteRef:2]") + " [2:  Jaarverslag]"
        second = RIVER.replace("getreden,", "getreden,[footnoteRef:9]") + " [9:  Jaarverslag]"
        (pair,) = find_duplicates([plain(questions(first, DIKE, second))]).pairs
        assert (pair.level, pair.relation) == ("answer", "same-text")

    def test_an_answer_inside_a_longer_one(self) -> None:
        (pair,) = find_duplicates([plain(questions(f"{DIKE}\n{RIVER}\n{COST}", "Nee, dat is niet zo.", RIVER))]).pairs
        assert (pair.level, pair.relation, pair.questions) == ("answer", "contained", ((3,), (1,)))

    def test_answers_that_only_refer_are_silent(self) -> None:
        refer = "Zie het antwoord op vraag 1."
        assert told(plain(questions(RIVER, refer, refer, f"{DIKE} {refer}"))) == []

    def test_what_parties_say_before_they_ask_is_silent(self) -> None:
        def party(name: str, n: int) -> str:
            return (
                f"Vragen en opmerkingen van de leden van de {name}-fractie\n\nDe leden van de {name}-fractie hebben "
                f"met belangstelling kennisgenomen van de stukken en hebben nog enkele vragen.\n\nVraag {n}\n"
                f"{[SCHOOL, SHOP, COST][n - 1]}\n\nAntwoord\n{[RIVER, DIKE, 'Nee, dat is niet zo.'][n - 1]}\n\n"
            )

        assert told(plain(party("Groene", 1) + party("Blauwe", 2) + party("Gele", 3))) == []

    def test_a_set_pasted_twice_is_one_passage_with_its_questions(self) -> None:
        one = questions(RIVER, DIKE, COST)
        (pair,) = find_duplicates([plain(one + one.replace("\n", "\n\n"))]).pairs
        assert (pair.level, pair.relation, pair.questions) == ("passage", "same-text", ((1, 2, 3), (1, 2, 3)))


def test_clusters_gather_around_one_member() -> None:
    near = RIVER.replace("drie", "vier")
    (cluster,) = find_duplicates([plain(f"{RIVER}\n\n{SCHOOL}\n\n{near}\n\n{SHOP}\n\n{RIVER}\n")]).clusters
    assert [member.first for member in cluster.members] == [0, 2, 4]
