"""Reads the table of tracked changes that stands at the beginning of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docdiff.readers.collector import Change
from docdiff.readers.odt_names import DC, OFFICE, TEXT, XML_ID


@dataclass(frozen=True, slots=True)
class Region:
    """A tracked change: who inserted its text, who deleted it, and the deleted paragraphs."""

    changes: tuple[Change, ...]
    deleted: etree._Element | None = None


def read_regions(table: etree._Element) -> Iterator[tuple[str, Region]]:
    """The tracked changes in a `text:tracked-changes`, with the names that points in the text call them by."""
    for region in table.iterchildren(TEXT + "changed-region"):
        inserted, deleted = region.find(TEXT + "insertion"), region.find(TEXT + "deletion")
        changes = []
        if inserted is not None:
            changes.append(Change("inserted", *_change_info(inserted)))
        if deleted is not None:
            changes.append(Change("deleted", *_change_info(deleted)))
        yield region.get(XML_ID) or region.get(TEXT + "id") or "", Region(tuple(changes), deleted)


def _change_info(element: etree._Element) -> tuple[str, str]:
    info = element.find(OFFICE + "change-info")
    if info is None:
        return "", ""
    return (info.findtext(DC + "creator") or "").strip(), (info.findtext(DC + "date") or "").strip()
