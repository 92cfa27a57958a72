"""Finds the sentences that one person moved within a paragraph and another changed, and takes the changes along.

A diff tells such a move as a deletion and an insertion. Taken apart, the deletion would meet the other's edit, and the
insertion would bring the old words back beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.fuzz import ratio

from docdiff.merging.axis import Edit, find_edits
from docdiff.text import plain_words, seen

TELLING = 4  # words that are not put in and taken out by chance
ALIKE = 80  # per cent of a moved sentence that must be left of it

# The text that becomes of a base with these edits of several copies; None when they contradict each other.
Resolve = Callable[[str, Mapping[int, Sequence[Edit]]], str | None]


@dataclass(frozen=True, slots=True)
class Carried:
    """The edits of each copy with the moves in them settled.

    `along` has for an insertion, by (start, end, text), what those whose changes it took along made of the words.
    `asked` are the stretches of the base in which the copies want different things of one sentence.
    """

    edits: Mapping[int, tuple[Edit, ...]]
    along: Mapping[tuple[int, int, str], tuple[tuple[int, str], ...]]
    asked: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Move:
    gone: Edit
    come: Edit
    copy: int


def carry(base: str, edits: Mapping[int, Sequence[Edit]], resolve: Resolve) -> Carried:
    """Settles what was moved inside `base`; as much work as comparing what was taken out with what was put in."""
    own = {copy: tuple(some) for copy, some in edits.items()}
    moves = [move for copy in sorted(own) for move in _moves(base, copy, own[copy])] if len(own) > 1 else []
    along: dict[tuple[int, int, str], tuple[tuple[int, str], ...]] = {}
    asked: list[tuple[int, int]] = []
    for (start, end), group in groupby(sorted(moves, key=_gone_first), key=lambda move: move.gone[:2]):
        some = list(group)
        others = {copy: list(_inside(own[copy], start, end)) for copy in own if copy not in {m.copy for m in some}}
        others = {copy: found for copy, found in others.items() if found}
        if not others and _agree(some):
            continue
        text = resolve(base[start:end], _on_sentence(base, some[0], others)) if _agree(some) else None
        if text is None or any(not start <= edit.start <= edit.end <= end for o in others.values() for edit in o):
            places = [start, end, *(place for move in some for place in move.come[:2])]
            asked.append((min(places), max(places)))
            continue
        come = some[0].come
        new = come._replace(text=_framed(come.text, text))
        for move in some:
            own[move.copy] = tuple(new if edit == move.come else edit for edit in own[move.copy])
        for copy, found in others.items():
            own[copy] = tuple(edit for edit in own[copy] if edit not in found)
        along[new[:3]] = tuple((copy, _applied(base, start, end, found)) for copy, found in others.items())
    return Carried(own, along, tuple(asked))


def _gone_first(move: _Move) -> tuple[int, int, int]:
    return (move.gone.start, move.gone.end, move.copy)


def _moves(base: str, copy: int, edits: Sequence[Edit]) -> Iterator[_Move]:
    """What one copy took out and put in elsewhere, the same words or nearly so; each once."""
    come = [edit for edit in edits if edit.start == edit.end and len(plain_words(edit.text)) >= TELLING]
    for gone in edits:
        words = base[gone.start : gone.end]
        if not come or gone.text.strip() or len(plain_words(words)) < TELLING:
            continue
        best = max(come, key=lambda edit: (ratio(seen(edit.text), seen(words)), -edit.start))
        if ratio(seen(best.text), seen(words)) >= ALIKE:
            come.remove(best)
            yield _Move(gone, best, copy)


def _inside(edits: Sequence[Edit], start: int, end: int) -> Iterator[Edit]:
    """The edits that touch words between `start` and `end`."""
    return (
        edit
        for edit in edits
        if not edit.quiet and ((edit.start < end and start < edit.end) or start < edit.start == edit.end < end)
    )


def _agree(moves: Sequence[_Move]) -> bool:
    return len({(move.come.start, seen(move.come.text)) for move in moves}) == 1


def _on_sentence(base: str, move: _Move, others: Mapping[int, Sequence[Edit]]) -> Mapping[int, Sequence[Edit]]:
    """The edits of the mover and of all others in the sentence that moved, by offsets in it."""
    start, end = move.gone[:2]
    words = base[start:end]
    moved = _framed(words, move.come.text.strip())
    shifted = {
        copy: tuple(edit._replace(start=edit.start - start, end=edit.end - start) for edit in found)
        for copy, found in others.items()
    }
    return {move.copy: find_edits(words, moved), **shifted}


def _framed(frame: str, text: str) -> str:
    """`text` with the white space that `frame` has at its ends."""
    words = frame.strip()
    at = frame.find(words) if words else 0
    return frame[:at] + text.strip() + frame[at + len(words) :]


def _applied(base: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    parts, at = [], start
    for edit in edits:
        parts += [base[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, base[at:end]])
