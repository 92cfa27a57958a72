"""Reads the documents a command is given and writes what it makes."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from docdiff.cli import voice
from docdiff.errors import ReadError, WriteError
from docdiff.model import Document, View
from docdiff.readers import SUFFIXES, load_bytes, read
from docdiff.readers.formats import find_format


def load(name: str, *, encoding: str | None = None, view: View = "final", quiet: bool = False) -> Document:
    """Reads one document ("-" is standard input) and says aloud what its reader survived.

    Raises `ReadError` also for a document without a word in it: that is the wrong file, nearly always.
    """
    if name == "-":
        if sys.stdin is None:
            raise ReadError("Standard input is closed. Name a file instead of -.")
        document = read(sys.stdin.buffer.read(), name="stdin", encoding=encoding, view=view)
    else:
        document = read(Path(name), name=name, encoding=encoding, view=view)
    if not document.body:
        raise ReadError(f"{document.source.name} holds no text. Check that it is the right file and that it was saved.")
    if not quiet:
        for problem in document.problems:
            voice.warn(problem.message)
    return document


def load_page(name: str, *, encoding: str | None = None) -> tuple[str, str]:
    """The source of an HTML page ("-" is standard input) and its encoding. Raises `ReadError` for another format."""
    data = sys.stdin.buffer.read() if name == "-" else load_bytes(Path(name))[0]
    from docdiff.readers.html_tree import decode_page

    if data.strip() and find_format(data, name) != "html" and Path(name).suffix.casefold() not in (".html", ".htm"):
        raise ReadError(f"{name} is no HTML page, and only pages can be marked in place. Use --format html.")
    return decode_page(data, name, encoding)[:2]


def load_all(
    names: Sequence[str], *, encoding: str | None = None, view: View = "final", quiet: bool = False
) -> tuple[list[Document], list[str]]:
    """Reads files and all documents in folders: (those that could be read, a sentence for each that could not).

    A file that is named twice, also by another spelling or through a link, is read once: it is no copy of itself.
    """
    documents: list[Document] = []
    failures: list[str] = []
    first_names: dict[object, str] = {}
    for name in names:
        try:
            for file in _expand(name):
                identity = _identity(file)
                if identity in first_names:
                    if not quiet:
                        same = first_names[identity]
                        voice.warn(f"{file} is the same file as {same} and is read once.")
                    continue
                first_names[identity] = file
                try:
                    documents.append(load(file, encoding=encoding, view=view, quiet=quiet))
                except ReadError as error:
                    failures.append(str(error))
        except ReadError as error:
            failures.append(str(error))
    return documents, failures


def _expand(name: str) -> Iterator[str]:
    """The file itself, or the documents in a folder in the order of their names. Hidden ones and links are left out."""
    if name == "-" or not Path(name).is_dir():
        yield name
        return
    found = []
    for folder, below, files in os.walk(name):
        below[:] = [entry for entry in below if not entry.startswith(".")]
        found += [str(Path(folder, file)) for file in files if _is_document(file) and Path(folder, file).is_file()]
    if not found:
        kinds = ", ".join(sorted(SUFFIXES))
        raise ReadError(f"There are no documents ({kinds}) in the folder {name}. Name a file, or another folder.")
    yield from sorted(found)


def _identity(name: str) -> object:
    """What all names of one file have in common; names of anything but a file stand for themselves."""
    try:
        status = Path(name).stat()
    except (OSError, ValueError):
        return object()
    if name == "-" or not stat.S_ISREG(status.st_mode):
        return object()
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(name)


def _is_document(file: str) -> bool:
    """Whether a file in a folder is one of its documents; a README tells about the folder and is not."""
    path = Path(file)
    return path.suffix.casefold() in SUFFIXES and not file.startswith((".", "~$")) and path.stem.upper() != "README"


def complain(messages: Sequence[str]) -> None:
    """Says on stderr what could not be done."""
    for message in messages:
        voice.complain(message)


def finish(failures: Sequence[str], *, found: bool) -> int:
    """Says what could not be read, and the exit status: 2 where anything could not, 1 for what was found, else 0."""
    complain(failures)
    return 2 if failures else int(found)


def write(output: str | None, content: str | bytes) -> None:
    """Writes a result to stdout (None, "-") or to a file, which is there whole or as it was before."""
    if output is None or output == "-":
        if isinstance(content, str):
            sys.stdout.write(content)
        else:
            sys.stdout.buffer.write(content)
        return
    write_file(Path(output), content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)


def write_file(path: Path, data: bytes) -> None:
    """Writes a file, which is there whole or as it was before; a link leads to the file that is written.

    Raises `WriteError` when the place cannot be written.
    """
    try:
        _write_whole(path.resolve(), data)
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror}. Choose another place.") from error


def _write_whole(target: Path, data: bytes) -> None:
    if target.is_dir():
        raise WriteError(f"{target} is a folder. Name a file with -o.")
    if target.exists() and not target.is_file():  # a device or a pipe takes what it is given
        target.write_bytes(data)
        return
    import tempfile  # here, because it takes 3 ms of start-up

    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def refuse_to_overwrite(output: str | None, inputs: Sequence[str]) -> None:
    """Raises `WriteError` when an output would take the place of a document it is made from."""
    if output is None or output == "-":
        return
    for name in inputs:
        with suppress(OSError):
            if name != "-" and Path(name).samefile(output):
                raise WriteError(f"{output} is one of the documents themselves. Choose another name with -o.")
