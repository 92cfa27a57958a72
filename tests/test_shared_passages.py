"""Sentences that stand in two places are found in whatever paragraph they stand, with the words that differ."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import wrap

import pytest
from click.testing import CliRunner

from docdiff.checks import check, select_rules
from docdiff.cli.duplicates import command
from docdiff.differences import changes, segments
from docdiff.duplicates import find_duplicates
from docdiff.model import Document
from docdiff.readers import read
from docdiff.repeats import Duplicate

from .notation import plain
from .pdfs import lines, pdf
from .test_duplicates import COST, DIKE, RIVER, SCHOOL, SHOP, questions
from .word import docx, p, r, t

FERRY = (
    "Tot die tijd vaart er elke dag een pont tussen de twee oevers, die ook plaats heeft voor fietsen en "
    "voor vrachtwagens."
)


def shared(*documents: Document) -> list[tuple[Duplicate, list[str]]]:
    found = find_duplicates(documents)
    return [(pair, [found.texts(pair, part)[1] for part in pair.parts]) for pair in found.pairs if pair.parts]


class TestParts:
    def test_answers_that_share_a_sentence(self) -> None:
        one = f"{SCHOOL} {FERRY} {SHOP} {COST}"
        other = (
            f"{RIVER} {DIKE} {FERRY} Daarna komt er in de zomer nog een brief over de stand van het werk aan de brug."
        )
        ((pair, words),) = shared(plain(questions(one, other)))
        assert (pair.level, pair.relation, pair.questions) == ("answer", "near", ((1,), (2,)))
        assert words == [FERRY]

    def test_one_paragraph_in_one_copy_is_two_in_the_other(self) -> None:
        half = FERRY.index("die ook")
        first = f"{SCHOOL} {SHOP} {FERRY} {COST}"
        second = f"{RIVER} {DIKE} {FERRY[:half].strip()}\n\n{FERRY[half:]} En dat is dan alles wat er te zeggen valt."
        ((pair, words),) = shared(plain(f"{first}\n\n# Later\n\n{second}\n", "a.md"))
        assert [block for block, _ in pair.parts[0].b] == [2, 3]
        assert words[0].replace("\n", " ") == FERRY

    def test_sentences_in_another_order_are_the_same_words(self) -> None:
        text = [SCHOOL, FERRY, COST, RIVER]
        document = plain(f"{' '.join(text)}\n\n{SHOP}\n\n{' '.join([*text[2:], *text[:2]])}\n")
        found = find_duplicates([document]).pairs
        assert found  # alike as wholes, or by their parts
        told = " ".join(f"{pair.a} {pair.b}" for pair in found)
        assert "first=0" in told and "first=2" in told

    def test_a_formula_in_many_paragraphs_is_boilerplate(self) -> None:
        names = ["noord", "zuid", "west", "oost", "boven", "onder", "midden"]
        blocks = [" ".join(f"{name}{n}" for n in range(40)) + f". {FERRY}" for name in names]
        found = find_duplicates([plain("\n\n# Kop\n\n".join(blocks), "a.md")])
        assert not [pair for pair in found.pairs if pair.parts]
        assert "boilerplate" in {kept.reason for kept in found.suppressed}

    def test_what_differs_is_a_redline(self) -> None:
        found = find_duplicates([plain(questions(RIVER, DIKE, RIVER.replace("drie keer", "vier keer")))])
        (pair,) = found.to_dict()["pairs"]
        assert "".join(s["text"] for s in pair["differences"] if s["op"] != "insert") == RIVER
        assert [s["text"] for s in pair["differences"] if s["op"] != "equal"] == ["drie", "vier"]

    def test_one_side_with_words_more_is_several_changes(self) -> None:
        found = segments("in het Overzicht middels bijlage", "in het Overzicht (DPO) middels een bijlage")
        assert changes(found) == [("", "(DPO)"), ("", "een")]


class TestSuppressed:
    def test_what_is_not_told_has_a_reason(self) -> None:
        def letter(text: str, name: str) -> Document:
            closing = "Hoogachtend,\n\nDE BURGEMEESTER\n"
            return plain(f"Postbus 1, 1234 AB Dorp\n\nGeachte raad,\n\n{text}\n\nDat is alles.\n\n{closing}", name)

        found = find_duplicates([letter(RIVER, "a.txt"), letter(SCHOOL, "b.txt")])
        assert found.pairs == ()
        reasons = {found.documents[0].blocks[kept.members[0].first].text: kept.reason for kept in found.suppressed}
        assert reasons == {
            "Postbus 1, 1234 AB Dorp": "letter-head",
            "Geachte raad,": "salutation",
            "Dat is alles.": "short",
            "Hoogachtend,": "signature",
            "DE BURGEMEESTER": "signature",
        }

    def test_a_paragraph_too_short_to_be_told_alone_is_told_in_a_passage_only(self) -> None:
        short = "De sluis gaat vanaf maandag om acht uur open."
        document = plain("\n\n".join((short, RIVER, SCHOOL, short, RIVER, COST, short)))
        found = find_duplicates([document])
        # SCHOOL and COST begin with the same word, which makes no other passage.
        assert [(pair.a.first, pair.a.last, pair.b.first, pair.b.last) for pair in found.pairs] == [(0, 1, 3, 4)]
        assert [(kept.reason, [at.first for at in kept.members]) for kept in found.suppressed] == [("short", [0, 6])]

    def test_answers_by_reference(self) -> None:
        refer = "Zie het antwoord op vraag 1."
        document = plain(questions(RIVER, refer, refer) + questions(DIKE, COST, SHOP))
        reasons = {kept.reason for kept in find_duplicates([document]).suppressed}
        assert "reference" in reasons

    def test_they_are_listed_when_asked_for(self, tmp_path: Path) -> None:
        file = tmp_path / "a.txt"
        file.write_text(f"# Kop\n\n{RIVER}\n\nDat is alles.\n\n{SCHOOL}\n\nDat is alles.\n", encoding="utf-8")
        run = CliRunner().invoke
        asked, not_asked = (
            json.loads(run(command, [str(file), "--format", "json", *more], standalone_mode=False).stdout)["suppressed"]
            for more in (["--show-suppressed"], [])
        )
        assert ([kept["reason"] for kept in asked], not_asked) == (["short"], [])
        assert run(command, [str(file)], standalone_mode=False).stdout == (
            "Nothing but what says nothing by itself stands more than once; --show-suppressed lists it.\n"
        )
        text = run(command, [str(file), "--show-suppressed", "--lang", "nl"], standalone_mode=False).stdout
        assert "2 keer, niet gemeld: te kort om op zichzelf iets te zeggen: “Dat is alles.”" in text


class TestCopies:
    def test_a_draft_of_a_draft_is_no_form_letter(self) -> None:
        first = f"{RIVER}\n\n{DIKE}\n\n{COST}\n\n{SCHOOL}\n"
        second = first.replace("zestig", "tachtig")
        third = second.replace("de helft", "een derde")
        drafts = [plain(text, f"{n}.txt") for n, text in enumerate((first, second, third))]
        found = check(drafts, select_rules(["duplicate-document"]))
        assert [finding.severity for finding in found] == ["info"] * 3

    def test_two_documents_that_differ_in_an_amount_alone_say_which(self) -> None:
        text = f"{RIVER}\n\n{DIKE}\n\n{COST} Dat is 4.500 euro per huis.\n\n{SCHOOL}\n"
        letters = [plain(text, "a.txt"), plain(text.replace("4.500", "4.900"), "b.txt")]
        (found,) = check(letters, select_rules(["duplicate-document"]))
        assert "What differs: “4.500” is “4.900” here. `docdiff redline a.txt b.txt`" in found.message

    def test_the_odd_one_of_three_is_told(self) -> None:
        usual = f"{FERRY} Dat kost 3 euro."
        text = f"{usual}\n\n{SCHOOL}\n\n{usual.replace('3', '5')}\n\n{SHOP}\n\n{usual}\n"
        (found,) = check([plain(text)], select_rules(["copy-differs"]), min_confidence=0)
        assert found.at.block == 2
        assert "“kost 5 euro.” here, “kost 3 euro.” there" in found.message

    @pytest.mark.parametrize("suffix", ["docx", "md", "html", "pdf"])
    def test_one_letter_in_another_format_is_the_same_text(self, suffix: str) -> None:
        texts = [RIVER, DIKE, COST]
        other = {
            "docx": lambda: docx(*(p(r(t(text))) for text in texts)),
            "pdf": lambda: pdf("".join(lines(72, 700 - 100 * n, wrap(text, 70)) for n, text in enumerate(texts))),
            "md": lambda: "\n\n".join(texts).encode(),
            "html": lambda: "".join(f"<p>{text}</p>" for text in texts).encode(),
        }[suffix]()
        letters = plain("\n\n".join(texts) + "\n", "a.txt"), read(other, name=f"a.{suffix}")
        (pair,) = find_duplicates(letters).pairs
        assert (pair.level, pair.relation) == ("document", "same-text")
