"""Reads OpenDocument texts (.odt, .ott) as a person sees them, in one of three views.

Strategy: as for Word, the body is read one block at a time and told to a `Collector`. What is different is how changes
are kept. Insertions are stretches between two marks, which may begin in one paragraph and end in another; deleted text
stands at the beginning of the file, as whole paragraphs, and only a point in the text says where it was. Putting n
deleted paragraphs back there ends a paragraph n - 1 times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from lxml import etree

from docdiff.errors import ReadError
from docdiff.model import FORMATTING, Document, Problem, Source, View
from docdiff.package import open_package
from docdiff.readers.collector import PLAIN, Collector, Look, Note
from docdiff.readers.odt_changes import Region, read_regions
from docdiff.readers.odt_lists import List, Lists
from docdiff.readers.odt_names import DC, DRAW, OFFICE, SVG, TABLE, TEXT, XLINK
from docdiff.readers.odt_parts import CONTENT, Parts
from docdiff.readers.odt_styles import LEVELS, Level, ListCount, Styles, whole
from docdiff.text import guess_language

_PARAGRAPH, _HEADING, _LIST, _STYLE_NAME = TEXT + "p", TEXT + "h", TEXT + "list", TEXT + "style-name"
_PARAGRAPHS = frozenset((_PARAGRAPH, _HEADING))
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1_000  # that one element may stand for
_SMALL_TEXT = 3_000  # characters; of less, its words may not tell its language


def read(data: bytes, source: Source, *, encoding: str | None = None, view: View = "final") -> Document:
    """Reads the bytes of an OpenDocument text; the encoding is the file's own business. Linear in its size.

    Raises `ReadError` for what is no such text, is damaged, is locked or is not to be trusted.
    """
    parts = Parts(open_package(data, source.name))
    reader = _Reader(parts, view)
    reader.read()
    blocks = reader.out.blocks()
    problems = (*reader.out.problems(source.name), *parts.problems)
    if not blocks:
        problems += (Problem("empty", f"{source.name} holds no text."),)
    meta = parts.properties()
    body = [block.text for block in blocks if block.kind != "furniture"]
    language = Styles([parts.styles]).language  # what the document is set to, right less often than its text
    if language and sum(map(len, body)) < _SMALL_TEXT and guess_language(body) is None:
        meta["language"] = language
    return Document(Source(source.name, "odt", source.sha256), blocks, meta, problems)


_Leaf = tuple[etree._Element, Look | None]
"""A paragraph and what it is; or, with None, a table or something else in its place."""


class _Reader:
    """Walks the parts of one document and tells a `Collector` what it meets."""

    def __init__(self, parts: Parts, view: View) -> None:
        self.parts, self.out = parts, Collector(view)
        self._regions: dict[str, Region] = {}
        self._lists = Lists()
        self._outline = ListCount()
        self._hidden_paragraph = False
        self._hidden_text = False
        self._formats: Mapping[str, bool] = {}
        self._own_look = frozenset[str]()  # of a heading or a caption, from which words may stand out
        self._putting_back = False
        self._master_pages: list[str] = []
        self._styles = Styles([parts.styles])

    def read(self) -> None:
        """Tells the body, then the heads and feet of the pages it uses."""
        found = False
        package = self.parts.package
        for element, _ in package.children(CONTENT, OFFICE + "text"):
            if not found:
                found = True
                automatic = element.getroottree().getroot().find(OFFICE + "automatic-styles")
                self._styles = Styles([self.parts.styles, automatic])
            self._read_block(element)
        if not found and package.xml(CONTENT).find(f"{OFFICE}body/{OFFICE}text") is None:
            raise ReadError(f"{package.name} is no OpenDocument text: its content holds none.")
        self.out.close()
        self._styles = Styles([self.parts.styles, self.parts.page_styles])
        for child, part in self.parts.furniture(self._master_pages):
            self._tell(child, part)

    # Blocks

    def _read_blocks(self, container: etree._Element) -> None:
        for child in container:
            self._read_block(child)

    def _read_block(self, element: etree._Element) -> None:
        for leaf, look in self._leaves(element):
            if look is None:
                self._read_other(leaf)
            else:
                self._read_paragraph(leaf, look)

    def _leaves(self, element: etree._Element, inside: List | None = None) -> Iterator[_Leaf]:
        """The paragraphs in an element, with what they are; other things that are no container, with None."""
        tag = element.tag
        if tag in _PARAGRAPHS:
            yield element, self._look(element, inside)
        elif tag == _LIST:
            yield from self._items(element, inside)
        elif tag in _LEAVES:
            yield element, None
        elif tag not in _SKIPPED and element.get(TEXT + "display") != "none":
            for child in element:
                yield from self._leaves(child)

    def _items(self, element: etree._Element, inside: List | None) -> Iterator[_Leaf]:
        entered = self._lists.enter(element, inside, put_back=self._putting_back)
        for item in element:
            counted = item.tag != TEXT + "list-item"
            start = item.get(TEXT + "start-value")
            for child in item:
                if child.tag == _LIST:
                    yield from self._items(child, entered)
                elif child.tag in _PARAGRAPHS:
                    numbered = List(entered.style, entered.count, entered.level, whole(start, 1) if start else None)
                    yield child, self._look(child, None if counted else numbered)
                    counted = True
                else:
                    yield from self._leaves(child)

    def _look(self, element: etree._Element, item: List | None) -> Look:
        style = self._styles.get("paragraph", element.get(_STYLE_NAME) or "")
        label = self._label(element, item, style.list_style)
        if element.tag == _HEADING:
            return Look("heading", max(1, whole(element.get(TEXT + "outline-level"), 1)), label)
        if style.is_title:
            return Look("heading", 1, label)
        if item is not None:
            return Look("list_item", item.level + 1, label)
        return Look("caption") if style.is_caption else PLAIN

    def _label(self, element: etree._Element, item: List | None, list_style: str) -> Callable[[], str] | None:
        if item is not None:
            levels = self._styles.lists.get(item.style or list_style, (Level(),) * LEVELS)
            return partial(item.count.count, levels, item.level, item.start)
        if element.tag != _HEADING or element.get(TEXT + "is-list-header") == "true":
            return None
        at = min(max(0, whole(element.get(TEXT + "outline-level"), 1) - 1), LEVELS - 1)
        start = element.get(TEXT + "start-value") if element.get(TEXT + "restart-numbering") == "true" else None
        return partial(self._outline.count, self._styles.outline, at, whole(start, 1) if start else None)

    def _read_paragraph(self, element: etree._Element, look: Look) -> None:
        style = self._styles.get("paragraph", element.get(_STYLE_NAME) or "")
        if self.out.part == "body":
            self._master_pages += style.master_pages
        self._formats = style.formats
        is_title = look.kind in ("heading", "caption")
        self._own_look = frozenset(kind for kind, value in style.formats.items() if value and is_title)
        self.out.formats = self._look_of_text() if style.formats else ()
        if not style.hidden:
            self._read_inline(element)
        if self._hidden_paragraph:
            self._hidden_paragraph = False
            self.out.discard()
            look = PLAIN
        self.out.end_paragraph(look)

    def _read_other(self, element: etree._Element) -> None:
        handle = _INLINE.get(element.tag)
        if handle is not None:
            handle(self, element)

    def _read_table(self, table: etree._Element) -> None:
        out = self.out
        out.close()
        number, outer = out.next_table(), out.cell
        at = 0
        for row in _rows(table):
            column = 0
            for cell in row:
                if cell.tag == TABLE + "table-cell":
                    out.cell = (number, at, column)
                    self._read_blocks(cell)
                    out.cell = (number, at, column)
                    out.close()
                column += whole(cell.get(TABLE + "number-columns-repeated"), 1)
            at += whole(row.get(TABLE + "number-rows-repeated"), 1)
        out.cell = outer

    # Inline

    def _read_inline(self, container: etree._Element) -> None:
        if container.text:
            self._add(container.text)
        for child in container:
            handle = _INLINE.get(child.tag)
            if handle is not None:
                handle(self, child)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                self._read_inline(child)
            if child.tail:
                self._add(child.tail)

    def _add(self, text: str) -> None:
        """Text, in which any run of blanks is one space, and none at the beginning of a paragraph or after a space."""
        if self._hidden_text:
            return
        if "  " in text or "\n" in text or "\t" in text or "\r" in text:
            text = _BLANKS.sub(" ", text)
        if not text.isascii():
            text = text.replace("\xad", "")
        if text[:1] == " " and self.out.ends_in_space():
            text = text[1:]
        if text:
            self.out.add(text)

    def _read_span(self, element: etree._Element) -> None:
        outer = self._hidden_text
        style = self._styles.get("text", element.get(_STYLE_NAME) or "")
        self._hidden_text = outer or style.hidden
        if not style.formats:
            self._read_inline(element)
        else:
            before, look = self._formats, self.out.formats
            self._formats = {**before, **style.formats}
            self.out.formats = self._look_of_text()
            self._read_inline(element)
            self._formats, self.out.formats = before, look
        self._hidden_text = outer

    def _look_of_text(self) -> tuple[str, ...]:
        return tuple(kind for kind in FORMATTING if self._formats.get(kind) and kind not in self._own_look)

    def _read_hidden(self, element: etree._Element) -> None:
        if element.get(TEXT + "is-hidden") != "true":
            self._read_inline(element)

    def _read_hidden_paragraph(self, element: etree._Element) -> None:
        self._hidden_paragraph = self._hidden_paragraph or element.get(TEXT + "is-hidden") == "true"

    def _read_spaces(self, element: etree._Element) -> None:
        if not self._hidden_text:
            self.out.add(" " * min(whole(element.get(TEXT + "c"), 1), _MOST_SPACES))

    def _read_tab(self, element: etree._Element) -> None:
        if not self._hidden_text:
            self.out.add("\t")

    def _read_break(self, element: etree._Element) -> None:
        if not self._hidden_text:
            self.out.add_line_end()

    def _read_note(self, element: etree._Element) -> None:
        body, citation = element.find(TEXT + "note-body"), element.find(TEXT + "note-citation")
        if body is None or not self.out.shown or self._hidden_text:
            return
        note = Note("".join(str(text) for text in citation.itertext()).strip() if citation is not None else "")
        self.out.add_note_mark(note)
        kind = "endnotes" if element.get(TEXT + "note-class") == "endnote" else "footnotes"
        self.out.anchor(partial(self._tell, body, kind, note))

    def _read_text_box(self, element: etree._Element) -> None:
        if self._hidden_text:
            return
        part = "textbox" if self.out.part == "body" else self.out.part
        self.out.anchor(partial(self._tell, element, part, self.out.note))

    def _read_annotation(self, element: etree._Element) -> None:
        if not self.out.shown:
            return
        author = (element.findtext(DC + "creator") or "").strip()
        paragraphs = ("".join(map(str, p.itertext())).strip() for p in element.iter(TEXT + "p"))
        value = f"{author}: {' '.join(filter(None, paragraphs))}"
        name = element.get(OFFICE + "name")
        if name:
            self.out.start_comment(name, value)
        else:
            self.out.add_comment_mark(value)

    def _end_annotation(self, element: etree._Element) -> None:
        self.out.end_comment(element.get(OFFICE + "name") or "")

    def _read_object(self, element: etree._Element) -> None:
        """A formula reads as its letters and signs; other objects are pictures to us."""
        if not self.out.shown or self._hidden_text:
            return
        formula = self.parts.formula((element.get(XLINK + "href") or "").removeprefix("./"))
        if formula:
            self.out.add(formula)
        else:
            self.parts.complain(
                "not-read", f"{self.parts.package.name} holds a chart or another object that is not read."
            )

    def _tell(self, element: etree._Element, part: str, note: Note | None = None) -> None:
        """Tells a story of its own: a note, a text box, the head of a page."""
        hidden, self._hidden_text = self._hidden_text, False
        self.out.part, self.out.note, self.out.cell = part, note, None
        self._read_blocks(element)
        self.out.close()
        self._hidden_text = hidden

    # Changes

    def _read_regions(self, element: etree._Element) -> None:
        """Takes the table of tracked changes from the file, which forgets it when the body begins."""
        self._regions.update(read_regions(element))

    def _start_change(self, element: etree._Element) -> None:
        region = self._regions.get(element.get(TEXT + "change-id") or "")
        for change in region.changes if region else ():
            self.out.enter(change)

    def _end_change(self, element: etree._Element) -> None:
        region = self._regions.get(element.get(TEXT + "change-id") or "")
        for change in reversed(region.changes) if region else ():
            self.out.leave(change)

    def _read_deletion(self, element: etree._Element) -> None:
        """Puts deleted paragraphs back where they were; each is put back once, whatever a file says."""
        name = element.get(TEXT + "change-id") or ""
        region = self._regions.pop(name, None)
        if region is None or region.deleted is None:
            return
        for change in region.changes:
            self.out.enter(change)
        if self.out.shown:
            outer, self._putting_back = self._putting_back, True
            self._put_back(region.deleted)
            self._putting_back = outer
        for change in reversed(region.changes):
            self.out.leave(change)

    def _put_back(self, deleted: etree._Element) -> None:
        """The first deleted paragraph is the end of the one it stands in; what follows the change is that of the last.

        Each keeps its own look (LibreOffice writes the paragraph around the change with the look of the last).
        """
        before: Look | None = None
        for child in deleted:
            for leaf, look in self._leaves(child):
                if before is not None:
                    self.out.end_paragraph(before)
                before = look
                if look is None:
                    self._read_other(leaf)
                else:
                    self._read_inline(leaf)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, in its groups of rows too."""
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


_ROW_GROUPS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
# Never looked into: declarations, templates of indexes, what stands for something that is not text.
_SKIPPED: frozenset[object] = frozenset(
    {SVG + "title", SVG + "desc", OFFICE + "forms", OFFICE + "change-info", DC + "creator", DC + "date"}
    | {TABLE + "tracked-changes", TABLE + "shapes", TEXT + "number", TEXT + "ruby-text", TEXT + "script"}
    | {TEXT + f"{kind}-decls" for kind in ("sequence", "variable", "user-field", "dde-connection")}
    | {
        TEXT + f"{kind}-source"
        for kind in (
            "table-of-content illustration-index table-index object-index user-index alphabetical-index bibliography"
        ).split()
    }
)
_Handler = Callable[[_Reader, etree._Element], None]
_SHAPES = (
    "text-box custom-shape rect ellipse circle line polyline polygon regular-polygon path connector caption measure"
).split()

_INLINE: dict[object, _Handler] = {
    TABLE + "table": _Reader._read_table,
    TEXT + "span": _Reader._read_span,
    TEXT + "s": _Reader._read_spaces,
    TEXT + "tab": _Reader._read_tab,
    TEXT + "line-break": _Reader._read_break,
    TEXT + "note": _Reader._read_note,
    TEXT + "hidden-text": _Reader._read_hidden,
    TEXT + "hidden-paragraph": _Reader._read_hidden_paragraph,
    TEXT + "tracked-changes": _Reader._read_regions,
    TEXT + "change-start": _Reader._start_change,
    TEXT + "change-end": _Reader._end_change,
    TEXT + "change": _Reader._read_deletion,
    OFFICE + "annotation": _Reader._read_annotation,
    OFFICE + "annotation-end": _Reader._end_annotation,
    DRAW + "object": _Reader._read_object,
    **{DRAW + shape: _Reader._read_text_box for shape in _SHAPES},
}
_LEAVES = frozenset(_INLINE) - {TEXT + "span"}
