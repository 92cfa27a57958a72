"""Fingerprints are stored, so their numbers may not change without a new VERSION."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docdiff.fingerprint import VERSION, fingerprint, hash64, read_words
from docdiff.folding import fold_together, split_forms
from docdiff.text import normalise


def test_the_numbers_of_version_2() -> None:
    found = fingerprint("De brug blijft dicht.")
    assert VERSION == 2
    assert hash64("brug") == 5710825857812602512
    assert (found.exact, sorted(found.shingles), found.words) == (
        6474444620981875115,
        [6378618112915356455, 15060034329847497392],
        4,
    )


def test_what_a_reader_takes_for_the_same_has_the_same_fingerprint() -> None:
    same = ["De 'EU-brede' brug – dicht", "de ‘EU-brede’  brug\u00a0- DICHT", "De 'EUbrede' brug \u2013 dicht\u00ad"]
    assert len({fingerprint(text) for text in same}) == 1


@given(st.lists(st.text(alphabet="ab é-.\n漢", max_size=20), max_size=8))
def test_words_are_the_same_alone_and_in_company(texts: list[str]) -> None:
    together = read_words(texts)
    for at, text in enumerate(texts):
        alone = read_words([text])
        assert alone.hashes.tolist() == together.hashes[together.bounds[at] : together.bounds[at + 1]].tolist()
        assert alone.forms[0] == together.forms[at]


@given(st.lists(st.text() | st.text(alphabet="ab é-É\n漢\0\x1f´…–\u2060ﬁ\u0301Σς½\u00a0İß1²"), min_size=1, max_size=6))
def test_texts_folded_together_have_the_normal_forms_they_have_alone(texts: list[str]) -> None:
    alone = [normalise(text.replace("\0", " ")).encode("utf-8", "surrogatepass") for text in texts]
    assert split_forms(fold_together(texts)) == alone


def test_words_are_told_apart_by_every_byte() -> None:
    words = [("ab" * 40)[:length] + sign for length in range(80) for sign in "xy"]
    assert len(set(read_words(words).hashes.tolist())) == len(words)


def test_very_long_words_are_words() -> None:
    long = "x" * 1_500_000
    words = read_words([f"a {long} b", "a", long, "b"]).hashes.tolist()
    assert words[:3] == words[3:]


def test_scripts_without_spaces_have_a_word_a_sign() -> None:
    assert fingerprint("橋は閉鎖").words == 4
