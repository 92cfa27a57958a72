"""Reads HTML: the blocks a browser shows, without what it hides.

Strategy: lxml makes a tree of whatever the file holds; one walk over it, without recursion, collects text and begins
a new block where a browser begins a new line. lxml counts lines to 65,535 and no columns, so each stretch of text is
found back in the source itself, in step with the walk (`html_places`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto
from itertools import islice

from lxml import etree

from docdiff.model import (
    FORMATTING,
    LEFT_OUT,
    Block,
    BlockKind,
    Document,
    Mark,
    Place,
    Problem,
    Source,
    Span,
    View,
    is_code,
)
from docdiff.readers.flow import Change, Flow, Flowed, Lines
from docdiff.readers.html_context import Context, styled
from docdiff.readers.html_counters import Counters
from docdiff.readers.html_head import read_head, read_language
from docdiff.readers.html_lists import begin_item, begin_list
from docdiff.readers.html_notes import Notes, begins_with_link_back, find_notes
from docdiff.readers.html_places import Locator
from docdiff.readers.html_sheets import Sheets, read_sheets
from docdiff.readers.html_styles import FORMATS, Declared, read_declarations
from docdiff.readers.html_tables import Table, span_of
from docdiff.readers.html_tree import decode_page, parse
from docdiff.readers.placing import place_notes
from docdiff.readers.remarks import keep_remarks

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p "
    "plaintext pre search section summary table tbody td text tfoot th thead tr ul xmp".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = frozenset(
    "area audio base canvas datalist defs desc iframe input link meta metadata meter noembed noframes noscript object "
    "param progress rp script source style symbol template title track video annotation annotation-xml".split()
)
_RAW = frozenset({"script", "style"})  # their text is no markup, and none of it is ever shown
_PREFORMATTED = frozenset({"pre", "listing", "xmp", "textarea", "plaintext"})
CODE_TAGS = frozenset({"code", "kbd", "samp", "tt"})
_MOST_CODE = 0.5  # of the letters of a page in blocks of code; with more, somebody put a letter in <pre>
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_HIDING_CLASSES = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})
_IN_LINES = frozenset({"inline", "contents"})
_BOXES = frozenset("block flow-root list-item flex grid table table-row table-cell table-caption -webkit-box".split())
_KEEPS_ITS_LINES = frozenset({"li", "td", "th", "tr", "table", *_HEADINGS})  # whatever styles say
_MATHS = frozenset("mtd mrow mi mn mo mtext msup msub msubsup msqrt mroot mstyle mfrac mover munder mfenced".split())
_PAGE = frozenset({"html", "body"})  # hidden until a script shows them, where styles hide them
_NOTHING: Declared = {}
_CHANGES = {"ins": "inserted", "del": "deleted"}
# How pandoc writes the tracked changes of a Word document.
_CHANGE_CLASSES = {"insertion": "inserted", "deletion": "deleted"}
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo"})

_AROUND_NUMBER = re.compile(r"[\[\]().:↑^]+(?= |$)")  # what is left of "[1]", "1." and "↑ 1" without the number
_WORDS = re.compile(r"[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*|[ \t\n\r\f]+")
_LINE = re.compile(r"[^\n]+|\n")


def read(data: bytes, source: Source, *, encoding: str | None = None, view: View = "final") -> Document:
    """Reads the bytes of an HTML file. Linear in their number.

    Every letter knows its line and column in the file, entities and tags between letters included; where a damaged
    file makes lxml show text in another order than it stands in, positions may be those of the same words elsewhere.
    Raises `ReadError` for what is no text and for elements nested deeper than `html_tree.DEEPEST`.
    """
    text, used, problems = decode_page(data, source.name, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    root = parse(text, source.name)
    blocks: tuple[Block, ...] = ()
    meta: dict[str, str] = {}
    if root is not None:
        walk = Walk(text, view)
        blocks = place_notes(_without_false_code(walk.blocks(root)))
        meta = read_head(root)
        problems += walk.problems(source.name)
    if not blocks:
        problems += (Problem("empty", f"{source.name} holds no text."),)
    document = Document(Source(source.name, "html", source.sha256, used), blocks, meta, problems)
    return keep_remarks(document, text)


def _titled(headings: Sequence[etree._Element], root: etree._Element) -> etree._Element | None:
    """The heading that says what the title of the page says, word for word."""
    title = next((" ".join((element.text or "").split()) for element in root.iter("title")), "")
    said = ((heading, " ".join("".join(map(str, heading.itertext())).split())) for heading in headings)
    return next((heading for heading, words in said if title and words == title), None)


class Box(Enum):
    """What an element begins where it stands, and again where it ends."""

    NONE = auto()
    LINE = auto()
    BLOCK = auto()


class Walk:
    """One walk over a tree, collecting its blocks.

    `text` is the source the tree was made from, `start` where in `lines` it begins (for HTML inside another format).
    """

    def __init__(self, text: str, view: View, *, lines: Lines | None = None, start: int = 0) -> None:
        self._locator = Locator(text)
        self._lines, self._start = lines or Lines(text), start
        self._view, self._skipped = view, LEFT_OUT[view]
        self._found: list[Block] = []
        self._flow = Flow()
        self._context = Context()
        self.changes = self._tables = self._breaks = 0
        self._notes = Notes()
        self._sheets = Sheets()
        self._path, self._before = 0, _NOTHING  # of the element that is entered, and what stands before its words
        self._counters = Counters()
        self._language = ""  # of the page
        self._is_numbered_note = False  # the note begins with its own number, which is its label and not text
        self._label = ""  # of the block that begins next
        self._strays: dict[int, int] = {}  # by the number of a block, how many stand before the table it strays in
        self._title: etree._Element | None = None

    def problems(self, name: str) -> tuple[Problem, ...]:
        """What the user should know: that there were tracked changes."""
        return tracked_changes(name, self.changes)

    def blocks(self, root: etree._Element) -> list[Block]:
        """All blocks of the tree, in the order of the source, and not yet numbered."""
        self._notes = find_notes(root)
        self._sheets = read_sheets(root)
        self._language = read_head(root).get("language", "")
        titles = [element for _, element in zip(range(2), root.iter("h1"), strict=False)]
        self._title = titles[0] if len(titles) == 1 else _titled(titles, root)
        around: list[tuple[Box, Context, int]] = []
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                path = self._path
                said = self._said(element)
                hidden = self._context.hidden or self._is_hidden(element, said)
                box = Box.NONE if hidden else self._box(element, said)
                self._end_box(box)
                around.append((box, self._context, path))
                if hidden:
                    self._context = replace(self._context, hidden=True)
                else:
                    self._enter(element, said, len(around))
                self._text(element, element.text)
            else:
                box, context, self._path = around.pop()
                self._end_box(box)
                if self._context.note is not None and context.note is None:
                    self._end_note(self._context.note)
                self._context = context
                if element is not root:
                    self._text(element.getparent(), element.tail)
        self._end_block()
        return self._before_tables()

    def _before_tables(self) -> list[Block]:
        """The blocks, those that stray in a table before it, where browsers show them."""
        if not self._strays:
            return self._found
        order = sorted(range(len(self._found)), key=lambda at: (self._strays.get(at, at), at not in self._strays, at))
        return [self._found[at] for at in order]

    def _said(self, element: etree._Element) -> Declared:
        """What styles say of an element: its own unless a sheet calls something important."""
        style = element.get("style")
        usual, important = _NOTHING, _NOTHING
        if self._sheets.rules or self._sheets.before:
            self._path, (usual, important), self._before = self._sheets.declared(element, self._path)
        if not style:
            return {**usual, **important} if important else usual
        own, pressed = read_declarations(style)
        return {**usual, **own, **important, **pressed}

    def _box(self, element: etree._Element, said: Declared) -> Box:
        """What an element that is shown begins: a block, a line or nothing."""
        tag, display = element.tag, said.get("display")
        if tag in _KEEPS_ITS_LINES or element in self._notes.bodies:
            return Box.BLOCK
        apart = self._context.flexible or said.get("apart") or (said.get("float") and not _is_initial(element))
        if display in _IN_LINES and not apart:
            return Box.NONE
        if tag in _BLOCKS:
            return Box.BLOCK
        if display in _BOXES or apart:
            return Box.LINE if tag != "br" and self._stands_in_paragraph(element) else Box.BLOCK
        return Box.NONE

    def _end_box(self, box: Box) -> None:
        if box is Box.BLOCK:
            self._end_block()
        elif box is Box.LINE:
            self._flow.end_line()

    def _enter(self, element: etree._Element, said: Declared, depth: int) -> None:
        """Makes the context that of the inside of an element that is shown."""
        tag, context = str(element.tag), self._context
        change = self._change(element)
        if change is not None:
            self.changes += 1
            context = replace(context, change=change if self._view == "all" else None)
            if change.kind == self._skipped:
                self._context = replace(context, hidden=True)
                return
        if tag == "a":
            context = replace(context, link=True)
        if tag in FORMATS or said:
            formats = self._formats(said, tag, context)
            if formats != context.formats:
                context = replace(context, formats=formats)
        if tag not in _PAGE:
            context = styled(context, said)
        if tag == "br":
            self._break(element)
        elif tag in _HEADINGS:
            context = replace(context, kind="heading", level=_HEADINGS[tag])
        elif tag in ("caption", "figcaption"):
            context = replace(context, kind="caption", cell=None, stray=False)
        elif tag in _PREFORMATTED:
            context = replace(context, preformatted=True, code=context.code or tag != "textarea")
        elif tag in CODE_TAGS:
            context = replace(context, code=True)
        elif tag in _LISTS:
            context = replace(context, list=begin_list(element, context.list, said))
        elif tag == "li":
            context = replace(context, item=begin_item(element, context.list, said))
        elif tag in _MATHS:
            self._part(element, tag)
        else:
            context = self._enter_table_part(element, tag, context)
        if self._sheets.before:
            self._count(element, said, depth, context)
        if self._is_furniture(element, tag):
            context = replace(context, furniture=True)
        if element in self._notes.marks:
            self._flow.note(self._notes.marks[element])
            context = replace(context, hidden=True)
        elif element in self._notes.bodies and context.note is None:
            context = replace(context, note=self._notes.bodies[element], item=None)
            self._is_numbered_note = begins_with_link_back(element, self._notes)
        if tag not in _PAGE and (element.get("lang") or element.get("xml:lang")):
            context = replace(context, language=read_language(element))
        self._context = context

    def _part(self, element: etree._Element, tag: str) -> None:
        """Keeps the parts of a formula apart that do not stand beside one another."""
        around = element.getparent()
        if tag == "mtd":
            self._flow.space(self._context.change)
        elif around is not None and around.tag == "mfrac" and around[0] is not element:
            if (around.get("linethickness") or "1")[0] == "0":  # "n over k", without a line
                self._flow.space(self._context.change)
            else:
                self._flow.write("/", None, self._context.change)

    def _count(self, element: etree._Element, said: Declared, depth: int, context: Context) -> None:
        """Numbers an element as style sheets say."""
        self._counters.pass_element(said, depth)
        self._counters.pass_element(self._before, depth)
        written = self._counters.write(str(self._before.get("content", "")), depth)
        if element.tag == "li" and context.item:
            context.item.label = (written if _is_number(written) else "•" if written else "") or context.item.label
        elif _is_number(written) and self._box(element, said) is Box.BLOCK:
            self._label = written

    def _enter_table_part(self, element: etree._Element, tag: str, context: Context) -> Context:
        if tag == "table":
            if element.get("role") in ("presentation", "none"):
                return replace(context, table=None, cell=None)
            self._tables += 1
            return replace(context, table=Table(self._tables - 1, len(self._found)), item=None, stray=True)
        if tag == "tr" and context.table:
            context.table.next_row()
        elif tag in ("td", "th") and context.table:
            place = context.table.next_cell(*span_of(element))
            return replace(context, cell=place, item=None, list=None, stray=False)
        return context

    def _change(self, element: etree._Element) -> Change | None:
        """The tracked change an element stands for."""
        kind = _CHANGES.get(str(element.tag))
        if kind is None and element.tag == "span":
            kind = next((_CHANGE_CLASSES[name] for name in _classes(element) if name in _CHANGE_CLASSES), None)
        return Change(kind, element.get("data-author") or element.get("title") or "") if kind else None

    def _is_hidden(self, element: etree._Element, said: Declared) -> bool:
        if element.tag in _HIDDEN or element in self._notes.back_links or said.get("away"):
            return True
        display = said.get("display")
        if display is not None:
            return display == "none" and element.tag not in _PAGE
        if element.get("hidden") is not None or element.get("popover") is not None:
            return True
        if element.tag == "dialog" and element.get("open") is None:
            return True
        return not _HIDING_CLASSES.isdisjoint(_classes(element))

    def _formats(self, said: Declared, tag: str, context: Context) -> tuple[str, ...]:
        """How the words in an element look: as those around it, but for what it says itself."""
        said = dict(said)
        own = FORMATS.get(tag)
        if own:
            said.setdefault(own, True)
        if context.link:  # an underline says that it is one
            said["underline"] = False
        return tuple(kind for kind in FORMATTING if said.get(kind, kind in context.formats))

    def _is_furniture(self, element: etree._Element, tag: str) -> bool:
        """Whether the element is what the page carries: its navigation, its head, its foot."""
        if tag == "nav" or element.get("role") in _FURNITURE_ROLES:
            return True
        parent = element.getparent()
        if parent is None or parent.tag != "body":
            return False
        if tag == "div" and element.get("title") in ("header", "footer"):  # how LibreOffice writes them
            return True
        if tag not in ("header", "footer"):
            return False
        # The head of a page that holds its title is the beginning of the text (pandoc writes it like that).
        return self._title is None or tag == "footer" or element not in self._title.iterancestors()

    def _text(self, element: etree._Element | None, text: str | None) -> None:
        if not text or element is None or element.tag in _RAW:
            return
        context = self._context
        shown = not (context.hidden or context.unseen)
        self._flow.code = context.code
        for match in (_LINE if context.preformatted or context.lines else _WORDS).finditer(text):
            stretch = match.group()
            if stretch == "\n" and context.preformatted:
                if shown:
                    self._flow.write("\n", None, context.change)
            elif stretch == "\n" and context.lines:
                if shown:
                    self._break(element)
            elif context.lines and not context.preformatted:
                for words in _WORDS.finditer(stretch):
                    self._words(words.group(), shown)
            elif context.preformatted:
                self._write(stretch)
            else:
                self._words(stretch, shown)

    def _words(self, stretch: str, shown: bool) -> None:
        if stretch[0] not in " \t\n\r\f":
            self._write(stretch)
        elif shown:
            self._flow.space(self._context.change)

    def _write(self, stretch: str) -> None:
        """Adds text that stands in one line, and goes past it in the source also when it is hidden."""
        if self._is_numbered_note and self._context.note is not None and not self._context.hidden:
            left = _AROUND_NUMBER.match(stretch)
            self._is_numbered_note = left is not None and left.end() == len(stretch)
            if left is not None:
                self._locator.find(left.group())
                stretch = stretch[left.end() :].lstrip(" ")
                if not stretch:
                    return
        self._breaks = 0
        indent = len(stretch) - len(stretch.lstrip()) if self._context.preformatted else 0
        pieces = self._locator.find(stretch[indent:]) if indent < len(stretch) else [(0, None)]
        if self._context.hidden or self._context.unseen:
            return
        change, formats = self._context.change, self._context.formats
        self._flow.write(stretch[:indent], None, change)
        ends = [offset for offset, _ in pieces[1:]] + [len(stretch) - indent]
        for (offset, at), end in zip(pieces, ends, strict=True):
            shown = stretch[indent + offset : indent + end].replace("\u00ad", "")
            self._flow.write(shown, None if at is None else at + self._start, change, formats)

    def _break(self, element: etree._Element) -> None:
        """Ends a line; two in a row are how pages end a paragraph that have no elements for them.

        What stands in one `p` is one paragraph, as it is in Word and OpenDocument files, where an empty line is none.
        """
        self._breaks += 1
        if self._breaks == 1:
            self._flow.line_break(self._context.change)
        elif self._context.note is None and not self._stands_in_paragraph(element):
            self._end_block()

    def _stands_in_paragraph(self, element: etree._Element) -> bool:
        for around in element.iterancestors():
            if around.tag in _BLOCKS or around in self._notes.bodies:
                return around.tag == "p" or around.tag in _HEADINGS
        return False

    def _end_block(self) -> None:
        self._breaks = 0
        if self._context.note is not None:
            self._flow.end_line()
            return
        flow, self._flow = self._flow, Flow()
        flowed = flow.finish(self._lines) if flow.has_letters else None
        if flowed is None or not flowed.text:
            return
        context, item = self._context, self._context.item
        kind, level, label = context.kind, context.level, self._label
        self._label = ""
        if item and not item.used:
            kind, level, label = kind or "list_item", level or item.level, item.label
            item.used = True
        if context.furniture:
            kind, level = "furniture", 0
        self._add(flowed, kind or ("cell" if context.cell else "paragraph"), level, label)

    def _end_note(self, label: str) -> None:
        flowed, self._flow = self._flow.finish(self._lines), Flow()
        if flowed.text:
            self._add(flowed, "footnote", 0, label)

    def _add(self, flowed: Flowed, kind: BlockKind, level: int, label: str) -> None:
        context = self._context
        if context.table and context.stray:
            self._strays[len(self._found)] = context.table.begin
        place = Place(line=flowed.line, end_line=flowed.end_line, cell=None if context.stray else context.cell)
        marks = flowed.marks
        if context.language and context.language != self._language:
            marks = (*marks, Mark(Span(0, len(flowed.text)), "language", context.language))
        self._found.append(Block(len(self._found), kind, flowed.text, level, label, place, marks))


def _without_false_code(blocks: list[Block]) -> list[Block]:
    """The blocks, none of them code where most of the page would be: mail and minutes stand in <pre> to keep lines."""
    listings = {at for at, block in enumerate(blocks) if is_code(block)}
    letters = sum(len(blocks[at].text) for at in listings)
    if letters <= _MOST_CODE * sum(len(block.text) for block in blocks):
        return blocks
    return [
        replace(block, marks=tuple(mark for mark in block.marks if mark.kind != "code")) if at in listings else block
        for at, block in enumerate(blocks)
    ]


def tracked_changes(name: str, count: int) -> tuple[Problem, ...]:
    """That a document has tracked changes, if it has any."""
    if not count:
        return ()
    what = "a tracked change" if count == 1 else f"{count:,} tracked changes"
    return (Problem("tracked-changes", f"{name} has {what}. Accept or reject them before you send it."),)


def _is_number(written: str) -> bool:
    return any(letter.isalnum() for letter in written)


def _is_initial(element: etree._Element) -> bool:
    """Whether there are no more than two letters in an element, such as the large one a chapter begins with."""
    return sum(len(str(part).strip()) for part in islice(element.itertext(), 5)) <= 2


def _classes(element: etree._Element) -> list[str]:
    return (element.get("class") or "").split()


def read_fragment(text: str, view: View, lines: Lines, start: int) -> tuple[list[Block], int]:
    """The blocks of a piece of HTML inside another format, and how many tracked changes it has.

    It begins at offset `start` of the text that `lines` tells the positions of.
    """
    root = parse(text, "HTML in the text")
    if root is None:
        return [], 0
    walk = Walk(text, view, lines=lines, start=start)
    return walk.blocks(root), walk.changes
