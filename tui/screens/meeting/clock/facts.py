"""What the header says of the meeting's clock, the most important first."""

from __future__ import annotations

from typing import Final

from tui.minutes.model import Meeting
from tui.minutes.running import typed
from tui.minutes.running.clock import Clock, Moment, Slot
from tui.minutes.running.plan import TimePlan, box_of
from tui.minutes.running.topic_rows import Topics
from tui.screens.meeting.status.facts import CLOCK, EACH, SECTION, TO_GO
from widgets.display_text import for_display
from widgets.meeting_header import Fact
from widgets.wrapping import clipped

LAST_MINUTE: Final = 60.0
"""Seconds before a timebox is over from which its colour says so, too."""


def facts(
    meeting: Meeting, clock: Clock, now: Moment, slot: Slot | None, plan: TimePlan, topics: Topics
) -> tuple[Fact, ...]:
    """The meeting's time, that of section or topic, what is left of the slot for each that waits.

    Before the meeting starts no more than that the timeboxes do not fit into the slot. Of a slot of None
    nothing is said. Timeboxes are taken off the slot first, the rest is shared.
    """
    if clock.began is None:
        return tuple(_over(plan, slot.left(now, now)) if slot is not None else ())
    face, short = typed.clock_face(clock.total), typed.stopwatch(clock.total)
    if not clock.running:
        return (Fact(f"{face} paused", "notice", "clock", f"{short} paused", CLOCK),)
    found = [Fact(face, "title", "clock", short, CLOCK)]
    left = slot.left(clock.began, now) if slot is not None else 0.0
    if slot is not None and (plan.over(left) >= LAST_MINUTE or (plan.boxed and not plan.free)):
        found.append(Fact(f"ends about {now.later(plan.boxed).wall:%H:%M}", "fact", "slot", "", TO_GO))
    found.append(_of_section(meeting, clock, topics))
    if slot is not None:
        found += _of_slot(left, plan)
    return tuple(found)


def shown(clock: Clock, seconds: float) -> int:
    """Whole seconds of a part of the time; they change together with those of the whole."""
    return int(clock.total) - int(clock.total - seconds)


def spent_elsewhere(clock: Clock) -> dict[str, str]:
    """Section key to its time, for sections the meeting was in for a minute and more; not for that of now."""
    return {
        key: typed.roughly(seconds)
        for key, seconds in clock.spent.items()
        if seconds >= 60 and (key != clock.section or not clock.running)
    }


def _of_section(meeting: Meeting, clock: Clock, topics: Topics) -> Fact:
    """How long the meeting is in its section or topic, or how long it still may be."""
    box = box_of(meeting, clock, clock.section, topics)
    if box is None:
        here = typed.stopwatch(shown(clock, clock.spent.get(clock.section, 0.0)))
        return Fact(f"{here} here", "fact", "timebox", "", SECTION)
    left = box.seconds - shown(clock, box.spent)
    where = "here" if box.section == clock.section else f"for {clipped(for_display(box.name), 16)}"
    if left < 0:
        over = f"! {typed.stopwatch(-left)} over"
        return Fact(f"{over} {where}", "trouble", "timebox", over, SECTION)
    text = f"{typed.stopwatch(left)} left"
    return Fact(f"{text} {where}", "unsaved" if left < LAST_MINUTE else "fact", "timebox", text, SECTION)


def _over(plan: TimePlan, left: float) -> list[Fact]:
    """By how many minutes the timeboxes are longer than what is left of the slot, where they are."""
    over = plan.over(left)
    said = f"! {over // 60:.0f} over"
    return [Fact(said, "trouble", "slot", said, EACH)] if over >= LAST_MINUTE else []


def _of_slot(left: float, plan: TimePlan) -> list[Fact]:
    """What is left of the meeting's slot, and how long that is for each that waits without a timebox."""
    if left < 0:
        return [Fact(f"! slot over by {typed.roughly(-left)}", "trouble", "slot", "! slot over", EACH)]
    to_go = Fact(f"{typed.roughly(left)} to go", "fact", "slot", "", TO_GO)
    if found := _over(plan, left):
        return [*found, to_go]
    each = plan.each(left)
    found = [Fact(f"{typed.roughly(each)} each", "fact", "slot", "", EACH)] if each is not None else []
    return [*found, to_go]
