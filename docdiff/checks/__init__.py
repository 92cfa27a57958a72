"""Finds what contradicts itself: one rule a file, all run over the same facts.

To add a rule, add its file and name it in `_MODULES`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from docdiff.checks.allowances import unallowed
from docdiff.checks.base import SEVERITIES, Finding, Fix, Related, Rule, Severity
from docdiff.errors import UsageError
from docdiff.facts import Facts
from docdiff.model import Document
from docdiff.questions import DEFAULT_PATTERNS, Patterns

__all__ = [
    "Finding",
    "Fix",
    "Related",
    "Rule",
    "Severity",
    "all_rules",
    "check",
    "configure_rules",
    "find_rule",
    "select_rules",
    "switches",
]

_MODULES = (
    "acronym_expansion",
    "acronym_order",
    "acronym_redefined",
    "acronym_typo",
    "acronym_undefined",
    "acronym_unused",
    "answer_form",
    "contained_document",
    "copy_differs",
    "date_address",
    "date_day",
    "date_impossible",
    "date_order",
    "date_relative",
    "date_this_year",
    "date_weekday",
    "date_year",
    "dossier_malformed",
    "dossier_mismatch",
    "dossier_style",
    "double_space",
    "doubled_word",
    "duplicate_document",
    "duplicate_questions",
    "final_stop",
    "footnote_contradiction",
    "footnote_gap",
    "footnote_missing_mark",
    "footnote_missing_text",
    "footnote_placeholder",
    "footnote_repeated",
    "language_variant",
    "leftover",
    "lost_space",
    "name_typo",
    "name_variant",
    "number_count",
    "number_mismatch",
    "number_style",
    "number_sum",
    "numbering",
    "reference_circular",
    "reference_missing",
    "reference_topic",
    "repeated_answer",
    "repeated_passage",
    "signature",
    "term_variant",
    "unbalanced",
    "wrong_word",
)


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule there is, by name."""
    rules = (import_module(f"{__name__}.{module}").RULE for module in _MODULES)
    return tuple(sorted(rules, key=lambda rule: rule.name))


def find_rule(name: str) -> Rule:
    """The rule called `name`. Raises `UsageError`, with the nearest name, if there is none."""
    for rule in all_rules():
        if rule.name == name:
            return rule
    raise UsageError(f"There is no rule {name}. {_suggest(name)}")


def select_rules(
    select: Sequence[str] = (), ignore: Sequence[str] = (), *, switched: Mapping[str, bool] = MappingProxyType({})
) -> tuple[Rule, ...]:
    """The rules whose names match one of `select` (when empty: those that are on) and none of `ignore`.

    Both hold names or patterns such as "date-*". Raises `UsageError` for one that matches no rule at all. `switched`
    says of rules by name that they are on or off, whatever `select` says.
    """
    for pattern in (*select, *ignore):
        if not any(fnmatchcase(rule.name, pattern) for rule in all_rules()):
            raise UsageError(f"No rule is called {pattern}. {_suggest(pattern)}")
    return tuple(
        rule
        for rule in all_rules()
        if switched.get(rule.name, any(fnmatchcase(rule.name, pattern) for pattern in select) if select else rule.on)
        and not any(fnmatchcase(rule.name, pattern) for pattern in ignore)
    )


OFF = "off"


def switches(settings: Mapping[str, Mapping[str, Any]]) -> dict[str, bool]:
    """What `settings` switch on (a rule with a severity) and off (with the severity "off"), by the names of rules."""
    return {name: own["severity"] != OFF for name, own in settings.items() if "severity" in own}


def configure_rules(rules: Iterable[Rule], settings: Mapping[str, Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules with the severity and the options that `settings` gives some of them, by their names.

    Raises `UsageError` for a rule or an option that does not exist, with the nearest name, and for a value of another
    kind than the option's own.
    """
    for name in settings:
        find_rule(name)
    return tuple(_configure(rule, settings.get(rule.name, {})) for rule in rules)


def _configure(rule: Rule, settings: Mapping[str, Any]) -> Rule:
    options = dict(rule.options)
    for key, value in settings.items():
        if key == "severity":
            continue
        if key not in options:
            near = get_close_matches(key, ["severity", *options], n=1)
            hint = f"Did you mean {near[0]}?" if near else f"`docdiff rule {rule.name}` names its options."
            raise UsageError(f"The rule {rule.name} has no option {key}. {hint}")
        if not isinstance(value, type(options[key])):
            raise UsageError(f"The option {key} of the rule {rule.name} has a value of the wrong kind: {value!r}.")
        options[key] = value
    forced = settings.get("severity")
    if forced not in (None, OFF, *SEVERITIES):
        raise UsageError(
            f"The rule {rule.name} cannot have the severity {forced!r}. Use one of: {', '.join(SEVERITIES)}, {OFF}."
        )
    return replace(rule, options=options, forced=None if forced == OFF else forced)


def check(
    documents: Iterable[Document],
    rules: Iterable[Rule] | None = None,
    *,
    lang: str = "en",
    min_confidence: float = 0.6,
    patterns: Patterns = DEFAULT_PATTERNS,
    alone: bool = False,
) -> tuple[Finding, ...]:
    """What contradicts itself in documents that are checked against each other, worst first.

    `rules` defaults to those that are on; `lang` ("en" or "nl") is the language of the messages; findings a rule is
    less sure of than `min_confidence` (0.0 to 1.0) are left out. Errors come before warnings and infos; within each,
    documents as given; within these the surest first (in steps of 0.05), then reading order. Documents that belong
    together (see `facts.relations`) are held against each other, unless each is to be checked `alone`; what repeats
    is looked for in all of them. What a document allows itself (see
    `allowances`) is left out. Raises `UsageError` for another `lang`.
    """
    given = tuple(documents)
    chosen = select_rules() if rules is None else tuple(rules)
    options = {rule.name: rule.options for rule in chosen}
    order = {id(document): position for position, document in enumerate(given)}
    found: list[Finding] = []
    for group in ((document,) for document in given) if alone else (given,):
        facts = Facts(group, lang=lang, patterns=patterns, options=options)
        found += (finding for finding in _run(chosen, facts) if finding.confidence >= min_confidence)
    return tuple(sorted(unallowed(found), key=lambda finding: _rank(finding, order)))


def _run(rules: Sequence[Rule], facts: Facts) -> Iterator[Finding]:
    """The findings of all rules: of those about families family by family, whose facts are forgotten one by one."""
    for rule in rules:
        if rule.scope == "all":
            yield from rule.run(facts)
    within = [rule for rule in rules if rule.scope == "family"]
    for family in facts.families if within else ():
        part = facts.part(family)
        for rule in within:
            yield from rule.run(part)
        part.forget()


def _rank(finding: Finding, order: dict[int, int]) -> tuple[int, int, int, int, int, str, str]:
    at = finding.at
    doubt = -round(finding.confidence / 0.05)
    place = order[id(at.document)], doubt, at.block, at.span.start
    return SEVERITIES.index(finding.severity), *place, finding.rule, finding.message


def _suggest(name: str) -> str:
    near = get_close_matches(name, [rule.name for rule in all_rules()], n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else "`docdiff rule` lists them all."
