"""Renders a merge as one HTML page: the questions with everyone's words side by side, what to look at, and the rest.

The page writes the decision file itself; it holds that file with every answer empty, and its script fills them in.
"""

from __future__ import annotations

from typing import Any

from docdiff.changes import diff_texts
from docdiff.locale.interface import Interface, interface
from docdiff.merging import Merge
from docdiff.merging.decisions import write_decisions
from docdiff.render.merge_view import (
    Entry,
    Version,
    entries,
    other_text,
    tell_flag,
    tell_notes,
    tell_proposal,
    tell_summary,
)
from docdiff.render.odd import readable
from docdiff.render.page import attribute, escape, render_page

COLOURS = 6  # people with a colour of their own; the next one has the first again, and a name still
_LONG = 1200  # characters of a text shown whole
_KEPT = 300


def render(made: Merge, *, lang: str = "en") -> str:
    """The report of a merge as one self-contained page; `lang` ("en" or "nl") is that of its interface."""
    texts = interface(lang)
    told = [_entry(entry, made, texts) for entry in entries(made)]
    return render_page(
        "merge",
        texts,
        title=escape(readable(made.base.title or made.base.source.name)),
        base_name=readable(made.base.source.name),
        summary=tell_summary(made, texts),
        notes=[escape(note) for note in tell_notes(made, texts)],
        people=[(escape(readable(who)), _colour(made, who), _count(made, who, texts)) for who in sorted(made.people)],
        problems=[
            (escape(document.source.name), escape(problem.message))
            for document in (made.base, *made.copies)
            for problem in document.problems
        ]
        + [("", escape(problem.message)) for problem in made.problems],
        questions=[entry for entry in told if entry["status"] in ("question", "answered")],
        flagged=[entry for entry in told if entry["status"] == "flagged"],
        taken=[entry for entry in told if entry["status"] == "taken"],
        decisions=attribute_text(write_decisions(made.base.source.name, made.regions)),
    )


def attribute_text(text: str) -> str:
    """`text` as the content of an element that is never shown, every letter of it kept."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _colour(made: Merge, person: str) -> int:
    return sorted(made.people).index(person) % COLOURS


def _count(made: Merge, person: str, texts: Interface) -> str:
    return texts.say("change_count", count=sum(person in region.people for region in made.changes))


def _entry(entry: Entry, made: Merge, texts: Interface) -> dict[str, Any]:
    region = entry.region
    base = entry.before + entry.base + entry.after
    return {
        "number": entry.number,
        "id": region.id,
        "status": entry.status,
        "section": escape(readable(entry.section)),
        "ask": texts.say(f"merge_ask_{region.about}"),
        "base": _shown(base) if base.strip() else "",
        "with_base": region.has_base,
        "versions": [_version(entry, version, base, made, texts) for version in entry.versions],
        "proposal": escape(tell_proposal(entry, texts)),
        "taken": escape(readable(_taken(region.taken, texts))) if region.taken else "",
        "take": attribute(region.taken or ""),
        "flags": [tell_flag(flag, texts) for flag in region.flags],
        "result": _redline(base, entry.before + entry.result + entry.after, texts),
        "colour": f"p{_colour(made, region.people[0])}" if len(region.people) == 1 else "",
        "moved": region.moved == "here",
        "both": region.about != "place" and sum(bool(v.text.strip()) for v in entry.versions) > 1,
    }


def _version(entry: Entry, version: Version, base: str, made: Merge, texts: Interface) -> dict[str, Any]:
    text = entry.before + version.text + entry.after if version.text or entry.base else ""
    whole = entry.region.has_base and entry.base.strip() and not (entry.before + entry.after).strip()
    if version.moved:
        words = escape(texts.say("merge_moved_here"))
    elif not version.text.strip() and whole:
        words = f"<del>{_shown(base)}</del>"
    elif not entry.region.has_base:
        words = _redline(other_text(entry, version), text, texts, with_old=False)
    else:
        words = _redline(base, text, texts)
    return {
        "people": [(escape(readable(who)), _colour(made, who)) for who in version.people],
        "take": attribute(version.people[0]),
        "words": words,
        "colour": _colour(made, version.people[0]),
        "proposed": entry.proposal.take in version.people,
    }


def _taken(taken: str, texts: Interface) -> str:
    return texts.say(f"merge_take_{taken}") if taken in ("base", "both", "text") else taken


def _redline(old: str, new: str, texts: Interface, *, with_old: bool = True) -> str:
    """The words that changed from `old` to `new`, as markup; without the old ones where nobody knows which is older."""
    if not new.strip() and not old.strip():
        return f"<em>{escape(texts.say('merge_no_text'))}</em>"
    out = []
    for step in diff_texts(old, new):
        if step.tag == "equal" or step.quiet:
            if step.tag != "delete":
                out.append(_shown(new[step.b.start : step.b.end]))
        elif step.tag == "delete" and not with_old:
            continue
        elif step.tag == "delete":
            out.append(f"<del>{_shown(old[step.a.start : step.a.end])}</del>")
        else:
            out.append(f"<ins>{_shown(new[step.b.start : step.b.end])}</ins>")
    return "".join(out)


def _shown(text: str) -> str:
    """Text as markup; the middle of a very long one is left out."""
    if len(text) > _LONG:
        head = text[: text.rfind(" ", 0, _KEPT) + 1 or _KEPT]
        tail = text[text.find(" ", len(text) - _KEPT) :]
        return f"{escape(head)}…{escape(tail)}"
    return escape(text)
