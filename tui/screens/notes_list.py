"""All notes of the meeting in one list: actions by owner first, then decisions, questions, votes, infos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.minutes.edits import Place, mark
from tui.minutes.inert import inert
from tui.minutes.inline import visible
from tui.minutes.model import Item, Meeting, Note, NoteKind, Section
from tui.screens.meeting.noting import Target

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen

ORDERS: Final = ("owner", "due", "section")
_KINDS: Final = tuple(NoteKind)


@dataclass(frozen=True)
class Row:
    """A note in the list. `owner` is the one it is grouped under."""

    section: Section
    number: int  # of the item in the section
    item: Item
    note: Note
    owner: str = ""

    @property
    def text(self) -> str:
        """All words by which it can be found."""
        note = self.note
        state = "done" if note.done else "dropped" if note.dropped else "open" if note.open else ""
        words = (
            note.kind.value,
            *note.owners,
            visible(note.text),
            str(note.due or ""),
            self.section.name,
            state,
        )
        return " ".join(words).casefold()


def rows(meeting: Meeting, order: str) -> list[Row]:
    """The notes of a meeting: actions first, ordered by owner, due date or section; then the other kinds."""
    found: list[Row] = []
    for section in meeting.sections:
        for number, item in enumerate(section.items):
            if item.note is not None:
                owners = item.note.owners if order == "owner" else ()
                found += [Row(section, number, item, item.note, name) for name in owners or ("",)]

    def key(row: Row) -> tuple[int, bool, str, date]:
        by_owner = order == "owner"
        due = date.max if order == "section" else row.note.due or date.max
        owner = row.owner.casefold() if by_owner else ""
        return _KINDS.index(row.note.kind), by_owner and not row.owner, owner, due

    return sorted(found, key=key)


class NotesList(ModalScreen[None]):
    """The list, with what can be done to a note done right there."""

    CSS_PATH = "notes_list.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("x", "tick", "Done", show=False),
        Binding("D", "drop", "Drop", show=False),
        Binding("e", "edit", "Edit", show=False),
        Binding("s", "sort", "Sort", show=False),
        Binding("slash", "filter", "Filter", show=False),
    ]

    def __init__(self, meeting: MeetingScreen) -> None:
        super().__init__()
        self._meeting = meeting
        self._order = ORDERS[0]
        self._rows: list[Row] = []
        self._options: list[Row | None] = []

    def compose(self) -> ComposeResult:
        """A filter line over the list."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Notes"
            dialog.border_subtitle = "enter go · x done · D drop · e edit · s sort · / filter · esc back"
            yield Input(placeholder="/ to filter: kind, owner, words, open", compact=True)
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        """Show all."""
        self._fill()
        self.query_one(OptionList).focus()

    def _fill(self) -> None:
        options = self.query_one(OptionList)
        words = self.query_one(Input).value.casefold().split()
        meeting = self._meeting.document.meeting
        before = options.highlighted
        self._rows = [row for row in rows(meeting, self._order) if all(word in row.text for word in words)]
        self._options = []
        options.clear_options()
        heading = ""
        for row in self._rows:
            group = self._group(row)
            if group != heading:
                heading = group
                self._options.append(None)
                options.add_option(Option(Text(inert(group), "bold"), disabled=True))
            self._options.append(row)
            options.add_option(Option(self._line(row, meeting.date)))
        if not self._rows:
            nothing = "No note fits." if words else "No notes yet: a, d, q, v or i on an item records one."
            options.add_option(Option(Text(nothing), disabled=True))
        elif before is None or before >= len(self._options) or self._options[before] is None:
            options.highlighted = next(n for n, row in enumerate(self._options) if row is not None)
        else:
            options.highlighted = before

    def _group(self, row: Row) -> str:
        kind = f"{row.note.kind.value}s".upper()
        by_owner = self._order == "owner" and row.note.kind is NoteKind.ACTION
        return f"{kind} · {row.owner or 'TBD'}" if by_owner else kind

    def _line(self, row: Row, today: date | None) -> Text:
        note = row.note
        box = "☑ " if note.done else "☒ " if note.dropped else "☐ " if note.kind is NoteKind.ACTION else "  "
        text = Text(f"  {box}", no_wrap=True, overflow="ellipsis")
        if note.owners and self._order != "owner":
            text.append(inert(", ".join(note.owners)) + ": ", "bold")
        said = visible(note.text)
        if note.outcome and note.outcome not in said.casefold():
            said = f"{note.outcome}; {said}" if said else note.outcome
        text.append(inert(said), "dim strike" if note.dropped else "dim" if note.done else "")
        if note.due is not None and note.open:
            late = today is not None and note.due < today
            text.append(f"  due {note.due:%m-%d}", "bold")
            text.append(" OVERDUE" if late else "", "bold reverse")
        where = f"  {row.section.name}, line {row.item.own.start + 1}"
        return text.append(inert(where), "dim")

    def _current(self) -> Row | None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is None or highlighted >= len(self._options):
            return None
        return self._options[highlighted]

    def _target(self, row: Row) -> Target:
        meeting = self._meeting.document.meeting
        return Target(row.section.key, mark(meeting, Place(meeting.by_key[row.section.key], row.number)))

    @on(Input.Changed)
    def _narrow(self) -> None:
        self._fill()

    @on(Input.Submitted)
    def _narrowed(self) -> None:
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _go(self) -> None:
        if (row := self._current()) is not None:
            self.dismiss()
            self._meeting.show_area(self._meeting.panes)
            self._meeting.walk.go_to_line(row.item.own.start)

    def on_key(self, event: events.Key) -> None:
        """Down from the filter goes into the list."""
        if event.key == "down" and self.query_one(Input).has_focus:
            event.stop()
            self.query_one(OptionList).focus()

    def action_back(self) -> None:
        """Out of the filter, or out of the list."""
        if self.query_one(Input).has_focus:
            self.query_one(Input).value = ""
            self.query_one(OptionList).focus()
        else:
            self.dismiss()

    def action_move(self, rows: int) -> None:
        """Move the highlight."""
        options = self.query_one(OptionList)
        (options.action_cursor_down if rows > 0 else options.action_cursor_up)()

    def action_tick(self) -> None:
        """Mark the action as done, or as open."""
        if (row := self._current()) is not None:
            self._meeting.noting.tick(self._target(row))
            self._fill()

    def action_drop(self) -> None:
        """Drop the action."""
        if (row := self._current()) is not None:
            self._meeting.noting.drop(self._target(row))
            self._fill()

    def action_edit(self) -> None:
        """Edit the Markdown of the note's section, at its line."""
        if (row := self._current()) is not None:
            self._go()
            self._meeting.writing.edit_at(row.item.own.start)

    def action_sort(self) -> None:
        """Order by owner, due date or section in turn."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self.query_one(".dialog").border_title = f"Notes by {self._order}"
        self._fill()

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(Input).focus()
