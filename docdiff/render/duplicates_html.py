"""Renders what repeats as one HTML file: a map of the documents, every pair in its context, the answers in a table.

Strategy: everything is text first. The bars of the map have their share and their pairs beside them, a level and a
relation are words, and what differs is underlined or struck. What a page cannot hold is said to be left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from docdiff.differences import changes, passage_text
from docdiff.fingerprint import compared_text
from docdiff.locale.interface import Interface, interface
from docdiff.locale.messages import translate
from docdiff.model import Block, Span, Spot
from docdiff.questions import Question
from docdiff.render.answers import Answered, resolve_answers
from docdiff.render.coverage import Cover, cover_documents
from docdiff.render.duplicates import tell_relation
from docdiff.render.excerpts import LONGEST_REDLINE, both_ends, context, neighbours, place, redline_of
from docdiff.render.odd import readable
from docdiff.render.page import escape, render_page
from docdiff.repeats import LEVELS, Duplicate, Duplicates, Suppressed
from docdiff.runs import Passage
from docdiff.saying import numbers, quote

_MOST_PAIRS = 2000  # on a page; a browser and an editor can take no more
_MOST_PARTNERS = 6  # of a document that are shown at once; the others are folded
_MOST_LINKS = 12  # to pairs, from a bar
_MOST_PLACES = 12  # of a text that is not told
_MOST_CHANGES = 3  # in a row of the answers' table
_EQUAL = ("identical", "same-text")
_BAR = 1000  # units of a bar's width
_LEAST_MARK = 4  # units, or a short paragraph of a long document could not be seen


def render(found: Duplicates, *, lang: str = "en") -> str:
    """What repeats as one self-contained page; `lang` ("en" or "nl") is that of its interface.

    Shows the first 2,000 pairs. Takes time in proportion to the documents, the pairs and what they quote.
    """
    texts = interface(lang)
    total, covers = len(found.pairs), cover_documents(found)
    found = replace(found, pairs=found.pairs[:_MOST_PAIRS])
    names = [readable(document.source.name) for document in found.documents]
    levels = Counter(pair.level for pair in found.pairs)
    headings = [_heading(found, pair, texts) for pair in found.pairs]
    return render_page(
        "duplicates",
        texts,
        styles=("list",),
        script="list",
        title=names[0] if len(names) == 1 else texts.say("documents", count=len(names)),
        total=total,
        levels=[(level, texts.say(f"count_level_{level}", count=levels[level])) for level in LEVELS if levels[level]],
        left_out=total - len(found.pairs),
        map=[_document(found, at, covers[at], texts) for at in range(len(names)) if covers[at]],
        alone=[escape(name) for at, name in enumerate(names) if not covers[at]],
        pairs=[_pair(found, at, heading, texts) for at, heading in enumerate(headings)],
        answers=[_answers(found, at, headings, texts) for at, asked in enumerate(found.questions) if asked],
        suppressed=_suppressed(found, texts),
        problems=[
            (escape(readable(document.source.name)), escape(translate(problem.message, lang)))
            for document in found.documents
            for problem in document.problems
        ],
    )


def _document(found: Duplicates, at: int, covers: Sequence[Cover], texts: Interface) -> dict[str, Any]:
    """A document of the map with a bar for each other one that holds text of it."""
    document = found.documents[at]
    words = sum(len(block.text.split()) for block in document.body)
    bars = [_bar(found, at, cover, texts) for cover in covers]
    return {
        "number": at + 1,
        "name": escape(readable(document.source.name)),
        "date": document.date or "",
        "day": texts.day(document.date or ""),
        "words": texts.say("word_count", count=words),
        "bars": bars[:_MOST_PARTNERS],
        "more": bars[_MOST_PARTNERS:],
    }


def _bar(found: Duplicates, at: int, cover: Cover, texts: Interface) -> dict[str, Any]:
    name = _name(found, cover.partner)
    share = _percent(cover.share)
    places = texts.say("map_places", count=len(cover.places))
    marks = [(round(start * _BAR), max(round((end - start) * _BAR), _LEAST_MARK)) for start, end in cover.places]
    return {
        "partner": texts.say("map_in_itself") if cover.partner == at else texts.say("map_in", name=name),
        "share": texts.say("map_share", share=share),
        "label": texts.say("map_bar", share=share, places=places, name=_plain_name(found, at)),
        "marks": [(min(start, _BAR - width), width) for start, width in marks],
        "pairs": [number + 1 for number in cover.pairs if number < _MOST_PAIRS][:_MOST_LINKS],
        "more": max(len(cover.pairs) - _MOST_LINKS, 0),
    }


def _percent(share: float) -> str:
    """A share in full percents; what is not nothing and not all is never called so."""
    least, most = 1 if share else 0, 99 if share < 1 else 100
    return f"{min(max(round(share * 100), least), most)}%"


def _plain_name(found: Duplicates, document: int) -> str:
    return readable(found.documents[document].source.name)


def _name(found: Duplicates, document: int) -> str:
    return f"<bdi>{escape(_plain_name(found, document))}</bdi>"


def _heading(found: Duplicates, pair: Duplicate, texts: Interface) -> str:
    """What a pair is, as a sentence: the repetition and what it repeats, or what lies in another and that one."""
    inside = pair.relation == "contained"
    sides = (pair.a, pair.b) if inside else (pair.b, pair.a)
    told = pair.questions if inside else pair.questions[::-1]
    named = pair.a.document != pair.b.document
    one, other = (_noun(found, pair, side, asked, texts, named=named) for side, asked in zip(sides, told, strict=True))
    return f"{one[:1].upper()}{one[1:]} {tell_relation(found, pair, texts)} {other}."


def _noun(
    found: Duplicates, pair: Duplicate, side: Passage, asked: tuple[int, ...], texts: Interface, *, named: bool
) -> str:
    if pair.level == "document":
        return texts.say("noun_document", name=_name(found, side.document))
    if pair.parts and asked:
        key = "noun_answer_answer"
    elif len(asked) > 1 and pair.level == "passage":
        key = "noun_passage_questions"
    else:
        key = f"noun_{pair.level}_answer" if asked else f"noun_{pair.level}"
    noun = texts.say(key, numbers=numbers(asked))
    return texts.say("noun_of", noun=noun, name=_name(found, side.document)) if named else noun


def _pair(found: Duplicates, at: int, heading: str, texts: Interface) -> dict[str, Any]:
    pair = found.pairs[at]
    kind = "parts" if pair.parts else pair.relation
    share = _percent(pair.containment if pair.relation == "contained" else pair.resemblance)
    spans = zip(*((part.a, part.b) for part in pair.parts), strict=True) if pair.parts else ((), ())
    first, second = (
        _place(found, side, tuple(chain.from_iterable(some)), texts)
        for side, some in zip((pair.a, pair.b), spans, strict=True)
    )
    redline = _redline(found, pair)
    return {
        "number": at + 1,
        "level": pair.level,
        "level_name": texts.say(f"level_{pair.level}"),
        "share": texts.say(f"share_{kind}", share=share),
        "kind": "parts" if pair.parts else "whole",
        "heading": heading,
        "first": first,
        "second": second,
        "redline": redline,
        "note": "" if redline else _note(found, pair, texts),
    }


def _note(found: Duplicates, pair: Duplicate, texts: Interface) -> str:
    """Why there is no redline between the two sides of a pair."""
    if pair.level == "document" and pair.relation in ("near", "contained") and pair.containment < 1:
        return texts.say("differs_elsewhere")
    return texts.say("no_word_differs" if _is_short(found, pair) or pair.relation in _EQUAL else "differs_elsewhere")


def _is_short(found: Duplicates, pair: Duplicate) -> bool:
    blocks = chain.from_iterable(_blocks(found, side) for side in (pair.a, pair.b))
    return sum(len(block.text) for block in blocks) <= LONGEST_REDLINE


def _redline(found: Duplicates, pair: Duplicate) -> str:
    """What differs between the two sides as markup; of stretches that are shared, of each that differs."""
    if not pair.parts:
        return redline_of(found.differences(pair)) if _is_short(found, pair) else ""
    parts = (redline_of(segments) for segments in found.differences_by_part(pair))
    return "<br>".join(part for part in parts if part)


def _blocks(found: Duplicates, passage: Passage) -> Sequence[Block]:
    return found.documents[passage.document].blocks[passage.first : passage.last + 1]


def _place(
    found: Duplicates, passage: Passage, spans: Sequence[tuple[int, Span]], texts: Interface
) -> tuple[str, list[str]]:
    """Where a side is and what it says there, in its context, as markup: the words that are shared, or the passage."""
    document = found.documents[passage.document]
    spot = Spot(document, passage.first, Span(0, 0), (passage.first, passage.last))
    if spans:
        return place(spot, texts), [context(Spot(document, block, span)) for block, span in spans]
    return place(spot, texts), list(_in_context(found, passage, spot))


def _in_context(found: Duplicates, passage: Passage, spot: Spot) -> Iterator[str]:
    """A passage by its beginning and end, between the paragraphs before and behind it."""
    before, behind = neighbours(spot)
    if before:
        yield f'<span class="around">{before}</span>'
    yield f"<mark>{escape(both_ends(passage_text(found.documents, passage)))}</mark>"
    if behind:
        yield f'<span class="around">{behind}</span>'


def _answers(found: Duplicates, at: int, headings: Sequence[str], texts: Interface) -> dict[str, Any]:
    """The table of the questions of one document."""
    rows = resolve_answers(found, at)
    given = sum(bool(row.question.answer) and not row.refers for row in rows)
    counts = {
        "answers_given": given,
        "answers_referred": sum(row.refers for row in rows),
        "answers_repeated": sum(bool(row.pairs) for row in rows),
        "answers_missing": sum(not row.question.answer for row in rows),
    }
    return {
        "number": at + 1,
        "name": _name(found, at),
        "stats": ", ".join(
            [texts.say("question_count", count=len(rows))]
            + [texts.say(key, count=count) for key, count in counts.items() if count]
        ),
        "rows": [_row(found, at, position, row, rows, headings, texts) for position, row in enumerate(rows)],
        "single": len(found.documents) == 1,
    }


def _row(
    found: Duplicates,
    at: int,
    position: int,
    row: Answered,
    rows: Sequence[Answered],
    headings: Sequence[str],
    texts: Interface,
) -> dict[str, Any]:
    question = row.question
    return {
        "id": f"q{at + 1}-{position + 1}",
        "number": "" if question.number is None else str(question.number),
        "asker": escape(readable(question.asker)),
        "question": escape(_said(found, at, question.question)),
        "answer": _answer(found, at, row, rows, texts),
        "repeated": [(number + 1, headings[number], _changes(found, number, texts)) for number in row.pairs],
    }


def _said(found: Duplicates, document: int, blocks: Sequence[int]) -> str:
    return quote(" ".join(compared_text(found.documents[document].blocks[index]) for index in blocks))


def _answer(found: Duplicates, at: int, row: Answered, rows: Sequence[Answered], texts: Interface) -> str:
    """The answer by its first words, or the one it refers to with the first words of that; as markup."""
    question = row.question
    if not question.answer:
        return f"<em>{escape(texts.say('answer_missing'))}</em>"
    words = escape(_said(found, at, question.answer))
    notes = [escape(texts.say("answer_not_there", numbers=numbers(row.unknown)))] if row.unknown else []
    if not row.refers:
        known = [number for number in question.refers_to if number not in row.unknown]
        if known:
            links = ", ".join(_link(at, number, question, rows) for number in known)
            notes.append(texts.say("answer_refers_too", numbers=links))
        return words + _in_brackets(notes)
    notes += [escape(texts.say("answer_circle"))] if row.circular else []
    links = ", ".join(_link(at, number, question, rows) for number in question.refers_to)
    ends = [f"“{escape(_said(found, at, rows[end].question.answer))}”" for end in row.by]
    refers = texts.say("answer_refers", numbers=links)
    return f"<em>{refers}</em>{_in_brackets(notes)}" + (f": {' '.join(ends)}" if ends else "")


def _in_brackets(notes: Sequence[str]) -> str:
    return f" ({'; '.join(notes)})" if notes else ""


def _link(at: int, number: int, question: Question, rows: Sequence[Answered]) -> str:
    """A number of a question as a link to its row, in the same series if it has one."""
    named = [position for position, row in enumerate(rows) if row.question.number == number]
    own = [position for position in named if rows[position].question.series == question.series]
    return f'<a href="#q{at + 1}-{(own or named)[0] + 1}">{number}</a>' if named else str(number)


def _changes(found: Duplicates, number: int, texts: Interface) -> str:
    """How the two sides of a pair differ, in a few words, as markup; nothing for what is long or alike."""
    pair = found.pairs[number]
    if pair.level in ("document", "passage"):
        return ""
    told = changes(found.differences(pair))
    said = [
        " ".join(f"<{tag}>{escape(quote(words))}</{tag}>" for tag, words in (("del", old), ("ins", new)) if words)
        for old, new in told[:_MOST_CHANGES]
    ]
    if len(told) > _MOST_CHANGES:
        said.append(escape(texts.say("and_more", count=len(told) - _MOST_CHANGES)))
    return "; ".join(said)


def _suppressed(found: Duplicates, texts: Interface) -> list[dict[str, Any]]:
    """What is not told, gathered by the reason."""
    by_reason: defaultdict[str, list[Suppressed]] = defaultdict(list)
    for kept in found.suppressed:
        by_reason[kept.reason].append(kept)
    return [
        {
            "reason": texts.say(f"reason_{reason}"),
            "count": len(some),
            "texts": [_not_told(found, kept, texts) for kept in some],
        }
        for reason, some in by_reason.items()
    ]


def _not_told(found: Duplicates, kept: Suppressed, texts: Interface) -> tuple[str, str, list[str], int]:
    first = kept.members[0]
    words = quote(found.documents[first.document].blocks[first.first].text)
    places = [
        place(Spot(found.documents[at.document], at.first, Span(0, 0), (at.first, at.last)), texts)
        for at in kept.members[:_MOST_PLACES]
    ]
    more = max(len(kept.members) - _MOST_PLACES, 0)
    return escape(words), texts.say("times", count=len(kept.members)), places, more
