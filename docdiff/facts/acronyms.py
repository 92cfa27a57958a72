"""Finds acronyms, and the words they are said to stand for.

Strategy: a definition is an acronym in brackets behind its words, or words in brackets behind their acronym. Which
words belong to it is told by the letters, from right to left (Schwartz & Hearst 2003, "A simple algorithm for
identifying abbreviation definitions in biomedical text"); here each word gives its first letter or nothing, and then
perhaps more of its letters in order, which suits compounds: "Europees Defensieagentschap (EDA)".
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from docdiff.facts.prose import without_code
from docdiff.locale import languages, topic_pattern, topic_words
from docdiff.locale.alternatives import one_of
from docdiff.model import Block, Document, Span, Spot
from docdiff.text import has_one

LONGEST = 10  # letters of an acronym
_LEAST_SLIPPED = 4  # letters: shorter ones are close to too many others
_MOST_SKIPPED = 1  # words with meaning that give no letter
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BRACKETS = re.compile(r"\(([^()\n]{2,140})\)")
_SHORT = r"[^\W_][\w&./-]{0,14}[^\W_]"
_SHORT_ALONE = re.compile(rf"[\"'“‘]?({_SHORT}?)(?:['’]?s)?[\"'”’]?\Z")
_SHORT_AND_WORD = re.compile(r"([A-Z][A-Za-z]*[A-Z])-([A-Z]?[a-z]{3,})\Z")
_SHORT_LAST = re.compile(rf"(.{{6,}}?),\s*(?:\w+\s+){{0,2}}[\"'“‘]?({_SHORT})[\"'”’]?\Z")
_SHORT_BEFORE = re.compile(rf"(?<![\w./-])[\"'“‘]?({_SHORT})[\"'”’]?\s*\Z")
_CLAUSE_END = re.compile(r"[.;:!?()\[\]]\s|[()\[\]\n]")
_REACH = 160  # characters before a bracket in which its words may stand
_TOKEN = re.compile(
    r"(?<![\w@/.#&+])(?=[A-Za-z0-9]{2,11}\b)[A-Za-z]*[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*(?![\w@/#]|\.\w)"
)
_SHOUTED = re.compile(r"(?:\b[A-ZÀ-ÖØ-Þ’'-]{2,}\b[\s,]+){2,}\b[A-ZÀ-ÖØ-Þ’'-]{2,}\b")
_BESIDE = re.compile(
    r"\((?:\w+\s+){0,2}[\"'“‘]?([A-Za-z]*[A-Z][\w-]*[A-Z][\w-]*)[\"'”’]?\)|([A-Z][\w-]*[A-Z][\w-]*)[\"'”’]?\s?\([^()]{8,}"
)
_ADDRESS_SIGNS = ("http", "www.", "@")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """An acronym with the words it is said to stand for; `at` is the acronym's span, `expansion` that of the words.

    `words` are the words that give letters and those between them, in lower case; `key` is the acronym's key.
    """

    document: Document
    block: int
    key: str
    at: Span
    expansion: Span
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words as the text has them."""
        return self.document.blocks[self.block].text[self.expansion.start : self.expansion.end]

    def spot(self) -> Spot:
        """Where the words stand."""
        return Spot(self.document, self.block, self.expansion)

    def whole_spot(self) -> Spot:
        """Where words and acronym stand, with the bracket that closes them."""
        text = self.document.blocks[self.block].text
        start, end = min(self.expansion.start, self.at.start), max(self.expansion.end, self.at.end)
        return Spot(self.document, self.block, Span(start, end + text.startswith(")", end)))

    def acronym_spot(self) -> Spot:
        """Where the acronym stands."""
        return Spot(self.document, self.block, self.at)


@dataclass(frozen=True, slots=True)
class Use:
    """An acronym where it stands, without its plural ending."""

    document: Document
    block: int
    key: str
    at: Span

    def spot(self) -> Spot:
        """Where it stands."""
        return Spot(self.document, self.block, self.at)


@dataclass(frozen=True, slots=True)
class DocumentAcronyms:
    """The acronyms of one document, in reading order; `small` are uses in small letters, `bracketed` is as below."""

    uses: tuple[Use, ...]
    definitions: tuple[Definition, ...]
    small: tuple[Use, ...]
    bracketed: frozenset[str]


def find_acronyms(document: Document) -> DocumentAcronyms:
    """The acronyms of a document. Linear in its length."""
    body = tuple(without_code(block) for block in document.body)
    return DocumentAcronyms(
        tuple(use for block in body for use in find_uses(document, block)),
        tuple(definition for block in body for definition in find_definitions(document, block)),
        tuple(_small_uses(document)),
        frozenset(
            key_of(match[1] or match[2])
            for block in body
            if "(" in block.text
            for match in _BESIDE.finditer(block.text)
        ),
    )


class Acronyms:
    """The acronyms of a set of documents: `uses` and `definitions` by their key, each in reading order.

    Uses within a definition count as uses. `initials` holds the uses of acronyms by their letters in lower case, those
    in small letters ("bbp") too where they were explained once; `bracketed` the keys that stand in brackets somewhere,
    or before brackets, and may be explained in a way that cannot be read; `slips` what a slip of the fingers would make
    of an explained acronym, with that acronym.
    """

    def __init__(self, parts: Iterable[DocumentAcronyms]) -> None:
        self.uses: defaultdict[str, list[Use]] = defaultdict(list)
        self.definitions: defaultdict[str, list[Definition]] = defaultdict(list)
        self.initials: defaultdict[str, list[Use]] = defaultdict(list)
        self.bracketed: set[str] = set()
        small: list[Use] = []
        for part in parts:
            for definition in part.definitions:
                self.definitions[definition.key].append(definition)
            for use in part.uses:
                self.uses[use.key].append(use)
            self.bracketed |= part.bracketed
            small += part.small
        self.slips = {slip: key for key in self.definitions if len(key) >= _LEAST_SLIPPED for slip in _slips(key)}
        for key, uses in self.uses.items():
            self.initials[key.lower()] += uses
        for use in small:
            self.initials[use.key].append(use)


def _slips(key: str) -> Iterator[str]:
    """What a slip of the fingers makes of an acronym: two neighbours swapped, one doubled, one of a double lost."""
    for at in range(len(key) - 1):
        if key[at] != key[at + 1]:
            yield key[:at] + key[at + 1] + key[at] + key[at + 2 :]
    if len(key) > _LEAST_SLIPPED:
        for at, letter in enumerate(key[:-1]):
            yield key[:at] + letter + key[at:]
            if letter == key[at + 1]:
                yield key[:at] + key[at + 1 :]


def _small_uses(document: Document) -> Iterator[Use]:
    """The acronyms in small letters of the languages' lists ("bbp")."""
    for block in map(without_code, document.body):
        for match in _small_acronyms().finditer(block.text):
            yield Use(document, block.index, match.group(), Span(*match.span()))


@cache
def _small_acronyms() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w./@-]){one_of(topic_words('acronyms', 'in_small_letters'))}(?![\w./@])")


def key_of(acronym: str) -> str:
    """What spellings of one acronym have in common: no full stops, no plural ending, no sign; case is kept."""
    letters = re.sub(r"[.&/-]", "", acronym)
    return letters[:-1] if len(letters) > 2 and letters[-1] == "s" and letters[:-1].isupper() else letters


def is_known(key: str) -> bool:
    """Whether an acronym is one that every reader knows."""
    return key in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(topic_words("acronyms", "known"))


def is_small(word: str) -> bool:
    """Whether a word says nothing of its own in a name: "of", "de"."""
    return word in small_words()


def same_name(word: str) -> str:
    """A folded word; of names that differ by language ("NATO", "NAVO") one for all."""
    return _same_names().get(word, word)


@cache
def _same_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for names in topic_words("acronyms", "same"):
        first, *others = names.lower().split()
        found |= dict.fromkeys(others, first)
    return found


def is_translation(a: str, b: str) -> bool:
    """Whether two folded words may be one in two languages, by stem and endings ("logisch", "logical")."""
    if a[:4] != b[:4] or a.startswith(b) or b.startswith(a):
        return False
    sides = [{name for name in languages() for end in _endings(name) if word.endswith(end)} for word in (a, b)]
    return any(one != other for one in sides[0] for other in sides[1])


@cache
def _endings(language: str) -> tuple[str, ...]:
    return topic_words("acronyms", "endings", language)


def find_uses(document: Document, block: Block) -> Iterator[Use]:
    """The acronyms in a block, in order; words of a text in capitals and parts of addresses are none."""
    text = block.text
    found = list(_TOKEN.finditer(text))
    if not found:
        return
    patterns = (_SHOUTED, _ADDRESS) if has_one(text, _ADDRESS_SIGNS) else (_SHOUTED,)
    hidden = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    for match in found:
        if not any(start <= match.start() < end for start, end in hidden):
            key = key_of(match.group())
            yield Use(document, block.index, key, Span(match.start(), match.end()))


def find_definitions(document: Document, block: Block) -> Iterator[Definition]:
    """The definitions in a block, in order. Linear in its length."""
    text = block.text
    if "(" not in text:
        return
    for match in _BRACKETS.finditer(text):
        found = _words_before(text, match) or _both_inside(match) or _words_inside(text, match)
        if found:
            short, at, (start, end), words = found
            yield Definition(document, block.index, key_of(short), at, Span(start, end), words)


_Found = tuple[str, Span, tuple[int, int], tuple[str, ...]]


def _words_before(text: str, brackets: re.Match[str]) -> _Found | None:
    """ "Ukraine Defence Contact Group (UDCG)"."""
    short = _SHORT_AND_WORD.match(brackets[1]) or _SHORT_ALONE.match(brackets[1])
    if not short or not _is_short(short[1]):
        return None
    at = brackets.start(1) + short.start(1)
    words = words_before(text, brackets.start())
    if short.re is _SHORT_AND_WORD:
        if not words or words[-1][2].lower() != short[2].lower():
            return None
        words.pop()
    found = align(_letters(short[1]), words, strict=short[1].islower())
    return _made(short[1], at, found, words, text)


def _both_inside(brackets: re.Match[str]) -> _Found | None:
    """ "(Multilateraal Defensiemechanisme, MDM)"."""
    both = _SHORT_LAST.match(brackets[1])
    if not both or not _is_short(both[2]) or both[2].islower():
        return None
    shift = brackets.start(1)
    words = _words(both[1], shift)
    return _made(both[2], shift + both.start(2), align(_letters(both[2]), words), words, brackets.string)


def _words_inside(text: str, brackets: re.Match[str]) -> _Found | None:
    """ "UDCG (Ukraine Defence Contact Group)"."""
    short = _SHORT_BEFORE.search(text, max(0, brackets.start() - 20), brackets.start())
    if not short or not _is_short(short[1]) or short[1].islower():
        return None
    words = _words(re.split(r"[,;:]", brackets[1])[0], brackets.start(1))
    found = align(_letters(short[1]), words)
    if found and any(word.lower() not in small_words() for _, _, word in words[: found[0]]):
        return None
    return _made(short[1], short.start(1), found, words, text)


def _made(
    short: str, at: int, found: tuple[int, int] | None, words: Sequence[tuple[int, int, str]], text: str
) -> _Found | None:
    if not found:
        return None
    start, end = words[found[0]][0], words[found[1]][1]
    taken = tuple(fold(word) for _, _, word in words[found[0] : found[1] + 1])
    return short, Span(at, at + len(short)), (start, end), taken


def words_before(text: str, end: int) -> list[tuple[int, int, str]]:
    """The words of the clause before `end`, as (start, end, word)."""
    start = max(0, end - _REACH)
    for match in _CLAUSE_END.finditer(text, start, end):
        start = match.end()
    return _words(text[start:end], start)


def _words(text: str, shift: int) -> list[tuple[int, int, str]]:
    return [(shift + match.start(), shift + match.end(), match.group()) for match in _WORD.finditer(text)]


def _is_short(text: str) -> bool:
    """Whether a word can be an acronym: two capitals, or two to five small letters ("bbp")."""
    letters = _letters(text)
    if not 2 <= len(letters) <= LONGEST or not all(part.isalnum() for part in re.split(r"[&./-]", text) if part):
        return False
    if re.search(r"-[a-z]{3}", text) or text[0].isdigit():
        return False
    return sum(letter.isupper() for letter in text) >= 2 or (text.islower() and text.isalpha() and len(text) <= 5)


def _letters(short: str) -> str:
    return fold(key_of(short))


def fold(word: str) -> str:
    """A word in lower case without accents."""
    if word.isascii():
        return word.lower()
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(sign))


def align(letters: str, words: Sequence[tuple[int, int, str]], *, strict: bool = False) -> tuple[int, int] | None:
    """The first and last of `words` whose letters make up `letters`; None when they do not.

    `letters` are folded. Small words need not give a letter, and one word with meaning; with `strict` every word with
    meaning gives exactly its first. At most two words may follow the last that gives a letter.
    """
    folded = [fold(word) for _, _, word in words]
    small = small_words()

    @cache
    def best(at: int, left: int, skipped: int) -> tuple[float, int] | None:
        """The best (score, first word) for the first `left` letters over the words up to `at`."""
        if at < 0:
            return None
        word, options = folded[at], []
        for take in range(1, 2 if strict else min(left, 4) + 1):
            part = letters[left - take : left]
            if part[:1] != word[:1] or not _in_order(part[1:], word[1:]):
                continue
            score = 2.0 + 0.4 * (take - 1)
            if left == take:
                options.append((score, at))
            elif before := best(at - 1, left - take, skipped):
                options.append((before[0] + score, before[1]))
        cost = 0.0 if word in small else 1.0
        if left < len(letters) and (skipped + cost <= (0 if strict or len(letters) < 3 else _MOST_SKIPPED)):
            before = best(at - 1, left, skipped + int(cost))
            if before:
                options.append((before[0] - cost, before[1]))
        return max(options, key=lambda option: (option[0], option[1]), default=None)

    for last in range(len(words) - 1, max(-1, len(words) - 1 - (1 if strict else 3)), -1):
        if found := best(last, len(letters), 0):
            if found[1] == last and (len(letters) < 3 or not strict):
                continue
            return found[1], last
    return None


def _in_order(letters: str, word: str) -> bool:
    at = 0
    for letter in letters:
        at = word.find(letter, at) + 1
        if not at:
            return False
    return True


@cache
def small_words() -> frozenset[str]:
    return frozenset(topic_words("acronyms", "small"))


_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W_]+(?:[- ](?:[a-zà-öø-þ]{2,4}[- ]){0,2}[A-ZÀ-ÖØ-Þ][^\W_]+){1,6}")


def find_phrases(documents: Sequence[Document], keys: set[str]) -> dict[str, list[tuple[Document, int, Span]]]:
    """For acronyms, the names in the documents whose capitals are their letters ("Meerjarig Financieel Kader").

    All words of a name that are not small begin with a capital. Linear in the length of the documents.
    """
    found: dict[str, list[tuple[Document, int, Span]]] = {}
    for document in documents if keys else ():
        for block in document.body:
            for match in _NAME.finditer(block.text):
                words = [word for word in _WORD.findall(match.group()) if not is_small(fold(word))]
                initials = fold("".join(word[0] for word in words)).upper()
                if initials in keys and all(word[0].isupper() and not word[1:].isupper() for word in words):
                    found.setdefault(initials, []).append((document, block.index, Span(*match.span())))
    return found


_BESIDE_WORDS = 60  # characters between an acronym and the words that explain it


def explained_beside(use: Use, phrases: Sequence[tuple[Document, int, Span]]) -> bool:
    """Whether the words of an acronym stand right beside it, or a word such as "short for" does."""
    for document, block, span in phrases:
        near = span.start - _BESIDE_WORDS < use.at.start < span.end + _BESIDE_WORDS
        if document is use.document and block == use.block and near:
            return True
    text = use.document.blocks[use.block].text
    around = text[max(0, use.at.start - _BESIDE_WORDS) : use.at.end + _BESIDE_WORDS]
    return bool(topic_pattern("acronyms", "explaining").search(around))
