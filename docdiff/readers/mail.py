"""Finds what mail programs put around text: lines of a header, and signs before what is quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docdiff.dates import find_dates
from docdiff.readers.lines import Line

_QUOTED = re.compile(r"(?:>[ \t]?)+")
_WROTE = re.compile(r"\b(?:wrote|writes|schreef|schrieb|écrit)\b.*:$")
_HEADER = re.compile(r"\*?([A-Z][A-Za-z]*(?:-[A-Za-z]+)*)\*?:(?=\s|$)")
_WHO = frozenset({"from", "to", "van", "aan"})
_WHAT = frozenset({"subject", "date", "sent", "onderwerp", "betreft", "datum", "verzonden"})
_KNOWN = _WHO | _WHAT | frozenset({"cc", "bcc", "reply-to", "message-id", "bijlage", "bijlagen", "attachments"})
_SUBJECTS, _DATES = ("subject", "onderwerp", "betreft"), ("date", "sent", "datum", "verzonden")
_TOP = 10  # lines above the header of a mail


def strip_quotes(lines: Sequence[Line]) -> list[Line]:
    """The lines without the signs of quoted mail ("> > text"), which are counted in `Line.quote`.

    One ">" alone is no quotation, unless somebody is said to have written what follows, or other lines are quoted.
    """
    signed = [at for at, line in enumerate(lines) if line.text.startswith(">")]
    if not signed:
        return list(lines)
    quoting = any(_is_quoted(lines, at) for at in signed)
    found: list[Line] = []
    gap = 0
    for at, line in enumerate(lines):
        sign = _QUOTED.match(line.text)
        if not sign or not (_is_quoted(lines, at) or (quoting and line.text.startswith("> "))):
            found.append(line._replace(gap=line.gap + gap) if gap else line)
            gap = 0
            continue
        text = line.text[sign.end() :].lstrip()
        if not text:
            gap += line.gap + 1
            continue
        indent = len(line.text) - len(text) - sign.end()
        column, depth = line.column + len(line.text) - len(text), sign.group().count(">")
        found.append(line._replace(column=column, text=text, gap=line.gap + gap, indent=indent, quote=depth))
        gap = 0
    return found


def _is_quoted(lines: Sequence[Line], at: int) -> bool:
    """Whether a line next to this one has the sign too, or the one above says who wrote."""
    near = [lines[other] for other in (at - 1, at + 1) if 0 <= other < len(lines)]
    if any(abs(other.number - lines[at].number) == 1 and other.text.startswith(">") for other in near):
        return True
    return at > 0 and bool(_WROTE.search(lines[at - 1].text))


def find_headers(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The headers of mails as (first, last) position of each field; what is folded below a field is part of it."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        if not _HEADER.match(lines[at].text):
            at += 1
            continue
        fields = _fields_from(lines, at)
        names = {name for name, _, _ in fields}
        if len(fields) >= 3 and names & _WHO and names & _WHAT:
            found += [(first, last) for _, first, last in fields]
        at = fields[-1][2] + 1
    return found


def _fields_from(lines: Sequence[Line], at: int) -> list[tuple[str, int, int]]:
    """The fields (name, first, last position) directly below one another from `at` on."""
    fields: list[tuple[str, int, int]] = []
    while at < len(lines):
        line = lines[at]
        header = _HEADER.match(line.text)
        name = header.group(1).casefold() if header else ""
        if header and (not fields or line.gap == 0 or (line.gap == 1 and name in _KNOWN)):
            fields.append((name, at, at))
        elif fields and not header and line.gap == 0 and line.indent > lines[fields[-1][1]].indent:
            fields[-1] = (fields[-1][0], fields[-1][1], at)
        else:
            break
        at += 1
    return fields


def header_meta(lines: Sequence[Line], fields: Sequence[tuple[int, int]]) -> dict[str, str]:
    """What the header at the top of a mail says: its subject as "title", its sender as "author", its "date"."""
    meta: dict[str, str] = {}
    if not fields or fields[0][0] >= _TOP:
        return meta
    for first, last in fields:
        name, _, value = " ".join(line.text for line in lines[first : last + 1]).partition(":")
        name, value = name.strip("* ").casefold(), value.strip("* ")
        if name in _SUBJECTS and value:
            meta.setdefault("title", value)
        elif name in ("from", "van") and value:
            meta.setdefault("author", value)
        elif name in _DATES and (day := _day(value)):
            meta.setdefault("date", day)
    return meta


def _day(value: str) -> str:
    from email.utils import parsedate_to_datetime  # here, because few texts are mails: 5 ms

    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):  # its years and zones may be any number
        return next((mention.day.isoformat() for mention in find_dates(value) if mention.day), "")
