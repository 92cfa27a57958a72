"""Renders a result as the JSON that outside tools rely on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

from docdiff import __version__
from docdiff.diff import Diff

SCHEMA_VERSION = 1


class Result(Protocol):
    """Anything that can tell its own payload."""

    def to_dict(self) -> dict[str, Any]: ...


def render(result: Result | Mapping[str, Any], *, kind: str = "") -> str:
    """The common head followed by the payload of `result`, as text that ends in a newline.

    `kind` names the payload ("redline", "check", "duplicates"); a `Diff` says its own.
    """
    payload = result if isinstance(result, Mapping) else result.to_dict()
    head = {
        "schema_version": SCHEMA_VERSION,
        "kind": kind or ("redline" if isinstance(result, Diff) else payload["kind"]),
        "tool": {"name": "docdiff", "version": __version__},
    }
    return json.dumps({**head, **{key: payload[key] for key in payload if key not in head}}, **_STYLE) + "\n"


_STYLE: dict[str, Any] = {"indent": 2, "ensure_ascii": False}
