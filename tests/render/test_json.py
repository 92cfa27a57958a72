"""The head that every JSON output has."""

from __future__ import annotations

import json

import pytest

import docdiff
from docdiff import render

from ..redlines import redline


def test_a_diff_has_the_common_head() -> None:
    found = json.loads(render.json(redline("Één [-a-]{+b+}.")))
    assert list(found)[:3] == ["schema_version", "kind", "tool"]
    assert found["kind"] == "redline"
    assert found["tool"] == {"name": "docdiff", "version": docdiff.__version__}
    assert [change["kind"] for change in found["changes"]] == ["changed"]


def test_a_payload_is_named_by_its_caller() -> None:
    assert render.json({"pairs": ["é"]}, kind="duplicates") == (
        '{\n  "schema_version": 1,\n  "kind": "duplicates",\n'
        f'  "tool": {{\n    "name": "docdiff",\n    "version": "{docdiff.__version__}"\n  }},\n'
        '  "pairs": [\n    "é"\n  ]\n}\n'
    )


def test_a_payload_without_a_name_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        render.json({"pairs": []})
