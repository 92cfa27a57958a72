"""A small way to write Word documents in tests: `docx(p(r("The "), ins(r("crimson")), r(" fox")))`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from docdiff.model import Document, Source, View
from docdiff.readers.docx import read

Members = Mapping[str, str | bytes | None]
"""Files of a package by name; None leaves one out."""
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


def t(text: str, kind: str = "t") -> str:
    """Text as it stands in a run."""
    return f'<w:{kind} xml:space="preserve">{escape(text)}</w:{kind}>'


def r(*content: str, properties: str = "") -> str:
    """A run: words, and elements such as "<w:tab/>"."""
    inside = "".join(part if part.startswith("<") else t(part) for part in content)
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def changed(kind: str, *content: str, author: str = "Ann", moment: str = "2026-01-02T03:04:05Z") -> str:
    """A tracked change around runs; without content, the one a mark bears."""
    return f'<w:{kind} w:id="9" w:author={quoteattr(author)} w:date="{moment}">{"".join(content)}</w:{kind}>'


def ins(*runs: str, author: str = "Ann") -> str:
    """Inserted runs."""
    return changed("ins", *runs, author=author)


def gone(*texts: str, author: str = "Ann") -> str:
    """Deleted words."""
    return changed("del", *(r(t(text, "delText")) for text in texts), author=author)


def p(*content: str, style: str = "", mark: str = "", properties: str = "") -> str:
    """A paragraph. `mark` ("ins", "del") says that its end is inserted or deleted; words need no run of their own."""
    inside = "".join(part if part.startswith("<") else r(part) for part in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    marked = f"<w:rPr>{changed(mark)}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{named}{properties}{marked}</w:pPr>{inside}</w:p>"


def item(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: str) -> str:
    """A table of `row`s."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str, mark: str = "") -> str:
    """A row of `cell`s, or of texts."""
    inside = "".join(part if part.startswith("<w:tc>") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{changed(mark) if mark else ''}</w:trPr>{inside}</w:tr>"


def cell(*content: str, properties: str = "") -> str:
    """A cell of paragraphs, or of texts."""
    inside = "".join(part if part.startswith("<") else p(part) for part in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def field(instruction: str, *result: str) -> str:
    """A field in the long form, with its result."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}{r(t(instruction, 'instrText'))}{marks[1]}{''.join(result)}{marks[2]}"


def text_box(*paragraphs: str) -> str:
    """A text box as Word writes it: once for itself, once more for programs that know no better."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def level(at: int, form: str, text: str, more: str = "") -> str:
    """One level of a numbering."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """The part with numberings: one abstract one, and those that use it."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{numbers}'


def style(
    name: str, *, named: str = "", based_on: str = "", paragraph: str = "", run: str = "", form: str = "paragraph"
) -> str:
    """A style, by id; `named` is the name people see."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{form}" w:styleId="{name}"><w:name w:val="{named or name}"/>{base}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def docx(*body: str, members: Members | None = None, **parts: str) -> bytes:
    """The bytes of a Word document. `parts` are the insides of "styles", "numbering", "footnotes", "header1" and so on,
    `members` whole members to add, or with None to leave out.
    """
    files: dict[str, str | bytes | None] = {"word/document.xml": _wrap("document", f"<w:body>{''.join(body)}</w:body>")}
    relations, types = [], [_override("document", "document.main")]
    for name, inside in parts.items():
        kind = name.rstrip("0123456789")
        files[f"word/{name}.xml"] = _wrap(_ROOTS.get(kind, kind), inside)
        relations.append(f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{name}.xml"/>')
        types.append(_override(name, kind))
    files["word/_rels/document.xml.rels"] = _relations(*relations)
    files["_rels/.rels"] = _relations(
        f'<Relationship Id="main" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    )
    files["[Content_Types].xml"] = _TYPES.format("".join(types))
    return zipped({**files, **(members or {})})


def zipped(files: Members) -> bytes:
    """A zip file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if content is not None:
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def word(*body: str, view: View = "final", members: Members | None = None, **parts: str) -> Document:
    """A Word document, written and read."""
    return read(docx(*body, members=members, **parts), Source("test.docx"), view=view)


def texts(*body: str, view: View = "final", **parts: str) -> list[str]:
    """The texts of its blocks."""
    return [block.text for block in word(*body, view=view, **parts).blocks]


def labels(*body: str, view: View = "final", **parts: str) -> list[str]:
    """The labels of its blocks."""
    return [block.label for block in word(*body, view=view, **parts).blocks]


_ROOTS = {"header": "hdr", "footer": "ftr"}


def _wrap(root: str, inside: str) -> str:
    return f"<w:{root} {NAMESPACES}>{inside}</w:{root}>"


def _relations(*relations: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE_RELATIONS}">{"".join(relations)}</Relationships>'


def _override(name: str, kind: str) -> str:
    return f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE.format(kind)}"/>'
