"""Reads the day in what a file says of itself, such as "2026-03-02T10:00" or "2 maart 2026"."""

from __future__ import annotations

import re
from datetime import date

from docdiff.dates import find_dates, make_date

_DAY = re.compile(r"(\d{4})([-/]?)(\d\d)\2(\d\d)(?!\d)")
_LONGEST = 100  # characters of what is a date and not a story


def read_day(written: str) -> str:
    """The day as ISO 8601 has it, "" when there is none, more than one, or only digits that may mean two."""
    match = _DAY.match(written.strip())
    if match:
        year, month, day = (int(match.group(at)) for at in (1, 3, 4))
        return _iso(make_date(year, month, day))
    if len(written) > _LONGEST or not any(letter.isalpha() for letter in written):
        return ""
    mentions = find_dates(written)
    return _iso(mentions[0].day) if len(mentions) == 1 else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
