"""Finds which rules a document allows itself to break, and where.

Strategy: whoever wrote the document says so beside the words: `<!-- docdiff: allow RULE -->` in Markdown and HTML, a
comment that begins with `docdiff: allow RULE` in Word and OpenDocument files. Readers keep these as marks of kind
"comment" on the block they are about; several rules may be named, globs work.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from fnmatch import fnmatchcase

from docdiff.checks.base import Finding
from docdiff.model import Block, Document

_REMARK = re.compile(r"(?:^|: )\s*docdiff:\s*(?P<verb>\w*)\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_LIKE = 0.75  # how alike a word must be to a rule's name to be a slip, and not the reason somebody gave
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


def mistaken_remarks(document: Document, known: Collection[str]) -> Iterator[tuple[Block, str]]:
    """The remarks to docdiff that do nothing, with the sentence that says why; `known` are the names of all rules.

    Words behind the names may give a reason, so of these only what is nearly a name is told.
    """
    for block in document.blocks:
        for mark in block.marks:
            said = _REMARK.search(mark.value) if mark.kind == "comment" else None
            if said:
                yield from ((block, sentence) for sentence in _mistakes(said["verb"], said["rest"], known))


def _mistakes(verb: str, rest: str, known: Collection[str]) -> Iterator[str]:
    if verb.lower() != "allow":
        yield f"The remark docdiff: {verb} means nothing. Write docdiff: allow RULE."
        return
    words = re.findall(r"[^\s,]+,?", rest)
    if not words:
        yield "The remark docdiff: allow names no rule. Write docdiff: allow RULE."
    named = True
    for word in words:
        name = word.rstrip(",")
        near = get_close_matches(name, sorted(known), n=1, cutoff=0.5 if named else _LIKE)
        if not any(fnmatchcase(rule, name) for rule in known) and (named or near):
            yield f"The remark docdiff: allow {name} names no rule." + (f" Did you mean {near[0]}?" if near else "")
        named = word.endswith(",")


def _allowances(document: Document) -> dict[int, tuple[str, ...]]:
    found = ((block.index, allowed_rules(block)) for block in document.blocks if block.marks)
    return {index: names for index, names in found if names}
