"""Renders a comparison as a fragment of HTML that a notebook shows below a cell.

Strategy: what changed with a block around it, in the markup of the report, and no more of it than one reads in a
notebook. The style holds for the fragment alone and takes the notebook's own colours, light or dark.
"""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.changes import Diff
from docdiff.locale.interface import Interface, interface
from docdiff.render.html_blocks import block_markup
from docdiff.render.page import escape
from docdiff.render.passages import Passage, lines, passages, stretches
from docdiff.render.wording import Wording, count_kinds, tell_kinds, tell_nothing, tell_words

_MOST = 100  # changes shown
_STYLE = """<style>
.docdiff { max-width: 45em; line-height: 1.5; }
.docdiff :is(p, h2, h3, h4) { margin: .4em 0; font-size: inherit; white-space: pre-line; }
.docdiff ins { text-decoration: underline; background: rgb(64 160 96 / .18); }
.docdiff del { text-decoration: line-through; background: rgb(208 64 80 / .16); }
.docdiff .change { border-left: 2px solid; padding-left: .7em; margin-left: -.8em; }
.docdiff .quiet { opacity: .75; font-size: .9em; }
</style>"""


def render(diff: Diff, *, lang: str = "en") -> str:
    """The changes of `diff`, at most the first hundred, as a fragment that needs nothing around it."""
    texts = interface(lang)
    return f'{_STYLE}<div class="docdiff">{"".join(_contents(diff, texts))}</div>\n'


def _contents(diff: Diff, texts: Interface) -> Iterator[str]:
    order = passages(diff)
    counts = count_kinds(order)
    total = counts.total()
    yield f"<p><b>{escape(diff.old.source.name)} → {escape(diff.new.source.name)}</b></p>\n"
    if not total:
        yield f"<p>{tell_nothing(diff, texts)}</p>\n"
        return
    told = [text for _, text in tell_kinds(counts, texts)] + tell_words(diff, texts)
    yield f'<p class="quiet">{texts.say("change_count", count=total)}: {", ".join(told)}</p>\n'
    wording = Wording(diff, texts)
    for stretch in stretches(diff, order, keep_headings=False):
        if stretch.folded:
            yield f'<p class="quiet">⋯ {texts.say("unchanged", count=stretch.size)}</p>\n'
            continue
        for passage in stretch.passages:
            if passage.number > _MOST:
                yield f'<p class="quiet">⋯ {texts.say("more_changes", count=total - _MOST)}</p>\n'
                return
            yield from _passage(diff, passage, wording)


def _passage(diff: Diff, passage: Passage, wording: Wording) -> Iterator[str]:
    blocks = "".join(block_markup(line, passage, None) for line in lines(diff, passage))
    if not passage.number:
        yield f"{blocks}\n"
        return
    event = wording.event(passage)
    label = f'<span class="quiet">{escape(event)}</span>' if event else ""
    yield f'<div class="change">{label}{blocks}</div>\n'
