"""Says which signs of a formula in a Word document stand in no text: the line of a fraction, brackets, sums, roots."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from docdiff.readers.docx_names import M

_VAL = M + "val"


class Signs(NamedTuple):
    """What is seen before, between and behind the parts of a formula."""

    before: str = ""
    between: str = ""
    behind: str = ""


def read_signs(element: etree._Element) -> Signs:
    """The signs of an `m:f`, `m:d`, `m:nary` or `m:rad`: 3 over 4 reads "3/4", as it is typed in a line."""
    tag = element.tag
    if tag == M + "f":
        bar = _said(element, "fPr", "type", "bar")
        return Signs(between="" if bar == "noBar" else "/")
    if tag == M + "d":
        return Signs(*(_said(element, "dPr", name, usual) for name, usual in _BRACKETS))
    if tag == M + "nary":
        return Signs(before=_said(element, "naryPr", "chr", "\u222b"))
    return Signs(before="\u221a")


FORMULAS = tuple(M + name for name in ("f", "d", "nary", "rad"))
ARGUMENTS = frozenset(M + name for name in ("num", "den", "e", "deg", "sub", "sup"))
"""What their parts are called; the rest are properties."""
_BRACKETS = (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))


def _said(element: etree._Element, properties: str, name: str, usual: str) -> str:
    """What a property says; without it, what is usual."""
    found = element.find(f"{M}{properties}/{M}{name}")
    return usual if found is None else (found.get(_VAL) or "")
