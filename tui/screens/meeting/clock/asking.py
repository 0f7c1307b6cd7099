"""Timebox and slot, typed in a line that says how it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.minutes.running import typed
from tui.minutes.running.clock import Slot
from tui.screens.meeting.clock.facts import shown
from tui.screens.meeting.desk import Desk
from widgets.display_text import for_display

if TYPE_CHECKING:
    from tui.screens.meeting.clock.meeting_clock import MeetingClock


class ClockTyping:
    """The two lines that set a meeting's clock."""

    def __init__(self, desk: Desk, clock: MeetingClock) -> None:
        self._desk = desk
        self._clock = clock

    def ask_timebox(self) -> None:
        """Ask for the timebox of the section with the cursor."""
        section = self._desk.panes.current_section
        if section is None:
            self._desk.say("There is no section to give a timebox.")
            return
        key, public = section.key, self._desk.shown.sections[self._desk.here()]
        name = for_display(public.name) or "the top of the file"
        usual = 60.0 * (section.minutes or 0)

        def seconds_of(text: str) -> float | None:
            clock = self._clock.current()
            return typed.timebox(text, clock.spent.get(key, 0.0), clock.boxes.get(key, usual))

        def read(text: str) -> str:
            seconds = seconds_of(text)
            if seconds is None:
                return f"{_length(usual)}, as the heading says" if usual else "not set"
            gone = shown(self._clock.current(), self._clock.current().spent.get(key, 0.0))
            spent = f", {typed.stopwatch(gone)} of it gone" if gone else ""
            return f"{_length(seconds)}{spent}" if seconds else "not set"

        def entered(text: str | None) -> None:
            if text is not None:
                said = read(text)
                self._clock.put(self._clock.current().boxed(key, seconds_of(text)))
                self._desk.say(f"Timebox of {name}: {said}")

        self._ask(f"Timebox · {name}", "minutes: 5, +5, off", read, entered)

    def ask_slot(self) -> None:
        """Ask how long the meeting may be."""

        def slot_of(text: str) -> Slot | None:
            return typed.slot(text, self._clock.moment().wall, self._clock.slot())

        def read(text: str) -> str:
            slot = slot_of(text)
            usual = " (as usual)" if slot is None and not text.strip() else ""
            return self._slot_in_words(self._clock.slot_with(slot)) + usual

        def entered(text: str | None) -> None:
            if text is not None:
                said = read(text)
                self._clock.put(self._clock.current().with_slot(slot_of(text)))
                self._desk.say(f"Time of the meeting: {said}")

        self._ask("How long may the meeting be?", "60, 1h30, until 11:00, +10, off", read, entered)

    def _slot_in_words(self, slot: Slot | None) -> str:
        """How long, until when, and what that makes for each team."""
        if slot is None:
            return "not set"
        moment, clock = self._clock.moment(), self._clock.current()
        began = clock.began or moment
        left = slot.left(began, moment)
        end = moment.later(left).wall
        teams = self._clock.count_waiting()
        each = f", {typed.roughly(max(0.0, left) / teams)} for each of {teams} teams" if teams else ""
        length = f"{_length(slot.seconds)}, " if slot.until is None else ""
        start = "" if clock.began is not None or slot.until is not None else " if it starts now"
        return f"{length}until {end:%H:%M}{start}{each}"

    def _ask(
        self, title: str, example: str, read: Callable[[str], str], entered: Callable[[str | None], None]
    ) -> None:
        from tui.screens.prompt import Prompt  # noqa: PLC0415 - not before somebody asks

        self._desk.ask(Prompt(title, "", "set", read=read, example=example), entered)


def _length(seconds: float) -> str:
    """A length in words: `5 min`, `1:30 min`, `40 s`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{typed.stopwatch(seconds)} min" if seconds % 60 else f"{seconds / 60:.0f} min"
