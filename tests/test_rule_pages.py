"""Every rule's page is in the fixed shape, and its examples do what the page says.

The notation of examples, one a line; lines indented deeper continue it:

    [2026-02-10] # Title / First block. / Second block. || [2025-01-01] Another document.  # why

Blocks are separated by " / ", documents by " || "; a date in brackets is the day a document bears; "# " before a block
makes it a heading, the first of which is the title, "- " an item of a list, both with the number they begin with taken
off as readers do ("# 2. Title"); "[^1]: " makes it the note whose marks are "[^1]" in other blocks; after two spaces
and "# " comes the reason, for readers only.
"""

from __future__ import annotations

import re

import pytest

from docdiff.checks import Rule, all_rules, check
from docdiff.facts import Facts
from docdiff.model import Block, BlockKind, Document, Mark, Source, Span
from docdiff.readers.structure import split_label
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
    blocks = tuple(_block(index, block.strip()) for index, block in enumerate(texts))
    meta = {"date": dated[1]} if dated else {}
    language = guess_language(texts, least=1)
    title = next((block.text for block in blocks if block.kind == "heading"), None)
    meta |= {key: value for key, value in (("language", language), ("title", title)) if value}
    return Document(Source(f"example-{number + 1}"), blocks, meta)


def _block(index: int, text: str) -> Block:
    note = re.match(r"\[\^(\w+)\]: ", text)
    if note:
        return Block(index, "footnote", text[note.end() :], label=note[1])
    kind: BlockKind = "heading" if text.startswith("# ") else "list_item" if text.startswith("- ") else "paragraph"
    label = ""
    if kind != "paragraph":
        label, start = split_label(text[2:])
        text = text[2 + start :]
    marks = tuple(Mark(Span(*match.span()), "note", match[1]) for match in re.finditer(r"\[\^(\w+)\]", text))
    return Block(index, kind, text, kind != "paragraph", label, marks=marks)


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
    documents = read_example(example)
    assert [finding.message for finding in check(documents, [rule])] == []
    together = rule.run(Facts(documents))  # as if they belonged together, or two of them might be quiet by chance
    assert [finding.message for finding in together if finding.confidence >= 0.6] == []
