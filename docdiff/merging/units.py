"""Cuts a document into the units a merge keeps, moves, deletes and inserts, so that nothing between them is lost.

Strategy: where the document was read from a text file, units are stretches of that file, markup and line ends included:
the lines of a block that the reader found, or an element of a page. So whatever no one edited leaves a merge byte for
byte. Other documents are cut into the texts of their blocks, and the rows of their tables: a cell says little alone,
and who puts in or deletes a row does so as a whole.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docdiff.model import Block, Document

# Code points that are no characters.
BREAK = "\ufdd0"  # stands where one unit ends and the next begins
CELL = "\ufdd1"  # between two cells of a row
LINE = "\ufdd2"  # between two paragraphs of a cell
TEXT_FORMATS = frozenset({"text", "md", "html"})

_INNER = re.compile(f"[{BREAK}{CELL}{LINE}]")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,4}[.)])[ \t]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_LINE_END = re.compile(r"\r\n|\r|\n")
BLOCK_TAG = re.compile(
    r"<(?=/?(?:address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|h[1-6]|head|header|hr|html|legend|li|link|main|meta|nav|ol|p|pre|section|style|script|summary|table"
    r"|tbody|td|tfoot|th|thead|title|tr|ul)\b|!)",
    re.IGNORECASE,
)
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][\w-]*)")


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one document as columns: `head + texts[0] + after[0] + texts[1] + ...` is the whole of it.

    `after` and `head` are white space. `blocks` says which blocks of the document stand in each unit, `columns` the
    columns of these blocks where the unit is a row (() where not one is).
    """

    texts: tuple[str, ...]
    after: tuple[str, ...]
    head: str
    blocks: tuple[tuple[int, ...], ...]
    columns: tuple[tuple[int, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.texts)

    def whole(self) -> str:
        """The text that was cut up."""
        return self.head + "".join(text + after for text, after in zip(self.texts, self.after, strict=True))

    def joined(self, first: int, last: int) -> str:
        """The units `first` to `last` with what stands between them and a BREAK before each but the first."""
        parts = [self.texts[first]]
        for unit in range(first + 1, last + 1):
            parts += [self.after[unit - 1], BREAK, self.texts[unit]]
        return "".join(parts)


def cut_document(document: Document, *, as_source: bool) -> Units:
    """The units of `document`: of its source text when `as_source`, else of its blocks. Linear in its length."""
    text = source_of(document) if as_source else None
    if text is None:
        return cut_blocks(document)
    return _cut_html(document, text) if document.source.format == "html" else _cut_lines(document, text)


def source_of(document: Document) -> str | None:
    """The text of the file a document was read from; None for formats that are no text and documents built by hand."""
    data, encoding = document.source.data, document.source.encoding or "utf-8"
    if data is None or document.source.format not in TEXT_FORMATS:
        return None
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None
    return None if _INNER.search(text) else text


def line_end_of(text: str) -> str:
    r"""The line end a text has most: "\n" when it has none."""
    counts = Counter(_LINE_END.findall(text))
    return max(sorted(counts), key=counts.__getitem__) if counts else "\n"


def with_line_ends(text: str, line_end: str) -> str:
    """`text` with all line ends made the same."""
    return _LINE_END.sub(line_end, text) if "\n" in text or "\r" in text else text


def plain(text: str) -> str:
    """The text of units as a reader sees it."""
    return text.replace(BREAK, "").replace(CELL, " | ").replace(LINE, "\n")


def is_row(text: str) -> bool:
    """Whether a block is a row of a table, cut of cells or as Markdown writes it."""
    return CELL in text or text.lstrip().startswith("|")


def kind_of(text: str) -> str:
    """What a block is a part of, as far as its text tells: a table ("row") or a list ("item"); else ""."""
    return "row" if is_row(text) else "item" if _ITEM.match(text) else ""


def cut_blocks(document: Document) -> Units:
    """The texts of the blocks, furniture left out, and of the rows of tables."""
    units = [tuple(members) for _, members in itertools.groupby(document.body, key=_row_of)]
    columns = tuple(tuple(b.place.cell[2] for b in members if b.place.cell) for members in units)
    texts = tuple(_row_text(members, own) for members, own in zip(units, columns, strict=True))
    blocks = tuple(tuple(block.index for block in members) for members in units)
    after = ("\n\n",) * (len(texts) - 1) + ("",) * bool(texts)
    return Units(texts, after, "", blocks, columns if any(columns) else ())


def _row_of(block: Block) -> tuple[int, int]:
    """The row a block stands in: (table, row), or itself."""
    return (-1, block.index) if block.place.cell is None else block.place.cell[:2]


def _row_text(blocks: Sequence[Block], columns: Sequence[int]) -> str:
    """The text of a block, or of the cells of a row with all empty ones before the last."""
    out, at = "", 0
    for number, block in enumerate(blocks):
        if columns:
            out += CELL * (columns[number] - at) or LINE * bool(number)
            at = columns[number]
        out += _INNER.sub(" ", block.text)
    return out


def _cut_lines(document: Document, text: str) -> Units:
    """Units of whole lines. What the reader left out, such as a fence, stands with the block it touches."""
    lines = [match.group() for match in _LINE.finditer(text)]
    if lines and not lines[-1]:
        lines.pop()
    owners, blocks = _owners(document, len(lines))
    starts = [0]
    pieces = []
    for line in lines:
        starts.append(starts[-1] + len(line))
    for first, last, owner in _runs(lines, owners):
        pieces.append((starts[first], starts[last], blocks[owner] if owner >= 0 else ()))
    return _units(text, pieces)


def _owners(document: Document, count: int) -> tuple[list[int], list[tuple[int, ...]]]:
    """For each line the number of the run of blocks that stands on it (-1: none), and the blocks of each run.

    Blocks that share a line, as the cells of a row do, make one run.
    """
    owners = [-1] * count
    runs: list[tuple[int, int, list[int]]] = []
    placed = [b for b in document.blocks if b.place.line is not None and b.place.line <= count]
    for block in sorted(placed, key=lambda b: (b.place.line or 0, b.index)):
        first = (block.place.line or 1) - 1
        last = min(count, max(block.place.end_line or 0, first + 1))
        if runs and first < runs[-1][1]:
            low, high, members = runs[-1]
            runs[-1] = (low, max(high, last), [*members, block.index])
        else:
            runs.append((first, last, [block.index]))
    for number, (first, last, _) in enumerate(runs):
        owners[first:last] = [number] * (last - first)
    return owners, [tuple(members) for _, _, members in runs]


def _runs(lines: Sequence[str], owners: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """(first line, line behind the last, owner) of every unit."""
    at, count = 0, len(lines)
    while at < count:
        if owners[at] < 0 and not lines[at].strip():
            at += 1
            continue
        first, owner = at, owners[at]
        # Lines without a block above one that has a block: an opening fence, the frame of a table.
        while at < count and owners[at] < 0 and lines[at].strip():
            at += 1
        if at < count and owners[at] >= 0:
            owner = owners[at]
        while at < count and owner >= 0 and owners[at] == owner:
            at += 1
        if at < count and owners[at] < 0 and not _opens_fence(lines, owners, at):
            while at < count and owners[at] < 0 and lines[at].strip():
                at += 1
        yield first, at, owner


def _opens_fence(lines: Sequence[str], owners: Sequence[int], at: int) -> bool:
    """Whether a line without a block is a fence right above the block it opens."""
    is_fence = lines[at].lstrip().startswith(("```", "~~~"))
    return is_fence and at + 1 < len(lines) and owners[at + 1] >= 0 and (at == 0 or owners[at - 1] != owners[at + 1])


def _cut_html(document: Document, text: str) -> Units:
    """Units that end before a tag of an element that begins a line on the page, or where such an element ends."""
    cuts = sorted({0, len(text), *(match.start() for match in BLOCK_TAG.finditer(text))})
    blocks: dict[int, list[int]] = {}
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    for block in document.blocks:
        position = next((mark.value for mark in block.marks if mark.kind == "source"), f"{block.place.line or 1}:1")
        line, column = map(int, position.split(":"))
        offset = starts[min(line, len(starts)) - 1] + column - 1
        blocks.setdefault(cuts[bisect_right(cuts, offset) - 1], []).append(block.index)
    pieces: list[tuple[int, int, tuple[int, ...]]] = []
    for first, last in itertools.pairwise(cuts):
        here = tuple(blocks.get(first, ()))
        name = _TAG_NAME.match(text, first)
        # An end tag stands with its own start tag only: a list that goes on after its last item must not end there.
        if name and name[1] and pieces and _opened(text, pieces[-1]) == name[2].casefold():
            start, _, before = pieces.pop()
            end = text.index(">", first, last) + 1 if ">" in text[first:last] else last
            pieces.append((start, end, before + here))
            if text[end:last].strip():
                pieces.append((end, last, ()))
        else:
            pieces.append((first, last, here))
    return _units(text, pieces)


def _opened(text: str, piece: tuple[int, int, tuple[int, ...]]) -> str:
    """The name of the element a piece begins and does not end; "" for none."""
    name = _TAG_NAME.match(text, piece[0])
    if name is None or name[1] or f"</{name[2]}" in text[piece[0] : piece[1]]:
        return ""
    return name[2].casefold()


def _units(text: str, pieces: Sequence[tuple[int, int, tuple[int, ...]]]) -> Units:
    """Units from (start, end, blocks); white space at their ends, and what lies between them, goes behind them."""
    trimmed = [(start, start + len(text[start:end].rstrip()), blocks) for start, end, blocks in pieces]
    kept = [piece for piece in trimmed if piece[0] < piece[1]]
    ends = [start for start, _, _ in kept[1:]] + [len(text)] * bool(kept)
    return Units(
        tuple(text[start:end] for start, end, _ in kept),
        tuple(text[end:following] for (_, end, _), following in zip(kept, ends, strict=True)),
        text[: kept[0][0]] if kept else text,
        tuple(blocks for _, _, blocks in kept),
    )
