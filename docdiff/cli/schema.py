"""`docdiff schema`: the JSON Schema of an output."""

from __future__ import annotations

import click

from docdiff.cli.files import write


@click.command(name="schema")
@click.argument("name", required=False)
def command(name: str | None) -> int:
    """Print the JSON Schema (draft 2020-12) of the output NAME; without a name, list the outputs that have one.

    \b
    Example:
      docdiff schema
      docdiff schema redline
    """
    from docdiff.render.schemas import names, read_schema

    write(None, read_schema(name) if name else "".join(f"{known}\n" for known in names()))
    return 0
