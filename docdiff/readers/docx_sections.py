"""Settles at the end of each section of a Word document what its `w:sectPr` says of the notes and pages before it."""

from __future__ import annotations

from lxml import etree

from docdiff.readers.collector import Note
from docdiff.readers.docx_names import VAL, W
from docdiff.readers.docx_notes import NoteCounter
from docdiff.readers.docx_parts import Parts
from docdiff.readers.ooxml import is_true


class Sections:
    """The notes met so far, and the headers and footers that show: their member and which of the two they are."""

    def __init__(self, parts: Parts, language: str) -> None:
        self.furniture: dict[str, str] = {}
        self._parts, self._language = parts, language
        self._settings = settings = parts.related("settings")
        self._counters = {
            kind: NoteCounter(kind, settings.find(f"{W}{kind}Pr") if settings is not None else None)
            for kind in ("footnote", "endnote")
        }

    def add_note(self, kind: str, label: str | None) -> Note:
        """The next footnote or endnote; its number, unless it has a mark of its own, is known when its section ends."""
        return self._counters[kind].add(label)

    def end(self, section: etree._Element | None) -> None:
        """Labels the notes of a section and remembers the headers and footers that show in it; None: of the last."""
        for counter in self._counters.values():
            counter.end_section(section, self._language)
        if section is None:
            return
        first = is_true(section.find(W + "titlePg"), VAL)
        settings = self._settings
        even = settings is not None and is_true(settings.find(W + "evenAndOddHeaders"), VAL)
        seen = {"default": True, "first": first, "even": even}
        for part in ("header", "footer"):
            for element in section.iterchildren(f"{W}{part}Reference"):
                member = self._parts.furniture(element, part)
                if member and seen.get(element.get(W + "type") or "default", True):
                    self.furniture.setdefault(member, part)
