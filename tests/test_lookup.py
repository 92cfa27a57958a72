"""Hashes are looked up exactly, also where several have one place."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from docdiff.lookup import are_among, number, repeated

# Few first bits and few last ones, so that many fall on one place.
HASHES = st.lists(st.builds(lambda high, low: high << 44 | low, st.integers(0, 2), st.integers(0, 3)), max_size=12)


@given(HASHES, HASHES)
def test_a_hash_is_among_others_when_one_of_them_is_equal(some: list[int], others: list[int]) -> None:
    found = are_among(np.array(some, np.uint64), np.array(others, np.uint64))
    assert found.tolist() == [one in others for one in some]


@given(HASHES)
def test_equal_hashes_have_one_number_and_others_another(some: list[int]) -> None:
    numbers = number(np.array(some, np.uint64)).tolist()
    assert len(set(zip(some, numbers, strict=True))) == len(set(some)) == len(set(numbers))


@given(HASHES)
def test_what_occurs_twice_is_found_and_little_else(some: list[int]) -> None:
    found = repeated(np.array(some, np.uint64)).tolist()
    assert all(found[at] for at, one in enumerate(some) if some.count(one) > 1)
    assert not any(repeated(np.arange(3, dtype=np.uint64) << np.uint64(60)))


def test_what_occurs_again_far_away_is_found() -> None:
    numbers = np.arange(200_000, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    numbers[150_000] = numbers[3]
    found = repeated(numbers)
    assert found[3]
    assert found[150_000]
    assert found.mean() < 0.5
