"""Looks for input that reaches new code in a reader and ends badly there, with atheris (`pip install atheris`).

    python -m tests.fuzz.guided docx -runs=200000 -timeout=5 -rss_limit_mb=500

It begins with the document of `strange.py`, and leaves what ends badly in a file of the folder it runs in. Packages are
changed in the part that holds the text, since hardly any change to a zip file leaves one. `pdfs.py` damages many more
kinds of PDF; pdfium, which opens them, is not instrumented.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["docdiff"]):
    from docdiff.readers import docx, html, markdown, odt, pdf, plain  # noqa: F401

from ..test_hostile_packages import VIEWS, repacked
from ..test_pdf_damaged import WHOLE
from .strange import SEEDS, survives

_PARTS = {"docx": "word/document.xml", "odt": "content.xml"}


def main() -> None:
    """Runs until the number of runs is over or something goes wrong."""
    kind = sys.argv.pop(1)
    read, whole = {**SEEDS, "pdf": (pdf.read, WHOLE)}[kind]
    part, begin = (_part(whole, _PARTS[kind])) if kind in _PARTS else (None, whole)

    def one(data: bytes) -> None:
        given = data if part is None else repacked(whole, lambda _: data, part)
        survives(read, given, VIEWS[len(data) % 3])

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "whole").write_bytes(begin)
        atheris.Setup([*sys.argv, "-max_len=20000", folder], one)
        atheris.Fuzz()


def _part(package: bytes, name: str) -> tuple[int, bytes]:
    """Which of the members, in the order of their names, that one is, and its bytes."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return sorted(archive.namelist()).index(name), archive.read(name)


if __name__ == "__main__":
    main()
