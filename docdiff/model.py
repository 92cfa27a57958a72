"""What a document is: blocks of text with a place in their file.

Every reader makes these values and everything else only takes them, so a `Document` may as well be built by hand:

>>> Document.from_texts(["Title", "First paragraph."]).blocks[1].text
'First paragraph.'

Offsets count code points in `Block.text` and are half-open; lines, columns and pages count from 1 and only appear in a
`Place` or in a mark of kind `source`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

View = Literal["final", "original", "all"]
"""Of a document with tracked changes: all accepted, all rejected, or both texts with marks."""

LEFT_OUT: dict[View, str] = {"final": "deleted", "original": "inserted", "all": ""}
"""The kind of tracked change whose text a view does not show."""

FORMATTING = ("bold", "italic", "underline", "strike", "superscript", "subscript")
"""The kinds of marks that say how words look."""

BlockKind = Literal["heading", "paragraph", "list_item", "cell", "footnote", "caption", "furniture"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a block's text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class BlockSpan:
    """A half-open stretch of the text of one of a document's blocks, by the block's index."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands in its file: lines and pages from 1, `None` where the format has none.

    `cell` is (table, row, column), each from 0.
    """

    part: str = "body"
    page: int | None = None
    line: int | None = None
    end_line: int | None = None
    cell: tuple[int, int, int] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The `place` object of the JSON contract."""
        return {
            "part": self.part,
            "page": self.page,
            "line": self.line,
            "end_line": self.end_line,
            "cell": list(self.cell) if self.cell else None,
        }


@dataclass(frozen=True, slots=True)
class Mark:
    """Something a reader knows about a stretch of a block's text.

    Kinds so far:

    - `note`: a footnote mark; `value` is its number as the document has it ("4"). The span is empty where the format
      keeps marks apart from the text, as word processors do.
    - `comment`: the words a remark is about; `value` is "author: remark".
    - `inserted`, `deleted`: a tracked change, shown in the view `all`; `value` is its author.
    - `bold`, `italic`, `underline`, `strike`, `superscript`, `subscript`: how these words look to a reader, from letter
      to letter; in a heading only where they stand out from the rest of it, and not the underline that shows a link.
    - `source`: this stretch stands in one line of the source; `value` is "line:column" of its first character.
    - `code`: a stretch of program text or of what one types, as the format marks it: it has no words to check.
    - `language`: the source says that this text is in another language than the rest; `value` is its code ("en").
    - `label`: `value` is the label, with the space behind it, that was typed before the text (the span is empty).
    - `hyphen`: at this (empty) span the source has a hyphen and a line end that the text leaves out.
    """

    span: Span
    kind: str
    value: str = ""

    @property
    def position(self) -> tuple[int, int]:
        """Line and column, both from 1, that a mark of kind `source` tells of."""
        line, _, column = self.value.partition(":")
        return int(line), int(column)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, cell or note: the unit a person would point at.

    `level` counts headings, list items and quoted paragraphs of mail from 1 (0: has none). `label` is what numbers the
    block as the reader sees it ("3.2(a)", "•", a footnote's number) and is not part of `text`, unless the
    source has it in the sentence itself.
    """

    index: int
    kind: BlockKind
    text: str
    level: int = 0
    label: str = ""
    place: Place = Place()
    marks: tuple[Mark, ...] = ()


def is_code(block: Block) -> bool:
    """Whether a block is code from its first letter to its last."""
    return any(mark.kind == "code" and mark.span == Span(0, len(block.text)) for mark in block.marks)


@dataclass(frozen=True, slots=True)
class Source:
    """Which bytes a document was read from; `name` is what the caller called it.

    `data` holds the bytes themselves for the formats that can be written again (text, md, html, docx), else None.
    """

    name: str
    format: str = "text"
    sha256: str = ""
    encoding: str | None = None
    data: bytes | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader survived and the user should know, in one or two plain sentences."""

    code: str
    message: str
    place: Place = Place()

    def to_dict(self) -> dict[str, Any]:
        """The problem object of the JSON contract."""
        return {"code": self.code, "message": self.message, "place": self.place.to_dict()}


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its blocks in reading order, and what is known about it.

    `meta` holds what the file or its text says of itself: "title", "author", "date", "created", "modified"
    (ISO 8601), "language" (ISO 639-1).
    """

    source: Source
    blocks: tuple[Block, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def date(self) -> str | None:
        """The day the document bears, as "2026-02-10"; None when nothing says it."""
        return self.meta.get("date")

    @property
    def language(self) -> str | None:
        """The language most of the text is in, as "nl" or "en"; None when there is too little text to tell."""
        return self.meta.get("language")

    @property
    def title(self) -> str | None:
        """The document's own title or subject, if it has one."""
        return self.meta.get("title")

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks that say something: all but furniture."""
        return tuple([block for block in self.blocks if block.kind != "furniture"])

    @classmethod
    def from_texts(cls, texts: Iterable[str], name: str = "texts") -> Document:
        """Makes a document of plain paragraphs; no file needed."""
        blocks = tuple(Block(index, "paragraph", text) for index, text in enumerate(texts))
        digest = hashlib.sha256("\n".join(block.text for block in blocks).encode("utf-8", "surrogatepass"))
        return cls(Source(name, "text", digest.hexdigest()), blocks)

    def source_dict(self) -> dict[str, Any]:
        """The `source` object of the JSON contract."""
        return {
            "name": self.source.name,
            "format": self.source.format,
            "sha256": self.source.sha256,
            "encoding": self.source.encoding,
            "date": self.date,
            "language": self.language,
        }


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of one block of one document: what a finding points at.

    `blocks` (first, last) says that a whole passage is meant, of which the span is the beginning.
    """

    document: Document
    block: int
    span: Span
    blocks: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The words pointed at, as the source has them (see `source_text`)."""
        return source_text(self.document.blocks[self.block], self.span)

    @property
    def line(self) -> int:
        """Line of the first character in the source, from 1."""
        return source_position(self.document.blocks[self.block], self.span.start)[0]

    @property
    def column(self) -> int:
        """Column of the first character in the source, from 1."""
        return source_position(self.document.blocks[self.block], self.span.start)[1]

    def to_dict(self) -> dict[str, Any]:
        """The `at` object of the JSON contract."""
        block = self.document.blocks[self.block]
        line, column = source_position(block, self.span.start)
        found = {
            "source": self.document.source.name,
            "block": self.block,
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
            "part": block.place.part,
            "page": block.place.page,
            "line": line,
            "end_line": source_position(block, max(self.span.start, self.span.end - 1))[0],
            "column": column,
        }
        if self.blocks is not None:
            found["blocks"] = list(self.blocks)
        return found


def source_position(block: Block, offset: int) -> tuple[int, int]:
    """Line and column (both from 1) where the character at `offset` stands in the source.

    Blocks built by hand have no lines of their own: there the block's number stands for the line.
    """
    line, column, start = block.place.line or block.index + 1, 1, 0
    for mark in block.marks:
        if mark.kind == "source" and mark.span.start <= offset:
            (line, column), start = mark.position, mark.span.start
    return line, column + offset - start


def source_text(block: Block, span: Span) -> str:
    """The words of `span` as the source has them: with its line ends, and with the hyphens that joining lines removed.

    Blank lines and spaces at line ends between the pieces are not given back.
    """
    lines = {mark.span.start: mark.position[0] for mark in block.marks if mark.kind == "source"}
    hyphens = {mark.span.start for mark in block.marks if mark.kind == "hyphen"}
    out: list[str] = []
    previous_line = 0
    for offset in range(span.start, span.end):
        if offset in lines:
            line = lines[offset]
            if offset > span.start and line != previous_line:
                if offset in hyphens:
                    out.append("-")
                elif out and out[-1] == " ":
                    out.pop()
                out.append("\n")
            previous_line = line
        elif offset == span.start:
            previous_line = source_position(block, offset)[0]
        out.append(block.text[offset])
    return "".join(out)
