"""Lists what stands more than once, a line a pair."""

from __future__ import annotations

from docdiff.checks.passages import numbers, quote
from docdiff.differences import changes
from docdiff.repeats import Duplicate, Duplicates, Suppressed
from docdiff.runs import Passage

_RELATIONS = {
    "en": {
        "identical": "is the same as",
        "same-text": "has the same text as",
        "near": "is nearly the same as",
        "contained": "lies in",
        "parts": "shares {words} words with",
    },
    "nl": {
        "identical": "is gelijk aan",
        "same-text": "heeft dezelfde tekst als",
        "near": "is bijna gelijk aan",
        "contained": "staat in",
        "parts": "deelt {words} woorden met",
    },
}
_LEVELS = {
    "en": {"document": "document", "passage": "passage", "answer": "answer", "block": "paragraph"},
    "nl": {"document": "document", "passage": "passage", "answer": "antwoord", "block": "alinea"},
}
_INSIDE = {
    "en": {"block": "paragraph of answer", "passage": "passage of answer"},
    "nl": {"block": "alinea van antwoord", "passage": "passage van antwoord"},
}
_SILENT = {
    "en": {
        "heading": "a heading",
        "note": "a note",
        "salutation": "a salutation",
        "letter-head": "the head of a letter",
        "party-header": "what a party says before its questions",
        "label": "what numbers a question or an answer",
        "reference": "only refers to another answer",
        "signature": "a signature",
        "table-header": "the head of a table",
        "short": "too short to say anything by itself",
        "boilerplate": "boilerplate",
    },
    "nl": {
        "heading": "een kop",
        "note": "een noot",
        "salutation": "een aanhef",
        "letter-head": "het hoofd van een brief",
        "party-header": "wat een partij voor haar vragen zegt",
        "label": "wat een vraag of antwoord nummert",
        "reference": "verwijst alleen naar een ander antwoord",
        "signature": "een ondertekening",
        "table-header": "de kop van een tabel",
        "short": "te kort om op zichzelf iets te zeggen",
        "boilerplate": "vaste tekst",
    },
}
_TIMES = {"en": "{count} times, not told: {reason}", "nl": "{count} keer, niet gemeld: {reason}"}
_MORE = {"en": "and {count} more", "nl": "en nog {count}"}
_MOST_CHANGES = 4
_NOTHING = {"en": "Nothing stands more than once.", "nl": "Niets staat er meer dan één keer."}


def text(found: Duplicates, *, lang: str = "en") -> str:
    """The pairs, those of whole documents first, then what is suppressed.

    A line has the place, the level, the relation, the other place, how much the two share, and in the notation of a
    redline what differs: `[-there-]` and `{+here+}`.
    """
    lines = [_line(found, pair, lang) for pair in found.pairs] or [_NOTHING[lang]]
    lines += [_suppressed(found, kept, lang) for kept in found.suppressed]
    return "".join(line + "\n" for line in lines)


def _line(found: Duplicates, pair: Duplicate, lang: str) -> str:
    # Of two alike the later one is the repetition; what lies in another is named before it.
    inside = pair.relation == "contained"
    one, other = (pair.a, pair.b) if inside else (pair.b, pair.a)
    sides = pair.questions if inside else pair.questions[::-1]
    share = f"{pair.containment if inside else pair.resemblance:.0%}"
    relation = _RELATIONS[lang][pair.relation]
    if pair.parts:
        shared = [found.texts(pair, part)[1] for part in pair.parts]
        relation = _RELATIONS[lang]["parts"].format(words=sum(len(words.split()) for words in shared))
        share = " / ".join(f"“{quote(words)}”" for words in shared)
    return (
        f"{_place(found, one)}: {_level(pair, lang)}{_numbers(sides[0])} {relation}{_numbers(sides[1])} "
        f"{_place(found, other)} ({share}){_differences(found, pair, lang)}"
    )


def _level(pair: Duplicate, lang: str) -> str:
    numbered = pair.questions[0 if pair.relation == "contained" else 1]
    if len(numbered) == 1 and pair.level in _INSIDE[lang]:
        return _INSIDE[lang][pair.level]
    return _LEVELS[lang][pair.level]


def _differences(found: Duplicates, pair: Duplicate, lang: str) -> str:
    said = []
    for there, here in changes(found.differences(pair)):
        if pair.relation == "contained":
            there, here = here, there
        said.append(" ".join(part for part in (_marked("[-", there, "-]"), _marked("{+", here, "+}")) if part))
    more = [_MORE[lang].format(count=len(said) - _MOST_CHANGES)] if len(said) > _MOST_CHANGES else []
    return ": " + "; ".join(said[:_MOST_CHANGES] + more) if said else ""


def _marked(before: str, words: str, behind: str) -> str:
    return f"{before}{quote(words)}{behind}" if words else ""


def _suppressed(found: Duplicates, kept: Suppressed, lang: str) -> str:
    first = kept.members[0]
    words = quote(found.documents[first.document].blocks[first.first].text)
    times = _TIMES[lang].format(count=len(kept.members), reason=_SILENT[lang][kept.reason])
    return f"{_place(found, first)}: {times}: “{words}”"


def _numbers(found: tuple[int, ...]) -> str:
    return f" {numbers(found)}" if found else ""


def _place(found: Duplicates, passage: Passage) -> str:
    document = found.documents[passage.document]
    first = document.blocks[passage.first].place.line or passage.first + 1
    last = document.blocks[passage.last].place.end_line or passage.last + 1
    return f"{document.source.name}:{first}" + (f"-{last}" if last != first else "")
