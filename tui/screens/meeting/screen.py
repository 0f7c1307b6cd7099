"""The main screen: agenda, team panes and discussion area around one open meeting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from textual import events, on
from textual.app import ComposeResult
from textual.getters import query_one
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui.keyboard.bindings import bindings
from tui.keyboard.keymap import COUNTED
from tui.minutes.keeping.live_file import LiveFile
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.writing import Writing
from tui.screens.meeting.layout.layout import HostScreen, parts
from tui.screens.meeting.layout.splits import Splits
from tui.screens.meeting.navigation.reviews import Reviews
from tui.screens.meeting.navigation.topics import TopicRows
from tui.screens.meeting.navigation.walk import Walk
from tui.screens.meeting.status.facts import AS_ON_DISK, entitle, fill, invite
from tui.screens.meeting.status.hints import Hints, refused
from tui.settings.values import Settings
from tui.state import Remembered
from widgets.agenda_tree import AgendaTree
from widgets.containers import Columns, Rows
from widgets.input_lines import CaptureLine
from widgets.meeting_header import Fact, MeetingHeader
from widgets.panes.team_panes import TeamPanes
from widgets.places import Place
from widgets.section_editor import SectionEditor
from widgets.split_edge import SplitEdge
from widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from tui.minutes.running.clock import Now
    from tui.screens.meeting.concerns import Concerns
    from tui.screens.meeting.navigation.clicks import Click

NARROW: Final = 100  # columns below which the agenda is a drawer
SMALL: Final = (80, 24)  # columns and rows below which one area is shown at a time
MOMENT: Final = 0.05  # seconds that the rest of a long file is waited for before what comes after it


class MeetingScreen(HostScreen):
    """One meeting. It composes; its concerns do the work: walk, writing, finding, keeper and more.

    It shows agenda, panes and editor first. What that does not need, be it a widget or a concern, comes right
    after it (`tui.screens.meeting.concerns`); a command called before that waits for it.
    """

    AUTO_FOCUS = "#agenda"

    class CommandCalled(Message):
        """Somebody wants a command that is the whole program's."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    class MeetingPicked(Message):
        """Another meeting is to be opened in this one's place."""

        def __init__(self, live: LiveFile, remembered: Remembered) -> None:
            super().__init__()
            self.live = live
            self.remembered = remembered

    class Completed(Message):
        """All widgets and concerns are there."""

    header = query_one(MeetingHeader)
    agenda = query_one(AgendaTree)
    panes = query_one(TeamPanes)
    editor = query_one(SectionEditor)
    status = query_one(StatusBar)

    concerns: Concerns

    def __init__(
        self,
        live: LiveFile,
        settings: Settings,
        keys: dict[str, str],
        greeting: str = "",
        now: Now | None = None,
        *,
        follows: bool = False,
        remembered: Remembered | None = None,
    ) -> None:
        """`now` tells the time to the meeting's clock; None: the system does.

        One that `follows` shows where somebody else is in the meeting, and writes nothing. `remembered` is
        what earlier starts have kept.
        """
        super().__init__(classes="-on-agenda -following" if follows else "-on-agenda")
        for own in ("tab", "shift+tab"):  # Textual's; the table has its own, and a person may want others
            self._bindings.key_to_bindings.pop(own, None)
        for binding in bindings(keys):
            self._bindings.key_to_bindings[binding.key] = [binding]
        self.desk = Desk(self, live, settings, keys, now, follows=follows, remembered=remembered)
        self.writing = Writing(self.desk)
        self.walk = Walk(self.desk, Reviews(self.desk), self.writing)
        self.topics = TopicRows(self.desk, self.walk.reviews)
        self.splits = Splits(self.desk)
        self.hinting = Hints(self.desk)
        self.desk.moved.append(lambda _: self.draw_hints())
        self._greeting = greeting
        self._waiting: list[Callable[[], object]] = []
        self._handlers: dict[str, Callable[[], object]] = {
            "back": self._back,
            "zoom": self._zoom,
            "focus_next": lambda: self._focus_area(1),
            "focus_previous": lambda: self._focus_area(-1),
        }
        self._handlers |= self.walk.commands() | self.topics.commands() | self.splits.commands()

    def compose(self) -> ComposeResult:
        """What is seen at first."""
        shown = parts(plain=self.desk.settings.plain)
        yield shown.header()
        with Columns(id="areas"):
            yield shown.agenda(id="agenda")
            with Rows(id="reading"):
                yield shown.panes(id="panes")
                yield SectionEditor(id="editor", classes="editor")
        yield shown.status()

    def on_mount(self) -> None:
        """Show the meeting."""
        desk = self.desk
        desk.agenda, desk.panes, desk.editor = self.agenda, self.panes, self.editor
        desk.header, desk.status = self.header, self.status
        self.on_resize(events.Resize(self.app.size, self.app.size))  # the first paint comes before word of it
        self.draw_document()
        self.walk.restore()
        self.refresh_facts()
        if not self.desk.follows:
            invite(self.panes, self.agenda, self.desk.keys)
        self.panes.move_to(Place(self.agenda.selected)) if not self.panes.place.section else None
        self.agenda.select(self.panes.place.section)
        self.desk.opened_at = self.panes.place
        self.writing.open_discussion()
        self.splits.fit()
        if self.desk.settings.plain:
            self.editor.show_line_numbers = self.editor.cursor_blink = False
        if self._greeting:
            self.desk.say(self._greeting)
        self.call_later(self.run_worker, self._after_first_paint, group="concerns")

    async def _after_first_paint(self) -> None:
        """Bring what is not seen at first, imported off the event loop, and the rest of a long file.

        Of such a file what is read by then, or in a moment, comes first: it is seen.
        """
        if await self.desk.document.is_read_ahead(MOMENT):
            await self._read_on()
        await asyncio.to_thread(import_module, "tui.screens.meeting.concerns")
        if not self.is_up:
            return
        from tui.screens.meeting.concerns import Concerns  # noqa: PLC0415 - imported above

        self.concerns = Concerns(self.desk, self.walk, self.writing, self.hinting, self.splits)
        await self.concerns.mount()
        if not self.desk.document.is_whole:
            await self._read_on()
        if not self.is_up:
            return
        self._handlers |= self.concerns.commands()
        self.is_complete = True
        self.draw_document()
        self.topics.start()
        self.concerns.start()
        self.post_message(self.Completed())
        while self._waiting:
            self._waiting.pop(0)()

    async def _read_on(self) -> None:
        """Show all of a long file whose start was shown: the place of the last time may be further down.

        Whoever has clicked somewhere meanwhile stays there.
        """
        await self.desk.document.read_on()
        if not self.is_up:
            return
        stayed = self.panes.place == self.desk.opened_at
        self.draw_document()
        if stayed:
            self.walk.restore()
            self.desk.opened_at = self.panes.place
        self.writing.open_discussion()

    def when_complete(self, then: Callable[[], object]) -> None:
        """Do something as soon as everything is there: at once, but for the first moments."""
        if self.is_complete:
            then()
        else:
            self._waiting.append(then)

    def draw_document(self) -> None:
        """Draw the document as it is now."""
        meeting = self.desk.meeting
        if self.agenda.meeting is not meeting:
            self.topics.read(meeting)
            self.agenda.meeting = meeting
            self.splits.fit()
            self.walk.take(meeting)
        if self.agenda.selected != self.desk.row:
            self.agenda.select(self.desk.row)
        if self.is_complete:
            self.editor.read_only = self.desk.follows or self.desk.document.source.problem is not None
            self.concerns.incoming.show()
            self.concerns.counting.start()
        self.refresh_facts()

    @property
    def is_up(self) -> bool:
        """False once the screen is being taken down; work on the file may end later than that."""
        parts = (MeetingHeader, TeamPanes, SectionEditor, StatusBar)
        return self.is_attached and None not in [self.query_one_optional(part) for part in parts]

    def draw_facts(self) -> None:
        """Draw the header as it is to be now."""
        if not self.is_up:
            return
        desk, waiting, file = self.desk, 0, AS_ON_DISK
        more: tuple[Fact | None, ...] = ()
        if self.is_complete:
            concerns = self.concerns
            waiting, file = concerns.incoming.conflicts, concerns.autosave.fact()
            more = concerns.queueing.fact(), concerns.copies.fact(), concerns.shared.fact()
        conflicts = waiting, desk.key("review_merge")
        progress = (*self.walk.reviews.progress(), self.walk.reviews.state.word)
        entitle(self.header, desk.shown, desk.path.name)
        fill(self.header, desk.shown, progress, conflicts, file, desk.settings.quorum, more)

    def draw_hints(self) -> None:
        """Draw the key hints as they are to be now; while a command is worked off, they come after it."""
        if not self.is_commanded:
            self.hinting.refresh()

    def show_area(self, area: Widget, *, focus: bool = True) -> None:
        """Bring an area to the screen, and the focus to it; one that is hidden leaves it to the panes."""
        alone = self.panes.zoomed or self.panes.calm
        if (area is self.agenda and alone) or (area is self.editor and self.desk.follows):
            area = self.panes
        for widget in (self.agenda, self.panes, self.editor):
            self.set_class(widget is area, f"-on-{widget.id}")
        if focus:
            area.focus(scroll_visible=False)
            self.splits.fit()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The key hints are those of the area in focus."""
        self.draw_hints()
        if not self.is_complete:
            return
        if event.widget in (self.agenda, self.panes, self.editor):
            for widget in (self.agenda, self.panes, self.editor):
                self.set_class(widget is event.widget, f"-on-{widget.id}")
            self.concerns.noting.capturing.leave()
        if event.widget is not self.editor:
            self.writing.leave()
            self.concerns.autosave.settle()
        elif not (self.writing.section.is_there or self.writing.unsaved or self.editor.text):
            self.writing.go_in()  # by a click: to where the key leads
        self.splits.fit()

    def on_resize(self, event: events.Resize) -> None:
        """Under 100 columns the agenda is a drawer; under 80×24, or if plain, there is one area at a time."""
        width, height = event.size if not self.desk.settings.plain else (0, 0)
        self.set_class(width < NARROW, "-narrow")
        self.set_class(width < SMALL[0] or height < SMALL[1], "-small")
        self.splits.fit()

    def action_command(self, command: str, count: int = 0) -> None:
        """Do what the table of keys calls by this id; `count` times, or at that line of the file."""
        if not self.is_complete:
            self.when_complete(partial(self.action_command, command, count))
            return
        if not self.is_up:
            return  # the screen is being taken down: a key that came too late
        if not self.concerns.autosave.in_trouble:
            self.desk.say("")
        if refusal := refused(self.desk, command):
            self.desk.say(refusal)
            return
        handler = self._handlers.get(command)
        if handler is None:
            self.post_message(self.CommandCalled(command))
            return
        with self.one_command():
            if count and command in ("first", "last"):
                self.desk.go_to_line(min(count, len(self.desk.document.source.lines)) - 1)
            else:
                for _ in range(count if command in COUNTED and count else 1):
                    handler()
                self.walk.tell()  # now: by word from the panes the header would be painted after them

    def open_meeting(self, live: LiveFile, remembered: Remembered) -> None:
        """Open another meeting in this one's place."""
        self.post_message(self.MeetingPicked(live, remembered))

    @on(AgendaTree.SectionSelected)
    def _section_selected(self, event: AgendaTree.SectionSelected) -> None:
        if event.key != self.desk.row:
            self.desk.go_to_row(event.key)

    @on(TeamPanes.CursorMoved)
    def _cursor_moved(self) -> None:
        self.walk.tell()

    @on(TeamPanes.LinkClicked)
    @on(AgendaTree.BadgeClicked)
    @on(MeetingHeader.FactClicked)
    @on(StatusBar.HintClicked)
    def _clicked(self, event: Click) -> None:
        self.when_complete(lambda: self.concerns.clicks.take(event))

    @on(Input.Changed, "#find")
    @on(Input.Submitted, "#find")
    def _sought(self, event: Input.Changed | Input.Submitted) -> None:
        if isinstance(event, Input.Changed):
            self.concerns.finding.seek(event.value)
        else:
            self.concerns.finding.accept()

    @on(TextArea.Changed, "#editor")
    @on(TextArea.SelectionChanged, "#editor")
    def _edited(self, event: TextArea.Changed | TextArea.SelectionChanged) -> None:
        if isinstance(event, TextArea.Changed):
            self.splits.fit()
            self.writing.typed()
        else:
            self.writing.line_left()
            self.draw_hints()

    @on(CaptureLine.Happened)
    def _capture_happened(self, event: CaptureLine.Happened) -> None:
        self.concerns.noting.capturing.take(event)

    @on(SplitEdge.Dragged)
    @on(SplitEdge.Dropped)
    @on(SplitEdge.Reset)
    def _split_moved(self, event: SplitEdge.Dragged | SplitEdge.Dropped | SplitEdge.Reset) -> None:
        self.splits.take(event)

    def _back(self) -> None:
        """Out of what is innermost: the search, the editor on a section, the editor, the zoom, the pane."""
        if self.splits.cancel():
            return
        if self.selections:
            self.clear_selection()
            return
        if self.concerns.finding.active:
            self.concerns.finding.cancel()
        elif self.editor.has_focus:
            self.writing.get_out()
        elif self.panes.calm:
            self.concerns.presenting.toggle()
        elif self.panes.zoomed:
            self._zoom()
        elif self.desk.follows and self.concerns.following.is_off:
            self.concerns.following.come_back()
        else:
            self.show_area(self.agenda)

    def _zoom(self) -> None:
        if self.desk.settings.plain:
            self.desk.say("Plain mode shows one section at a time.")
            return
        zoomed = not self.panes.zoomed
        self.set_class(zoomed, "-zoomed")
        self.show_area(self.panes)
        self.panes.zoomed = zoomed
        self.desk.say(f"One pane on the whole screen; {self.desk.key('zoom')} shows all." if zoomed else "")

    def _focus_area(self, step: int) -> None:
        alone = self.panes.zoomed or self.panes.calm
        areas: list[Widget] = [self.panes] if alone else [self.agenda, self.panes]
        areas += [] if self.desk.follows else [self.editor]
        here = next((number for number, area in enumerate(areas) if area.has_focus), 0)
        area = areas[(here + step) % len(areas)]
        self.writing.go_in() if area is self.editor else self.show_area(area)
