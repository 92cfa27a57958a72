"""CriticMarkup."""

from __future__ import annotations

from docdiff import render

from ..redlines import redline


def test_words_are_marked() -> None:
    assert render.markdown(redline("The [-brown-]{+crimson+} fox.")) == "The {--brown--}{++crimson++} fox.\n"


def test_blocks_keep_their_kind() -> None:
    shown = render.markdown(redline("# Top\n## Below\n* One\n* Two [-a-]{+b+}\n+ New.\n- Old.\n^2 Note"))
    assert shown == ("# Top\n\n## Below\n\n- One\n- Two {--a--}{++b++}\n\n{++New.++}\n\n{--Old.--}\n\n[^2]: Note\n")


def test_moves_are_told_in_comments() -> None:
    assert render.markdown(redline("# A\n<1\n# B\nOne.\n>1 It went {+far +}down.")) == (
        "# A\n\n{>>moved to § B<<}\n\n# B\n\nOne.\n\n{>>moved from § A<<}It went {++far ++}down.\n"
    )


def test_a_split_inserts_the_break() -> None:
    shown = render.markdown(redline("First.[- -]{+¶+}Second."))
    assert shown == "{>>split in 2<<}First.{-- --}{++\n\n++}Second.\n"


def test_marks_in_the_text_are_not_taken_for_ours() -> None:
    assert render.markdown(redline("A {-- minus --} [-b-]{+c+}")) == "A \\{-- minus --\\} {--b--}{++c++}\n"


def test_tables_stay_tables() -> None:
    shown = render.markdown(redline("| Bridge | [-12-]{+14+} |\n+ | Lock | a b |\nEnd."))
    assert shown == "| Bridge | {--12--}{++14++} |\n| --- | --- |\n| {++Lock++} | {++a b++} |\n\nEnd.\n"
