"""`docdiff check`: what contradicts itself or repeats."""

from __future__ import annotations

import click

from docdiff.cli import options
from docdiff.cli.files import complain, load_all, refuse_to_overwrite, write
from docdiff.model import View

_SUFFIXES = {".txt": "text", ".json": "json"}


@click.command(name="check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), help="Output format (default: text).")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules; globs work: --select 'date-*'.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules; globs work.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), metavar="0..1", help="Leave out less certain findings (0.6)."
)
@click.option("--show-evidence", is_flag=True, help="Under each finding, the other places it rests on.")
@options.output
@options.lang
@options.encoding
@options.view
@options.quiet
def command(
    paths: tuple[str, ...],
    format_: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    min_confidence: float | None,
    show_evidence: bool,
    output: str | None,
    lang: str | None,
    encoding: str | None,
    view: View,
    quiet: bool,
) -> int:
    """Report what contradicts itself or repeats in files and in the documents of folders, worst first.

    Documents given together are checked against each other. One finding is one line:
    path:line:column: severity: message [rule].

    \b
    Example:
      docdiff check letters/
      docdiff check --format json --select 'date-*' draft.txt note.txt
    """
    from docdiff.checks import check, select_rules
    from docdiff.render import findings as shown
    from docdiff.render.json import render as render_json

    refuse_to_overwrite(output, paths)
    settings = options.settings_for(paths)
    language = options.language(lang, settings)
    chosen = options.pick_format(format_, output, _SUFFIXES, "text")
    rules = select_rules(select or settings.select, ignore or settings.ignore)
    documents, failures = load_all(paths, encoding=encoding or settings.encoding, view=view, quiet=quiet)
    least = min_confidence if min_confidence is not None else settings.min_confidence
    found = check(
        documents,
        rules=rules,
        lang=language,
        min_confidence=0.6 if least is None else least,
        patterns=options.patterns_for(settings),
    )
    if documents and chosen == "text":
        write(output, shown.render(found, show_evidence=show_evidence, lang=language))
    elif documents:
        write(output, render_json(shown.payload(documents, found)))
    complain(failures)
    if failures:
        return 2
    return 1 if found else 0
