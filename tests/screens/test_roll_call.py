"""The roll call: marked by keys alone, written into the minutes, merged with what others write meanwhile."""

from __future__ import annotations

from pathlib import Path
from threading import Semaphore

import pytest

from tests.support.desk import (
    PATIENCE,
    PROMPT,
    SIZES,
    SMALL,
    Desk,
    changed_lines,
    minutes_file,
    opened,
    replace_atomically,
)
from tui.minutes.model import Meeting, Person
from tui.minutes.series.folder import MeetingFile
from tui.screens import roll_call as roll_call_screen
from tui.screens.roll_call import CHUNK
from tui.settings.values import Settings

MEETING = """\
# Sync 2026-03-10

Date: 2026-03-10

## Agenda
* One

## CLI - Ada Obi
* words
* [ ] **ACTION:** @evek: publish (due 2026-03-20)

## Docs - Bo Lind
* words
"""

EARLIER = "# Sync {}\n\n## Attendees\n* Ada Obi @aobi (Acme)\n* {}\n"


def minutes(folder: Path, text: str = MEETING) -> Path:
    """The meeting, with two earlier ones of its series beside it."""
    path = minutes_file(folder, text)
    for day, name in (("2026-02-24", "Cy Park"), ("2026-02-10", "Dana Fox @dfox")):
        (path.parent / f"{day}.md").write_text(EARLIER.format(day, name), "utf-8")
    return path


def listed(desk: Desk) -> list[str]:
    """The lines of the list that say something."""
    lines = desk.seen(desk.app.screen.query_one("OptionList")).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


async def roll_call(desk: Desk) -> None:
    """Open the roll call, and wait for the people of the earlier meetings."""
    await desk.press("R")
    await desk.until_seen("Dana Fox")


def text_of(desk: Desk) -> str:
    """The minutes as the program has them."""
    return desk.screen.desk.document.source.text


async def test_the_meeting_is_spelled_out_for_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spelled: list[str] = []

    def spell(meeting: Meeting) -> str:
        spelled.append(meeting.title or "")
        return "a meeting"

    async with opened(minutes(tmp_path)) as desk:
        monkeypatch.setattr(Meeting, "__repr__", spell)
        await roll_call(desk)
        await desk.press("p", "l", "a")
        assert "late" in text_of(desk)
        assert not spelled


async def test_everybody_known_is_called_once(tmp_path: Path) -> None:
    async with opened(minutes(tmp_path)) as desk:
        await roll_call(desk)
        assert listed(desk) == [
            "· Ada Obi leads CLI · Acme · @aobi",
            "· Bo Lind leads Docs",
            "· @evek",
            "Earlier meetings",
            "· Cy Park",
            "· Dana Fox @dfox",
        ]
        assert "0 present, 0 absent" in desk.text
        await desk.press("escape")
        assert text_of(desk) == MEETING
        assert not desk.screen.concerns.autosave.unsaved


@pytest.mark.parametrize("size", SIZES)
async def test_a_key_for_each_writes_the_section(tmp_path: Path, size: tuple[int, int]) -> None:
    path = minutes(tmp_path)
    async with opened(path, size) as desk:
        await roll_call(desk)
        for part in ("p present", "l late", "a absent", "c clear", "u undo", "/ find or add", "esc back"):
            assert part in desk.text
        await desk.press("p", "l", "a", "p", "k", "c", "j", "p")
        assert "Dana Fox is present" in desk.text
        assert "3 present (1 late), 1 absent" in desk.text
        assert listed(desk)[:2] == ["● present Ada Obi leads CLI · Acme · @aobi", "◐ late Bo Lind leads Docs"]
        await desk.press("escape")
        await desk.save()
    old, new = changed_lines(MEETING.encode(), path.read_bytes())
    assert old == []
    assert b"\n".join(new).decode() == (
        "## Attendees\n* Ada Obi\n* Bo Lind (late)\n* Dana Fox\n* Absent: @evek\n"
    )


async def test_all_present_in_one_key_then_the_exceptions(tmp_path: Path) -> None:
    path = minutes(tmp_path)
    async with opened(path, settings=PROMPT) as desk:
        await roll_call(desk)
        await desk.press("*")
        assert desk.screen.status.remark.text == "2 present"
        await desk.press("j", "a")
        await desk.until(lambda: b"Bo Lind" in path.read_bytes().split(b"Absent")[-1], "who is not here")
        text = path.read_text("utf-8")
        assert "Ada Obi" in text
        assert "Cy Park" not in text, "nobody of an earlier meeting is here unsaid"
        await desk.press("u", "u")
        assert desk.screen.desk.document.source.text == MEETING, "it is one step of undo"
        await desk.press("*", "*")
        await desk.until_seen("All are marked already.")


async def test_undo_takes_back_a_mark_in_the_dialog_and_after_it(tmp_path: Path) -> None:
    async with opened(minutes(tmp_path)) as desk:
        await roll_call(desk)
        await desk.press("p", "p", "u")
        assert "Undone" in desk.text
        assert "* Ada Obi\n\n## Agenda" in text_of(desk)
        await desk.press("ctrl+r")
        assert "* Bo Lind\n" in text_of(desk)
        await desk.press("escape", "u", "u")
        assert text_of(desk) == MEETING


async def test_typing_finds_people_and_adds_new_ones(tmp_path: Path) -> None:
    async with opened(minutes(tmp_path), SMALL) as desk:
        await roll_call(desk)
        await desk.press("slash")
        assert "enter present" in desk.text
        await desk.type("par")
        assert listed(desk) == ["Earlier meetings", "· Cy Park", "+ add par"]
        await desk.press("enter")
        assert text_of(desk) == MEETING
        assert "Did you mean Cy Park? tab takes it" in desk.text
        await desk.press("tab", "enter")
        assert "* Cy Park\n" in text_of(desk)
        await desk.press("slash")
        await desk.type("Xan  Orr @xorr")
        assert listed(desk) == ["+ add Xan Orr"]
        await desk.press("enter")
        assert "* Xan Orr\n" in text_of(desk)
        await desk.press("Z")
        await desk.type("oe Ray")
        await desk.press("down", "a")
        assert "* Absent: Zoe Ray\n" in text_of(desk)
        await desk.press("escape")
        assert "2 present, 1 absent" in desk.text
        await desk.press("escape")
        assert not desk.in_dialog


@pytest.mark.parametrize(
    ("typed", "marked"),
    [("cy", "Cy Park"), ("PARK", "Cy Park"), ("cp", "Cy Park"), ("pa", None), ("all", None), ("both", None)],
)
async def test_only_a_whole_name_is_somebody(tmp_path: Path, typed: str, marked: str | None) -> None:
    async with opened(minutes(tmp_path)) as desk:
        await roll_call(desk)
        await desk.press("slash")
        await desk.type(f"{typed}\n")
        written = text_of(desk)
        assert (f"* {marked}\n" in written) if marked else (written == MEETING)
        if marked:  # the list has the keys
            await desk.press("u")
            assert text_of(desk) == MEETING


async def test_what_others_write_meanwhile_is_merged_and_shown(tmp_path: Path) -> None:
    path = minutes(tmp_path)
    async with opened(path, settings=PROMPT) as desk:
        await roll_call(desk)
        await desk.press("p")
        await desk.until(lambda: b"* Ada Obi\n" in path.read_bytes(), "autosaved")
        theirs = path.read_bytes().replace(b"* Ada Obi\n", b"* Ada Obi\n* Mia Roe (Sun)\n") + b"* more\n"
        replace_atomically(path, theirs)
        await desk.until_seen("Mia Roe")
        assert "2 present" in desk.text
        await desk.press("p")
        await desk.until(lambda: b"* Bo Lind\n" in path.read_bytes(), "autosaved")
    assert path.read_bytes() == theirs.replace(b"(Sun)\n", b"(Sun)\n* Bo Lind\n")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (1, "1 present, quorum of 1 met"),
        ("3", "1 present, 2 short of quorum"),
        ("50%", "1 of 2 leads present, quorum of 1 met"),
        ("2/3", "1 of 2 leads present, 1 short of quorum"),
    ],
)
async def test_the_quorum_is_said_in_words(tmp_path: Path, wanted: int | str, said: str) -> None:
    async with opened(minutes(tmp_path), settings=Settings(autosave=False, quorum=wanted)) as desk:
        await desk.press("R", "p")
        assert said.rpartition(", ")[2] in desk.seen(desk.app.screen.query_one("#count"))
        await desk.press("escape")
        assert said in desk.rows[0]


async def test_earlier_meetings_are_read_in_pieces_and_no_longer_than_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = minutes_file(tmp_path, MEETING)
    for month in range(1, 13):
        (path.parent / f"2025-{month:02}-01.md").write_text(MEETING, "utf-8")
    turns, read = Semaphore(0), list[str]()

    def slowly(file: MeetingFile, *, public: bool) -> tuple[Person, ...]:
        assert not public
        turns.acquire(timeout=PATIENCE)
        read.append(file.path.name)
        return (Person(f"Xan Orr {file.path.stem[5:7]}"),)

    monkeypatch.setattr(roll_call_screen, "people_of_file", slowly)
    async with opened(path) as desk:
        await desk.press("R")
        await desk.until_seen("reading earlier meetings, 0 of 12")
        turns.release(CHUNK)
        await desk.until_seen("reading earlier meetings, 5 of 12")
        await desk.press("p")
        assert listed(desk)[4:] == [f"· Xan Orr {month}" for month in ("12", "11", "10", "09", "08")]
        await desk.press("escape")
        turns.release(12)
        await desk.until(lambda: len(read) > CHUNK, "the file that was waited for")
    assert read[:CHUNK] == [f"2025-{month}-01.md" for month in ("12", "11", "10", "09", "08")]
    assert len(read) == CHUNK + 1


async def test_a_click_goes_through_the_standings(tmp_path: Path) -> None:
    async with opened(minutes(tmp_path)) as desk:
        await roll_call(desk)
        x, y = desk.app.screen.query_one("OptionList").region.offset
        for standing in ("● present", "◐ late", "○ absent", "·"):
            await desk.click(x + 3, y + 1)
            assert listed(desk)[1].startswith(f"{standing} Bo Lind")


async def test_minutes_that_cannot_be_written_say_so(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, b"# Sync 2026-03-10\n\n## CLI - Ada K\xf6hler\n")) as desk:
        await desk.press("R", "p")
        assert "not UTF-8" in desk.text
        assert desk.in_dialog


async def test_text_of_the_file_is_inert(tmp_path: Path) -> None:
    odd = "# Sync 2026-03-10\n\n## Attendees\n- Ada Obi ([/x] \x1b[31m)\n\n## [b]Docs[/b] - Bo Lind\n"
    async with opened(minutes_file(tmp_path, odd)) as desk:
        await desk.press("R")
        assert "leads [b]Docs[/b]" in desk.text
        assert "\x1b" not in desk.text
