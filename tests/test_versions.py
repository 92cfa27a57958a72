"""Families of versions, their links, and what came first."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import docdiff
from docdiff.model import Document
from docdiff.render.schemas import schema
from docdiff.render.versions import text as render_text
from docdiff.render.versions_html import render as render_page
from docdiff.version_names import compare_names, read_version_name
from docdiff.versions import Versions, find_versions

from .versions import chain, edited, paragraph, text
from .word import docx, ins, p, r


def documents(**texts: Sequence[str]) -> list[Document]:
    return [Document.from_texts(parts, f"{name}.txt") for name, parts in texts.items()]


def links(found: Versions) -> set[tuple[str, str]]:
    """All edges as (parent, child), by name without suffix."""
    edges = [edge for family in found.to_dict()["families"] for edge in family["edges"]]
    return {(edge["parent"].removesuffix(".txt"), edge["child"].removesuffix(".txt")) for edge in edges}


def families(found: Versions) -> list[list[str]]:
    return [
        [source["name"].removesuffix(".txt") for source in family["members"]] for family in found.to_dict()["families"]
    ]


def order(found: Versions) -> list[str]:
    return [source["name"].removesuffix(".txt") for source in found.to_dict()["families"][0]["order"]]


# Families


def test_texts_that_share_most_of_their_words_are_versions() -> None:
    found = find_versions(documents(one=text(), two=edited(text(), 3), other=text(50)))
    assert families(found) == [["one", "two"]]
    assert [found.documents[i].source.name for i in found.unrelated] == ["other.txt"]


def test_one_document_is_a_version_of_nothing() -> None:
    found = find_versions(documents(one=text()))
    assert (found.families, found.unrelated) == ((), (0,))
    assert find_versions([]).families == ()


def test_letters_made_from_one_form_are_no_versions() -> None:
    form = text()
    letters = {
        f"letter{n}": [f"{part} {paragraph(100 + 20 * n + at)}" for at, part in enumerate(form)] for n in range(5)
    }
    assert families(find_versions(documents(**letters))) == []
    corrected = {**letters, "corrected": edited(letters["letter2"], 4)}
    assert families(find_versions(documents(**corrected))) == [["corrected", "letter2"]]


def test_copies_that_three_readers_edited_are_versions_though_the_text_they_got_is_missing() -> None:
    readers = {name: edited(text(), *at, word=name) for name, at in {"an": (1, 5), "bo": (2, 7), "cy": (3, 9)}.items()}
    assert families(find_versions(documents(**readers))) == [["an", "bo", "cy"]]


def test_what_many_texts_end_with_makes_no_family() -> None:
    disclaimer = text(200, 6)
    mails = {f"mail{n}": [*text(10 * n, 6), *disclaimer] for n in range(4)}
    assert families(find_versions(documents(**mails))) == []


def test_a_passage_of_a_long_text_is_no_version_of_it() -> None:
    assert families(find_versions(documents(whole=text(0, 20), part=text(3, 2)))) == []


def test_two_drafts_of_a_notice_of_two_lines_are_versions() -> None:
    draft = ["The office is closed on Friday.", "Calls are answered from Monday at nine in the morning."]
    found = find_versions(documents(a=draft, b=[draft[0], draft[1].replace("nine", "ten")]))
    assert families(found) == [["a", "b"]]


def test_a_short_notice_inside_a_longer_one_is_no_version_of_it() -> None:
    notice = ["Calls are answered from Monday at nine in the morning, as they were last year."]
    assert families(find_versions(documents(a=notice, b=[*notice, *text(0, 1), *text(2, 1)]))) == []


def test_texts_of_a_few_words_are_versions_only_when_they_are_equal() -> None:
    assert families(find_versions(documents(a=["See the annex."], b=["See the  annex."], c=["See the annexes."]))) == [
        ["a", "b"]
    ]


# Links


def test_every_version_hangs_on_the_one_before() -> None:
    found = find_versions(chain(5))
    assert links(found) == {(f"letter-v{n}", f"letter-v{n + 1}") for n in range(1, 5)}
    assert order(found) == [f"letter-v{n}" for n in range(1, 6)]


def test_a_small_change_to_a_long_text_is_a_change() -> None:
    long = text(0, 40)
    found = find_versions(documents(v1=long, v2=edited(long, 8), v3=edited(edited(long, 8), 20)))
    assert links(found) == {("v1", "v2"), ("v2", "v3")}


def test_a_version_that_took_something_back_still_follows_the_last_one() -> None:
    first = text()
    second = edited(first, *range(6))
    third = edited(edited(first, 1, 2), 8)  # most of it is the first again, and some of the second is kept
    fourth = edited(third, 9)
    found = find_versions(documents(v1=first, v2=second, v3=third, v4=fourth))
    assert ("v3", "v4") in links(found)
    assert len(links(found)) == 3


def test_a_merged_version_has_two_parents() -> None:
    base = text()
    ann, ben = edited(base, 2, word="ann"), edited(base, 7, word="ben")
    both = edited(ann, 7, word="ben")
    found = find_versions(documents(**{"memo-v1": base, "memo-v1-ann": ann, "memo-v1-ben": ben, "memo-v2": both}))
    assert links(found) == {
        ("memo-v1", "memo-v1-ann"),
        ("memo-v1", "memo-v1-ben"),
        ("memo-v1-ann", "memo-v2"),
        ("memo-v1-ben", "memo-v2"),
    }
    merged = [edge for edge in found.families[0].edges if edge.merges]
    assert {found.documents[edge.child].source.name for edge in merged} == {"memo-v2.txt"}


# What came first


def test_without_any_sign_the_order_is_unknown() -> None:
    found = find_versions(documents(one=text(), two=edited(text(), 3)))
    assert order(found) == []
    assert [edge.direction for edge in found.families[0].edges] == ["unknown"]
    assert "order unknown" in render_text(found)


def dated(document: Document, **meta: str) -> Document:
    return replace(document, meta=meta)


@pytest.mark.parametrize("meta", ["date", "modified", "created"])
def test_dates_and_properties_tell(meta: str) -> None:
    old, new = documents(zebra=text(), ape=edited(text(), 3))
    days = ("2024-03-01", "2024-04-01")
    found = find_versions([dated(old, **{meta: days[0]}), dated(new, **{meta: days[1]})])
    assert order(found) == ["zebra", "ape"]
    assert [(sign.earlier, sign.later) for sign in found.families[0].edges[0].signs] == [days]


def test_a_moment_says_nothing_of_the_day_it_lies_in() -> None:
    old, new = documents(zebra=text(), ape=edited(text(), 3))
    found = find_versions([dated(old, modified="2024-03-01"), dated(new, modified="2024-03-01T09:00:00Z")])
    assert order(found) == []


def test_tracked_changes_tell() -> None:
    old, new = documents(zebra=text(), ape=edited(text(), 3))
    found = find_versions([old, new], originals={"ape.txt": Document.from_texts(text(), "ape.txt")})
    assert order(found) == ["zebra", "ape"]
    assert [sign.kind for sign in found.families[0].edges[0].signs] == ["tracked"]


def test_the_text_tells_only_where_nothing_else_does() -> None:
    drafts = [[*edited(text(), *range(n)), f"It was decided in {2019 + 2 * n}."] for n in range(3)]
    old, middle, new = documents(zebra=drafts[0], moose=drafts[1], ape=drafts[2])
    found = find_versions([old, middle, new])
    assert order(found) == ["zebra", "moose", "ape"]
    assert {edge.direction for edge in found.families[0].edges} == {"likely"}
    backwards = find_versions([dated(old, date="2024-03-01"), dated(new, date="2024-02-01")])
    assert order(backwards) == ["ape", "zebra"]
    assert {edge.direction for edge in backwards.families[0].edges} == {"known"}


def test_numbers_in_names_count_only_when_the_changes_go_along() -> None:
    def numbered(*numbers: int) -> list[str]:
        versions = chain(len(numbers))
        renamed = [
            Document.from_texts([block.text for block in document.blocks], f"scan{number:02}.txt")
            for document, number in zip(versions, numbers, strict=True)
        ]
        return order(find_versions(renamed))

    assert numbered(1, 2, 3, 4, 5, 6) == [f"scan{n:02}" for n in range(1, 7)]
    assert numbered(4, 1, 6, 2, 5, 3) == []


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("letter-draft-1.txt", "letter-draft-2.txt"),
        ("letter draft 2.docx", "letter FINAL.pdf"),
        ("brief concept.docx", "brief.docx"),
        ("brief.docx", "brief v2.docx"),
        ("nota v1.2.docx", "nota v1.10.docx"),
        ("brief v2.docx", "brief v2 (1).docx"),
        ("brief.docx", "Kopie van brief.docx"),
        ("brief-v2.docx", "brief-v2-jansen.docx"),
        ("brief-v2-jansen.docx", "brief-v3.docx"),
        ("old/brief def.docx", "new/brief def 2.docx"),
    ],
)
def test_names_tell(earlier: str, later: str) -> None:
    names = read_version_name(earlier), read_version_name(later)
    assert compare_names(*names) == -1
    assert compare_names(*reversed(names)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("letter2.txt", "letter3.txt"),  # a number that may count anything
        ("letter-v1.txt", "memo-v2.txt"),  # another text
        ("brief-v2-jansen.docx", "brief-v2-de-vries.docx"),  # two readers
        ("brief.docx", "brief-concept-3.docx"),  # the start or the end
        ("2024-1234.docx", "2024-1235.docx"),  # file numbers
    ],
)
def test_names_that_do_not_tell(one: str, other: str) -> None:
    assert compare_names(read_version_name(one), read_version_name(other)) == 0


# Laws


def test_the_order_of_the_documents_changes_nothing() -> None:
    base = text()
    some = documents(
        v1=base, v2=edited(base, 2), v3=edited(edited(base, 2), 7), copy=list(base), x=text(70), y=edited(text(70), 1)
    )
    results = {
        render_text(find_versions(shuffled)) for shuffled in itertools.islice(itertools.permutations(some), 0, 720, 37)
    }
    assert len(results) == 1


def test_every_hash_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for document in chain(4):
        (tmp_path / document.source.name).write_text("\n\n".join(block.text for block in document.blocks))
    command = [
        sys.executable,
        "-c",
        "from docdiff.cli import main; main()",
        "versions",
        str(tmp_path),
        "--format",
        "html",
    ]
    root = str(Path(docdiff.__file__).parent.parent)
    outputs = {
        subprocess.run(
            command, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root}, check=False
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(outputs) == 1
    assert b"letter-v4.txt" in outputs.pop()


# Outputs


def test_the_json_keeps_to_its_schema() -> None:
    found = find_versions([*chain(3), *documents(other=text(50))])
    jsonschema.validate(found.to_dict(), schema("versions"))
    assert docdiff.find_versions(chain(2)).to_dict()["families"][0]["edges"][0]["parent"] == "letter-v1.txt"


def test_the_text_tells_the_tree_and_why() -> None:
    base = text()
    ann = edited(base, 2, word="ann")
    last = edited(base, 7, 8, 9, word="later")
    found = find_versions(documents(**{"memo-v1": base, "memo-v1-ann": ann, "memo-v2": last, "stray": text(90)}))
    assert render_text(found).splitlines() == [
        "memo-v1.txt: 3 versions",
        "  memo-v1.txt",
        "    the first version",
        "      memo-v1-ann.txt",
        "        from memo-v1.txt: 97% the same, 1 word gone, 1 word new",
        "        by their file names",
        "  memo-v2.txt",
        "    from memo-v1.txt: 93% the same, 3 words gone, 3 words new",
        "    by their file names",
        "",
        "1 document is a version of nothing here",
        "  stray.txt",
    ]
    assert "volgens de bestandsnamen" in render_text(found, lang="nl")


def test_the_page_escapes_what_documents_and_their_names_contain() -> None:
    evil = '<script>alert(1)</script> " onload=x <img src=x onerror=y>'
    page = render_page(
        find_versions(documents(**{f"a{evil}": [evil, *text()], f"b{evil}": [evil, *edited(text(), 3)]}))
    )
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "default-src 'none'" in page


def test_ids_on_the_page_are_unique() -> None:
    import re

    page = render_page(find_versions(chain(4)))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]+)"', page)
    assert set(targets) <= set(ids)


def test_no_versions_is_said() -> None:
    found = find_versions(documents(one=text()))
    assert render_text(found) == "None of these documents is a version of another.\n"
    assert "Geen van deze documenten" in render_page(found, lang="nl")


class TestCommand:
    """The command line: what is printed, and the exit status."""

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from docdiff.cli import main; main()", "versions", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(Path(docdiff.__file__).parent.parent)},
            check=False,
        )

    def write(self, folder: Path, **texts: Sequence[str]) -> None:
        for name, parts in texts.items():
            (folder / f"{name}.txt").write_text("\n\n".join(parts), encoding="utf-8")

    def test_versions_are_told_with_exit_status_1(self, tmp_path: Path) -> None:
        self.write(tmp_path, brief_v1=text(), brief_v2=edited(text(), 2), other=text(50))
        done = self.run(tmp_path, "--lang", "nl")
        assert done.returncode == 1
        assert "volgens de bestandsnamen" in done.stdout
        assert done.stdout.endswith(f"1 document is nergens een versie van\n  {tmp_path / 'other.txt'}\n")

    def test_no_versions_is_exit_status_0(self, tmp_path: Path) -> None:
        self.write(tmp_path, one=text())
        assert self.run(tmp_path).returncode == 0

    def test_the_suffix_picks_the_page(self, tmp_path: Path) -> None:
        self.write(tmp_path, one=text(), two=edited(text(), 2))
        assert self.run(tmp_path, "-o", tmp_path / "versions.html").stdout == ""
        assert (tmp_path / "versions.html").read_text(encoding="utf-8").startswith("<!doctype html>")

    def test_what_cannot_be_read_is_said_and_the_rest_is_told(self, tmp_path: Path) -> None:
        self.write(tmp_path, one=text(), two=edited(text(), 2), empty=[])
        done = self.run(tmp_path)
        assert done.returncode == 2
        assert "empty.txt holds no text" in done.stderr
        assert "two.txt" in done.stdout

    def test_tracked_changes_say_what_a_word_file_was_made_from(self, tmp_path: Path) -> None:
        parts = text()
        (tmp_path / "zebra.docx").write_bytes(docx(*(p(r(part)) for part in parts)))
        changed = [p(r(part)) for part in parts[:-1]]
        (tmp_path / "ape.docx").write_bytes(docx(*changed, p(r(parts[-1]), ins(r(" And so on, said the council.")))))
        done = self.run(tmp_path)
        assert "ape.docx has tracked changes, and without them it is" in done.stdout
