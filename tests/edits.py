"""Makes two versions of a document with every kind of edit, from a number: the same number, the same documents."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import groupby

from docdiff.model import FORMATTING, Block, Document, Mark, Place, Source, Span

_WORDS = (
    "de raad besluit over het plan voor een brug in 2025 kosten van 1.250 euro per jaar omdat zij niet moet wachten "
    "the council may approve costs of 12,5 % before 3 March and “then” it's done quickly by nobody at all"
).split()


def versions(seed: int) -> tuple[Document, Document]:
    """An old and a new version of a document with headings, lists, a table with empty cells, bold words and notes."""
    dice = random.Random(seed)
    old = [block for _ in range(dice.randint(2, 5)) for block in _section(dice)]
    for _ in range(dice.randint(0, 3)):
        old = _restyle(dice, old)
    new = [block for block in old if block.kind == "cell" or dice.random() > 0.08]
    edits = (_change, _insert, _move, _split, _join, _requote, _row, _drop_row, _restyle)
    in_tables = (_sort_rows, _add_column, _drop_column, _move_column)
    for edit in (*dice.choices(edits, k=dice.randint(1, 9)), *dice.choices(in_tables, k=dice.randint(0, 2))):
        new = edit(dice, new)
    old, new = _annotate(dice, old, new)
    return _document("old.docx", old), _document("new.docx", new)


def _document(name: str, blocks: list[Block]) -> Document:
    return Document(Source(name, "docx"), tuple(replace(block, index=index) for index, block in enumerate(blocks)))


def _sentence(dice: random.Random) -> str:
    return " ".join(dice.choices(_WORDS, k=dice.randint(7, 16))).capitalize() + "."


def _text(dice: random.Random) -> str:
    return " ".join(_sentence(dice) for _ in range(dice.randint(1, 3)))


def _section(dice: random.Random) -> list[Block]:
    blocks = [Block(0, "heading", _sentence(dice)[:30], dice.randint(1, 3))]
    blocks += [Block(0, "paragraph", _text(dice)) for _ in range(dice.randint(1, 5))]
    blocks += [Block(0, "list_item", _text(dice), 1, f"{number}.") for number in range(1, dice.randint(1, 4))]
    if dice.random() < 0.5:
        table = dice.randint(0, 99)
        for row in range(dice.randint(2, 4)):
            texts = [_sentence(dice), str(dice.randint(1, 9999)), dice.choice(["", "x", _sentence(dice)])]
            blocks += [Block(0, "cell", text, place=Place(cell=(table, row, at))) for at, text in enumerate(texts)]
    if dice.random() < 0.3:
        blocks.append(Block(0, "footnote", _text(dice), label="1"))
    return blocks


def _any(dice: random.Random, blocks: list[Block], *, cells: bool = False) -> int:
    found = [index for index, block in enumerate(blocks) if block.text and (cells or block.kind == "paragraph")]
    return dice.choice(found) if found else -1


def _with(blocks: list[Block], index: int, *texts: str) -> list[Block]:
    marks = blocks[index].marks
    new = [
        replace(blocks[index], text=text, marks=tuple(mark for mark in marks if mark.span.end <= len(text)))
        for text in texts
    ]
    return blocks[:index] + new + blocks[index + 1 :]


def _restyle(dice: random.Random, blocks: list[Block]) -> list[Block]:
    """Words that look otherwise: of a paragraph or a cell that had none so far, else they lose it."""
    index = _any(dice, blocks, cells=True)
    if index < 0:
        return blocks
    ends = sorted(dice.choices(range(len(blocks[index].text) + 1), k=2))
    marks = () if blocks[index].marks else (Mark(Span(*ends), dice.choice(FORMATTING)),)
    return [*blocks[:index], replace(blocks[index], marks=marks), *blocks[index + 1 :]]


def _annotate(dice: random.Random, old: list[Block], new: list[Block]) -> tuple[list[Block], list[Block]]:
    """Both versions with the same notes, whose marks stand in paragraphs and cells, and partly move."""
    calls: list[list[tuple[int, int, str]]] = [[], []]
    for _ in range(dice.randint(0, 4)):
        note = _sentence(dice)
        first, other = _any(dice, old, cells=True), _any(dice, new, cells=True)
        same = [index for index, block in enumerate(new) if first >= 0 and block.text == old[first].text]
        if same and dice.random() < 0.5:
            other = same[0]
        for side, blocks, index in zip(calls, (old, new), (first, other), strict=True):
            if index >= 0 and dice.random() < 0.95:
                side.append((index, dice.randint(0, len(blocks[index].text)), note))
    return _with_notes(old, calls[0]), _with_notes(new, calls[1])


def _with_notes(blocks: list[Block], calls: list[tuple[int, int, str]]) -> list[Block]:
    """The blocks with marks of notes at (block, offset), and each note behind the block with its mark."""
    out: list[Block] = []
    number = 0
    for index, block in enumerate(blocks):
        here = sorted(call[1:] for call in calls if call[0] == index)
        labels = [str(number + at) for at in range(1, len(here) + 1)]
        marks = [Mark(Span(at, at), "note", label) for (at, _), label in zip(here, labels, strict=True)]
        notes = [Block(0, "footnote", text, label=label) for (_, text), label in zip(here, labels, strict=True)]
        out += [replace(block, marks=(*block.marks, *marks)), *notes]
        number += len(here)
    return out


def _change(dice: random.Random, blocks: list[Block]) -> list[Block]:
    index = _any(dice, blocks, cells=True)
    if index < 0:
        return blocks
    words = blocks[index].text.split(" ")
    words[dice.randrange(len(words))] = dice.choice(_WORDS)
    return _with(blocks, index, " ".join(words))


def _insert(dice: random.Random, blocks: list[Block]) -> list[Block]:
    index = _any(dice, blocks)
    return blocks if index < 0 else _with(blocks, index, blocks[index].text, _text(dice))


def _move(dice: random.Random, blocks: list[Block]) -> list[Block]:
    index = _any(dice, blocks)
    to = _any(dice, blocks)
    if index < 0:
        return blocks
    moved = blocks[index]
    rest = blocks[:index] + blocks[index + 1 :]
    return _change(dice, [*rest[:to], moved, *rest[to:]])


def _split(dice: random.Random, blocks: list[Block]) -> list[Block]:
    index = _any(dice, blocks)
    first, _, second = blocks[index].text.partition(". ")
    return _with(blocks, index, f"{first}.", second) if index >= 0 and second else blocks


def _join(dice: random.Random, blocks: list[Block]) -> list[Block]:
    index = _any(dice, blocks)
    if index < 0 or index + 1 == len(blocks) or blocks[index + 1].kind != "paragraph":
        return blocks
    return _with(blocks[: index + 1] + blocks[index + 2 :], index, f"{blocks[index].text} {blocks[index + 1].text}")


def _requote(dice: random.Random, blocks: list[Block]) -> list[Block]:
    """What a reader does not see: another kind of quotes, a wider space."""
    return [replace(block, text=block.text.replace("“", '"').replace("it's", "it’s")) for block in blocks]


def _row(dice: random.Random, blocks: list[Block]) -> list[Block]:
    """Another row in a table, one of its cells empty."""
    ends = [i for i, block in enumerate(blocks) if block.place.cell and block.place.cell[2] == 2]
    if not ends:
        return blocks
    at = dice.choice(ends)
    table, row, _ = blocks[at].place.cell or (0, 0, 0)
    texts = [_sentence(dice), "", str(dice.randint(1, 99))]
    new = [Block(0, "cell", text, place=Place(cell=(table, row + 1, i))) for i, text in enumerate(texts)]
    return [*blocks[: at + 1], *new, *(_lower(block, table, row) for block in blocks[at + 1 :])]


def _lower(block: Block, table: int, row: int) -> Block:
    cell = block.place.cell
    if not cell or cell[0] != table or cell[1] <= row:
        return block
    return replace(block, place=Place(cell=(table, cell[1] + 1, cell[2])))


def _drop_row(dice: random.Random, blocks: list[Block]) -> list[Block]:
    rows = sorted({block.place.cell[:2] for block in blocks if block.place.cell})
    if not rows:
        return blocks
    gone = dice.choice(rows)
    return [block for block in blocks if not block.place.cell or block.place.cell[:2] != gone]


def _table_rows(dice: random.Random, blocks: list[Block]) -> tuple[int, list[list[Block]]]:
    """Where one of the tables begins, and its rows; none where there is no table with rows that are all as long."""
    tables = [block.place.cell[0] for block in blocks if block.place.cell]
    if not tables:
        return 0, []
    number = dice.choice(tables)
    cells = [block for block in blocks if block.place.cell and block.place.cell[0] == number]
    rows = [list(row) for _, row in groupby(cells, key=lambda block: block.place.cell and block.place.cell[1])]
    return blocks.index(cells[0]), rows if len({len(row) for row in rows}) == 1 else []


def _with_rows(blocks: list[Block], at: int, before: int, rows: list[list[Block]]) -> list[Block]:
    """The blocks with a table of `before` cells replaced."""
    table = blocks[at].place.cell[0] if blocks[at].place.cell else 0
    new = [
        replace(block, place=Place(cell=(table, row, column)))
        for row, cells in enumerate(rows)
        for column, block in enumerate(cells)
    ]
    return blocks[:at] + new + blocks[at + before :]


def _sort_rows(dice: random.Random, blocks: list[Block]) -> list[Block]:
    at, rows = _table_rows(dice, blocks)
    new = sorted(rows, key=lambda row: row[0].text)
    return _with_rows(blocks, at, sum(map(len, rows)), new) if rows else blocks


def _add_column(dice: random.Random, blocks: list[Block]) -> list[Block]:
    at, rows = _table_rows(dice, blocks)
    column = dice.randint(0, 3)
    new = [[*row[:column], Block(0, "cell", dice.choice(_WORDS)), *row[column:]] for row in rows]
    return _with_rows(blocks, at, sum(map(len, rows)), new) if rows else blocks


def _drop_column(dice: random.Random, blocks: list[Block]) -> list[Block]:
    at, rows = _table_rows(dice, blocks)
    column = dice.randint(0, 2)
    new = [row[:column] + row[column + 1 :] for row in rows]
    return _with_rows(blocks, at, sum(map(len, rows)), new) if rows else blocks


def _move_column(dice: random.Random, blocks: list[Block]) -> list[Block]:
    at, rows = _table_rows(dice, blocks)
    return _with_rows(blocks, at, sum(map(len, rows)), [[*row[1:], row[0]] for row in rows]) if rows else blocks
