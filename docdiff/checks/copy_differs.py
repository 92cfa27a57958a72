"""Two copies of a passage differ in a word.

What it finds: sixteen words and more that stand twice, and differ in the middle in one to four words: a negation, an
amount, a date; or twenty-four and more that differ in a small word, in the form of a word or in words only one of them
has. Where one copy has another name, number or noun than the other, they are provisions about two subjects more often
than a mistake, and the confidence is low (0.5). Where three copies stand against one,
the one is told. Of two documents, related ones of one date are held against each other. Of a longer
passage all differences are one finding. Where more than eight paragraphs of a document differ so, or six are alike
but not the same, that is its style, as in laws, and silent.
Why: one of the copies was mended and the other was not, and a reader of both does not know which one to believe.
Finds:
    De kosten van de nieuwe brug worden door de provincie geschat op 4,5 miljoen euro, waarvan de gemeente een derde
        betaalt. / De school krijgt een dak. / De kosten van de nieuwe brug worden door de provincie geschat op 5,4
        miljoen euro, waarvan de gemeente een derde betaalt.
    The ferry sails from the northern quay every morning at seven, and does not take lorries of more than ten tonnes. /
        Work begins in May. / The ferry sails from the northern quay every morning at seven, and does take lorries of
        more than ten tonnes.
Quiet:
    De kosten van de nieuwe brug worden door de provincie geschat op 4,5 miljoen euro, waarvan de gemeente een derde
        betaalt. || De kosten van de nieuwe brug worden door de provincie geschat op 5,4 miljoen euro, waarvan de
        gemeente een derde betaalt.  # two drafts of one letter: `docdiff redline` shows what changed
    Uw aanvraag voor een plaats in de haven van het dorp is goedgekeurd tot 1 mei, en u krijgt er een brief over. / Nee.
        / Uw aanvraag voor een plaats in de haven van het dorp is goedgekeurd tot 9 juni, en u krijgt er een brief over.
        / Nee. / Uw aanvraag voor een plaats in de haven van het dorp is goedgekeurd tot 3 juli, en u krijgt er een
        brief over.  # three and more with a slot that always differs are a template
    The ferry sails from the northern quay every morning at seven, and takes no lorries of more than ten tonnes. / Work
        begins in May. / The Ferry sails from the northern quay every morning at seven – and takes no lorries of more
        than ten tonnes.  # case and punctuation marks are no words
    The mayor opens the new bridge in May. / Work ends before. / The mayor opens the old bridge in May.
    The town mends the northern quay every year in the first week of March, and the ferry then sails from the other side
        of the river until the work is done and the mayor has seen it. / Work begins in May. / The town mends the
        southern wall every year in the first week of March, and the ferry then sails from the other side of the river
        until the work is done and the mayor has seen it.  # another subject
    Wij danken u voor uw brief over de brug van 3 mei. / De dijk. / Wij danken u voor uw brief over de school van 9 mei.
Options: none
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from docdiff.checks import date_year
from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.passages import answer_holding, lines
from docdiff.checks.weights import NEGATION, Difference, Side, confidence_of
from docdiff.checks.wording import IN_ANSWER, IN_DOCUMENT, ON_LINE
from docdiff.facts import Facts
from docdiff.model import Span, Spot
from docdiff.runs import Passage
from docdiff.saying import quote
from docdiff.slots import Slot

_MESSAGE = {
    "en": "This differs from its copy {where}: {changes}.",
    "nl": "Dit verschilt van de kopie {where}: {changes}.",
}
_CHANGE = {"en": "“{here}” here, “{there}” there", "nl": "hier “{here}”, daar “{there}”"}
_RELATED = {"en": "the other copy", "nl": "de andere kopie"}

_LEAST_WORDS = 24  # a stretch shares, where the words that differ are neither a number nor a negation
_LEAST_TEMPLATE = 3  # copies
_MOST_COPIES = 8  # that differ, of one paragraph or in one document; more are boilerplate, or a style as in laws
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    unit: Passage
    block: int
    span: Span
    value: str


def check(facts: Facts) -> Iterator[Finding]:
    slots_told = [slot for slot in facts.duplicates.slots if _is_odd(slot) and not _is_lawful(facts, slot)]
    usual = _usual(slots_told)
    found: defaultdict[tuple[Passage, Passage], dict[tuple[_Place, _Place], int]] = defaultdict(dict)
    for slots in _by_frame(slots_told):
        words = max(slot.words for slot in slots)
        for here, there in _odd_ones(slots):
            documents = sorted((here.unit.document, there.unit.document))
            if not usual & {here.unit, there.unit, (documents[0], documents[1])}:
                found[here.unit, there.unit][here, there] = words
    explained = _explained(facts, found)
    prose = {(id(document), block.index) for document in facts.documents for block in facts.prose(document)}
    for _, pairs in sorted(found.items()):
        left = {
            pair: pairs[pair]
            for pair in sorted(pairs)
            if _is_prose(facts, pair, prose) and not _is_explained(pair, explained)
        }
        if left:
            yield _finding(facts, left)


def _is_prose(facts: Facts, pair: tuple[_Place, _Place], prose: Set[tuple[int, int]]) -> bool:
    """Whether both copies are sentences; listings, titles and captions differ as they like."""
    return all(
        (id(facts.documents[place.unit.document]), place.block) in prose
        and facts.documents[place.unit.document].blocks[place.block].kind not in ("heading", "caption")
        for place in pair
    )


def _by_frame(slots: Iterable[Slot]) -> list[list[Slot]]:
    """The slots gathered by the words around them."""
    found: defaultdict[str, list[Slot]] = defaultdict(list)
    for slot in slots:
        found[slot.frame].append(slot)
    return list(found.values())


def _is_odd(slot: Slot) -> bool:
    """Whether so much is alike, or what differs weighs so much, that a reader would ask."""
    return slot.words >= _LEAST_WORDS or _is_weighty(slot.values)


def _is_weighty(values: tuple[str, str]) -> bool:
    """Whether two wordings differ in a number, or in whether they deny."""
    numbers, negations = ([bool(sign.search(value)) for value in values] for sign in (_NUMBER, NEGATION))
    return all(numbers) or negations[0] != negations[1]


def _is_lawful(facts: Facts, slot: Slot) -> bool:
    """Whether copies differ because time has gone by, or because they stand where much is worded alike.

    Of two related documents those of one day are held against each other, unless they are versions of one another.
    """
    a, b = slot.a.document, slot.b.document
    if a != b:
        days = [facts.day(facts.documents[at]) for at in (a, b)]
        if days[0] is None or days[1] is None or days[0].day != days[1].day:
            return True
        if (min(a, b), max(a, b)) in facts.versions or not facts.are_related(facts.documents[a], facts.documents[b]):
            return True
    return (a, b) in facts.parallel or (b, a) in facts.parallel or (a == b and _are_neighbours(slot))


def _are_neighbours(slot: Slot) -> bool:
    """Whether two copies stand so near that whoever wrote the second saw the first: items of a list, say."""
    return slot.a.first <= slot.b.last + 1 and slot.b.first <= slot.a.last + 1


def _usual(slots: Iterable[Slot]) -> frozenset[Passage | tuple[int, int]]:
    """Paragraphs that differ from many others, and pairs of documents with many slots: boilerplate, and a style."""
    partners: defaultdict[Passage | tuple[int, int], set[tuple[Passage, Passage]]] = defaultdict(set)
    for slot in slots:
        for key in (slot.a, slot.b, (slot.a.document, slot.b.document)):
            partners[key].add((slot.a, slot.b))
    return frozenset(key for key, pairs in partners.items() if len(pairs) > _MOST_COPIES)


def _odd_ones(slots: Sequence[Slot]) -> Iterator[tuple[_Place, _Place]]:
    """The copies that differ from the others, each with the first it differs from: the rarer one, or else the later."""
    places = sorted({_Place(unit, *place, value) for slot in slots for unit, place, value in _sides(slot)})
    times = Counter(place.value for place in places)
    if len(places) >= _LEAST_TEMPLATE and len(times) == len(places):
        return
    usual = max(times.values())
    first = next(place for place in places if times[place.value] == usual)
    for place in places:
        if place.value != first.value:
            yield place, first


def _sides(slot: Slot) -> Iterator[tuple[Passage, tuple[int, Span], str]]:
    yield from zip((slot.a, slot.b), slot.places, slot.values, strict=True)


def _explained(facts: Facts, pairs: Iterable[tuple[Passage, Passage]]) -> frozenset[tuple[int, int, int]]:
    """Document, block and character of what the rules about dates tell already of the documents of `pairs`."""
    places = {id(document): at for at, document in enumerate(facts.documents)}
    asked = {id(facts.documents[side.document]) for pair in pairs for side in pair}
    return frozenset(
        (places[id(spot.document)], spot.block, offset)
        for family in facts.families
        if any(id(document) in asked for document in family)
        for finding in date_year.check(facts.part(family))
        for spot in (finding.at, *(related.at for related in finding.related))
        for offset in range(spot.span.start, spot.span.end)
    )


def _is_explained(pair: tuple[_Place, _Place], explained: frozenset[tuple[int, int, int]]) -> bool:
    return any(
        (place.unit.document, place.block, offset) in explained
        for place in pair
        for offset in range(place.span.start, place.span.end)
    )


def _finding(facts: Facts, pairs: Mapping[tuple[_Place, _Place], int]) -> Finding:
    changes = "; ".join(
        facts.say(_CHANGE, here=quote(_spot(facts, here).text), there=quote(_spot(facts, there).text))
        for here, there in pairs
    )
    here, there = next(iter(pairs))
    differences = [Difference(_side(facts, one), _side(facts, other), words) for (one, other), words in pairs.items()]
    return Finding(
        "copy-differs",
        "warning",
        facts.say(_MESSAGE, where=_where(facts, here, there), changes=changes),
        _spot(facts, here),
        tuple(Related(_spot(facts, copy), facts.say(_RELATED)) for _, copy in pairs),
        confidence=confidence_of(facts, differences),
    )


def _side(facts: Facts, place: _Place) -> Side:
    return Side(facts.documents[place.unit.document], place.block, place.span, place.value)


def _spot(facts: Facts, place: _Place) -> Spot:
    return Spot(facts.documents[place.unit.document], place.block, place.span)


def _where(facts: Facts, here: _Place, there: _Place) -> str:
    passage = Passage(there.unit.document, there.block, there.block)
    line = lines(facts, passage)[0]
    if here.unit.document != there.unit.document:
        return facts.say(IN_DOCUMENT, other=facts.documents[there.unit.document].source.name, line=line)
    question = answer_holding(facts, passage)
    if question and question.number is not None:
        return facts.say(IN_ANSWER, number=question.number, line=line)
    return facts.say(ON_LINE, line=line)


RULE = rule("copy-differs", "warning", check, scope="all")
