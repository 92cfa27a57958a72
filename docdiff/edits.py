"""Finds the words that changed between two texts, tidied for people.

Strategy: the words and other visible characters of both texts become numbers, equal where a reader sees no difference;
a shortest edit script over them, in bounded work, says what stayed. White space joins the script afterwards, so that it
never wins against words. A semantic clean-up (diff-match-patch) then drops equalities too small to help a reader and
slides edits to word and sentence boundaries; it sees one character for each token and so cannot cut one. At last every
stretch is compared as written: where the characters differ and a reader would not see it, the opcode is quiet.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby
from typing import Literal, NamedTuple

from docdiff.model import Span
from docdiff.sequence import matching_runs
from docdiff.text import TOKEN, seen

Tag = Literal["equal", "delete", "insert"]

_NOTE = "\0note"  # what every footnote mark is compared as: its number changes when another note is added
_CONTEXT = 200  # characters beside a change that are compared with it
_WINDOW = 100  # steps of an edit script that are tidied together
# Code points that are letters to Python, one for each distinct word: Chinese, Korean.
_LETTERS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B738), (0xAC00, 0xD7A3))


@dataclass(frozen=True, slots=True)
class Opcode:
    """One step from old to new.

    `a` and `b` are spans in the old and the new text of the hunk (its blocks joined by a newline). `equal` has the same
    characters on both sides; `delete` has an empty `b`, `insert` an empty `a`. A deletion comes before the insertion
    that replaces it. `quiet` marks differences a reader does not see as changes (white space, kinds of quotes).
    """

    tag: Tag
    a: Span
    b: Span
    quiet: bool = False


def diff_texts(a: str, b: str, notes_a: Sequence[Span] = (), notes_b: Sequence[Span] = ()) -> tuple[Opcode, ...]:
    """The words that changed between two texts; `notes_a` and `notes_b` are their footnote marks, in order.

    Two equal texts are one `equal`; two empty ones are nothing.
    """
    if a == b and not notes_a and not notes_b:
        return (Opcode("equal", Span(0, len(a)), Span(0, len(a))),) if a else ()
    if not a or not b:
        return _all_new(a, b)
    return _opcodes(_steps(a, b, notes_a, notes_b))


def _all_new(a: str, b: str) -> tuple[Opcode, ...]:
    """The one step there is where one of two texts is empty."""
    is_quiet = seen(a) == seen(b)
    if a:
        return (Opcode("delete", Span(0, len(a)), Span(0, 0), is_quiet),)
    return (Opcode("insert", Span(0, 0), Span(0, len(b)), is_quiet),) if b else ()


# Steps say how many characters of each side come next: ("equal", n, n), ("delete", n, 0), ("quiet insert", 0, n).

_StepName = Literal["equal", "delete", "insert", "quiet delete", "quiet insert"]
_Step = tuple[_StepName, int, int]
_OTHER_WAY: dict[_StepName, _StepName] = {
    "equal": "equal",
    "delete": "insert",
    "insert": "delete",
    "quiet delete": "quiet insert",
    "quiet insert": "quiet delete",
}


def _opcodes(steps: Iterable[_Step]) -> tuple[Opcode, ...]:
    """Steps as spans. Of neighbouring changes one deletion and one insertion are made, in that order."""
    out: list[Opcode] = []
    at_a = at_b = 0
    for (is_change, is_quiet), group in groupby(steps, key=lambda step: (step[0] != "equal", step[0].startswith("q"))):
        length_a, length_b = (sum(lengths) for lengths in list(zip(*group, strict=True))[1:])
        a, b = Span(at_a, at_a + length_a), Span(at_b, at_b + length_b)
        at_a, at_b = a.end, b.end
        if not is_change:
            out.append(Opcode("equal", a, b))
            continue
        if length_a:
            out.append(Opcode("delete", a, Span(b.start, b.start), is_quiet))
        if length_b:
            out.append(Opcode("insert", Span(a.end, a.end), b, is_quiet))
    return tuple(out)


class _Tokens(NamedTuple):
    """The tokens of a text as columns of equal length; `ends` has one more, the zero before the first."""

    exact: list[int]  # equal for tokens with the same characters
    same: list[int]  # equal for tokens between which a reader sees no difference; _SPACE for white space
    ends: Sequence[int]  # in characters


_SPACE = 0


@lru_cache(maxsize=20_000)  # a text's words come back in every paragraph that changed
def _shape(token: str) -> str:
    """What a token is compared as: a space for white space, else what a reader sees of it."""
    return " " if token.isspace() else seen(token) or token


class _Vocabulary:
    """Gives the tokens of one comparison their numbers."""

    def __init__(self) -> None:
        self._exact: dict[str, int] = {}
        self._same: dict[str, int] = {" ": _SPACE}
        self._same_of: list[int] = []
        self._length_of: list[int] = []

    def tokens(self, text: str, notes: Sequence[Span]) -> _Tokens:
        """The tokens of `text`, in order and with nothing left out; a footnote mark is one token."""
        exact: list[int] = []
        start = 0
        for note in notes:
            exact += self._numbers(text[start : note.start])
            exact.append(self._number(text[note.start : note.end], _NOTE))
            start = note.end
        exact += self._numbers(text[start:] if start else text)
        lengths = [self._length_of[number] for number in exact]
        return _Tokens(exact, [self._same_of[number] for number in exact], array("Q", accumulate(lengths, initial=0)))

    def letters(self) -> list[str] | None:
        """A character for each number in `same`: words are letters, white space is a space, other marks themselves.

        None when there are more words than letters.
        """
        free = (chr(code) for first, last in _LETTERS for code in range(first, last + 1))
        letters = [key if len(key) == 1 and not key.isalnum() else next(free, "") for key in self._same]
        return letters if all(letters) else None

    def _numbers(self, text: str) -> list[int]:
        tokens = TOKEN.findall(text)
        found = list(map(self._exact.get, tokens))
        return [self._number(token) if number is None else number for token, number in zip(tokens, found, strict=True)]

    def _number(self, token: str, kind: str = "") -> int:
        key = kind + token
        number = self._exact.get(key)
        if number is None:
            number = self._exact[key] = len(self._exact)
            same = kind or _shape(token)
            self._same_of.append(self._same.setdefault(same, len(self._same)))
            self._length_of.append(len(token))
        return number


def _steps(a: str, b: str, notes_a: Sequence[Span], notes_b: Sequence[Span]) -> list[_Step]:
    """The steps from `a` to `b`, tidied. The sides are put in a fixed order first, so that swapping them only swaps."""
    if (len(b), b) < (len(a), a):
        return [(_OTHER_WAY[name], length_b, length_a) for name, length_a, length_b in _steps(b, a, notes_b, notes_a)]
    ahead, behind = (0, 0) if notes_a or notes_b else _equal_ends(a, b)
    vocabulary = _Vocabulary()
    tokens_a = vocabulary.tokens(a[ahead : len(a) - behind], notes_a)
    tokens_b = vocabulary.tokens(b[ahead : len(b) - behind], notes_b)
    script = _tidied(_script(tokens_a, tokens_b), tokens_a, tokens_b, vocabulary.letters())
    middle = _as_written(script, a[ahead : len(a) - behind], tokens_a, b[ahead : len(b) - behind], tokens_b)
    steps: list[_Step] = [("equal", ahead, ahead), *middle, ("equal", behind, behind)]
    return [step for step in steps if any(step[1:])]


def _equal_ends(a: str, b: str) -> tuple[int, int]:
    """How many characters at the start and at the end need no token work.

    Both stop at white space, where no token is cut, and leave some words to the sides of a change, so that the clean-up
    can slide it.
    """
    ahead = _common(a, b, min(len(a), len(b))) - _CONTEXT
    while ahead > 0 and not (a[ahead].isspace() and not a[ahead - 1].isspace()):
        ahead -= 1
    ahead = max(ahead, 0)
    behind = _common(a[::-1], b[::-1], min(len(a), len(b)) - ahead) - _CONTEXT
    while behind > 0 and not (a[-behind].isspace() and not a[-behind - 1].isspace()):
        behind -= 1
    return ahead, max(behind, 0)


def _common(a: str, b: str, most: int) -> int:
    """The length of the common start of two texts, by halving: comparing slices is quick."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


# A script says how many tokens of each side come next: (equal, n, n), (delete, n, 0), (insert, 0, n) in dmp's numbers.

_DELETE, _EQUAL, _INSERT = -1, 0, 1


class _Edit(NamedTuple):
    op: int
    length: int


def _script(a: _Tokens, b: _Tokens) -> list[_Edit]:
    """A shortest edit script over the visible tokens, with the white space between them put back."""
    shown_a = [i for i, number in enumerate(a.same) if number != _SPACE]
    shown_b = [j for j, number in enumerate(b.same) if number != _SPACE]
    runs = matching_runs([a.same[i] for i in shown_a], [b.same[j] for j in shown_b])
    out: list[_Edit] = []
    at_a = at_b = 0
    for run in runs:
        first_a, last_a = shown_a[run.a], shown_a[run.a + run.length - 1]
        first_b, last_b = shown_b[run.b], shown_b[run.b + run.length - 1]
        out.extend(_between(a.same, at_a, first_a, b.same, at_b, first_b))
        at_a, at_b = last_a + 1, last_b + 1
        if a.same[first_a:at_a] == b.same[first_b:at_b]:
            out.append(_Edit(_EQUAL, at_a - first_a))
            continue
        # Somewhere in the run white space stands on one side only.
        out.append(_Edit(_EQUAL, 1))
        for k in range(1, run.length):
            i, j = run.a + k, run.b + k
            before_a, before_b = shown_a[i - 1] + 1, shown_b[j - 1] + 1
            out.extend(_between(a.same, before_a, shown_a[i], b.same, before_b, shown_b[j]))
            out.append(_Edit(_EQUAL, 1))
    out.extend(_between(a.same, at_a, len(a.same), b.same, at_b, len(b.same)))
    return _merged(out)


def _between(a: list[int], low_a: int, high_a: int, b: list[int], low_b: int, high_b: int) -> Iterator[_Edit]:
    """The edits between two equal tokens: white space at the ends stays, the rest is replaced."""
    ahead = low_a < high_a and low_b < high_b and a[low_a] == b[low_b] == _SPACE
    low_a, low_b = low_a + ahead, low_b + ahead
    behind = low_a < high_a and low_b < high_b and a[high_a - 1] == b[high_b - 1] == _SPACE
    yield _Edit(_EQUAL, int(ahead))
    yield _Edit(_DELETE, high_a - behind - low_a)
    yield _Edit(_INSERT, high_b - behind - low_b)
    yield _Edit(_EQUAL, int(behind))


def _tidied(script: list[_Edit], a: _Tokens, b: _Tokens, letters: list[str] | None) -> list[_Edit]:
    """The script after diff-match-patch's semantic clean-up, a window at a time.

    Words become letters, white space a space and punctuation itself, so that its sense of boundaries holds. Without
    letters enough the script stays as it is.
    """
    if len(script) < 2 or letters is None:
        return script
    from diff_match_patch import diff_match_patch  # here, because only changed words need it

    tidy = diff_match_patch()
    tidy.Diff_Timeout = 0  # else the outcome would depend on the clock
    text_a = "".join([letters[number] for number in a.same])
    text_b = "".join([letters[number] for number in b.same])
    out: list[_Edit] = []
    at_a = at_b = 0
    for window in _windows(script):
        steps: list[tuple[int, str]] = []
        for op, length in window:
            steps.append((op, text_b[at_b : at_b + length] if op == _INSERT else text_a[at_a : at_a + length]))
            at_a += length * (op != _INSERT)
            at_b += length * (op != _DELETE)
        tidy.diff_cleanupSemantic(steps)
        out.extend(_Edit(op, len(text)) for op, text in steps)
    return _merged(out)


def _merged(script: Iterable[_Edit]) -> list[_Edit]:
    """The script with one deletion and one insertion at most between two equalities, in that order."""
    out: list[_Edit] = []
    pending = {_DELETE: 0, _INSERT: 0}
    for op, length in script:
        if op != _EQUAL:
            pending[op] += length
        elif length:
            out.extend(_Edit(kind, total) for kind, total in pending.items() if total)
            pending = {_DELETE: 0, _INSERT: 0}
            if out and out[-1].op == _EQUAL:
                out[-1] = _Edit(_EQUAL, out[-1].length + length)
            else:
                out.append(_Edit(_EQUAL, length))
    out.extend(_Edit(kind, total) for kind, total in pending.items() if total)
    return out


def _windows(script: list[_Edit]) -> Iterator[list[_Edit]]:
    """Pieces of the script for the clean-up, which is quadratic in their length; cut in the middle of an equality."""
    window: list[_Edit] = []
    for edit in script:
        if len(window) >= _WINDOW and edit.op == _EQUAL:
            half = edit.length // 2
            yield [*window, _Edit(_EQUAL, edit.length - half)]
            window = [_Edit(_EQUAL, half)] if half else []
        else:
            window.append(edit)
    if window:
        yield window


_LEAST_KEPT = 4  # letters of a word that stay, so that the rest of it can be shown alone
_ONE_WORD = re.compile(r"[^\W\d_]+")


def _inside_word(old: str, new: str) -> tuple[_Step, ...]:
    """The steps for a word that only grew or shrank at one end, "Requirement" and "Requirements"; else nothing."""
    short, long = sorted((old, new), key=len)
    if len(short) < _LEAST_KEPT or not (_ONE_WORD.fullmatch(short) and _ONE_WORD.fullmatch(long)):
        return ()
    rest = len(long) - len(short)
    change: _Step = ("insert", 0, rest) if len(old) < len(new) else ("delete", rest, 0)
    kept: _Step = ("equal", len(short), len(short))
    if rest and long.startswith(short):
        return kept, change
    return (change, kept) if rest and long.endswith(short) else ()


def _as_written(script: list[_Edit], text_a: str, a: _Tokens, text_b: str, b: _Tokens) -> Iterator[_Step]:
    """The steps in characters: equal only what is equal as written, quiet what no reader sees."""
    at_a = at_b = 0
    for is_equal, group in groupby(script, key=lambda edit: edit.op == _EQUAL):
        lengths = {edit.op: edit.length for edit in group}
        end_a = at_a + lengths.get(_EQUAL, 0) + lengths.get(_DELETE, 0)
        end_b = at_b + lengths.get(_EQUAL, 0) + lengths.get(_INSERT, 0)
        length_a, length_b = a.ends[end_a] - a.ends[at_a], b.ends[end_b] - b.ends[at_b]
        if not is_equal:
            old, new = text_a[a.ends[at_a] : a.ends[end_a]], text_b[b.ends[at_b] : b.ends[end_b]]
            inside = _inside_word(old, new)
            if inside:
                yield from inside
                at_a, at_b = end_a, end_b
                continue
            quiet = seen(old) == seen(new)
            yield "quiet delete" if quiet else "delete", length_a, 0
            yield "quiet insert" if quiet else "insert", 0, length_b
        elif a.exact[at_a:end_a] == b.exact[at_b:end_b]:
            yield "equal", length_a, length_b
        else:
            for i, j in zip(range(at_a, end_a), range(at_b, end_b), strict=True):
                length_a, length_b = a.ends[i + 1] - a.ends[i], b.ends[j + 1] - b.ends[j]
                if a.exact[i] == b.exact[j]:
                    yield "equal", length_a, length_b
                else:
                    yield "quiet delete", length_a, 0
                    yield "quiet insert", 0, length_b
        at_a, at_b = end_a, end_b
