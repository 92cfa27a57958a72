"""`docdiff git setup`, tried on a real repository."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .test_same_in_all_formats import accepted, word_file, zipped


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one commit that holds a Word file, and `docdiff` on the PATH."""
    programs = tmp_path / "bin"
    programs.mkdir()
    script = programs / "docdiff"
    script.write_text(f"#!{sys.executable}\nfrom docdiff.cli import main\nmain()\n")
    script.chmod(0o755)
    place = tmp_path / "letters"
    place.mkdir()
    run("git", "init", "-q", cwd=place)
    (place / "brug.docx").write_bytes(accepted(word_file()))
    run("git", "add", ".", cwd=place)
    run("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "first", cwd=place)
    return place


def run(*command: str, cwd: Path) -> str:
    path = os.pathsep.join([str(cwd.parent / "bin"), os.environ["PATH"]])
    root = str(Path(__file__).resolve().parent.parent)
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "PATH": path, "PYTHONPATH": root, "GIT_PAGER": "cat"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_git_diff_shows_a_word_file_in_words(repository: Path) -> None:
    assert ".docx" in run("docdiff", "git", "setup", cwd=repository)
    (repository / "brug.docx").write_bytes(in_july(accepted(word_file())))
    shown = run("git", "diff", cwd=repository)
    assert "-Het werk is in juni klaar." in shown
    assert "+Het werk is in juli klaar." in shown
    assert " # Jaarverslag van de brug" in run("git", "diff", "-U50", cwd=repository)


def in_july(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    members["word/document.xml"] = members["word/document.xml"].replace("juni", "juli")
    return zipped(members)


def test_nothing_that_is_committed_changes_and_twice_is_once(repository: Path) -> None:
    attributes = repository / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.png binary\n")
    run("docdiff", "git", "setup", cwd=repository)
    once = attributes.read_text()
    run("docdiff", "git", "setup", cwd=repository)
    assert attributes.read_text() == once
    assert once.startswith("*.png binary\n")
    assert once.count("*.docx diff=docdiff") == 1
    assert run("git", "status", "--porcelain", cwd=repository) == ""
