"""Finds the lines drawn on a page of a PDF, and the grids they make: what a table with borders is known by."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from docdiff.readers.pdf_calls import FARTHEST, Box, Point, paths_of

_THIN = 3.0  # points: a drawn shape thinner than this is a line
_MOST_SHAPES = 5_000  # on a page; beyond that it is a drawing, not a table
_BULLET = (1.5, 10.0)  # points
_NEAR = 7.0  # points
_MOST_BULLETS = 200  # on a page
_SHORTEST = 6.0  # points: what is shorter is no side of a cell, but a bullet, a tick or a sign
TOUCH = 3.0  # points: lines that end this near one another meet


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines down at `xs` and across at `ys`, both rising, that meet one another; `walls` are those down."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    walls: tuple[Box, ...]

    def cuts(self, left: float, right: float, height: float) -> tuple[float, ...]:
        """Where walls stand at `height` between `left` and `right`."""
        if right < self.xs[0] or left > self.xs[-1] or not self.ys[0] < height < self.ys[-1]:
            return ()
        return tuple(
            (x1 + x2) / 2 for x1, top, x2, low in self.walls if left < x1 and x2 < right and top < height < low
        )


def read_shapes(page: Any, turn: Point) -> Iterator[Box]:
    """The boxes around lines and shapes drawn on a page, as (left, top, right, bottom)."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _MOST_SHAPES:
        return
    sides = [ctypes.c_float() for _ in range(4)]
    references = [ctypes.byref(side) for side in sides]
    for shape in paths_of(page, count):
        if not pdfium.FPDFPageObj_GetBounds(shape, *references):
            continue
        left, bottom, right, top = (side.value for side in sides)
        if not all(math.isfinite(side) and abs(side) < FARTHEST for side in (left, bottom, right, top)):
            continue
        x1, y1 = turn(left, top)
        x2, y2 = turn(right, bottom)
        yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def find_rules(shapes: Iterable[Box]) -> Iterator[Box]:
    """The shapes that are drawn straight across or down, and the edges of boxes."""
    for x1, y1, x2, y2 in shapes:
        if x2 - x1 < _THIN or y2 - y1 < _THIN:
            yield x1, y1, x2, y2
        else:
            yield from ((x1, y1, x2, y1), (x1, y2, x2, y2), (x1, y1, x1, y2), (x2, y1, x2, y2))


def find_bullets(shapes: Iterable[Box]) -> list[Box]:
    """The shapes that may be bullets: small, as wide as they are high, and no dots of a line. Many are a drawing."""
    found = sorted(shape for shape in shapes if _is_round(shape))
    if len(found) > _MOST_BULLETS:
        return []
    return [shape for shape in found if not any(_are_dots(shape, other) for other in found if other is not shape)]


def _is_round(shape: Box) -> bool:
    width, height = shape[2] - shape[0], shape[3] - shape[1]
    return _BULLET[0] < width < _BULLET[1] and abs(width - height) < 0.3 * width


def _are_dots(a: Box, b: Box) -> bool:
    """Whether two shapes stand nearer to one another than lines do."""
    return abs(a[0] - b[0]) < _NEAR and abs(a[1] - b[1]) < _NEAR


def find_grids(rules: Sequence[Box]) -> list[Grid]:
    """The grids of at least two columns that rules make, from the top."""
    long = [rule for rule in rules if rule[2] - rule[0] > _SHORTEST or rule[3] - rule[1] > _SHORTEST]
    if len(long) < 5:
        return []
    grids: list[Grid] = []
    for group in _connected(long):
        walls = tuple(rule for rule in group if is_upright(rule))
        xs = cluster(sorted(rule[0] for rule in walls))
        ys = cluster(sorted(rule[1] for rule in group if not is_upright(rule)))
        if len(xs) >= 3 and len(ys) >= 2:
            grids.append(Grid(tuple(xs), tuple(ys), walls))
    return grids


def is_upright(rule: Box) -> bool:
    """Whether a line runs down the page."""
    return rule[3] - rule[1] > rule[2] - rule[0]


def cluster(values: Iterable[float]) -> list[float]:
    """Rising values, those closer together than lines are drawn as one."""
    found: list[float] = []
    for value in values:
        if not found or value - found[-1] > TOUCH:
            found.append(value)
    return found


def _connected(rules: Sequence[Box]) -> Iterator[list[Box]]:
    """Groups of rules whose boxes overlap, sweeping down; a group is at most one table."""
    done: list[tuple[Box, list[Box]]] = []
    groups: list[tuple[Box, list[Box]]] = []
    for rule in sorted(rules, key=lambda rule: rule[1]):
        done += [group for group in groups if group[0][3] + TOUCH < rule[1]]
        groups = [group for group in groups if group[0][3] + TOUCH >= rule[1]]
        touching = [group for group in groups if _meet(group[0], rule)]
        if not touching:
            groups.append((rule, [rule]))
            continue
        groups = [group for group in groups if not _meet(group[0], rule)]
        box, members = rule, [rule]
        for other, more in touching:
            box = (min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))
            members += more
        groups.append((box, members))
    yield from (members for _, members in sorted(done + groups, key=lambda group: group[0][1]))


def _meet(a: Box, b: Box) -> bool:
    return a[0] <= b[2] + TOUCH and b[0] <= a[2] + TOUCH and a[1] <= b[3] + TOUCH and b[1] <= a[3] + TOUCH
