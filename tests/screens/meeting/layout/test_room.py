"""A screen that wastes nothing: as much room for editor and agenda as they need, titles that stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import ROOMY, VAST, WIDE, minutes_file, opened

SHORT = """\
# Call 2026-04-01

## Discussion
- one
- two

## Beds
"""
LONG = SHORT + "".join(f"- bed {number}\n" for number in range(80))
NAMES = "# Call 2026-04-01\n\n## Discussion\n\n## A section with a name so long\n- a\n"


async def test_the_editor_is_as_high_as_its_text_and_grows_with_it(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, SHORT)) as desk:
        editor = desk.screen.editor
        assert editor.region.height == 2 + 2
        await desk.press("w")
        await desk.type("three\nfour\nfive")
        assert editor.region.height == 5 + 2
        await desk.type("\nx" * 30)
        assert editor.region.height == (WIDE[1] - 2) // 3


async def test_an_empty_editor_has_room_only_while_somebody_writes(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "# Call 2026-04-01\n\n## Discussion\n\n## Beds\n- a\n")) as desk:
        assert not desk.screen.editor.region
        rows = desk.screen.panes.region.height
        await desk.press("w")
        assert desk.focus == "editor"
        assert 3 <= desk.screen.editor.region.height <= 5  # what it invites to say is seen whole
        await desk.press("escape")
        assert desk.screen.panes.region.height == rows


@pytest.mark.parametrize("size", [WIDE, ROOMY, VAST])
async def test_names_are_whole_where_there_is_room(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path, NAMES), size) as desk:
        width = desk.screen.agenda.region.width
        assert 28 <= width <= size[0] // 3
        assert "A section with a name so long" in desk.seen(desk.screen.agenda)


async def test_the_title_of_a_pane_stays_while_it_is_scrolled(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, LONG)) as desk:
        await desk.walk_to("Beds")
        await desk.press("enter", *["pagedown"] * 2)
        first, second = desk.seen(desk.screen.panes).split("\n")[:2]
        assert "Beds" in first
        assert "bed" in second
        assert "▌" in desk.seen(desk.screen.panes)
        await desk.press(*["up"] * 60)
        assert "▌" in desk.seen(desk.screen.panes)


async def test_a_click_into_an_empty_editor_is_as_the_key(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# Call 2026-04-01\n\n## Beds\n- a\n")
    async with opened(path, (70, 30)) as desk:
        await desk.walk_to("Beds")
        desk.screen.set_class(True, "-on-editor")
        desk.screen.editor.focus()
        await desk.settle()
        await desk.type("new")
        assert "Discussion" not in desk.screen.desk.text().text
        assert "new" in desk.screen.desk.text().text


async def test_an_action_that_is_late_looks_so(tmp_path: Path) -> None:
    text = SHORT + "- [ ] **ACTION:** Ada: dig (due 2026-03-20)\n- [ ] **ACTION:** Bo: sow (due 2026-04-20)\n"
    async with opened(minutes_file(tmp_path, text)) as desk:
        assert "overdue 03-20" in desk.text
        assert "due 04-20" in desk.text
