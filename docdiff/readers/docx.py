"""Reads Word documents (.docx, .docm, .dotx; strict and transitional) as a person sees them, in one of three views.

Strategy: the body is read one paragraph or table at a time, so memory follows the text and not the file. A table of
small functions says what each element is to the reader; an element nobody knows is looked into, since only `w:t` and
its kin hold text. What belongs to a paragraph but stands elsewhere (notes, text boxes) is told behind it by
`Collector`, which also settles the tracked changes.

A line break within a paragraph ends a line, a tab reads as a tab; page breaks, soft hyphens and hidden text are left
out. Numbers of lists and headings become labels, and count as they do in the view asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lxml import etree

from docdiff.errors import ReadError
from docdiff.model import Document, Problem, Source, View
from docdiff.readers.collector import PLAIN, Change, Collector, Note
from docdiff.readers.docx_changes import CELL_CHANGES, CHANGES, change_within, read_change
from docdiff.readers.docx_letters import has_odd_letter, read_odd_letters, read_symbol
from docdiff.readers.docx_names import FORMER_RUN, MC, PPR, RPR, VAL, VANISH, M, W
from docdiff.readers.docx_numbering import Counter
from docdiff.readers.docx_paragraphs import look_of_paragraph
from docdiff.readers.docx_parts import Parts
from docdiff.readers.docx_plain import BLANK, SPACE, TRACKED, accepted_letters, plain_letters
from docdiff.readers.docx_runs import Runs
from docdiff.readers.docx_sections import Sections
from docdiff.readers.docx_styles import Styles
from docdiff.readers.docx_tables import (
    MERGE_CHANGE,
    Properties,
    cells,
    columns_before,
    columns_of,
    is_continued,
    properties_of,
    rows,
)
from docdiff.readers.ooxml import is_true, open_ooxml, read_properties
from docdiff.text import guess_language

_PARAGRAPH, _RUN, _TEXT, _FIELD_MARK = W + "p", W + "r", W + "t", W + "fldChar"
_PARAGRAPH_STYLE, _SECTION, _FORMER = W + "pStyle", W + "sectPr", W + "pPrChange"
_FLOWS_ON = frozenset(("page", "column"))  # breaks behind which the text goes on elsewhere
_OWN_MARK = W + "customMarkFollows"
_ROW_PROPERTIES, _CELL_PROPERTIES, _HIDDEN = W + "trPr", W + "tcPr", W + "hidden"
_SMALL_TEXT = 3_000  # characters; of less, its words may not tell its language


def read(data: bytes, source: Source, *, encoding: str | None = None, view: View = "final") -> Document:
    """Reads the bytes of a Word file; the encoding is the file's own business. Linear in its size.

    Raises `ReadError` for what is no Word document, is damaged, is locked or is not to be trusted. What is missing but
    not missed (a part with comments, say) is a problem of the document.
    """
    parts = Parts(open_ooxml(data, source.name))
    reader = _Reader(parts, view)
    reader.read()
    parts.open_all()
    blocks = reader.out.blocks()
    problems = (*reader.out.problems(source.name), *parts.problems)
    if not blocks:
        pictures = ", only pictures, and text in pictures is not read" if reader.has_pictures else ""
        problems += (Problem("empty", f"{source.name} holds no text{pictures}."),)
    meta = read_properties(parts.package, parts.package_relations)
    body = [block.text for block in blocks if block.kind != "furniture"]
    if reader.styles.language and sum(map(len, body)) < _SMALL_TEXT and guess_language(body) is None:
        meta["language"] = reader.styles.language
    return Document(Source(source.name, "docx", source.sha256), blocks, meta, problems)


class _Reader:
    """Walks the parts of one document and tells a `Collector` what it meets."""

    def __init__(self, parts: Parts, view: View) -> None:
        self.parts, self.out = parts, Collector(view)
        self.styles = Styles(parts.related("styles"))
        self._counter = Counter(parts.related("numbering"), self.styles.language)
        self._sections = Sections(parts, self.styles.language)
        self._runs = Runs(self.styles, view)
        self._fields: list[bool] = []
        """Of each field around the text: whether its instruction is over and its result has begun."""
        self._is_plain = False
        """Whether the text around is nothing but letters in runs: no fields, no changes, nothing hidden."""
        self._is_settled = False
        """Whether the paragraph around is that, but for changes, all of which are accepted."""
        self._may_hide = False
        """Whether anything around may hide a run; most documents hide nothing, and their runs need no second look."""
        self._may_format = False
        """Whether anything around may say of a run how its words look."""
        self._preserves_space = False
        self._ranged_comments: set[str] = set()
        self.has_pictures = False

    def read(self) -> None:
        """Tells the body, then the headers and footers its sections name."""
        package, document = self.parts.package, self.parts.document
        found = False
        for element, watched in package.children(document, W + "body", _NOT_PLAIN):
            if not found:
                found = True
                self._preserves_space = element.getroottree().getroot().get(SPACE) == "preserve"
            odd = {found.tag for found in watched}
            self._may_hide = self.styles.hide_runs or VANISH in odd
            self._is_plain = not odd and not self._may_hide
            self._may_format = self._is_plain or self._runs.may_format(element)
            self._is_settled = (
                self.out.view == "final"
                and element.tag == _PARAGRAPH
                and odd <= TRACKED
                and not self._may_hide
                and not self._may_format
            )
            self._read_block(element)
        self._is_plain = self._is_settled = False
        if not found and package.xml(document).find(W + "body") is None:
            raise ReadError(f"{package.name} is not whole: {document} has no body. Open it in Word and save it again.")
        self.out.close()
        self._sections.end(None)
        for member, part in self._sections.furniture.items():
            story = self.parts.root(member, f"a {part}")
            if story is not None:
                self._tell(story, part)

    # Blocks

    def _read_blocks(self, container: etree._Element) -> None:
        for child in container:
            self._read_block(child)

    def _read_block(self, element: etree._Element) -> None:
        handle = _BLOCKS.get(element.tag)
        if handle is not None:
            handle(self, element)
        elif element.tag not in _SKIPPED:
            self._read_blocks(element)

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        said = properties_of(paragraph, PPR)
        mark, section = said.get(RPR), said.get(_SECTION)
        if self.out.view == "original" and _FORMER in said:
            former = said[_FORMER].find(PPR)
            said = {child.tag: child for child in former} if former is not None else {}
        named = said.get(_PARAGRAPH_STYLE)
        style_id = self.styles.default if named is None else named.get(VAL) or ""
        style = self.styles[style_id]
        self._runs.enter(style)
        self.out.formats = self._runs.plain
        if not (self._is_plain or self._is_settled) or not self._read_letters(paragraph):
            self._read_inline(paragraph)
        # A field's instruction never spans paragraphs in earnest; an unfinished field must not swallow the rest.
        if False in self._fields:
            self._fields = [True] * len(self._fields)
        look = look_of_paragraph(said, style, style_id, self._counter, self.out.is_gone)
        if mark is None:
            self.out.end_paragraph(look)
        else:
            unseen = is_true(mark.find(VANISH), VAL) and not self.out.has_text()
            self.out.end_paragraph(PLAIN if unseen else look, change_within(mark))
        if section is not None:
            self._sections.end(section)

    # Tables

    def _read_table(self, table: etree._Element) -> None:
        out = self.out
        out.close()
        number, outer = out.next_table(), out.cell
        at = 0
        for row in rows(table):
            properties = properties_of(row, _ROW_PROPERTIES)
            change = change_within(properties.values()) if properties else None
            if change:
                out.enter(change)
            if out.shown and not is_true(properties.get(_HIDDEN), VAL):
                self._read_row(row, properties, number, at)
                at += 1
            if change:
                out.leave(change)
        out.cell = outer

    def _read_row(self, row: etree._Element, properties: Properties, table: int, at: int) -> None:
        out = self.out
        column = columns_before(properties)
        for cell in cells(row):
            properties = properties_of(cell, _CELL_PROPERTIES)
            change = change_within(properties.values(), CELL_CHANGES)
            if change:
                out.enter(change)
            if out.shown:
                if not self._is_continued(properties):
                    out.cell = (table, at, column)
                    self._read_blocks(cell)
                    out.cell = (table, at, column)
                    out.close()
                column += columns_of(properties)
            if change:
                out.leave(change)

    def _is_continued(self, cell: Properties) -> bool:
        """Whether another cell holds what this one shows, in this view."""
        merge = cell.get(MERGE_CHANGE)
        if merge is None:
            return is_continued(cell)
        self.out.count(read_change("inserted", merge))
        which = "vMergeOrig" if self.out.view == "original" else "vMerge"
        return merge.get(W + which) == "cont"

    # Inline

    def _read_letters(self, paragraph: etree._Element) -> bool:
        """Tells the text of a paragraph known to hold little but letters; False, telling nothing, if some are odd."""
        out = self.out
        if self._is_settled:
            text, changes = accepted_letters(paragraph, self._letters)
            if changes:
                out.add_settled(text, changes)
            return bool(changes)
        pieces = plain_letters(paragraph, self._runs, self._trim)
        for text, out.formats in pieces or ():
            if text:
                out.add(text)
        out.formats = self._runs.plain
        return pieces is not None

    def _read_inline(self, container: etree._Element) -> None:
        for child in container:
            tag = child.tag
            if tag == _RUN:
                self._read_run(child)
                continue
            handle = _INLINE.get(tag)
            if handle is not None:
                handle(self, child)
            elif tag not in _SKIPPED:
                self._read_inline(child)

    def _read_run(self, run: etree._Element) -> None:
        hidden = self._runs.is_hidden
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                if not hidden:
                    self._add_text(child)
            elif tag == RPR:
                if self._may_hide:
                    hidden = self._runs.hides(child)
                if self._may_format:
                    self.out.formats = self._runs.look_of_properties(child)
            elif not hidden or tag == _FIELD_MARK:
                handle = _INLINE.get(tag)
                if handle is not None:
                    handle(self, child)
                elif tag not in _SKIPPED:
                    self._read_inline(child)
                # What follows a reference with a mark of its own is that mark ("*"), which is the note's label.
                hidden = hidden or child.get(_OWN_MARK) in ("1", "true", "on")
        self.out.formats = self._runs.plain

    def _add_text(self, element: etree._Element) -> None:
        if not self.out.shown or (self._fields and not all(self._fields)):
            return
        text = self._letters(element)
        if text:
            self.out.add(text)

    def _letters(self, element: etree._Element) -> str:
        """The text of a `w:t` or its like as it is shown."""
        text = element.text
        if not text:
            return ""
        if (text[0] in BLANK or text[-1] in BLANK) and element.get(SPACE) != "preserve":
            text = self._trim(text)
        if not text.isascii() and has_odd_letter(text):
            text = read_odd_letters(text, element)
        return text.replace("\n", " ") if "\n" in text else text

    def _trim(self, text: str) -> str:
        """A text without the blanks at its ends, unless the whole document says that they count."""
        return text if self._preserves_space else text.strip(BLANK)

    def _add(self, text: str) -> None:
        if not self._fields or all(self._fields):
            self.out.add(text)

    def _read_deleted_text(self, element: etree._Element) -> None:
        """Text that says of itself that it is deleted; some programs leave it without the `w:del` around it."""
        if self.out.is_within("deleted"):
            self._add_text(element)
            return
        change = Change("deleted")
        self.out.enter(change)
        self._add_text(element)
        self.out.leave(change)

    def _read_break(self, element: etree._Element) -> None:
        if self._fields and not all(self._fields):
            return
        if element.get(W + "type") in _FLOWS_ON:
            self.out.add_break()
        else:
            self.out.add_line_end()

    def _read_symbol(self, element: etree._Element) -> None:
        letter = read_symbol(element)
        if letter:
            self._add(letter)

    def _read_field_mark(self, element: etree._Element) -> None:
        """Begin, separate and end of a field; those the view does not show are none of its business."""
        kind = element.get(W + "fldCharType")
        if not self.out.shown:
            return
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _read_change(self, element: etree._Element, walk: Callable[[_Reader, etree._Element], None]) -> None:
        change = read_change(CHANGES[element.tag], element)
        self.out.enter(change)
        walk(self, element)
        self.out.leave(change)

    def _read_alternative(self, element: etree._Element, walk: Callable[[_Reader, etree._Element], None]) -> None:
        """One of the ways to say it: the first, which is what Word shows; the others repeat its text."""
        choice = element.find(MC + "Choice")
        if choice is None:
            choice = element.find(MC + "Fallback")
        if choice is not None:
            walk(self, choice)

    # What stands elsewhere

    def _read_note_reference(self, element: etree._Element, kind: str) -> None:
        if not self.out.shown or (self._fields and not all(self._fields)):
            return
        has_own = element.get(_OWN_MARK) in ("1", "true", "on")
        own = "".join(text.text or "" for text in element.itersiblings(W + "t")) or "*"
        note = self._sections.add_note(kind, own if has_own else None)
        self.out.add_note_mark(note)
        text = self.parts.notes.get((kind, element.get(W + "id") or ""))
        if text is None:
            self.parts.complain("missing-note", f"marks a {kind} that it does not hold.")
            return
        self.out.anchor(partial(self._tell, text, f"{kind}s", note))

    def _read_text_box(self, element: etree._Element) -> None:
        part = "textbox" if self.out.part == "body" else self.out.part
        self.out.anchor(partial(self._tell, element, part, self.out.note))

    def _tell(self, element: etree._Element, part: str, note: Note | None = None) -> None:
        """Tells a story of its own: a note, a text box, a header."""
        fields, may_hide, may_format = self._fields, self._may_hide, self._may_format
        self._fields = []
        self._may_hide, self._may_format = self._runs.may_hide(element), self._runs.may_format(element)
        self.out.part, self.out.note, self.out.cell = part, note, None
        self._read_blocks(element)
        self.out.close()
        self._fields, self._may_hide, self._may_format = fields, may_hide, may_format

    def _start_comment(self, element: etree._Element) -> None:
        name = element.get(W + "id") or ""
        if name in self.parts.comments:
            self._ranged_comments.add(name)
            self.out.start_comment(name, self.parts.comments[name])

    def _end_comment(self, element: etree._Element) -> None:
        self.out.end_comment(element.get(W + "id") or "")

    def _read_comment_reference(self, element: etree._Element) -> None:
        name = element.get(W + "id") or ""
        if name in self.parts.comments and name not in self._ranged_comments and self.out.shown:
            self.out.add_comment_mark(self.parts.comments[name])

    def _read_picture(self, element: etree._Element) -> None:
        self.has_pictures = True
        self._read_inline(element)

    def _miss(self, element: etree._Element, what: str) -> None:
        if self.out.shown:
            self.parts.complain("not-read", f"holds {what}, which is not read.")


# Never looked into: they hold no text of the document, or text that is told elsewhere or not at all.
_SKIPPED = frozenset(
    {PPR, RPR, MC + "Fallback"}
    | {
        W + name
        for name in (
            "tblPr tblGrid trPr tcPr tblPrEx sdtPr sdtEndPr sectPr instrText delInstrText softHyphen rt "
            "lastRenderedPageBreak footnoteRef endnoteRef separator continuationSeparator annotationRef ffData"
        ).split()
    }
)
_Handler = Callable[[_Reader, etree._Element], None]
_walk_inline, _walk_blocks = _Reader._read_inline, _Reader._read_blocks

_INLINE: dict[object, _Handler] = {
    W + "r": _Reader._read_run,
    W + "t": _Reader._add_text,
    M + "t": _Reader._add_text,
    W + "delText": _Reader._read_deleted_text,
    W + "tab": lambda reader, element: reader._add("\t"),
    W + "ptab": lambda reader, element: reader._add("\t"),
    W + "noBreakHyphen": lambda reader, element: reader._add("\u2011"),
    W + "br": _Reader._read_break,
    W + "cr": _Reader._read_break,
    W + "sym": _Reader._read_symbol,
    W + "fldChar": _Reader._read_field_mark,
    W + "footnoteReference": partial(_Reader._read_note_reference, kind="footnote"),
    W + "endnoteReference": partial(_Reader._read_note_reference, kind="endnote"),
    W + "txbxContent": _Reader._read_text_box,
    W + "commentReference": _Reader._read_comment_reference,
    W + "drawing": _Reader._read_picture,
    W + "pict": _Reader._read_picture,
    W + "object": _Reader._read_picture,
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": partial(_Reader._miss, what="a chart"),
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": partial(_Reader._miss, what="a diagram"),
    MC + "AlternateContent": partial(_Reader._read_alternative, walk=_walk_inline),
    **{name: partial(_Reader._read_change, walk=_walk_inline) for name in CHANGES},
}
_ANYWHERE: dict[object, _Handler] = {
    W + "commentRangeStart": _Reader._start_comment,
    W + "commentRangeEnd": _Reader._end_comment,
    W + "altChunk": partial(_Reader._miss, what="a part in another format"),
    W + "subDoc": partial(_Reader._miss, what="a subdocument in a file of its own"),
}
_INLINE |= _ANYWHERE
_BLOCKS: dict[object, _Handler] = _ANYWHERE | {
    W + "p": _Reader._read_paragraph,
    W + "tbl": _Reader._read_table,
    W + "r": _Reader._read_run,
    W + "sectPr": lambda reader, section: reader._sections.end(section),
    MC + "AlternateContent": partial(_Reader._read_alternative, walk=_walk_blocks),
    **{name: partial(_Reader._read_change, walk=_walk_blocks) for name in CHANGES},
}
# What makes a paragraph more than letters in runs. A tag, too, that stands elsewhere as well (`w:tab` among tab stops):
# to watch for one too many only costs time.
_NOT_PLAIN = ({str(name) for name in (*_INLINE, *_BLOCKS)} - {_RUN, _TEXT, W + "p", W + "tbl", _SECTION}) | {
    MC + "Fallback",
    W + "rt",
    VANISH,
    FORMER_RUN,
}
