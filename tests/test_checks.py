"""Choosing rules, and the order findings come in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docdiff.checks import all_rules, check, find_rule, select_rules
from docdiff.checks.base import SEVERITIES
from docdiff.errors import UsageError
from docdiff.model import Document


def names(select: list[str], ignore: list[str]) -> set[str]:
    return {rule.name for rule in select_rules(select, ignore)}


def test_every_rule_is_found_by_its_name() -> None:
    for rule in all_rules():
        assert find_rule(rule.name) is rule


def test_an_unknown_rule_suggests_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean date-year"):
        find_rule("date-yaer")
    with pytest.raises(UsageError, match="No rule is called datum"):
        select_rules(["datum"])


def test_rules_are_chosen_by_name_and_pattern() -> None:
    assert names([], []) == {rule.name for rule in all_rules() if rule.on}
    assert names(["*"], []) == {rule.name for rule in all_rules()}
    assert names(["date-y*"], []) == {"date-year"}
    assert "date-year" not in names(["date-*"], ["date-year"])


def test_worst_first_then_documents_as_given_then_surest_first_then_reading_order() -> None:
    first = Document.from_texts(["Op 31 april en op 30 februari.", "Op 31 juni."], "first")
    second = Document.from_texts(["Datum: 15 juni 2026", "Op 10 oktober jl. en op zondag 1 mei 2026."], "second")
    found = [(f.severity, f.at.document.source.name, f.at.block, f.at.span.start) for f in check([second, first])]
    order = {"second": 0, "first": 1}
    assert found == sorted(found, key=lambda f: (SEVERITIES.index(f[0]), order[f[1]], f[2], f[3]))
    assert [(severity, name) for severity, name, _, _ in found] == [
        ("error", "second"),
        ("error", "first"),
        ("error", "first"),
        ("error", "first"),
        ("info", "second"),
    ]


def test_a_language_without_messages_is_told() -> None:
    with pytest.raises(UsageError, match="Choose one of en, nl"):
        check([Document.from_texts(["Op 31 april."])], lang="fr")


def test_unsure_findings_are_left_out() -> None:
    document = Document.from_texts(["Op 31 april."])
    assert check([document], min_confidence=1.0) == ()
    assert len(check([document], min_confidence=0.0)) == 1


def said(rule: str, *texts: list[str]) -> list[tuple[str, str, int]]:
    documents = [Document.from_texts(list(text), f"{n}.txt") for n, text in enumerate(texts)]
    found = check(documents, select_rules([rule]))
    return [(finding.severity, finding.message, len(finding.related)) for finding in found]


FORM = "Geachte {}, uw aanvraag van {} is goedgekeurd, en u ontvangt op {} een bedrag van {} euro op uw rekening."


def test_form_letters_are_silent() -> None:
    # From the users' report, S2: a hundred correct form letters gave 99 errors.
    letters = [[FORM.format(f"Naam{n}", f"{n} maart", f"{n} mei", 100 + n), f"Kenmerk {n}."] for n in range(100)]
    assert said("duplicate-*", *letters) == said("*-passage", *letters) == said("contained-*", *letters) == []


def test_two_versions_are_an_info_that_names_the_command() -> None:
    ((severity, message, _),) = said(
        "duplicate-*", *([FORM.format("Jan", "3 maart", day, 250)] for day in ("mei", "juni"))
    )
    assert severity == "info"
    assert "`docdiff redline 0.txt 1.txt`" in message


def test_a_text_in_several_places_is_one_finding() -> None:
    text = "De raad komt op 3 april bijeen in het gebouw naast de oude molen en spreekt dan."
    parts = ["De dijk.", "De brug.", "De school."]
    (one,) = said("*-passage", [text, parts[0], text, parts[1], text, parts[2]])
    assert one == ("info", "The same text stands 2 more times: on line 3; on line 5.", 2)
    # From the users' report, S3: ten short letters gave 45 lines.
    assert len(said("*-passage", *([text, part] for part in parts))) == 1
    assert said("*-passage", *([text, f"Brief {n}."] for n in range(10))) == []
    assert said("*-passage", [line for n in range(7) for line in (text, f"Deel {n}.")]) == []


PIECES = st.sampled_from(
    ["op 11 februari 2025", "op 12 februari 2026", "11 en 12 februari jl.", "de RBZ", "zondag 5 mei 2026", ". ", " en "]
)


@given(st.lists(st.lists(PIECES, max_size=8).map(" ".join), max_size=5))
def test_every_place_lies_in_its_block_and_runs_agree(texts: list[str]) -> None:
    document = Document.from_texts(texts)
    dates = select_rules(["date-*"])
    found = check([document], dates, min_confidence=0.0)
    assert found == check([document], dates, min_confidence=0.0)
    for finding in found:
        for at in (finding.at, *(related.at for related in finding.related)):
            assert 0 <= at.span.start < at.span.end <= len(document.blocks[at.block].text)


def test_a_rule_that_is_off_runs_only_when_it_is_selected(monkeypatch: pytest.MonkeyPatch) -> None:
    loud = find_rule("date-impossible")
    quiet = replace(loud, name="quiet-rule", on=False)
    monkeypatch.setattr("docdiff.checks.all_rules", lambda: (loud, quiet))
    assert [rule.name for rule in select_rules()] == ["date-impossible"]
    assert [rule.name for rule in select_rules(("quiet-*",))] == ["quiet-rule"]
