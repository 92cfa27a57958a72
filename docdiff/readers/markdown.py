"""Reads Markdown: CommonMark with tables, footnotes, front matter and CriticMarkup, as its rendered page shows it.

Strategy: tracked changes are taken out of the text first, keeping where every part of it stood (`criticmarkup`); what
is left is parsed into tokens that know their places (`markdown_parser`), and one walk over the tokens makes blocks
(`markdown_blocks`).
"""

from __future__ import annotations

from docdiff.model import Document, Problem, Source, View
from docdiff.readers.criticmarkup import edit
from docdiff.readers.encodings import decode
from docdiff.readers.front_matter import read_front_matter
from docdiff.readers.html import tracked_changes
from docdiff.readers.markdown_blocks import BlockWalk
from docdiff.readers.markdown_parser import parse
from docdiff.readers.placing import place_notes
from docdiff.readers.remarks import keep_remarks


def read(data: bytes, source: Source, *, encoding: str | None = None, view: View = "final") -> Document:
    """Reads the bytes of a Markdown file.

    Every letter knows its line and column in the file, but for letters inside HTML blocks that hold CriticMarkup.
    Raises `ReadError` for what is no text.
    """
    text, used, problems = decode(data, source.name, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    meta, start = read_front_matter(text)
    edited = edit(text, start, view)
    walk = BlockWalk(text, edited, view)
    blocks = place_notes(walk.blocks(parse(edited.text)))
    problems += tracked_changes(source.name, edited.count + walk.changes)
    if not blocks:
        problems += (Problem("empty", f"{source.name} holds no text."),)
    document = Document(Source(source.name, "md", source.sha256, used), blocks, meta, problems)
    return keep_remarks(document, text)
