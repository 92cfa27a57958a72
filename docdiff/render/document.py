"""Shows one document as docdiff reads it: as text, and as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docdiff.contract import head
from docdiff.model import Block, Document
from docdiff.questions import Question


def to_dict(document: Document, questions: Iterable[Question] = ()) -> dict[str, Any]:
    """The `document` object of the JSON contract."""
    return {
        **head("document"),
        "source": document.source_dict(),
        "blocks": [
            {
                "index": block.index,
                "kind": block.kind,
                "level": block.level,
                "label": block.label,
                "text": block.text,
                "place": block.place.to_dict(),
            }
            for block in document.blocks
        ],
        "questions": [question.to_dict() for question in questions],
        "problems": [problem.to_dict() for problem in document.problems],
    }


def text_view(document: Document) -> str:
    """The document as plain text: `#` before headings, `-` or its number before an item, notes at the end.

    A blank line stands between blocks, but not between the items of a list. Furniture is left out.
    """
    lines: list[str] = []
    previous: Block | None = None
    for block in document.body:
        if block.kind == "footnote":
            continue
        if previous and not (previous.kind == block.kind == "list_item"):
            lines.append("")
        lines.append(_prefix(block) + block.text)
        previous = block
    lines += _notes(document)
    return "\n".join(lines) + "\n" if lines else ""


def _prefix(block: Block) -> str:
    if block.kind == "heading":
        label = f"{block.label} " if block.label else ""
        return "#" * max(block.level, 1) + " " + label
    if block.kind == "list_item":
        numbered = block.label and any(letter.isalnum() for letter in block.label)
        return "  " * (max(block.level, 1) - 1) + (f"{block.label} " if numbered else "- ")
    return ""


def _notes(document: Document) -> Iterator[str]:
    notes = [block for block in document.body if block.kind == "footnote"]
    if notes:
        yield ""
    for note in notes:
        yield f"[{note.label}] {note.text}"
