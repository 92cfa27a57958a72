"""Works out what a Word style says of its paragraphs, with what it inherits from the style it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from docdiff.model import FORMATTING
from docdiff.readers.docx_names import FORMATS, NUM_PR, PPR, RPR, VAL, VANISH, W
from docdiff.readers.ooxml import is_true

# Word names its own styles in English in the file and in the user's language on screen; other programs write either.
_HEADING = re.compile(
    r"(?:heading|kop|überschrift|titre|título|titolo|rubrik|otsikko|overskrift|nagłówek)[ _]?([1-9])", re.I
)
_TITLES = frozenset({"title", "titel"})
# Pandoc bases the styles of what stands below a title on that of the title.
_UNDER_TITLES = frozenset({"author", "date", "auteur", "datum"})
_CAPTIONS = frozenset({"caption", "bijschrift", "beschriftung", "légende"})
# Their underline says that they are links.
_LINKS = frozenset({"hyperlink", "followedhyperlink", "internet link", "visited internet link"})
_TOGGLES = frozenset({"bold", "italic", "strike"})
NO_OUTLINE = 9  # "body text", as an outline level


@dataclass(frozen=True, slots=True)
class Style:
    """What a style settles; None where it leaves that to the style it is based on.

    `outline` counts from 0, as the file does; `number` is the id of its numbering ("0": none) and `number_level` the
    level in it; `number_style` is the nearest style of the chain that says anything of either.
    """

    name: str = ""
    outline: int | None = None
    number: str | None = None
    number_level: int | None = None
    number_style: str = ""
    hidden: bool | None = None
    formats: Mapping[str, bool] = field(default_factory=dict)
    """How its words look: whether bold, say; what it does not settle is not there."""
    is_caption: bool = False
    """Whether its paragraphs say what a picture or a table shows."""


class Styles:
    """The styles of a document, by id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default = ""
        """The id of the style of paragraphs that name none."""
        self.language = ""
        """The language the document is set to, as "nl"; it is right less often than its text."""
        self.hide_runs = root is not None and next(root.iter(VANISH), None) is not None
        """Whether any style hides text."""
        self.format_runs = root is not None and next(root.iter(*FORMATS), None) is not None
        """Whether any style says how words look."""
        for element in root.iterchildren(W + "style") if root is not None else ():
            name = element.get(W + "styleId") or ""
            self._elements.setdefault(name, element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self.default = name
        if root is not None:
            lang = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
            self.language = (lang.get(VAL) or "" if lang is not None else "").partition("-")[0].lower()

    def __getitem__(self, name: str) -> Style:
        """The style of that id with all it inherits. One the document lacks says what its name says."""
        if name not in self._resolved:
            self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> None:
        """Resolves a chain of styles from its root on; a chain that bites its tail ends there."""
        chain: list[str] = []
        while name and name not in self._resolved and name not in chain:
            chain.append(name)
            name = self._based_on(name)
        style = self._resolved.get(name, Style())
        for link in reversed(chain):
            style = self._resolved[link] = self._refine(link, style)
        self._resolved.setdefault("", Style())

    def _based_on(self, name: str) -> str:
        element = self._elements.get(name)
        based_on = element.find(W + "basedOn") if element is not None else None
        return (based_on.get(VAL) or "") if based_on is not None else ""

    def _refine(self, style_id: str, base: Style) -> Style:
        element = self._elements.get(style_id)
        if element is None:
            return Style(style_id, _outline_by_name(style_id), is_caption=style_id.casefold() in _CAPTIONS)
        named = element.find(W + "name")
        name = (named.get(VAL) if named is not None else None) or style_id
        outline = _number(element.find(f"{PPR}/{W}outlineLvl"))
        if outline is None:
            outline = _outline_by_name(name)
        number, level = read_numbering(element.find(f"{PPR}/{NUM_PR}"))
        properties = element.find(RPR)
        vanish = properties.find(VANISH) if properties is not None else None
        own = read_formats(properties) if properties is not None and name.casefold() not in _LINKS else {}
        return Style(
            name,
            base.outline if outline is None else outline,
            base.number if number is None else number,
            base.number_level if level is None else level,
            base.number_style if number is None and level is None else style_id,
            base.hidden if vanish is None else is_true(vanish, VAL),
            {**base.formats, **own} if own else base.formats,
            base.is_caption or name.casefold() in _CAPTIONS,
        )


def read_formats(properties: Iterable[etree._Element]) -> dict[str, bool]:
    """What the properties of a run or a style say of how its words look."""
    found = {}
    for element in properties:
        kind = FORMATS.get(element.tag)
        if kind is None:
            continue
        value = element.get(VAL)
        if kind == "underline":
            found[kind] = value not in (None, "none")
        elif kind:
            found[kind] = is_true(element, VAL)
        else:
            found["superscript"], found["subscript"] = value == "superscript", value == "subscript"
    return found


def look_of(paragraph: Style, run: Style | None, own: Mapping[str, bool]) -> tuple[str, ...]:
    """How words look by the style of their paragraph, that of their run, and what they say themselves.

    A style of a run turns bold around where that of the paragraph has it already (ISO 29500-1, 17.7.3). Of headings and
    captions, only what stands out from their own look.
    """
    base = {kind for kind, value in paragraph.formats.items() if value}
    seen = set(base)
    for kind, value in run.formats.items() if run else ():
        seen ^= {kind} if value and (kind in _TOGGLES or kind not in seen) else set()
        seen -= {kind} if not value and kind not in _TOGGLES else set()
    for kind, value in own.items():
        (seen.add if value else seen.discard)(kind)
    is_title = paragraph.is_caption or (paragraph.outline is not None and paragraph.outline < NO_OUTLINE)
    return tuple(kind for kind in FORMATTING if kind in seen and not (is_title and kind in base))


def read_numbering(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """The id of the numbering and the level in it that a `w:numPr` names; None for what it does not."""
    if properties is None:
        return None, None
    number = properties.find(W + "numId")
    return number.get(VAL) if number is not None else None, _number(properties.find(W + "ilvl"))


def _outline_by_name(name: str) -> int | None:
    match = _HEADING.fullmatch(name.strip())
    if match:
        return int(match.group(1)) - 1
    folded = name.strip().casefold()
    if folded in _UNDER_TITLES:
        return NO_OUTLINE
    return 0 if folded in _TITLES else None


def _number(element: etree._Element | None) -> int | None:
    value = element.get(VAL, "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 4 else None
