"""Renders a comparison of two HTML pages as the new page itself, with `ins` and `del` around the words.

Strategy: both pages are read as streams (`html_stream`); their segments are aligned and their words compared like the
blocks of any document. Then the new page is written as it is, tag by tag, with inserted letters inside `ins` and
deleted ones put back inside `del`: words beside the words they stood beside, whole elements (a row, an item, a
paragraph) with their own tags, where an element of that kind may stand. What moved is deleted at its old place and
inserted at its new one, each with `data-move`, with `ins` and `del` inside for the words that were edited on the way.
Where a paragraph was split or joined an empty element with `data-break` says so.

Laws: the text outside `ins` is the old page's, the text outside `del` the new page's (white space aside); tags are
balanced where they were; `ins` and `del` never stand directly in a table, a row or a list.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise, zip_longest

from docdiff.alignment import Link, align
from docdiff.changes import Opcode, diff_texts
from docdiff.model import Block, BlockKind, Document, Place, Source
from docdiff.render.html_cells import cell_of, find_breaks, match_empty_cells
from docdiff.render.html_stream import HOLDERS, VOID, Images, Segment, Stream, read_stream

_ID = re.compile(r"""\s+id\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_FORMATTING = frozenset(
    """a abbr b big cite code dfn em font i kbd mark q s samp small span strike strong sub sup tt u var""".split()
)
_PAGE = frozenset(("html", "body"))  # there is one of each, and it stays
_WITHOUT_WORDS = frozenset(("script", "style", "link", "meta"))
# Where an element may stand, for those that may not stand in the flow of a page.
_PARENTS = {
    **dict.fromkeys(("li",), frozenset(("ul", "ol", "menu"))),
    **dict.fromkeys(("dt", "dd"), frozenset(("dl",))),
    **dict.fromkeys(("td", "th"), frozenset(("tr",))),
    "tr": frozenset(("table", "thead", "tbody", "tfoot")),
    **dict.fromkeys(("thead", "tbody", "tfoot", "caption", "colgroup"), frozenset(("table",))),
    **dict.fromkeys(("option", "optgroup"), frozenset(("select", "optgroup", "datalist"))),
    **dict.fromkeys(("body", "head"), frozenset(("html",))),
}  # fmt: skip
_FLOW = frozenset(
    """article aside blockquote body center dd details dialog div fieldset figcaption figure footer form header html li
    main nav noscript section td th""".split()
) | {""}
# What text needs around it in an element that holds no text.
_WRAPS = {
    **dict.fromkeys(("ul", "ol", "menu"), ("li",)),
    "dl": ("dd",),
    "tr": ("td",),
    **dict.fromkeys(("table", "thead", "tbody", "tfoot"), ("tr", "td")),
    **dict.fromkeys(("select", "optgroup"), ("option",)),
}  # fmt: skip
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list_item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("caption", "figcaption"), "caption"),
}  # fmt: skip

_FAR = 200  # tokens from either end of a stretch without anything in common in which a place is looked for

# What no browser shows by itself. Not a style element: what one adds to the page is no text of either version.
_MOVED = 'style="text-decoration:none;border-bottom:1px dotted"'
_BREAKS = {"inserted": 'style="border-right:.4em solid"', "deleted": 'style="border-right:.4em double"'}

Position = tuple[int, int]  # a token, and an offset in what it shows


def render(old: str, new: str) -> str:
    """The page `new` with what changed since `old` marked in it. Takes time in proportion to both.

    Pages whose texts differ in white space alone give `new` as it is, but for where paragraphs were split or joined.
    """
    images = Images()
    a, b = read_stream(old, images), read_stream(new, images)
    writer = _Writer(a, b)
    if a.text == b.text:
        writer.plan_breaks(find_breaks(a, b))
    else:
        writer.plan_changes()
    return "".join(writer.write())


@dataclass(slots=True)
class _Plan:
    """What is to be written into the new page: markup before letters, and the tags around letters that are inserted."""

    before: dict[Position, list[str]] = field(default_factory=lambda: defaultdict(list))
    inserted: dict[int, list[tuple[int, int, str]]] = field(default_factory=lambda: defaultdict(list))


class _Writer:
    """Writes one page with the changes to it."""

    def __init__(self, old: Stream, new: Stream) -> None:
        self.old, self.new = old, new
        self._firsts = [segment.first for segment in old.segments]
        self._empty_cells: dict[int, int] = {}
        self._moved: dict[int, int] = {}
        self.plan = _Plan()

    def plan_changes(self) -> None:
        links = align(_document(self.old), _document(self.new))
        in_place = [link for link in links if link.a and link.b and link.kind != "moved"]
        kept = list(_in_order(sorted(in_place, key=lambda link: link.b)))
        in_place_now = {j for link in kept for j in link.b}
        moves = [link for link in links if link.kind == "moved"]
        self._moved = {i: number for number, link in enumerate(moves, 1) for i in link.a}
        arrived = {j for link in moves for j in link.b}
        for number, move in enumerate(moves, 1):
            for i, j in zip(move.a, move.b, strict=True):
                self._move(self.old.segments[i], self.new.segments[j], number)
        for j, segment in enumerate(self.new.segments):
            if j not in in_place_now and j not in arrived:
                self._insert(segment, 0, len(segment.text))
        self._empty_cells = dict(match_empty_cells(self.old, self.new, kept))
        at_old, gap = 0, 0
        for link in [*kept, None]:
            first_old = link.a[0] if link else len(self.old.segments)
            end = self.new.segments[link.b[0]].first if link else len(self.new.tokens)
            self._delete(range(at_old, first_old), gap, end)
            if link:
                self._compare(link)
                at_old, gap = link.a[-1] + 1, self.new.segments[link.b[-1]].last

    def plan_breaks(self, breaks: Iterable[tuple[int, int, str]]) -> None:
        """Plans signs where paragraphs of the same words were split or joined: (segment, offset in it, which)."""
        for j, offset, name in breaks:
            position, parent = _Joined([self.new.segments[j]]).position(offset, self.new, before_next=False)
            self._break(position, parent, "span", name)

    def _break(self, position: Position, parent: str, element: str, name: str) -> None:
        if parent not in HOLDERS:
            self.plan.before[position].append(f'<{element} data-break="{name}" {_BREAKS[name]}></{element}>')

    def _move(self, old: Segment, new: Segment, number: int) -> None:
        """Marks a segment as moved, with the words that were edited in it."""
        opening = f'<ins data-move="to" data-move-id="{number}" {_MOVED}>'
        joined = _Joined([old])
        for step, before_next in _steps(old.text, new.text):
            if step.tag == "delete":
                position, parent = _Joined([new]).position(step.b.start, self.new, before_next=before_next)
                words = self._deleted(joined, step.a.start, step.a.end)
                self.plan.before[position].append(_wrapped(f"{opening}{words}</ins>" if words else "", parent))
            else:
                edited = "<ins>" if step.tag == "insert" else ""
                self._insert(new, step.b.start, step.b.end, opening + edited)

    def _insert(self, segment: Segment, start: int, end: int, opening: str = "<ins>") -> None:
        """Marks letters of a new segment as inserted, by the tags `opening`."""
        while start < end:
            token = segment.token_at(start)
            begins = segment.starts[token - segment.first]
            until = min(end, begins + len(self.new.tokens[token].shown))
            self.plan.inserted[token].append((start - begins, until - begins, opening))
            start = until

    def _compare(self, link: Link) -> None:
        """Plans the changes inside segments that belong together."""
        old = _Joined([self.old.segments[i] for i in link.a])
        new = _Joined([self.new.segments[j] for j in link.b])
        if old.text == new.text:
            return
        steps = list(_steps(old.text, new.text))
        for at in old.breaks if link.kind == "joined" else ():
            step = next(step for step, _ in steps if step.a.start <= at < step.a.end)
            offset = step.b.start + (at - step.a.start if step.tag == "equal" else 0)
            self._break(*new.position(offset, self.new, before_next=False), "del", "deleted")
        for step, before_next in steps:
            if step.tag == "insert":
                for segment, start, end in new.pieces(step.b.start, step.b.end):
                    self._insert(segment, start, end)
            elif step.tag == "delete" and not old.text[step.a.start : step.a.end].isspace():
                position, parent = new.position(step.b.start, self.new, before_next=before_next)
                self.plan.before[position].append(_wrapped(self._deleted(old, step.a.start, step.a.end), parent))
        for at in new.breaks if link.kind == "split" else ():
            self._break(*new.position(at, self.new, before_next=False), "ins", "inserted")

    def _deleted(self, old: _Joined, start: int, end: int) -> str:
        pieces = (self._old_letters(segment, first, last) for segment, first, last in old.pieces(start, end))
        return "".join(f"<del>{piece}</del>" for piece in pieces if piece.strip())

    def _old_letters(self, segment: Segment, start: int, end: int) -> str:
        """Letters of an old segment as markup, with the formatting they had."""
        opened: list[tuple[str, str]] = []
        out: list[str] = []
        for number in range(segment.first, segment.last):
            token, begins = self.old.tokens[number], segment.starts[number - segment.first]
            if token.name in _FORMATTING and not token.is_end:
                opened.append((token.name, _ID.sub("", token.raw)))
            elif token.is_end and opened and opened[-1][0] == token.name:
                opened.pop()
            low, high = max(start, begins) - begins, min(end, begins + len(token.shown)) - begins
            if low < high:
                letters = token.raw if token.name else html.escape(token.shown[low:high], quote=False)
                out += [raw for _, raw in opened] + [letters] + [f"</{name}>" for name, _ in reversed(opened)]
        return "".join(out)

    def _delete(self, gone: range, start: int, end: int) -> None:
        """Plans old segments that are not in the new page, between two tokens of it."""
        for root, group in groupby(gone, key=lambda i: self._root(i, gone)):
            members = list(group)
            start = self._place(members, root, start, end)

    def _root(self, i: int, gone: range) -> tuple[int, str, str, int] | None:
        """The outermost element around an old segment that is gone altogether: (token, name, its parent, its depth)."""
        parent = ""
        for depth, (opened, name) in enumerate(self.old.segments[i].path):
            first = bisect_left(self._firsts, opened)
            last = bisect_left(self._firsts, self.old.closes[opened]) - 1
            if gone.start <= first and last < gone.stop and name not in _PAGE:
                return opened, name, parent, depth
            parent = name
        return None

    def _place(self, members: list[int], root: tuple[int, str, str, int] | None, start: int, end: int) -> int:
        """Plans what is gone at the best place from `start` to `end`; gives the place."""
        parents = self.new.parents
        if root is not None and root[0] in self._empty_cells:
            inside = self._empty_cells[root[0]]
            self.plan.before[inside, 0].append(self._texts(members))
            return max(start, min(inside, end))
        gaps: Sequence[int] = range(start, end + 1)
        if len(gaps) > 2 * _FAR:  # between texts that have nothing in common any place is as good
            gaps = [*gaps[:_FAR], *gaps[-_FAR:]]
        if root is not None:
            opened, name, parent, depth = root
            allowed = _PARENTS.get(name, _FLOW)
            fit = [gap for gap in gaps if parents[gap][1] in allowed]
            if fit:
                best = min(fit, key=lambda gap: (parents[gap][1] != parent, abs(parents[gap][0] - depth), gap))
                self.plan.before[best, 0].append(self._element(opened))
                return best
        best = min(gaps, key=lambda gap: (parents[gap][1] in HOLDERS, parents[gap][1] == "colgroup", gap))
        self.plan.before[best, 0].append(_wrapped(self._texts(members), parents[best][1]))
        return best

    def _texts(self, members: Iterable[int]) -> str:
        """Old segments as deleted letters, without elements of their own."""
        return "".join(
            f"<del{self._from(i)}>{self._old_letters(segment, 0, len(segment.text))}</del>"
            for i, segment in ((i, self.old.segments[i]) for i in members)
        )

    def _from(self, i: int) -> str:
        """The attributes that say of an old segment that it moved away."""
        return f' data-move="from" data-move-id="{self._moved[i]}"' if i in self._moved else ""

    def _element(self, opened: int) -> str:
        """An old element with its own tags, its words deleted."""
        out: list[str] = []
        stack: list[tuple[int, str]] = []
        end = self.old.closes[opened]
        for number in range(opened, end):
            while stack and stack[-1][0] <= number:
                out.append(f"</{stack.pop()[1]}>")
            token = self.old.tokens[number]
            parent = stack[-1][1] if stack else ""
            if token.name == "img" or (not token.name and token.shown.strip()):
                letters = token.raw if token.name else html.escape(token.shown, quote=False)
                out.append(
                    _wrapped(f"<del{self._from(bisect_right(self._firsts, number) - 1)}>{letters}</del>", parent)
                )
            elif token.name and not token.is_end and token.name not in _WITHOUT_WORDS:
                out.append(_ID.sub("", token.raw))
                if token.name not in VOID and number in self.old.closes:
                    stack.append((self.old.closes[number], token.name))
        out += [f"</{name}>" for _, name in reversed(stack)]
        return "".join(out)

    def write(self) -> Iterator[str]:
        """The new page with everything that was planned."""
        plan, parents = self.plan, self.new.parents
        at = 0
        for number in sorted({position[0] for position in plan.before} | set(plan.inserted)):
            yield self.new.raw(at, number)
            at = min(number + 1, len(self.new.tokens))
            if number < at:
                yield from self._letters(number, plan.inserted.get(number) or [], parents[number][1])
        yield self.new.raw(at, len(self.new.tokens))
        yield from plan.before.get((len(self.new.tokens), 0), ())

    def _letters(self, number: int, inserted: list[tuple[int, int, str]], parent: str) -> Iterator[str]:
        """One token with markup before its letters and `ins` around those that are new."""
        token, before = self.new.tokens[number], self.plan.before
        cuts = {0, len(token.shown)} | {cut for start, end, _ in inserted for cut in (start, end)}
        cuts |= {offset for offset in range(1, len(token.shown)) if (number, offset) in before}
        order = sorted(cuts)
        yield from before.get((number, 0), ())
        if not token.shown or token.shown != token.raw:
            opening = next((tags for _, _, tags in inserted), "")
            yield _wrapped(_within(opening, token.raw), parent) if token.shown.strip() else token.raw
            return
        for start, end in pairwise(order):
            if start:
                yield from before.get((number, start), ())
            text = token.raw[start:end]
            opening = next((tags for first, last, tags in inserted if first <= start and end <= last), "")
            yield _wrapped(_within(opening, text), parent) if opening and text.strip() else text


class _Joined:
    """Segments as one text, with a line feed between two."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.text = "\n".join(segment.text for segment in segments)
        ends = accumulate(len(segment.text) + 1 for segment in segments)
        self.breaks = [end - 1 for end in ends][:-1]  # offsets of the line feeds between two

    def pieces(self, start: int, end: int) -> Iterator[tuple[Segment, int, int]]:
        """The parts of segments a stretch of the text covers."""
        begins = 0
        for segment in self.segments:
            low, high = max(start - begins, 0), min(end - begins, len(segment.text))
            if low < high:
                yield segment, low, high
            begins += len(segment.text) + 1

    def position(self, offset: int, stream: Stream, *, before_next: bool) -> tuple[Position, str]:
        """Where markup goes that stands at `offset`, and the element it stands in there.

        Behind the letter before it, unless it belongs to the next one or there is none in the segment.
        """
        begins = 0
        for segment in self.segments:
            if offset <= begins + len(segment.text):
                break
            begins += len(segment.text) + 1
        inside = offset - begins
        if inside >= len(segment.text) or (inside and not before_next):
            token = segment.token_at(inside - 1)
            behind = inside - segment.starts[token - segment.first]
            position = (token + 1, 0) if behind >= len(stream.tokens[token].shown) else (token, behind)
        elif inside or before_next:
            token = segment.token_at(inside)
            position = token, inside - segment.starts[token - segment.first]
        else:
            position = segment.first, 0
        return position, stream.parents[position[0]][1]


def _in_order(links: Iterable[Link]) -> Iterator[Link]:
    """The links whose old segments come one after another too."""
    last = -1
    for link in links:
        if link.a[0] > last:
            yield link
            last = link.a[-1]


def _steps(old: str, new: str) -> Iterator[tuple[Opcode, bool]]:
    """The steps from one text to the other, each with whether words come in its place right behind it."""
    steps = diff_texts(old, new)
    for step, following in zip_longest(steps, steps[1:]):
        yield step, following is not None and following.tag == "insert" and following.b.start == step.b.start


def _within(opening: str, markup: str) -> str:
    """`markup` inside the `ins` elements that `opening` opens; nothing around it for none."""
    return opening + markup + "</ins>" * opening.count("<ins")


def _wrapped(markup: str, parent: str) -> str:
    """`markup` inside what an element that holds no text needs around it."""
    names = _WRAPS.get(parent, ()) if markup else ()
    return "".join(f"<{name}>" for name in names) + markup + "".join(f"</{name}>" for name in reversed(names))


def _document(stream: Stream) -> Document:
    return Document(
        Source("page.html", "html"), tuple(_block(index, segment) for index, segment in enumerate(stream.segments))
    )


def _block(index: int, segment: Segment) -> Block:
    kind = _KINDS.get(segment.path[-1][1] if segment.path else "", "paragraph")
    cell = cell_of(segment)
    if cell is None:
        return Block(index, "paragraph" if kind == "cell" else kind, segment.text)
    return Block(index, "cell", segment.text, place=Place(cell=cell))
