"""`docdiff redline`: what changed between two versions."""

from __future__ import annotations

import shutil
import sys

import click

from docdiff.cli import options, pager
from docdiff.cli.files import load, load_page, refuse_to_overwrite, write
from docdiff.errors import UsageError
from docdiff.model import View

_SUFFIXES = {".html": "html", ".htm": "html", ".json": "json", ".md": "markdown", ".txt": "text"}


@click.command(name="redline")
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "html", "html-inline", "json", "markdown"]),
    help="Output format (default: by the suffix of -o, else text).",
)
@click.option("--only", metavar="NAMES", help="Only changes of these categories, as in --only number,date.")
@click.option("--ignore", metavar="NAMES", help="No changes in these: whitespace, quotes, case, punctuation, numbers …")
@click.option("--show", metavar="NAMES", help="Also changes in these, which are quiet otherwise.")
@click.option("--no-pager", is_flag=True, help="All at once on a terminal, however long.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when something changed, as git does.")
@options.output
@options.lang
@options.encoding
@options.view
@options.color
@options.quiet
def command(
    old: str,
    new: str,
    format_: str | None,
    only: str | None,
    ignore: str | None,
    show: str | None,
    no_pager: bool,
    exit_code: bool,
    output: str | None,
    lang: str | None,
    encoding: str | None,
    view: View,
    color: str,
    quiet: bool,
) -> int:
    """Show what changed from OLD to NEW, word by word; "-" is standard input.

    Categories (--only): number (amounts and percentages too), amount, date, percentage, name, negation, obligation,
    spelling, case, punctuation, whitespace, words. Traits (--ignore, --show): whitespace, quotes, case, punctuation,
    numbers, formatting, notes, furniture; whitespace, quotes, formatting and furniture are quiet unless they are shown.

    \b
    Example:
      docdiff redline draft-1.txt draft-2.txt
      docdiff redline draft-1.txt draft-2.txt -o changes.html
      docdiff redline draft-1.docx draft-2.docx --only number,date
      docdiff redline old.html new.html --format html-inline -o marked.html
    """
    from docdiff.changes import diff
    from docdiff.filters import choose

    if old == new == "-":
        raise UsageError("Only one of the two versions can come from standard input. Name a file for the other.")
    refuse_to_overwrite(output, [old, new])
    settings = options.settings_for([old, new])
    language = options.language(lang, settings)
    chosen = options.pick_format(format_, output, _SUFFIXES, "text")
    if chosen == "html-inline":
        from docdiff.render.html_inline import render as render_inline

        (before, _), (after, used) = (load_page(name, encoding=encoding or settings.encoding) for name in (old, new))
        marked = render_inline(before, after)
        write(output, marked.encode(used, "xmlcharrefreplace"))
        return 1 if exit_code and marked != after else 0
    first, second = (load(name, encoding=encoding or settings.encoding, view=view, quiet=quiet) for name in (old, new))
    found = choose(diff(first, second), ignore=_names(ignore), show=_names(show), only=_names(only))
    if chosen == "html":
        from docdiff.render.html import render as render_html

        write(output, render_html(found, lang=language))
    elif chosen == "json":
        from docdiff.render.json import render as render_json

        write(output, render_json(found))
    elif chosen == "markdown":
        from docdiff.render.markdown import render as render_markdown

        write(output, render_markdown(found, lang=language))
    else:
        from docdiff.render.terminal import render as render_terminal

        width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
        redline = render_terminal(found, color=options.use_color(color, output), width=width, lang=language)
        if output in (None, "-"):
            pager.show(redline, paged=not no_pager)
        else:
            write(output, redline)
    changed = any(hunk.kind != "equal" for hunk in found.hunks)
    return 1 if exit_code and changed else 0


def _names(given: str | None) -> list[str]:
    """What stands between the commas."""
    return [name for name in (given or "").replace(",", " ").split() if name]
