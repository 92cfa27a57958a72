"""Finds which rules a document allows itself to break, and where.

Strategy: whoever wrote the document says so beside the words: `<!-- docdiff: allow RULE -->` in Markdown and HTML, a
comment that begins with `docdiff: allow RULE` in Word and OpenDocument files. Readers keep these as marks of kind
"comment" on the block they are about; several rules may be named, globs work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from docdiff.checks.base import Finding
from docdiff.model import Block, Document

_ALLOWS = re.compile(r"(?:^|: )\s*docdiff:\s*allow\s+(?P<rules>[\w*?,\[\] -]+)", re.IGNORECASE)


def allowed_rules(block: Block) -> tuple[str, ...]:
    """The names and globs of the rules that may be broken in `block`."""
    found = (_ALLOWS.search(mark.value) for mark in block.marks if mark.kind == "comment")
    return tuple(name for match in found if match for name in re.split(r"[,\s]+", match["rules"].strip()) if name)


def unallowed(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that nobody allowed where they stand. A finding about a passage is allowed by its first block."""
    known: dict[int, dict[int, tuple[str, ...]]] = {}
    for finding in findings:
        document = finding.at.document
        if id(document) not in known:
            known[id(document)] = _allowances(document)
        if not any(fnmatchcase(finding.rule, name) for name in known[id(document)].get(finding.at.block, ())):
            yield finding


def _allowances(document: Document) -> dict[int, tuple[str, ...]]:
    found = ((block.index, allowed_rules(block)) for block in document.blocks if block.marks)
    return {index: names for index, names in found if names}
