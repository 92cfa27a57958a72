"""Reads what a file name says of the version it holds: a number, a draft or the final text, a copy.

"letter-draft-2.docx" is before "letter-draft-3.docx" and "letter-final.docx"; "letter v2 (1).docx" is after
"letter v2.docx"; "letter-v2-legal.docx" was made from "letter-v2.docx". Names that do not begin with the same word say
nothing of one another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from docdiff.locale import all_words

_PART = re.compile(r"\((\d{1,3})\)|(\d+(?:\.\d+)*)|([^\W\d_]+)")
_YEAR = 4  # digits; numbers of so many and more are years, dates and file numbers
_LINKING = 3  # letters of the word between "copy" and what is copied: "of", "van"
_STAGES = {"name_draft": 0, "name_final": 2}
_BETWEEN = 1  # neither draft nor final


@dataclass(frozen=True, slots=True)
class VersionName:
    """What a name says: `stem` are its words without marks, in lower case.

    `number` is the version as (major, minor ...), empty for none; `marked` says that a word such as "version" or
    "draft" stands before it. `stage` is 0 for a draft, 2 for a final text, 1 for neither; `copy` counts copies.
    """

    stem: tuple[str, ...]
    number: tuple[int, ...] = ()
    marked: bool = False
    stage: int = _BETWEEN
    copy: int = 0


@cache
def read_version_name(name: str) -> VersionName:
    """What the file name at the end of `name` says; folders and the suffix are left out."""
    stem: list[str] = []
    number: tuple[int, ...] = ()
    marked, stage, copy = False, _BETWEEN, 0
    before = ""
    for brackets, digits, word in _PART.findall(_base(name)):
        if brackets:
            copy += int(brackets)
        elif digits:
            if max(map(len, digits.split("."))) >= _YEAR:
                stem.append(digits)
            elif before or not marked:
                number, marked = tuple(map(int, digits.split("."))), _kind(before) not in (None, "name_copy")
        elif (kind := _kind(word.lower())) is None:
            if not (_kind(before) == "name_copy" and len(word) <= _LINKING):
                stem.append(word.lower())
        else:
            stage = _STAGES.get(kind, stage)
            copy += kind == "name_copy"
        before = word.lower() if _kind(word.lower()) else ""
    return VersionName(tuple(stem), number, marked, stage, copy)


def _base(name: str) -> str:
    base = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = base.rpartition(".")
    return stem if dot and stem and suffix.isalnum() and len(suffix) <= 5 and not suffix.isdigit() else base


@cache
def _kind(word: str) -> str | None:
    kinds = ("name_draft", "name_final", "name_version", "name_copy")
    return next((kind for kind in kinds if word in all_words(kind)), None)


def compare_names(a: VersionName, b: VersionName) -> Literal[-1, 0, 1]:
    """-1 when `a` is the earlier version, 1 when `b` is, 0 when the names do not tell."""
    length = min(len(a.stem), len(b.stem))
    if a.stem[:1] != b.stem[:1]:
        return 0
    if a.stage != b.stage and (_BETWEEN not in (a.stage, b.stage) or not (a.number or b.number)):
        return _sign(a.stage, b.stage)
    counted = (a.marked or not a.number) and (b.marked or not b.number)
    if counted and a.number != b.number and (a.stage == b.stage or (a.number and b.number)):
        return _sign(a.number, b.number)
    if a.number != b.number or a.stem[:length] != b.stem[:length]:
        return 0
    # The same version: a copy of it, or one with a reader's name behind it, is made from it.
    return _sign((len(a.stem), a.copy), (len(b.stem), b.copy)) if a.stage == b.stage else 0


def plain_number(name: VersionName) -> int | None:
    """The number of a name in which nothing says what is counted ("letter 2"), which may be anything."""
    return name.number[0] if len(name.number) == 1 and not name.marked else None


def _sign(a: object, b: object) -> Literal[-1, 0, 1]:
    return -1 if a < b else 1 if a > b else 0  # type: ignore[operator]
