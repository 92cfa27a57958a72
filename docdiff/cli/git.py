"""`docdiff git`: makes git show and merge documents in words."""

from __future__ import annotations

import subprocess
from pathlib import Path

import click

from docdiff.cli.files import write, write_file
from docdiff.errors import UsageError

_FORMATS = ("docx", "docm", "odt", "pdf")
_MERGED = ("md", "markdown", "txt", "docx")
_BEGIN, _END = "# docdiff: begin", "# docdiff: end"


@click.group(name="git", short_help="Make git show and merge documents in words.")
def command() -> None:
    """Make git show Word, OpenDocument and PDF files in words, and merge Markdown, text and Word files by word.

    \b
    Example:
      docdiff git setup
      git diff letter.docx
      git merge branch-of-a-colleague
    """


@command.command(name="setup")
def setup() -> int:
    """Set up the repository you are in: `git diff` and `git log -p` then show documents as text, and `git merge`,
    `git rebase` and `git cherry-pick` merge them word by word.

    Writes to .git/config and .git/info/attributes only, which belong to this copy of the repository; nothing that is
    committed changes. Running it again changes nothing.
    """
    folder = _git_folder()
    _run("config", "diff.docdiff.textconv", "docdiff text --quiet")
    _run("config", "diff.docdiff.cachetextconv", "true")
    _run("config", "merge.docdiff.name", "docdiff: merge documents word by word")
    _run("config", "merge.docdiff.driver", "docdiff git merge-file %O %A %B %P")
    attributes = folder / "info" / "attributes"
    before = attributes.read_text(encoding="utf-8") if attributes.exists() else ""
    attributes.parent.mkdir(exist_ok=True)
    write_file(attributes, _with_ours(before).encode("utf-8"))
    write(
        None,
        f"git diff now shows {_listed(_FORMATS)} files of this repository in words, and git merge merges"
        f" {_listed(_MERGED)} files word by word.\n",
    )
    return 0


@command.command(name="merge-file", short_help="What git calls to merge one file.")
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.argument("path")
def merge_file(base: str, ours: str, theirs: str, path: str) -> int:
    """Merge the changes from BASE to THEIRS into the file OURS, which stands for PATH in the repository.

    git calls this; see `docdiff git setup`. The exit status is 1 when a person must decide: a text file then has git's
    conflict markers around the questions, a Word file stays as it is in OURS.
    """
    from docdiff.cli.merging import merge_three

    result = merge_three(base, ours, theirs, path)
    if result.data is not None:
        write_file(Path(ours), result.data)
    for message in result.messages:
        click.echo(f"docdiff: {message}", err=True)
    return 1 if result.is_open else 0


def _listed(suffixes: tuple[str, ...]) -> str:
    return ", ".join(f".{suffix}" for suffix in suffixes)


def _with_ours(text: str) -> str:
    """The attributes with our lines in them once, others as they were."""
    if _BEGIN in text and _END in text:
        start, end = text.index(_BEGIN), text.index(_END) + len(_END)
        text = text[:start] + text[end:].lstrip("\n")
    ours = "\n".join([_BEGIN, *map(_attributes, (*_FORMATS, *_MERGED[:-1])), _END])
    return f"{text.rstrip()}\n{ours}\n".lstrip("\n")


def _attributes(suffix: str) -> str:
    return f"*.{suffix}" + " diff=docdiff" * (suffix in _FORMATS) + " merge=docdiff" * (suffix in _MERGED)


def _git_folder() -> Path:
    return Path(_run("rev-parse", "--git-common-dir")).resolve()


def _run(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=True)
    except FileNotFoundError as error:
        raise UsageError("git is not installed, or not where programs are looked for.") from error
    except subprocess.CalledProcessError as error:
        raise UsageError("This folder is not in a git repository. Go to one, then run this again.") from error
    return done.stdout.strip()
