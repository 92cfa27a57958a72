"""Renders a comparison for a terminal: only what changed, with a block around it to know where one is.

With colour, inserted words are green and underlined, deleted ones red and struck; without, they stand in the notation
of wdiff, `[-old-]{+new+}`. The sign before a block says what happened to it, so it reads without colour as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from docdiff.changes import ChangeKind, Diff, Tag
from docdiff.locale.interface import Interface, interface
from docdiff.model import Block
from docdiff.render import screen
from docdiff.render.grid import Entry, Row, lay_out
from docdiff.render.odd import readable
from docdiff.render.passages import Line, Passage, Piece, block_of, label_of, lines, passages, stretches, units
from docdiff.render.wording import Wording, count_kinds, tell_kinds, tell_nothing, tell_words

_SIGNS = {
    "equal": " ",
    "changed": "~",
    "inserted": "+",
    "deleted": "-",
    "moved": ">",
    "split": "¶",
    "joined": "¶",
    "note": "~",
    "formatting": "~",
}
_LOOKS = {"equal": "", "insert": screen.GREEN_UNDERLINE, "delete": screen.RED_STRIKE}
_WDIFF = {"equal": ("", ""), "insert": ("{+", "+}"), "delete": ("[-", "-]")}
_BAR = " | "  # between two cells
_INDENT = 4
_NARROWEST = 20


def render(diff: Diff, *, color: bool, width: int, lang: str = "en") -> str:
    """The redline of `diff` in lines of at most `width` columns, with ANSI colours when `color`.

    What is already longer than a line without a space in it is broken; below 20 columns nothing is made narrower.
    """
    width = max(width, _NARROWEST)
    rows: list[str] = []
    for sign, words, look in _paragraphs(diff, interface(lang), color):
        indent = sign.ljust(_INDENT) if sign else ""
        for row in screen.wrap(words, width - len(indent)):
            shown = screen.write(row, look if color else "")
            rows.append(f"{indent}{shown}\n" if shown else f"{indent.rstrip()}\n")
            indent = " " * len(indent)
    return "".join(rows)


_Words = tuple[str, str]  # with their look
_Paragraph = tuple[str, screen.Words, str]  # the sign before it (none: no indent), the words, the look of all of them


def _paragraphs(diff: Diff, texts: Interface, color: bool) -> Iterator[_Paragraph]:
    """What is printed, in order."""
    wording = Wording(diff, texts)
    order = passages(diff)
    counts = count_kinds(order)
    yield _said("", readable(f"{diff.old.source.name} → {diff.new.source.name}"), screen.BOLD)
    section = ""
    if counts:
        for stretch in stretches(diff, order, keep_headings=False):
            yield _said("", "")
            if stretch.folded:
                yield _said(" ", f"⋯ {texts.say('unchanged', count=stretch.size)}", screen.DIM)
                continue
            here = wording.section(stretch.passages[0])
            if here and here != section and block_of(diff, stretch.passages[0]).kind != "heading":
                yield _said("", readable(texts.say("place_section", name=here)), screen.BOLD)
            for is_table, group in groupby(
                stretch.passages, key=lambda passage: block_of(diff, passage).kind == "cell"
            ):
                for unit in units(diff, group) if is_table else ([passage] for passage in group):
                    yield from (
                        _table(diff, unit, wording, color) if is_table else _passage(diff, unit[0], wording, color)
                    )
            section = wording.section(stretch.passages[-1])
    yield _said("", "")
    yield _said("", _summary(diff, counts, texts), screen.BOLD)


def _said(sign: str, text: str, look: str = "") -> _Paragraph:
    return sign, [(text, "")], look


def _passage(diff: Diff, passage: Passage, wording: Wording, color: bool) -> Iterator[_Paragraph]:
    sign = _sign(passage)
    event = wording.event(passage)
    if event:
        yield _said(sign, readable(event), screen.CYAN)
        sign = " "
    for line in lines(diff, passage):
        look = screen.DIM if passage.origin else screen.BOLD if line.block.kind == "heading" else ""
        yield sign, list(_words(line, color)), look
        sign = " "


def _table(diff: Diff, group: Iterable[Passage], wording: Wording, color: bool) -> Iterator[_Paragraph]:
    """The rows of a table, a line each, its cells with bars between them."""
    for row in lay_out(diff, group):
        sign = _row_sign(row)
        for event in _events(row, wording):
            yield _said(sign, readable(event), screen.CYAN)
            sign = " "
        words: list[_Words] = []
        for number, cell in enumerate(row.cells):
            words.append((_BAR if number else "", ""))
            for place, entry in enumerate(cell):
                words.append((" " if place else "", ""))
                words += _cell(entry, color, is_away=entry.passage.origin and row.passage is None)
        yield sign, words, screen.DIM if row.passage and row.passage.origin else ""


def _events(row: Row, wording: Wording) -> Iterator[str]:
    """What happened to the row, or to the columns that begin in it."""
    for entry in row.entries:
        if entry.passage.number and entry.position == 0 and (row.passage or not entry.passage.origin):
            yield from filter(None, [wording.event(entry.passage)])


def _cell(entry: Entry, color: bool, *, is_away: bool) -> list[_Words]:
    """A cell; one of a column that moved away stands in angle brackets where it was."""
    words = list(_words(entry.line, color))
    return [("<", ""), *words, (">", "")] if is_away else words


def _sign(passage: Passage) -> str:
    return "<" if passage.origin else _SIGNS[passage.kind]


def _row_sign(row: Row) -> str:
    """What happened to a row: to all of it, or to anything in it."""
    signs = {_sign(row.passage)} if row.passage else {_sign(entry.passage) for entry in row.entries}
    return signs.pop() if len(signs) == 1 else _SIGNS["changed"]


def _words(line: Line, color: bool) -> Iterator[_Words]:
    if line.old_label is None:
        yield _label(line.block), ""
    else:
        yield _marked("delete", readable(line.old_label), color)
        yield _marked("insert", readable(line.block.label), color)
        yield " ", ""
    broken = any(piece.is_break for piece in line.pieces)
    for piece in line.pieces:
        # Beside a pilcrow the space it replaces, or that replaces it, is no news.
        if not (broken and piece.tag != "equal" and not piece.is_break and piece.text.isspace()):
            yield _piece(piece, color)


def _piece(piece: Piece, color: bool) -> _Words:
    if piece.note is not None:
        # Marks that no format shows as text stand here only where one moved.
        return _marked(piece.tag, f"[{readable(piece.note)}]", color) if piece.tag != "equal" else ("", "")
    if piece.look:
        return readable(piece.text), screen.YELLOW_UNDERLINE if color else ""
    return _marked(piece.tag, "¶" if piece.is_break else readable(piece.text), color)


def _marked(tag: Tag, words: str, color: bool) -> _Words:
    if color:
        return words, _LOOKS[tag]
    before, after = _WDIFF[tag]
    return (f"{before}{words}{after}" if words else ""), ""


def _label(block: Block) -> str:
    label = label_of(block)
    return readable(label) + " " if label else ""


def _summary(diff: Diff, counts: Counter[ChangeKind], texts: Interface) -> str:
    if not counts:
        return tell_nothing(diff, texts)
    kinds = ", ".join(told for _, told in tell_kinds(counts, texts))
    words = ", ".join(tell_words(diff, texts))
    return f"{texts.say('change_count', count=counts.total())}: {kinds}" + (f" · {words}" if words else "")
