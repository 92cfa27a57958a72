"""Tells what the declarations of a style say of how an element is shown: whether at all, as a block, in bold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

Declared = Mapping[str, str | bool]
"""What declarations say; what they leave is not there.

"display" is the word of the style sheet, "seen" false for what keeps its place unseen, "lines" whether line ends in the
source are shown, "apart" and "float" whether it stands outside the lines around it, "away" whether outside the page,
"list" how items are numbered, and those of `FORMATTING` whether the words look like that.
"""

FORMATS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "italic"),
    "u": "underline",
    **dict.fromkeys(("s", "strike"), "strike"),
    "sup": "superscript",
    "sub": "subscript",
}
"""Elements whose words browsers show like that."""

ANYTHING = re.compile(
    r"display|visibility|white-space|position|float|clip|list-style|font-weight|font-style|text-decoration|vertical-align|"
    r"counter-|content",
    re.I,
)
"""Found in every style that says anything understood here."""

_VALUE = r"(?:[^;\"'()]|\"[^\"]{0,2000}\"|'[^']{0,2000}'|\([^)]{0,2000}\))*"
_DECLARATION = re.compile(rf"(?:^|;)\s*([a-zA-Z-]+)\s*:({_VALUE})")
_IMPORTANT = re.compile(r"!\s*important\s*$", re.I)
_KEYWORDS = ("inherit", "unset", "revert", "revert-layer")
_DISPLAYS = frozenset(
    "none block inline inline-block flex inline-flex grid inline-grid table inline-table table-row table-cell "
    "table-caption table-row-group table-header-group table-footer-group table-column table-column-group list-item "
    "flow-root contents -webkit-box run-in".split()
)
_PLAIN_WEIGHTS = frozenset(("normal", "lighter", "100", "200", "300", "400", "500"))
_SPACES = {"pre": True, "pre-wrap": True, "pre-line": True, "break-spaces": True, "normal": False, "nowrap": False}
_NO_SIGHT = re.compile(r"rect\(\s*(?:(?:0|1)(?:px)?[\s,]*){4}\)|inset\(\s*(?:50|100)%\s*\)", re.I)
_FAR_AWAY = re.compile(r"-\d{4,}(?:\.\d+)?px|-\d{3,}(?:\.\d+)?r?em|-999\w*", re.I)
LIST_STYLES = {
    "decimal": "1",
    "decimal-leading-zero": "01",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "lower-greek": "α",
    "none": "",
    "disc": "•",
    "circle": "•",
    "square": "•",
}


@lru_cache(maxsize=4096)
def read_declarations(style: str) -> tuple[Declared, Declared]:
    """What the declarations of a `style` attribute or of a rule say, the last one deciding; and what is important."""
    said: dict[str, str | bool] = {}
    important: dict[str, str | bool] = {}
    position, places = "", ""
    for name, value in _DECLARATION.findall(style):
        name, value = name.casefold(), value.strip()
        pressed = _IMPORTANT.search(value)
        value = value[: pressed.start()].rstrip() if pressed else value
        if name == "position":
            position = value.casefold()
        elif name in ("left", "right", "top"):
            places += f" {value}"
        (important if pressed else said).update(_read_one(name, value))
    if position:
        said["apart"] = position in ("absolute", "fixed")
        said["away"] = bool(said["apart"] and (said.get("away") or important.get("away") or _FAR_AWAY.search(places)))
    return said, important


def _read_one(name: str, value: str) -> Declared:
    """What one declaration says; nothing if it is not understood."""
    word = value.casefold()
    if word in _KEYWORDS:
        return {}
    if name in ("content", "counter-reset", "counter-increment", "counter-set"):
        return {name: value}
    if name == "display":
        return {name: word} if word in _DISPLAYS else {}
    if name == "visibility":
        return {"seen": word == "visible"} if word in ("visible", "hidden", "collapse") else {}
    if name == "white-space":
        return {"lines": _SPACES[word]} if word in _SPACES else {}
    if name == "float":
        return {name: word in ("left", "right")}
    if name in ("clip", "clip-path"):
        return {"away": bool(_NO_SIGHT.fullmatch(word))}
    if name in ("list-style", "list-style-type"):
        style = next((LIST_STYLES[part] for part in word.split() if part in LIST_STYLES), None)
        return {} if style is None else {"list": style}
    return _read_format(name, word)


def _read_format(name: str, value: str) -> Declared:
    if name == "font-weight":
        return {"bold": value not in _PLAIN_WEIGHTS}
    if name == "font-style":
        return {"italic": value.startswith(("italic", "oblique"))}
    if name in ("text-decoration", "text-decoration-line"):
        return {"underline": "underline" in value, "strike": "line-through" in value}
    if name == "vertical-align":
        return {"superscript": value == "super", "subscript": value == "sub"}
    return {}
