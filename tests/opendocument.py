"""A small way to write OpenDocument texts in tests: `odt(p("The ", started("a"), "crimson", ended("a"), " fox"))`."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from docdiff.model import Document, Source, View
from docdiff.readers.odt import read

from .word import Members, zipped

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_PREFIXES = ("office", "text", "table", "style", "meta", "manifest")
NAMESPACES = " ".join(
    [f'xmlns:{prefix}="{_OASIS}:{prefix}:1.0"' for prefix in _PREFIXES]
    + [f'xmlns:draw="{_OASIS}:drawing:1.0"', f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0"']
    + ['xmlns:dc="http://purl.org/dc/elements/1.1/"', 'xmlns:xlink="http://www.w3.org/1999/xlink"']
)


def p(*content: str, style: str = "Standard") -> str:
    """A paragraph of words and elements."""
    return f'<text:p text:style-name="{style}">{_inside(content)}</text:p>'


def h(text: str, level: int = 1, more: str = "") -> str:
    """A heading."""
    return f'<text:h text:outline-level="{level}" {more}>{escape(text)}</text:h>'


def items(*content: str, style: str = "L1", more: str = "") -> str:
    """A list; each item is a text, a paragraph, or a list of its own."""
    inside = "".join(
        f"<text:list-item>{part if part.startswith('<') else p(part)}</text:list-item>" for part in content
    )
    return f'<text:list text:style-name="{style}" {more}>{inside}</text:list>'


def list_style(*levels: str, name: str = "L1") -> str:
    """A style of lists."""
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def level(at: int, form: str, suffix: str = ".", shown: int = 1) -> str:
    """How level `at` (from 1) counts."""
    return (
        f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" style:num-suffix="{suffix}" '
        f'text:display-levels="{shown}"/>'
    )


def bullet(at: int, sign: str) -> str:
    """A level with bullets."""
    return f'<text:list-level-style-bullet text:level="{at}" text:bullet-char="{sign}"/>'


def style(name: str, parent: str = "", family: str = "paragraph", text: str = "") -> str:
    """A style; `text` are its text properties."""
    inherits = f'style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}" {inherits}>'
        f"<style:text-properties {text}/></style:style>"
    )


def changes(**regions: str) -> str:
    """The table of tracked changes, by name."""
    inside = "".join(
        f'<text:changed-region text:id="{name}">{region}</text:changed-region>' for name, region in regions.items()
    )
    return f"<text:tracked-changes>{inside}</text:tracked-changes>"


def insertion(author: str = "Ann") -> str:
    """An insertion; what it inserted stands in the text."""
    return f"<text:insertion>{_info(author)}</text:insertion>"


def deletion(*paragraphs: str, author: str = "Ann") -> str:
    """A deletion, with what it deleted."""
    return f"<text:deletion>{_info(author)}{''.join(paragraphs)}</text:deletion>"


def started(name: str) -> str:
    """Where an insertion begins."""
    return f'<text:change-start text:change-id="{name}"/>'


def ended(name: str) -> str:
    """Where it ends."""
    return f'<text:change-end text:change-id="{name}"/>'


def removed(name: str) -> str:
    """Where deleted text was."""
    return f'<text:change text:change-id="{name}"/>'


def note(number: str, *paragraphs: str, kind: str = "footnote") -> str:
    """A note and its mark."""
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body>{''.join(paragraphs)}</text:note-body></text:note>"
    )


def odt(*body: str, styles: str = "", automatic: str = "", masters: str = "", members: Members | None = None) -> bytes:
    """The bytes of an OpenDocument text."""
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>"
    )
    common = (
        f"<office:document-styles {NAMESPACES}><office:styles>{styles}</office:styles><office:automatic-styles/>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )
    manifest = (
        f'<manifest:manifest {NAMESPACES}><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry '
        'manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    files: Mapping[str, str | bytes | None] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "styles.xml": common,
        "META-INF/manifest.xml": manifest,
    }
    return zipped({**files, **(members or {})})


def text(*body: str, view: View = "final", members: Members | None = None, **parts: str) -> Document:
    """An OpenDocument text, written and read."""
    return read(odt(*body, members=members, **parts), Source("test.odt"), view=view)


def texts(*body: str, view: View = "final", **parts: str) -> list[str]:
    """The texts of its blocks."""
    return [block.text for block in text(*body, view=view, **parts).blocks]


def _inside(content: tuple[str, ...]) -> str:
    return "".join(part if part.startswith("<") else escape(part) for part in content)


def _info(author: str) -> str:
    moment = "<dc:date>2026-01-02T03:04:05</dc:date>"
    return f"<office:change-info><dc:creator>{author}</dc:creator>{moment}</office:change-info>"
