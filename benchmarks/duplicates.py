"""Finds near-duplicates and containment in a labelled corpus, docdiff beside datasketch and rensa, in one run.

    python benchmarks/duplicates.py [--sizes 10K,100K,1M] [--timeout SECONDS] [--engines docdiff,datasketch,rensa]

The corpus is made of the sentences in `seeds/` by a seeded generator: paragraphs of 20 to 120 words, of which every
hundredth gets a copy with one of 17 kinds of edit, every hundredth is quoted in another in one of 4 ways, and every
hundredth gets a twin that shares only a template. Every engine runs in a process of its own; time and peak memory are
that process's. An engine that knows no containment is scored on near-duplicates alone. Peers are optional:
`pip install datasketch rensa`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SIZES = {"10K": 10_000, "100K": 100_000, "1M": 1_000_000}
NEAR, CONTAINED = 0.6, 0.7

TEMPLATE = "Geachte heer, mevrouw, hierbij ontvangt u ons antwoord op uw vraag van vorige week."

Labels = dict[tuple[int, int], str]


def sentences() -> list[str]:
    """The distinct sentences of the seeds of 5 words and more."""
    text = " ".join(file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt")))
    found = re.split(r"(?<=[.?!])\s+", re.sub(r"\s+", " ", text))
    return list(dict.fromkeys(sentence for sentence in found if len(sentence.split()) >= 5))


class Writer:
    """Writes paragraphs that are new but sound alike: real sentences with most of their longer words replaced."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.known = sentences()
        self.words = sorted({word for sentence in self.known for word in sentence.split() if len(word) > 3})

    def sentence(self) -> str:
        """A sentence nobody wrote yet, in all likelihood; its short words stay, as they would."""
        words = self.rng.choice(self.known).split()
        kept = (len(word) <= 3 or self.rng.random() < 0.2 for word in words)
        return " ".join(word if keep else self.rng.choice(self.words) for word, keep in zip(words, kept, strict=True))

    def paragraph(self, least: int = 20, most: int = 120) -> str:
        """Whole sentences until there are enough words."""
        wanted = self.rng.randint(least, most)
        text = ""
        while len(text.split()) < wanted:
            text = f"{text} {self.sentence()}".strip()
        return text


def _words(edit: Callable[[random.Random, list[str], Writer], None], times: float) -> Callable[[str, Writer], str]:
    """An edit of single words, `times` of them (below 1: that part of all)."""

    def apply(text: str, writer: Writer) -> str:
        words = text.split()
        count = int(times) if times >= 1 else max(1, int(times * len(words)))
        for _ in range(count):
            edit(writer.rng, words, writer)
        return " ".join(words)

    return apply


def _replace(rng: random.Random, words: list[str], writer: Writer) -> None:
    words[rng.randrange(len(words))] = writer.rng.choice(writer.words)


def _insert(rng: random.Random, words: list[str], writer: Writer) -> None:
    words.insert(rng.randrange(len(words)), writer.rng.choice(writer.words))


def _delete(rng: random.Random, words: list[str], writer: Writer) -> None:
    del words[rng.randrange(len(words))]


def _swap(rng: random.Random, words: list[str], writer: Writer) -> None:
    at = rng.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]


def _spread(text: str, writer: Writer) -> str:
    return "  ".join(text.split())


def _wrap(text: str, writer: Writer) -> str:
    return re.sub(r"(.{60,72}) ", r"\1\n", text)


def _quotes(text: str, writer: Writer) -> str:
    return text.replace("'", "’").replace("‘", "'").replace("–", "-") + " ”"


def _typo(text: str, writer: Writer) -> str:
    at = writer.rng.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _number(text: str, writer: Writer) -> str:
    return re.sub(
        r"\d+", lambda match: str(int(match.group()) + 1), text + f" Dat is {writer.rng.randint(2, 99)} keer."
    )


def _date(text: str, writer: Writer) -> str:
    return f"{text} Dit is besloten op {writer.rng.randint(1, 28)} maart 2026."


def _drop_sentence(text: str, writer: Writer) -> str:
    parts = re.split(r"(?<=[.?!]) ", text)
    return " ".join(parts[:-1]) if len(parts) > 3 else " ".join(text.split()[:-3])


def _add_sentence(text: str, writer: Writer) -> str:
    return f"{text} {' '.join(writer.sentence().split()[:12])}."


def _turn_sentences(text: str, writer: Writer) -> str:
    parts = re.split(r"(?<=[.?!]) ", text)
    return " ".join([*parts[1:-1], parts[0], parts[-1]]) if len(parts) > 4 else text + " Aldus."


NEAR_EDITS: dict[str, Callable[[str, Writer], str]] = {
    "white space": _spread,
    "line ends": _wrap,
    "case": lambda text, writer: text.upper(),
    "quotes and dashes": _quotes,
    "typing error": _typo,
    "number": _number,
    "date": _date,
    "1 word replaced": _words(_replace, 1),
    "3 words replaced": _words(_replace, 3),
    "5% replaced": _words(_replace, 0.05),
    "15% replaced": _words(_replace, 0.15),
    "2 words inserted": _words(_insert, 2),
    "2 words deleted": _words(_delete, 2),
    "words swapped": _words(_swap, 2),
    "sentence deleted": _drop_sentence,
    "sentence added": _add_sentence,
    "sentences in another order": _turn_sentences,
}
CONTAINMENT: dict[str, Callable[[str, Writer], str]] = {
    "quoted at the end": lambda text, writer: f"{writer.paragraph(150, 220)} {text}",
    "quoted at the start": lambda text, writer: f"{text} {writer.paragraph(150, 220)}",
    "quoted within": lambda text, writer: f"{writer.paragraph(80, 120)} {text} {writer.paragraph(80, 120)}",
    "quoted with an edit": lambda text, writer: (
        f"{writer.paragraph(80, 120)} {NEAR_EDITS['2 words deleted'](text, writer)} {writer.paragraph(80, 120)}"
    ),
}


def corpus(size: int, seed: int = 1) -> tuple[list[str], Labels]:
    """`size` texts in random order, and which of them belong together: (a, b) with a < b to the kind of edit."""
    writer = Writer(seed)
    texts: list[str] = []
    pairs: list[tuple[int, int, str]] = []
    kinds = list(NEAR_EDITS)
    ways = list(CONTAINMENT)
    while len(texts) < size:
        at = len(texts)
        texts.append(writer.paragraph())
        draw = writer.rng.random()
        if draw < 0.01:
            kind = kinds[len(pairs) % len(kinds)]
            texts.append(NEAR_EDITS[kind](texts[at], writer))
            pairs.append((at, at + 1, kind))
        elif draw < 0.02:
            kind = ways[len(pairs) % len(ways)]
            texts.append(CONTAINMENT[kind](texts[at], writer))
            pairs.append((at, at + 1, kind))
        elif draw < 0.03:  # a template filled twice: alike, but not the same text
            texts[at] = f"{TEMPLATE} {writer.paragraph(25, 40)}"
            texts.append(f"{TEMPLATE} {writer.paragraph(25, 40)}")
    order = list(range(len(texts)))
    writer.rng.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    labels = {(min(place[a], place[b]), max(place[a], place[b])): kind for a, b, kind in pairs}
    return [texts[old] for old in order], labels


def with_docdiff(texts: list[str]) -> Iterator[tuple[int, int, str]]:
    """Pairs and whether one lies in the other."""
    from docdiff.pairs import find_pairs

    for pair in find_pairs(texts, near=NEAR, contained=CONTAINED):
        yield min(pair.a, pair.b), max(pair.a, pair.b), "contained" if pair.relation == "contained" else "near"


def with_datasketch(texts: list[str]) -> Iterator[tuple[int, int, str]]:
    """MinHash LSH over word 3-grams at Jaccard 0.5, its best setting here."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    for at, text in enumerate(texts):
        words = text.lower().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[i : i + 3]).encode() for i in range(max(len(words) - 2, 1))])
        for other in index.query(sketch):
            yield int(other), at, "near"
        index.insert(str(at), sketch)


def with_rensa(texts: list[str]) -> Iterator[tuple[int, int, str]]:
    """rensa's MinHash LSH (Rust) over word 3-grams."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    for at, text in enumerate(texts):
        words = text.lower().split()
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update([" ".join(words[i : i + 3]) for i in range(max(len(words) - 2, 1))])
        for other in index.query(sketch):
            yield int(other), at, "near"
        index.insert(at, sketch)


ENGINES = {"docdiff": with_docdiff, "datasketch": with_datasketch, "rensa": with_rensa}


def measure(engine: str, size: int) -> dict[str, object]:
    """Runs one engine on one corpus in this process."""
    texts, labels = corpus(size)
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = time.perf_counter()
    found = {(a, b): kind for a, b, kind in ENGINES[engine](texts)}
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    near = {pair for pair, kind in labels.items() if kind in NEAR_EDITS}
    inside = {pair for pair, kind in labels.items() if kind in CONTAINMENT}
    missed: dict[str, int] = {}
    for pair, kind in labels.items():
        if pair not in found:
            missed[kind] = missed.get(kind, 0) + 1
    return {
        "wall": wall,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "peak": after.ru_maxrss / 1024,
        # A pair of the other kind is neither right nor wrong.
        "near": _f1({pair for pair, kind in found.items() if kind == "near"} - inside, near),
        "containment": _f1({pair for pair, kind in found.items() if kind == "contained"} - near, inside),
        "missed": missed,
    }


def _f1(found: set[tuple[int, int]], wanted: set[tuple[int, int]]) -> float:
    right = len(found & wanted)
    return 2 * right / max(len(found) + len(wanted), 1)


def main() -> None:
    """Prints one table, a row an engine and size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="10K,100K")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--timeout", type=float, default=300)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one[0], int(options.one[1]))))
        return
    print("| engine | texts | wall | CPU | peak memory | near F1 | containment F1 | missed |")
    print("|---|---|---|---|---|---|---|---|")
    for size in options.sizes.split(","):
        for engine in options.engines.split(","):
            print(_row(engine, size, options.timeout), flush=True)


def _row(engine: str, size: str, timeout: float) -> str:
    command = [sys.executable, __file__, "--one", engine, str(SIZES[size])]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        return f"| {engine} | {size} | >{timeout:.0f} s | | | | | |"
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"status {done.returncode}"
        return f"| {engine} | {size} | not run: {reason} | | | | | |"
    found = json.loads(done.stdout)
    missed = ", ".join(f"{kind} {count}" for kind, count in sorted(found["missed"].items())) or "none"
    return (
        f"| {engine} | {size} | {found['wall']:.2f} s | {found['cpu']:.2f} s | {found['peak']:.0f} MB "
        f"| {found['near']:.3f} | {found['containment']:.3f} | {missed} |"
    )


if __name__ == "__main__":
    main()
