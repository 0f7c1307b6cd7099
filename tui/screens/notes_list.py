"""All notes of the meeting in one list: actions by owner first, then decisions, questions, votes, infos."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.minutes.model import TASKS, Item, Meeting, Note, NoteKind, Section
from tui.minutes.note_grammar import CLOSED
from tui.minutes.text.inline import visible
from tui.screens.dialog import MOVES, Dialog
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.notes.note_target import TargetItem, find, target_of
from tui.screens.meeting.notes.noting import Noting
from tui.screens.prompt import Prompt
from widgets.display_text import for_display
from widgets.input_lines import OneLine
from widgets.option_rows import LineDrawnLater, OptionRows
from widgets.places import Place
from widgets.wrapping import clipped

ORDERS: Final = ("owner", "due", "section")
_KINDS: Final = tuple(NoteKind)


@dataclass(frozen=True)
class NoteRow:
    """A note in the list. `owner` is the one it is grouped under."""

    section: Section
    number: int  # of the item in the section
    item: Item
    note: Note
    owner: str = ""

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.section.key, self.number)

    @property
    def text(self) -> str:
        """All words by which it can be found."""
        note = self.note
        done = "answered" if note.kind is NoteKind.QUESTION else "done"
        state = done if note.done else "dropped" if note.dropped else "open" if note.open else ""
        words = (
            note.kind.value,
            *note.owners,
            visible(note.text),
            str(note.due or ""),
            self.section.name,
            state,
        )
        return " ".join(words).casefold()


def rows(meeting: Meeting, order: str) -> list[NoteRow]:
    """The notes of a meeting: actions first, ordered by owner, due date or section; then the other kinds."""
    found: list[NoteRow] = []
    for section in meeting.sections:
        if section.content.counted and not any(section.content.notes):
            continue  # what it has need not be looked at
        for number, item in enumerate(section.items):
            if item.note is not None:
                owners = item.note.owners if order == "owner" else ()
                found += [NoteRow(section, number, item, item.note, name) for name in owners or ("",)]

    def key(row: NoteRow) -> tuple[int, bool, str, date]:
        by_owner = order == "owner"
        due = date.max if order == "section" else row.note.due or date.max
        owner = row.owner.casefold() if by_owner else ""
        return _KINDS.index(row.note.kind), by_owner and not row.owner, owner, due

    return sorted(found, key=key)


def drawn(row: NoteRow, width: int, *, owners: bool, late: bool, plain: bool = False) -> Text:
    """The line of a note, as wide as the list; `owners` to begin with them, `plain` without symbols."""
    note = row.note
    done, dropped, left = ("done: ", "dropped: ", "open: ") if plain else ("☑ ", "☒ ", "☐ ")
    other = "" if plain else "  "
    if plain and note.kind is NoteKind.QUESTION:
        done = "answered: "
    box = done if note.done else dropped if note.dropped else left if note.kind in TASKS else other
    text = Text(f"  {box}", no_wrap=True, overflow="ellipsis")
    if owners and note.owners:
        text.append(for_display(", ".join(note.owners)) + ": ", "bold")
    said = visible(note.text)
    if note.outcome and note.outcome not in said.casefold():
        said = f"{note.outcome}; {said}" if said else note.outcome
    due = f"  due {note.due:%m-%d}" if note.due is not None and note.open else ""
    overdue = " OVERDUE" if late else ""
    line = f", line {row.item.own.start + 1}"
    where = f"  {clipped(for_display(row.section.name), max(10, width // 3 - len(line)))}{line}"
    room = max(12, width - text.cell_len - cell_len(due + overdue + where))
    text.append(
        clipped(for_display(said), room), "dim strike" if note.dropped else "dim" if note.done else ""
    )
    return text.append(due, "bold").append(overdue, "bold reverse").append(where, "dim")


class NotesList(Dialog[None]):
    """The list, with what can be done to a note done right there."""

    CSS_PATH = "notes_list.tcss"
    KEYS = (
        ("enter", "go"),
        ("x", "done"),
        ("D", "drop"),
        ("e", "edit"),
        ("s", "sort"),
        ("/", "filter"),
        ("m", "more meetings"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("x", "tick", "Done", show=False),
        Binding("D", "drop", "Drop", show=False),
        Binding("e", "edit", "Edit", show=False),
        Binding("s", "sort", "Sort", show=False),
        Binding("slash", "filter", "Filter", show=False),
        Binding("m", "more", "More", show=False),
    ]

    def __init__(self, desk: Desk, noting: Noting, edit_at: Callable[[int], None]) -> None:
        super().__init__()
        self._desk = desk
        self._noting = noting
        self._edit_at = edit_at
        self._read = desk.shown  # what the rows are from
        self._order = ORDERS[0]
        self._rows: list[NoteRow | None] = []  # one for each line of the list; a heading is none

    def content(self) -> ComposeResult:
        """A filter line over the list."""
        yield OneLine(placeholder="/ to filter: kind, owner, words, open, overdue", compact=True)
        yield OptionRows(compact=True, markup=False)

    def on_mount(self) -> None:
        """Show all, and what becomes of them while the list is open."""
        self._fill()
        self.query_one(OptionList).focus()
        self.watch(self._desk.panes, "meeting", self._fill_again, init=False)

    def _fill_again(self) -> None:
        """The file was read anew: the same note stays chosen, found by its content."""
        row, meeting = self._current(), self._desk.shown
        target = target_of(self._read, row.place) if row is not None else None
        found = find(meeting, target) if target is not None else None
        self._read = meeting
        if found is None:
            self._fill()
        else:
            self._fill(Place(meeting.sections[found.section].key, found.item), row.owner if row else "")

    def _fill(self, chosen: Place | None = None, owner: str = "") -> None:
        """Write the list; `chosen` (of an owner's group, where it is in several) is highlighted again."""
        options = self.query_one(OptionList)
        words = self.query_one(Input).value.casefold().split()
        before = options.highlighted or 0
        found = [
            row for row in rows(self._read, self._order) if all(word in self._words(row) for word in words)
        ]
        self._rows, shown, heading = [], [], ""
        for row in found:
            group = self._group(row)
            if group != heading:
                heading = group
                self._rows.append(None)
                shown.append(Option(Text(for_display(group), "bold"), disabled=True))
            self._rows.append(row)
            shown.append(Option(LineDrawnLater(partial(self._drawn, row))))
        if not found:
            nothing = "No note fits; esc shows all." if words else _invitation(self._desk)
            shown.append(Option(Text(nothing), disabled=True))
        options.clear_options()
        options.add_options(shown)
        count = len({row.place for row in found})
        noun = "note" if count == 1 else "notes"
        self.frame.border_title = f"{count} {noun}, by {self._order}"
        if found:
            options.highlighted = self._line_of(chosen, owner, before)

    def _drawn(self, row: NoteRow, width: int) -> Text:
        owners, late = self._order != "owner", self._is_late(row.note)
        return drawn(row, width, owners=owners, late=late, plain=self.is_plain)

    def _line_of(self, chosen: Place | None, owner: str, before: int) -> int:
        """The line to highlight: the chosen note's, else the nearest to where the highlight was."""
        notes = [n for n, row in enumerate(self._rows) if row is not None]
        there = [n for n in notes if (row := self._rows[n]) is not None and row.place == chosen]
        same = [n for n in there if (row := self._rows[n]) is not None and row.owner == owner]
        return (same or there or [min(notes, key=lambda n: abs(n - before))])[0]

    def _words(self, row: NoteRow) -> str:
        return f"{row.text} overdue" if self._is_late(row.note) else row.text

    def _is_late(self, note: Note) -> bool:
        return note.open and note.due is not None and note.due < self._noting.today

    def _group(self, row: NoteRow) -> str:
        kind = f"{row.note.kind.value}s".upper()
        by_owner = self._order == "owner" and row.note.kind is NoteKind.ACTION
        return f"{kind} · {row.owner or 'TBD'}" if by_owner else kind

    def _current(self) -> NoteRow | None:
        return self.chosen_of(self._rows)

    @on(Input.Changed)
    def _narrow(self) -> None:
        row = self._current()
        self._fill(row.place if row is not None else None)

    @on(Input.Submitted)
    def _narrowed(self) -> None:
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _go(self) -> int | None:
        """Close, and go to the line of the note; None where there is none any more."""
        row, meeting = self._current(), self._desk.shown
        target = target_of(self._read, row.place) if row is not None else None
        place = find(meeting, target) if target is not None else None
        if place is None or place.item is None:
            return None
        line = meeting.sections[place.section].items[place.item].own.start
        self.dismiss()
        self._desk.show_area(self._desk.panes)
        self._desk.go_to_line(line)
        return line

    def on_key(self, event: events.Key) -> None:
        """Down from the filter goes into the list."""
        if event.key == "down" and self.query_one(Input).has_focus:
            event.stop()
            self.query_one(OptionList).focus()

    def action_leave(self) -> None:
        """Out of the filter, or out of the list."""
        if self.query_one(Input).has_focus:
            self.query_one(Input).value = ""
            self.query_one(OptionList).focus()
        else:
            self.dismiss()

    def action_tick(self) -> None:
        """Mark the action or flag as done, the question as answered; or either as open."""
        target = self._noted(*CLOSED, otherwise="Only an action, a flag or a question can be done.")
        if target is not None:
            self._noting.tick(target)
            self._tell()

    def action_drop(self) -> None:
        """Drop the action or the flag, after asking why."""
        if (target := self._noted(*TASKS, otherwise="Only an action or a flag can be dropped.")) is None:
            return

        def drop(reason: str | None) -> None:
            if reason is not None:
                self._noting.drop(target, reason)
                self._tell()

        self.app.push_screen(Prompt("Drop this", "", "drop, with the reason if any", "keep"), drop)

    def _noted(self, *kinds: NoteKind, otherwise: str) -> TargetItem | None:
        """The note to change; says so where it is none of the kinds."""
        row = self._current()
        if row is None or row.note.kind not in kinds:
            self.tell(otherwise)
            return None
        return target_of(self._read, row.place)

    def _tell(self) -> None:
        """What was done or could not be, where it is seen: the bottom line is under the list."""
        self.tell(self._desk.status.remark.text)

    def action_edit(self) -> None:
        """Correct a vote in its line; else edit the Markdown of the note's section, at its line."""
        row = self._current()
        if row is not None and row.note.kind is NoteKind.VOTE:
            if (target := target_of(self._read, row.place)) is not None and self._go() is not None:
                self._noting.edit_vote(target)
            return
        if (line := self._go()) is not None:
            self._edit_at(line)

    def action_sort(self) -> None:
        """Order by owner, due date or section in turn."""
        row = self._current()
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._fill(row.place if row is not None else None)

    def action_more(self) -> None:
        """The open actions of more meetings than this one."""
        self.dismiss()
        self._desk.call("series_actions")

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(Input).focus()


def _invitation(desk: Desk) -> str:
    keys = [f"{desk.key(kind.value)} {kind.value}" for kind in NoteKind]
    return f"No notes yet. On any item of a report: {', '.join(keys)}."
