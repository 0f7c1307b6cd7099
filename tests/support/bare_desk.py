"""A desk without an app: the open meeting with plain objects for what shows it, for tests of one concern."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.text.source import Source
from tui.screens.meeting.desk import Desk, Host
from tui.settings.values import Settings
from widgets.places import Place
from widgets.status_bar import Remark


class BareHost:
    """Draws nothing, and keeps what it is asked to do."""

    is_up = True
    is_complete = True

    def __init__(self) -> None:
        self.asked: list[Any] = []
        """Dialogs that were to be opened."""
        self.called: list[str] = []
        """Commands that were to be done."""
        self.work_given: list[Coroutine[Any, Any, object]] = []

    def draw_document(self) -> None:
        pass

    def refresh_facts(self) -> None:
        pass

    def show_area(self, area: object, *, focus: bool = True) -> None:
        pass

    def action_command(self, command: str) -> None:
        self.called.append(command)

    def ask(self, dialog: object, then: Callable[[Any], None] | None) -> None:
        self.asked.append((dialog, then))

    def once_drawn(self, then: Callable[[], object]) -> None:
        then()


class BareTyping:
    """Nobody types."""

    unsaved = False
    removed = ""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commit(self) -> None:
        pass

    def follow(self) -> None:
        pass

    def pending(self) -> Source:
        return self._desk.document.source


def bare_desk(path: Path, *, follows: bool = False) -> Desk:
    """The desk of a file, with the cursor at its first section. What is said is in `desk.status.remark`."""
    live = LiveFile.open(path)
    desk = Desk(cast("Host", BareHost()), live, Settings(), {}, follows=follows)
    parts: dict[str, Any] = {
        "panes": SimpleNamespace(place=Place(""), calm=False, topics=desk.topics),
        "agenda": SimpleNamespace(),
        "status": SimpleNamespace(remark=Remark()),
        "typing": BareTyping(desk),
    }
    for name, part in parts.items():
        setattr(desk, name, part)
    return desk
