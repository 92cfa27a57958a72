"""Reads files into documents: one format per file, chosen by content first and name second."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast, get_args

from docdiff.dates import document_date
from docdiff.errors import ReadError, UsageError
from docdiff.locale import all_words
from docdiff.model import Block, Document, Source, View
from docdiff.readers.formats import SUFFIXES, find_format
from docdiff.readers.looks import stands_out
from docdiff.readers.typed import label_typed_items
from docdiff.text import find_language
from docdiff.view import number_lines

__all__ = ["SUFFIXES", "read"]

Reader = Callable[..., Document]

_MODULES = {"text": "plain", "md": "markdown", "html": "html", "docx": "docx", "odt": "odt", "pdf": "pdf"}
_HAS_LINES = frozenset({"text", "md", "html"})
_WRITABLE = frozenset({"text", "md", "html", "docx"})
_HAS_LISTS = frozenset({"md", "html", "docx", "odt"})
_LANGUAGE_SAMPLE = 60_000  # characters of text from which the language is told


def read(
    source: str | Path | bytes | BinaryIO, *, name: str | None = None, encoding: str | None = None, view: View = "final"
) -> Document:
    """Reads a path, bytes or an open binary file into a `Document`.

    `name` is what findings call it (default: the path as given). `encoding` is that of text, Markdown and HTML; `view`
    says what becomes of tracked changes. Lines and columns are those of the file for these three, else those of the
    text view (`docdiff.view`). Raises `ReadError` when the source cannot be opened or is not a format docdiff reads,
    `UsageError` for an unknown `encoding` or `view`. The source is never changed.
    """
    if view not in get_args(View):
        raise UsageError(f"There is no view called {view}. The views are: {', '.join(get_args(View))}.")
    data, called = load_bytes(source)
    called = name or called
    kind = find_format(data, called)
    blank = Source(called, kind, hashlib.sha256(data).hexdigest())
    document = _reader(_MODULES[kind])(data, blank, encoding=encoding, view=view)
    kept = data if kind in _WRITABLE else None
    document = _completed(replace(document, source=replace(document.source, data=kept)))
    if kind in _HAS_LINES:
        return document
    blocks, document = list(document.blocks), replace(document, blocks=())  # each goes as it is exchanged
    number_lines(blocks)
    return replace(document, blocks=tuple(blocks))


def _completed(document: Document) -> Document:
    """The document with what only its text says: typed labels, and its language, title and date."""
    blocks = label_typed_items(document.blocks) if document.source.format in _HAS_LISTS else document.blocks
    blocks = tuple([_as_heading(block) if block.kind == "heading" else block for block in blocks])
    document = replace(document, blocks=blocks)
    return replace(document, meta=_describe(document))


def load_bytes(source: str | Path | bytes | BinaryIO) -> tuple[bytes, str]:
    """The bytes of a path, bytes or an open binary file, and what to call them. Raises `ReadError` as `read` does."""
    if isinstance(source, bytes):
        return source, "bytes"
    if not isinstance(source, str | Path):
        return source.read(), str(getattr(source, "name", "stream"))
    try:
        if Path(source).exists() and not (Path(source).is_file() or Path(source).is_dir()):
            raise ReadError(f"{source} is a pipe or a device, not a file. Give its text on standard input, as -.")
        return Path(source).read_bytes(), str(source)
    except FileNotFoundError as error:
        raise ReadError(f"There is no file {source}. Check the name and the folder.") from error
    except IsADirectoryError as error:
        raise ReadError(f"{source} is a folder, and a document was asked for. Name a file in it.") from error
    except PermissionError as error:
        raise ReadError(f"{source} may not be read. Ask for permission or copy it somewhere you can.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"{source} cannot be read: {reason}.") from error


def _reader(module: str) -> Reader:
    return cast(Reader, import_module(f"docdiff.readers.{module}").read)


def _describe(document: Document) -> dict[str, str]:
    """What the text says of itself: its language, title and date."""
    meta, body = dict(document.meta), document.body
    language = find_language(_sample(body))
    if language:
        meta.setdefault("language", language)
    title = _title(body)
    if title:
        meta.setdefault("title", title)
    dated = document_date(body, document.source.name, language)
    if dated:
        meta.setdefault("date", dated[0].isoformat())
    return meta


def _sample(blocks: Iterable[Block]) -> list[str]:
    texts, size = list[str](), 0
    for block in blocks:
        texts.append(block.text)
        size += len(block.text)
        if size > _LANGUAGE_SAMPLE:
            break
    return texts


_LONGEST_LABEL = 80  # characters, spaces and all
_HEAD = 40  # blocks at the top of a letter where its subject may stand


def _title(blocks: Sequence[Block]) -> str | None:
    """The subject of a letter ("Betreft …"), else the first heading near the top."""
    head = blocks[:_HEAD]
    for at, block in enumerate(head):
        label, _, rest = block.text.partition(":")
        if len(label) < _LONGEST_LABEL and label.strip().lower() in all_words("subject_labels"):
            if rest.strip():
                return _in_one_line(rest)
            if at + 1 < len(head):
                return _in_one_line(head[at + 1].text)
    return next((_in_one_line(block.text) for block in head if block.kind == "heading"), None)


def _as_heading(block: Block) -> Block:
    """A heading as one line, however it was broken to fit, and with the looks that stand out in it."""
    return stands_out(replace(block, text=block.text.replace("\n", " ")) if "\n" in block.text else block)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
