"""A word stands twice in a row, or a verb twice in one clause.

What it finds: "that that mainly", "the the", "in de de zaal"; and the same auxiliary verb on both sides of a name
    ("Zo heeft Acme heeft"), as when a sentence was begun anew, or twice in the first clause of a question; in Dutch
    also both behind the subject and at the end of one clause ("kan in dit geval geen uitspraken kan doen"), and a
    phrase that is said again after a word or two ("for small and mid-sized firms, mainly for small and mid-sized
    firms"). Words that are right twice in some sentences are told in others ("dit is is", "steeg in in de maand"). What
    languages rightly repeat ("die die", "had had", "know that that is") is left alone, and so are names ("Duran
    Duran"), words quoted as words, cries and code. In a manual full of code only small words count: "matches shell
    pattern pattern" is right there.
Why: eyes skip it, above all over a line end; readers who do see it doubt the rest.
Finds:
    These are companies that that mainly produce drones.
    The body of the the function holds this code.
    You do not need all the commits you have have.
    What is right is that that they rely on it.
    De leden lezen in de de brief dat dit anders is.
    De kosten van van de brug zijn hoog, en dit is voor de gemeente te veel.
    Dit is is niet wat de raad met de brug en de weg wilde.
    De raad kwam bijeen in het het oude huis aan de haven van het dorp.
    De prijs van brood steeg in in de maanden mei en juni van het jaar.
    The team made a readout of of the errors that they had seen in the week.
    In May the town and its people saw that we we had to go on with the plan.
    The price of bread is is higher than that of milk and of butter.
    We saw the same rise in in the price of bread and of butter.
    Zo heeft Acme heeft een overeenkomst getekend.
    Kunnen de plannen (ook die van later) snel kunnen worden uitgevoerd?
    Over de plannen worden vanwege de veiligheid geen uitspraken worden gedaan.
    De raad heeft in het najaar heeft besloten dit te doen.
    The town helps in some cases such as small and mid-sized firms, mainly for small and
        mid-sized firms.
    Wij zien dat de de raad dit besloot. / Zie hierboven. / Wij zien dat de de raad dit besloot.  # one finding
Quiet:
    Hij vraagt of of hij of zij de zaal reserveert, en wij weten dat de de facto leider er is.
    We know that that is the case.
    Wat goed is is goed, en de vraag die er is is lang niet nieuw voor de leden van de raad.
    De wet treedt in in het voorjaar, en als het het kabinet behaagt ook voor de dorpen.
    Daar houden de leden van van de zomer tot de winter.
    The town that she lived in in the war is on the coast of the north.
    The powers they have have been extended by the new law of this year.
    Wij weten niet of de site al al het materiaal bevat dat wij van het oude archief hebben.
    De raad is er voor de stad, zowel als vriend als als vijand van het plan.
    Wie de tijd heeft heeft er ook zin in, en de leden van de raad zijn dat met ons eens.
    We assure you you will get the letter of the town in the week of the vote.
    What the town is capable of of all things was not known to us or to you.
    What it is is a mess, and the town of the day has to see to it.
    He had had enough of it.
    The book says that that law is old.
    They listened to Duran Duran all evening.
    No no no, that is not so.
    The words "the the" are an error.
    We read the high-level plan of the high high-rise.
    De landen die die steun geven, zijn tevreden.
    Het voorstel treedt in in 2027.  # a verb's particle and a preposition
    Wij weten dat dat boek er is.
    Dat de plannen de zijne zijn zijn wij eens.
    Kunnen de leden zeggen of zij dit kunnen?
    Wat Acme heeft, heeft Beta ook.
    De plannen die in mei worden gemaakt worden in juni uitgevoerd.
    De plannen worden gemaakt en worden uitgevoerd.
    Wie een plan heeft gemaakt heeft vaak ook haast gemaakt.
    The members of the old and new board met the members of the old and new council.
    The price of an open source licence or the price of an open source service is low.
Options: none
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from operator import eq

from docdiff.checks.base import Finding, Fix, Related, rule
from docdiff.checks.places import join_places
from docdiff.facts import Facts
from docdiff.facts.phrases import find_said_again
from docdiff.locale.editing import editing_groups, editing_words
from docdiff.model import Block, Document, Span, Spot
from docdiff.text import guess_language

_MESSAGES = {
    "en": "“{word}” stands here twice in a row.",
    "nl": "„{word}” staat hier twee keer achter elkaar.",
}
_VERB_MESSAGES = {
    "en": "The verb “{word}” stands twice in this clause; one of the two should probably go.",
    "nl": "Het werkwoord „{word}” staat twee keer in deze zin; een van de twee kan waarschijnlijk weg.",
}
_PHRASE_MESSAGES = {
    "en": "“{phrase}” is said twice in this sentence.",
    "nl": "„{phrase}” staat twee keer in deze zin.",
}
_SAID = {"en": "the same words just before", "nl": "dezelfde woorden vlak ervoor"}
_OTHER = {"en": "the same verb in this clause", "nl": "hetzelfde werkwoord in deze zin"}
_REASONS = {
    "small": {
        "en": "a small word that is never rightly doubled",
        "nl": "een klein woord dat nooit terecht dubbel staat",
    },
    "seldom": {
        "en": "nothing before it in the sentence makes it right",
        "nl": "niets ervoor in de zin maakt het juist",
    },
    "content": {
        "en": "the same word twice with only a space between",
        "nl": "tweemaal hetzelfde woord met alleen een spatie ertussen",
    },
    "phrase": {
        "en": "only a word or two stand between",
        "nl": "er staat maar een enkel woord tussen",
    },
    "verb": {"en": "a clause has this verb once", "nl": "een zin heeft dit werkwoord één keer"},
}
# A hyphen, dot or sign beside either word makes it part of something longer: "high high-rise", "foo foo()".
_DOUBLED = re.compile(
    r"(?<![\w.$@/\\=\-‐–'’:&*])([^\W\d_]{2,}|a)( {1,2}|\n)(\1)(?![\w$@/\\=\-‐–'’*(&]|\.\w|:\w)", re.IGNORECASE
)
_BY_FACT = re.compile(r" (?:facto|jure|minimis|novo)\b|(?: \w+)?-")  # "de de facto leider", "de De Wit-fractie"
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.;:!?]\s")
_CONFIDENCES = {"small": 0.95, "content": 0.8, "seldom": 0.75}
_QUOTES = "\"“”„‘’'«»`"
_BRACKETS = re.compile(r"\([^()]*\)")
_STOPS = re.compile(r"[.,;:?!()\n]")
_NAME = r"(?:[A-Z]\w+ ){1,3}"


def check(facts: Facts) -> Iterator[Finding]:
    yield from join_places(facts, (finding for document in facts.documents for finding in _find(facts, document)))


def _find(facts: Facts, document: Document) -> Iterator[Finding]:
    for block in facts.prose(document):
        # What the patterns below look for stands twice, which the words alone tell of most blocks.
        written = facts.words.of(block)
        words = [word.lower() for word in written]
        verbs = [word for word in written if word in _verbs()]
        verb_twice = len(set(verbs)) < len(verbs)
        for match in _DOUBLED.finditer(block.text) if any(map(eq, words, words[1:])) else ():
            reason = _is_wrong(block, match, document.language)
            if reason == "small" or (reason and not facts.is_technical(document)):
                yield _report(facts, Spot(document, block.index, Span(*match.span())), match, reason)
        for match in _verb_pattern().finditer(block.text) if verb_twice else ():
            yield _report_verb(facts, document, block, Span(*match.span(1)), Span(*match.span(2)))
        for first, second in _asked_twice(block.text) if "?" in block.text else ():
            yield _report_verb(facts, document, block, first, second)
        for first, second in _closed_twice(block.text) if verb_twice else ():
            yield _report_verb(facts, document, block, first, second)
        for first, second in find_said_again(block.text):
            yield _report_phrase(facts, document, block, first, second)


def _is_wrong(block: Block, match: re.Match[str], language: str | None) -> str:
    """Why the repetition is a mistake: "small", "seldom" or "content"; "" when it may be right."""
    word, second = match[1], match[3]
    key = word.lower()
    if second != word and (second != key or (word.isupper() and len(word) > 1)):
        return ""  # "the The": a title begins; "AND and OR lists"
    before, after = block.text[: match.start()], block.text[match.end() :]
    if key == "de" and _BY_FACT.match(after):
        return ""
    if _is_quoted(before, after) or _goes_on(before, after, key):
        return ""
    if key in editing_words("that"):
        return "small" if _is_wrong_that(before, after) else ""
    if _may_repeat(block, key, language):
        return "seldom" if _is_seldom_right(block, key, before, after, language) else ""
    if key in editing_words("small"):
        return "small"
    is_name = word[0].isupper() and second[0].isupper()
    return "" if is_name or len(word) < 3 or "\n" in match[0] else "content"


def _is_quoted(before: str, after: str) -> bool:
    return (before[-1:] in _QUOTES and before != "") or (after[:1] in _QUOTES and after != "")


def _goes_on(before: str, after: str, key: str) -> bool:
    """Whether the word stands three times or more, as cries and songs do."""
    return bool(
        re.search(rf"\b{key}\b[ ,!]*\Z", before[-30:], re.IGNORECASE)
        or re.match(rf"[ ,!]*{key}\b", after[:30], re.IGNORECASE)
    )


def _may_repeat(block: Block, key: str, language: str | None) -> bool:
    """Whether a word may rightly stand twice; that another language repeats it is no excuse ("we we").

    A word that this language does not know as a small one may be of the other language, and is left alone as well.
    """
    if key not in editing_words("repeats"):
        return False
    language = _language(block, language)
    return language is None or key in editing_words("repeats", language) or key not in editing_words("small", language)


def _language(block: Block, language: str | None) -> str | None:
    """The language of a block, or of its document where the block is too short to tell."""
    return guess_language([block.text], least=4) or language


def _is_seldom_right(block: Block, key: str, before: str, after: str, language: str | None) -> bool:
    """Whether a word that may be right twice cannot be here, by the words beside it in its sentence."""
    language = _language(block, language)
    if language is None:
        return False
    said = _WORD.findall(_SENTENCE_END.split(before)[-1].lower())
    behind = editing_groups("never_behind", language).get(key, frozenset())
    if said and said[-1] in behind:
        return True
    if key in editing_words("once_a_sentence", language):
        ends = not after.strip() or _STOPS.match(after.lstrip()) is not None
        return bool(said) and (ends or editing_words("opens_clause", language).isdisjoint(said))
    unless = editing_groups("doubled_unless", language).get(key)
    return unless is not None and unless.isdisjoint(said)


def _is_wrong_that(before: str, after: str) -> bool:
    """Whether "that that" cannot be a conjunction with a pronoun.

    Nothing that is a subject can follow ("that that they"); and behind a plural ("companies that that mainly"), which
    is no verb of saying, the first is a relative pronoun that needs a verb.
    """
    following = re.match(r"\s*(\w+)", after)
    if following and following[1].lower() in editing_words("subjects"):
        return True
    previous = re.search(r"(\w+)\s*\Z", before)
    plural = previous and re.fullmatch(r"[a-z]{3,}[^su]s", previous[1]) and previous[1] not in editing_words("saying")
    return bool(plural and following and following[1].endswith("ly"))


@cache
def _verbs() -> frozenset[str]:
    """The verbs that the patterns below look for twice."""
    return editing_words("auxiliaries") | editing_words("closed")


@cache
def _verb_pattern() -> re.Pattern[str]:
    """An auxiliary, a name, and the same auxiliary, with a word of the sentence before and behind it."""
    verbs = "|".join(sorted(editing_words("auxiliaries")))
    return re.compile(rf"(?<=[a-z] )({verbs}) {_NAME}(\1)(?= [a-z])")


def _asked_twice(text: str) -> Iterator[tuple[Span, Span]]:
    """The verb that opens a question, and the same verb later in its first clause: "Can the plans also can be …?"

    Brackets are skipped; a comma or a word that may begin another clause ends the search.
    """
    for opening in _opening_pattern().finditer(text):
        clause = _BRACKETS.sub(lambda match: "_" * len(match[0]), text[opening.end() :])
        end = _joins_pattern().search(clause)
        again = re.search(rf" ({opening[1]})(?= \w)", clause[: end.start() if end else None], re.IGNORECASE)
        if again and "?" in clause:
            start = opening.end() + again.start(1)
            yield Span(*opening.span(1)), Span(start, start + len(again[1]))


@cache
def _opening_pattern() -> re.Pattern[str]:
    verbs = "|".join(verb.capitalize() for verb in sorted(editing_words("auxiliaries")))
    return re.compile(rf"(?:(?<=[.?!] )|^)({verbs})(?= \w)")


def _closed_twice(text: str) -> Iterator[tuple[Span, Span]]:
    """A verb behind the subject of a clause, and the same again before the participle that ends it.

    A participle or a joining word between them, or a participle before the first, shows two clauses.
    """
    for match in _closing_pattern().finditer(text):
        clause = text[_clause_start(text, match.start()) : match.end(2)]
        between = text[match.end(1) : match.start(2)]
        before = text[: match.start()].rstrip().rpartition(" ")[2]
        if not (_joins_pattern().search(clause) or _participle().search(between) or _participle().search(before)):
            yield Span(*match.span(1)), Span(*match.span(2))


def _clause_start(text: str, end: int) -> int:
    return max((match.end() for match in _STOPS.finditer(text, 0, end)), default=0)


@cache
def _closing_pattern() -> re.Pattern[str]:
    verbs = "|".join(sorted(editing_words("closed")))
    participle = r"(?:\w+ )?\w{3,}(?:d|t|n)(?=[.,;]| (?:te|dat|dit|om|tot|in|op|over|hiertoe) )"
    return re.compile(rf"(?<=[\w)] )({verbs}) (?=[a-z])[^.,;:?!()\n]{{3,80}}? (\1) {participle}")


@cache
def _participle() -> re.Pattern[str]:
    return re.compile(r"\b(?:\w*ge|be|ver|ont|her)\w{2,}(?<!hei)(?:d|t|en|aan)\b")


@cache
def _joins_pattern() -> re.Pattern[str]:
    joins = "|".join(sorted(editing_words("joins")))
    return re.compile(rf"[.,;:?!\"“”„‘\n–]|\b(?:{joins})\b", re.IGNORECASE)


def _report(facts: Facts, at: Spot, match: re.Match[str], reason: str) -> Finding:
    fix = Fix(at, match[1], safe=reason == "small")
    message = facts.say(_MESSAGES, word=match[3])
    confidence = _CONFIDENCES[reason]
    return Finding("doubled-word", "warning", message, at, (), fix, confidence, reasons=(facts.say(_REASONS[reason]),))


def _report_verb(facts: Facts, document: Document, block: Block, first: Span, second: Span) -> Finding:
    at, other = Spot(document, block.index, second), Spot(document, block.index, first)
    message = facts.say(_VERB_MESSAGES, word=at.text)
    evidence = (Related(other, facts.say(_OTHER)),)
    return Finding("doubled-word", "warning", message, at, evidence, None, 0.75, reasons=(facts.say(_REASONS["verb"]),))


def _report_phrase(facts: Facts, document: Document, block: Block, first: Span, second: Span) -> Finding:
    at, other = Spot(document, block.index, second), Spot(document, block.index, first)
    message = facts.say(_PHRASE_MESSAGES, phrase=" ".join(at.text.split()))
    evidence = (Related(other, facts.say(_SAID)),)
    reasons = (facts.say(_REASONS["phrase"]),)
    return Finding("doubled-word", "warning", message, at, evidence, None, 0.7, reasons=reasons)


RULE = rule("doubled-word", "warning", check)
