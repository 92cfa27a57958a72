"""`docdiff check`: what contradicts itself or repeats."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docdiff.cli import options
from docdiff.cli.files import finish, load_all, refuse_to_overwrite, write
from docdiff.errors import UsageError
from docdiff.model import Document, View

if TYPE_CHECKING:
    from docdiff.baseline import Matched
    from docdiff.checks import Finding, Rule

_SUFFIXES = {**options.SUFFIXES, ".sarif": "sarif", ".xml": "junit"}


@click.command(name="check")
@options.paths
@options.format_of("text", "json", "html", "sarif", "github", "junit")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules; globs work: --select 'date-*'.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules; globs work.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), metavar="0..1", help="Leave out less certain findings (0.6)."
)
@click.option("--show-evidence", is_flag=True, help="Under each finding, the other places it rests on, and why.")
@click.option("--alone", is_flag=True, help="Check each document by itself, not against the others.")
@click.option("--baseline", metavar="FILE", help="Leave out the findings that FILE knows; tell which it knows in vain.")
@click.option("--write-baseline", metavar="FILE", help="Write all findings to FILE, as known from now on.")
@click.option(
    "--fix", is_flag=True, help="Write the safe fixes into text, Markdown and HTML files; each is kept as .bak."
)
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would write, and write nothing.")
@options.of_reports
def command(
    paths: tuple[str, ...],
    format_: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    min_confidence: float | None,
    show_evidence: bool,
    alone: bool,
    baseline: str | None,
    write_baseline: str | None,
    fix: bool,
    show_diff: bool,
    output: str | None,
    lang: str | None,
    encoding: str | None,
    view: View,
    quiet: bool,
) -> int:
    """Report what contradicts itself or repeats in files and in the documents of folders, worst first.

    Documents that belong together (one dossier, one event, shared paragraphs or jargon) are checked against each other.
    One finding is one line: path:line:column: severity: message [rule].

    \b
    Example:
      docdiff check letters/
      docdiff check draft.docx note.pdf -o findings.html
      docdiff check --format json --select 'date-*' draft.txt note.txt
      docdiff check --diff draft.txt
    """
    from docdiff.checks import check, configure_rules, select_rules, switches
    from docdiff.cli import fixing, known

    refuse_to_overwrite(output, paths)
    if "-" in paths and fix:
        raise UsageError("Standard input cannot be fixed in place. Save it as a file first.")
    settings = options.settings_for(paths)
    language = options.language(lang, settings)
    chosen = options.pick_format(format_, output, _SUFFIXES, "text")
    chosen_rules = select_rules(
        select or settings.select, ignore or settings.ignore, switched={} if select else switches(settings.rules)
    )
    rules = configure_rules(chosen_rules, settings.rules)
    least = min_confidence if min_confidence is not None else settings.min_confidence

    def find(documents: Sequence[Document]) -> tuple[Finding, ...]:
        found = check(
            documents,
            rules=rules,
            lang=language,
            min_confidence=0.6 if least is None else least,
            patterns=options.patterns_for(settings),
            alone=alone,
        )
        return known.leave_out_allowed(found, settings)

    def read(*, quiet: bool) -> tuple[list[Document], list[str]]:
        return load_all(paths, encoding=encoding or settings.encoding, view=view, quiet=quiet)

    documents, failures = read(quiet=quiet)
    known.complain_of_remarks(documents)
    found = find(documents)
    if show_diff:
        write(output, fixing.show_fixes(documents, found))
    elif fix and fixing.write_fixes(documents, found):
        documents, failures = read(quiet=True)
        found = find(documents)
    if write_baseline is not None:
        known.write_baseline(Path(write_baseline), found)
    elif not show_diff:
        matched = known.hold_against(baseline or settings.baseline, found, documents)
        found = matched.new
        if documents:
            write(output, _render(chosen, documents, matched, rules, show_evidence=show_evidence, lang=language))
    return finish(failures, found=bool(found and write_baseline is None))


def _render(
    chosen: str,
    documents: Sequence[Document],
    matched: Matched,
    rules: Sequence[Rule],
    *,
    show_evidence: bool,
    lang: str,
) -> str:
    from docdiff.render import findings as shown

    if chosen == "text":
        return shown.render(matched.new, show_evidence=show_evidence, lang=lang)
    if chosen == "json":
        from docdiff.render.json import render as render_json

        return render_json(shown.payload(documents, matched.new, known=matched.known, stale=matched.stale))
    if chosen == "sarif":
        from docdiff.render.sarif import render as render_sarif

        return render_sarif(matched.new, rules)
    if chosen == "junit":
        from docdiff.render.junit import render as render_junit

        return render_junit(documents, matched.new, rules)
    if chosen == "github":
        from docdiff.render.github import render as render_github

        return render_github(matched.new)
    from docdiff.render.findings_html import render as render_page

    return render_page(documents, matched.new, lang=lang)
