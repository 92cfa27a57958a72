"""Finds the notes of an HTML page and the marks that point at them, in any of the shapes programs write them.

A mark is a short link to a note, and a note usually links back. pandoc, Word, LibreOffice, Google Docs, Markdown
programs and DPUB-ARIA each have their own names for the two; what they share is the pair of links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

_MARK = re.compile(r"[\[(]?\s*(\d{1,4}|[a-zA-Z]{1,3}|[ivxlcIVXLC]{1,7}|[*†‡§¶#]{1,4})\s*[\])]?\.?")
_NAMED_LIKE_NOTE = re.compile(r"#.*(?:fn|ftn|edn|note|cite)", re.I)
_MARK_CLASSES = frozenset({"footnote-ref", "footnoteref", "noteref", "sdfootnoteanc", "sdendnoteanc", "footnote"})
_BACK_CLASSES = frozenset({"footnote-back", "footnote-backref", "reversefootnote", "data-footnote-backref"})
_NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote", "note"})
_NOTE_TAGS = frozenset({"li", "p", "div", "aside", "dd", "td", "section"})
_NEAR = 12  # elements around another that are looked at
_NOTE_DIVISION = re.compile(r"(?:ftn|edn|sdfootnote|sdendnote|fn|footnote)[-_:]?\d+$", re.I)


@dataclass(slots=True)
class Notes:
    """Elements that are marks and notes, with their labels, and the links that lead back from a note to its mark."""

    marks: dict[etree._Element, str] = field(default_factory=dict)
    bodies: dict[etree._Element, str] = field(default_factory=dict)
    back_links: set[etree._Element] = field(default_factory=set)


def find_notes(root: etree._Element) -> Notes:
    """All notes that some mark points at, or that stand where a page keeps its notes."""
    notes = Notes()
    named: dict[str, etree._Element] = {}
    links: list[etree._Element] = []
    for element in root.iter(etree.Element):
        for attribute in ("id", "name"):
            value = element.get(attribute)
            if value and (attribute == "id" or element.tag == "a"):
                named.setdefault(value, element)
        if element.tag == "a" and (element.get("href") or "").startswith("#"):
            links.append(element)
    for link in links:
        _take_mark(link, named, notes)
    for link in links:
        if link not in notes.marks and _leads_back(link, named, notes):
            notes.back_links.add(link)
    return notes


def _take_mark(link: etree._Element, named: dict[str, etree._Element], notes: Notes) -> None:
    text = "".join(str(part) for part in link.itertext()).strip() if len(link) < 4 else ""
    shape = _MARK.fullmatch(text[:16]) if len(text) <= 16 else None
    target = named.get((link.get("href") or "#")[1:])
    if shape is None or target is None or not _looks_like_mark(link) or _inside_note(link, notes):
        return
    body = _body(target)
    if body is None or _contains(body, link) or _inside_note(body, notes):
        return
    if not (_is_where_notes_are(body) or _links_back(body, link)):
        return
    notes.marks[_whole_mark(link)] = shape.group(1)
    notes.bodies.setdefault(body, shape.group(1))


def _whole_mark(link: etree._Element) -> etree._Element:
    """The element around a link if it only adds brackets: `<sup>[<a>1</a>]</sup>`."""
    around = link.getparent()
    if around is None or around.tag not in ("sup", "span") or len(around) != 1:
        return link
    brackets = (around.text or "").strip() + (link.tail or "").strip()
    return around if brackets in ("[]", "()") else link


def _looks_like_mark(link: etree._Element) -> bool:
    if link.get("role") == "doc-noteref" or link.get("epub:type") == "noteref":
        return True
    if not _MARK_CLASSES.isdisjoint((link.get("class") or "").split()):
        return True
    parent = link.getparent()
    raised = (parent is not None and parent.tag == "sup") or any(child.tag == "sup" for child in link)
    return raised or bool(_NAMED_LIKE_NOTE.match(link.get("href") or ""))


def _body(target: etree._Element) -> etree._Element | None:
    """The note a link leads to: its target, or the element around a target that is only an anchor."""
    element: etree._Element | None = target
    for _ in range(4):
        if element is None or element.tag in _NOTE_TAGS:
            break
        element = element.getparent()
    if element is None or element.tag not in _NOTE_TAGS:
        return None
    around = element.getparent()
    if element.tag == "p" and around is not None and _NOTE_DIVISION.match(around.get("id") or ""):
        return around
    return element


def _is_where_notes_are(body: etree._Element) -> bool:
    if body.get("role") in _NOTE_ROLES or body.get("epub:type") in ("footnote", "endnote", "rearnote"):
        return True
    element = body.getparent()
    for _ in range(3):
        if element is None:
            return False
        classes = (element.get("class") or "").split()
        if element.get("role") == "doc-endnotes" or "footnotes" in classes or "endnotes" in classes:
            return True
        element = element.getparent()
    return False


def _links_back(body: etree._Element, link: etree._Element) -> bool:
    """Whether the note holds a link to the mark, or to the element directly around it."""
    names = {link.get("id"), link.get("name")}
    parent = link.getparent()
    if parent is not None:
        names |= {parent.get("id"), parent.get("name")}
    names.discard(None)
    for count, element in enumerate(body.iter("a")):
        if count > 20:
            return False
        if (element.get("href") or "")[1:] in names and (element.get("href") or "").startswith("#"):
            return True
    return False


def _leads_back(link: etree._Element, named: dict[str, etree._Element], notes: Notes) -> bool:
    if not _inside_note(link, notes):
        return False
    if link.get("role") == "doc-backlink" or not _BACK_CLASSES.isdisjoint((link.get("class") or "").split()):
        return True
    target = named.get((link.get("href") or "#")[1:])
    if target is None:
        return False
    near = [target, *target.iter("a")] if len(target) < 8 else [target]
    near += islice(target.iterancestors("sup", "span"), 1)
    return any(element in notes.marks for element in near)


def _inside_note(element: etree._Element, notes: Notes) -> bool:
    return any(ancestor in notes.bodies for ancestor in islice(element.iterancestors(), _NEAR))


def begins_with_link_back(body: etree._Element, notes: Notes) -> bool:
    """Whether one of the first elements in a note leads back to its mark."""
    return any(element in notes.back_links for element in islice(body.iter(), _NEAR))


def _contains(body: etree._Element, link: etree._Element) -> bool:
    return any(ancestor is body for ancestor in islice(link.iterancestors(), _NEAR))
