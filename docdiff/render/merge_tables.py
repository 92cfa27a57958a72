"""Writes the rows of a merge into the tables of a Word file.

Strategy: a row that stays keeps its element, a new one is a copy of the row it stands behind without the words, so
that borders, shading and fonts are those of its neighbour. Where all rows of a table have more or fewer columns, so has
the table. Cells that reach over several rows or columns leave no such choice: then nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby, pairwise

from lxml import etree

from docdiff.alignment.rows import pair_cells
from docdiff.errors import WriteError
from docdiff.merging.result import Merged
from docdiff.readers.docx_tables import cells, columns_before, columns_of, properties_of, rows
from docdiff.render.merge_runs import CELL, PPR, TABLE, Element, P, W, edit_paragraph, new_run, take_out, text_of
from docdiff.sequence import Pair, heaviest_order

_ROW, _GRID, _GRID_COLUMN, _WIDTH = W + "tr", W + "tblGrid", W + "gridCol", W + "w"
_ROW_PROPERTIES, _CELL_PROPERTIES, _CELL_WIDTH = W + "trPr", W + "tcPr", W + "tcW"
_HEADER, _MERGED = W + "tblHeader", (W + "vMerge", W + "hMerge", W + "gridSpan")
_TABLE_PROPERTIES, _OWN_PLACE = W + "tblPr", ("tblpPr", "tblOverlap", "tblW", "tblInd")
_PAGE = 9000  # twentieths of a point between the margins, about
_ONCE = ("tblHeader", "ins", "del", "cnfStyle")  # properties of one row, which its copy does not have


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the merge: its number, the element it lives on in (None: a new one), and the texts of its cells."""

    number: int
    element: Element | None
    cells: Mapping[int, tuple[str, ...]]

    @property
    def width(self) -> int:
        """How many columns it needs."""
        return max(self.cells) + 1


def gather(blocks: Sequence[Merged], homes: Mapping[int, Element]) -> dict[int, Row]:
    """The rows among the blocks of a merge by their number; `homes` has the paragraph each block of the base is in."""
    made: dict[int, Row] = {}
    used: set[Element] = set()
    for number, group in groupby((block for block in blocks if block.row >= 0), key=lambda block: block.row):
        own = list(group)
        old = [homes[block.like[1]] for block in own if block.like[0] < 0 and block.like[1] in homes]
        element = next((row for paragraph in old for row in paragraph.iterancestors(_ROW)), None)
        if element is not None and element in used:
            element = None
        else:
            used |= {element} if element is not None else set()
        columns = sorted({block.column for block in own})
        texts = {column: tuple(block.text for block in own if block.column == column) for column in columns}
        made[number] = Row(number, element, texts)
    return made


def fit_columns(made: Mapping[int, Row]) -> None:
    """Gives each table the columns that its rows need. Raises `WriteError` where cells span several."""
    tables: dict[Element, list[Row]] = {}
    for row in made.values():
        if row.element is not None:
            tables.setdefault(next(row.element.iterancestors(TABLE)), []).append(row)
    for table, own in tables.items():
        have = {len(list(cells(row.element))) for row in own if row.element is not None}
        said = {max(_texts(row.element), default=-1) + 1 for row in own if row.element is not None}
        need = {row.width for row in own}
        if max(need) > max(have) or (need != said and len(need) == len(said) == len(have) == 1):
            _change_columns(table, own, max(need))


def _texts(row: Element) -> dict[int, str]:
    """The words of each cell that has any, by column."""
    found = {column: " ".join(map(text_of, cell.iter(P))) for column, cell in _by_column(row).items()}
    return {column: text for column, text in found.items() if text.strip()}


def _change_columns(table: Element, own: Sequence[Row], width: int) -> None:
    everything = list(rows(table))
    count = len(list(cells(everything[0])))
    if _spans(table) or any(len(list(cells(row))) != count for row in everything):
        raise WriteError(_refusal("a column of a table with merged cells came or went", own[0]))
    old, new = (["\n".join(_of(row, column) for row in said) for column in range(n)] for said, n in (
        ([_texts(row.element) for row in own if row.element is not None], count),
        ([{c: " ".join(texts) for c, texts in row.cells.items()} for row in own], width),
    ))  # fmt: skip
    steps = list(pair_cells(old, new))
    for row in everything:
        there = list(cells(row))
        at = there[0]
        for i, j, _ in steps:
            if j is None and i is not None:
                _remove(there[i])
            elif i is None:
                fresh = _emptied(deepcopy(at))
                if j == 0:
                    at.addprevious(fresh)
                else:
                    at.addnext(fresh)
                at = fresh
            else:
                at = there[i]
        for cell in cells(row):
            for size in cell.iterfind(f"{_CELL_PROPERTIES}/{_CELL_WIDTH}"):
                _scale(size, count, width)
    grid = next(table.iterchildren(_GRID), None)
    columns = list(grid.iterchildren(_GRID_COLUMN)) if grid is not None else []
    if grid is None or not columns:
        return
    for column in columns[width:]:
        grid.remove(column)
    for _ in range(width - len(columns)):
        grid.append(deepcopy(columns[-1]))
    for column in grid.iterchildren(_GRID_COLUMN):
        _scale(column, count, width)


def _of(texts: Mapping[int, str], column: int) -> str:
    return texts.get(column, "")


def _scale(element: Element, count: int, width: int) -> None:
    """Keeps the table as wide as it was."""
    size = element.get(_WIDTH, "")
    if size.isdecimal():
        element.set(_WIDTH, str(int(size) * count // width))


def _spans(table: Element) -> bool:
    return any(True for name in _MERGED for _ in table.iter(name))


def _refusal(what: str, row: Row) -> str:
    words = next(iter(row.cells.values()))[0]
    return (
        f"{what[0].upper()}{what[1:]}, at “{words[:60]}”. docdiff cannot write that into Word. Nothing was written; "
        "write the merge as text instead: -o merged.md."
    )


def staying(made: Mapping[int, Row], order: Sequence[Element]) -> frozenset[int]:
    """The numbers of the rows that need not be moved; `order` has all rows of the file."""
    at = {element: number for number, element in enumerate(order)}
    old = [row for row in made.values() if row.element is not None]
    pairs = [Pair(at[row.element], row.number, len(row.cells) + 1) for row in old if row.element is not None]
    return frozenset(pair.b for pair in heaviest_order(pairs))


def place_row(row: Row, before: Row | None, after: Row | None, *, stays: bool) -> Row:
    """Puts a row behind the one `before` it, or in front of the one `after` it, and writes its cells.

    Gives it back with its element; the other two have theirs. Raises `WriteError` when no table has a place for it.
    """
    element = row.element
    if element is None:
        element = _new_row(row, before, after)
    elif not stays:
        _refuse_torn(element, row)
        model = _neighbour(before, after)
        if model is None or len(list(cells(model))) != len(list(cells(element))):
            raise WriteError(_refusal("a row was moved to another table", row))
    if row.element is None or not stays:
        _put(element, before, after)
    _write_cells(row, element)
    return Row(row.number, element, row.cells)


def new_table(own: Sequence[Row], body: Element) -> list[Row]:
    """A table with these rows, in the look of the last one of the file or with lines around its cells."""
    width = max(row.width for row in own)
    table = body.makeelement(TABLE)
    looks = body.findall(f"{TABLE}/{_TABLE_PROPERTIES}")
    table.append(deepcopy(looks[-1]) if looks else _lined(table))
    for name in _OWN_PLACE:
        for floating in table.findall(f"{_TABLE_PROPERTIES}/{W}{name}"):
            table[0].remove(floating)
    grid = etree.SubElement(table, _GRID)
    for _ in range(width):
        etree.SubElement(grid, _GRID_COLUMN, {_WIDTH: str(_PAGE // width)})
    made = []
    for row in own:
        element = etree.SubElement(table, _ROW)
        for column in range(width):
            cell = etree.SubElement(element, CELL)
            for text in row.cells.get(column, ("",)):
                etree.SubElement(cell, P).append(new_run(cell, text))
        made.append(Row(row.number, element, row.cells))
    return made


def _lined(table: Element) -> Element:
    properties = table.makeelement(_TABLE_PROPERTIES)
    borders = etree.SubElement(properties, W + "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        etree.SubElement(borders, W + side, {W + "val": "single", W + "sz": "4"})
    return properties


def _neighbour(before: Row | None, after: Row | None) -> Element | None:
    return before.element if before is not None else after.element if after is not None else None


def _put(element: Element, before: Row | None, after: Row | None) -> None:
    if before is not None and before.element is not None:
        before.element.addnext(element)
    elif after is not None and after.element is not None:
        after.element.addprevious(element)


def _new_row(row: Row, before: Row | None, after: Row | None) -> Element:
    """A copy of the row before or, below the head of a table, of the one behind, without its words."""
    model = _neighbour(before, after)
    assert model is not None, "a row that is alone is in a new table"
    is_head = (
        not any(True for _ in model.itersiblings(_ROW, preceding=True)) or next(model.iter(_HEADER), None) is not None
    )
    if before is not None and is_head and after is not None and after.element is not None:
        model = after.element
    following = before.element.getnext() if before is not None and before.element is not None else model
    if following is not None:
        _refuse_torn(following, row)
    fresh = deepcopy(model)
    for properties in fresh.iterchildren(_ROW_PROPERTIES):
        for child in [child for child in properties if child.tag in {W + name for name in _ONCE}]:
            properties.remove(child)
    for cell in cells(fresh):
        _emptied(cell)
    _without_ids(fresh)
    return fresh


def _refuse_torn(element: Element, row: Row) -> None:
    """Raises `WriteError` when a cell of the row is the lower part of one above it."""
    if any(True for name in ("vMerge", "hMerge") for _ in element.iter(W + name)):
        raise WriteError(_refusal("a row came, went or moved beside merged cells", row))


def _emptied(cell: Element) -> Element:
    """The cell with one paragraph without words, in the look of what it had."""
    first = next(cell.iter(P), None)
    for child in [child for child in cell if child.tag != _CELL_PROPERTIES]:
        cell.remove(child)
    cell.append(_emptied_paragraph(first) if first is not None else cell.makeelement(P))
    return cell


def _emptied_paragraph(like: Element) -> Element:
    fresh = like.makeelement(P)
    properties = like.find(PPR)
    if properties is not None:
        fresh.append(deepcopy(properties))
    fresh.append(new_run(like, ""))
    return fresh


def _without_ids(element: Element) -> None:
    """Takes away the numbers that Word gives each row and paragraph once."""
    for one in element.iter():
        for name in [name for name in one.attrib if str(name).endswith(("}paraId", "}textId"))]:
            del one.attrib[name]


def _by_column(row: Element) -> dict[int, Element]:
    found, column = {}, columns_before(properties_of(row, _ROW_PROPERTIES))
    for cell in cells(row):
        found[column] = cell
        column += columns_of(properties_of(cell, _CELL_PROPERTIES))
    return found


def _write_cells(row: Row, element: Element) -> None:
    there = _by_column(element)
    if missing := [column for column in row.cells if column not in there]:
        raise WriteError(_refusal(f"a cell came in column {missing[0] + 1}", row))
    for column, cell in there.items():
        own = [paragraph for paragraph in cell.iterchildren(P) if text_of(paragraph).strip()]
        texts = row.cells.get(column, ())
        for paragraph, text in zip(own, texts, strict=False):
            edit_paragraph(paragraph, text)
        for paragraph in own[len(texts) :]:
            take_out(paragraph)
        for text in texts[len(own) :]:
            paragraph = _next_paragraph(cell)
            edit_paragraph(paragraph, text)


def _next_paragraph(cell: Element) -> Element:
    """An empty paragraph behind those of a cell that have words: the one that is there, or a new one."""
    last = cell.findall(P)[-1] if cell.findall(P) else None
    if last is None:
        last = cell.makeelement(P)
        cell.append(last)
    if not text_of(last).strip():
        return last
    fresh = _emptied_paragraph(last)
    last.addnext(fresh)
    return fresh


def remove_rows(made: Mapping[int, Row], old: Sequence[Element]) -> None:
    """Takes out the rows that are in no row of the merge; a table without rows goes as well."""
    kept = {row.element for row in made.values()}
    gone = [element for element in old if element not in kept]
    for element in gone:
        following = element.getnext()
        for one in (element, following):
            if one is not None and one not in gone and any(True for _ in one.iter(W + "vMerge")):
                words = " ".join(map(text_of, element.iter(P)))
                raise WriteError(_refusal("a row went beside merged cells", Row(0, element, {0: (words,)})))
        table = next(element.iterancestors(TABLE))
        _remove(element)
        if next(rows(table), None) is None:
            _remove(table)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == CELL and next(parent.iterchildren(P), None) is None:
        parent.append(parent.makeelement(P))


def neighbours(made: Mapping[int, Row], runs: Sequence[int]) -> dict[int, tuple[int | None, int | None]]:
    """For each row of a run of numbers the one before it, and the next one that is in the file already."""
    before = {second: first for first, second in pairwise(runs)}
    after: dict[int, int | None] = {}
    nearest: int | None = None
    for number in reversed(runs):
        after[number] = nearest
        if made[number].element is not None:
            nearest = number
    return {number: (before.get(number), after[number]) for number in runs}
