"""Says of a run of a Word document how its words look and whether they are hidden."""

from __future__ import annotations

from lxml import etree

from docdiff.model import View
from docdiff.readers.docx_names import FORMATS, FORMER_RUN, RPR, VAL, VANISH, W
from docdiff.readers.docx_styles import Style, Styles, look_of, read_formats
from docdiff.readers.ooxml import is_true

_RUN_STYLE, _LINK = W + "rStyle", W + "hyperlink"


class Runs:
    """What the styles say of runs, in the paragraph last entered.

    `plain` is the look of a run that says nothing of it, `is_hidden` whether such a run is hidden, and `formatting`
    names the properties that change its look.
    """

    def __init__(self, styles: Styles, view: View) -> None:
        self.plain, self.is_hidden = tuple[str, ...](), False
        self.formatting = (*FORMATS, _RUN_STYLE) if styles.format_runs else tuple(FORMATS)
        self._styles, self._view, self._style = styles, view, Style()
        self._looks: dict[tuple[str, tuple[object, ...]], tuple[str, ...]] = {}

    def enter(self, style: Style) -> None:
        """Begins a paragraph of that style."""
        self.is_hidden = bool(style.hidden)
        if style is not self._style and self._styles.format_runs:
            self._style, self.plain = style, look_of(style, None, {})

    def may_hide(self, element: etree._Element) -> bool:
        """Whether any run in an element may be hidden."""
        return self._styles.hide_runs or next(element.iter(VANISH), None) is not None

    def may_format(self, element: etree._Element) -> bool:
        """Whether any run in an element may look another way than its paragraph."""
        return next(element.iter(*self.formatting), None) is not None

    def hides(self, properties: etree._Element) -> bool:
        """Whether the properties of a run hide it: by themselves, or by its style, or by that of the paragraph."""
        hidden = self.is_hidden
        for child in properties:
            if child.tag == VANISH:
                return is_true(child, VAL)
            if child.tag == _RUN_STYLE:
                style = self._styles[child.get(VAL) or ""]
                hidden = hidden if style.hidden is None else style.hidden
        return hidden

    def look_of_properties(self, properties: etree._Element) -> tuple[str, ...]:
        """How the words of the run with these properties look, in the view asked for."""
        if self._view == "original":
            former = properties.find(FORMER_RUN)
            before = former.find(RPR) if former is not None else None
            properties = properties if before is None else before
        named = [(child.tag, child.get(VAL)) for child in properties if child.tag in FORMATS or child.tag == _RUN_STYLE]
        return self.look(properties, tuple(part for pair in named for part in pair))

    def look(self, properties: etree._Element, said: tuple[object, ...]) -> tuple[str, ...]:
        """How the words of a run look; `said` are the names and values of those properties that say anything of it."""
        look = self._looks.get((self._style.name, said))
        if look is None:
            named = properties.find(_RUN_STYLE)
            style = self._styles[named.get(VAL) or ""] if named is not None else None
            look = look_of(self._style, style, read_formats(properties))
            self._looks[self._style.name, said] = look
        if "underline" in look and _is_link(properties):
            return tuple(kind for kind in look if kind != "underline")
        return look


def _is_link(properties: etree._Element) -> bool:
    """Whether the run with these properties stands in a link, whose underline says just that."""
    around = next(properties.iterancestors(_LINK, W + "p"), None)
    return around is not None and around.tag == _LINK
