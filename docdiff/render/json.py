"""Renders a result as the JSON that outside tools rely on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Protocol

_SURROGATE = re.compile("[\ud800-\udfff]")


class Result(Protocol):
    """Anything that can tell its own JSON object."""

    def to_dict(self) -> dict[str, Any]: ...


def render(result: Result | Mapping[str, Any]) -> str:
    """The JSON object of `result`, as text that ends in a newline; letters outside ASCII stay as they are."""
    found = result if isinstance(result, Mapping) else result.to_dict()
    text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    # A file name may hold bytes that are no UTF-8; as escapes they are valid JSON.
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
