"""What the elements around a stretch of an HTML page make of it: a heading, a cell, an item, something unseen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from docdiff.model import BlockKind
from docdiff.readers.flow import Change
from docdiff.readers.html_lists import Item, List
from docdiff.readers.html_styles import Declared
from docdiff.readers.html_tables import Table

_FLEXIBLE = frozenset({"flex", "inline-flex", "grid", "inline-grid", "-webkit-box"})  # what stands in these are boxes


@dataclass(frozen=True, slots=True)
class Context:
    """What the elements around a stretch of text make of it."""

    kind: BlockKind | None = None
    level: int = 0
    cell: tuple[int, int, int] | None = None
    item: Item | None = None
    list: List | None = None
    table: Table | None = None
    stray: bool = False  # in a table, but in none of its cells
    note: str | None = None
    change: Change | None = None
    formats: tuple[str, ...] = ()
    link: bool = False
    preformatted: bool = False
    lines: bool = False  # line ends in the source are shown, other white space is not
    code: bool = False
    furniture: bool = False
    language: str = ""
    flexible: bool = False
    hidden: bool = False
    unseen: bool = False  # until something inside says that it is to be seen


def styled(context: Context, said: Declared) -> Context:
    """The context with what styles say of white space, sight and what stands inside."""
    if context.flexible:
        context = replace(context, flexible=False)
    if not said:
        return context
    if said.get("display") in _FLEXIBLE:
        context = replace(context, flexible=True)
    if "seen" in said:
        context = replace(context, unseen=not said["seen"])
    if "lines" in said:
        context = replace(context, lines=bool(said["lines"]), preformatted=False)
    return context
