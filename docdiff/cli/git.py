"""`docdiff git`: makes git show and merge documents in words."""

from __future__ import annotations

import hashlib
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click

from docdiff.cli.files import load, write, write_file
from docdiff.errors import DocdiffError, UsageError

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
@click.option("--undo", is_flag=True, help="Take the settings out again.")
def setup(undo: bool) -> int:
    """Set up the repository you are in: `git diff` and `git log -p` then show documents as text, and `git merge`,
    `git rebase` and `git cherry-pick` merge them word by word.

    Writes to .git/config and .git/info/attributes only, which belong to this copy of the repository; nothing that is
    committed changes. Running it again changes nothing; do so after an update of docdiff, or git may still show what
    the older one read.
    """
    folder = _git_folder()
    for section in ("diff.docdiff", "merge.docdiff"):
        _git("config", "--local", "--remove-section", section)
    _git("update-ref", "-d", "refs/notes/textconv/docdiff")  # what git remembers of texts
    attributes = folder / "info" / "attributes"
    before = attributes.read_text(encoding="utf-8", errors="surrogateescape") if attributes.exists() else ""
    if undo:
        if _BEGIN in before:
            write_file(attributes, _without_ours(before).encode("utf-8", "surrogateescape"))
        write(None, "git shows and merges the files of this repository as it did before.\n")
        return 0
    for name, value in _settings(_program()):
        _run("config", "--local", name, value)
    attributes.parent.mkdir(exist_ok=True)
    write_file(attributes, _with_ours(before).encode("utf-8", "surrogateescape"))
    write(
        None,
        f"git diff now shows {_listed(_FORMATS)} files of this repository in words, and git merge merges"
        f" {_listed(_MERGED)} files word by word.\n",
    )
    return 0


def _settings(program: str) -> tuple[tuple[str, str], ...]:
    return (
        ("diff.docdiff.textconv", f"{program} git show-text --"),
        ("diff.docdiff.cachetextconv", "true"),
        ("merge.docdiff.name", "docdiff: merge documents word by word"),
        ("merge.docdiff.driver", f"{program} git merge-file %O %A %B %P"),
    )


def _program() -> str:
    """How git, which starts a shell, can call this program: by its name if it is on the PATH."""
    if shutil.which("docdiff"):
        return "docdiff"
    return f"{shlex.quote(Path(sys.executable).as_posix())} -m docdiff"


@command.command(name="show-text", short_help="What git calls to show one file.")
@click.argument("file")
def show_text(file: str) -> int:
    """Print FILE as text for `git diff`, or one line that says why it cannot be read.

    git calls this; see `docdiff git setup`. The exit status is 0 for a damaged file too, or git would show nothing at
    all of the other files.
    """
    from docdiff.render.document import text_view

    try:
        text = text_view(load(file, quiet=True))
    except DocdiffError as error:
        text = f"[{_without_place(str(error), file)} {_fingerprint(file)}]\n"
    write(None, text)
    return 0


def _without_place(message: str, file: str) -> str:
    """The message without the folder git put the file in for a moment, which is another one each time."""
    return message.replace(file, Path(file).name)


def _fingerprint(file: str) -> str:
    """What tells one damaged file from another."""
    try:
        return f"SHA-256: {hashlib.sha256(Path(file).read_bytes()).hexdigest()[:16]}"
    except OSError:
        return "It cannot be opened."


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
    ours = "\n".join([_BEGIN, *map(_attributes, (*_FORMATS, *_MERGED[:-1])), _END])
    return f"{_without_ours(text).rstrip()}\n{ours}\n".lstrip("\n")


def _without_ours(text: str) -> str:
    if _BEGIN not in text or _END not in text:
        return text
    start, end = text.index(_BEGIN), text.index(_END) + len(_END)
    return text[:start] + text[end:].lstrip("\n")


def _attributes(suffix: str) -> str:
    """The line for files of a kind, in capitals or not: some programs write `.DOCX`."""
    pattern = "".join(f"[{letter}{letter.upper()}]" for letter in suffix)
    return f"*.{pattern}" + " diff=docdiff" * (suffix in _FORMATS) + " merge=docdiff" * (suffix in _MERGED)


def _git_folder() -> Path:
    return Path(_run("rev-parse", "--git-common-dir")).resolve()


def _run(*arguments: str) -> str:
    done = _git(*arguments)
    if done.returncode:
        raise UsageError("This folder is not in a git repository. Go to one, then run this again.")
    return done.stdout.strip()


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise UsageError("git is not installed, or not where programs are looked for.") from error
