"""Every rule's page is in the fixed shape, and its examples do what the page says.

The notation of examples, one a line; lines indented deeper continue it:

    [2026-02-10] # Title / First block. / Second block. || [2025-01-01] Another document.  # why

Blocks are separated by " / ", documents by " || "; a date in brackets is the day a document bears; "# " before a block
makes it a heading, the first of which is the title; after two spaces and "# " comes the reason, for readers only.
"""

from __future__ import annotations

import re

import pytest

from docdiff.checks import Rule, all_rules, check
from docdiff.model import Block, Document, Source
from docdiff.text import guess_language

HEADINGS = ("What it finds", "Why", "Finds", "Quiet", "Options")
_HEADING = re.compile(rf"^({'|'.join(HEADINGS)}):[ ]?(.*)$")


def sections(page: str) -> dict[str, list[str]]:
    """The lines below each heading of a page."""
    found: dict[str, list[str]] = {}
    for line in page.splitlines()[1:]:
        heading = _HEADING.match(line)
        if heading:
            found[heading[1]] = [heading[2]] if heading[2] else []
        elif line.strip() and found:
            found[next(reversed(found))].append(line)
    return found


def examples(lines: list[str]) -> list[str]:
    """One string an example, continued lines joined, reasons taken off."""
    indent = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    found: list[str] = []
    for line in lines:
        if len(line) - len(line.lstrip()) > indent:
            found[-1] += " " + line.strip()
        else:
            found.append(line.strip())
    return [example.partition("  # ")[0] for example in found]


def read_example(example: str) -> tuple[Document, ...]:
    """The documents an example is about."""
    return tuple(_document(text.strip(), number) for number, text in enumerate(example.split(" || ")))


def _document(text: str, number: int) -> Document:
    dated = re.match(r"\[(\d{4}-\d\d-\d\d)\] ", text)
    texts = text[dated.end() if dated else 0 :].split(" / ")
    blocks = tuple(
        Block(index, "heading" if block.startswith("# ") else "paragraph", block.removeprefix("# ").strip())
        for index, block in enumerate(texts)
    )
    meta = {"date": dated[1]} if dated else {}
    language = guess_language(texts, least=1)
    title = next((block.text for block in blocks if block.kind == "heading"), None)
    meta |= {key: value for key, value in (("language", language), ("title", title)) if value}
    return Document(Source(f"example-{number + 1}"), blocks, meta)


def cases(section: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.name}-{number}")
        for rule in all_rules()
        for number, example in enumerate(examples(sections(rule.page).get(section, [])), start=1)
    ]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_page_has_all_headings_and_enough_examples(rule: Rule) -> None:
    found = sections(rule.page)
    assert tuple(found) == HEADINGS
    assert len(examples(found["Finds"])) >= 2
    assert len(examples(found["Quiet"])) >= 5
    for section in ("Finds", "Quiet"):
        languages = {guess_language([example], least=1) for example in examples(found[section])}
        assert {"nl", "en"} <= languages, f"{section} has examples in {languages}"


@pytest.mark.parametrize(("rule", "example"), cases("Finds"))
def test_finds(rule: Rule, example: str) -> None:
    found = check(read_example(example), [rule])
    assert found
    for finding in found:
        assert finding.rule == rule.name
        assert finding.id
        assert finding.message.endswith((".", "?"))


@pytest.mark.parametrize(("rule", "example"), cases("Quiet"))
def test_is_quiet(rule: Rule, example: str) -> None:
    assert [finding.message for finding in check(read_example(example), [rule])] == []
