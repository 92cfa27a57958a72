"""What all rules know of the documents, worked out once and only when a rule asks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from docdiff.duplicates import Duplicate, Duplicates, find_duplicates
from docdiff.facts.events import Events
from docdiff.facts.groups import Groups
from docdiff.facts.mentions import Day, Mention, Topics, find_day, find_mentions
from docdiff.facts.names import Name, find_names
from docdiff.facts.prose import is_technical, prose_blocks
from docdiff.facts.terms import Term, find_terms
from docdiff.facts.words import Words
from docdiff.locale.interface import interface
from docdiff.model import Block, Document
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
        self._prose: dict[int, tuple[Block, ...]] = {}

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

    def prose(self, document: Document) -> tuple[Block, ...]:
        """The blocks of one of the documents that are running text."""
        if id(document) not in self._prose:
            self._prose[id(document)] = prose_blocks(document)
        return self._prose[id(document)]

    def is_technical(self, document: Document) -> bool:
        """Whether one of the documents is a manual or the like, with code between its sentences."""
        return is_technical(document, self.prose(document))

    @cached_property
    def words(self) -> Words:
        """The words of all documents with their counts."""
        return Words((document, self.prose(document)) for document in self.documents)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms that are spelt in more than one way."""
        return find_terms((document, self.prose(document)) for document in self.documents)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names of two words and more, in reading order."""
        return tuple(find_names((document, self.prose(document)) for document in self.documents))

    @cached_property
    def events(self) -> Events:
        """The dates of all documents, ready to be held against each other."""
        return Events(self)

    @cached_property
    def topics(self) -> Topics:
        """What the dates in the documents are about."""
        return Topics(self.documents)

    def say(self, messages: Mapping[str, str], **values: object) -> str:
        """The message in the user's language, with `values` filled in."""
        return messages[self.lang].format(**values)
