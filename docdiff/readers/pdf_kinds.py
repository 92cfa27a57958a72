"""Tells headings, items and captions of a PDF from its paragraphs, by how they are set and labelled."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docdiff.readers.pdf_joining import without_label
from docdiff.readers.pdf_outline import level_headings, number_headings
from docdiff.readers.pdf_paragraphs import Draft
from docdiff.readers.structure import classify, split_label

_HAS_WORD = re.compile(r"[^\W\d_]{2}")
_CAPTION = re.compile(
    r"(?:figuur|figure|afbeelding|grafiek|tabel|table|chart|kaart|map)\s\d+(?:\.\d+)*\s?[:.–-]\s", re.I
)
_CAPTION_LINES = 6  # at most, in a narrow column
_LEADERS = re.compile(r"(?:\. ?){4}\.*\s*\w*$|…{2,}\s*\w*$")  # a line of a table of contents
_LONGEST_HEADING = 200
_TITLE = 1.4  # of the body's letter size: what is set so large may be broken over many lines in a narrow column
_MOST_LINES = 8
_LARGER = 1.1  # of the body's letter size


def tell_kinds(paragraphs: list[Draft], body_size: float) -> list[Draft]:
    """Paragraphs with their kinds, levels and labels."""
    headings = [_is_heading(paragraphs, at, body_size) for at in range(len(paragraphs))]
    if not any(headings):
        return _kinds_by_words(paragraphs)
    those = [draft for draft, is_heading in zip(paragraphs, headings, strict=True) if is_heading]
    labels = number_headings(those)
    outline = zip(labels, level_headings(those, [label for label, _ in labels]), strict=True)
    found: list[Draft] = []
    indents: list[float] = []
    for draft, is_heading in zip(paragraphs, headings, strict=True):
        if is_heading:
            indents = []
            (label, start), level = next(outline)
            text = without_label(draft.text, start) if start else draft.text
            found.append(draft._replace(kind="heading", level=level, label=label, text=text))
        elif _CAPTION.match(draft.text.text) and draft.lines <= _CAPTION_LINES:
            found.append(draft._replace(kind="caption"))
        else:
            found.append(_as_item(draft, indents))
    return found


def _kinds_by_words(paragraphs: list[Draft]) -> list[Draft]:
    """Kinds where nothing is set larger or bolder than the rest: by how a paragraph is written, as in plain text."""
    kinds = classify(
        [draft.text.text for draft in paragraphs],
        [draft.gap for draft in paragraphs],
        [draft.lines for draft in paragraphs],
    )
    found: list[Draft] = []
    indents: list[float] = []
    for draft, (kind, level) in zip(paragraphs, kinds, strict=True):
        if kind == "heading":
            indents = []
            found.append(_labelled(draft._replace(kind=kind, level=level)))
        else:
            found.append(_as_item(draft, indents))
    return found


def _is_heading(paragraphs: Sequence[Draft], at: int, body_size: float) -> bool:
    draft = paragraphs[at]
    text = draft.text.text
    larger = draft.size >= _LARGER * body_size
    if len(text) > _LONGEST_HEADING or draft.lines > (_MOST_LINES if draft.size >= _TITLE * body_size else 4):
        return False
    if not (larger or (draft.bold and draft.size >= 0.95 * body_size)):
        return False
    if (
        not _HAS_WORD.search(text)
        or _LEADERS.search(text)
        or text.endswith((",", ";"))
        or (text.endswith(".") and len(text) > 60)
    ):
        return False
    if larger:
        return True
    return not text.endswith((":", ".")) and any(
        not below.bold and _HAS_WORD.search(below.text.text) for below in paragraphs[at + 1 : at + 4]
    )


def _as_item(draft: Draft, indents: list[float]) -> Draft:
    """A paragraph as a list item when it begins with a label; `indents` are those of the items around it."""
    label, start = split_label(draft.text.text)
    if not start:
        return draft
    while indents and indents[-1] > draft.left + 4:
        indents.pop()
    if not indents or draft.left > indents[-1] + 4:
        indents.append(draft.left)
    text = without_label(draft.text, start)
    return draft._replace(kind="list_item", level=len(indents), label=_shown(label), text=text)


def _labelled(draft: Draft) -> Draft:
    label, start = split_label(draft.text.text)
    return draft._replace(label=_shown(label), text=without_label(draft.text, start)) if start else draft


def _shown(label: str) -> str:
    """A label as the reader sees it: Word's bullets are letters of a symbol font, with no meaning of their own."""
    return "•" if "\ue000" <= label <= "\uf8ff" else label
