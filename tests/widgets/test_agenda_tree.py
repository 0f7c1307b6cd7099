"""The agenda: rows and their marks, the cursor, folds, and what outlives another reading."""

from __future__ import annotations

from tests.support.minutes import meeting_of
from tests.support.stage import on_stage
from widgets.agenda_rows import EARLIER
from widgets.agenda_tree import AgendaTree

MINUTES = """# Sync 2026-03-10

## Discussion
- [ ] **ACTION:** Ada: it

## Teams

### CLI - Ada Obi
- a
- b
### UAA
### Garden
#### Core
- c
#### [/x] Root with a name that is far too long
## Later
"""
CLI, CORE = "Sync 2026-03-10/Teams/CLI", "Sync 2026-03-10/Teams/Garden/Core"


def tree_of(text: str = MINUTES) -> AgendaTree:
    tree = AgendaTree()
    tree.meeting = meeting_of(text)
    return tree


def names(rows: list[str]) -> list[str]:
    return [row.strip(" ▾▸¶✓●!∅0123456789") for row in rows if row]


async def test_rows_badges_and_marks() -> None:
    async with on_stage(tree_of(), (30, 10)) as stage:
        stage.widget.reviewed = frozenset({CLI})
        stage.widget.changed = frozenset({CORE})
        await stage.settle()
        assert stage.rows == [
            " ¶  Discussion           !  1",
            " ▾  Teams",
            "    ✓ CLI                   2",
            "      UAA                   ∅",
            "   ▾  Garden",
            "      ● Core                1",
            "        [/x] Root with a…   ∅",
            "    Later                   ∅",
            "",
            "",
        ]


async def test_the_cursor_moves_by_rows_and_tells_where_it_is() -> None:
    async with on_stage(tree_of()) as stage:
        tree = stage.widget
        assert tree.selected.endswith("Discussion")
        tree.move_by(2)
        assert tree.selected == CLI
        (told,) = await stage.told(AgendaTree.SectionSelected)
        assert (told.key, told.control) == (CLI, tree)
        tree.move_by(-9)
        assert tree.selected.endswith("Discussion")
        tree.move_to_row(99)
        assert tree.selected.endswith("Later")
        await stage.told(AgendaTree.SectionSelected)
        tree.move_by(1)
        tree.select(CORE)
        assert await stage.told(AgendaTree.SectionSelected) == []


async def test_folds_hide_rows_and_open_for_what_is_selected() -> None:
    async with on_stage(tree_of()) as stage:
        tree = stage.widget
        tree.select(CORE)
        tree.fold(closed=True)
        assert tree.selected.endswith("Garden")
        tree.fold(closed=True)
        await stage.settle()
        assert names(stage.rows) == ["Discussion", "Teams", "CLI", "UAA", "Garden", "Later"]
        tree.fold(closed=True)
        assert tree.selected.endswith("Teams")
        tree.fold()
        await stage.settle()
        assert names(stage.rows) == ["Discussion", "Teams", "Later"]
        assert tree.row_count == 3
        tree.select(CORE)
        await stage.settle()
        assert "Core" in names(stage.rows)
        assert tree.folded == frozenset()


async def test_another_reading_keeps_cursor_folds_and_scroll() -> None:
    async with on_stage(tree_of(), (30, 4)) as stage:
        tree = stage.widget
        tree.select("Sync 2026-03-10/Teams/Garden")
        tree.fold(closed=True)
        tree.move_by(1)
        await stage.settle()
        before = stage.rows
        scroll = tree.scroll_offset
        tree.meeting = meeting_of(MINUTES.replace("CLI - Ada Obi", "CLI - Bo Ek"))
        await stage.settle()
        assert stage.rows == before
        assert tree.scroll_offset == scroll
        tree.meeting = meeting_of("# Sync 2026-03-10\n\n## Else\n")
        await stage.settle()
        assert tree.selected == "Sync 2026-03-10/Else"
        tree.meeting = meeting_of("")
        await stage.settle()
        assert tree.row_count == 0
        tree.move_by(1)
        tree.fold()


async def test_clicks_select_and_fold() -> None:
    async with on_stage(tree_of(), (30, 10)) as stage:
        tree = stage.widget
        await stage.pilot.click(tree, offset=(10, 2))
        assert tree.selected == CLI
        await stage.pilot.click(tree, offset=(3, 4))
        await stage.settle()
        assert names(stage.rows) == ["Discussion", "Teams", "CLI", "UAA", "Garden", "Later"]
        await stage.pilot.click(tree, offset=(10, 9))
        assert tree.selected.endswith("Garden")


async def test_thousands_of_headings_cost_what_is_shown() -> None:
    text = "# T\n" + "".join(f"## S{n}\n" for n in range(5_000))
    async with on_stage(tree_of(text)) as stage:
        stage.widget.move_to_row(4_999)
        await stage.settle()
        assert names(stage.rows)[-1] == "S"
        assert "S4999" in stage.rows[-1]


ROLLING = """# Garden notes

## 2026-04-09
### Beds
- a
## 2026-03-26
### Ponds
- b
## 2026-03-12
- c
"""


async def test_earlier_meetings_of_the_file_are_folded_at_first() -> None:
    async with on_stage(tree_of(ROLLING), (30, 9)) as stage:
        tree = stage.widget
        folded = [" ▾  2026-04-09", "      Beds                  1", " ▸  Earlier                 2"]
        assert [row for row in stage.rows if row] == folded
        tree.move_to_row(2)
        await stage.settle()
        assert tree.selected == EARLIER
        assert await stage.told(AgendaTree.SectionSelected) == []
        tree.fold(closed=False)
        await stage.settle()
        assert [row for row in stage.rows if row] == [
            *folded[:2],
            " ▾  Earlier                 2",
            "   ▾  2026-03-26",
            "        Ponds               1",
            "      2026-03-12            1",
        ]
        tree.move_to_row(5)
        tree.fold(closed=True)  # a leaf: to its group
        assert tree.selected == EARLIER
        tree.fold(closed=True)
        await stage.settle()
        assert [row for row in stage.rows if row] == folded
        tree.select("Garden notes/2026-03-26/Ponds")
        await stage.settle()
        assert len([row for row in stage.rows if row]) == 6
