"""Finds the numbered things of a document, and the places that refer to them.

Numbered are sections and chapters (headings with a number), articles and their clauses ("3.1 …" under article 3),
annexes, tables, figures, footnotes and questions. A place refers to them with the word for their kind and a number:
"zie tabel 3", "sections 4.1 and 4.2".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from docdiff.locale import topic_words
from docdiff.model import Block, Document, Span, Spot
from docdiff.questions import Question

KINDS = ("question", "section", "article", "annex", "table", "figure", "footnote")
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,3}(?!\d|[:.]\d)"
_NUMBERS = rf"{_NUMBER}(?:(?:\s*,\s*|\s*(?:en|and|&|of|or)\s*)(?={_NUMBER}){_NUMBER})*"
_RANGE = r"(?:\s*(?:t/m|tot en met|to|through|[-–])\s*(?P<last>\d{1,3})\b)?"
_SPACE_AND_NUMBER = re.compile(r"\s\d")
_LABEL = re.compile(rf"(?:§\s*)?({_NUMBER})[.)]?\Z")
_TYPED = re.compile(rf"(?:§\s*)?({_NUMBER})(?:[.)]|(?<=\.\d)|(?<=\.\d\d))\s+(?=[^\W\d_])")
_BARE = re.compile(rf"({_NUMBER})\s+(?=[^\W\d_a-zß-öø-ÿ])")  # "2 Sites", of a heading only
_CLAUSE = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3})[.)]?(?:\s|\Z)")
_LONGEST_RANGE = 100


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered thing: its kind, its number as it is written ("4.2"), and the block it begins in."""

    kind: str
    number: str
    block: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that names numbers of one kind; `at` is the first number, `whole` the words with all numbers."""

    document: Document
    block: int
    kind: str
    numbers: tuple[str, ...]
    at: Span
    whole: Span

    def spot(self) -> Spot:
        """The words that refer."""
        return Spot(self.document, self.block, self.whole)


@dataclass(frozen=True, slots=True)
class Outline:
    """What is numbered in one document, by kind and in reading order, and what refers to it."""

    numbered: dict[str, tuple[Numbered, ...]]
    references: tuple[Reference, ...]

    def numbers(self, kind: str) -> frozenset[str]:
        """The numbers there are of a kind."""
        return frozenset(item.number for item in self.numbered.get(kind, ()))


def find_outline(document: Document, questions: Sequence[Question]) -> Outline:
    """The outline of a document whose questions are known. Linear in its length."""
    found: defaultdict[str, list[Numbered]] = defaultdict(list)
    for question in questions:
        if question.number is not None:
            found["question"].append(Numbered("question", str(question.number), question.label))
    labels = {item.label for item in questions} | {item.answer_label for item in questions}
    references: list[Reference] = []
    above: Numbered | None = None  # the article or section that the block stands under
    for block in document.body:
        named = _begins(block)
        clause = _clause(block, above)
        if block.kind == "footnote" and block.label:
            found["footnote"].append(Numbered("footnote", block.label, block.index))
        elif named:
            found[named.kind].append(named)
            above = named if named.kind == "article" else above
        elif clause:
            found[clause.kind].append(clause)
        elif block.kind == "heading" and block.index not in labels:
            # Some readers leave a number that was typed in the heading itself.
            typed = _TYPED.match(block.text) or _BARE.match(block.text)
            label = _LABEL.match(block.label.strip()) if block.label else typed
            if label:
                above = Numbered("section", label[1], block.index)
                found["section"].append(above)
        if block.index not in labels:
            references += _references(document, block, skip=named is not None)
    if "question" not in found and "section" in found and _are_asked(document, found["section"]):
        found["question"] = [Numbered("question", item.number, item.block) for item in found.pop("section")]
    return Outline({kind: tuple(items) for kind, items in found.items()}, tuple(references))


def _clause(block: Block, above: Numbered | None) -> Numbered | None:
    """The clause "3.1 …" that a paragraph under article or section 3 is, which is counted as its parent is."""
    if above is None or block.kind not in ("paragraph", "list_item"):
        return None
    match = _CLAUSE.match(f"{block.label} {block.text[:20]}".strip())
    if not match or not match[1].startswith(f"{above.number}."):
        return None
    return Numbered(above.kind, match[1], block.index)


def _are_asked(document: Document, sections: Sequence[Numbered]) -> bool:
    """Whether most numbered headings are questions, as in a list of frequently asked ones."""
    asked = sum(document.blocks[item.block].text.rstrip().endswith("?") for item in sections)
    return asked > len(sections) / 2


def _begins(block: Block) -> Numbered | None:
    """The table, annex, article or chapter a block is the caption or heading of: "Tabel 3. Uitgaven"."""
    text = f"{block.label} {block.text[:60]}".strip() if block.label else block.text[:60]
    match = _titled().match(text)
    if not match:
        return None
    kind = _kinds()[match["word"].lower()]
    if kind in ("question", "footnote"):
        return None
    rest = text[match.end() :]
    # A sentence may begin so too: "Table 3 shows the costs".
    if block.kind != "heading" and re.match(r"\s+[a-z]", rest):
        return None
    return Numbered(kind, match["number"].rstrip("."), block.index)


def _references(document: Document, block: Block, *, skip: bool) -> Iterator[Reference]:
    text = block.text
    for match in _referring().finditer(text) if _SPACE_AND_NUMBER.search(text) else ():
        if skip and match.start() < 3:
            continue
        kind = _kinds()[match["word"].lower()]
        numbers = re.findall(_NUMBER, match["numbers"])
        last = match["last"]
        if last and numbers[-1].isdigit() and 0 < int(last) - int(numbers[-1]) <= _LONGEST_RANGE:
            numbers += map(str, range(int(numbers[-1]) + 1, int(last) + 1))
        at = Span(match.start("numbers"), match.start("numbers") + len(numbers[0]))
        yield Reference(document, block.index, kind, tuple(numbers), at, Span(match.start(), match.end()))


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind in KINDS for word in topic_words("references", kind)}


@cache
def _words() -> str:
    return "|".join(re.escape(word) for word in sorted(_kinds(), key=lambda word: (-len(word), word)))


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>{_words()})\s+(?P<number>{_NUMBER})(?=[.:)\s–-]|$)", re.IGNORECASE)


@cache
def _referring() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<word>{_words()})\s(?P<numbers>{_NUMBERS}){_RANGE}(?!\w|-\w)", re.IGNORECASE)
