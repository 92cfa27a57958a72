"""What the documentation shows is what docdiff does."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "seeds" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
REFERENCE = runpy.run_path(str(ROOT / "docs" / "reference" / "generate.py"))["PAGES"]


@pytest.mark.parametrize("name", REFERENCE)
def test_the_reference_is_made_from_the_code(name: str) -> None:
    page = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert page == REFERENCE[name](), "run: python docs/reference/generate.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_the_readme_shows_what_check_prints() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    sample = re.search(r"```text\n(.*?)```", readme, re.DOTALL)
    assert sample
    done = subprocess.run(
        [sys.executable, "-c", "from docdiff.cli import main; main()", "check", "seeds/"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = sample.group(1).splitlines()
    assert done.returncode == 1
    assert done.stdout.splitlines()[: len(lines) - 1] == lines[:-1]
    assert lines[-1] == "…"


def test_the_python_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft-1.txt").write_text("The first draft.\n", encoding="utf-8")
    (tmp_path / "draft-2.txt").write_text("The second draft, dated 31 April 2026.\n", encoding="utf-8")
    page = (ROOT / "docs" / "how-to" / "python.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        setup = code.replace('docdiff.check([old, new], lang="nl")', 'docdiff.check([docdiff.read("draft-2.txt")])')
        exec(compile(setup, "python.md", "exec"), names)
