"""What all rules know of the documents, worked out once and only when a rule asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, cast

from docdiff.differences import passage_text, segments
from docdiff.duplicates import find_duplicates
from docdiff.facts.acronyms import Acronyms, DocumentAcronyms, find_acronyms
from docdiff.facts.events import Events
from docdiff.facts.groups import Groups
from docdiff.facts.mentions import Day, Mention, Topics, find_day, find_mentions
from docdiff.facts.names import Name, find_names
from docdiff.facts.notes import Notes, find_notes
from docdiff.facts.outline import Outline, find_outline
from docdiff.facts.prose import is_technical, prose_blocks
from docdiff.facts.relations import find_families
from docdiff.facts.terms import Term, find_terms
from docdiff.facts.words import Words
from docdiff.locale.interface import interface
from docdiff.model import Block, Document
from docdiff.questions import DEFAULT_PATTERNS, Patterns, Question, find_questions
from docdiff.repeats import Duplicate, Duplicates
from docdiff.runs import Passage

_MOST_DRAFTS = 16  # documents; more that are nearly alike are a form letter
_MOST_ALIKE = 6

T = TypeVar("T")


def _changed(text: str, other: str) -> frozenset[int]:
    """The characters of `text` that are not in `other`; of what stands only there the one it stands before."""
    found: set[int] = set()
    at = 0
    for segment in segments(text, other):
        if segment.op == "insert":
            found.add(at)
            continue
        if segment.op == "delete" and not segment.quiet:
            found.update(range(at, at + len(segment.text)))
        at += len(segment.text)
    return frozenset(found)


class Facts:
    """The documents under check with everything derived from them.

    `lang` is the language messages are written in; raises `UsageError` for one there are no messages in. `options` are
    what the user set of each rule, by its name.
    """

    def __init__(
        self,
        documents: tuple[Document, ...],
        *,
        lang: str = "en",
        patterns: Patterns = DEFAULT_PATTERNS,
        options: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    ) -> None:
        self.documents = documents
        self.lang = interface(lang).language
        self.patterns = patterns
        self._options = options
        self._known: dict[int, dict[str, object]] = {}  # by document

    def part(self, documents: tuple[Document, ...]) -> Facts:
        """The facts of some of the documents by themselves; what each says is shared, and not worked out again."""
        if documents == self.documents:
            return self
        part = Facts(documents, lang=self.lang, patterns=self.patterns, options=self._options)
        part._known = self._known
        return part

    def forget(self) -> None:
        """Drops what each of the documents says; it is worked out anew if anybody asks again."""
        for document in self.documents:
            self._known.pop(id(document), None)

    @cached_property
    def families(self) -> tuple[tuple[Document, ...], ...]:
        """The documents in groups that belong together (see `relations`), in the order they were given."""
        return find_families(self)

    @cached_property
    def _family_of(self) -> Mapping[int, int]:
        return {id(document): number for number, family in enumerate(self.families) for document in family}

    def are_related(self, a: Document, b: Document) -> bool:
        """Whether two of the documents belong together."""
        return a is b or self._family_of[id(a)] == self._family_of[id(b)]

    @cached_property
    def duplicates(self) -> Duplicates:
        """What stands more than once in the documents."""
        return find_duplicates(self.documents, patterns=self.patterns)

    @cached_property
    def templates(self) -> Mapping[int, int]:
        """The positions of documents that are one text filled in, each with the first of its kind.

        Three and more documents that are nearly alike are a form letter, or drafts of one text. A form is filled in at
        the same places in all its letters; what changed from a first draft to a second is not what changes next.
        """
        kin = Groups[int]()
        for pair in self.duplicates.pairs:
            if pair.level == "document" and pair.relation == "near":
                kin.join(pair.a.document, pair.b.document)
        groups = [group for group in kin.groups() if len(group) > 2]
        return {member: group[0] for group in groups if self._is_form(sorted(group)) for member in group}

    def _is_form(self, group: Sequence[int]) -> bool:
        """Whether each of the first three differs from the two others at the same places."""
        if len(group) > _MOST_DRAFTS:
            return True
        texts = [passage_text(self.documents, Passage(at, 0, len(self.documents[at].blocks) - 1)) for at in group[:3]]
        for at, text in enumerate(texts):
            one, other = (_changed(text, texts[(at + step) % 3]) for step in (1, 2))
            if 2 * len(one & other) < len(one | other):
                return False
        return True

    @cached_property
    def parallel(self) -> frozenset[tuple[int, int]]:
        """Pairs of documents (or a document with itself) in which much is worded alike, as provisions of laws are.

        More than six paragraphs and answers that are alike but not the same are a style and no copies.
        """
        times = Counter(
            (pair.a.document, pair.b.document)
            for pair in self.duplicates.pairs
            if pair.level in ("block", "passage") and pair.relation in ("near", "contained")
        )
        return frozenset(pair for pair, count in times.items() if count > _MOST_ALIKE)

    @cached_property
    def versions(self) -> frozenset[tuple[int, int]]:
        """Pairs of documents (the first before the second) that are versions of one another, or made from a template.

        What differs between versions differs lawfully.
        """
        return frozenset(
            (min(pair.a.document, pair.b.document), max(pair.a.document, pair.b.document))
            for pair in self.duplicates.pairs
            if pair.level == "document"
        )

    def filled_in(self, pair: Duplicate) -> bool:
        """Whether a pair lies in two documents that are made from one template."""
        a, b = self.templates.get(pair.a.document), self.templates.get(pair.b.document)
        return a is not None and a == b and pair.a.document != pair.b.document

    def _once(self, what: str, document: Document, find: Callable[[Document], T]) -> T:
        """What `find` says of one of the documents, worked out the first time somebody asks."""
        known = self._known.setdefault(id(document), {})
        if what not in known:
            known[what] = find(document)
        return cast(T, known[what])

    def questions(self, document: Document) -> tuple[Question, ...]:
        """The questions and answers of one of the documents."""
        return self._once("questions", document, lambda one: find_questions(one, self.patterns))

    def mentions(self, document: Document) -> tuple[Mention, ...]:
        """The dates in one of the documents, in reading order."""
        return self._once("mentions", document, lambda one: tuple(find_mentions(one)))

    def day(self, document: Document) -> Day | None:
        """The day one of the documents bears."""
        return self._once("day", document, find_day)

    def notes(self, document: Document) -> Notes:
        """The footnotes of one of the documents and their marks."""
        return self._once("notes", document, find_notes)

    def outline(self, document: Document) -> Outline:
        """The numbered things of one of the documents and what refers to them."""
        return self._once("outline", document, lambda one: find_outline(one, self.questions(one)))

    def prose(self, document: Document) -> tuple[Block, ...]:
        """The blocks of one of the documents that are running text."""
        return self._once("prose", document, prose_blocks)

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
        return find_terms(self.words)

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

    def option(self, rule: str, name: str, default: Any) -> Any:
        """What the user set as option `name` of a rule."""
        return self._options.get(rule, {}).get(name, default)

    @cached_property
    def acronyms(self) -> Acronyms:
        """The acronyms of all documents, and what they are said to stand for."""
        return Acronyms(self.acronyms_of(document) for document in self.documents)

    def acronyms_of(self, document: Document) -> DocumentAcronyms:
        """The acronyms of one of the documents."""
        return self._once("acronyms", document, find_acronyms)

    def say(self, messages: Mapping[str, str], **values: object) -> str:
        """The message in the user's language, with `values` filled in."""
        return messages[self.lang].format(**values)
