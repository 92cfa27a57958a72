"""What a user may set of a rule, and what that changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from docdiff.checks import Finding, check, configure_rules, select_rules
from docdiff.errors import UsageError
from docdiff.model import Document


def found(rule: str, settings: Mapping[str, Any], *texts: str, date: str = "") -> tuple[Finding, ...]:
    document = Document.from_texts(texts)
    document.meta.update({"language": "nl"} | ({"date": date} if date else {}))
    return check([document], configure_rules(select_rules([rule]), {rule: settings}))


ACRONYMS = (
    "De Raad Verkeer en Vervoer (RVV), het Fonds voor Wegen (FVW) en de Bond van Vervoerders (BVV) zijn het eens.",
    "Ook de Raad voor Havens (RVH), het Fonds voor Sluizen (FVS) en de Bond van Schippers (BVS) zijn het eens.",
    "Het QXD, dat elk jaar bijeenkomt, steunt de RVV, het FVW en de BVV, en ook de RVH, het FVS en de BVS.",
)


@pytest.mark.parametrize(
    ("rule", "settings", "texts", "before", "after"),
    [
        ("acronym-undefined", {"known": ["QXD"]}, ACRONYMS, ["QXD"], []),
        ("acronym-undefined", {"known": ["RVV"]}, ACRONYMS, ["QXD"], ["QXD"]),
        (
            "term-variant",
            {"ignore": ["start-ups"]},
            ("De startups groeien.", "Nieuwe startups komen, en oude startups gaan.", "Ook start-ups sterven."),
            ["start-ups"],
            [],
        ),
        (
            "leftover",
            {"words": ["CONCEPT"]},
            ("Brief (CONCEPT) aan de raad.", "Een concept is klaar."),
            [],
            ["CONCEPT"],
        ),
        (
            "number-style",
            {"style": "€ #"},
            ("Dat kost €90, dit kost €80.", "Er is € 70 over."),
            ["€ 70"],
            ["€90"],
        ),
        ("number-style", {"style": "€ #, #%"}, ("Het is €90.", "Het is 2 %."), [], ["€90", "2 %"]),
        (
            "dossier-style",
            {"style": "dash"},
            ("Zie Kamerstuk 36 045, nr. 267 en Kamerstuk 36 045, nr. 268, en brief 28676-560.",),
            ["28676-560"],
            ["36 045, nr. 267"],
        ),
    ],
)
def test_an_option_changes_what_is_found(
    rule: str, settings: Mapping[str, Any], texts: tuple[str, ...], before: list[str], after: list[str]
) -> None:
    assert [finding.at.text for finding in found(rule, {}, *texts)] == before
    assert [finding.at.text for finding in found(rule, settings, *texts)] == after


@pytest.mark.parametrize(("months", "count"), [(6, 0), (2, 1)])
def test_how_long_ago_a_day_may_be(months: int, count: int) -> None:
    text = "Op 3 maart jl. heeft de raad het plan vastgesteld."
    assert len(found("date-relative", {"months": months}, text, date="2026-06-20")) == count


@pytest.mark.parametrize("rule", ["number-style", "dossier-style"])
def test_a_style_there_is_not_is_told(rule: str) -> None:
    with pytest.raises(UsageError, match=f"option style of the rule {rule} is 'nice'"):
        found(rule, {"style": "nice"}, "Zie Kamerstuk 36 045, nr. 267, voor € 90.")


def test_a_value_of_the_wrong_kind_and_an_unknown_option_are_told() -> None:
    with pytest.raises(UsageError, match="wrong kind"):
        found("acronym-undefined", {"known": "QXD"}, "Het QXD.")
    with pytest.raises(UsageError, match="Did you mean known"):
        found("acronym-undefined", {"knwon": ["QXD"]}, "Het QXD.")
