"""Finds the parts of an Office Open XML package by their relations."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from docdiff.errors import ReadError
from docdiff.package import Package, open_package

_TRANSITIONAL = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
# A strict file is a transitional one in other namespaces, but for details (units, colours) that no text depends on.
_ALIASES = {
    f"{_STRICT}/{strict}".encode(): f"{_TRANSITIONAL}/{transitional}".encode()
    for strict, transitional in {
        "wordprocessingml/main": "wordprocessingml/2006/main",
        "officeDocument/relationships": "officeDocument/2006/relationships",
        "officeDocument/math": "officeDocument/2006/math",
        "officeDocument/sharedTypes": "officeDocument/2006/sharedTypes",
        "officeDocument/customXml": "officeDocument/2006/customXml",
        "drawingml/main": "drawingml/2006/main",
        "drawingml/chart": "drawingml/2006/chart",
        "drawingml/diagram": "drawingml/2006/diagram",
        "drawingml/picture": "drawingml/2006/picture",
        "drawingml/wordprocessingDrawing": "drawingml/2006/wordprocessingDrawing",
    }.items()
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PROPERTIES = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/terms/}created": "created",
    "{http://purl.org/dc/terms/}modified": "modified",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points: `kind` is the last word of its type ("footnotes"), `target` a member of the package."""

    kind: str
    target: str


def open_ooxml(data: bytes, name: str) -> Package:
    """Opens an Office file, in which strict namespaces read as the transitional ones.

    Raises `ReadError` as `open_package` does, and for what such a file may be instead: one with a password, or of an
    Office older than 2007.
    """
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReadError(
                f"{name} is protected with a password. Open it in Word, empty the password under File > Info > Protect "
                "Document > Encrypt with Password and save a copy; then run this again on that copy."
            )
        raise ReadError(
            f"{name} is an old Word document (.doc), whatever it is called. Open it and save it as .docx, "
            "then run this again."
        )
    return open_package(data, name, aliases=_ALIASES)


def read_relations(package: Package, part: str) -> dict[str, Relation]:
    """The relations of a part ("": of the package) to other members, by id; links out of the package are none."""
    folder, name = posixpath.split(part)
    member = posixpath.join(folder, "_rels", f"{name}.rels")
    if member not in package:
        return {}
    found = {}
    for element in package.xml(member).iter(_RELATIONSHIP):
        target = (element.get("Target") or "").replace("\\", "/")
        if element.get("TargetMode") != "External" and target:
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = (element.get("Type") or "").rpartition("/")[2]
            found[element.get("Id") or ""] = Relation(kind, package.find(path) or path)
    return found


def read_properties(package: Package, relations: dict[str, Relation]) -> dict[str, str]:
    """Title, author, and when the file was created and modified, as far as it says so."""
    part = next((relation.target for relation in relations.values() if relation.kind == "core-properties"), "")
    if part not in package:
        return {}
    try:
        root = package.xml(part)
    except ReadError:  # a document without its card is still a document
        return {}
    found = {}
    for element in root:
        key = _PROPERTIES.get(element.tag) if isinstance(element.tag, str) else None
        if key and element.text and element.text.strip():
            found[key] = element.text.strip()
    return found


def is_true(element: etree._Element | None, attribute: str) -> bool:
    """Whether an on/off element is there and not switched off."""
    return element is not None and element.get(attribute, "1") not in ("0", "false", "off")
