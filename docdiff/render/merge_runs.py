"""Changes the words of Word paragraphs in the runs they stand in, so that their formatting stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docdiff.merging.axis import find_edits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
P, R, PPR, RPR, CELL, TABLE, SECTION = (W + name for name in ("p", "r", "pPr", "rPr", "tc", "tbl", "sectPr"))
_T = W + "t"
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_GONE = frozenset({W + "del", W + "moveFrom"})

Element = etree._Element


@dataclass(frozen=True, slots=True)
class _Letter:
    """One character of a paragraph: the element it stands in, and where in its text (-1: the element is the sign)."""

    element: Element
    at: int


def letters_of(text: str) -> str:
    return "".join(text.split())


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
        elif element.tag not in _GONE and element.tag not in (P, PPR, RPR) and isinstance(element.tag, str):
            stack.append(iter(element))


def _is_in_run(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == R


def text_of(paragraph: Element) -> str:
    return "".join(letter for letter, _ in _characters(paragraph))


def edit_paragraph(paragraph: Element, wanted: str) -> None:
    """Makes a paragraph say `wanted`, each edit in the runs it stands in; the layout stays as it is."""
    characters = list(_characters(paragraph))
    text = "".join(letter for letter, _ in characters)
    if letters_of(text) == letters_of(wanted) and text.split() == wanted.split():
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
    run = new_run(paragraph, text)
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


def new_run(paragraph: Element, text: str) -> Element:
    run = etree.Element(R)
    # Like most of the paragraph: its first run may be a bold word.
    longest = max(paragraph.iter(R), key=lambda one: sum(len(t.text or "") for t in one.iter(_T)), default=None)
    look = longest.find(RPR) if longest is not None else None
    if look is not None:
        run.append(deepcopy(look))
    words = etree.SubElement(run, _T)
    words.text = text
    words.set(_SPACE, "preserve")
    return run


def insert_run(paragraph: Element, at: int, run: Element) -> None:
    """Puts a run behind the first `at` characters of a paragraph, in two parts of the run they stand in if need be."""
    letters = [letter for _, letter in _characters(paragraph)][:at]
    if not letters:
        properties = paragraph.find(PPR)
        paragraph.insert(0 if properties is None else 1, run)
        return
    last = letters[-1]
    home = next(last.element.iterancestors(R), None)
    assert home is not None, "letters stand in runs"
    home.addnext(run)
    rest = deepcopy(home)
    place = home.index(last.element)
    del home[place + 1 :]
    del rest[: place if last.at >= 0 else place + 1]
    if last.at >= 0:
        words = last.element.text or ""
        last.element.text, rest[0].text = words[: last.at + 1], words[last.at + 1 :]
        for element in (last.element, rest[0]):
            element.set(_SPACE, "preserve")
    if not any(child.tag != _T or child.text for child in rest):
        return
    look = home.find(RPR)
    if look is not None:
        rest.insert(0, deepcopy(look))
    run.addnext(rest)


def take_out(paragraph: Element, *, keep_cell: bool = False) -> None:
    """Removes a paragraph; the last one of a cell, and one that ends a section, only lose their words."""
    parent = paragraph.getparent()
    if parent is None:
        return
    is_last = parent.tag == CELL and len(parent.findall(P)) == 1
    if not is_last and paragraph.find(f"{PPR}/{SECTION}") is None:
        paragraph.tail = None
        parent.remove(paragraph)
    elif keep_cell:
        left = etree.Element(P)
        properties = paragraph.find(PPR)
        if properties is not None:
            left.append(deepcopy(properties))
        parent.replace(paragraph, left)
    else:
        for child in [child for child in paragraph if child.tag != PPR]:
            paragraph.remove(child)
