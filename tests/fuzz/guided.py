"""Looks for input that reaches new code in a reader and ends badly there, with atheris (`pip install atheris`).

    python -m tests.fuzz.guided docx -runs=200000 -timeout=5 -rss_limit_mb=500 [FOLDER OF INPUTS]

What it finds is left in a file of the folder it runs in. Packages are damaged in their parts: the bytes it makes are
those of the first part of the document, since hardly any change to a zip file leaves one.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["docdiff"]):
    from docdiff.readers import docx, html, markdown, odt, plain  # noqa: F401

from ..test_hostile_packages import VIEWS, repacked
from .strange import SEEDS, survives

_PARTS = {"docx": "word/document.xml", "odt": "content.xml"}


def main() -> None:
    """Runs until the number of runs is over or something goes wrong."""
    kind = sys.argv.pop(1)
    read, whole = SEEDS[kind]
    part = _position(whole, _PARTS[kind]) if kind in _PARTS else None

    def one(data: bytes) -> None:
        given = data if part is None else repacked(whole, lambda _: data, part)
        survives(read, given, VIEWS[len(data) % 3])

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


def _position(package: bytes, name: str) -> int:
    """Which of the members, in the order of their names, that one is."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return sorted(archive.namelist()).index(name)


if __name__ == "__main__":
    main()
