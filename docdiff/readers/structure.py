"""Tells headings, list items and plain paragraphs apart by how they are written and what stands around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from docdiff.locale import any_of
from docdiff.model import BlockKind
from docdiff.readers.labels import BULLET, NO_LABEL, NO_LABEL_END, NUMBER, SECTION
from docdiff.readers.layout import is_open

_DIGITS = re.compile(r"\d+")
_LONGEST_HEADING = 120
_CUT = 60  # letters of a line that was cut in mid-sentence
# The end of a sentence may have quotes and the mark of a note behind it.
_ENDS_OPEN = re.compile(r"(?:[.,;:?!…][\"'’”»)]*(?:\[\d{1,3}\]|\(?\d{1,3}\)|\*{1,3}|[¹²³⁰⁴-⁹]+)*|\w-)$")
_FIELD = re.compile(r"[^\W\d_][\w'’./ -]{1,30}:\s")
_COUNTED = re.compile(rf"(?:{any_of('numbered')}) \d{{1,3}}[a-z]?[.:]?$", re.I)
_HAS_WORD = re.compile(r"[^\W\d_]{2}")
_STARTS_LIKE_TITLE = re.compile(r"[\"'‘“(]?(?:\d|[A-ZÀ-ÖØ-Þ]|§{1,2} ?\d)")
_CLOSING = re.compile(any_of("closings"), re.I)
_DATE_OR_CONTACT = re.compile(
    r"(?:\d{1,2}[-/ ]\S+[-/ ]\d{4}$|[A-Z][\w'’ -]{2,30}, (?:[a-z]+ )?\d{1,2} [a-z]+ \d{4}$"
    rf"|www\.|.*\S@\S+$|\d{{4}} ?[A-Z]{{2}}\b|{any_of('post_boxes')})",
    re.I,
)
_MANY = 3


def split_label(text: str) -> tuple[str, int]:
    """The bullet, number or section ("§ 3", "Art. 4") a paragraph begins with, and where its own text begins.

    ("", 0) without one.
    """
    if text[:1] in NO_LABEL and text[1:2] not in NO_LABEL_END:
        return "", 0
    match = BULLET.match(text) or NUMBER.match(text) or SECTION.match(text)
    if not match:
        return "", 0
    start = match.end()
    while start < len(text) and text[start].isspace():
        start += 1
    return (match.group(), start) if start < len(text) else ("", 0)


def classify(texts: Sequence[str], gaps: Sequence[int], line_counts: Sequence[int]) -> list[tuple[BlockKind, int]]:
    """The kind and level of each paragraph, from its text, the empty lines before it and its number of lines.

    Headings are short lines of their own that end without punctuation and have text under them. Labels that come back
    with another number ("Vraag 7", "Question 7") or come back often ("Antwoord") stand one level below the others.
    """
    titles = [lines <= 2 and _looks_like_title(text) for text, lines in zip(texts, line_counts, strict=True)]
    _drop_signatures(texts, gaps, titles)
    _drop_address_runs(texts, gaps, titles)
    _drop_sentences_under_titles(gaps, titles)
    _drop_fields(texts, gaps, titles)
    serial = _shapes([text for text in texts if len(text) <= _LONGEST_HEADING]) if any(titles) else Counter[str]()
    found: list[tuple[BlockKind, int]] = []
    for at, text in enumerate(texts):
        label, start = split_label(text)
        if titles[at] and _has_text_below(texts, titles, at):
            found.append(("heading", _level(text, label, serial)))
        elif label and start:
            found.append(("list_item", 1))
        else:
            found.append(("paragraph", 0))
    return found


def _shapes(texts: Sequence[str]) -> Counter[str]:
    """How often texts occur that are alike but for their numbers."""
    shapes = _DIGITS.sub("#", "\n".join(texts)).split("\n")  # in one go: most texts have no number
    return Counter(shapes if len(shapes) == len(texts) else [_DIGITS.sub("#", text) for text in texts])


def _looks_like_title(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or not _STARTS_LIKE_TITLE.match(text):
        return False
    if _ENDS_OPEN.search(text) or not _HAS_WORD.search(text):
        return False
    if len(text) >= _CUT and is_open(text):
        return False
    return not (BULLET.match(text) or _DATE_OR_CONTACT.match(text))


def _drop_signatures(texts: Sequence[str], gaps: Sequence[int], titles: list[bool]) -> None:
    """What stands under "Hoogachtend," or under an office ("De minister van Defensie,") is a name, not a heading."""
    signing = -1  # position of the closing, -1 when not below one
    for at, text in enumerate(texts):
        if at and gaps[at] <= 1 and texts[at - 1].endswith(",") and len(texts[at - 1]) <= _LONGEST_HEADING / 2:
            titles[at] = False
        if len(text) < 40 and _CLOSING.match(text):
            signing = at
        elif len(text) > _LONGEST_HEADING or (gaps[at] > 1 and at > signing + 1):
            signing = -1
        if signing >= 0:
            titles[at] = False


def _drop_address_runs(texts: Sequence[str], gaps: Sequence[int], titles: list[bool]) -> None:
    """Three and more short lines directly below one another are an address or a table, not headings."""
    start = 0
    for at in range(1, len(texts) + 1):
        near = at < len(texts) and gaps[at] == 0 and len(texts[at]) < 60 and len(texts[at - 1]) < 60
        if near and not _COUNTED.match(texts[at]) and not _COUNTED.match(texts[at - 1]):
            continue
        if at - start >= _MANY and max(map(len, texts[start:at])) <= 60:
            titles[start:at] = [False] * (at - start)
        start = at


def _drop_sentences_under_titles(gaps: Sequence[int], titles: list[bool]) -> None:
    """A short line directly below a heading, with a gap after it, is that heading's text without its full stop."""
    for at in range(1, len(titles) - 1):
        if titles[at] and titles[at - 1] and gaps[at] == 0 and gaps[at + 1] > 0 and gaps[at - 1] > 0:
            titles[at] = False


def _drop_fields(texts: Sequence[str], gaps: Sequence[int], titles: list[bool]) -> None:
    """Names with what they stand for are no headings of what follows: several directly below one another
    ("Present: …", "Apologies: …"), or one directly below running text, with a gap after it ("Action: Smith").
    """
    fields = [bool(_FIELD.match(text)) for text in texts] if any(titles) else []
    for at in range(1, len(fields)):
        if not fields[at] or gaps[at]:
            continue
        if fields[at - 1]:
            titles[at - 1 : at + 1] = [False, False]
        elif not titles[at - 1] and at + 1 < len(gaps) and gaps[at + 1] and len(texts[at - 1]) >= _CUT:
            titles[at] = False


def _has_text_below(texts: Sequence[str], titles: Sequence[bool], at: int) -> bool:
    """Whether running text or a list follows, perhaps under a further heading or two."""
    for below in range(at + 1, min(at + 1 + _MANY, len(texts))):
        if not titles[below]:
            return bool(_HAS_WORD.search(texts[below]))
    return False


def _level(text: str, label: str, serial: Counter[str]) -> int:
    if label and label[0].isdigit():
        return 1 + label.strip(".)").count(".")
    return 2 if serial[_DIGITS.sub("#", text)] >= _MANY else 1
