"""What all rules know of the documents, worked out once and only when a rule asks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from docdiff.duplicates import Duplicate, Duplicates, find_duplicates
from docdiff.facts.acronyms import Acronyms
from docdiff.facts.events import Events
from docdiff.facts.groups import Groups
from docdiff.facts.mentions import Day, Mention, Topics, find_day, find_mentions
from docdiff.facts.notes import Notes, find_notes
from docdiff.facts.outline import Outline, find_outline
from docdiff.locale.interface import interface
from docdiff.model import Document
from docdiff.questions import DEFAULT_PATTERNS, Patterns, Question, find_questions


class Facts:
    """The documents under check with everything derived from them.

    `lang` is the language messages are written in; raises `UsageError` for one there are no messages in.
    """

    def __init__(
        self, documents: tuple[Document, ...], *, lang: str = "en", patterns: Patterns = DEFAULT_PATTERNS
    ) -> None:
        self.documents = documents
        self.lang = interface(lang).language
        self.patterns = patterns
        self._questions: dict[int, tuple[Question, ...]] = {}
        self._mentions: dict[int, tuple[Mention, ...]] = {}
        self._days: dict[int, Day | None] = {}
        self._notes: dict[int, Notes] = {}
        self._outlines: dict[int, Outline] = {}

    @cached_property
    def duplicates(self) -> Duplicates:
        """What stands more than once in the documents."""
        return find_duplicates(self.documents, patterns=self.patterns)

    @cached_property
    def templates(self) -> Mapping[int, int]:
        """The positions of documents that are one text filled in, each with the first of its kind.

        Three and more documents that are nearly alike are a form letter; two are an older and a newer version.
        """
        kin = Groups[int]()
        for pair in self.duplicates.pairs:
            if pair.level == "document" and pair.relation == "near":
                kin.join(pair.a.document, pair.b.document)
        return {member: group[0] for group in kin.groups() if len(group) > 2 for member in group}

    def filled_in(self, pair: Duplicate) -> bool:
        """Whether a pair lies in two documents that are made from one template."""
        a, b = self.templates.get(pair.a.document), self.templates.get(pair.b.document)
        return a is not None and a == b and pair.a.document != pair.b.document

    def questions(self, document: Document) -> tuple[Question, ...]:
        """The questions and answers of one of the documents."""
        if id(document) not in self._questions:
            self._questions[id(document)] = find_questions(document, self.patterns)
        return self._questions[id(document)]

    def mentions(self, document: Document) -> tuple[Mention, ...]:
        """The dates in one of the documents, in reading order."""
        if id(document) not in self._mentions:
            self._mentions[id(document)] = tuple(find_mentions(document))
        return self._mentions[id(document)]

    def day(self, document: Document) -> Day | None:
        """The day one of the documents bears."""
        if id(document) not in self._days:
            self._days[id(document)] = find_day(document)
        return self._days[id(document)]

    def notes(self, document: Document) -> Notes:
        """The footnotes of one of the documents and their marks."""
        if id(document) not in self._notes:
            self._notes[id(document)] = find_notes(document)
        return self._notes[id(document)]

    def outline(self, document: Document) -> Outline:
        """The numbered things of one of the documents and what refers to them."""
        if id(document) not in self._outlines:
            self._outlines[id(document)] = find_outline(document, self.questions(document))
        return self._outlines[id(document)]

    @cached_property
    def events(self) -> Events:
        """The dates of all documents, ready to be held against each other."""
        return Events(self)

    @cached_property
    def topics(self) -> Topics:
        """What the dates in the documents are about."""
        return Topics(self.documents)

    @cached_property
    def acronyms(self) -> Acronyms:
        """The acronyms of all documents, and what they are said to stand for."""
        return Acronyms(self.documents)

    def say(self, messages: Mapping[str, str], **values: object) -> str:
        """The message in the user's language, with `values` filled in."""
        return messages[self.lang].format(**values)
