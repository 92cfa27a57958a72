"""Decides which blocks of two documents belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LinkKind = Literal["same", "changed", "split", "joined", "inserted", "deleted", "moved"]


@dataclass(frozen=True, slots=True)
class Link:
    """Blocks that belong together: positions in two sequences of blocks, and how much they resemble each other.

    `a` and `b` are positions in the old and the new sequence: one of each for `same` (equal normal forms), `changed`
    and `moved`, one to several for `split`, several to one for `joined`, none on one side for `inserted` and `deleted`.
    `score` is 0.0 to 1.0.
    """

    kind: LinkKind
    a: tuple[int, ...]
    b: tuple[int, ...]
    score: float = 1.0
