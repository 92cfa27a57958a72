"""Tells what a file is, from its bytes first and its name second."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from docdiff.errors import ReadError

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".fodt": "odt",
    ".pdf": "pdf",
}
"""What a name hints at; these are also the files a folder is searched for."""

# What the first bytes of other files say, and what to do about it.
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "a rich text file (RTF)", "Save it as .docx or .odt"),
    (b"\x89PNG", "a picture", "Give the document it was made from"),
    (b"\xff\xd8\xff", "a picture", "Give the document it was made from"),
    (b"GIF8", "a picture", "Give the document it was made from"),
    (b"\x1f\x8b", "a compressed file", "Unpack it first"),
    (b"Rar!", "a compressed file", "Unpack it first"),
    (b"7z\xbc\xaf", "a compressed file", "Unpack it first"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_FLAT_START = 65_536  # bytes in which the root element, with its many namespaces, begins and ends
_FLAT_ROOT = re.compile(rb"<office:document\s[^>]*")
_FLAT_KIND = re.compile(rb"""office:mimetype\s*=\s*["']application/vnd\.oasis\.opendocument\.([\w.-]+)""")
_FLAT_OTHERS = {"spreadsheet": "a spreadsheet", "presentation": "a presentation"}
_XML_OFFICE = (
    (b'progid="Word.Document"', "a Word document saved as plain XML"),
    (b"<w:wordDocument", "a Word document saved as plain XML"),
    (b"<pkg:package", "an Office document saved as plain XML"),
)
_SOME_TAG = re.compile(rb"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.I)
_START = 4096  # bytes
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def find_format(data: bytes, name: str) -> str:
    """One of "text", "md", "html", "docx", "odt" and "pdf".

    Raises `ReadError` for files that are known to be something else, with what to do about it.
    """
    for signature, what, remedy in _FOREIGN:
        if data.startswith(signature):
            raise ReadError(f"{name} is {what}, not a document docdiff reads. {remedy}, then run this again.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if data.startswith(_OLD_OFFICE):
        return "docx"  # its reader tells a locked file from one of an old Word
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if _XML.match(data) and (flat := _flat(data, name)):
        return flat
    hint = SUFFIXES.get(PurePath(name).suffix.casefold(), "text")
    start = data[:_START]
    if start.startswith(_UTF_16):
        start = start.decode("utf-16", "ignore").encode("utf-8", "ignore")
    if _HTML.match(start) or (hint == "html" and _SOME_TAG.search(start)):
        return "html"
    return "md" if hint == "md" else "text"


def find_flat(data: bytes) -> str | None:
    """What a flat OpenDocument file (one of XML, for all its parts) holds: "text", say; None for any other file."""
    root = _FLAT_ROOT.search(data, 0, _FLAT_START) if _XML.match(data) else None
    kind = _FLAT_KIND.search(root.group()) if root else None
    return kind.group(1).decode("ascii") if kind else None


def _flat(data: bytes, name: str) -> str | None:
    """The format of a document that its program wrote as one file of XML; None for other XML, which is text to us."""
    kind = find_flat(data)
    if kind and kind.startswith("text"):
        return "odt"
    if kind:
        what = _FLAT_OTHERS.get(kind, "something else")
        raise ReadError(f"{name} is {what}, and docdiff reads text. Save its text as .docx, .odt or PDF.")
    what = next((what for sign, what in _XML_OFFICE if sign in data[:_START]), "")
    if what:
        raise ReadError(
            f"{name} is {what}, not a document docdiff reads. Save it as .docx or .odt, then run this again."
        )
    return None


def _zipped(data: bytes, name: str) -> str:
    from docdiff.package import open_package  # here, because it takes 16 ms of start-up that text needs not pay

    package = open_package(data, name)
    if "mimetype" in package:
        kind = package.read("mimetype").decode("ascii", "replace").strip()
        if kind.startswith("application/vnd.oasis.opendocument.text"):
            return "odt"
        what = kind[:80] if kind.isascii() and kind.isprintable() and kind else "something else"
        raise ReadError(f"{name} is no text document but {what}. Save it as .docx, .odt or PDF.")
    if any(member.startswith("word/") for member in package.names()):
        return "docx"
    for folder, what in (("xl/", "a spreadsheet"), ("ppt/", "a presentation")):
        if any(member.startswith(folder) for member in package.names()):
            raise ReadError(f"{name} is {what}, and docdiff reads text. Save its text as .docx, .odt or PDF.")
    if "[Content_Types].xml" in package:
        return "docx"  # its main part may have another name
    raise ReadError(f"{name} is a zip file without a document in it. Unpack it, then name what is inside.")
