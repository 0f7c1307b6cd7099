"""What reaches beyond the screen: links, an editor of one's choice, other meetings, the shell in front."""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

from textual.app import App, SuspendNotSupported

from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import CannotOpen
from tui.minutes.text.inline import runs, safe_target, visible
from tui.minutes.text.issues import Home, has_reference, home_of, references
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.autosave import Autosave
from tui.screens.meeting.file.watching import Watching

_TAKES_LINE: Final = frozenset({"vi", "vim", "nvim", "nano", "emacs", "micro", "kak", "joe", "ne"})
"""Editors that take `+LINE` before the file."""

_SET_EDITOR: Final = "set $EDITOR or the setting editor."

_USUAL_EDITORS: Final = ("nano", "vim", "vi")


class Outside:
    """The ways out of the meeting, each of which comes back to it."""

    def __init__(self, desk: Desk, autosave: Autosave, watching: Watching) -> None:
        self._desk = desk
        self._autosave = autosave
        self._watching = watching

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {
            "open_link": self._open_link,
            "external_edit": self._external_edit,
            "open_meeting": self._pick_meeting,
        }

    def open_target(self, target: str) -> None:
        """Open a link of the minutes in the browser when it is one that may be opened."""
        safe = safe_target(target)
        if safe is None:
            self._desk.say(
                f"Not opened: only http, https and mailto links are. This one is {target}", trouble=True
            )
            return
        self._desk.work(self._browse(safe), "browser")

    async def _browse(self, address: str) -> None:
        """Open an address, or say how to come to it where no browser can be started."""
        if await asyncio.to_thread(_has_browser):
            self._desk.app.open_url(address)
            self._desk.say(f"Opened {address}", done=True)
            return
        copy = self._desk.key("copy")
        told = f"No browser can be started here, so {address} was not opened. {copy} copies the item with it."
        self._desk.say(told, trouble=True)

    def _open_link(self) -> None:
        item = self._desk.panes.current_item
        section = self._desk.panes.current_section
        texts = (
            [item.text]
            if item is not None
            else [i.text for i in section.items]
            if section is not None
            else []
        )
        targets = [run.target for text in texts for run in runs(text) if run.target]
        if targets:
            self.open_target(targets[0])
        elif any(map(has_reference, texts)):
            self._desk.work(self._open_issue(texts), "browser")
        else:
            self._desk.say("There is no link here.")

    def find_home(self) -> None:
        """Find out where short references to issues lead, so that they are drawn as links."""
        self._desk.work(self._home(), "home")

    async def _home(self) -> Home:
        settings, path = self._desk.settings, self._desk.live.path
        home = await asyncio.to_thread(home_of, path, settings.repo, settings.trackers)
        self._desk.panes.home = home
        return home

    async def _open_issue(self, texts: list[str]) -> None:
        """Open the first issue that some texts refer to."""
        home = await self._home()
        found = (each.address for text in texts for each in references(visible(text), home))
        address = next(found, None)
        if address is None:
            told = "Whose issue this is nobody can tell: set repo, or give the checkout a remote."
            self._desk.say(told, trouble=True)
        else:
            self.open_target(address)

    def _external_edit(self) -> None:
        self._autosave.save_then(self._run_editor)

    def _run_editor(self) -> None:
        try:
            command = self._editor_command()
        except ValueError as error:
            told = f"The editor's command cannot be read ({error}). Your text is saved; {_SET_EDITOR}"
            self._desk.say(told, trouble=True)
            return
        try:
            with self._desk.app.suspend():
                subprocess.run(command, check=False)
        except SuspendNotSupported:
            told = "This terminal cannot be handed to another program. Your text is saved: use a second one."
            self._desk.say(told, trouble=True)
        except OSError as error:
            said = f"{command[0]} cannot be started ({error.strerror}). Your text is saved; {_SET_EDITOR}"
            self._desk.say(said, trouble=True)
        else:
            self._desk.say(f"Back from {Path(command[0]).name}.")
        self._desk.panes.screen.refresh(layout=True)
        self._watching.look()

    def _editor_command(self) -> list[str]:
        wanted = self._desk.settings.editor or os.environ.get("VISUAL") or os.environ.get("EDITOR")
        words = shlex.split(wanted or "") or [_first_installed()]
        line = self._line()
        at_line = [f"+{line}"] if line and Path(words[0]).name in _TAKES_LINE else []
        return [*words, *at_line, str(self._desk.live.path)]

    def _line(self) -> int:
        item, section = self._desk.panes.current_item, self._desk.panes.current_section
        return (
            item.own.start + 1 if item is not None else section.span.start + 1 if section is not None else 0
        )

    def _pick_meeting(self) -> None:
        from tui.minutes.series.folder import series_folder  # noqa: PLC0415 - not before somebody asks
        from tui.screens.open_meeting import OpenMeeting  # noqa: PLC0415

        more = getattr(self._desk.app, "more_files", ())
        dialog = OpenMeeting(series_folder(self._desk.live.path), self._desk.live.path, more)
        self._desk.ask(dialog, self._picked)

    def _picked(self, path: Path | None) -> None:
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Save, and open another meeting in this one's place."""
        self._autosave.leave(lambda: self._open(path))

    def _open(self, path: Path) -> None:
        self._desk.work(self._opened(path), "open")

    async def _opened(self, path: Path) -> None:
        try:
            live = await asyncio.to_thread(LiveFile.open, path, self._desk.live.state)
        except CannotOpen as error:
            self._desk.say(str(error), trouble=True)
            return
        await self._desk.open_meeting(live)


def _first_installed() -> str:
    from shutil import which  # noqa: PLC0415

    return next((name for name in _USUAL_EDITORS if which(name)), _USUAL_EDITORS[-1])


def _has_browser() -> bool:
    """True where a browser with a window of its own can be started; one in this terminal would garble it."""
    import webbrowser  # noqa: PLC0415 - asks the desktop for its browser, which takes a while

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    in_terminal = type(browser) is webbrowser.GenericBrowser
    return not in_terminal or bool(os.environ.get("BROWSER"))


class Suspending:
    """Suspend and return."""

    def __init__(self, desk: Desk, autosave: Autosave, watching: Watching) -> None:
        self._desk = desk
        self._autosave = autosave
        self._watching = watching
        self._suspended = False
        desk.app.app_suspend_signal.subscribe(desk.panes, self._left, immediate=True)
        desk.app.app_resume_signal.subscribe(desk.panes, self._returned)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"suspend": self._suspend}

    def _suspend(self) -> None:
        self._desk.work(self._save_and_suspend(), "suspend", exclusive=True)

    async def _save_and_suspend(self) -> None:
        """What is typed is in the file before the program stops, or in a draft: nobody may ever come back."""
        await self._autosave.secure()
        self._suspended = False
        self._desk.app.action_suspend_process()
        if not self._suspended:
            self._desk.say("This terminal has no shell to come back from, so nothing was suspended.")

    def _left(self, _: App[object]) -> None:
        self._suspended = True

    def _returned(self, _: App[object]) -> None:
        """The terminal has been somebody else's: everything is drawn anew, and the disk looked at."""
        self._desk.app.refresh()
        self._watching.look()
