"""Documents given together are held against each other only when they belong together."""

from __future__ import annotations

import pytest

from docdiff.checks import Finding, check, select_rules
from docdiff.facts import Facts
from docdiff.model import Document

HARBOUR = (
    "The Regional Safety Board (RSB) inspected the harbour in spring and found that two of the six cranes were worn.",
    "Co-operation with the pilots was good, and the co-operation with the tug crews will be renewed in autumn.",
    "The Regional Safety Board asks for a second inspection by Johanna Brinkwater before the winter season begins.",
)
LIBRARY = (
    "The Regional Safety Bureau (RSB) opened a new desk in the library, where children may borrow twelve books.",
    "Cooperation between schools improved: cooperation is now a fixed item, and cooperation has its own budget.",
    "The new desk is named after Johanna Brinkwarer, who led the library for thirty years and wrote its history.",
)
SHARED = "The cranes on the eastern quay were bought second-hand from a yard abroad and have no papers of their own."


def doc(*texts: str, name: str = "a") -> Document:
    return Document.from_texts(texts, name=name)


def families(*documents: Document) -> list[list[str]]:
    return [[document.source.name for document in family] for family in Facts(documents).families]


def rules_of(found: tuple[Finding, ...]) -> list[str]:
    return sorted({finding.rule for finding in found})


def test_unrelated_reports_are_not_held_against_each_other() -> None:
    harbour, library = doc(*HARBOUR, name="harbour"), doc(*LIBRARY, name="library")
    assert families(harbour, library) == [["harbour"], ["library"]]
    assert check([harbour, library]) == check([harbour, library], alone=True)


def test_the_same_reports_in_one_matter_are() -> None:
    harbour = doc("Our reference: H-2031.", *HARBOUR, name="harbour")
    library = doc("Your reference: H-2031.", *LIBRARY, name="library")
    assert families(harbour, library) == [["harbour", "library"]]
    assert {"acronym-expansion", "term-variant"} <= set(rules_of(check([harbour, library], min_confidence=0.5)))
    assert not {"acronym-expansion", "term-variant"} & set(rules_of(check([harbour, library], alone=True)))


RELATED = [
    pytest.param(("See 36 045, nr. 12.",), ("As 36045-14 says, all is well.",), id="one dossier"),
    pytest.param(("Ons kenmerk: BZ/31-7.",), ("Uw kenmerk BZ/31-7 van vorige week.",), id="one reference"),
    pytest.param(
        ("The Harbour Fair opens on 4 May 2026.",), ("On 4 May 2026 comes the Harbour Fair again.",), id="one event"
    ),
    pytest.param(
        ("The Harbour Fair opens on 4 May 2025.",), ("The Harbour Fair opens on 4 May 2026.",), id="one in another year"
    ),
    pytest.param((SHARED, *HARBOUR), (*LIBRARY, SHARED), id="a passage"),
    pytest.param(
        ("The TQX and the BVRK, the LPM, the WDDO and the ZKR met.",),
        ("Neither ZKR nor WDDO; only LPM, BVRK and TQX.",),
        id="five acronyms",
    ),
]
UNRELATED = [
    pytest.param(("See 36 045, nr. 12.",), ("See 28 676, nr. 12.",), id="two dossiers"),
    pytest.param(("Den Haag, 4 mei 2026", "De brug."), ("Den Haag, 4 mei 2026", "De sluis."), id="letters of one day"),
    pytest.param(
        ("The European Union met on 4 May 2026.",), ("On 4 May 2026 the European Union paid.",), id="everybody's name"
    ),
    pytest.param(("The TQX and the BVRK met.",), ("Only the BVRK and the TQX came.",), id="two acronyms"),
    pytest.param(("Our reference: see above. We thank you.",), ("Our reference: see above.",), id="no reference"),
]


@pytest.mark.parametrize(("one", "other"), RELATED)
def test_what_belongs_together(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert families(doc(*one, name="one"), doc(*other, name="other")) == [["one", "other"]]


@pytest.mark.parametrize(("one", "other"), UNRELATED)
def test_what_does_not(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert families(doc(*one, name="one"), doc(*other, name="other")) == [["one"], ["other"]]


def test_relations_are_followed() -> None:
    chain = doc("See 36 045, nr. 12."), doc("36 045, nr. 1 and 28 676, nr. 9.", name="b"), doc("28 676-4", name="c")
    assert families(*chain) == [["a", "b", "c"]]


def test_what_everybody_has_relates_nobody() -> None:
    letters = [doc(SHARED, f"36 045, nr. {number}", f"About house {number}.", name=f"{number}") for number in range(30)]
    assert len(families(*letters)) == 30


def test_repeats_are_found_between_strangers() -> None:
    walls = [f"The {colour} wall was painted." for colour in "red blue green grey white black pink brown".split()]
    trees = [f"We planted {tree} trees." for tree in "oak ash elm beech lime birch pear plum".split()]
    one, other = doc(*HARBOUR, SHARED, *walls, name="one"), doc(*LIBRARY, *trees, SHARED, name="other")
    assert families(one, other) == [["one"], ["other"]]
    assert rules_of(check([one, other], select_rules(["repeated-passage"]), min_confidence=0.5)) == ["repeated-passage"]
