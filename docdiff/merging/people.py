"""Names the people behind the copies of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from docdiff.merging.decisions import RESERVED
from docdiff.model import Document


def name_people(copies: Sequence[Document]) -> list[str]:
    """A name for who made each copy, all different: what their files are called, the authors, or their folders."""
    for names in (_stems(copies), _authors(copies), _folders(copies), [copy.source.name for copy in copies]):
        if all(names) and len(set(names)) == len(names):
            return [f"{name} (copy)" if name in RESERVED else name for name in names]
    return unique([name or "copy" for name in _stems(copies)])


def unique(names: Sequence[str]) -> list[str]:
    """The names, those that were there before or mean something else with a number behind them."""
    met: Counter[str] = Counter(RESERVED)
    out = []
    for name in names:
        met[name] += 1
        out.append(name if met[name] == 1 else f"{name} {met[name]}")
    return out


def _authors(copies: Sequence[Document]) -> list[str]:
    return [copy.meta.get("author", "") for copy in copies]


def _stems(copies: Sequence[Document]) -> list[str]:
    return [PurePath(copy.source.name).stem for copy in copies]


def _folders(copies: Sequence[Document]) -> list[str]:
    return [PurePath(copy.source.name).parent.name for copy in copies]
