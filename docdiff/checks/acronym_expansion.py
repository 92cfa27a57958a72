"""One acronym stands for two expansions that are nearly the same.

What it finds: an acronym that is expanded in two ways that differ in a word: one of the two is a slip. The form that is
    used most is taken for the right one; where none is, the one whose words fit the letters. Also an acronym behind two
    descriptions whose words do not give its letters and differ by one, as a warning.
Why: the name of a body, a fund or a treaty is looked up and quoted; half of the readers will look in vain.
Finds:
    De NATO Support and Procurement Agency (NSPA) koopt in. / Vraag het de NATO Support and Procurement Agency (NSPA). /
        Ook de NATO Supply and Procurement Agency (NSPA) doet mee.
    De Raad Verkeer en Vervoer (RVV) komt bijeen. / De leden van de Raad Verkeer en Vervoer (RVV) zijn er. / De Raad
        voor Verkeer en Vervoer (RVV) sluit de dag af.
    The Regional Water Safety Board (RWSB) was set up. / We met the Regional Water Safety Board (RWSB). / The Regional
        Water Security Board (RWSB) has the last word.
    Your reference: R-12. The Urgent Repair Requirements List (URRL) is long. || Our reference: R-12. Here is the Urgent
        Repair Requirements List (URRL). || Case number R-12. See the Urgent Repair Requirement List (URRL) for the
        bridge.
    De Raad van Verkeer en Vervoer (RVV) is klein. / De Raad van Verkeer en Vervoer Noord (RVV-Noord) ook. / De Raad
        Verkeer en Vervoer (RVV) is er. / Dat is de Raad Verkeer en Vervoer (RVV). / Zie de Raad Verkeer en Vervoer
        (RVV). / Lees de Raad Verkeer en Vervoer (RVV).
    Ons kenmerk: R-12. / Morgen is de Europese Ministers Verkeer bijeenkomst (TMM). / Na de Europese Ministers Verkeer
        bijeenkomst (TMM) is er tijd. / De Europese Ministeriele Verkeer bijeenkomst (TMM) duurt lang. || Your
        reference: R-12. / The Transport Ministers Meeting (TMM) is in May.
Quiet:
    De Wereldgezondheidsorganisatie (WHO) is er. / The World Health Organization (WHO) is here.
    The Priority Capability Area (PCA) is the first. / All Priority Capability Areas (PCAs) have a lead.  # plural
    De Europese Centrale Bank (ECB) is streng. / The European Central Bank (ECB) is strict.  # a translation
    Amnesty International (AI) en artificial intelligence (AI) hebben niets met elkaar te maken.  # two things
    Het Europees Defensie Agentschap (EDA) is klein. / Het Europees Defensieagentschap (EDA) groeit.  # term-variant
    Integrated Air Defence System (IADS) here. / Integrated Air Defense System (IADS) there.  # language-variant
    De NAVO Raad van Ministers (NRM) vergadert. / The NATO Raad van Ministers (NRM) meets.  # one body, two languages
    De raad verkeer en vervoer (RVV) is klein. / De Raad Verkeer en Vervoer (RVV) groeit.  # capitals are no words
Options: none
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docdiff.checks.base import Finding, Fix, Related, rule
from docdiff.checks.wording import MAJORITY, SO_HERE_TOO
from docdiff.facts import Facts
from docdiff.facts.acronyms import Definition, is_small, is_translation, same_name
from docdiff.facts.descriptions import Description, find_descriptions

_MESSAGES = {
    "en": "{acronym} is “{wrong}” here, but “{right}” {count}. Use one expansion.",
    "nl": "{acronym} is hier “{wrong}”, maar {count} “{right}”. Gebruik één voluit geschreven vorm.",
}
_TOLD = {
    "en": "{acronym} is “{wrong}” here and “{right}” elsewhere in this document. Use one of them.",
    "nl": "{acronym} is hier „{wrong}” en elders in dit document „{right}”. Gebruik één van beide.",
}
_ELSEWHERE = {"en": "elsewhere", "nl": "elders"}
_TIMES = {"en": "in {count} other places", "nl": "op {count} andere plaatsen"}
_OTHER = {"en": "“{text}”", "nl": "“{text}”"}
_LETTERS = {"en": "the letters fit the other form better", "nl": "de letters passen beter bij de andere vorm"}
_SMALL_WORD = {"en": "only a small word differs", "nl": "alleen een klein woord verschilt"}
_ONE_DOCUMENT = {"en": "both in one document", "nl": "beide in één document"}

_SPELLINGS = (("ense", "ence"), ("iz", "is"), ("our", "or"), ("mme", "m"), ("tre", "ter"), ("ph", "f"))

_GLUED = re.compile(r"-\w+")
_PLURAL = re.compile(r"(?<=[^\W\d_]{3})(?:['’]?s|en)$")

Form = tuple[str, ...]


def check(facts: Facts) -> Iterator[Finding]:
    for key, definitions in facts.acronyms.definitions.items():
        if len(definitions) < 2:
            continue
        forms: defaultdict[Form, list[Definition]] = defaultdict(list)
        for definition in definitions:
            forms[_form(definition.words)].append(definition)
        ranked = sorted(forms.items(), key=lambda item: _rank(key, item))
        for at, (form, wrong) in enumerate(ranked):
            right = next((item for item in ranked[:at] if _is_slip(item[0], form)), None)
            found = list(_report_all(facts, key, right, (form, wrong))) if right else []
            if found:
                yield from found
                break
    for key, described in find_descriptions(facts.documents, facts.acronyms).items():
        yield from _told_otherwise(facts, key, described)


def _told_otherwise(facts: Facts, key: str, described: Sequence[Description]) -> Iterator[Finding]:
    """Of words whose letters do not fit, those that differ by one from what most places of the document say."""
    told: set[frozenset[str]] = set()
    counts = Counter(item.words for item in described)
    for item in described:
        others = [
            other
            for other in described
            if other.document is item.document and _is_other(counts, item.words, other.words)
        ]
        if others and item.words not in told and any(word[0].isupper() for word in item.text.split()[1:]):
            told.add(item.words)
            meant = facts.acronyms.definitions[key][0]
            message = facts.say(_TOLD, acronym=key, wrong=item.text, right=others[0].text)
            related = [Related(other.spot(), facts.say(_OTHER, text=other.text)) for other in others]
            related.append(Related(meant.spot(), facts.say(_OTHER, text=_flat(meant.text))))
            yield Finding(
                "acronym-expansion",
                "warning",
                message,
                item.spot(),
                tuple(related),
                None,
                0.65,
                reasons=(facts.say(_ONE_DOCUMENT),),
            )


def _is_other(counts: Counter[frozenset[str]], words: frozenset[str], other: frozenset[str]) -> bool:
    """Whether `other` is used more than `words` and differs from them by one word."""
    return counts[other] > counts[words] and len(words - other) == len(other - words) == 1


def _form(words: Sequence[str]) -> Form:
    """The words with one spelling for Britain and America, the last without the ending of its plural."""
    plain = [same_name(word) for word in words]
    for old, new in _SPELLINGS:
        plain = [word.replace(old, new) for word in plain]
    return (*plain[:-1], _PLURAL.sub("", plain[-1]))


def _meaning(form: Form) -> Form:
    return tuple(word for word in form if not is_small(word))


def _rank(key: str, item: tuple[Form, list[Definition]]) -> tuple[int, int, int]:
    """The likeliest form first: used most, fewest words without a letter, longest."""
    form, definitions = item
    without = sum(word[0] not in key.lower() for word in _meaning(form))
    return -len(definitions), without, -sum(map(len, form))


def _is_slip(right: Form, wrong: Form) -> bool:
    """Whether two forms are one name with a slip in it: one word more, less or other among at least three."""
    a, b = _meaning(right), _meaning(wrong)
    if "".join(a) == "".join(b):
        return a == b and right != wrong
    if min(len(a), len(b)) < 3:
        return False
    if len(a) == len(b):
        other = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        return len(other) == 1 and not is_translation(*other[0])
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return len(long) == len(short) + 1 and any((*long[:at], *long[at + 1 :]) == short for at in range(1, len(long) - 1))


def _report_all(
    facts: Facts, key: str, right: tuple[Form, list[Definition]], wrong: tuple[Form, list[Definition]]
) -> Iterator[Finding]:
    """One finding for each way the acronym is written ("RBZ", "RBZ-Defensie")."""
    written: defaultdict[str, list[Definition]] = defaultdict(list)
    for definition in wrong[1]:
        text = definition.document.blocks[definition.block].text
        glued = _GLUED.match(text, definition.at.end)
        written[text[definition.at.start : definition.at.end] + (glued[0] if glued else "")].append(definition)
    first = _report(facts, key, right, wrong)
    if first:
        yield replace(first, related=tuple(item for item in first.related if item.at != first.at))
    for places in list(written.values())[1:] if first else ():
        again = _report(facts, key, right, (wrong[0], places))
        if again:
            yield again


def _report(
    facts: Facts, key: str, right: tuple[Form, list[Definition]], wrong: tuple[Form, list[Definition]]
) -> Finding | None:
    (right_form, better), (wrong_form, places) = right, wrong
    small_word = _meaning(right_form) == _meaning(wrong_form)
    majority = len(better) >= 2 * len(places) or (len(better) > len(places) and not small_word)
    if small_word and not majority:
        return None
    first, model = places[0], better[0]
    together = {id(item.document) for item in places} & {id(item.document) for item in better}
    reasons = [facts.say(MAJORITY, right=len(better), wrong=len(places))] if majority else [facts.say(_LETTERS)]
    reasons += [facts.say(_ONE_DOCUMENT)] if together else []
    reasons += [facts.say(_SMALL_WORD)] if small_word else []
    confidence = 0.7 if small_word else 0.9 if together else 0.8 if majority else 0.65
    count = facts.say(_TIMES, count=len(better)) if len(better) > 1 else facts.say(_ELSEWHERE)
    message = facts.say(_MESSAGES, acronym=key, wrong=_flat(first.text), right=_flat(model.text), count=count)
    related = [Related(item.spot(), facts.say(SO_HERE_TOO)) for item in places[1:]]
    related += [Related(item.spot(), facts.say(_OTHER, text=_flat(item.text))) for item in better]
    fix = Fix(first.spot(), _flat(model.text)) if majority else None
    return Finding(
        "acronym-expansion",
        "error",
        message,
        first.whole_spot(),
        tuple(related),
        fix,
        confidence,
        reasons=tuple(reasons),
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


RULE = rule("acronym-expansion", "error", check)
