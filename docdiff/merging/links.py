"""Mends the links between a base and its copies where a merge must know more than a redline shows.

A redline may show a short block that moved, or one that was written anew, as a deletion and an insertion: it reads the
same. In a merge another person may have edited that block, and then their words would stand there beside the new ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from docdiff.alignment import Link
from docdiff.merging.units import CELL
from docdiff.text import seen


def mend(base: Sequence[str], copies: Sequence[Sequence[str]], links: Sequence[Sequence[Link]]) -> list[list[Link]]:
    """The links of each copy, with what moved and what was written anew where another copy changed it too.

    Blocks written anew are `changed` with a score of 0.0. Linear in the number of links.
    """
    moved = [list(_with_moves(base, copy, own)) for copy, own in zip(copies, links, strict=True)]
    touched = Counter(
        unit for own in moved for unit in {u for link in own if link.kind not in _AS_IT_WAS for u in link.a}
    )
    return [list(_with_rewritten(base, copy, own, touched)) for copy, own in zip(copies, moved, strict=True)]


_NUMBER = re.compile(r"^\s*\d{1,4}[.)]\s+")
_AS_IT_WAS = ("same", "moved")


def _with_moves(base: Sequence[str], copy: Sequence[str], links: Sequence[Link]) -> Iterator[Link]:
    """The links with blocks that were taken out at one place and put in at another as moves, when there is one such
    block in each text: of two rows that read alike nobody can tell which one moved."""
    gone = {_words(base[link.a[0]]): link for link in links if link.kind == "deleted"}
    come = {_words(copy[link.b[0]]) for link in links if link.kind == "inserted"}
    texts = {text for text in gone.keys() & come if any(sign.isalnum() for sign in text)}
    if texts:
        counts = [Counter(map(_words, side)) for side in (base, copy)]
        texts = {text for text in texts if all(count[text] == 1 for count in counts)}
    for link in links:
        if link.kind == "inserted" and _words(copy[link.b[0]]) in texts:
            yield Link("moved", gone[_words(copy[link.b[0]])].a, link.b)
        elif link.kind != "deleted" or _words(base[link.a[0]]) not in texts:
            yield link


def _words(text: str) -> str:
    """The words of a block without the number of an item, which changes when it moves."""
    return seen(_NUMBER.sub("", text, count=1))


def _with_rewritten(
    base: Sequence[str], copy: Sequence[str], links: Sequence[Link], touched: Counter[int]
) -> Iterator[Link]:
    """The links with as many blocks put in as were taken out at that place paired, if another copy touched one.

    Rows are paired with rows, and always: the new one has the look of the old.
    """
    for is_loose, run in groupby(links, key=lambda link: link.kind in ("deleted", "inserted")):
        own = list(run)
        if not is_loose:
            yield from own
            continue
        of_rows = [CELL in (base[link.a[0]] if link.a else copy[link.b[0]]) for link in own]
        for rows in (True, False):
            some = [link for link, is_row in zip(own, of_rows, strict=True) if is_row == rows]
            gone = [link for link in some if link.a]
            come = [link for link in some if link.b]
            if len(gone) == len(come) and (rows or any(touched[link.a[0]] > 1 for link in gone)):
                yield from (replace(a, kind="changed", b=b.b, score=0.0) for a, b in zip(gone, come, strict=True))
            else:
                yield from some
