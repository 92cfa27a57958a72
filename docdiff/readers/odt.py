"""Reads OpenDocument texts (.odt, .ott) as a person sees them, in one of three views.

Strategy: as for Word, the body is read one block at a time and told to a `Collector`. What is different is how changes
are kept. Insertions are stretches between two marks, which may begin in one paragraph and end in another; deleted text
stands at the beginning of the file, as whole paragraphs, and only a point in the text says where it was. Putting n
deleted paragraphs back there ends a paragraph n - 1 times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from lxml import etree

from docdiff.errors import ReadError
from docdiff.model import FORMATTING, Document, Problem, Source, View
from docdiff.package import Package, open_package
from docdiff.readers.collector import PLAIN, Change, Collector, Look, Note
from docdiff.readers.odt_names import DC, DRAW, LOEXT, MANIFEST, META, OFFICE, STYLE, SVG, TABLE, TEXT, XLINK, XML_ID
from docdiff.readers.odt_styles import LEVELS, Level, ListCount, Styles, whole
from docdiff.text import guess_language

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_KIND = "application/vnd.oasis.opendocument."
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1_000  # that one element may stand for
_SMALL_TEXT = 3_000  # characters; of less, its words may not tell its language
_PROPERTIES = {
    DC + "title": "title",
    META + "initial-creator": "author",
    META + "creation-date": "created",
    DC + "date": "modified",
}


def read(data: bytes, source: Source, *, encoding: str | None = None, view: View = "final") -> Document:
    """Reads the bytes of an OpenDocument text; the encoding is the file's own business. Linear in its size.

    Raises `ReadError` for what is no such text, is damaged, is locked or is not to be trusted.
    """
    package = open_package(data, source.name)
    _refuse_others(package)
    reader = _Reader(package, view)
    reader.read()
    blocks = reader.out.blocks()
    problems = (*reader.out.problems(source.name), *reader.problems.values())
    if not blocks:
        problems += (Problem("empty", f"{source.name} holds no text."),)
    meta = _read_properties(package)
    body = [block.text for block in blocks if block.kind != "furniture"]
    language = reader.language
    if language and sum(map(len, body)) < _SMALL_TEXT and guess_language(body) is None:
        meta["language"] = language
    return Document(Source(source.name, "odt", source.sha256), blocks, meta, problems)


def _refuse_others(package: Package) -> None:
    name = package.name
    if _MANIFEST in package and next(package.xml(_MANIFEST).iter(MANIFEST + "encryption-data"), None) is not None:
        raise ReadError(
            f"{name} is protected with a password. Open it in its own program and save a copy without one "
            "(in LibreOffice: Save As, without the tick before Save with password); then run this again on that copy."
        )
    kind = package.read("mimetype")[:200].decode("ascii", "replace").strip() if "mimetype" in package else ""
    if kind.startswith(_KIND) and not kind.startswith(_KIND + "text"):
        raise ReadError(f"{name} is an OpenDocument {kind.removeprefix(_KIND)}, not a text. Save its text as .txt.")


def _read_properties(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}
    if _META not in package:
        return found
    try:
        root = package.xml(_META)
    except ReadError:  # a document without its card is still a document
        return found
    for element in root.iterfind(f"{OFFICE}meta/*"):
        key = _PROPERTIES.get(element.tag)
        if key and element.text and element.text.strip():
            found[key] = element.text.strip()
    return found


@dataclass(frozen=True, slots=True)
class _List:
    """A list being read: its style ("" while unknown), its count, its level from 0, the number its next item begins."""

    style: str
    count: ListCount
    level: int
    start: int | None = None


_Leaf = tuple[etree._Element, Look | None]
"""A paragraph and what it is; or, with None, a table or something else in its place."""


@dataclass(frozen=True, slots=True)
class _Region:
    """A tracked change: who inserted its text, who deleted it, and the deleted paragraphs."""

    changes: tuple[Change, ...]
    deleted: etree._Element | None = None


class _Reader:
    """Walks the parts of one document and tells a `Collector` what it meets."""

    def __init__(self, package: Package, view: View) -> None:
        self.package, self.out = package, Collector(view)
        self.problems: dict[str, Problem] = {}
        self._formulas: dict[str, str] = {}
        self._regions: dict[str, _Region] = {}
        self._counts: dict[str, ListCount] = {}
        self._count_of_style: dict[str, ListCount] = {}
        self._outline = ListCount()
        self._hidden_paragraph = False
        self._hidden_text = False
        self._formats: Mapping[str, bool] = {}
        self._own_look = frozenset[str]()  # of a heading or a caption, from which words may stand out
        self._putting_back = False
        self._master_pages: list[str] = []
        self._styles_part = self._part_or_none(_STYLES)
        self._common = self._styles_part.find(OFFICE + "styles") if self._styles_part is not None else None
        self._styles = Styles([self._common])

    @property
    def language(self) -> str:
        """The language the document is set to, as "nl"; it is right less often than its text."""
        return Styles([self._common]).language

    def read(self) -> None:
        """Tells the body, then the heads and feet of the pages it uses."""
        found = False
        for element, _ in self.package.children(_CONTENT, OFFICE + "text"):
            if not found:
                found = True
                automatic = element.getroottree().getroot().find(OFFICE + "automatic-styles")
                self._styles = Styles([self._common, automatic])
            self._read_block(element)
        if not found and self.package.xml(_CONTENT).find(f"{OFFICE}body/{OFFICE}text") is None:
            raise ReadError(f"{self.package.name} is no OpenDocument text: its content holds none.")
        self.out.close()
        self._read_master_pages()

    def _part_or_none(self, member: str) -> etree._Element | None:
        if member not in self.package:
            self._complain("missing-part", f"{self.package.name} lacks {member}: page heads and list numbers may miss.")
            return None
        try:
            return self.package.xml(member)
        except ReadError as error:
            self._complain("damaged-part", f"{error} The rest was read.")
            return None

    def _complain(self, code: str, message: str) -> None:
        self.problems.setdefault(message, Problem(code, message))

    def _read_master_pages(self) -> None:
        root = self._styles_part
        masters = root.find(OFFICE + "master-styles") if root is not None else None
        if root is None or masters is None:
            return
        pages = {page.get(STYLE + "name") or "": page for page in masters.iterchildren(STYLE + "master-page")}
        used: dict[str, None] = dict.fromkeys(self._master_pages or list(pages)[:1])
        for name in self._master_pages or list(pages)[:1]:
            while name in pages and (following := pages[name].get(STYLE + "next-style-name")) and following not in used:
                used[name := following] = None
        self._styles = Styles([self._common, root.find(OFFICE + "automatic-styles")])
        for name in used:
            for child in pages.get(name, ()):
                part = _FURNITURE.get(str(child.tag))
                if part and child.get(STYLE + "display") != "false":
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

    def _leaves(self, element: etree._Element, inside: _List | None = None) -> Iterator[_Leaf]:
        """The paragraphs in an element, with what they are; other things that are no container, with None."""
        tag = element.tag
        if tag in (TEXT + "p", TEXT + "h"):
            yield element, self._look(element, inside)
        elif tag == TEXT + "list":
            yield from self._items(element, inside)
        elif tag in _LEAVES:
            yield element, None
        elif tag not in _SKIPPED and element.get(TEXT + "display") != "none":
            for child in element:
                yield from self._leaves(child)

    def _items(self, element: etree._Element, inside: _List | None) -> Iterator[_Leaf]:
        entered = self._enter_list(element, inside)
        for item in element:
            counted = item.tag != TEXT + "list-item"
            start = item.get(TEXT + "start-value")
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self._items(child, entered)
                elif child.tag in (TEXT + "p", TEXT + "h"):
                    numbered = _List(entered.style, entered.count, entered.level, whole(start, 1) if start else None)
                    yield child, self._look(child, None if counted else numbered)
                    counted = True
                else:
                    yield from self._leaves(child)

    def _enter_list(self, element: etree._Element, inside: _List | None) -> _List:
        style = element.get(TEXT + "style-name") or (inside.style if inside else "")
        if inside is not None:
            return _List(style, inside.count, min(inside.level + 1, LEVELS - 1))
        continued = element.get(TEXT + "continue-list") or ""
        count = self._counts.get(continued) if continued else None
        # Deleted items were once among those around them, though the file keeps them as a list of their own.
        if count is None and (self._putting_back or element.get(TEXT + "continue-numbering") == "true"):
            count = self._count_of_style.get(style)
        count = count or ListCount()
        self._counts[element.get(XML_ID) or ""] = self._count_of_style[style] = count
        return _List(style, count, 0)

    def _look(self, element: etree._Element, item: _List | None) -> Look:
        style = self._styles.get("paragraph", element.get(TEXT + "style-name") or "")
        label = self._label(element, item, style.list_style)
        if element.tag == TEXT + "h":
            return Look("heading", max(1, whole(element.get(TEXT + "outline-level"), 1)), label)
        if style.is_title:
            return Look("heading", 1, label)
        if item is not None:
            return Look("list_item", item.level + 1, label)
        return Look("caption") if style.is_caption else PLAIN

    def _label(self, element: etree._Element, item: _List | None, list_style: str) -> Callable[[], str] | None:
        if item is not None:
            levels = self._styles.lists.get(item.style or list_style, (Level(),) * LEVELS)
            return partial(item.count.count, levels, item.level, item.start)
        if element.tag != TEXT + "h" or element.get(TEXT + "is-list-header") == "true":
            return None
        at = min(max(0, whole(element.get(TEXT + "outline-level"), 1) - 1), LEVELS - 1)
        start = element.get(TEXT + "start-value") if element.get(TEXT + "restart-numbering") == "true" else None
        return partial(self._outline.count, self._styles.outline, at, whole(start, 1) if start else None)

    def _read_paragraph(self, element: etree._Element, look: Look) -> None:
        style = self._styles.get("paragraph", element.get(TEXT + "style-name") or "")
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
        style = self._styles.get("text", element.get(TEXT + "style-name") or "")
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
        formula = self._formula((element.get(XLINK + "href") or "").removeprefix("./"))
        if formula:
            self.out.add(formula)
        else:
            self._complain("not-read", f"{self.package.name} holds a chart or another object that is not read.")

    def _formula(self, folder: str) -> str:
        if folder not in self._formulas:
            member = f"{folder}/{_CONTENT}"
            root = self._part_or_none(member) if member in self.package else None
            signs = root.iter(*_FORMULA_SIGNS) if root is not None else ()
            self._formulas[folder] = "".join((sign.text or "").strip() for sign in signs)
        return self._formulas[folder]

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
        for region in element.iterchildren(TEXT + "changed-region"):
            inserted, deleted = region.find(TEXT + "insertion"), region.find(TEXT + "deletion")
            changes = []
            if inserted is not None:
                changes.append(Change("inserted", *_change_info(inserted)))
            if deleted is not None:
                changes.append(Change("deleted", *_change_info(deleted)))
            name = region.get(XML_ID) or region.get(TEXT + "id") or ""
            self._regions[name] = _Region(tuple(changes), deleted)

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


def _change_info(element: etree._Element) -> tuple[str, str]:
    info = element.find(OFFICE + "change-info")
    if info is None:
        return "", ""
    return (info.findtext(DC + "creator") or "").strip(), (info.findtext(DC + "date") or "").strip()


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, in its groups of rows too."""
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


_ROW_GROUPS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_FURNITURE = {
    STYLE + name: name.partition("-")[0]
    for name in ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")
} | {LOEXT + "header-first": "header", LOEXT + "footer-first": "footer"}
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
_FORMULA_SIGNS = [f"{{http://www.w3.org/1998/Math/MathML}}{sign}" for sign in ("mi", "mn", "mo", "mtext")]
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
