"""Small ways to write documents in tests."""

from __future__ import annotations

from textwrap import dedent

from docdiff.model import Document
from docdiff.readers import read


def plain(text: str, name: str = "test.txt") -> Document:
    """A document read from text, indented as the test likes it."""
    return read(dedent(text).encode("utf-8"), name=name)


def shown(document: Document) -> list[str]:
    """The body blocks, a line each: "# " before headings, "- " before items, "[2] " before notes."""
    signs = {"heading": "# ", "list_item": "- "}
    return [
        (f"[{block.label}] " if block.kind == "footnote" else signs.get(block.kind, "")) + block.text
        for block in document.body
    ]
