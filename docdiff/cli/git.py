"""`docdiff git`: makes git show documents in words."""

from __future__ import annotations

import subprocess
from pathlib import Path

import click

from docdiff.cli.files import write, write_file
from docdiff.errors import UsageError

_FORMATS = ("docx", "docm", "odt", "pdf")
_BEGIN, _END = "# docdiff: begin", "# docdiff: end"


@click.group(name="git", short_help="Make git show documents in words.")
def command() -> None:
    """Make git show Word, OpenDocument and PDF files in words.

    \b
    Example:
      docdiff git setup
      git diff letter.docx
    """


@command.command(name="setup")
def setup() -> int:
    """Set up the repository you are in: `git diff` and `git log -p` then show documents as text.

    Writes to .git/config and .git/info/attributes only, which belong to this copy of the repository; nothing that is
    committed changes. Running it again changes nothing.
    """
    folder = _git_folder()
    _run("config", "diff.docdiff.textconv", "docdiff text --quiet")
    _run("config", "diff.docdiff.cachetextconv", "true")
    attributes = folder / "info" / "attributes"
    before = attributes.read_text(encoding="utf-8") if attributes.exists() else ""
    attributes.parent.mkdir(exist_ok=True)
    write_file(attributes, _with_ours(before).encode("utf-8"))
    write(
        None,
        f"git diff now shows {', '.join(f'.{suffix}' for suffix in _FORMATS)} files of this repository in words.\n",
    )
    return 0


def _with_ours(text: str) -> str:
    """The attributes with our lines in them once, others as they were."""
    if _BEGIN in text and _END in text:
        start, end = text.index(_BEGIN), text.index(_END) + len(_END)
        text = text[:start] + text[end:].lstrip("\n")
    ours = "\n".join([_BEGIN, *(f"*.{suffix} diff=docdiff" for suffix in _FORMATS), _END])
    return f"{text.rstrip()}\n{ours}\n".lstrip("\n")


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
