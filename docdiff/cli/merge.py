"""`docdiff merge`: several copies of one text made one, nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docdiff.cli import options
from docdiff.cli.files import complain, load, refuse_to_overwrite, write, write_file
from docdiff.errors import ReadError, UsageError
from docdiff.model import Document

if TYPE_CHECKING:
    from docdiff.merging import Decision, Merge

_FORMATS = ("text", "json", "html", "md")
_TEXT_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text"})


@click.command(name="merge", short_help="Make one text of several edited copies.")
@click.argument("paths", nargs=-1, required=True, metavar="BASE COPY COPY...")
@click.option(
    "--format", "format_", type=click.Choice(_FORMATS), help="What to print: the report, or the merge as JSON."
)
@click.option("--report", metavar="FILE.html", help="Write the page with the questions to FILE.")
@click.option("--decisions", metavar="FILE", help="Apply the answers in FILE.")
@click.option("--write-decisions", metavar="FILE", help="Write the questions to FILE, for you to answer.")
@click.option("--markers", is_flag=True, help="Put open questions into the text between git's conflict markers.")
@click.option("--collate", is_flag=True, help="Print all versions side by side, a row for each block.")
@click.option("--no-base", is_flag=True, help="All files are copies; find their base, or rebuild it.")
@click.option("--partial", is_flag=True, help="Merge the rest when a copy cannot be read.")
@options.output
@options.lang
@options.encoding
@options.quiet
def command(
    paths: tuple[str, ...],
    format_: str | None,
    report: str | None,
    decisions: str | None,
    write_decisions: str | None,
    markers: bool,
    collate: bool,
    no_base: bool,
    partial: bool,
    output: str | None,
    lang: str | None,
    encoding: str | None,
    quiet: bool,
) -> int:
    """Merge the changes of all copies of BASE into one text, word by word.

    With -o the merged text is written in the format of the base, and the report is printed. Where copies contradict
    each other the words of the base stay, and the exit status is 1 until every question is answered.

    \b
    Example:
      docdiff merge draft.docx anna.docx bob.docx -o merged.docx --report questions.html
      docdiff merge draft.md anna.md bob.md -o merged.md --decisions decisions.toml
    """
    from docdiff.render import merge_text

    for written in (output, report, write_decisions):
        refuse_to_overwrite(written, paths)
    _refuse_one_name_twice([name for name in (output, report, write_decisions) if name not in (None, "-")])
    if paths.count("-") > 1:
        raise UsageError("Only one of the files can come from standard input. Name files for the others.")
    settings = options.settings_for(paths)
    language = options.language(lang, settings)
    base, copies = _load(paths, encoding or settings.encoding, no_base=no_base, partial=partial, quiet=quiet)
    known = _decisions(decisions)
    if write_decisions is not None:
        _refuse_to_lose_answers(write_decisions, known)
    made = _merge(base, copies, known, quiet=quiet)
    if decisions and known and not quiet:
        _tell_about_decisions(decisions, known, made)
    if write_decisions is not None:
        from docdiff.merging.decisions import write_decisions as decision_file

        write_file(Path(write_decisions), decision_file(made.base.source.name, made.regions, known).encode("utf-8"))
    if report is not None:
        from docdiff.render.merge_html import render as render_html

        write(report, render_html(made, lang=language))
    _write(made, output, format_, markers=markers, collate=collate, lang=language)
    if not quiet and (output in (None, "-") or format_ not in (None, "text")):
        click.echo(merge_text.render(made, lang=language), err=True, nl=False)
    elif not quiet and format_ is None and not collate:
        write(None, merge_text.render(made, lang=language))
    return 1 if made.conflicts else 0


def _load(
    paths: Sequence[str], encoding: str | None, *, no_base: bool, partial: bool, quiet: bool
) -> tuple[Document | None, list[Document]]:
    """The base (None when there is none) and the copies. Copies that cannot be read are left out only when asked."""
    least = 2 if no_base else 3
    if len(paths) < least:
        raise UsageError(
            "Merging needs a base and at least two copies: docdiff merge BASE COPY COPY. Without a base, use --no-base."
        )
    base = None if no_base else _load_base(paths[0], encoding, quiet=quiet)
    copies, failures = [], []
    for name in paths if no_base else paths[1:]:
        try:
            copies.append(load(name, encoding=encoding, quiet=quiet))
        except ReadError as error:
            failures.append(str(error))
    if failures and not partial:
        raise ReadError(" ".join(failures) + " Nothing was merged; --partial merges the rest.")
    complain(failures)
    if len(copies) < (2 if no_base else 1):
        raise ReadError("There are not enough copies left to merge.")
    return base, copies


def _load_base(name: str, encoding: str | None, *, quiet: bool) -> Document:
    try:
        return load(name, encoding=encoding, quiet=quiet)
    except ReadError as error:
        if "holds no text" in str(error):
            raise ReadError(
                f"The base {name} holds no text. Name the draft the copies were made from, or use --no-base without it."
            ) from error
        raise


def _decisions(name: str | None) -> tuple[Decision, ...]:
    if name is None:
        return ()
    from docdiff.merging.decisions import read_decisions

    try:
        return read_decisions(Path(name).read_text(encoding="utf-8"), name)
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(
            f"The decisions in {name} cannot be read: {getattr(error, 'strerror', None) or error}."
        ) from error


def _refuse_one_name_twice(names: Sequence[str | None]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"{name} cannot hold two results. Give each a name of its own.")


def _refuse_to_lose_answers(name: str, known: Sequence[Decision]) -> None:
    """Raises `UsageError` when a decision file with answers in it would be written anew without them."""
    if not Path(name).is_file():
        return
    kept = {decision.id for decision in known}
    if any(decision.is_made and decision.id not in kept for decision in _decisions(name)):
        raise UsageError(f"{name} has answers in it. Give it as --decisions {name} too, or choose another name.")


def _merge(base: Document | None, copies: list[Document], known: Sequence[Decision], *, quiet: bool) -> Merge:
    from docdiff.merging import merge_copies
    from docdiff.merging.bases import find_base
    from docdiff.merging.people import name_people
    from docdiff.merging.problems import find_stranger

    found = None if base is not None else find_base(copies)
    base = found.base if found else base
    assert base is not None
    copies = list(found.copies) if found else copies
    stranger = find_stranger(base, copies)
    if stranger is not None:
        copy, share, nearest = stranger
        hint = f" It is nearest to {nearest.source.name}." if nearest else ""
        raise UsageError(
            f"{copy.source.name} is no version of {base.source.name}: they share {share:.0%} of their text.{hint}"
            " Leave it out, or name the base it was made from."
        )
    kind = found.kind if found else ""
    made = merge_copies(
        base, copies, people=name_people(copies), decisions=known, ask_all=kind == "none", base_found=kind
    )
    for problem in () if quiet else made.problems:
        _warn(problem.message)
    return made


def _tell_about_decisions(name: str, known: Sequence[Decision], made: Merge) -> None:
    """Says which decisions did not fit; those for other documents none at all."""
    if len(made.stale) == len({decision.id for decision in known}):
        _warn(f"None of the decisions in {name} is about these documents.")


def _warn(message: str) -> None:
    click.echo(f"docdiff: warning: {message}", err=True)


def _write(made: Merge, output: str | None, format_: str | None, *, markers: bool, collate: bool, lang: str) -> None:
    """Writes the merged text to `output`, and what `format_` asks for to where it belongs.

    A file whose suffix is that of the format asked for gets it; any other file gets the merged text.
    """
    suffix = Path(output).suffix.casefold() if output not in (None, "-") and output else ""
    is_page = suffix in (".html", ".htm") and made.base.source.format != "html"
    asked = "collate" if collate else format_ or ("json" if suffix == ".json" else "html" if is_page else None)
    suits = {"json": {".json"}, "html": {".html", ".htm"}, "md": {".md", ".markdown"}, "collate": {".md"}}
    is_report = asked in suits and (not suffix or suffix in suits[asked])
    if suffix and not is_report:
        write(output, _merged(made, suffix, markers=markers))
    if asked in suits:
        write(output if is_report else None, _report(made, asked, lang))
    elif not suffix:
        from docdiff.render.document import text_view

        write(output, _text(made, markers=markers) if made.as_source else text_view(made.document))


def _report(made: Merge, asked: str, lang: str) -> str:
    if asked == "json":
        from docdiff.render.json import render as render_json

        return render_json(made)
    if asked == "html":
        from docdiff.render.merge_html import render as render_html

        return render_html(made, lang=lang)
    if asked == "collate":
        from docdiff.render.collate import render as render_collation

        return render_collation(made, lang=lang)
    from docdiff.render.merge_text import render as render_markdown

    return render_markdown(made, lang=lang, markdown=True)


def _merged(made: Merge, suffix: str, *, markers: bool) -> bytes:
    """The merged text for a file with this suffix."""
    from docdiff.merging.result import source_bytes

    if suffix in (".docx", ".docm"):
        from docdiff.render.merge_docx import render as render_docx

        return render_docx(made)
    if made.as_source:
        return source_bytes(made.base, _text(made, markers=markers))
    if made.base.source.format in ("text", "md", "html") or suffix in _TEXT_SUFFIXES:
        from docdiff.merging.splice import splice
        from docdiff.render.document import text_view

        if made.base.source.format in ("text", "md", "html"):
            text = splice(made.base, made.copies, made.axis, made.paragraphs)
            if text is not None:
                return source_bytes(made.base, text)
        return text_view(made.document).encode("utf-8", "surrogatepass")
    raise UsageError(
        f"A merge of {made.base.source.name} cannot be written as {suffix}. Use -o with .md, .txt or .docx."
    )


def _text(made: Merge, *, markers: bool) -> str:
    if not markers:
        return made.text
    from docdiff.merging.markers import with_markers

    return with_markers(made.regions, made.people)
