"""Reads HTML as a stream of tags and letters, so that it can be written again as it was with something in between.

Strategy: Python's own parser tells tags from text; every token keeps its source, and the letters of the text know where
they stand in the stream. Block elements cut the stream into segments: the stretches of text a reader sees as one line
or paragraph. Images are letters too, one for each address, so that they can be compared among the words.
"""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Elements that end a line of text where they begin and where they end; all others stand in the line.
BLOCKS = frozenset(
    """address article aside blockquote body button caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav noframes
    noscript ol optgroup option p pre search section select summary table tbody td template textarea tfoot th thead
    title tr ul""".split()
)
# Elements without letters of their own, in which words must not stand.
HOLDERS = frozenset("table thead tbody tfoot tr ul ol menu dl colgroup select optgroup".split())
_SILENT = frozenset(("script", "style", "title"))
_IMAGES = 0xF0000  # private code points, one for each address
# What a start tag ends that was left open, and the elements that keep it from looking further.
_ENDS = {
    **dict.fromkeys(("li",), (frozenset(("li",)), frozenset(("ul", "ol", "menu")))),
    **dict.fromkeys(("dt", "dd"), (frozenset(("dt", "dd")), frozenset(("dl",)))),
    **dict.fromkeys(("td", "th"), (frozenset(("td", "th")), frozenset(("tr", "table")))),
    "tr": (frozenset(("tr", "td", "th")), frozenset(("table",))),
    **dict.fromkeys(
        ("thead", "tbody", "tfoot"),
        (frozenset(("thead", "tbody", "tfoot", "tr", "td", "th")), frozenset(("table",))),
    ),
    "option": (frozenset(("option",)), frozenset(("select",))),
}  # fmt: skip
_ENDS_P = frozenset(
    """address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hgroup hr main menu nav ol p pre search section table ul""".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the source: `name` is that of a tag ("" for text and for what no reader sees).

    `shown` is what a reader sees of it: decoded text, a line feed for a break, the letter of an image.
    """

    raw: str
    name: str = ""
    is_end: bool = False
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text between block elements: tokens `first` to `last` (half-open), and what is shown of them.

    `path` are the open elements it stands in, from outside, as (number of the token that opened it, name).
    """

    first: int
    last: int
    text: str
    path: tuple[tuple[int, str], ...]
    starts: tuple[int, ...]  # offset in `text` of each token

    def token_at(self, offset: int) -> int:
        """The token that shows the letter at `offset`."""
        return self.first + bisect_right(self.starts, offset) - 1


@dataclass(frozen=True, slots=True)
class Stream:
    """An HTML text as tokens, the segments of its text, and where each element that was opened ends.

    `closes` maps the token of a start tag to the one behind its end, tag included; for an element that is never closed
    that is where its parent ends, or the next of its kind begins. `parents` says of each token, and of the end, how
    deep it stands and in what: (0, "") for no element.
    """

    tokens: tuple[Token, ...]
    segments: tuple[Segment, ...]
    closes: dict[int, int]
    parents: tuple[tuple[int, str], ...]

    def raw(self, start: int, end: int) -> str:
        """The source of some tokens."""
        return "".join([token.raw for token in self.tokens[start:end]])

    @property
    def text(self) -> str:
        """All text that is shown, without white space."""
        return "".join("".join(token.shown.split()) for token in self.tokens)


class Images:
    """Gives images their letters; the same for both sides of a comparison."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def letter(self, address: str) -> str:
        """One letter for all images of an address."""
        return self._letters.setdefault(address, chr(_IMAGES + len(self._letters)))


class _Tokens(HTMLParser):
    """Collects tokens with the offset of each."""

    def __init__(self, source: str, images: Images) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0, *accumulate(len(line) for line in source.split("\n")[:-1])]
        self._images = images
        self._silent = ""
        self.found: list[tuple[int, int, str, bool, str]] = []  # offset, length of text, name, is_end, shown
        self.feed(source)
        self.close()

    def _add(self, name: str = "", *, is_end: bool = False, shown: str = "", length: int = -1) -> None:
        line, column = self.getpos()
        # Each line but the first begins behind the line feeds before it.
        self.found.append((self._lines[line - 1] + line - 1 + column, length, name, is_end, shown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = ""
        if tag == "img":
            shown = self._images.letter(dict(attrs).get("src") or "")
        elif tag == "br":
            shown = "\n"
        if tag in _SILENT:
            self._silent = tag
        self._add(tag, shown="" if self._silent else shown)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        self._add(tag, is_end=True)

    def handle_data(self, data: str) -> None:
        self._add(shown="" if self._silent else data, length=len(data))

    def handle_entityref(self, name: str) -> None:
        self._add(shown="" if self._silent else html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._add(shown="" if self._silent else html.unescape(f"&#{name};"))

    def handle_comment(self, data: str) -> None:
        self._add()

    def handle_decl(self, decl: str) -> None:
        self._add()

    def handle_pi(self, data: str) -> None:
        self._add()

    def unknown_decl(self, data: str) -> None:
        self._add()


def read_stream(source: str, images: Images) -> Stream:
    """`source` as a stream; the sources of its tokens, joined, are `source` again. Linear in its length."""
    tokens = tuple(_cut(source, _Tokens(source, images).found))
    segments, closes, parents = _segments(tokens)
    return Stream(tokens, tuple(segments), closes, tuple(parents))


def _cut(source: str, found: Sequence[tuple[int, int, str, bool, str]]) -> Iterator[Token]:
    at = 0
    for position, (start, length, name, is_end, shown) in enumerate(found):
        if at < start:
            yield Token(source[at:start])
        end = found[position + 1][0] if position + 1 < len(found) else len(source)
        if 0 <= length < end - start:  # what the parser passes over, an empty end tag, is no text
            yield Token(source[start : start + length], shown=shown)
            yield Token(source[start + length : end])
        else:
            yield Token(source[start:end], name, is_end, shown)
        at = end
    if at < len(source):
        yield Token(source[at:])


def _segments(tokens: Sequence[Token]) -> tuple[list[Segment], dict[int, int], list[tuple[int, str]]]:
    path: list[tuple[int, str]] = []
    parents: list[tuple[int, str]] = []
    closes: dict[int, int] = {}
    out: list[Segment] = []
    first = 0

    def end_segment(last: int) -> None:
        starts = tuple(accumulate((len(token.shown) for token in tokens[first:last]), initial=0))
        text = "".join(token.shown for token in tokens[first:last])
        if text and not text.isspace():
            depth = max((at for at, (_, name) in enumerate(path, 1) if name in BLOCKS), default=0)
            out.append(Segment(first, last, text, tuple(path[:depth]), starts[:-1]))

    def close(depth: int, behind: int) -> None:
        for opened, _ in path[depth:]:
            closes[opened] = behind
        del path[depth:]

    for number, token in enumerate(tokens):
        parents.append((len(path), path[-1][1] if path else ""))
        if not token.name:
            continue
        is_block = token.name in BLOCKS
        if is_block:
            end_segment(number)
            first = number + 1
        if token.is_end:
            depth = next((at for at in range(len(path) - 1, -1, -1) if path[at][1] == token.name), None)
            if depth is not None:
                close(depth + 1, number)
                close(depth, number + 1)
            continue
        depth = _ended_by(token.name, path)
        if depth is not None:
            close(depth, number)
        if token.name not in VOID and not token.raw.endswith("/>"):
            path.append((number, token.name))
    end_segment(len(tokens))
    parents.append((len(path), path[-1][1] if path else ""))
    close(0, len(tokens))
    return out, closes, parents


def _ended_by(name: str, path: Sequence[tuple[int, str]]) -> int | None:
    """The depth of the outermost open element that a start tag ends by being there."""
    found = None
    if name in _ENDS_P:
        for at in range(len(path) - 1, -1, -1):
            if path[at][1] == "p":
                return at
            if path[at][1] in BLOCKS:
                break
    ended, limits = _ENDS.get(name, (frozenset[str](), frozenset[str]()))
    for at in range(len(path) - 1, -1, -1):
        if path[at][1] in limits or not ended:
            break
        if path[at][1] in ended:
            found = at
    return found
