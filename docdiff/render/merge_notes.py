"""Writes the notes of a merge into the parts of a Word file that hold them, and their marks into its paragraphs.

Strategy: the notes of the base are found by the order of their marks. One that was edited is edited where it stands;
where one is gone its mark goes as well; a new one is made like another, and its mark is put behind the words it stands
behind in the version that brought it. So is the mark of a note that stays when its paragraph was written anew. A file
without notes gets a part for them, with the two lines that Word wants in every such part.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import deepcopy

from lxml import etree

from docdiff.model import Block, Document
from docdiff.package import Package
from docdiff.readers.docx_parts import Parts
from docdiff.render.merge_runs import (
    PPR,
    RPR,
    Element,
    P,
    R,
    W,
    edit_paragraph,
    insert_run,
    letters_of,
    new_run,
    text_of,
)
from docdiff.sequence import matching_runs

KINDS = {"footnotes": "footnote", "endnotes": "endnote"}  # by the part a block is read from
_ID = W + "id"
_TAILS = (80, 40, 20, 10, 5)  # letters before a mark that tell where it stands, the most telling first

_Key = tuple[str, str]  # the kind of a note and its id


class Notes:
    """The notes of a Word file with this body, from which the blocks of `base` were read."""

    def __init__(self, base: Document, parts: Parts, body: Element) -> None:
        self._parts, self._body = parts, body
        self._roots = {kind: root for kind, (_, root) in parts.note_members.items()}
        self._notes = dict(parts.notes)
        self._written: Element | None = None  # the paragraph of a note that was the last one
        self._keys: dict[int, _Key] = {}
        self._homes: dict[int, Element] = {}
        self._changed: set[str] = set()
        for part, kind in KINDS.items():
            self._pair([block for block in base.body if block.place.part == part], kind)

    def _pair(self, blocks: list[Block], kind: str) -> None:
        marked = [key for key, _ in self._references(kind) if key in self._notes]
        written = [(key, p) for key in marked for p in self._notes[key].iter(P) if letters_of(text_of(p))]
        numbers: dict[str, int] = {}
        a = [numbers.setdefault(letters_of(block.text), len(numbers)) for block in blocks]
        b = [numbers.setdefault(letters_of(text_of(p)), len(numbers)) for _, p in written]
        for run in matching_runs(a, b):
            for k in range(run.length):
                self._keys[blocks[run.a + k].index], self._homes[blocks[run.a + k].index] = written[run.b + k]

    def write(
        self, text: str, index: int | None, document: Document, model: Block, paragraph: Element, like: Block | None
    ) -> None:
        """Makes a note say `text`: that of the base at `index`, or a new one (None), like `model` in `document`.

        `paragraph` is the one before it, written like block `like` of some version; there its mark belongs if it has
        none yet. What cannot be done is left.
        """
        kind = KINDS.get(model.place.part, "footnote")
        key = self._keys.get(index) if index is not None else None
        if index is not None and key is not None:
            self._written = self._homes[index]
            if text_of(self._written).split() != text.split():
                edit_paragraph(self._written, text)
                self._changed.add(kind)
            if any(other == key for other, _ in self._references(kind)):
                return
        elif _goes_on(document, model):
            self._continue(kind, text)
            return
        marked = [_words_before(model.label, reversed(document.blocks[: model.index])), _words_before("", [like])]
        at = _place_of_mark([words for words in marked if words is not None], text_of(paragraph))
        if at is not None:
            insert_run(paragraph, at, self._reference(key or self._add(kind, text)))

    def _continue(self, kind: str, text: str) -> None:
        """Another paragraph of the note that was written last."""
        if self._written is not None:
            more = _paragraph_like(self._written, "", text)
            self._written.addnext(more)
            self._written = more
            self._changed.add(kind)

    def remove(self, kept: Collection[int | None]) -> None:
        """Takes out the paragraphs of notes whose blocks are not `kept`; with the last one goes the mark."""
        stays = {key for index, key in self._keys.items() if index in kept}
        for index, key in self._keys.items():
            if index in kept:
                continue
            _take_out(self._homes[index])
            self._changed.add(key[0])
            if key not in stays:
                for reference in [found for other, found in self._references(key[0]) if other == key]:
                    _take_out(reference)
                _take_out(self._notes[key])

    def members(self, package: Package) -> Iterator[tuple[str, Element]]:
        """The members of the package that changed with the notes, and their roots as they are now."""
        for kind in sorted(self._changed):
            if kind in self._parts.note_members:
                yield self._parts.note_members[kind]
        new = sorted(self._changed - self._parts.note_members.keys())
        if new:
            yield from _new_members(package, self._parts.document, {kind: self._roots[kind] for kind in new})

    def _references(self, kind: str) -> Iterator[tuple[_Key, Element]]:
        for reference in self._body.iter(f"{W}{kind}Reference"):
            yield (kind, reference.get(_ID) or ""), reference

    def _add(self, kind: str, text: str) -> _Key:
        """A new note with that text, made like the last one that is there."""
        root = self._roots.setdefault(kind, _new_root(kind))
        self._changed.add(kind)
        numbers = [int(name) for of, name in self._notes if of == kind and name.lstrip("-").isdigit()]
        key = kind, str(max([0, *numbers]) + 1)
        like = next(
            (note for note in reversed(root) if note.get(W + "type") is None and note.find(P) is not None), None
        )
        note = self._notes[key] = etree.SubElement(root, W + kind, {_ID: key[1]})
        self._written = _paragraph_like(like.find(P) if like is not None else None, kind, text)
        note.append(self._written)
        return key

    def _reference(self, key: _Key) -> Element:
        """A run with the mark of a note, which looks like the other marks."""
        like = next((reference.getparent() for _, reference in self._references(key[0])), None)
        look = like.find(RPR) if like is not None else None
        run = etree.Element(R)
        if look is not None:
            run.append(deepcopy(look))
        else:
            _raise(run)
        etree.SubElement(run, f"{W}{key[0]}Reference", {_ID: key[1]})
        return run


def _paragraph_like(like: Element | None, kind: str, text: str) -> Element:
    """A paragraph of a note in the style of another one, with its number where that has one of this kind."""
    paragraph = etree.Element(P)
    if like is None:
        own = etree.SubElement(paragraph, R)
        _raise(own)
        etree.SubElement(own, f"{W}{kind}Ref")
        paragraph.append(new_run(etree.Element(P), f" {text}"))
        return paragraph
    number = next((run for run in like.iter(R) if kind and run.find(f"{W}{kind}Ref") is not None), None)
    kept = [element for element in (like.find(PPR), number) if element is not None]
    paragraph.extend(deepcopy(element) for element in kept)
    for words in list(paragraph.iter(W + "t")):
        _take_out(words)
    paragraph.append(new_run(like, f" {text}" if number is not None else text))
    return paragraph


def _raise(run: Element) -> None:
    etree.SubElement(etree.SubElement(run, RPR), W + "vertAlign", {W + "val": "superscript"})


def _take_out(element: Element) -> None:
    """Removes an element, and the run it stood in when nothing is left there."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == R and all(child.tag == RPR for child in parent):
        _take_out(parent)


def _goes_on(document: Document, note: Block) -> bool:
    """Whether a block is a further paragraph of a note."""
    before = document.blocks[note.index - 1] if note.index else note
    return before is not note and (before.kind, before.label, before.place.part) == (
        note.kind,
        note.label,
        note.place.part,
    )


def _words_before(label: str, blocks: Iterable[Block | None]) -> str | None:
    """What stands before the mark of a note in the first block that has it; without a label, before the only mark."""
    for block in blocks:
        marks = [mark for mark in block.marks if mark.kind == "note"] if block and block.kind != "footnote" else []
        found = [mark for mark in marks if mark.value == label] if label else marks
        if block and len(found) == 1:
            return block.text[: found[0].span.start]
    return None


def _place_of_mark(marked: Sequence[str], text: str) -> int | None:
    """Where in a paragraph with that text a mark belongs that stands behind one of `marked`; None when not sure."""
    for words in marked:
        if not words.strip():
            return 0
        tails = (words[-length:] for length in _TAILS)
        at = next((text.index(tail) + len(tail) for tail in tails if text.count(tail) == 1), None)
        if at is not None:
            return at
    return None


_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}s+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}s"


def _new_root(kind: str) -> Element:
    """A part for notes with the lines that separate them from the text, as Word demands."""
    root = etree.Element(f"{W}{kind}s", nsmap={"w": W[1:-1]})
    for name, number in (("separator", "-1"), ("continuationSeparator", "0")):
        note = etree.SubElement(root, W + kind, {W + "type": name, _ID: number})
        etree.SubElement(etree.SubElement(etree.SubElement(note, P), R), W + name)
    return root


def _new_members(package: Package, document: str, roots: dict[str, Element]) -> Iterator[tuple[str, Element]]:
    """New parts, and the two members that say what they are and that the document has them."""
    folder, name = posixpath.split(document)
    relations_name = posixpath.join(folder, "_rels", f"{name}.rels")
    types = package.xml("[Content_Types].xml")
    relations = package.xml(relations_name)
    ids = {element.get("Id") for element in relations}
    for kind, root in roots.items():
        member = posixpath.join(folder, f"{kind}s.xml")
        etree.SubElement(
            types, types.tag.replace("Types", "Override"), {"PartName": f"/{member}", "ContentType": _TYPE.format(kind)}
        )
        relation = {
            "Id": next(free for n in range(1, len(ids) + 2) if (free := f"notes{n}") not in ids),
            "Type": _RELATION.format(kind),
            "Target": f"{kind}s.xml",
        }
        ids.add(relation["Id"])
        etree.SubElement(relations, relations.tag.replace("Relationships", "Relationship"), relation)
        yield member, root
    yield "[Content_Types].xml", types
    yield relations_name, relations
