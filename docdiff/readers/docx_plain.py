"""Reads paragraphs of a Word document that hold nothing but letters in runs, in one pass over them.

Most paragraphs are of this kind: the parser says what else there is in one (see `Package.children`). Going through
their elements in document order takes less than half the time of going down into each. Runs that were inserted or
deleted are told apart on the way, for a view in which all changes are accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from docdiff.readers.collector import Change
from docdiff.readers.docx_changes import CHANGES, read_change
from docdiff.readers.docx_letters import has_odd_letter
from docdiff.readers.docx_names import VAL, W
from docdiff.readers.docx_runs import Runs

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BLANK = " \t\r\n"
TRACKED = frozenset((*CHANGES, W + "delText"))
"""What a paragraph may hold besides, to be one for `accepted_letters`."""
_RUN, _TEXT = W + "r", W + "t"
_Piece = tuple[str, tuple[str, ...]]


def plain_letters(paragraph: etree._Element, runs: Runs, trim: Callable[[str], str]) -> Sequence[_Piece] | None:
    """The texts of a paragraph and how each looks; None if some letters may not be what they seem.

    `trim` takes from a text the blanks at its ends, where these do not count.
    """
    parts = []
    pieces: Sequence[_Piece] = ()
    for element in paragraph.iter(_TEXT, *runs.formatting):
        text = element.text
        if text:
            if (text[0] in BLANK or text[-1] in BLANK) and element.get(SPACE) != "preserve":
                text = trim(text)
            parts.append(text)
        elif element.tag != _TEXT:
            pieces = [*_formatted_letters(paragraph, runs, trim)]
            parts = [text for text, _ in pieces]
            break
    whole = "".join(parts)
    if not whole.isascii() and has_odd_letter(whole):
        return None
    if "\n" in whole:
        return [(text.replace("\n", " "), look) for text, look in pieces or ((whole, runs.plain),)]
    return pieces or ((whole, runs.plain),)


def _formatted_letters(paragraph: etree._Element, runs: Runs, trim: Callable[[str], str]) -> Iterator[_Piece]:
    """The texts of the runs of a paragraph, each with its look."""
    formatted = paragraph  # the last run that says how it looks, and what it says
    said: tuple[object, ...] = ()
    look = runs.plain
    for element in paragraph.iter(_TEXT, *runs.formatting):
        if element.text:
            if formatted is not paragraph and element.getparent() is not formatted:
                formatted, look = paragraph, runs.plain
            yield element.text if element.get(SPACE) == "preserve" else trim(element.text), look
        elif element.tag != _TEXT:
            properties = element.getparent()
            run = properties.getparent() if properties is not None else None
            if properties is not None and run is not None and run.tag == _RUN:
                said = (*(said if run is formatted else ()), element.tag, element.get(VAL))
                formatted, look = run, runs.look(properties, said)


def accepted_letters(
    paragraph: etree._Element, text_of: Callable[[etree._Element], str]
) -> tuple[str, Sequence[Change | None]]:
    """The text of a paragraph with its changes accepted, and these in turn; None where unchanged text goes between.

    No change at all says that the paragraph must be read element by element: something stands around its runs.
    """
    parts: list[str] = []
    changes: list[Change | None] = []
    shows: dict[etree._Element | None, bool] = {}  # what is in a change
    for element in paragraph.iter(_TEXT, *TRACKED):
        tag = element.tag
        kind = CHANGES.get(tag)
        around = element.getparent()
        if kind is None and around is not None and around not in shows:
            around = around.getparent()
        if around is not paragraph and around not in shows:
            return "", ()
        if kind is not None:
            shows[element] = kind == "inserted" and shows.get(around, True)
            changes.append(read_change(kind, element))
        elif shows.get(around, True):
            if tag != _TEXT:  # says of itself that it is deleted
                return "", ()
            text = text_of(element)
            if text:
                parts.append(text)
                changes += (None,) if around is paragraph else ()
    return "".join(parts), changes
