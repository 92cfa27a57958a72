"""Reads PDFs that were damaged at random: every one is read or refused in a sentence, soon and in little memory.

    python -m tests.fuzz.pdfs [--seed 1] [--count 10000] [--more FOLDER]

Each input is one of a few small PDFs with some of its bytes, its words or its unpacked streams changed. An input on
which anything but `ReadError` comes out, or that takes more than five seconds, is written to the working folder. The
same seed gives the same inputs. The last line has the figures.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from docdiff.errors import ReadError
from docdiff.readers import read
from tests.pdfs import lines, pdf, raised, rule, text
from tests.test_pdf_damaged import WHOLE, protected

_LONGEST = 5.0  # seconds of CPU
_WORDS = tuple(
    b"/Kids /Count /Length /Filter /FlateDecode /Contents /Parent /Font /ToUnicode /MediaBox /Rotate /Resources /Type "
    b"obj endobj stream endstream xref trailer startxref R << >> [ ] ( ) -1 0 1 99999999999 1e30 nan Tf Td Tm Tj TJ Ts "
    b"Tr Tz cm q Q BT ET re f l m S /Prev /XRefStm /ObjStm /Encrypt".split()
)
_STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)


def small_files() -> list[bytes]:
    """PDFs of a few kilobytes with everything the reader looks for: columns, tables, notes, lists, heads, turns."""
    column = [
        "De gemeente heeft in het voorjaar een",
        "begin gemaakt met het herstel van de",
        "kademuren langs de gracht.",
    ]
    rows = [rule(70, y, 470, y) for y in (715, 695, 660)] + [rule(x, 715, x, 660) for x in (70, 200, 470)]
    table = [*rows, text(75, 700, "Jaar") + text(205, 700, "Bedrag"), text(75, 682, "2025") + text(205, 682, "1.250")]
    rich = [
        lines(50, 750, column, size=10) + lines(320, 750, column, size=10) + text(280, 40, "1"),
        "\n".join(table) + raised(70, 600, "Een brief.", "1", " Hij kwam aan.") + text(70, 60, "1 De noot.", size=8),
        text(70, 700, "1. Een") + text(90, 686, "a. twee") + text(70, 672, "Kop", size=16, font="F2"),
    ]
    return [WHOLE, protected(), pdf(*rich, info="/Title (Proef)"), pdf(*rich, compress=True, rotate=90)]


def change(data: bytes, chance: random.Random) -> bytes:
    """The file with one to sixty-four changes, of its bytes or of what its streams unpack to."""
    if chance.random() < 0.3:
        data = _STREAM.sub(lambda found: b"stream\n" + _repacked(found.group(1), chance) + b"\nendstream", data)
    changed = bytearray(data)
    for _ in range(chance.choice((0, 1, 2, 4, 16, 64))):
        if changed:
            chance.choices(_CHANGES, _WEIGHTS)[0](changed, chance)
    return bytes(changed)


def _repacked(stream: bytes, chance: random.Random) -> bytes:
    try:
        content, packed = bytearray(zlib.decompress(stream)), True
    except zlib.error:
        content, packed = bytearray(stream), False
    for _ in range(chance.choice((1, 2, 8))):
        if content:
            chance.choices(_CHANGES, _WEIGHTS)[0](content, chance)
    return zlib.compress(bytes(content), 1) if packed else bytes(content)


def _set_byte(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] = chance.randrange(256)


def _drop(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.randrange(1, 40)]


def _insert_word(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at:at] = b" " + chance.choice(_WORDS) + b" "


def _replace_word(data: bytearray, chance: random.Random) -> None:
    word = chance.choice(_WORDS)
    at = data.find(word, chance.randrange(len(data)))
    if at >= 0:
        data[at : at + len(word)] = chance.choice(_WORDS)


def _replace_number(data: bytearray, chance: random.Random) -> None:
    found = re.compile(rb"\d+").search(data, chance.randrange(len(data)))
    if found:
        number = chance.choice((b"0", b"-1", b"1", b"2", b"7", b"65536", b"1000000000", b"4294967296", b"1e38", b".5"))
        data[found.start() : found.end()] = number


def _copy(data: bytearray, chance: random.Random) -> None:
    at, start = chance.randrange(len(data)), chance.randrange(len(data))
    data[at:at] = data[start : start + chance.randrange(1, 200)]


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


_CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _set_byte,
    _drop,
    _insert_word,
    _replace_word,
    _replace_number,
    _copy,
    _cut,
)
_WEIGHTS = (30, 12, 14, 12, 20, 10, 2)


def run(files: Sequence[bytes], seed: int, count: int) -> Counter[str]:
    """How the inputs fared: "read", "refused", "slow" and the names of what should not have been raised."""
    chance = random.Random(seed)
    fared: Counter[str] = Counter()
    slowest = 0.0
    for number in range(count):
        data = change(chance.choice(files), chance)
        start = time.process_time()
        try:
            read(data, name="fuzz.pdf")
            outcome = "read"
        except ReadError:
            outcome = "refused"
        except Exception as error:  # noqa: BLE001 (what this looks for)
            traceback.print_exc()
            outcome = type(error).__name__
        took = time.process_time() - start
        slowest = max(slowest, took)
        if took > _LONGEST:
            outcome = "slow"
        if outcome not in ("read", "refused"):
            Path(f"fuzz-{seed}-{number}.pdf").write_bytes(data)
        fared[outcome] += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"seed {seed}: {dict(sorted(fared.items()))}, slowest {slowest:.2f} s, peak memory {peak:.0f} MB")
    return fared


def main() -> int:
    """Exit code 1 when anything was neither read nor refused."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--more", type=Path, help="a folder with other small PDFs to change")
    options = parser.parse_args()
    more = [path.read_bytes() for path in sorted(options.more.glob("*.pdf"))] if options.more else []
    return 0 if set(run([*small_files(), *more], options.seed, options.count)) <= {"read", "refused"} else 1


if __name__ == "__main__":
    sys.exit(main())
