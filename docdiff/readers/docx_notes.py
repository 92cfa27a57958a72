"""Numbers the footnotes and endnotes of a Word document as their readers see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from docdiff.readers.collector import Note
from docdiff.readers.docx_names import VAL, W
from docdiff.readers.numerals import write_number

_DEFAULT = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(slots=True)
class NoteCounter:
    """Counts one kind of note. Its format stands at the end of a section, so labels come last.

    `own` says how the whole document counts, where the settings do: a `w:footnotePr` or `w:endnotePr`.
    """

    kind: str
    own: etree._Element | None = None
    _waiting: list[Note] = field(default_factory=list)
    _counted: int = 0

    def add(self, label: str | None) -> Note:
        """The next note; one with a mark of its own ("*") takes no number."""
        note = Note(label or "")
        if label is None:
            self._waiting.append(note)
        return note

    def end_section(self, section: etree._Element | None, language: str = "") -> None:
        """Labels the notes of a section, whose `w:sectPr` may say how."""
        settings = {
            **_settings(self.own),
            **_settings(section.find(f"{W}{self.kind}Pr") if section is not None else None),
        }
        restarts = settings.get("numRestart") in ("eachSect", "eachPage")
        start = int(settings.get("numStart", "1"))
        number = start if restarts else max(start, 1) + self._counted
        for note in self._waiting:
            note.label = write_number(number, settings.get("numFmt", _DEFAULT[self.kind]), language or "en")
            number += 1
        self._counted += len(self._waiting)
        self._waiting.clear()


def _settings(element: etree._Element | None) -> Mapping[str, str]:
    found = {}
    for child in element if element is not None else ():
        key, value = str(child.tag).removeprefix(W), child.get(VAL) or ""
        if key != "numStart" or (value.isdecimal() and len(value) < 6):
            found[key] = value
    return found
