"""What LibreOffice says of a document after accepting or rejecting every change is what we say of it."""

from __future__ import annotations

import random
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
DOCUMENTS = 40


def said(chance: random.Random) -> str:
    """Two to five words, with a space before the next."""
    return " ".join(chance.choices(WORDS, k=chance.randint(2, 5))) + " "


def word_runs(chance: random.Random) -> list[str]:
    """Runs of a paragraph, some inserted, deleted, or inserted by one and deleted by another."""
    kinds: list[Callable[[str], str]] = [
        w.r,
        w.r,
        lambda text: w.ins(w.r(text)),
        lambda text: w.gone(text),
        lambda text: w.ins(w.gone(text), author="Bob"),
        lambda text: w.field(' HYPERLINK "http://example.org" ', w.r(text)),
    ]
    return [chance.choice(kinds)(said(chance)) for _ in range(chance.randint(1, 5))]


def word_row(chance: random.Random) -> str:
    """A row of two cells; an inserted one holds inserted paragraphs, as Word writes it."""
    if chance.random() < 0.3:
        cells = (w.cell(w.p(w.ins(w.r(said(chance))), mark="ins")) for _ in range(2))
        return w.row(*cells, mark="ins")
    return w.row(said(chance), w.cell(w.p(*word_runs(chance))))


def word_body(chance: random.Random) -> list[str]:
    """Paragraphs, some of whose ends are inserted or deleted, and tables with inserted rows."""
    body = []
    for _ in range(chance.randint(3, 9)):
        if chance.random() < 0.2:
            rows = [word_row(chance) for _ in range(3)]
            body += [w.p(said(chance)), w.table(w.row(said(chance), said(chance)), *rows), w.p(said(chance))]
        else:
            body.append(w.p(*word_runs(chance), mark=chance.choice(["", "", "", "ins", "del"])))
    return [*body, w.p(said(chance))]


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
    return [" ".join(block.text.split()) for block in blocks]


@pytest.mark.parametrize("view", ["final", "original"])
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_generated_documents_read_as_libreoffice_reads_them(kind: str, view: View, tmp_path: Path) -> None:
    files, ours = [], []
    for seed in range(DOCUMENTS):
        chance = random.Random(seed)
        data = w.docx(*word_body(chance), styles="") if kind == "docx" else od.odt(*open_body(chance))
        files.append(tmp_path / f"{seed}.{kind}")
        files[-1].write_bytes(data)
        read = docx_reader.read if kind == "docx" else odt_reader.read
        ours.append(lines(read(data, Source(files[-1].name), view=view).blocks))
    theirs = texts(files, view, tmp_path)
    for seed, (our, their) in enumerate(zip(ours, theirs, strict=True)):
        assert their is not None
        assert our == [" ".join(line.split()) for line in their.splitlines() if line.strip()], f"document {seed}"
