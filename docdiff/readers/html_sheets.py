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

from docdiff.readers.html_selectors import Selector, fits_around, read_selectors
from docdiff.readers.html_styles import ANYTHING, Declared, read_declarations

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->|<!\[CDATA\[.*?(?:\]\]>|\Z)", re.S)  # what browsers pass over
_BRACE = re.compile(r"[{}]")
_LONGEST = 500_000  # characters of style sheets that are looked at
_MOST_STEPS = 2_000_000  # more take seconds

_STATEMENTS = re.compile(r"\A\s*(?:@[^;{}]*;\s*)+")  # such as `@import`, before a rule
_AT_RULE = re.compile(r"@([\w-]+)\s*")
_TAKEN = frozenset({"supports", "layer"})  # groups of rules taken as if their condition were true
_WIDTH = 1280  # of the window, in pixels
_PIXELS = {"px": 1, "em": 16, "rem": 16}
_MEDIA = re.compile(r"(?:only\s+)?(?:(?P<type>all|screen|print|speech|tv|handheld|projection)\b)?(?P<rest>.*)", re.S)
_FEATURE = re.compile(r"\s*(?:and\s*)?\(\s*(?P<side>min|max)-width\s*:\s*(?P<size>[\d.]{1,9})(?P<unit>px|em|rem)\s*\)")

Rule = tuple[tuple[int, int, int], int, Selector, Declared, Declared]
"""What its selector weighs, where it stands, the selector, and what it declares, also what it calls important."""

Rules = dict[str, list[Rule]]
"""Rules by the id (with "#"), class (with "."), or name of an element their selector ends in; "*" for any."""

Said = tuple[Declared, Declared]
"""What is declared, and what of that is important."""

_NOTHING: Said = ({}, {})


@dataclass(slots=True)
class Sheets:
    """The rules of all style sheets of a page by the id, class or name their selector ends in.

    Elements that are alike and stand in elements that are alike have a path in common, and what is said of one of them
    is said of all: `remembered` has the path and what is said for the path around and what tells the element from
    others, `asked` the attributes that do so. `steps` says how often a rule may still be held against an element;
    without any left, rules say nothing (a saved news page takes up to 300,000).
    """

    rules: Rules = field(default_factory=dict)
    before: Rules = field(default_factory=dict)  # for what is written before the words of an element
    asked: tuple[str, ...] = ()
    remembered: dict[tuple[object, ...], tuple[int, Said, Declared]] = field(default_factory=dict)
    steps: int = _MOST_STEPS

    def declared(self, element: etree._Element, around: int) -> tuple[int, Said, Declared]:
        """The path of an element, from that around it, what the rules for it say, and those for what stands before."""
        tag, identity, names = str(element.tag), element.get("id") or "", element.get("class") or ""
        key = (around, tag, identity, names, *map(element.get, self.asked))
        known = self.remembered.get(key)
        if known is None:
            own = tuple(_names(tag, identity, names))
            said, before = self._said(self.rules, own, element), self._said(self.before, own, element)[0]
            known = self.remembered[key] = len(self.remembered) + 1, said, before
        return known

    def _said(self, rules: Rules, names: tuple[str, ...], element: etree._Element) -> Said:
        if self.steps < 0:
            return _NOTHING
        found = [rule for name in names for rule in rules.get(name, ()) if self._fits(rule[2], element)]
        return _cascade(found) if found else _NOTHING

    def _fits(self, selector: Selector, element: etree._Element) -> bool:
        if self.steps < 0:
            return False
        self.steps -= 1
        if not selector.subject.fits(element):
            return False
        looked = fits_around(element, selector.around)
        self.steps -= abs(looked)
        return looked >= 0


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


def read_sheets(root: etree._Element) -> Sheets:
    """The rules in the `style` elements of a page. Linear in their length."""
    sheets = "\n".join(element.text or "" for element in root.iter("style") if _is_for_screen(element.get("media")))
    rules: defaultdict[str, list[Rule]] = defaultdict(list)
    before: defaultdict[str, list[Rule]] = defaultdict(list)
    asked = set[str]()
    for order, (selectors, body) in enumerate(_rules(_COMMENT.sub("", sheets[:_LONGEST]))):
        usual, important = read_declarations(body) if ANYTHING.search(body) else _NOTHING
        if not usual and not important:
            continue
        for selector in read_selectors(selectors):
            where = before if selector.before else rules
            where[_key(selector)].append((selector.weight, order, selector, usual, important))
            asked.update(selector.attributes)
    return Sheets(dict(rules), dict(before), tuple(sorted(asked)))


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
