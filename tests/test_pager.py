"""A long redline on a terminal goes through the pager."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="only Unix has terminals that a program can open")
PAGER = "sed s/^/page:/"


def on_terminal(folder: Path, *arguments: str, lines: int = 24, pager: str = PAGER) -> str:
    """What a terminal of so many lines shows of `docdiff redline`."""
    outer, inner = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", "from docdiff.cli import main; main()", "redline", "old.txt", "new.txt", *arguments],
        cwd=folder,
        stdout=inner,
        stdin=inner,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "PAGER": pager, "LINES": str(lines),
             "COLUMNS": "80", "NO_COLOR": "1", "TERM": "xterm"},
    ) as running:  # fmt: skip
        os.close(inner)
        shown = b""
        try:
            while piece := os.read(outer, 4096):
                shown += piece
        except OSError:  # how Linux says that nobody writes any more
            pass
        assert running.wait() == 0
    os.close(outer)
    return shown.decode().replace("\r\n", "\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, year in (("old.txt", 2025), ("new.txt", 2026)):
        text = "\n\n".join(f"Paragraph {n} of this letter is about the year {year}." for n in range(20))
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_what_is_longer_than_the_terminal_is_paged(folder: Path) -> None:
    shown = on_terminal(folder, lines=10)
    assert shown.startswith("page:old.txt → new.txt\n")
    assert "page:~   Paragraph 19 of this letter is about the year [-2025-]{+2026+}.\n" in shown


def test_what_fits_is_not(folder: Path) -> None:
    assert on_terminal(folder, lines=100).startswith("old.txt → new.txt\n")


def test_nor_what_is_asked_for_at_once(folder: Path) -> None:
    assert on_terminal(folder, "--no-pager", lines=10).startswith("old.txt → new.txt\n")
    assert on_terminal(folder, lines=10, pager="").startswith("old.txt → new.txt\n")
