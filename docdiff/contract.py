"""The head that every JSON output begins with."""

from __future__ import annotations

from typing import Any

from docdiff import __version__

SCHEMA_VERSION = 1
"""Fields are added under one version, never renamed or removed."""


def head(kind: str) -> dict[str, Any]:
    """`schema_version`, `kind` and `tool`, as `docdiff schema KIND` describes them."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "tool": {"name": "docdiff", "version": __version__},
    }
