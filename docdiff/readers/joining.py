"""Puts the lines of a paragraph together, undoing hyphenation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from docdiff.locale import any_of
from docdiff.readers.lines import Joined, Line, Piece

_HYPHENED_WORD = re.compile(r"[^\W_]+(?:[-‐][^\W_]+)*")
_SUSPENDED = re.compile(rf"(?:{any_of('suspensions')})\b")
_FIRST_WORD = re.compile(r"\w*")


def join_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> Joined:
    """Puts a paragraph's lines together, undoing hyphenation; where every line began is kept in its pieces."""
    first = lines[0]
    text = first.text
    if len(lines) == 1:
        return Joined(text, (Piece(0, len(text), first.number, first.column),))
    pieces = [Piece(0, len(text), first.number, first.column)]
    for line in lines[1:]:
        text, dropped = glue(text, line.text, vocabulary)
        start = len(text)
        text += line.text
        if dropped:
            pieces[-1] = pieces[-1]._replace(end=start)
            pieces.append(Piece(start, start, 0, 0))
        pieces.append(Piece(start, len(text), line.number, line.column))
    return Joined(text, tuple(pieces))


def glue(text: str, after: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """`text` made ready to be followed by `after`, and whether a hyphen was dropped."""
    if text.endswith("\u00ad"):
        return text[:-1], True
    if not text.endswith(("-", "‐")) or len(text) < 2 or text[-2].isspace():
        return text + " ", False
    if _SUSPENDED.match(after):
        return text + " ", False
    tail = _FIRST_WORD.match(after)
    if tail and vocabulary.is_broken(_last_word(text[:-1]), tail.group()):
        return text[:-1], True
    return text, False


def _last_word(text: str) -> str:
    r"""What a text ends with: `\w*$`, which would be tried at every letter before it."""
    start = len(text)
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    return text[start:]


class Vocabulary:
    """The words of a document, to tell a word broken over two lines from one that has a hyphen of its own.

    They are collected when the first line that ends with a hyphen asks for them; most documents have none.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    @cached_property
    def _words(self) -> frozenset[str]:
        """All words in lower case; those with hyphens whole."""
        return frozenset(word for line in self._lines for word in _HYPHENED_WORD.findall(line.text.casefold()))

    @cached_property
    def _hyphenates(self) -> bool:
        """Whether lines of this document are broken inside words at all: some broken word occurs whole elsewhere."""
        for line, after in pairwise(self._lines):
            if line.text.endswith("-"):
                head = re.search(r"([^\W\d_]+)-$", line.text)
                tail = re.match(r"[^\W\d_]+", after.text)
                if head and tail and tail.group().islower() and self._has(head.group(1) + tail.group()):
                    return True
        return False

    def _has(self, word: str) -> bool:
        return word.casefold() in self._words

    def is_broken(self, head: str, tail: str) -> bool:
        """Whether `head`-`tail` is one word broken at a line end ("gespeci-ficeerde"), not a compound ("EU-brede")."""
        if not head or not tail or not tail[0].islower() or head.isupper() or head[-1].isdigit():
            return False
        if self._has(f"{head}-{tail}"):
            return False
        if self._has(head + tail):
            return True
        return self._hyphenates and not (len(tail) > 3 and self._has(tail) and self._has(head))
