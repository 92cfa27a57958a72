"""Chains matching blocks of documents into runs: the same things said in the same order.

Strategy: all blocks of all documents stand in one table, so that a position names a block. Blocks that tell something
are matched (`pairs`); a run goes on from a match to the next one on both sides, over headings that are equal and over a
block or two that changed. Headings, notes, the head of a letter, references to another answer and what parties say
before their questions tell nothing by themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from docdiff.fingerprint import compared_text
from docdiff.model import Document
from docdiff.pairs import LEAST_WORDS, Relation, find_pairs
from docdiff.questions import Patterns, Question, find_askers, find_questions
from docdiff.text import form_words, normalise, plain_words, sentences

_MANY_QUESTIONS = 3  # from here on a document is a list of questions and answers
_EQUAL_ALL = 16  # equal blocks that are all paired with one another; of more, each is paired with the first
_REFERENCE = re.compile(r"(?:\W*(?:zie|see|voor)\b).*\b(?:vraag|vragen|questions?)\s+\d", re.IGNORECASE | re.DOTALL)
_REFERS = re.compile(r"\b(?:vraag|vragen|questions?)\s", re.IGNORECASE)
_LONGEST_REFERENCE = 16  # words
_SALUTATION = re.compile(r"(?:geachte|beste|dear|sehr geehrte|madame|monsieur)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:hoogachtend|met (?:vriendelijke|hartelijke) groet|yours (?:sincerely|faithfully|truly)|kind regards"
    r"|sincerely|mit freundlichen grüßen|cordialement)\b",
    re.IGNORECASE,
)
_LONGEST_HEAD = 40  # blocks
_LONGEST_SIGNATURE = 20  # blocks
_LONGEST_SIGNATURE_LINE = 12  # words

REASONS = (
    "heading",
    "note",
    "salutation",
    "letter-head",
    "party-header",
    "label",
    "reference",
    "signature",
    "table-header",
    "short",
    "boilerplate",
)
"""Why a text that stands more than once is no duplicate by itself."""


class Passage(NamedTuple):
    """Blocks `first` to `last` (inclusive) of the document at position `document` in the list compared.

    A tuple, for there may be millions of them, and they are sorted and looked up.
    """

    document: int
    first: int
    last: int

    def holds(self, other: Passage) -> bool:
        """Whether `other` lies wholly in this passage."""
        return self.document == other.document and self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class Entry:
    """One block of one document in the table of all."""

    document: int
    block: int
    raw: str
    text: str  # without footnote marks
    form: str
    words: int  # 0: does not tell anything by itself
    silent: str = ""  # why it tells nothing by itself: one of `REASONS`


@dataclass(frozen=True, slots=True)
class Match:
    """How two blocks belong together."""

    relation: Relation
    resemblance: float


@dataclass(frozen=True, slots=True)
class Step:
    """Two matched blocks, as positions in the table."""

    at: tuple[int, int]
    match: Match


@dataclass(slots=True)
class Run:
    """Matched blocks in the same order on both sides."""

    steps: list[Step] = field(default_factory=list)


class BlockTable:
    """All body blocks of all documents in one row, so that a position names a block."""

    def __init__(self, documents: tuple[Document, ...], patterns: Patterns) -> None:
        self.documents = documents
        self.questions = tuple(find_questions(document, patterns) for document in documents)
        self.entries: list[Entry] = []
        self.bounds: list[tuple[int, int]] = []
        known: dict[str, tuple[str, int]] = {}  # what repeats is looked at once
        for at, document in enumerate(documents):
            start = len(self.entries)
            frame = _frame(document, self.questions[at], patterns)
            for block in document.body:
                text = compared_text(block)
                if text not in known:
                    known[text] = _form_and_words(text)
                form, words = known[text]
                silent = _KINDS.get(block.kind) or frame.get(block.index, "")
                if not silent and words < LEAST_WORDS:
                    silent = "short" if words or not plain_words(text) else "reference"
                self.entries.append(Entry(at, block.index, block.text, text, form, 0 if silent else words, silent))
            self.bounds.append((start, len(self.entries)))
        self._answers = [_by_block(questions) for questions in self.questions]
        self._answered = [_by_start(questions) for questions in self.questions]
        times = Counter((entry.document, entry.form) for entry in self.entries if entry.words)
        self._refrains = frozenset(key for key, count in times.items() if count > _EQUAL_ALL)

    def answering(self, passage: Passage) -> list[Question]:
        """The questions in whose answer a passage lies: several where one answer is given to several."""
        found = self._answers[passage.document].get(passage.first, ())
        return [question for question in found if passage.last <= question.answer[-1]]

    def asked_within(self, passage: Passage) -> list[Question]:
        """The questions with an answer that lie in a passage, question and answer."""
        starts, answered = self._answered[passage.document]
        within = answered[bisect_left(starts, passage.first) : bisect_right(starts, passage.last)]
        return [question for question in within if question.answer[-1] <= passage.last]

    def match(self) -> dict[tuple[int, int], Match]:
        """Positions of blocks that belong together, the first before the second."""
        telling = [at for at, entry in enumerate(self.entries) if entry.words]
        pairs = [
            (telling[pair.a], telling[pair.b], pair) for pair in find_pairs(self.entries[at].text for at in telling)
        ]
        equal: defaultdict[int, list[int]] = defaultdict(list)
        for a, b, pair in pairs:
            if pair.relation in ("identical", "same-text"):
                equal[a].append(b)
        found: dict[tuple[int, int], Match] = {}
        for first, others in equal.items():
            same = [first, *others] if len(others) < _EQUAL_ALL else [first]
            for i, a in enumerate(same):
                for b in same[i + 1 :]:
                    found[a, b] = Match(self.relation_of(a, b), 1.0)
            found.update({(first, b): Match(self.relation_of(first, b), 1.0) for b in others})
        for a, b, pair in pairs:
            if pair.relation in ("near", "contained"):
                for x in [a, *equal[a][: _EQUAL_ALL - 1]]:
                    for y in [b, *equal[b][: _EQUAL_ALL - 1]]:
                        found[min(x, y), max(x, y)] = Match(pair.relation, pair.resemblance)
        return found

    def same(self, a: int, b: int) -> bool:
        """Whether two blocks have equal normal forms, whatever they tell."""
        return self.entries[a].form == self.entries[b].form

    def is_refrain(self, at: int) -> bool:
        """Whether a block that tells something stands so often in its document that not all of them are paired."""
        return (self.entries[at].document, self.entries[at].form) in self._refrains

    def relation_of(self, a: int, b: int) -> Relation:
        """`identical` or `same-text` for blocks with equal normal forms."""
        return "identical" if self.entries[a].raw == self.entries[b].raw else "same-text"

    def words(self, document: int) -> int:
        """The words of a document that tell something."""
        start, end = self.bounds[document]
        return sum(entry.words for entry in self.entries[start:end])

    def layout(self, passage: Passage) -> tuple[int, ...]:
        """The lines of the source at which the blocks of a passage begin and end, counted from its first."""
        blocks = self.documents[passage.document].blocks[passage.first : passage.last + 1]
        lines = [
            line for block in blocks if block.kind != "furniture" for line in (block.place.line, block.place.end_line)
        ]
        return tuple((line or 0) - (lines[0] or 0) for line in lines)

    def passage(self, first: int, last: int) -> Passage:
        """The passage between two positions of one document."""
        entry = self.entries[first]
        return Passage(entry.document, entry.block, self.entries[last].block)


def _by_block(questions: Iterable[Question]) -> dict[int, list[Question]]:
    """The questions each block is an answer to, or part of one."""
    found: defaultdict[int, list[Question]] = defaultdict(list)
    for question in questions:
        for block in range(question.answer[0], question.answer[-1] + 1) if question.answer else ():
            found[block].append(question)
    return dict(found)


def _by_start(questions: Iterable[Question]) -> tuple[list[int], list[Question]]:
    """Where each question with an answer begins, rising, and the questions."""
    found = [(min((*question.question, *question.answer)), question) for question in questions if question.answer]
    found.sort(key=itemgetter(0))
    return [start for start, _ in found], [question for _, question in found]


def _form_and_words(text: str) -> tuple[str, int]:
    """The normal form of a text, and how many words it has without its references to other answers."""
    form = normalise(text)
    told = form if _REFERS.search(text) is None else normalise(without_references(text))
    return form, len(form_words(told))


def without_references(text: str) -> str:
    """`text` without its sentences that only send the reader to another answer ("Zie het antwoord op vraag 1.")."""
    kept = [
        text[start:end]
        for start, end in sentences(text)
        if not (_REFERENCE.match(text[start:end]) and len(text[start:end].split()) <= _LONGEST_REFERENCE)
    ]
    return " ".join(kept)


_KINDS = {"heading": "heading", "footnote": "note"}


def _frame(document: Document, questions: Sequence[Question], patterns: Patterns) -> dict[int, str]:
    """Blocks that frame a letter and say nothing of their own, each with the reason (one of `REASONS`).

    That is its head, up to the salutation, its signatures, the first rows of tables, and in a list of questions what
    parties say before they ask.
    """
    frame: dict[int, str] = {}
    rows = {block.place.cell[0]: block.place.cell[1] for block in document.body if block.place.cell}
    for block in document.body:
        if block.place.cell and block.place.cell[1] == 0 and rows[block.place.cell[0]] > 0:
            frame[block.index] = "table-header"
    for at, block in enumerate(document.body[:_LONGEST_HEAD]):
        if _SALUTATION.match(block.text) and len(block.text) < 80:
            frame.update((head.index, "letter-head") for head in document.body[:at])
            frame[block.index] = "salutation"
            break
    frame.update((index, "signature") for index in _signatures(document))
    if len(questions) >= _MANY_QUESTIONS:
        inside = {index for question in questions for index in (*question.question, *question.answer)}
        labels = {index for question in questions for index in (question.label, question.answer_label)}
        first = min((*find_askers(document, patterns), questions[0].label))
        for index in range(first, questions[-1].blocks[1] + 1):
            if index not in inside:
                frame.setdefault(index, "label" if index in labels else "party-header")
    return frame


def _signatures(document: Document) -> Iterator[int]:
    """The closing of each letter in the document with the short blocks behind it."""
    left = 0
    for block in document.body:
        if _CLOSING.match(block.text) and len(block.text.split()) <= LEAST_WORDS:
            left = _LONGEST_SIGNATURE
        if left and len(block.text.split()) <= _LONGEST_SIGNATURE_LINE:
            yield block.index
            left -= 1
        else:
            left = 0


def unit_of(table: BlockTable, passage: Passage) -> Passage:
    """The answer a passage lies in, else the passage."""
    for question in table.answering(passage):
        return Passage(passage.document, question.answer[0], question.answer[-1])
    return passage


# The next step of a run: one on, or over a block that differs on either side or both.
_STEPS = ((1, 1), (2, 2), (1, 2), (2, 1), (3, 3), (1, 3), (3, 1))


def grow_runs(table: BlockTable, matches: dict[tuple[int, int], Match]) -> Iterator[Run]:
    """Chains matches into runs; every match is in exactly one. Equal headings are taken along, before and behind."""
    taken: set[tuple[int, int]] = set()
    for start in sorted(matches):
        if start in taken:
            continue
        run = Run()
        at: tuple[int, int] | None = start
        while at is not None:
            taken.add(at)
            run.steps.append(Step(at, matches.get(at) or Match(table.relation_of(*at), 1.0)))
            at = _next(table, matches, at, start[1], taken, _only_text(table, run))
        _take_headings_before(table, run)
        yield run


def _next(
    table: BlockTable,
    matches: dict[tuple[int, int], Match],
    at: tuple[int, int],
    limit: int,
    taken: set[tuple[int, int]],
    alone: str | None,
) -> tuple[int, int] | None:
    """Where a run goes on behind `at`; inside one document its first side stops before its second began.

    `alone` is the text of a run that says nothing else (None: it says more): one paragraph over and over is no passage,
    and chaining it would take time with the square of its copies.
    """
    (a, b), entries = at, table.entries
    # Two refrains in a row that are not paired end a run: of texts that take turns a run would begin at every copy and
    # go on through all that follow.
    refrain = at not in matches and table.is_refrain(a)
    for da, db in _STEPS:
        x, y = a + da, b + db
        if (
            max(x, y) >= len(entries)
            or entries[x].document != entries[a].document
            or entries[y].document != entries[b].document
        ):
            continue
        if entries[x].document == entries[y].document and x >= limit:
            continue
        if (x, y) in taken:
            continue
        if entries[x].form == alone == entries[y].form:
            continue
        if (x, y) in matches or (da == db == 1 and table.same(x, y) and not (refrain and table.is_refrain(x))):
            return x, y
        if da == db == 2 and table.same(x, y) and entries[x].form and not entries[x].words:
            return x, y
    return None


def _only_text(table: BlockTable, run: Run) -> str | None:
    """The normal form of the only block of a run that tells something and is the same on both sides."""
    a, b = run.steps[0].at
    return table.entries[a].form if len(run.steps) == 1 and table.entries[a].words and table.same(a, b) else None


def _take_headings_before(table: BlockTable, run: Run) -> None:
    a, b = run.steps[0].at
    entries = table.entries
    while a > 0 and b > 0 and table.same(a - 1, b - 1):
        if entries[a - 1].document != entries[a].document or entries[b - 1].document != entries[b].document:
            break
        if entries[a - 1].words:
            break
        a, b = a - 1, b - 1
        run.steps.insert(0, Step((a, b), Match(table.relation_of(a, b), 1.0)))


def telling_steps(table: BlockTable, run: Run) -> list[Step]:
    """The steps of a run whose blocks tell something on both sides."""
    return [step for step in run.steps if all(table.entries[at].words for at in step.at)]
