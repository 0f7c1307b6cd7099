"""The example meeting in every form, as files that a person can read."""

from __future__ import annotations

import pytest

from tests.golden_files import GOLDEN, golden

FILES = golden()


@pytest.mark.parametrize("name", FILES)
def test_as_before(name: str) -> None:
    assert (GOLDEN / name).read_bytes().decode() == FILES[name], "see the difference: make golden, git diff"


def test_every_golden_file_is_used() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)
