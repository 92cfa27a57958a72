"""Renders families of versions as one HTML file: the tree of each, and what changed between any two.

Strategy: the comparison of every two neighbours is inside the page, and of others as many as fit, so the page works
without a server. Without script all comparisons stand one after the other.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from docdiff.changes import Diff, diff
from docdiff.locale.interface import Interface, interface
from docdiff.render.html_blocks import write_changes
from docdiff.render.odd import readable
from docdiff.render.page import attribute, escape, render_page
from docdiff.render.passages import passages
from docdiff.render.version_rows import Row, short_names, tell_difference, tell_reasons, title_of, version_rows
from docdiff.render.wording import count_kinds, tell_kinds, tell_nothing, tell_words
from docdiff.versions import Family, Versions

_LARGEST_PAGE = 8_000_000  # characters of comparisons
_LARGEST = 1_000_000  # characters of one comparison
_MOST_WORK = 6_000_000  # characters of the texts that are compared beyond those of neighbours
_DEEPEST = 6  # steps a branch is moved in

Pair = tuple[int, int]


def render(found: Versions, *, lang: str = "en") -> str:
    """The families as one self-contained page; `lang` ("en" or "nl") is the language of its interface.

    Takes time in proportion to the text of all neighbours, and as much again, up to a bound, for other pairs.
    """
    return render_page("versions", interface(lang), styles=("changes",), **_Page(found, interface(lang)).values())


class _Page:
    """Fills the template for one result, and keeps count of how much text it holds."""

    def __init__(self, found: Versions, texts: Interface) -> None:
        self.found = found
        self.texts = texts
        self.names = short_names(found)
        self._room = _LARGEST_PAGE

    def values(self) -> dict[str, Any]:
        """What the template asks for. Neighbours of all families come before other pairs of any."""
        links = [self._links(family) for family in self.found.families]
        compared = [[self._compare(number, pair) for pair in pairs] for number, pairs in enumerate(links)]
        for number, pair in self._others(links):
            if self._room <= 0:
                break
            compared[number].append(self._compare(number, pair))
        families = [
            self._family(number, family, comparisons)
            for number, (family, comparisons) in enumerate(zip(self.found.families, compared, strict=True))
        ]
        return {
            "title": self.texts.say("documents", count=len(self.found.documents)),
            "families": families,
            "unrelated": [escape(self.names[member]) for member in self.found.unrelated],
            "problems": [
                (escape(readable(document.source.name)), escape(problem.message))
                for document in self.found.documents
                for problem in document.problems
            ],
        }

    def _links(self, family: Family) -> list[Pair]:
        return [(edge.parent, edge.child) for edge in family.edges]

    def _others(self, links: list[list[Pair]]) -> Iterator[tuple[int, Pair]]:
        """Pairs that are no neighbours: the shorter texts first, as long as there is work left to spend."""
        sizes = [sum(len(block.text) for block in document.blocks) for document in self.found.documents]
        pairs = [
            (sizes[a] + sizes[b], number, (a, b))
            for number, family in enumerate(self.found.families)
            for a, b in combinations(family.order or family.members, 2)
            if (a, b) not in links[number] and (b, a) not in links[number]
        ]
        work = _MOST_WORK
        for size, number, pair in sorted(pairs):
            work -= size
            if work < 0:
                return
            yield number, pair

    def _family(self, number: int, family: Family, comparisons: list[dict[str, Any]]) -> dict[str, Any]:
        order = family.order or family.members
        return {
            "id": f"f{number}",
            "title": escape(title_of(self.found, family)),
            "count": self.texts.say("version_count", count=len(family.members)),
            "ordered": bool(family.order),
            "rows": [self._row(number, family, row) for row in version_rows(family)],
            "options": [
                (member, self.names[member], attribute(self.found.documents[member].source.name)) for member in order
            ],
            "comparisons": comparisons,
        }

    def _row(self, number: int, family: Family, row: Row) -> dict[str, Any]:
        document = self.found.documents[row.member]
        day = document.date or ""
        shown: dict[str, Any] = {
            "depth": min(row.depth, _DEEPEST),
            "name": escape(self.names[row.member]),
            "date": (escape(day), escape(self.texts.day(day))),
            "lines": [],
            "links": [],
        }
        if row.edge is None:
            shown["lines"] = [escape(self.texts.say("version_first" if family.order else "version_first_unknown"))]
            return shown
        parent = self.names[row.edge.parent]
        told = f"{self.texts.say('version_from', parent=parent)}: {tell_difference(row.edge, self.texts)}"
        shown["lines"] = [escape(line) for line in (told, tell_reasons(row.edge, self.texts)) if line]
        shown["lines"] += [escape(self.texts.say("version_also", parent=self.names[edge.parent])) for edge in row.also]
        shown["links"] = [
            (_anchor(number, (edge.parent, edge.child)), self._title(edge.parent, edge.child))
            for edge in (row.edge, *row.also)
        ]
        return shown

    def _title(self, old: int, new: int) -> str:
        return self.texts.say("compare_title", old=self.names[old], new=self.names[new])

    def _compare(self, number: int, pair: Pair) -> dict[str, Any]:
        anchor = _anchor(number, pair)
        found = diff(self.found.documents[pair[0]], self.found.documents[pair[1]])
        body = write_changes(found, self.texts, f"{anchor}-")
        is_whole = len(body) <= min(_LARGEST, self._room)
        self._room -= len(body) if is_whole else 0
        return {
            "id": anchor,
            "title": escape(self._title(*pair)),
            "told": self._told(found),
            "body": body if is_whole else "",
            "command": "" if is_whole else escape(self.texts.say("compare_cut", command=self._command(pair))),
        }

    def _told(self, found: Diff) -> str:
        kinds = tell_kinds(count_kinds(passages(found)), self.texts)
        if not kinds:
            return tell_nothing(found, self.texts)
        return ", ".join([*(text for _, text in kinds), *tell_words(found, self.texts)])

    def _command(self, pair: Pair) -> str:
        names = (readable(self.found.documents[member].source.name) for member in pair)
        return " ".join(["docdiff redline", *map(shlex.quote, names), "-o changes.html"])


def _anchor(number: int, pair: Pair) -> str:
    return f"f{number}-{pair[0]}-{pair[1]}"
