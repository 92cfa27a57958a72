"""Tells whether a day may rightly stand with several years: it comes back, bounds a term, or is one of a log's.

Laws, feasts and terms fall on the same day in other years; logs and lists have paragraphs that begin with dates; and a
sentence with "next" or "annual", or with its year said twice, says so itself.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from docdiff.dates import DateMention, make_date
from docdiff.facts.mentions import Mention, ends_with_any, has_any
from docdiff.locale import all_words
from docdiff.locale.editing import editing_words

_FEASTS = frozenset(  # days on which something is held every year, besides the first and last of each month: 4 May, say
    (month, day)
    for month, days in {
        1: (6,), 2: (14,), 3: (8, 15), 4: (15, 25, 27), 5: (4, 5, 8, 9), 6: (6, 15), 7: (4, 14, 21), 8: (15,),
        9: (11, 15), 10: (3, 9), 11: (5, 9, 11), 12: (5, 6, 10, 15, 24, 25, 26),
    }.items()
    for day in days
)  # fmt: skip
_EDGE = 6  # characters from the begin of a paragraph within which a date opens it
_ON = tuple(f"{word} " for word in sorted(all_words("on")))
# "Hebben de volgende vragen": what follows, and no next time.
_FOLLOWING = re.compile(rf"(?i)\b(?:{'|'.join(sorted(editing_words('following')))})\s+\w+(?:en|s|n)\b")


def is_of_every_year(date: DateMention) -> bool:
    """Whether terms begin or end, or feasts are held, on one of its days every year."""
    return any(begins_or_ends_month(date, day.number) or (date.month or 0, day.number) in _FEASTS for day in date.days)


def begins_or_ends_month(date: DateMention, number: int) -> bool:
    """The first and the last of a month are when terms, budgets and laws begin and end, every year anew."""
    return number == 1 or make_date(date.year or 2000, date.month or 0, number + 1) is None


@lru_cache(maxsize=4096)
def recurs(mention: Mention) -> bool:
    """Whether its sentence says that the event comes again, looks back, bounds a term, or says the year twice."""
    sentence = mention.block.text[mention.sentence.start : mention.sentence.end]
    before = mention.block.text[mention.sentence.start : mention.date.span.start]
    return (
        has_any(_FOLLOWING.sub(" ", sentence), "again")
        or has_any(mention.about, "history")
        or ends_with_any(before, "terms")
        or len(re.findall(rf"(?<!\w){mention.date.year}(?!\w)", sentence)) > 1
    )


def is_log(mentions: tuple[Mention, ...]) -> bool:
    """Whether a document is a log, a law's history or a list: many paragraphs begin or end with a date, or are one."""
    edges = Counter(
        "begin" if mention.date.span.start < _EDGE else "end"
        for mention in mentions
        if mention.date.year
        and (
            mention.date.core.start < _EDGE
            or len(mention.block.text.rstrip(" )]>.")) - mention.date.core.end < _EDGE // 2
        )
        and not mention.block.text.lower().startswith(_ON)
    )
    return max(edges.values(), default=0) > max(4, len(mentions) // 5)
