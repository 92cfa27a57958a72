"""`docdiff duplicates`: what stands more than once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from docdiff.cli import options
from docdiff.cli.files import finish, load_all, refuse_to_overwrite, write
from docdiff.model import View

if TYPE_CHECKING:
    from docdiff.repeats import Duplicates, Level


@click.command(name="duplicates", short_help="List what stands more than once.")
@options.paths
@click.option(
    "--level",
    multiple=True,
    type=click.Choice(["document", "passage", "answer", "block"]),
    help="Only this level, whole, also what a higher one would tell; may be given more than once.",
)
@options.format_of("text", "json", "html")
@click.option("--show-suppressed", is_flag=True, help="List what stands more than once and is not told, and why.")
@options.of_reports
def command(
    paths: tuple[str, ...],
    level: tuple[Level, ...],
    format_: str | None,
    show_suppressed: bool,
    output: str | None,
    lang: str | None,
    encoding: str | None,
    view: View,
    quiet: bool,
) -> int:
    """List documents, passages, answers and blocks that stand more than once in files and folders.

    \b
    Example:
      docdiff duplicates letters/
      docdiff duplicates letters/ -o duplicates.html
      docdiff duplicates --level answer --format json letter.txt
    """
    from docdiff.duplicates import find_duplicates
    from docdiff.repeats import LEVELS

    refuse_to_overwrite(output, paths)
    settings = options.settings_for(paths)
    language = options.language(lang, settings)
    chosen = options.pick_format(format_, output, options.SUFFIXES, "text")
    documents, failures = load_all(paths, encoding=encoding or settings.encoding, view=view, quiet=quiet)
    found = find_duplicates(documents, levels=level or LEVELS, patterns=options.patterns_for(settings))
    hidden = bool(found.suppressed) and not show_suppressed
    if hidden:
        found = replace(found, suppressed=())
    if documents:
        write(output, _render(chosen, found, language, hidden))
    return finish(failures, found=bool(found.pairs))


def _render(chosen: str, found: Duplicates, lang: str, hidden: bool) -> str:
    if chosen == "json":
        from docdiff.render.json import render as render_json

        return render_json(found)
    if chosen == "html":
        from docdiff.render.duplicates_html import render as render_page

        return render_page(found, lang=lang)
    from docdiff.render.duplicates import text

    return text(found, lang=lang, hidden=hidden)
