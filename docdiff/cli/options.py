"""Options that several commands share, and how a flag, the environment and a settings file make one value."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docdiff.cli import voice
from docdiff.config import Settings, find_settings
from docdiff.errors import UsageError
from docdiff.locale.interface import LANGUAGES

if TYPE_CHECKING:
    from docdiff.questions import Patterns

Command = TypeVar("Command", bound=Callable[..., Any])

output = click.option("-o", "--output", metavar="FILE", help="Write to FILE; its suffix picks the format.")
lang = click.option("--lang", type=click.Choice(LANGUAGES), help="Language of messages and reports.")
encoding = click.option("--encoding", metavar="NAME", help="Encoding of text files (default: found out).")
view = click.option(
    "--view",
    type=click.Choice(["final", "original", "all"]),
    default="final",
    help="Tracked changes: all accepted (final), all rejected, or both texts.",
)
quiet = click.option("-q", "--quiet", is_flag=True, help="No warnings on stderr.")
color = click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour (default: on a terminal)."
)

paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
SUFFIXES = {".txt": "text", ".json": "json", ".html": "html", ".htm": "html"}
"""The format that the suffix of a report stands for, in every command that writes one of several documents."""


def format_of(*names: str) -> Callable[[Command], Command]:
    """`--format` with these names, the first of which is the default."""
    return click.option("--format", "format_", type=click.Choice(names), help=f"Output format (default: {names[0]}).")


def of_reports(command: Command) -> Command:
    """What every command takes that reads documents and reports on them."""
    for option in (quiet, view, encoding, lang, output):  # the last one applied stands first in the help
        command = option(command)
    return command


def settings_for(names: Sequence[str]) -> Settings:
    """The settings nearest the first document."""
    named = [name for name in names if name != "-"]
    return find_settings(Path(named[0]) if named else Path())


def language(flag: str | None, settings: Settings) -> str:
    """The language of messages: flag or environment, then settings, then English; stderr speaks it from here on."""
    chosen = flag or settings.lang or "en"
    if chosen not in LANGUAGES:
        raise UsageError(f"{settings.file}: there are no messages in {chosen!r}. Use one of: {', '.join(LANGUAGES)}.")
    voice.speak(chosen)
    return chosen


def use_color(choice: str, destination: str | None) -> bool:
    """Whether to colour: as asked; else on a terminal, unless `NO_COLOR` is set (no-color.org)."""
    if choice != "auto":
        return choice == "always"
    return destination in (None, "-") and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def pick_format(chosen: str | None, destination: str | None, suffixes: dict[str, str], default: str) -> str:
    """The output format: as asked, else by the suffix of the file written, else the default.

    Raises `UsageError` for a file whose suffix says nothing.
    """
    if chosen:
        return chosen
    if destination in (None, "-"):
        return default
    suffix = Path(str(destination)).suffix.casefold()
    if suffix not in suffixes:
        known = ", ".join(suffixes)
        raise UsageError(f"{destination} does not say which format to write. Use a suffix ({known}) or --format.")
    return suffixes[suffix]


def patterns_for(settings: Settings) -> Patterns:
    """The question and answer labels of a house style, before the built-in ones."""
    from docdiff.questions import Patterns

    base = Patterns()
    own = settings.questions
    return Patterns(
        question=own.get("question", ()) + base.question,
        answer=own.get("answer", ()) + base.answer,
        asker=own.get("asker", ()) + base.asker,
        reference=own.get("reference", ()) + base.reference,
    )
