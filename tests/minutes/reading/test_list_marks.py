"""Ordered lists are counted up from their first number, as CommonMark reads them."""

from __future__ import annotations

import pytest

from tests.support.minutes import meeting_of
from tui.minutes.reading.list_marks import numbers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1. a\n1. b\n1. c\n", ["1.", "2.", "3."]),
        ("3. a\n9. b\n", ["3.", "4."]),
        ("0) a\n0) b\n", ["0)", "1)"]),
        ("1. a\n   1. x\n   1. y\n1. b\n   1. z\n", ["1.", "1.", "2.", "2.", "1."]),
        ("1. a\n   - x\n\n   words\n1. b\n", ["1.", "2."]),
        ("1. a\n1) b\n1) c\n", ["1.", "1)", "2)"]),
        ("1. a\n\nwords\n\n1. b\n", ["1.", "1."]),
        ("1. a\n-- no\n1. b\n", ["1.", "2."]),
    ],
)
def test_lists_are_counted_up(text: str, told: list[str]) -> None:
    (section,) = meeting_of(f"## A\n{text}").sections
    assert list(numbers(section.items).values()) == told
