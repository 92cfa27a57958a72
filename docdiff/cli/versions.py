"""`docdiff versions`: which documents are versions of one another, and in what order."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import click

from docdiff.cli import options
from docdiff.cli.files import finish, load, load_all, refuse_to_overwrite, write
from docdiff.errors import ReadError
from docdiff.model import Document, View

_TRACKING = frozenset({"docx", "odt"})


@click.command(name="versions", short_help="Tell which documents are versions of one another.")
@options.paths
@options.format_of("text", "json", "html")
@options.of_reports
def command(
    paths: tuple[str, ...],
    format_: str | None,
    output: str | None,
    lang: str | None,
    encoding: str | None,
    view: View,
    quiet: bool,
) -> int:
    """Tell which files, and documents in folders, are versions of one text, which came from which, and why.

    \b
    Example:
      docdiff versions letters/
      docdiff versions letters/ -o versions.html
      docdiff versions draft.docx final.pdf --format json
    """
    from docdiff.render.json import render as render_json
    from docdiff.versions import find_versions

    refuse_to_overwrite(output, paths)
    settings = options.settings_for(paths)
    language = options.language(lang, settings)
    chosen = options.pick_format(format_, output, options.SUFFIXES, "text")
    documents, failures = load_all(paths, encoding=encoding or settings.encoding, view=view, quiet=quiet)
    found = find_versions(documents, originals=_originals(documents) if view == "final" else None)
    if documents and chosen == "text":
        from docdiff.render import versions as shown

        write(output, shown.text(found, lang=language))
    elif documents and chosen == "html":
        from docdiff.render.versions_html import render as render_page

        write(output, render_page(found, lang=language))
    elif documents:
        write(output, render_json(found))
    return finish(failures, found=bool(found.families))


def _originals(documents: Sequence[Document]) -> dict[str, Document]:
    """The documents of word processors as they were before their tracked changes, by name."""
    found: dict[str, Document] = {}
    for document in documents:
        if document.source.format in _TRACKING and document.source.name != "stdin":
            with suppress(ReadError):  # all of it was inserted
                found[document.source.name] = load(document.source.name, view="original", quiet=True)
    return found
