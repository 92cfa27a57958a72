"""What stands more than once among some documents, as values and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from docdiff.contract import head
from docdiff.differences import Segment, passage_text, segments
from docdiff.model import Document, Span
from docdiff.pairs import Relation
from docdiff.questions import Question
from docdiff.runs import Passage
from docdiff.slots import Slot

_LONGEST_DOCUMENTS = 40_000  # characters of both together
Level = Literal["document", "passage", "answer", "block"]
LEVELS: tuple[Level, ...] = ("document", "passage", "answer", "block")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two passages that say the same; for `contained`, `a` lies in `b`, else `a` stands first.

    `resemblance` is the part of the words of both that the two share, `containment` the part of `a`'s that `b` has
    (0.0 to 1.0). `questions` are the numbers of the questions whose answers the two sides are, lie in, or (of a level
    `passage`) cover with the questions themselves. `parts` is not empty where only stretches of words are shared:
    `a` and `b` are then the answers or paragraphs these stand in.
    """

    level: Level
    relation: Relation
    a: Passage
    b: Passage
    resemblance: float
    containment: float
    questions: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    parts: tuple[Part, ...] = ()


Spans = tuple[tuple[int, Span], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand in `a` and again, all but a word or two, in `b`: spans of blocks, in reading order."""

    a: Spans
    b: Spans

    def to_dict(self) -> dict[str, Any]:
        """One entry of `parts` in the JSON contract."""
        return {
            side: [{"block": block, "start": span.start, "end": span.end} for block, span in spans]
            for side, spans in (("a", self.a), ("b", self.b))
        }


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A text that stands more than once and is not told, and why: one of `runs.REASONS`."""

    reason: str
    members: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Passages that all pair with the first of them, the centre; pairs of pairs are not followed."""

    level: Level
    members: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Duplicates:
    """All that repeats among some documents.

    `questions` are those of each document; `slots` are the words in which copies differ.
    """

    documents: tuple[Document, ...]
    pairs: tuple[Duplicate, ...]
    clusters: tuple[Cluster, ...]
    suppressed: tuple[Suppressed, ...] = ()
    slots: tuple[Slot, ...] = ()
    questions: tuple[tuple[Question, ...], ...] = ()

    def differences(self, pair: Duplicate) -> tuple[Segment, ...]:
        """The redline from the first side of a pair to the second; of parts, from one stretch to the next.

        Nothing for what is equal to the reader, and for long documents, whose redline is a command of its own.
        """
        if pair.relation in ("identical", "same-text"):
            return ()
        if pair.parts:
            return tuple(segment for found in self.differences_by_part(pair) for segment in found)
        old, new = (passage_text(self.documents, side) for side in (pair.a, pair.b))
        if pair.level == "document" and len(old) + len(new) > _LONGEST_DOCUMENTS:
            return ()
        return segments(old, new, inside=pair.relation == "contained")

    def differences_by_part(self, pair: Duplicate) -> tuple[tuple[Segment, ...], ...]:
        """The redline of each stretch of words that a pair shares, in reading order."""
        return tuple(segments(*self.texts(pair, part)) for part in pair.parts)

    def texts(self, pair: Duplicate, part: Part) -> tuple[str, str]:
        """The words of a part on both sides."""
        a, b = (
            "\n".join(self.documents[side.document].blocks[block].text[span.start : span.end] for block, span in spans)
            for side, spans in ((pair.a, part.a), (pair.b, part.b))
        )
        return a, b

    def to_dict(self) -> dict[str, Any]:
        """The `duplicates` object of the JSON contract."""
        return {
            **head("duplicates"),
            "documents": [document.source_dict() for document in self.documents],
            "pairs": [
                {
                    "level": pair.level,
                    "relation": pair.relation,
                    "a": self._side(pair.a),
                    "b": self._side(pair.b),
                    "resemblance": round(pair.resemblance, 3),
                    "containment": round(pair.containment, 3),
                    "questions": [list(numbers) for numbers in pair.questions],
                    "parts": [part.to_dict() for part in pair.parts],
                    "differences": [segment.to_dict() for segment in self.differences(pair)],
                }
                for pair in self.pairs
            ],
            "clusters": [
                {"level": cluster.level, "members": [self._side(member) for member in cluster.members]}
                for cluster in self.clusters
            ],
            "suppressed": [
                {"reason": kept.reason, "members": [self._side(member) for member in kept.members]}
                for kept in self.suppressed
            ],
        }

    def _side(self, passage: Passage) -> dict[str, Any]:
        blocks = self.documents[passage.document].blocks
        return {
            "source": self.documents[passage.document].source.name,
            "blocks": [passage.first, passage.last],
            "lines": [blocks[passage.first].place.line, blocks[passage.last].place.end_line],
        }
