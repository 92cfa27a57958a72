"""Mends the links between a base and its copies where a merge must know more than a redline shows.

A redline may show a short block that moved, or one that was written anew, as a deletion and an insertion: it reads the
same. In a merge another person may have edited that block, and then their words would stand there beside the new ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from docdiff.alignment import Link
from docdiff.merging.units import CELL, is_row
from docdiff.sequence import Pair, heaviest_chain
from docdiff.text import seen


def mend(base: Sequence[str], copies: Sequence[Sequence[str]], links: Sequence[Sequence[Link]]) -> list[list[Link]]:
    """The links of each copy, with what moved and what was written anew where another copy changed it too.

    Blocks written anew are `changed` with a score of 0.0. Linear in the number of links.
    """
    moved = [list(_with_moves(base, copy, own)) for copy, own in zip(copies, links, strict=True)]
    touched = Counter(unit for own in moved for unit in _touched(own))
    return [list(_with_rewritten(base, copy, own, touched)) for copy, own in zip(copies, moved, strict=True)]


def _touched(links: Sequence[Link]) -> set[int]:
    """The blocks of the base that a copy changed, and those before which it put something in."""
    found = {unit for link in links if link.kind not in _AS_IT_WAS for unit in link.a}
    for before, link in pairwise(links):
        if link.kind == "inserted" and before.a and before.kind != "moved":
            found.add(before.a[-1] + 1)
    return found


_NUMBER = re.compile(r"^\s*\d{1,4}[.)]\s+")
_AS_IT_WAS = ("same", "moved")
MANY = 8  # rows with one cell, of which more say little of each


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
    """The links with what was taken out and put in at one place paired, if another copy touched one of it.

    Rows are paired with rows, and always: the new one has the look of the old. Other blocks are when there are as many.
    """
    for is_loose, run in groupby(links, key=lambda link: link.kind in ("deleted", "inserted")):
        own = list(run)
        if not is_loose:
            yield from own
            continue
        of_rows = [is_row(base[link.a[0]] if link.a else copy[link.b[0]]) for link in own]
        for rows in (True, False):
            some = [link for link, is_one in zip(own, of_rows, strict=True) if is_one == rows]
            gone = [link for link in some if link.a]
            come = [link for link in some if link.b]
            if rows:
                pairs = _paired_rows([base[link.a[0]] for link in gone], [copy[link.b[0]] for link in come])
            elif len(gone) == len(come) and any(touched[link.a[0]] > 1 for link in gone):
                pairs = [(at, at) for at in range(len(gone))]
            else:
                pairs = []
            kept, new = ({pair[side] for pair in pairs} for side in (0, 1))
            yield from (link for at, link in enumerate(gone) if at not in kept)
            yield from (replace(gone[i], kind="changed", b=come[j].b, score=0.0) for i, j in pairs)
            yield from (link for at, link in enumerate(come) if at not in new)


def _paired_rows(gone: Sequence[str], come: Sequence[str]) -> list[tuple[int, int]]:
    """Which new row stands for which old one, in order: those that share cells, and as many others between them.

    Who adds a column and a row has other rows, and another number of them.
    """
    old, new = ([_cells(text) for text in texts] for texts in (gone, come))
    having: dict[str, list[int]] = {}
    for j, cells in enumerate(new):
        for cell in cells:
            having.setdefault(cell, []).append(j)
    shared = Counter((i, j) for i, cells in enumerate(old) for cell in cells for j in having.get(cell, ())[:MANY])
    anchors = heaviest_chain(
        [
            Pair(i, j, count + (old[i][0] == new[j][0]))
            for (i, j), count in sorted(shared.items())
            if old[i][0] == new[j][0] or 2 * count > min(len(old[i]), len(new[j]))
        ]
    )
    pairs = []
    for before, after in pairwise([Pair(-1, -1, 0), *anchors, Pair(len(old), len(new), 0)]):
        if after.a - before.a == after.b - before.b:
            pairs += list(zip(range(before.a + 1, after.a), range(before.b + 1, after.b), strict=True))
        if after.a < len(old):
            pairs.append((after.a, after.b))
    return pairs


def _cells(row: str) -> list[str]:
    """The different cells of a row with something in them; the whole row when there are none."""
    cells = row.split(CELL) if CELL in row else row.splitlines()[0].strip().strip("|").split("|")
    return list(dict.fromkeys(filter(None, map(seen, cells)))) or [row]
