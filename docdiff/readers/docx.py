"""Reads Word documents (.docx, .docm, .dotx; strict and transitional) as a person sees them, in one of three views.

Strategy: the body is read one paragraph or table at a time, so memory follows the text and not the file. A table of
small functions says what each element is to the reader; an element nobody knows is looked into, since only `w:t` and
its kin hold text. What belongs to a paragraph but stands elsewhere (notes, text boxes) is told behind it by
`Collector`, which also settles the tracked changes.

A line break within a paragraph ends a line, a tab reads as a tab; page breaks, soft hyphens and hidden text are left
out. Numbers of lists and headings become labels, and count as they do in the view asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from lxml import etree

from docdiff.errors import ReadError
from docdiff.model import Document, Problem, Source, View
from docdiff.readers.collector import PLAIN, Change, Collector, Look, Note
from docdiff.readers.docx_changes import CELL_CHANGES, CHANGES, change_within, read_change
from docdiff.readers.docx_names import FORMATS, MC, NUM_PR, PPR, RPR, VAL, VANISH, M, W
from docdiff.readers.docx_notes import NoteCounter
from docdiff.readers.docx_numbering import LEVELS, Counter
from docdiff.readers.docx_parts import Parts
from docdiff.readers.docx_styles import NO_OUTLINE, Style, Styles, look_of, read_formats, read_numbering
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
from docdiff.readers.symbols import translate_symbols
from docdiff.text import guess_language

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN, _TEXT, _FIELD_MARK, _RUN_STYLE = W + "r", W + "t", W + "fldChar", W + "rStyle"
_PARAGRAPH_STYLE, _OUTLINE, _SECTION, _FORMER = W + "pStyle", W + "outlineLvl", W + "sectPr", W + "pPrChange"
_FORMER_RUN = W + "rPrChange"
_FLOWS_ON = frozenset(("page", "column"))  # breaks behind which the text goes on elsewhere
_LINK = W + "hyperlink"
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
        self._settings = parts.related("settings")
        self._note_counters = {
            kind: NoteCounter(kind, self._settings.find(f"{W}{kind}Pr") if self._settings is not None else None)
            for kind in ("footnote", "endnote")
        }
        self._fields: list[bool] = []
        """Of each field around the text: whether its instruction is over and its result has begun."""
        self._hidden_style = False
        self._is_plain = False
        """Whether the text around is nothing but letters in runs: no fields, no changes, nothing hidden."""
        self._may_hide = False
        """Whether anything around may hide a run; most documents hide nothing, and their runs need no second look."""
        self._may_format = False
        """Whether anything around may say of a run how its words look."""
        self._style, self._plain_look = Style(), tuple[str, ...]()
        self._looks: dict[tuple[str, tuple[object, ...]], tuple[str, ...]] = {}
        self._formatting = (*FORMATS, _RUN_STYLE) if self.styles.format_runs else tuple(FORMATS)
        self._preserves_space = False
        self._furniture: dict[str, str] = {}
        self._ranged_comments: set[str] = set()
        self.has_pictures = False

    def read(self) -> None:
        """Tells the body, then the headers and footers its sections name."""
        package, document = self.parts.package, self.parts.document
        found = False
        for element, marked in package.children(document, W + "body", _NOT_PLAIN):
            if not found:
                found = True
                self._preserves_space = element.getroottree().getroot().get(_SPACE) == "preserve"
            self._is_plain = not marked and not self.styles.hide_runs
            self._may_hide = not self._is_plain and self._hides(element)
            self._may_format = self._is_plain or self._formats(element)
            self._read_block(element)
        self._is_plain = False
        if not found and package.xml(document).find(W + "body") is None:
            raise ReadError(f"{package.name} is not whole: {document} has no body. Open it in Word and save it again.")
        self.out.close()
        self._end_section(None)
        for member, part in self._furniture.items():
            story = self.parts.root(member, f"a {part}")
            if story is not None:
                self._tell(story, part)

    def _hides(self, element: etree._Element) -> bool:
        return self.styles.hide_runs or next(element.iter(VANISH), None) is not None

    def _formats(self, element: etree._Element) -> bool:
        return next(element.iter(*self._formatting), None) is not None

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
        self._hidden_style = bool(style.hidden)
        if self.styles.format_runs:
            self._style, self.out.formats = style, look_of(style, None, {})
            self._plain_look = self.out.formats
        if not self._is_plain or not self._read_letters(paragraph):
            self._read_inline(paragraph)
        # A field's instruction never spans paragraphs in earnest; an unfinished field must not swallow the rest.
        if False in self._fields:
            self._fields = [True] * len(self._fields)
        look = self._look(said, style, style_id)
        if mark is None:
            self.out.end_paragraph(look)
        else:
            unseen = is_true(mark.find(VANISH), VAL) and not self.out.has_text()
            self.out.end_paragraph(PLAIN if unseen else look, change_within(mark))
        if section is not None:
            self._end_section(section)

    def _look(self, said: Properties, style: Style, style_id: str) -> Look:
        """What a paragraph is, by its properties (by name) and its style."""
        outline, number, level = style.outline, None, None
        if _OUTLINE in said:
            value = said[_OUTLINE].get(VAL, "")
            outline = int(value) if value in _DIGITS else outline
        if NUM_PR in said and not self.out.is_gone(change_within(said[NUM_PR])):
            number, level = read_numbering(said[NUM_PR])
        elif style.number is None and outline is None and not style.is_caption:
            return PLAIN
        number, level = self._numbering(style, number, level, style_id)
        label = partial(self._counter.count, number, level) if number else None
        if outline is not None and outline < NO_OUTLINE:
            return Look("heading", outline + 1, label)
        if style.is_caption:
            return Look("caption", 0, label)
        return Look("list_item", level + 1, label) if number else PLAIN

    def _numbering(self, style: Style, number: str | None, level: int | None, style_id: str) -> tuple[str, int]:
        """The numbering that counts a paragraph ("" without one) and the level: its own, else its style's."""
        if number is None:
            number = style.number
            if level is None and number and number in self._counter:
                linked = self._counter.level_of_style(number, style.number_style)
                level = style.number_level if linked is None else linked
        if not number or number not in self._counter:
            return "", 0
        if level is None:
            level = self._counter.level_of_style(number, style_id) or style.number_level or 0
        return number, min(max(level, 0), LEVELS - 1)

    def _end_section(self, section: etree._Element | None) -> None:
        """Labels the notes of a section and remembers the headers and footers that show in it."""
        for counter in self._note_counters.values():
            counter.end_section(section, self.styles.language)
        if section is None:
            return
        first = is_true(section.find(W + "titlePg"), VAL)
        settings = self._settings
        even = settings is not None and is_true(settings.find(W + "evenAndOddHeaders"), VAL)
        seen = {"default": True, "first": first, "even": even}
        for part in ("header", "footer"):
            for element in section.iterchildren(f"{W}{part}Reference"):
                member = self.parts.furniture(element, part)
                if member and seen.get(element.get(W + "type") or "default", True):
                    self._furniture.setdefault(member, part)

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
        """Tells the text of a paragraph known to hold nothing but letters; False, telling nothing, if some are odd."""
        parts = []
        is_formatted = False
        for element in paragraph.iter(_TEXT, *self._formatting):
            text = element.text
            if text:
                if (text[0] in _BLANK or text[-1] in _BLANK) and element.get(_SPACE) != "preserve":
                    text = self._trim(text)
                parts.append(text)
            elif element.tag != _TEXT:
                is_formatted = True
                break
        pieces = [*self._formatted_letters(paragraph)] if is_formatted else [("".join(parts), self._plain_look)]
        for text, _ in pieces:
            if not text.isascii() and _has_odd_letter(text):
                return False
        out = self.out
        for text, out.formats in pieces:
            if text:
                out.add(text.replace("\n", " ") if "\n" in text else text)
        out.formats = self._plain_look
        return True

    def _formatted_letters(self, paragraph: etree._Element) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The texts of the runs of a paragraph, each with its look."""
        formatted = paragraph  # the last run that says how it looks, and what it says
        said: tuple[object, ...] = ()
        look = self._plain_look
        for element in paragraph.iter(_TEXT, *self._formatting):
            if element.text:
                if formatted is not paragraph and element.getparent() is not formatted:
                    formatted, look = paragraph, self._plain_look
                yield element.text if element.get(_SPACE) == "preserve" else self._trim(element.text), look
            elif element.tag != _TEXT:
                properties = element.getparent()
                run = properties.getparent() if properties is not None else None
                if properties is not None and run is not None and run.tag == _RUN:
                    said = (*(said if run is formatted else ()), element.tag, element.get(VAL))
                    formatted, look = run, self._look_of_run(properties, said)

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
        hidden = self._hidden_style
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                if not hidden:
                    self._add_text(child)
            elif tag == RPR:
                if self._may_hide:
                    hidden = self._is_hidden(child)
                if self._may_format:
                    self.out.formats = self._look_of_properties(child)
            elif not hidden or tag == _FIELD_MARK:
                handle = _INLINE.get(tag)
                if handle is not None:
                    handle(self, child)
                elif tag not in _SKIPPED:
                    self._read_inline(child)
                # What follows a reference with a mark of its own is that mark ("*"), which is the note's label.
                hidden = hidden or child.get(_OWN_MARK) in ("1", "true", "on")
        self.out.formats = self._plain_look

    def _look_of_properties(self, properties: etree._Element) -> tuple[str, ...]:
        if self.out.view == "original":
            former = properties.find(_FORMER_RUN)
            before = former.find(RPR) if former is not None else None
            properties = properties if before is None else before
        named = [(child.tag, child.get(VAL)) for child in properties if child.tag in FORMATS or child.tag == _RUN_STYLE]
        return self._look_of_run(properties, tuple(part for pair in named for part in pair))

    def _look_of_run(self, properties: etree._Element, said: tuple[object, ...]) -> tuple[str, ...]:
        """How the words of a run look; `said` are the names and values of those properties that say anything of it."""
        look = self._looks.get((self._style.name, said))
        if look is None:
            named = properties.find(_RUN_STYLE)
            style = self.styles[named.get(VAL) or ""] if named is not None else None
            look = look_of(self._style, style, read_formats(properties))
            self._looks[self._style.name, said] = look
        if "underline" in look and _is_link(properties):
            return tuple(kind for kind in look if kind != "underline")
        return look

    def _is_hidden(self, properties: etree._Element) -> bool:
        """Whether the properties of a run hide it: by themselves, or by its style, or by that of the paragraph."""
        hidden = self._hidden_style
        for child in properties:
            if child.tag == VANISH:
                return is_true(child, VAL)
            if child.tag == _RUN_STYLE:
                style = self.styles[child.get(VAL) or ""]
                hidden = hidden if style.hidden is None else style.hidden
        return hidden

    def _add_text(self, element: etree._Element) -> None:
        text = element.text
        if not text or not self.out.shown or (self._fields and not all(self._fields)):
            return
        if (text[0] in _BLANK or text[-1] in _BLANK) and element.get(_SPACE) != "preserve":
            text = self._trim(text)
        if not text.isascii() and _has_odd_letter(text):
            text = translate_symbols(text, partial(_font_of, element)).replace("\xad", "")
        if "\n" in text:
            text = text.replace("\n", " ")
        if text:
            self.out.add(text)

    def _trim(self, text: str) -> str:
        """A text without the blanks at its ends, unless the whole document says that they count."""
        return text if self._preserves_space else text.strip(_BLANK)

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
        code = element.get(W + "char") or ""
        try:
            letter = chr(int(code, 16))
        except (ValueError, OverflowError):
            return
        if "\ud800" <= letter <= "\udfff" or letter < " ":
            return
        if letter < "\u0100" and (element.get(W + "font") or "").lower() in ("symbol", "wingdings", "wingdings 2"):
            letter = chr(0xF000 + ord(letter))
        self._add(translate_symbols(letter, lambda: element.get(W + "font") or ""))

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
        note = self._note_counters[kind].add(own if has_own else None)
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
        self._fields, self._may_hide, self._may_format = [], self._hides(element), self._formats(element)
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


def _has_odd_letter(text: str) -> bool:
    """Whether there may be a soft hyphen in a text or a code of a symbol font, 0xF020 to 0xF0FF."""
    # Those codes have this byte in UTF-8, and few others. A pattern for them takes four times as long.
    return "\xad" in text or b"\xef" in text.encode("utf-8", "replace")


def _is_link(properties: etree._Element) -> bool:
    """Whether the run with these properties stands in a link, whose underline says just that."""
    around = next(properties.iterancestors(_LINK, W + "p"), None)
    return around is not None and around.tag == _LINK


def _font_of(text: etree._Element) -> str:
    """The font that the run around a text names; "" for that of its style."""
    run = text.getparent()
    fonts = run.find(f"{RPR}/{W}rFonts") if run is not None else None
    return (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "") if fonts is not None else ""


_DIGITS = frozenset("0123456789")
_BLANK = " \t\r\n"
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
    W + "sectPr": _Reader._end_section,
    MC + "AlternateContent": partial(_Reader._read_alternative, walk=_walk_blocks),
    **{name: partial(_Reader._read_change, walk=_walk_blocks) for name in CHANGES},
}
# What makes a paragraph more than letters in runs. A tag, too, that stands elsewhere as well (`w:tab` among tab stops):
# to watch for one too many only costs time.
_NOT_PLAIN = ({str(name) for name in (*_INLINE, *_BLOCKS)} - {_RUN, _TEXT, W + "p", W + "tbl", _SECTION}) | {
    MC + "Fallback",
    W + "rt",
    VANISH,
    _FORMER_RUN,
}
