"""The page an editor forwards."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

import docdiff
from docdiff import render
from docdiff.filters import choose
from docdiff.model import Block, Document, Place, Problem, Source

from ..redlines import redline, with_note

STORY = """
    # 1. Reason
    One.
    Two is [-old-]{+new+}.
    <1
    # 2. Proposal
    * An item with [-5-]{+6+} parts
    * Another item
    >1 This went down, with one [-small-]{+tiny+} edit.
    + A new paragraph.
    - An old paragraph.
    First.[- -]{+¶+}Second.
    Third.[-¶-]{+ +}Fourth.
    | Cost | € [-10-]{+12+} |
    ^1 A note.
    """


class Reader(HTMLParser):
    """Reads a page's main text as it was or as it is, one entry a block."""

    def __init__(self, skip: str, move: str) -> None:
        super().__init__()
        self.skip, self.move = skip, move
        self.stack: list[tuple[str, bool]] = []
        self.blocks: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        known = dict(attributes)
        hidden = (
            tag in (self.skip, "summary", "script")
            or known.get("data-move") == self.move
            or known.get("class") in ("gutter", "label", "pilcrow")
        )
        if tag in ("p", "h2", "h3", "h4"):
            self.blocks.append("")
        self.stack.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag, "tags balance"

    def handle_data(self, data: str) -> None:
        if self.blocks and not any(hidden for _, hidden in self.stack):
            self.blocks[-1] += data.strip("\n")


def main_of(page: str) -> str:
    match = re.search(r"<main.*</main>", page, re.DOTALL)
    assert match
    return match[0]


def read(page: str, *, old: bool) -> list[str]:
    reader = Reader("ins" if old else "del", "to" if old else "from")
    reader.feed(main_of(page))
    assert not reader.stack
    return [block for block in reader.blocks if block]


def test_the_page_holds_both_texts() -> None:
    diff = redline(STORY)
    page = render.html(diff)
    assert read(page, old=False) == [block.text for block in diff.new.blocks]
    # A paragraph that was split or joined stands in its new shape.
    old = "".join(block.text for block in diff.old.blocks)
    assert "".join(read(page, old=True)) == old


def test_words_are_marked_with_ins_and_del() -> None:
    page = render.html(redline("The [-brown-]{+crimson+} fox."))
    assert "The <del>brown</del><ins>crimson</ins> fox." in page


def test_a_move_is_linked_both_ways_and_shows_the_edit_inside_it() -> None:
    page = main_of(render.html(redline(STORY)))
    assert '<p data-move="from" dir="auto">This went down, with one small edit.</p>' in page
    assert 'data-move="to" dir="auto">This went down, with one <del>small</del><ins>tiny</ins> edit.</p>' in page
    there = re.search(r'id="(c\w+)-from">.*?href="#(c\w+)">↓ moved to § 2\. Proposal</a>', page)
    back = re.search(r'href="#(c\w+-from)">↑ moved from § 1\. Reason</a>', page)
    assert there and back
    assert there[1] == there[2]
    assert back[1] == there[1] + "-from"
    assert f'id="{there[1]}"' in page


def test_a_long_text_that_moved_away_is_folded_where_it_stood() -> None:
    page = render.html(redline("One.\n<1\nTwo.\n>1 " + "word " * 60 + "end."))
    assert "<summary>The 61 words that stood here</summary>" in page


def test_a_split_and_a_join_are_one_event_each() -> None:
    page = main_of(render.html(redline("First.[- -]{+¶+}Second.\nThird.[-¶-]{+ +}Fourth.")))
    assert page.count(" id=") - 1 == 2  # main has one too
    assert (
        '¶ split in 2</span></span><p dir="auto">First.<del class="space"> </del><ins class="pilcrow">¶</ins></p>'
        in page
    )
    assert "¶ joined from 2</span>" in page
    assert '<del class="pilcrow">¶</del>' in page


def test_a_quiet_difference_is_not_marked() -> None:
    page = render.html(redline("A [~'x'~]{~“x”~}.\nB [-old-]{+new+}."))
    assert """A <span data-old="&#x27;x&#x27;">“x”</span>.""" in page


def test_headings_lists_cells_and_notes_look_like_what_they_are() -> None:
    page = render.html(redline("# Top\n## Below\n### Deep\n#### Deeper\na. Item\n| 1 | 2 |\n^3 Note"))
    assert '<h2 id="s0" dir="auto">Top</h2>' in page
    assert '<h3 id="s1" dir="auto">Below</h3>' in page
    assert '<h4 id="s3" dir="auto">Deeper</h4>' in page
    assert '<ul>\n<li class="l1"><p dir="auto"><span class="label">a. </span>Item</p></li>\n</ul>' in page
    assert '<tr><td><p dir="auto">1</p>\n</td><td><p dir="auto">2</p>\n</td></tr>' in page
    assert '<p class="footnote" dir="auto"><span class="label">3 </span>Note</p>' in page


def test_a_label_that_is_in_the_sentence_is_not_shown_twice() -> None:
    assert '<span class="label">' not in render.html(redline("a. a. Item"))


def test_a_cell_that_went_away_stands_in_its_row() -> None:
    page = render.html(redline("| Kept | [-1-]{+2+} |\n- | Gone | 3 |\n| Last | 4 |"))
    assert page.count("<table>") == 1
    assert page.count("<tr>") == 3
    assert re.search(r"<tr><td>.*<del>Gone</del>.*</td><td>.*<del>3</del>.*</td></tr>", page, re.DOTALL)


def test_note_marks_are_raised() -> None:
    diff = with_note(redline("It was so in 2027.1 [-Then-]{+Now+}."), 0, 18, 19, "1")
    assert 'in 2027.<sup class="note">1</sup> <del>' in render.html(diff)


def test_a_change_can_be_linked_to_and_filtered_by_what_it_is() -> None:
    diff = redline("The cost is € [-10-]{+12+}.\n+ New.")
    page = render.html(diff)
    for change in diff.to_dict()["changes"]:
        assert f'id="c{change["id"]}" data-kind="{change["kind"]}"' in page
    assert 'data-kind="changed" data-categories="amount">' in page
    assert '<li data-choose="category amount">Amounts <b>1</b></li>' in page


def test_a_link_to_a_change_survives_what_changes_elsewhere() -> None:
    def link(notation: str) -> str:
        match = re.search(r'id="(c\w{16})" data-kind="changed"', render.html(redline(notation)))
        assert match
        return match[1]

    assert link("One.\nTwo [-a-]{+b+}.") == link("+ Zero.\nOne.\nTwo [-a-]{+b+}.\n- Three.")


def test_quiet_differences_keep_the_old_text_for_who_rejects_all() -> None:
    page = render.html(redline("a[~  ~]{~ ~}b[~-~]c{~ ~}d [-old-]{+new+}."))
    assert 'a<span data-old="  "> </span>b<span data-old="-"></span>c<span data-old=""> </span>d ' in page


def test_a_block_of_one_side_says_so() -> None:
    page = render.html(redline("+ New.\n- Old.\nBoth."))
    assert '<p data-only="new" dir="auto"><ins>New.</ins></p>' in page
    assert '<p data-only="old" dir="auto"><del>Old.</del></p>' in page


def test_a_split_that_is_not_told_leaves_no_mark_but_its_old_text() -> None:
    diff = choose(redline("One.[- -]{+¶+}Two.\nThree.[-¶-]{+ +}Four.\nThe year [-2025-]{+2026+}."), only=["number"])
    page = main_of(render.html(diff))
    assert "pilcrow" not in page
    assert '<p dir="auto">One.<span data-old=" "></span><span class="joint"></span></p>' in page
    assert 'Three.<span data-old="\n"></span>' in page


def test_another_style_is_told_beside_the_block_when_asked_for() -> None:
    old = Document(Source("old"), (Block(0, "heading", "The reason", 1), Block(1, "paragraph", "A text.")))
    new = Document(Source("new"), (Block(0, "paragraph", "The reason"), Block(1, "paragraph", "A text.")))
    page = render.html(choose(docdiff.diff(old, new), show=["formatting"]))
    assert '<span class="tag">was heading 1, is paragraph</span>' in page


def test_the_text_stands_in_parts_that_a_browser_can_leave_for_later() -> None:
    page = main_of(render.html(redline("\n".join(f"{'word ' * 40}[-{n}-]{{+x{n}+}}" for n in range(100)))))
    parts = page.split('<div class="part">')[1:]
    assert len(parts) == 7
    assert max(map(len, parts)) < 3 * 3000
    table = main_of(render.html(redline("\n".join(f"| {'word ' * 40} | [-{n}-]{{+x{n}+}} |" for n in range(100)))))
    assert table.count('<div class="part">') == 1, "a table stays whole"


def test_the_summary_counts_and_points() -> None:
    page = render.html(redline(STORY))
    assert '<p class="total">8 changes</p>' in page
    assert '<li class="changed" data-choose="kind changed">3 changed</li>' in page
    assert '<li class="moved" data-choose="kind moved">1 moved</li>' in page
    assert '<a href="#s0"><bdi>1. Reason</bdi></a> <span class="count">1 change</span>' in page
    assert page.count('id="s0"') == 1


def test_the_summary_speaks_dutch() -> None:
    page = render.html(redline(STORY, date="2026-02-10", language="nl"), lang="nl")
    assert '<html lang="nl">' in page
    assert '<main id="text" tabindex="-1" data-stem="draft-2" lang="nl">' in page
    assert '<p class="total">8 wijzigingen</p>' in page
    assert '<time datetime="2026-02-10">10 februari 2026</time>' in page
    assert "↑ verplaatst van § 1. Reason" in page


def test_equal_documents_are_told_in_a_sentence() -> None:
    page = render.html(redline("# Title\nOne."))
    assert "Nothing changed: both documents say the same." in page
    assert not re.search(r"<ins|<del", page)


def test_problems_of_the_documents_are_listed() -> None:
    diff = redline("One [-a-]{+b+}.")
    found = Problem("page-without-text", "Page 3 is a picture; its text is missing here.", Place(page=3))
    page = render.html(replace(diff, old=replace(diff.old, problems=(found,))))
    assert "<li><bdi>draft-1.txt, page 3</bdi>: Page 3 is a picture; its text is missing here.</li>" in page


def test_same_input_same_bytes() -> None:
    assert render.html(redline(STORY)) == render.html(redline(STORY))


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</main></style></script><script>alert(1)</script>",
    "<a href='javascript:alert(1)'>click</a>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; & <!-- x -->",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    everywhere = f"# {text}\n{text} [-{text}-]{{+{text}+}}\n<1\nStays.\n* {text}\n>1 {text}\n| {text} |\n^1 {text}"
    diff = redline(everywhere, names=(f"{text}.txt", text), title=text, language='x" onload="', date=text)
    diff = replace(diff, old=replace(diff.old, problems=(Problem("odd", text, Place(line=1)),)))
    page = render.html(diff)
    assert read(page, old=False) == [block.text for block in diff.new.blocks]
    assert page.count("<script") == 1
    assert page.count("<style") == 1
    assert not re.search(r"<(img|svg|a href='javascript)", page)
    assert text in unescape(page[: page.index("<main")])


def test_overrides_of_direction_are_shown_and_kept_to_themselves() -> None:
    page = render.html(redline("One \u202etxt.exe [-a-]{+b+}."))
    assert '<bdi class="control" data-code="U+202E">\u202e</bdi>txt.exe' in page


def test_control_characters_are_shown() -> None:
    page = render.html(redline("Nul \0 escape \x1b half \ud800 [-a-]{+b+}."))
    assert "Nul ␀ escape ␛ half \ufffd " in page
    page.encode("utf-8")


def test_only_our_own_style_and_script_may_run_and_nothing_is_fetched() -> None:
    page = render.html(redline(STORY))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    for element in ("style", "script"):
        found = re.findall(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        assert len(found) == 1
        assert f"{element}-src 'sha256-{digest}'" in policy[1]
    assert "//" not in re.sub(r"(^|[;{,] )\s*// .*$", "", page, flags=re.MULTILINE), "no address of any kind"
    assert not re.search(r"\ssrc=|url\(|@import|\sstyle=|\son\w+=", page)
    assert set(re.findall(r'href="(.)', page)) == {"#"}


def test_every_link_has_a_target() -> None:
    page = render.html(redline(STORY))
    targets = re.findall(r'\sid="([^"]*)"', page)
    assert len(targets) == len(set(targets))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(targets)


def test_the_page_around_the_text_is_small() -> None:
    assert len(render.html(redline("One [-a-]{+b+}."))) < 80_000


def luminance(color: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2.2)."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_ON_GROUND = [
    *[(text, ground) for text in ("ink", "muted", "link", "move") for ground in ("paper", "raised")],
    *[(text, f"{text}-ground") for text in ("ins", "del")],
    ("ins", "paper"),
    ("del", "paper"),
    ("paper", "focus"),
    ("found-ink", "found"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_at_least_aa(scheme: str) -> None:
    css = re.search(r"<style>(.*)</style>", render.html(redline("One.")), re.DOTALL)
    assert css
    properties = re.findall(r":root \{(.*?)\}", css[1], re.DOTALL)[0 if scheme == "light" else 1]
    colors = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", properties))
    for text, ground in TEXT_ON_GROUND:
        assert contrast(colors[text], colors[ground]) >= 4.5, (text, ground)
    for line in ("bar", "focus", "move"):
        assert contrast(colors[line], colors["paper"]) >= 3, line
