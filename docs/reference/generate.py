"""Writes the reference pages from the code: `python docs/reference/generate.py`. A test holds the pages to it."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import click

from docdiff.checks import all_rules
from docdiff.cli import COMMANDS, help_text
from docdiff.render.schemas import names, schema

HERE = Path(__file__).resolve().parent
NOTE = "<!-- Made from the code by docs/reference/generate.py; do not edit. -->"


def commands_page() -> str:
    """Every command with its help."""
    parts = ["# Commands", NOTE, _code(help_text())]
    for name in COMMANDS:
        command: click.Command = import_module(f"docdiff.cli.{name}").command
        with click.Context(command, info_name=f"docdiff {name}", terminal_width=100, max_content_width=100) as context:
            parts += [f"## docdiff {name}", _code(command.get_help(context))]
    parts.append(
        "Every option may also come from the environment, as `DOCDIFF_COMMAND_OPTION` (`DOCDIFF_CHECK_LANG=nl`), and "
        "some from a [settings file](../how-to/settings.md). `NO_COLOR` turns colour off."
    )
    return "\n\n".join(parts) + "\n"


def rules_page() -> str:
    """Every rule with its page."""
    table = ["| rule | severity | on | finds |", "|---|---|---|---|"]
    table += [
        f"| [`{rule.name}`](#{rule.name}) | {rule.severity} | {'yes' if rule.on else 'no'} | {rule.summary} |"
        for rule in all_rules()
    ]
    parts = ["# Rules", NOTE, "\n".join(table)]
    for rule in all_rules():
        parts += [
            f"## {rule.name}",
            f"Severity: {rule.severity}.{'' if rule.on else ' Off unless selected.'}",
            _code(rule.page),
        ]
    return "\n\n".join(parts) + "\n"


def json_page() -> str:
    """Every JSON output with its schema."""
    parts = [
        "# JSON",
        NOTE,
        "Every output is one object with `schema_version` (1), `kind` and `tool`. Fields are added in later versions, "
        "never renamed. `docdiff schema NAME` prints these.",
    ]
    for name in names():
        parts += [f"## {name}", _code(json.dumps(schema(name), indent=1, ensure_ascii=False), "json")]
    return "\n\n".join(parts) + "\n"


def _code(text: str, language: str = "text") -> str:
    return f"```{language}\n{text.rstrip()}\n```"


PAGES = {"commands.md": commands_page, "rules.md": rules_page, "json.md": json_page}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
