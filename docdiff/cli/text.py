"""`docdiff text`: a document as docdiff reads it."""

from __future__ import annotations

import sys

import click

from docdiff.cli import options
from docdiff.cli.files import load, refuse_to_overwrite, write
from docdiff.model import View

_SUFFIXES = {".txt": "text", ".md": "text", ".json": "json"}


@click.command(name="text")
@click.argument("file")
@options.format_of("text", "json")
@options.of_reports
def command(
    file: str,
    format_: str | None,
    view: View,
    output: str | None,
    lang: str | None,
    encoding: str | None,
    quiet: bool,
) -> int:
    """Print FILE ("-" is standard input) as docdiff reads it: paragraphs, headings, items and notes.

    \b
    Example:
      docdiff text letter.txt
      docdiff text --format json letter.txt
    """
    from docdiff.questions import find_questions
    from docdiff.render import document as shown
    from docdiff.render.json import render as render_json
    from docdiff.render.odd import readable

    refuse_to_overwrite(output, [file])
    settings = options.settings_for([file])
    options.language(lang, settings)
    document = load(file, encoding=encoding or settings.encoding, view=view, quiet=quiet)
    if options.pick_format(format_, output, _SUFFIXES, "text") == "text":
        text = shown.text_view(document)
        write(output, readable(text) if output in (None, "-") and sys.stdout.isatty() else text)
    else:
        questions = find_questions(document, options.patterns_for(settings))
        write(output, render_json(shown.to_dict(document, questions)))
    return 0
