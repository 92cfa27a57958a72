"""Reads files into documents: one format per file, chosen by content first and name second."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from docdiff.dates import document_date
from docdiff.errors import ReadError
from docdiff.locale import all_words
from docdiff.model import Block, Document, Source
from docdiff.text import guess_language

Reader = Callable[..., Document]

# What the first bytes say, and what to tell the user while that format has no reader.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "Save its text as .txt"),
    (b"PK\x03\x04", "a Word, OpenDocument or other zipped file", "Save it as plain text (.txt)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office file", "Save it as plain text (.txt)"),
    (b"{\\rtf", "a rich text file", "Save it as plain text (.txt)"),
    (b"\x89PNG", "a picture", "Give the text it shows"),
    (b"\xff\xd8\xff", "a picture", "Give the text it shows"),
    (b"GIF8", "a picture", "Give the text it shows"),
    (b"\x1f\x8b", "a compressed file", "Unpack it first"),
)
_LANGUAGE_SAMPLE = 60_000  # characters of text from which the language is told
SUFFIXES = frozenset({".txt", ".text"})
"""Names a folder is searched for; a file named outright is read whatever it is called."""


def read(source: str | Path | bytes | BinaryIO, *, name: str | None = None, encoding: str | None = None) -> Document:
    """Reads a path, bytes or an open binary file into a `Document`.

    `name` is what findings call it (default: the path as given). Raises `ReadError` when it cannot be opened or is not
    a format docdiff reads, `UsageError` for an unknown `encoding`. The source is never changed.
    """
    data, called = _load(source)
    called = name or called
    for signature, what, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(
                f"{called} is {what}, which this version of docdiff does not read yet. {remedy}, then run this again."
            )
    document = _reader("plain")(data, Source(called, sha256=hashlib.sha256(data).hexdigest()), encoding=encoding)
    return replace(document, meta=_describe(document))


def _load(source: str | Path | bytes | BinaryIO) -> tuple[bytes, str]:
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
    meta = dict(document.meta)
    language = guess_language(_sample(document.body))
    if language:
        meta.setdefault("language", language)
    title = _title(document.body)
    if title:
        meta.setdefault("title", title)
    dated = document_date(document.body, document.source.name, language)
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


_HEAD = 40  # blocks at the top of a letter where its subject may stand


def _title(blocks: Sequence[Block]) -> str | None:
    """The subject of a letter ("Betreft …"), else the first heading near the top."""
    head = blocks[:_HEAD]
    for at, block in enumerate(head):
        label, _, rest = block.text.partition(":")
        if label.strip().lower() in all_words("subject_labels"):
            if rest.strip():
                return rest.strip()
            if at + 1 < len(head):
                return head[at + 1].text
    return next((block.text for block in head if block.kind == "heading"), None)
