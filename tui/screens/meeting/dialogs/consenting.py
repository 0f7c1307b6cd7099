"""Reports received by general consent: offered as one list, written as one decision, one step of undo."""

from __future__ import annotations

from collections.abc import Callable

from tui.minutes.noting.editing import Edit
from tui.minutes.running.consent import receive
from tui.minutes.running.walks import WalkKind, receivable, stops_of
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.navigation.review_state import ReviewState
from widgets.wrapping import counted


class Consenting:
    """Offers what nobody wants to talk about."""

    def __init__(self, desk: Desk, reviews: ReviewState) -> None:
        self._desk = desk
        self._reviews = reviews

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"consent": self._open}

    def _open(self) -> None:
        from tui.screens.consent import ConsentList  # noqa: PLC0415 - not before somebody asks

        self._desk.text()
        meeting, reviews = self._desk.meeting, self._reviews
        needed = reviews.rules.needed
        done = reviews.walked
        found = [n for n in receivable(reviews.course, needed) if meeting.sections[n].key not in done]
        if not found:
            word = "review" if needed == 1 else "reviews"
            self._desk.say(f"No report has {needed} {word} and no flag, and is not received yet.")
            return
        self._desk.ask(ConsentList(meeting, found, self._others()), self._received)

    def _others(self) -> str:
        """What is walked instead, in words."""
        course = self._reviews.course
        stops = stops_of(course, WalkKind.MEETING, rules=self._reviews.rules)
        left = [stop for stop in stops if course.key(stop) not in self._reviews.walked]
        flagged = sum(map(course.is_flagged, left))
        missing = sum(course.is_empty(stop) and not course.is_flagged(stop) for stop in left)
        parts = [f"{flagged} flagged" if flagged else "", f"{missing} missing" if missing else ""]
        why = ", ".join(filter(None, parts))
        return f"Walked instead: {counted(len(left), 'section')}{f' ({why})' if why else ''}"

    def _received(self, keys: tuple[str, ...] | None) -> None:
        """Write the decision; the reports count as done by it."""
        if not keys:
            return

        def made() -> Edit:
            meeting = self._desk.meeting
            return receive(meeting, [meeting.by_key[key] for key in keys if key in meeting.by_key])

        if self._desk.change(made) is not None:
            self._reviews.begin()
            said, key = self._desk.status.remark.text, self._desk.key("next_unreviewed")
            self._desk.say(f"{said}. {key} goes on with what is walked.", done=True)
