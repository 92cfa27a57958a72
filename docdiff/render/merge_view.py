"""Tells the changes of a merge as an editor reads them: in whole sentences, with their section and a proposal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from docdiff.locale.interface import Interface
from docdiff.merging import Merge, Region
from docdiff.merging.decisions import BOTH
from docdiff.merging.units import BLOCK_TAG
from docdiff.model import Document
from docdiff.render.odd import readable
from docdiff.text import plain_words, seen, sentences

Status = Literal["question", "answered", "flagged", "taken"]

_AROUND = 600  # characters on either side in which the sentence is looked for
_LONGEST = 240  # characters of context on either side
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"\r?\n[ \t]*\r?\n|\r?\n(?=[ \t]*(?:[-*+>#|]|\d+[.)]))")


@dataclass(frozen=True, slots=True)
class Version:
    """What one or more people have in the place of a change; `moved`: they want it elsewhere."""

    people: tuple[str, ...]
    text: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to take if nobody says otherwise, "" for nothing: a name, "both" or "base"; `reason` is a key of texts."""

    take: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: its number from 1, what became of it, and the rest of its sentence on either side.

    `base` and `result` are the words that stood there and those of the merge, without the tags of an HTML page.
    """

    number: int
    region: Region
    status: Status
    before: str
    base: str
    result: str
    after: str
    section: str
    versions: tuple[Version, ...]
    proposal: Proposal = Proposal()


def entries(made: Merge) -> tuple[Entry, ...]:
    """The changes of a merge in the order of the text."""
    text = made.text
    found: list[Entry] = []
    at, last = 0, -1
    sections = _sections(made.base)
    tagged = made.as_source and made.base.source.format == "html"
    for region in made.regions:
        length = len(region.text)
        last = max([last, *region.base])
        if region.kind != "unchanged" and region.moved != "away":
            before, after = _context(text, at, at + length, tagged=tagged) if region.base else ("", "")
            if tagged:
                before, after = _TAG.sub("", before), _TAG.sub("", after)
                region = _without_tags(region)
            if region.about == "breaks":
                region = _with_signs(region)
            versions = _versions(region)
            status = _status(region)
            found.append(
                Entry(
                    len(found) + 1,
                    region,
                    status,
                    before,
                    region.base_text,
                    region.text,
                    after,
                    sections[last] if 0 <= last < len(sections) else "",
                    versions,
                    propose(region, versions) if status == "question" else Proposal(),
                )
            )
        at += length
    return tuple(found)


def other_text(entry: Entry, version: Version) -> str:
    """What the next of the versions has, to show in which words this one differs where there is no base."""
    at = entry.versions.index(version)
    other = entry.versions[(at + 1) % len(entry.versions)]
    return entry.before + other.text + entry.after


def _status(region: Region) -> Status:
    if region.kind == "conflict":
        return "question" if region.is_open else "answered"
    return "flagged" if region.flags else "taken"


def _versions(region: Region) -> tuple[Version, ...]:
    grouped: dict[tuple[str, bool], tuple[list[str], str]] = {}
    for side in region.sides:
        key = (seen(side.text), side.place is not None)
        grouped.setdefault(key, ([], side.text))[0].append(side.person)
    return tuple(
        Version(tuple(sorted(people)), text, moved)
        for (_, moved), (people, text) in sorted(grouped.items(), key=lambda item: sorted(item[1][0]))
    )


def _without_tags(region: Region) -> Region:
    """The region as a reader of the page sees it; with its tags where they are all that changed."""
    texts = [_TAG.sub("", text) for text in (region.base_text, *(side.text for side in region.sides))]
    if len({seen(text) for text in texts}) < 2:
        return region
    sides = tuple(replace(side, text=text) for side, text in zip(region.sides, texts[1:], strict=True))
    return replace(region, text=_TAG.sub("", region.text), base_text=texts[0], sides=sides)


def _with_signs(region: Region) -> Region:
    """The region with a sign where a paragraph ends, as a question about that must show it."""
    sides = tuple(replace(side, text=_PARAGRAPH.sub(" ¶ ", side.text)) for side in region.sides)
    base, text = (_PARAGRAPH.sub(" ¶ ", one) for one in (region.base_text, region.text))
    return replace(region, base_text=base, text=text, sides=sides)


def _context(text: str, start: int, end: int, *, tagged: bool) -> tuple[str, str]:
    """The rest of the sentence before and after a stretch, never cut inside a word."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    paragraph = BLOCK_TAG if tagged else _PARAGRAPH
    breaks = list(paragraph.finditer(before))
    if breaks:
        before = before[breaks[-1].end() :]
        before = before.partition(">")[2] if tagged else before
    match = paragraph.search(after)
    if match:
        after = after[: match.start()]
    if before.strip() and not before.rstrip().endswith((".", "!", "?")):
        before = before[[span[0] for span in sentences(before)][-1] :]
    ends = [span[1] for span in sentences(after)]
    if ends:
        after = after[: ends[0]]
    return _last(before.lstrip("\r\n")), _first(after.rstrip())


def _last(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    at = text.find(" ", len(text) - _LONGEST)
    return "… " + text[at + 1 :] if at >= 0 else text


def _first(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    at = text.rfind(" ", 0, _LONGEST)
    return text[:at] + " …" if at >= 0 else text


def _sections(base: Document) -> list[str]:
    """The heading above each block."""
    out, heading = [], ""
    for block in base.blocks:
        if block.kind == "heading":
            heading = " ".join(f"{block.label} {block.text}".split())
        out.append(heading)
    return out


def propose(region: Region, versions: Sequence[Version]) -> Proposal:
    """What most likely is meant: whoever kept most. A deletion never wins by itself."""
    if region.about == "place":
        mover = next((version for version in versions if version.moved), None)
        return Proposal(mover.people[0], "proposal_moved") if mover else Proposal()
    kept = [version for version in versions if version.text.strip()]
    if len(kept) < len(versions):
        return Proposal(kept[0].people[0], "proposal_edited") if len(kept) == 1 else Proposal()
    most = sorted(versions, key=lambda version: -len(version.people))
    if len(most) > 1 and len(most[0].people) > len(most[1].people):
        return Proposal(most[0].people[0], "proposal_most")
    for version in versions:
        others = [set(plain_words(other.text)) for other in versions if other is not version]
        if all(words <= set(plain_words(version.text)) for words in others):
            return Proposal(version.people[0], "proposal_all_words")
    return Proposal()


def tell_summary(made: Merge, texts: Interface) -> str:
    """ "41 changes by 3 people: 36 taken, 3 taken, please look, 2 questions"."""
    stats = made.stats
    if not stats["changes"]:
        return texts.say("merge_nothing")
    parts = [texts.say(f"merge_{name}", count=stats[name]) for name in ("taken", "flagged", "questions") if stats[name]]
    people = texts.say("merge_people", count=stats["people"])
    return texts.say(
        "merge_summary",
        changes=texts.say("change_count", count=stats["changes"]),
        people=people,
        parts=", ".join(parts),
    )


def tell_proposal(entry: Entry, texts: Interface) -> str:
    """What to take and why, or that nothing tells; "" for what is no question."""
    if entry.status != "question":
        return ""
    if not entry.proposal.take:
        return texts.say("proposal_none", people=", ".join(readable(who) for who in entry.region.people))
    name = texts.say("merge_proposal", name=readable(entry.proposal.take))
    return f"{name} {texts.say(entry.proposal.reason)}"


def tell_flag(flag: str, texts: Interface) -> str:
    """Why to look, in words."""
    return texts.say("flag_" + flag.replace("-", "_"))


def tell_notes(made: Merge, texts: Interface) -> list[str]:
    """What the reader must know before anything else: where the base is from, decisions that did not fit."""
    notes = []
    if made.base_found:
        notes.append(texts.say(f"base_{made.base_found}", name=made.base.source.name))
    for number, name in made.unknown:
        key = "decision_both" if name == BOTH else "decision_unknown"
        notes.append(texts.say(key, id=number, name=name))
    if made.stale:
        notes.append(texts.say("decision_stale", count=len(made.stale), ids=", ".join(made.stale)))
    return notes
