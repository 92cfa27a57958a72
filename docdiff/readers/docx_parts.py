"""Finds what a Word document keeps outside its body: notes, comments, settings, heads and feet of pages.

A part that is missing or damaged is a problem of the document and not the end of it; only the body must be there.
"""

from __future__ import annotations

from functools import cached_property

from lxml import etree

from docdiff.errors import ReadError
from docdiff.model import Problem
from docdiff.package import Package
from docdiff.readers.docx_names import R, W
from docdiff.readers.ooxml import read_relations

_LIKELY_PART = "word/document.xml"
_OTHERS = {"xl": "an Excel workbook", "ppt": "a PowerPoint presentation", "visio": "a Visio drawing"}


class Parts:
    """The parts of one document; `document` is the main one, `problems` what was wrong with the others."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._problems: dict[tuple[str, str], Problem] = {}
        self.package_relations = read_relations(package, "")
        self.document = self._find_document()
        self._relations = read_relations(package, self.document)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was missed so far, each once."""
        return tuple(self._problems.values())

    def complain(self, code: str, message: str) -> None:
        """Adds a problem; `message` follows the name of the file."""
        message = f"{self.package.name} {message}"
        self._problems.setdefault((code, message), Problem(code, message))

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part with that relation to the document; None without one, with a problem when it is lost."""
        member = self._member(kind)
        return self.root(member, f"its {kind}") if member else None

    def _member(self, kind: str) -> str | None:
        return next((relation.target for relation in self._relations.values() if relation.kind == kind), None)

    def root(self, member: str, what: str) -> etree._Element | None:
        """The root of a part that should hold `what`; None, with a problem, when it is missing or damaged."""
        if member not in self.package:
            self.complain("missing-part", f"lacks {member}, which should hold {what}.")
            return None
        try:
            return self.package.xml(member)
        except ReadError as error:
            self.complain("damaged-part", f"was read without {what}. {error}")
            return None

    def open_all(self) -> None:
        """Looks at the notes and comments even when nothing refers to them, since they may be damaged."""
        _ = self.notes, self.comments

    def furniture(self, reference: etree._Element, part: str) -> str | None:
        """The member with the head or foot that a section refers to."""
        relation = self._relations.get(reference.get(R + "id") or "")
        if relation is None:
            self.complain("missing-part", f"names a {part} that it does not hold.")
            return None
        return relation.target

    @cached_property
    def note_members(self) -> dict[str, tuple[str, etree._Element]]:
        """The members that hold notes and their roots, by kind ("footnote")."""
        found = {}
        for kind in ("footnote", "endnote"):
            member, root = self._member(f"{kind}s"), self.related(f"{kind}s")
            if member is not None and root is not None:
                found[kind] = member, root
        return found

    @cached_property
    def notes(self) -> dict[tuple[str, str], etree._Element]:
        """The texts of the notes, by kind ("footnote") and id."""
        return {
            (kind, element.get(W + "id") or ""): element
            for kind, (_, root) in self.note_members.items()
            for element in root.iterchildren(W + kind)
        }

    @cached_property
    def comments(self) -> dict[str, str]:
        """The comments, as "author: text", by id."""
        root = self.related("comments")
        found = {}
        for element in root.iterchildren(W + "comment") if root is not None else ():
            paragraphs = ("".join(text.text or "" for text in p.iter(W + "t")).strip() for p in element.iter(W + "p"))
            author = element.get(W + "author") or ""
            found[element.get(W + "id") or ""] = f"{author}: {' '.join(filter(None, paragraphs))}"
        return found

    def _find_document(self) -> str:
        """The main part, by relation; failing that, where every program puts it."""
        name = self.package.name
        for relation in self.package_relations.values():
            if relation.kind == "officeDocument" and relation.target in self.package:
                other = _OTHERS.get(relation.target.partition("/")[0])
                if other:
                    raise ReadError(f"{name} is {other}, not a Word document. Save its text as .txt.")
                return relation.target
        if _LIKELY_PART not in self.package:
            raise ReadError(
                f"{name} is no Word document: it is a zip file that holds none. Ask for the document again."
            )
        self.complain("relations", f"does not say which of its parts is the document; {_LIKELY_PART} was read.")
        return _LIKELY_PART
