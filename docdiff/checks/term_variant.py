"""One term is spelt in two ways.

What it finds: "start-ups" beside "startups", "NAVO top" beside "NAVO-top", "MKB" beside "mkb", "Ministeriele" beside
    "Ministeriële": forms that differ by hyphen, space, accent or capitals. The form used less is reported, with all
    forms and how often each was written; a passage that is copied counts once. A warning within one document; between
    documents a space too many is told as information, and hyphens and capitals, of which every author has a style,
    with low confidence (under 0.6).
Why: the reader asks whether two things are meant, and a search finds only half of them.
Finds:
    De startups groeien snel. / Veel startups komen uit Delft. / De regering helpt start-ups en anderen.
    Tijdens de NAVO-top in Den Haag. / De NAVO-top was in juni. / Na de NAVO top in Den Haag sprak de raad hierover.
    De financiële steun en de financiële lasten. / De raad besprak de financiele steun van het land.
    Het mkb groeit, en het mkb is groot. / Wij zien dat het MKB in de stad groeit.
    We built a threadpool in it. / A thread pool makes it fast, and the thread pool is small.
    The non-paper is here. / A non-paper was sent. / The members read the nonpaper in the room.
    [2026-01-01] Ons kenmerk: 7-A. De NAVO-top is in juni, en na de NAVO-top is er rust. || [2026-02-01] Uw kenmerk:
        7-A. Op de NAVO top sprak de raad hierover.
Quiet:
    De startups groeien snel. / Startups komen uit Delft.  # a sentence begins
    [2026-01-01] Ons kenmerk: 7-A. De startups groeien, en startups zijn goed. || [2026-02-01] Uw kenmerk: 7-A. De
        start-ups in het land groeien, en start-ups zijn goed.  # another author's house style
    De te volgen procedure wordt door het land bepaald. / La procédure est la même pour tous les états de la région.
    Op de lange termijn zien wij een langetermijnplan en de langetermijn.
    Zij sprak over "start ups" en wij over startups. / De startups groeien.  # quoted
    Zie www.start-ups.nl voor de startups. / De startups groeien.  # an address
    Een hoog-risico systeem heeft een hoog risico.  # an adjective and a noun
    The long-term plan helps in the long term.  # both are right in English
    We log in with the login of today.
    He may be late, and maybe we are.
    De café's van de stad en het café op de hoek.
    Het een of één van de twee, en voor of vóór de deur.
    Typ gpg in het venster, en gpg doet het. / GPG is een merk, en GPG is klein.  # a command
    Het is een plug-in, en de plug-in is klein. / Zie [PLUGIN] voor het boek.  # a key
    De samenwerking heet cooperation, en cooperation is goed. / Dat is de Conférence de Coopération.  # a name
    A stored query is kept as StoredQuery, and StoredQuery is read as a stored query.  # a name in a program
    The FOREIGN KEY is a foreign key, and a foreign key is a key.
    The work is set up by the setup of the house.
Options: ignore = []: terms that may be spelt in any way, each in one of its spellings
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from docdiff.checks.base import Finding, Fix, Related, Severity, rule
from docdiff.facts import Facts
from docdiff.facts.acronyms import key_of
from docdiff.facts.terms import Form, Term, fold, looks_like_word
from docdiff.locale import topic_words
from docdiff.locale.editing import editing_pairs, editing_words
from docdiff.model import Document
from docdiff.text import guess_language

_MESSAGES = {
    "here": {
        "en": "“{written}” ({few}) is mostly spelt “{usual}” ({many}) in this document.",
        "nl": "„{written}” ({few}) staat in dit document meestal als „{usual}” ({many}).",
    },
    "even": {
        "en": "“{written}” ({few}) is also spelt “{usual}” ({many}) in this document.",
        "nl": "„{written}” ({few}) staat in dit document ook als „{usual}” ({many}).",
    },
    "across": {
        "en": "“{written}” ({few}) is mostly spelt “{usual}” ({many}) in the other documents.",
        "nl": "„{written}” ({few}) staat in de andere documenten meestal als „{usual}” ({many}).",
    },
}
_USUAL = {"en": "“{form}” ({count})", "nl": "„{form}” ({count})"}
_ALSO = {"en": "“{form}” here as well", "nl": "hier ook „{form}”"}
_REASONS = {
    "accent": {"en": "only an accent differs", "nl": "alleen een accent verschilt"},
    "hyphen": {"en": "only a hyphen differs", "nl": "alleen een koppelteken verschilt"},
    "space": {"en": "only a space differs", "nl": "alleen een spatie verschilt"},
    "capitals": {"en": "only the capitals differ", "nl": "alleen de hoofdletters verschillen"},
}
_CONFIDENCES = {"accent": 0.9, "hyphen": 0.8, "space": 0.75, "capitals": 0.7}
_EVEN = 0.7  # each as often: nothing says which is right
_HOUSE_STYLE = ("hyphen", "capitals")  # which every author has their own; a space inside a Dutch word is nobody's
_ELSEWHERE = 0.7
_INNER_CAPITAL = re.compile(r"\b[A-Za-z]?[a-z]+[A-Z][a-z]")
_MOST = 20  # places shown as evidence


def check(facts: Facts) -> Iterator[Finding]:
    told: set[tuple[int, int, int]] = set()
    # Shorter terms first: who is told of "MKB" need not be told of "MKB-bedrijven".
    ignored = {fold(word.replace(" ", "")) for word in facts.option("term-variant", "ignore", [])}
    for term in sorted(facts.terms, key=lambda term: (len(term.key), term.key)):
        if term.key in ignored:
            continue
        for finding in _judge(facts, term):
            places = {(id(finding.at.document), finding.at.block, finding.at.span.end)}
            places.add((id(finding.at.document), finding.at.block, finding.at.span.start))
            if told.isdisjoint(places):
                yield finding
            told |= places


def _judge(facts: Facts, term: Term) -> Iterator[Finding]:
    within = [
        finding
        for position, forms in term.forms.items()
        for finding in _within(facts, facts.documents[position], term, forms)
    ]
    yield from within
    if not within and len(term.forms) > 1:
        yield from _across(facts, term)


def _within(facts: Facts, document: Document, term: Term, forms: tuple[Form, ...]) -> Iterator[Finding]:
    if len(forms) < 2 or facts.is_technical(document):
        return
    everywhere = Counter(form.style for others in term.forms.values() for form in others for _ in range(form.count))
    usual, *others = sorted(forms, key=lambda form: (-form.count, -everywhere[form.style], _rank(form)))
    for other in others:
        kind = _difference(facts, document, other, usual)
        if kind:
            which = "here" if usual.count > other.count else "even"
            yield _report(facts, kind, which, other, usual, [form for form in forms if form is not other])


def _across(facts: Facts, term: Term) -> Iterator[Finding]:
    """The style that most documents' words have against the others; each other style is one finding."""
    totals: dict[str, Form] = {}
    for forms in term.forms.values():
        for form in forms:
            known = totals.get(form.style)
            joined = Form(form.style, form.count + known.count, known.places + form.places) if known else form
            totals[form.style] = joined
    usual, *others = sorted(totals.values(), key=_rank)
    for other in others:
        document = other.places[0].document
        kind = None if facts.is_technical(document) else _difference(facts, document, other, usual)
        if kind and usual.count > other.count:
            yield _report(facts, kind, "across", other, usual, [usual])


def _rank(form: Form) -> tuple[int, int, str]:
    """The commonest first; of two as common, the one that stands earlier in its document."""
    return -form.count, form.places[0].block, form.style


def _difference(facts: Facts, document: Document, few: Form, many: Form) -> str | None:
    """By what two forms differ; None when both may be right."""
    one, two = few.style, many.style
    languages = {_language(form) for form in (few, many)} - {None}
    if len(languages) > 1:
        return None  # "procedure" in the Dutch text of a treaty, "procédure" in the French
    if _is_distinct(one, two) or _is_title(few) != _is_title(many) or _is_identifier(few) or _is_identifier(many):
        return None
    if _is_shouted(one) != _is_shouted(two) or any(letter.isdecimal() for letter in one + two):
        return None  # "[PLUGIN-7]" beside "plug-in", and what programs number
    if " " in one and " " in two and one.lower() == two.lower():
        return None  # "POSIX mode" beside "posix mode", a program's name
    if " " in one or " " in two:
        return "space" if _may_join(document, few, many) else None
    plain, other = _plain(one), _plain(two)
    if plain == other:
        return None if _is_foreign(few) else "accent"
    if plain.lower() == other.lower():
        return "capitals" if _is_small_acronym(two) and _is_acronym(few, many, document) else None
    return "hyphen" if plain.replace("-", "").lower() == other.replace("-", "").lower() else None


def _is_foreign(few: Form) -> bool:
    """Whether a rare form with an accent stands in names only, which may be of another language ("Coopération")."""
    return few.style != _plain(few.style) and all(spot.text[0].isupper() for spot in few.places)


def _is_identifier(form: Form) -> bool:
    """Whether a word is run together with capitals inside, as names in programs are: "tableName", "ThreadPool"."""
    return bool(_INNER_CAPITAL.search(form.places[0].text))


def _is_shouted(style: str) -> bool:
    return style.isupper() and looks_like_word(_bare(style).lower())


def _is_small_acronym(style: str) -> bool:
    """Whether Dutch writes an acronym in small letters ("mkb"); of others the small form is something one types."""
    return key_of(_bare(style).upper()).lower() in topic_words("acronyms", "in_small_letters")


def _is_acronym(few: Form, many: Form, document: Document) -> bool:
    """Whether the capitals are an acronym's, which Dutch may write small; in English "rpm" is a command."""
    return not looks_like_word(_bare(few.style).lower()) and "en" not in (
        _language(few),
        _language(many),
    )


def _may_join(document: Document, few: Form, many: Form) -> bool:
    """Whether a space where others have a hyphen or nothing is wrong.

    English writes "in the long term" and "a long-term plan", so there only a word in one counts against two.
    """
    spaced = few if " " in few.style else many
    if "-" in spaced.style.split(" ")[0] + spaced.style.split(" ")[1] and _language(spaced) == "en":
        return False
    if not ("-" in few.style or "-" in many.style):
        return True
    if spaced.style.split(" ")[0] in editing_words("adjectives"):
        return False
    return "en" not in (_language(few), _language(many))


def _language(form: Form) -> str | None:
    """The language of the paragraph a form stands in, else that of its document."""
    spot = form.places[0]
    return guess_language([spot.document.blocks[spot.block].text], least=4) or spot.document.language


def _is_distinct(one: str, two: str) -> bool:
    pairs = editing_pairs("distinct")
    return (
        pairs.get(one) == two
        or pairs.get(two) == one
        or pairs.get(_bare(one)) in (one, two, _spaced(one), _spaced(two))
    )


def _bare(style: str) -> str:
    return re.sub("[- ]", "", style)


def _spaced(style: str) -> str:
    return style.replace("-", " ")


def _is_title(form: Form) -> bool:
    """Whether it is two words with capitals, as titles have them: "Defensie Projecten Overzicht"."""
    return bool(re.fullmatch(r"[A-Z][a-z]\w*\s[A-Z][a-z]\w*", form.places[0].text))


def _plain(style: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", style) if not unicodedata.combining(letter))


def _report(facts: Facts, kind: str, which: str, few: Form, usual: Form, others: list[Form]) -> Finding:
    at = few.places[0]
    written = " ".join(at.text.split())
    shown = _shown(usual)
    message = facts.say(_MESSAGES[which], written=written, few=few.count, usual=shown, many=usual.count)
    ranked = sorted(others, key=_rank)
    evidence = [
        Related(spot, facts.say(_USUAL, form=_shown(form), count=form.count))
        for form in ranked
        for spot in form.places[: _MOST // len(ranked)]
    ]
    evidence += [Related(spot, facts.say(_ALSO, form=written)) for spot in few.places[1:_MOST]]
    clear = usual.count >= 3 * few.count
    fix = Fix(at, _recase(shown, written)) if clear and kind in ("accent", "hyphen") else None
    confidence = _CONFIDENCES[kind] * (1 if usual.count > few.count else _EVEN)
    if which == "across" and kind in _HOUSE_STYLE:
        confidence *= _ELSEWHERE
    if kind == "accent" and few.style != _plain(few.style):
        confidence *= 0.7  # the rare form has the accent: in a name or a word of another language, it may be right
    severity: Severity = "info" if which == "across" else "warning"
    return Finding(
        "term-variant", severity, message, at, tuple(evidence), fix, confidence, reasons=(facts.say(_REASONS[kind]),)
    )


def _shown(form: Form) -> str:
    return " ".join(min((spot.text for spot in form.places[:5]), key=lambda text: text != text.lower()).split())


def _recase(usual: str, written: str) -> str:
    return usual[:1].upper() + usual[1:] if written[:1].isupper() else usual


RULE = rule("term-variant", "warning", check, options={"ignore": []})
