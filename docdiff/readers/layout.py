"""Turns lines on a page back into paragraphs.

Theory of operation: whoever broke the lines put a word on the next line because it did not fit on this one. So a break
inside a paragraph leaves a line on which the next line's first word would not have fitted; a break that ends a
paragraph usually leaves room. Where first lines stand further in or out than the others, that tells too. Both the
margin and the width of letters are estimated from the lines around, in two measures (every letter alike, and the
proportions of a common typeface), whichever makes the full lines more even. Language decides what geometry leaves open:
a line that stops in mid-sentence goes on, whatever white space follows, since pages end anywhere. A region whose long
lines end where sentences end is not wrapped at all: there a line is a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise, repeat

from docdiff.locale import any_of
from docdiff.readers.labels import BULLET, NUMBER, SECTION
from docdiff.readers.lines import Line

# Widths of a common sans serif, thousandths of its size (Helvetica, as in Adobe's published metrics).
_WIDTH = {
    letter: width
    for width, letters in (
        (222, "ijl'’‘"),
        (278, " !,./:;I[]ft|"),
        (333, "()-r“”"),
        (500, "ckJsvxyz"),
        (556, "abdeghnopqu0123456789L?€$"),
        (611, "FTZ"),
        (667, "ABEKPSVXY&"),
        (722, "CDHNRUw"),
        (778, "GOQ"),
        (833, "Mm"),
        (889, "%"),
        (944, "W"),
        (1000, "—@"),
    )
    for letter in letters
}
_OTHER_WIDTH = 556

_AROUND = 20  # lines on either side that tell the margin
_WIDEST_INDENT = 16  # columns; what stands further in is centred, or a second column
_TYPED_SAMPLE = 2000  # lines that tell whether sentences stand two spaces apart
_LONGEST_WRAPPED = 160  # characters; nobody wraps wider
_SHORTEST_WRAPPED = 30  # and a column narrower than this is an address or a table
_EDGE = 0.01  # of the margin: what the estimate of a line's width may be off
_SHORT = 0.45  # of the margin: what a line that goes on may be short of it
_RAGGED = 0.13  # of the margin: room left inside a paragraph by indents that were lost and by long words

_NARROWEST_CUT, _USUAL_WIDTH, _WIDEST_CUT = 60, 72, 100  # letters in the lines of mail, and of text in editors

_TAIL = 24  # characters at the end of a line that are looked at
_TERMINAL = re.compile(r"[.!?:;…][\"'’”»)\]]*(?:\d{1,3})?$|\)\d{1,3}$")
_SENTENCE_END = re.compile(r"[.!?…][\"'’”»)\]]*(?:\d{1,3})?$")
_TWO_SPACES = re.compile(r"[.!?]  [A-ZÀ-Þ]")
_ONE_SPACE = re.compile(r"[a-zà-öø-ÿ]{2}[.!?] [A-ZÀ-Þ]")
_LOWER_START = re.compile(r"[\"'‘“(\[]*[a-zà-öø-ÿ]")
_OPEN_END = re.compile(rf"(?:,|\b(?:{any_of('open_ends')}))$", re.IGNORECASE)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
_BLANK = re.compile(r"(?:__|\.{4}|……)\s*\d{0,4}$")  # to be filled in, or dots that lead to the number of a page


def proportional_width(text: str) -> float:
    """The width of `text` in a common proportional typeface, in average digits; beyond any line, its length."""
    if len(text) > 4 * _LONGEST_WRAPPED:
        return len(text)
    return sum(map(_WIDTH.get, text, repeat(_OTHER_WIDTH))) / _OTHER_WIDTH


def split_paragraphs(lines: Sequence[Line], *, narrowest: int = _SHORTEST_WRAPPED) -> list[list[Line]]:
    """Groups lines into paragraphs; every line is in exactly one, in order. Linear in the number of lines.

    Lines are not taken for running text when the widest have less than `narrowest` letters.
    """
    if not lines:
        return []
    paragraphs = [[lines[0]]]
    region = _Region(lines, _choose_measure(lines), narrowest)
    for at in range(1, len(lines)):
        if _goes_on(lines, at, region, paragraphs[-1]):
            paragraphs[-1].append(lines[at])
        else:
            paragraphs.append([lines[at]])
    return paragraphs


def _choose_measure(lines: Sequence[Line]) -> Callable[[str], float]:
    """The measure in which lines that stop in mid-sentence are more alike: letters of one width, or proportional."""
    full = [
        line.text
        for line, after in pairwise(lines)
        if 40 <= len(line.text) <= _LONGEST_WRAPPED and not _ends(line.text) and _LOWER_START.match(after.text)
    ][:400]
    if len(full) < 8:
        return len
    return min((len, proportional_width), key=lambda measure: _unevenness([measure(text) for text in full]))


def _unevenness(widths: list[float]) -> float:
    """How far the widths of the middle half of the lines lie apart, as part of the median."""
    ordered = sorted(widths)
    quarter = len(ordered) // 4
    return (ordered[-quarter - 1] - ordered[quarter]) / ordered[len(ordered) // 2]


class _Region:
    """What the lines around a line say: margin, usual gap and indent, and whether lines are wrapped at all."""

    def __init__(self, lines: Sequence[Line], measure: Callable[[str], float], narrowest: int) -> None:
        self._lines, self.measure, self._narrowest = lines, measure, narrowest
        self._all_indents = [line.indent for line in lines]
        self._gaps = [line.gap for line in lines]
        self._indents = self._usual_indents()
        self.widths = [measure(line.text) for line in lines]
        for at, indent in enumerate(self._all_indents):
            shift = indent - self._indents[at // 4]
            # How much nearer to the right margin a line ends because it begins further in than others.
            if 2 <= abs(shift) <= _WIDEST_INDENT:
                self.widths[at] += shift * measure(" ")
        self._cache: dict[int, tuple[float, int, bool]] = {}
        self._open_ended: dict[int, bool] = {}
        self.sentence_space = self._sentence_space()

    def at(self, position: int) -> tuple[float, int, bool]:
        """(margin, usual gap, wrapped) around a line, the first two 0 where nothing is wrapped.

        Shared by four neighbours to save time.
        """
        cell = position // 4
        if cell not in self._cache:
            self._cache[cell] = self._look(*self._around(cell * 4))
        return self._cache[cell]

    def indent(self, position: int) -> int:
        """The indent that most lines around a line have."""
        return self._indents[position // 4]

    def _around(self, position: int) -> tuple[int, int]:
        return max(0, position - _AROUND), min(len(self._lines), position + _AROUND + 4)

    def _usual_indents(self) -> list[int]:
        """The indent that most lines around every fourth line have."""
        places = range(0, len(self._lines), 4)
        if len(set(self._all_indents)) == 1:
            return [self._all_indents[0]] * len(places)
        return [_commonest(self._all_indents[slice(*self._around(at))]) for at in places]

    def _sentence_space(self) -> float:
        """What the space behind a sentence takes more than another: typists used to write two."""
        texts = [line.text for line in self._lines[:_TYPED_SAMPLE]]
        double = sum(len(_TWO_SPACES.findall(text)) for text in texts if "  " in text)
        if double <= 2:
            return 0.0
        single = sum(len(_ONE_SPACE.findall(text)) for text in texts)
        return self.measure(" ") if double > 2 * single else 0.0

    def _look(self, low: int, high: int) -> tuple[float, int, bool]:
        widths = self.widths[low:high]
        if max(widths) < self._narrowest or not self._is_wrapped(
            low, widths, margin := _margin(sorted(widths, reverse=True))
        ):
            return 0, 0, False
        gaps = self._gaps[low + 1 : high]
        return margin, _commonest(gaps) if gaps else 0, True

    def _is_wrapped(self, low: int, widths: Sequence[float], margin: float) -> bool:
        """Whether a fifth of the lines that reach for the margin stop in mid-sentence, and few lines overshoot it."""
        if not self._narrowest <= margin <= _LONGEST_WRAPPED:
            return False
        most = 1.15 * margin
        if len([width for width in widths if width > most]) > len(widths) / 10:
            return False
        least, most = 0.8 * margin, 1.02 * margin
        full = [low + n for n, width in enumerate(widths[:-1]) if least <= width <= most]
        return bool(full) and sum(map(self._is_open_ended, full)) * 5 >= len(full)

    def _is_open_ended(self, at: int) -> bool:
        """Whether a line stops in mid-sentence. Asked often: the lines around two neighbours are nearly the same."""
        known = self._open_ended.get(at)
        if known is None:
            text, after = self._lines[at].text, self._lines[at + 1].text
            known = not _ends(text) and bool(_LOWER_START.match(after) or text.endswith("-"))
            self._open_ended[at] = known
        return known


def _commonest(numbers: Sequence[int]) -> int:
    """The number that occurs most, the least of several."""
    counts = Counter(numbers)
    return next(iter(counts)) if len(counts) == 1 else min(counts, key=lambda number: (-counts[number], number))


def _margin(widths: list[float]) -> float:
    """The widest width that several lines share, from widths in falling order; a lone long line does not set it."""
    needed = max(2, len(widths) // 7) if len(widths) > 3 else 1
    for first, width in enumerate(widths):
        if first + needed <= len(widths) and widths[first + needed - 1] >= 0.94 * width:
            return width
    return widths[0] if widths else 0.0


def _item(line: Line) -> bool:
    return bool(BULLET.match(line.text) or NUMBER.match(line.text) or SECTION.match(line.text))


def _goes_on(lines: Sequence[Line], at: int, region: _Region, paragraph: Sequence[Line]) -> bool:
    """Whether line `at` continues the paragraph of the line before it."""
    line, before = lines[at], lines[at - 1]
    if _is_torn(before, line):
        return True
    margin, usual_gap, wrapped = region.at(at)
    width = region.widths[at - 1]
    if not wrapped or width > 1.15 * margin:
        return _is_cut(before, line) and not _stand_apart(before, line)
    if _stand_apart(before, line):
        return False
    first_word = line.text.split(maxsplit=1)[0]
    space = region.sentence_space if _SENTENCE_END.search(before.text[-_TAIL:]) else 0.0
    room = (margin - width - region.measure(" " + first_word) - space) / margin
    extra_gap = line.gap > usual_gap and not line.turned
    if _item(line):
        return (is_open(before.text) and room < _SHORT and not _counts_on(line, paragraph[0])) or (
            room <= 0 and not extra_gap and not _ends(before.text) and not _is_next_item(line, paragraph[0])
        )
    starts_low = bool(_LOWER_START.match(line.text))
    if not extra_gap and not (starts_low and not _ends(before.text)):
        told = _told_by_indent(lines, at, region, paragraph)
        if told is not None and (not told or room < _SHORT):
            return told
    if not _ends(before.text):
        if starts_low or before.text.endswith("-"):
            return room < (_RAGGED if extra_gap else _SHORT) or is_open(before.text)
        if extra_gap and not is_open(before.text):
            return False
        return room < (_RAGGED if _item(paragraph[0]) or is_open(before.text) else 0.04)
    if starts_low and not _SENTENCE_END.search(before.text[-_TAIL:]):
        return room < _RAGGED and not extra_gap
    return room <= (_RAGGED / 2 if starts_low else -_EDGE) and not extra_gap


def _is_torn(before: Line, line: Line) -> bool:
    """Whether a line of some length ends inside a word."""
    text = before.text
    return (
        text.endswith("-")
        and len(text) >= _SHORTEST_WRAPPED
        and text[-2].islower()
        and line.text[0].islower()
        and line.gap == 0
        and not _item(line)
    )


def _stand_apart(before: Line, line: Line) -> bool:
    """Whether one of two lines is an address of its own, or the first ends with a blank."""
    return bool(_ADDRESS.match(line.text) or _ADDRESS.match(before.text) or _BLANK.search(before.text[-_TAIL:]))


def _is_cut(before: Line, line: Line) -> bool:
    """Whether a line was cut in mid-sentence at a usual width, where too few lines around are long to tell a margin."""
    if line.gap:
        return False
    width = len(before.text) + before.indent
    return (
        not line.turned
        and _NARROWEST_CUT <= width <= _WIDEST_CUT
        and _may_go_on(before.text, line.text)
        and not _item(line)
        and "  " not in before.text
        and not _ends(before.text)
        and (is_open(before.text) or width + 1 + len(line.text.split(maxsplit=1)[0]) > _USUAL_WIDTH)
    )


def _may_go_on(before: str, text: str) -> bool:
    """Whether a sentence may go on with `text`: in small letters, a year, a name behind an article, capitals."""
    if _LOWER_START.match(text):
        return True
    if text[0].isdecimal():
        return before[-1].isalpha()
    return (is_open(before) and before[-1].isalpha()) or (before.isupper() and text.isupper())


def _told_by_indent(lines: Sequence[Line], at: int, region: _Region, paragraph: Sequence[Line]) -> bool | None:
    """Whether a line goes on, from how far in it stands; None when that tells nothing.

    A paragraph whose first line stands further in, or out, than its second goes on as far as lines stand as the second.
    Of a paragraph of one line, the lines around tell where the others of its kind stand.
    """
    indent, first = lines[at].indent, paragraph[0].indent
    if len(paragraph) > 1:
        second = paragraph[1].indent
        if not 2 <= abs(first - second) <= _WIDEST_INDENT:
            apart = indent - second
            return False if 2 <= apart <= _WIDEST_INDENT and _goes_back(lines, at) else None
        if abs(indent - second) < 2:
            return True
        return False if abs(indent - first) < 2 else None
    usual = region.indent(at)
    if abs(indent - usual) < 2 and 2 <= abs(first - usual) <= _WIDEST_INDENT:
        return True if first < usual or _item(paragraph[0]) or _is_indented_often(lines, at, first) else None
    if abs(first - indent) < 2 and 2 <= indent - usual <= _WIDEST_INDENT and _goes_back(lines, at):
        return False
    return None


def _goes_back(lines: Sequence[Line], at: int) -> bool:
    """Whether the line below an indented line stands further out again, as below the first line of a paragraph."""
    return at + 1 < len(lines) and lines[at].indent - lines[at + 1].indent >= 2 and lines[at + 1].gap <= lines[at].gap


def _is_indented_often(lines: Sequence[Line], at: int, indent: int) -> bool:
    """Whether other lines around begin at the same indent: one alone is a title or a date."""
    around = lines[max(0, at - _AROUND) : at + _AROUND]
    return sum(abs(line.indent - indent) < 2 for line in around) > 1


def _is_next_item(line: Line, first: Line) -> bool:
    """Whether a line begins a list or goes on counting the one before it, rather than a sentence that has a number."""
    number = NUMBER.match(line.text)
    if SECTION.match(line.text):
        return line.text[0] == "§" or line.text[0].isupper()
    if not number:
        return line.text[0] not in "–—-+*" or line.text[0] == first.text[0]
    label, before = number.group().strip("()."), NUMBER.match(first.text)
    if not label.isdigit():
        return True
    return int(label) == 1 or (before is not None and before.group().strip("().") == str(int(label) - 1))


def _ends(text: str) -> bool:
    """Whether a sentence or a clause may end here."""
    return bool(_TERMINAL.search(text[-_TAIL:]))


def _counts_on(line: Line, first: Line) -> bool:
    """If a line stands as far in as the item above it and has the next label: "b)" below "a)", "(ii)" below "(i)"."""
    label, before = NUMBER.match(line.text), NUMBER.match(first.text)
    if not label or not before or line.indent != first.indent:
        return False
    value, above = label.group().strip("()."), before.group().strip("().")
    if label.group().replace(value, "", 1) != before.group().replace(above, "", 1):
        return False
    if value.isdecimal() and above.isdecimal():
        return int(value) == int(above) + 1
    if value in _ROMAN and above in _ROMAN:
        return _ROMAN.index(value) == _ROMAN.index(above) + 1
    return len(value) == len(above) == 1 and value.isalpha() and ord(value) == ord(above) + 1


def is_open(text: str) -> bool:
    """Whether nothing can end here: a comma, an article, a preposition."""
    return bool(_OPEN_END.search(text[-_TAIL:]))
