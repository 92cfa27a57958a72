"""Word files that Word did not write: those of Google Docs and of pandoc, after their known habits."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from docdiff.model import Document, Source, View
from docdiff.readers import html as html_reader
from docdiff.readers import read

from .notation import shown
from .word import field, level, numbering, row, style, table, word

# Google Docs says of every run that it does not run from right to left.
RTL = '<w:rPr><w:rtl w:val="0"/></w:rPr>'


def run(text: str, kind: str = "t") -> str:
    return (
        '<w:r w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000">'
        f'{RTL}<w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'
    )


def paragraph(*content: str, properties: str = "") -> str:
    return f'<w:p w:rsidR="00000000"><w:pPr>{properties}<w:rPr/></w:pPr>{"".join(content)}</w:p>'


def control(*content: str) -> str:
    """What Google Docs wraps suggestions and the ends of comments in."""
    inside = "".join(content)
    return f'<w:sdt><w:sdtPr><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'


def item(text: str, number: int, at: int = 0) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr><w:ind w:left="720"/>'
    return paragraph(run(text), properties=numbered)


def heading(text: str, at: int) -> str:
    mark = '<w:bookmarkStart w:colFirst="0" w:colLast="0" w:name="_x" w:id="0"/><w:bookmarkEnd w:id="0"/>'
    return paragraph(mark, run(text), properties=f'<w:pStyle w:val="Heading{at}"/>')


EMPTY = paragraph(f"<w:r>{RTL}</w:r>")
BY = 'w:author="Ann" w:id="0" w:date="2026-01-02T03:04:05Z"'
BULLETS = f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "●")}</w:abstractNum>'
NUMBERS = "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(2))
LISTS = numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2."), numbers=BULLETS + NUMBERS)


def google(view: View = "final") -> Document:
    """A text as Google Docs exports it."""
    return word(
        paragraph(run("Report"), properties='<w:pStyle w:val="Title"/>'),
        EMPTY,
        heading("First", 1),
        paragraph(
            run("The "),
            control(f"<w:ins {BY}>{run('crimson')}</w:ins>"),
            control(f"<w:del {BY}>{run('red', 'delText')}</w:del>"),
            run(" fox"),
            f'<w:r>{RTL}</w:r><w:r><w:footnoteReference w:customMarkFollows="0" w:id="0"/></w:r>',
            run(" and "),
            control('<w:commentRangeStart w:id="0"/>'),
            run("friends"),
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
            run("."),
        ),
        EMPTY,
        item("one", 1),
        item("in it", 1, 1),
        item("two", 1),
        item("dot", 2),
        table(row("a", "b")),
        EMPTY,
        view=view,
        numbering=LISTS,
        styles=style("Title") + style("Heading1", named="heading 1"),
        footnotes=f'<w:footnote w:id="0">{paragraph("<w:r><w:footnoteRef/></w:r>", run(" A note."))}</w:footnote>',
        comments=f'<w:comment w:id="0" w:author="Eva">{paragraph(run("Who?"))}</w:comment>',
    )


class TestGoogleDocs:
    def test_kinds_labels_and_texts(self) -> None:
        found = [(b.kind, b.level, b.label, b.text) for b in google().blocks]
        assert found == [
            ("heading", 1, "", "Report"),
            ("heading", 1, "", "First"),
            ("paragraph", 0, "", "The crimson fox and friends."),
            ("footnote", 0, "1", "A note."),
            ("list_item", 1, "1.", "one"),
            ("list_item", 2, "a.", "in it"),
            ("list_item", 1, "2.", "two"),
            ("list_item", 1, "●", "dot"),
            ("cell", 0, "", "a"),
            ("cell", 0, "", "b"),
        ]

    def test_suggestions_are_changes(self) -> None:
        assert google("original").blocks[2].text == "The red fox and friends."
        assert google("all").blocks[2].text == "The crimsonred fox and friends."
        assert [problem.code for problem in google().problems] == ["tracked-changes"]
        marks = {(mark.kind, mark.value) for mark in google("all").blocks[2].marks}
        assert {("inserted", "Ann"), ("deleted", "Ann"), ("note", "1"), ("comment", "Eva: Who?")} <= marks

    def test_the_comment_is_about_its_words(self) -> None:
        block = google().blocks[2]
        spans = [mark.span for mark in block.marks if mark.kind == "comment"]
        assert [block.text[span.start : span.end] for span in spans] == ["friends"]


class TestPandoc:
    def test_what_stands_below_the_title_is_no_heading(self) -> None:
        styles = style("Title") + style("Author", based_on="Title") + style("Date", based_on="Title")
        styles += style("Report", named="Report title", based_on="Title")
        names = ("Title", "Author", "Date", "Report")
        body = (paragraph(run(name), properties=f'<w:pStyle w:val="{name}"/>') for name in names)
        kinds = [block.kind for block in word(*body, styles=styles).blocks]
        assert kinds == ["heading", "paragraph", "paragraph", "heading"]

    def test_captions_by_inheritance(self) -> None:
        styles = style("Caption") + style("TableCaption", named="Table Caption", based_on="Caption")
        document = word(paragraph(run("Fruit"), properties='<w:pStyle w:val="TableCaption"/>'), styles=styles)
        assert document.blocks[0].kind == "caption"

    def test_the_title_of_a_page_stands_in_its_head(self) -> None:
        page = "<title>Report</title><body><header><h1>{}</h1><p>Ann</p></header><h1>First</h1><p>Text.</p>"
        ours, other = (
            html_reader.read(page.format(name).encode(), Source("x.html")) for name in ("Report", "Our site")
        )
        assert shown(ours) == ["# Report", "Ann", "# First", "Text."]
        assert [block.kind for block in other.blocks] == ["furniture", "furniture", "heading", "paragraph"]

    def test_a_field_in_a_caption_shows_its_number(self) -> None:
        body = paragraph(run("Table "), field(" SEQ Table ", run("3")), run(": Fruit"))
        assert word(body).blocks[0].text == "Table 3: Fruit"


RICH = """\
---
title: Het rapport
lang: nl
---

# Inleiding

Dit is de **eerste** alinea met een [link](https://example.org) en een noot.[^1] Daarna volgt nog een zin.

1.  Het eerste punt
2.  Het tweede punt

    1.  met een onderdeel
    2.  en nog een

-   een bolletje

| Naam   | Aantal |
|--------|-------:|
| Appels |     12 |

### Slot

Dank voor het lezen.[^2]

[^1]: De eerste noot.

[^2]: De tweede noot, met *nadruk*.
"""


@pytest.mark.oracle
@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("suffix", ["docx", "odt", "html"])
def test_what_pandoc_makes_of_a_text_reads_as_the_text(suffix: str, tmp_path: Path) -> None:
    """Kinds, levels and texts; the title, which Markdown keeps apart, aside."""
    (tmp_path / "rich.md").write_text(RICH, encoding="utf-8")
    made = tmp_path / f"rich.{suffix}"
    subprocess.run(["pandoc", "-s", tmp_path / "rich.md", "-o", made], check=True)

    def told(path: Path) -> list[tuple[str, int, str]]:
        return [(block.kind, block.level, block.text) for block in read(path).body if block.text != "Het rapport"]

    assert len(told(made)) == 15
    assert told(made) == told(tmp_path / "rich.md")
