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
_LONGEST_WORD = 200  # letters, on all its lines


def join_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> Joined:
    """Puts a paragraph's lines together, undoing hyphenation; where every line began is kept in its pieces."""
    first = lines[0]
    text = first.text
    if len(lines) == 1:
        return Joined(text, (Piece(0, len(text), first.number, first.column),))
    parts, length = [text], len(text)
    pieces = [Piece(0, length, first.number, first.column)]
    for line in lines[1:]:
        between, dropped = _seam(text, line.text, vocabulary)
        if dropped:
            parts[-1] = parts[-1][:-1]
            length -= 1
            pieces[-1] = pieces[-1]._replace(end=length)
            pieces.append(Piece(length, length, 0, 0))
        # What the next hyphen may belong to: a word can stand on more than two lines.
        text = line.text if between else text[-_LONGEST_WORD - 1 : -1 if dropped else None] + line.text
        parts += (between, line.text)
        start = length + len(between)
        length = start + len(line.text)
        pieces.append(Piece(start, length, line.number, line.column))
    return Joined("".join(parts), tuple(pieces))


def glue(text: str, after: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """`text` made ready to be followed by `after`, and whether a hyphen was dropped."""
    between, dropped = _seam(text, after, vocabulary)
    return (text[:-1] if dropped else text + between), dropped


def _seam(text: str, after: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """What belongs between `text` and `after`, and whether the hyphen `text` ends with is dropped."""
    if text.endswith("\u00ad"):
        return "", True
    if not text.endswith(("-", "‐")) or len(text) < 2 or text[-2].isspace():
        return " ", False
    if _SUSPENDED.match(after):
        return " ", False
    tail = _FIRST_WORD.match(after)
    return "", tail is not None and vocabulary.is_broken(_last_word(text[:-1]), tail.group())


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

    def settle(self) -> None:
        """Collects what it may be asked for and lets go of the lines."""
        if any("-" in line.text or "‐" in line.text for line in self._lines):
            _ = self._words, self._hyphenates
        self._lines = ()

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
