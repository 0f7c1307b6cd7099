"""The desk: the open meeting as its concerns see it, whatever shows it.

A concern knows this and no screen. The screen makes the widgets and stands behind it as its `Host`; a test
puts something else there, and needs no app.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol

from tui.keyboard.commands import named
from tui.minutes.keeping.document import Document
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.model import Meeting
from tui.minutes.reading.find import Finder
from tui.minutes.running.topic_rows import NO_TOPICS
from tui.minutes.text.source import Source
from tui.screens.meeting.remembering import Remembering
from tui.settings.values import Settings
from tui.state import Remembered, load_remembered
from widgets.agenda_tree import AgendaTree
from widgets.meeting_header import MeetingHeader
from widgets.panes.team_panes import TeamPanes, for_others
from widgets.places import Place
from widgets.section_editor import SectionEditor
from widgets.status_bar import Remark, StatusBar

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen
    from textual.timer import Timer
    from textual.widget import Widget

    from tui.minutes.noting.editing import Edit
    from tui.minutes.running.clock import Now
    from widgets.input_lines import CaptureLine, FindBar


class Host(Protocol):
    """What shows the meeting: it draws, runs work beside the keys, and opens dialogs."""

    @property
    def app(self) -> App[Any]:
        """The program, for what is beyond the meeting: the clipboard, a shell, a browser."""

    @property
    def is_up(self) -> bool:
        """False once it is being taken down; work on the file may end later than that."""

    @property
    def is_complete(self) -> bool:
        """True from when all widgets and concerns are there."""

    def draw_document(self) -> None:
        """Draw the document as it is now."""

    def refresh_facts(self) -> None:
        """Bring the first and the last line of the screen up to date."""

    def show_area(self, area: Widget, *, focus: bool = True) -> None:
        """Bring an area to the screen, and the focus to it."""

    def action_command(self, command: str) -> None:
        """Do what the table of keys calls by this id."""

    def open_meeting(self, live: LiveFile, remembered: Remembered) -> None:
        """Open another meeting in this one's place, with what is remembered of it."""

    def work(self, work: Coroutine[Any, Any, object], group: str, *, exclusive: bool) -> None:
        """Run work beside the keys."""

    def after(self, seconds: float, then: Callable[[], object]) -> Timer:
        """Do something later."""

    def every(self, seconds: float, then: Callable[[], object]) -> Timer:
        """Do something again and again."""

    def once_drawn(self, then: Callable[[], object]) -> None:
        """Do something as soon as what was changed is laid out and drawn."""

    def on_change(self, widget: Widget, attribute: str, then: Callable[..., None]) -> None:
        """Do something whenever a widget's attribute has another value."""

    def ask(self, dialog: Screen[Any], then: Callable[[Any], None] | None) -> None:
        """Open a dialog; what it is left with goes to `then`."""

    def mount(
        self,
        *widgets: Widget,
        before: int | str | Widget | None = None,
        after: int | str | Widget | None = None,
    ) -> Awaitable[None]:
        """Put widgets before or after another one."""

    def set_class(self, add: bool, *class_names: str) -> object:
        """Set the screen's classes, or take them away."""

    def has_class(self, *class_names: str) -> bool:
        """True where the screen has all of the classes."""


class Typing(Protocol):
    """The text that is being typed in the editor."""

    def commit(self) -> None:
        """Bring what was typed into the document's text."""

    def follow(self) -> None:
        """Take over what changed in the editor's lines from outside it."""

    def await_text(self, outside: Source | None) -> None:
        """Others wrote a text, which is to be taken up (see `follow`); None: it is, or was put off."""

    def place(self) -> Callable[[Source], bool]:
        """Tells, in any thread, whether what is typed has its place in what others made of the file."""

    def pending(self) -> Source:
        """The text with what is typed in it, without taking it over."""

    def refresh_title(self) -> None:
        """Say in the frame what is edited, where, and whether it is in the file."""

    @property
    def unsaved(self) -> bool:
        """True when something typed is not in the document's text yet."""

    @property
    def removed(self) -> str:
        """When others took the section away that is written in; empty while it is there."""


class Steps(Protocol):
    """The changes of the text, each a step of undo."""

    def make(self, change: Callable[[], Edit], group: str = "") -> Edit | None:
        """Make an edit of the text as it is now and say what was done; where it cannot be made, say why."""

    def record(self, before: Source, after: Source, said: str, group: str) -> None:
        """Remember a change that is made already."""

    def others_took(self, before: Source, after: Source, *, back_to_older: bool) -> int:
        """How many lines of ours others took out of the text; undo brings them back."""


class Cursor:
    """Where one is in the meeting, and the way elsewhere."""

    agenda: AgendaTree
    panes: TeamPanes
    document: Document
    follows: bool

    def __init__(self) -> None:
        self.topics = NO_TOPICS
        """The topics of the meeting that are rows of the agenda."""

    @property
    def meeting(self) -> Meeting:
        """The text as it is read now, without what is being typed; to who follows it hides nothing more."""
        return for_others(self.document.meeting) if self.follows else self.document.meeting

    @property
    def place(self) -> Place:
        """Where the cursor is."""
        return self.panes.place

    def here(self) -> int:
        """The index of the section the cursor is in; -1 for none."""
        return self.meeting.by_key.get(self.place.section, -1)

    @property
    def row(self) -> str:
        """The key of the agenda's row that the cursor belongs to: a topic's, else that of its section."""
        return self.panes.topics.key_at(*self.panes.place)

    def go(self, place: Place) -> None:
        """Go to a place, in the agenda and in the panes."""
        self.agenda.select(self.topics.key_at(*place))
        self.panes.move_to(place, top=place.item is None)

    def go_to_row(self, key: str) -> None:
        """Go to a row of the agenda: to a section or topic, which is at the top of the panes then."""
        row, sections = self.topics.by_key.get(key), self.topics.meeting.sections
        place = Place(sections[row.section].key, row.item) if row is not None else Place(key)
        self.agenda.select(key)
        self.panes.move_to(place, top=True)

    def go_to_line(self, line: int) -> None:
        """Go to what stands in a line of the file, counted from 0."""
        if (found := Finder(self.meeting).place(line)) is not None:
            self.go(Place(*found))


class Desk(Cursor):
    """One open meeting: its text, what shows it, where the cursor is, and what can be done with them."""

    editor: SectionEditor
    header: MeetingHeader
    status: StatusBar
    find_bar: FindBar
    capture: CaptureLine
    typing: Typing
    steps: Steps

    def __init__(
        self,
        host: Host,
        live: LiveFile,
        settings: Settings,
        keys: dict[str, str],
        now: Now | None = None,
        *,
        follows: bool = False,
        remembered: Remembered | None = None,
    ) -> None:
        """`keys` are those of each command by id. `now` tells the time; None: the system does.

        One that `follows` shows where somebody else is in the meeting, and writes nothing. `remembered` is
        what earlier starts have kept of the file.
        """
        super().__init__()
        self.host = host
        self.live = live
        self.path = live.path
        self.settings = settings
        self.keys = keys
        self.now = now
        self.follows = follows
        self.served = False
        """True for a page in a browser, whose person only looks (`Command.served`)."""
        self.remembered = remembered or Remembered()
        self.remembering = Remembering(self)
        """What is to be kept for the next start goes through this."""
        self.document = Document(live.known, live.path.name, live.ahead)
        self.base = live.known
        """What the document's text was typed on: the file as it was last read or written."""
        self.moved: list[Callable[[Place], None]] = []
        """Told each place that the cursor moves to."""
        self.touched: list[Callable[[], None]] = []
        """Told when the program has text that the file does not have yet."""
        self.arrived: list[Callable[[], None]] = []
        """Told when others' text came in from the disk."""
        self.left: list[Callable[[], None]] = []
        """Told when this meeting is left, and everything is saved or given up."""
        self.last_writes: list[Callable[[], object]] = [self.remembering.finish]
        """Done in a thread after that, before this meeting is gone; they block."""
        self.opened_at = Place("")
        """Where the cursor was at first; who finds it elsewhere knows that it was moved."""

    @property
    def app(self) -> App[Any]:
        """The program, for what is beyond the meeting."""
        return self.host.app

    @property
    def shown(self) -> Meeting:
        """The meeting as the screen may tell of it: without what is hidden, where others look on."""
        return for_others(self.document.meeting) if self.is_public else self.document.meeting

    @property
    def is_public(self) -> bool:
        """True while others look on: following, or presenting."""
        return self.follows or self.panes.calm

    @property
    def is_up(self) -> bool:
        """False once the meeting is being taken off the screen."""
        return self.host.is_up

    @property
    def is_complete(self) -> bool:
        """True from when all widgets and concerns are there."""
        return self.host.is_complete

    @property
    def unsaved(self) -> bool:
        """True when the program has text that the file does not have."""
        return self.typing.unsaved or self.document.source != self.base

    def key(self, command: str) -> str:
        """The key of a command, as people are told it."""
        return named(self.keys, command)

    def text(self) -> Source:
        """The text as it is now; what is being typed goes in first."""
        self.typing.commit()
        return self.document.source

    def change(self, change: Callable[[], Edit], group: str = "") -> Edit | None:
        """Make an edit of the text as it is now, as a step of undo, and say what was done.

        Where it cannot be made, say why and return None. Edits of one `group` in a row are one step.
        """
        return self.steps.make(change, group)

    def put(self, source: Source) -> None:
        """Go on with a text that others had a hand in; cursor, editor and panes stay where they were."""
        self.document.put(source)
        self.show()
        self.typing.follow()

    def touch(self) -> None:
        """There is text that the file does not have yet: it is kept and saved."""
        for told in self.touched:
            told()

    def say(self, text: str, *, trouble: bool = False, done: bool = False) -> None:
        """Say something in the bottom line, of `trouble`, or that something is `done`.

        It stays until the next thing said.
        """
        if self.is_up:
            self.status.remark = Remark(text, trouble, done)

    def show(self) -> None:
        """Draw the document as it is now."""
        self.host.draw_document()

    def refresh(self) -> None:
        """Bring the first and the last line of the screen up to date."""
        self.host.refresh_facts()

    def show_area(self, area: Widget, *, focus: bool = True) -> None:
        """Bring an area to the screen, and the focus to it; one that is hidden leaves it to the panes."""
        self.host.show_area(area, focus=focus)

    def work(self, work: Coroutine[Any, Any, object], group: str, *, exclusive: bool = False) -> None:
        """Run work beside the keys; an exclusive one ends others of its group."""
        self.host.work(work, group, exclusive=exclusive)

    async def open_meeting(self, live: LiveFile) -> None:
        """Open another meeting in this one's place, once what is remembered of it is read."""
        self.host.open_meeting(live, await asyncio.to_thread(load_remembered, live.path))

    def ask(self, dialog: Screen[Any], then: Callable[[Any], None] | None = None) -> None:
        """Open a dialog; what it is left with goes to `then`."""
        self.host.ask(dialog, then)

    def call(self, command: str) -> None:
        """Do what the table of keys calls by this id."""
        self.host.action_command(command)
