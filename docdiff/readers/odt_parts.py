"""Finds what an OpenDocument text keeps outside its body: styles, properties, formulas, heads and feet of pages.

A part that is missing or damaged is a problem of the document and not the end of it; only the body must be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from docdiff.errors import ReadError
from docdiff.model import Problem
from docdiff.package import Package
from docdiff.readers.odt_names import DC, LOEXT, MANIFEST, META, OFFICE, STYLE

CONTENT = "content.xml"
_STYLES, _META, _MANIFEST = "styles.xml", "meta.xml", "META-INF/manifest.xml"
_USUAL_PAGE = "Standard"
_KIND = "application/vnd.oasis.opendocument."
_PROPERTIES = {
    DC + "title": "title",
    META + "initial-creator": "author",
    META + "creation-date": "created",
    DC + "date": "modified",
}
_MATH = "{http://www.w3.org/1998/Math/MathML}"
_FORMULA_SIGNS = frozenset(_MATH + sign for sign in ("mi", "mn", "mo", "mtext"))
_FRACTION, _ROOTS = _MATH + "mfrac", (_MATH + "msqrt", _MATH + "mroot")
_FURNITURE = {
    STYLE + name: name.partition("-")[0]
    for name in ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")
} | {LOEXT + "header-first": "header", LOEXT + "footer-first": "footer"}


class Parts:
    """The parts of one document; `styles` holds the styles a person can name, `page_styles` those of heads and feet."""

    def __init__(self, package: Package) -> None:
        _refuse_others(package)
        self.package = package
        self._problems: dict[str, Problem] = {}
        self._formulas: dict[str, str] = {}
        root = self._root_or_none(_STYLES)
        self.styles, self.page_styles, self._masters = (
            root.find(OFFICE + name) if root is not None else None
            for name in ("styles", "automatic-styles", "master-styles")
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was missed so far, each once."""
        return tuple(self._problems.values())

    def complain(self, code: str, message: str) -> None:
        """Adds a problem; one said twice is told once."""
        self._problems.setdefault(message, Problem(code, message))

    def _root_or_none(self, member: str) -> etree._Element | None:
        if member not in self.package:
            self.complain("missing-part", f"{self.package.name} lacks {member}: page heads and list numbers may miss.")
            return None
        try:
            return self.package.xml(member)
        except ReadError as error:
            self.complain("damaged-part", f"{error} The rest was read.")
            return None

    def properties(self) -> dict[str, str]:
        """What the document says of itself: title, author, days."""
        found: dict[str, str] = {}
        if _META not in self.package:
            return found
        try:
            root = self.package.xml(_META)
        except ReadError:  # a document without its card is still a document
            return found
        for element in root.iterfind(f"{OFFICE}meta/*"):
            key = _PROPERTIES.get(element.tag)
            if key and element.text and element.text.strip():
                found[key] = element.text.strip()
        return found

    def formula(self, folder: str) -> str:
        """The letters and signs of the formula kept in a folder; "" where there is none."""
        if folder not in self._formulas:
            member = f"{folder}/{CONTENT}"
            root = self._root_or_none(member) if member in self.package else None
            self._formulas[folder] = read_formula(root) if root is not None else ""
        return self._formulas[folder]

    def furniture(self, used: Sequence[str]) -> Iterator[tuple[etree._Element, str]]:
        """The heads and feet of the pages that the text names ("": the usual one), and of those that follow them."""
        if self._masters is None:
            return
        pages = {page.get(STYLE + "name") or "": page for page in self._masters.iterchildren(STYLE + "master-page")}
        usual = _USUAL_PAGE if _USUAL_PAGE in pages else next(iter(pages), "")
        begun = [name or usual for name in used]
        shown: dict[str, None] = dict.fromkeys(begun)
        for name in begun:
            while name in pages and (after := pages[name].get(STYLE + "next-style-name")) and after not in shown:
                shown[name := after] = None
        for name in shown:
            for child in pages.get(name, ()):
                part = _FURNITURE.get(str(child.tag))
                if part and child.get(STYLE + "display") != "false":
                    yield child, part


def read_formula(element: etree._Element) -> str:
    """The letters and signs of the formula in an element, 3 over 4 as "3/4"; "" where there is none."""
    if element.tag in _FORMULA_SIGNS:
        return (element.text or "").strip()
    parts = filter(None, [read_formula(child) for child in element])
    if element.tag == _FRACTION:
        return "/".join(parts)
    return ("√" if element.tag in _ROOTS else "") + "".join(parts)


def _refuse_others(package: Package) -> None:
    name = package.name
    if _MANIFEST in package and next(package.xml(_MANIFEST).iter(MANIFEST + "encryption-data"), None) is not None:
        raise ReadError(
            f"{name} is protected with a password. Open it in its own program and save a copy without one "
            "(in LibreOffice: Save As, without the tick before Save with password); then run this again on that copy."
        )
    kind = package.read("mimetype")[:200].decode("ascii", "replace").strip() if "mimetype" in package else ""
    if kind.startswith(_KIND) and not kind.startswith(_KIND + "text"):
        raise ReadError(f"{name} is an OpenDocument {kind.removeprefix(_KIND)}, not a text. Save its text as .txt.")
