"""Counts what style sheets number with `counter()`, which no list of the page does: headings, articles, items.

Google Docs, many contracts and most publications of governments number like that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docdiff.readers.html_lists import write_count
from docdiff.readers.html_styles import LIST_STYLES, Declared

_COUNT = re.compile(r"([\w-]+)(?:\s+(-?\d{1,9}))?")
_CONTENT = re.compile(
    r"\"([^\"]*)\"|'([^']*)'|(counters?)\(\s*([\w-]+)\s*(?:,\s*(?:\"([^\"]*)\"|'([^']*)')\s*)?(?:,\s*([\w-]+)\s*)?\)"
)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")


@dataclass(slots=True)
class Counters:
    """The counters of a page by name while it is walked: (how deep the element stands that made it, its value)."""

    values: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def pass_element(self, said: Declared, depth: int) -> None:
        """Resets and counts what an element says, `depth` elements inside the page."""
        for name, value in _counts(said.get("counter-reset"), 0):
            made = self._open(name, depth)
            if made and made[-1][0] == depth:
                made.pop()
            made.append((depth, value))
        for name, step in _counts(said.get("counter-increment"), 1):
            made = self._open(name, depth)
            around, value = made.pop() if made else (depth, 0)
            made.append((around, value + step))

    def _open(self, name: str, depth: int) -> list[tuple[int, int]]:
        """The counters of a name that an element can see, the innermost last."""
        made = self.values.setdefault(name, [])
        while made and made[-1][0] > depth:
            made.pop()
        return made

    def write(self, content: str, depth: int) -> str:
        """What is written before an element, with its counters; "" if that is only text, which no one can copy."""
        if "counter" not in content and any(letter.isalpha() for letter in _ESCAPE.sub("", content)):
            return ""
        parts: list[str] = []
        for match in _CONTENT.finditer(content):
            if match[3] is None:
                parts.append(_unescaped(match[1] or match[2] or ""))
                continue
            style = LIST_STYLES.get((match[7] or "decimal").casefold(), "1")
            values = [value for _, value in self._open(match[4], depth)] or [0]
            shown = values if match[3] == "counters" else values[-1:]
            parts.append(_unescaped(match[5] or match[6] or "").join(write_count(value, style) for value in shown))
        return " ".join("".join(parts).split())


def _counts(written: object, usual: int) -> list[tuple[str, int]]:
    if not isinstance(written, str):
        return []
    found = [(match[1], int(match[2]) if match[2] else usual) for match in _COUNT.finditer(written)]
    return [] if found and found[0][0] == "none" else found


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: match[2] or _letter(int(match[1], 16)), text)


def _letter(number: int) -> str:
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
