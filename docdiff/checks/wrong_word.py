"""A rare word stands where the documents otherwise have another that is much like it.

What it finds: "kennisgenomen van de genoteerde agenda" where the other openings have "de geannoteerde agenda"; and
    slips of the pen: a word written once that has a letter too many or too few, or two swapped, against a word that
    is common in the same documents ("algortimes" beside "algoritmes"). Other forms of a word are no slips: ends of
    words are left alone, and so are words that have relatives in the text, as real words have. Then word forms and
    expressions that are wrong by themselves: "Daarom blijf het kabinet", "dan kan we", "a important step", "could of",
    "ten alle tijden", "een nieuwe mogelijkheden". Quoted words are left alone.
Why: a spelling checker passes the first kind and the last, for the words exist.
Finds:
    De leden hebben kennisgenomen van de geannoteerde agenda voor de raad. / Zij hebben kennisgenomen van de
        geannoteerde agenda en hebben vragen. / Wij hebben kennisgenomen van de genoteerde agenda en danken u.
    De algoritmes zijn goed. / Wij zien algoritmes. / Zulke algoritmes zijn nieuw. / De algoritmes leren. / Elk van de
        algortimes is anders.
    We have read the annotated agenda for this. / They have read the annotated agenda as well. / The council had read
        the anotated agenda for the day.
    The council met. / The councillor met. / The councillor spoke. / Every councillor was here. / One concillor left.
    De stadsgenoten zijn er. / Met stadsgenoten spreken wij. / Alle stadsgenoten zien het. / Veel stadsgenoten zijn het
        eens. / Van stadsgenoten horen wij veel. / Dit kan alleen samen met stadsgenote worden gedaan.
    Daarom blijf het bestuur zich inzetten voor de wijk.
    Er wordt gekeken word of dit anders kan.
    Als het anders is, dan kan we er niet mee verder.
    Ook wordt de maatregelen in de wijk besproken.
    Onlangs kondigden het Koninklijk Instituut aan dat het verhuist.
    De raad kiest voor een nieuwe mogelijkheden in de wijk.
    De raad zal ten alle tijden bereikbaar zijn.
    Dit is een van de belangrijkste reden voor het plan.
    They could of told us before the plan was made.
    This is an new plan, and it is a important step for the town.
    One of the main reason is that the house is old.
    It did not received the letter that we sent to the town.
    The parts are shipped for- and the costs are paid by the town.
Quiet:
    Wij lazen de eerste agenda voor vandaag. / Zij lazen de tweede agenda voor morgen. / Hij las de derde agenda voor
        ons.
    De contracten zijn klaar. / Contracten gelden. / De contracten lopen. / Nieuwe contracten zijn er. / De contacten
        zijn goed, want contact helpt.
    Het gaat om een aanzienlijke som. / Een aanzienlijke stap. / De aanzienlijke kosten. / Dat is aanzienlijk meer.
    They paid the final amount for this. / They paid the final amount for that. / They paid the fiscal amount for it.
    The improved plan is ready. / An improved text. / The improved rules. / We improve it.
    De leden kozen voor de betaalde plaats voor nu. / Kies voor de betaalde plaats voor een dag. / Kies voor de
        onbetaalde plaats voor jou.
    Met inachtneming van de bepalingen van toen. / Met inachtneming van de bepalingen van nu. / Met inachtneming van de
        belangen van allen.
    De stadsgenoten zijn er. / Met stadsgenoten spreken wij. / Alle stadsgenoten zien het. / Veel stadsgenoten zijn het
        eens. / Van stadsgenoten horen wij veel. / Dit kan zij als stadsgenote doen, of een stadsgenoot.
    Wij kijken of dit kan, en blijf het daarna proberen.  # an imperative
    Ik kijk wat ik word of wat ik blijf. / Daarom geef ik het bestuur gelijk.
    Ook wordt de raad en wordt het bestuur besproken. / Ook hebben het bestuur en de raad dit gezegd.
    Een aantal mogelijkheden in de wijk. / Een van de mogelijkheden is er. / Een bijlage uitzonderingen volgt.
    Onlangs kondigden het bestuur en de raad aan dat zij dit doen.
    Het aan- en uitzetten van de lamp kan te allen tijde.
    Hij zei: "ten alle tijden" is geen Nederlands.
    They could of course tell us before the plan was made.
    An hour is a unit of time, and a European year is a useful one. / It is a one-off.
    One of the reasons is that the house is old. / It did not need it, and did not exceed it.
    An ldconfig trigger is an lvalue in the text of the house.
Options: none
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from docdiff.checks.base import Finding, Fix, Related, rule
from docdiff.checks.places import join_places
from docdiff.checks.wording import USUAL
from docdiff.facts import Facts
from docdiff.facts.frames import Replaced, find_replaced
from docdiff.facts.near import near_words, slip_of
from docdiff.facts.slips import WrongForm, find_wrong_forms
from docdiff.facts.words import WORD
from docdiff.locale.editing import editing_pairs, editing_words
from docdiff.model import Document, Span, Spot

_MESSAGES = {
    "frame": {
        "en": "“{written}” stands here where the documents otherwise have “{usual}” ({count}).",
        "nl": "Hier staat „{written}”, waar anders „{usual}” staat ({count}).",
    },
    "slip": {
        "en": "“{written}” looks like a slip for “{usual}”, which is written {count} times.",
        "nl": "„{written}” lijkt een verschrijving van „{usual}”, dat {count} keer voorkomt.",
    },
    "form": {
        "en": "“{written}” is wrong here; it should probably be “{right}”.",
        "nl": "„{written}” is hier niet goed; waarschijnlijk is „{right}” bedoeld.",
    },
    "unknown": {
        "en": "“{written}” does not fit the words around it.",
        "nl": "„{written}” past niet bij de woorden eromheen.",
    },
}
_OTHER = {"en": "“{usual}” in the same place", "nl": "„{usual}” op dezelfde plaats"}
_REASONS = {
    "frame": {"en": "the same words stand around both", "nl": "om beide staan dezelfde woorden"},
    "slip": {
        "en": "one letter too many, too few or swapped, and no word of the text is akin to it",
        "nl": "een letter te veel, te weinig of verwisseld, en geen woord in de tekst is eraan verwant",
    },
    "ending": {
        "en": "its plural is common here, and a singular would need an article",
        "nl": "het meervoud komt hier vaak voor, en een enkelvoud zou een lidwoord hebben",
    },
    "expression": {"en": "this is never right", "nl": "zo is het nooit goed"},
    "verb": {
        "en": "this form of the verb does not go with its subject",
        "nl": "deze vorm van het werkwoord past niet bij het onderwerp",
    },
    "number": {"en": "singular and plural stand together", "nl": "enkelvoud en meervoud staan bij elkaar"},
    "article": {"en": "the article does not go with its noun", "nl": "het lidwoord past niet bij het woord erachter"},
    "word": {"en": "another word that looks alike is meant", "nl": "een ander woord dat erop lijkt is bedoeld"},
    "lost": {"en": "a word is missing", "nl": "er ontbreekt een woord"},
    "hyphen": {"en": "a loose hyphen", "nl": "een los koppelteken"},
}
_LONG = 7  # letters; shorter words have too many neighbours that are words as well
_TAIL = 4  # letters at the end that a slip leaves alone, for there words are inflected
_COMMON = 3
_OFTEN = 5  # times the plural is written for its singular to be a slip
_VERB = re.compile(r"[.,;:]| [a-z]+en\b(?=[.,;]| [a-z]+[dtn]\b)")  # no noun follows
_MOST_LOST = 3  # letters
_ALIKE = 0.75
_SHOWN = 8


def check(facts: Facts) -> Iterator[Finding]:
    told: set[str] = set()
    for replaced in find_replaced(facts.words, lambda word: _is_rare(facts.words.counts, word), _is_like):
        if replaced.word not in told and len(replaced.others) > 1:
            told.add(replaced.word)
            yield _report_frame(facts, replaced)
    yield from _find_slips(facts, told)
    yield from _find_lost_endings(facts)
    yield from join_places(
        facts,
        (
            _report_form(facts, document, form)
            for document in facts.documents
            for form in find_wrong_forms(document, facts.prose(document))
            if form.kind != "article" or not facts.is_technical(document)
        ),
    )


def _report_form(facts: Facts, document: Document, form: WrongForm) -> Finding:
    kind = "form" if form.right else "unknown"
    message = facts.say(_MESSAGES[kind], written=form.at.text, right=form.right)
    fix = Fix(form.at, form.right) if form.right else None
    reasons = (facts.say(_REASONS[form.kind]),)
    return Finding("wrong-word", "warning", message, form.at, (), fix, form.confidence, reasons=reasons)


def _is_rare(counts: Counter[str], word: str) -> bool:
    return len(word) >= _LONG and word.isalpha() and counts[word] == 1 and not counts[word.capitalize()]


def _is_like(word: str, other: str) -> bool:
    """Whether two words are close enough to be taken for each other, and are not two forms of one or two opposites."""
    if not _holds(max(word, other, key=len), min(word, other, key=len)):
        return False
    if len(other) < _LONG or word.endswith(other) or other.endswith(word) or word[-3:] != other[-3:]:
        return False
    return word[:2] == other[:2] and Indel.normalized_similarity(word, other) >= _ALIKE


def _holds(long: str, short: str) -> bool:
    """Whether `short` is `long` with up to three letters lost: "belangen" is no slip of "bepalingen"."""
    letters = iter(long)
    return 0 < len(long) - len(short) <= _MOST_LOST and all(letter in letters for letter in short)


def _report_frame(facts: Facts, replaced: Replaced) -> Finding:
    message = facts.say(_MESSAGES["frame"], written=replaced.word, usual=replaced.other, count=len(replaced.others))
    evidence = tuple(Related(spot, facts.say(_OTHER, usual=replaced.other)) for spot in replaced.others[:_SHOWN])
    again = tuple(Related(spot, replaced.word) for spot in _places(facts, replaced.word) if spot != replaced.at)
    fix = Fix(replaced.at, replaced.other) if len(replaced.others) > 2 else None
    reasons = (facts.say(_REASONS["frame"]),)
    confidence = min(0.9, 0.55 + 0.1 * len(replaced.others))
    return Finding("wrong-word", "warning", message, replaced.at, evidence + again, fix, confidence, reasons=reasons)


def _find_slips(facts: Facts, told: set[str]) -> Iterator[Finding]:
    known: Counter[str] = Counter()
    for word, count in facts.words.counts.items():
        for part in word.split("-"):
            known[part.lower()] += count
    rare = (
        word for word, count in facts.words.counts.items() if _is_rare(facts.words.counts, word) and known[word] == 1
    )
    common = [word for word, count in known.items() if count >= _COMMON and word.isalpha() and len(word) >= _LONG - 1]
    found: dict[str, str] = {}
    near = near_words(rare, common, head=1, tail=_TAIL - 2)  # two letters swapped leave two behind them
    listed = sorted(known) if near else []
    for word, others in near.items():
        likely = [other for other in others if _is_slip(word, other, known, listed)]
        if likely and word not in told:
            found[word] = max(likely, key=lambda other: (known[other], other))
    if found:
        yield from _report_slips(facts, found)


def _is_slip(word: str, right: str, known: Counter[str], listed: Sequence[str]) -> bool:
    slip = slip_of(word, right)
    if slip is None:
        return False
    if editing_pairs("distinct").get(word) == right:
        return False
    kind, at = slip
    inside = at > 0 and len(word) - at >= _TAIL
    return kind != "other" and inside and not _has_kin(word[: at + 2], listed) and not _is_compound(word, known)


def _has_kin(prefix: str, listed: Sequence[str]) -> bool:
    """Whether a second of the words, which are in alphabetical order, begins like one of them does."""
    second = bisect_left(listed, prefix) + 1
    return second < len(listed) and listed[second].startswith(prefix)


def _find_lost_endings(facts: Facts) -> Iterator[Finding]:
    """Plurals without their last letter, behind a preposition and without an article: "samen met bondgenote"."""
    counts = facts.words.counts
    cut = {
        word[:-1]: word
        for word, count in counts.items()
        if count >= _OFTEN and word.endswith("en") and len(word) > _LONG and counts[word[:-1]] == 1
    }
    if not cut:
        return
    places = _find_places(facts, set(cut))
    for word, spots in places.items():
        first = spots[0]
        text = first.document.blocks[first.block].text
        before, behind = text[: first.span.start].split()[-1:], text[first.span.end :]
        if before and before[0] in editing_words("prepositions", first.document.language) and _VERB.match(behind):
            right = cut[word]
            count = _count_written(facts, {right})[right]
            yield _report_slip(facts, word, right, count, spots, _find_places(facts, {right}), "ending")


def _is_compound(word: str, known: Counter[str]) -> bool:
    """Whether it is made of two words of the text: "voort" and "komen"."""
    return any(known[word[:at]] and known[word[at:]] for at in range(4, len(word) - 3))


def _report_slips(facts: Facts, found: dict[str, str]) -> Iterator[Finding]:
    places = _find_places(facts, set(found) | set(found.values()))
    counts = _count_written(facts, set(found.values()))
    for word, right in found.items():
        if word not in places or facts.is_technical(places[word][0].document):
            continue
        yield _report_slip(facts, word, right, counts[right], places[word], places, "slip")


def _report_slip(
    facts: Facts, word: str, right: str, count: int, spots: list[Spot], places: dict[str, list[Spot]], reason: str
) -> Finding:
    first, *again = spots
    message = facts.say(_MESSAGES["slip"], written=word, usual=right, count=count)
    evidence = tuple(Related(spot, facts.say(USUAL, usual=right)) for spot in places.get(right, [])[:_SHOWN])
    evidence += tuple(Related(spot, word) for spot in again)
    fix = Fix(first, right) if count > _COMMON else None
    reasons = (facts.say(_REASONS[reason]),)
    return Finding("wrong-word", "warning", message, first, evidence, fix, 0.75, reasons=reasons)


def _count_written(facts: Facts, words: set[str]) -> Counter[str]:
    """How often each of `words` was written in whatever case, alone or in a compound with a hyphen."""
    found: Counter[str] = Counter()
    for name, count in facts.words.counts.items():
        for word in words.intersection(name.lower().split("-")):
            found[word] += count
    return found


def _places(facts: Facts, word: str) -> list[Spot]:
    return _find_places(facts, {word}).get(word, [])


def _find_places(facts: Facts, words: set[str]) -> dict[str, list[Spot]]:
    """Where the words stand, copies of passages included."""
    found: dict[str, list[Spot]] = {}
    for document in facts.documents:
        for block in facts.prose(document):
            for match in () if words.isdisjoint(facts.words.of(block)) else WORD.finditer(block.text):
                if match[0] in words and not _is_code(block.text, match):
                    found.setdefault(match[0], []).append(Spot(document, block.index, Span(*match.span())))
    return found


def _is_code(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()] in tuple("-./_@\\") or bool(
        re.match(r"[._/@]\w", text[match.end() :])
    )


RULE = rule("wrong-word", "warning", check)
