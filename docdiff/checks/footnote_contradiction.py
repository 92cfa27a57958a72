"""A footnote names another edition of what its sentence names.

What it finds: the same title in the sentence and in its note, with another season, year, month or number beside it;
    one day in two years; a motion of one member in the sentence and of another in the note; and a name in capitals
    that has lost a word.
Why: one of the two is wrong, and the reader looks up the wrong paper.
Finds:
    Zie de bijlage van de ‘Stand van Defensie najaar 2025’.[^4] / [^4]: Kamerstuk, 20 mei 2026, Stand van Defensie
        voorjaar 2026
    Dat vroeg de motie van het lid Jansen.[^1] / [^1]: Kamerstuk 36 045, nr. 3, motie van het lid Pietersen
    U kent de Regional Water Safety Review al.[^1] / [^1]: Kamerstuk 28, Regional Water Planning Safety Review over 2023
    As the Annual Report on Bridges 2023 says.[^1] / [^1]: Annual Report on Bridges 2024, page 7.
    The third Progress Report on Ferries is out.[^2] / [^2]: Fourth Progress Report on Ferries, May 2026.
    Het bureau schreef dit in zijn rapport van 4 april 2025.[^1] / [^1]: Bureau voor Bruggen, 4 april 2024, blz. 3.
    The board said so in its report of 6 June 2025.[^1] / [^1]: Board, Water for the two sites, 6 June 2024, p. 4.
Quiet:
    De wet geldt per 1 januari 2025.[^1] / [^1]: Staatsblad 2023, 12, in werking op 1 januari 2024.
    Het rapport van 4 april 2025 volgt op dat van 4 april 2024.[^1] / [^1]: Bureau voor Bruggen, 4 april 2024.
    Zie de bijlage van de ‘Stand van Defensie najaar 2025’.[^4] / [^4]: Kamerstuk, 20 mei 2026, Stand van Defensie
        najaar 2025
    In 2025 verscheen de Stand van Defensie.[^4] / [^4]: Stand van Defensie najaar 2025  # no edition in the sentence
    Zie de brief van 3 mei 2025.[^1] / [^1]: Kamerstuk 36 045, nr. 3 van 4 mei 2026  # two papers
    Dat vroeg de motie van het lid Jansen.[^1] / [^1]: Motie van de leden Jansen en Pietersen
    As the Annual Report on Bridges 2023 says.[^1] / [^1]: Annual Report on Bridges 2023 (2024).
    As the Annual Reports of 2023 and 2024 say.[^1] / [^1]: Annual Report 2023; Annual Report 2024.
    The Commission on Water met.[^1] / [^1]: The European Commission on Water and Land.  # a longer name, not the same
Options: none
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from docdiff.checks.base import Finding, Related, rule
from docdiff.checks.copies import once
from docdiff.checks.wording import FOOTNOTE
from docdiff.facts import Facts
from docdiff.facts.acronyms import fold, is_small, same_name
from docdiff.facts.mentions import Mention
from docdiff.facts.notes import NoteMark
from docdiff.locale import date_words, languages, topic_values, topic_words
from docdiff.model import Block, Span, Spot

_REACH = 200  # characters of the sentence before the mark
_MESSAGES = {
    "en": "The sentence says “{here}”, its footnote {number} says “{there}”.",
    "nl": "In de zin staat “{here}”, in voetnoot {number} “{there}”.",
}
_TITLE = {"en": "both name “{title}”", "nl": "beide noemen “{title}”"}
_SAME_DAY = {"en": "the same day and month", "nl": "dezelfde dag en maand"}
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-’'][^\W\d_]+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a sentence or a note; `kind` is "season", "month", "year", "number" or "ordinal" of a slot, or ""."""

    text: str
    key: str
    kind: str
    at: Span


@dataclass(frozen=True, slots=True)
class _Pair:
    """Words of the sentence and of the note that should be equal, and the title both share."""

    mine: Sequence[_Word]
    other: Sequence[_Word]
    title: Sequence[_Word]
    confidence: float


def check(facts: Facts) -> Iterator[Finding]:
    yield from once(facts, _all_documents(facts))


def _all_documents(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        for mark, note in facts.notes(document).pairs:
            text = document.blocks[mark.block].text
            sentence = mark.sentence
            here = _words(text, max(sentence.start, sentence.end - _REACH), sentence.end)
            there = _words(note.text, 0, len(note.text))
            for pair in (_other_slot(here, there), _lost_word(here, there)):
                if pair:
                    yield _tell(facts, mark, note, pair)
                    break
            else:
                yield from _other_year(facts, mark, note)


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [
        _Word(match.group(), same_name(fold(match.group())), _kind(match.group()), Span(*match.span()))
        for match in _TOKEN.finditer(text, start, end)
    ]


def _kind(word: str) -> str:
    if word.isdigit():
        return "year" if len(word) == 4 and 1900 <= int(word) <= 2100 else "number" if len(word) <= 3 else ""
    return _slot_words().get(word.lower(), "")


@cache
def _slot_words() -> dict[str, str]:
    found = {name.lower(): "month" for language in languages() for name in date_words(language).months}
    found |= dict.fromkeys(topic_words("references", "seasons"), "season")
    return found | dict.fromkeys(topic_values("numbers", "ordinals"), "ordinal")


# --- another season, year, number or name -----------------------------------------------------------------------------


def _other_slot(here: Sequence[_Word], there: Sequence[_Word]) -> _Pair | None:
    """A title both have, right before or behind which they have different seasons, years, numbers or names."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(there):
        places.setdefault(word.key, []).append(at)
    for at, word in enumerate(here):
        for other in places.get(word.key, ()):
            if at and other and here[at - 1].key == there[other - 1].key:
                continue  # the run of equal words begins earlier
            length = _equal(here, at, there, other)
            run = here[at : at + length]
            if not _is_title(run):
                continue
            mine, its = _behind(here, at + length), _behind(there, other + length)
            if _contradict(mine, its, here, there, run):
                return _Pair([*run, *mine], [*there[other : other + length], *its], run, 0.9)
            mine, its = _before(here, at), _before(there, other)
            if _contradict(mine, its, here, there, run):
                return _Pair([*mine, *run], [*its, *there[other : other + length]], run, 0.8)
    return None


def _equal(here: Sequence[_Word], at: int, there: Sequence[_Word], other: int) -> int:
    length = 0
    while (
        at + length < len(here) and other + length < len(there) and here[at + length].key == there[other + length].key
    ):
        length += 1
    return length


def _is_title(run: Sequence[_Word]) -> bool:
    """Two words with meaning, which are no slots themselves."""
    return sum(len(word.text) >= 3 and word.text.isalpha() and not is_small(word.key) for word in run) >= 2


def _behind(words: Sequence[_Word], at: int) -> Sequence[_Word]:
    """The slot behind a title: up to two of season, month, year and number, or one name."""
    if at < len(words) and words[at].text in (",", "("):
        at += 1
    slot = [word for word in words[at : at + 1] if word.kind not in ("", "ordinal")]
    if slot:
        return [*slot, *(word for word in words[at + 1 : at + 2] if word.kind == "year" != slot[0].kind)]
    before = words[at - 1].text if 0 < at <= len(words) else ""
    return [word for word in words[at : at + 1] if before.islower() and word.text.istitle() and len(word.text) > 2]


def _before(words: Sequence[_Word], at: int) -> Sequence[_Word]:
    return [word for word in words[max(0, at - 1) : at] if word.kind in ("ordinal", "season")]


def _contradict(
    mine: Sequence[_Word], its: Sequence[_Word], here: Sequence[_Word], there: Sequence[_Word], run: Sequence[_Word]
) -> bool:
    """Whether two slots of one kind have other values, neither of which the other side has at all."""
    if not mine or not its or [word.kind for word in mine] != [word.kind for word in its][: len(mine)]:
        return False
    if mine[0].kind == "number" and sum(word.text[:1].isupper() for word in run) < 2:
        return False  # "zie artikel 3" beside "artikel 5" are two references
    differ = [(a, b) for a, b in zip(mine, its, strict=False) if a.key != b.key]
    if not differ:
        return False
    known_here, known_there = {word.key for word in here}, {word.key for word in there}
    return all(a.key not in known_there and b.key not in known_here for a, b in differ)


# --- the same day of another year -------------------------------------------------------------------------------------


def _other_year(facts: Facts, mark: NoteMark, note: Block) -> Iterator[Finding]:
    """A day that the note has in another year, unless it is the first of a month, on which much begins each year."""
    mentions = facts.mentions(mark.document)
    inside = [item for item in mentions if item.block.index == mark.block and _stands_in(item, mark.sentence)]
    noted = [item for item in mentions if item.block.index == note.index]
    mine, its = ({item.date.day for item in items if item.date.day} for items in (inside, noted))
    for item in inside:
        day = item.date.day
        other = next((found for found in noted if day and _is_same_but_year(day, found.date.day)), None)
        if day and day not in its and other and other.date.day not in mine:
            here, there = item.spot(), other.spot()
            message = facts.say(_MESSAGES, here=_flat(here), there=_flat(there), number=mark.number)
            related = (Related(there, facts.say(FOOTNOTE, number=mark.number)),)
            reasons = (facts.say(_SAME_DAY),)
            yield Finding("footnote-contradiction", "error", message, here, related, None, 0.8, reasons=reasons)
            return


def _stands_in(mention: Mention, sentence: Span) -> bool:
    return sentence.start <= mention.date.span.start < sentence.end


def _is_same_but_year(day: date, other: date | None) -> bool:
    if other is None or day.year == other.year or day.day == 1 or (day.month, day.day) == (12, 31):
        return False
    return (day.month, day.day) == (other.month, other.day)


# --- a name that lost a word ------------------------------------------------------------------------------------------


def _lost_word(here: Sequence[_Word], there: Sequence[_Word]) -> _Pair | None:
    """The last three and more words of a name of the sentence, which the note has with one more in the middle."""
    for name in _names(here):
        for length in range(len(name), 2, -1):
            tail = name[-length:]
            longer = _with_one_more(tail, there)
            if longer:
                return _Pair(tail, longer, tail, 0.7)
    return None


def _names(words: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    """Runs of at least three words in capitals."""
    run: list[_Word] = []
    for word in [*words, None]:
        if word is not None and word.text[:1].isupper() and word.text.isalpha():
            run.append(word)
            continue
        if len(run) >= 3:
            yield run
        run = []


def _with_one_more(name: Sequence[_Word], words: Sequence[_Word]) -> Sequence[_Word] | None:
    keys = [word.key for word in name]
    for at in range(len(words) - len(keys)):
        part = words[at : at + len(keys) + 1]
        if part[0].key != keys[0] or part[-1].key != keys[-1]:
            continue
        for extra in range(1, len(part) - 1):
            if [word.key for word in (*part[:extra], *part[extra + 1 :])] == keys and part[extra].text.istitle():
                return part
    return None


def _tell(facts: Facts, mark: NoteMark, note: Block, pair: _Pair) -> Finding:
    here = Spot(mark.document, mark.block, Span(pair.mine[0].at.start, pair.mine[-1].at.end))
    there = Spot(mark.document, note.index, Span(pair.other[0].at.start, pair.other[-1].at.end))
    title = " ".join(word.text for word in pair.title)
    return Finding(
        "footnote-contradiction",
        "error",
        facts.say(_MESSAGES, here=_flat(here), there=_flat(there), number=mark.number),
        here,
        (Related(there, facts.say(FOOTNOTE, number=mark.number)),),
        confidence=pair.confidence,
        reasons=(facts.say(_TITLE, title=title),),
    )


def _flat(spot: Spot) -> str:
    return " ".join(spot.text.split())


RULE = rule("footnote-contradiction", "error", check)
