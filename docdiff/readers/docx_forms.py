"""Reads what the old form fields of Word show without saying it in words: a box that is ticked or not, a choice."""

from __future__ import annotations

from lxml import etree

from docdiff.readers.docx_names import VAL, W
from docdiff.readers.ooxml import is_true

TICKED, OPEN = "\u2612", "\u2610"  # the signs that Word's newer boxes are made of
_BOX, _LIST = f"{W}ffData/{W}checkBox", f"{W}ffData/{W}ddList"


def read_form(field: etree._Element) -> str:
    """What the form field that a `w:fldChar` begins shows; "" for other fields, and for those with a text."""
    box = field.find(_BOX)
    if box is not None:
        state = box.find(W + "checked")
        return TICKED if is_true(box.find(W + "default") if state is None else state, VAL) else OPEN
    choices = field.find(_LIST)
    return _chosen(choices) if choices is not None else ""


def _chosen(choices: etree._Element) -> str:
    """The entry that a list stands on: the one chosen, else the default, else the first."""
    entries = [entry.get(VAL) or "" for entry in choices.iterchildren(W + "listEntry")]
    for name in ("result", "default"):
        state = choices.find(W + name)
        value = (state.get(VAL) or "") if state is not None else ""
        if value.isdecimal() and len(value) < 4 and int(value) < len(entries):
            return entries[int(value)]
    return entries[0] if entries else ""
