"""Something was left behind that no reader should see: a mark of a conversion, a note to the writer, a device's path.

What it finds: "[image: /private/var/…]" and other paths of somebody's device where a picture or file is named, word
    processors' failed references ("Error! Reference source not found"), gaps that were never filled ("[invullen]",
    "XX maart", "EUR XX"), TODO and the like as a note; and as information empty marks of a conversion ("[image: ]",
    "[bookmark: _GoBack]"). Page numbers are what a page carries, and a form with many gaps is a form.
Why: it shows how the text was made, sometimes by whom, and that it was not read once more.
Finds:
    [image: /private/var/mobile/Containers/Data/tmp/picture.png] / Geachte voorzitter,
    See annex 3 and Error! Reference source not found. for the amounts.
    The council met on XX March 2026 in York.
    TODO: ask the ministry for the amount.
    Het bedrag is EUR XX miljoen, zie [invullen].
    Hierbij zend ik u het verslag van XX maart jl. en bijlage XX.
    Hierbij zend ik u het verslag, dat in bijlage XX van deze brief staat.
    De nota [PM: nummer toevoegen] gaat over de brug (Kamerstuk 12 345, nr. PM).
    Geachte heer [naam], / Op xx-03-2026 schreef u ons.
    [bookmark: _GoBack] / Zie de brief van [datum invullen].
Quiet:
    The file TODO in the folder lists what is to be done.
    Louis XX never was, but chapter XX and the XXth century are.
    De XXe eeuw en artikel XX van het verdrag.
    Zie bijlage XX bij de verordening, en bijlage XX. / Zie ook bijlage XIX.  # twenty
    The meeting begins at 3 p.m., and the bridge opens at no. 3.
    Dear [name], / on [date] you wrote to us about [subject]. / We shall come to [place] on [day].  # a form
    "Wij […] zijn tevreden", schreef hij [in de brief].
    Pagina 1 van 22
    Zie figuur 3 en de map /home/user/letters op de computer.
Options: words = []: words that no finished text of this house has, such as "CONCEPT"; written as given
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from docdiff.checks.base import Finding, Related, Severity, rule
from docdiff.facts import Facts
from docdiff.facts.prose import without_code
from docdiff.locale import date_words, languages, topic_words
from docdiff.locale.editing import editing_words
from docdiff.model import Block, Document, Span, Spot
from docdiff.text import has_one

_MESSAGES = {
    "path": {
        "en": "The path of a file on somebody's device was left in the text.",
        "nl": "In de tekst is het pad van een bestand op iemands apparaat blijven staan.",
    },
    "broken": {
        "en": "A reference failed and its error message was left in the text: “{text}”.",
        "nl": "Een verwijzing is mislukt en de foutmelding is blijven staan: „{text}”.",
    },
    "gap": {
        "en": "“{text}” still has to be filled in.",
        "nl": "„{text}” moet nog worden ingevuld.",
    },
    "note": {
        "en": "“{text}” looks like a note to the writer that was left in the text.",
        "nl": "„{text}” lijkt een aantekening voor de schrijver die is blijven staan.",
    },
    "mark": {
        "en": "“{text}” was left behind by a conversion.",
        "nl": "„{text}” is bij een conversie blijven staan.",
    },
}
_AGAIN = {"en": "here as well", "nl": "hier ook"}
_REASONS = {"en": "no finished text has this", "nl": "in een voltooide tekst staat dit niet"}
_SEVERITIES: dict[str, Severity] = {"mark": "info"}
_CONFIDENCES = {"path": 0.95, "broken": 0.95, "gap": 0.8, "note": 0.75, "mark": 0.9}
_DEVICE = r"(?:/(?:private/)?var/|/Users/|/home/|/tmp/|file://|[A-Za-z]:\\)"
_PATH = re.compile(rf"\[(?:image|picture|afbeelding|file|bestand)\s*:\s*{_DEVICE}[^\]]*\]?|\bfile://+[^\s\])>]+")
_MARK = re.compile(r"\[(?:image|picture|bookmark|afbeelding)\s*:\s*(?:_\w*)?\s*\]")
_NOTE = re.compile(r"(?:^|[\[(<{]|(?<=[.;!?] ))\s*\b(?:TODO|FIXME|TBD|TBC|NTB)\b(?:\s*[:\]})>!]|\s*$)")
# One of these is in every leftover.
_SIGNS = ("[", "!", "PM", "p.m.", "file:", "XX", "xx", "TODO", "FIXME", "TBD", "TBC", "NTB", "Lorem", "lorem")
_FORM = 4  # gaps of different kinds in brackets; a document with so many is meant to be filled in


def check(facts: Facts) -> Iterator[Finding]:
    for document in facts.documents:
        if not facts.is_technical(document):
            yield from _find(facts, document)


def _find(facts: Facts, document: Document) -> Iterator[Finding]:
    own = _own_words(tuple(facts.option("leftover", "words", [])))
    places: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    has_romans = any(_roman().search(block.text) for block in document.body)
    for block in map(without_code, document.blocks):
        for kind, start, end in (*_leftovers(block), *_own(block, own), *_annexes(block, has_romans)):
            spot = Spot(document, block.index, Span(start, end))
            # Paths name a file each; what matters is that they are there.
            places[kind, "" if kind == "path" else spot.text].append(spot)
    is_form = sum(kind == "gap" and text.startswith("[") for kind, text in places) >= _FORM
    for (kind, text), (first, *others) in places.items():
        if not (kind == "gap" and is_form):
            again = tuple(Related(spot, facts.say(_AGAIN)) for spot in others)
            message = facts.say(_MESSAGES[kind], text=" ".join(text.split()))
            severity = _SEVERITIES.get(kind, "warning")
            reasons = (facts.say(_REASONS),)
            yield Finding("leftover", severity, message, first, again, None, _CONFIDENCES[kind], reasons=reasons)


def _leftovers(block: Block) -> Iterator[tuple[str, int, int]]:
    text = block.text
    if not has_one(text, _SIGNS):
        return
    for kind, pattern in (("path", _PATH), ("mark", _MARK), ("note", _NOTE), ("broken", _broken()), ("gap", _gap())):
        for match in pattern.finditer(text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield kind, start, match.end()


def _annexes(block: Block, has_romans: bool) -> Iterator[tuple[str, int, int]]:
    """ "bijlage XX", unless it may be the twentieth: of another paper, or of one that counts in Roman numerals."""
    for match in () if has_romans or "XX" not in block.text else _annex().finditer(block.text):
        yield "gap", *match.span()


@cache
def _roman() -> re.Pattern[str]:
    words = {word for kind in ("annex", "article", "section") for word in topic_words("references", kind)}
    return re.compile(rf"(?<!\w)(?i:{'|'.join(sorted(map(re.escape, words)))}) (?!XX\b)[IVXLC]+\b")


@cache
def _annex() -> re.Pattern[str]:
    annexes = "|".join(map(re.escape, topic_words("references", "annex")))
    elsewhere = "|".join(map(re.escape, topic_words("references", "elsewhere")))
    own = "|".join(map(re.escape, topic_words("references", "own")))
    return re.compile(rf"(?<!\w)(?i:{annexes})\sXX\b(?!,? (?:{elsewhere}) (?!{own}))")


@cache
def _own_words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)") if words else None


def _own(block: Block, words: re.Pattern[str] | None) -> Iterator[tuple[str, int, int]]:
    """The words that the settings name."""
    for match in words.finditer(block.text) if words else ():
        yield "note", *match.span()


@cache
def _broken() -> re.Pattern[str]:
    words = sorted(topic_words("editing", "broken"))
    return re.compile("|".join(map(re.escape, words)))


@cache
def _gap() -> re.Pattern[str]:
    """Words such as "to be completed" in square brackets, and XX where a day, a month or an amount belongs."""
    words = "|".join(map(re.escape, sorted(editing_words("placeholders"), key=lambda word: (-len(word), word))))
    fields = "|".join(map(re.escape, sorted(editing_words("fields"))))
    numbered = "|".join(map(re.escape, sorted(editing_words("numbered"))))
    kinds = ("annex", "question", "table", "figure", "section", "footnote")
    targets = "|".join(sorted({re.escape(word) for kind in kinds for word in topic_words("references", kind)}))
    months = "|".join(
        sorted(
            {re.escape(month) for language in languages() for month in date_words(language).months if len(month) > 2}
        )
    )
    return re.compile(
        rf"\[(?i:{words})(?:[ :][^\]]{{0,80}})?\]"
        rf"|\[(?i:{fields})\]"
        rf"|(?<!\w)(?i:{numbered}) ?(?:PM\b|P\.M\.|p\.m\.|XX+\b|xx+\b)"
        rf"|(?<!\w)(?:{targets}) (?:PM|xx)\b"
        rf"|\b(?:XX|xx)\b(?= (?:{months})\b)"
        r"|(?<=[€$£])\s?(?:X{2,}|x{2,})\b|(?<=\b(?:EUR|USD|GBP))\s(?:X{2,}|x{2,})\b"
        r"|\b(?:XX|xx)[-/.](?:XX|xx|\d{1,2})[-/.](?:\d{4}|XX(?:XX)?|xx(?:xx)?)\b|\[(?:X{2,}|x{2,}|_{{3,}}|\?+)\]"
    )


RULE = rule("leftover", "warning", check, options={"words": []})
