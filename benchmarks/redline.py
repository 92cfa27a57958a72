#!/usr/bin/env python3
"""Compares two versions of a long text with docdiff and with other engines, side by side in one run.

    python benchmarks/redline.py [--sizes 10K,100K,1M,10M] [--timeout SECONDS] [--engines docdiff,difflib] [--repeat N]

The text is made from the documents in seeds/, with known edits (words, numbers, inserted, deleted and moved
paragraphs); the same bytes on every machine. Each engine runs in a process of its own, start-up included. Engines that
are not installed are named and left out.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import random
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SIZES = {"K": 1000, "M": 1_000_000}


# The two versions


def seed_paragraphs() -> list[str]:
    """The paragraphs of the seeds that stand in a line of their own, so that every engine sees the same ones."""
    lines = [line for path in sorted((ROOT / "seeds").glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    return [" ".join(line.split()) for line in lines if len(line) > 120 and line.rstrip()[-1:] in (".", "?", "!")]


def make_versions(size: int) -> tuple[list[str], list[str], dict[str, int]]:
    """An old text of about `size` characters, a new one, and how many edits of each kind lie between them.

    Later rounds over the seeds get other numbers and swap some words, so that a long text is no plain repetition.
    """
    chance = random.Random(size)
    source = seed_paragraphs()
    words = sorted({word for text in source for word in text.split() if len(word) > 4 and word.isalpha()})
    old: list[str] = []
    length = 0
    while length < size:
        for text in source:
            parts = text.split()
            for _ in range(len(parts) // 12):
                parts[chance.randrange(len(parts) - 1)] = chance.choice(words)
            old.append(" ".join(parts))
            length += len(old[-1]) + 1
            if length >= size:
                break
    return old, *edit(old, words, chance)


def edit(old: list[str], words: list[str], chance: random.Random) -> tuple[list[str], dict[str, int]]:
    """Edits 15 of 100 paragraphs: 8 get another word, 2 a number, 2 come, 2 go, 1 moves."""
    counts = dict.fromkeys(("word", "number", "inserted", "deleted", "moved"), 0)
    new: list[str] = []
    moved: list[str] = []
    for text in old:
        parts = text.split()
        at = chance.randrange(len(parts) - 1)
        draw = chance.randrange(100)
        kind = next((name for limit, name in EDITS if draw < limit), None)
        if kind == "moved" and len(parts) < 12:
            kind = None
        if kind is not None:
            counts[kind] += 1
        if kind == "word":
            parts[at] = chance.choice(words)
        elif kind == "number":
            parts[at] = str(chance.randrange(1000, 10_000))
        elif kind == "inserted":
            new.append(" ".join(chance.choice(words) for _ in range(25)) + ".")
        elif kind == "deleted":
            continue
        elif kind == "moved":
            moved.append(text)
            continue
        new.append(" ".join(parts))
    for text in moved:
        new.insert(chance.randrange(len(new) + 1), text)
    return new, counts


EDITS = ((8, "word"), (10, "number"), (12, "inserted"), (14, "deleted"), (15, "moved"))


# The engines: each takes two paths and returns what it found as text


def run_docdiff(old: Path, new: Path) -> str:
    sys.path.insert(0, str(ROOT))
    from docdiff.changes import diff
    from docdiff.readers import read

    difference = diff(read(old), read(new))
    if importlib.util.find_spec("docdiff.render") is None:
        return json.dumps(difference.to_dict())
    return str(importlib.import_module("docdiff.render").html(difference))


def run_difflib(old: Path, new: Path) -> str:
    from difflib import SequenceMatcher

    a, b = old.read_text("utf-8").split(), new.read_text("utf-8").split()
    out = []
    for tag, i, ii, j, jj in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(" ".join(a[i:ii]))
        else:
            out.append(f"<del>{' '.join(a[i:ii])}</del><ins>{' '.join(b[j:jj])}</ins>")
    return " ".join(out)


def run_diff_match_patch(old: Path, new: Path) -> str:
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    diffs = engine.diff_main(old.read_text("utf-8"), new.read_text("utf-8"))
    engine.diff_cleanupSemantic(diffs)
    return str(engine.diff_prettyHtml(diffs))


def run_lxml(old: Path, new: Path) -> str:
    from html import escape

    from lxml.html.diff import htmldiff

    sides = ["".join(f"<p>{escape(line)}</p>" for line in path.read_text("utf-8").splitlines()) for path in (old, new)]
    return str(htmldiff(*sides))


def run_redlines(old: Path, new: Path) -> str:
    engine = importlib.import_module("redlines").Redlines
    return str(engine(old.read_text("utf-8"), new.read_text("utf-8")).output_markdown)


def run_git(old: Path, new: Path) -> str:
    command = ["git", "diff", "--no-index", "--word-diff", "--no-color", "-U0", str(old), str(new)]
    return subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False).stdout


class Engine(NamedTuple):
    name: str
    run: Callable[[Path, Path], str]
    needs: str  # a module, or a program for git


ENGINES = (
    Engine("docdiff", run_docdiff, "rapidfuzz"),
    Engine("difflib (words)", run_difflib, "difflib"),
    Engine("diff-match-patch", run_diff_match_patch, "diff_match_patch"),
    Engine("lxml.html.diff", run_lxml, "lxml"),
    Engine("redlines", run_redlines, "redlines"),
    Engine("git --word-diff", run_git, "git"),
)


def is_installed(engine: Engine) -> bool:
    return (
        shutil.which("git") is not None if engine.needs == "git" else importlib.util.find_spec(engine.needs) is not None
    )


# Measuring


class Figures(NamedTuple):
    wall: float  # seconds, start-up included
    cpu: float  # seconds, of the process and its children
    memory: float  # peak, MB


def measure(engine: Engine, old: Path, new: Path, timeout: float) -> Figures | str:
    """Runs one engine in a process of its own; says why where there are no figures."""
    command = [sys.executable, __file__, "--one", engine.name, str(old), str(new)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return f">{timeout:g} s"
    if process.returncode:
        return "failed"
    found = json.loads(output)
    return Figures(time.perf_counter() - start, found["cpu"], found["memory"])


def run_one(name: str, old: Path, new: Path) -> None:
    """In the process of its own: runs the engine and prints what it took."""
    engine = next(engine for engine in ENGINES if engine.name == name)
    engine.run(old, new)
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1_000_000 if sys.platform == "darwin" else 1000
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    print(json.dumps({"cpu": cpu, "memory": max(own.ru_maxrss, children.ru_maxrss) / unit}))


def median(runs: list[Figures | str]) -> Figures | str:
    for run in runs:
        if isinstance(run, str):
            return run
    columns = zip(*(run for run in runs if not isinstance(run, str)), strict=True)
    return Figures(*(statistics.median(column) for column in columns))


def row(name: str, size: str, figures: Figures | str, before: Figures | str | None) -> str:
    if isinstance(figures, str):
        return f"| {name} | {size} | {figures} | | | |"
    growth = f"{figures.cpu / before.cpu:.1f}x" if isinstance(before, Figures) else ""
    return f"| {name} | {size} | {figures.wall:.2f} s | {figures.cpu:.2f} s | {figures.memory:.0f} MB | {growth} |"


def number_of(size: str) -> int:
    return int(float(size[:-1]) * SIZES[size[-1].upper()]) if size[-1].upper() in SIZES else int(size)


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        run_one(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10K,100K,1M,10M", help="characters in the old text")
    parser.add_argument("--timeout", type=float, default=60, help="seconds for each engine and size")
    parser.add_argument("--engines", default="", help="names, or the start of them; all by default")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each, of which the median is shown")
    options = parser.parse_args()
    wanted = tuple(name for name in options.engines.split(",") if name) or ("",)
    engines = [engine for engine in ENGINES if engine.name.startswith(wanted)]
    missing = [engine.name for engine in engines if not is_installed(engine)]
    engines = [engine for engine in engines if engine.name not in missing]
    if missing:
        print(f"Not installed, left out: {', '.join(missing)}.\n", flush=True)
    print("| engine | size | wall | CPU | peak memory | CPU, times the size before |")
    print("|---|---|---|---|---|---|", flush=True)
    before: dict[str, Figures | str] = {}
    notes = []
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes.split(","):
            old_texts, new_texts, counts = make_versions(number_of(size))
            notes.append(f"{size}: " + ", ".join(f"{count} {kind}" for kind, count in counts.items()))
            old, new = Path(folder, "old.txt"), Path(folder, "new.txt")
            old.write_text("\n".join(old_texts) + "\n", "utf-8")
            new.write_text("\n".join(new_texts) + "\n", "utf-8")
            for engine in engines:
                last = before.get(engine.name)
                if isinstance(last, str):
                    figures: Figures | str = last  # too long for less text is too long for more
                else:
                    figures = median([measure(engine, old, new, options.timeout) for _ in range(options.repeat)])
                print(row(engine.name, size, figures, last), flush=True)
                before[engine.name] = figures
    print("\nEdits: " + "; ".join(notes) + ".")


if __name__ == "__main__":
    main()
