"""Keeps what the source of a page says to docdiff: comments such as `<!-- docdiff: allow date-year -->`.

No reader of the page sees them, so they are no text: each becomes a mark on the block it is about. That is the block it
stands in or behind on the same line, else the one that follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace

from docdiff.model import Block, Document, Mark, Span, source_position

_CLOSING = re.compile(r"[ \t]*</")
_REMARK = re.compile(r"<!--\s*(?P<words>docdiff:.*?)\s*-->", re.DOTALL | re.IGNORECASE)


def keep_remarks(document: Document, source: str) -> Document:
    """`document` with the remarks in its `source`, as it was decoded. Linear in both but for one sort of the blocks."""
    if "docdiff:" not in source.casefold():
        return document
    placed = [block for block in document.blocks if block.place.line is not None and block.text]
    ends = sorted((source_position(block, len(block.text) - 1), block.index) for block in placed)
    remarks: dict[int, list[Mark]] = defaultdict(list)
    line, counted = 1, 0
    for match in _REMARK.finditer(source):
        line += source.count("\n", counted, match.start())
        counted = match.start()
        position = line, match.start() - source.rfind("\n", 0, match.start())
        index = _block_meant(document, ends, position, closes=bool(_CLOSING.match(source, match.end())))
        if index is not None:
            remarks[index].append(Mark(Span(0, 0), "comment", " ".join(match["words"].split())))
    return replace(document, blocks=tuple(_with_marks(block, remarks[block.index]) for block in document.blocks))


def _block_meant(
    document: Document, ends: list[tuple[tuple[int, int], int]], position: tuple[int, int], *, closes: bool
) -> int | None:
    """The block that ends first behind a remark; the one before it if that ends on the remark's line, and the remark is
    the last thing in its element (`closes`) or on its line."""
    at = bisect_left(ends, (position, -1))
    after = ends[at][1] if at < len(ends) else None
    if at == 0 or ends[at - 1][0][0] != position[0]:
        return after
    more_follows = after is not None and source_position(document.blocks[after], 0)[0] == position[0]
    return after if more_follows and not closes else ends[at - 1][1]


def _with_marks(block: Block, marks: list[Mark]) -> Block:
    return replace(block, marks=(*marks, *block.marks)) if marks else block
