"""Shows one document as docdiff reads it: as text, and as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docdiff.contract import head
from docdiff.model import Document
from docdiff.questions import Question
from docdiff.text import guess_languages
from docdiff.view import view_lines


def to_dict(document: Document, questions: Iterable[Question] = ()) -> dict[str, Any]:
    """The `document` object of the JSON contract."""
    said = {
        at: mark.value for at, block in enumerate(document.blocks) for mark in block.marks if mark.kind == "language"
    }
    languages = guess_languages([block.text for block in document.blocks], document.language, said)
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
                "language": language,
                "place": block.place.to_dict(),
            }
            for block, language in zip(document.blocks, languages, strict=True)
        ],
        "questions": [question.to_dict() for question in questions],
        "problems": [problem.to_dict() for problem in document.problems],
    }


def text_view(document: Document) -> str:
    """The document as plain text (see `docdiff.view`); empty for a document without text."""
    return "".join(f"{line.text}\n" for line in view_lines(document))
