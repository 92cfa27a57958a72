"""Splits text into words and sentences, keeping their offsets.

Strategy: text the user wrote is never altered. Comparison works on normal forms that live next to it: `normalise`
folds away what a reader would not call a difference (case, kinds of quotes, dashes and spaces, soft hyphens).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

# Every character is in one token, so the tokens of a text make up the text.
TOKEN = re.compile(
    r"\d{1,4}-\d{1,2}-\d{1,4}(?!\w)"  # dates: 12-02-2026
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?![\w])"  # numbers in groups of three: 36 045
    r"|(?:§+[ \u00a0]?)?\d+(?:[.,:/]\d+)*[^\W\d_]*"  # numbers with separators and a letter glued on: 12,5 § 3a 10:30
    r"|(?:[^\W\d_]\.){2,}"  # abbreviations: d.d. a.s.
    r"|[^\W\d_]\w*"  # words, F35
    r"|_+"
    r"|\s+"
    r"|.",
    re.DOTALL,
)
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_FOLDED = (("'", "‘’‚‛′´`"), ('"', "“”„‟″«»"), ("-", "‐‑‒–—―−"), ("", "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_ASCII_SPACES = "\t\n\r\x0b\x0c"
_SPACES = "\t\n\r\x0b\x0c\x85\xa0\u1680\u2002\u2003\u2007\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
# Scripts written without spaces: there every sign is a word.
_UNSPACED = r"([\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
_MAYBE_UNSPACED = "[\u0e00-\U0010ffff]"  # looked for first: few texts have any


_made = lru_cache(maxsize=None)(re.compile)  # a large pattern is compiled where it is needed: 2 ms


class Interner(dict[str, int]):
    """Gives equal keys equal numbers, for the length of one comparison: looking one up gives it its number."""

    __slots__ = ()

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number

    def numbers(self, keys: Iterable[str]) -> tuple[int, ...]:
        """The numbers of several keys, in a fraction of the time."""
        return tuple(map(self.__getitem__, keys))


def normalise(text: str) -> str:
    """The normal form of `text`: equal forms mean that a reader sees the same words.

    Folds Unicode compatibility forms (NFKC), case, kinds of quotes and dashes, white space, soft hyphens and hyphens
    between letters, so that a word broken at a line end equals its unbroken form.
    """
    return _fold(text, keep_case=False)


def seen(text: str) -> str:
    """The normal form of `text` but for its case: equal forms mean that a reader sees no difference at all."""
    return _fold(text, keep_case=True)


def _fold(text: str, *, keep_case: bool) -> str:
    # Every step is a scan in C: a translation table or a pattern for all of it at once takes ten times as long.
    if text.isascii():
        return _fold_ascii(text if keep_case else text.lower())
    for space in _SPACES:
        text = text.replace(space, " ")
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    if not keep_case:
        text = text.casefold()
    for sign, others in _FOLDED:
        for other in others:
            text = text.replace(other, sign)
    text = _join_hyphens(text)
    if not text.isascii() and _made(_MAYBE_UNSPACED).search(text):
        text = _made(_UNSPACED).sub(r" \1 ", text)
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip()


def _fold_ascii(text: str) -> str:
    for space in _ASCII_SPACES:
        text = text.replace(space, " ")
    text = text.replace("`", "'")
    if "-" in text:
        text = _join_hyphens(text)
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip()


def _join_hyphens(text: str) -> str:
    """`text` without its hyphens between two letters. (A pattern takes four times as long.)"""
    first, *others = text.split("-")
    joined = [first]
    for before, part in zip((first, *others), others, strict=False):
        joined.append(part if is_letter(before[-1:]) and is_letter(part[:1]) else "-" + part)
    return "".join(joined)


def is_letter(sign: str) -> bool:
    """Whether a hyphen between `sign` and another letter is one at a line end."""
    return sign.isalnum() and not sign.isdecimal()


def plain_words(text: str) -> list[str]:
    """The words of the normal form, without punctuation: what shingles are made of."""
    return form_words(normalise(text))


def form_words(form: str) -> list[str]:
    """The words of a normal form."""
    return _WORD.findall(form)


def has_one(text: str, parts: Iterable[str]) -> bool:
    """Whether one of `parts` stands anywhere in `text`: a quick answer where a pattern would need one of them."""
    return any(part in text for part in parts)


_ABBREVIATION = re.compile(
    r"(?:\b(?:[a-z]|nr|art|mr|mrs|ms|dr|drs|ir|ing|prof|st|jl|dd|ca|bijv|etc|e\.g|i\.e|vs|mln|mld|no|vol|pp|p|blz|resp)"
    r"|\b[A-Z]|\.[a-zA-Z])\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 4  # letters
_SENTENCE_END = re.compile(r"[.!?…]+[\"'’”)\]]*(?=\s+[\"'‘“(\[]*[A-Z0-9À-ÖØ-Þ€$£]|\s*$)")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a block as (start, end) offsets, without the white space around them.

    A full stop after an abbreviation, an initial or a number that goes on does not end a sentence.
    """
    start = 0
    last = len(text.rstrip())
    for match in _SENTENCE_END.finditer(text):
        end = match.end()
        if end < last and _is_abbreviation(text, start, match.start()):
            continue
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, len(text))


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    """Whether the sign at `stop` is the full stop of an abbreviation in the sentence from `start`."""
    if text[stop] != "." or (
        stop - start > _LONGEST_ABBREVIATION and text[stop - _LONGEST_ABBREVIATION - 1 : stop].isalpha()
    ):
        return False
    return bool(_ABBREVIATION.search(text[max(start, stop - 12) : stop + 1]))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


# The commonest function words tell languages apart in a sentence or two (Cavnar & Trenkle 1994 need more text).
_FUNCTION_WORDS = {
    "nl": "de het een en van in is op te dat die voor met zijn niet aan er om ook als bij naar wordt heeft".split(),
    "en": "the of and to in a is that for it as was with be by on not this are from at which or have an".split(),
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden".split(),
    "fr": "le la les de des et à un une du en est que dans pour qui par sur plus au avec ce il sont ne pas".split(),
}


_LANGUAGES_OF = {
    word: tuple(name for name, words in _FUNCTION_WORDS.items() if word in words)
    for word in chain.from_iterable(_FUNCTION_WORDS.values())
}


def _count_function_words(text: str) -> dict[str, int]:
    """How many words of `text` are function words of each language."""
    found = dict.fromkeys(_FUNCTION_WORDS, 0)
    for word, count in Counter(filter(_LANGUAGES_OF.__contains__, _WORD.findall(text.lower()))).items():
        for language in _LANGUAGES_OF[word]:
            found[language] += count
    return found


def guess_language(texts: Iterable[str], least: int = 8) -> str | None:
    """The language of running text as "nl", "en", "de" or "fr"; None below `least` known words or without a winner."""
    best, most, second = _commonest(texts)
    return best if most >= least and most > second else None


_SAMPLE = 4_000  # characters; Dutch has 250 known words in them
_FEWEST_TEXTS = 20  # of one sample, for a document may have a summary in another language
_MANY_KNOWN = 50


def find_language(texts: Sequence[str]) -> str | None:
    """What `guess_language` says of the paragraphs of a long text, most often from a few of them.

    They are taken evenly from all over it, and of long ones the beginning. Where another language has more than half as
    many known words, all are counted, which for ten pages takes longer than parsing their XML.
    """
    size = sum(map(len, texts))
    step = min(size // _SAMPLE, len(texts) // _FEWEST_TEXTS) | 1  # odd, since questions and answers take turns
    share = size // (step * _SAMPLE)
    if step > 1 or share > 1:
        best, most, second = _commonest([text[: len(text) // max(share, 1)] for text in texts[::step]])
        if most >= _MANY_KNOWN and most >= 2 * second:
            return best
    return guess_language(texts)


def _commonest(texts: Iterable[str]) -> tuple[str, int, int]:
    """The language with most known words, how many they are, and how many those of the next."""
    counts = _count_function_words("\n".join(texts))
    (best, most), (_, second) = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
    return best, most, second


_FEWEST_KNOWN = 3  # function words of its language in a text that tells it by itself


def guess_languages(texts: Sequence[str], default: str | None) -> tuple[str | None, ...]:
    """The language of each of these neighbouring texts; one too short to tell inherits.

    It has the language of the nearest telling texts before and behind it if these agree, else `default`, the language
    of the whole. Linear in the length of the texts.
    """
    own = [_telling_language(text) for text in texts]
    before, behind = _carried(own), _carried(own[::-1])[::-1]
    return tuple(
        found or (left if left and left == right else default)
        for found, left, right in zip(own, before, behind, strict=True)
    )


def _telling_language(text: str) -> str | None:
    counts = _count_function_words(text)
    (second, _), (most, best) = sorted((count, name) for name, count in counts.items())[-2:]
    return best if most >= _FEWEST_KNOWN and 2 * most >= 3 * second else None


def _carried(languages: Iterable[str | None]) -> list[str | None]:
    """At each place the last language said so far."""
    last: str | None = None
    carried = []
    for language in languages:
        last = language or last
        carried.append(last)
    return carried
