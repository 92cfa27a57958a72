"""Shows the safe fixes of findings, or writes them into their files and keeps each file as it was beside it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from docdiff.checks import Finding
from docdiff.cli.files import write_file
from docdiff.errors import ReadError
from docdiff.fixes import FORMATS, Fixed, apply_fixes, safe_fixes
from docdiff.model import Document


def show_fixes(documents: Sequence[Document], findings: Sequence[Finding]) -> str:
    """What `--fix` would write, as a unified diff of the files."""
    return "".join(_difference(document, data, fixed) for document, data, fixed in _fixed(documents, findings))


def write_fixes(documents: Sequence[Document], findings: Sequence[Finding]) -> list[Document]:
    """Writes the safe fixes into their files; returns the documents whose files changed.

    Each file as it was is kept as NAME.bak (or .bak2 and so on: no backup takes the place of another).
    """
    changed = []
    for document, data, fixed in _fixed(documents, findings):
        path = Path(document.source.name)
        kept = _free_name(path)
        write_file(kept, data)
        write_file(path, fixed.data)
        count = "1 fix" if len(fixed.done) == 1 else f"{len(fixed.done)} fixes"
        click.echo(f"docdiff: {count} written to {path}; the file as it was is {kept}.", err=True)
        changed.append(document)
    return changed


def _fixed(documents: Sequence[Document], findings: Sequence[Finding]) -> Iterator[tuple[Document, bytes, Fixed]]:
    """The documents with fixes in them: (document, its file as it is, what should be there)."""
    for document in documents:
        fixes = safe_fixes(findings, document)
        if not fixes:
            continue
        name = document.source.name
        if document.source.format not in FORMATS or not Path(name).is_file():
            click.echo(
                f"docdiff: warning: {name} has {len(fixes)} safe fixes that cannot be written: docdiff writes them into"
                " text, Markdown and HTML files.",
                err=True,
            )
            continue
        data = _read_bytes(Path(name))
        fixed = apply_fixes(data, document, fixes)
        for fix in fixed.left:
            click.echo(
                f"docdiff: warning: {name}:{fix.at.line} stays as it is: the words stand in the file in another way"
                " than on the page.",
                err=True,
            )
        if fixed.done:
            yield document, data, fixed


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path} cannot be read again: {error.strerror}.") from error


def _difference(document: Document, data: bytes, fixed: Fixed) -> str:
    encoding = document.source.encoding or "utf-8"
    before, after = (part.decode(encoding, "replace").splitlines(keepends=True) for part in (data, fixed.data))
    name = document.source.name
    lines = difflib.unified_diff(before, after, name, f"{name} (fixed)", n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _free_name(path: Path) -> Path:
    number = 1
    while True:
        kept = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        if not kept.exists():
            return kept
        number += 1
