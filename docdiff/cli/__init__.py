"""The command line: turns arguments into calls and results into output."""

from __future__ import annotations

import sys

COMMANDS = {
    "redline": "Show what changed between two versions.",
    "check": "Report what contradicts itself or repeats, one finding a line.",
    "duplicates": "List what stands more than once, within and across documents.",
    "versions": "Tell which documents are versions of one another.",
    "merge": "Make one text of several edited copies.",
    "text": "Print a document as docdiff reads it.",
    "rule": "Explain a rule, or list them all.",
    "schema": "Print the JSON Schema of an output.",
    "git": "Make git show Word, OpenDocument and PDF files in words.",
}
"""Subcommands and their summaries; each lives in the module of its name and is imported when it is used."""


def help_text() -> str:
    """What `docdiff --help` prints."""
    commands = "\n".join(f"  {name:<11} {summary}" for name, summary in COMMANDS.items())
    return f"""\
Before you send it: what changed, what repeats, what contradicts itself.

  docdiff check letters/                          what is wrong in these documents
  docdiff redline draft-1.txt draft-2.txt         what changed, in the terminal
  docdiff redline draft-1.txt draft-2.txt -o changes.html
  docdiff draft-1.txt draft-2.txt                 the same as redline

Usage: docdiff COMMAND [OPTIONS] ARGS...
       docdiff OLD NEW

Commands:
{commands}

Options:
  --version   Show the version.
  --help      Show this text; `docdiff COMMAND --help` for a command's own.

Exit status: 0 nothing found, 1 something found, 2 could not do it.
"""


def main() -> None:
    """Runs the command line and exits.

    Help and version answer before anything else is imported: people feel start-up.
    """
    arguments = sys.argv[1:]
    if arguments in ([], ["--help"], ["-h"]):
        _answer(help_text())
        sys.exit(0 if arguments else 2)
    if arguments == ["--version"]:
        from docdiff import __version__

        _answer(f"docdiff {__version__}\n")
        sys.exit(0)
    from docdiff.cli.run import run

    sys.exit(run(arguments))


def _answer(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, AttributeError, ValueError):  # a full disk, a closed stdout
        from docdiff.cli.run import end_without_output

        sys.exit(end_without_output())
