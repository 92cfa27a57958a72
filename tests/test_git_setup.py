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
    assert once.count("*.[dD][oO][cC][xX] diff=docdiff") == 1
    assert run("git", "status", "--porcelain", cwd=repository) == ""


def test_undo_takes_out_what_setup_put_in(repository: Path) -> None:
    attributes = repository / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.png binary\n")
    settings = (repository / ".git" / "config").read_text()
    run("docdiff", "git", "setup", cwd=repository)
    run("docdiff", "git", "setup", "--undo", cwd=repository)
    assert attributes.read_text() == "*.png binary\n"
    assert (repository / ".git" / "config").read_text() == settings


def test_a_damaged_file_does_not_keep_git_from_showing_the_others(repository: Path) -> None:
    run("docdiff", "git", "setup", cwd=repository)
    data = (repository / "brug.docx").read_bytes()
    (repository / "afgebroken.docx").write_bytes(data)
    (repository / "leeg.docx").write_bytes(data)
    run("git", "add", ".", cwd=repository)
    (repository / "afgebroken.docx").write_bytes(data[:1500])
    (repository / "leeg.docx").write_bytes(b"")
    (repository / "brug.docx").write_bytes(in_july(data))
    shown = run("git", "diff", cwd=repository)
    assert "+[afgebroken.docx is damaged or was cut off: it cannot be unpacked." in shown
    assert "+[leeg.docx holds no text." in shown
    assert "+Het werk is in juli klaar." in shown


@pytest.mark.parametrize("name", ['brief\'s "nieuwe" versie.docx', "-v.docx", "BRUG.DOCX"])
def test_any_name_is_shown_in_words(repository: Path, name: str) -> None:
    run("docdiff", "git", "setup", cwd=repository)
    data = (repository / "brug.docx").read_bytes()
    (repository / name).write_bytes(data)
    run("git", "add", ".", cwd=repository)
    (repository / name).write_bytes(in_july(data))
    assert "Het werk is in [-juni-]{+juli+} klaar." in run("git", "diff", "--word-diff", cwd=repository)


def test_where_docdiff_is_not_on_the_path_git_calls_python(repository: Path) -> None:
    (repository.parent / "bin" / "docdiff").unlink()
    call = "import sys; sys.argv[1:] = ['git', 'setup']; from docdiff.cli import main; import shutil\n"
    run(sys.executable, "-c", f"{call}shutil.which = lambda name: None; main()", cwd=repository)
    (repository / "brug.docx").write_bytes(in_july((repository / "brug.docx").read_bytes()))
    assert "+Het werk is in juli klaar." in run("git", "diff", cwd=repository)
