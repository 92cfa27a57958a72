"""`docdiff merge` and git's merge driver, as they are run."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from docdiff import read
from docdiff.render.schemas import schema

from .test_cli import docdiff
from .word import docx, p

BASE = """\
# The letter

The fee is 100 euro per month. It is paid on the first day.

## Terms

Either party may end this agreement with a notice of one month.

The office is open on weekdays from nine to five, and closed on holidays.

Questions go to the secretary, who answers within a week.
"""
ANNA = BASE.replace("100", "120").replace("one month", "two months")
BOB = BASE.replace("100", "110").replace("a week", "two weeks")
CAROL = BASE.replace("weekdays", "working days")
POTATOES = (
    "# Cooking\n\n" + "Boil the potatoes in salted water, then mash them with butter and warm milk and salt. " * 5
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {"base": BASE, "anna": ANNA, "bob": BOB, "carol": CAROL, "potatoes": POTATOES, "empty": ""}
    for name, text in texts.items():
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    (tmp_path / "broken.docx").write_bytes(b"PK\3\4 and nothing more")
    return tmp_path


def test_a_clean_merge_is_written_and_told(folder: Path) -> None:
    done = docdiff("merge", "base.md", "anna.md", "carol.md", "-o", "out.md", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "3 changes by 2 people: 3 taken\n"
    assert (folder / "out.md").read_text() == ANNA.replace("weekdays", "working days")


def test_questions_are_told_in_sentences_and_end_in_exit_status_1(folder: Path) -> None:
    done = docdiff("merge", "base.md", "anna.md", "bob.md", "carol.md", "-o", "out.md", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.startswith("4 changes by 3 people: 3 taken, 1 question\n")
    assert (
        "   As it was: The fee is 100 euro per month.\n   anna: The fee is [-100-]{+120+} euro per month.\n"
        in done.stdout
    )
    assert "in “The letter”" in done.stdout
    text = (folder / "out.md").read_text()
    assert "100 euro" in text
    assert "<<<" not in text


def test_a_decision_file_is_written_answered_and_applied(folder: Path) -> None:
    asked = docdiff("merge", "base.md", "anna.md", "bob.md", "-o", "out.md", "--write-decisions", "d.toml", cwd=folder)
    assert asked.returncode == 1
    questions = (folder / "d.toml").read_text()
    assert tomllib.loads(questions)["question"][0]["take"] == ""
    (folder / "d.toml").write_text(questions.replace('take = ""', 'take = "bob"'))
    done = docdiff(
        "merge", "base.md", "carol.md", "bob.md", "anna.md", "-o", "out.md", "--decisions", "d.toml", cwd=folder
    )
    assert done.returncode == 0, done.stdout
    assert "110 euro" in (folder / "out.md").read_text()
    again = docdiff("merge", "base.md", "anna.md", "bob.md", "carol.md", "--decisions", "d.toml", cwd=folder)
    assert again.stdout == (folder / "out.md").read_text()


def test_decisions_about_other_documents_are_told(folder: Path) -> None:
    (folder / "d.toml").write_text('[[question]]\nid = "0123456789ab"\ntake = "anna"\n')
    done = docdiff("merge", "base.md", "anna.md", "carol.md", "-o", "out.md", "--decisions", "d.toml", cwd=folder)
    assert done.returncode == 0
    assert "None of the decisions in d.toml is about these documents." in done.stderr
    assert "0123456789ab" in done.stdout
    done = docdiff("merge", "base.md", "anna.md", "carol.md", "--decisions", "none.toml", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")


def test_the_json_fits_its_schema(folder: Path) -> None:
    done = docdiff("merge", "base.md", "anna.md", "bob.md", "carol.md", "--format", "json", "-q", cwd=folder)
    found = json.loads(done.stdout)
    Draft202012Validator(schema("merge")).validate(found)
    assert (found["conflicts"], {copy["person"] for copy in found["copies"]}) == (1, {"anna", "bob", "carol"})
    assert "".join(region["text"] for region in found["regions"]) == found["text"]


def test_a_report_beside_the_merged_text(folder: Path) -> None:
    done = docdiff(
        "merge", "base.md", "anna.md", "bob.md", "-o", "out.md", "--format", "json", "--report", "r.html", cwd=folder
    )
    assert json.loads(done.stdout)["conflicts"] == 1
    assert (folder / "out.md").read_text().startswith("# The letter")
    assert "<!doctype html>" in (folder / "r.html").read_text()
    shown = docdiff("merge", "base.md", "anna.md", "bob.md", "--format", "md", "--lang", "nl", cwd=folder)
    assert shown.stdout.startswith("# 3 wijzigingen van 2 personen: 2 overgenomen, 1 vraag\n")


def test_the_suffix_says_what_is_written(folder: Path) -> None:
    for name, start in (
        ("o.json", "{"),
        ("o.html", "<!doctype html>"),
        ("o.md", "# The letter"),
        ("o.txt", "# The letter"),
    ):
        assert docdiff("merge", "base.md", "anna.md", "carol.md", "-o", name, cwd=folder).returncode == 0
        assert (folder / name).read_text().startswith(start)
    done = docdiff("merge", "base.md", "anna.md", "carol.md", "-o", "o.docx", cwd=folder)
    assert done.returncode == 2
    assert "base.md is no Word file" in done.stderr


def test_markers_only_when_asked_for(folder: Path) -> None:
    done = docdiff("merge", "base.md", "anna.md", "bob.md", "--markers", "-q", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.count("<<<<<<< ") == 1
    assert "two months" in done.stdout


def test_a_collation_has_a_row_for_each_block(folder: Path) -> None:
    done = docdiff("merge", "base.md", "anna.md", "bob.md", "carol.md", "--collate", "-q", cwd=folder)
    rows = done.stdout.splitlines()
    assert rows[2] == "| Base | anna | bob | carol |"
    fee = next(row for row in rows if "100 euro" in row).split(" | ")
    assert ["120 euro" in fee[1], "110 euro" in fee[2], fee[3]] == [True, True, "as the base |"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (("base.md", "anna.md"), "needs a base and at least two copies"),
        (("base.md", "anna.md", "potatoes.md"), "potatoes.md is no version of base.md"),
        (("base.md", "anna.md", "broken.docx", "bob.md"), "--partial merges the rest"),
        (("empty.md", "anna.md", "bob.md"), "The base empty.md holds no text"),
        (("base.md", "none.md", "bob.md"), "There is no file none.md"),
    ],
)
def test_what_cannot_be_merged_is_said(folder: Path, files: tuple[str, ...], message: str) -> None:
    done = docdiff("merge", *files, "-o", "out.md", cwd=folder)
    assert done.returncode == 2
    assert message in done.stderr
    assert not (folder / "out.md").exists()


def test_a_short_letter_that_shares_no_two_words_with_the_base_is_no_version_of_it(tmp_path: Path) -> None:
    (tmp_path / "base.txt").write_text("The fee is 100 euro per month. It is paid on the first day.\n")
    (tmp_path / "anna.txt").write_text("The fee is 120 euro per month. It is paid on the first day.\n")
    (tmp_path / "bob.txt").write_text("A month costs 100 euro, which everyone pays before the first day.\n")
    (tmp_path / "soup.txt").write_text("Peel two onions, cut them, and boil them slowly in salted water.\n")
    (tmp_path / "word.txt").write_text("Onions, please.\n")
    done = docdiff("merge", "base.txt", "anna.txt", "soup.txt", "-o", "out.txt", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "out.txt").exists()) == (2, False)
    assert "soup.txt is no version of base.txt: they share 0% of their text." in done.stderr
    for copy in ("bob.txt", "word.txt"):  # written anew, and too short to tell
        done = docdiff("merge", "base.txt", "anna.txt", copy, "-o", "out.txt", cwd=tmp_path)
        assert "is no version" not in done.stderr


def test_the_nearest_document_is_named(folder: Path) -> None:
    (folder / "mash.md").write_text(POTATOES + "Serve at once.\n")
    done = docdiff("merge", "base.md", "anna.md", "potatoes.md", "mash.md", cwd=folder)
    assert "It is nearest to mash.md." in done.stderr


def test_the_rest_is_merged_when_asked(folder: Path) -> None:
    done = docdiff("merge", "base.md", "anna.md", "broken.docx", "carol.md", "--partial", "-o", "out.md", cwd=folder)
    assert done.returncode == 0
    assert "broken.docx" in done.stderr
    assert (folder / "out.md").read_text() == ANNA.replace("weekdays", "working days")


def test_without_a_base(folder: Path) -> None:
    (folder / "dora.md").write_text(BASE.replace("first day", "last day"))
    done = docdiff("merge", "--no-base", "carol.md", "bob.md", "dora.md", "-o", "out.md", cwd=folder)
    assert done.returncode == 0
    assert "rebuilt from what most copies say" in done.stdout
    assert (folder / "out.md").read_text() == BOB.replace("weekdays", "working days").replace("first day", "last day")
    two = docdiff("merge", "--no-base", "carol.md", "bob.md", cwd=folder)
    assert two.returncode == 1
    assert "every difference is a question" in two.stderr


def test_equal_copies_are_told(folder: Path) -> None:
    done = docdiff("merge", "base.md", "anna.md", "anna.md", "-o", "out.md", cwd=folder)
    assert "say the same" in done.stderr
    assert (folder / "out.md").read_text() == ANNA


def test_no_input_is_written_over(folder: Path) -> None:
    done = docdiff("merge", "base.md", "anna.md", "bob.md", "-o", "anna.md", cwd=folder)
    assert done.returncode == 2
    assert (folder / "anna.md").read_text() == ANNA


def letter(text: str) -> bytes:
    return docx(
        *(p(line.lstrip("# "), style="Heading1" if line[0] == "#" else "") for line in text.split("\n") if line)
    )


def test_word_files_are_merged_into_one(folder: Path) -> None:
    for name, text in (("base", BASE), ("anna", ANNA), ("carol", CAROL)):
        (folder / f"{name}.docx").write_bytes(letter(text))
    done = docdiff("merge", "base.docx", "anna.docx", "carol.docx", "-o", "out.docx", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "3 changes by 2 people: 3 taken\n")
    expected = read(letter(ANNA.replace("weekdays", "working days")))
    assert [block.text for block in read(folder / "out.docx").blocks] == [block.text for block in expected.blocks]
    mixed = docdiff("merge", "base.docx", "anna.md", "carol.docx", "-o", "mixed.docx", cwd=folder)
    assert mixed.returncode == 0
    assert [b.text for b in read(folder / "mixed.docx").blocks] == [b.text for b in expected.blocks]
    text = docdiff("merge", "base.docx", "anna.docx", "carol.docx", "-q", cwd=folder)
    assert text.stdout.startswith("# The letter\n\nThe fee is 120 euro")


# git


class Repository:
    """A repository with `docdiff git setup` done, in which people commit on branches of their own."""

    def __init__(self, folder: Path, files: dict[str, bytes]) -> None:
        programs = folder / "bin"
        programs.mkdir()
        (programs / "docdiff").write_text(f"#!{sys.executable}\nfrom docdiff.cli import main\nmain()\n")
        (programs / "docdiff").chmod(0o755)
        self.place, self.programs = folder / "letters", programs
        self.place.mkdir()
        self.git("init", "-q", "-b", "main")
        self.commit(files)
        assert self.run("docdiff", "git", "setup").returncode == 0

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        env = {
            **os.environ,
            "PATH": os.pathsep.join([str(self.programs), os.environ["PATH"]]),
            "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
        }
        return subprocess.run(command, cwd=self.place, env=env, capture_output=True, text=True, check=False)

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments)

    def commit(self, files: dict[str, bytes]) -> None:
        for name, data in files.items():
            (self.place / name).write_bytes(data)
        self.git("add", ".")
        assert self.git("commit", "-qm", "change").returncode == 0

    def branch(self, name: str, files: dict[str, bytes]) -> None:
        self.git("checkout", "-q", "-b", name, "main")
        self.commit(files)
        self.git("checkout", "-q", "main")


def test_git_merges_text_and_word_files_by_word(tmp_path: Path) -> None:
    one_line = "The fee is 100 euro per month, and the office is open on weekdays from nine to five.\n"
    repository = Repository(tmp_path, {"a.md": one_line.encode(), "b.docx": letter(BASE)})
    repository.branch("anna", {"a.md": one_line.replace("100", "120").encode(), "b.docx": letter(ANNA)})
    repository.commit({"a.md": one_line.replace("nine", "ten").encode(), "b.docx": letter(CAROL)})
    merged = repository.git("merge", "-q", "-m", "merge", "anna")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert (repository.place / "a.md").read_text() == one_line.replace("100", "120").replace("nine", "ten")
    words = read(repository.place / "b.docx")
    assert [b.text for b in words.blocks] == [
        b.text for b in read(letter(ANNA.replace("weekdays", "working days"))).blocks
    ]


def test_git_stops_where_a_person_must_decide(tmp_path: Path) -> None:
    repository = Repository(tmp_path, {"a.md": BASE.encode(), "b.docx": letter(BASE)})
    repository.branch("anna", {"a.md": ANNA.encode(), "b.docx": letter(ANNA)})
    repository.commit({"a.md": BOB.encode(), "b.docx": letter(BOB)})
    ours = (repository.place / "b.docx").read_bytes()
    merged = repository.git("merge", "-m", "merge", "anna")
    assert merged.returncode == 1
    text = (repository.place / "a.md").read_text()
    assert "<<<<<<< ours\nThe fee is 110 euro" in text
    assert "two months" in text.partition(">>>>>>> theirs")[2]
    assert (repository.place / "b.docx").read_bytes() == ours
    assert zipfile.is_zipfile(io.BytesIO(ours))
    assert "UU a.md" in repository.git("status", "--short").stdout


def test_git_asks_when_both_sides_added_the_file(tmp_path: Path) -> None:
    repository = Repository(tmp_path, {"other.md": BASE.encode()})
    repository.branch("anna", {"a.md": ANNA.encode()})
    repository.commit({"a.md": CAROL.encode()})
    assert repository.git("merge", "-m", "merge", "anna").returncode == 1
    text = (repository.place / "a.md").read_text()
    assert text.count("<<<<<<< ours") == 3
    assert "Questions go to the secretary" in text.rpartition(">>>>>>> theirs")[2]


def test_answers_in_a_decision_file_are_not_written_over(folder: Path) -> None:
    """From a user's report: an arrow up in the shell, and an afternoon's answers were gone."""
    command = ["merge", "base.md", "anna.md", "bob.md", "-o", "out.md", "--write-decisions", "d.toml"]
    docdiff(*command, cwd=folder)
    filled = (folder / "d.toml").read_text(encoding="utf-8").replace('take = ""', 'take = "anna"', 1)
    (folder / "d.toml").write_text(filled, encoding="utf-8")
    again = docdiff(*command, cwd=folder)
    assert again.returncode == 2
    assert "d.toml has answers in it" in again.stderr
    assert (folder / "d.toml").read_text(encoding="utf-8") == filled
    kept = docdiff(*command, "--decisions", "d.toml", cwd=folder)
    assert "has answers" not in kept.stderr
    assert 'take = "anna"' in (folder / "d.toml").read_text(encoding="utf-8")


def test_two_results_do_not_share_a_name(folder: Path) -> None:
    done = docdiff("merge", "base.md", "anna.md", "bob.md", "-o", "o.md", "--report", "o.md", cwd=folder)
    assert done.returncode == 2
    assert "o.md cannot hold two results" in done.stderr
