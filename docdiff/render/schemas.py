"""Describes every JSON output as a JSON Schema (draft 2020-12)."""

from __future__ import annotations

import json
from typing import Any

from docdiff.categories import CATEGORIES
from docdiff.changes import KINDS
from docdiff.errors import UsageError
from docdiff.merging.regions import FLAGS
from docdiff.model import FORMATTING
from docdiff.runs import REASONS

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FROM_ONE: Schema = {"type": "integer", "minimum": 1}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_INDEXES: Schema = {"type": "array", "items": _COUNT}
_RANGE: Schema = {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(optional: dict[str, Schema] | None = None, /, **required: Schema) -> Schema:
    """An object with these fields; more may be added in later versions, so others are allowed."""
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": list(required)}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _one_of(*values: str) -> Schema:
    return {"enum": list(values)}


_KNOWN: dict[str, Schema] = {
    "name": _TEXT,
    "format": _TEXT,
    "sha256": _TEXT,
    "encoding": _or_null(_TEXT),
    "date": _or_null({"type": "string", "format": "date"}),
    "language": _or_null(_TEXT),
}
_SOURCE = _object(**_KNOWN)
_PLACE = _object(
    part=_TEXT,
    page=_or_null(_FROM_ONE),
    line=_or_null(_FROM_ONE),
    end_line=_or_null(_FROM_ONE),
    cell=_or_null({"type": "array", "items": _COUNT, "minItems": 3, "maxItems": 3}),
)
_WHERE = _object(column=_FROM_ONE, **_PLACE["properties"])
_PROBLEM = _object(code=_TEXT, message=_TEXT, place=_PLACE)
_PLACED: dict[str, Schema] = {
    "source": _TEXT,
    "block": _COUNT,
    "start": _COUNT,
    "end": _COUNT,
    "text": _TEXT,
    "part": _TEXT,
    "page": _or_null(_FROM_ONE),
    "line": _FROM_ONE,
    "end_line": _FROM_ONE,
    "column": _FROM_ONE,
}
_AT = _object({"blocks": _RANGE}, **_PLACED)
_FIX = _object({"safe": {"type": "boolean"}}, at=_AT, text=_TEXT)
_ENTRY = _object(
    rule=_TEXT,
    id=_TEXT,
    source=_TEXT,
    text=_TEXT,
    context=_TEXT,
    evidence=_array(_TEXT),
    message=_TEXT,
    reason=_TEXT,
)
_SIDE = _object({"lines": _array(_or_null(_FROM_ONE))}, source=_TEXT, blocks=_RANGE)
_TRUTH: Schema = {"type": "boolean"}
_SWITCHED = _object(old=_TEXT, new=_TEXT, quiet=_TRUTH)
_SPAN = _object(block=_COUNT, start=_COUNT, end=_COUNT)
_NOTE_MOVE = _object(old=_or_null(_SPAN), new=_or_null(_SPAN), old_label=_TEXT, new_label=_TEXT, quiet=_TRUTH)
_LOOK = _object(
    old=_SPAN,
    new=_SPAN,
    added=_array(_one_of(*FORMATTING)),
    removed=_array(_one_of(*FORMATTING)),
    quiet=_TRUTH,
)
_SEGMENT = _object({"quiet": {"type": "boolean"}}, op=_one_of("equal", "delete", "insert"), text=_TEXT)
_COUNTS: Schema = {"type": "object", "additionalProperties": _COUNT}
_STATS: Schema = {
    "type": "object",
    "properties": {"rules": _COUNTS},
    "additionalProperties": {"anyOf": [_COUNT, _COUNTS]},
}
_LEVEL = _one_of("document", "passage", "answer", "block")
_KINDS = ("heading", "paragraph", "list_item", "cell", "footnote", "caption", "furniture")

_BODIES: dict[str, Schema] = {
    "document": _object(
        source=_SOURCE,
        blocks=_array(
            _object(
                index=_COUNT,
                kind=_one_of(*_KINDS),
                level=_COUNT,
                label=_TEXT,
                text=_TEXT,
                language=_or_null(_TEXT),
                place=_PLACE,
            )
        ),
        questions=_array(
            _object(number=_or_null(_COUNT), asker=_TEXT, question=_INDEXES, answer=_INDEXES, refers_to=_array(_COUNT))
        ),
        problems=_array(_PROBLEM),
    ),
    "redline": _object(
        old=_SOURCE,
        new=_SOURCE,
        stats=_STATS,
        changes=_array(
            _object(
                {
                    "renumbered": _SWITCHED,
                    "restyled": _SWITCHED,
                    "notes": _array(_NOTE_MOVE),
                    "formatting": _array(_LOOK),
                },
                id=_TEXT,
                kind=_one_of(*KINDS),
                old=_INDEXES,
                new=_INDEXES,
                block_kind=_one_of(*_KINDS, "row", "column"),
                categories=_array(_one_of(*CATEGORIES)),
                section=_array(_TEXT),
                old_place=_or_null(_WHERE),
                new_place=_or_null(_WHERE),
                segments=_array(_SEGMENT),
            )
        ),
    ),
    "check": _object(
        documents=_array(_object({"problems": _array(_PROBLEM)}, **_KNOWN)),
        findings=_array(
            _object(
                {"reasons": _array(_TEXT)},
                rule=_TEXT,
                severity=_one_of("error", "warning", "info"),
                message=_TEXT,
                id=_TEXT,
                confidence=_SHARE,
                at=_AT,
                related=_array(_object({"blocks": _RANGE, "fix": _FIX}, **_PLACED, message=_TEXT)),
                fix=_or_null(_FIX),
            )
        ),
        stats=_STATS,
        known=_array(_object(id=_TEXT, rule=_TEXT, reason=_TEXT)),
        stale=_array(_ENTRY),
    ),
    "baseline": _object(entries=_array(_ENTRY)),
    "duplicates": _object(
        {"suppressed": _array(_object(reason=_one_of(*REASONS), members=_array(_SIDE)))},
        documents=_array(_SOURCE),
        pairs=_array(
            _object(
                {
                    "questions": _array(_array(_COUNT)),
                    "parts": _array(_object(a=_array(_SPAN), b=_array(_SPAN))),
                    "differences": _array(_SEGMENT),
                },
                level=_LEVEL,
                relation=_one_of("identical", "same-text", "near", "contained"),
                a=_SIDE,
                b=_SIDE,
                resemblance=_SHARE,
                containment=_SHARE,
            )
        ),
        clusters=_array(_object(level=_LEVEL, members=_array(_SIDE))),
    ),
    "versions": _object(
        families=_array(
            _object(
                members=_array(_SOURCE),
                edges=_array(
                    _object(
                        parent=_TEXT,
                        child=_TEXT,
                        score=_SHARE,
                        words_deleted=_COUNT,
                        words_inserted=_COUNT,
                        direction=_one_of("known", "likely", "unknown"),
                        confidence=_SHARE,
                        merges={"type": "boolean"},
                        evidence=_array(
                            _object(
                                kind=_one_of("tracked", "name", "date", "modified", "number", "years", "length"),
                                earlier=_TEXT,
                                later=_TEXT,
                            )
                        ),
                    )
                ),
                order=_array(_SOURCE),
            )
        ),
        unrelated=_array(_SOURCE),
    ),
}

_BODIES["merge"] = _object(
    base=_object({"found": _one_of("", "copy", "majority", "none")}, **_KNOWN),
    copies=_array(_object(person=_TEXT, **_KNOWN)),
    stats=_COUNTS,
    conflicts=_COUNT,
    flags=_COUNT,
    regions=_array(
        _object(
            {
                "id": _TEXT,
                "base_text": _TEXT,
                "flags": _array(_one_of(*FLAGS)),
                "moved": _one_of("", "here", "away"),
                "about": _one_of("words", "place", "breaks"),
                "taken": _or_null(_TEXT),
                "has_base": {"type": "boolean"},
            },
            kind=_one_of("unchanged", "edited", "same", "conflict"),
            base=_INDEXES,
            sides=_array(
                _object({"place": {"type": "integer"}}, source=_TEXT, person=_TEXT, blocks=_INDEXES, text=_TEXT)
            ),
            text=_TEXT,
        )
    ),
    audit=_object(lost=_COUNTS, doubled=_COUNTS),
    decisions=_object(stale=_array(_TEXT), unknown=_array(_array(_TEXT))),
    problems=_array(_PROBLEM),
    text=_TEXT,
)


def names() -> tuple[str, ...]:
    """The outputs that have a schema; the name is their `kind`."""
    return tuple(sorted(_BODIES))


def schema(name: str) -> Schema:
    """The schema of one output. Raises `UsageError` for a name without one."""
    if name not in _BODIES:
        raise UsageError(f"There is no schema called {name}. The outputs with a schema are: {', '.join(names())}.")
    body = _BODIES[name]
    head = {
        "schema_version": {"const": 1},
        "kind": {"const": name},
        "tool": _object(name={"const": "docdiff"}, version=_TEXT),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"docdiff {name}",
        "type": "object",
        "properties": {**head, **body["properties"]},
        "required": [*head, *body["required"]],
    }


def read_schema(name: str) -> str:
    """The schema of one output as JSON text."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
