"""A long file costs what is looked at: its start is shown first, and a change is read and drawn alone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pytest
from textual.strip import Strip

from tests.bench.files import minutes_of
from tests.support.desk import QUIET, WIDE, Desk, minutes_file, opened, replace_atomically
from tui.app import PmcApp
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.model import Meeting
from tui.minutes.reading import items, reader
from tui.minutes.reading.blocks import Block
from tui.minutes.reading.plain_blocks import body_blocks
from tui.minutes.reading.reader import FIRST, read, read_start
from tui.minutes.text.source import Source
from tui.paths import state_dir
from tui.screens.meeting.concerns import Concerns
from tui.screens.meeting.desk import Desk as MeetingDesk
from tui.screens.meeting.status.facts import AT_ONCE, PIECE
from tui.state import FileState, save_file_state
from widgets.agenda_tree import AgendaTree
from widgets.panes.pane_list import shown_sections
from widgets.panes.team_panes import TeamPanes

if TYPE_CHECKING:
    from tui.minutes.ahead.reading_ahead import ReadingAhead

T = TypeVar("T")


def one_meeting(length: int, *, alike: bool = True) -> str:
    """A file as `tests.bench.files` makes it, all of it one meeting: no heading is another one's date."""
    return re.sub(r"(?m)^(# Runtime PMC Meeting) [\d-]+$", r"\1", minutes_of(length, alike=alike))


LONG = one_meeting(5 * FIRST)
"""Several times what is read at once."""


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The bodies of sections that are parsed from here on."""
    found: list[str] = []

    def parse(text: str) -> list[Block]:
        found.append(text)
        return body_blocks(text)

    monkeypatch.setattr(items, "body_blocks", parse)
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
    meeting = read(Source(one_meeting(5 * FIRST, alike=False)))
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
    counts = read(Source(one_meeting(0))).note_counts
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


def test_the_same_words_under_another_heading_may_mean_something_else() -> None:
    text = "# M\n## Action items\n- Bo to x\n\n## Previous action items\n- Bo to x\n\n"
    meeting = read(Source(text))
    assert [bool(list(section.notes())) for section in meeting.sections] == [False, True, False]


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
        await desk.until(lambda: not screen.desk.meeting.uncounted, "all counted")
        assert firsts[0] < len(whole.sections) / 3
        assert screen.desk.meeting.sections == whole.sections
        assert max(pieces) <= max(AT_ONCE, PIECE) < len(whole.sections) / 3
        assert len(pieces) > 3
        assert desk.section.key == last.key
        await desk.until_seen("actions")


class ReadElsewhere:
    """A reading ahead of which all is there at once, or comes when a test says so."""

    def __init__(self) -> None:
        self.come = asyncio.Event()

    async def has_whole(self, patience: float) -> bool:
        assert 0 < patience < 1
        return self.come.is_set()

    def meeting(self, source: Source) -> Meeting:
        return read_start(source)

    async def whole(self, source: Source) -> Meeting:
        await self.come.wait()
        return read(source)

    async def count(self) -> None:
        """Nothing is counted elsewhere."""

    def close(self) -> None:
        """There is no other process."""


@asynccontextmanager
async def opening(path: Path) -> AsyncGenerator[tuple[Desk, ReadElsewhere]]:
    """A long file whose start is shown, and what comes is held back."""
    live = LiveFile.open(path, StateFolder(state_dir()))
    ahead = ReadElsewhere()
    live.ahead = cast("ReadingAhead", ahead)
    app = PmcApp(live, QUIET)
    async with app.run_test(size=WIDE) as pilot:
        desk = Desk(app, pilot, path)
        await desk.until(lambda: app.meeting_screen is not None and desk.screen.is_up, "the start")
        yield desk, ahead


async def test_what_is_read_is_shown_before_what_comes_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    make = Concerns.__init__

    def made(concerns: Concerns, desk: MeetingDesk, *others: Any) -> None:
        shown.append(len(desk.agenda.meeting.sections) if desk.agenda.meeting is not None else 0)
        make(concerns, desk, *others)

    monkeypatch.setattr(Concerns, "__init__", made)
    monkeypatch.setattr(ReadElsewhere, "has_whole", lambda *_: _now(True))
    monkeypatch.setattr(ReadElsewhere, "whole", lambda _, source: _now(read(source)))
    async with opening(minutes_file(tmp_path, LONG)) as (desk, _):
        await desk.until(lambda: desk.screen.is_complete, "all of the screen")
        assert shown == [len(read(Source(LONG)).sections)]


async def _now(value: T) -> T:
    return value


async def test_whoever_clicks_while_it_opens_stays_there(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, LONG)
    save_file_state(path, FileState(frozenset(), frozenset(), read(Source(LONG)).sections[-1].key))
    async with opening(path) as (desk, ahead):
        row = next(number for number, text in enumerate(desk.rows) if "│      Diego " in text)
        await desk.click(10, row)
        assert desk.section.name == "Diego"
        ahead.come.set()
        await desk.until(lambda: desk.screen.is_complete, "all of the screen")
        assert desk.section.name == "Diego"


async def test_a_change_costs_what_changed(
    tmp_path: Path, parses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[AgendaTree] = []
    lay_out = AgendaTree._lay_out

    def counted(tree: AgendaTree) -> None:
        laid_out.append(tree)
        lay_out(tree)

    listed: list[Meeting] = []

    def shown(meeting: Meeting, *, earlier: bool = True) -> Iterator[int]:
        listed.append(meeting)
        return shown_sections(meeting, earlier=earlier)

    monkeypatch.setattr(AgendaTree, "_lay_out", counted)
    path = minutes_file(tmp_path, LONG)
    async with opened(path) as desk:
        screen = desk.screen
        await desk.until(lambda: not screen.desk.meeting.uncounted, "all counted")
        looking = ("context", "topics")
        await desk.until(lambda: all(w.group not in looking for w in desk.app.workers), "all is known")
        made = set(screen.panes._stack.panes.made)
        assert len(made) < 20
        await desk.settle()
        parses.clear()
        laid_out.clear()
        monkeypatch.setattr("widgets.panes.pane_list.shown_sections", shown)
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
        await desk.until(lambda: not desk.screen.desk.document.meeting.uncounted, "all counted")
        await desk.press("]", "enter")
        widgets = list(desk.screen.walk_children())
        for key in ("j", "k", "]", "[", "pagedown", "G", "space", "n"):
            drawn.clear()
            await desk.press(key)
            assert len(drawn) <= 2 * desk.screen.panes.size.height, key
        assert list(desk.screen.walk_children()) == widgets
