"""Recall and precision of pairs by kind of edit, on paragraphs of the seeds."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docdiff import candidates
from docdiff.pairs import find_pairs
from docdiff.readers import read
from docdiff.text import sentences

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
Edit = Callable[[str, random.Random], str]


@lru_cache(maxsize=1)
def paragraphs() -> tuple[str, ...]:
    """Paragraphs of the seeds that are like no other of them."""
    texts = [
        block.text
        for file in sorted(SEEDS.glob("*.txt"))
        for block in read(file).body
        if block.kind == "paragraph" and 25 <= len(block.text.split()) <= 200
    ]
    twice = {side for pair in find_pairs(texts) for side in (pair.a, pair.b)}
    return tuple(text for at, text in enumerate(texts) if at not in twice)


def with_words(count: int) -> Edit:
    def edit(text: str, rng: random.Random) -> str:
        words = text.split()
        for at in rng.sample(range(len(words)), count):
            words[at] = "vervangen"
        return " ".join(words)

    return edit


def with_sentences(change: Callable[[list[str]], list[str]]) -> Edit:
    return lambda text, rng: " ".join(change([text[start:end] for start, end in sentences(text)]))


EDITS: dict[str, Edit] = {
    "white space": lambda text, rng: "  ".join(text.split()),
    "line ends": lambda text, rng: re.sub(r"(.{50,70}) ", r"\1\n", text),
    "punctuation": lambda text, rng: text.replace(",", ";"),
    "quotes": lambda text, rng: text.replace("’", "'").replace("–", "-"),
    "number": lambda text, rng: re.sub(r"\d+", lambda match: str(int(match.group()) + 1), text),
    "date": lambda text, rng: f"{text} Dit is besloten op {rng.randint(1, 28)} maart 2026.",
    "one word": with_words(1),
    "three words": with_words(3),
    "five words": with_words(5),
    "sentence deleted": with_sentences(lambda parts: parts[:-1] if len(parts) > 3 else parts),
    "sentence inserted": with_sentences(lambda parts: [*parts[:1], "Dat is nieuw en stond er eerst niet.", *parts[1:]]),
    "sentences in another order": with_sentences(lambda parts: [*parts[-1:], *parts[:-1]] if len(parts) > 4 else parts),
}


@pytest.mark.parametrize("kind", EDITS)
def test_every_copy_with_an_edit_is_found_and_nothing_else(kind: str) -> None:
    rng = random.Random(7)
    texts = list(paragraphs())
    copies = [EDITS[kind](text, rng) for text in texts]
    found = {frozenset((pair.a, pair.b)) for pair in find_pairs([*texts, *copies])}
    wanted = {frozenset((at, at + len(texts))) for at in range(len(texts))}
    assert found - wanted == set()
    assert len(found) >= 0.99 * len(wanted)


@pytest.mark.parametrize("way", ["quoted in a longer one", "two joined"])
def test_every_quotation_is_found_and_nothing_else(way: str) -> None:
    texts = list(paragraphs())
    half = len(texts) // 2
    inner, outer = texts[:half], texts[half : 2 * half]
    if way == "quoted in a longer one":
        longer = [f"{other} {text} {other[::-1]}" for text, other in zip(inner, outer, strict=True)]
    else:
        longer = [f"{text} {other}" for text, other in zip(inner, outer, strict=True)]
    found = {frozenset((pair.a, pair.b)) for pair in find_pairs([*inner, *longer])}
    assert found == {frozenset((at, at + half)) for at in range(half)}


def test_texts_that_share_a_template_are_no_pairs() -> None:
    template = "Geachte heer, mevrouw, hierbij ontvangt u het antwoord van de gemeente op uw vraag van vorige week."
    assert find_pairs([f"{template} {text}" for text in paragraphs() if len(text.split()) > 60]) == ()


def test_letters_that_differ_in_one_slot_are_a_star_and_not_all_pairs() -> None:
    texts = [f"Geachte heer Jansen{n}, uw aanvraag van 3 maart voor een boom is goedgekeurd." for n in range(600)]
    assert len(find_pairs(texts)) == 599


@pytest.mark.parametrize("at_once", [1, 100])
def test_sorting_in_parts_finds_the_same(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(3)
    texts = [*paragraphs()[:60], *(EDITS["three words"](text, rng) for text in paragraphs()[:60])]
    whole = find_pairs(texts)
    monkeypatch.setattr(candidates, "_SORTED_AT_ONCE", at_once)
    assert len(whole) == 60
    assert find_pairs(texts) == whole


def test_a_script_without_spaces() -> None:
    text = "議会は今年の予算案について三回審議し、来週の火曜日に採決することを決定しました。"
    (pair,) = find_pairs(
        [text, text.replace("三回", "四回"), "橋は冬の間ずっと閉鎖されており、春まで渡ることはできません。"]
    )
    assert (pair.a, pair.b, pair.relation) == (0, 1, "near")


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1 << 16))
def test_order_and_strangers_change_nothing(seed: int) -> None:
    rng = random.Random(seed)
    texts = rng.sample(paragraphs(), 12)
    texts += [EDITS[kind](texts[at], rng) for at, kind in enumerate(rng.sample(sorted(EDITS), 6))]

    def said(some: list[str]) -> set[tuple[frozenset[str], float]]:
        return {(frozenset((some[p.a], some[p.b])), round(p.resemblance, 6)) for p in find_pairs(some)}

    expected = said(texts)
    shuffled = rng.sample(texts, len(texts))
    assert said(shuffled) == expected
    assert said([*texts, "Niemand had ooit gehoord van de vuurtoren op het eiland zonder schepen of zee."]) == expected
