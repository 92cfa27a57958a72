"""Tells the running text of a document from its code, tables, addresses and conversion marks."""

from __future__ import annotations

import re
from dataclasses import replace

from docdiff.model import Block, Document, is_code

_QUOTE = re.compile(r"[\"“„«][^\"“”„«»]{0,400}[\"”“»]|(?<!\w)‘[^‘’]{0,200}’(?!\w)")
_SIGNS = re.compile(r"[{}<>=;$|\\_~^@*+#`]|::|--|\[\w*\]|\(\)")
_MUCH = 0.04  # signs per character; sentences have next to none of them
_PROSE = frozenset({"paragraph", "list_item", "heading", "footnote", "caption"})
_TECHNICAL = 0.03  # part of the blocks that is code, in a text for people who write it
_LINES = 2  # line ends inside a block; with more of them it is a listing, a poem or an address


CODE = "\ufffc"  # neither a letter nor a space, so that nothing is told of it or across it


def prose_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks people read as sentences: no cells, no furniture, nothing that looks like code or a listing.

    Code inside a sentence is blanked out; every other letter is where it was.
    """
    blocks = (block for block in document.blocks if block.kind in _PROSE and not looks_like_code(block.text))
    return tuple(without_code(block) for block in blocks if not is_code(block))


def without_code(block: Block) -> Block:
    """A block with the letters of its code replaced, one by one, by a sign that is no word."""
    text = block.text
    for mark in block.marks:
        if mark.kind == "code":
            text = text[: mark.span.start] + CODE * (mark.span.end - mark.span.start) + text[mark.span.end :]
    return block if text is block.text else replace(block, text=text)


def is_technical(document: Document, prose: tuple[Block, ...]) -> bool:
    """Whether code stands between the sentences, so that words may be names of things one types."""
    running = sum(block.kind in _PROSE for block in document.blocks)
    return running - len(prose) > max(1, _TECHNICAL * running)


def looks_like_code(text: str) -> bool:
    """Whether a text has the signs of program code, or lines of its own as a listing has."""
    return text.count("\n") > _LINES or len(_SIGNS.findall(text)) > _MUCH * len(text)


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text quotes others, as (start, end) with the quotation marks."""
    return tuple(match.span() for match in _QUOTE.finditer(text))
