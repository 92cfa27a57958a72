"""The same document in six formats reads the same: the same texts in order, and kinds where a format has them.

The PDF is drawn here, line by line; LibreOffice makes others from the Word and OpenDocument files.
"""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from docdiff.model import Document, View
from docdiff.readers import read

from .office import SOFFICE, Task, run_tasks
from .opendocument import odt
from .opendocument import p as text_p
from .pdfs import pdf, raised, rule, text
from .word import docx, p, r

TITLE = "Jaarverslag van de brug"
OPENING = "De brug is dit jaar drie weken dicht geweest, en dat was langer dan gepland."
NOTE = "Zie het besluit van 3 maart 2026."
HEADING = (
    "Onderhoud aan de pijlers, de leuningen en het wegdek van de brug over het kanaal in de jaren 2024, 2025 en 2026"
)
ITEMS = ["Schilderen van de leuning", "aan de noordzijde", "aan de zuidzijde", "Herstel van de pijler"]
CELLS = ["Kosten per jaar", "2025", "4 miljoen euro", "2026", "5 miljoen euro"]
FINAL, ORIGINAL = "Het werk is in juni klaar.", "Het werk is in mei klaar."

EXPECTED = [
    ("heading", TITLE),
    ("paragraph", OPENING),
    ("footnote", NOTE),
    ("heading", HEADING),
    *(("list_item", item) for item in ITEMS),
    *(("cell", cell) for cell in CELLS),
    ("paragraph", FINAL),
]
LABELS = ["1.", "•", "•", "2."]
PLACES = [(0, 0, 0), (0, 1, 0), (0, 1, 1), (0, 2, 0), (0, 2, 1)]
LEVELS = [("heading", 1), ("heading", 2), *zip(["list_item"] * 4, [1, 2, 2, 1], strict=True)]
EXPECTED_ORIGINAL = [*EXPECTED[:-1], ("paragraph", ORIGINAL)]
BEFORE_NOTE, AFTER_NOTE = OPENING.split(",")

MARKDOWN = f"""\
# {TITLE}

{BEFORE_NOTE},[^1]{AFTER_NOTE}

[^1]: {NOTE}

## {HEADING}

1. {ITEMS[0]}
   - {ITEMS[1]}
   - {ITEMS[2]}
2. {ITEMS[3]}

| {CELLS[0]} | |
|---|---|
| {CELLS[1]} | {CELLS[2]} |
| {CELLS[3]} | {CELLS[4]} |

Het werk is in {{--mei--}}{{++juni++}} klaar.
"""

HTML = f"""\
<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{TITLE}</title></head><body>
<h1>{TITLE}</h1>
<p>{BEFORE_NOTE},<sup><a href="#fn1" id="ref1">1</a></sup>{AFTER_NOTE}</p>
<h2>Onderhoud aan de pijlers, de leuningen en het wegdek<br>
van de brug over het kanaal in de jaren 2024, 2025 en 2026</h2>
<ol><li>{ITEMS[0]}<ul><li>{ITEMS[1]}</li><li>{ITEMS[2]}</li></ul></li><li>{ITEMS[3]}</li></ol>
<table><tr><th colspan="2">{CELLS[0]}</th></tr>
<tr><td>{CELLS[1]}</td><td>{CELLS[2]}</td></tr><tr><td>{CELLS[3]}</td><td>{CELLS[4]}</td></tr></table>
<p>Het werk is in <del>mei</del><ins>juni</ins> klaar.</p>
<section class="footnotes" role="doc-endnotes"><ol><li id="fn1"><p>{NOTE} <a href="#ref1">↩</a></p></li></ol></section>
</body></html>
"""

PLAIN = f"""\
{TITLE}

{BEFORE_NOTE},[footnoteRef:1]{AFTER_NOTE} [1: {NOTE}]

{HEADING}

1. {ITEMS[0]}
- {ITEMS[1]}
- {ITEMS[2]}
2. {ITEMS[3]}

| {CELLS[0]} | |
| {CELLS[1]} | {CELLS[2]} |
| {CELLS[3]} | {CELLS[4]} |

{FINAL}
"""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def zipped(members: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


def word_file() -> bytes:
    def run(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

    def item(text: str, level: int) -> str:
        numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        return f'<w:p><w:pPr><w:pStyle w:val="ListParagraph"/>{numbering}</w:pPr>{run(text)}</w:p>'

    def row(*cells: str, span: int = 1) -> str:
        properties = f'<w:tcPr><w:tcW w:w="3000" w:type="dxa"/><w:gridSpan w:val="{span}"/></w:tcPr>'
        return "<w:tr>" + "".join(f"<w:tc>{properties}<w:p>{run(cell)}</w:p></w:tc>" for cell in cells) + "</w:tr>"

    def heading(text: str, level: int) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>{run(text)}</w:p>'

    change = 'w:id="{}" w:author="A" w:date="2026-01-01T00:00:00Z"'
    body = (
        heading(TITLE, 1)
        + f'<w:p>{run(BEFORE_NOTE + ",")}<w:r>{RAISED}<w:footnoteReference w:id="2"/></w:r>{run(AFTER_NOTE)}</w:p>'
        + heading(HEADING, 2)
        + item(ITEMS[0], 0) + item(ITEMS[1], 1) + item(ITEMS[2], 1) + item(ITEMS[3], 0)
        + '<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/>'
        + '<w:insideH w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>'
        + '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
        + row(CELLS[0], span=2) + row(*CELLS[1:3]) + row(*CELLS[3:]) + "</w:tbl>"
        + f'<w:p>{run("Het werk is in ")}<w:del {change.format(11)}><w:r><w:delText>mei</w:delText></w:r></w:del>'
        + f'<w:ins {change.format(12)}>{run("juni")}</w:ins>{run(" klaar.")}</w:p>'
    )  # fmt: skip
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{720 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for level, kind, text in ((0, "decimal", "%1."), (1, "bullet", "•"))
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:pPr>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{40 - 8 * level}"/></w:rPr></w:style>'
        for level in (1, 2)
    )
    styles += '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/></w:style>'
    parts = {
        "styles": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "numbering": (
            f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        ),
        "footnotes": (
            f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
            f'<w:footnote w:id="2"><w:p><w:r>{RAISED}<w:footnoteRef/></w:r>{run(" " + NOTE)}</w:p></w:footnote>'
            "</w:footnotes>"
        ),
    }
    kinds = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{part}+xml"/>' for part in parts)
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{R}/{part}" Target="{part}.xml"/>' for number, part in enumerate(parts, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{kinds}</Types>'
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{R}/officeDocument" '
                'Target="word/document.xml"/></Relationships>'
            ),
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>'
            ),
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            **{f"word/{name}.xml": text for name, text in parts.items()},
        }
    )


def open_document() -> bytes:
    def indent(level: int) -> str:
        return (
            '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
            '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.6cm" '
            f'fo:margin-left="{0.6 * level}cm"/></style:list-level-properties>'
        )

    parts = {name: name for name in ("office", "text", "table", "style")} | {"fo": "xsl-fo-compatible"}
    names = {prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for prefix, name in parts.items()}
    names["dc"] = "http://purl.org/dc/elements/1.1/"
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in names.items())
    who = "<office:change-info><dc:creator>A</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info>"
    content = f"""<office:document-content {spaces} office:version="1.3"><office:automatic-styles>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"
 style:num-suffix=".">{indent(1)}</text:list-level-style-number><text:list-level-style-bullet text:level="2"
 text:bullet-char="•">{indent(2)}</text:list-level-style-bullet></text:list-style>
<style:style style:name="Ruled" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"
 fo:padding="0.1cm"/></style:style></office:automatic-styles><office:body><office:text><text:tracked-changes>
<text:changed-region text:id="d1"><text:deletion>{who}<text:p>mei</text:p></text:deletion></text:changed-region>
<text:changed-region text:id="i1"><text:insertion>{who}</text:insertion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">{TITLE}</text:h>
<text:p>{BEFORE_NOTE},<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation>
<text:note-body><text:p>{NOTE}</text:p></text:note-body></text:note>{AFTER_NOTE}</text:p>
<text:h text:outline-level="2">{HEADING}</text:h>
<text:list text:style-name="L1"><text:list-item><text:p>{ITEMS[0]}</text:p><text:list><text:list-item>
<text:p>{ITEMS[1]}</text:p></text:list-item><text:list-item><text:p>{ITEMS[2]}</text:p></text:list-item></text:list>
</text:list-item><text:list-item><text:p>{ITEMS[3]}</text:p></text:list-item></text:list>
<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row>
<table:table-cell table:style-name="Ruled" table:number-columns-spanned="2">
<text:p>{CELLS[0]}</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row><table:table-row>
<table:table-cell table:style-name="Ruled"><text:p>{CELLS[1]}</text:p></table:table-cell>
<table:table-cell table:style-name="Ruled"><text:p>{CELLS[2]}</text:p></table:table-cell>
</table:table-row><table:table-row>
<table:table-cell table:style-name="Ruled"><text:p>{CELLS[3]}</text:p></table:table-cell>
<table:table-cell table:style-name="Ruled"><text:p>{CELLS[4]}</text:p></table:table-cell>
</table:table-row></table:table>
<text:p>Het werk is in <text:change text:change-id="d1"/><text:change-start text:change-id="i1"/>juni<text:change-end
 text:change-id="i1"/> klaar.</text:p></office:text></office:body></office:document-content>"""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
        }
    )


def printed() -> bytes:
    """The final text as a page shows it: with rules around the cells, and the note as large as the rest."""
    first, second = HEADING[: HEADING.index("van de brug")].rstrip(), HEADING[HEADING.index("van de brug") :]
    grid = [rule(70, y, 370, y) for y in (622, 606, 590, 574)] + [rule(x, 622, x, 574) for x in (70, 370)]
    cells = [(75, 610, 0), (75, 594, 1), (225, 594, 2), (75, 578, 3), (225, 578, 4)]
    page = [
        text(70, 780, TITLE, size=18, font="F2"),
        raised(70, 750, f"{BEFORE_NOTE},", "1", AFTER_NOTE, size=9),
        text(70, 720, first, size=12, font="F2") + text(70, 706, second, size=12, font="F2"),
        text(70, 686, "1.", size=9) + text(88, 686, ITEMS[0], size=9),
        text(88, 674, "•", size=9) + text(106, 674, ITEMS[1], size=9),
        text(88, 662, "•", size=9) + text(106, 662, ITEMS[2], size=9),
        text(70, 650, "2.", size=9) + text(88, 650, ITEMS[3], size=9),
        *grid,
        rule(225, 606, 225, 574),
        *(text(x, y, CELLS[at], size=9) for x, y, at in cells),
        text(70, 562, FINAL, size=9),
        rule(70, 75, 200, 75),
        text(70, 60, f"1 {NOTE}", size=9),
    ]
    return pdf(page)


FILES = {
    "brug.docx": word_file(),
    "brug.odt": open_document(),
    "brug.html": HTML.encode("utf-8"),
    "brug.md": MARKDOWN.encode("utf-8"),
    "brug.txt": PLAIN.encode("utf-8"),
    "brug.pdf": printed(),
}
TRACKED = [name for name in FILES if name not in ("brug.txt", "brug.pdf")]


def shown(name: str, view: View = "final") -> list[tuple[str, str]]:
    return kinds_and_texts(read(FILES[name], name=name, view=view))


def kinds_and_texts(document: Document) -> list[tuple[str, str]]:
    texts = ((block.kind, block.text.replace("[footnoteRef:1]", "")) for block in document.body)
    return [(kind, " ".join(text.split())) for kind, text in texts]


@pytest.mark.parametrize("name", FILES)
def test_the_same_texts_in_the_same_order_with_the_same_kinds(name: str) -> None:
    assert shown(name) == EXPECTED


@pytest.mark.parametrize("name", FILES)
def test_items_have_their_numbers_and_cells_their_places(name: str) -> None:
    document = read(FILES[name], name=name)
    assert [block.label.replace("-", "•") for block in document.body if block.kind == "list_item"] == LABELS
    assert [block.place.cell for block in document.body if block.kind == "cell"] == PLACES


@pytest.mark.parametrize("name", [name for name in FILES if name != "brug.txt"])
def test_headings_and_items_have_their_levels(name: str) -> None:
    found = [(block.kind, block.level) for block in read(FILES[name], name=name).body if block.level]
    assert found == LEVELS


@pytest.mark.parametrize("name", TRACKED)
def test_the_original_view_is_the_text_before_the_change(name: str) -> None:
    assert shown(name, "original") == EXPECTED_ORIGINAL


@pytest.mark.parametrize("name", FILES)
def test_the_note_is_marked_where_it_belongs(name: str) -> None:
    document = read(FILES[name], name=name)
    block = next(block for block in document.body if block.text.startswith("De brug"))
    (mark,) = (mark for mark in block.marks if mark.kind == "note")
    assert (mark.value, block.text[: mark.span.start]) == ("1", f"{BEFORE_NOTE},")


@pytest.mark.parametrize("name", TRACKED)
def test_a_tracked_change_is_said(name: str) -> None:
    (problem,) = (p for p in read(FILES[name], name=name).problems if p.code == "tracked-changes")
    assert name in problem.message


def accepted(data: bytes) -> bytes:
    """The Word file with its one change accepted by hand."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    body = re.sub(r"<w:del .*?</w:del>", "", members["word/document.xml"])
    members["word/document.xml"] = re.sub(r"</?w:ins[^>]*>", "", body)
    return zipped(members)


LINES = ["Gemeente Waterland", "Postbus 5", "1140 AA Monnickendam"]
ADDRESSES = {
    "a.docx": docx(p(r(LINES[0], "<w:br/>", LINES[1], "<w:br/>", LINES[2])), p("De brief.")),
    "a.odt": odt(text_p(*"|<text:line-break/>|".join(LINES).split("|")), text_p("De brief.")),
    "a.html": f"<p>{'<br>'.join(LINES)}<p>De brief.".encode(),
    "a.md": ("  \n".join(LINES) + "\n\nDe brief.\n").encode(),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_lines_broken_by_hand_are_lines(name: str) -> None:
    assert [block.text for block in read(ADDRESSES[name], name=name).body] == ["\n".join(LINES), "De brief."]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx(p(r("Besluit over", "<w:br/>", "de brug"), properties='<w:outlineLvl w:val="0"/>'))),
        ("a.html", b"<h1>Besluit over<br>de <b>brug</b></h1>"),
        ("a.md", b"# Besluit over<br>de brug\n"),
    ],
)
def test_a_heading_is_one_line(name: str, data: bytes) -> None:
    (block,) = read(data, name=name).body
    assert (block.kind, block.text) == ("heading", "Besluit over de brug")


# As LibreOffice prints it, with its changes accepted or rejected

PRINTED = [(name, view) for name in ("brug.docx", "brug.odt") for view in ("final", "original")]


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Document]:
    """The PDFs, read; LibreOffice is started once."""
    folder = tmp_path_factory.mktemp("prints")
    tasks = {
        (name, view): Task(folder / name, view, folder / f"{name}-{view}.pdf", "writer_pdf_Export")
        for name, view in PRINTED
    }
    for name, _ in PRINTED:
        (folder / name).write_bytes(FILES[name])
    run_tasks(list(tasks.values()), folder)
    return {which: read(task.target) for which, task in tasks.items()}


@pytest.mark.oracle
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("which", PRINTED, ids="-".join)
def test_a_print_reads_as_the_file_it_was_made_from(
    prints: dict[tuple[str, str], Document], which: tuple[str, str]
) -> None:
    document = prints[which]
    assert kinds_and_texts(document) == (EXPECTED if which[1] == "final" else EXPECTED_ORIGINAL)
    assert [(block.kind, block.level) for block in document.body if block.level] == LEVELS
    assert [block.label for block in document.body if block.kind == "list_item"] == LABELS
    assert [block.place.cell for block in document.body if block.kind == "cell"] == PLACES
    assert [(mark.value, mark.span.start) for mark in document.body[1].marks if mark.kind == "note"] == [("1", 45)]
    assert document.problems == ()
