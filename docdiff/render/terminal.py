"""Renders a comparison for a terminal: only what changed, with a block around it to know where one is.

With colour, inserted words are green and underlined, deleted ones red and struck; without, they stand in the notation
of wdiff, `[-old-]{+new+}`. The sign before a block says what happened to it, so it reads without colour as well.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from docdiff.changes import ChangeKind, Diff, Tag
from docdiff.locale.interface import Interface, interface
from docdiff.model import Block
from docdiff.render.grid import Entry, Row, lay_out
from docdiff.render.odd import readable
from docdiff.render.passages import Line, Passage, Piece, block_of, label_of, lines, passages, stretches, units
from docdiff.render.wording import Wording, count_kinds, tell_kinds, tell_nothing, tell_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

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
_STYLES = {"equal": "", "insert": "green underline", "delete": "red strike"}
_WDIFF = {"equal": ("", ""), "insert": ("{+", "+}"), "delete": ("[-", "-]")}
_BAR = " | "  # between two cells
_INDENT = 4
_NARROWEST = 20


def render(diff: Diff, *, color: bool, width: int, lang: str = "en") -> str:
    """The redline of `diff` in lines of at most `width` columns, with ANSI colours when `color`.

    What is already longer than a line without a space in it is broken; below 20 columns nothing is made narrower.
    """
    from rich.console import Console

    screen = Console(
        file=io.StringIO(),
        width=max(width, _NARROWEST),
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},  # what the surroundings say is for the shell to read
    )
    rows = _rows(diff, screen, interface(lang), color)
    if not color:  # letters alone: asking rich to print them takes longer than all the rest
        return "".join(f"{(indent + row.plain).rstrip()}\n" for indent, row in rows)
    with screen.capture() as captured:
        for indent, row in rows:
            screen.print(indent if row else indent.rstrip(), row, sep="", end="\n", soft_wrap=True)
    return captured.get()


def _rows(diff: Diff, screen: Console, texts: Interface, color: bool) -> Iterator[tuple[str, Text]]:
    """The rows of the screen: what stands before the words, and the words that fit behind it."""
    for sign, text in _paragraphs(diff, texts, color):
        indent = sign.ljust(_INDENT) if sign else ""
        for row in text.wrap(screen, screen.width - len(indent)):
            row.rstrip()
            yield indent, row
            indent = " " * len(indent)


def _paragraphs(diff: Diff, texts: Interface, color: bool) -> Iterator[tuple[str, Text]]:
    """What is printed, in order: the sign before it (none: no indent) and the words."""
    from rich.text import Text

    wording = Wording(diff, texts)
    order = passages(diff)
    counts = count_kinds(order)
    yield "", Text(readable(f"{diff.old.source.name} → {diff.new.source.name}"), style="bold")
    section = ""
    if counts:
        for stretch in stretches(diff, order, keep_headings=False):
            yield "", Text()
            if stretch.folded:
                yield " ", Text(f"⋯ {texts.say('unchanged', count=stretch.size)}", style="dim")
                continue
            here = wording.section(stretch.passages[0])
            if here and here != section and block_of(diff, stretch.passages[0]).kind != "heading":
                yield "", Text(readable(texts.say("place_section", name=here)), style="bold")
            for is_table, group in groupby(
                stretch.passages, key=lambda passage: block_of(diff, passage).kind == "cell"
            ):
                for unit in units(diff, group) if is_table else ([passage] for passage in group):
                    yield from (
                        _table(diff, unit, wording, color) if is_table else _passage(diff, unit[0], wording, color)
                    )
            section = wording.section(stretch.passages[-1])
    yield "", Text()
    yield "", Text(_summary(diff, counts, texts), style="bold")


def _passage(diff: Diff, passage: Passage, wording: Wording, color: bool) -> Iterator[tuple[str, Text]]:
    from rich.text import Text

    sign = _sign(passage)
    event = wording.event(passage)
    if event:
        yield sign, Text(readable(event), style="cyan")
        sign = " "
    for line in lines(diff, passage):
        text = Text(style="dim" if passage.origin else "bold" if line.block.kind == "heading" else "")
        _append_line(text, line, color)
        yield sign, text
        sign = " "


def _table(diff: Diff, group: Iterable[Passage], wording: Wording, color: bool) -> Iterator[tuple[str, Text]]:
    """The rows of a table, a line each, its cells with bars between them."""
    from rich.text import Text

    for row in lay_out(diff, group):
        sign = _row_sign(row)
        for event in _events(row, wording):
            yield sign, Text(readable(event), style="cyan")
            sign = " "
        text = Text(style="dim" if row.passage and row.passage.origin else "")
        for number, cell in enumerate(row.cells):
            text.append(_BAR if number else "")
            for place, entry in enumerate(cell):
                text.append(" " if place else "")
                _append_cell(text, entry, color, is_away=entry.passage.origin and row.passage is None)
        yield sign, text


def _events(row: Row, wording: Wording) -> Iterator[str]:
    """What happened to the row, or to the columns that begin in it."""
    for entry in row.entries:
        if entry.passage.number and entry.position == 0 and (row.passage or not entry.passage.origin):
            yield from filter(None, [wording.event(entry.passage)])


def _append_cell(text: Text, entry: Entry, color: bool, *, is_away: bool) -> None:
    """A cell; one of a column that moved away stands in angle brackets where it was."""
    text.append("<" if is_away else "")
    _append_line(text, entry.line, color)
    text.append(">" if is_away else "")


def _sign(passage: Passage) -> str:
    return "<" if passage.origin else _SIGNS[passage.kind]


def _row_sign(row: Row) -> str:
    """What happened to a row: to all of it, or to anything in it."""
    signs = {_sign(row.passage)} if row.passage else {_sign(entry.passage) for entry in row.entries}
    return signs.pop() if len(signs) == 1 else _SIGNS["changed"]


def _append_line(text: Text, line: Line, color: bool) -> None:
    if line.old_label is None:
        text.append(_label(line.block))
    else:
        _append_marked(text, "delete", readable(line.old_label), color)
        _append_marked(text, "insert", readable(line.block.label), color)
        text.append(" ")
    broken = any(piece.is_break for piece in line.pieces)
    for piece in line.pieces:
        # Beside a pilcrow the space it replaces, or that replaces it, is no news.
        if not (broken and piece.tag != "equal" and not piece.is_break and piece.text.isspace()):
            _append(text, piece, color)


def _append(text: Text, piece: Piece, color: bool) -> None:
    if piece.note is not None:
        # Marks that no format shows as text stand here only where one moved.
        if piece.tag != "equal":
            _append_marked(text, piece.tag, f"[{readable(piece.note)}]", color)
        return
    if piece.look:
        text.append(readable(piece.text), style="yellow underline" if color else "")
        return
    _append_marked(text, piece.tag, "¶" if piece.is_break else readable(piece.text), color)


def _append_marked(text: Text, tag: Tag, words: str, color: bool) -> None:
    if color:
        text.append(words, style=_STYLES[tag])
    elif words:
        before, after = _WDIFF[tag]
        text.append(f"{before}{words}{after}")


def _label(block: Block) -> str:
    label = label_of(block)
    return readable(label) + " " if label else ""


def _summary(diff: Diff, counts: Counter[ChangeKind], texts: Interface) -> str:
    if not counts:
        return tell_nothing(diff, texts)
    kinds = ", ".join(told for _, told in tell_kinds(counts, texts))
    words = ", ".join(tell_words(diff, texts))
    return f"{texts.say('change_count', count=counts.total())}: {kinds}" + (f" · {words}" if words else "")
