"""Topics as rows of the agenda: kept up to date, unfolded and folded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from tui.minutes.model import Meeting
from tui.minutes.running.topic_rows import NO_TOPICS, Topics, Unfolding
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.navigation.reviews import Reviews
from tui.screens.meeting.status.facts import AT_ONCE
from widgets.places import Place, followed

PIECE: Final = 24
"""Sections looked through without a pause."""

PAUSE: Final = 0.002  # seconds in which a key is worked off between two pieces


class TopicRows:
    """The topics of the open meeting that are rows."""

    def __init__(self, desk: Desk, reviews: Reviews) -> None:
        self._desk = desk
        self._reviews = reviews
        state, _, _ = desk.remembered
        self._unfolding = Unfolding(state.opened, state.closed)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"topics": self._turn}

    def read(self, meeting: Meeting) -> None:
        """Read them in another reading, before that is shown; of a long one they come later, by `start`."""
        if self._desk.topics is not NO_TOPICS or len(meeting.sections) <= AT_ONCE:
            self._take(Topics.read(meeting, self._desk.topics, self._unfolding))

    def start(self) -> None:
        """Look a long meeting through; of any other all is shown already."""
        if self._desk.topics is NO_TOPICS:
            self._desk.work(self._look_through(), "topics")

    async def _look_through(self) -> None:
        """Read a long meeting's a few sections at a time, and show them once they are known."""
        from tui.minutes.reading.topics import EntryNames, topics_in  # noqa: PLC0415

        meeting = self._desk.meeting
        names = EntryNames(meeting)
        for number in range(len(meeting.sections)):
            topics_in(meeting, number, names, holds_most=False)  # what it finds is kept with the text
            if number % PIECE == 0:
                await asyncio.sleep(PAUSE)
        if self._desk.is_up:
            self._begin()

    def _begin(self) -> None:
        """Show a long meeting's; who has not moved yet comes to the one they were at the last time."""
        desk = self._desk
        meeting = desk.agenda.meeting or desk.meeting
        self._show(Topics.read(meeting, None, self._unfolding))
        state, _, _ = desk.remembered
        if desk.panes.place == desk.opened_at and state.place in desk.topics.by_key:
            desk.go_to_row(state.place)
            desk.opened_at = desk.panes.place
        elif desk.agenda.selected != desk.row:
            desk.agenda.select(desk.row)

    def _show(self, topics: Topics) -> None:
        """Show others for the same reading."""
        self._take(topics)
        self._desk.agenda.show_topics(topics)
        self._desk.panes.meeting = topics.meeting  # anew: other items stand out
        self._desk.refresh()

    def _take(self, topics: Topics) -> None:
        before, self._desk.topics = self._desk.topics, topics
        self._desk.agenda.topics = self._desk.panes.topics = topics
        if before is not NO_TOPICS and before.meeting is not topics.meeting:
            self._follow(before, topics)

    def _follow(self, before: Topics, topics: Topics) -> None:
        """A topic that was marked and has another name now keeps its mark."""
        marks = self._reviews.marks
        heirs = {}
        for key in marks & before.by_key.keys() - topics.by_key.keys():
            row = before.by_key[key]
            was = Place(before.meeting.sections[row.section].key, row.item)
            heirs[key] = topics.key_at(*followed(before.meeting, topics.meeting, was))
            if heirs[key] not in topics.by_key:  # an entry of the agenda that has a section now
                heirs[key] = self._section_for(row.name, topics.meeting)
        rows = {row.name: row.key for row in topics.by_key.values()}
        for key in marks & before.meeting.by_key.keys() - topics.meeting.by_key.keys():
            heirs[key] = rows.get(before.meeting.sections[before.meeting.by_key[key]].name, "")
        heirs = {key: heir for key, heir in heirs.items() if heir}
        if heirs:
            self._reviews.put(marks - heirs.keys() | frozenset(heirs.values()))

    @staticmethod
    def _section_for(name: str, meeting: Meeting) -> str:
        """The key of the section that stands for a topic; empty for none."""
        from tui.minutes.reading.topics import EntryNames  # noqa: PLC0415 - a marked one is no row any more

        numbers = (n for n in EntryNames(meeting).section_of(name) if n not in meeting.earlier)
        number = next(numbers, None)
        return meeting.sections[number].key if number is not None else ""

    def _turn(self) -> None:
        """Show the items of the section as rows, or take its rows away."""
        desk = self._desk
        section = desk.panes.current_section
        number = desk.here()
        if section is None:
            desk.say("There is no section here.")
            return
        has_rows = bool(desk.topics.of.get(number))
        unfolding = self._unfolding.turned(section.key, has_rows=has_rows)
        topics = Topics.read(desk.topics.meeting, None, unfolding)
        count = len(topics.of.get(number, ()))
        if not has_rows and not count:
            desk.say(f"{self._name(number)} has no list items that could be rows.")
            return
        self._unfolding = unfolding
        desk.agenda.folded -= {section.key}
        self._show(topics)
        desk.agenda.select(desk.row)
        self._reviews.remember()
        key = desk.key("topics")
        said = (
            f"its {count} topics are rows; {key} folds them" if count else f"one row again; {key} unfolds it"
        )
        desk.say(f"{self._name(number)}: {said}")

    def _name(self, number: int) -> str:
        """What a section is called, as the screen may tell it."""
        return self._desk.shown.sections[number].name or "The top"
