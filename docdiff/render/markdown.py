"""Renders a comparison as CriticMarkup, which Markdown editors show as tracked changes."""

from __future__ import annotations

import re

from docdiff.changes import Diff
from docdiff.locale.interface import interface
from docdiff.model import Block
from docdiff.render.odd import readable
from docdiff.render.passages import Passage, Piece, block_of, label_of, lines, passages
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
    out: list[str] = []
    previous = ""
    for passage in passages(diff):
        kind = block_of(diff, passage).kind
        if out:
            out.append("\n" if kind == previous == "list_item" else "\n\n")
        out.append(_passage(diff, passage, wording))
        previous = kind
    return "".join(out) + "\n"


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
