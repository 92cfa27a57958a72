"""A language is one file of words: German and French letters have their dates checked like all others."""

from __future__ import annotations

import pytest

from docdiff.checks import check, select_rules
from docdiff.model import Block, Document, Source

GERMAN = (
    "Berlin, den 20. März 2026",
    "Sehr geehrte Damen und Herren, wir haben mit dem Wasserverband über den Deich an der Alten Mühle gesprochen.",
    "Am 11. Februar 2026 hat der Wasserverband (WVN) in Neustadt getagt, und die Gemeinde war nicht eingeladen.",
    "Die Sitzung des WVN am 11. Februar 2026 war öffentlich, und das Protokoll der Sitzung ist bei der Gemeinde.",
    "Der Verband hat am Montag, den 2. März 2026, den Deich besichtigt und ist mit der Arbeit zufrieden.",
    "Wir bitten um eine Antwort bis zum 30. April 2026 und danken für Ihre Mühe.",
)
FRENCH = (
    "Lyon, le 20 mars 2026",
    "Madame, Monsieur, la commune a parlé avec le syndicat des eaux au sujet de la digue du vieux moulin.",
    "Le 11 février 2026, le Syndicat des Eaux (SDE) a siégé en séance plénière, et la commune n'a pas été invitée.",
    "La séance du SDE du 11 février 2026 était publique, et le compte rendu de cette séance est à la mairie.",
    "Le syndicat a visité la digue le lundi 2 mars 2026 et il est satisfait des travaux qui ont été faits.",
    "Nous vous prions de répondre avant le 30 avril 2026 et nous vous remercions de votre peine.",
)


def told(texts: tuple[str, ...]) -> list[tuple[str, str]]:
    blocks = tuple(
        Block(index, "heading" if text.startswith("# ") else "paragraph", text.removeprefix("# "))
        for index, text in enumerate(texts)
    )
    found = check([Document(Source("letter"), blocks)], select_rules(["date-*"]))
    return [(finding.rule, finding.at.text) for finding in found]


@pytest.mark.parametrize("letter", [GERMAN, FRENCH], ids=["German", "French"])
def test_a_letter_without_a_mistake_is_quiet(letter: tuple[str, ...]) -> None:
    assert told(letter) == []


@pytest.mark.parametrize(
    ("letter", "right", "wrong", "rule"),
    [
        (GERMAN, "Montag, den 2. März 2026", "Dienstag, den 2. März 2026", "date-weekday"),
        (GERMAN, "30. April 2026", "31. April 2026", "date-impossible"),
        (FRENCH, "lundi 2 mars 2026", "mardi 2 mars 2026", "date-weekday"),
        (FRENCH, "30 avril 2026", "31 avril 2026", "date-impossible"),
    ],
)
def test_a_wrong_weekday_and_a_day_that_is_not(letter: tuple[str, ...], right: str, wrong: str, rule: str) -> None:
    found = told(tuple(text.replace(right, wrong) for text in letter))
    assert [name for name, _ in found] == [rule]
    assert found[0][1] in wrong or wrong in found[0][1]


@pytest.mark.parametrize(
    ("letter", "title", "wrong"),
    [
        (GERMAN, "# Sitzung des WVN am 11. Februar 2026 in Neustadt", "Am 11. Februar 2025 hat"),
        (FRENCH, "# Séance du SDE du 11 février 2026 à la salle des fêtes", "Le 11 février 2025, le"),
    ],
    ids=["German", "French"],
)
def test_a_wrong_year(letter: tuple[str, ...], title: str, wrong: str) -> None:
    texts = (letter[0], title, *letter[1:])
    assert told(texts) == []
    right = wrong.replace("2025", "2026")
    assert [rule for rule, _ in told(tuple(text.replace(right, wrong) for text in texts))] == ["date-year"]
