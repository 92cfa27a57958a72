"""Lists what stands more than once, a line a pair."""

from __future__ import annotations

from docdiff.differences import changes
from docdiff.locale.interface import Interface, interface
from docdiff.repeats import Duplicate, Duplicates, Suppressed
from docdiff.runs import Passage
from docdiff.saying import numbers, quote

_MOST_CHANGES = 4


def text(found: Duplicates, *, lang: str = "en", hidden: bool = False) -> str:
    """The pairs, those of whole documents first, then what is suppressed.

    A line has the place, the level, the relation, the other place, how much the two share, and in the notation of a
    redline what differs: `[-there-]` and `{+here+}`. `hidden`: texts are suppressed that `found` does not list.
    """
    texts = interface(lang)
    lines = [_line(found, pair, texts) for pair in found.pairs] or [
        texts.say("nothing_told" if hidden else "nothing_repeats")
    ]
    lines += [_suppressed(found, kept, texts) for kept in found.suppressed]
    return "".join(line + "\n" for line in lines)


def _line(found: Duplicates, pair: Duplicate, texts: Interface) -> str:
    # Of two alike the later one is the repetition; what lies in another is named before it.
    inside = pair.relation == "contained"
    one, other = (pair.a, pair.b) if inside else (pair.b, pair.a)
    sides = pair.questions if inside else pair.questions[::-1]
    share = f"{pair.containment if inside else pair.resemblance:.0%}"
    relation = tell_relation(found, pair, texts)
    if pair.parts:
        share = " / ".join(f"“{quote(found.texts(pair, part)[1])}”" for part in pair.parts)
    return (
        f"{_place(found, one)}: {_level(pair, texts)}{_numbers(sides[0])} {relation}{_numbers(sides[1])} "
        f"{_place(found, other)} ({share}){_differences(found, pair, texts)}"
    )


def tell_relation(found: Duplicates, pair: Duplicate, texts: Interface) -> str:
    """What one side of a pair is to the other, as the verb of a sentence."""
    if not pair.parts:
        return texts.say(f"relation_{pair.relation}")
    return texts.say("relation_parts", count=sum(len(found.texts(pair, part)[1].split()) for part in pair.parts))


def _level(pair: Duplicate, texts: Interface) -> str:
    numbered = pair.questions[0 if pair.relation == "contained" else 1]
    if pair.level == "passage" and len(numbered) > 1:
        return texts.say("level_passage_questions")
    inside = len(numbered) == 1 and pair.level in ("block", "passage")
    return texts.say(f"level_{pair.level}_answer" if inside else f"level_{pair.level}")


def _differences(found: Duplicates, pair: Duplicate, texts: Interface) -> str:
    said = []
    for there, here in changes(found.differences(pair)):
        if pair.relation == "contained":
            there, here = here, there
        said.append(" ".join(part for part in (_marked("[-", there, "-]"), _marked("{+", here, "+}")) if part))
    more = [texts.say("and_more", count=len(said) - _MOST_CHANGES)] if len(said) > _MOST_CHANGES else []
    return ": " + "; ".join(said[:_MOST_CHANGES] + more) if said else ""


def _marked(before: str, words: str, behind: str) -> str:
    return f"{before}{quote(words)}{behind}" if words else ""


def _suppressed(found: Duplicates, kept: Suppressed, texts: Interface) -> str:
    first = kept.members[0]
    words = quote(found.documents[first.document].blocks[first.first].text)
    reason = texts.say(f"reason_{kept.reason}")
    times = texts.say("times_not_told", count=len(kept.members), reason=reason)
    return f"{_place(found, first)}: {times}: “{words}”"


def _numbers(found: tuple[int, ...]) -> str:
    return f" {numbers(found)}" if found else ""


def _place(found: Duplicates, passage: Passage) -> str:
    document = found.documents[passage.document]
    first = document.blocks[passage.first].place.line or passage.first + 1
    last = document.blocks[passage.last].place.end_line or passage.last + 1
    return f"{document.source.name}:{first}" + (f"-{last}" if last != first else "")
