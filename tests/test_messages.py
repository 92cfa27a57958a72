"""What docdiff complains of is said in Dutch as well: every sentence of the readers has a translation."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

import docdiff
from docdiff.locale.messages import translate

HOME = Path(docdiff.__file__).parent
# What may stand in a slot that is a phrase and no name; for all others anything will do.
SLOTS = {
    "holds": ["1 tracked change", "1,234 tracked changes"],
    "what": ["a tracked change", "3 tracked changes", "a picture"],
    "pictures": ["", ", only pictures, and text in pictures is not read"],
    "_called(first, last)": ["Page 3", "Pages 3–4"],
    "has": ["has", "have"],
    "complaint": [],  # these sentences are yielded, and looked at below
}
SPEAKERS = {"ReadError", "Problem", "complain", "_complain", "warn"}


def templates(file: Path) -> Iterator[ast.expr]:
    """What a module says: the sentences it raises, makes problems of, or yields as complaints."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in SPEAKERS:
            yield from (argument for argument in node.args if isinstance(argument, ast.Constant | ast.JoinedStr))
        elif isinstance(node, ast.Yield) and node.value is not None and file.name == "package.py":
            yield node.value


def samples(template: ast.expr) -> Iterator[str]:
    """The sentences a template makes."""
    if isinstance(template, ast.Constant):
        pieces = [[str(template.value)]]
    elif isinstance(template, ast.JoinedStr):
        pieces = [
            [str(part.value)] if isinstance(part, ast.Constant) else SLOTS.get(ast.unparse(part.value), ["Xyz"])  # type: ignore[attr-defined]
            for part in template.values
        ]
    else:
        return
    for choice in product(*pieces):
        sentence = "".join(choice)
        if " " in sentence:  # and no code
            yield sentence if sentence[:1].isupper() else f"Xyz {sentence}"


def spoken() -> list[str]:
    files = [*HOME.glob("readers/*.py"), HOME / "package.py", HOME / "cli" / "files.py"]
    found = {sentence for file in sorted(files) for template in templates(file) for sentence in samples(template)}
    # A word that agrees with another slot: of these each is only said in half of its forms.
    unsaid = re.compile(r"Page \d.* have |Pages .* has |Xyz has a picture|Xyz is .* tracked")
    return sorted(sentence for sentence in found if not unsaid.match(sentence))


@pytest.mark.parametrize("sentence", spoken())
def test_every_sentence_has_a_translation(sentence: str) -> None:
    assert translate(sentence, "nl") != sentence


def test_names_and_numbers_stay_and_phrases_do_not() -> None:
    said = "a 1.docx holds 1,234 tracked changes, shown here as rejected."
    assert translate(said, "nl") == "a 1.docx bevat 1.234 bijgehouden wijzigingen, hier verworpen."


def test_a_sentence_in_a_sentence_is_translated_too() -> None:
    said = "a.odt is damaged: its part x cannot be unpacked. Ask for it again, or open and save it. The rest was read."
    assert translate(said, "nl") == (
        "a.odt is beschadigd: het deel x is niet uit te pakken. Vraag het opnieuw op, of open het en sla het op. "
        "De rest is gelezen."
    )


def test_other_sentences_stay_as_they_are() -> None:
    assert translate("Nobody said this.", "nl") == "Nobody said this."
    assert translate("There is no file x. Check the name and the folder.", "en").startswith("There is no file x.")
    assert translate("{name} " * 1_000, "nl") == "{name} " * 1_000


def test_a_translation_fills_the_slots_of_its_sentence() -> None:
    catalogue = json.loads((HOME / "locale" / "messages_nl.json").read_text(encoding="utf-8"))
    for sentence, translation in catalogue["sentences"].items():
        assert set(re.findall(r"\{(\w+)\}", sentence)) == set(re.findall(r"\{(\w+)\}", translation)), sentence
