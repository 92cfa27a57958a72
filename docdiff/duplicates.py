"""Groups documents, passages, answers and blocks that say the same thing.

Strategy: the words that runs of matching blocks cover (`runs`) say how much of one document lies in the other; runs of
two and more blocks are passages; answers are compared as wholes. What is told at a higher level is not told again at a
lower one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from docdiff.differences import passage_text
from docdiff.fingerprint import compared_text, list_words
from docdiff.model import Document
from docdiff.pairs import LEAST_WORDS, Relation, find_pairs
from docdiff.questions import DEFAULT_PATTERNS, Patterns, Question
from docdiff.repeats import LEVELS, Cluster, Duplicate, Duplicates, Level, Part, Suppressed
from docdiff.runs import (
    BlockTable,
    Entry,
    Passage,
    Run,
    Step,
    grow_runs,
    telling_steps,
    unit_of,
    without_references,
)
from docdiff.shared import Piece, Stretch, find_stretches, spans_of
from docdiff.slots import find_slots
from docdiff.text import plain_words
from docdiff.told import Told

_WHOLE = 0.8  # of a document's words: from here on it is the same document, or lies in the other
_LEAST_DOCUMENT = 20  # words; less is a note on a door, and told only when it is there as it was
_LEAST_BLOCK = 12  # words of a single block that is told on its own
_LEAST_PART = 16  # words of a stretch that is told although the rest of its paragraphs differs
_LEAST_PIECE = 14  # of them in a row
_MOST_PARTNERS = 5  # a paragraph or answer may share parts with; with more, the parts are boilerplate
_ALL = 0.9  # of a text's runs of two words: from here on it lies in the longer one, though the two are alike as well
_MUCH_LONGER = 1.15


def find_duplicates(
    documents: Iterable[Document], *, levels: Collection[Level] = LEVELS, patterns: Patterns = DEFAULT_PATTERNS
) -> Duplicates:
    """All documents, passages, answers and blocks that stand more than once in `documents` or in one of them.

    What is told at a higher level is not told again at a lower one; with fewer `levels` those are whole, so that the
    blocks of two equal documents are told where blocks alone are asked for.
    Headings, salutations, references to another answer and what a party says before its questions are never told on
    their own. The order of the documents changes nothing but the order of the results.
    """
    documents = tuple(documents)
    table = BlockTable(documents, patterns)
    matches = table.match()
    runs = list(grow_runs(table, matches))
    told = Told()
    ways: tuple[tuple[Level, Iterable[Duplicate]], ...] = (
        ("document", _whole_documents(table, runs)),
        ("passage", _passages(table, runs, told)),
        ("answer", _answers(table, told)),
        ("block", _blocks(table, runs, told, "passage" not in levels)),
    )
    for level, pairs in ways:
        for pair in pairs if level in levels else ():
            told.add(pair)
    stretches = find_stretches(table, _LEAST_PART)
    parts, usual = _parts(table, told, stretches)
    parts = [pair for pair in parts if pair.level in levels]
    found = sorted((*told.pairs, *parts), key=lambda pair: (LEVELS.index(pair.level), pair.a, pair.b))
    return Duplicates(
        documents,
        tuple(found),
        tuple(_cluster(found)),
        (*_suppressed(table, told), *usual),
        tuple(find_slots(table, stretches, told.in_copy)),
        table.questions,
    )


def _relation_of_run(table: BlockTable, run: Run, *, gaps: bool) -> Relation:
    relations = {step.match.relation for step in run.steps}
    if gaps or relations & {"near", "contained"}:
        return "near"
    layouts = [table.layout(_extent(table, run, side)) for side in (0, 1)]
    return "identical" if relations == {"identical"} and layouts[0] == layouts[1] else "same-text"


def _whole_documents(table: BlockTable, runs: Sequence[Run]) -> Iterator[Duplicate]:
    """Pairs of documents of which one lies in the other, or both in one another."""
    twins = dict(_twins(table))
    for copy, original in twins.items():
        relation = _relation_of_documents(table, original, copy)
        yield Duplicate("document", relation, _all_of(table, original), _all_of(table, copy), 1.0, 1.0)
    by_pair: defaultdict[tuple[int, int], list[Run]] = defaultdict(list)
    for run in runs:
        first, second = run.steps[0].at
        pair = table.entries[first].document, table.entries[second].document
        if pair[0] != pair[1] and not twins.keys() & set(pair):
            by_pair[pair].append(run)
    for (a, b), between in sorted(by_pair.items()):
        yield from _compare_documents(table, a, b, between)


def _twins(table: BlockTable) -> Iterator[tuple[int, int]]:
    """Documents with the text of an earlier one, each with the first such; what is small is told too, if not empty."""
    first_of: dict[str, int] = {}
    for at, document in enumerate(table.documents):
        text = _form_of(table, at) or (document.source.sha256 if document.body else "")
        first = first_of.setdefault(text, at)
        if text and first != at:
            yield at, first


def _form_of(table: BlockTable, document: int) -> str:
    return " ".join(form for entry in table.entries[slice(*table.bounds[document])] if (form := entry.form))


def _all_of(table: BlockTable, document: int) -> Passage:
    return Passage(document, 0, max(len(table.documents[document].blocks) - 1, 0))


def _compare_documents(table: BlockTable, a: int, b: int, runs: Sequence[Run]) -> Iterator[Duplicate]:
    words = table.words(a), table.words(b)
    if min(words) < _LEAST_DOCUMENT:
        return
    covered: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for run in runs:
        for step in telling_steps(table, run):
            shorter = 0 if table.entries[step.at[0]].words <= table.entries[step.at[1]].words else 1
            for side, at in enumerate(step.at):
                part = step.match.resemblance if step.match.relation != "contained" else float(side == shorter)
                covered[side][at] = max(covered[side].get(at, 0.0), part)
    share = tuple(
        sum(table.entries[at].words * part for at, part in covered[side].items()) / words[side] for side in (0, 1)
    )
    if max(share) < _WHOLE:
        return
    resemblance = (share[0] * words[0] + share[1] * words[1]) / sum(words)
    if min(share) >= _WHOLE:
        yield Duplicate("document", "near", _all_of(table, a), _all_of(table, b), resemblance, share[0])
        return
    inner = 0 if share[0] >= share[1] else 1
    main = max(runs, key=lambda run: sum(table.entries[step.at[inner]].words for step in run.steps))
    sides = tuple(_extent(table, main, side) for side in (0, 1))
    yield Duplicate("document", "contained", sides[inner], sides[1 - inner], resemblance, share[inner])


def _extent(table: BlockTable, run: Run, side: int) -> Passage:
    positions = [step.at[side] for step in run.steps]
    return table.passage(min(positions), max(positions))


def _relation_of_documents(table: BlockTable, a: int, b: int) -> Relation:
    """`identical` or `same-text` for documents with equal text."""
    first, second = (table.documents[at] for at in (a, b))
    if first.source.sha256 and first.source.sha256 == second.source.sha256:
        return "identical"
    texts = [[(block.kind, block.text) for block in document.body] for document in (first, second)]
    layouts = [table.layout(Passage(at, 0, len(table.documents[at].blocks) - 1)) for at in (a, b)]
    if texts[0] == texts[1] and layouts[0] == layouts[1] and first.source.format == second.source.format:
        return "identical"
    return "same-text"


def _passages(table: BlockTable, runs: Sequence[Run], told: Told) -> Iterator[Duplicate]:
    """Runs of two and more telling blocks that are not in documents already told."""
    for run in runs:
        steps = telling_steps(table, run)
        if len(steps) < 2:
            continue
        a, b = _extent(table, run, 0), _extent(table, run, 1)
        if told.holds(a, b):
            continue
        yield _of_run(table, run, steps, "passage", a, b)


def _of_run(table: BlockTable, run: Run, steps: Sequence[Step], level: Level, a: Passage, b: Passage) -> Duplicate:
    span = [sum(entry.words for entry in _between(table, run, side)) for side in (0, 1)]
    shared = [sum(table.entries[step.at[side]].words * step.match.resemblance for step in steps) for side in (0, 1)]
    resemblance = sum(shared) / max(sum(span), 1)
    relation = _relation_of_run(table, run, gaps=any(s > h + 0.5 for s, h in zip(span, shared, strict=True)))
    if len(steps) == 1 and steps[0].match.relation == "contained":
        inner, outer = (a, b) if span[0] <= span[1] else (b, a)
        numbers = _answer_of(table, inner), _answer_of(table, outer)
        return Duplicate(level, "contained", inner, outer, steps[0].match.resemblance, 1.0, numbers)
    numbers = _numbers_of(table, a), _numbers_of(table, b)
    return Duplicate(level, relation, a, b, resemblance, shared[0] / max(span[0], 1), numbers)


def _between(table: BlockTable, run: Run, side: int) -> list[Entry]:
    positions = [step.at[side] for step in run.steps]
    return table.entries[min(positions) : max(positions) + 1]


def _numbers_of(table: BlockTable, passage: Passage) -> tuple[int, ...]:
    """The numbers of the questions a passage holds, else of the one in whose answer it lies."""
    return (_questions_in(table, passage) or _answer_of(table, passage)) if table.questions[passage.document] else ()


def _questions_in(table: BlockTable, passage: Passage) -> tuple[int, ...]:
    """The numbers of the questions that lie in a passage with question and answer."""
    return tuple(question.number for question in table.asked_within(passage) if question.number is not None)


def _answer_of(table: BlockTable, passage: Passage) -> tuple[int, ...]:
    """The number of the question in whose answer a passage lies."""
    return tuple(question.number for question in table.answering(passage) if question.number is not None)


def _answers(table: BlockTable, told: Told) -> Iterator[Duplicate]:
    """Answers that say the same, compared as wholes without their references to other answers."""
    answers: list[tuple[Passage, Question]] = []
    texts: list[str] = []
    raw: list[str] = []
    for at, questions in enumerate(table.questions):
        blocks = table.documents[at].blocks
        for question in questions:
            if not question.answer:
                continue
            answers.append((Passage(at, question.answer[0], question.answer[-1]), question))
            raw.append("\n".join(blocks[index].text for index in question.answer))
            texts.append(" ".join(without_references(compared_text(blocks[index])) for index in question.answer))
    for pair in find_pairs(texts):
        (a, first), (b, second) = answers[pair.a], answers[pair.b]
        if len(plain_words(texts[pair.a])) < LEAST_WORDS or told.holds(a, b) or a == b:
            continue
        relation: Relation = pair.relation
        sizes = [len(plain_words(texts[at])) for at in (pair.a, pair.b)]
        if relation == "near" and pair.containment >= _ALL and max(sizes) > _MUCH_LONGER * min(sizes):
            relation = "contained"
            if sizes[0] > sizes[1]:
                (a, first), (b, second) = (b, second), (a, first)
        if relation == "identical" and (raw[pair.a] != raw[pair.b] or table.layout(a) != table.layout(b)):
            relation = "same-text"
        numbers = tuple((question.number,) if question.number is not None else () for question in (first, second))
        yield Duplicate("answer", relation, a, b, pair.resemblance, pair.containment, (numbers[0], numbers[1]))


def _blocks(table: BlockTable, runs: Sequence[Run], told: Told, of_passages: bool) -> Iterator[Duplicate]:
    """Single blocks that are not part of anything told before; those of longer runs as well when they are asked for."""
    for run in runs:
        steps = telling_steps(table, run)
        if len(steps) == 1 and min(table.entries[at].words for at in steps[0].at) >= _LEAST_BLOCK:
            yield from _block(table, steps[0], told)
        elif of_passages and len(steps) > 1:
            for step in steps:
                yield from _block(table, step, told)


def _block(table: BlockTable, step: Step, told: Told) -> Iterator[Duplicate]:
    a, b = (table.passage(at, at) for at in step.at)
    if told.holds(a, b):
        return
    if (relation := step.match.relation) in ("identical", "same-text"):
        relation = relation if table.layout(a) == table.layout(b) else "same-text"
        yield Duplicate("block", relation, a, b, 1.0, 1.0, (_numbers_of(table, a), _numbers_of(table, b)))
    else:
        yield _of_run(table, Run([step]), [step], "block", a, b)


def _parts(table: BlockTable, told: Told, found: Sequence[Stretch]) -> tuple[list[Duplicate], list[Suppressed]]:
    """Answers and paragraphs that share stretches of words, but are not alike as wholes; and what is boilerplate."""
    by_units: defaultdict[tuple[Passage, Passage], list[Stretch]] = defaultdict(list)
    for stretch in found:
        untold = [piece.words for piece in stretch.pieces if not told.holds(*_core(table, piece))]
        if sum(untold) < _LEAST_PART or max(untold) < _LEAST_PIECE:
            continue
        first, last = stretch.pieces[0], stretch.pieces[-1]
        a, b = table.passage(first.a[0], last.end_a[0]), table.passage(first.b[0], last.end_b[0])
        units = unit_of(table, a), unit_of(table, b)
        if units[0] != units[1]:
            by_units[units].append(stretch)
    partners: defaultdict[Passage, list[Passage]] = defaultdict(list)
    for a, b in by_units:
        partners[a].append(b)
        partners[b].append(a)
    usual = [
        Suppressed("boilerplate", tuple(sorted((unit, *others))))
        for unit, others in sorted(partners.items())
        if len(others) > _MOST_PARTNERS
    ]
    sharing = [
        _sharing(table, a, b, stretches)
        for (a, b), stretches in by_units.items()
        if max(len(partners[a]), len(partners[b])) <= _MOST_PARTNERS
    ]
    return sharing, usual


def _core(table: BlockTable, piece: Piece) -> tuple[Passage, Passage]:
    """The blocks of a piece on both sides, without those at its ends of which it has only a few words.

    Paragraphs behind two copies that begin with the same word make a piece one word longer than the copies.
    """
    sides = ((piece.a, piece.end_a), (piece.b, piece.end_b))
    head = max(len(list_words(table.entries[at].form)) - word for (at, word), _ in sides) < _LEAST_PIECE
    tail = max(word + 1 for _, (_, word) in sides) < _LEAST_PIECE
    a, b = ((start[0] + head, end[0] - tail) for start, end in sides)
    if a[0] > a[1] or b[0] > b[1]:
        a, b = ((start[0], end[0]) for start, end in sides)
    return table.passage(*a), table.passage(*b)


def _sharing(table: BlockTable, a: Passage, b: Passage, stretches: Sequence[Stretch]) -> Duplicate:
    parts = tuple(
        Part(
            tuple(spans_of(table, stretch.pieces[0].a, stretch.pieces[-1].end_a)),
            tuple(spans_of(table, stretch.pieces[0].b, stretch.pieces[-1].end_b)),
        )
        for stretch in sorted(stretches, key=lambda stretch: stretch.pieces[0].a)
    )
    words = [len(plain_words(passage_text(table.documents, side))) for side in (a, b)]
    shared = sum(stretch.words for stretch in stretches)
    numbers = _answer_of(table, a), _answer_of(table, b)
    several = a.first != a.last or b.first != b.last
    level: Level = "answer" if all(numbers) else "passage" if several else "block"
    resemblance, containment = min(2 * shared / max(sum(words), 1), 1.0), min(shared / max(words[0], 1), 1.0)
    return Duplicate(level, "near", a, b, resemblance, containment, numbers, parts)


def _suppressed(table: BlockTable, told: Told) -> Iterator[Suppressed]:
    """The blocks that stand more than once and tell nothing by themselves, gathered by what they say, and why."""
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, entry in enumerate(table.entries):
        reason = entry.silent or ("short" if entry.words < _LEAST_BLOCK else "")
        if reason and entry.form:
            places[reason, entry.form].append(at)
    for (reason, _), positions in sorted(places.items(), key=lambda item: item[1]):
        first, *others = (table.passage(at, at) for at in positions)
        if not table.entries[positions[0]].silent:  # a short paragraph may be told with those beside it
            others = [other for other in others if not told.holds(first, other)]
        if others:
            yield Suppressed(reason, (first, *others))


def _cluster(pairs: Iterable[Duplicate]) -> Iterator[Cluster]:
    """Groups around the passage with most partners first; a passage is in one cluster of its level at most."""
    for level in LEVELS:
        partners: defaultdict[Passage, set[Passage]] = defaultdict(set)
        for pair in pairs:
            if pair.level == level and pair.relation != "contained" and not pair.parts:
                partners[pair.a].add(pair.b)
                partners[pair.b].add(pair.a)
        free = set(partners)
        for centre in sorted(partners, key=lambda passage: (-len(partners[passage]), passage)):
            if centre not in free:
                continue
            members = sorted(partner for partner in partners[centre] if partner in free)
            if members:
                free -= {centre, *members}
                yield Cluster(level, (centre, *members))
