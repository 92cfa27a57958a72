"""Builds comparisons by hand from a small notation, so that a renderer's test shows only what matters.

One block a line; the start of the line says what it is and what happened to it:

    # Title               a heading (## one level lower)
    Text as it stayed.    a paragraph; words change as in  the [-brown-]{+crimson+} fox
    * An item             a list item; "a. An item" has the label "a."
    | 1 | 2 |             cells of a table row; each line is a row
    ^2 A note             a footnote with its label
    + Text / - Text       an inserted, a deleted block
    >1 Text               a moved block at its new place; the line <1 stands where it was
    First.{+¶+}Second.    one paragraph split in two; [-¶-] joins two

Words between ~ and ~ as in [~old~] or {~new~} are differences a reader does not see (quiet).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from docdiff.alignment import Link
from docdiff.changes import Diff, Hunk, Opcode
from docdiff.model import Block, Document, Mark, Place, Source, Span

_SEGMENT = re.compile(
    r"\[-(?P<delete>.*?)-\]|\{\+(?P<insert>.*?)\+\}|\[~(?P<quiet_old>.*?)~\]|\{~(?P<quiet_new>.*?)~\}"
)
_LINE = re.compile(
    r"(?P<sign>[+-] |>\d+ )?(?:(?P<hashes>#+) |(?P<item>\* |[a-z]\. |\d+\) )|\^(?P<note>\d+) )?(?P<text>.*)", re.DOTALL
)


@dataclass
class _Row:
    sign: str
    block: Block
    segments: list[tuple[str, str, bool]]
    old: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)

    def side(self, tag: str) -> str:
        return "".join(text for found, text, _ in self.segments if found in ("equal", tag))


def redline(notation: str, *, names: tuple[str, str] = ("draft-1.txt", "draft-2.txt"), **meta: Any) -> Diff:
    """The comparison that `notation` describes; `meta` is what both documents say of themselves."""
    rows: list[_Row] = []
    gone: dict[str, int] = {}  # number of a move -> where among the rows it stood
    table = -1
    for line in filter(None, map(str.strip, notation.strip().splitlines())):
        if re.fullmatch(r"<\d+", line):
            gone[line[1:]] = len(rows)
            continue
        cells = re.fullmatch(r"([+-] )?\|(.*)\|", line)
        if cells:
            table = table if rows and rows[-1].block.kind == "cell" else table + 1
            above = rows[-1].block.place.cell if rows and rows[-1].block.kind == "cell" else None
            number = above[1] + 1 if above else 0
            for column, text in enumerate(cells[2].split("|")):
                place = Place(cell=(table, number, column))
                rows.append(_row((cells[1] or "") + text.strip(), kind="cell", place=place))
        else:
            rows.append(_row(line))
    old = _blocks(_old_order(rows, gone), "delete")
    new = _blocks(rows, "insert")
    return Diff(
        Document(Source(names[0]), old, {k: v for k, v in meta.items() if v}),
        Document(Source(names[1]), new, {k: v for k, v in meta.items() if v}),
        tuple(_hunk(row) for row in rows),
    )


def with_note(diff: Diff, block: int, start: int, end: int, value: str) -> Diff:
    """The same comparison with a note mark in one block of both documents."""

    def marked(document: Document) -> Document:
        found = replace(document.blocks[block], marks=(Mark(Span(start, end), "note", value),))
        return replace(document, blocks=(*document.blocks[:block], found, *document.blocks[block + 1 :]))

    return replace(diff, old=marked(diff.old), new=marked(diff.new))


def _row(line: str, **known: Any) -> _Row:
    match = _LINE.fullmatch(line)
    assert match
    kind, level, label = "paragraph", 0, ""
    if match["hashes"]:
        kind, level = "heading", len(match["hashes"])
    elif match["item"]:
        kind, level, label = "list_item", 1, match["item"].strip().strip("*")
    elif match["note"]:
        kind, label = "footnote", match["note"]
    sign = (match["sign"] or "").strip()
    block = replace(Block(0, kind, "", level, label), **known)  # type: ignore[arg-type]
    return _Row(sign, block, _segments(match["text"], {"+": "insert", "-": "delete"}.get(sign, "equal")))


def _segments(text: str, plain: str) -> list[tuple[str, str, bool]]:
    found: list[tuple[str, str, bool]] = []
    end = 0
    for match in _SEGMENT.finditer(text):
        found.append((plain, text[end : match.start()], False))
        name = match.lastgroup or ""
        tag = {"quiet_old": "delete", "quiet_new": "insert"}.get(name, name)
        found.append((tag, match[name], name.startswith("quiet")))
        end = match.end()
    found.append((plain, text[end:], False))
    return [(tag, words.replace("¶", "\n"), quiet) for tag, words, quiet in found if words]


def _old_order(rows: list[_Row], gone: dict[str, int]) -> list[_Row]:
    order: list[_Row] = []
    moved = {row.sign[1:]: row for row in rows if row.sign.startswith(">")}
    for position in range(len(rows) + 1):
        order.extend(moved[number] for number, where in gone.items() if where == position)
        if position < len(rows) and not rows[position].sign.startswith(">"):
            order.append(rows[position])
    return order


def _blocks(rows: list[_Row], tag: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    missing = "+" if tag == "delete" else "-"
    for row in rows:
        if row.sign == missing:
            continue
        for text in row.side(tag).split("\n"):
            (row.old if tag == "delete" else row.new).append(len(blocks))
            blocks.append(replace(row.block, index=len(blocks), text=text))
    return tuple(blocks)


def _hunk(row: _Row) -> Hunk:
    opcodes: list[Opcode] = []
    a = b = 0
    for tag, text, quiet in row.segments:
        end_a = a + len(text) * (tag != "insert")
        end_b = b + len(text) * (tag != "delete")
        opcodes.append(Opcode(tag, Span(a, end_a), Span(b, end_b), quiet))  # type: ignore[arg-type]
        a, b = end_a, end_b
    return Hunk(Link(_kind(row), tuple(row.old), tuple(row.new)), tuple(opcodes))  # type: ignore[arg-type]


def _kind(row: _Row) -> str:
    if row.sign:
        return {"+": "inserted", "-": "deleted"}.get(row.sign, "moved")
    if len(row.new) > 1:
        return "split"
    if len(row.old) > 1:
        return "joined"
    return "same" if all(tag == "equal" or quiet for tag, _, quiet in row.segments) else "changed"
