"""Tells a merge in plain text or Markdown: how much was taken, the questions, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator

from docdiff.changes import diff_texts
from docdiff.locale.interface import Interface, interface
from docdiff.merging import Merge
from docdiff.render.merge_view import Entry, entries, other_text, tell_flag, tell_notes, tell_proposal, tell_summary
from docdiff.render.odd import readable

_LEFT, _RIGHT = {"delete": "[-", "insert": "{+"}, {"delete": "-]", "insert": "+}"}


def render(made: Merge, *, lang: str = "en", markdown: bool = False) -> str:
    """The report of a merge; `markdown` gives it headings and lists."""
    texts = interface(lang)
    return "\n".join(_lines(made, texts, "#" if markdown else "")) + "\n"


def _lines(made: Merge, texts: Interface, mark: str) -> Iterator[str]:
    yield f"{mark} {tell_summary(made, texts)}".strip()
    for note in tell_notes(made, texts):
        yield readable(note)
    told = entries(made)
    for status, title in (("question", "merge_questions_title"), ("flagged", "merge_flagged_title")):
        chosen = [entry for entry in told if entry.status == status]
        if chosen:
            yield ""
            yield f"{mark * 2} {texts.say(title)}".strip()
            for entry in chosen:
                yield ""
                yield from _entry(entry, texts, mark)


def _entry(entry: Entry, texts: Interface, mark: str) -> Iterator[str]:
    section = texts.say("merge_in_section", name=entry.section) if entry.section else ""
    head = f"{entry.number}. {_ask(entry, texts)}{section}"
    yield readable(f"{mark * 3} {head}".strip())
    bullet = "- " if mark else "   "
    base = entry.before + entry.base + entry.after
    if entry.status == "question" and entry.region.has_base:
        yield f"{bullet}{texts.say('merge_base')}: {_flat(base) or texts.say('merge_no_text')}"
    for version in entry.versions:
        text = entry.before + version.text + entry.after if version.text or entry.base else ""
        if version.moved:
            words = texts.say("merge_moved_here")
        elif entry.region.has_base:
            words = _redline(base, text, texts)
        else:
            words = _redline(other_text(entry, version), text, texts, with_old=False)
        yield f"{bullet}{readable(', '.join(version.people))}: {words}"
    if entry.status == "question":
        yield f"{bullet}{tell_proposal(entry, texts)}"
    if entry.region.id:
        yield f"{bullet}id: {entry.region.id}"


def _ask(entry: Entry, texts: Interface) -> str:
    if entry.status == "question":
        return texts.say(f"merge_ask_{entry.region.about}")
    return "; ".join(tell_flag(flag, texts) for flag in entry.region.flags)


def _redline(old: str, new: str, texts: Interface, *, with_old: bool = True) -> str:
    """The words that changed; without the old ones where nobody knows which is older."""
    if not new.strip():
        return texts.say("merge_deleted" if with_old else "merge_no_text")
    out = []
    for step in diff_texts(old, new):
        text = new[step.b.start : step.b.end] if step.tag == "insert" else old[step.a.start : step.a.end]
        if step.tag == "equal" or (step.quiet and step.tag == "insert"):
            out.append(text)
        elif not step.quiet and (with_old or step.tag == "insert"):
            out.append(f"{_LEFT[step.tag]}{text}{_RIGHT[step.tag]}")
    return _flat("".join(out))


def _flat(text: str) -> str:
    return readable(" ".join(text.split()))
