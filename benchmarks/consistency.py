"""Measures `docdiff check` on folders of letters: time and memory for 100, 500 and, with --large, 2,000 of them.

usage: python benchmarks/consistency.py [--sizes 100,500] [--large] [--profile]

The letters are made up: 50 KB each of sentences nobody wrote (Zipf's law over 60,000 words; see `duplicates.py`) and,
one in ten, sentences of the seeds with their dates and amounts. Five letters make a matter: they share a dossier
number, names and acronyms (those of the seeds, with other letters for each matter), an event and a paragraph. In one
letter of five the event has a wrong year. The same size gives the same letters. Each size runs in a process of its own;
time is CPU time (user and system) of reading and checking with all default rules, and a peer (codespell, if it is
installed) reads the same files.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from duplicates import made_up_sentences, read_seeds

LETTER = 50_000  # characters
MATTER = 5  # letters
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
NUMBER = re.compile(r" \w*\d\w*")
DOUBLED = re.compile(r"\b(\w+)(?: \1\b)+", re.IGNORECASE)
CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z]\w+|\b[A-Z]{2,}\b|\b\d{2} ?\d{3}\b")  # names, acronyms, dossiers
DAY = re.compile(rf"\b\d\d?(?= (?:{'|'.join(MONTHS)}))")
HEADS = ("Uitvoering", "Financiën", "Samenwerking", "Planning", "Toezicht", "Vervolg")


@dataclass(frozen=True, slots=True)
class Matter:
    """What the letters of one matter share: dossier, a person, the day of an event, a paragraph, how names change."""

    dossier: str
    name: str
    day: int
    month: str
    passage: str
    names: dict[int, str]


def letters(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """The names and texts of `count` letters."""
    made_up = (DOUBLED.sub(r"\1", NUMBER.sub("", text)) for text in made_up_sentences(seed))
    seeds = seed_sentences()
    for number in range((count + MATTER - 1) // MATTER):
        rng = random.Random(f"{seed} {number}")
        matter = Matter(
            f"{20000 + number}",
            f"{_name(rng)} {_name(rng)}",
            rng.randint(2, 9),
            rng.choice(MONTHS),
            " ".join(next(made_up) for _ in range(6)),
            _other_letters(rng),
        )
        for part in range(min(MATTER, count - number * MATTER)):
            yield f"letter-{number:04}-{part}.txt", letter(rng, matter, part, made_up, seeds)


def letter(rng: random.Random, matter: Matter, number: int, made_up: Iterator[str], seeds: list[str]) -> str:
    """One letter of a matter; the last of them has the event in another year."""
    event, name = f"{matter.day} {matter.month}", matter.name
    parts = [
        f"Den Haag, {matter.day + rng.randint(3, 18)} {matter.month} 2026",
        f"Betreft: gesprek met {name} op {event} 2026 (Kamerstuk {matter.dossier}, nr. {number + 2})",
    ]
    size = 0
    while size < LETTER:
        of_seeds = rng.random() < 0.1
        kept = [_of_matter(matter, rng.choice(seeds))] if of_seeds else []
        parts.append(" ".join([*kept, *(next(made_up) for _ in range(rng.randint(3, 7)))]))
        size += len(parts[-1]) + 2
        if rng.random() < 0.05:
            parts.append(rng.choice(HEADS))
    year = 2025 if number == MATTER - 1 else 2026
    parts.insert(len(parts) // 2, f"Op {event} {year} sprak {name} met de Raad. {matter.passage}")
    parts.append(f"Over het gesprek met {name} op {event} jl. hebben wij de Raad een verslag gestuurd.")
    return "\n\n".join(parts) + "\n"


def _of_matter(matter: Matter, sentence: str) -> str:
    """A sentence of the seeds with names, numbers of papers and days that are this matter's own."""
    sentence = CAPITAL.sub(lambda found: found[0].translate(matter.names), sentence)
    return DAY.sub(lambda found: str((int(found[0]) * matter.day + len(matter.passage)) % 28 + 1), sentence)


def _other_letters(rng: random.Random) -> dict[int, str]:
    """A table that puts other consonants for consonants and other digits for digits: names of another matter."""
    found: dict[int, str] = {}
    for signs in ("BCDFGHJKLMNPQRSTVWXZ", "bcdfghjklmnpqrstvwxz", "123456789"):
        found |= str.maketrans(signs, "".join(rng.sample(signs, len(signs))))
    return found


def seed_sentences() -> list[str]:
    """The sentences of the seeds."""
    return [text for text in re.split(r"(?<=[.?!])\s+", read_seeds()) if 5 <= len(text.split()) <= 60]


def _name(rng: random.Random) -> str:
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(3)).capitalize()


def measure(folder: Path, profile: bool = False) -> dict[str, object]:
    """Reads and checks the letters in this process."""
    import docdiff
    from docdiff.checks import check

    files = sorted(folder.glob("*.txt"))
    documents = [docdiff.read(str(file)) for file in files]
    if profile:
        import cProfile
        import pstats

        profiler = cProfile.Profile()
        found = profiler.runcall(check, documents)
        pstats.Stats(profiler).sort_stats("cumtime").print_stats(70)
    else:
        found = check(documents)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / 1024,
        "findings": len(found),
        "years": sum(finding.rule == "date-year" for finding in found),
    }


def codespell(folder: Path) -> str:
    """The CPU time of codespell on the same files."""
    program = shutil.which("codespell")
    if program is None:
        return "not installed"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, str(folder)], capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return f"{after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime:.1f} s"


def main() -> None:
    """Prints one table, a row a size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="100,500")
    parser.add_argument("--large", action="store_true", help="2,000 letters as well")
    parser.add_argument("--profile", action="store_true", help="show where the time of the first size goes")
    parser.add_argument("--one", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(Path(options.one), options.profile)))
        return
    sizes = [int(size) for size in options.sizes.split(",")] + ([2000] if options.large else [])
    print("| letters | text | CPU | CPU per MB | peak memory | findings | planted years found | codespell |")
    print("|---|---|---|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for file, text in letters(size):
                (folder / file).write_text(text, encoding="utf-8")
            if options.profile:
                measure(folder, profile=True)
                return
            print(_row(size, folder), flush=True)


def _row(size: int, folder: Path) -> str:
    done = subprocess.run([sys.executable, __file__, "--one", str(folder)], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    megabytes = sum(file.stat().st_size for file in folder.glob("*.txt")) / 1e6
    per_megabyte = found["cpu"] / megabytes
    return (
        f"| {size} | {megabytes:.1f} MB | {found['cpu']:.1f} s | {per_megabyte:.2f} s | {found['peak']:.0f} MB "
        f"| {found['findings']} | {found['years']} of {size // MATTER} | {codespell(folder)} |"
    )


if __name__ == "__main__":
    main()
