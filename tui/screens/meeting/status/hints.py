"""The key hints in the bottom line: those of the place the cursor is at, or what may follow waiting keys."""

from __future__ import annotations

from collections.abc import Callable

from tui.keyboard.commands import BY_ID, SHOWS_ALL, Group, only_looks, shown, shown_sequence
from tui.keyboard.keymap import COUNTED, followers
from tui.minutes.model import TASKS, NoteKind
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.status.command_context import ORDER, Area, CommandContext, worth_a_hint
from tui.screens.meeting.status.facts import HIDES, LOOKS_ONLY, SERVED_ONLY
from widgets.section_editor import NEXT_AREA
from widgets.status_bar import Hint

EDITORS_UNDO = "ctrl+z"
"""The editor's own key: undo of what is typed in it."""


class Hints:
    """Which keys are worth a hint at present."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.completed: Callable[[CommandContext], CommandContext] = lambda context: context
        """Adds what the concerns know that come after the first paint."""

    def here(self) -> CommandContext:
        """What the cursor is on, and what can be done with it."""
        desk, panes = self._desk, self._desk.panes
        item, section = panes.current_item, panes.current_section
        meeting = desk.meeting
        index = meeting.by_key.get(section.key) if section is not None else None
        area = self._area()
        basic = CommandContext(
            area=area,
            item=item.text if item is not None else None,
            is_note=item is not None and item.note is not None,
            is_action=item is not None and item.note is not None and item.note.kind in TASKS,
            is_question=item is not None and item.note is not None and item.note.kind is NoteKind.QUESTION,
            is_group=index in meeting.children,
            zoomed=panes.zoomed,
            presenting=panes.calm,
            follows=desk.follows,
            read_only=desk.document.source.problem is not None,
            tab=desk.editor.tab_does if area is Area.EDITOR else NEXT_AREA,
        )
        return self.completed(basic)

    def refresh(self) -> None:
        """Bring the hints up to date."""
        if not self._desk.is_up:
            return
        status = self._desk.status
        if not status.pending:
            status.hints = tuple(self._hints())

    def wait(self, pending: str, keys: tuple[str, ...]) -> None:
        """Keys wait for more, or (`pending` is empty) no longer: say so, and what may follow."""
        if not self._desk.is_up:  # a key behind the one that quits
            return
        status = self._desk.status
        if pending == status.pending:
            return
        status.pending = pending
        if not pending:
            self.refresh()
            return
        follow = (
            [(shown_sequence(rest), identity) for rest, identity in followers(self._desk.keys, keys)]
            if keys
            else [(shown(own), identity) for identity, own in self._desk.keys.items() if identity in COUNTED]
        )
        hints = [_hint(identity, key, BY_ID[identity].label) for key, identity in follow]
        status.hints = (Hint("", "esc", "cancel", len(ORDER)), *hints)

    def _area(self) -> Area:
        desk = self._desk
        focused = desk.panes.screen.focused
        if not desk.is_complete or focused is None:
            return Area.PANES if desk.host.has_class("-on-panes") else Area.AGENDA
        if focused is desk.editor:
            return Area.EDITOR
        if focused is desk.find_bar:
            return Area.FIND
        if desk.capture in focused.ancestors:
            return Area.LINE
        return Area.PANES if focused is desk.panes else Area.AGENDA

    def _hints(self) -> list[Hint]:
        here, keys = self.here(), self._desk.keys
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


def refused(desk: Desk, command: str) -> str:
    """Why a command is not for this screen, in a sentence; empty where it is."""
    known = BY_ID.get(command)
    if desk.follows and known is not None and not only_looks(known):
        return LOOKS_ONLY
    if desk.served and (known is None or not known.served):
        return SERVED_ONLY
    if desk.panes.calm and command in SHOWS_ALL and desk.shown is not desk.document.meeting:
        return HIDES.format(key=desk.key("present"))
    return ""
