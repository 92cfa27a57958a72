"""What a merge says: regions of the merged text, each with what every copy wanted there.

The texts of all regions, one after another, are the merged text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

RegionKind = Literal["unchanged", "edited", "same", "conflict"]
About = Literal["words", "place", "breaks"]
"""What a question is about: which words, where they go, or whether paragraphs end in them."""

FLAGS = (
    "same-place",
    "same-sentence",
    "same-paragraph",
    "close",
    "contained",
    "moved-and-edited",
    "copied-and-changed",
    "doubled",
    "lost",
)
"""Why a person should look at what was merged: several put something in one place, changed one sentence, sentences of
one paragraph, or words next to each other; one did what another did and more; a moved text was edited by another; words
may stand there twice, or be missing."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one copy has in the place of a region: its text, the blocks of its document, and where it moved it to."""

    person: str
    source: str
    blocks: tuple[int, ...]
    text: str
    place: int | None = None  # the gap a block was moved to, where copies disagree about that

    def to_dict(self) -> dict[str, Any]:
        """The object of the JSON contract."""
        found: dict[str, Any] = {
            "source": self.source,
            "person": self.person,
            "blocks": list(self.blocks),
            "text": self.text,
        }
        if self.place is not None:
            found["place"] = self.place
        return found


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the merged text.

    `unchanged`: the base's words, or layout alone. `edited`: one copy changed them, or several without contradiction
    (`sides` says who). `same`: several made the same change. `conflict`: they contradict each other, or did until a
    decision was given; `taken` then says which. `base` are the blocks of the base it belongs to, `base_text` the words
    that stood there. A conflict without a decision has the base's text.
    `has_base` is False where nobody knows the base: its text is what one of the copies says.
    `moved` says that these words came "here" or went "away"; `flags` why a person should look.
    """

    kind: RegionKind
    base: tuple[int, ...]
    sides: tuple[Side, ...]
    text: str
    base_text: str = ""
    flags: tuple[str, ...] = ()
    moved: Literal["", "here", "away"] = ""
    id: str = ""
    taken: str | None = None
    about: About = "words"
    has_base: bool = True

    @property
    def is_open(self) -> bool:
        """Whether this is a question nobody has answered."""
        return self.kind == "conflict" and self.taken is None

    @property
    def people(self) -> tuple[str, ...]:
        """Who changed something here, each once, in the order of their names."""
        return tuple(sorted({side.person for side in self.sides}))

    def to_dict(self) -> dict[str, Any]:
        """The object of the JSON contract."""
        found: dict[str, Any] = {
            "kind": self.kind,
            "base": list(self.base),
            "sides": [side.to_dict() for side in self.sides],
            "text": self.text,
        }
        if self.kind != "unchanged":
            found |= {"id": self.id, "base_text": self.base_text, "flags": list(self.flags), "moved": self.moved}
        if self.kind == "conflict":
            found |= {"about": self.about, "taken": self.taken, "has_base": self.has_base}
        return found
