"""Turns the bytes of an HTML file into a tree, fetching nothing and defining no entity."""

from __future__ import annotations

import re
from html import escape

from lxml import etree

from docdiff.errors import ReadError
from docdiff.model import Problem
from docdiff.readers.encodings import decode

DEEPEST = 2048
"""Elements inside one another; libxml2 reads no deeper, whatever it is told."""

_CHARSET = re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.I)
_XML_ENCODING = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w:.-]{1,40})", re.I)
# What browsers make of the names (encoding.spec.whatwg.org), in the words of Python.
_CHARSETS = {
    **{name: name for name in "koi8-r koi8-u euc-jp gb18030 iso-8859-16".split()},
    **{f"iso-8859-{number}": f"iso-8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15)},
    **{f"windows-125{digit}": f"cp125{digit}" for digit in range(9)},
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be"), "utf-8"),
    **dict.fromkeys("iso-8859-1 iso8859-1 iso_8859-1 latin1 l1 us-ascii ascii cp1252 x-cp1252 ansi".split(), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5", "cp1254"), "cp1254"),
    **dict.fromkeys(("latin2", "iso8859-2"), "iso-8859-2"),
    **dict.fromkeys(("iso-8859-11", "tis-620", "windows-874"), "cp874"),
    **dict.fromkeys(("cp1250", "x-cp1250"), "cp1250"),
    **dict.fromkeys(("cp1251", "x-cp1251"), "cp1251"),
    **dict.fromkeys(("macintosh", "mac", "x-mac-roman"), "mac-roman"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean", "windows-949"), "cp949"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-8-i", "logical"), "iso-8859-8"),
    "iso-8859-15": "iso-8859-15",
}
_UNSEEN = re.compile(rb"<!--.*?-->|<(script|style|title)\b.*?</\1", re.S | re.I)  # tells nothing of the page
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096  # bytes in which browsers look for the encoding


def decode_page(data: bytes, name: str, encoding: str | None) -> tuple[str, str, tuple[Problem, ...]]:
    """As `decode`, but what the file says of its own encoding is believed if its bytes agree."""
    declared = _declared_encoding(data)
    if encoding is None and declared and not data.startswith(_BYTE_ORDER_MARKS) and b"\0" not in data:
        try:
            return data.decode(declared), declared, ()
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data, name, encoding)


def _declared_encoding(data: bytes) -> str | None:
    head = _UNSEEN.sub(b"", data[:_HEAD])
    found = _CHARSET.search(head) or _XML_ENCODING.match(head.lstrip())
    return _CHARSETS.get(found.group(1).decode("ascii").casefold()) if found else None


_DOCUMENT_END = re.compile(r"</(?:body|html)\s*>", re.I)


def parse(text: str, name: str) -> etree._Element | None:
    """The tree of an HTML text, `None` without any element or letter. Nothing is fetched and no entity defined."""
    # What stands behind the end of the document is shown by browsers and dropped by libxml2.
    text = _DOCUMENT_END.sub(lambda match: " " * len(match.group()), text)
    text = _BREAK_END.sub("<br>", text)
    if text.startswith("<?xml"):
        text = _CDATA.sub(lambda match: escape(match.group(1)), text)
    root, errors = _parse(text, name)
    if any(error.endswith("end tag : p") for error in errors):
        root, _ = _parse(_PARAGRAPH_END.sub("</p><div></div>", text), name)
    return root


_BREAK_END = re.compile(r"</br\b[^<>]*>", re.I)  # a break to browsers, nothing to libxml2
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_PARAGRAPH_END = re.compile(r"</p\s*>", re.I)  # ends a line where no paragraph is open, too


def _parse(text: str, name: str) -> tuple[etree._Element | None, list[str]]:
    """The tree, and what the parser has to say about the text."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    messages = list[str]()
    for entry in parser.error_log:
        if "depth" in entry.message or "huge text node" in entry.message.casefold():
            raise ReadError(
                f"{name} has elements more than {DEEPEST:,} deep in one another, or more text in one of them than a "
                f"parser takes (line {entry.line:,}). No person made that; save it from a browser, then try again."
            )
        messages.append(entry.message)
    return root, messages
