"""Paths and settings shared by all tests."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("fixed", max_examples=60, deadline=None, derandomize=True)
settings.load_profile("fixed")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder with the five real letters."""
    return ROOT / "seeds"
