"""Finds what one person copied to another place and somebody else changed, moved or deleted where it stood.

Both are taken: nobody can tell whether the change was meant for the copy as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from docdiff.merging.clusters import is_version
from docdiff.merging.regions import Region
from docdiff.merging.units import Units
from docdiff.text import plain_words, seen

TELLING = 4  # words of a paragraph that is not written twice by chance
TELLING_INSIDE = 6  # the same, of a sentence
MANY = 100  # blocks with the rarest word of a text, up to which it is compared with them
RARE = 8  # blocks with a word, up to which it says which of them may be copies of one


def find_copied(regions: Sequence[Region], base: Units) -> set[int]:
    """The numbers of the regions that hold a copy, and of the changes where it was copied from.

    Compared are texts that share a rare word: the work is that of reading them, and of a few comparisons for each text
    that was put in.
    """
    put_in = [number for number, region in enumerate(regions) if _is_put_in(region)]
    if not put_in:
        return set()
    changed = _changed_units(regions, base)
    texts = {unit: seen(base.texts[unit]) for unit in changed}
    having: dict[str, list[int]] = defaultdict(list)
    for unit, text in texts.items():
        for word in dict.fromkeys(plain_words(text)):
            having[word].append(unit)
    found: set[int] = set()
    for number in put_in:
        text = seen(regions[number].text)
        for unit in _candidates(text, having):
            others = [n for n in changed[unit] if not set(regions[n].people) <= set(regions[number].people)]
            own = [n for n in changed[unit] if n not in others]
            if others and _is_copy(text, texts[unit]) and not _was_moved(text, regions, own):
                found |= {number, *others}
    return found


def _candidates(text: str, having: Mapping[str, Sequence[int]]) -> list[int]:
    """The units that share a rare word with a text, or its rarest."""
    places = sorted((having[word] for word in dict.fromkeys(plain_words(text)) if word in having), key=len)
    rare = [units for number, units in enumerate(places) if len(units) <= (RARE if number else MANY)]
    return sorted({unit for units in rare for unit in units})


def _is_put_in(region: Region) -> bool:
    return (
        region.kind in ("edited", "same")
        and not region.moved
        and not region.base_text.strip()
        and len(plain_words(region.text)) >= TELLING
    )


def _changed_units(regions: Sequence[Region], base: Units) -> dict[int, list[int]]:
    """The changes in each unit of the base that has any."""
    home = {block: unit for unit, blocks in enumerate(base.blocks) for block in blocks}
    changed: dict[int, list[int]] = defaultdict(list)
    for number, region in enumerate(regions):
        if region.kind != "unchanged" and region.moved != "here":
            for unit in dict.fromkeys(home[block] for block in region.base if block in home):
                changed[unit].append(number)
    return changed


def _is_copy(text: str, other: str) -> bool:
    return is_version(text, other) or (len(plain_words(text)) >= TELLING_INSIDE and text in other)


def _was_moved(text: str, regions: Sequence[Region], own: Sequence[int]) -> bool:
    """Whether who put a text in took it away where it stood."""
    gone = [seen(regions[number].base_text) for number in own]
    return any(text in words or is_version(text, words) for words in gone if words)
