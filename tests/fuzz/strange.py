"""Damages documents and reads them: whatever the bytes, a document comes out or a `ReadError`, soon and in little room.

    python -m tests.fuzz.strange html 200000 [SEED]

An input is known by its number: the same number makes the same bytes. What goes wrong is printed with it.
"""

from __future__ import annotations

import random
import resource
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from docdiff.errors import ReadError
from docdiff.model import Document, Source, View
from docdiff.readers import docx, html, markdown, odt, plain

from ..test_hostile_packages import OPEN, VIEWS, WORD, damage, repacked

Read = Callable[..., Document]
SLOWEST, LARGEST = 5.0, 500  # seconds of CPU for one input, megabytes of the process

_PAGE = b"""<!doctype html><html lang="nl"><head>
<meta charset="utf-8"><title>Brief</title><style>p{color:red} .vet, b.dun, #x
{font-weight:700;text-decoration: underline line-through} /* y */ u{font-style:normal}
@media (min-width:9em){ol > li:not(.a)[value]{counter-increment:n 2}} li::before{content:counters(n,".",lower-roman)}
pre{white-space:pre-line;position:absolute;clip:rect(0 0 0 0)}</style></head>
<body><header>Hoofd</header><h1>Een kop <br>op twee regels</h1><p>Tekst <ins>erbij</ins><del>eraf</del> &euro; 3,-
<b class="dun">vet <i style="font-style:normal;vertical-align:super">en</i></b> <span class="vet">dik<br><br>x</span>
<sup id="fnref1"><a href="#fn1">1</a></sup></p><ol start="3"><li>een<ul><li>in</li></ul></li>
<li value="9">twee</li></ol>
<table><tr><th rowspan="2">a</th><td colspan="2">b</td></tr><tr><td hidden>c</td></tr></table><pre> x
 y</pre><div style="display:none">weg</div><p id="fn1">Noot. <a href="#fnref1">terug</a></p></body></html>"""
_MARKDOWN = b"""---
title: Brief
date: 2026-01-02
---
# Een kop

Tekst met *nadruk*, __vet *en schuin*__, ~~weg~~, <b>dik <sup>2</sup></b>,
`code`, een [link](http://example.org "t") en een noot[^1]. {++erbij++}{--eraf--}{~~oud~>nieuw~~}

- een
  1. twee

     > citaat

| a | b |
|---|:-:|
| 1 | 2 |

```
code
```
<div>html <b>daarin</b></div>

[^1]: De noot,
    en meer.
"""
_TEXT = b"""From: a@example.org
Subject: Een brief
Date: Mon, 5 Jan 2026 10:00:00 +0100

> Dit is een aanhaling die over
> twee regels gaat.

1.  Eerste punt, dat doorloopt op de vol-
    gende regel.
    a) daaronder

Naam        Plaats      Aantal
Jansen      Utrecht         12
De Vries    Den Haag         7

| a | b |
|---|---|
| 1 | 2 |

Tekst met een noot.1 En verder.
\f
1 De noot.
"""
SEEDS: dict[str, tuple[Read, bytes]] = {
    "docx": (docx.read, WORD),
    "odt": (odt.read, OPEN),
    "html": (html.read, _PAGE),
    "md": (markdown.read, _MARKDOWN),
    "txt": (plain.read, _TEXT),
}


def survives(read: Read, data: bytes, view: View = "final") -> Document | None:
    """The document, or None for a refusal, which must be a sentence; any other exception goes on."""
    try:
        document = read(data, Source("strange"), view=view)
    except ReadError as error:
        assert "strange" in str(error) and str(error).endswith(".")
        return None
    for index, block in enumerate(document.blocks):
        assert block.index == index
        assert all(0 <= mark.span.start <= mark.span.end <= len(block.text) for mark in block.marks)
    return document


def strange(kind: str, number: int) -> bytes:
    """Input number so many of a format: its document damaged, or in two of three, for packages, one of its parts."""
    _, whole = SEEDS[kind]
    if kind in ("docx", "odt") and number % 3:
        return repacked(whole, lambda member: damage(member, number), number // 3)
    if number % 5 == 1:  # pieces of it over and over
        chance = random.Random(number)
        start = chance.randrange(len(whole))
        piece = whole[start : start + chance.choice([1, 3, 20, 200])]
        return damage(whole[:start] + piece * chance.randint(2, 60) + whole[start:], number)
    return damage(whole, number)


def main() -> int:
    """Runs as many inputs as asked for, and says what went wrong; 1 when anything did."""
    kind, count = sys.argv[1], int(sys.argv[2])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    read, refused, wrong, worst = SEEDS[kind][0], 0, 0, 0.0
    for number in range(first, first + count):
        data, begun = strange(kind, number), time.process_time()
        try:
            refused += survives(read, data, VIEWS[number % 3]) is None
        except Exception:  # noqa: BLE001  any other end is what this looks for
            wrong += 1
            print(f"{kind} {number}: {traceback.format_exc(limit=-2)}", flush=True)
        worst = max(worst, time.process_time() - begun)
    status = Path("/proc/self/status")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if status.exists():
        peak = next(int(line.split()[1]) // 1024 for line in status.read_text().splitlines() if "VmHWM" in line)
    print(f"{kind}: {count:,} inputs, {wrong} went wrong, {refused:,} refused, slowest {worst:.2f} s, {peak} MB")
    return int(wrong > 0 or worst > SLOWEST or peak > LARGEST)


if __name__ == "__main__":
    sys.exit(main())
