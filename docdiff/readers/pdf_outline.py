"""Tells which numbers the headings of a PDF bear, and how deep each heading is.

Strategy: the larger headings are set the higher they are; in one size their numbers tell. A bare number ("1 Inleiding")
is one only when the headings count on by it, since a heading may as well begin with a year or an amount. Titles that
stand above the first numbered chapter are no deeper than it, as word processors have it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from docdiff.readers.pdf_paragraphs import Draft
from docdiff.readers.structure import split_label

_DEEPEST = 6
_BARE = re.compile(r"(?P<label>(?P<number>\d{1,3}))\s+(?=[\"'‘“(]?[A-ZÀ-Þ])")
_ARTICLE = re.compile(r"(?P<label>(?:Artikel|Article)\s(?P<number>\d{1,3})[a-z]?)\s+(?=[\"'‘“(]?[A-ZÀ-Þ])")
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)\.?")


def number_headings(headings: Sequence[Draft]) -> list[tuple[str, int]]:
    """The label of each heading and where its own words begin; ("", 0) without one."""
    found = [split_label(draft.text.text) for draft in headings]
    for pattern in (_BARE, _ARTICLE):
        matches = {at: match for at, draft in enumerate(headings) if (match := pattern.match(draft.text.text))}
        matches = {at: match for at, match in matches.items() if not found[at][1]}
        values = [int(match["number"]) for match in matches.values()]
        counted = len(values) > 1 and values[0] <= 1 and all(0 <= b - a <= 1 for a, b in pairwise(values))
        for at, match in matches.items():
            if counted or (pattern is _BARE and any(label.startswith(f"{match['number']}.") for label, _ in found)):
                found[at] = match["label"], match.end()
    return found


def level_headings(headings: Sequence[Draft], labels: Sequence[str]) -> list[int]:
    """The level of each heading, from 1: by its size, and among those of one size by the form of its label."""
    forms = [_form(label) for label in labels]
    styles = [_style(draft) for draft in headings]
    ranks = {style: rank for rank, style in enumerate(sorted(set(styles), reverse=True))}
    deeper = {
        style: _depths([form for form, other in zip(forms, styles, strict=True) if other == style]) for style in ranks
    }
    shift = _titles_above(forms, [ranks[style] for style in styles])
    return [
        min(_DEEPEST, max(1, 1 + ranks[style] - shift + deeper[style].get(form, 0)))
        for form, style in zip(forms, styles, strict=True)
    ]


def _style(draft: Draft) -> tuple[int, bool]:
    return round(2 * draft.size), draft.bold


def _form(label: str) -> str:
    """What a label looks like: "1.1" for "3.2", "a" for a letter, the word before a number, "" for none."""
    match = _DOTTED.fullmatch(label.removesuffix(".0"))
    if match:
        return ".".join(["1"] * (1 + match[1].count(".")))
    word = label.partition(" ")[0] if " " in label else ""
    return word or ("a" if label.strip("().").isalpha() else label[:1])


def _depths(forms: Sequence[str]) -> dict[str, int]:
    """How much deeper each form of label is than the first, for the headings of one size in order.

    A form is deeper than the one before it when that one comes back behind it: "a)" between "1." and "2.", but not
    appendices "A" and "B" behind the last chapter.
    """
    found: dict[str, int] = {}
    last = ""
    for at, form in enumerate(forms):
        if form and form not in found:
            dotted = [other for other in found if other[0] == form[0] == "1"]
            if dotted:
                found[form] = max(0, found[dotted[0]] + form.count(".") - dotted[0].count("."))
            else:
                nested = last and any(other in found for other in forms[at + 1 :])
                found[form] = found[last] + 1 if nested else 0
        last = form or last
    return found


def _titles_above(forms: Sequence[str], ranks: Sequence[int]) -> int:
    """How many sizes of headings are titles: larger than the first chapter with a number, and all before it."""
    first = next((at for at, form in enumerate(forms) if form == "1" or (len(form) > 1 and form[0] != "1")), None)
    if first is None or any(rank < ranks[first] for rank in ranks[first:]):
        return 0
    return ranks[first]
