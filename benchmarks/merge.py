#!/usr/bin/env python3
"""Merges two copies of a text with docdiff and with other engines, side by side in one run.

    python benchmarks/merge.py [CASES.jsonl ...] [--each N]

Without files the cases are made from the documents in seeds/, the same on every machine: two edited copies of 24
paragraphs, and what should come of them. A file has one JSON object a line (it may be packed with gzip): "base",
"ours", "theirs", and "truth" or "committed" (null or "expect": "conflict" where people must decide), and "kind" or
"cls".

Words are compared, not layout. `right`: the words that should be there, or a conflict where there should be one.
`needless`: a conflict where none should be. `wrong`: other words and no conflict; `flagged` are those of them that
docdiff asks to look at. `lost`: a merge without a conflict in which words are missing that nobody took out. Seconds are
CPU time, of programs that were started too. Engines that are not installed are named and left out; merge3 is under the
GPL and is only measured here.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_WORD = re.compile(r"\w+|[^\w\s]")
PARAGRAPHS = 24


class Case(NamedTuple):
    """Three texts and the words that should come of them, each of which will do; none where people must decide."""

    kind: str
    base: str
    ours: str
    theirs: str
    truths: tuple[str, ...]


class Outcome(NamedTuple):
    """A merged text, None when there was a conflict."""

    text: str | None
    flagged: bool = False


# The cases


def seed_paragraphs() -> list[str]:
    """The paragraphs of the seeds that stand in a line of their own."""
    lines = [line for path in sorted((ROOT / "seeds").glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    return list(
        dict.fromkeys(" ".join(line.split()) for line in lines if len(line) > 120 and line.rstrip()[-1:] == ".")
    )


Maker = Callable[[list[str], random.Random, list[str]], tuple[list[str], list[str], list[list[str]]]]


def replaced(text: str, at: int, word: str) -> str:
    """`text` with its word number `at` replaced."""
    words = text.split()
    words[at] = word
    return " ".join(words)


def far_words(base: list[str], chance: random.Random, words: list[str]) -> tuple[list[str], list[str], list[list[str]]]:
    """Two words of one paragraph, far apart."""
    i = chance.randrange(len(base))
    last = len(base[i].split()) - 2
    ours, theirs, both = list(base), list(base), list(base)
    one, other = chance.sample(words, 2)
    ours[i], theirs[i] = replaced(base[i], 1, one), replaced(base[i], last, other)
    both[i] = replaced(ours[i], last, other)
    return ours, theirs, [both]


def neighbours(
    base: list[str], chance: random.Random, words: list[str]
) -> tuple[list[str], list[str], list[list[str]]]:
    """A word in each of two paragraphs that follow one another."""
    i = chance.randrange(len(base) - 1)
    one, other = chance.sample(words, 2)
    ours, theirs, both = list(base), list(base), list(base)
    ours[i], theirs[i + 1] = replaced(base[i], 3, one), replaced(base[i + 1], 3, other)
    both[i : i + 2] = ours[i], theirs[i + 1]
    return ours, theirs, [both]


def move_and_edit(
    base: list[str], chance: random.Random, words: list[str]
) -> tuple[list[str], list[str], list[list[str]]]:
    """A paragraph that one moves and the other edits."""
    i = chance.randrange(len(base) // 2)
    to = i + len(base) // 2
    theirs = list(base)
    theirs[i] = replaced(base[i], 4, chance.choice(words))
    ours, both = list(base), list(theirs)
    ours.insert(to, ours.pop(i))
    both.insert(to, both.pop(i))
    return ours, theirs, [both]


def same_gap(base: list[str], chance: random.Random, words: list[str]) -> tuple[list[str], list[str], list[list[str]]]:
    """Two new paragraphs in one place; either order will do."""
    i = chance.randrange(1, len(base))
    one, other = (" ".join(chance.sample(words, 14)) + "." for _ in range(2))
    return (
        [*base[:i], one, *base[i:]],
        [*base[:i], other, *base[i:]],
        [[*base[:i], one, other, *base[i:]], [*base[:i], other, one, *base[i:]]],
    )


def split_and_edit(
    base: list[str], chance: random.Random, words: list[str]
) -> tuple[list[str], list[str], list[list[str]]]:
    """A paragraph that one splits and the other edits."""
    i = chance.randrange(len(base))
    half = len(base[i].split()) // 2

    def cut(texts: list[str]) -> list[str]:
        parts = texts[i].split()
        return [*texts[:i], " ".join(parts[:half]), " ".join(parts[half:]), *texts[i + 1 :]]

    theirs = list(base)
    theirs[i] = replaced(base[i], 2, chance.choice(words))
    return cut(base), theirs, [cut(theirs)]


def wrap_and_edit(
    base: list[str], chance: random.Random, words: list[str]
) -> tuple[list[str], list[str], list[list[str]]]:
    """All lines broken anew by one, a word changed by the other."""
    theirs = list(base)
    i = chance.randrange(len(base))
    theirs[i] = replaced(base[i], 5, chance.choice(words))
    wrapped = [re.sub(r"(.{40,60}) ", r"\1\n", text) for text in base]
    return wrapped, theirs, [theirs]


def same_word(base: list[str], chance: random.Random, words: list[str]) -> tuple[list[str], list[str], list[list[str]]]:
    """One word changed by both: people must decide."""
    i = chance.randrange(len(base))
    one, other = chance.sample(words, 2)
    ours, theirs = list(base), list(base)
    ours[i], theirs[i] = replaced(base[i], 3, one), replaced(base[i], 3, other)
    return ours, theirs, []


def delete_or_edit(
    base: list[str], chance: random.Random, words: list[str]
) -> tuple[list[str], list[str], list[list[str]]]:
    """A paragraph that one deletes and the other edits: people must decide."""
    i = chance.randrange(len(base))
    theirs = list(base)
    theirs[i] = replaced(base[i], 3, chance.choice(words))
    return [*base[:i], *base[i + 1 :]], theirs, []


KINDS: tuple[Maker, ...] = (
    far_words,
    neighbours,
    move_and_edit,
    same_gap,
    split_and_edit,
    wrap_and_edit,
    same_word,
    delete_or_edit,
)


def make_cases(each: int) -> Iterator[Case]:
    """`each` cases of every kind."""
    source = seed_paragraphs()
    words = sorted({word for text in source for word in text.split() if len(word) > 4 and word.isalpha()})
    for kind in KINDS:
        for number in range(each):
            chance = random.Random(f"{kind.__name__} {number}")
            base = chance.sample(source, PARAGRAPHS)
            ours, theirs, truths = kind(base, chance, words)
            name = kind.__name__.replace("_", " ")
            yield Case(name, written(base), written(ours), written(theirs), tuple(map(written, truths)))


def written(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file that have two copies."""
    data = path.read_bytes()
    for line in (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8").splitlines():
        record: dict[str, Any] = json.loads(line)
        if "ours" not in record:
            continue
        decide = record.get("expect") == "conflict" or record.get("cls") == "choice"
        truths = [record.get(name) for name in ("truth", "truth_alt", "committed")]
        kind = str(record.get("cls") or record.get("kind") or path.stem)
        yield Case(
            kind, record["base"], record["ours"], record["theirs"], () if decide else tuple(t for t in truths if t)
        )


# The engines


def merge_docdiff(case: Case) -> Outcome:
    from docdiff import merge, read

    texts = (("base", case.base), ("ours", case.ours), ("theirs", case.theirs))
    made = merge(*(read(text.encode("utf-8", "surrogatepass"), name=f"{name}.md") for name, text in texts))
    return Outcome(None if made.conflicts else made.text, bool(made.flags))


def merge_git(case: Case) -> Outcome:
    return Outcome(git_merge_file(case.base, case.ours, case.theirs))


def merge_git_sentences(case: Case) -> Outcome:
    return Outcome(git_merge_file(*(re.sub(r"(?<=[.!?]) ", " \n", text) for text in case[1:4])))


def merge_git_words(case: Case) -> Outcome:
    return Outcome(git_merge_file(*("\n".join(re.findall(r"\n\n+|\S+", text)) + "\n" for text in case[1:4])))


def git_merge_file(base: str, ours: str, theirs: str) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for path, text in zip(files, (ours, base, theirs), strict=True):
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
        done = subprocess.run(["git", "merge-file", "-p", *files], capture_output=True, check=False)
        return None if done.returncode else done.stdout.decode("utf-8", "surrogatepass")


def merge_diff_match_patch(case: Case) -> Outcome:
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    text, applied = engine.patch_apply(engine.patch_make(case.base, case.theirs), case.ours)
    return Outcome(text if all(applied) else None)


def merge_merge3(case: Case) -> Outcome:
    from merge3 import Merge3

    pieces = [re.findall(r"\s+|\S+", text) for text in case[1:4]]
    merged: list[str] = []
    for region in Merge3(*pieces).merge_groups():
        if region[0] == "conflict":
            return Outcome(None)
        merged += region[1]
    return Outcome("".join(merged))


ENGINES: tuple[tuple[str, Callable[[Case], Outcome], str], ...] = (
    ("docdiff", merge_docdiff, ""),
    ("git merge-file", merge_git, "git"),
    ("git, one sentence a line", merge_git_sentences, "git"),
    ("git, one word a line", merge_git_words, "git"),
    ("diff-match-patch", merge_diff_match_patch, "diff_match_patch"),
    ("merge3, by word", merge_merge3, "merge3"),
)


def is_installed(need: str) -> bool:
    return not need or shutil.which(need) is not None or importlib.util.find_spec(need) is not None


# The score


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def loses_words(case: Case, merged: str) -> bool:
    """Whether a word stands there less often than the two edits allow."""
    had, has = Counter(words(case.base)), Counter(words(merged))
    wanted = [Counter(words(case.ours)), Counter(words(case.theirs))]
    for word in had | wanted[0] | wanted[1]:
        changes = [copy[word] - had[word] for copy in wanted]
        least = had[word] + max(max(changes), 0) + sum(change for change in changes if change < 0)
        if has[word] < least:
            return True
    return False


def score(case: Case, outcome: Outcome) -> Iterator[str]:
    if outcome.text is None:
        yield "right" if not case.truths else "needless"
        return
    if loses_words(case, outcome.text):
        yield "lost"
    if words(outcome.text) in [words(truth) for truth in case.truths]:
        yield "right"
    else:
        yield "flagged" if outcome.flagged else "wrong"


def cpu() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


COLUMNS = ("right", "needless", "wrong", "flagged", "lost")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, help="cases; default: made from seeds/")
    parser.add_argument("--each", type=int, default=20, help="cases of each kind to make (default: 20)")
    arguments = parser.parse_args()
    cases = [case for path in arguments.files for case in read_cases(path)] or list(make_cases(arguments.each))
    kinds = list(dict.fromkeys(case.kind for case in cases))
    print(f"{len(cases)} cases: {', '.join(kinds)}\n")
    print(f"| engine | {' | '.join(COLUMNS)} | CPU |\n|---|{'---|' * (len(COLUMNS) + 1)}")
    right: dict[str, Counter[str]] = {}
    for name, engine, need in ENGINES:
        if not is_installed(need):
            print(f"| {name} | not installed |")
            continue
        counts: Counter[str] = Counter()
        right[name] = Counter()
        before = cpu()
        for case in cases:
            found = list(score(case, engine(case)))
            counts.update(found)
            right[name][case.kind] += "right" in found
        cells = " | ".join(str(counts[column]) for column in COLUMNS)
        print(f"| {name} | {cells} | {cpu() - before:.1f} s |", flush=True)
    total = Counter(case.kind for case in cases)
    print(f"\n| right, of each kind | {' | '.join(right)} |\n|---|{'---|' * len(right)}")
    for kind in kinds:
        print(f"| {kind} (of {total[kind]}) | {' | '.join(str(counts[kind]) for counts in right.values())} |")


if __name__ == "__main__":
    main()
