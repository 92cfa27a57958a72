"""Reads what the fields of old Word forms show although they have no result: a tick, a choice, where to click."""

from __future__ import annotations

import re

from lxml import etree

from docdiff.readers.docx_names import VAL, W
from docdiff.readers.ooxml import is_true

TICKED, OPEN = "\u2612", "\u2610"  # the signs that Word's newer boxes are made of
_BOX, _LIST = f"{W}ffData/{W}checkBox", f"{W}ffData/{W}ddList"
# "MACROBUTTON NoMacro [name of the reader]", in which a person sees what is behind the name of the macro.
_BUTTON = re.compile(r"\s*(?:MACRO|GOTO)BUTTON\s+\S+\s(.*\S)", re.I | re.S)


def read_button(instruction: str) -> str:
    """The words of a button, from the instruction of a field without a result; "" for other fields."""
    shown = _BUTTON.match(instruction)
    return shown.group(1) if shown else ""


def read_form(field: etree._Element) -> str:
    """What the form field that a `w:fldChar` begins shows; "" for other fields, and for those with a text."""
    if not len(field):
        return ""
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
