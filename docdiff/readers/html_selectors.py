"""Reads the selectors of style sheets and tells which elements they are for.

Understood are names of elements, classes, ids and attributes, `:not(…)` of one of these, and what stands inside what
("div p", "div > p"). A selector with anything else in it (":hover", "p + p") is for no element.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree

_NAME = (
    r"-?(?:[_a-zA-Z\u0080-\U0010ffff]|\\[0-9a-fA-F]{1,6}\s?|\\.)(?:[\w\u0080-\U0010ffff-]|\\[0-9a-fA-F]{1,6}\s?|\\.)*"
)
_SIMPLE = re.compile(
    rf"(?P<tag>{_NAME}|\*)|\.(?P<name>{_NAME})|#(?P<identity>{_NAME})|"
    rf"\[\s*(?P<attribute>[\w:-]+)\s*(?:(?P<how>[~|^$*]?=)\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\]\s]+))\s*i?\s*)?\]|"
    r":not\((?P<no>[^()]+)\)|::?(?P<pseudo>before)\b"
)
_COMBINATOR = re.compile(r"\s*>\s*|\s+")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_LONGEST = 500  # characters of one selector
_FAR = 100  # elements around another that are looked at

_COMPARE: dict[str | None, Callable[[str, str], bool]] = {
    None: lambda value, wanted: True,
    "=": lambda value, wanted: value == wanted,
    "~=": lambda value, wanted: wanted in value.split(),
    "|=": lambda value, wanted: value == wanted or value.startswith(wanted + "-"),
    "^=": lambda value, wanted: bool(wanted) and value.startswith(wanted),
    "$=": lambda value, wanted: bool(wanted) and value.endswith(wanted),
    "*=": lambda value, wanted: bool(wanted) and wanted in value,
}


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element must be: "p.note[lang]"; empty where anything will do."""

    tag: str = ""
    identity: str = ""
    names: frozenset[str] = frozenset()
    attributes: tuple[tuple[str, str | None, str], ...] = ()
    unless: tuple[Compound, ...] = ()

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much it names: ids, classes and attributes, elements."""
        own = (bool(self.identity), len(self.names) + len(self.attributes), bool(self.tag))
        return tuple(map(sum, zip(own, *(no.weight for no in self.unless), strict=True)))  # type: ignore[return-value]

    def fits(self, element: etree._Element) -> bool:
        """Whether the element is like that."""
        if self.tag and element.tag != self.tag:
            return False
        if self.identity and element.get("id") != self.identity:
            return False
        if self.names and not self.names.issubset((element.get("class") or "").split()):
            return False
        for attribute, how, wanted in self.attributes:
            value = element.get(attribute)
            if value is None or not _COMPARE[how](value, wanted):
                return False
        return not any(no.fits(element) for no in self.unless)


@dataclass(frozen=True, slots=True)
class Selector:
    """The element itself, then what must be around it, from the inside out: (whether directly, what it is like)."""

    subject: Compound
    around: tuple[tuple[bool, Compound], ...] = ()
    before: bool = False  # it is for what is written before the words of the element

    @property
    def weight(self) -> tuple[int, int, int]:
        """What it counts against others: ids, classes and attributes, elements."""
        parts = (self.subject, *(compound for _, compound in self.around))
        return tuple(map(sum, zip(*(part.weight for part in parts), strict=True)))  # type: ignore[return-value]

    @property
    def attributes(self) -> Iterator[str]:
        """The names of the attributes it asks for."""
        for compound in (self.subject, *(compound for _, compound in self.around)):
            for part in (compound, *compound.unless):
                yield from (name for name, _, _ in part.attributes)


def fits_around(element: etree._Element, around: tuple[tuple[bool, Compound], ...]) -> int:
    """How many elements around were looked at until all that a selector asks for were found; below 0 if they were not.

    The nearest element that fits is taken, which is enough but for odd mixtures, and none more than a hundred out.
    """
    looked = 1
    for directly, compound in around:
        for outer in islice(element.iterancestors(), 1 if directly else _FAR):
            looked += 1
            if compound.fits(outer):
                element = outer
                break
        else:
            return -looked
    return looked


def read_selectors(written: str) -> Iterator[Selector]:
    """The selectors before the braces of a rule, those that are understood."""
    for part in _split(written):
        selector = _read_selector(part.strip()) if len(part) <= _LONGEST else None
        if selector is not None:
            yield selector


def _split(written: str) -> list[str]:
    return re.split(r",(?![^\[(]*[\])])", written) if "(" in written or "[" in written else written.split(",")


def _read_selector(written: str) -> Selector | None:
    compounds: list[tuple[bool, Compound]] = []
    at, compound, directly, before, empty = 0, Compound(), False, False, True
    while at < len(written):
        match = _SIMPLE.match(written, at)
        if match and not before:
            added = _with_simple(compound, match, first=empty)
            if added is None:
                return None
            compound, before, empty = added, bool(match["pseudo"]), False
        else:
            match = _COMBINATOR.match(written, at)
            if match is None or empty or before:
                return None
            compounds.append((directly, compound))
            compound, directly, empty = Compound(), ">" in match.group(), True
        at = match.end()
    if empty:
        return None
    compounds.append((directly, compound))
    inner = [compound for _, compound in compounds]
    links = [direct for direct, _ in compounds]
    around = tuple(zip(reversed(links[1:]), reversed(inner[:-1]), strict=True))
    return Selector(inner[-1], around, before)


def _with_simple(compound: Compound, match: re.Match[str], *, first: bool) -> Compound | None:
    """The compound with one more thing it asks for; `None` where that makes no sense."""
    if match["tag"]:
        return replace(compound, tag=match["tag"].casefold().strip("*")) if first else None
    if match["name"]:
        return replace(compound, names=compound.names | {_unescaped(match["name"])})
    if match["identity"]:
        return replace(compound, identity=_unescaped(match["identity"]))
    if match["attribute"]:
        wanted = match["a"] or match["b"] or match["c"] or ""
        asked = (match["attribute"].casefold(), match["how"], wanted)
        return replace(compound, attributes=(*compound.attributes, asked))
    if match["no"]:
        no = _read_selector(match["no"].strip())
        if no is None or no.around or no.before:
            return None
        return replace(compound, unless=(*compound.unless, no.subject))
    return compound


def _unescaped(name: str) -> str:
    if "\\" not in name:
        return name
    return _ESCAPE.sub(lambda match: match[2] or _letter(int(match[1], 16)), name)


def _letter(number: int) -> str:
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
