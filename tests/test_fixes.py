"""Safe fixes are written into the source, and nothing else changes."""

from __future__ import annotations

import pytest

from docdiff.checks import Finding, Fix, Related, check, select_rules
from docdiff.errors import ReadError
from docdiff.fixes import apply_fixes, safe_fixes
from docdiff.model import Document, Span, Spot
from docdiff.readers import read

WRAPPED = (
    b"De brug over het kanaal is sinds maandag weer open voor wie te voet dat\n"
    b"dat kanaal wil oversteken, en voor wie de fiets aan de hand meeneemt op\n"
    b"weg naar de markt of naar het station aan de andere kant van de stad.\n"
)


def fix(document: Document, old: str, new: str, *, safe: bool = True) -> Fix:
    for block in document.blocks:
        at = block.text.find(old)
        if at >= 0:
            return Fix(Spot(document, block.index, Span(at, at + len(old))), new, safe)
    raise AssertionError(f"{old!r} is not in the document")


def fixed(data: bytes, name: str, *changes: tuple[str, str], encoding: str | None = None) -> bytes:
    document = read(data, name=name, encoding=encoding)
    return apply_fixes(data, document, [fix(document, old, new) for old, new in changes]).data


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.txt", b"Wie dat dat leest.\r\n\r\nEen tweede.\r\n", b"Wie dat leest.\r\n\r\nEen tweede.\r\n"),
        ("a.txt", WRAPPED, WRAPPED.replace(b"dat\ndat", b"dat")),
        ("a.txt", b"\xef\xbb\xbfWie dat dat leest.", b"\xef\xbb\xbfWie dat leest."),
        ("a.txt", "Café dat dat é heet.".encode("cp1252"), "Café dat é heet.".encode("cp1252")),
        ("a.txt", "Café dat dat heet.".encode("utf-16-le"), "Café dat heet.".encode("utf-16-le")),
        ("a.md", b"# Kop\n\n- een *dat dat* item\n", b"# Kop\n\n- een *dat* item\n"),
        ("a.html", b"<html><p>&eacute;n <b>dat dat</b></p></html>", b"<html><p>&eacute;n <b>dat</b></p></html>"),
    ],
    ids=["line ends", "across lines", "mark", "cp1252", "utf-16", "markdown", "html"],
)  # fmt: skip
def test_only_the_words_change(name: str, before: bytes, after: bytes) -> None:
    assert fixed(before, name, ("dat dat", "dat")) == after


def test_several_fixes_in_one_paragraph() -> None:
    assert (
        fixed(b"De de brug en het het water.\n", "a.txt", ("De de", "De"), ("het het", "het"))
        == b"De brug en het water.\n"
    )


def test_words_that_stand_in_the_file_in_another_way_are_left() -> None:
    data = b"<html><body><p>een <b>dat</b> <i>dat</i> woord</p></body></html>"
    document = read(data, name="a.html")
    done = apply_fixes(data, document, [fix(document, "dat dat", "dat")])
    assert (done.data, len(done.left)) == (data, 1)


def test_a_fix_that_would_change_more_than_its_words_is_left() -> None:
    data = b"Een alinea.\n\nDat - item is er.\n"
    document = read(data, name="a.md")
    wanted = Fix(Spot(document, 1, Span(0, 4)), "")  # what is left would be a list item
    done = apply_fixes(data, document, [wanted])
    assert (done.data, done.left) == (data, (wanted,))


def test_only_safe_fixes_are_taken_each_place_once() -> None:
    document = read(b"Wie dat dat leest en en schrijft in 2025.\n", name="a.txt")
    first, second, unsafe = (
        fix(document, "dat dat", "dat"),
        fix(document, "en en", "en"),
        fix(document, "2025", "2026", safe=False),
    )
    findings = [
        Finding("x", "warning", "X.", first.at, (Related(second.at, fix=second),), first),
        Finding("y", "warning", "Y.", first.at, fix=first),
        Finding("z", "error", "Z.", unsafe.at, fix=unsafe),
    ]
    assert safe_fixes(findings, document) == (first, second)


def test_other_formats_are_refused() -> None:
    document = Document.from_texts(["Een tekst."])
    with pytest.raises(ReadError, match="Markdown or HTML"):
        apply_fixes(b"PK", Document(type(document.source)("a.docx", "docx"), document.blocks), [])


@pytest.mark.parametrize(
    ("rule", "text", "mended"),
    [
        (
            "doubled-word",
            "The minister said that the the plan works well.",
            "The minister said that the plan works well.",
        ),
        ("double-space", "The minister said  that it works. It does.", "The minister said that it works. It does."),
        ("lost-space", "Wij staan inde rij voor het loket.", "Wij staan in de rij voor het loket."),
    ],
)
def test_what_rules_find_is_mended(rule: str, text: str, mended: str) -> None:
    """From a user's report: the rules' fixes were never marked as safe."""
    document = read(f"{text}\n".encode(), name="a.txt")
    fixes = safe_fixes(check([document], select_rules((rule,))), document)
    assert apply_fixes(f"{text}\n".encode(), document, fixes).data.decode() == f"{mended}\n"
