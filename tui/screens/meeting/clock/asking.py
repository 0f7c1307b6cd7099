"""Timebox and slot, typed in a line that says how it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.minutes.running import typed
from tui.minutes.running.clock import Slot
from tui.screens.meeting.clock.facts import shown
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.navigation.reviews import Reviews
from widgets.display_text import for_display
from widgets.wrapping import counted

if TYPE_CHECKING:
    from tui.screens.meeting.clock.meeting_clock import MeetingClock


class ClockTyping:
    """The two lines that set a meeting's clock."""

    def __init__(self, desk: Desk, clock: MeetingClock, reviews: Reviews) -> None:
        self._desk = desk
        self._reviews = reviews
        self._clock = clock

    def ask_timebox(self) -> None:
        """Ask for the timebox of the section or topic with the cursor."""
        section, topics = self._desk.panes.current_section, self._desk.topics
        if section is None:
            self._desk.say("There is no section to give a timebox.")
            return
        key, here = self._desk.row, self._reviews.here
        topic = topics.by_key.get(key)
        name = (
            for_display(self._reviews.told.names([here]) if here is not None else "") or "the top of the file"
        )
        minutes = topics.minutes_of(section, self._desk.here()) if topic is None else topic.minutes
        usual = 60.0 * (minutes or 0)
        source = "heading" if topic is None and section.minutes else "agenda"

        def seconds_of(text: str) -> float | None:
            clock = self._clock.current()
            return typed.timebox(text, clock.spent.get(key, 0.0), clock.boxes.get(key, usual))

        def read(text: str) -> str:
            seconds = seconds_of(text)
            if seconds is None:
                return f"{_length(usual)}, as the {source} says" if usual else "not set"
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
        plan = self._clock.plan()
        each, over = plan.each(left), plan.over(left)
        shares = f", boxes {_length(60 * (plan.boxed // 60))}" if plan.boxed >= 60 else ""
        if over >= 60:
            shares += f": {over // 60:.0f} over"
        elif each is not None:
            shares += f", {typed.roughly(each)} for each of {counted(plan.free, self._noun)}"
        length = f"{_length(slot.seconds)}, " if slot.until is None else ""
        start = "" if clock.began is not None or slot.until is not None else " if it starts now"
        return f"{length}until {end:%H:%M}{start}{shares}"

    @property
    def _noun(self) -> str:
        """What those are called who share the time."""
        return "topic" if self._desk.topics.by_key else "team"

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
