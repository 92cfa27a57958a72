"""Renders a comparison as one HTML file an editor can forward.

Strategy: the blocks are written by `html_blocks`; the page around them is a template (see `page`). It reads without its
script, which steps, filters, finds, shows both versions side by side and keeps what the reader decides.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import PurePath

from docdiff.categories import CATEGORIES, Category
from docdiff.changes import Diff
from docdiff.locale.interface import Interface, interface
from docdiff.locale.messages import translate
from docdiff.model import Document, Problem
from docdiff.render.html_blocks import anchor_of, write_blocks
from docdiff.render.odd import readable
from docdiff.render.page import attribute, escape, render_page
from docdiff.render.passages import Passage, block_of, name_of, passages
from docdiff.render.wording import count_kinds, tell_kinds, tell_nothing, tell_words

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SCRIPTS = ("redline_side", "redline_filter", "redline_find", "redline_decide")
# The texts the script fills in; where it has a choice, the template does.
_SAID_BY_SCRIPT = (
    "position", "unfold_all", "fold_all", "filter_count", "find_position", "find_none", "accept_change",
    "reject_change", "accept_all", "reject_all", "undo_all", "accept_shown", "reject_shown", "undo_shown", "accepted",
    "rejected", "undecided", "decided", "other_report", "copied", "keys_off", "keys_on", "saved_name",
)  # fmt: skip
# What a screen reader says before and after marked words: names of custom properties and of interface texts.
_SPOKEN = ("ins_start", "ins_end", "del_start", "del_end", "accepted", "rejected")


def render(diff: Diff, *, lang: str = "en") -> str:
    """The redline of `diff` as one self-contained page; `lang` is the language of its interface, "en" or "nl".

    Takes time in proportion to the text.
    """
    texts = interface(lang)
    order = passages(diff)
    counts = count_kinds(order)
    categories = [() if hunk.kind == "equal" else diff.categories(hunk) for hunk in diff.hunks]
    body = write_blocks(diff, order, texts, categories)
    return render_page(
        "redline",
        texts,
        styles=("changes",),
        scripts=_SCRIPTS,
        more_style=_spoken(texts),
        text_lang=_language(diff),
        page_title=texts.say("page_title", old=readable(diff.old.source.name), new=readable(diff.new.source.name)),
        title=escape(diff.new.title or diff.old.title or diff.new.source.name),
        versions=[_version(texts, "old_version", diff.old), _version(texts, "new_version", diff.new)],
        total=counts.total(),
        nothing=tell_nothing(diff, texts),
        counts=tell_kinds(counts, texts),
        words=tell_words(diff, texts),
        categories=_categories(order, categories, texts),
        sections=_sections(diff, order, texts),
        problems=[_problem(texts, document, found) for document in (diff.old, diff.new) for found in document.problems],
        said=json.dumps({key: texts.texts[key] for key in _SAID_BY_SCRIPT}, ensure_ascii=False),
        orders=[("old", _order(body.old)), ("new", _order(body.new))],
        stem=readable(PurePath(diff.new.source.name).stem),
        body=body.markup,
    )


def _spoken(texts: Interface) -> str:
    """Words for screen readers as style, where they are part of no text."""
    said = "".join(f"--said-{name.replace('_', '-')}: {json.dumps(texts.say(name))};" for name in _SPOKEN)
    return f":root {{{said}}}\n"


def _order(firsts: Sequence[int]) -> str:
    """Where blocks stood, if not in the order of the page; nothing if they did.

    A paragraph that was split or joined and moved as well stands only at its new place. Runs of blocks in the order of
    the page, each as its first place and its length: "0+3 5+2 3+2".
    """
    ranks = {first: rank for rank, first in enumerate(sorted(firsts))}
    runs = [
        list(run) for _, run in groupby(enumerate(ranks[first] for first in firsts), lambda pair: pair[1] - pair[0])
    ]
    return " ".join(f"{run[0][1]}+{len(run)}" for run in runs) if len(runs) > 1 else ""


def _categories(
    order: Iterable[Passage], categories: Sequence[Sequence[Category]], texts: Interface
) -> list[tuple[str, str, str]]:
    """The categories that occur as (name, what it is called, number of changes it is in)."""
    counts = Counter(name for p in order if p.number and not p.origin for name in categories[p.index])
    return [(name, texts.say(f"category_{name}"), texts.number(counts[name])) for name in CATEGORIES if counts[name]]


def _sections(diff: Diff, order: Iterable[Passage], texts: Interface) -> list[tuple[str, str, str]]:
    """The sections with changes as (anchor, name, number of changes); a heading counts with what stands under it."""
    found: list[tuple[str, str, int]] = [("text", texts.say("beginning"), 0)]
    for passage in order:
        if passage.origin:
            continue
        block = block_of(diff, passage)
        if block.kind == "heading":
            found.append((anchor_of(block, passage), escape(name_of(block)), 0))
        if passage.number:
            anchor, name, count = found[-1]
            found[-1] = (anchor, name, count + 1)
    return [(anchor, name, texts.say("change_count", count=count)) for anchor, name, count in found if count]


def _version(texts: Interface, key: str, document: Document) -> tuple[str, str, str, str]:
    date = document.date or ""
    return texts.say(key), escape(document.source.name), attribute(date), escape(texts.day(date))


def _problem(texts: Interface, document: Document, problem: Problem) -> tuple[str, str]:
    name, place = escape(document.source.name), problem.place
    if place.line is not None:
        name = texts.say("problem_at_line", name=name, line=place.line)
    elif place.page is not None:
        name = texts.say("problem_on_page", name=name, page=place.page)
    return name, escape(translate(problem.message, texts.language))


def _language(diff: Diff) -> str:
    language = diff.new.language or diff.old.language or ""
    return language if _LANGUAGE.fullmatch(language) else ""
