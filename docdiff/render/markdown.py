"""Renders a comparison as CriticMarkup, which Markdown editors show as tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from docdiff.changes import Diff
from docdiff.locale.interface import interface
from docdiff.model import Block
from docdiff.render.grid import Entry, Row, lay_out
from docdiff.render.odd import readable
from docdiff.render.passages import Passage, Piece, block_of, label_of, lines, passages, units
from docdiff.render.wording import Wording

_MARKS = {"equal": ("", ""), "insert": ("{++", "++}"), "delete": ("{--", "--}")}
# A text may have marks of CriticMarkup itself; a backslash before the brace keeps them from being taken for ours.
_OURS = re.compile(r"\{(?=\+\+|--|~~|>>|==)|(?<=\+\+|--|~~|<<|==)\}")


def render(diff: Diff, *, lang: str = "en") -> str:
    """The whole new text with its changes: `{++inserted++}`, `{--deleted--}`, moves told in comments `{>>…<<}`.

    Accepting every mark gives the new text, and rejecting every mark the old one, with moved paragraphs at their new
    place.
    """
    wording = Wording(diff, interface(lang))
    parts: list[str] = []
    for kind, group in groupby(passages(diff), key=lambda passage: block_of(diff, passage).kind):
        if kind == "cell":
            parts += _tables(diff, group, wording)
        else:
            written = (_passage(diff, passage, wording) for passage in group)
            parts += ["\n".join(written)] if kind == "list_item" else written
    return "\n\n".join(parts) + "\n"


def _tables(diff: Diff, group: Iterable[Passage], wording: Wording) -> Iterator[str]:
    """Each table as one of Markdown's, whose first row is its head."""
    for table in units(diff, group):
        rows = lay_out(diff, table)
        written = [_row(row, wording) for row in rows]
        written.insert(1, "|" + " --- |" * len(rows[0].cells))
        yield "\n".join(written)


def _row(row: Row, wording: Wording) -> str:
    cells = (" ".join(_cell(entry, wording) for entry in cell) for cell in row.cells)
    return "".join(f"| {cell} " for cell in cells) + "|"


def _cell(entry: Entry, wording: Wording) -> str:
    passage = entry.passage
    event = wording.event(passage) if passage.number and entry.position == 0 else ""
    comment = f"{{>>{_text(event)}<<}}" if event else ""
    words = "" if passage.origin else "".join(map(_piece, entry.line.pieces))
    return (comment + words).replace("|", r"\|").replace("\n", " ")


def _passage(diff: Diff, passage: Passage, wording: Wording) -> str:
    event = wording.event(passage)
    comment = f"{{>>{_text(event)}<<}}" if event else ""
    if passage.origin:
        return comment
    shown = lines(diff, passage)
    return (
        _prefix(shown[0].block, shown[0].old_label)
        + comment
        + "".join(_piece(piece) for line in shown for piece in line.pieces)
    )


def _piece(piece: Piece) -> str:
    if piece.note is not None:  # the text has no marks, so what moved is told in words
        return ""
    before, after = _MARKS[piece.tag]
    return before + ("\n\n" if piece.is_break else _text(piece.text)) + after


def _prefix(block: Block, old_label: str | None = None) -> str:
    label = label_of(block)
    label = _text(label) + " " if label else ""
    if old_label is not None:
        marked = (("delete", old_label), ("insert", block.label))
        label = "".join(_MARKS[tag][0] + _text(text) + _MARKS[tag][1] for tag, text in marked if text) + " "
    if block.kind == "heading":
        return "#" * min(max(block.level, 1), 6) + " " + label
    if block.kind == "list_item":
        return "  " * (max(block.level, 1) - 1) + (
            label if label and (old_label is not None or label[0].isalnum()) else "- "
        )
    if block.kind == "footnote":
        return f"[^{label.strip()}]: " if label else ""
    return ""


def _text(text: str) -> str:
    return _OURS.sub(r"\\\g<0>", readable(text))
