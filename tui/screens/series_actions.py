"""Open actions of more meetings than this one: each done, spoken of or carried by a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar, Final, Protocol

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.minutes.series.ledger import Action
from tui.minutes.text.inline import visible
from tui.screens.dialog import MOVES, Dialog, Keys
from tui.screens.prompt import Prompt
from widgets.display_text import for_display
from widgets.input_lines import OneLine
from widgets.option_rows import LineDrawnLater, OptionRows
from widgets.wrapping import clipped

SCOPES: Final[tuple[tuple[str, int | None], ...]] = (
    ("since the last meeting", 1),
    ("last 3 meetings", 3),
    ("all meetings", None),
)
"""How far back the list goes, and how many meetings before this one that is; None: all."""


class ActionAnswers(Protocol):
    """Who knows the actions of other meetings, and writes into this one."""

    def actions(self, last: int | None, then: Callable[[Sequence[Action]], None]) -> None:
        """Give the open actions of this meeting and so many before it."""

    def read(self, path: Path, line: int) -> None:
        """Show another meeting at a line."""

    def settle(self, action: Action, *, done: bool = False, words: str = "") -> str:
        """Write an action of an earlier meeting into this one; returns what was done."""


class SeriesActions(Dialog[bool]):
    """The list. Gives True where it was widened so far that this meeting's own notes come next."""

    CSS_PATH = "series.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("x", "settle(True)", "Done", show=False),
        Binding("c", "settle(False)", "Carry", show=False),
        Binding("r", "word", "Word", show=False),
        Binding("m", "more", "More", show=False),
        Binding("slash", "filter", "Filter", show=False),
    ]

    def __init__(
        self, answers: ActionAnswers, day: date | None, present: Callable[[Action], bool] | None = None
    ) -> None:
        """`present` is True for an action whose owner is there: those alone are asked about then."""
        super().__init__()
        self._answers = answers
        self._day = day
        self._present = present
        self._scope = 0 if present is None else len(SCOPES) - 1
        self._found: list[Action] = []
        self._rows: list[Action] = []

    def keys(self) -> Keys:
        """What acts here; how far the list goes, where that can be changed."""
        more = [("m", "more meetings")] if self._present is None else [("m", "carry")]
        own = [
            ("x", "done"),
            ("r", "a word on it"),
            *([("c", "carry")] if self._present is None else []),
            *more,
        ]
        return (("enter", "read there"), *own, ("/", "filter"), ("esc", self.LEAVING))

    def content(self) -> ComposeResult:
        """A filter over the list."""
        yield OneLine(placeholder="/ to filter: owner, words, overdue", compact=True)
        yield OptionRows(compact=True, markup=False)

    def on_mount(self) -> None:
        """Ask for them; they come from another process."""
        self.query_one(OptionList).focus()
        self._ask()

    def _ask(self) -> None:
        self.frame.border_title = f"Open actions, {SCOPES[self._scope][0]} …"
        self._answers.actions(SCOPES[self._scope][1], self.take)

    def take(self, actions: Sequence[Action]) -> None:
        """Show the actions that came."""
        if not self.has_widgets:
            return
        fits = self._present or (lambda _: True)
        self._found = [action for action in actions if action.open and fits(action)]
        self._fill()

    def _fill(self) -> None:
        options = self.query_one(OptionList)
        before = options.highlighted or 0
        words = self.query_one(Input).value.casefold().split()
        self._rows = [action for action in self._found if all(word in self._text(action) for word in words)]
        options.clear_options()
        options.add_options(Option(LineDrawnLater(partial(self._drawn, action))) for action in self._rows)
        noun = "open action" if len(self._rows) == 1 else "open actions"
        where = SCOPES[self._scope][0] if self._present is None else "of those who are here"
        self.frame.border_title = f"{len(self._rows)} {noun}, {where}"
        if self._rows:
            options.highlighted = min(before, len(self._rows) - 1)
        else:
            options.add_option(
                Option(
                    Text("No action fits; esc shows all." if words else "No action is open."), disabled=True
                )
            )

    def _text(self, action: Action) -> str:
        late = "overdue" if self._is_late(action) else ""
        return " ".join((*action.note.owners, visible(action.note.text), action.section, late)).casefold()

    def _is_late(self, action: Action) -> bool:
        return self._day is not None and action.overdue(self._day)

    def _drawn(self, action: Action, width: int) -> Text:
        note = action.note
        owners = for_display(", ".join(note.owners)) or "TBD"
        due = f"  due {note.due}" if note.due is not None else ""
        late = " OVERDUE" if self._is_late(action) else ""
        where = f"  {action.life or action.day}"
        text = Text(f"{'open: ' if self.is_plain else '☐ '}", no_wrap=True, overflow="ellipsis")
        text.append(f"{clipped(owners, width // 3)}: ", "bold")
        room = max(12, width - text.cell_len - len(due + late + where))
        text.append(clipped(for_display(visible(note.text).replace("\n", " ")), room))
        return text.append(due, "bold").append(late, "bold reverse").append(where, "dim")

    @on(Input.Changed)
    def _narrow(self) -> None:
        self._fill()

    @on(Input.Submitted)
    def _narrowed(self) -> None:
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _read(self) -> None:
        if (action := self.chosen_of(self._rows)) is not None:
            self._answers.read(action.path, action.line)

    def action_settle(self, done: bool) -> None:
        """Write it into this meeting: done, or still to do."""
        if (action := self.chosen_of(self._rows)) is not None:
            self.tell(self._answers.settle(action, done=done))
            self._ask()

    def action_word(self) -> None:
        """Ask for a word on it, and write that under it."""
        if (action := self.chosen_of(self._rows)) is None:
            return

        def said(words: str | None) -> None:
            if words and words.strip():
                self.tell(self._answers.settle(action, words=words))
                self._ask()

        self.app.push_screen(Prompt("A word on this action", "", "write it"), said)

    def action_more(self) -> None:
        """More meetings; after all of them, this one's notes again. Where somebody is asked: carry it."""
        if self._present is not None:
            self.action_settle(False)
        elif self._scope + 1 < len(SCOPES):
            self._scope += 1
            self._ask()
        else:
            self.dismiss(True)

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(Input).focus()

    def action_leave(self) -> None:
        """Out of the filter, or out of the list."""
        if self.query_one(Input).has_focus:
            self.query_one(Input).value = ""
            self.query_one(OptionList).focus()
        else:
            self.dismiss()
