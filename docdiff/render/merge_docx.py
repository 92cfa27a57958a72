"""Writes a merge into a copy of the base's Word file, so that its formatting stays.

Strategy: every paragraph of the file is paired with the block that was read from it. Words that changed are changed in
the runs they stand in; what is new gets a paragraph like the nearest of its kind; what moved is moved as it is; what is
gone is taken out. Then the result is read again: it must say what the merge says, or nothing is written. Tracked
changes under each person's name, and comments for questions, have their place in `_edit`, where the edits of each
person are known.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import groupby

from lxml import etree

from docdiff.errors import WriteError
from docdiff.merging import Merge
from docdiff.merging.labels import labelled
from docdiff.merging.result import Merged, merged_blocks
from docdiff.model import Block, Document
from docdiff.readers import read
from docdiff.readers.docx_names import MC
from docdiff.readers.docx_parts import Parts
from docdiff.readers.ooxml import open_ooxml
from docdiff.render.merge_notes import KINDS as NOTE_KINDS
from docdiff.render.merge_notes import Notes
from docdiff.render.merge_runs import (
    PPR,
    SECTION,
    TABLE,
    Element,
    P,
    W,
    edit_paragraph,
    letters_of,
    new_run,
    take_out,
    text_of,
)
from docdiff.render.merge_tables import Row, fit_columns, gather, neighbours, new_table, place_row, remove_rows, staying
from docdiff.sequence import Pair, heaviest_order, matching_runs

_ROW, _NUMBERS, _TEXT_BOX = W + "tr", W + "numPr", W + "txbxContent"
# The same in two ways: what Word shows, and what programs that do not know it show instead.
_ALTERNATIVES, _CHOICE, _FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
_ELSEWHERE = frozenset({"header", "footer", *NOTE_KINDS})


def render(made: Merge) -> bytes:
    """The merge as a Word file. Raises `WriteError` when the base is none, or when it cannot be written faithfully."""
    base = made.base
    if base.source.data is None or base.source.format != "docx":
        raise WriteError(f"{base.source.name} is no Word file. Write the merge as text: -o merged.md.")
    package = open_ooxml(base.source.data, base.source.name)
    parts = Parts(package)
    root = package.xml(parts.document)
    notes = Notes(base, parts, root)
    blocks = list(merged_blocks(made.axis, made.paragraphs))
    _write_blocks(made, root, notes, blocks)
    data = _packed(base.source.data, {parts.document: root, **dict(notes.members(package))})
    wanted = list(_told([(block.text, _model(made, block), _cell(block)) for block in blocks]))
    read_back = labelled(read(data, name=base.source.name)).body
    found = list(_told([(block.text, block, block.place.cell) for block in read_back]))
    different = _first_difference(wanted, found)
    if different is not None:
        words = blocks[min(different, len(blocks) - 1)].text if blocks else ""
        raise WriteError(
            f"{base.source.name} is built in a way docdiff cannot write yet, at “{words[:60]}”. Nothing was written; "
            "write the merge as text instead: -o merged.md."
        )
    return data


_Cell = tuple[int, int, int] | None
_Told = tuple[str, str, int, bool]


def _cell(block: Merged) -> _Cell:
    return (0, block.row, block.column) if block.row >= 0 else None


def _told(blocks: Sequence[tuple[str, Block, _Cell]]) -> Iterator[_Told]:
    """What must be the same when the file is read again: letters, notes, columns, where rows begin."""
    before: _Cell = None
    for text, model, cell in blocks:
        is_note = model.kind == "footnote" or model.place.part in NOTE_KINDS
        begins = cell is not None and (before is None or before[:2] != cell[:2])
        yield letters_of(text), "footnote" if is_note else "cell" if cell else "", cell[2] if cell else -1, begins
        before = cell


def _first_difference(wanted: Sequence[_Told], found: Sequence[_Told]) -> int | None:
    for number, (one, other) in enumerate(zip(wanted, found, strict=False)):
        if one != other:
            return number
    return None if len(wanted) == len(found) else min(len(wanted), len(found))


def _write_blocks(made: Merge, root: Element, notes: Notes, blocks: Sequence[Merged]) -> None:
    homes = _pair(made.base, root)
    stays = _staying(blocks)
    rows = _place_rows(made, root, blocks, homes)
    kept = {block.base for block in blocks if block.base is not None}
    old = {index: table for index, element in homes.items() for table in element.iterancestors(TABLE)}
    moves = set(old.values()) - {old[index] for index in stays if index in old}
    tables: set[Element] = set()
    # Everything is put behind what stands before it; the first one behind a paragraph that is taken out again.
    start = previous = etree.Element(P)
    body = _body(root)
    body.insert(0, start)
    said: list[tuple[Merged, Element, Block | None]] = []  # the notes, the paragraph before each, and what it is like
    like: Block | None = None
    for block in blocks:
        if _is_note(made, block):
            said.append((block, previous, like))
            continue
        like = _model(made, block)
        if block.row >= 0:
            row = rows[block.row].element
            assert row is not None, "every row has its element now"
            table = next(row.iterancestors(TABLE))
            if table not in tables and (table in moves or table.getparent() is None):
                _place(table, previous)
                _end_with_paragraph(table)
            tables.add(table)
            previous = next(row.iter(P), previous)
            continue
        element = homes.get(block.base) if block.base is not None else None
        if element is None:
            if block.base is not None:
                continue  # a text box: what cannot be found cannot be changed, and the reading back will tell
            element = _paragraph_like(made, homes, block, previous)
            _place(element, previous)
        elif block.base not in stays:
            take_out(element, keep_cell=True)
            _place(element, previous)
        edit_paragraph(element, block.text)
        previous = element
    body.remove(start)
    for index, element in homes.items():
        if index not in kept and next(element.iterancestors(_ROW), None) is None:
            take_out(element)
    for alternatives in root.iter(_ALTERNATIVES):
        _repeat_text_boxes(alternatives)
    notes.remove(kept)
    for block, paragraph, like in said:
        copy, _ = block.like
        document = made.base if copy < 0 else made.copies[copy]
        notes.write(block.text, block.base, document, _model(made, block), paragraph, like)


def _body(root: Element) -> Element:
    """Where the text of a document stands."""
    body = root.find(W + "body")
    assert body is not None, "read() found text in it"
    return body


def _end_with_paragraph(table: Element) -> None:
    """Puts an empty paragraph behind a table where there is none: Word wants one, and joins tables without."""
    following = table.getnext()
    if following is None or following.tag != P:
        table.addnext(table.makeelement(P))


def _repeat_text_boxes(alternatives: Element) -> None:
    """Makes older programs, which show the fallback, show what the text boxes say now."""
    choice, fallback = alternatives.find(_CHOICE), alternatives.find(_FALLBACK)
    if choice is None or fallback is None:
        return
    sides = [list(side.iter(_TEXT_BOX)) for side in (choice, fallback)]
    for shown, repeated in zip(*sides, strict=False):
        if [text_of(p) for p in shown.iter(P)] != [text_of(p) for p in repeated.iter(P)]:
            repeated[:] = [deepcopy(element) for element in shown]


def _is_note(made: Merge, block: Merged) -> bool:
    return _model(made, block).kind == "footnote"


def _place_rows(made: Merge, root: Element, blocks: Sequence[Merged], homes: dict[int, Element]) -> dict[int, Row]:
    """Makes the tables say what the merge says; the rows by their number."""
    rows = gather(blocks, homes)
    order = list(root.iter(_ROW))
    stays = staying(rows, order)
    cells = [block.index for block in made.base.body if block.place.cell is not None and block.index in homes]
    old = dict.fromkeys(next(homes[index].iterancestors(_ROW)) for index in cells)
    fit_columns(rows)
    for is_table, run in groupby(blocks, key=lambda block: block.row >= 0):
        numbers = list(dict.fromkeys(block.row for block in run)) if is_table else []
        if numbers and all(rows[number].element is None for number in numbers):
            rows |= {row.number: row for row in new_table([rows[number] for number in numbers], _body(root))}
            continue
        for number, (before, after) in neighbours(rows, numbers).items():
            sides = [None if side is None else rows[side] for side in (before, after)]
            rows[number] = place_row(rows[number], *sides, stays=number in stays)
    remove_rows(rows, list(old))
    return rows


def _model(made: Merge, block: Merged) -> Block:
    copy, index = block.like
    return (made.base if copy < 0 else made.copies[copy]).blocks[index]


def _staying(blocks: Sequence[Merged]) -> frozenset[int]:
    """The blocks of the base that need not be moved."""
    pairs = [Pair(block.base, at, len(block.text) + 1) for at, block in enumerate(blocks) if block.base is not None]
    return frozenset(pair.a for pair in heaviest_order(pairs))


def _pair(base: Document, root: Element) -> dict[int, Element]:
    """The paragraph each block of the base was read from."""
    paragraphs = [p for p in root.iter(P) if letters_of(text_of(p)) and next(p.iterancestors(_FALLBACK), None) is None]
    blocks = [block for block in base.body if block.place.part not in _ELSEWHERE]
    numbers: dict[str, int] = {}

    def number(text: str) -> int:
        return numbers.setdefault(letters_of(text), len(numbers))

    runs = matching_runs([number(block.text) for block in blocks], [number(text_of(p)) for p in paragraphs])
    return {blocks[run.a + k].index: paragraphs[run.b + k] for run in runs for k in range(run.length)}


def _paragraph_like(made: Merge, homes: dict[int, Element], block: Merged, previous: Element) -> Element:
    """A paragraph without words that looks like the nearest of its kind."""
    like = _likely(made, homes, block, previous)
    paragraph = etree.Element(P)
    if like is None:
        return paragraph
    properties = like.find(PPR)
    if properties is not None:
        copy = deepcopy(properties)
        gone = [SECTION] + [_NUMBERS] * (_model(made, block).kind == "paragraph")
        for element in [child for child in copy if child.tag in gone]:
            copy.remove(element)
        paragraph.append(copy)
    run = new_run(like, "")
    paragraph.append(run)
    return paragraph


def _likely(made: Merge, homes: dict[int, Element], block: Merged, previous: Element) -> Element | None:
    model = _model(made, block)
    if block.like[0] < 0 and block.like[1] in homes:
        return homes[block.like[1]]
    same = [b.index for b in made.base.blocks if b.kind == model.kind and b.level == model.level and b.index in homes]
    here = next((index for index, element in homes.items() if element is previous), 0)
    if same:
        return homes[min(same, key=lambda index: (abs(index - here), index))]
    return previous


def _place(element: Element, previous: Element) -> None:
    """Puts a paragraph behind another one, or behind the table in which that stands."""
    anchor = previous
    while (table := next(anchor.iterancestors(TABLE), None)) is not None:
        anchor = table
    anchor.addnext(element)


def _packed(data: bytes, roots: Mapping[str, Element]) -> bytes:
    """The package with some members replaced or added; all others byte for byte, with their dates."""
    out = io.BytesIO()
    written = {
        member: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for member, root in roots.items()
    }
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = written.pop(info.filename.replace("\\", "/"), None) or source.read(info)
            target.writestr(info, content, compress_type=info.compress_type)
        for member, content in written.items():
            target.writestr(zipfile.ZipInfo(member), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
