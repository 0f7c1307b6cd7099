"""Names of agenda entries and sections, compared."""

from __future__ import annotations

import pytest

from tui.minutes.reading.agenda import key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bugs", "bug", True),
        ("2. Open bugs (10m, Ada Obi)", "Open Bug - Bo Ek", True),
        ("Gas", "Ga", False),
        ("CLI", "CLIs", True),
        ("Budget", "Bugs", False),
    ],
)
def test_a_plural_number_time_and_lead_tell_no_names_apart(one: str, other: str, *, same: bool) -> None:
    assert (key(one) == key(other)) is same
