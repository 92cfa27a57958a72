"""The command line: exit status, streams, and what happens to bad input. Few tests start the program; these do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from docdiff.cli import COMMANDS, help_text
from docdiff.cli.run import group
from docdiff.render.schemas import schema

OLD = "De brug blijft dicht tot 3 mei 2026.\n\nDe kosten zijn 4 miljoen euro, en de provincie betaalt de helft.\n"
NEW = "De brug blijft dicht tot 5 mei 2026.\n\nDe kosten zijn 4 miljoen euro, en de provincie betaalt de helft.\n"
WRONG = "Op 31 april 2026 wordt de brug geopend door de burgemeester.\n"


def docdiff(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-c", "from docdiff.cli import main; main()", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={
            **{key: value for key, value in os.environ.items() if not key.startswith("DOCDIFF")},
            "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
            **env,
        },
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"old.txt": OLD, "new.txt": NEW, "wrong.txt": WRONG}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def one_sentence(done: subprocess.CompletedProcess[str], says: str) -> None:
    """Status 2, nothing on stdout, and one line on stderr that says what is wrong."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("docdiff: error: ")
    assert done.stderr.count("\n") == 1
    assert says in done.stderr


class TestFilesNamedTwice:
    """From the users' report, S5: a file was a duplicate of itself under another spelling."""

    def test_another_spelling_is_read_once(self, folder: Path) -> None:
        done = docdiff("check", "old.txt", "./old.txt", cwd=folder)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr == "docdiff: warning: ./old.txt is the same file as old.txt and is read once.\n"
        assert docdiff("check", "-q", "old.txt", "./old.txt", cwd=folder).stderr == ""

    @pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
    def test_a_link_is_read_once(self, folder: Path, link: str) -> None:
        (folder / "a").mkdir()
        getattr(folder / "a" / "link.txt", link)(folder / "old.txt")
        done = docdiff("duplicates", "a", "old.txt", cwd=folder)
        assert (done.returncode, done.stdout) == (0, "Nothing stands more than once.\n")
        assert "old.txt is the same file as a/link.txt" in done.stderr

    def test_a_copy_is_another_file(self, folder: Path) -> None:
        (folder / "copy.txt").write_text(OLD, encoding="utf-8")
        done = docdiff("check", "old.txt", "copy.txt", cwd=folder)
        assert "[duplicate-document]" in done.stdout
        assert done.stderr == ""


class TestCheck:
    def test_findings_are_lines_and_status_1(self, folder: Path) -> None:
        done = docdiff("check", folder / "wrong.txt")
        assert done.returncode == 1
        assert done.stdout.startswith(f"{folder / 'wrong.txt'}:1:4: error: ")
        assert "[date-impossible]" in done.stdout
        assert done.stderr == ""

    def test_nothing_found_is_status_0(self, folder: Path) -> None:
        done = docdiff("check", folder / "old.txt")
        assert (done.returncode, done.stderr) == (0, "")

    def test_rules_are_chosen_by_name_and_glob(self, folder: Path) -> None:
        assert docdiff("check", "--ignore", "date-*", folder / "wrong.txt").returncode == 0
        assert docdiff("check", "--select", "date-imp*", folder / "wrong.txt").returncode == 1

    def test_an_unknown_rule_is_told_with_the_nearest(self, folder: Path) -> None:
        one_sentence(docdiff("check", "--select", "date-yaer", folder / "wrong.txt"), "date-year")

    def test_dutch_messages(self, folder: Path) -> None:
        english, dutch = (docdiff("check", "--lang", lang, folder / "wrong.txt").stdout for lang in ("en", "nl"))
        assert english != dutch

    def test_a_settings_file_near_the_document_holds(self, folder: Path) -> None:
        (folder / "docdiff.toml").write_text('ignore = ["date-impossible"]\n', encoding="utf-8")
        assert docdiff("check", folder / "wrong.txt").returncode == 0

    def test_the_environment_wins_over_the_file_and_a_flag_over_both(self, folder: Path) -> None:
        (folder / "docdiff.toml").write_text('lang = "en"\n', encoding="utf-8")
        dutch = docdiff("check", "--lang", "nl", folder / "wrong.txt").stdout
        assert docdiff("check", folder / "wrong.txt", DOCDIFF_CHECK_LANG="nl").stdout == dutch
        assert docdiff("check", "--lang", "en", folder / "wrong.txt", DOCDIFF_CHECK_LANG="nl").stdout != dutch

    @pytest.mark.parametrize(
        ("file", "text", "says"),
        [
            ("docdiff.toml", "langs = 3\n", "Did you mean lang?"),
            ("docdiff.toml", "lang = 3\n", "wrong type"),
            ("docdiff.toml", "min-confidence = 7\n", "between 0 and 1"),  # else nothing is ever found
            ("docdiff.toml", "[questions]\nasked = []\n", "questions.asked"),
            ("pyproject.toml", "[tool]\ndocdiff = 3\n", "not a table"),
        ],
    )
    def test_a_wrong_setting_is_said(self, folder: Path, file: str, text: str, says: str) -> None:
        (folder / file).write_text(text, encoding="utf-8")
        one_sentence(docdiff("check", folder / "wrong.txt"), says)

    def test_standard_input(self) -> None:
        assert docdiff("check", "-", stdin=WRONG.encode()).stdout.startswith("stdin:1:4: error: ")

    def test_only_the_environment_and_options_matter_to_the_bytes(self, seeds: Path) -> None:
        runs = [docdiff("check", "--format", "json", seeds, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")]
        assert runs[0] == runs[1]


class TestRedline:
    def test_two_files_are_a_redline(self, folder: Path) -> None:
        done = docdiff(folder / "old.txt", folder / "new.txt")
        assert done.returncode == 0
        assert "[-3-]{+5+} mei 2026" in done.stdout
        assert done.stdout == docdiff("redline", folder / "old.txt", folder / "new.txt").stdout

    def test_the_exit_code_on_demand(self, folder: Path) -> None:
        assert docdiff("redline", "--exit-code", folder / "old.txt", folder / "new.txt").returncode == 1
        assert docdiff("redline", "--exit-code", folder / "old.txt", folder / "old.txt").returncode == 0

    def test_colour_on_demand_only(self, folder: Path) -> None:
        pair = folder / "old.txt", folder / "new.txt"
        assert "\x1b[" not in docdiff("redline", *pair).stdout
        assert "\x1b[" in docdiff("redline", "--color", "always", *pair).stdout
        assert "\x1b[" not in docdiff("redline", "--color", "never", *pair).stdout

    @pytest.mark.parametrize(
        ("suffix", "shows"),
        [("html", "<!doctype html>"), ("json", '"kind": "redline"'), ("md", "{--3--}{++5++}"), ("txt", "[-3-]{+5+}")],
    )
    def test_the_suffix_picks_the_format(self, folder: Path, suffix: str, shows: str) -> None:
        out = folder / f"out.{suffix}"
        done = docdiff("redline", folder / "old.txt", folder / "new.txt", "-o", out)
        assert (done.returncode, done.stdout) == (0, "")
        assert shows in out.read_text(encoding="utf-8")
        assert not [left for left in folder.iterdir() if left.name.endswith(".part")]

    def test_an_unknown_suffix_is_said(self, folder: Path) -> None:
        one_sentence(docdiff("redline", folder / "old.txt", folder / "new.txt", "-o", "out.xyz"), "--format")

    def test_an_input_is_never_overwritten(self, folder: Path) -> None:
        done = docdiff("redline", folder / "old.txt", folder / "new.txt", "-o", folder / "new.txt")
        one_sentence(done, "one of the documents")
        assert (folder / "new.txt").read_text(encoding="utf-8") == NEW

    def test_one_side_from_standard_input(self, folder: Path) -> None:
        assert "[-3-]{+5+}" in docdiff("redline", "-", folder / "new.txt", stdin=OLD.encode()).stdout

    def test_a_reader_that_has_seen_enough_gets_no_complaint(self, seeds: Path) -> None:
        shell = f"{sys.executable} -c 'from docdiff.cli import main; main()' text {seeds}/003* | head -n 1"
        done = subprocess.run(["sh", "-c", shell], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


def closed(described: Any) -> Any:
    """The schema with no fields allowed but those it describes: what we write ourselves holds no others."""
    if isinstance(described, list):
        return [closed(item) for item in described]
    if not isinstance(described, dict):
        return described
    found = {key: closed(value) for key, value in described.items()}
    return {"additionalProperties": False, **found} if found.get("type") == "object" else found


class TestJson:
    @pytest.mark.parametrize(
        ("kind", "arguments"),
        [
            ("document", ["text", "--format", "json", "003"]),
            ("redline", ["redline", "--format", "json", "001", "000"]),
            ("check", ["check", "--format", "json", "000", "001", "002", "003", "004"]),
            ("duplicates", ["duplicates", "--format", "json", "001", "000", "002"]),
            ("versions", ["versions", "--format", "json", "000", "001", "002"]),
        ],
    )
    def test_every_output_follows_its_schema(self, seeds: Path, kind: str, arguments: Sequence[str]) -> None:
        named = [str(next(seeds.glob(f"{word}*"))) if word.isdigit() else word for word in arguments]
        found = json.loads(docdiff(*named).stdout)
        assert found["kind"] == kind
        Draft202012Validator(closed(schema(kind))).validate(found)

    @pytest.mark.parametrize("kind", ["document", "redline", "check", "duplicates", "versions"])
    def test_schemas_are_schemas_and_are_printed(self, kind: str) -> None:
        printed = json.loads(docdiff("schema", kind).stdout)
        Draft202012Validator.check_schema(printed)
        assert printed == schema(kind)

    def test_an_unknown_schema_is_said(self) -> None:
        one_sentence(docdiff("schema", "poem"), "redline")


class TestBadInput:
    def test_a_missing_file(self) -> None:
        one_sentence(docdiff("check", "nowhere.txt"), "nowhere.txt")

    def test_a_folder_without_documents(self, tmp_path: Path) -> None:
        one_sentence(docdiff("check", tmp_path), "no documents")

    @pytest.mark.parametrize("command", ["check", "duplicates", "versions", "text"])
    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "holds no text"),
            (b" \n\n", "holds no text"),
            (bytes(range(256)) * 20, "not text"),
            (b"x" * 50_000_000, "50,000,000 characters"),
            (b"a\0b", "NUL"),
        ],
    )
    def test_a_file_that_is_no_document(self, tmp_path: Path, command: str, data: bytes, says: str) -> None:
        (tmp_path / "strange.txt").write_bytes(data)
        one_sentence(docdiff(command, tmp_path / "strange.txt"), says)

    def test_a_redline_with_an_empty_file_writes_nothing(self, folder: Path) -> None:
        (folder / "empty.txt").write_bytes(b"")
        done = docdiff("redline", folder / "empty.txt", folder / "new.txt", "-o", folder / "out.html")
        one_sentence(done, "empty.txt")
        assert not (folder / "out.html").exists()

    def test_one_bad_file_among_good_ones_is_named_and_the_others_are_checked(self, folder: Path) -> None:
        (folder / "bad.txt").write_bytes(b"\0\1\2\3" * 50)
        done = docdiff("check", folder)
        assert done.returncode == 2
        assert "wrong.txt:1:4: error: " in done.stdout
        assert done.stderr.count("\n") == 1
        assert "bad.txt" in done.stderr

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_that_may_not_be_read(self, folder: Path) -> None:
        (folder / "old.txt").chmod(0)
        assert "may not be read" in docdiff("check", folder / "old.txt").stderr

    def test_a_folder_where_a_file_is_needed(self, folder: Path) -> None:
        one_sentence(docdiff("redline", folder, folder / "new.txt"), "is a folder")

    def test_encodings_that_had_to_be_guessed_are_said_but_read(self, folder: Path) -> None:
        (folder / "old.txt").write_bytes(OLD.replace("dicht", "één dag dicht").encode("cp1252"))
        done = docdiff("check", folder / "old.txt")
        assert done.returncode == 0
        assert "Windows-1252" in done.stderr
        assert docdiff("check", "-q", folder / "old.txt").stderr == ""

    def test_complaints_are_in_the_language_asked_for_wherever_it_is_asked(self, folder: Path) -> None:
        (folder / "old.txt").write_bytes(OLD.replace("dicht", "één dag dicht").encode("cp1252"))
        for order in (["--lang", "nl", "old.txt", "new.txt"], ["redline", "old.txt", "new.txt", "--lang=nl"]):
            done = docdiff(*order, cwd=folder)
            assert done.returncode == 0 and "1 wijziging" in done.stdout
            assert done.stderr.startswith("docdiff: let op: old.txt zegt niet in welke tekencodering het staat")
        lost = docdiff("--lang", "nl", "check", "nowhere.txt", cwd=folder)
        assert lost.stderr == "docdiff: fout: Er is geen bestand nowhere.txt. Controleer de naam en de map.\n"
        (folder / "docdiff.toml").write_text('lang = "nl"\n')
        assert docdiff("text", "old.txt", cwd=folder).stderr.startswith("docdiff: let op: ")

    def test_utf16_is_read(self, folder: Path) -> None:
        (folder / "wrong.txt").write_bytes(WRONG.encode("utf-16"))
        assert docdiff("check", folder / "wrong.txt").returncode == 1

    def test_a_place_that_cannot_be_written(self, folder: Path) -> None:
        out = folder / "no" / "such" / "folder" / "out.html"
        one_sentence(docdiff("redline", folder / "old.txt", folder / "new.txt", "-o", out), "cannot be written")

    def test_an_unknown_option_and_command(self) -> None:
        one_sentence(docdiff("check", "--colour", "x"), "--help")
        one_sentence(docdiff("chekc", "x.txt"), "chekc")


def test_python_m_docdiff_is_docdiff(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "docdiff", "check", "wrong.txt"],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    expected = docdiff("check", "wrong.txt", cwd=folder)
    assert (done.returncode, done.stdout) == (1, expected.stdout)


class TestHelp:
    def test_help_is_the_same_with_and_without_the_shortcut(self) -> None:
        done = docdiff("--help")
        assert (done.returncode, done.stdout) == (0, help_text())
        with group.make_context("docdiff", [], resilient_parsing=True) as context:
            assert group.get_help(context) == help_text().rstrip("\n")

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_command_has_an_example(self, name: str) -> None:
        done = docdiff(name, "--help")
        assert done.returncode == 0
        assert f"docdiff {name}" in done.stdout.partition("Example:")[2]

    def test_help_loads_next_to_nothing(self) -> None:
        code = (
            "import sys; before = set(sys.modules); sys.argv[1:] = ['--help']\n"
            "import io; sys.stdout = io.StringIO()\n"
            "from docdiff.cli import main\n"
            "try: main()\nexcept SystemExit: pass\n"
            "print(*sorted(set(sys.modules) - before), file=sys.__stdout__)"
        )
        done = subprocess.run(
            [sys.executable, "-S", "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        assert set(done.stdout.split()) == {"docdiff", "docdiff.cli", "__future__"}

    def test_python_m_docdiff_helps_as_fast(self) -> None:
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "docdiff", "--help"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        assert done.stdout == help_text()
        loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert {name for name in loaded if name.startswith(("docdiff", "click"))} == {"docdiff", "docdiff.cli"}

    def test_importing_docdiff_loads_next_to_nothing(self) -> None:
        code = "import sys; before = set(sys.modules); import docdiff; print(*sorted(set(sys.modules) - before))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert set(done.stdout.split()) <= {
            "docdiff",
            "__future__",
            "importlib",
            "importlib._bootstrap",
            "importlib._bootstrap_external",
            "warnings",
        }

    def test_the_version(self) -> None:
        assert docdiff("--version").stdout.startswith("docdiff 0.")


class TestText:
    def test_the_text_view(self, folder: Path) -> None:
        (folder / "list.txt").write_text("Points\n\n• one thing\n• another thing\n\nDone.[^1]\n\n[^1]: At last.\n")
        done = docdiff("text", folder / "list.txt")
        assert done.stdout == "# Points\n\n- one thing\n- another thing\n\nDone.[^1]\n\n[1] At last.\n"

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
    def test_escape_codes_do_not_reach_a_terminal(self, folder: Path) -> None:
        import pty

        (folder / "odd.txt").write_text("A \x1b[31mred\x1b[0m word stands here.\n")
        assert "\x1b[31m" in docdiff("text", folder / "odd.txt").stdout  # a file or a pipe gets what is there
        screen, terminal = pty.openpty()
        command = [sys.executable, "-c", "from docdiff.cli import main; main()", "text", str(folder / "odd.txt")]
        home = str(Path(__file__).resolve().parent.parent)
        subprocess.run(command, stdout=terminal, check=True, env={**os.environ, "PYTHONPATH": home})
        os.close(terminal)
        shown = os.read(screen, 1_000).decode()
        os.close(screen)
        assert shown == "A ␛[31mred␛[0m word stands here.\r\n"


class TestDuplicates:
    def test_the_letter_in_the_letter(self, seeds: Path) -> None:
        done = docdiff("duplicates", "--level", "document", seeds)
        assert done.returncode == 1
        assert "001_2c7572ccf9895993.txt:1-52: document lies in " in done.stdout
        assert "000_0c770f6efabe4621.txt:605-656 (100%)" in done.stdout

    def test_nothing_repeats(self, folder: Path) -> None:
        assert docdiff("duplicates", folder / "old.txt").returncode == 0


class TestRule:
    def test_all_rules_are_listed_and_each_is_explained(self) -> None:
        listed = [line.split()[0] for line in docdiff("rule").stdout.splitlines()]
        assert {"date-year", "contained-document", "repeated-answer"} <= set(listed)
        for name in listed:
            page = docdiff("rule", name).stdout
            assert "What it finds:" in page
            assert "Quiet:" in page

    def test_an_unknown_rule_is_said(self) -> None:
        one_sentence(docdiff("rule", "date-yer"), "date-year")


class TestOddPlaces:
    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no /dev/full")
    @pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["rule"], ["text", "old.txt"]])
    def test_a_full_disk_is_said(self, folder: Path, arguments: list[str]) -> None:
        named = [str(folder / word) if word.endswith(".txt") else word for word in arguments]
        command = [sys.executable, "-c", "from docdiff.cli import main; main()", *named]
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
        assert b"cannot be written" in done.stderr

    def test_a_pipe_in_a_folder_is_left_alone_and_one_that_is_named_is_refused(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe.txt")
        assert docdiff("check", folder).returncode == 1
        one_sentence(docdiff("check", folder / "pipe.txt"), "is a pipe")

    def test_a_name_that_is_no_unicode_is_valid_json(self, folder: Path) -> None:
        name = os.fsdecode(b"br\xfcg.txt")
        try:
            (folder / name).write_text(WRONG, encoding="utf-8")
        except OSError:
            pytest.skip("this file system takes no such names")
        found = json.loads(docdiff("check", "--format", "json", folder / name).stdout)
        assert found["findings"][0]["at"]["source"].endswith(name)

    @pytest.mark.parametrize("encoding", ["hex", "rot13", "nonsense"])
    def test_what_is_no_encoding_of_text_is_said(self, folder: Path, encoding: str) -> None:
        one_sentence(docdiff("text", "--encoding", encoding, folder / "old.txt"), "no encoding called")


class TestKnownFindings:
    def test_a_baseline_leaves_out_what_it_knows_and_tells_what_was_mended(self, folder: Path) -> None:
        written = docdiff("check", "--write-baseline", "known.json", "wrong.txt", cwd=folder)
        assert (written.returncode, written.stdout) == (0, "")
        assert "knows 1 finding" in written.stderr
        known = docdiff("check", "--baseline", "known.json", "wrong.txt", cwd=folder)
        assert (known.returncode, known.stdout, known.stderr) == (0, "", "")
        (folder / "wrong.txt").write_text(WRONG.replace("31", "30"), encoding="utf-8")
        mended = docdiff("check", "--baseline", "known.json", "wrong.txt", cwd=folder)
        assert (mended.returncode, mended.stdout) == (0, "")
        assert "knows a finding of date-impossible in wrong.txt that is not there any more" in mended.stderr

    def test_what_it_knows_of_documents_that_are_not_checked_is_not_stale(self, folder: Path) -> None:
        docdiff("check", "--write-baseline", "known.json", "wrong.txt", "old.txt", cwd=folder)
        found = docdiff("check", "--baseline", "known.json", "old.txt", cwd=folder)
        assert (found.returncode, found.stderr) == (0, "")

    def test_the_settings_may_name_it(self, folder: Path) -> None:
        docdiff("check", "--write-baseline", "known.json", "wrong.txt", cwd=folder)
        (folder / "docdiff.toml").write_text('baseline = "known.json"\n')
        payload = json.loads(docdiff("check", "--format", "json", "wrong.txt", cwd=folder).stdout)
        assert payload["findings"] == []
        assert [entry["rule"] for entry in payload["known"]] == ["date-impossible"]
        Draft202012Validator(schema("check")).validate(payload)

    def test_what_is_no_baseline_is_said(self, folder: Path) -> None:
        one_sentence(docdiff("check", "--baseline", "old.txt", "wrong.txt", cwd=folder), "old.txt is not a baseline")
        one_sentence(docdiff("check", "--baseline", "none.json", "wrong.txt", cwd=folder), "--write-baseline none.json")


class TestSettingsOfRules:
    def test_a_severity_and_files_where_a_rule_may_be_broken(self, folder: Path) -> None:
        (folder / "docdiff.toml").write_text('[rules.date-impossible]\nseverity = "info"\n')
        assert ": info: 31 april 2026" in docdiff("check", "wrong.txt", cwd=folder).stdout
        (folder / "docdiff.toml").write_text('[rules.date-impossible]\nallow-in = ["wr*.txt"]\n')
        assert docdiff("check", "wrong.txt", cwd=folder).returncode == 0

    @pytest.mark.parametrize(
        ("settings", "flags", "told"),
        [
            ("", [], []),
            ("[rules.double-space]\nseverity = 'info'\n", [], ["double-space"]),
            ("[rules.double-space]\nseverity = 'info'\n", ["--select", "double-*"], ["double-space"]),
            ("[rules.double-space]\nseverity = 'info'\n", ["--select", "date-*"], []),
            ("[rules.double-space]\nseverity = 'info'\n", ["--ignore", "double-*"], []),
            ("[rules.double-space]\nseverity = 'off'\n", [], []),
            ("select = ['double-*']\n[rules.double-space]\nseverity = 'off'\n", [], []),
            ("select = ['date-*']\n[rules.double-space]\nseverity = 'info'\n", [], ["double-space"]),
        ],
    )
    def test_a_severity_alone_switches_a_rule_on_and_off(
        self, folder: Path, settings: str, flags: list[str], told: list[str]
    ) -> None:
        (folder / "docdiff.toml").write_text(settings)
        (folder / "note.txt").write_text("The bridge is  open. The road is too. The school is not. Nor is the ferry.\n")
        found = docdiff("check", "--format", "json", *flags, "note.txt", cwd=folder).stdout
        assert [finding["rule"] for finding in json.loads(found)["findings"]] == told

    def test_off_is_off(self, folder: Path) -> None:
        (folder / "docdiff.toml").write_text('[rules.date-impossible]\nseverity = "off"\n')
        assert docdiff("check", "wrong.txt", cwd=folder).stdout == ""

    @pytest.mark.parametrize(
        ("settings", "says"),
        [
            ("[rules.date-imposible]\n", "Did you mean date-impossible?"),
            ("[rules.date-impossible]\nseverty = 'info'\n", "Did you mean severity?"),
            ("[rules.date-impossible]\nseverity = 'fatal'\n", "error, warning, info"),
            ("rules = 3\n", "rules"),
            ("[rules]\ndate-impossible = 'off'\n", "[rules.date-impossible]"),
        ],
    )
    def test_what_does_not_exist_is_said(self, folder: Path, settings: str, says: str) -> None:
        (folder / "docdiff.toml").write_text(settings)
        one_sentence(docdiff("check", "wrong.txt", cwd=folder), says)


class TestDocumentsApart:
    def test_alone_checks_each_by_itself(self, folder: Path) -> None:
        (folder / "copy.txt").write_text(OLD, encoding="utf-8")
        assert "[duplicate-document]" in docdiff("check", "old.txt", "copy.txt", cwd=folder).stdout
        assert docdiff("check", "--alone", "old.txt", "copy.txt", cwd=folder).stdout == ""


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("out.html", "<!doctype html>"),
        ("out.sarif", "{"),
        ("out.xml", "<?xml"),
        ("out.json", "{"),
        ("out.txt", "wrong"),
    ],
)
def test_the_suffix_picks_the_format_of_findings(folder: Path, name: str, begins: str) -> None:
    done = docdiff("check", "wrong.txt", "-o", name, cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert (folder / name).read_text(encoding="utf-8").startswith(begins)


class TestPagesMarkedInPlace:
    def test_the_page_keeps_its_encoding(self, folder: Path) -> None:
        head = '<html><head><meta charset="windows-1252"></head><body>'
        (folder / "old.html").write_bytes(f"{head}<p>Een café</p></body></html>".encode("cp1252"))
        (folder / "new.html").write_bytes(f"{head}<p>Twee cafés</p></body></html>".encode("cp1252"))
        done = docdiff("redline", "old.html", "new.html", "--format", "html-inline", "-o", "out.html", cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        page = (folder / "out.html").read_bytes().decode("cp1252")
        assert page == f"{head}<p><del>Een café</del><ins>Twee cafés</ins></p></body></html>"

    def test_other_formats_are_refused(self, folder: Path) -> None:
        one_sentence(docdiff("redline", "old.txt", "new.txt", "--format", "html-inline", cwd=folder), "no HTML page")
        one_sentence(docdiff("redline", "a.html", "new.txt", "--format", "html-inline", cwd=folder), "no file a.html")
