"""PDFs that LibreOffice sets from stories we wrote: the same paragraphs come back, and every word pdftotext finds.

The words are also counted in pages that Chromium prints, and in pages drawn letter by letter.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from docdiff.model import Document, Source
from docdiff.readers import read as read_text
from docdiff.readers.pdf import read

from .pages import Part, expected, fodt, has_soffice, to_pdf
from .pdfs import lines, pdf, raised, rule, text

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed"),
]
needs_office = pytest.mark.skipif(not has_soffice(), reason="LibreOffice (soffice) is not installed")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

TABLE = [
    ["Jaar", "Uitgaven (mln. euro)", "Toelichting"],
    ["2024", "1.250", "Uitgaven voor munitie en onderhoud van materieel, zoals gemeld in de begroting van dat jaar"],
    ["2025", "1.480", "Idem"],
]
LISTS: list[Part] = [
    ("li", "Een korte opsomming"),
    ("li", "Een langere regel in de opsomming die zeker niet op een enkele regel past en dus ingesprongen verder moet"),
    ("ol", "Het eerste punt"),
    ("ol", "Het tweede punt, dat net als hierboven te lang is voor een regel en onder zijn eigen begin verder loopt"),
]
SETTINGS: dict[str, dict[str, Any]] = {
    "letter": {"head": "Ministerie van Defensie", "foot": "Pagina #"},
    "justified": {"justify": True, "hyphenate": True, "foot": "#"},
    "indented": {"justify": True, "space": 0, "indent": 0.6, "foot": "#"},
    "newsletter": {"columns": 2, "size": 9.5, "head": "Nieuwsbrief"},
    "newsletter-justified": {"columns": 2, "size": 10, "justify": True, "hyphenate": True, "foot": "# - Nieuwsbrief"},
    "sans": {"font": "Liberation Sans", "size": 10, "foot": "#"},
}


def story(seeds: Path) -> list[Part]:
    """The third of the five letters with headings, and a table, lists and notes of our own."""
    letter = next(seeds.glob("003_*.txt"))
    parts: list[Part] = []
    for block in read_text(letter).blocks[18:110]:
        words = re.sub(r"[{}*]", "", block.text)
        if block.kind == "heading":
            parts.append(("h2", words))
        elif block.kind == "paragraph":
            end = words.find(". ", 80)
            if end > 0 and len(parts) % 5 == 0:
                note = f"{{note: Kamerstuk 27 925, nr. {900 + len(parts)}, waarin de minister nadere stukken toezegt.}}"
                words = words[: end + 1] + note + words[end + 1 :]
            parts.append(("p", words))
    return [("h1", "Beantwoording"), *parts[:20], ("table", TABLE), *parts[20:40], *LISTS, *parts[40:]]


@pytest.fixture(scope="module")
def printed(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Document]]:
    """For every setting the PDF and what we read in it; LibreOffice is started once."""
    folder = tmp_path_factory.mktemp("pdf")
    made = to_pdf({f"{name}.fodt": fodt(story(seeds), **how) for name, how in SETTINGS.items()}, folder)
    return {
        Path(name).stem: ((folder / name).with_suffix(".pdf"), read(data, Source(name))) for name, data in made.items()
    }


def letters(words: str) -> str:
    """Letters and digits only: whether a compound keeps its hyphen at a line end is tested elsewhere."""
    return re.sub(r"[\W_]", "", words)


@needs_office
@pytest.mark.parametrize("name", SETTINGS)
def test_every_paragraph_comes_back_as_it_was_written(
    printed: dict[str, tuple[Path, Document]], seeds: Path, name: str
) -> None:
    written = [(kind, letters(words)) for kind, words in expected(story(seeds))]
    found = [(block.kind, letters(block.text)) for block in printed[name][1].body]
    lost = Counter(written) - Counter(found)
    assert sum(lost.values()) <= 0.02 * len(written), lost
    both = set(written) & set(found)
    assert [block for block in found if block in both] == [block for block in written if block in both]


@needs_office
@pytest.mark.parametrize("name", SETTINGS)
def test_every_word_that_pdftotext_finds_is_found_once(printed: dict[str, tuple[Path, Document]], name: str) -> None:
    assert_same_words(*printed[name])


def assert_same_words(path: Path, document: Document) -> None:
    """At least 99.9% of pdftotext's words are ours, and no more than that are ours alone."""
    found = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    ours = Counter(words_of(" ".join(said for block in document.blocks for said in said_by(block))))
    theirs = whole_words(words_of(found), ours)
    assert sum(theirs.values()) > 50
    assert sum((theirs - ours).values()) <= 0.001 * sum(theirs.values()), theirs - ours
    assert sum((ours - theirs).values()) <= 0.001 * sum(theirs.values()), ours - theirs


STYLES = {
    "plain": "body { font: 12pt serif }",
    "columns": "body { font: 9pt sans-serif; columns: 2; column-gap: 1cm }",
    "justified": "body { font: 10pt serif; text-align: justify; hyphens: auto }",
    "typewriter": "body { font: 9pt monospace }",
}


@needs_browser
@pytest.mark.parametrize("style", STYLES)
def test_every_word_of_a_page_that_a_browser_prints_is_found_once(seeds: Path, tmp_path: Path, style: str) -> None:
    shown = {"h1": "<h1>{}</h1>", "h2": "<h2>{}</h2>", "li": "<ul><li>{}</ul>", "ol": "<ol><li>{}</ol>"}
    parts = [shown.get(kind, "<p>{}</p>").format(said) for kind, said in story(seeds)[:60] if isinstance(said, str)]
    rows = "".join(f"<tr><td>{at}<td>{row[2]}" for at, row in enumerate(TABLE * 4))
    page, path = tmp_path / "page.html", tmp_path / "page.pdf"
    head = f'<!doctype html><html lang="nl"><meta charset="utf-8"><title>Proef</title><style>{STYLES[style]}</style>'
    page.write_text(f"{head}{''.join(parts)}<table border=1>{rows}</table>", encoding="utf-8")
    assert CHROMIUM is not None
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={path}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert_same_words(path, read(path.read_bytes(), Source("page.pdf")))


COLUMN = ["De gemeente heeft in het voorjaar een begin", "gemaakt met het herstel van de kademuren", "langs de gracht."]
DRAWN = {
    "columns": [lines(50, 700, COLUMN * 5, size=10) + "\n" + lines(320, 693, COLUMN * 5, size=10)],
    "notes": [
        raised(70, 700, "De brief is verstuurd.", "1", " Hij kwam aan.") + lines(70, 670, COLUMN * 6),
        rule(70, 75, 200, 75) + lines(70, 700, COLUMN) + text(70, 60, "1 Kamerstuk 27 925, nr. 900.", size=8),
    ],
    "table": [
        "\n".join(
            text(70, 700 - 16 * at, f"{2000 + at}") + text(250, 700 - 16 * at, f"{at} miljoen euro") for at in range(20)
        )
    ],
}


@pytest.mark.parametrize("name", DRAWN)
def test_every_word_that_was_drawn_is_found_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / "drawn.pdf"
    path.write_bytes(pdf(*DRAWN[name]))
    assert_same_words(path, read(path.read_bytes(), Source("drawn.pdf")))


def said_by(block: Any) -> list[str]:
    """What stands on the page for a block: its label, its text with the marks of notes in it."""
    text, shift = block.text, 0
    for mark in block.marks:
        if mark.kind == "note":
            at = mark.span.start + shift
            text, shift = text[:at] + " " + mark.value + " " + text[at:], shift + len(mark.value) + 2
    return [block.label, text]


def words_of(text: str) -> list[str]:
    """Words without their hyphens, which pdftotext drops at line ends; digits apart from the letters they touch."""
    joined = re.sub(r"(?<=\w)[-‐\u00ad]\s?(?=\w)", "", re.sub(r"\s+", " ", text))
    return re.findall(r"[^\W\d_]+|\d+", joined)


def whole_words(words: list[str], ours: Counter[str]) -> Counter[str]:
    """How often each word is there; pdftotext drops some hyphens and leaves a space ("uitspra ken").

    What it tore is put together where the halves are no words of ours and the whole is one.
    """
    counts = Counter(words)
    for head, tail in pairwise(words):
        torn = counts[head] > ours[head] or counts[tail] > ours[tail]
        if torn and ours[head + tail] > counts[head + tail]:
            counts[head] -= 1
            counts[tail] -= 1
            counts[head + tail] += 1
    return counts
