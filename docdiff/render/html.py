"""Renders a comparison as one HTML file an editor can forward.

Strategy: the blocks are written here, string by string, because a document has ten thousand of them; the page around
them is a template (see `page`).

Old text is what stands outside `ins` and outside `data-move="to"`, new text what stands outside `del` and outside
`data-move="from"`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from docdiff.changes import Diff
from docdiff.locale.interface import Interface, interface
from docdiff.locale.messages import translate
from docdiff.model import Block, Document, Problem, Span
from docdiff.render.odd import readable
from docdiff.render.page import attribute, escape, render_page
from docdiff.render.passages import Line, Passage, Piece, block_of, label_of, lines, name_of, passages, stretches
from docdiff.render.wording import Wording, count_kinds, tell_kinds, tell_words

_LONG_ORIGIN = 40  # words; a longer text that moved away is folded where it stood

_ELEMENTS = {"insert": "ins", "delete": "del"}
_PILCROW = {tag: f'<{name} class="pilcrow">¶</{name}>' for tag, name in _ELEMENTS.items()}
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def render(diff: Diff, *, lang: str = "en") -> str:
    """The redline of `diff` as one self-contained page; `lang` is the language of its interface, "en" or "nl".

    Takes time in proportion to the text.
    """
    texts = interface(lang)
    order = passages(diff)
    counts = count_kinds(order)
    return render_page(
        "redline",
        texts,
        text_lang=_language(diff),
        page_title=texts.say("page_title", old=readable(diff.old.source.name), new=readable(diff.new.source.name)),
        title=escape(diff.new.title or diff.old.title or diff.new.source.name),
        versions=[_version(texts, "old_version", diff.old), _version(texts, "new_version", diff.new)],
        total=counts.total(),
        only_quiet=diff.has_quiet_changes,
        counts=tell_kinds(counts, texts),
        words=tell_words(diff, texts),
        sections=_sections(diff, order, texts),
        problems=[_problem(texts, document, found) for document in (diff.old, diff.new) for found in document.problems],
        body="".join(_Writer(diff, order, texts).write()),
    )


def changes_only(diff: Diff, texts: Interface, prefix: str) -> str:
    """What changed, for a page with several comparisons: unchanged text is counted, ids begin with `prefix`."""
    return "".join(_Writer(diff, passages(diff), texts, prefix, whole=False).write())


class _Writer:
    """Writes the blocks of one comparison; without the unchanged ones unless `whole`."""

    def __init__(
        self, diff: Diff, order: Sequence[Passage], texts: Interface, prefix: str = "", *, whole: bool = True
    ) -> None:
        self.prefix = prefix
        self.whole = whole
        self.diff = diff
        self.order = order
        self.texts = texts
        self.wording = Wording(diff, texts)
        self._positions = {(p.number, p.origin): position for position, p in enumerate(order) if p.number}

    def write(self) -> Iterator[str]:
        for stretch in stretches(self.diff, self.order):
            if stretch.folded and not self.whole:
                yield f'<p class="unchanged">{self.texts.say("unchanged", count=stretch.size)}</p>\n'
                continue
            if stretch.folded:
                yield f'<details class="fold"><summary>{self.texts.say("unchanged", count=stretch.size)}</summary>\n'
            for kind, group in groupby(stretch.passages, key=self._container):
                yield from self._CONTAINERS[kind](self, group)
            if stretch.folded:
                yield "</details>\n"

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
        """A table; a cell that was deleted or moved away stands in the row its neighbours belong to now."""
        cells = list(group)
        rows: dict[tuple[int, int], tuple[int, int]] = {}
        for passage in cells:
            if passage.hunk.link.a and passage.hunk.link.b and not passage.origin:
                old = _cell(self.diff.old.blocks[passage.hunk.link.a[0]])
                rows.setdefault(old[:2], _cell(block_of(self.diff, passage))[:2])

        def row(passage: Passage) -> tuple[str, tuple[int, int]]:
            here = _cell(block_of(self.diff, passage))[:2]
            if passage.hunk.link.b and not passage.origin:
                return "new", here
            return ("new", rows[here]) if here in rows else ("old", here)

        def column(passage: Passage) -> int:
            return _cell(block_of(self.diff, passage))[2]

        yield '<div class="table" tabindex="0"><table>\n'
        for _, members in groupby(cells, key=row):
            yield "<tr>"
            width = 0
            for position, contents in groupby(sorted(members, key=column), key=column):
                yield "<td></td>" * (position - width) + "<td>"
                for passage in contents:
                    yield from self._passage(passage)
                yield "</td>"
                width = position + 1
            yield "</tr>\n"
        yield "</table></div>\n"

    _CONTAINERS: ClassVar[dict[str, Callable[[_Writer, Iterable[Passage]], Iterator[str]]]] = {
        "text": _text,
        "list_item": _list,
        "cell": _table,
    }

    def _passage(self, passage: Passage, outer: str = "div") -> Iterator[str]:
        """The blocks of one passage, each in an element of its own; the first bears its number and what happened."""
        shown = lines(self.diff, passage)
        if not passage.number:
            for line in shown:
                block = self._block(line, passage)
                yield f'<li class="{_indent(line.block)}">{block}</li>\n' if outer == "li" else block + "\n"
            return
        for position, line in enumerate(shown):
            names = " ".join(
                ["change", passage.kind]
                + ["origin"] * passage.origin
                + ["more"] * (position > 0)
                + [_indent(line.block)] * (outer == "li")
            )
            head = f' id="{self.prefix}{_target(passage)}"' if position == 0 else ""
            gutter = self._gutter(passage) if position == 0 else ""
            block = self._block(line, passage)
            if passage.origin:
                block = self._fold_origin(line, block)
            yield f'<{outer} class="{names}"{head}>{gutter}{block}</{outer}>\n'

    def _fold_origin(self, line: Line, block: str) -> str:
        count = len(line.block.text.split())
        if count <= _LONG_ORIGIN:
            return block
        return f"<details><summary>{self.texts.say('old_text', count=count)}</summary>{block}</details>"

    def _gutter(self, passage: Passage) -> str:
        """The number of a change, which links to itself, and a label where words alone do not tell what happened."""
        number = passage.number
        label = escape(self.wording.event(passage))
        if passage.kind == "moved":
            other = f"{self.prefix}c{number}" if passage.origin else f"{self.prefix}c{number}-from"
            label = f' <a class="tag" href="#{other}">{self._arrow(passage)} {label}</a>'
        elif label:
            label = f' <span class="tag">¶ {label}</span>'
        name = self.texts.say(f"kind_{passage.kind}", number=number)
        return (
            f'<span class="gutter"><a class="number" href="#{self.prefix}c{number}" aria-label="{name}">{number}</a>'
            f"{label}</span>"
        )

    def _arrow(self, passage: Passage) -> str:
        """Points to the other place of a moved text on this page."""
        here = self._positions[passage.number, passage.origin]
        return "↓" if self._positions[passage.number, not passage.origin] > here else "↑"

    def _block(self, line: Line, passage: Passage) -> str:
        block = line.block
        move = f' data-move="{"from" if passage.origin else "to"}"' if passage.kind == "moved" else ""
        tag, names = "p", ""
        if block.kind == "heading":
            tag = f"h{min(max(block.level, 1) + 1, 4)}"
            if not passage.origin:
                names = f' id="{self.prefix}{_anchor(block, passage)}"'
        elif block.kind in ("footnote", "caption"):
            names = f' class="{block.kind}"'
        return f'<{tag}{names}{move} dir="auto">{_label(line)}{_pieces(line)}</{tag}>'


def _pieces(line: Line) -> str:
    broken = any(piece.is_break for piece in line.pieces)
    return "".join(_piece(piece, broken) for piece in line.pieces)


def _piece(piece: Piece, broken: bool) -> str:
    if piece.is_break:
        return _PILCROW[piece.tag]
    text = _words(piece.block, piece.span)
    if piece.tag == "equal":
        return text
    # Beside a pilcrow the space it replaces, or that replaces it, is no news.
    name = ' class="space"' if broken and text.isspace() else ""
    element = _ELEMENTS[piece.tag]
    return f"<{element}{name}>{text}</{element}>"


def _words(block: Block, span: Span) -> str:
    """The words of `span`, its note marks raised; a mark without words of its own is shown by the style."""
    out: list[str] = []
    start = span.start
    for mark in block.marks:
        if mark.kind == "note" and span.start <= mark.span.start and mark.span.end <= span.end:
            out.append(escape(block.text[start : mark.span.start]))
            number = "" if mark.span.start < mark.span.end else f' data-note="{attribute(mark.value)}"'
            out.append(f'<sup class="note"{number}>{escape(block.text[mark.span.start : mark.span.end])}</sup>')
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


def _cell(block: Block) -> tuple[int, int, int]:
    return block.place.cell or (0, block.index, 0)


def _target(passage: Passage) -> str:
    return f"c{passage.number}-from" if passage.origin else f"c{passage.number}"


def _anchor(heading: Block, passage: Passage) -> str:
    return f"s{heading.index}" if passage.hunk.link.b else f"s{heading.index}-old"


def _sections(diff: Diff, order: Iterable[Passage], texts: Interface) -> list[tuple[str, str, str]]:
    """The sections with changes as (anchor, name, number of changes); a heading counts with what stands under it."""
    found: list[tuple[str, str, int]] = [("text", texts.say("beginning"), 0)]
    for passage in order:
        if passage.origin:
            continue
        block = block_of(diff, passage)
        if block.kind == "heading":
            found.append((_anchor(block, passage), escape(name_of(block)), 0))
        if passage.number:
            anchor, name, count = found[-1]
            found[-1] = (anchor, name, count + 1)
    return [(anchor, name, texts.say("change_count", count=count)) for anchor, name, count in found if count]


def _version(texts: Interface, key: str, document: Document) -> tuple[str, str, str, str]:
    date = document.date or ""
    return texts.say(key), escape(document.source.name), attribute(date), escape(texts.day(date))


def _problem(texts: Interface, document: Document, problem: Problem) -> tuple[str, str]:
    name, place = escape(document.source.name), problem.place
    if place.line is not None:
        name = texts.say("problem_at_line", name=name, line=place.line)
    elif place.page is not None:
        name = texts.say("problem_on_page", name=name, page=place.page)
    return name, escape(translate(problem.message, texts.language))


def _language(diff: Diff) -> str:
    language = diff.new.language or diff.old.language or ""
    return language if _LANGUAGE.fullmatch(language) else ""
