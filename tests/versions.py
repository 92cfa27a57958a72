"""Makes versions of one text for tests."""

from __future__ import annotations

from docdiff.model import Document

_TOPICS = (
    "budget permit station school bridge harbour library market museum theatre garden canal tower square street "
    "church hospital airport railway festival archive council province ministry committee embassy laboratory "
    "university stadium orchard vineyard lighthouse reservoir warehouse workshop bakery brewery cinema clinic"
).split()
_VERBS = "opens closes moves grows waits rents paints sells plans repairs studies visits cleans lends counts".split()


def paragraph(seed: int) -> str:
    """A paragraph of thirty words that shares no three words in a row with that of another seed."""
    words = []
    for k in range(10):
        words += [
            _TOPICS[(seed * 7 + k * 11) % len(_TOPICS)],
            _VERBS[(seed * 5 + k * k) % len(_VERBS)],
            f"{_TOPICS[(seed + k * 3) % len(_TOPICS)]}{seed}",
        ]
    return " ".join(words).capitalize() + "."


def text(first: int = 0, size: int = 12) -> list[str]:
    """The paragraphs of a text of `size`."""
    return [paragraph(first + k) for k in range(size)]


def edited(texts: list[str], *places: int, word: str = "amended") -> list[str]:
    """The paragraphs with a word put into those at `places`."""
    return [
        " ".join((*part.split()[:9], word, *part.split()[10:])) if at in places else part
        for at, part in enumerate(texts)
    ]


def chain(versions: int, name: str = "letter-v{}.txt") -> list[Document]:
    """So many versions of one text, each with one more paragraph edited."""
    return [Document.from_texts(edited(text(), *range(count)), name.format(count + 1)) for count in range(versions)]
