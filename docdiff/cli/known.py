"""Reads and writes the baseline a check is held against, and leaves out what the settings allow."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

import click

from docdiff import baseline
from docdiff.checks import Finding, all_rules
from docdiff.checks.allowances import mistaken_remarks
from docdiff.cli.files import write_file
from docdiff.cli.voice import warn
from docdiff.config import Settings
from docdiff.errors import ReadError
from docdiff.model import Document


def load_baseline(path: Path) -> tuple[baseline.Entry, ...]:
    """The entries of a baseline file. Raises `ReadError` when it is missing or is something else."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ReadError(
            f"There is no baseline {path}. Make one with `docdiff check --write-baseline {path}`."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"The baseline {path} cannot be read: {error}.") from error
    return baseline.read(text, str(path))


def write_baseline(path: Path, findings: Sequence[Finding]) -> None:
    """Writes a baseline that knows `findings`; reasons that stand in the file already are kept."""
    before = load_baseline(path) if path.exists() else ()
    write_file(path, baseline.write(findings, before).encode("utf-8", "surrogatepass"))
    count = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
    click.echo(f"docdiff: {path} knows {count} now; `docdiff check --baseline {path}` leaves them out.", err=True)


def hold_against(
    name: str | Path | None, findings: Sequence[Finding], documents: Sequence[Document]
) -> baseline.Matched:
    """The findings held against a baseline file, if there is one; says on stderr which entries are found no more.

    Entries about documents that are not among those checked may well be found in them, and are left alone.
    """
    if name is None:
        return baseline.Matched(tuple(findings), (), ())
    path = Path(name)
    matched = baseline.match(findings, load_baseline(path))
    given = {document.source.name for document in documents}
    matched = replace(matched, stale=tuple(entry for entry in matched.stale if entry.source in given))
    for entry in matched.stale:
        click.echo(
            f"docdiff: warning: {path} knows a finding of {entry.rule} in {entry.source} that is not there any more:"
            f" {entry.message}",
            err=True,
        )
    return matched


def complain_of_remarks(documents: Sequence[Document]) -> None:
    """Says on stderr which remarks to docdiff in the documents do nothing, as they name no rule."""
    names = [rule.name for rule in all_rules()]
    for document in documents:
        for block, sentence in mistaken_remarks(document, names):
            place = f"{document.source.name}:{block.place.line}" if block.place.line else document.source.name
            warn(f"{place}: {sentence}")


def leave_out_allowed(findings: Sequence[Finding], settings: Settings) -> tuple[Finding, ...]:
    """The findings in files where the settings do not allow their rule to be broken."""
    return tuple(finding for finding in findings if not _is_allowed(finding, settings))


def _is_allowed(finding: Finding, settings: Settings) -> bool:
    globs = settings.allow_in.get(finding.rule, ())
    if not globs or settings.file is None:
        return False
    name = os.path.relpath(Path(finding.at.document.source.name).resolve(), settings.file.parent.resolve())
    return any(fnmatchcase(name.replace(os.sep, "/"), glob) for glob in globs)
