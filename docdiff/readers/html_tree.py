"""Turns the bytes of an HTML file into a tree, fetching nothing and defining no entity."""

from __future__ import annotations

import re

from lxml import etree

from docdiff.errors import ReadError
from docdiff.model import Problem
from docdiff.readers.encodings import decode

DEEPEST = 2048
"""Elements inside one another; libxml2 reads no deeper, whatever it is told."""

_CHARSET = re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.I)
_XML_ENCODING = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w:.-]{1,40})", re.I)
_KNOWN_CHARSET = re.compile(
    r"utf-?8|windows-125\d|iso-8859-\d{1,2}|koi8-[ru]|macintosh|shift_jis|euc-jp|euc-kr|gb2312|gbk|gb18030|big5", re.I
)
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
    head = data[:_HEAD]
    found = _CHARSET.search(head) or _XML_ENCODING.match(head.lstrip())
    name = found.group(1).decode("ascii").casefold() if found else ""
    if not _KNOWN_CHARSET.fullmatch(name):
        return None
    # What calls itself Latin 1 is Windows-1252 to every browser.
    return {"iso-8859-1": "cp1252", "windows-1252": "cp1252", "macintosh": "mac-roman"}.get(name, name)


_DOCUMENT_END = re.compile(r"</(?:body|html)\s*>", re.I)


def parse(text: str, name: str) -> etree._Element | None:
    """The tree of an HTML text, `None` without any element or letter. Nothing is fetched and no entity defined."""
    # What stands behind the end of the document is shown by browsers and dropped by libxml2.
    text = _DOCUMENT_END.sub(lambda match: " " * len(match.group()), text)
    text = _BREAK_END.sub("<br>", text)
    root, errors = _parse(text, name)
    if any(error.endswith("end tag : p") for error in errors):
        root, _ = _parse(_PARAGRAPH_END.sub("</p><div></div>", text), name)
    return root


_BREAK_END = re.compile(r"</br\b[^<>]*>", re.I)  # a break to browsers, nothing to libxml2
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
