"""Reads HTML: the blocks a browser shows, without what it hides.

Strategy: lxml makes a tree of whatever the file holds; one walk over it, without recursion, collects text and begins
a new block where a browser begins a new line. lxml counts lines to 65,535 and no columns, so each stretch of text is
found back in the source itself, in step with the walk (`html_places`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from lxml import etree

from docdiff.errors import ReadError
from docdiff.model import FORMATTING, Block, BlockKind, Document, Place, Problem, Source, View, is_code
from docdiff.readers.encodings import decode
from docdiff.readers.flow import Change, Flow, Flowed, Lines
from docdiff.readers.html_notes import Notes, find_notes
from docdiff.readers.html_places import Locator
from docdiff.readers.html_styles import (
    FORMATS,
    Declared,
    Selector,
    declared_formats,
    find_formats,
    find_hidden,
    is_hidden,
    read_declarations,
)
from docdiff.readers.placing import place_notes
from docdiff.readers.remarks import keep_remarks

DEEPEST = 2048
"""Elements inside one another; libxml2 reads no deeper, whatever it is told."""

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p pre "
    "search section summary table tbody td tfoot th thead tr ul xmp".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = frozenset(
    "area audio base canvas datalist defs desc head iframe input link meta metadata noembed noframes noscript object "
    "param rp script source style template title track video annotation annotation-xml".split()
)
_RAW = frozenset({"script", "style"})  # their text is no markup, and none of it is ever shown
_PREFORMATTED = frozenset({"pre", "listing", "xmp", "textarea"})
CODE_TAGS = frozenset({"code", "kbd", "samp", "tt"})
_MOST_CODE = 0.5  # of the letters of a page in blocks of code; with more, somebody put a letter in <pre>
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_HIDING_CLASSES = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})
_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.I)
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*(block|inline)\s*(?:;|!|$)", re.I)
_LIST_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
_CHANGES = {"ins": "inserted", "del": "deleted"}
# How pandoc writes the tracked changes of a Word document.
_CHANGE_CLASSES = {"insertion": "inserted", "deletion": "deleted"}
_SKIPPED = {"final": "deleted", "original": "inserted", "all": ""}
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo"})
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534  # the limits browsers set on spans

_WORDS = re.compile(r"[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*|[ \t\n\r\f]+")
_LINE = re.compile(r"[^\n]+|\n")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(data: bytes, source: Source, *, encoding: str | None = None, view: View = "final") -> Document:
    """Reads the bytes of an HTML file. Linear in their number.

    Every letter knows its line and column in the file, entities and tags between letters included; where a damaged
    file makes lxml show text in another order than it stands in, positions may be those of the same words elsewhere.
    Raises `ReadError` for what is no text and for elements nested deeper than `DEEPEST`.
    """
    text, used, problems = decode_page(data, source.name, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    root = parse(text, source.name)
    blocks: tuple[Block, ...] = ()
    meta: dict[str, str] = {}
    if root is not None:
        walk = Walk(text, view)
        blocks = place_notes(_without_false_code(walk.blocks(root)))
        meta = _meta(root)
        problems += walk.problems(source.name)
    if not blocks:
        problems += (Problem("empty", f"{source.name} holds no text."),)
    document = Document(Source(source.name, "html", source.sha256, used), blocks, meta, problems)
    return keep_remarks(document, text)


_CHARSET = re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.I)
_XML_ENCODING = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w:.-]{1,40})", re.I)
_KNOWN_CHARSET = re.compile(
    r"utf-?8|windows-125\d|iso-8859-\d{1,2}|koi8-[ru]|macintosh|shift_jis|euc-jp|euc-kr|gb2312|gbk|gb18030|big5", re.I
)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096  # bytes in which browsers look for the encoding


def decode_page(data: bytes, name: str, encoding: str | None) -> tuple[str, str, tuple[Problem, ...]]:
    """As `decode`, but what the file says of its own encoding is believed if its bytes agree."""
    declared = _declared_encoding(data)
    if encoding is None and declared and not data.startswith(_BYTE_ORDER_MARKS) and b"\0" not in data:
        try:
            return data.decode(declared), declared, ()
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data, name, encoding)


def _declared_encoding(data: bytes) -> str | None:
    head = data[:_HEAD]
    found = _CHARSET.search(head) or _XML_ENCODING.match(head.lstrip())
    name = found.group(1).decode("ascii").casefold() if found else ""
    if not _KNOWN_CHARSET.fullmatch(name):
        return None
    # What calls itself Latin 1 is Windows-1252 to every browser.
    return {"iso-8859-1": "cp1252", "windows-1252": "cp1252", "macintosh": "mac-roman"}.get(name, name)


_DOCUMENT_END = re.compile(r"</(?:body|html)\s*>", re.I)


def parse(text: str, name: str) -> etree._Element | None:
    """The tree of an HTML text, `None` without any element or letter. Nothing is fetched and no entity defined."""
    # What stands behind the end of the document is shown by browsers and dropped by libxml2.
    text = _DOCUMENT_END.sub(lambda match: " " * len(match.group()), text)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    for entry in parser.error_log:
        if "depth" in entry.message or "huge text node" in entry.message.casefold():
            raise ReadError(
                f"{name} has elements more than {DEEPEST:,} deep in one another, or more text in one of them than a "
                f"parser takes (line {entry.line:,}). No person made that; save it from a browser, then try again."
            )
    return root


def _titled(headings: Sequence[etree._Element], root: etree._Element) -> etree._Element | None:
    """The heading that says what the title of the page says, word for word."""
    title = next((" ".join((element.text or "").split()) for element in root.iter("title")), "")
    said = ((heading, " ".join("".join(map(str, heading.itertext())).split())) for heading in headings)
    return next((heading for heading, words in said if title and words == title), None)


def _meta(root: etree._Element) -> dict[str, str]:
    """Title, author, date and language, as the head of the page has them."""
    found: dict[str, str] = {}
    language = (root.get("lang") or root.get("xml:lang") or "").partition("-")[0].casefold()
    if re.fullmatch(r"[a-z]{2,3}", language):
        found["language"] = language
    title = next(root.iter("title"), None)
    if title is not None:
        _keep(found, "title", " ".join((title.text or "").split()))
    for element in root.iter("meta"):
        key = (element.get("name") or element.get("property") or "").casefold()
        content = " ".join((element.get("content") or "").split())
        if key in ("author", "dcterms.creator", "dc.creator"):
            _keep(found, "author", content)
        elif key in ("date", "dcterms.date", "dc.date", "dcterms.created", "article:published_time"):
            _keep(found, "date", iso_day(content))
    return found


def _keep(found: dict[str, str], key: str, value: str) -> None:
    if value:
        found.setdefault(key, value)


def iso_day(written: str) -> str:
    """The day in a date written the ISO way, "" when there is none."""
    day = _DAY.match(written.strip())
    try:
        return date.fromisoformat(day.group()).isoformat() if day else ""
    except ValueError:
        return ""


@dataclass(slots=True)
class _List:
    """A list while its items are counted."""

    level: int
    style: str  # "1", "a", "A", "i", "I", "•" or "" for none
    next: int = 1
    step: int = 1


@dataclass(slots=True)
class _Item:
    label: str
    level: int
    used: bool = False


@dataclass(slots=True)
class _Table:
    """A table while its grid is filled: cells that reach into rows below, as (first column, end, rows still to go)."""

    number: int
    row: int = -1
    column: int = 0
    reaching: list[tuple[int, int, int]] = field(default_factory=list)
    started: list[tuple[int, int, int]] = field(default_factory=list)
    passed: int = 0  # of `reaching`, those left of `column`

    def next_row(self) -> None:
        self.reaching = [(first, end, rows - 1) for first, end, rows in self.reaching + self.started if rows > 1]
        self.reaching.sort()
        self.started = []
        self.row, self.column, self.passed = self.row + 1, 0, 0

    def next_cell(self, columns: int, rows: int) -> tuple[int, int, int]:
        """The place of a cell that spans so many columns and rows."""
        while self.passed < len(self.reaching) and self.reaching[self.passed][0] <= self.column:
            self.column = max(self.column, self.reaching[self.passed][1])
            self.passed += 1
        place = (self.number, max(self.row, 0), self.column)
        if rows > 1:
            self.started.append((self.column, self.column + columns, rows))
        self.column += columns
        return place


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around a stretch of text make of it."""

    kind: BlockKind | None = None
    level: int = 0
    cell: tuple[int, int, int] | None = None
    item: _Item | None = None
    list: _List | None = None
    table: _Table | None = None
    note: str | None = None
    change: Change | None = None
    formats: tuple[str, ...] = ()
    link: bool = False
    preformatted: bool = False
    code: bool = False
    furniture: bool = False
    hidden: bool = False


class Walk:
    """One walk over a tree, collecting its blocks.

    `text` is the source the tree was made from, `start` where in `lines` it begins (for HTML inside another format).
    """

    def __init__(self, text: str, view: View, *, lines: Lines | None = None, start: int = 0) -> None:
        self._locator = Locator(text)
        self._lines, self._start = lines or Lines(text), start
        self._view, self._skipped = view, _SKIPPED[view]
        self._found: list[Block] = []
        self._flow = Flow()
        self._context = _Context()
        self.changes = self._tables = self._breaks = 0
        self._notes = Notes()
        self._hidden = frozenset[Selector]()
        self._looks: Mapping[Selector, Declared] = {}
        self._title: etree._Element | None = None

    def problems(self, name: str) -> tuple[Problem, ...]:
        """What the user should know: that there were tracked changes."""
        return tracked_changes(name, self.changes)

    def blocks(self, root: etree._Element) -> list[Block]:
        """All blocks of the tree, in the order of the source, and not yet numbered."""
        self._notes, self._hidden, self._looks = find_notes(root), find_hidden(root), find_formats(root)
        titles = [element for _, element in zip(range(2), root.iter("h1"), strict=False)]
        self._title = titles[0] if len(titles) == 1 else _titled(titles, root)
        around: list[tuple[bool, _Context]] = []
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                is_block = self._is_block(element)
                if is_block:
                    self._end_block()
                around.append((is_block, self._context))
                self._enter(element)
                self._text(element, element.text)
            else:
                is_block, context = around.pop()
                if is_block:
                    self._end_block()
                if self._context.note is not None and context.note is None:
                    self._end_note(self._context.note)
                self._context = context
                if element is not root:
                    self._text(element.getparent(), element.tail)
        self._end_block()
        return self._found

    def _is_block(self, element: etree._Element) -> bool:
        style = element.get("style")
        shown = _DISPLAY.search(style) if style else None
        if shown and element.tag not in ("li", "td", "th", "tr", "table"):
            return shown.group(1).casefold() == "block"
        return element.tag in _BLOCKS or element in self._notes.bodies

    def _enter(self, element: etree._Element) -> None:
        """Makes the context that of the inside of an element."""
        tag, context = str(element.tag), self._context
        if context.hidden:
            return
        change = self._change(element)
        if change is not None:
            self.changes += 1
            context = replace(context, change=change if self._view == "all" else None)
        if (change is not None and change.kind == self._skipped) or self._is_hidden(element):
            self._context = replace(context, hidden=True)
            return
        if tag == "a":
            context = replace(context, link=True)
        if tag in FORMATS or element.get("style") or self._looks:
            context = replace(context, formats=self._formats(element, tag, context))
        if tag == "br":
            self._break(element)
        elif tag in _HEADINGS:
            context = replace(context, kind="heading", level=_HEADINGS[tag])
        elif tag in ("caption", "figcaption"):
            context = replace(context, kind="caption", cell=None)
        elif tag in _PREFORMATTED:
            context = replace(context, preformatted=True, code=context.code or tag != "textarea")
        elif tag in CODE_TAGS:
            context = replace(context, code=True)
        elif tag in _LISTS:
            context = replace(context, list=_begin_list(element, context.list))
        elif tag == "li":
            context = replace(context, item=_begin_item(element, context.list))
        else:
            context = self._enter_table_part(element, tag, context)
        if self._is_furniture(element, tag):
            context = replace(context, furniture=True)
        if element in self._notes.marks:
            self._flow.note(self._notes.marks[element])
            context = replace(context, hidden=True)
        elif element in self._notes.bodies and context.note is None:
            context = replace(context, note=self._notes.bodies[element], item=None)
        self._context = context

    def _enter_table_part(self, element: etree._Element, tag: str, context: _Context) -> _Context:
        if tag == "table":
            if element.get("role") in ("presentation", "none"):
                return replace(context, table=None, cell=None)
            self._tables += 1
            return replace(context, table=_Table(self._tables - 1), item=None)
        if tag == "tr" and context.table:
            context.table.next_row()
        elif tag in ("td", "th") and context.table:
            columns, rows = _number(element, "colspan", _MOST_COLUMNS), _number(element, "rowspan", _MOST_ROWS)
            return replace(context, cell=context.table.next_cell(columns, rows), item=None, list=None)
        return context

    def _change(self, element: etree._Element) -> Change | None:
        """The tracked change an element stands for."""
        kind = _CHANGES.get(str(element.tag))
        if kind is None and element.tag == "span":
            kind = next((_CHANGE_CLASSES[name] for name in _classes(element) if name in _CHANGE_CLASSES), None)
        return Change(kind, element.get("data-author") or element.get("title") or "") if kind else None

    def _is_hidden(self, element: etree._Element) -> bool:
        if element in self._notes.back_links or element.tag in _HIDDEN or element.get("hidden") is not None:
            return True
        if element.tag == "dialog" and element.get("open") is None:
            return True
        if self._hidden and is_hidden(element, self._hidden):
            return True
        style = element.get("style")
        return bool(style and _HIDING_STYLE.search(style)) or not _HIDING_CLASSES.isdisjoint(_classes(element))

    def _formats(self, element: etree._Element, tag: str, context: _Context) -> tuple[str, ...]:
        """How the words in an element look: as those around it, but for what it says itself."""
        said = dict(declared_formats(element, self._looks)) if self._looks else {}
        said |= read_declarations(element.get("style") or "")
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
        if tag not in ("header", "footer") or parent is None or parent.tag != "body":
            return False
        # The head of a page that holds its title is the beginning of the text (pandoc writes it like that).
        return self._title is None or tag == "footer" or element not in self._title.iterancestors()

    def _text(self, element: etree._Element | None, text: str | None) -> None:
        if not text or (element is not None and element.tag in _RAW):
            return
        pattern = _LINE if self._context.preformatted else _WORDS
        self._flow.code = self._context.code
        for match in pattern.finditer(text):
            stretch = match.group()
            if stretch == "\n" and self._context.preformatted:
                if not self._context.hidden:
                    self._flow.write("\n", None, self._context.change)
            elif stretch[0] in " \t\n\r\f" and not self._context.preformatted:
                if not self._context.hidden:
                    self._flow.space(self._context.change)
            else:
                self._write(stretch)

    def _write(self, stretch: str) -> None:
        """Adds text that stands in one line, and goes past it in the source also when it is hidden."""
        self._breaks = 0
        indent = len(stretch) - len(stretch.lstrip()) if self._context.preformatted else 0
        pieces = self._locator.find(stretch[indent:]) if indent < len(stretch) else [(0, None)]
        if self._context.hidden:
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
        return next((around.tag for around in element.iterancestors() if self._is_block(around)), "") == "p"

    def _end_block(self) -> None:
        self._breaks = 0
        if self._context.note is not None:
            self._flow.end_line()
            return
        flowed, self._flow = self._flow.finish(self._lines), Flow()
        if not flowed.text:
            return
        context, item = self._context, self._context.item
        kind, level, label = context.kind, context.level, ""
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
        place = Place(line=flowed.line, end_line=flowed.end_line, cell=self._context.cell)
        self._found.append(Block(len(self._found), kind, flowed.text, level, label, place, flowed.marks))


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


def _classes(element: etree._Element) -> list[str]:
    return (element.get("class") or "").split()


def _number(element: etree._Element, attribute: str, most: int) -> int:
    """A number of columns or rows: from 1 to the most a browser takes."""
    value = re.match(r"\s*\+?(\d{1,9})", element.get(attribute) or "")
    return min(max(int(value.group(1)), 1), most) if value else 1


_STYLES = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "none": "",
    "disc": "•",
    "circle": "•",
    "square": "•",
}


def _begin_list(element: etree._Element, around: _List | None) -> _List:
    level = around.level + 1 if around else 1
    style = "1" if element.tag == "ol" else "•"
    if element.get("type") in ("1", "a", "A", "i", "I"):
        style = str(element.get("type"))
    styled = _LIST_STYLE.search(element.get("style") or "")
    if styled:
        style = _STYLES.get(styled.group(1).casefold(), style)
    backwards = element.tag == "ol" and element.get("reversed") is not None
    start = _integer(element.get("start"))
    if start is None:
        start = sum(child.tag == "li" for child in element) if backwards else 1
    return _List(level, style, start, -1 if backwards else 1)


def _begin_item(element: etree._Element, around: _List | None) -> _Item:
    around = around or _List(1, "•")
    value = _integer(element.get("value"))
    number = around.next if value is None else value
    around.next = number + around.step
    label = around.style if around.style in ("•", "") else f"{written_number(number, around.style)}."
    return _Item(label, around.level)


def _integer(text: str | None) -> int | None:
    match = re.match(r"\s*([+-]?\d{1,9})", text or "")
    return int(match.group(1)) if match else None


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_SMALL_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def written_number(number: int, style: str) -> str:
    """A number as a list shows it: style "1", "a", "A", "i" or "I"; numbers a style has no sign for in digits."""
    if style in ("a", "A") and number > 0:
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(style) + rest) + letters
        return letters
    if style in ("i", "I") and 0 < number < 4000:
        written = ""
        for value, sign in _ROMAN + _SMALL_ROMAN:
            count, number = divmod(number, value)
            written += sign * count
        return written if style == "i" else written.upper()
    return str(number)


def read_fragment(text: str, view: View, lines: Lines, start: int) -> tuple[list[Block], int]:
    """The blocks of a piece of HTML inside another format, and how many tracked changes it has.

    It begins at offset `start` of the text that `lines` tells the positions of.
    """
    root = parse(text, "HTML in the text")
    if root is None:
        return [], 0
    walk = Walk(text, view, lines=lines, start=start)
    return walk.blocks(root), walk.changes
