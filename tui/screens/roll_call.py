"""The roll call: everybody known, and a key each for present, late and absent. It remembers only the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from tui.minutes.model import Meeting, Person
from tui.minutes.noting.owners import COLLECTIVE, Found, People, folded
from tui.minutes.roll_call.attendance import Standing, called, mark, mark_all, person_typed
from tui.minutes.roll_call.people import (
    KnownPerson,
    earlier_files,
    leads_in,
    people_of,
    people_of_file,
    to_call,
)
from tui.minutes.roll_call.quorum import QuorumError, quorum
from tui.screens.dialog import MOVES, Keys, NamingDialog
from tui.screens.meeting.desk import Desk
from widgets.display_text import for_display
from widgets.input_lines import OneLine
from widgets.option_rows import OptionRows
from widgets.styles import Styles
from widgets.wrapping import clipped

CHUNK: Final = 5
"""Earlier meetings read before their people are shown."""

_SIGNS: Final = {
    Standing.PRESENT: ("●", "mark"),
    Standing.LATE: ("◐", "due"),
    Standing.ABSENT: ("○", "muted"),
    None: ("·", "muted"),
}
"""A sign and a look for each standing; the word beside them says the same."""

_ROUND: Final = (None, Standing.PRESENT, Standing.LATE, Standing.ABSENT, None)
"""What a click or Enter makes of a standing: the next one."""

_EARLIER: Final = "Earlier meetings"


class RollCall(NamingDialog):
    """Every mark goes into the minutes at once and is one step of undo; nothing is kept here."""

    CSS_PATH = "roll_call.tcss"
    HEADING = "Roll call"
    KEYS = (
        ("*", "all present"),
        ("p", "present"),
        ("l", "late"),
        ("a", "absent"),
        ("c", "clear"),
        ("u", "undo"),
        ("/", "find or add"),
        ("o", "ask for open actions"),
    )
    TYPING: ClassVar[Keys] = (("enter", "present"), ("tab", "complete"), ("↓", "to the list"), ("esc", "all"))
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("asterisk", "all_present", "All present", show=False),
        Binding("p", "mark('present')", "Present", show=False),
        Binding("l", "mark('late')", "Late", show=False),
        Binding("a", "mark('absent')", "Absent", show=False),
        Binding("c,delete,backspace", "mark('')", "Clear", show=False),
        Binding("u", "meeting('undo')", "Undo", show=False),
        Binding("ctrl+r", "meeting('redo')", "Redo", show=False),
        Binding("o", "owners", "Owners", show=False),
        Binding("slash,plus", "type_name", "Find or add", show=False),
        Binding("tab", "complete", "Complete", show=False, priority=True),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._others: tuple[Person, ...] = ()  # owners of notes, and people of earlier meetings
        self._here = 0  # how many of them this meeting names
        self._led: tuple[Meeting, dict[str, list[str]]] | None = None  # a reading, and who leads in it
        self._order: dict[str, int] = {}  # who was shown first stays first
        self._earlier: frozenset[str] = frozenset()
        self._rows: list[KnownPerson | None] = []  # one for each line of the list; a heading is none
        self._progress = ""
        self._came: dict[
            str, tuple[int, str]
        ] = {}  # how often somebody came lately: their place, and in words

    def content(self) -> ComposeResult:
        """A line to find by, the list, and the count."""
        ask = "/ or a capital letter: find, or add somebody new"
        yield OneLine(placeholder=ask, compact=True, select_on_focus=False)
        yield OptionRows(compact=True, markup=False)
        yield Static(id="count", markup=False)

    def on_mount(self) -> None:
        """Show who is listed or leads; the others come as they are read."""
        self._looks = Styles(self.options)
        self.fill()
        self.options.focus()
        self.watch(self._desk.panes, "meeting", lambda: self.fill(), init=False)  # noqa: PLW0108 - a parameter is given the value
        self._read_others()
        self._ask_series()

    @work(exclusive=True, group="series")
    async def _ask_series(self) -> None:
        """How often everybody came lately, and who may vote: for the order and in words, never as a mark."""
        from tui.minutes.ahead.elsewhere import ask  # noqa: PLC0415 - the list comes first
        from tui.minutes.series.questions import people  # noqa: PLC0415
        from tui.minutes.series.roster import VotingRuleError  # noqa: PLC0415

        desk = self._desk
        try:
            found = await ask(people, desk.path, desk.shown.source.text, desk.settings.voting, desk.is_public)
        except VotingRuleError as error:
            self.tell(f"setting voting: {error}")
            return
        if self.has_widgets:
            names = enumerate(found.names)
            self._came = {folded(called(person)): (number, told) for number, (person, told) in names}
            turns = ", ".join(f"{role}'s turn: {name}" for role, name in found.turns)
            if turns:
                self.tell(turns)
            self.fill()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _read_others(self) -> None:
        """Read who else may be there: owners of this meeting's notes, then earlier meetings, newest first.

        It is given no meeting: workers are described by what they are given, which takes a second.
        """
        worker = get_current_worker()
        meeting, public = self._desk.shown, self._desk.is_public
        found = list(people_of(meeting))
        here = len(found)
        files = earlier_files(self._desk.path, meeting)
        for number, file in enumerate(files):
            if worker.is_cancelled:
                return
            if number % CHUNK == 0:
                self.app.call_from_thread(self._take, tuple(found), here, f"{number} of {len(files)}")
            found += people_of_file(file, public=public)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, tuple(found), here, "")

    def _take(self, others: tuple[Person, ...], here: int, progress: str) -> None:
        if self.has_widgets:
            self._others, self._here, self._progress = others, here, progress
            self.fill()

    def _people(self) -> list[KnownPerson]:
        """Those to call, each where they were shown first; those of earlier meetings last, by presence."""
        meeting = self._desk.shown
        if self._led is None or not meeting.has_headings_of(self._led[0]):
            self._led = meeting, leads_in(meeting)
        near = {known.key for known in to_call(meeting, self._led[1], self._others[: self._here])}
        everybody = to_call(meeting, self._led[1], self._others)
        new = frozenset(known.key for known in everybody if known.key not in self._order) - near
        self._earlier |= new
        for known in everybody:
            self._order.setdefault(known.key, len(self._order))
        last = len(self._came)

        def place(known: KnownPerson) -> tuple[bool, int, int]:
            earlier = known.key in self._earlier
            came = self._came[known.key][0] if known.key in self._came else last
            return earlier, came if earlier else 0, self._order[known.key]

        return sorted(everybody, key=place)

    def fill(self, chosen: str = "") -> None:
        """Write the list anew; `chosen`, else whoever was, is highlighted."""
        if not self.has_widgets:
            return  # it was left, or the program ends, while somebody's files were read
        field, options = self.field, self.options
        current = self._current()
        chosen = chosen or (current.key if current is not None else "")
        words, before = field.value, options.highlighted or 0
        everybody = self._people()
        fitting = [known for known in everybody if known.fits(words)]
        self._rows = []
        for known in fitting:
            if known.key in self._earlier and None not in self._rows:
                self._rows.append(None)
            self._rows.append(known)
        typed = person_typed(words)
        if typed is not None and not any(folded(called(typed)) == known.key for known in fitting):
            self._rows.append(KnownPerson(typed))
        self._write(options, {known.key for known in everybody})
        self._highlight(options, chosen, before, first=bool(words))
        self._count(everybody)

    def _write(self, options: OptionList, known: set[str]) -> None:
        """The lines; somebody who is not `known` is offered to be added."""
        width = max(24, options.scrollable_content_region.width or 60)
        lines = [
            Option(Text(_EARLIER, self._looks.alone("muted")), disabled=True)
            if row is None
            else Option(self._line(row, width, new=row.key not in known))
            for row in self._rows
        ]
        if not lines:
            lines = [Option(Text("Nobody is known here; / and a name adds somebody."), disabled=True)]
        options.clear_options()
        options.add_options(lines)

    def _line(self, known: KnownPerson, width: int, *, new: bool) -> Text:
        """A line of the list: sign and word, name, what they lead, handle and company."""
        sign, look = _SIGNS[known.standing]
        text = Text(no_wrap=True, overflow="ellipsis")
        if new:
            return text.append(f"+ add {for_display(called(known.person))}", self._looks.alone("key"))
        sign = "" if self.is_plain else f"{sign} "
        text.append(f"{sign}{known.standing or '':<8}", self._looks.alone(look))
        name = clipped(for_display(called(known.person)), width - 12)
        text.append(name, self._looks.alone("strong" if known.standing is not Standing.ABSENT else "muted"))
        person = known.person
        handle = f"@{person.handle}" if person.handle and called(person) != f"@{person.handle}" else ""
        led = f"leads {', '.join(known.leads)}" if known.leads else ""
        more = " · ".join(
            for_display(word)
            for word in (led, self._came.get(known.key, (0, ""))[1], person.company, handle)
            if word
        )
        room = width - 12 - cell_len(name)
        return (
            text.append(f"  {clipped(more, room)}", self._looks.alone("muted")) if more and room > 6 else text
        )

    def _highlight(self, options: OptionList, chosen: str, before: int, *, first: bool) -> None:
        """Highlight whoever was, else who stands nearest, or the first who fits what is typed."""
        places = [n for n, row in enumerate(self._rows) if row is not None]
        if not places:
            return
        there = [n for n in places if (row := self._rows[n]) is not None and row.key == chosen]
        nearest = places[0] if first else min(places, key=lambda n: abs(n - before))
        options.highlighted = there[0] if there and not first else nearest

    def _count(self, everybody: Sequence[KnownPerson]) -> None:
        """How many are present and absent, and what that is to the quorum, in words."""
        counts = {each: sum(known.standing is each for known in everybody) for each in Standing}
        there = counts[Standing.PRESENT] + counts[Standing.LATE]
        late = f" ({counts[Standing.LATE]} late)" if counts[Standing.LATE] else ""
        parts = [f"{there} present{late}", f"{counts[Standing.ABSENT]} absent"]
        text = Text(no_wrap=True, overflow="ellipsis")
        try:
            found = quorum(self._desk.meeting, self._desk.settings.quorum)
            if found is not None and found.leads is not None:
                parts.append(f"{found.there} of {found.leads} leads")
            text.append(", ".join(parts), "bold")
            if found is not None:
                sign, look = ("✓", "mark") if found.met else ("!", "unsaved")
                text.append(f"  {sign} {found.words}", self._looks.alone(look))
            elif self._desk.settings.quorum != "":
                text.append("  no leads are named to take a share of", self._looks.alone("muted"))
        except QuorumError as error:
            text.append(", ".join(parts), "bold").append(
                f"  ! {for_display(str(error))}", self._looks.alone("trouble")
            )
        if self._progress:
            text.append(f"  reading earlier meetings, {self._progress}", self._looks.alone("muted"))
        self.query_one("#count", Static).update(text)

    def _current(self) -> KnownPerson | None:
        return self.chosen_of(self._rows)

    @on(Input.Changed)
    def _sought(self) -> None:
        self.fill()

    @on(Input.Submitted)
    def _found(self) -> None:
        """Enter in the line: who is typed by a whole name, or is new, is present; then the list has the keys.

        Who is only begun is asked back: the first that fits need not be meant.
        """
        people = [row for row in self._rows if row is not None]
        if not people or folded(self.field.value) in COLLECTIVE:
            self.tell("Write the name of somebody.")
        elif (meant := self._meant(people)) is None:
            self.tell(f"Did you mean {called(people[0].person)}? tab takes it, ↓ picks.")
        elif self._mark(meant, Standing.PRESENT):
            self.field.value = ""
            self.options.focus()

    def _meant(self, people: Sequence[KnownPerson]) -> KnownPerson | None:
        """Who is typed for certain, of those who fit; None where the name is only begun."""
        typed, everybody = person_typed(self.field.value), self._people()
        found = People(known.person for known in everybody).find(called(typed)) if typed else Found()
        if found.person is not None:
            return next((known for known in everybody if known.person == found.person), None)
        is_new = people[0].key not in self._order and not found.choices
        return people[0] if is_new else None

    def action_complete(self) -> None:
        """Take the first name that fits; out of the line, or with none, go on to the next part."""
        known = self._current()
        if not self.field.has_focus or not self.field.value or known is None:
            self.focus_next()
            return
        self.field.value = called(known.person)
        self.field.cursor_position = len(self.field.value)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        """Enter or a click in the list: the next standing."""
        if (known := self._current()) is not None:
            self._mark(known, _ROUND[_ROUND.index(known.standing) + 1])

    def action_mark(self, standing: str) -> None:
        """Say that somebody is present, late or absent, or (empty) nothing; and go on to the next one."""
        known = self._current()
        if known is None or not self._mark(known, Standing(standing) if standing else None):
            return
        if self.field.value:
            self.fill(known.key)
        elif standing:
            self.action_move(1)

    def action_all_present(self) -> None:
        """Whoever is listed or leads, with nothing said of them yet, is present: one step of undo."""
        desk = self._desk
        known = to_call(desk.meeting, leads_in(desk.meeting))
        people = [each.person for each in known if each.standing is None]
        desk.change(lambda: mark_all(desk.meeting, people, Standing.PRESENT))
        self.tell(desk.status.remark.text)

    def _mark(self, known: KnownPerson, standing: Standing | None) -> bool:
        """Write it into the minutes; True where they say so now."""
        if known.standing is standing:
            self.tell(f"{called(known.person)} is {standing or 'not marked'} already.")
            return True
        desk = self._desk
        edit = desk.change(lambda: mark(desk.meeting, known.person, standing))
        self.tell(desk.status.remark.text)
        return edit is not None

    def action_owners(self) -> None:
        """Go through the open actions of those who are here."""
        self.dismiss()
        self._desk.call("ask_owners")

    def action_meeting(self, command: str) -> None:
        """Undo or make again, as in the meeting."""
        self._desk.call(command)
        self.tell(self._desk.status.remark.text)

    def on_key(self, event: events.Key) -> None:
        """A capital letter in the list begins a name."""
        field = self.field
        if not field.has_focus and event.character is not None and event.character.isupper():
            event.stop()
            field.value = event.character
            field.focus()
            field.cursor_position = 1

    def action_leave(self) -> None:
        """Out of the line, or out of the roll call."""
        field = self.field
        if field.has_focus or field.value:
            field.value = ""
            self.options.focus()
        else:
            self.dismiss()
