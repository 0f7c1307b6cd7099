"""The queue: who wants to speak and why. The one who holds the floor stands first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.minutes.model import Person
from tui.minutes.noting.owners import People, did_you_mean, folded, written
from tui.minutes.running.queue import Queue, QueueClosedError, Speaker, Turn, typed_speaker
from tui.minutes.running.typed import clock_face
from tui.screens.dialog import MOVES, Keys, NamingDialog
from widgets.display_text import for_display
from widgets.input_lines import OneLine
from widgets.option_rows import OptionRows
from widgets.styles import Styles
from widgets.wrapping import clipped

if TYPE_CHECKING:
    from tui.screens.meeting.dialogs.people import Queueing

OFFERED: Final = 4
"""Names on offer at a time."""


class QueueDialog(NamingDialog):
    """Add, next, drop, sort. What it changes is kept with the open meeting, outside the minutes."""

    CSS_PATH = "queue.tcss"
    HEADING = "Queue"
    KEYS = (
        ("n", "next"),
        ("a", "add"),
        ("p", "point of order"),
        ("r", "reply"),
        ("c", "question"),
        ("o", "close, open"),
        ("d", "drop"),
        ("K", "up"),
        ("J", "down"),
        ("enter", "speaks now"),
        ("u", "undo"),
    )
    TYPING: ClassVar[Keys] = (("enter", "add"), ("tab", "complete"), ("↓", "to the queue"), ("esc", "back"))
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("n,space", "next", "Next", show=False),
        Binding("a,slash,plus", "add('new topic')", "Add", show=False),
        Binding("p,exclamation_mark", "add('point of order')", "Point of order", show=False),
        Binding("r", "add('reply')", "Reply", show=False),
        Binding("c,question_mark", "add('question')", "Question", show=False),
        Binding("o", "close", "Close", show=False),
        Binding("d,x,delete", "drop", "Drop", show=False),
        Binding("K,shift+up", "shift(-1)", "Up", show=False),
        Binding("J,shift+down", "shift(1)", "Down", show=False),
        Binding("u", "undo", "Undo", show=False),
        Binding("tab", "complete", "Complete", show=False, priority=True),
    ]

    def __init__(self, queueing: Queueing, people: People) -> None:
        super().__init__()
        self._queueing = queueing
        self._people = people
        self._turn = Turn.TOPIC

    def content(self) -> ComposeResult:
        """A line to add by, names on offer, and the queue."""
        yield OneLine(placeholder="a name, and after a colon why", compact=True, select_on_focus=False)
        yield Static(id="offer", markup=False)
        yield OptionRows(compact=True, markup=False)

    def on_mount(self) -> None:
        """Show the queue; its list has the keys, also while it is empty."""
        self._looks = Styles(self.options)
        self.fill()
        self.options.focus()

    def fill(self, number: int | None = None) -> None:
        """Write the list anew; `number` of those who wait is highlighted, or else the same line."""
        if not self.has_widgets:
            return  # a size that comes as it is left
        queue, options = self._queueing.queue, self.options
        before = options.highlighted or 0
        width = max(24, options.scrollable_content_region.width or 60)
        lines = (
            [Option(self._line("▶", queue.speaking, width, self._speaks(queue)))] if queue.speaking else []
        )
        lines += [Option(self._line(f"{n}", each, width)) for n, each in enumerate(queue.waiting, 1)]
        if not lines:
            lines = [
                Option(
                    Text("Nobody waits, the floor is free. a adds somebody.", self._looks.alone("muted")),
                    disabled=True,
                )
            ]
        options.clear_options()
        options.add_options(lines)
        if queue:
            wanted = before if number is None else number + (queue.speaking is not None)
            options.highlighted = min(max(wanted, 0), len(lines) - 1)
            self.call_after_refresh(options.scroll_to_highlight)
        total = sum(self._queueing.times.values())
        facts = [self._queueing.waits] if queue.waiting else []
        facts += ["closed"] if queue.closed else []
        facts += [f"spoken {clock_face(total)}"] if total else []
        self.frame.border_title = f"Queue: {', '.join(facts)}" if facts else "Queue"

    def _line(self, sign: str, speaker: Speaker, width: int, word: str = "") -> Text:
        """A line of the list: place, name, reason."""
        look = "mark" if word else "text"
        text = Text(f"{sign:>2} ", self._looks.alone(look), no_wrap=True, overflow="ellipsis")
        name = clipped(for_display(speaker.name), width - 12)
        text.append(name, self._looks.alone("strong"))
        if speaker.turn is not Turn.TOPIC:
            text.append(f" {speaker.turn.value}", self._looks.alone("flag"))
        spoken = self._queueing.times.get(speaker.name, 0.0)
        if spoken and not word:
            text.append(f" {clock_face(spoken)}", self._looks.alone("muted"))
        if word:
            text.append(f" {word}", self._looks.alone("mark"))
        room = width - text.cell_len - 2
        if speaker.why and room > 6:
            text.append(f"  {clipped(for_display(speaker.why), room)}", self._looks.alone("muted"))
        return text

    def _waiting(self) -> int | None:
        """The number of the highlighted one among those who wait; -1 for the one who speaks."""
        queue, highlighted = self._queueing.queue, self.options.highlighted
        if not queue or highlighted is None:
            return None
        return highlighted - (queue.speaking is not None)

    def _put(self, queue: Queue, said: str, number: int | None = None) -> None:
        self._queueing.put(queue)
        self.fill(number)
        self.tell(said)

    def _speaks(self, queue: Queue) -> str:
        """What is said of who speaks: for how long by now, all turns together."""
        spoken = self._queueing.times.get(queue.speaking.name, 0.0) if queue.speaking else 0.0
        return f"speaks {clock_face(spoken)}" if spoken else "speaks"

    def action_add(self, turn: str) -> None:
        """Type the name of somebody who wants to speak for something."""
        self._turn = Turn(turn)
        self.field.placeholder = f"{turn}: a name, and after a colon why"
        self.action_type_name()

    def action_close(self) -> None:
        """Close the queue for new speakers, or open it again."""
        closed = not self._queueing.queue.closed
        said = "The queue is closed: only a point of order may be raised." if closed else "The queue is open."
        self._put(self._queueing.queue.opened(closed=closed), said)

    def action_next(self) -> None:
        """The next one speaks; after the last the floor is free."""
        self._put(self._queueing.queue.next(), "", -1)
        self.tell(self._queueing.floor or "The floor is free.")

    @on(OptionList.OptionSelected)
    def _call(self) -> None:
        """Whoever is highlighted speaks now."""
        number = self._waiting()
        if number is not None and number >= 0:
            self._put(self._queueing.queue.called(number), "", -1)
            self.tell(self._queueing.floor)

    def action_drop(self) -> None:
        """Whoever is highlighted waits no more; of the one who speaks, the floor is free."""
        number, queue = self._waiting(), self._queueing.queue
        if number is None:
            return
        if number < 0:
            self._put(queue.ended(), "The floor is free.")
        else:
            self._put(queue.dropped(number), f"{queue.waiting[number].name} waits no more.")

    def action_shift(self, by: int) -> None:
        """Whoever is highlighted goes up or down."""
        number, queue = self._waiting(), self._queueing.queue
        if number is not None and number >= 0:
            self._put(queue.moved(number, by), "", min(max(number + by, 0), len(queue.waiting) - 1))

    def action_undo(self) -> None:
        """As it was before the last change."""
        undone = self._queueing.undo()
        self.fill()
        self.tell("As before." if undone else "There is nothing to undo.")

    @on(Input.Changed)
    def _typed(self) -> None:
        """Names on offer for what is typed so far."""
        text = Text(no_wrap=True, overflow="ellipsis")
        for number, person in enumerate(self._offered()):
            text.append("tab " if number == 0 else "  ", self._looks.alone("muted"))
            text.append(for_display(written(person)), self._looks.alone("strong" if number == 0 else "muted"))
        self.query_one("#offer", Static).update(text)

    def _offered(self) -> tuple[Person, ...]:
        """Who may be meant, while the name is typed."""
        name, colon, _ = self.field.value.partition(":")
        return self._people.complete(name.strip(), OFFERED) if name.strip() and not colon else ()

    @on(Input.Submitted)
    def _entered(self) -> None:
        """Add whoever is typed; then the list has the keys."""
        field = self.field
        speaker = typed_speaker(field.value, self._people)
        if speaker is None:
            self.tell("Write a name first, and after a colon why.")
            return
        try:
            queue = self._queueing.queue.added(replace(speaker, turn=self._turn))
        except QueueClosedError as error:
            self.tell(f"{error} o opens it, p raises a point of order.")
            return
        field.value = ""
        number = next(n for n, each in enumerate(queue.waiting) if folded(each.name) == folded(speaker.name))
        said = f"{speaker.name} is number {number + 1}."
        known = self._people.find(speaker.name).choices
        if question := did_you_mean(() if known else self._people.perhaps(speaker.name)):
            said += f" As typed: {question}"
        self._put(queue, said, number)
        self.options.focus()

    def action_complete(self) -> None:
        """Take the first name on offer; with none, go on to the next part."""
        field, offered = self.field, self._offered()
        if field.has_focus and offered:
            field.complete(written(offered[0]))
        else:
            self.focus_next()

    def action_leave(self) -> None:
        """Out of the line, or out of the queue."""
        field = self.field
        if field.has_focus and self._queueing.queue:
            field.value = ""
            self.options.focus()
        else:
            self.dismiss()
