"""Plants one known error of each kind in a clean letter, at seeded places, and counts what `check` makes of it.

The letters in `letters/` are right as they are, and full of look-alikes: lawful repeats ("that that"), history in other
years, references that are given twice, names in two languages. Each way of planting yields every place it knows in a
letter, as (start, end, new words); one of them is drawn by a seed. A planted error is found when a finding of its rule
(or its evidence) touches the new words, or stands in the paragraph of what was taken away. Every finding of another
rule is a false alarm, but for those the plant brings along by nature (a copied sentence is a repeat as well).

Run it to print the table of docs/explanation/consistency.md: python -m tests.injector
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from docdiff.checks import Finding, check
from docdiff.readers import read

LETTERS = tuple(sorted((Path(__file__).parent / "letters").glob("*.md")))
TRIES = 6  # seeds a letter
Edit = tuple[int, int, str]
Ways = Callable[[str], Iterator[Edit]]

_MONTH = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_SHORT = "april|juni|september|november|April|June|September|November"
_WEEKDAYS = {"donderdag": "vrijdag", "dinsdag": "maandag", "Thursday": "Friday"}


@dataclass(frozen=True, slots=True)
class Plant:
    """One kind of error: the rule that should find it, how it is made, and the rules it brings along by nature."""

    rule: str
    name: str
    ways: Ways
    along: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """How often one kind was planted and found, and how many findings of other rules came with it."""

    planted: int
    found: int
    others: Counter[str]


def swap(pattern: str, new: str | Callable[[str], str]) -> Ways:
    """Every match of a pattern, or its group `x`, replaced by new words or by what a function makes of it."""

    def ways(text: str) -> Iterator[Edit]:
        for match in re.finditer(pattern, text, re.MULTILINE):
            group = "x" if "x" in match.groupdict() else 0
            words = new if isinstance(new, str) else new(match[group])
            if words != match[group]:
                yield *match.span(group), words

    return ways


def append(pattern: str, change: Callable[[str], str]) -> Ways:
    """Every sentence that matches, changed and written once more as a paragraph before the notes."""

    def ways(text: str) -> Iterator[Edit]:
        end = text.index("\n[^1]:")
        for match in re.finditer(pattern, text, re.MULTILINE):
            new = change(match[0])
            if new != match[0]:
                yield end, end, f"\n{new}\n"

    return ways


def renumbered(text: str) -> Iterator[Edit]:
    """From each but the first two and the last of a series on, every number one higher."""
    series = list(re.finditer(r"^(?:Vraag|Question|##) (\d+)\b", text, re.MULTILINE))
    for first in range(2, len(series) - 1):
        start, end = series[first].start(), series[-1].end()
        yield start, end, re.sub(r"(?m)^((?:Vraag|Question|##) )(\d+)\b", lambda m: m[1] + more(m[2]), text[start:end])


def other_year(date: str) -> str:
    """One year earlier."""
    return date[:-4] + str(int(date[-4:]) - 1)


def more(number: str, by: int = 1) -> str:
    """A number that is larger."""
    return str(int(number) + by)


def backwards(dates: str) -> str:
    """A range with its ends exchanged."""
    first, through, last = re.split(r" (tot en met|to) ", dates)
    return f"{last} {through} {first}"


def turned(word: str, at: int) -> str:
    """A word with two neighbouring letters exchanged."""
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


_ACRONYMS = {
    "UVKW": "Unie van Kustwatergebieden (UVKW)",
    "DSVN": "Dienst Spoorwegveiligheid Nederland (DSVN)",
    "NPLC": "Northern Ports Leadership Committee (NPLC)",
    "ROPL": "Regional Organisation for Public Libraries (ROPL)",
}
_COUNTS = {"drie": "vijf", "vier": "zes", "three": "five", "four": "six"}
_SLIPS = {"havenmeester": "havenmester", "onderhoudsploegen": "onderhoudspoegen", "contractor": "contarctor"}
_LONG = r"(?:^|(?<=\. ))(?:[A-Z][^\n.]{110,} (?:niet|not|never) [^\n.]*|[A-Z][^\n.]* (?:niet|not|never) [^\n.]{110,})\."


def _note_to_writer(note: str) -> str:
    return "Bron nog toevoegen" if re.search("Kamer|Rapport|Jaar|Hand|Ber|Nieuws", note) else "TODO: add source"


def _first_amount(sentence: str) -> str:
    return re.sub(r"(?<=[€£])( ?)(\d+)", lambda match: f"{match[1]}{more(match[2])}", sentence, count=1)


def _yes(sentence: str) -> str:
    return ("Yes, " if sentence.startswith("T") else "Ja, ") + sentence[0].lower() + sentence[1:]


DAY = rf"\d\d? (?:{_MONTH})"
PLANTS = (
    Plant(
        "date-year",
        "an event in another year",
        swap(rf"(?:van|of) (?P<x>{DAY} 2026)(?= (?:door|zijn|does|decided))", other_year),
    ),
    Plant("date-weekday", "a wrong weekday", swap("|".join(_WEEKDAYS), lambda day: _WEEKDAYS[day])),
    Plant("date-impossible", "a day that is not", swap(rf"\b\d\d?(?= (?:{_SHORT}) 202\d)", "31"), ("date-address",)),
    Plant("date-relative", "jl. after the date of the letter", swap(rf"{DAY} jl\.", "24 mei jl.")),
    Plant("date-relative", "a future verb with a past day", swap(rf"held on (?P<x>{DAY} 2026)", "12 January 2026")),
    Plant(
        "date-order",
        "a range that ends before it begins",
        swap(rf"{DAY} 2026 (?:tot en met|to) {DAY} 202\d", backwards),
    ),
    Plant(
        "date-address",
        "another day than the address",
        swap(rf"\b\d\d?(?= (?:{_MONTH}) 2026[^\n.]*\.\[\^[123]\])", more),
        ("date-year", "date-weekday"),
    ),
    Plant("reference-missing", "a question that is not there", swap(r"(?:op vraag|to question) (?P<x>\d+)", "19")),
    Plant(
        "reference-missing",
        "a section that is not there",
        swap(r"\((?:zie ook paragraaf|see also section) (?P<x>\d)", "9"),
    ),
    Plant(
        "reference-circular", "an answer that refers to itself", swap(r"Zie ook het antwoord op vraag (?P<x>3)", "9")
    ),
    Plant(
        "reference-circular",
        "an answer that refers to itself, English",
        swap(r"See also the answer to question (?P<x>2)", "7"),
    ),
    Plant("numbering", "a skipped number", renumbered, ("reference-missing", "reference-topic", "reference-circular")),
    Plant(
        "numbering",
        "a wrong number among right ones",
        swap(r"^(?:Vraag|Question|##) (?P<x>[3-6])\b", more),
        ("reference-missing", "reference-topic", "reference-circular"),
    ),
    Plant("footnote-missing-text", "a mark without its note", swap(r"^\[\^[12]\]: .*\n", "")),
    Plant("footnote-missing-mark", "a note without its mark", swap(r"\[\^[123]\](?!:)", "")),
    Plant(
        "footnote-contradiction",
        "a note on another edition than its sentence",
        swap(r"^\[\^\d\]: \D* (?P<x>20\d\d)(?=, p)", other_year),
    ),
    Plant(
        "footnote-placeholder",
        "a note to the writer",
        swap(r"^\[\^[1-4]\]: (?P<x>.*)$", _note_to_writer),
        ("leftover",),
    ),
    Plant(
        "acronym-typo",
        "letters exchanged",
        swap(rf"\b(?:[Dd]e|[Tt]he) (?P<x>{'|'.join(_ACRONYMS)})\b", lambda word: turned(word, 1)),
    ),
    Plant(
        "acronym-expansion",
        "a second expansion",
        swap(rf"\b(?:[Dd]e|[Tt]he) (?P<x>{'|'.join(_ACRONYMS)})\b", lambda word: _ACRONYMS[word]),
    ),
    Plant("dossier-malformed", "two dossiers run together", swap(r"(?:31 710|29 984)(?=, nr)", "3171029984")),
    Plant(
        "dossier-mismatch", "a motion under another number", swap(r"Verhulst \(Kamerstuk 31 710, nr\. (?P<x>84)", "48")
    ),
    Plant(
        "number-mismatch",
        "another amount in a copied sentence",
        append(r"[^\n.]*(?:bestaande uit|made up of)[^\n.]*\.", _first_amount),
        ("number-sum", "copy-differs", "repeated-passage"),
    ),
    Plant(
        "number-sum",
        "a sum that is wrong",
        swap(r"(?:osten zijn € |easures cost £|rooms is £)(?P<x>\d+)", lambda n: more(n, 9)),
    ),
    Plant(
        "number-count",
        "a count that is wrong",
        swap(r"(?:following|volgende|has) (?P<x>drie|vier|three|four)\b", lambda n: _COUNTS[n]),
    ),
    Plant(
        "doubled-word",
        "a word twice",
        swap(r"[a-z] (?P<x>het|een|met|van|the|of|with|for)(?= [a-z])", lambda word: f"{word} {word}"),
    ),
    Plant("unbalanced", "a bracket that is not closed", swap(r"[a-z]{3}(?P<x>\))(?=[ .,])", "")),
    Plant("unbalanced", "a quotation mark that is not closed", swap("”", "")),
    Plant("lost-space", "a lost space", swap(r"[a-z]{3}\.(?P<x> )(?=[A-Z][a-z])", "")),
    Plant("leftover", "a note to the writer", swap(r"\n\n(?=(?:De|The|Wij|It) )", "\n\nTODO: navragen.\n\n")),
    Plant(
        "leftover",
        "a day still to be filled in",
        swap(rf" (?P<x>\d\d?)(?= (?:{_MONTH}) 2026 (?:kwam|door|is|and|zijn))", "XX"),
    ),
    Plant(
        "name-typo",
        "a name with a slip",
        swap(
            "Marijke Terlouw|Harmen Oldersma|Margaret Ellingham|Edmund Fairweather",
            lambda name: turned(name, len(name) - 4),
        ),
    ),
    Plant(
        "name-variant",
        "a name without its capital",
        swap("Europese Commissie(?= (?:heeft|voert|aan))", "Europese commissie"),
    ),
    Plant(
        "term-variant",
        "a hyphen left out",
        swap("co-financiering|re-assessment|e-books", lambda word: word.replace("-", "")),
    ),
    Plant("wrong-word", "a slip in a common word", swap(f" (?P<x>{'|'.join(_SLIPS)}) ", lambda word: _SLIPS[word])),
    Plant(
        "copy-differs",
        "a copy without its “not”",
        append(_LONG, lambda s: re.sub(r"\b(?:niet|not|never) ", "", s, count=1)),
        ("repeated-passage",),
    ),
    Plant("signature", "another signer", swap(r"^De minister van (?P<x>Waterstaat)", "Financiën")),
    Plant(
        "answer-form",
        "yes to a question that asks which",
        swap(
            r"^(?:Bij de inspectie van 26|Elke spoorbrug wordt|Ik vind dat|The town repairs|There are large-print)",
            _yes,
        ),
    ),
    Plant(
        "duplicate-questions",
        "a set of questions twice",
        append(r"(?s)(?:Vraag|Question) 1\n.*(?=\n\[\^1\]:)", lambda s: re.sub(r"\[\^\d\]", "", s)),
        ("numbering", "repeated-passage"),
    ),
)


def plant(path: Path, kind: Plant, seed: int) -> tuple[str, Edit] | None:
    """A letter with one error, and the edit that made it; None where the letter has no place for it."""
    text = path.read_text(encoding="utf-8")
    places = list(kind.ways(text))
    if not places:
        return None
    start, end, new = random.Random(f"{kind.name} {path.name} {seed}").choice(places)
    return text[:start] + new + text[end:], (start, end, new)


def score(kind: Plant, tries: int = TRIES) -> Score:
    """Plants one kind of error in all letters, each place once."""
    planted = found = 0
    others: Counter[str] = Counter()
    for path in LETTERS:
        edits: set[Edit] = set()
        for seed in range(tries):
            made = plant(path, kind, seed)
            if made is None or made[1] in edits:
                continue
            edits.add(made[1])
            findings = check([read(made[0].encode("utf-8"), name=path.name)])
            planted += 1
            found += any(finding.rule == kind.rule for finding in findings)
            others.update(finding.rule for finding in findings if finding.rule not in (kind.rule, *kind.along))
    return Score(planted, found, others)


def findings_of(path: Path) -> tuple[Finding, ...]:
    """What is found in a letter as it is."""
    return check([read(path)])


def table() -> str:
    """The table for the documentation, a row a kind."""
    rows = ["| rule | planted | times | found | false alarms |", "|---|---|---|---|---|"]
    planted = found = alarms = 0
    for kind in PLANTS:
        got = score(kind)
        planted, found, alarms = planted + got.planted, found + got.found, alarms + got.others.total()
        shown = ", ".join(f"{rule} {count}" for rule, count in sorted(got.others.items())) or "0"
        rows.append(f"| `{kind.rule}` | {kind.name} | {got.planted} | {got.found} | {shown} |")
    rows.append(f"| all | | {planted} | {found} | {alarms} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
