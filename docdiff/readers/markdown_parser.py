"""Makes markdown-it tokens that know where they stand: CommonMark with tables, strikethrough and footnotes.

markdown-it says in which lines a block stands and nothing about the letters inside. Here the state of its inline parser
notes where each token begins (`meta["at"]`, an offset in the content of the inline token around it), and the rules that
would merge tokens, and lose that, are off.
"""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace
from typing import Literal

from markdown_it import MarkdownIt, helpers
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, image
from markdown_it.token import Token
from markdown_it.utils import EnvType

from docdiff.readers.ticks import TICKS, Runs, find_end, find_runs

_DEEPEST = 100  # blocks and inline marks inside one another; beyond that, text is shown as it is written


def parse(text: str) -> list[Token]:
    """The tokens of a Markdown text. Footnotes are `note_open`, `note_close`, `note_mark` and `inline_note`."""
    return _parser().parse(text, {})


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.core.ruler.disable("text_join")
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]  # a module, asked for these three
        parseLinkLabel=_end_of_label,
        parseLinkDestination=helpers.parseLinkDestination,
        parseLinkTitle=helpers.parseLinkTitle,
    )
    inline, block = _Inline(), _Blocks()
    inline.ruler, inline.ruler2, block.ruler = parser.inline.ruler, parser.inline.ruler2, parser.block.ruler
    inline.ruler2.disable("fragments_join")
    inline.ruler2.before("balance_pairs", "places", _set_apart)
    inline.ruler.before("link", "note_mark", _note_mark)
    inline.ruler.before("link", "inline_note", _inline_note)
    inline.ruler.at("image", _image)
    inline.ruler.at("backticks", _code_span)
    block.ruler.before("reference", "note", _note, {"alt": ["paragraph", "reference"]})
    parser.inline, parser.block = inline, block
    return parser


class _State(StateInline):
    """The state of the inline parser, which notes where each token begins."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, out: list[Token]) -> None:
        super().__init__(src, md, env, out)
        self._begun = 0
        self._runs: Runs | None = None
        self.unclosed: set[int] = set()  # where brackets stand that nothing closes
        self.around_links: set[int] = set()  # and those that hold a link, so that they are none themselves

    def end_of_code(self, length: int, start: int) -> int:
        """Where the backticks begin that end code behind `length` of them; -1 when nothing does before `posMax`."""
        if self._runs is None:
            self._runs = find_runs(self.src)
        end = find_end(self._runs, length, start)
        return end if end + length <= self.posMax else -1

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._begun = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 (markdown-it's name)
        token = super().pushPending()
        token.meta["at"] = self._begun
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Blocks(ParserBlock):
    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 (markdown-it's names)
        """As markdown-it does it, but text that is nested too deep is kept instead of dropped."""
        if state.level < _DEEPEST:
            super().tokenize(state, startLine, endLine)
            return
        token = state.push("code_block", "code", 0)
        token.content = state.getLines(startLine, endLine, state.blkIndent, False)
        token.map = [startLine, endLine]
        state.line = endLine


def _set_apart(state: StateInline) -> None:
    """Gives the marks of emphasis, of which one rule makes several at one position, places of their own."""
    begun, shift = -1, 0
    for token in state.tokens:
        if token.type == "text" and token.meta.get("at") == begun:
            token.meta["at"] = begun + shift
        else:
            begun, shift = token.meta.get("at", -1), 0
        shift += len(token.content)


def _note_mark(state: StateInline, silent: bool) -> bool:
    """`[^label]`, when the document has a note of that label."""
    match = _NOTE_MARK.match(state.src, state.pos, state.posMax)
    if not match or match.group(1) not in state.env.get("notes", ()):
        return False
    if not silent:
        state.push("note_mark", "", 0).content = match.group(1)
    state.pos = match.end()
    return True


def _inline_note(state: StateInline, silent: bool) -> bool:
    """`^[text]`: a note written where its mark is."""
    start = state.pos + 2
    if not state.src.startswith("^[", state.pos) or state.html_terminator_last("]") < start:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        children: list[Token] = []
        state.md.inline.parse(state.src[start:end], state.md, state.env, children)
        state.push("inline_note", "", 0).children = children
    state.pos = end + 1
    return True


def _end_of_label(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803 (markdown-it's name)
    """Where the bracket opened at `start` is closed, -1 when it never is; as markdown-it does it, but remembering.

    Whatever keeps a bracket open keeps open all those it follows: without that, 200 kB of "[" take 10 s.
    """
    if not isinstance(state, _State):
        return helpers.parseLinkLabel(state, start, disableNested)
    before, state.pos = state.pos, start + 1
    end = _scan_label(state, [start], nested=not disableNested)
    state.pos = before
    return end


def _scan_label(state: _State, opened: list[int], *, nested: bool) -> int:
    """Goes on until the first of `opened` is closed; if it may not be `nested`, a link inside it says it is no link."""
    while state.pos < state.posMax and opened[-1] not in state.unclosed:
        at, marker = state.pos, state.src[state.pos]
        if not nested and opened[-1] in state.around_links:
            state.around_links.update(opened)
            return -1
        if marker == "]":
            opened.pop()
            if not opened:
                return at
        state.md.inline.skipToken(state)
        if marker == "[" and state.pos == at + 1:
            opened.append(at)
        elif marker == "[" and not nested:
            state.around_links.update(opened)
            return -1
    state.unclosed.update(opened)
    return -1


def _image(state: StateInline, silent: bool) -> bool:
    """As markdown-it does it, but without looking for an end that does not come: a thousand "![" take no second."""
    return state.html_terminator_last("]") > state.pos and image(state, silent)


def _code_span(state: StateInline, silent: bool) -> bool:
    """As markdown-it does it, but without a search for the end of each run of backticks."""
    opening = TICKS.match(state.src, state.pos, state.posMax)
    if not opening or not isinstance(state, _State):
        return False
    marker, start = opening.group(), opening.end()
    end = state.end_of_code(len(marker), start)
    if not silent and end < 0:
        state.append_pending(marker)
    elif not silent:
        token = state.push("code_inline", "code", 0)
        content = state.src[start:end].replace("\n", " ")
        padded = content.startswith(" ") and content.endswith(" ") and content.strip(" ")
        token.markup, token.content = marker, content[1:-1] if padded else content
    state.pos = start if end < 0 else end + len(marker)
    return True


_NOTE_MARK = re.compile(r"\[\^([^\]\s\[]{1,80})\]")
_NOTE = re.compile(r"\[\^([^\]\s\[]{1,80})\]:[ \t]*")


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[^label]: text`, with what is indented below it."""
    if state.is_code_block(start):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    match = _NOTE.match(state.src, begin, state.eMarks[start])
    if not match:
        return False
    if silent:
        return True
    label = match.group(1)
    state.env.setdefault("notes", {})[label] = True
    token = state.push("note_open", "", 1)
    token.content, token.map = label, [start, 0]
    saved = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    # What follows the colon counts as indented by four, as the paragraphs below must be.
    state.blkIndent += 4
    state.bMarks[start], state.tShift[start], state.sCount[start] = match.end(), 0, state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = saved
    state.blkIndent -= 4
    token.map = [start, state.line]
    state.push("note_close", "", -1)
    return True
