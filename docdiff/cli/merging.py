"""Merges the three files that git hands over, for `docdiff git merge-file`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docdiff.errors import DocdiffError, ReadError
from docdiff.merging import Merge, merge_copies
from docdiff.merging.markers import with_markers
from docdiff.merging.result import source_bytes
from docdiff.model import Document
from docdiff.readers import read

_PEOPLE = ("ours", "theirs")


@dataclass(frozen=True, slots=True)
class Result:
    """What to write over our file (None: it stays), whether a person must look, and what to tell them."""

    data: bytes | None
    is_open: bool
    messages: tuple[str, ...] = ()


def merge_three(base: str, ours: str, theirs: str, path: str) -> Result:
    """The merge of three files that stand for `path`; nothing is written. Raises no `DocdiffError`: git must go on."""
    try:
        documents = [_read(name, path) for name in (base, ours, theirs)]
        if not documents[0].blocks and documents[1].blocks:
            # Both sides added the file: nobody knows what either changed.
            made = merge_copies(documents[1], documents[1:], people=_PEOPLE, ask_all=True, base_found="none")
        else:
            made = merge_copies(documents[0], documents[1:], people=_PEOPLE)
        return _result(made, path)
    except DocdiffError as error:
        return Result(None, True, (f"{path} was not merged. {error}",))


def _read(name: str, path: str) -> Document:
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise ReadError(f"{name} cannot be read: {error.strerror}.") from error
    return read(data, name=path)


def _result(made: Merge, path: str) -> Result:
    count = len(made.conflicts)
    if made.base.source.format == "docx" and not made.as_source:
        if count:
            return Result(None, True, (f"{path}: {count} open. Decide with: docdiff merge BASE OURS THEIRS -o {path}",))
        from docdiff.render.merge_docx import render

        return Result(render(made), False)
    if not made.as_source:
        raise ReadError("Its three versions are in different formats.")
    text = with_markers(made.regions, _PEOPLE)
    return Result(source_bytes(made.base, text), count > 0)
