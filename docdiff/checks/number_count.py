"""A text announces a number of things, and another number follows.

What it finds: "four steps:" before a list of three items, and "drie redenen: 1) …, 2) …" that stops at 2. Only where
    the number stands right before what it counts and the list follows at once; "at least two", "one of the three", and
    times ("within two days:") count nothing.
Why: something fell out of the list, or was added and not counted.
Finds:
    Wij nemen de volgende drie maatregelen: / - een nieuwe brug / - een nieuwe weg / En dat is alles.
    There are four reasons for this: / - the bridge is old / - the road is new / - the river is wide / So we build.
    Het plan kent drie onderdelen: 1) een brug, 2) een weg, 3) een sluis en 4) een haven.
    The plan has three parts: 1) a bridge and 2) a road.
Quiet:
    Wij nemen de volgende twee maatregelen: / - een nieuwe brug / - een nieuwe weg / En dat is alles.
    U voldoet aan ten minste twee van de volgende eisen: / - u woont hier / - u werkt hier / - u leert hier
    Binnen twee dagen: / - een nieuwe brug / - een nieuwe weg / - een sluis
    There are four reasons for this: the bridge is old, the road is new and the river is wide.  # not numbered
    Choose one of the two ways: / - by boat / - by car / - on foot
    In step two of the plan: / - a bridge / - a road / - a lock  # a step, not a count
    Het plan kent vier onderdelen: 1) een brug, 2) een weg, 3) een sluis en 4) een haven.
Options: none
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.copies import once
from docdiff.facts import Facts
from docdiff.facts.numbers import cardinals
from docdiff.locale import topic_words
from docdiff.model import Block, Document, Span, Spot

_MESSAGES = {
    "en": "“{words}” is announced, but {count} follow.",
    "nl": "“{words}” wordt aangekondigd, maar er volgen er {count}.",
}
_ITEM = {"en": "item {number}", "nl": "onderdeel {number}"}
_INLINE = re.compile(r"(?<![\w)])\(?(\d{1,2}|[a-i])\)\s")


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        blocks = document.body
        for at, block in enumerate(blocks):
            if ":" not in block.text or block.kind not in ("paragraph", "list_item"):
                continue
            announced = _announced(document.language).search(block.text) if block.text.rstrip().endswith(":") else None
            if announced and not _is_loose(block.text, announced):
                items = _items(blocks, at)
                if len(items) > 1 and not _are_counted_anew(items) and len(items) != _count(announced):
                    spots = [Spot(document, item.index, Span(0, len(item.text))) for item in items]
                    yield _tell(facts, document, block, announced, spots)
            yield from _inline(facts, document, block)


def _are_counted_anew(items: Sequence[Block]) -> bool:
    """Whether an item stands for several: "two soft limits"."""
    return any(item.text.split(" ", 1)[0].lower() in cardinals(None) for item in items)


@cache
def _announced(language: str | None) -> re.Pattern[str]:
    """A number in words, at most five words with one noun among them, and the colon at the end."""
    return _counting(language, r"\s*:\s*\Z")


@cache
def _announced_inline(language: str | None) -> re.Pattern[str]:
    return _counting(language, r"\s*:\s+(?=\(?(?:1|a)\)\s)")


def _counting(language: str | None, end: str) -> re.Pattern[str]:
    # A language without numbers of its own here (French) has none; an empty alternative would match anything.
    words = "|".join(sorted(cardinals(language), key=lambda word: (-len(word), word))) or r"(?!)"
    times = "|".join(topic_words("numbers", "times"))
    return re.compile(
        rf"(?<![\w-])(?P<number>{words})\s+(?!(?:{times})\b)(?P<noun>[^\W\d_][\w-]+)(?:\s+[^\W\d_][\w-]*){{0,4}}{end}",
        re.IGNORECASE,
    )


def _count(announced: re.Match[str]) -> int:
    return cardinals(None)[announced["number"].lower()]


def _is_loose(text: str, announced: re.Match[str]) -> bool:
    """Whether words before or behind the number say that it does not count all that follows."""
    before = text[max(0, announced.start() - 25) : announced.start()]
    said = announced.group()
    return bool(
        _loose_before().search(before)
        or re.search(r"\b(?:van de|of the|van|of)\b", said, re.IGNORECASE)
        or any(re.search(rf"(?<!\w){word}(?!\w)", before.lower()) for word in cardinals(None))
        or re.search(
            r"\b(?:stap|step|deel|part|fase|phase|optie|option|hoofdstuk|chapter|artikel|article)\s+\Z", before, re.I
        )
    )


@cache
def _loose_before() -> re.Pattern[str]:
    words = [word for word in topic_words("numbers", "loose") if word not in ("volgende", "andere", "other", "next")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\s+(?:\w+\s+)?\Z", re.IGNORECASE)


def _items(blocks: Sequence[Block], at: int) -> list[Block]:
    """The items of the list that follows at once; none when it may go on behind text of its own."""
    level = blocks[at + 1].level if at + 1 < len(blocks) and blocks[at + 1].kind == "list_item" else 0
    if not level or (blocks[at].kind == "list_item" and blocks[at].level >= level):
        return []
    items: list[Block] = []
    for place in range(at + 1, len(blocks)):
        block = blocks[place]
        if block.kind == "footnote":
            continue
        if block.kind != "list_item":
            following = blocks[place + 1 : place + 4]
            return [] if any(item.kind == "list_item" for item in following) else items
        if block.level < level:
            return items
        if block.level == level:
            items.append(block)
    return items


def _inline(facts: Facts, document: Document, block: Block) -> Iterator[Finding]:
    """ "three parts: 1) a bridge and 2) a road" in one paragraph."""
    announced = _announced_inline(document.language).search(block.text)
    if not announced or _is_loose(block.text, announced):
        return
    marks = list(_INLINE.finditer(block.text, announced.end()))
    names = [mark[1] for mark in marks]
    expected = (
        [str(number) for number in range(1, len(names) + 1)] if names[:1] == ["1"] else list("abcdefghi")[: len(names)]
    )
    if len(names) >= 2 and names == expected and len(names) != _count(announced):
        spots = [Spot(document, block.index, Span(mark.start(), mark.end())) for mark in marks]
        yield _tell(facts, document, block, announced, spots)


def _tell(facts: Facts, document: Document, block: Block, announced: re.Match[str], spots: list[Spot]) -> Finding:
    words = f"{announced['number']} {announced['noun']}"
    span = Span(announced.start(), announced.end("noun"))
    return Finding(
        "number-count",
        "warning",
        facts.say(_MESSAGES, words=words, count=len(spots)),
        Spot(document, block.index, span),
        tuple(Related(spot, facts.say(_ITEM, number=number)) for number, spot in enumerate(spots, 1)),
        confidence=0.75,
    )


RULE = rule("number-count", "warning", check)
