"""Finds which documents belong together: they cite one dossier, share passages, date one event or speak one jargon.

Strategy: two documents are related when they refer to papers of one dossier or bear one reference, when a tenth of the
paragraphs of one stands in the other, when they name one day with one name in a sentence (in another year too, which
may be the mistake), or when they share five acronyms that not everybody knows, and a quarter of what the one has. What
everything in a large set has in common relates nothing, nor does a form that is filled in. Relations are followed from
one document to the next, so that a set of letters about one matter is one family; rules hold the members of a family
against each other, and nobody else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from docdiff.facts.acronyms import is_known
from docdiff.facts.groups import Groups
from docdiff.facts.mentions import Mention
from docdiff.facts.references import find_papers
from docdiff.locale import topic_words
from docdiff.locale.editing import editing_words
from docdiff.model import Document

if TYPE_CHECKING:
    from docdiff.facts import Facts

_SHARED = 0.1  # of the blocks of the shorter document
_FEW = 20  # documents; in a larger set, what more than a fifth of it has in common relates nothing
_COMMON = 0.2
_USUAL = 5  # documents a paragraph may stand in; with more, and a tenth of all, it is boilerplate
_USUAL_SHARE = 0.1
_LEAST_JARGON = 5  # acronyms
_JARGON = 0.25  # of those of the document with fewer
_NAME = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b|\b[A-Z][a-zà-ÿ]+(?:[ -](?:[a-z]{2,3} )?[A-Z][a-zà-ÿ]+)+")
_REFERENCE = r"[ \t]*(?:\|[ \t]*)?(?P<value>(?=[A-Za-z/.-]*\d)[\w./-]*\w)"
_HEAD = 30  # blocks in which a letter tells its reference


def find_families(facts: Facts) -> tuple[tuple[Document, ...], ...]:
    """The documents in families, in the order they were given; one that belongs to no other is a family by itself.

    Linear in the text and in what the documents share. Passages are compared only when the rest leaves more than one.
    """
    groups = Groups[int]()
    for position in range(len(facts.documents)):
        groups.first(position)
    for find in (_by_reference, _by_event, _by_jargon, _by_passages):
        if len(groups.groups()) > 1:
            for a, b in find(facts):
                groups.join(a, b)
    families = sorted(sorted(group) for group in groups.groups())
    return tuple(tuple(facts.documents[position] for position in family) for family in families)


def _by_reference(facts: Facts) -> Iterator[tuple[int, int]]:
    return _by_key(facts.documents, map(_references, facts.documents))


def _by_event(facts: Facts) -> Iterator[tuple[int, int]]:
    return _by_key(facts.documents, (_dated_names(facts, document) for document in facts.documents))


def _by_key(documents: Sequence[Document], keys: Iterable[set[str]]) -> Iterator[tuple[int, int]]:
    """Each document with the first that has the same key, for keys not everybody has."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for position, found in enumerate(keys):
        for key in found:
            holders[key].append(position)
    most = max(_FEW, int(len(documents) * _COMMON))
    for members in holders.values():
        if 1 < len(members) <= most:
            yield from ((members[0], other) for other in members[1:])


def _references(document: Document) -> set[str]:
    """The dossiers it refers to, and the references in its head: its own and that of the letter it answers."""
    labelled = (match for block in document.blocks[:_HEAD] for match in _labelled().finditer(block.text))
    return {paper.dossier for paper in find_papers(document)} | {match["value"] for match in labelled}


@cache
def _labelled() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, sorted(topic_words("references", "labels"), key=len, reverse=True)))
    return re.compile(rf"\b(?i:{labels})\b[.:]*{_REFERENCE}")


def _dated_names(facts: Facts, document: Document) -> set[str]:
    """The day of each full date with each name in its sentence: "2-11 Raad Buitenlandse Zaken"."""
    return {
        f"{mention.date.month}-{day.number} {name}"
        for mention in facts.mentions(document)
        if mention.date.year and mention.date.days and not mention.date.cited and not _dates_document(facts, mention)
        for name in _names(mention.block.text[mention.sentence.start : mention.sentence.end])
        for day in mention.date.days
    }


def _names(sentence: str) -> Iterator[str]:
    """The names in a sentence that not every letter has; without the article that begins it ("The Harbour Fair")."""
    for name in _NAME.findall(sentence):
        first, _, rest = name.partition(" ")
        kept = rest if first.lower() in editing_words("small") and " " in rest else name
        if not is_known(kept) and not {name, kept} & _institutions():
            yield kept


def _dates_document(facts: Facts, mention: Mention) -> bool:
    """Whether it is the day the document was written: letters of one day need have nothing in common."""
    day = facts.day(mention.document)
    return bool(day and (day.day == mention.date.day or (day.by and day.by.block == mention.block.index)))


@cache
def _institutions() -> frozenset[str]:
    return frozenset(topic_words("references", "institutions"))


def _by_jargon(facts: Facts) -> Iterator[tuple[int, int]]:
    """Documents that share acronyms which few of the documents have, and which have to be explained."""
    jargon = [
        {use.key for use in facts.acronyms_of(document).uses if not is_known(use.key)} for document in facts.documents
    ]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for position, keys in enumerate(jargon):
        for key in keys:
            holders[key].append(position)
    shared = Counter(pair for some in holders.values() if len(some) <= _FEW for pair in combinations(some, 2))
    for (a, b), count in sorted(shared.items()):
        if count >= max(_LEAST_JARGON, _JARGON * min(len(jargon[a]), len(jargon[b]))):
            yield a, b


def _by_passages(facts: Facts) -> Iterator[tuple[int, int]]:
    """Documents of which one has a tenth of its blocks, or more, in common with the other."""
    shared: defaultdict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    partners: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for pair in facts.duplicates.pairs:
        if pair.a.document == pair.b.document or pair.parts or facts.filled_in(pair):
            continue
        for side, other in ((pair.a, pair.b), (pair.b, pair.a)):
            blocks = [(side.document, block) for block in range(side.first, side.last + 1)]
            shared[side.document, other.document].update(blocks)
            for block in blocks if pair.level != "document" else ():
                partners[block].add(other.document)
    most = max(_USUAL, _USUAL_SHARE * len(facts.documents))
    usual = {block for block, others in partners.items() if len(others) > most}
    for (here, there), blocks_here in sorted(shared.items()):
        if len(blocks_here - usual) >= _SHARED * len(facts.documents[here].body):
            yield here, there
