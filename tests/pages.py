"""Writes documents for LibreOffice to set as PDF: what the reader should find is known because we wrote it.

A story is a list of parts: ("h1", text), ("p", text), ("li", text), ("ol", text), ("table", rows). In a text
`{note: words}` is a footnote, `*words*` is bold.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Part = tuple[str, str] | tuple[str, Sequence[Sequence[str]]]

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
    }.items()
)
_NOTE = re.compile(r"\{note: ([^{}]*)\}")
_BOLD = re.compile(r"\*([^*]+)\*")
_CHUNKS = re.compile(r"\{note: [^{}]*\}|\*[^*]+\*|[^{*]+|.")


def fodt(
    story: Sequence[Part],
    *,
    columns: int = 1,
    head: str = "",
    foot: str = "",
    font: str = "Liberation Serif",
    size: float = 11,
    justify: bool = False,
    hyphenate: bool = False,
    language: str = "nl",
    space: float = 0.2,
    indent: float = 0,
    title: str = "",
) -> str:
    """The story as a flat OpenDocument text. `space` (cm) stands below paragraphs, `indent` (cm) before them."""
    spread = f'<style:columns fo:column-count="{columns}" fo:column-gap="0.8cm"/>' if columns > 1 else ""
    body = "\n".join(_part(part, number) for number, part in enumerate(_grouped(story)))
    if columns > 1:
        body = f'<text:section text:style-name="Cols" text:name="cols">{body}</text:section>'
    page_number = '<text:page-number text:select-page="current">1</text:page-number>'
    header = f"<style:header><text:p>{escape(head)}</text:p></style:header>" if head else ""
    footer = f"<style:footer><text:p>{escape(foot).replace('#', page_number)}</text:p></style:footer>" if foot else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">{escape(title)}</dc:title></office:meta>
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2"/>
<style:text-properties style:font-name="F" fo:font-size="{size}pt" fo:language="{language}"
 fo:country="{"NL" if language == "nl" else "GB"}" fo:hyphenate="{str(hyphenate).lower()}"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Body" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:margin-bottom="{space}cm" fo:text-indent="{indent}cm"
 fo:text-align="{"justify" if justify else "start"}"/></style:style>
{"".join(_heading_style(level) for level in (1, 2, 3))}
<style:style style:name="Footnote" style:family="paragraph"><style:paragraph-properties fo:margin-left="0.6cm"
 fo:text-indent="-0.6cm"/><style:text-properties fo:font-size="{size - 2}pt"/></style:style>
<style:style style:name="NoteMark" style:family="text"><style:text-properties
 style:text-position="super 58%"/></style:style>
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<text:notes-configuration text:note-class="footnote" text:citation-body-style-name="NoteMark"
 text:citation-style-name="NoteMark" text:default-style-name="Footnote" style:num-format="1"
 text:start-numbering-at="document"/>
{_list_style("Bullets", "bullet", 'text:bullet-char="•"')}
{_list_style("Numbers", "number", 'style:num-format="1" style:num-suffix="."')}
</office:styles>
<office:automatic-styles>
<style:style style:name="Cols" style:family="section">
<style:section-properties>{spread}</style:section-properties></style:style>
<style:style style:name="Ruled" style:family="table-cell"><style:table-cell-properties
 fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/>
<style:header-style><style:header-footer-properties fo:margin-bottom="0.6cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:margin-top="0.6cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">{header}{footer}
</style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""


def _heading_style(level: int) -> str:
    return (
        f'<style:style style:name="H{level}" style:family="paragraph" style:default-outline-level="{level}">'
        f'<style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>'
        f'<style:text-properties fo:font-size="{20 - 3 * level}pt" fo:font-weight="bold"/></style:style>'
    )


def _list_style(name: str, kind: str, label: str) -> str:
    levels = "".join(
        f'<text:list-level-style-{kind} text:level="{level}" {label}>'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.6cm"'
        f' fo:margin-left="{0.6 * level}cm"/></style:list-level-properties></text:list-level-style-{kind}>'
        for level in (1, 2)
    )
    return f'<text:list-style style:name="{name}">{levels}</text:list-style>'


def _grouped(story: Sequence[Part]) -> list[tuple[str, object]]:
    """The parts, with neighbouring items of one list together."""
    grouped: list[tuple[str, object]] = []
    for kind, content in story:
        if kind in ("li", "ol"):
            if grouped and grouped[-1][0] == kind:
                grouped[-1][1].append(content)  # type: ignore[attr-defined]
            else:
                grouped.append((kind, [content]))
        else:
            grouped.append((kind, content))
    return grouped


def _part(part: tuple[str, object], number: int) -> str:
    kind, content = part
    if kind == "table":
        rows = "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell table:style-name="Ruled"><text:p>{_inline(cell)}</text:p></table:table-cell>'
                for cell in row
            )
            + "</table:table-row>"
            for row in content  # type: ignore[attr-defined]
        )
        width = len(content[0])  # type: ignore[index]
        return (
            f'<table:table table:name="T{number}"><table:table-column table:number-columns-repeated="{width}"/>'
            f"{rows}</table:table><text:p/>"
        )
    if kind in ("li", "ol"):
        style = "Bullets" if kind == "li" else "Numbers"
        items = "".join(
            f'<text:list-item><text:p text:style-name="Body">{_inline(item)}</text:p></text:list-item>'
            for item in content  # type: ignore[attr-defined]
        )
        return f'<text:list text:style-name="{style}">{items}</text:list>'
    if kind.startswith("h"):
        return f'<text:h text:style-name="H{kind[1]}" text:outline-level="{kind[1]}">{_inline(str(content))}</text:h>'
    return f'<text:p text:style-name="Body">{_inline(str(content))}</text:p>'


def _inline(words: str) -> str:
    out = []
    for chunk in _CHUNKS.findall(words):
        note, bold = _NOTE.fullmatch(chunk), _BOLD.fullmatch(chunk)
        if note:
            out.append(
                '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
                f'<text:p text:style-name="Footnote">{escape(note.group(1))}</text:p></text:note-body></text:note>'
            )
        elif bold:
            out.append(f'<text:span text:style-name="Bold">{escape(bold.group(1))}</text:span>')
        else:
            out.append(escape(chunk))
    return "".join(out)


def expected(story: Sequence[Part]) -> list[tuple[str, str]]:
    """(kind, text) of every block the reader should find, notes behind the block with their mark."""
    kinds = {"p": "paragraph", "li": "list_item", "ol": "list_item"}
    found: list[tuple[str, str]] = []
    for kind, content in story:
        if kind == "table":
            found += [("cell", str(cell)) for row in content for cell in row if cell]
            continue
        words = _BOLD.sub(r"\1", str(content))
        found.append((kinds.get(kind, "heading"), _NOTE.sub("", words)))
        found += [("footnote", note) for note in _NOTE.findall(words)]
    return found


def to_pdf(files: dict[str, str], folder: Path) -> dict[str, bytes]:
    """PDFs that LibreOffice makes of documents (names with suffix, contents); all in one run of it."""
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *(str(folder / name) for name in files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: (folder / name).with_suffix(".pdf").read_bytes() for name in files}


def has_soffice() -> bool:
    """Whether LibreOffice can be started here."""
    return shutil.which("soffice") is not None
