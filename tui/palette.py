"""The table of commands in the palette: each with its key, and where it does nothing, why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from tui.app import PmcApp
from tui.keyboard.commands import COMMANDS, Command, shown
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.meeting.status.command_context import why_not
from widgets.display_text import for_display
from widgets.places import Place

_LABELS: Final = 18
"""Columns for the names of commands; the keys stand behind them."""

_BY_KEY, _BY_CALLED, _BY_NAME, _BY_PLACE, _BY_MEANING = 2_000.0, 1_500.0, 1_000.0, 500.0, 1.0
"""What comes first: a command whose key was typed, a section called so, a match in the name of a command, in
that of a section or its lead, words in what a command does."""

_LIKE_VIM: Final = {"w": "save", "q": "quit", "wq": "quit", "x": "quit", "e": "open_meeting", "h": "help"}
"""What is typed behind vim's colon, and the command for it."""


class TableCommands(Provider):
    """Every command of the table."""

    async def discover(self) -> Hits:
        """All of them, those that do nothing here last."""
        found = sorted(self._commands(), key=lambda each: bool(each[1]))
        for command, problem in found:
            display = self._display(command, Content(command.label.capitalize()), problem)
            yield DiscoveryHit(display, self._action(command), command.label, _help(command, problem))

    async def search(self, query: str) -> Hits:
        """Those with the words in name or meaning, or with that key."""
        matcher = self.matcher(query)
        words = query.casefold().split()
        ex = _LIKE_VIM.get(query) if self._like_vim else None
        for command, problem in self._commands():
            label = command.label.capitalize()
            in_name = matcher.match(label)
            score = _BY_NAME + in_name if in_name else 0.0
            if not score and all(word in command.meaning.casefold() for word in words):
                score = _BY_MEANING
            if command.id == ex or query in map(shown, self._keys(command).split(",")):
                score = _BY_KEY + (command.id == ex)
            if score:
                display = self._display(command, matcher.highlight(label), problem)
                yield Hit(score, display, self._action(command), command.label, _help(command, problem))
        if self._meeting is not None:
            for hit in self._places(self._meeting.desk, query, matcher):
                yield hit

    def _places(self, desk: Desk, query: str, matcher: Matcher) -> Iterator[Hit]:
        """The sections whose name or lead has the letters; one called so comes before all but a key."""
        said = query.casefold()
        is_command = any(said in command.label for command in COMMANDS)
        for section in desk.meeting.sections:
            names = [section.name, *section.owners]
            if section.name and (score := max(map(matcher.match, names))):
                called = section.name.casefold().startswith(said) and not is_command
                display = Content(for_display(" · ".join(names)))
                go = partial(desk.go, Place(section.key))
                rank = _BY_CALLED if called else _BY_PLACE
                yield Hit(rank + score, display, go, for_display(section.name), "Go to this section")

    @property
    def _like_vim(self) -> bool:
        return isinstance(self.app, PmcApp) and self.app.settings.keymap == "vim"

    @property
    def _meeting(self) -> MeetingScreen | None:
        return self.app.meeting_screen if isinstance(self.app, PmcApp) else None

    def _keys(self, command: Command) -> str:
        return self._meeting.desk.keys[command.id] if self._meeting is not None else ""

    def _commands(self) -> Iterator[tuple[Command, str]]:
        """The commands, each with why it does nothing here."""
        if (meeting := self._meeting) is not None:
            here = meeting.hinting.here()
            for command in COMMANDS:
                if command.id != "palette":
                    yield command, why_not(command, here)

    def _action(self, command: Command) -> Callable[[], None]:
        assert self._meeting is not None  # noqa: S101 - there are no commands without one
        return partial(self._meeting.action_command, command.id)

    def _display(self, command: Command, label: Content, problem: str) -> Content:
        """Name and keys; in one muted colour where the command does nothing."""
        key = shown(self._keys(command), all_keys=True)
        if problem:
            return Content(f"{label.plain:{_LABELS}} {key}").stylize("$pmc-muted")
        return Content.assemble(label, " " * max(1, _LABELS + 1 - label.cell_length), (key, "bold $primary"))


def _help(command: Command, problem: str) -> str:
    return f"Not here: {problem}. {command.meaning}" if problem else command.meaning
