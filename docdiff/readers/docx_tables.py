"""Finds the rows and cells of a Word table and how far each cell reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from docdiff.readers.docx_names import VAL, W

Properties = Mapping[str, etree._Element]
"""The properties of something by their names, as `properties_of` gives them."""
MERGE_CHANGE = W + "cellMerge"
_ROW, _CELL = W + "tr", W + "tc"
_NO_ROWS, _NO_CELLS = frozenset({W + "tblPr", W + "tblGrid"}), frozenset({W + "trPr", W + "tblPrEx"})
_MERGES, _BEFORE, _SPAN = (W + "vMerge", W + "hMerge"), W + "gridBefore", W + "gridSpan"
_NONE: Properties = {}


def rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, also those in content controls and the like."""
    return _descend(table, _ROW, _NO_ROWS)


def cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, likewise."""
    return _descend(row, _CELL, _NO_CELLS)


def properties_of(element: etree._Element, name: str) -> Properties:
    """What the child called `name` (`w:trPr`, say) holds, by name; nothing when there is no such child."""
    found = next(element.iterchildren(name), None)
    return {child.tag: child for child in found} if found is not None else _NONE


def columns_before(row: Properties) -> int:
    """How many columns of the grid lie empty before the first cell."""
    return _integer(row.get(_BEFORE), 0)


def columns_of(cell: Properties) -> int:
    """How many columns of the grid a cell covers."""
    return _integer(cell.get(_SPAN), 1)


def is_continued(cell: Properties) -> bool:
    """Whether a cell only carries on the one above or before it, which holds what it shows."""
    return any(name in cell and cell[name].get(VAL, "continue") == "continue" for name in _MERGES)


def _descend(element: etree._Element, wanted: str, skipped: frozenset[str]) -> Iterator[etree._Element]:
    """The nearest descendants of a kind, through content controls and other wrappers."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag not in skipped and isinstance(child.tag, str):
            yield from _descend(child, wanted, skipped)


def _integer(element: etree._Element | None, default: int) -> int:
    value = (element.get(VAL) or "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 6 else default
