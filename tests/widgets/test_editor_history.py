"""Undo in the editor: it takes back what was typed, whatever others changed since."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.stage import on_stage
from widgets.section_editor import SectionEditor


def typed(editor: SectionEditor, text: str) -> None:
    """Type at the end of a line, as a batch of its own."""
    editor.history.checkpoint()
    for character in text:
        editor.insert(character, maintain_selection_offset=False)
    editor.history.checkpoint()


async def test_what_was_typed_goes_first_and_what_came_stays() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = stage.widget
        editor.open_lines(["- one", "- two"], 1)
        typed(editor, " of mine")
        editor.absorb(["- theirs", "- one", "- two of mine", "- theirs, too"], 1)
        await stage.pilot.press("ctrl+z")
        assert editor.lines == ["- theirs", "- one", "- two", "- theirs, too"]
        await stage.pilot.press("ctrl+z")
        assert editor.lines == ["- theirs", "- one", "- two", "- theirs, too"]
        await stage.pilot.press("ctrl+y")
        assert editor.lines == ["- theirs", "- one", "- two of mine", "- theirs, too"]
        assert editor.cursor_location == (2, len("- two of mine"))


async def test_others_who_changed_the_very_line_are_left_alone() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = stage.widget
        editor.open_lines(["- one"], 1)
        typed(editor, " of mine")
        editor.absorb(["- one of mine, says Bo"], 1)
        await stage.pilot.press("ctrl+z")
        assert editor.lines == ["- one of mine, says Bo"]
        await stage.pilot.press("ctrl+y")
        assert editor.lines == ["- one of mine, says Bo"]


STEPS = st.lists(
    st.tuples(st.sampled_from(["type", "line", "theirs", "undo", "redo"]), st.integers(0, 9)), max_size=14
)


@pytest.mark.parametrize("undo_all", [True, False])
@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_undo_never_takes_what_others_wrote(undo_all: bool, steps: Sequence[tuple[str, int]]) -> None:
    asyncio.run(_walk(steps, undo_all=undo_all))


async def _walk(steps: Sequence[tuple[str, int]], *, undo_all: bool) -> None:
    """Lines of others are whole lines of their own; what is typed goes to lines of ours."""
    async with on_stage(SectionEditor()) as stage:
        editor = stage.widget
        editor.open_lines(["- a", "- b"], 1)
        theirs: list[str] = []
        for number, (what, place) in enumerate(steps):
            lines = editor.lines
            if what == "theirs":
                theirs.append(f"> theirs {number}")
                at = place % (len(lines) + 1)
                editor.absorb([*lines[:at], theirs[-1], *lines[at:]], 1)
            elif what in ("undo", "redo"):
                getattr(editor, what)()
            else:
                row = next(
                    row
                    for row in (*range(place % len(lines), len(lines)), *range(len(lines)))
                    if lines[row][:1] != ">"
                )
                editor.move_cursor((row, len(lines[row])))
                typed(editor, f" t{number}" if what == "type" else f"\n- l{number}")
            assert [line for line in theirs if line not in editor.lines] == []
        if undo_all:
            for _ in range(60):
                editor.undo()
            assert [line for line in editor.lines if line not in theirs] == ["- a", "- b"]
            for _ in range(60):
                editor.redo()
        assert [line for line in theirs if line not in editor.lines] == []
