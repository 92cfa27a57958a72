"""Finds what contradicts itself: one rule a file, all run over the same facts.

To add a rule, add its file and name it in `_MODULES`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib import import_module

from docdiff.checks.base import SEVERITIES, Finding, Fix, Related, Rule, Severity
from docdiff.errors import UsageError
from docdiff.facts import Facts
from docdiff.model import Document
from docdiff.questions import DEFAULT_PATTERNS, Patterns

__all__ = ["Finding", "Fix", "Related", "Rule", "Severity", "all_rules", "check", "find_rule", "select_rules"]

_MODULES = (
    "contained_document",
    "date_address",
    "date_day",
    "date_impossible",
    "date_order",
    "date_relative",
    "date_this_year",
    "date_weekday",
    "date_year",
    "double_space",
    "doubled_word",
    "duplicate_document",
    "duplicate_questions",
    "final_stop",
    "language_variant",
    "leftover",
    "lost_space",
    "name_typo",
    "name_variant",
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


def select_rules(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules whose names match one of `select` (when empty: those that are on) and none of `ignore`.

    Both hold names or patterns such as "date-*". Raises `UsageError` for one that matches no rule at all.
    """
    for pattern in (*select, *ignore):
        if not any(fnmatchcase(rule.name, pattern) for rule in all_rules()):
            raise UsageError(f"No rule is called {pattern}. {_suggest(pattern)}")
    return tuple(
        rule
        for rule in all_rules()
        if (any(fnmatchcase(rule.name, pattern) for pattern in select) if select else rule.on)
        and not any(fnmatchcase(rule.name, pattern) for pattern in ignore)
    )


def check(
    documents: Iterable[Document],
    rules: Iterable[Rule] | None = None,
    *,
    lang: str = "en",
    min_confidence: float = 0.6,
    patterns: Patterns = DEFAULT_PATTERNS,
) -> tuple[Finding, ...]:
    """What contradicts itself in documents that are checked against each other, worst first.

    `rules` defaults to those that are on; `lang` ("en" or "nl") is the language of the messages; findings a rule is
    less sure of than `min_confidence` (0.0 to 1.0) are left out. Errors come before warnings and infos; within each,
    documents as given, then reading order. Raises `UsageError` for another `lang`.
    """
    facts = Facts(tuple(documents), lang=lang, patterns=patterns)
    order = {id(document): position for position, document in enumerate(facts.documents)}
    found = [
        finding
        for rule in (select_rules() if rules is None else rules)
        for finding in rule.run(facts)
        if finding.confidence >= min_confidence
    ]
    return tuple(sorted(found, key=lambda finding: _rank(finding, order)))


def _rank(finding: Finding, order: dict[int, int]) -> tuple[int, int, int, int, str, str]:
    at = finding.at
    place = order[id(at.document)], at.block, at.span.start
    return SEVERITIES.index(finding.severity), *place, finding.rule, finding.message


def _suggest(name: str) -> str:
    near = get_close_matches(name, [rule.name for rule in all_rules()], n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else "`docdiff rule` lists them all."
