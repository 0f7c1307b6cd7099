"""A long file costs what is looked at: its start is shown first, and a change is read and drawn alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.strip import Strip

from tests.bench.files import minutes_of
from tests.support.desk import minutes_file, opened, replace_atomically
from tui.minutes import reader
from tui.minutes.model import Meeting
from tui.minutes.reader import FIRST, read, read_start
from tui.minutes.reading import items
from tui.minutes.reading.blocks import Block, Heading, References, parse_unlinked
from tui.minutes.source import Source
from tui.screens.meeting import counting
from tui.screens.meeting.facts import AT_ONCE
from tui.state import FileState, save_file_state
from widgets.agenda_tree import AgendaTree
from widgets.pane_list import shown_sections
from widgets.team_panes import TeamPanes

LONG = minutes_of(5 * FIRST)
"""Several times what is read at once."""


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The bodies of sections that are parsed from here on."""
    found: list[str] = []

    def parse(text: str, known: References) -> tuple[list[Heading | Block], References]:
        found.append(text)
        return parse_unlinked(text, known)

    monkeypatch.setattr(items, "parse_unlinked", parse)
    return found


def test_a_long_text_is_begun_at_a_heading() -> None:
    source = Source(LONG)
    start, whole = read_start(source), read(source)
    assert 1 < len(start.sections) < len(whole.sections) / 3
    count = len(start.sections)
    assert [s.key for s in start.sections] == [s.key for s in whole.sections[:count]]
    assert [s.items for s in start.sections] == [s.items for s in whole.sections[:count]]
    assert start.source is source
    assert read(source, "", start) == whole
    short = Source(LONG[:FIRST])
    assert read_start(short) == read(short)


def test_reading_parses_no_more_than_the_first_sections(parses: list[str]) -> None:
    meeting = read(Source(minutes_of(5 * FIRST, alike=False)))
    assert sum(map(len, parses)) < 10_000
    parses.clear()
    assert meeting.note_counts
    counted = len(parses)
    assert 20 < counted < len(meeting.sections) / 2  # of most a look says that there are no notes
    assert meeting.count(0)
    assert meeting.note_counts
    assert sum(section.open_actions for section in meeting.sections) > 10
    assert len(parses) == counted


def test_what_comes_again_is_parsed_once_and_stands_in_each_place(parses: list[str]) -> None:
    times = LONG.count("# Runtime PMC Meeting")
    counts = read(Source(minutes_of(0))).note_counts
    once = len(parses)
    parses.clear()
    meeting = read(Source(LONG))
    assert meeting.note_counts == {kind: times * count for kind, count in counts.items()}
    assert 5 < once <= len(parses) < 2 * once < times * once
    same = [section for section in meeting.sections if section.name == "Grootfs"]
    assert len(same) == times
    for section in same:
        lines = meeting.source.lines_in(section.body)
        spans = [(item.span.start - section.body.start, item.text) for item in section.items]
        assert [lines[at].strip() for at, _ in spans] == [f"- {text}" for _, text in spans]
        assert len(spans) == 2


def test_a_change_of_one_leaves_the_others_that_say_the_same() -> None:
    lines = LONG.split("\n")
    at = [number for number, line in enumerate(lines) if line.startswith("- [ ] **ACTION:**")][3]
    changed = "\n".join([*lines[:at], lines[at].replace("[ ]", "[x]"), *lines[at + 1 :]])
    before, after = read(Source(LONG)), read(Source(changed))
    opened = [sum(s.open_actions for s in meeting.sections) for meeting in (before, after)]
    assert opened[0] - opened[1] == 1
    assert read(Source(changed), "", before) == after
    assert sum(s.open_actions for s in before.sections) == opened[0]


async def test_all_of_it_comes_and_is_counted_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces: list[int] = []
    firsts: list[int] = []
    count, begin = Meeting.count, reader.read_start

    def counted(meeting: Meeting, most: int) -> bool:
        pieces.append(most)
        return count(meeting, most)

    def begun(source: Source, file_name: str = "") -> Meeting:
        meeting = begin(source, file_name)
        firsts.append(len(meeting.sections))
        return meeting

    monkeypatch.setattr(Meeting, "count", counted)
    monkeypatch.setattr(reader, "read_start", begun)
    whole = read(Source(LONG))
    path = minutes_file(tmp_path, LONG)
    last = whole.sections[-1]
    save_file_state(path, FileState(frozenset(), frozenset(), last.key))
    async with opened(path) as desk:
        screen = desk.screen
        await desk.until(lambda: not screen.document.meeting.uncounted, "all counted")
        assert firsts[0] < len(whole.sections) / 3
        assert screen.document.meeting.sections == whole.sections
        assert max(pieces) <= max(AT_ONCE, counting.PIECE) < len(whole.sections) / 3
        assert len(pieces) > 3
        assert desk.section.key == last.key
        await desk.until_seen("actions")


async def test_a_change_costs_what_changed(
    tmp_path: Path, parses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[AgendaTree] = []
    lay_out = AgendaTree._lay_out

    def counted(tree: AgendaTree) -> None:
        laid_out.append(tree)
        lay_out(tree)

    listed: list[Meeting] = []

    def shown(meeting: Meeting) -> Iterator[int]:
        listed.append(meeting)
        return shown_sections(meeting)

    monkeypatch.setattr(AgendaTree, "_lay_out", counted)
    path = minutes_file(tmp_path, LONG)
    async with opened(path) as desk:
        screen = desk.screen
        await desk.until(lambda: not screen.document.meeting.uncounted, "all counted")
        await desk.until(lambda: all(w.group != "context" for w in desk.app.workers), "names are known")
        made = set(screen.panes._stack.panes.made)
        assert len(made) < 20
        await desk.settle()
        parses.clear()
        laid_out.clear()
        monkeypatch.setattr("widgets.pane_list.shown_sections", shown)
        replace_atomically(path, LONG.replace("The next call moves", "More\n- The next call", 1).encode())
        await desk.until_seen("• More")
        await desk.settle()
        assert not laid_out
        assert not listed
        assert 0 < len(parses) < 40
        assert sum(map(len, parses)) < 10_000
        assert set(screen.panes._stack.panes.made) == made


async def test_a_move_mounts_nothing_and_draws_a_line_of_the_screen_at_most_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    render = TeamPanes.render_line

    def counted(panes: TeamPanes, y: int) -> Strip:
        drawn.append(y)
        return render(panes, y)

    monkeypatch.setattr(TeamPanes, "render_line", counted)
    async with opened(minutes_file(tmp_path, LONG)) as desk:
        await desk.until(lambda: not desk.screen.document.meeting.uncounted, "all counted")
        await desk.press("]", "enter")
        widgets = list(desk.screen.walk_children())
        for key in ("j", "k", "]", "[", "pagedown", "G", "space", "n"):
            drawn.clear()
            await desk.press(key)
            assert len(drawn) <= 2 * desk.screen.panes.size.height, key
        assert list(desk.screen.walk_children()) == widgets
