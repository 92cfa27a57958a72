#!/usr/bin/env python3
"""Plants known edits in a long text and measures how the redline shows them.

    python benchmarks/redline_quality.py [--sizes 10K,100K,1M] [--show KIND]

The text is made from the documents in seeds/; the same bytes on every machine. Of each kind of edit the table says how
many were planted, how many were named rightly (moved, split, changed, or quiet) and how many shown precisely: named
rightly, and just the words marked that had to be. Noise is the number of words marked for each that had to be.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from redline import SIZES, make_versions  # noqa: E402

from docdiff.changes import Diff, Hunk, diff  # noqa: E402
from docdiff.model import Block, BlockKind, Document, Place, Source  # noqa: E402
from docdiff.text import plain_words, sentences  # noqa: E402

Texts = list[tuple[BlockKind, str]]


@dataclass
class Unit:
    """Blocks that stand together, in both versions or one; `gone` and `come` are the words that must be marked."""

    kind: str
    expected: str
    old: Texts
    new: Texts
    gone: list[str] = field(default_factory=list)
    come: list[str] = field(default_factory=list)
    moves: bool = False
    at_old: list[int] = field(default_factory=list)
    at_new: list[int] = field(default_factory=list)


def paragraph(text: str) -> Texts:
    return [("paragraph", text)]


def changed(kind: str, old: str, new: str, gone: str, come: str, block: BlockKind = "paragraph") -> Unit:
    return Unit(kind, "changed", [(block, old)], [(block, new)], plain_words(gone), plain_words(come))


class Planter:
    """Makes units of paragraphs; `words` are what is put in."""

    def __init__(self, words: list[str], chance: random.Random) -> None:
        self.words, self.chance = words, chance

    def draw(self, count: int) -> str:
        return " ".join(self.chance.choice(self.words) for _ in range(count))

    def replaced(self, text: str, old: str = "", new: str = "") -> tuple[str, str, str]:
        """`text` with one long word replaced: (new text, the word gone, the word come)."""
        parts = text.split(" ")
        places = [at for at, part in enumerate(parts) if part.isalpha() and len(part) > 4] or [0]
        at = self.chance.choice(places)
        gone, come = (
            old or parts[at],
            new or self.chance.choice([word for word in self.words[:400] if word != parts[at]]),
        )
        return " ".join([*parts[:at], come, *parts[at + 1 :]]), gone, come

    def word(self, text: str) -> Unit:
        return changed("word", text, *self.replaced(text))

    def phrase(self, text: str) -> Unit:
        parts = text.split(" ")
        at = self.chance.randrange(len(parts) - 4)
        gone, come = " ".join(parts[at : at + 3]), self.draw(3)
        return changed("three words", text, " ".join([*parts[:at], come, *parts[at + 3 :]]), gone, come)

    def number(self, text: str) -> Unit:
        old, new = self.chance.sample(range(1000, 9999), 2)
        return changed("number", f"{text} Het zijn er {old}.", f"{text} Het zijn er {new}.", str(old), str(new))

    def date(self, text: str) -> Unit:
        old, new = self.chance.sample(range(2, 28), 2)
        end = "maart 2026 besloten."
        return changed("date", f"{text} Dit is op {old} {end}", f"{text} Dit is op {new} {end}", str(old), str(new))

    def amount(self, text: str) -> Unit:
        old, new = (f"{value / 10:.1f}".replace(".", ",") for value in self.chance.sample(range(11, 99), 2))
        return changed("amount", f"{text} Dit kost € {old} mln.", f"{text} Dit kost € {new} mln.", old, new)

    def sentence_put_in(self, text: str) -> Unit:
        come = f"Ook {self.draw(9)}."
        return changed("sentence put in", text, f"{text} {come}", "", come)

    def sentence_left_out(self, text: str) -> Unit:
        gone = f"Ook {self.draw(9)}."
        return changed("sentence left out", f"{gone} {text}", text, gone, "")

    def put_in(self, text: str) -> Unit:
        new = f"Ook {self.draw(len(text.split()))}."
        return Unit("paragraph put in", "inserted", [], paragraph(new), [], plain_words(new))

    def left_out(self, text: str) -> Unit:
        old = f"Ook {self.draw(len(text.split()))}."
        return Unit("paragraph left out", "deleted", paragraph(old), [], plain_words(old), [])

    def move(self, text: str) -> Unit:
        return Unit("move", "moved", paragraph(text), paragraph(text), moves=True)

    def move_and_edit(self, text: str) -> Unit:
        new, gone, come = self.replaced(text)
        both = plain_words(gone), plain_words(come)
        return Unit("move and edit", "moved", paragraph(text), paragraph(new), *both, moves=True)

    def split(self, text: str) -> Unit:
        first, second = halves(text, self.draw(12))
        return Unit("split", "split", paragraph(f"{first} {second}"), [*paragraph(first), *paragraph(second)])

    def join(self, text: str) -> Unit:
        first, second = halves(text, self.draw(12))
        return Unit("join", "joined", [*paragraph(first), *paragraph(second)], paragraph(f"{first} {second}"))

    def cell(self, text: str) -> Unit:
        old, new = self.chance.sample(range(1000, 9999), 2)
        rows = [self.draw(2) for _ in range(3)]
        before: Texts = [("cell", cell) for row in rows for cell in (row, f"{row} {old}")]
        after = [*before[:3], ("cell", f"{rows[1]} {new}"), *before[4:]]
        return Unit("cell", "changed", before, after, [str(old)], [str(new)])

    def row(self, text: str) -> Unit:
        rows = [(self.draw(2), self.draw(2)) for _ in range(4)]
        cells: list[Texts] = [[("cell", left), ("cell", right)] for left, right in rows]
        come = plain_words(" ".join(rows[1]))
        before = [*cells[0], *cells[2], *cells[3]]
        return Unit("table row", "inserted", before, [cell for row in cells for cell in row], [], come)

    def note(self, text: str) -> Unit:
        new, gone, come = self.replaced(text[:150])
        return changed("note", text[:150], new, gone, come, "footnote")

    def space(self, text: str) -> Unit:
        return Unit(
            "white space", "equal", paragraph(text), paragraph(text.replace(" ", "  ", 3).replace(", ", ",\u00a0"))
        )

    def quotes(self, text: str) -> Unit:
        old, new = f"{text} \"Zo is het\" volgens 'ons'.", f"{text} “Zo is het” volgens ‘ons’."
        return Unit("quotes", "equal", paragraph(old), paragraph(new))

    def hyphens(self, text: str) -> Unit:
        parts = text.split(" ")
        longest = max(range(len(parts)), key=lambda at: len(parts[at]))
        parts[longest] = parts[longest][:4] + "\u00ad" + parts[longest][4:]
        return Unit("hyphenation", "equal", paragraph(text), paragraph(" ".join(parts)))

    def case(self, text: str) -> Unit:
        old = f"{text} Volgens het besluit is dat goed."
        new = f"{text} Volgens het Besluit is dat goed."
        return changed("case", old, new, "besluit", "Besluit")

    def section(self, text: str) -> Unit:
        parts = split_sentences(text) + [f"Verder {self.draw(14)}." for _ in range(2)]
        heading: Texts = [("heading", f"{self.draw(3)} {self.chance.randrange(1000, 9999)}")]
        blocks = [*heading, *(entry for part in parts if len(part.split()) > 7 for entry in paragraph(part))]
        return Unit("section move", "moved", blocks, blocks, moves=True)


def split_sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def halves(text: str, extra: str) -> tuple[str, str]:
    return text, f"Daarnaast {extra}."


PLANTS: tuple[Callable[[Planter, str], Unit], ...] = (
    Planter.word,
    Planter.phrase,
    Planter.number,
    Planter.date,
    Planter.amount,
    Planter.sentence_put_in,
    Planter.sentence_left_out,
    Planter.put_in,
    Planter.left_out,
    Planter.move,
    Planter.move_and_edit,
    Planter.split,
    Planter.join,
    Planter.cell,
    Planter.row,
    Planter.note,
    Planter.space,
    Planter.quotes,
    Planter.hyphens,
    Planter.case,
    Planter.section,
)


def make_units(size: int) -> tuple[list[Unit], list[Unit]]:
    """The units in the order of the old version and of the new one; about one paragraph in two is edited."""
    chance = random.Random(size)
    source, _, _ = make_versions(size)
    words = sorted(
        {word for text in source[:400] for word in text.split() if len(word) > 4 and word.isalpha() and word.islower()}
    )
    planter = Planter(words, chance)
    units: list[Unit] = []
    turn = 0
    for text in source:
        if chance.random() < 0.5 and len(text.split()) >= 12:
            units.append(PLANTS[turn % len(PLANTS)](planter, text))
            turn += 1
        else:
            units.append(Unit("", "equal", paragraph(text), paragraph(text)))
    staying = [unit for unit in units if not unit.moves]
    moved = list(staying)
    for unit in units:
        if unit.moves:
            moved.insert(chance.randrange(len(moved) + 1), unit)
    return units, moved


def make_document(units: list[Unit], side: str) -> Document:
    blocks: list[Block] = []
    for number, unit in enumerate(units):
        texts: Texts = getattr(unit, side)
        places = getattr(unit, f"at_{side}")
        for position, (kind, text) in enumerate(texts):
            cell = (number, position // 2, position % 2) if kind == "cell" else None
            places.append(len(blocks))
            blocks.append(Block(len(blocks), kind, text, int(kind == "heading"), place=Place(cell=cell)))
    return Document(Source(side), tuple(blocks))


def marked(found: Diff, hunks: list[Hunk]) -> tuple[list[str], list[str]]:
    """The words taken out and put in, as a reader sees them marked; of a move only its edits."""
    sides: tuple[list[str], list[str]] = ([], [])
    for hunk in hunks:
        for opcode, text in found.segments(hunk):
            if opcode.tag != "equal" and not opcode.quiet:
                sides[opcode.tag == "insert"].extend(plain_words(text))
    return sides


def measure(size: int, show: str) -> Iterator[str]:
    units, order = make_units(size)
    old, new = make_document(units, "old"), make_document(order, "new")
    found = diff(old, new)
    by_old = {i: hunk for hunk in found.hunks for i in hunk.link.a}
    by_new = {j: hunk for hunk in found.hunks for j in hunk.link.b}
    planted, named, precise = Counter[str](), Counter[str](), Counter[str]()
    must = did = 0
    for unit in units:
        hunks = list(
            {id(hunk): hunk for hunk in [*(by_old[i] for i in unit.at_old), *(by_new[j] for j in unit.at_new)]}.values()
        )
        kinds = {hunk.kind for hunk in hunks}
        is_named = (kinds <= {unit.expected, "equal"} and (unit.expected in kinds)) or kinds == {unit.expected}
        if unit.kind == "section move":
            is_named = kinds == {"moved"}
        gone, come = marked(found, hunks)
        is_precise = is_named and Counter(gone) == Counter(unit.gone) and Counter(come) == Counter(unit.come)
        must += len(unit.gone) + len(unit.come)
        did += len(gone) + len(come)
        kind = unit.kind or "(untouched)"
        planted[kind] += 1
        named[kind] += is_named
        precise[kind] += is_precise
        if show and show == kind and not is_precise:
            yield f"{kind}: {sorted(kinds)} gone {gone} for {unit.gone}, come {come} for {unit.come}"
            yield f"  {unit.old}\n  {unit.new}"
    for kind in planted:
        yield f"| {kind} | {planted[kind]} | {named[kind] / planted[kind]:.1%} | {precise[kind] / planted[kind]:.1%} |"
    edits = planted.total() - planted["(untouched)"]
    shares = [(counter.total() - counter["(untouched)"]) / edits for counter in (named, precise)]
    yield f"| **all edits** | {edits} | {shares[0]:.1%} | {shares[1]:.1%} |"
    yield f"\nNoise: {did:,} words marked where {must:,} had to be: {did / must:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10K,100K,1M")
    parser.add_argument(
        "--show", default="", metavar="KIND", help="print the edits of a kind that were not shown precisely"
    )
    arguments = parser.parse_args()
    for name in arguments.sizes.split(","):
        print(f"\n{name}\n\n| edit | planted | named rightly | shown precisely |\n|---|---|---|---|")
        for line in measure(int(name[:-1]) * SIZES[name[-1]], arguments.show):
            print(line)


if __name__ == "__main__":
    main()
