"""Markdown is read as its rendered page shows it, and every word knows where it stands in the file."""

import time
from collections import Counter
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

from docdiff.errors import ReadError
from docdiff.model import Block, Document, Source, Span, View, source_position, source_text
from docdiff.readers.html import read as read_html
from docdiff.readers.markdown import read

from .notation import shown


def markdown(text: str | bytes, view: View = "final") -> Document:
    """A document read from Markdown, indented as the test likes it."""
    return read(dedent(text).encode() if isinstance(text, str) else text, Source("text.md"), view=view)


def test_inline_signs_are_not_text() -> None:
    document = markdown(
        """\
        # Over *bruggen* ##

        Een **brug** over `de  Maas` en [een tweede](http://x.nl "titel"),
        zie ![de foto](f.png), <https://a.nl>, 5 \\* 3 &lt; 20 en ~~niet~~ wel.
        """
    )
    assert shown(document) == [
        "# Over bruggen",
        "Een brug over de Maas en een tweede, zie de foto, https://a.nl, 5 * 3 < 20 en niet wel.",
    ]


def test_lists_quotes_and_code() -> None:
    document = markdown(
        """\
        3. three
        3. four
           - deep
             and on

           more of four

        > quoted
        > > twice
        lazily

        ```py
        if x:
            y  = 1
        ```
        """
    )
    assert [(block.kind, block.label, block.level, block.text) for block in document.blocks] == [
        ("list_item", "3.", 1, "three"),
        ("list_item", "4.", 1, "four"),
        ("list_item", "•", 2, "deep and on"),
        ("paragraph", "", 0, "more of four"),
        ("paragraph", "", 0, "quoted"),
        ("paragraph", "", 0, "twice lazily"),
        ("paragraph", "", 0, "if x:\n    y  = 1"),
    ]


def test_tables_become_cells() -> None:
    document = markdown(
        """\
        | Jaar | Kosten \\| baten |
        |------|----------------:|
        | 2026 | **3** |

        a | b
        --|--
        c | d
        """
    )
    assert [(block.kind, block.text, block.place.cell) for block in document.blocks[:4]] == [
        ("cell", "Jaar", (0, 0, 0)),
        ("cell", "Kosten | baten", (0, 0, 1)),
        ("cell", "2026", (0, 1, 0)),
        ("cell", "3", (0, 1, 1)),
    ]
    assert document.blocks[-1].place.cell == (1, 1, 1)
    assert source_position(document.blocks[1], len("Kosten | ")) == (1, 20)


def test_notes_stand_behind_their_mark() -> None:
    document = markdown(
        """\
        It rained.[^1] We stayed.^[Inside, that is.] Lost.[^9]

        Next.

        [^1]: All *day*.

            And all night.
        """
    )
    assert shown(document) == [
        "It rained. We stayed. Lost.[^9]",
        "[1] All day.\nAnd all night.",
        "[2] Inside, that is.",
        "Next.",
    ]
    marks = [(mark.value, mark.span) for mark in document.blocks[0].marks if mark.kind == "note"]
    assert marks == [("1", Span(10, 10)), ("2", Span(21, 21)), ("9", Span(27, 31))]


def test_html_is_read_as_html() -> None:
    document = markdown(
        """\
        <!-- docdiff: allow date-year -->
        <div align="center">
        A <b>br</b>idge
        </div>

        One<br>two <!-- no --> <kbd>three</kbd>
        """
    )
    assert shown(document) == ["A bridge", "One\ntwo three"]
    assert source_position(document.blocks[0], 0) == (3, 1)


@pytest.mark.parametrize(
    ("view", "texts"),
    [
        ("final", ["The crimson fox ran and jumped. So."]),
        ("original", ["The brown fox ran or sat.", "End. So."]),
        ("all", ["The browncrimson fox ran orand satjumped.", "End. So."]),
    ],
)
def test_tracked_changes_in_three_views(view: View, texts: list[str]) -> None:
    document = markdown(
        "The {--brown--}{++crimson++} fox ran {~~or~>and~~} <del>sat</del><ins>jumped</ins>.{--\n\nEnd.--} So.", view
    )
    assert shown(document) == texts
    assert "7 tracked changes" in document.problems[0].message
    kinds = [mark.kind for mark in document.blocks[0].marks if mark.kind != "source"]
    assert kinds == (["deleted", "inserted"] * 3 if view == "all" else [])


def test_a_remark_is_a_mark() -> None:
    block = markdown("Is {==this true==}{>>Check it.<<}?").blocks[0]
    (mark,) = (mark for mark in block.marks if mark.kind == "comment")
    assert (block.text, block.text[mark.span.start : mark.span.end], mark.value) == (
        "Is this true?",
        "this true",
        "Check it.",
    )


def test_changes_in_code_are_code() -> None:
    text = "Write `{++this++}`.\n\n```\n{--that--}\n```\n"
    assert shown(markdown(text)) == ["Write {++this++}.", "{--that--}"]


def test_front_matter_becomes_meta() -> None:
    document = markdown(
        """\
        ---
        title: "Brief: de brug"
        author:
          - A. Schrijver
          - B. Lezer
        date: 2026-03-02
        lang: nl-NL
        ---
        Tekst.
        """
    )
    assert document.meta == {
        "title": "Brief: de brug",
        "author": "A. Schrijver, B. Lezer",
        "date": "2026-03-02",
        "language": "nl",
    }
    assert (shown(document), document.blocks[0].place.line) == (["Tekst."], 9)


def test_front_matter_may_be_toml() -> None:
    document = markdown('+++\ntitle = "Brief"\ndate = 2026-03-01\n[extra]\ndraft = true\n+++\n\nTekst.\n')
    assert document.meta == {"title": "Brief", "date": "2026-03-01"}
    assert shown(document) == ["Tekst."]


def test_a_text_between_plus_signs_is_no_front_matter() -> None:
    assert shown(markdown("+++\nJust a sentence.\n+++\n")) == ["+++ Just a sentence. +++"]


def test_a_text_between_rules_is_no_front_matter() -> None:
    assert shown(markdown("---\nJust a sentence.\n---\n")) == ["# Just a sentence."]


def test_the_source_of_words_can_be_shown() -> None:
    block = markdown("> One **two\n> three** four").blocks[0]
    start = block.text.index("two")
    assert source_text(block, Span(start, start + len("two three"))) == "two\nthree"
    assert source_position(block, block.text.index("four")) == (2, 11)


def test_what_is_nested_too_deep_is_kept_as_written() -> None:
    assert shown(markdown("> " * 150 + "deep"))[0].endswith("> deep")


@pytest.mark.parametrize(
    "piece", ["[", "*", "`a", "{++", "{~~", "<", "<!--", "[^1]: ", "^[", "![", "|", "- ", "> ", "&", "_a"]
)
def test_repeated_signs_take_linear_time(piece: str) -> None:
    started = time.process_time()
    markdown(piece * 3000)
    assert time.process_time() - started < 3


@pytest.mark.parametrize("text", ["[" * 5000, "[a " * 5000 + "]", "![" * 5000, "[ [a](b) " * 2000])
def test_brackets_that_nothing_closes_are_looked_at_a_few_times(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Counter[int]()
    skip = ParserInline.skipToken

    def counted(self: ParserInline, state: StateInline) -> None:
        seen[state.pos] += 1
        skip(self, state)

    monkeypatch.setattr(ParserInline, "skipToken", counted)
    assert len(markdown(text).blocks) == 1
    assert seen.total() <= 5 * len(text)


def test_links_and_images_inside_brackets_are_found() -> None:
    text = "[[one](u) [two](u) ![[three](u)](v) [[four]](w) [five] [six"
    assert shown(markdown(text)) == ["[one two three [four] [five] [six"]


def test_notes_where_their_marks_are_get_numbers_no_other_note_has() -> None:
    document = markdown("One^[first], two[^2] and three^[third].\n\n[^2]: Second.\n")
    assert [(block.label, block.text) for block in document.blocks if block.kind == "footnote"] == [
        ("1", "first"),
        ("2", "Second."),
        ("3", "third"),
    ]


_WORD = st.text(alphabet="abcdéü0123", min_size=1, max_size=5)
_INLINE = "{} **{}** *{}* `{}` [{}](u) {}\\* &amp;{} <b>{}</b> {{++{}++}} {{=={}==}}{{>>r<<}}".split()
_TABLE = "| {} | {} |\n|---|---|\n| {} | {} |"
_BLOCKS = ["{}", "# {} #", "{}\n===", "> {}", "- {}", "7. {}", "> - {}", "```\n{}\n```", "[^1]: {}"]
_BLOCKS += [_TABLE, "> " + _TABLE.replace("\n", "\n> ")]


@st.composite
def _texts(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A Markdown text and its words in order."""
    words: list[str] = []
    blocks: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        block = draw(st.sampled_from(_BLOCKS))
        wrapped = block in ("{}", "> {}", "- {}")
        lead = {"> {}": "> ", "- {}": "  "}.get(block, "")
        while "{}" in block:
            part = ""
            for word in draw(st.lists(_WORD, min_size=1, max_size=5)):
                words.append(f"w{word}")
                plain = block.startswith("```")
                part += (draw(st.sampled_from(["\n" + lead, " "])) if wrapped else " ") if part else ""
                part += ("{}" if plain else draw(st.sampled_from(_INLINE))).format(f"w{word}")
            block = block.replace("{}", part.replace("{", "\0"), 1)
        blocks.append(block.replace("\0", "{"))
    return "\n\n".join(blocks), words


@given(_texts(), st.sampled_from(["final", "all"]))
@settings(max_examples=400, deadline=None)
def test_no_word_is_lost_and_each_knows_its_place(generated: tuple[str, list[str]], view: View) -> None:
    text, words = generated
    document = read(text.encode(), Source("any.md"), view=view)
    seen = [word.strip("*&") for block in document.blocks for word in block.text.split()]
    assert sorted(seen) == sorted(words)
    lines = text.split("\n")
    for block in document.blocks:
        for offset, letter in enumerate(block.text):
            if not letter.isspace():
                line, column = source_position(block, offset)
                assert lines[line - 1][column - 1] == letter


_SIGNS = [
    *"*_`[]()!<>#|~\\&^:{}+-=.1 \n\t",
    "word",
    "[^1]",
    "{++",
    "++}",
    "{--",
    "--}",
    "~>",
    "\n\n",
    "    ",
    "<b>",
    "<!--",
    "-->",
]


@given(st.lists(st.sampled_from(_SIGNS), max_size=60), st.sampled_from(["final", "original", "all"]))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_places_are_those_of_its_letters(signs: list[str], view: View) -> None:
    text = "".join(signs)
    document = read(text.encode(), Source("any.md"), view=view)
    lines = text.split("\n")
    for block in document.blocks:
        for match in [word for word in block.text.split() if word.isalnum()]:
            line, column = source_position(block, block.text.index(match))
            assert lines[line - 1][column - 1 :].startswith(match[0])
        for mark in block.marks:
            assert 0 <= mark.span.start <= mark.span.end <= len(block.text)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_bytes_are_a_document_or_a_read_error(data: bytes) -> None:
    try:
        read(data, Source("any.md"))
    except ReadError as error:
        assert "any.md" in str(error)


_COMMON = [*"*_`[]()#|~\\&:-=.1>! \n\t", "word", "\n\n", "    ", "- ", "1. ", "a | b\n--|--\n", "```\n"]


@given(st.lists(st.sampled_from(_COMMON), max_size=60))
@settings(max_examples=400, deadline=None)
def test_a_text_reads_as_the_page_made_of_it(signs: list[str]) -> None:
    text = "".join(signs)
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    page = read_html(rendered.encode(), Source("any.html"))
    document = read(text.encode(), Source("any.md"))
    if "![" not in text:  # a page shows a picture where Markdown shows what it is called
        assert [_facts(block) for block in document.blocks] == [_facts(block) for block in page.blocks]


def _facts(block: Block) -> tuple[object, ...]:
    words = [line.split() for line in block.text.split("\n")]
    return block.kind, block.level, block.label.replace(")", "."), words, block.place.cell


@pytest.mark.parametrize(
    "head",
    [
        '+++\ntitle = "Brief"\nauthors = ["An", "Bo"]\ndate = 2026-03-02\n+++\n',
        "% Brief\n% An; Bo\n% 2 maart 2026\n",
        "---\ntitle: Brief\nauthor:\n  - An\n  - Bo\ndate: 2 maart 2026\n---\n",
    ],
)
def test_front_matter_is_told_in_three_ways(head: str) -> None:
    document = read(f"{head}\nTekst.\n".encode(), Source("a.md"))
    assert document.meta == {"title": "Brief", "author": "An, Bo", "date": "2026-03-02"}
    assert [block.text for block in document.blocks] == ["Tekst."]


@pytest.mark.parametrize("text", ["+++\nno toml\n+++\n", "%is no title\n", "100 % of it\n"])
def test_what_only_looks_like_front_matter_is_text(text: str) -> None:
    document = read(text.encode(), Source("a.md"))
    assert (document.meta, bool(document.blocks)) == ({}, True)
