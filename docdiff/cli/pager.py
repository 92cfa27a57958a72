"""Shows a long text on a terminal a screen at a time."""

from __future__ import annotations

import os
import shutil
import sys

import click


def show(text: str, *, paged: bool = True) -> None:
    """Writes `text` to stdout: through the pager of the system, or `$PAGER`, when it is longer than the terminal.

    With `PAGER` empty nothing is paged, as in git, nor what goes into a file or another program.
    """
    is_long = text.count("\n") >= shutil.get_terminal_size((80, 24)).lines
    if paged and is_long and sys.stdout.isatty() and os.environ.get("PAGER") != "":
        click.echo_via_pager(text, color=True)  # whether there is colour in it was decided before
    else:
        sys.stdout.write(text)
