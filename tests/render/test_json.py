"""Every JSON output is one object with the same head."""

from __future__ import annotations

import json

import docdiff
from docdiff import render
from docdiff.duplicates import find_duplicates
from docdiff.render import document, findings

from ..notation import plain
from ..redlines import redline


def test_every_result_has_the_common_head() -> None:
    letter = plain("Één zin.")
    results = {
        "redline": redline("Één [-a-]{+b+}.").to_dict(),
        "duplicates": find_duplicates([letter]).to_dict(),
        "document": document.to_dict(letter),
        "check": findings.payload([letter], []),
    }
    for kind, result in results.items():
        assert list(result)[:3] == ["schema_version", "kind", "tool"]
        assert result["kind"] == kind
        assert result["tool"] == {"name": "docdiff", "version": docdiff.__version__}


def test_json_is_readable_text() -> None:
    assert render.json({"pairs": ["é"]}) == '{\n  "pairs": [\n    "é"\n  ]\n}\n'
    assert json.loads(render.json(redline("[-a-]{+b+}")))["changes"][0]["kind"] == "changed"
