"""Chooses which differences of a comparison are told and which stay quiet.

Strategy: every difference stays in the list; what is not told is marked quiet, so that the old and the new text can
always be put together again. Spacing, kinds of quotes and furniture are quiet unless they are to be shown; anything
else is told unless it is to be ignored, or unless only some categories are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import reduce
from typing import Literal, get_args

from docdiff.categories import CATEGORIES, categorise, changes_sign, find_edits
from docdiff.changes import Diff, Hunk
from docdiff.edits import Opcode
from docdiff.errors import UsageError
from docdiff.model import Block
from docdiff.text import normalise, seen

Trait = Literal["whitespace", "quotes", "case", "punctuation", "numbers", "formatting", "notes", "furniture"]
TRAITS: tuple[Trait, ...] = get_args(Trait)
QUIET: frozenset[Trait] = frozenset(("whitespace", "quotes", "formatting", "furniture"))
"""What is not told unless it is shown."""

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
_MARKS = re.compile(r"[^\w\s]+")
_NUMBERS = re.compile(r"\d+(?:[.,:/-]\d+)*")
_FOLDS: dict[Trait, Callable[[str], str]] = {
    "whitespace": lambda text: _SPACES.sub("", text),
    "quotes": lambda text: _WORD.sub(lambda word: seen(word.group()), text),
    "case": normalise,
    "punctuation": lambda text: _MARKS.sub("", text) if not re.search(r"\d", text) else text,
    "numbers": lambda text: _NUMBERS.sub("#", text),
}
_WIDER = {"number": frozenset(("amount", "percentage"))}  # who asks for numbers wants these as well
_BLOCKS: dict[str, Trait] = {"footnote": "notes", "furniture": "furniture"}


def choose(diff: Diff, *, ignore: Collection[str] = (), show: Collection[str] = (), only: Collection[str] = ()) -> Diff:
    """`diff` with other differences quiet than by default.

    `ignore` and `show` name traits (see `TRAITS`); a difference that ignored traits explain altogether is quiet. `only`
    names categories (see `docdiff.categories`; "number" means amounts and percentages too): then all edits of other
    categories are quiet, and so is a move, a split or a join without an edit of these. Raises `UsageError` for a name
    that is no trait or category, and for a trait that is to be both ignored and shown. Linear in what changed.
    """
    _check_names("ignore", ignore, TRAITS)
    _check_names("show", show, TRAITS)
    _check_names("only", only, CATEGORIES)
    both = sorted(set(ignore) & set(show))
    if both:
        raise UsageError(f"{both[0]} cannot be both ignored and shown.")
    if not (ignore or show or only):
        return diff
    quiet = (QUIET | set(ignore)) - set(show)
    wanted = frozenset(only).union(*(_WIDER.get(name, ()) for name in only))
    hunks = tuple(_chosen(diff, hunk, quiet, wanted) for hunk in diff.hunks)
    left_out = sum(before.kind != "equal" == hunk.kind for before, hunk in zip(diff.hunks, hunks, strict=True))
    return replace(diff, hunks=hunks, left_out=left_out)


def _check_names(option: str, names: Collection[str], known: tuple[str, ...]) -> None:
    for name in names:
        if name not in known:
            raise UsageError(f"There is no {name} to {option}. Choose from: {', '.join(known)}.")


def _chosen(diff: Diff, hunk: Hunk, quiet: Collection[str], only: frozenset[str]) -> Hunk:
    renumbered, restyled = hunk.renumbered, hunk.restyled
    if restyled:
        restyled = replace(restyled, quiet="formatting" in quiet or bool(only))
    if renumbered and (only or "numbers" in quiet):
        renumbered = replace(renumbered, quiet=renumbered.quiet or "number" not in only)
    notes = tuple(replace(move, quiet="notes" in quiet or bool(only)) for move in hunk.notes)
    no_looks = not {"formatting", _BLOCKS.get(_block(diff, hunk).kind)}.isdisjoint(quiet) or bool(only)
    looks = tuple(replace(look, quiet=no_looks) for look in hunk.formatting)
    hunk = replace(hunk, renumbered=renumbered, restyled=restyled, notes=notes, formatting=looks)
    if all(opcode.tag == "equal" for opcode in hunk.opcodes):
        return replace(hunk, hushed=bool(only))
    opcodes = _chosen_opcodes(diff, hunk, quiet, only)
    told = any(opcode.tag != "equal" and not opcode.quiet for opcode in opcodes)
    return replace(hunk, opcodes=opcodes, hushed=bool(only) and not told)


def _block(diff: Diff, hunk: Hunk) -> Block:
    return diff.new.blocks[hunk.link.b[0]] if hunk.link.b else diff.old.blocks[hunk.link.a[0]]


def _chosen_opcodes(diff: Diff, hunk: Hunk, quiet: Collection[str], only: frozenset[str]) -> tuple[Opcode, ...]:
    old, new = diff.texts(hunk)
    whole = _BLOCKS.get(_block(diff, hunk).kind)
    folds = [fold for trait, fold in _FOLDS.items() if trait in quiet]
    out = list(hunk.opcodes)
    for edit in find_edits(hunk.opcodes):
        gone, come = old[edit.a.start : edit.a.end], new[edit.b.start : edit.b.end]
        is_quiet = whole in quiet or (
            _folded(gone, folds) == _folded(come, folds) and not (changes_sign(old, new, edit) and not edit.quiet)
        )
        if only and not is_quiet:
            is_quiet = not only & set(categorise(old, new, edit, diff.new.language))
        for position in edit.opcodes:
            is_mark = "notes" in quiet and position in hunk.note_words
            out[position] = replace(out[position], quiet=is_quiet or is_mark)
    return tuple(out)


def _folded(text: str, folds: list[Callable[[str], str]]) -> str:
    return reduce(lambda folded, fold: fold(folded), folds, text)
