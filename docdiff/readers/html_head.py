"""Reads what the head of a page says of it: title, author, dates and language."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

from docdiff.readers.days import read_day

# The names that programs and sites use, the most telling first; "http-equiv" for what stands for a header of the web.
_NAMES = {
    "title": ("og:title", "dcterms.title", "dc.title", "citation_title", "twitter:title"),
    "author": ("author", "dcterms.creator", "dc.creator", "citation_author", "article:author"),
    "date": (
        *("dcterms.date", "dc.date", "date", "article:published_time", "datepublished", "dcterms.issued"),
        *("dc.date.issued", "citation_publication_date", "pubdate", "publish-date", "dcterms.created"),
        *("dc.date.created", "dcterms.available"),
    ),
    "created": ("created", "dcterms.created", "dc.date.created"),
    "modified": ("changed", "dcterms.modified", "dc.date.modified", "article:modified_time", "datemodified"),
    "language": ("dcterms.language", "dc.language", "language", "content-language"),
}
_WHENS = frozenset({"date", "created", "modified"})
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z\d_-]*)?", re.I)


def read_head(root: etree._Element) -> dict[str, str]:
    """Title, author, dates and language, as the head of the page has them."""
    said = _metas(root)
    found: dict[str, str] = {}
    title = _title(root)
    if title:
        found["title"] = title
    languages = [read_language(element) for element in (root, *root.iterchildren("body"))]
    language = next((language for language in languages if language), "")
    if language:
        found["language"] = language
    for key, names in _NAMES.items():
        values = (_value(key, content) for name in names for content in said.get(name, ()))
        value = next((value for value in values if value), "")
        if value:
            found.setdefault(key, value)
    return found


def _metas(root: etree._Element) -> dict[str, list[str]]:
    """What the `meta` elements say, by their names in small letters."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for element in root.iter("meta"):
        names = (element.get(attribute) for attribute in ("name", "property", "itemprop", "http-equiv"))
        name = next((name for name in names if name), "").strip().casefold()
        said[name].append(" ".join((element.get("content") or "").split()))
    return said


def _title(root: etree._Element) -> str:
    """The title of the page, which those of its drawings are not."""
    titles = (title for title in root.iter("title") if next(title.iterancestors("svg"), None) is None)
    return " ".join((getattr(next(titles, None), "text", None) or "").split())


def _value(key: str, content: str) -> str:
    if key in _WHENS:
        return read_day(content)
    return _code(content) if key == "language" else content


def read_language(element: etree._Element) -> str:
    """The code of the language an element says it is in, without the country; "" if it says none."""
    return _code(element.get("lang") or element.get("xml:lang") or "")


def _code(written: str) -> str:
    match = _LANGUAGE.fullmatch(written.strip())
    return match.group(1).casefold() if match else ""
