"""The ways out of the meeting: links, the editor of one's choice, other meetings of the folder."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.support.desk import PATIENCE, QUIET, SIZES, Desk, changed_lines, minutes_file, opened
from tui.app import PmcApp
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
from tui.paths import state_dir
from tui.screens.open_meeting import OpenMeeting
from tui.settings.values import Settings
from tui.state import Remembered

LINKS = """# T

## Links
- see [the page](https://example.org/a_b?c=d&e=[f]) and [another](http://example.org/2)
- <me@example.org>, or plain https://example.org/plain, not more
- [script](javascript:alert(1)) [file](file:///etc/passwd) [here](other.md) [data](data:text/html,x)
- [transfer](ftp://example.org/x), [app](vscode://open) and [tel](TEL:+1)
- [up](HTTPS://EXAMPLE.ORG/up)
- nothing
"""

EDITOR = """#!/bin/sh
printf '%s\\n' "$@" > "$HOME/arguments"
sed -i 's/^- nothing$/- nothing, said the editor/' "$(eval echo \\${$#})"
"""


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were opened in a browser."""
    found: list[str] = []

    def note(self: PmcApp, url: str, *, new_tab: bool = True) -> None:
        found.append(url)

    monkeypatch.setattr(PmcApp, "open_url", note)
    return found


@pytest.fixture
def editor(isolated: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that notes what it was called with and changes a line, in a terminal that can be lent."""
    script = isolated / "my editor"
    script.write_text(EDITOR, "utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(PmcApp, "suspend", lambda self: nullcontext())
    monkeypatch.setenv("EDITOR", f"'{script}' --flag")
    return script


async def at_item(desk: Desk, number: int) -> None:
    await desk.walk_to("Links")
    await desk.press("enter", *["j"] * number)


@pytest.mark.parametrize(
    ("item", "address"),
    [
        (0, "https://example.org/a_b?c=d&e=[f]"),
        (1, "mailto:me@example.org"),
        (4, "HTTPS://EXAMPLE.ORG/up"),
    ],
)
async def test_the_first_link_of_an_item_is_opened(
    tmp_path: Path, addresses: list[str], item: int, address: str
) -> None:
    async with opened(minutes_file(tmp_path, LINKS)) as desk:
        await at_item(desk, item)
        await desk.press("L")
        await desk.until(lambda: addresses, "opened")
        assert [found.replace("%5B", "[").replace("%5D", "]") for found in addresses] == [address]
        assert f"Opened {addresses[0]}" in desk.said


async def test_only_links_for_browser_and_mail_are_opened(tmp_path: Path, addresses: list[str]) -> None:
    async with opened(minutes_file(tmp_path, LINKS)) as desk:
        await at_item(desk, 2)
        await desk.press("L")
        assert "only http, https and mailto" in desk.said
        assert "other.md" in desk.said
        row = next(number for number, row in enumerate(desk.rows) if "script" in row)
        for text in ("script", "file:", "here", "data:"):
            at = next(n for n in range(row, row + 3) if text in desk.rows[n])
            await desk.pilot.click(offset=(desk.rows[at].index(text) + 1, at))
            await desk.settle()
        row = next(number for number, row in enumerate(desk.rows) if "transfer" in row)
        for text, target in (("transfer", "ftp:"), ("app", "vscode:"), ("tel", "TEL:")):
            await desk.pilot.click(offset=(desk.rows[row].index(text) + 1, row))
            await desk.settle()
            assert target in desk.said
        assert addresses == []


async def test_an_item_without_a_link_says_so(tmp_path: Path, addresses: list[str]) -> None:
    async with opened(minutes_file(tmp_path, LINKS)) as desk:
        await at_item(desk, 5)
        await desk.press("L")
        assert "no link here" in desk.said
        assert addresses == []


async def test_in_the_agenda_the_section_s_first_link_is_opened(tmp_path: Path, addresses: list[str]) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Greenhouse")
        await desk.press("L")
        await desk.until(lambda: bool(addresses), "opened")  # whether there is a browser is asked in a thread
        assert addresses == ["https://example.org/stories/1263"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_link_can_be_clicked(tmp_path: Path, addresses: list[str], size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path, LINKS), size) as desk:
        await desk.walk_to("Links")
        await desk.press("enter")
        for text in ("another", "https://example.org/plain"):
            row = next(number for number, row in enumerate(desk.rows) if text in row)
            await desk.pilot.click(offset=(desk.rows[row].index(text) + 2, row))
            await desk.settle()
        assert addresses == ["http://example.org/2", "https://example.org/plain"]
        row = next(number for number, row in enumerate(desk.rows) if "nothing" in row)
        await desk.pilot.click(offset=(desk.rows[row].index("nothing"), row))
        await desk.settle()
        assert desk.screen.panes.place.item == 5
        assert len(addresses) == 2


async def test_the_editor_gets_the_saved_file_and_what_it_wrote_is_taken_up(
    tmp_path: Path, isolated: Path, editor: Path
) -> None:
    path = minutes_file(tmp_path, LINKS + "\n## Discussion\n- one\n")
    before = path.read_bytes()
    async with opened(path) as desk:
        await desk.press("w")
        await desk.type("\ntwo")
        await desk.press("ctrl+e")
        await desk.until_seen("nothing, said the editor")
        assert desk.written == ["- one", "- two"]
        assert (isolated / "arguments").read_text("utf-8") == f"--flag\n{path}\n"
    went, came = changed_lines(before, path.read_bytes())
    assert went[:1] == [b"- nothing"]
    assert came[:1] == [b"- nothing, said the editor"]
    assert came[-1] == b"- two"


async def test_an_editor_that_knows_lines_is_put_on_the_line(
    tmp_path: Path, isolated: Path, editor: Path
) -> None:
    vi = editor.with_name("vi")
    editor.rename(vi)
    path = minutes_file(tmp_path)
    async with opened(path, settings=Settings(autosave=False, editor=str(vi))) as desk:
        await desk.walk_to("Diego")
        await desk.press("enter", "j", "ctrl+e")
        await desk.until(lambda: "Back from vi" in desk.said, "back")
    line = (
        path.read_text("utf-8").split("\n").index("- `cfdot` prints desired and actual counts side by side:")
    )
    assert (isolated / "arguments").read_text("utf-8") == f"+{line + 1}\n{path}\n"


async def test_an_editor_that_is_not_there_is_said(
    tmp_path: Path, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/no/such/editor[/x]")
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("ctrl+e")
        await desk.until(lambda: "/no/such/editor[/x] cannot be started" in desk.said, "said")
        assert desk.app.is_running


async def test_a_terminal_that_cannot_be_lent_is_said(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("ctrl+e")
        await desk.until(lambda: "cannot be handed to another program" in desk.said, "said")


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A folder of three meetings; returns the one in the middle."""
    minutes_file(tmp_path, "# Sync of old [x]\n\n## Discussion\n- old\n", "2026-01-13-sync.md")
    minutes_file(tmp_path, "# Sync of new\n\n## Discussion\n- new\n", "2026-03-24-sync.md")
    return minutes_file(tmp_path, "# Sync\n\n## Discussion\n- middle\n", "2026-02-10-sync.md")


@pytest.mark.parametrize("size", SIZES)
async def test_other_meetings_are_listed_newest_first_and_picked(series: Path, size: tuple[int, int]) -> None:
    async with opened(series, size) as desk:
        await desk.press("ctrl+o")
        await desk.until_seen("Sync of new", "Sync of old [x]")
        listed = [row for row in desk.rows if "-sync.md" in row]
        assert ["2026-03-24" in listed[0], "● 2026-02-10" in listed[1], "2026-01-13" in listed[2]] == [
            True
        ] * 3
        await desk.press("down", "down", "enter")
        await desk.until(lambda: desk.screen.desk.path.name == "2026-01-13-sync.md", "opened")
        await desk.until(lambda: desk.screen.is_complete, "the whole screen")
        await desk.settle()
        assert desk.rows[0].startswith(" Sync of old [x] · 2026-01-13 ")
        await desk.press("w")
        await desk.type("\nhere")
        await desk.save()
    assert series.with_name("2026-01-13-sync.md").read_text("utf-8").endswith("- old\n- here\n")
    assert series.read_text("utf-8").endswith("- middle\n")


async def test_the_meeting_left_is_saved_first(series: Path) -> None:
    async with opened(series) as desk:
        await desk.press("w")
        await desk.type("\nfirst")
        await desk.press("ctrl+o")
        await desk.until_seen("Sync of new")
        await desk.press("enter")
        await desk.until(lambda: desk.screen.desk.path.name == "2026-03-24-sync.md", "opened")
        await desk.until(lambda: desk.screen.is_complete, "the whole screen")
        assert desk.written == ["- new"]
        assert desk.kept == "saved"
    assert series.read_text("utf-8").endswith("- middle\n- first\n")


async def test_who_quits_while_another_meeting_opens_has_quit(series: Path) -> None:
    goes = threading.Event()
    async with opened(series) as desk:
        left = desk.screen
        left.desk.last_writes.append(lambda: goes.wait(PATIENCE))
        await desk.press("ctrl+q")
        live = LiveFile.open(series.with_name("2026-03-24-sync.md"), StateFolder(state_dir()))
        left.open_meeting(live, Remembered())
        await desk.settle()
        goes.set()
        await desk.until(lambda: not desk.app.is_running, "the program has ended")


async def test_the_list_narrows_while_one_types(series: Path) -> None:
    async with opened(series) as desk:
        await desk.press("ctrl+o")
        await desk.until_seen("Sync of new")
        await desk.type("of [x]")
        assert [("Sync of old [x]" in row) for row in desk.rows if "-sync.md" in row] == [True]
        await desk.type("nowhere")
        assert "No meeting fits" in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, OpenMeeting)
        await desk.press("escape")
        assert not desk.in_dialog
        assert desk.screen.desk.document.file_name == series.name


async def test_a_meeting_that_vanished_meanwhile_is_said(series: Path) -> None:
    async with opened(series) as desk:
        await desk.press("ctrl+o")
        await desk.until_seen("Sync of new")
        series.with_name("2026-03-24-sync.md").unlink()
        await desk.press("enter")
        await desk.until(lambda: "2026-03-24-sync.md" in desk.said, "said")
        assert desk.screen.desk.document.file_name == series.name
        await desk.press("w")
        await desk.type("\nstill works")
        await desk.save()
    assert series.read_text("utf-8").endswith("- still works\n")


async def test_an_issue_is_opened_where_it_is_known_whose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_at: list[str] = []
    path = minutes_file(tmp_path, "# T 2026-03-10\n\n## A\n- see #607 soon\n")
    async with opened(path, settings=QUIET._replace(repo="o/r")) as desk:
        monkeypatch.setattr(desk.screen.concerns.outside, "open_target", opened_at.append)
        await desk.walk_to("A")
        await desk.press("enter", "L")
        await desk.until(lambda: opened_at, "opened")
    assert opened_at == ["https://github.com/o/r/issues/607"]
    async with opened(path, settings=QUIET) as desk:
        await desk.walk_to("A")
        await desk.press("enter", "L")
        await desk.until(lambda: "set repo" in desk.said, "told")
