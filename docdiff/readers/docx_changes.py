"""Reads the tracked changes of a Word document: what was inserted or deleted, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from docdiff.readers.collector import Change
from docdiff.readers.docx_names import W

CHANGES = {
    W + "ins": "inserted",
    W + "del": "deleted",
    W + "moveTo": "inserted",
    W + "moveFrom": "deleted",
}
"""What elements around text, and properties of paragraph marks and rows, say became of it."""
CELL_CHANGES = {W + "cellIns": "inserted", W + "cellDel": "deleted"}
_AUTHOR, _DATE = W + "author", W + "date"


def read_change(kind: str, element: etree._Element) -> Change:
    """The change of that kind which an element tells of."""
    get = element.get
    return Change("inserted" if kind == "inserted" else "deleted", get(_AUTHOR) or "", get(_DATE) or "")


def change_within(properties: Iterable[etree._Element] | None, names: Mapping[str, str] = CHANGES) -> Change | None:
    """The insertion or deletion that properties (of a paragraph's mark, a row, a cell) tell of; deletion goes first."""
    found = None
    for child in properties if properties is not None else ():
        kind = names.get(child.tag)
        if kind == "deleted" or (kind and found is None):
            found = read_change(kind, child)
    return found
