"""What sort of words changed."""

from __future__ import annotations

import pytest

from docdiff.categories import CATEGORIES, categorise, find_edits
from docdiff.edits import diff_texts


def categories(old: str, new: str) -> list[tuple[str, ...]]:
    """The categories of each edit that a reader sees."""
    edits = [edit for edit in find_edits(diff_texts(old, new)) if not edit.quiet]
    return [categorise(old, new, edit) for edit in edits]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("De kosten zijn 4 miljoen euro.", "De kosten zijn 5 miljoen euro.", ["amount"]),
        ("De kosten zijn €4.", "De kosten zijn €5.", ["amount"]),
        ("The cost is EUR 40,000.", "The cost is EUR 45,000.", ["amount"]),
        ("De norm is 3,5% van het bbp.", "De norm is 35% van het bbp.", ["percentage"]),
        ("The share is 12 per cent.", "The share is 13 per cent.", ["percentage"]),
        ("Er zijn 12 schepen.", "Er zijn 13 schepen.", ["number"]),
        ("Het is 5 meter breed.", "Het is 6 meter breed.", ["number"]),
        ("Op 11 februari 2025 kwam hij.", "Op 11 februari 2026 kwam hij.", ["date"]),
        ("We meet on 3 May 2026 here.", "We meet on 4 June 2026 here.", ["date"]),
        ("Het gaat om maart 2026.", "Het gaat om april 2026.", ["date"]),
        ("Wij zien minister Brekelmans morgen.", "Wij zien minister Tuinman morgen.", ["name"]),
        ("Dit is toegestaan.", "Dit is niet toegestaan.", ["negation"]),
        ("The tenant shall pay rent.", "The tenant may pay rent.", ["obligation"]),
        ("De huurder moet betalen.", "De huurder kan betalen.", ["obligation"]),
        ("Het ministerie besloot.", "Het minsterie besloot.", ["spelling"]),
        ("Het Besluit staat.", "Het besluit staat.", ["case"]),
        ("Brood, kaas en wijn.", "Brood kaas en wijn.", ["punctuation"]),
        ("De brug is dicht.", "De sluis is dicht.", ["words"]),
        ("The change is -5 per cent.", "The change is 5 per cent.", ["percentage"]),
        ("It is -5 now.", "It is 5 now.", ["number"]),
        ("Op 3 mei 2026 gaf Jansen niets.", "Op 4 mei 2026 gaf Pietersen niets.", ["date", "name"]),
    ],
)
def test_every_edit_has_its_category(old: str, new: str, found: list[str]) -> None:
    assert [category for edit in categories(old, new) for category in edit] == found


def test_a_sentence_put_in_has_all_that_stands_in_it() -> None:
    old, new = (
        "De brug is open.",
        "De brug is open. Op 3 mei 2026 betaalt Rijkswaterstaat niet meer dan 4 miljoen euro.",
    )
    assert categories(old, new) == [("amount", "date", "name", "negation")]


def test_categories_come_in_their_own_order() -> None:
    assert list(CATEGORIES).index("amount") < list(CATEGORIES).index("date") < list(CATEGORIES).index("words")
