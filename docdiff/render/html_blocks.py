"""Writes the blocks of a comparison as markup, words in `ins` and `del`, so that both texts can be had from it.

Strategy: string by string, because a document has ten thousand blocks. They stand in parts of a few screens each, which
a browser lays out only when they come near.

Old text is what stands outside `ins` and outside `data-move="to"`, new text what stands outside `del` and outside
`data-move="from"`. A difference that is not shown as one is the new text in a `span` with the old one in `data-old`;
`data-only` marks a block that only one side has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import ClassVar

from docdiff.changes import Diff
from docdiff.locale.interface import Interface
from docdiff.model import Block, Span
from docdiff.render.grid import Row, lay_out
from docdiff.render.page import attribute, escape
from docdiff.render.passages import Line, Passage, Piece, Stretch, block_of, label_of, lines, passages, stretches, units
from docdiff.render.wording import Wording

_LONG_ORIGIN = 40  # words; a longer text that moved away is folded where it stood
_PART = 3_000  # characters of a part, at least

_ELEMENTS = {"insert": "ins", "delete": "del"}
_PILCROW = {tag: f'<{name} class="pilcrow">¶</{name}>' for tag, name in _ELEMENTS.items()}
# A split or a join that is not to be told: the old text of a break that is gone, and where a new one came.
_QUIET_BREAK = {"insert": '<span class="joint"></span>', "delete": '<span data-old="\n"></span>'}


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks as markup, and the indexes of the old and the new blocks in the order in which they begin in it."""

    markup: str
    old: tuple[int, ...]
    new: tuple[int, ...]


def write_blocks(diff: Diff, order: Sequence[Passage], texts: Interface, categories: Sequence[Sequence[str]]) -> Body:
    """The passages of `order` as markup; `categories` are those of each hunk of `diff`. Linear in the text."""
    writer = _Writer(diff, order, texts, categories)
    markup = "".join(writer.write())
    old = chain.from_iterable(old for old, _ in writer.written)
    new = chain.from_iterable(new for _, new in writer.written)
    return Body(markup, tuple(old), tuple(new))


def write_changes(diff: Diff, texts: Interface, prefix: str) -> str:
    """What changed, for a page with several comparisons: unchanged text is counted, ids begin with `prefix`."""
    writer = _Writer(diff, passages(diff), texts, [()] * len(diff.hunks), prefix)
    return "".join(writer.write_changes())


def _begun(passage: Passage, position: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The old and the new block that an element begins with; it may hold more old ones, which were joined."""
    link = passage.hunk.link
    if passage.origin or not link.b:
        return (link.a[position],), ()
    if passage.kind == "moved":
        return (), (link.b[position],)
    if len(link.a) == len(link.b):  # also the cells of a row that moved, where that is not told
        return (link.a[position],), (link.b[position],)
    return (link.a[:1] if position == 0 else ()), (link.b[position],)


def _names(passage: Passage) -> str:
    """The classes of an element of a change."""
    return f"change {passage.kind}" + " origin" * passage.origin


def anchor_of(heading: Block, passage: Passage) -> str:
    """What a link to a heading leads to."""
    return f"s{heading.index}" if passage.hunk.link.b else f"s{heading.index}-old"


class _Writer:
    """Writes the blocks of one comparison."""

    def __init__(
        self,
        diff: Diff,
        order: Sequence[Passage],
        texts: Interface,
        categories: Sequence[Sequence[str]],
        prefix: str = "",
    ) -> None:
        self.prefix = prefix
        self.diff = diff
        self.order = order
        self.texts = texts
        self.categories = categories
        self.wording = Wording(diff, texts)
        self.written: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
        self._names = tuple(diff.names())
        self._positions = {(p.number, p.origin): position for position, p in enumerate(order) if p.number}

    def write(self) -> Iterator[str]:
        size = 0
        for stretch in stretches(self.diff, self.order):
            for group in [stretch.passages] if stretch.folded else self._parts(stretch):
                yield "" if size else '<div class="part">\n'
                yield from self._fold(stretch) if stretch.folded else self._contents(group)
                size += self._SUMMARY if stretch.folded else sum(map(self._size, group))
                if size >= _PART:
                    yield "</div>\n"
                    size = 0
        yield "</div>\n" if size else ""

    def write_changes(self) -> Iterator[str]:
        """The same without parts, and with a count in place of what is folded."""
        for stretch in stretches(self.diff, self.order):
            if stretch.folded:
                yield f'<p class="unchanged">{self.texts.say("unchanged", count=stretch.size)}</p>\n'
            else:
                yield from self._contents(stretch.passages)

    _SUMMARY = 200  # characters that a fold takes the place of

    def _fold(self, stretch: Stretch) -> Iterator[str]:
        summary = self.texts.say("unchanged", count=stretch.size)
        yield f'<details class="fold"><summary>{summary}</summary>\n'
        for group in self._parts(stretch):
            yield '<div class="part">\n'
            yield from self._contents(group)
            yield "</div>\n"
        yield "</details>\n"

    def _parts(self, stretch: Stretch) -> Iterator[list[Passage]]:
        """The passages in groups of about a part each; a table stays whole."""
        part: list[Passage] = []
        size = 0
        for passage in stretch.passages:
            if size >= _PART and self._container(passage) != "cell":
                yield part
                part, size = [], 0
            part.append(passage)
            size += self._size(passage)
        if part:
            yield part

    def _size(self, passage: Passage) -> int:
        return len(block_of(self.diff, passage).text) + 1

    def _contents(self, group: Iterable[Passage]) -> Iterator[str]:
        for kind, members in groupby(group, key=self._container):
            yield from self._CONTAINERS[kind](self, members)

    def _container(self, passage: Passage) -> str:
        kind = block_of(self.diff, passage).kind
        return kind if kind in self._CONTAINERS else "text"

    def _text(self, group: Iterable[Passage]) -> Iterator[str]:
        for passage in group:
            yield from self._passage(passage)

    def _list(self, group: Iterable[Passage]) -> Iterator[str]:
        yield "<ul>\n"
        for passage in group:
            yield from self._passage(passage, "li")
        yield "</ul>\n"

    def _table(self, group: Iterable[Passage]) -> Iterator[str]:
        for table in units(self.diff, group):
            yield '<div class="table" tabindex="0"><table>\n'
            for row in lay_out(self.diff, table, quiet=True):
                yield from self._whole_row(row, row.passage) if row.passage and row.passage.number else self._row(row)
            yield "</table></div>\n"

    def _row(self, row: Row) -> Iterator[str]:
        yield "<tr>"
        for cell in row.cells:
            yield "<td>"
            for entry in cell:
                yield from self._line(entry.passage, entry.position, entry.line)
            yield "</td>"
        yield "</tr>\n"

    def _whole_row(self, row: Row, passage: Passage) -> Iterator[str]:
        """A row that is one change: its number and what happened stand in its first cell."""
        yield f'<tr class="{_names(passage)}"{self._head(passage)}>'
        gutter = self._gutter(passage) + self._details(passage)
        for cell in row.cells:
            yield f"<td>{gutter}"
            gutter = ""
            for entry in cell:
                if entry.passage is not passage:
                    yield from self._line(entry.passage, entry.position, entry.line)
                    continue
                self.written.append(_begun(passage, entry.position))
                yield block_markup(entry.line, passage, self.prefix)
            yield "</td>"
        yield "</tr>\n"

    _CONTAINERS: ClassVar[dict[str, Callable[[_Writer, Iterable[Passage]], Iterator[str]]]] = {
        "text": _text,
        "list_item": _list,
        "cell": _table,
    }

    def _passage(self, passage: Passage, outer: str = "div") -> Iterator[str]:
        """The blocks of one passage, each in an element of its own; the first bears its number and what happened."""
        for position, line in enumerate(lines(self.diff, passage, quiet=True)):
            yield from self._line(passage, position, line, outer)

    def _line(self, passage: Passage, position: int, line: Line, outer: str = "div") -> Iterator[str]:
        self.written.append(_begun(passage, position))
        block = block_markup(line, passage, self.prefix)
        if not passage.number:
            yield f'<li class="{_indent(line.block)}">{block}</li>\n' if outer == "li" else block + "\n"
            return
        names = _names(passage) + " more" * (position > 0) + f" {_indent(line.block)}" * (outer == "li")
        if position == 0:
            head, gutter = self._head(passage), self._gutter(passage) + self._details(passage)
        else:
            head, gutter = self._part_of(passage), ""
        if passage.origin:
            block = self._fold_origin(line, block)
        yield f'<{outer} class="{names}"{head}>{gutter}{block}</{outer}>\n'

    def _part_of(self, passage: Passage) -> str:
        """Says of a cell which column it belongs to, from which other cells part it; elsewhere what goes on follows."""
        if self.diff.unit(passage.hunk) != "column":
            return ""
        return f' data-of="{self._target(passage, origin=passage.origin)}"'

    def _head(self, passage: Passage) -> str:
        """What links and filters know a change by."""
        if passage.origin:
            return f' id="{self._target(passage, origin=True)}"'
        named = " ".join(self.categories[passage.index])
        categories = f' data-categories="{named}"' if named else ""
        return f' id="{self._target(passage)}" data-kind="{passage.kind}"{categories}'

    def _target(self, passage: Passage, *, origin: bool = False) -> str:
        return f"{self.prefix}c{self._names[passage.index]}" + "-from" * origin

    def _fold_origin(self, line: Line, block: str) -> str:
        count = len(line.block.text.split())
        if count <= _LONG_ORIGIN:
            return block
        return f"<details><summary>{self.texts.say('old_text', count=count)}</summary>{block}</details>"

    def _gutter(self, passage: Passage) -> str:
        """The number of a change, which links to itself, and a label where words alone do not tell what happened."""
        number = passage.number
        label = escape(self.wording.headline(passage))
        if passage.kind == "moved":
            other = self._target(passage, origin=not passage.origin)
            label = f' <a class="tag" href="#{other}">{self._arrow(passage)} {label}</a>'
        elif label:
            sign = "¶ " if passage.kind in ("split", "joined") else ""
            label = f' <span class="tag">{sign}{label}</span>'
        name = self.texts.say(f"kind_{passage.kind}", number=number)
        link = f'<a class="number" href="#{self._target(passage)}" aria-label="{name}">{number}</a>'
        return f'<span class="gutter">{link}{label}</span>'

    def _details(self, passage: Passage) -> str:
        """What else happened, in the column of the text: it may be long."""
        told = "".join(f"<span>{escape(text)}</span>" for text in self.wording.details(passage))
        return f'<span class="details">{told}</span>' if told else ""

    def _arrow(self, passage: Passage) -> str:
        """Points to the other place of a moved text on this page."""
        here = self._positions[passage.number, passage.origin]
        return "↓" if self._positions[passage.number, not passage.origin] > here else "↑"


def block_markup(line: Line, passage: Passage, prefix: str | None = "") -> str:
    """One block in an element of its own; a heading bears an id that begins with `prefix`, or none with None."""
    block = line.block
    side = f' data-move="{"from" if passage.origin else "to"}"' if passage.kind == "moved" else _only(passage)
    tag, names = "p", ""
    if block.kind == "heading":
        tag = f"h{min(max(block.level, 1) + 1, 4)}"
        if prefix is not None and not passage.origin:
            names = f' id="{prefix}{anchor_of(block, passage)}"'
    elif block.kind in ("footnote", "caption"):
        names = f' class="{block.kind}"'
    return f'<{tag}{names}{side} dir="auto">{_label(line)}{_pieces(line)}</{tag}>'


def _only(passage: Passage) -> str:
    """Which side has a block, if only one has it: what was inserted or deleted, and empty cells of new rows."""
    link = passage.hunk.link
    return "" if link.a and link.b else f' data-only="{"old" if link.a else "new"}"'


def _pieces(line: Line) -> str:
    broken = any(piece.is_break and not piece.quiet for piece in line.pieces)
    out: list[str] = []
    gone = ""  # quiet old text that waits for what came instead
    for piece in line.pieces:
        if piece.note is not None:
            out.append((_quiet(gone, "") if gone else "") + _note_mark(piece))
            gone = ""
        elif piece.quiet and not piece.is_break and piece.tag == "delete":
            gone += piece.text
        elif piece.quiet and not piece.is_break and piece.tag == "insert":
            out.append(_quiet(gone, _words(piece.block, piece.span)))
            gone = ""
        else:
            out.append((_quiet(gone, "") if gone else "") + _piece(piece, broken))
            gone = ""
    return "".join(out) + (_quiet(gone, "") if gone else "")


def _quiet(old: str, new: str) -> str:
    return f'<span data-old="{attribute(old)}">{new}</span>'


def _piece(piece: Piece, broken: bool) -> str:
    if piece.is_break and piece.quiet:
        return _QUIET_BREAK[piece.tag]
    if piece.is_break:
        return _PILCROW[piece.tag]
    text = _words(piece.block, piece.span)
    if piece.look:
        names = " ".join([f"now-{kind}" for kind in piece.look.added] + [f"no-{kind}" for kind in piece.look.removed])
        return f'<span class="look {names}">{text}</span>'
    if piece.tag == "equal":
        return text
    # Beside a pilcrow the space it replaces, or that replaces it, is no news.
    name = ' class="space"' if broken and text.isspace() else ""
    element = _ELEMENTS[piece.tag]
    return f"<{element}{name}>{text}</{element}>"


def _note_mark(piece: Piece) -> str:
    """A mark without words of its own, which is shown by the style."""
    mark = f'<sup class="note" data-note="{attribute(piece.note or "")}"></sup>'
    element = _ELEMENTS.get(piece.tag)
    return f"<{element}>{mark}</{element}>" if element else mark


def _words(block: Block, span: Span) -> str:
    """The words of `span`, note marks among them raised."""
    out: list[str] = []
    start = span.start
    for mark in block.marks:
        if mark.kind == "note" and span.start <= mark.span.start < mark.span.end <= span.end:
            out.append(escape(block.text[start : mark.span.start]))
            out.append(f'<sup class="note">{escape(block.text[mark.span.start : mark.span.end])}</sup>')
            start = mark.span.end
    out.append(escape(block.text[start : span.end]))
    return "".join(out)


def _label(line: Line) -> str:
    label = escape(label_of(line.block))
    if line.old_label is not None:
        was = f"<del>{escape(line.old_label)}</del>" if line.old_label else ""
        label = was + (f"<ins>{escape(line.block.label)}</ins>" if line.block.label else "")
    return f'<span class="label">{label} </span>' if label else ""


def _indent(block: Block) -> str:
    return f"l{min(max(block.level, 1), 6)}" + ("" if block.label else " bullet")
