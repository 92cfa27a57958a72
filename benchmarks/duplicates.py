"""Finds near-duplicates and containment in a labelled corpus, docdiff beside datasketch and rensa, in one run.

    python benchmarks/duplicates.py [--sizes 10K,100K,1M] [--timeout SECONDS] [--engines docdiff,datasketch,rensa]
                                    [--text FOLDER] [--hard]

The corpus is written by a seeded generator that has read `seeds/`: the words follow Zipf's law, and every other one the
word it follows there, so that phrases recur as in real text and sentences do not. Paragraphs have 20 to 120 words;
every hundredth gets a copy with one of 17 kinds of edit, every hundredth is quoted in another in one of 4 ways, and
every hundredth gets a twin that shares only a template. `--text` takes the paragraphs of the .txt files in a folder
instead, as they are (what repeats in them counts as a false alarm), and `--hard` sentences of the seeds with most of
their longer words replaced, so that all texts share the skeletons of a few hundred sentences.

Every engine runs in a process of its own; time and peak memory are that process's, making the corpus not included in
the time. An engine that knows no containment is scored on near-duplicates alone. Peers are optional:
`pip install datasketch rensa`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SIZES = {"10K": 10_000, "100K": 100_000, "1M": 1_000_000}
NEAR, CONTAINED = 0.6, 0.7
SKETCHED = 0.35  # resemblance by sketches of word 3-grams: near copies have 0.4 and more here

TEMPLATE = "Geachte heer, mevrouw, hierbij ontvangt u ons antwoord op uw vraag van vorige week."

Labels = dict[tuple[int, int], str]


def read_seeds() -> str:
    """The text of all seeds in one line."""
    return re.sub(r"\s+", " ", " ".join(file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt"))))


class Writer:
    """Writes paragraphs out of pieces (sentences, or paragraphs of a folder) until there are enough words."""

    def __init__(self, seed: int, pieces: Iterator[str], words: Sequence[str]) -> None:
        self.rng = random.Random(seed)
        self.pieces = pieces
        self.words = words

    def paragraph(self, least: int = 20, most: int = 120) -> str:
        """Whole pieces until there are enough words."""
        wanted = self.rng.randint(least, most)
        text = next(self.pieces)
        while text.count(" ") + 1 < wanted:
            text = f"{text} {next(self.pieces)}"
        return text


def made_up_sentences(seed: int) -> Iterator[str]:
    """Sentences nobody wrote: Zipf's law over 60,000 words, every other word one that follows there in the seeds."""
    import numpy as np

    rng = np.random.default_rng(seed)
    running = re.findall(r"\w+", read_seeds().lower())
    known = [word for word, _ in Counter(running).most_common()]
    longer = [word for word in known if len(word) > 4]
    seen = set(known)
    while len(known) < 60_000:  # the rare words: the head of one, the tail of another
        head, tail = longer[rng.integers(len(longer))], longer[rng.integers(len(longer))]
        word = head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :]
        if word not in seen:
            seen.add(word)
            known.append(word)
    number = {word: at for at, word in enumerate(known)}
    followers: list[list[int]] = [[] for _ in known]
    for word, after in pairwise(running):
        followers[number[word]].append(number[after])
    first = np.cumsum([0, *map(len, followers)])
    flat, counts = np.array([at for some in followers for at in some]), np.diff(first)
    zipf = np.cumsum(1 / (np.arange(len(known)) + 2.7))
    while True:
        lengths = rng.integers(6, 25, 20_000)
        columns = [np.searchsorted(zipf, rng.random(len(lengths)) * zipf[-1])]
        for _ in range(24):
            free = np.searchsorted(zipf, rng.random(len(lengths)) * zipf[-1])
            after = columns[-1]
            follow = (rng.random(len(lengths)) < 0.5) & (counts[after] > 0)
            next_one = flat[
                np.minimum(first[after] + (rng.random(len(lengths)) * counts[after]).astype(int), len(flat) - 1)
            ]
            columns.append(np.where(follow, next_one, free))
        for row, length in zip(np.stack(columns, axis=1).tolist(), lengths.tolist(), strict=True):
            text = " ".join([known[at] for at in row[:length]])
            yield f"{text[0].upper()}{text[1:]}."


def hard_sentences(seed: int) -> Iterator[str]:
    """Sentences of the seeds with four fifths of their longer words replaced; their short words stay."""
    rng = random.Random(seed)
    known = [text for text in re.split(r"(?<=[.?!])\s+", read_seeds()) if len(text.split()) >= 5]
    words = long_words()
    while True:
        kept = ((word, len(word) <= 3 or rng.random() < 0.2) for word in rng.choice(known).split())
        yield " ".join(word if keep else rng.choice(words) for word, keep in kept)


def paragraphs_of(folder: Path, seed: int) -> Iterator[str]:
    """The distinct paragraphs of 20 to 200 words in the .txt files of a folder, shuffled."""
    found: dict[str, str] = {}
    for file in sorted(folder.rglob("*.txt")):
        for part in re.split(r"\n\s*\n", file.read_text(encoding="utf-8", errors="replace")):
            text = " ".join(part.split())
            if 20 <= text.count(" ") + 1 <= 200:
                found.setdefault(text.casefold(), text)
    texts = list(found.values())
    random.Random(seed).shuffle(texts)
    yield from texts


def long_words() -> list[str]:
    """The longer words of the seeds: what replaced and inserted words are taken from."""
    return sorted({word for word in read_seeds().split() if len(word) > 3})


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
    return f"{text} {' '.join(writer.paragraph(12, 12).split()[:12])}."


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


def corpus(size: int, source: str = "made up", seed: int = 1) -> tuple[list[str], Labels]:
    """`size` texts in random order, and which of them belong together: (a, b) with a < b to the kind of edit.

    `source` is "made up", "hard" or a folder, which may have fewer texts.
    """
    pieces = {"made up": made_up_sentences, "hard": hard_sentences}.get(source)
    writer = Writer(seed, pieces(seed) if pieces else paragraphs_of(Path(source), seed), long_words())
    least, most = (20, 120) if pieces else (20, 20)
    texts: list[str] = []
    pairs: list[tuple[int, int, str]] = []
    kinds = list(NEAR_EDITS)
    ways = list(CONTAINMENT)
    with contextlib.suppress(StopIteration):
        while len(texts) < size:
            at = len(texts)
            text = writer.paragraph(least, most)
            draw = writer.rng.random()
            if draw < 0.01:
                kind = kinds[len(pairs) % len(kinds)]
                texts += text, NEAR_EDITS[kind](text, writer)
                pairs.append((at, at + 1, kind))
            elif draw < 0.02:
                kind = ways[len(pairs) % len(ways)]
                texts += text, CONTAINMENT[kind](text, writer)
                pairs.append((at, at + 1, kind))
            elif draw < 0.03:  # a template filled twice: alike, but not the same text
                texts += (f"{TEMPLATE} {writer.paragraph(25, 40)}" for _ in range(2))
            else:
                texts.append(text)
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
    """MinHash LSH over word 3-grams, what it finds kept where the sketches say so too: its best setting here."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    sketches: list[MinHash] = []
    for at, text in enumerate(texts):
        words = text.lower().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[i : i + 3]).encode() for i in range(max(len(words) - 2, 1))])
        for other in index.query(sketch):
            if sketches[int(other)].jaccard(sketch) >= SKETCHED:
                yield int(other), at, "near"
        index.insert(str(at), sketch)
        sketches.append(sketch)


def with_rensa(texts: list[str]) -> Iterator[tuple[int, int, str]]:
    """The same with rensa (Rust)."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    sketches: list[RMinHash] = []
    for at, text in enumerate(texts):
        words = text.lower().split()
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update([" ".join(words[i : i + 3]) for i in range(max(len(words) - 2, 1))])
        for other in index.query(sketch):
            if sketches[other].jaccard(sketch) >= SKETCHED:
                yield other, at, "near"
        index.insert(at, sketch)
        sketches.append(sketch)


ENGINES = {"docdiff": with_docdiff, "datasketch": with_datasketch, "rensa": with_rensa}


def measure(engine: str, size: int, source: str) -> dict[str, object]:
    """Runs one engine on one corpus in this process."""
    texts, labels = corpus(size, source)
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
    parser.add_argument("--text", metavar="FOLDER", help="take the paragraphs of the .txt files there")
    parser.add_argument("--hard", action="store_true", help="texts that share the skeletons of a few hundred sentences")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    source = options.text or ("hard" if options.hard else "made up")
    if options.one:
        print(json.dumps(measure(options.one[0], int(options.one[1]), source)))
        return
    print("| engine | texts | wall | CPU | peak memory | near F1 | containment F1 | missed |")
    print("|---|---|---|---|---|---|---|---|")
    for size in options.sizes.split(","):
        for engine in options.engines.split(","):
            print(_row(engine, size, options.timeout, source), flush=True)


def _row(engine: str, size: str, timeout: float, source: str) -> str:
    which = {"made up": [], "hard": ["--hard"]}.get(source, ["--text", source])
    command = [sys.executable, __file__, "--one", engine, str(SIZES[size]), *which]
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
