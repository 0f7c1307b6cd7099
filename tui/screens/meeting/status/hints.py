"""The key hints in the bottom line: those of the place the cursor is at, or what may follow waiting keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keyboard.commands import BY_ID, Group, shown, shown_sequence
from tui.keyboard.keymap import COUNTED, followers
from tui.minutes.model import NoteKind
from tui.screens.meeting.status.command_context import ORDER, Area, CommandContext, worth_a_hint
from widgets.status_bar import Hint

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen

EDITORS_UNDO = "ctrl+z"
"""The editor's own key: undo of what is typed in it."""


class Hints:
    """Which keys are worth a hint at present."""

    def __init__(self, screen: MeetingScreen) -> None:
        self._screen = screen

    def here(self) -> CommandContext:
        """What the cursor is on, and what can be done with it."""
        screen, panes = self._screen, self._screen.panes
        item, section = panes.current_item, panes.current_section
        meeting = screen.document.meeting
        index = meeting.by_key.get(section.key) if section is not None else None
        complete = screen.is_complete
        return CommandContext(
            area=self._area(),
            item=item.text if item is not None else None,
            is_note=item is not None and item.note is not None,
            is_action=item is not None and item.note is not None and item.note.kind is NoteKind.ACTION,
            takes_outcome=complete and screen.concerns.noting.takes_outcome,
            is_group=index in meeting.children,
            sought=complete and screen.finding.active,
            zoomed=panes.zoomed,
            presenting=panes.calm,
            follows=screen.follows,
            changes=complete and screen.incoming.unseen > 0,
            conflicts=complete and screen.incoming.conflicts > 0,
            can_undo=complete and (screen.changes.can_undo or screen.writing.unsaved),
            can_redo=complete and screen.changes.can_redo,
            read_only=screen.document.source.problem is not None,
        )

    def refresh(self) -> None:
        """Bring the hints up to date."""
        if not self._screen.is_up:
            return
        status = self._screen.status
        if not status.pending:
            status.hints = tuple(self._hints())

    def wait(self, pending: str, keys: tuple[str, ...]) -> None:
        """Keys wait for more, or (`pending` is empty) no longer: say so, and what may follow."""
        if not self._screen.is_up:  # a key behind the one that quits
            return
        status = self._screen.status
        if pending == status.pending:
            return
        status.pending = pending
        if not pending:
            self.refresh()
            return
        follow = (
            [(shown_sequence(rest), identity) for rest, identity in followers(self._screen.keys, keys)]
            if keys
            else [
                (shown(own), identity) for identity, own in self._screen.keys.items() if identity in COUNTED
            ]
        )
        hints = [_hint(identity, key, BY_ID[identity].label) for key, identity in follow]
        status.hints = (Hint("", "esc", "cancel", len(ORDER)), *hints)

    def _area(self) -> Area:
        screen = self._screen
        focused = screen.focused
        if not screen.is_complete or focused is None:
            return Area.PANES if screen.has_class("-on-panes") else Area.AGENDA
        if focused is screen.editor:
            return Area.EDITOR
        if focused is screen.find_bar:
            return Area.FIND
        if screen.capture in focused.ancestors:
            return Area.LINE
        return Area.PANES if focused is screen.panes else Area.AGENDA

    def _hints(self) -> list[Hint]:
        here, keys = self.here(), self._screen.keys
        if here.area is Area.LINE:
            return []
        if here.area is Area.FIND:
            return [
                Hint("", "enter", "stay here"),
                Hint("back", shown(keys["back"]), "back to where you were"),
            ]
        hints: dict[str, Hint] = {}
        for identity, word in worth_a_hint(here):
            key = shown(keys[identity] if identity else EDITORS_UNDO)
            if key:
                hints.setdefault(identity, _hint(identity, key, word))
        return list(hints.values())


def _hint(identity: str, key: str, word: str) -> Hint:
    group = BY_ID[identity].group if identity else Group.WRITE
    return Hint(identity, key, word, ORDER[group])
