"""The tour: five steps on the example meeting, each ticked when the person has really done it.

It listens and takes no key but its own. Where somebody left it, or how far they came, is kept for the next
start; the palette takes it up again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import CannotOpen
from tui.minutes.model import NoteKind
from tui.minutes.reading.find import discussion
from tui.paths import is_scratch_copy, scratch_copy
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.autosave import Autosave
from tui.state import AppState, load_app_state, update_app_state

if TYPE_CHECKING:
    from widgets.tour_card import TourCard


class TourStep(NamedTuple):
    """A step: its short name, and what to do, with the ids of commands in braces."""

    name: str
    todo: str


STEPS: Final = (
    TourStep(
        "walk", "Walk the meeting: {down} and {up} go from row to row, {next_team} to the next team's report."
    ),
    TourStep(
        "review",
        "Read the report, {enter} goes into it; then mark it as reviewed: {review}. The agenda ticks it.",
    ),
    TourStep(
        "write",
        "Write what is said: {write} goes to the discussion. Type a line there, then {back} comes back.",
    ),
    TourStep(
        "action", "Record an action: {action}, then for example “amit: look at the logs fri”, and enter."
    ),
    TourStep(
        "export", "Close the meeting: {export} shows what is open, then the cleaned minutes to save or copy."
    ),
)
"""The five steps, in the order of a meeting."""

_END: Final = (
    "That is all it takes. {help} lists every key, {palette} every command, and {undo} takes changes back."
)
_WALKED: Final = 2  # sections to be visited until the walk counts


class Tour:
    """The tour over one open meeting."""

    def __init__(self, desk: Desk, autosave: Autosave) -> None:
        self._desk = desk
        self._autosave = autosave
        self._card: TourCard | None = None
        self._done = 0
        self._listens = False
        self._visited: set[str] = set()
        self._before: tuple[tuple[str, ...], int] = ((), 0)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"tour": self._ask, "leave_tour": self._leave}

    def start(self) -> None:
        """Take whoever opens the example on the tour, but for those who were on it or did not want it."""
        if is_scratch_copy(self._desk.path):
            self._desk.work(self._begin_unless_over(), "tour")

    def exported(self) -> None:
        """The export is on the desk."""
        self._tick("export")

    async def _begin_unless_over(self) -> None:
        state, _ = await asyncio.to_thread(load_app_state)
        if not state.tour_over and self._desk.is_up:
            await self._begin(state.tour_steps)

    async def _begin(self, done: int) -> None:
        """Show the card at the step that comes next, and watch what is done."""
        from widgets.tour_card import TourCard  # noqa: PLC0415 - for those on the tour only

        if self._card is not None:
            return
        desk = self._desk
        self._done = done if done < len(STEPS) else 0
        self._card = TourCard(plain=self._desk.settings.plain)
        self._show()
        self._before = self._text()
        await desk.host.mount(self._card, before=desk.status)
        if not self._listens:
            self._listen()

    def _listen(self) -> None:
        self._listens = True
        desk = self._desk
        desk.moved.append(lambda place: self._moved(place.section))
        desk.host.on_change(desk.agenda, "reviewed", self._reviewed)
        desk.host.on_change(desk.panes, "meeting", self._read)

    def _moved(self, section: str) -> None:
        self._visited.add(section)
        if len(self._visited) >= _WALKED:
            self._tick("walk")

    def _reviewed(self, before: frozenset[str], now: frozenset[str]) -> None:
        if now - before:
            self._tick("review")

    def _read(self) -> None:
        """The text was read anew: was something written in the discussion, or an action recorded?"""
        words, actions = self._before
        now, more = self._text()
        self._before = now, more
        if more > actions:
            self._tick("action")
        elif now != words:
            self._tick("write")

    def _text(self) -> tuple[tuple[str, ...], int]:
        """The lines of the discussion, and how many actions there are."""
        meeting = self._desk.meeting
        index = discussion(meeting)
        span = meeting.sections[index].span if index is not None else None
        lines = meeting.source.lines[span.start : span.end] if span is not None else ()
        return tuple(lines), sum(1 for _ in meeting.notes(NoteKind.ACTION))

    def _tick(self, name: str) -> None:
        """A step was done; it counts when it is the one that comes next."""
        if self._card is None or self._done >= len(STEPS) or STEPS[self._done].name != name:
            return
        self._done += 1
        self._show()
        self._keep(over=self._done == len(STEPS))

    def _show(self) -> None:
        if self._card is None:
            return
        over = self._done == len(STEPS)
        leaving = "[[{leave_tour}]] closes this" if over else "[[{leave_tour}]] leaves the tour"
        todo = _END if over else STEPS[self._done].todo
        keys = {command: f"[[{self._desk.key(command)}]]" for command in _COMMANDS}
        leave = leaving.replace("[[{leave_tour}]]", keys["leave_tour"])
        self._card.show([step.name for step in STEPS], self._done, todo.format(**keys), leave)

    def _leave(self) -> None:
        """Take the card away; how far somebody came is kept."""
        if self._card is None:
            self._desk.say(f"There is no tour to leave; {self._desk.key('tour')} begins it.")
            return
        card, self._card = self._card, None
        card.remove()
        self._keep(over=True)
        if self._done < len(STEPS):
            self._desk.say(f"The tour is left; {self._desk.key('tour')} takes it up again.")

    def _keep(self, *, over: bool) -> None:
        """Remember how far the tour got, and whether it is to be shown again by itself."""
        done = self._done

        def change(state: AppState) -> AppState:
            return state._replace(tour_steps=done, tour_over=over)

        self._desk.work(asyncio.to_thread(update_app_state, change), "tour")

    def _ask(self) -> None:
        """Begin or take up the tour; from any other meeting, offer to open the example."""
        if is_scratch_copy(self._desk.path):
            self._desk.work(self._resume(), "tour")
            return
        from rich.text import Text  # noqa: PLC0415 - not before somebody asks

        from tui.screens.prompt import Answer, Choice  # noqa: PLC0415

        text = Text(
            "The tour goes through a meeting in five steps: on the example, so that nothing is at stake.\n\n"
        )
        text.append(f"{self._desk.path.name} is saved and left as it is; ")
        text.append(f"{self._desk.key('open_meeting')} opens it again.")
        choice = Choice("A tour in five steps", text, [Answer("enter", "open the example")], "stay here")
        self._desk.ask(choice, self._answered)

    async def _resume(self) -> None:
        if self._card is not None:
            self._desk.say("The tour is on: the card above this line says what comes next.")
            return
        state, _ = await asyncio.to_thread(load_app_state)
        await self._begin(state.tour_steps)

    def _answered(self, key: str | None) -> None:
        if key is not None:
            self._autosave.leave(lambda: self._desk.work(self._open_example(), "tour"))

    async def _open_example(self) -> None:
        """Open the example in this meeting's place, with the tour on."""

        def prepare() -> LiveFile:
            update_app_state(lambda state: state._replace(tour_over=False))
            return LiveFile.open(scratch_copy(), self._desk.live.state)

        try:
            live = await asyncio.to_thread(prepare)
        except (CannotOpen, OSError) as error:
            told = f"The example cannot be opened ({error}). Your minutes are open as before; make room."
            self._desk.say(told, trouble=True)
            return
        await self._desk.open_meeting(live)


_COMMANDS: Final = (
    "up", "down", "next_team", "review", "enter", "write", "back", "action", "export", "help", "palette",
    "undo", "leave_tour",
)  # fmt: skip
"""The commands that the tour names."""
