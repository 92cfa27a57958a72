"""Tells what the style sheets in a page say of an element, the way a browser on a wide screen decides between rules.

Rules for a screen count, those for print do not; of conditions only the width of the window is understood. What sheets
outside the page say is not known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from docdiff.readers.html_selectors import Selector, read_selectors
from docdiff.readers.html_styles import ANYTHING, Declared, read_declarations

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->|<!\[CDATA\[.*?(?:\]\]>|\Z)", re.S)  # what browsers pass over
_BRACE = re.compile(r"[{}]")
_LONGEST = 500_000  # characters of style sheets that are looked at
_MOST_REMEMBERED = 10_000

_STATEMENTS = re.compile(r"\A\s*(?:@[^;{}]*;\s*)+")  # such as `@import`, before a rule
_AT_RULE = re.compile(r"@([\w-]+)\s*")
_TAKEN = frozenset({"supports", "layer"})  # groups of rules taken as if their condition were true
_WIDTH = 1280  # of the window, in pixels
_PIXELS = {"px": 1, "em": 16, "rem": 16}
_MEDIA = re.compile(r"(?:only\s+)?(?:(?P<type>all|screen|print|speech|tv|handheld|projection)\b)?(?P<rest>.*)", re.S)
_FEATURE = re.compile(r"\s*(?:and\s*)?\(\s*(?P<side>min|max)-width\s*:\s*(?P<size>[\d.]{1,9})(?P<unit>px|em|rem)\s*\)")

Rule = tuple[tuple[int, int, int], int, Selector, Declared, Declared]
"""What its selector weighs, where it stands, the selector, and what it declares, also what it calls important."""

Said = tuple[Declared, Declared]
"""What is declared, and what of that is important."""


@dataclass(slots=True)
class Sheets:
    """The rules of all style sheets of a page by the id, class or name their selector ends in.

    `remembered` is what is known of elements by their name, id and classes: the rules these are enough for and what
    they say together, and the rules that need a look at each element.
    """

    rules: dict[str, list[Rule]] = field(default_factory=dict)
    remembered: dict[tuple[str, str, str], tuple[list[Rule], list[Rule], Said]] = field(default_factory=dict)

    def declared(self, element: etree._Element) -> Said:
        """What the rules for an element say, the last and the most exact deciding; and what of that is important."""
        key = (str(element.tag), element.get("id") or "", element.get("class") or "")
        known = self.remembered.get(key)
        if known is None:
            candidates = [rule for name in _names(*key) for rule in self.rules.get(name, ())]
            sure = [rule for rule in candidates if rule[2].is_simple and rule[2].fits(element)]
            known = sure, [rule for rule in candidates if not rule[2].is_simple], _cascade(sure)
            if len(self.remembered) < _MOST_REMEMBERED:
                self.remembered[key] = known
        sure, others, said = known
        more = [rule for rule in others if rule[2].fits(element)] if others else None
        return _cascade(sure + more) if more else said


def _names(tag: str, identity: str, names: str) -> Iterator[str]:
    yield "*"
    yield tag
    for name in set(names.split()):
        yield f".{name}"
    if identity:
        yield f"#{identity}"


def _cascade(rules: list[Rule]) -> Said:
    said: dict[str, str | bool] = {}
    important: dict[str, str | bool] = {}
    for _, _, _, usual, pressed in sorted(rules, key=lambda rule: rule[:2]):
        said |= usual
        important |= pressed
    return said, important


def read_sheets(root: etree._Element) -> tuple[Sheets, Sheets]:
    """What the `style` elements of a page say of its elements, and of what is written before their words.

    Linear in their length.
    """
    sheets = "\n".join(element.text or "" for element in root.iter("style") if _is_for_screen(element.get("media")))
    rules: defaultdict[str, list[Rule]] = defaultdict(list)
    before: defaultdict[str, list[Rule]] = defaultdict(list)
    for order, (selectors, body) in enumerate(_rules(_COMMENT.sub("", sheets[:_LONGEST]))):
        usual, important = read_declarations(body) if ANYTHING.search(body) else ({}, {})
        if not usual and not important:
            continue
        for selector in read_selectors(selectors):
            where = before if selector.before else rules
            where[_key(selector)].append((selector.weight, order, selector, usual, important))
    return Sheets(dict(rules)), Sheets(dict(before))


def _key(selector: Selector) -> str:
    subject = selector.subject
    if subject.identity:
        return f"#{subject.identity}"
    if subject.names:
        return f".{min(subject.names)}"
    return subject.tag or "*"


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of each rule that counts; rules inside rules do not."""
    open_groups: list[bool] = []  # of each group of rules that is open, whether it counts
    start, begin, selectors = 0, -1, ""
    skipped = 0  # braces open inside a rule
    for brace in _BRACE.finditer(sheet):
        if brace.group() == "{":
            if begin >= 0:
                skipped += 1
                continue
            selectors = _STATEMENTS.sub("", sheet[start : brace.start()], count=1).strip()
            if selectors.startswith("@"):
                open_groups.append(_counts(selectors))
            else:
                begin = brace.end()
        elif skipped:
            skipped -= 1
        elif begin >= 0:
            if all(open_groups):
                yield selectors, sheet[begin : brace.start()]
            begin = -1
        elif open_groups:
            open_groups.pop()
        start = brace.end()


def _counts(condition: str) -> bool:
    """Whether the rules in such a group are for a person in front of a screen."""
    match = _AT_RULE.match(condition)
    name = match.group(1).casefold() if match else ""
    return _is_for_screen(condition[match.end() :]) if match and name == "media" else name in _TAKEN


def _is_for_screen(queries: str | None) -> bool:
    return not (queries or "").strip() or any(
        _fits_screen(query.strip().casefold()) for query in (queries or "").split(",")
    )


def _fits_screen(query: str) -> bool:
    match = _MEDIA.fullmatch(query)
    if match is None or query.startswith("not"):
        return query.split() in (["not", "print"], ["not", "speech"])
    at, rest = 0, match["rest"]
    while feature := _FEATURE.match(rest, at):
        size = _size(feature["size"]) * _PIXELS[feature["unit"]]
        if not (size <= _WIDTH if feature["side"] == "min" else size >= _WIDTH):
            return False
        at = feature.end()
    return not rest[at:].strip() and match["type"] in (None, "all", "screen")


def _size(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0
