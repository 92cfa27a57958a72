"""What a rule is, and what it finds."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from docdiff.fingerprint import hash64
from docdiff.model import Spot
from docdiff.text import normalise

if TYPE_CHECKING:
    from docdiff.facts import Facts

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
Scope = Literal["family", "all"]


@dataclass(frozen=True, slots=True)
class Fix:
    """The words that should stand at a place; only made when one form is proven or has a clear majority.

    A `safe` fix may be written without a person reading it: a doubled word, a double or lost space, one proven form.
    """

    at: Spot
    text: str
    safe: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The `fix` object of the JSON contract."""
        return {"at": self.at.to_dict(), "text": self.text, "safe": self.safe}


@dataclass(frozen=True, slots=True)
class Related:
    """A place that is evidence for a finding, and what it says there; with a `fix` where it has the same mistake."""

    at: Spot
    message: str = ""
    fix: Fix | None = None

    def to_dict(self) -> dict[str, Any]:
        """One entry of `related` in the JSON contract; "fix" is there only where there is one."""
        fix = {"fix": self.fix.to_dict()} if self.fix else {}
        return {**self.at.to_dict(), "message": self.message, **fix}


@dataclass(frozen=True, slots=True)
class Finding:
    """One inconsistency with its evidence.

    `confidence` is 0.0 to 1.0: how sure the rule is, not how bad the matter (that is `severity`). `id` is made of the
    rule, the words and the evidence, never of line numbers, so it survives edits elsewhere in the document. `reasons`
    are short phrases in the language of the message that say what the confidence rests on.
    """

    rule: str
    severity: Severity
    message: str
    at: Spot
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    confidence: float = 1.0
    id: str = ""
    reasons: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """One entry of `findings` in the JSON contract."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "message": self.message,
            "id": self.id,
            "confidence": round(self.confidence, 3),
            "reasons": list(self.reasons),
            "at": self.at.to_dict(),
            "related": [related.to_dict() for related in self.related],
            "fix": self.fix.to_dict() if self.fix else None,
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of inconsistency.

    `check` yields findings for the documents it is given; `page` is the rule's page: the docstring of its module with
    the headings What it finds, Why, Finds, Quiet and Options. A rule that is not `on` runs only when it is selected.
    `options` names what a user may set, each with the value it has otherwise; `forced` is the severity a user gave it.
    A rule of `scope` "family" is given one group of related documents at a time, one of "all" everything together.
    """

    name: str
    summary: str
    severity: Severity
    check: Callable[[Facts], Iterable[Finding]]
    page: str = field(repr=False)
    on: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)
    forced: Severity | None = None
    scope: Scope = "family"

    def run(self, facts: Facts) -> Iterator[Finding]:
        """The findings of this rule, each with its id."""
        for finding in self.check(facts):
            yield replace(finding, id=_identify(finding), severity=self.forced or finding.severity)


def rule(
    name: str,
    severity: Severity,
    check: Callable[[Facts], Iterable[Finding]],
    *,
    on: bool = True,
    options: Mapping[str, Any] | None = None,
    scope: Scope = "family",
) -> Rule:
    """Makes a `Rule` of a function; the summary and the page are the docstring of the module it stands in."""
    page = inspect.cleandoc(inspect.getmodule(check).__doc__ or "")
    summary = page.partition("\n")[0].rstrip(".")
    return Rule(name, summary, severity, check, page, on, options or {}, scope=scope)


_CONTEXT = 60  # characters on either side of the words
_LONGEST_EVIDENCE = 200


def context_of(finding: Finding) -> str:
    """The words of a finding with what stands around them, in normal form."""
    around, span = finding.at.document.blocks[finding.at.block].text, finding.at.span
    return normalise(around[max(0, span.start - _CONTEXT) : min(span.end, span.start + _LONGEST_EVIDENCE) + _CONTEXT])


def evidence_of(finding: Finding) -> tuple[str, ...]:
    """What stands at the other places of a finding, in normal form, each once and sorted."""
    return tuple(sorted({normalise(related.at.text)[:_LONGEST_EVIDENCE] for related in finding.related}))


def _identify(finding: Finding) -> str:
    return f"{hash64(chr(31).join([finding.rule, context_of(finding), *evidence_of(finding)])):016x}"
