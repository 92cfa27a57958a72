"""What repeats, in input nobody meant to give: empty, endless, unreadable, in a circle, in other scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docdiff.duplicates import find_duplicates
from docdiff.model import Document
from docdiff.pairs import find_pairs
from docdiff.readers import read

from .test_cli import docdiff
from .test_duplicates import COST, DIKE, RIVER, SCHOOL, SHOP


def folder_of(path: Path, texts: dict[str, str]) -> Path:
    path.mkdir(exist_ok=True)
    for name, text in texts.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


class TestFiles:
    def test_a_thousand_empty_files_are_a_sentence_each(self, tmp_path: Path) -> None:
        letters = folder_of(tmp_path / "letters", {f"{n:04}.txt": "" for n in range(1000)})
        done = docdiff("duplicates", letters)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("holds no text") == done.stderr.count("\n") == 1000

    @pytest.mark.parametrize("format_", ["text", "json", "html"])
    def test_one_letter_among_a_thousand_empty_files(self, tmp_path: Path, format_: str) -> None:
        letters = folder_of(tmp_path / "letters", {f"{n:04}.txt": "" for n in range(1000)} | {"a.txt": RIVER})
        done = docdiff("duplicates", "--format", format_, letters)
        assert done.returncode == 2
        if format_ == "json":
            found = json.loads(done.stdout)
            assert (len(found["documents"]), found["pairs"], found["clusters"]) == (1, [], [])
        else:
            assert "Nothing stands more than once." in done.stdout

    def test_one_file_given_twice_is_no_copy_of_itself(self, tmp_path: Path) -> None:
        letters = folder_of(tmp_path / "letters", {"a.txt": f"{RIVER}\n\n{DIKE}\n"})
        done = docdiff("duplicates", letters / "a.txt", letters / "a.txt")
        assert (done.returncode, done.stdout) == (0, "Nothing stands more than once.\n")
        assert "is read once" in done.stderr

    def test_a_folder_that_links_to_its_parent(self, tmp_path: Path) -> None:
        letters = folder_of(tmp_path / "letters", {"a.txt": f"{RIVER}\n\n{DIKE}\n"})
        (letters / "below").mkdir()
        (letters / "below" / "up").symlink_to(letters, target_is_directory=True)
        done = docdiff("duplicates", letters)
        assert (done.returncode, done.stdout, done.stderr) == (0, "Nothing stands more than once.\n", "")

    def test_one_unreadable_document_among_many(self, tmp_path: Path) -> None:
        letters = folder_of(tmp_path / "letters", {f"{n}.txt": f"{text}\n" for n, text in enumerate((RIVER, DIKE))})
        (letters / "broken.docx").write_bytes(b"PK\x03\x04 this is no package")
        (letters / "copy.txt").write_text(f"{RIVER}\n", encoding="utf-8")
        done = docdiff("duplicates", letters)
        assert done.returncode == 2
        assert done.stdout.count("\n") == 1
        assert "copy.txt:1: document is the same as" in done.stdout
        assert done.stderr.count("\n") == 1
        assert "broken.docx" in done.stderr


class TestTexts:
    def test_fifty_thousand_identical_paragraphs_are_one_cluster(self) -> None:
        # Each is paired with the first: chaining them as passages took time with the square of their number.
        found = find_duplicates([Document.from_texts([RIVER] * 50_000)])
        assert {(pair.level, pair.relation, pair.a.first) for pair in found.pairs} == {("block", "identical", 0)}
        assert [len(cluster.members) for cluster in found.clusters] == [50_000]

    def test_paragraphs_that_take_turns_are_paired_with_the_first_of_their_kind(self) -> None:
        found = find_duplicates([Document.from_texts([RIVER, DIKE] * 5_000)])
        assert len(found.pairs) < 10_000
        assert {pair.a.first for pair in found.pairs} <= {0, 1}

    def test_a_passage_with_a_paragraph_twice_is_whole(self) -> None:
        texts = [SHOP, RIVER, RIVER, COST]
        (pair,) = find_duplicates([Document.from_texts([*texts, SCHOOL, *texts])]).pairs[:1]
        assert (pair.level, pair.a.first, pair.a.last, pair.b.first, pair.b.last) == ("passage", 0, 3, 5, 8)

    @pytest.mark.parametrize(
        "text",
        [
            "市政府今天宣布大桥将关闭到五月，修复费用估计为四百万欧元。",
            "แม่น้ำล้นตลิ่งสามครั้งในฤดูใบไม้ผลินี้และหมู่บ้านก็จมอยู่ใต้น้ำทุกครั้ง",
            "橋は五月まで閉鎖され、修理費は四百万ユーロと見積もられている。",
        ],
    )
    def test_scripts_without_spaces(self, text: str) -> None:
        twins = [read(f"{text}\n".encode(), name=name) for name in ("a.txt", "b.txt")]
        assert [pair.level for pair in find_duplicates(twins).pairs] == ["document"]
        found = {(pair.a, pair.b): pair.relation for pair in find_pairs([text, text, text * 3])}
        assert found[0, 1] == "identical"
