"""Before you send it: what changed, what repeats, what contradicts itself, across every version."""

from __future__ import annotations

__version__ = "0.1.0"

TYPE_CHECKING = False  # type checkers take it for True; importing it from typing costs five milliseconds
if TYPE_CHECKING:
    from docdiff import render as render
    from docdiff.alignment import Link as Link
    from docdiff.alignment import align as align
    from docdiff.changes import Diff as Diff
    from docdiff.changes import diff as diff
    from docdiff.checks import Finding as Finding
    from docdiff.checks import check as check
    from docdiff.duplicates import find_duplicates as find_duplicates
    from docdiff.errors import DocdiffError as DocdiffError
    from docdiff.errors import ReadError as ReadError
    from docdiff.errors import UsageError as UsageError
    from docdiff.errors import WriteError as WriteError
    from docdiff.merging import Merge as Merge
    from docdiff.merging import merge as merge
    from docdiff.model import Block as Block
    from docdiff.model import Document as Document
    from docdiff.pairs import Pair as Pair
    from docdiff.pairs import find_pairs as find_pairs
    from docdiff.questions import Question as Question
    from docdiff.questions import find_questions as find_questions
    from docdiff.readers import read as read
    from docdiff.repeats import Duplicates as Duplicates
    from docdiff.versions import Versions as Versions
    from docdiff.versions import find_versions as find_versions

# Where each public name lives. A name is loaded when it is first used (PEP 562): importing docdiff costs nothing.
_HOMES = {
    "Block": "model",
    "Diff": "changes",
    "DocdiffError": "errors",
    "Document": "model",
    "Duplicates": "repeats",
    "Finding": "checks",
    "Link": "alignment",
    "Merge": "merging",
    "Pair": "pairs",
    "Question": "questions",
    "ReadError": "errors",
    "UsageError": "errors",
    "Versions": "versions",
    "WriteError": "errors",
    "align": "alignment",
    "check": "checks",
    "diff": "changes",
    "find_duplicates": "duplicates",
    "find_pairs": "pairs",
    "find_questions": "questions",
    "find_versions": "versions",
    "merge": "merging",
    "read": "readers",
}

__all__ = [*_HOMES, "render"]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "render":
        return import_module("docdiff.render")
    if name not in _HOMES:
        raise AttributeError(f"module 'docdiff' has no attribute {name!r}")
    value = getattr(import_module(f"docdiff.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
