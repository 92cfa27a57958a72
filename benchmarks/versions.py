#!/usr/bin/env python3
"""Scores `docdiff.find_versions` on a folder of made-up versions with known parents, and says how long it took.

    python benchmarks/versions.py [--families N] [--versions N]

The texts are made from the sentences in seeds/, the same bytes on every machine: rows of drafts, drafts that readers
edited side by side and that were merged, and letters made from one form, which are no versions. Names say nothing.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from typing import NamedTuple

from redline import ROOT, seed_paragraphs

sys.path.insert(0, str(ROOT))

Texts = list[str]
Link = frozenset[int]


class Corpus(NamedTuple):
    """Texts, the family each is of (-1 for none) and the links between them, by kind of family."""

    texts: list[Texts]
    families: list[int]
    links: dict[str, set[Link]]


def make_corpus(families: int, versions: int) -> Corpus:
    """So many families of each of two kinds, and a quarter as many forms filled in by as many people."""
    chance = random.Random(families * 1000 + versions)
    source = seed_paragraphs()
    words = sorted({word for text in source for word in text.split() if len(word) > 4 and word.isalpha()})
    corpus = Corpus([], [], {"rows": set(), "branches": set()})

    def write() -> str:
        return " ".join(chance.choice(words) for _ in range(chance.randrange(20, 80))) + "."

    def start() -> Texts:
        return [chance.choice(source) if chance.random() < 0.1 else write() for _ in range(chance.randrange(20, 120))]

    def edit(texts: Texts) -> Texts:
        """Another draft: from a handful of words to a third of the paragraphs, now and then one taken back."""
        new = list(texts)
        for _ in range(chance.choice((1, 2, 4, 8, max(8, len(new) // 3)))):
            at = chance.randrange(len(new))
            draw = chance.random()
            if draw < 0.6:
                parts = new[at].split()
                parts[chance.randrange(len(parts))] = chance.choice(words)
                new[at] = " ".join(parts)
            elif draw < 0.8:
                new.insert(at, write())
            elif len(new) > 10:
                del new[at]
        return new

    def add(texts: Texts, family: int) -> int:
        corpus.texts.append(texts)
        corpus.families.append(family)
        return len(corpus.texts) - 1

    def add_row(family: int) -> None:
        texts = start()
        last = add(texts, family)
        for _ in range(versions - 1):
            texts = edit(texts)
            here = add(texts, family)
            corpus.links["rows"].add(frozenset((last, here)))
            last = here

    def add_branches(family: int) -> None:
        texts = start()
        last = add(texts, family)
        for _ in range((versions - 1) // 3):
            half = len(texts) // 2
            first, second = edit(texts[:half]), edit(texts[half:])
            ends = [add([*first, *texts[half:]], family), add([*texts[:half], *second], family)]
            texts = [*first, *second]
            merged = add(texts, family)
            corpus.links["branches"] |= {frozenset(pair) for end in ends for pair in ((last, end), (end, merged))}
            last = merged

    for number in range(families):
        add_row(2 * number)
        add_branches(2 * number + 1)
    for _ in range(families // 4):
        form = [write() for _ in range(12)]
        for _ in range(versions):
            add([f"{part} {' '.join(chance.choice(words) for _ in range(8))}." for part in form], -1)
    return corpus


def f1(found: set[Link], true: set[Link]) -> float:
    return 2 * len(found & true) / max(len(found) + len(true), 1)


def pairs_of(groups: dict[int, list[int]]) -> set[Link]:
    return {frozenset((a, b)) for group in groups.values() for a in group for b in group if a < b}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, default=14, help="of each kind")
    parser.add_argument("--versions", type=int, default=10, help="in each family")
    options = parser.parse_args()

    from docdiff import Document, find_versions

    corpus = make_corpus(options.families, options.versions)
    places = list(range(len(corpus.texts)))
    random.Random(0).shuffle(places)
    documents = [Document.from_texts(corpus.texts[i], f"{at:04}.txt") for at, i in enumerate(places)]
    began = time.process_time()
    found = find_versions(documents)
    took = time.process_time() - began
    true: dict[int, list[int]] = {}
    for i, family in enumerate(corpus.families):
        if family >= 0:
            true.setdefault(family, []).append(i)
    told = {number: sorted(places[i] for i in family.members) for number, family in enumerate(found.families)}
    edges = {frozenset((places[e.parent], places[e.child])) for family in found.families for e in family.edges}
    unit = 1_000_000 if sys.platform == "darwin" else 1000
    size = sum(len(part) for texts in corpus.texts for part in texts)
    print(f"{len(documents)} documents, {size / 1e6:.1f} MB: {took:.1f} s of CPU, ", end="")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit:.0f} MB peak memory\n")
    print("| what | F1 |\n|---|---|")
    print(f"| families, by pairs | {f1(pairs_of(told), pairs_of(true)):.3f} |")
    for kind, links in corpus.links.items():
        ends = {i for link in links for i in link}
        print(f"| links, {kind} | {f1({link for link in edges if link <= ends}, links):.3f} |")


if __name__ == "__main__":
    main()
