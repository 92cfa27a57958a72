"""Groups the spellings of one term: those that differ by hyphen, space, accent or capitals only.

Theory of operation: every word is folded to a key without its hyphens, accents and case, so that "start-ups",
"Startups" and "startups" meet. A part of a compound is a form as well, for "defensie-startups" is written with
"startups". Two words with a space between are held against the keys of the words written in one; then only the terms
found in more than one spelling are looked up. Three passes, each linear in the text, and only the vocabulary is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from docdiff.facts.prose import quoted_spans
from docdiff.facts.words import WORD, Words
from docdiff.locale.editing import editing_words
from docdiff.model import Block, Document, Span, Spot

_ACRONYM_LEAST = 3
_LEAST = 5  # letters of a term; shorter words are too often others
_PART = 3  # letters of each of two words with a space between
_ACRONYM = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,}s?\Z")
_HYPHEN = re.compile("[-‐]")
_GLUED = 80  # characters of an address that are looked at on either side
_ADDRESS = re.compile(r"[/\\_=@]|www\.|\w\.\w|\A\W?\.\w|\A--?\w")  # addresses, paths, file names, options


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a term in one document: its style ("start-ups"), and where it stands, copies included.

    `count` is how often it was written: in a passage that is given twice, once.
    """

    style: str
    count: int
    places: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term with more than one spelling: for each document that has it (by position), its forms."""

    key: str
    forms: Mapping[int, tuple[Form, ...]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to look for: terms by their keys, the words that are one or hold one, and blocks with one in two words.

    `folded` has the key of every word.
    """

    keys: frozenset[str]
    words: frozenset[str]
    paired: frozenset[int]
    folded: Mapping[str, str]


def find_terms(words: Words) -> tuple[Term, ...]:
    """The terms spelt in more than one way over all documents, in the order of their keys."""
    wanted = _find_wanted(words)
    found: dict[str, dict[int, tuple[Form, ...]]] = defaultdict(dict)
    for position, (document, own) in enumerate(words.prose):
        worth = [block for block in own if id(block) in wanted.paired or not wanted.words.isdisjoint(words.of(block))]
        for key, forms in _forms(document, worth, wanted).items():
            found[key][position] = forms
    terms = (Term(key, forms) for key, forms in sorted(found.items()))
    return tuple(term for term in terms if len({form.style for forms in term.forms.values() for form in forms}) > 1)


def _find_wanted(words: Words) -> _Wanted:
    """The terms written in more than one style, as far as words alone can tell."""
    blocks = [block for _, blocks in words.prose for block in blocks]
    keys = {word: fold(word) for word in set().union(*map(words.of, blocks))}
    # Most words are their own key and style, and need no list of them.
    plain = {word for word, key in keys.items() if word == key and word.isalnum()}
    styles = _styles_of(keys.keys() - plain)
    plain = set(filter(_is_long, plain))
    known = plain | styles.keys()
    paired: set[int] = set()
    for block in blocks:
        folded = [keys[word] for word in words.of(block)]
        if known.isdisjoint(map(add, folded, folded[1:])):
            continue
        for key, first, second in _pairs(block.text, folded, known):
            styles[key].add(f"{style_of(first[0])} {style_of(second[0])}")
            paired.add(id(block))
    several = frozenset(key for key, found in styles.items() if len(found) + (key in plain and key not in found) > 1)
    telling = frozenset(
        word
        for word, key in keys.items()
        if key in several or (not word.isalnum() and any(fold(part) in several for part in _parts(word)))
    )
    return _Wanted(several, telling, frozenset(paired), keys)


def _is_long(key: str) -> bool:
    """Whether a key is long enough for a term; letters that cannot be spoken are an acronym."""
    return len(key) >= _LEAST or (len(key) >= _ACRONYM_LEAST and not looks_like_word(key))


def _styles_of(words: Iterable[str]) -> defaultdict[str, set[str]]:
    """The styles of each key that is long enough for a term, from words alone."""
    styles: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        for part in _parts(word):
            key = fold(part)
            if _is_long(key):
                styles[key].add(style_of(part))
    return styles


def _forms(document: Document, blocks: Iterable[Block], wanted: _Wanted) -> dict[str, tuple[Form, ...]]:
    places: dict[str, dict[str, list[Spot]]] = defaultdict(lambda: defaultdict(list))
    written: dict[tuple[str, str], int] = defaultdict(int)
    seen: set[str] = set()
    for block in blocks:
        new = block.text not in seen
        seen.add(block.text)
        for key, style, span in _occurrences(block, wanted):
            places[key][style].append(Spot(document, block.index, span))
            written[key, style] += new
    return {
        key: tuple(Form(style, written[key, style], tuple(spots)) for style, spots in sorted(styles.items()))
        for key, styles in places.items()
    }


def _occurrences(block: Block, wanted: _Wanted) -> Iterator[tuple[str, str, Span]]:
    """The wanted terms of a block with their style: whole words, parts of compounds and two words together."""
    text = block.text
    if text.isupper():
        return
    quotes: tuple[tuple[int, int], ...] | None = None
    for key, style, span in _candidates(block, wanted):
        if quotes is None:
            quotes = quoted_spans(text)
        quoted = any(start < span.end and span.start < end for start, end in quotes)
        if not quoted and not _is_broken(block, span) and not _ADDRESS.search(_between_spaces(text, span)):
            yield key, style, span


def _between_spaces(text: str, span: Span) -> str:
    """The words of `span` with all that is glued to them."""
    before = re.search(r"\S*\Z", text[max(0, span.start - _GLUED) : span.start])
    after = re.match(r"\S*", text[span.end : span.end + _GLUED])
    return f"{before[0] if before else ''}{text[span.start : span.end]}{after[0] if after else ''}"


def _candidates(block: Block, wanted: _Wanted) -> Iterator[tuple[str, str, Span]]:
    for match in WORD.finditer(block.text):
        if match[0] in wanted.words:
            for part in _parts(match[0]):
                if (key := fold(part)) in wanted.keys:
                    at = match.start() + match[0].index(part)
                    yield key, style_of(part), Span(at, at + len(part))
    if id(block) in wanted.paired:
        folded = [wanted.folded[word] for word in WORD.findall(block.text)]
        for key, first, second in _pairs(block.text, folded, wanted.keys):
            yield key, f"{style_of(first[0])} {style_of(second[0])}", Span(first.start(), second.end())


def _is_broken(block: Block, span: Span) -> bool:
    """Whether a line ends inside a word: a hyphen there may be the word's or the line's."""
    inside = any(mark.kind in ("hyphen", "source") and span.start < mark.span.start < span.end for mark in block.marks)
    return inside and not re.search(r"\s", block.text[span.start : span.end])


def _pairs(
    text: str, folded: Sequence[str], wanted: Container[str]
) -> Iterator[tuple[str, re.Match[str], re.Match[str]]]:
    """Two words whose keys together are a wanted key, with but a space between, neither a small one."""
    hits = [at for at, pair in enumerate(map(add, folded, folded[1:])) if pair in wanted]
    if not hits:
        return
    matches = list(WORD.finditer(text))
    small = editing_words("small")
    for at in hits:
        first, second = matches[at], matches[at + 1]
        joined = text[first.end() : second.start()] in (" ", "\xa0", "\n")
        if (
            joined
            and min(len(first[0]), len(second[0])) >= _PART
            and small.isdisjoint((first[0].lower(), second[0].lower()))
        ):
            yield folded[at] + folded[at + 1], first, second


def _parts(word: str) -> tuple[str, ...]:
    """A word and, of a compound with hyphens, its parts: "defensie-startups" has "defensie" and "startups" in it."""
    pieces = _HYPHEN.split(word)
    return (word,) if len(pieces) == 1 else (word, *pieces)


def fold(word: str) -> str:
    """The key of a word: without hyphens, accents, apostrophes and case."""
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(letter for letter in plain if letter.isalnum()).lower() if "'" not in plain else plain.lower()


def style_of(word: str) -> str:
    """How a word is spelt, but for the capital that begins a sentence or a title: "Start-ups" is "start-ups"."""
    if word.islower() and word.isalnum():
        return word
    pieces = re.split("([-‐])", word.replace("’", "'"))
    return "".join(piece if _ACRONYM.match(piece) else piece.lower() for piece in pieces).replace("‐", "-")


_ONSETS = frozenset(
    "bl br ch cl cr dr dw fl fr gl gr kl kn kr kw pl pr ps qu sc sh sj sk sl sm sn sp st sw th tr tw vl vr wr wh zw ph"
    " rh gn ts tj dj ij sch scr spl spr str".split()
)


@lru_cache(maxsize=1 << 14)
def looks_like_word(letters: str) -> bool:
    """Whether letters can be spoken as a word of a Germanic or Romance language: "mkb" and "bbp" cannot."""
    vowels = "aeiouyàáâäèéêëìíîïòóôöùúûü"
    first = next((at for at, letter in enumerate(letters) if letter in vowels), None)
    return first is not None and (first < 2 or letters[:first] in _ONSETS)
