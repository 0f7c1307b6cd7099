"""A line in the place of one saved just now: a correction of it, or another that was written meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import OutsideChange, Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.source import Source

TEXT = "# T\n\n- a\n- b\n"


def after(path: Path, state: StateFolder, ours: str, theirs: str) -> str:
    """The text when somebody saves another line in the place of ours, right after ours was saved."""
    live = LiveFile.open(path, state)
    live.prepare()
    assert isinstance(live.save(Source(f"{TEXT}{ours}\n")), Saved)
    path.write_text(f"{TEXT}{theirs}\n", "utf-8")
    found = live.look()
    assert isinstance(found, OutsideChange)
    return found.source.text


@pytest.mark.parametrize(
    ("ours", "corrected"),
    [
        ("- discuss the annual budjet", "- discuss the annual budget"),
        ("- typed line here", "- changed line here"),
        ("- Ada: ship it today", "- Ada: ship it today, says Bo (+1)"),
    ],
)
def test_a_correction_within_a_moment(path: Path, state: StateFolder, ours: str, corrected: str) -> None:
    assert after(path, state, ours, corrected) == f"{TEXT}{corrected}\n"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("- Ada: yes please", "- Bo: yes please"),
        ("- review the doc with Ada", "- review the doc with Bo"),
        ("- note 1 of the meeting", "- note 2 of the meeting"),
        ("- yes", "- yes, from Bo"),
    ],
)
def test_what_two_people_say_at_once_is_none(path: Path, state: StateFolder, ours: str, theirs: str) -> None:
    assert after(path, state, ours, theirs) == f"{TEXT}{theirs}\n{ours}\n"
