"""Reads references to papers by their number: parliamentary papers, European rulings and Commission documents.

A Dutch parliamentary paper has a dossier of five digits, perhaps a budget chapter in Roman numerals or a further
number, and the number of the paper: "36 045, nr. 267", "28676-560", "36800-X-82", "21501-30-603". A ruling has a
European Case Law Identifier (ECLI, Council conclusions 2011/C 127/01), a Commission document a year and a number:
COM(2025) 95.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docdiff.model import Block, Document, Span, Spot
from docdiff.text import has_one

_DIGITS = re.compile(r"\d[\d ]\d\d\d")  # what a paper has, found quickly
_PAPER = re.compile(
    r"(?<![\w./-])(?P<dossier>\d{2} \d{3}|\d{5})"
    r"(?:[ -]?\(?(?P<chapter>[IVXL]{1,6}|[A-Z](?=[ ,-]))\)?|-(?P<sub>\d{2})(?=-\d))?"
    r"(?:-(?P<dashed>\d{1,4})|,?\s?(?:nr|nrs|no|nos|nummer|nummers)\.?\s?(?P<listed>\d{1,4}))(?![\w-]|\.\d)"
)
_CUES = ("amerstuk", "amerbrief", "ossier")
_CUED = re.compile(
    r"\b(?:[Kk]amerstuk(?:ken)?(?:nummers?)?|[Kk]amerbrief|[Dd]ossier(?:nummers?)?)"
    r",?\s(?:(?:nr|nummer)\.?\s)?(?P<number>\d[\d ]{3,}\d)(?=[-,\s]|$)"
)
_ECLI = re.compile(r"\bECLI:\S+?(?=[\s,;)\]]|[.](?:\s|$)|$)")
_GOOD_ECLI = re.compile(r"ECLI:[A-Z]{2}:[A-Z0-9]{1,7}:\d{4}:[A-Z0-9.]{1,25}")
_COMMISSION = ("COM", "SWD", "JOIN", "SEC")
_COM = re.compile(rf"\b(?:{'|'.join(_COMMISSION)})\s?[\[(](?P<year>\d+)[\])]\s?(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class Paper:
    """A reference to a parliamentary paper; `form` is "space", "plain" or "dash".

    `dossier` is five digits with its chapter or further number ("36800-X"), `number` that of the paper.
    """

    document: Document
    block: int
    span: Span
    dossier: str
    number: str
    form: str

    def spot(self) -> Spot:
        """Where it stands."""
        return Spot(self.document, self.block, self.span)


@dataclass(frozen=True, slots=True)
class Malformed:
    """A reference that cannot be one; `kind` is "run-together", "digits", "ecli" or "year", `parts` what it may be."""

    document: Document
    block: int
    span: Span
    kind: str
    parts: tuple[str, ...] = ()

    def spot(self) -> Spot:
        """Where it stands."""
        return Spot(self.document, self.block, self.span)


def find_papers(document: Document) -> Iterator[Paper]:
    """The parliamentary papers a document refers to, in reading order."""
    for block in document.body:
        for match in _PAPER.finditer(block.text) if _DIGITS.search(block.text) else ():
            form = "dash" if match["dashed"] else "space" if " " in match["dossier"] else "plain"
            within = match["chapter"] or match["sub"]
            dossier = match["dossier"].replace(" ", "") + (f"-{within}" if within else "")
            number = match["dashed"] or match["listed"]
            yield Paper(document, block.index, Span(*match.span()), dossier, number, form)


def find_malformed(document: Document) -> Iterator[Malformed]:
    """The references in a document that their own grammar rules out, in reading order."""
    for block in document.body:
        yield from _malformed_papers(document, block)
        for match in _ECLI.finditer(block.text) if "ECLI:" in block.text else ():
            if not _GOOD_ECLI.fullmatch(match.group()):
                yield Malformed(document, block.index, Span(*match.span()), "ecli")
        for match in _COM.finditer(block.text) if has_one(block.text, _COMMISSION) else ():
            if not (len(match["year"]) == 4 and match["year"][:2] in ("19", "20")) and len(match["year"]) != 2:
                yield Malformed(document, block.index, Span(*match.span()), "year")


def _malformed_papers(document: Document, block: Block) -> Iterator[Malformed]:
    for match in _CUED.finditer(block.text) if has_one(block.text, _CUES) else ():
        written = match["number"].rstrip()
        digits = written.replace(" ", "")
        if len(digits) <= 5 or re.fullmatch(
            r"\d{2} \d{3}(?: \d{2} \d{3})+|\d{5}(?: \d{5})+|\d{2} \d{3} \d{1,4}", written
        ):
            continue
        if re.match(r"(?:19|20)\d{2}\b", written):  # a year, as in "Kamerstukken II 2019 20"
            continue
        span = Span(match.start("number"), match.start("number") + len(written))
        run = len(digits) == 10
        parts = (digits[:5], digits[5:]) if run else ()
        yield Malformed(document, block.index, span, "run-together" if run else "digits", parts)
