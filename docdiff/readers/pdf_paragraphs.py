"""Joins the lines of a PDF's flows into paragraphs, by geometry first and language second.

Theory of operation: a line goes on where the next one's first word would not have fitted behind it. Three things say
otherwise: more white space between lines than inside paragraphs, an indent that the lines before do not have, and
letters of another size. At the top of a page or column there is no white space to go by, so language helps: a sentence
that stopped in the middle goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from operator import sub
from string import ascii_letters, ascii_lowercase
from typing import NamedTuple

from docdiff.model import BlockKind, Place
from docdiff.readers.labels import BULLET, NO_LABEL_END, NUMBER
from docdiff.readers.layout import proportional_width
from docdiff.readers.pdf_joining import HYPHENS, Text
from docdiff.readers.pdf_runs import Piece


class Placed(NamedTuple):
    """A line with its page, its number in the document, and where the column it stands in begins and ends.

    `fresh` is not 0 for the first line of a flow: what stands above it is not the line before.
    """

    piece: Piece
    page: int
    number: int
    start: float
    edge: float
    fresh: int = 0


ELSEWHERE = 1  # the first line of a column or page
BELOW_TABLE = 2  # with a table between it and the line before
BELOW_GAP = 3  # with a page between that could not be read

_CALIBRATED = 40  # lines of a letter size that tell how wide its letters are
_SAME_SIZE = 0.08  # of the letter size
_EXTRA = 1.2  # of the usual distance between lines: more is white space
_EXTRA_FOR_MARK = 1.35  # the same for a line with a raised number, which browsers set lower to make room for it
_SPACIOUS = 1.6  # of the letter size: lines further apart are set double, or are paragraphs of one line
_RUNNING = 0.15  # of the lines of running text at least go on with the sentence of the line above
_RAGGED = 0.2  # of the length of a line: room that long words leave inside a sentence
_TITLE = 12.5  # points: text set larger than this is a title
_INDENT = 0.6  # of the letter size: less is not an indent
_OPEN_SIGNS = ("-", ",", "(", "–")
_OPEN_WORDS = frozenset(
    "de het een en of van voor met in op aan om te tot bij naar door over als dat die is zijn wordt worden "
    "the a an and or for with to at by from as that which are be on".split()
)
_SENTENCE_END = re.compile(r"[.!?…:;][\"'’”»)\]]*\d{0,3}$")
_LOWER = re.compile(r"[\"'‘“(\[]*[a-zà-öø-ÿ]")
_ADDRESS = ("http://", "https://", "www.")

_ITEM = re.compile(f"(?:{BULLET.pattern}|{NUMBER.pattern})")
_LOWER_LETTERS, _LETTERS = frozenset(ascii_lowercase), frozenset(ascii_letters)
_ROMAN = frozenset(one + other for one in "ivx" for other in "ivx")  # what labels of several letters begin with


def _is_open(text: str) -> bool:
    """Whether nothing can end here: a comma, an article, a preposition."""
    if text.endswith(_OPEN_SIGNS):
        return True
    return text[-12:].rpartition(" ")[2].strip("\"'‘“([").lower() in _OPEN_WORDS


def _ends_broken(text: str) -> bool:
    """Whether a line ends inside a word or between two numbers: nothing can end there, however much room is left."""
    return text.endswith(HYPHENS) and text[-2:-1].isalnum()


def _ends_sentence(text: str) -> bool:
    return not text[-1:].isalpha() and bool(_SENTENCE_END.search(text[-8:]))


def is_item(text: str) -> bool:
    """Whether a line begins with a bullet or a number."""
    return bool(_ITEM.match(text))


def leading(lines: Sequence[Placed]) -> dict[int, float]:
    """The usual distance between lines, for each letter size (in half points) that has several."""
    bases = [line.piece.base for line in lines]
    sizes = [line.piece.size for line in lines]
    steps = Counter(zip(sizes, sizes[1:], map(sub, bases[1:], bases), strict=False))
    steps.subtract(
        (above.piece.size, below.piece.size, below.piece.base - above.piece.base)
        for above, below in pairwise(lines)
        if below.fresh
    )
    counted: dict[int, dict[int, int]] = {}
    for (above_size, size, distance), count in steps.items():
        if count and 0.8 * size < distance < 3 * size and abs(above_size - size) < 0.5:
            of_size = counted.setdefault(round(2 * size), {})
            key = round(5 * distance)
            of_size[key] = of_size.get(key, 0) + count
    return {size: _usual(distances) / 5 for size, distances in counted.items()}


def without_spacing(leadings: dict[int, float], lines: Sequence[Placed]) -> dict[int, float]:
    """The distances at which sentences run on; at the others, larger ones, every line is a paragraph of its own."""
    return {
        size: distance
        for size, distance in leadings.items()
        if distance <= _SPACIOUS * size / 2 or _is_wrapped_at(lines, size, distance)
    }


def _is_wrapped_at(lines: Sequence[Placed], size: int, distance: float) -> bool:
    """Whether sentences run on over lines so far apart."""
    steps = running = 0
    for above, below in pairwise(lines):
        if below.fresh or round(2 * below.piece.size) != size or round(2 * above.piece.size) != size:
            continue
        if abs(below.piece.base - above.piece.base - distance) < 0.1 * distance:
            steps += 1
            running += runs_on(above.piece.text, below.piece.text)
    return running > _RUNNING * steps


def runs_on(above: str, below: str) -> bool:
    """Whether a sentence goes on from one line to the next, as far as their words tell."""
    return not _ends_sentence(above) and bool(_LOWER.match(below)) and not is_item(below)


def _usual(distances: dict[int, int]) -> int:
    """The smallest distance that occurs at least half as often as the commonest."""
    most = max(distances.values())
    return min(distance for distance, count in distances.items() if 2 * count >= most)


def split_paragraphs(lines: Sequence[Placed], leadings: dict[int, float]) -> list[list[Placed]]:
    """Groups lines into paragraphs; every line is in exactly one, in order.

    What most lines are is told here from a few numbers: those set like the line before, below white space, below a line
    that is full, or that stops in mid-sentence, or that has room for much more. Where that leaves doubt, `_goes_on` is
    asked; it would say the same of all lines, in five times the time.
    """
    paragraphs: list[list[Placed]] = []
    paragraph: list[Placed] = []
    widths = _Widths()
    size = left = base = room = length = step = most_step = most_indent = 0.0
    bold = known = broken = False
    for line in lines:
        piece, _, _, _, edge, fresh = line
        above_size, above_left, above_base, above_bold, above_step = size, left, base, bold, step
        text, left, right, base, size, bold, _, _, _ = piece
        known = (known and size == above_size and bold == above_bold) or widths.learn(piece)
        goes_on: bool | None = None
        step = base - above_base
        if size != above_size or bold != above_bold:
            most_step = _EXTRA * leadings.get(round(2 * size), 1.3 * size)
            most_indent = _INDENT * size
        elif not fresh:
            word = text.find(" ")
            rough = (right - left) * ((word if word >= 0 else len(text)) + 0.6) / len(text)
            ragged = _RAGGED * length
            if step > most_step and step > _EXTRA * above_step and not piece.raised:
                goes_on = False
            elif room > 0.6 * length or (room > 2 * ragged and room > 1.7 * rough):
                goes_on = None if bold or size > _TITLE or _ends_broken(paragraph[-1].piece.text) else False
            elif (
                (room < 0.6 * rough or (broken and text[0] in _LOWER_LETTERS and (room <= ragged or room <= 6 * size)))
                and 0 <= step <= most_step
                and -most_indent <= left - above_left <= most_indent
                and text[0] in _LETTERS
                and text[1:2] not in NO_LABEL_END
                and text[:2] not in _ROMAN
            ):
                goes_on = True
        if goes_on is None:
            goes_on = bool(paragraph) and _goes_on(paragraph, line, leadings, widths)
        if goes_on:
            paragraph.append(line)
        else:
            paragraph = [line]
            paragraphs.append(paragraph)
        if fresh or not goes_on:
            step = 0.0
        room, length, broken = edge - right, edge - left, text[-1].isalpha()
    return paragraphs


class _Widths:
    """How wide words are in the letters of a line, from the first lines set in letters of that size."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, bool], tuple[int, float, float]] = {}  # lines, points, widths in common letters

    def learn(self, piece: Piece) -> bool:
        """Takes a line into account; whether enough were seen that are set like it, and no more are wanted."""
        key = round(2 * piece.size), piece.bold
        count, points, common = self._seen.get(key, (0, 0.0, 0.0))
        if count < _CALIBRATED:
            count += 1
            self._seen[key] = count, points + piece.right - piece.left, common + proportional_width(piece.text)
        return count == _CALIBRATED

    def of(self, words: str, piece: Piece) -> float:
        """The width of `words` in points, set like `piece`."""
        _, points, common = self._seen.get((round(2 * piece.size), piece.bold), (0, 0.0, 0.0))
        return points / common * proportional_width(words) if common else 0.0


def _goes_on(paragraph: list[Placed], line: Placed, leadings: dict[int, float], widths: _Widths) -> bool:
    """Whether `line` continues the paragraph before it."""
    before, piece = paragraph[-1].piece, line.piece
    size = piece.size
    if abs(size - before.size) > _SAME_SIZE * size:
        return False
    fits = _would_have_fitted(paragraph[-1], piece, widths)
    if line.fresh:
        return _goes_on_elsewhere(paragraph, line, fits=fits)
    distance = piece.base - before.base
    usual = leadings.get(round(2 * size), 1.3 * size)
    if len(paragraph) > 1 and not paragraph[-1].fresh:
        usual = max(usual, before.base - paragraph[-2].piece.base)
    if distance > (_EXTRA_FOR_MARK if piece.raised else _EXTRA) * usual or distance < 0:
        return False
    if fits:
        return before.bold == piece.bold and _is_broken_title(paragraph[-1], line)
    if piece.bold != before.bold and not _LOWER.match(piece.text):
        return False
    if is_item(piece.text):
        return _is_inside_sentence(paragraph, piece)
    indent = piece.left - before.left
    if indent > _INDENT * size and not is_item(paragraph[0].piece.text):
        return bool(_LOWER.match(piece.text)) and not _ends_sentence(before.text)
    hung = len(paragraph) > 1 and is_item(paragraph[0].piece.text)
    return not (hung and indent < -_INDENT * size)


def _would_have_fitted(before: Placed, piece: Piece, widths: _Widths) -> bool:
    """Whether the first word of `piece` had room behind the line before it."""
    if _ends_broken(before.piece.text):
        return False
    room = before.edge - before.piece.right
    if room > 0.6 * (before.edge - before.piece.left):
        return True
    width = piece.right - piece.left
    first = piece.text.partition(" ")[0]
    rough = width * (len(first) + 0.6) / len(piece.text)
    if room < 0.6 * rough:
        return False
    length = before.edge - before.piece.left
    if room > max(2 * _RAGGED * length, 1.7 * rough):
        return True
    if _is_open(before.piece.text):
        return False
    if first.startswith(_ADDRESS):
        return _ends_sentence(before.piece.text)
    if not _ends_sentence(before.piece.text) and _LOWER.match(piece.text):
        ragged = max(_RAGGED * length, 6 * piece.size)
    else:
        ragged = 0.0
    if not 0.6 * rough < room < 1.7 * rough or room <= ragged:
        return room > ragged
    # Near enough for the widths of letters to matter.
    return room > max(ragged, 1.03 * widths.of(first + " ", piece) + 0.3 * piece.size)


def _goes_on_elsewhere(paragraph: list[Placed], line: Placed, *, fits: bool) -> bool:
    """Whether the first line of a page or column continues the last one of another."""
    before, piece = paragraph[-1].piece, line.piece
    if line.fresh == BELOW_GAP or (is_item(piece.text) and not _is_inside_sentence(paragraph, piece)):
        return False
    ended = _ends_sentence(before.text)
    low = bool(_LOWER.match(piece.text))
    if not ended and (low or before.text.endswith(HYPHENS) or _is_open(before.text)):
        return line.fresh != BELOW_TABLE or not fits
    if line.fresh == BELOW_TABLE:
        return False
    if piece.bold != before.bold:
        return False
    if not ended:
        return not fits or (len(paragraph) > 1 and _is_long(paragraph[-1]) and _is_long(line))
    if fits or piece.left - line.start > _INDENT * piece.size:
        return False
    return _is_long(line) or _is_indented(paragraph)


def _is_indented(paragraph: list[Placed]) -> bool:
    """Whether a paragraph begins with an indent, as then all others do."""
    return len(paragraph) > 1 and paragraph[0].piece.left - paragraph[1].piece.left > _INDENT * paragraph[0].piece.size


def _is_long(line: Placed) -> bool:
    """Whether a line comes near the edge, as the last line of a paragraph or a title seldom does."""
    return line.edge - line.piece.right < _RAGGED * (line.edge - line.piece.left)


def _is_inside_sentence(paragraph: list[Placed], piece: Piece) -> bool:
    """Whether a dash or a number that begins a line belongs to the sentence that was broken there."""
    before = paragraph[-1].piece
    if piece.text[0] == "•" or _ends_sentence(before.text) or is_item(paragraph[0].piece.text):
        return False
    return abs(piece.left - before.left) < _INDENT * piece.size or _is_open(before.text)


def _is_broken_title(before: Placed, line: Placed) -> bool:
    """Whether two lines with room left are a title broken by hand: large and centred, or bold and in mid-sentence."""
    if _is_centred(before, line) and line.piece.size > _TITLE:
        return True
    return line.piece.bold and bool(_LOWER.match(line.piece.text)) and not _ends_sentence(before.piece.text)


def _is_centred(before: Placed, line: Placed) -> bool:
    """Whether two lines share their middle, as a title's lines do."""
    middle = before.piece.left + before.piece.right
    return abs(middle - line.piece.left - line.piece.right) < 4.0 and before.piece.left != line.piece.left


class Draft(NamedTuple):
    """A block before it has its number.

    `size`, `bold` and `left` tell how it is set, `gap` how many lines could stand in the white space above it.
    """

    text: Text
    kind: BlockKind
    place: Place
    label: str = ""
    level: int = 0
    size: float = 0.0
    bold: bool = False
    left: float = 0.0
    gap: int = 0
    lines: int = 1
