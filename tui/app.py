"""PmcApp: themes, settings and the one table of commands, around the screen of one meeting."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingsMap
from textual.command import Provider
from textual.geometry import Size
from textual.screen import Screen
from textual.types import CSSPathType

from tui.keyboard.bindings import program_bindings
from tui.keyboard.burst import Typed
from tui.keyboard.commands import OPENS_FIELD, shown
from tui.keyboard.key_order import Fate, KeyOrder
from tui.keyboard.keymap import WITH_COUNTS, keys_with
from tui.keyboard.layout import Layout
from tui.keyboard.sequence import KeySequence
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.text.escape import escape_controls
from tui.screens.loading_screen import LoadingScreen
from tui.settings.values import Settings
from tui.state import Remembered, load_remembered
from tui.themes.theming import ThemedApp

if TYPE_CHECKING:
    from tui.minutes.running.clock import Now
    from tui.screens.meeting.file.drafting import LastWords
    from tui.screens.meeting.screen import MeetingScreen


def _palette() -> type[Provider]:
    from tui.palette import TableCommands  # noqa: PLC0415 - not needed before somebody asks

    return TableCommands


class PmcApp(KeyOrder, ThemedApp):
    """The program. It opens meetings; what is done in one is the meeting screen's."""

    TITLE = "pmc-tui"
    CSS_PATH: ClassVar[CSSPathType | None] = [
        "app.tcss",
        "screens/meeting/meeting.tcss",  # here, not on its screen: one style sheet is parsed once
    ]
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = ThemedApp.COMMANDS | {_palette}
    SCREENS: ClassVar[dict[str, Callable[[], Screen[None]]]] = {}

    def __init__(
        self,
        live: LiveFile,
        settings: Settings,
        greeting: str = "",
        now: Now | None = None,
        *,
        follows: bool = False,
        first: str = "",
        served: bool = False,
    ) -> None:
        """`now` tells the time to meetings' clocks; None: the system does. `follows` is as `MeetingScreen`'s.

        `first` is a command to do as soon as the first meeting is open. `served` is a page in a browser that
        only looks: see `Command.served`.
        Raises RefusedSettingError where the settings' keys or theme cannot be used.
        """
        self.keys = keys_with(settings.keys, settings.keymap)
        super().__init__()
        self._bindings = BindingsMap(
            [Binding("ctrl+c", "help_quit", show=False), *program_bindings(self.keys)]
        )
        self.animation_level = "none"
        self.settings = settings
        self._first = live, greeting, load_remembered(live.path)
        self._early: list[events.Event] | None = []
        """What was typed while a meeting opens, and is for it; None when one is open."""
        self._now = now
        self._follows = follows
        self._first_command = first
        self._quits = False  # somebody has quit, and all of it is being saved
        self.first_line = 0
        """The line at which the first meeting is opened, counted from 1; 0: where it was left."""
        self.more_files: tuple[Path, ...] = ()
        """Files named at the start besides the first, which come first in the list of meetings."""
        self.served = served
        self.use_command_palette = self.may_copy = not served
        self._layout = Layout(self.keys)
        self._sequence = KeySequence(self.keys, counts=settings.keymap in WITH_COUNTS)
        self._is_styled = False
        self._drawn_size: Size | None = None
        self._commands: dict[str, Callable[[], object]] = {
            "help": self._help,
            "palette": self.action_command_palette,
            "quit": self._quit,
            "theme": self.search_themes,
        }
        self.dress(settings)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """The text of the first meeting. Another first screen would be laid out or drawn twice."""
        live, *_ = self._first
        return LoadingScreen(live.known.text, live.path.name)

    def refresh_css(self, animate: bool = True) -> None:
        """Style anew; not for the theme it starts with, for which the style sheet was made."""
        if self._is_styled:
            super().refresh_css(animate)

    async def on_event(self, event: events.Event) -> None:
        """Keys pass through the guard against text typed into the wrong window; all else goes its way."""
        if self._early is not None and isinstance(event, events.Key | events.Paste):
            self._early.append(event)
            return
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.take_typed(event)
            return
        if isinstance(event, events.MouseDown) and self._sequence.pending:
            self._forget_sequence()
        if isinstance(event, events.Resize):
            if event.size == self._drawn_size:
                self.refresh()  # the terminal may have been smaller for a moment, and have lost some
            self._drawn_size = event.size
        await super().on_event(event)

    def fate_of_text(self) -> Fate:
        """Keys that came together are text: for the field that the first opens, or for another window."""
        if self._begin_name():
            return Fate.FIELD
        meeting = self.meeting_screen
        command = self._sequence.command_of(self._burst.first) if meeting is self.screen else ""
        if command in OPENS_FIELD and not self._follows:
            self._burst.type_rest(lines=command == "write")
            return Fate.OPENS_FIELD
        return Fate.OFFERED

    def _begin_name(self) -> bool:
        """Into the field of the dialog; False where there is none."""
        begin = getattr(self.screen, "action_type_name", None)
        if begin is not None:
            begin()
            self._burst.type_rest(0, lines=False)
        return begin is not None

    async def press(self, event: Typed) -> None:
        """Do what a key is bound to at once, where nothing on the screen takes keys for itself."""
        screen = self.meeting_screen
        if isinstance(event, events.Paste):
            if self.is_typing:
                await self.let_through(event)
            elif self._begin_name():
                self.call_later(self.let_through, event)  # behind the word that the field is in focus
            else:
                self.offer_text(event.text)
            return
        if not self.is_typing:
            name = self._layout.latin(event.key, getattr(self._driver, "layout", {}))
            if name != event.key:
                event = events.Key(name, None)
            elif said := self._layout.said(name):
                self.say(said)
        if screen is None or screen is not self.screen or self.is_typing:
            self._forget_sequence()
            await self.let_through(event)
            return
        pressed = self._sequence.press(event.key)
        screen.hinting.wait(self._sequence.pending, self._sequence.keys)
        if pressed.command:
            screen.action_command(pressed.command, pressed.times)
        elif pressed.stray:
            screen.desk.say(f"{pressed.stray} is no command.")
        if not pressed.taken:
            await self.let_through(event)

    def _forget_sequence(self) -> None:
        """Keys that wait for more wait no longer."""
        self._sequence.cancel()
        if (meeting := self.meeting_screen) is not None:
            meeting.hinting.wait("", ())

    def offer_text(self, text: str) -> None:
        """Text that was meant for another window: a draft note; over a dialog it is only kept for one."""
        self._forget_sequence()
        meeting, words = self.meeting_screen, " ".join(text.split())
        if meeting is None or not words:
            return
        dialog = self.screen if self.screen is not meeting else None

        def offer() -> None:
            said = meeting.concerns.noting.offer_draft(words, kept=dialog is not None)
            if (tell := getattr(dialog, "tell", None)) is not None:
                tell(said)

        meeting.when_complete(offer)

    @property
    def last_words(self) -> LastWords | None:
        """What is typed in the meeting that is open."""
        meeting = self.meeting_screen
        return meeting.concerns.last_words if meeting is not None and meeting.is_complete else None

    def on_ready(self) -> None:
        """The curtain is on the screen: open the meeting the program was started with."""
        self.open_meeting(*self._first)

    def on_meeting_screen_completed(self) -> None:
        """A meeting is open: what was typed meanwhile acts now, and what would have delayed it may come."""
        early, self._early = self._early or [], None
        for event in early:
            self.post_message(event)
        if self.first_line and (meeting := self.meeting_screen) is not None:
            meeting.desk.go_to_line(min(self.first_line, len(meeting.desk.document.source.lines)) - 1)
            self.first_line = 0
        if (command := self._first_command) and (meeting := self.meeting_screen) is not None:
            self._first_command = ""
            meeting.action_command(command)
        if (name_window := getattr(self._driver, "name_window", None)) and (meeting := self.meeting_screen):
            from widgets.panes.team_panes import for_others  # noqa: PLC0415 - not before the first paint

            desk = meeting.desk  # others see the names of windows
            name_window(for_others(desk.document.meeting).title or desk.live.path.name)
        gc.freeze()
        gc.enable()
        if not self._is_styled:
            self._is_styled = True
            self.ask_background()
            from tui.own_files import read_all  # noqa: PLC0415 - not before the first paint

            self.run_worker(read_all(self.stylesheet), group="own files")

    def on_app_focus(self) -> None:
        """The terminal has the focus again: somebody may have been at the file in another window."""
        if (meeting := self.meeting_screen) is not None and meeting.is_complete:
            meeting.concerns.watching.look()

    @property
    def meeting_screen(self) -> MeetingScreen | None:
        """The meeting that is open, below any dialog."""
        if not self.screen_stack[1:]:
            return None  # only the curtain
        from tui.screens.meeting.screen import MeetingScreen  # noqa: PLC0415 - not before the first paint

        screens = [screen for screen in self.screen_stack if isinstance(screen, MeetingScreen)]
        return screens[-1] if screens else None

    def open_meeting(self, live: LiveFile, greeting: str, remembered: Remembered) -> None:
        """Show a meeting in place of the one that is open, with what is remembered of it."""
        from tui.screens.meeting.screen import MeetingScreen  # noqa: PLC0415 - not before the first paint

        self._early = self._early or []
        follows, now = self._follows, self._now
        screen = MeetingScreen(
            live, self.settings, self.keys, greeting, now, follows=follows, remembered=remembered
        )
        screen.desk.served = self.served
        if self.meeting_screen is None:
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def on_meeting_screen_command_called(self, event: MeetingScreen.CommandCalled) -> None:
        """Do what is the whole program's."""
        command = self._commands.get(event.command)
        if command is None:  # of a table that knows more than this screen does
            self.say(f"{event.command} does nothing here.")
        else:
            command()

    def on_meeting_screen_meeting_picked(self, event: MeetingScreen.MeetingPicked) -> None:
        """Open another meeting, unless somebody has quit since it was picked."""
        if not self._quits:
            self.open_meeting(event.live, "", event.remembered)

    async def action_quit(self) -> None:
        """Save, then leave; ask once where something cannot be saved."""
        self._quit()

    def action_help_quit(self) -> None:
        """Somebody wants to get out with ctrl+c, which copies: say the key that quits."""
        if (meeting := self.meeting_screen) is not None:
            meeting.desk.say(f"{shown(self.keys['quit'])} saves and quits.")

    def _quit(self) -> None:
        if (meeting := self.meeting_screen) is None or not meeting.is_complete:
            self.exit()
        elif meeting.writing.removed:
            meeting.concerns.lost_section.ask(self._quit)
        else:
            meeting.writing.leave()
            unwritten = meeting.concerns.noting.capturing.unwritten()
            untimed, unreviewed = meeting.concerns.clock.offer(), meeting.walk.reviews.reminder()
            if unwritten:
                self.say(unwritten)
            elif asked := " · ".join(filter(None, (untimed, unreviewed))):
                meeting.desk.say(f"{asked}, {meeting.desk.key('quit')} again quits")
            else:
                leave = meeting.concerns.clock.leave
                if leave not in meeting.desk.last_writes:
                    meeting.desk.last_writes.append(leave)
                self._quits = True
                meeting.concerns.autosave.leave(lambda: self._left(meeting), self._stay)

    def _stay(self) -> None:
        """What is typed could not be saved: somebody is asked before the program ends."""
        self._quits = False

    def _left(self, meeting: MeetingScreen) -> None:
        """Everything is saved, or left behind after asking: go, and say what is not in the file."""
        behind = meeting.concerns.autosave.left_behind
        self.exit(message=Text(f"pmc-tui: {escape_controls(behind)}") if behind else None)

    def _help(self) -> None:
        from tui.screens.help import HelpScreen  # noqa: PLC0415 - not needed before somebody asks

        if (meeting := self.meeting_screen) is None:
            return

        def picked(command: str | None) -> None:
            if command is not None:
                meeting.action_command(command)

        self.push_screen(HelpScreen(self.keys, meeting.hinting.here()), picked)

    def say(self, text: str) -> None:
        """Say something went wrong, in the meeting's bottom line."""
        if (meeting := self.meeting_screen) is not None:
            meeting.desk.say(text, trouble=True)

    def say_copied(self, said: str, *, trouble: bool) -> None:
        """Say what was copied where it is seen: a dialog stands over the bottom line."""
        from tui.screens.dialog import Dialog  # noqa: PLC0415 - somebody has copied

        if isinstance(self.screen, Dialog) and self.screen.is_mounted:
            self.screen.tell(said)
        elif (meeting := self.meeting_screen) is not None:
            meeting.desk.say(said, trouble=trouble, done=not trouble)
