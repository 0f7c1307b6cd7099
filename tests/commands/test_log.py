"""What happened when in a meeting: sections, notes and speakers, from what is kept beside the minutes."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.times import Time
from tui.commands.log import log
from tui.minutes.keeping.filesystem import FileSystem
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.keeping.versions import Origin, Versions
from tui.minutes.running.clock import Clock
from tui.minutes.running.queue import Queue, Speaker
from tui.minutes.running.queue import as_data as queue_data
from tui.minutes.running.record import as_data
from tui.paths import state_dir
from tui.state import save_clock, save_queue

TEXT = "# Board 2026-03-10\n\n## Cranes - Ada Obi\n\n- two\n\n## Pilots - Bo Lind\n\n- night\n"


class At(FileSystem):
    """The file system at a time that the test sets."""

    at = 0.0

    def now(self) -> float:
        return self.at


def held(tmp_path: Path) -> tuple[Path, StateFolder, datetime]:
    """A meeting of twenty minutes, of which everything is kept."""
    path = tmp_path / "2026-03-10.md"
    after = TEXT.replace("- night\n", "- night\n- **DECISION:** approved; | no\n- [ ] **ACTION:** Bo: =x\n")
    path.write_text(after)
    time = Time()
    start = time().wall
    clock = Clock().started(time(), "Board 2026-03-10/Cranes")
    clock = clock.moved(time.passes(minutes=5), "Board 2026-03-10/Pilots").paused(time.passes(minutes=15))
    save_clock(path, as_data(clock))
    waiting = Queue().added(Speaker("Ada Obi"))
    speaking = waiting.next().timed(waiting, start)
    over = speaking.ended().timed(speaking, start + timedelta(seconds=75))
    save_queue(path, queue_data(over, start))
    times = At()
    state = StateFolder(state_dir(), times)
    versions = Versions.of(state, path.resolve())
    for text, minutes in ((TEXT, -60), (after, 12)):
        times.at = (start + timedelta(minutes=minutes)).timestamp()
        versions.keep(text.encode(), Origin.SAVED)
    return path, state, start


def test_as_markdown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, state, _ = held(tmp_path)
    assert log([str(path)], state) == 0
    out = capsys.readouterr().out
    assert "section: Cranes | 00:05:00 |" in out
    assert "section: Pilots | 00:15:00 |" in out
    assert "decision: approved; \\| no (Pilots)" in out
    assert "action: Bo: =x (Pilots)" in out
    assert "speaker: Ada Obi | 00:01:15 |" in out
    assert out.index("Cranes") < out.index("section: Pilots") < out.index("decision")


def test_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, state, start = held(tmp_path)
    assert log([str(path), "--to", "json"], state) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "pmc-tui/log-1"
    assert datetime.fromisoformat(found["began"]) == start
    assert [event["kind"] for event in found["events"]] == [
        "section",
        "section",
        "decision",
        "action",
        "speaker",
    ]
    assert [event["seconds"] for event in found["events"]] == [300, 900, None, None, 75]


def test_as_csv_no_cell_is_a_formula(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, state, _ = held(tmp_path)
    assert log([str(path), "--to", "csv"], state) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == ["from", "to", "kind", "what", "seconds"]
    assert len(rows) == 6


def test_a_meeting_whose_clock_never_ran(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "2026-03-10.md"
    path.write_text(TEXT)
    assert log([str(path)], StateFolder(state_dir())) == 1
    assert "has not run on this computer" in capsys.readouterr().err
    assert log([str(tmp_path / "none.md")], StateFolder(state_dir())) == 2


def test_the_clock_knows_where_it_was_when() -> None:
    time = Time()
    clock = Clock().started(time(), "A").moved(time.passes(60), "B").moved(time.passes(60), "B")
    clock = clock.paused(time.passes(60)).started(time.passes(60), "B").followed({"B": "C"})
    first, second = clock.visits
    assert (first.section, (first.end - first.start).total_seconds()) == ("A", 60)
    assert (second.section, (second.end - second.start).total_seconds()) == ("C", 120)
    assert clock.entered == time().wall
    assert datetime(2026, 1, 1, tzinfo=UTC) < time().wall
