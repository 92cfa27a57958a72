"""What LibreOffice says of a document after accepting or rejecting every change is what we say of it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from docdiff.model import Block, Source, View
from docdiff.readers import docx as docx_reader
from docdiff.readers import odt as odt_reader

from . import opendocument as od
from . import word as w
from .office import SOFFICE, texts

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]
WORDS = "de het een brief raad fox crimson river of the before after twelve straat bomen jaar".split()
DOCUMENTS = 60


def said(chance: random.Random) -> str:
    """Two to five words, with a space before the next."""
    return " ".join(chance.choices(WORDS, k=chance.randint(2, 5))) + " "


def with_notes(body: str) -> tuple[str, str]:
    """A body in which every mark has a note of its own, and the notes; Word keeps the first two for lines."""
    pieces = body.split(NOTE)
    marked = "".join(
        f'<w:r><w:footnoteReference w:id="{at + 2}"/></w:r>' + piece for at, piece in enumerate(pieces[1:])
    )
    notes = (f'<w:footnote w:id="{at + 2}">{w.p("A note.")}</w:footnote>' for at in range(len(pieces) - 1))
    return pieces[0] + marked, "".join(notes)


NOTE = "<w:note/>"  # stands for a mark until all are numbered


def word_runs(chance: random.Random, *, noted: bool = False) -> list[str]:
    """Runs of a paragraph, some inserted, deleted, or inserted by one and deleted by another."""
    # LibreOffice takes what one author inserted at the end of a paragraph and at the start of the next for one change.
    people = iter(f"Author {number}" for number in chance.sample(range(1000), 99))
    kinds: list[Callable[[str], str]] = [
        w.r,
        w.r,
        lambda text: w.ins(w.r(text), author=next(people)),
        lambda text: w.gone(text, author=next(people)),
        lambda text: w.ins(w.gone(text), author="Bob"),
        lambda text: w.field(' HYPERLINK "http://example.org" ', w.r(text)),
        lambda text: w.changed("moveFrom", w.r(text)),
        lambda text: w.changed("moveTo", w.r(text)),
    ]
    notes: list[Callable[[str], str]] = [
        lambda text: w.r(text.strip()) + NOTE + w.r(" "),
        lambda text: w.ins(w.r(text.strip()), NOTE, w.r(" and so "), author=next(people)),
        lambda text: w.gone(text) + w.changed("del", NOTE) + w.r("after "),
    ]
    return [chance.choice(kinds + notes if noted else kinds)(said(chance)) for _ in range(chance.randint(1, 5))]


def word_row(chance: random.Random) -> str:
    """A row of two cells; an inserted or deleted one holds paragraphs that are, as Word writes it."""
    kind = chance.choice(["", "", "ins", "del"])
    if kind:
        runs = (w.ins(w.r(said(chance))) if kind == "ins" else w.gone(said(chance)) for _ in range(2))
        return w.row(*(w.cell(w.p(run, mark=kind)) for run in runs), mark=kind)
    return w.row(said(chance), w.cell(w.p(*word_runs(chance))))


def word_body(chance: random.Random) -> list[str]:
    """Paragraphs, some of whose ends are inserted or deleted, and tables with inserted rows."""
    body, noted = [], chance.random() < 0.5
    for _ in range(chance.randint(3, 9)):
        if chance.random() < 0.2:
            rows = [word_row(chance) for _ in range(3)]
            body += [w.p(said(chance)), w.table(w.row(said(chance), said(chance)), *rows), w.p(said(chance))]
        else:
            # LibreOffice loses count of the paragraphs to join when there are notes among them; Word does not.
            mark = "" if noted else chance.choice(["", "", "", "ins", "del"])
            body.append(w.p(*word_runs(chance, noted=noted), mark=mark))
    return [*body, w.p(said(chance))]


def word_file(chance: random.Random) -> bytes:
    body, notes = with_notes("".join(word_body(chance)))
    return w.docx(body, styles="", footnotes=notes)


def open_body(chance: random.Random) -> list[str]:
    """Paragraphs with insertions and deletions, some of which go over several of them."""
    regions: dict[str, str] = {}
    body, inside = [], ""
    for _ in range(chance.randint(3, 9)):
        content = [said(chance)]
        if inside:
            content += [od.ended(inside), said(chance)]
            inside = ""
        for _ in range(chance.randint(0, 3)):
            name = f"ct{len(regions)}"
            if chance.random() < 0.2:
                content.append(od.note(str(1 + len(regions)), od.p("A note.")))
            if chance.random() < 0.5:
                regions[name] = od.deletion(*(od.p(said(chance)) for _ in range(chance.randint(1, 3))))
                content += [od.removed(name), said(chance)]
            else:
                regions[name] = od.insertion()
                content += [od.started(name), said(chance)]
                if chance.random() < 0.3:
                    inside = name
                    break
                content += [od.ended(name), said(chance)]
        body.append(od.p(*content))
    return [od.changes(**regions), *body, od.p(said(chance), od.ended(inside) if inside else "", said(chance))]


def lines(blocks: tuple[Block, ...]) -> list[str]:
    """The lines of LibreOffice's text: a sign where the mark of a note stands, and no notes."""
    return [" ".join(with_marks(block).split()) for block in blocks if block.kind != "footnote"]


def with_marks(block: Block) -> str:
    text = block.text
    for mark in reversed([mark for mark in block.marks if mark.kind == "note"]):
        text = text[: mark.span.start] + "#" + text[mark.span.start :]
    return text


@pytest.mark.parametrize("view", ["final", "original"])
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_generated_documents_read_as_libreoffice_reads_them(kind: str, view: View, tmp_path: Path) -> None:
    files, ours = [], []
    for seed in range(DOCUMENTS):
        chance = random.Random(seed)
        data = word_file(chance) if kind == "docx" else od.odt(*open_body(chance))
        files.append(tmp_path / f"{seed}.{kind}")
        files[-1].write_bytes(data)
        read = docx_reader.read if kind == "docx" else odt_reader.read
        ours.append(lines(read(data, Source(files[-1].name), view=view).blocks))
    theirs = texts(files, view, tmp_path)
    for seed, (our, their) in enumerate(zip(ours, theirs, strict=True)):
        assert their is not None
        told = [" ".join(re.sub(r"\d+", "#", line).split()) for line in their.splitlines() if line.strip()]
        assert our == told, f"document {seed}"
