"""What happens while somebody else's save is being taken in: nothing that is typed or saved then is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.support.desk import QUIET, Desk, minutes_file, opened, replace_atomically
from tui.minutes.keeping.results import Saved
from tui.minutes.text.merge import Merged, merge
from tui.minutes.text.source import Source
from tui.screens.meeting.file import watching

MEETING = "# Sync 2026-03-10\n\n## Discussion\n- Talk\n\n## CLI - Ada Obi\n- First\n"
THEIRS = MEETING.replace("- First", "- First of theirs")


class SlowMerge:
    """The first merge, which goes on when it is told to."""

    def __init__(self) -> None:
        self.begun, self.go = Event(), Event()

    def __call__(self, base: Source, ours: Source, theirs: Source) -> Merged:
        if not self.begun.is_set():
            self.begun.set()
            assert self.go.wait(20)
        return merge(base, ours, theirs)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowMerge]:
    slow = SlowMerge()
    monkeypatch.setattr(watching, "merge", slow)
    yield slow
    slow.go.set()


def text(desk: Desk) -> str:
    return desk.screen.desk.text().text


async def test_what_is_typed_during_a_merge_is_merged_again(tmp_path: Path, slow: SlowMerge) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path, settings=QUIET) as desk:
        await desk.press("w")
        replace_atomically(path, THEIRS.encode())
        await desk.until(slow.begun.is_set, "the merge began")
        await desk.type("typed meanwhile")
        slow.go.set()
        await desk.until(lambda: "of theirs" in text(desk), "taken in")
        assert text(desk) == THEIRS.replace("- Talk\n", "- Talk\n- typed meanwhile\n")
        assert desk.written == ["- Talk", "- typed meanwhile"]


async def test_what_a_save_in_between_made_of_the_file_is_shown(tmp_path: Path, slow: SlowMerge) -> None:
    """What was found before it is no longer what the file has."""
    path = minutes_file(tmp_path, MEETING)
    async with opened(path, settings=QUIET) as desk:
        replace_atomically(path, THEIRS.encode())
        await desk.until(slow.begun.is_set, "the merge began")
        live = desk.screen.desk.live
        assert isinstance(live.save(Source(MEETING + "- Saved in between\n"), live.known), Saved)
        slow.go.set()
        await desk.until(lambda: "of theirs" in text(desk), "taken in")
        assert text(desk) == THEIRS + "- Saved in between\n" == path.read_text("utf-8")
        assert live.known is desk.screen.desk.base
