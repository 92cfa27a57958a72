"""Runs one subcommand and turns every way it can end into an exit status and at most one sentence."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

import click

from docdiff.cli import COMMANDS, help_text, voice
from docdiff.errors import DocdiffError

BROKEN_PIPE = 141  # what a shell reports for a program ended by its reader
INTERRUPTED = 130


class _Commands(click.Group):
    """Imports a subcommand when it is called; two arguments that are no command are two versions to compare."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"docdiff.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def get_help(self, ctx: click.Context) -> str:
        return help_text().rstrip("\n")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and _looks_like_files(args):
            args = ["redline", *args]
        return super().resolve_command(ctx, args)


def _looks_like_files(args: Sequence[str]) -> bool:
    named = [arg for arg in args if arg == "-" or not arg.startswith("-")]
    return len(named) >= 2 or any(os.path.exists(arg) for arg in named[:1])  # noqa: PTH110  Path() costs more here


@click.group(cls=_Commands, invoke_without_command=False, context_settings={"help_option_names": ["--help", "-h"]})
@click.version_option(package_name="docdiff", prog_name="docdiff", message="%(prog)s %(version)s")
def group() -> None:
    """Docdiff's command line."""


def run(arguments: Sequence[str]) -> int:
    """Runs the command line with these arguments; returns the exit status and lets nothing escape."""
    _spare_the_collector()
    _speak_utf8()
    if sys.stdout is None:
        return end_without_output()
    voice.speak("en")
    try:
        status = group.main(
            _command_first(arguments), prog_name="docdiff", standalone_mode=False, auto_envvar_prefix="DOCDIFF"
        )
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        _complain(error.format_message() + _usage_of(error))
        return 2
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return BROKEN_PIPE
    except OSError as error:
        # Files are read and written with errors of their own; what is left is the output itself.
        _forget_stdout()
        _complain(f"The output cannot be written: {error.strerror or error}. Choose another place with -o.")
        return 2
    except DocdiffError as error:
        _complain(str(error))
        return error.exit_code
    except MemoryError:
        _complain("There is not enough memory for documents this large. Compare them in parts.")
        return 2
    except Exception as error:
        if os.environ.get("DOCDIFF_TRACEBACK"):
            raise
        _complain(
            f"docdiff made a mistake of its own ({type(error).__name__}: {error}). Your files are as they were. "
            "Please report this; DOCDIFF_TRACEBACK=1 shows where it happened."
        )
        return 2


def _command_first(arguments: Sequence[str]) -> list[str]:
    """The arguments with the command in front of options, which people write before it; without one it is `redline`."""
    found = list(arguments)
    if not found or not found[0].startswith("-") or found[0] in _OWN_OPTIONS:
        return found
    at = next((at for at, argument in enumerate(found) if argument in COMMANDS), None)
    return ["redline", *found] if at is None else [found[at], *found[:at], *found[at + 1 :]]


_OWN_OPTIONS = ("-", "--help", "-h", "--version")


def end_without_output() -> int:
    """The exit status when there is nowhere to write to, said on stderr."""
    _forget_stdout()
    _complain("The output cannot be written: standard output is closed or full.")
    return 2


def _forget_stdout() -> None:
    """Points stdout elsewhere, or Python complains once more about what it could not write while it exits."""
    with suppress(OSError, AttributeError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str) -> None:
    with suppress(OSError, AttributeError, ValueError):
        voice.complain(message)


def _usage_of(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f" See: {context.command_path} --help" if context else ""


def _spare_the_collector() -> None:
    """Has Python look for garbage in cycles one time in three hundred it would by default, which bounds it still.

    Documents are values that refer to no one but what they hold; going over all of them again and again takes a third
    of the time for a text of a million cells. A program that uses docdiff decides for itself.
    """
    gc.set_threshold(200_000, 50, 1_000)


def _speak_utf8() -> None:
    """The same bytes on every machine, whatever its locale; odd file names come out as they came in."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
