"""A passage stands more than once.

What it finds: a paragraph of sixteen words and more, or several in a row, that stands again elsewhere; of twenty-four
and more that lies in a longer one; of thirty-two and more that stands elsewhere nearly as it was; and stretches of
thirty-two words that two paragraphs share. Of less, and of titles, items of a list, and provisions that differ in a
name or number, the confidence is low (0.5). Where more than six are alike in one document without being the same, that
is its style, as in laws, and silent. What stands in many places is told once, and not at all if it is boilerplate: in
more than five documents and a tenth of all, or more than five times in one. `docdiff duplicates` lists every pair.
Why: what is mended in one place has to be mended in the other; and where two copies differ, one of them may be wrong.
Finds:
    De rivier is dit voorjaar drie keer buiten haar oevers getreden, en telkens liep het dorp onder water. / De school
        krijgt een nieuw dak. / De rivier is dit voorjaar drie keer buiten haar oevers getreden, en telkens liep het
        dorp onder water.
    The council prefers the second offer, because it is the only one that comes with a guarantee, and because the bridge
        can be open again before the winter, when the ferry often cannot sail for days. / Work begins in May. / The
        council likes the second offer, because it is the only one that comes with a guarantee, and because the bridge
        can be open again before the winter, when the ferry often cannot sail for days.
Quiet:
    De rivier is dit voorjaar buiten haar oevers getreden. / De school aan de Kerkstraat krijgt een nieuw dak.
    # Inleiding / De rivier is buiten haar oevers getreden. / # Inleiding / De school krijgt een nieuw dak.
    Wij danken u voor uw brief. / De dijk wordt hoger. / Wij danken u voor uw brief.  # too short to matter
    De leden van de Groene partij hebben met belangstelling kennisgenomen van het voorstel over de dijk en de brug. / De
        leden van de Blauwe partij vinden dat er eerst een plan voor de school en haar dak moet komen.
    The council prefers the second offer, because it comes with a guarantee. / Work on the bridge begins in May.
    Wij danken u voor uw brief en voor de tijd die u nam om ons te schrijven. / De dijk. / Wij danken u voor uw
        brief en voor de tijd die u nam om ons te schrijven. / De brug. / Wij danken u voor uw brief en voor de tijd
        die u nam om ons te schrijven. / De school. / Wij danken u voor uw brief en voor de tijd die u nam om ons te
        schrijven. / De haven. / Wij danken u voor uw brief en voor de tijd die u nam om ons te schrijven. / Het
        dak. / Wij danken u voor uw brief en voor de tijd die u nam om ons te schrijven.  # boilerplate
    This letter was written without a pen and is valid without a signature of the mayor. / The dike. || This letter
        was written without a pen and is valid without a signature of the mayor. / The bridge. || This letter was
        written without a pen and is valid without a signature of the mayor. / The school. || This letter was
        written without a pen and is valid without a signature of the mayor. / The harbour. || This letter was
        written without a pen and is valid without a signature of the mayor. / The roof. || This letter was written
        without a pen and is valid without a signature of the mayor. / The road.  # so is this
    Yours sincerely, / The mayor / Yours sincerely, / The mayor
    The council prefers the second offer, because it is the only one that comes with a guarantee. / Work begins in May.
        / The council prefers the third offer, because it is the only one that comes with a guarantee.
    De ambassade van België betuigt het ministerie haar bijzondere hoogachting en heeft de eer de ontvangst van zijn
        nota van 3 mei te bevestigen, die als volgt luidt en waarmee zij zich namens haar regering verenigt. / De dijk.
        / De ambassade van Frankrijk betuigt het ministerie haar bijzondere hoogachting en heeft de eer de ontvangst van
        zijn nota van 3 mei te bevestigen, die als volgt luidt en waarmee zij zich namens haar regering verenigt.
Options: none
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from docdiff.checks.base import Finding, rule
from docdiff.checks.copied import copied_confidence
from docdiff.checks.duplicate_questions import covers_questions
from docdiff.checks.passages import answer_holding, differences_of, lines, related, shared_words, spot
from docdiff.checks.wording import IN_ANSWER, IN_DOCUMENT, MORE, ON_LINE
from docdiff.facts import Facts
from docdiff.facts.groups import Groups
from docdiff.fingerprint import compared_text
from docdiff.model import Block
from docdiff.repeats import Duplicate
from docdiff.runs import Passage
from docdiff.text import normalise

_MESSAGES = {
    "same": {
        "en": "The same text stands {where}.",
        "nl": "Dezelfde tekst staat {where}.",
    },
    "near": {
        "en": "Nearly the same text stands {where}.{differences}",
        "nl": "Bijna dezelfde tekst staat {where}.{differences}",
    },
    "contained": {
        "en": "This text lies in a longer one {where}.",
        "nl": "Deze tekst staat in een langere tekst {where}.",
    },
    "parts": {
        "en": "These words stand {where} as well: {words}.{differences}",
        "nl": "Deze woorden staan ook {where}: {words}.{differences}",
    },
    "many same": {
        "en": "The same text stands {count} more times: {where}.",
        "nl": "Dezelfde tekst staat er nog {count} keer: {where}.",
    },
    "many alike": {
        "en": "This text, or nearly this or a part of it, stands {count} more times: {where}.",
        "nl": "Deze tekst, of bijna deze of een deel ervan, staat er nog {count} keer: {where}.",
    },
}
_RELATED = {"en": "the other place", "nl": "de andere plaats"}

_MOST_PLACES = 3  # named in a message; all of them are evidence
_USUAL = 5  # documents, or places in one document; what stands in more is boilerplate
_USUAL_SHARE = 0.1  # of the documents
_LEAST_WORDS = 6  # fewer say nothing by themselves


def check(facts: Facts) -> Iterator[Finding]:
    for pairs in _clusters(facts):
        places = _places(pairs)
        if len(pairs) == 1 or len(places) <= 2:
            yield _finding(facts, pairs[0])
        elif not _is_boilerplate(facts, places):
            yield _finding_of_many(facts, pairs, places)
    for pair in facts.duplicates.pairs:
        if pair.parts and pair.level != "answer" and not facts.filled_in(pair) and not _is_parallel(facts, pair):
            yield _finding(facts, pair)


def _clusters(facts: Facts) -> list[list[Duplicate]]:
    """The pairs that are about the same text. Paragraphs alone and passages of several are kept apart."""
    usual = _usual_forms(facts)
    told = [
        pair
        for pair in facts.duplicates.pairs
        if pair.level in ("passage", "block")
        and not pair.parts
        and not covers_questions(pair)
        and not facts.filled_in(pair)
        and not _is_parallel(facts, pair)
        and not _is_usual(facts, pair, usual)
    ]
    groups = Groups[tuple[str, int, int]]()
    for pair in told:
        first = _key(pair, pair.a, pair.a.first)
        for side in (pair.a, pair.b):
            for block in range(side.first, side.last + 1):
                groups.join(first, _key(pair, side, block))
    found: defaultdict[tuple[str, int, int], list[Duplicate]] = defaultdict(list)
    for pair in told:
        found[groups.first(_key(pair, pair.a, pair.a.first))].append(pair)
    return list(found.values())


def _is_parallel(facts: Facts, pair: Duplicate) -> bool:
    """Whether texts are worded alike because they stand in a list, or side by side; the same words are no such."""
    if pair.relation in ("identical", "same-text"):
        return False
    if (pair.a.document, pair.b.document) in facts.parallel:
        return True
    side_by_side = pair.a.document == pair.b.document and abs(pair.a.first - pair.b.first) == 1
    if pair.level == "block" and side_by_side:
        return True
    return any(
        all(block.kind in ("list_item", "cell", "furniture") for block in _blocks(facts, side))
        for side in (pair.a, pair.b)
    )


def _blocks(facts: Facts, passage: Passage) -> tuple[Block, ...]:
    return facts.documents[passage.document].blocks[passage.first : passage.last + 1]


def _usual_forms(facts: Facts) -> frozenset[str]:
    """The normal forms of blocks that are boilerplate by themselves, however the runs they stand in were cut."""
    inside: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for document in facts.documents:
        forms = Counter(normalise(compared_text(block)) for block in document.body)
        documents.update(forms.keys())
        inside |= forms
    least = max(_USUAL, _USUAL_SHARE * len(facts.documents))
    return frozenset(form for form in documents if inside[form] > _USUAL or documents[form] > least)


def _is_usual(facts: Facts, pair: Duplicate, usual: Collection[str]) -> bool:
    forms = (normalise(compared_text(block)) for block in _blocks(facts, pair.a) if block.kind != "furniture")
    return all(form in usual or len(form.split()) < _LEAST_WORDS for form in forms)


def _key(pair: Duplicate, side: Passage, block: int) -> tuple[str, int, int]:
    return pair.level, side.document, block


def _places(pairs: Sequence[Duplicate]) -> list[Passage]:
    """Where the text of a cluster stands, in order; what overlaps is one place."""
    places: list[Passage] = []
    for side in sorted({side for pair in pairs for side in (pair.a, pair.b)}):
        before = places[-1] if places else None
        if before and before.document == side.document and side.first <= before.last:
            places[-1] = Passage(before.document, before.first, max(before.last, side.last))
        else:
            places.append(side)
    return places


def _is_boilerplate(facts: Facts, places: Sequence[Passage]) -> bool:
    """Whether a text stands in so many places that it is meant to."""
    times = Counter(place.document for place in places)
    everywhere = len(times) > _USUAL and len(times) > _USUAL_SHARE * len(facts.documents)
    return everywhere or max(times.values()) > _USUAL


def _finding(facts: Facts, pair: Duplicate) -> Finding:
    # A text that lies in a longer one is pointed at itself; of two alike, the later one is.
    here, there = (pair.a, pair.b) if pair.relation == "contained" else (pair.b, pair.a)
    kind = "parts" if pair.parts else "same" if pair.relation in ("identical", "same-text") else pair.relation
    differing = differences_of(facts, pair) if pair.relation == "near" else ""
    where = _where(facts, here, there)
    return Finding(
        "repeated-passage",
        "info",
        facts.say(_MESSAGES[kind], where=where, words=shared_words(facts, pair), differences=differing),
        spot(facts, here),
        related(facts, there, _RELATED),
        confidence=copied_confidence(facts, pair),
    )


def _finding_of_many(facts: Facts, pairs: Sequence[Duplicate], places: Sequence[Passage]) -> Finding:
    here, *others = places
    kind = "many same" if all(pair.relation in ("identical", "same-text") for pair in pairs) else "many alike"
    where = [_where(facts, here, there) for there in others[:_MOST_PLACES]]
    if len(others) > _MOST_PLACES:
        where.append(facts.say(MORE, count=len(others) - _MOST_PLACES))
    return Finding(
        "repeated-passage",
        "info",
        facts.say(_MESSAGES[kind], count=len(others), where="; ".join(where)),
        spot(facts, here),
        tuple(evidence for there in others for evidence in related(facts, there, _RELATED)),
        confidence=max(copied_confidence(facts, pair) for pair in pairs),
    )


def _where(facts: Facts, here: Passage, there: Passage) -> str:
    line = lines(facts, there)[0]
    if here.document != there.document:
        return facts.say(IN_DOCUMENT, other=facts.documents[there.document].source.name, line=line)
    question = answer_holding(facts, there)
    if question and question.number is not None:
        return facts.say(IN_ANSWER, number=question.number, line=line)
    return facts.say(ON_LINE, line=line)


RULE = rule("repeated-passage", "info", check, scope="all")
