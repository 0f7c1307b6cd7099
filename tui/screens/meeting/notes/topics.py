"""Topics of the agenda moved and added."""

from __future__ import annotations

from collections.abc import Callable

from tui.minutes.model import SectionKind
from tui.minutes.noting.editing import Edit, EditError
from tui.minutes.noting.edits import add_line
from tui.minutes.noting.owners import People
from tui.minutes.noting.placing import Position
from tui.minutes.noting.topics import NewTopic, move, read_topic
from tui.screens.meeting.desk import Desk
from widgets.places import Place


class TopicChanges:
    """What is done to the topics of the open meeting."""

    def __init__(self, desk: Desk, people: Callable[[], People]) -> None:
        self._desk = desk
        self._people = people

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {
            "topic_up": lambda: self._move(-1),
            "topic_down": lambda: self._move(1),
            "add_topic": self._add,
        }

    def _move(self, steps: int) -> None:
        """Let the topic at the cursor change places with the one beside it; the cursor goes along."""
        desk = self._desk
        desk.text()
        if desk.topics.by_key.get(desk.row) is None:
            desk.say("Choose a topic to move: a row below its section, or an item of the agenda.")
            return
        section, now = desk.place.section, list[int]()

        def made() -> Edit:
            row = desk.topics.by_key.get(desk.row)
            if row is None:
                raise EditError("The topic this was meant for is gone.")
            edit, item = move(desk.meeting, Position(row.section, row.item), steps)
            now.append(item)
            return edit

        if desk.change(made) is not None:
            desk.go(Place(section, now[0]))

    def _add(self) -> None:
        """Ask for a topic, and put it at the end of the list it belongs to."""
        from tui.screens.prompt import Prompt  # noqa: PLC0415 - not before somebody asks

        self._desk.text()
        if self._list() is None:
            self._desk.say("There is no agenda to put a topic on.")
            return

        def read(typed: str) -> str:
            return self._typed(typed).line if typed.strip() else "nothing typed yet"

        def entered(typed: str | None) -> None:
            if typed is not None and typed.strip():
                self._write(self._typed(typed))

        self._desk.ask(
            Prompt("A topic for the agenda", "", "add", read=read, example="Rent of the hall 10m bo"), entered
        )

    def _write(self, topic: NewTopic) -> None:
        desk = self._desk

        def made() -> Edit:
            section = self._list()
            if section is None:
                raise EditError("There is no agenda any more to put a topic on.")
            return add_line(desk.meeting, topic.line, Position(section), "topic")

        if (edit := desk.change(made)) is not None:
            desk.go_to_line(edit.span.start)

    def _list(self) -> int | None:
        """The section that takes a new topic: that of the topic at the cursor, else the agenda."""
        row = self._desk.topics.by_key.get(self._desk.row)
        if row is not None:
            return row.section
        sections = self._desk.meeting.sections
        return next((n for n, each in enumerate(sections) if each.kind is SectionKind.AGENDA), None)

    def _typed(self, typed: str) -> NewTopic:
        def person(name: str) -> str:
            found = self._people().find(name).person
            return found.name or f"@{found.handle}" if found is not None else ""

        return read_topic(typed, person)
