"""Says what a paragraph of a Word document is: a heading, a caption, an item of a list, and what counts it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from docdiff.readers.collector import PLAIN, Change, Look
from docdiff.readers.docx_changes import change_within
from docdiff.readers.docx_names import NUM_PR, VAL, W
from docdiff.readers.docx_numbering import LEVELS, Counter
from docdiff.readers.docx_styles import NO_OUTLINE, Style, read_numbering
from docdiff.readers.docx_tables import Properties

_OUTLINE = W + "outlineLvl"
_DIGITS = frozenset("0123456789")


def look_of_paragraph(
    said: Properties, style: Style, style_id: str, counter: Counter, is_gone: Callable[[Change | None], bool]
) -> Look:
    """What a paragraph is, by its properties (by name) and its style.

    `is_gone` tells whether a change takes away what it changed, in the view asked for.
    """
    outline, number, level = style.outline, None, None
    if _OUTLINE in said:
        value = said[_OUTLINE].get(VAL, "")
        outline = int(value) if value in _DIGITS else outline
    if NUM_PR in said and not is_gone(change_within(said[NUM_PR])):
        number, level = read_numbering(said[NUM_PR])
    elif style.number is None and outline is None and not style.is_caption:
        return PLAIN
    number, level = _numbering(style, style_id, number, level, counter)
    label = partial(counter.count, number, level) if number else None
    if outline is not None and outline < NO_OUTLINE:
        return Look("heading", outline + 1, label)
    if style.is_caption:
        return Look("caption", 0, label)
    return Look("list_item", level + 1, label) if number else PLAIN


def _numbering(style: Style, style_id: str, number: str | None, level: int | None, counter: Counter) -> tuple[str, int]:
    """The numbering that counts a paragraph ("" without one) and the level: its own, else its style's."""
    if number is None:
        number = style.number
        if level is None and number and number in counter:
            linked = counter.level_of_style(number, style.number_style)
            level = style.number_level if linked is None else linked
    if not number or number not in counter:
        return "", 0
    if level is None:
        level = counter.level_of_style(number, style_id) or style.number_level or 0
    return number, min(max(level, 0), LEVELS - 1)
