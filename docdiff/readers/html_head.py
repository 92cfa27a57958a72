"""Reads what the head of a page says of it: title, author, date and language."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_head(root: etree._Element) -> dict[str, str]:
    """Title, author, date and language, as the head of the page has them."""
    found: dict[str, str] = {}
    language = (root.get("lang") or root.get("xml:lang") or "").partition("-")[0].casefold()
    if re.fullmatch(r"[a-z]{2,3}", language):
        found["language"] = language
    title = next(root.iter("title"), None)
    if title is not None:
        _keep(found, "title", " ".join((title.text or "").split()))
    for element in root.iter("meta"):
        key = (element.get("name") or element.get("property") or "").casefold()
        content = " ".join((element.get("content") or "").split())
        if key in ("author", "dcterms.creator", "dc.creator"):
            _keep(found, "author", content)
        elif key in ("date", "dcterms.date", "dc.date", "dcterms.created", "article:published_time"):
            _keep(found, "date", iso_day(content))
    return found


def _keep(found: dict[str, str], key: str, value: str) -> None:
    if value:
        found.setdefault(key, value)


def iso_day(written: str) -> str:
    """The day in a date written the ISO way, "" when there is none."""
    day = _DAY.match(written.strip())
    try:
        return date.fromisoformat(day.group()).isoformat() if day else ""
    except ValueError:
        return ""
