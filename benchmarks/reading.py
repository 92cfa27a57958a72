"""Reads documents of growing length, docdiff beside the libraries people use, in one run.

    python benchmarks/reading.py [--pages 10,100,300]

The documents are the sentences of `seeds/` as Word, OpenDocument and PDF files of so many pages, made here without any
word processor. Every engine runs in a process of its own, five times, by turns; the table has the median CPU time
without Python's start and imports, that time for a page, the peak memory of the process, and how much of it the reading
added. Peers are optional: `pip install python-docx odfpy`. `--file` reads a PDF, docx or odt of your own instead.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
PARAGRAPHS = 6  # a page
RUNS = 5
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def paragraphs(pages: int) -> Iterator[str]:
    """Paragraphs of four sentences, each with its number, so that no two are the same."""
    text = " ".join(file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt")))
    known = [part for part in re.split(r"(?<=[.?!])\s+", re.sub(r"\s+", " ", text)) if 40 < len(part) < 300]
    for number in range(pages * PARAGRAPHS):
        yield f"{number}. " + " ".join(known[(number * 4 + at) % len(known)] for at in range(4))


def word_file(pages: int) -> bytes:
    """A .docx of so many pages; every paragraph has three runs, as Word writes them."""
    run = '<w:r><w:rPr><w:lang w:val="nl-NL"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    body = ""
    for text in paragraphs(pages):
        runs = (text[:40], text[40:200], text[200:])
        body += f"<w:p>{''.join(run.format(escape(part)) for part in runs)}</w:p>"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return _zipped({"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": document})


def open_document(pages: int) -> bytes:
    """An .odt of so many pages."""
    body = "".join(f"<text:p>{escape(text)}</text:p>" for text in paragraphs(pages))
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}" office:version="1.3"><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
        }
    )


def _zipped(members: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def pdf_file(pages: int) -> bytes:
    """A PDF of so many pages, in Helvetica, one line after the other."""
    texts = list(paragraphs(pages))
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(pages))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for page in range(pages):
        lines, y = [], 780
        for text in texts[page * PARAGRAPHS : (page + 1) * PARAGRAPHS]:
            for line in re.findall(r".{1,88}(?:\s|$)", text):
                shown = line.strip().encode("cp1252", "replace")
                shown = shown.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
                lines.append(b"BT /F1 9 Tf 1 0 0 1 70 %d Tm (%s) Tj ET" % (y, shown))
                y -= 11
            y -= 9
        stream = b"\n".join(lines)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * page)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + tail % (len(objects) + 1, table, len(objects) + 1, len(out))


def with_docdiff(path: str) -> int:
    from docdiff.readers import read

    return sum(len(block.text) for block in read(path).blocks)


def with_python_docx(path: str) -> int:
    import docx

    return sum(len(paragraph.text) for paragraph in docx.Document(path).paragraphs)


def with_odfpy(path: str) -> int:
    from odf import teletype
    from odf.opendocument import load
    from odf.text import P

    return sum(len(teletype.extractText(paragraph)) for paragraph in load(path).getElementsByType(P))


def with_pypdfium2(path: str) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


FILES: dict[str, Callable[[int], bytes]] = {"docx": word_file, "odt": open_document, "pdf": pdf_file}
ENGINES: dict[str, dict[str, Callable[[str], int]]] = {
    "docx": {"docdiff": with_docdiff, "python-docx": with_python_docx},
    "odt": {"docdiff": with_docdiff, "odfpy": with_odfpy},
    "pdf": {"docdiff": with_docdiff, "bare pypdfium2": with_pypdfium2},
}


def measure(kind: str, engine: str, path: str) -> dict[str, float]:
    """CPU seconds of the second reading in this process (the first one imports), and the peak memory in MB.

    What a reading adds is counted from the peak after reading a file of one page.
    """
    read = ENGINES[kind][engine]
    with tempfile.NamedTemporaryFile(suffix=f".{kind}") as small:
        small.write(FILES[kind](1))
        small.flush()
        read(small.name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    letters = read(path)
    start = time.process_time()
    read(path)
    cpu = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"cpu": cpu, "peak": peak / 1024, "added": (peak - before) / 1024, "letters": letters}


def main() -> None:
    """Prints one table, a row an engine and length."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", default="10,100,300")
    parser.add_argument("--format", choices=FILES, help="only this format")
    parser.add_argument("--file", type=Path, help="a file to read instead of those made here")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(*options.one)))
        return
    print("| format | pages | engine | CPU | CPU a page | beside docdiff | peak memory | added | characters |")
    print("|---|---|---|---|---|---|---|---|---|")
    if options.file:
        _print_rows(options.file.suffix[1:], 0, str(options.file))
        return
    with tempfile.TemporaryDirectory() as folder:
        for kind in [options.format] if options.format else FILES:
            for pages in map(int, options.pages.split(",")):
                path = Path(folder, f"{pages}.{kind}")
                path.write_bytes(FILES[kind](pages))
                _print_rows(kind, pages, str(path))


def _print_rows(kind: str, pages: int, path: str) -> None:
    runs: dict[str, list[dict[str, float]]] = {engine: [] for engine in ENGINES[kind]}
    for _ in range(RUNS):
        for engine in runs:
            command = [sys.executable, __file__, "--one", kind, engine, path]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if not done.returncode:
                runs[engine].append(json.loads(done.stdout))
    ours = statistics.median(run["cpu"] for run in runs["docdiff"])
    for engine, found in runs.items():
        if not found:
            print(f"| {kind} | {pages} | {engine} | not run | | | | | |")
            continue
        cpu = statistics.median(run["cpu"] for run in found)
        page = f"{1000 * cpu / pages:.2f} ms" if pages else ""
        peak, added = (max(run[key] for run in found) for key in ("peak", "added"))
        letters = f"{found[0]['letters']:,}"
        print(
            f"| {kind} | {pages or ''} | {engine} | {cpu:.3f} s | {page} | {cpu / ours:.2f} times "
            f"| {peak:.0f} MB | {added:.0f} MB | {letters} |"
        )


if __name__ == "__main__":
    main()
