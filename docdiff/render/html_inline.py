"""Renders a comparison of two HTML pages as the new page itself, with `ins` and `del` around the words.

Strategy: both pages are read as streams (`html_stream`); their segments are aligned and their words compared like the
blocks of any document. Then the new page is written as it is, tag by tag, with inserted letters inside `ins` and
deleted ones put back inside `del`: words beside the words they stood beside, whole elements (a row, an item, a
paragraph) with their own tags, where an element of that kind may stand. What moved is deleted at its old place and
inserted at its new one, each with `data-move`.

Laws: the text outside `ins` is the old page's, the text outside `del` the new page's (white space aside); tags are
balanced where they were; `ins` and `del` never stand directly in a table, a row or a list.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from docdiff.alignment import Link, align
from docdiff.changes import diff_texts
from docdiff.model import Block, BlockKind, Document, Source
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

Position = tuple[int, int]  # a token, and an offset in what it shows


def render(old: str, new: str) -> str:
    """The page `new` with what changed since `old` marked in it. Takes time in proportion to both.

    Pages whose texts differ in white space alone give `new` as it is.
    """
    images = Images()
    a, b = read_stream(old, images), read_stream(new, images)
    if a.text == b.text:
        return new
    return "".join(_Writer(a, b).write())


@dataclass(slots=True)
class _Plan:
    """What is to be written into the new page: markup before letters, and which letters are inserted."""

    before: dict[Position, list[str]] = field(default_factory=lambda: defaultdict(list))
    inserted: dict[int, list[tuple[int, int, str]]] = field(default_factory=lambda: defaultdict(list))


class _Writer:
    """Writes one page with the changes to it."""

    def __init__(self, old: Stream, new: Stream) -> None:
        self.old, self.new = old, new
        self._firsts = [segment.first for segment in old.segments]
        self.plan = _Plan()

    def write(self) -> Iterator[str]:
        links = align(_document(self.old), _document(self.new))
        moves = {i: number for number, link in enumerate(links) if link.kind == "moved" for i in link.a}
        kept = sorted((link for link in links if link.a and link.b and link.kind != "moved"), key=lambda link: link.b)
        kept = list(_in_order(kept))
        in_place = {j for link in kept for j in link.b}
        moved_to = {j for link in links if link.kind == "moved" for j in link.b}
        for j, segment in enumerate(self.new.segments):
            if j not in in_place:
                self._insert(segment, 0, len(segment.text), ' data-move="to"' if j in moved_to else "")
        at_old, gap = 0, 0
        for link in [*kept, None]:
            first_old = link.a[0] if link else len(self.old.segments)
            end = self.new.segments[link.b[0]].first if link else len(self.new.tokens)
            self._delete(range(at_old, first_old), gap, end, moves)
            if link:
                self._compare(link)
                at_old, gap = link.a[-1] + 1, self.new.segments[link.b[-1]].last
        yield from self._tokens()

    def _insert(self, segment: Segment, start: int, end: int, attributes: str = "") -> None:
        """Marks letters of a new segment as inserted."""
        while start < end:
            token = segment.token_at(start)
            begins = segment.starts[token - segment.first]
            until = min(end, begins + len(self.new.tokens[token].shown))
            self.plan.inserted[token].append((start - begins, until - begins, attributes))
            start = until

    def _compare(self, link: Link) -> None:
        """Plans the changes inside segments that belong together."""
        old = _Joined([self.old.segments[i] for i in link.a])
        new = _Joined([self.new.segments[j] for j in link.b])
        steps = [step for step in diff_texts(old.text, new.text) if step.tag != "equal"]
        for at, step in enumerate(steps):
            if step.tag == "insert":
                for segment, start, end in new.pieces(step.b.start, step.b.end):
                    self._insert(segment, start, end)
                continue
            text = old.text[step.a.start : step.a.end]
            if text.isspace():
                continue
            replaced = at + 1 < len(steps) and steps[at + 1].tag == "insert" and steps[at + 1].b.start == step.b.start
            position, parent = new.position(step.b.start, self.new, before_next=replaced)
            self.plan.before[position].append(_wrapped(self._deleted(old, step.a.start, step.a.end), parent))

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

    def _delete(self, gone: range, start: int, end: int, moves: dict[int, int]) -> None:
        """Plans old segments that are not in the new page, between two tokens of it."""
        for root, group in groupby(gone, key=lambda i: self._root(i, gone)):
            members = list(group)
            attributes = ' data-move="from"' if all(i in moves for i in members) else ""
            start = self._place(members, root, start, end, attributes)

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

    def _place(
        self, members: list[int], root: tuple[int, str, str, int] | None, start: int, end: int, attributes: str
    ) -> int:
        """Plans what is gone at the best place from `start` to `end`; gives the place."""
        parents = self.new.parents
        gaps: Sequence[int] = range(start, end + 1)
        if len(gaps) > 2 * _FAR:  # between texts that have nothing in common any place is as good
            gaps = [*gaps[:_FAR], *gaps[-_FAR:]]
        if root is not None:
            opened, name, parent, depth = root
            allowed = _PARENTS.get(name, _FLOW)
            fit = [gap for gap in gaps if parents[gap][1] in allowed]
            if fit:
                best = min(fit, key=lambda gap: (parents[gap][1] != parent, abs(parents[gap][0] - depth), gap))
                self.plan.before[best, 0].append(self._element(opened, attributes))
                return best
        best = min(gaps, key=lambda gap: (parents[gap][1] in HOLDERS, parents[gap][1] == "colgroup", gap))
        text = "".join(
            f"<del{attributes}>{self._old_letters(segment, 0, len(segment.text))}</del>"
            for segment in (self.old.segments[i] for i in members)
        )
        self.plan.before[best, 0].append(_wrapped(text, parents[best][1]))
        return best

    def _element(self, opened: int, attributes: str) -> str:
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
                out.append(_wrapped(f"<del{attributes}>{letters}</del>", parent))
            elif token.name and not token.is_end and token.name not in _WITHOUT_WORDS:
                out.append(_ID.sub("", token.raw))
                if token.name not in VOID and number in self.old.closes:
                    stack.append((self.old.closes[number], token.name))
        out += [f"</{name}>" for _, name in reversed(stack)]
        return "".join(out)

    def _tokens(self) -> Iterator[str]:
        """The new page with everything that was planned."""
        plan, parents = self.plan, self.new.parents
        last = {position[0]: True for position in plan.before}
        opened = ""
        for number, token in enumerate(self.new.tokens):
            inserted = plan.inserted.get(number)
            if not inserted and number not in last:
                if opened and (token.name or token.shown.strip()):
                    yield opened
                    opened = ""
                yield token.raw
                continue
            if opened:
                yield opened
                opened = ""
            yield from self._letters(number, inserted or [], parents[number][1])
        yield opened
        yield from plan.before.get((len(self.new.tokens), 0), ())

    def _letters(self, number: int, inserted: list[tuple[int, int, str]], parent: str) -> Iterator[str]:
        """One token with markup before its letters and `ins` around those that are new."""
        token, before = self.new.tokens[number], self.plan.before
        cuts = {0, len(token.shown)} | {cut for start, end, _ in inserted for cut in (start, end)}
        cuts |= {offset for offset in range(1, len(token.shown)) if (number, offset) in before}
        order = sorted(cuts)
        yield from before.get((number, 0), ())
        if not token.shown or token.shown != token.raw:
            name = next((attributes for _, _, attributes in inserted), None)
            is_new = name is not None and bool(token.shown.strip())
            yield _wrapped(f"<ins{name}>{token.raw}</ins>", parent) if is_new else token.raw
            return
        for start, end in pairwise(order):
            if start:
                yield from before.get((number, start), ())
            text = token.raw[start:end]
            name = next((attributes for first, last, attributes in inserted if first <= start and end <= last), None)
            yield _wrapped(f"<ins{name}>{text}</ins>", parent) if name is not None and text.strip() else text


class _Joined:
    """Segments as one text, with a line feed between two."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.text = "\n".join(segment.text for segment in segments)

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


def _wrapped(markup: str, parent: str) -> str:
    """`markup` inside what an element that holds no text needs around it."""
    names = _WRAPS.get(parent, ()) if markup else ()
    return "".join(f"<{name}>" for name in names) + markup + "".join(f"</{name}>" for name in reversed(names))


def _document(stream: Stream) -> Document:
    blocks = (
        Block(index, _KINDS.get(segment.path[-1][1] if segment.path else "", "paragraph"), segment.text)
        for index, segment in enumerate(stream.segments)
    )
    return Document(Source("page.html", "html"), tuple(blocks))
