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
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docdiff.errors import WriteError
from docdiff.merging import Merge
from docdiff.merging.axis import find_edits
from docdiff.merging.result import Merged, merged_blocks
from docdiff.model import Block, Document
from docdiff.readers import read
from docdiff.readers.docx_parts import Parts
from docdiff.readers.ooxml import open_ooxml
from docdiff.sequence import Pair, heaviest_order, matching_runs

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_P, _R, _T, _PPR, _RPR = _W + "p", _W + "r", _W + "t", _W + "pPr", _W + "rPr"
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_GONE = frozenset({_W + "del", _W + "moveFrom"})
_CELL, _TABLE, _SECTION, _NUMBERS = _W + "tc", _W + "tbl", _W + "sectPr", _W + "numPr"
_OTHER_PARTS = frozenset({"header", "footer"})

Element = etree._Element


@dataclass(frozen=True, slots=True)
class _Letter:
    """One character of a paragraph: the element it stands in, and where in its text (-1: the element is the sign)."""

    element: Element
    at: int


def render(made: Merge) -> bytes:
    """The merge as a Word file. Raises `WriteError` when the base is none, or when it cannot be written faithfully."""
    base = made.base
    if base.source.data is None or base.source.format != "docx":
        raise WriteError(f"{base.source.name} is no Word file. Write the merge as text: -o merged.md.")
    package = open_ooxml(base.source.data, base.source.name)
    parts = Parts(package)
    root = package.xml(parts.document)
    blocks = list(merged_blocks(made.axis, made.paragraphs))
    _refuse_other_cells(made, blocks)
    _write_blocks(made, root, blocks)
    data = _packed(base.source.data, parts.document, root)
    wanted = [_told(block.text, _model(made, block).kind) for block in blocks]
    found = [_told(block.text, block.kind) for block in read(data, name=base.source.name).body]
    different = _first_difference(wanted, found)
    if different is not None:
        words = blocks[min(different, len(blocks) - 1)].text if blocks else ""
        raise WriteError(
            f"{base.source.name} is built in a way docdiff cannot write yet, at “{words[:60]}”. Nothing was written; "
            "write the merge as text instead: -o merged.md."
        )
    return data


def _refuse_other_cells(made: Merge, blocks: Sequence[Merged]) -> None:
    """Raises `WriteError` when a cell came or a row went: words would stand in the wrong cell. One may be emptied."""
    kept = {block.base for block in blocks if block.base is not None}
    rows = {block.place.cell[:2] for block in made.base.body if block.place.cell and block.index in kept}
    gone = [block for block in made.base.body if block.place.cell and block.place.cell[:2] not in rows]
    come = [_model(made, block) for block in blocks if block.base is None and _model(made, block).kind == "cell"]
    for cell in (*gone, *come):
        raise WriteError(
            f"{made.base.source.name}: a row or a cell of a table came or went, at “{cell.text[:60]}”. docdiff cannot "
            "write that into Word yet. Nothing was written; write the merge as text instead: -o merged.md."
        )


def _told(text: str, kind: str) -> tuple[str, str]:
    """What must be the same when the file is read again: the letters, and whether it is a note or a cell."""
    return _letters(text), kind if kind in ("footnote", "cell") else ""


def _first_difference(wanted: Sequence[tuple[str, str]], found: Sequence[tuple[str, str]]) -> int | None:
    for number, (one, other) in enumerate(zip(wanted, found, strict=False)):
        if one != other:
            return number
    return None if len(wanted) == len(found) else min(len(wanted), len(found))


def _letters(text: str) -> str:
    return "".join(text.split())


def _write_blocks(made: Merge, root: Element, blocks: Sequence[Merged]) -> None:
    homes = _pair(made.base, root)
    stays = _staying(blocks)
    kept = {block.base for block in blocks if block.base is not None}
    # Everything is put behind what stands before it; the first one behind a paragraph that is taken out again.
    start = previous = etree.Element(_P)
    body = root.find(_W + "body")
    assert body is not None, "read() found text in it"
    body.insert(0, start)
    for block in blocks:
        element = homes.get(block.base) if block.base is not None else None
        if element is None:
            if block.base is not None:
                continue  # a note or a text box: what cannot be found cannot be changed, and the reading back will tell
            element = _paragraph_like(made, homes, block, previous)
            _place(element, previous, _model(made, block))
        elif block.base not in stays:
            _take_out(element, keep_cell=True)
            _place(element, previous, _model(made, block))
        _edit(element, block.text)
        previous = element
    body.remove(start)
    for index, element in homes.items():
        if index not in kept:
            _take_out(element)


def _model(made: Merge, block: Merged) -> Block:
    copy, index = block.like
    return (made.base if copy < 0 else made.copies[copy]).blocks[index]


def _staying(blocks: Sequence[Merged]) -> frozenset[int]:
    """The blocks of the base that need not be moved."""
    pairs = [Pair(block.base, at, len(block.text) + 1) for at, block in enumerate(blocks) if block.base is not None]
    return frozenset(pair.a for pair in heaviest_order(pairs))


def _pair(base: Document, root: Element) -> dict[int, Element]:
    """The paragraph each block of the base was read from."""
    paragraphs = [element for element in root.iter(_P) if _letters(_text(element))]
    blocks = [block for block in base.body if block.place.part not in _OTHER_PARTS]
    numbers: dict[str, int] = {}

    def number(text: str) -> int:
        return numbers.setdefault(_letters(text), len(numbers))

    runs = matching_runs([number(block.text) for block in blocks], [number(_text(p)) for p in paragraphs])
    return {blocks[run.a + k].index: paragraphs[run.b + k] for run in runs for k in range(run.length)}


def _characters(paragraph: Element) -> Iterator[tuple[str, _Letter]]:
    """The characters a reader sees, in order; those of a text box in the paragraph are its own."""
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == _T:
            yield from ((letter, _Letter(element, at)) for at, letter in enumerate(element.text or ""))
        elif element.tag in _SIGNS and _is_in_run(element):
            yield _SIGNS[element.tag], _Letter(element, -1)
        elif element.tag not in _GONE and element.tag not in (_P, _PPR, _RPR) and isinstance(element.tag, str):
            stack.append(iter(element))


def _is_in_run(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == _R


def _text(paragraph: Element) -> str:
    return "".join(letter for letter, _ in _characters(paragraph))


def _edit(paragraph: Element, wanted: str) -> None:
    """Makes a paragraph say `wanted`, each edit in the runs it stands in; the layout stays as it is."""
    characters = list(_characters(paragraph))
    text = "".join(letter for letter, _ in characters)
    if _letters(text) == _letters(wanted) and text.split() == wanted.split():
        return
    letters = [letter for _, letter in characters]
    for edit in reversed(find_edits(text, wanted)):
        if not edit.quiet or text[edit.start : edit.end].split() != edit.text.split():
            _replace(paragraph, letters, edit.start, edit.end, edit.text)


def _replace(paragraph: Element, letters: Sequence[_Letter], start: int, end: int, text: str) -> None:
    # The words go where the first word they replace stood, or behind the one before them.
    home = letters[start] if start < end else letters[start - 1] if start else letters[0] if letters else None
    at_end = start == end and start > 0
    for letter in reversed(letters[start:end]):
        _cut(letter)
    if not text:
        return
    text = " ".join(text.replace("\t", " ").split("\n")) if "\n" in text else text
    if home is not None and home.at >= 0:
        words = home.element.text or ""
        at = home.at + at_end
        home.element.text = words[:at] + text + words[at:]
        home.element.set(_SPACE, "preserve")
        return
    empty = next(paragraph.iter(_T), None) if not letters else None
    if empty is not None:
        empty.text = text
        return
    run = _new_run(paragraph, text)
    anchor = home.element.getparent() if home is not None and home.element.getparent() is not None else None
    if anchor is None:
        paragraph.append(run)
    elif at_end:
        anchor.addnext(run)
    else:
        anchor.addprevious(run)


def _cut(letter: _Letter) -> None:
    element = letter.element
    if letter.at < 0:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
        return
    words = element.text or ""
    element.text = words[: letter.at] + words[letter.at + 1 :]
    element.set(_SPACE, "preserve")


def _new_run(paragraph: Element, text: str) -> Element:
    run = etree.Element(_R)
    # Like most of the paragraph: its first run may be a bold word.
    longest = max(paragraph.iter(_R), key=lambda one: sum(len(t.text or "") for t in one.iter(_T)), default=None)
    look = longest.find(_RPR) if longest is not None else None
    if look is not None:
        run.append(deepcopy(look))
    words = etree.SubElement(run, _T)
    words.text = text
    words.set(_SPACE, "preserve")
    return run


def _paragraph_like(made: Merge, homes: dict[int, Element], block: Merged, previous: Element) -> Element:
    """A paragraph without words that looks like the nearest of its kind."""
    like = _likely(made, homes, block, previous)
    paragraph = etree.Element(_P)
    if like is None:
        return paragraph
    properties = like.find(_PPR)
    if properties is not None:
        copy = deepcopy(properties)
        gone = [_SECTION] + [_NUMBERS] * (_model(made, block).kind == "paragraph")
        for element in [child for child in copy if child.tag in gone]:
            copy.remove(element)
        paragraph.append(copy)
    run = _new_run(like, "")
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


def _place(element: Element, previous: Element, model: Block) -> None:
    """Puts a paragraph behind another one; outside of the table when it is no cell."""
    anchor = previous
    while model.kind != "cell" and (table := next(anchor.iterancestors(_TABLE), None)) is not None:
        anchor = table
    anchor.addnext(element)


def _take_out(paragraph: Element, *, keep_cell: bool = False) -> None:
    """Removes a paragraph; the last one of a cell, and one that ends a section, only lose their words."""
    parent = paragraph.getparent()
    if parent is None:
        return
    is_last = parent.tag == _CELL and len(parent.findall(_P)) == 1
    if not is_last and paragraph.find(f"{_PPR}/{_SECTION}") is None:
        paragraph.tail = None
        parent.remove(paragraph)
    elif keep_cell:
        left = etree.Element(_P)
        properties = paragraph.find(_PPR)
        if properties is not None:
            left.append(deepcopy(properties))
        parent.replace(paragraph, left)
    else:
        for child in [child for child in paragraph if child.tag != _PPR]:
            paragraph.remove(child)


def _packed(data: bytes, member: str, root: Element) -> bytes:
    """The package with one part replaced; all others byte for byte, with their dates."""
    out = io.BytesIO()
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = written if info.filename.replace("\\", "/") == member else source.read(info)
            target.writestr(info, content, compress_type=info.compress_type)
    return out.getvalue()
